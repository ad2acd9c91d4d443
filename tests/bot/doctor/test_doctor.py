"""The doctor: a sound installation is found sound, and each of many planted faults has its own sentence."""

import json
import os
import re
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from io import BytesIO, TextIOWrapper
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import discord
import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.doctor import report as doctor
from bot.doctor.packages import Requirements, check_packages, check_python, fits, requirements
from bot.doctor.results import CheckResult, Mark, Section, advise, well, wrong
from bot.doctor.story import check_memory
from bot.responding import permissions
from bot.variables import VARIABLES
from bot.words.host import checks, start
from retrieval import LimitedBy, Memory, MemoryLimit
from tests.installation import Installation, free_port, sound_installation
from tests.loopback import BotProcess, Overwrite
from tests.loopback.permission_bits import EVERYONE, SEND_MESSAGES
from tests.planted import IN_COMPANY, PLANTED, Planted, asking
from tests.shelves import write_stories

CHECKOUT = Path(__file__).resolve().parents[3]


@pytest.fixture
def discords_addresses() -> Iterator[None]:
    api, gateway = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    yield
    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = api, gateway
    if "gateway" in vars(DiscordWebSocket):
        del DiscordWebSocket.gateway


@pytest.fixture
async def place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, discords_addresses: None
) -> AsyncIterator[Installation]:
    async with sound_installation(tmp_path, monkeypatch) as place:
        yield place


def complaints(sections: list[Section]) -> list[CheckResult]:
    return [verdict for section in sections for verdict in section.verdicts if verdict.mark is not Mark.WELL]


async def test_a_sound_installation_is_found_sound(place: Installation) -> None:
    place.world.application.message_content = True
    place.set(ASK_CHANNELS=str(place.channel.id), HEALTH_PORT=str(free_port()))
    sections = await place.examine()

    assert complaints(sections) == []
    assert [section.title for section in sections] == [
        "Settings", "Story", "This machine", "Discord", "Servers", "Commands",
    ]  # fmt: skip
    found = "\n".join(verdict.found for section in sections for verdict in section.verdicts)
    for variable in VARIABLES:
        assert f"\n{variable.name}: " in f"\n{found}"
    assert "DISCORD_TOKEN: set (the environment)" in found
    assert "LOG_LEVEL: info (the default)" in found
    assert place.world.token not in found
    assert re.search(r"articles: 1 article, \d passages, 1 person", found)
    assert "2 reader questions" in found
    assert permissions.invite_link(place.world.application.id) in found
    assert f"#general ({place.channel.id}) is open to the bot" in found
    assert re.search(r"\d+ commands are at Discord for every server", found)
    assert place.discord.gateway.identifies == [], "a look must not use up a login"
    assert place.discord.schema_violations == []
    assert {request.method for request in place.discord.requests if "commands" not in request.path} == {"GET"}


@pytest.mark.parametrize("fault", PLANTED, ids=lambda fault: fault.name)
async def test_a_planted_fault_is_found_with_its_own_sentence(place: Installation, fault: Planted) -> None:
    fault.plant(place)
    sections = await place.examine()

    found = complaints(sections)
    matching = [verdict for verdict in found if re.search(fault.found, verdict.found)]
    assert len(matching) == 1, found
    assert matching[0].mark is fault.mark
    assert re.search(fault.do, matching[0].do), matching[0].do
    assert len(found) == 1 + IN_COMPANY.get(fault.name, 0), found
    assert place.world.token not in repr(sections)


def test_many_faults_are_planted_each_once() -> None:
    assert len(PLANTED) >= 40
    assert len({fault.name for fault in PLANTED}) == len(PLANTED)
    assert len({(fault.found, fault.do) for fault in PLANTED}) == len(PLANTED)


async def test_a_server_that_shuts_one_channel_is_no_fault(place: Installation) -> None:
    quiet = place.world.add_channel(place.guild, "quiet")
    place.world.deny(quiet, place.guild.roles[place.guild.id], SEND_MESSAGES)
    sections = await place.examine()

    assert complaints(sections) == []
    assert "nothing is missing; closed to it in part: #quiet" in repr(sections)


