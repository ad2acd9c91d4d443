"""Docker's files: linted, read as Docker reads them, and every step of the Dockerfile run without Docker."""

import asyncio
import contextlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.__main__ import parser
from bot.application import FAREWELL
from bot.connection.client import GRACE
from bot.settings import Settings
from bot.variables import NAMES
from retrieval import Story
from tests.dockerfile_steps import CHECKOUT, DOCKERFILE, Stage, build, command, possible, steps, taken
from tests.installation import free_port
from tests.loopback import LoopbackDiscord, World
from tests.simulated import write_story

HADOLINT = Path(sys.executable).with_name("hadolint")
COMPOSE = CHECKOUT / "compose.yaml"


# --- the files as they are written


def hadolint(dockerfile: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([HADOLINT, "--no-color", dockerfile], capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.skipif(not HADOLINT.exists(), reason="hadolint is not installed: pip install -e '.[dev]'")
def test_hadolint_finds_nothing_in_the_dockerfile(tmp_path: Path) -> None:
    done = hadolint(DOCKERFILE)
    assert (done.returncode, done.stdout) == (0, "")
    careless = tmp_path / "Dockerfile"
    careless.write_text(DOCKERFILE.read_text(encoding="utf-8").replace("WORKDIR /app", "WORKDIR app"), encoding="utf-8")
    assert hadolint(careless).returncode == 1


def test_the_base_is_pinned_to_its_bytes_and_nothing_runs_as_root() -> None:
    found = steps()
    bases = {step.words[0] for step in found if step.instruction == "FROM"}
    assert len(bases) == 1
    assert re.fullmatch(r"python:3\.1\d\.\d+-slim-\w+@sha256:[0-9a-f]{64}", bases.pop())
    assert [step.instruction for step in found].count("FROM") == 2
    last = max(index for index, step in enumerate(found) if step.instruction == "FROM")
    (user,) = (step.value for step in found[last:] if step.instruction == "USER")
    assert re.fullmatch(r"[1-9]\d{4,}:[1-9]\d{4,}", user), "a number, so that a host can tell it is not root"
    became = next(index for index, step in enumerate(found) if step.value == user)
    assert not any(step.instruction in {"RUN", "COPY"} for step in found[became:])


def test_variables_of_the_image_are_settings_of_ours() -> None:
    allowed = {*NAMES, "PATH", "PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE", "XDG_CACHE_HOME"}
    for step in steps():
        if step.instruction == "ENV":
            values = dict(word.partition("=")[::2] for word in step.words)
            assert set(values) <= allowed
            assert Settings.load({name: values[name] for name in values if name in NAMES}).health_port == 8099


@pytest.fixture
def context(tmp_path: Path) -> Path:
    """A checkout with what must stay out of an image beside what belongs into it."""
    for name in (
        ".env", ".env.example", ".env.local", ".ci/run", ".ci/requirements.txt",
        "bot/.env", ".git/config", "data/commands.json", "tests/test_x.py", "notes.txt",
        "bot/__pycache__/a.cpython-312.pyc", "retrieval/a.pyc", "docs/picture.png", "seeds/.DS_Store",
        "bot/__init__.py", "bot/checks/__init__.py", "retrieval/english/words.txt", "seeds/one.txt",
        "seeds/reader-questions/one.md", "pyproject.toml", "README.md", "LICENSE",
    ):  # fmt: skip
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("", encoding="utf-8")
    shutil.copy(CHECKOUT / ".dockerignore", tmp_path)
    return tmp_path


def test_no_token_no_history_and_no_tests_reach_the_build(context: Path) -> None:
    assert {path.as_posix() for path in taken(context)} == {
        ".ci/requirements.txt",
        ".env.example",
        "LICENSE",
        "README.md",
        "bot/__init__.py",
        "bot/checks/__init__.py",
        "pyproject.toml",
        "retrieval/english/words.txt",
        "seeds/one.txt",
        "seeds/reader-questions/one.md",
    }


def composed(**variables: str) -> dict[str, Any]:
    """Read compose.yaml as Docker Compose does: variables replaced first, then checked against its specification."""

    def value(match: re.Match[str]) -> str:
        given = variables.get(match[1])
        return match[3] if given and match[2] == "+" else given or ("" if match[2] == "+" else match[3])

    text = re.sub(r"\$\{(\w+):([-+])([^}]*)\}", value, COMPOSE.read_text(encoding="utf-8"))
    assert "$" not in text
    compose_spec = pytest.importorskip("compose_spec", reason="pip install -e '.[dev]' brings what reads it")
    service: dict[str, Any] = compose_spec.PyCompose.from_yaml(text).to_dict()["services"]["verbatim"]
    return service


def test_the_container_is_closed() -> None:
    service = composed()
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["mem_limit"]
    assert service["pids_limit"] > 0
    assert "ports" not in service
    assert "privileged" not in service


def test_the_container_comes_back_and_does_not_spin() -> None:
    service = composed()
    assert service["restart"] == "unless-stopped"
    assert parser().parse_args(service["command"]).hold is True
    assert service["init"] is True, "signals reach a process that is not the first one, also before it handles them"
    assert int(str(service["stop_grace_period"]).rstrip("s")) > GRACE + FAREWELL + 2


def test_what_the_container_asks_for_its_health_is_what_the_image_asks() -> None:
    (image,) = (step.value for step in steps() if step.instruction == "HEALTHCHECK")
    ours = json.loads(image[image.index("[") :])
    assert composed()["healthcheck"]["test"] == ["CMD", *ours]
    assert ours[0] == "verbatim"
    assert parser().parse_args(ours[1:]).command == "health"


def test_the_articles_are_the_hosts_own() -> None:
    def source(**variables: str) -> str:
        (bind,) = [each for each in composed(**variables)["volumes"] if each["target"] == "/articles"]
        assert bind["type"] == "bind"
        assert bind["read_only"] is True
        return str(bind["source"])

    assert source() == "./seeds"
    assert source(ARTICLES_DIR="/srv/story") == "/srv/story"
    environment = composed()["environment"]
    assert environment["STORIES_DIR"] == ""
    several = composed(STORIES_DIR="/srv/stories")
    assert several["environment"]["STORIES_DIR"] == "/stories"
    assert [each["source"] for each in several["volumes"] if each["target"] == "/stories"] == ["/srv/stories"]
    assert environment["ARTICLES_DIR"] == "/articles"
    assert environment["DATA_DIR"] == "/data"


# --- every step of the Dockerfile, run


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """Build the image into a folder: every step, in a clean environment."""
    if reason := possible():
        pytest.skip(reason)
    folder = tmp_path_factory.mktemp("image")
    try:
        yield build(folder)
    finally:
        shutil.rmtree(folder)


def inside(
    image: Stage, *arguments: str, given: str = "", binds: dict[Path, str] | None = None, **variables: str
) -> subprocess.CompletedProcess[str]:
    """Run something in the image as its user, on a read-only root."""
    return subprocess.run(
        command(image, arguments, variables, binds=binds),
        input=given, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def test_the_image_holds_the_program_and_nothing_else(image: Stage) -> None:
    assert not (image.root / "app").exists()
    (packages,) = (image.root / "venv").glob("lib/python3.*/site-packages")
    assert not list(packages.glob("pip")), "what builds the image is not needed to run it"
    assert not list(packages.glob("hatchling"))
    for name in ("bot", "retrieval"):
        ours = {path for path in taken(CHECKOUT) if path.is_relative_to(name)}
        theirs = {
            path.relative_to(packages)
            for path in (packages / name).rglob("*")
            if path.is_file() and "__pycache__" not in path.parts
        }
        assert ours <= theirs
    for path in sorted((CHECKOUT / "seeds").rglob("*.*")):
        assert (packages / "retrieval" / path.relative_to(CHECKOUT)).read_bytes() == path.read_bytes()


def test_it_runs_as_nobody_in_particular_and_can_write_its_data_only(image: Stage) -> None:
    done = inside(image, "sh", "-c", "id -u; for p in /venv /etc /usr /data /tmp /; do touch $p/x && echo $p; done")
    assert done.stdout.split() == ["10001", "/data", "/tmp"]
    status = inside(image, "sh", "-c", "grep -E '^(CapEff|CapBnd|NoNewPrivs)' /proc/self/status").stdout
    assert set(re.findall(r"\w+:\s+(\w+)", status)) == {"0000000000000000", "1"}


def test_the_first_start_has_nothing_left_to_build(image: Stage) -> None:
    code = "from retrieval import Story\nStory._build = lambda *_: 1 / 0\nprint(len(Story.load().passages))"
    assert inside(image, "python", "-c", code).stdout.strip() == str(len(Story.load().passages))
    failed = inside(image, "python", "-c", code, XDG_CACHE_HOME="/nonexistent")
    assert "ZeroDivisionError" in failed.stderr, "without its cache it would have had to build"


def test_it_answers_a_question_from_its_articles(image: Stage) -> None:
    done = inside(image, *image.entrypoint, given="Who is Alice Marie Johnson?\n")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("? Who is Alice Marie Johnson?")
    assert done.stderr == ""


def test_without_a_token_it_says_so(image: Stage) -> None:
    done = inside(image, *image.entrypoint)
    assert done.returncode == 2
    assert "There is no DISCORD_TOKEN" in done.stderr


def test_the_doctor_finds_nothing_wrong_with_the_image_but_the_token(image: Stage) -> None:
    report = json.loads(inside(image, *image.entrypoint, "check", "--json").stdout)
    wrong = [check["found"] for check in report["checks"] if check["mark"] == "wrong"]
    assert wrong == ["DISCORD_TOKEN is not set: nothing of Discord was looked at."]
    found = "\n".join(check["found"] for check in report["checks"])
    assert "DATA_DIR /data can be written" in found
    assert "What was learned at an earlier start is kept in /cache/verbatim" in found


def test_nobody_is_healthy_where_nothing_runs(image: Stage) -> None:
    done = inside(image, *image.health_check, HEALTH_PORT=str(free_port()))
    assert done.returncode == 1
    assert "Nothing answers on port" in done.stdout


def until_it_ends_well(arguments: list[str], tries: int = 20) -> str:
    """Run a command again and again until its status is 0, and return what it printed last."""
    for _ in range(tries):
        done = subprocess.run(arguments, capture_output=True, text=True, timeout=60, check=False)
        if done.returncode == 0:
            break
    return done.stdout


async def test_it_logs_in_is_healthy_and_stops_in_time(image: Stage, tmp_path: Path) -> None:
    write_story(tmp_path / "articles")
    (tmp_path / "articles").chmod(0o755)
    world = World()
    alice = world.add_user("alice")
    channel = world.add_channel(world.add_guild("Library", alice), "general")
    async with LoopbackDiscord(world) as discord:
        variables = {
            "DISCORD_TOKEN": world.token,
            "DISCORD_API_URL": discord.api_url,
            "DISCORD_GATEWAY_URL": discord.gateway_url,
            "ARTICLES_DIR": "/articles",
            "HEALTH_PORT": str(free_port()),
        }
        started = command(image, [*image.entrypoint, "--hold"], variables, binds={tmp_path / "articles": "/articles"})
        process = await asyncio.create_subprocess_exec(*started, stderr=asyncio.subprocess.PIPE)
        try:
            await discord.ready(60)
            question = await discord.say(channel, alice, f"{world.bot.mention} What did Maria Lindqvist hear?")
            assert "like a gun" in re.sub(r"[*\\]", "", (await discord.reply_to(question, 20)).text)
            asks = command(image, image.health_check, variables)
            asked = await asyncio.to_thread(until_it_ends_well, asks)
            assert asked == "Healthy: 1 server, 1 article.\n"
            kept = json.loads((image.root / "data" / "commands.json").read_text(encoding="utf-8"))
            assert list(kept["sent"]) == ["global"]
            process.terminate()
            assert await asyncio.wait_for(process.wait(), 20) == 0
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process.pid, 9)
            await process.communicate()