async def test_a_bot_that_is_allowed_in_one_channel_only_is_no_fault(place: Installation) -> None:
    everyone = place.guild.roles[place.guild.id]
    everyone.permissions = EVERYONE & ~SEND_MESSAGES
    place.channel.overwrites.append(Overwrite(everyone.id, is_member=False, allow=SEND_MESSAGES))
    place.world.add_channel(place.guild, "closed")
    (found,) = complaints(await place.examine())

    assert found.mark is Mark.ADVICE
    assert "lack Send Messages; 1 of 2 channels allow all" in found.found


async def test_a_thread_may_be_made_for_asking(place: Installation) -> None:
    asking(place, place.world.add_thread(place.channel, "questions", place.alice).id)
    assert complaints(await place.examine()) == []


async def test_commands_that_stand_twice_in_the_server_of_the_developer(place: Installation) -> None:
    place.set(SYNC_GUILD=str(place.guild.id))
    await place.synced()
    (found,) = complaints(await place.examine())

    assert found.mark is Mark.ADVICE
    assert re.search(r"^SYNC_GUILD shows commands twice: .*\bask\b.* are there for all too\.$", found.found)
    assert found.do == "Leave SYNC_GUILD empty once you no longer change commands."


# --- Python and packages


def project(folder: Path, *packages: str) -> Requirements:
    path = folder / "pyproject.toml"
    path.write_text(f'[project]\nrequires-python = ">=3.11"\ndependencies = {list(packages)}\n', encoding="utf-8")
    return requirements(path)


def test_an_old_python_is_found(tmp_path: Path) -> None:
    (found,) = check_python(project(tmp_path), (3, 10, 14))
    assert found.mark is Mark.WRONG
    assert found.found == "Python 3.10.14 is not >=3.11."


def test_packages_that_are_missing_or_of_another_version_are_found(tmp_path: Path) -> None:
    there, missing, old = check_packages(
        project(tmp_path, "discord.py>=2.7.1,<3", "no-such-package-here>=1", "pytest[dev]>=9000 ; python_version > '3'")
    )
    assert there.mark is Mark.WELL
    assert there.found.startswith("1 package: discord.py 2.")
    assert missing == wrong("The package no-such-package-here is not installed.", missing.do)
    assert re.fullmatch(r"The package pytest is .*, and >=9000 is needed\.", old.found)
    assert old.do == f"Run {sys.executable} -m pip install -e {tmp_path}"


@pytest.mark.parametrize(
    ("version", "wanted", "fit"),
    [
        ("2.7.1", ">=2.7.1,<3", True),
        ("2.7", ">=2.7.1,<3", False),
        ("3.0", ">=2.7.1,<3", False),
        ("2.10", ">=2.9", True),
        ("1.0.0", "==1.0", True),
        ("1.0.post1", ">=1.0", True),
        ("2.0rc1", "!=2.0", False),
        ("1.5", "", True),
        ("1.5", ">1.5", False),
        ("1.5", "<=1.5", True),
    ],
)
def test_versions_are_compared_as_numbers(version: str, wanted: str, fit: bool) -> None:
    assert fits(version, wanted) is fit


def test_a_missing_package_is_told_even_where_nothing_can_be_imported(tmp_path: Path) -> None:
    (tmp_path / "discord.py").write_text("raise ImportError('planted')", encoding="utf-8")
    (tmp_path / "numpy.py").write_text("raise ImportError('planted')", encoding="utf-8")
    (tmp_path / "sitecustomize.py").write_text(
        "from importlib import metadata\n"
        "real = metadata.version\n"
        "def version(name):\n"
        "    if name in ('discord.py', 'numpy'):\n"
        "        raise metadata.PackageNotFoundError(name)\n"
        "    return real(name)\n"
        "metadata.version = version\n",
        encoding="utf-8",
    )
    environment = {**os.environ, "PYTHONPATH": f"{tmp_path}:{CHECKOUT}", "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "bot", "check"],
        cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "✗ The package discord.py is not installed." in done.stdout
    assert "✗ The package numpy is not installed." in done.stdout
    assert done.stdout.endswith("\n2 problems (✗).\n")
    assert done.stderr == ""


# --- what is printed


SECTION = Section("Title", (well("sound"), advise("so-so", "do this"), wrong("bad\x1b[2J\n✓ forged", "do that")))


def test_every_line_has_its_mark_and_what_to_do() -> None:
    with TextIOWrapper(BytesIO(), encoding="utf-8") as stream:
        assert doctor.lines(SECTION, stream) == [
            "",
            "Title",
            "  ✓ sound",
            "  ! so-so",
            "    > do this",
            "  ✗ bad [2J ✓ forged",
            "    > do that",
        ]


def test_a_stream_without_these_marks_gets_others() -> None:
    with TextIOWrapper(BytesIO(), encoding="ascii") as stream:
        written = doctor.lines(SECTION, stream)
    assert written[2:4] == ["  ok sound", "  !  so-so"]
    assert written[5].startswith("  NO bad")


def test_colour_is_for_terminals_that_want_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    with TextIOWrapper(BytesIO(), encoding="utf-8") as stream:
        monkeypatch.setattr(stream, "isatty", lambda: True, raising=False)
        assert doctor.lines(SECTION, stream)[2] == "  \x1b[32m✓\x1b[0m sound"
        monkeypatch.setenv("NO_COLOR", "1")
        assert doctor.lines(SECTION, stream)[2] == "  ✓ sound"


@pytest.mark.parametrize(
    ("faults", "said"), [(0, "Everything is fine."), (1, "1 problem (✗)."), (3, "3 problems (✗).")]
)
def test_the_last_line_is_the_result(faults: int, said: str) -> None:
    assert checks.closing(faults) == said


# --- the real process


async def run(place: Installation, *arguments: str, **changes: str) -> tuple[int, str]:
    environment: dict[str, str | None] = {**place.environment, "PYTHONUTF8": "1", **changes}
    process = BotProcess(place.discord, environment, arguments=("-m", "bot", *arguments), cwd=place.folder)
    async with process:
        return await process.wait(60), process.output


async def test_the_command_says_that_all_is_well(place: Installation) -> None:
    status, output = await run(place, "check")

    assert status == 0, output
    assert output.endswith("\nEverything is fine.")
    assert "✗" not in output
    assert "  ! " not in output
    assert place.world.token not in output


async def test_the_command_says_what_is_wrong(place: Installation) -> None:
    status, output = await run(place, "--articles", "nowhere", "check", ASK_CHANNELS=str(place.channel.id))

    assert status == 1
    assert '✗ --articles is "nowhere": there is no such folder.' in output
    assert "✗ ASK_CHANNELS needs the Message Content intent" in output
    assert output.endswith("\n2 problems (✗).")


async def test_machines_get_one_object(place: Installation) -> None:
    place.world.token = "revoked"
    status, output = await run(place, "check", "--json")
    report = json.loads(output)

    assert status == 1
    assert report["well"] is False
    (fault,) = [check for check in report["checks"] if check["mark"] == "wrong"]
    assert fault == {
        "section": "Discord",
        "mark": "wrong",
        "found": "Discord does not accept the token.",
        "do": start.BAD_TOKEN,
    }


async def test_the_health_of_a_running_bot_is_told(place: Installation) -> None:
    place.set(HEALTH_PORT=str(free_port()))
    async with BotProcess(place.discord, dict(place.environment), cwd=place.folder) as bot:
        await place.discord.ready()
        await bot.wait_for_log("Ready as ")
        sections = await place.examine()
        assert complaints(sections) == []
        assert "The bot is running. Healthy: 1 server, 1 article." in repr(sections)

        place.discord.gateway.refusing = True
        await place.discord.network_down()
        await place.discord.network_up()
        found = [verdict.found for verdict in complaints(await place.examine())]
        assert "The bot is running. Not healthy: shard 0 is not connected." in found


# --- the invite


def test_the_link_asks_for_what_the_bot_uses_and_no_more() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in sorted((CHECKOUT / "bot").rglob("*.py")))
    flags = {*permissions.NEEDS, permissions.THREADS}
    # Each permission that an API call needs, and the call: https://discord.com/developers/docs/topics/permissions
    calls = {
        "create_public_threads": ".create_thread(",
        "add_reactions": ".add_reaction(",
        "attach_files": "discord.File(",
        "manage_messages": ".pin(",
        "manage_threads": ".edit(archived",
    }
    assert {flag for flag, call in calls.items() if call in source} == flags & set(calls)
    assert {"view_channel", "send_messages", "send_messages_in_threads", "embed_links"} <= flags
    assert not permissions.invited_with().administrator


def test_the_link_is_one_that_discord_understands() -> None:
    parts = urlsplit(permissions.invite_link(1234))
    query = parse_qs(parts.query)
    assert (parts.scheme, parts.netloc, parts.path) == ("https", "discord.com", "/oauth2/authorize")
    assert query["client_id"] == ["1234"]
    assert query["scope"] == ["bot applications.commands"]
    assert int(query["permissions"][0]) == permissions.invited_with().value
    assert permissions.missing_from(discord.Permissions(int(query["permissions"][0]))) == ()
    assert len(permissions.missing_from(discord.Permissions.none())) == len(permissions.NEEDS)


def test_memory_that_does_not_suffice_is_told_with_what_to_do() -> None:
    found = [
        check_memory(Memory(700_000_000, MemoryLimit(allowed, by)))
        for allowed, by in ((800_000_000, LimitedBy.MACHINE), *((512_000_000, by) for by in LimitedBy))
    ]
    assert [each.mark for each in found] == [Mark.WELL, Mark.ADVICE, Mark.ADVICE, Mark.ADVICE]
    assert len({each.do for each in found}) == 4
    assert "700 MB" in found[1].found
    assert "512 MB" in found[1].found
    assert check_memory(Memory(700_000_000, None)).mark is Mark.WELL


def test_of_many_articles_without_a_publisher_the_first_are_named() -> None:
    told, _ = checks.no_publisher([f"part-{number}.txt" for number in range(1, 201)])
    assert told.startswith("No publisher is known for part-1.txt, part-2.txt, ")
    assert told.endswith(" and 195 more.")


async def test_each_of_several_stories_is_looked_at(place: Installation) -> None:
    folder = write_stories(place.folder / "stories")
    (folder / "market" / "one.txt").write_bytes(b"\xff")
    (folder / "mistake").mkdir()
    place.set(STORIES_DIR=str(folder), DEFAULT_STORY="market")
    sections = {section.title: section for section in await place.examine()}
    assert complaints([sections[checks.story_title("harbour")]]) == [advise(*checks.NO_QUESTIONS)]
    (broken,) = complaints([sections[checks.story_title("market")]])
    assert "byte 0xff is not UTF-8" in broken.found
    (mistake,) = complaints([sections[checks.STORIES_TITLE]])
    assert (mistake.mark, mistake.do) == (Mark.WRONG, "Put at least one .txt file into it.")
    told = [verdict.found for verdict in sections[checks.STORIES_TITLE].verdicts]
    assert told[0] == "2 stories: harbour, The Fair of Lund. Where nobody chose: market"


async def test_stories_that_cannot_be_used_are_left_aside_by_the_doctor(place: Installation) -> None:
    place.set(STORIES_DIR=str(write_stories(place.folder / "stories")), DEFAULT_STORY="emma")
    sections = await place.examine()
    assert any("DEFAULT_STORY is" in each.found for each in complaints(sections))
    assert checks.story_title("harbour") in {section.title for section in sections}
