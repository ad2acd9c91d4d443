"""A new story beside the old one: what is swapped, what is not, and what is said about it."""

import asyncio
import logging
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import fields, replace
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import discord
import pytest
import simcord

from bot.asking.current_story import CurrentStory
from bot.connection.command_sync import payloads_of
from bot.features.reload import SHOWN, reload_card, runs_the_bot
from bot.hosting import reload as reloading
from bot.hosting.reload import Reloaded, Reloader, StorySize, snapshot
from bot.words.english import ENGLISH
from retrieval import Answer, Exchange, Problem, Story
from tests.simulated import ARTICLE, SOURCES, ScriptedStory, scripted_story, simulated, text_of, write_story

PATIENCE = 20.0
"""Seconds after which something that should have happened will not."""
QUESTIONS = """## 2: The storm tore a hole
when did the storm hit the wall
## 3
what did the harbour master hear
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_story(tmp_path / "articles")


@pytest.fixture
def reloader(folder: Path) -> Reloader:
    return Reloader(folder, CurrentStory(Story.load(folder)))


def add(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")


async def test_a_changed_folder_gives_a_new_story_and_the_counts_of_both(reloader: Reloader, folder: Path) -> None:
    old = reloader.current.story
    add(folder, "market.txt", "Market opens\n\n\u201cCome early,\u201d said Olof Berg, the baker.\n")
    add(folder, "reader-questions/harbour.md", QUESTIONS)

    outcome = await reloader.reload()

    assert reloader.current.story is not old
    assert [article.file for article in reloader.current.story.articles] == ["harbour.txt", "market.txt"]
    assert outcome.before == StorySize.of(old) == StorySize(1, 5, 0, 1)
    assert outcome.after == StorySize(2, 7, 2, 2)
    assert outcome.problems == ()


async def test_a_broken_article_keeps_the_old_story_and_says_why(
    reloader: Reloader, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    old = reloader.current.story
    (folder / "harbour.txt").write_bytes(b"Headline\n\nbroken \xff byte\n")

    outcome = await reloader.reload()

    assert reloader.current.story is old
    assert outcome.after is None
    (problem,) = outcome.problems
    assert (problem.file, problem.line) == ("harbour.txt", 3)
    assert [record.levelno for record in caplog.records] == [logging.ERROR, logging.ERROR]
    assert "harbour.txt, line 3: byte 0xff is not UTF-8" in caplog.text


@pytest.mark.parametrize(
    ("name", "good", "bad", "line"),
    [
        ("people.toml", '["Maria Lindqvist"]\nnames = ["the boss"]\n', '["Maria Lindqvist"]\nnames = ["the boss"\n', 2),
        ("vocabulary.md", "wall, barrier\n", "wall\n", 1),
        ("reader-questions/harbour.md", QUESTIONS, "## 99\nwhen did the storm hit\n", 1),
    ],
)
async def test_a_knowledge_file_that_was_spoilt_as_a_whole_keeps_the_old_story(
    folder: Path, name: str, good: str, bad: str, line: int, caplog: pytest.LogCaptureFixture
) -> None:
    add(folder, name, good)
    old = Story.load(folder)
    assert old.problems == ()
    reloader = Reloader(folder, CurrentStory(old))
    add(folder, name, bad)

    outcome = await reloader.reload()

    assert reloader.current.story is old
    assert [problem.file for problem in outcome.problems] == [name]
    assert outcome.problems[0].line == line
    assert f"To fix: {name}, line {line}: " in caplog.text

    add(folder, name, good)
    assert (await reloader.reload()).after is not None


async def test_a_single_wrong_line_is_left_out_and_told(
    folder: Path, reloader: Reloader, caplog: pytest.LogCaptureFixture
) -> None:
    add(folder, "reader-questions/harbour.md", QUESTIONS)
    await reloader.reload()
    add(folder, "reader-questions/harbour.md", QUESTIONS + "## 99\nwhat is this\n")
    old = reloader.current.story

    outcome = await reloader.reload()

    assert reloader.current.story is not old
    assert outcome.after == outcome.before
    assert "Left out: reader-questions/harbour.md, line 5: harbour.txt has no paragraph 99" in caplog.text


async def test_a_knowledge_file_taken_away_is_no_broken_edit(folder: Path) -> None:
    add(folder, "vocabulary.md", "wall, barrier\n")
    reloader = Reloader(folder, CurrentStory(Story.load(folder)))
    (folder / "vocabulary.md").unlink()

    assert (await reloader.reload()).after is not None
    assert reloader.current.story.knowledge.groups == ()


async def test_an_error_that_nobody_expected_keeps_the_old_story_and_the_next_reload_works(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    failures = [ValueError("a secret word")]

    def load(path: Path) -> Story:
        if failures:
            raise failures.pop()
        return Story.load(path)

    old = Story.load(folder)
    reloader = Reloader(folder, CurrentStory(old), load)
    outcome = await reloader.reload()

    assert isinstance(outcome.failed, ValueError)
    assert reloader.current.story is old
    assert "a secret word" not in caplog.records[0].getMessage()
    assert (await reloader.reload()).after is not None


async def test_the_event_loop_goes_on_while_a_story_is_built(folder: Path) -> None:
    gone_on = threading.Event()

    def load(path: Path) -> Story:
        assert gone_on.wait(PATIENCE), "the loop stood still"
        return Story.load(path)

    reloader = Reloader(folder, CurrentStory(Story.load(folder)), load)
    task = asyncio.create_task(reloader.reload())
    await asyncio.sleep(0.05)
    assert not task.done()
    gone_on.set()
    assert (await task).after is not None


async def test_two_reloads_at_once_come_one_after_the_other(folder: Path) -> None:
    inside: list[int] = []
    most = 0

    def load(path: Path) -> Story:
        nonlocal most
        inside.append(1)
        most = max(most, len(inside))
        story = Story.load(path)
        inside.pop()
        return story

    reloader = Reloader(folder, CurrentStory(Story.load(folder)), load)
    await asyncio.gather(reloader.reload(), reloader.reload(), reloader.reload())
    assert most == 1


async def test_a_question_in_flight_keeps_its_own_story(folder: Path, tmp_path: Path) -> None:
    add(folder, "harbour.txt", ARTICLE.replace("four million", "nine million"))
    question = "What do the repairs cost?"
    async with simulated(tmp_path, articles_dir=folder) as world:
        new = replace(scripted_story(), library=Story.load(folder).library)

        class Overtaken(ScriptedStory):
            def ask(self, question: str, previous: Exchange | None = None) -> Answer:
                world.client.current.story = new
                return super().ask(question, previous)

        values = {each.name: getattr(world.story, each.name) for each in fields(world.story)}
        world.client.current.story = Overtaken(**values)
        await world.alice.send(world.channel, f"{world.me} {question}")
        await world.alice.send(world.channel, f"{world.me} {question}")

        first, second = (text_of(message).replace("*", "") for message in world.shown())
        assert "four million" in first
        assert "nine million" in second


def test_only_the_files_of_a_story_count(folder: Path) -> None:
    before = snapshot(folder)
    assert {Path(path).name for path in before} == {"harbour.txt", "sources.toml"}
    for name in (".harbour.txt.swp", "harbour.txt~", "4913", "notes.md", "drafts/a.txt"):
        add(folder, name, "x")
    assert snapshot(folder) == before
    add(folder, "reader-questions/harbour.md", QUESTIONS)
    assert set(snapshot(folder)) - set(before) == {str(folder / "reader-questions" / "harbour.md")}
    assert snapshot(folder / "nowhere") == {}


class Watched:
    """A reloader that is told of changes, and whose loads are counted."""

    def __init__(self, folder: Path) -> None:
        self.loads = 0
        self.reloader = Reloader(folder, CurrentStory(Story.load(folder)), self._load)

    def _load(self, path: Path) -> Story:
        self.loads += 1
        return Story.load(path)

    async def until(self, true: Callable[[], bool]) -> None:
        async with asyncio.timeout(PATIENCE):
            while not true():  # noqa: ASYNC110  the story changes without telling
                await asyncio.sleep(0.01)

    def headlines(self) -> list[str]:
        return [article.headline for article in self.reloader.current.story.articles]


@pytest.mark.parametrize("how", ["told by the system", "not told of anything", "cannot be watched"])
async def test_a_change_is_noticed(folder: Path, monkeypatch: pytest.MonkeyPatch, how: str) -> None:
    monkeypatch.setattr(reloading, "LOOK_EVERY", 600.0 if how == "told by the system" else 0.05)
    monkeypatch.setattr(reloading, "QUIET_MS", 50)
    if how == "not told of anything":
        monkeypatch.setattr(reloading, "awatch", deaf)
    if how == "cannot be watched":
        monkeypatch.setattr(reloading, "awatch", impossible)
    watched = Watched(folder)
    async with watched.reloader.watching():
        async with edited_again_and_again(folder / "sources.toml"):
            await watched.until(lambda: watched.loads > 0)
        add(folder, "second.txt", "A second headline\n\nAnd its text.\n")
        await watched.until(lambda: watched.headlines()[1:] == ["A second headline"])

        loads = watched.loads
        (folder / "second.txt").write_bytes(b"\xff")
        await watched.until(lambda: watched.loads > loads)
        add(folder, "second.txt", "Mended\n\nAnd its text.\n")
        await watched.until(lambda: watched.headlines()[1:] == ["Mended"])


@asynccontextmanager
async def edited_again_and_again(path: Path) -> AsyncIterator[None]:
    """Edit a file now and then while the block runs: nobody tells when the system has begun to watch."""

    async def edit() -> None:
        for number in count():
            add(path.parent, path.name, SOURCES + f"# edit {number}\n")
            await asyncio.sleep(0.3)

    task = asyncio.create_task(edit())
    yield
    task.cancel()
    await asyncio.wait({task})


async def deaf(*_: Any, **__: Any) -> AsyncIterator[None]:
    """Stand in for a folder that tells of no change, such as one on the network: awatch yields when its time is up."""
    while True:
        await asyncio.sleep(0.02)
        yield


async def impossible(*_: Any, **__: Any) -> AsyncIterator[None]:
    """Stand in for a system that has no inotify left."""
    raise OSError("OS file watch limit reached")
    yield


async def test_several_quick_edits_give_one_reload(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reloading, "QUIET_MS", 2_000)
    watched = Watched(folder)
    async with watched.reloader.watching():
        for number in range(8):
            add(folder, f"{number}.txt", f"Headline {number}\n\nText.\n")
            await asyncio.sleep(0.02)
        await watched.until(lambda: len(watched.headlines()) == 9)
        assert watched.loads == 1


async def test_watching_ends_while_a_load_goes_on(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, forever = threading.Event(), threading.Event()
    monkeypatch.setattr(reloading, "LOOK_EVERY", 0.05)

    def load(_path: Path) -> Story:
        begun.set()
        forever.wait(PATIENCE)
        raise RuntimeError("nobody waits for this")

    reloader = Reloader(folder, CurrentStory(Story.load(folder)), load)
    async with asyncio.timeout(PATIENCE):
        async with reloader.watching():
            add(folder, "second.txt", "A second headline\n\nAnd its text.\n")
            assert await asyncio.to_thread(begun.wait, PATIENCE)
        assert not [task for task in asyncio.all_tasks() if task.get_name() == "watching the articles"]
    forever.set()


# --- /reload


def application_of(owner: int, *members: tuple[int, discord.TeamMembershipState], team_owner: int = 0) -> Any:
    team = None
    if members:
        people = [SimpleNamespace(id=person, membership_state=state) for person, state in members]
        team = SimpleNamespace(owner_id=team_owner, members=people)
    return SimpleNamespace(owner=SimpleNamespace(id=owner), team=team)


ACCEPTED, INVITED = discord.TeamMembershipState.accepted, discord.TeamMembershipState.invited


@pytest.mark.parametrize(
    ("application", "person", "expected"),
    [
        (application_of(1), 1, True),
        (application_of(1), 2, False),
        (application_of(9, (1, ACCEPTED), (2, INVITED), team_owner=1), 1, True),
        (application_of(9, (1, ACCEPTED), (3, ACCEPTED), team_owner=1), 3, True),
        (application_of(9, (1, ACCEPTED), (2, INVITED), team_owner=1), 2, False),
        (application_of(9, (1, ACCEPTED), team_owner=1), 9, False),
    ],
)
def test_whose_bot_it_is(application: Any, person: int, expected: bool) -> None:
    assert runs_the_bot(application, person) is expected


def administrator(world: Any) -> Any:
    """Add somebody whom Discord shows every command."""
    role = world.guild.create_role("administrators", permissions=discord.Permissions(administrator=True))
    return world.guild.add_member(world.env.create_user("olga"), roles=[role])


def owned_by(world: Any, person: int, monkeypatch: pytest.MonkeyPatch) -> None:
    async def application_info() -> Any:
        return application_of(person)

    monkeypatch.setattr(world.client, "application_info", application_info)


async def test_the_owner_is_told_what_changed(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with simulated(tmp_path, articles_dir=folder) as world:
        olga = administrator(world)
        owned_by(world, olga.id, monkeypatch)
        add(folder, "second.txt", "A second headline\n\nAnd its text.\n")
        result = await olga.slash(world.channel, "reload")

        shown = text_of(result.response)
        assert result.ephemeral
        assert ENGLISH.reload.DONE_TITLE in shown
        assert "Articles: 1 → 2" in shown
        assert "Passages: 5 → 7" in shown
        assert "Reader questions: 0" in shown
        assert "Quotations: 1" in shown
        assert "Loaded in " in shown
        assert len(world.client.story.articles) == 2


async def test_the_owner_is_told_what_is_wrong(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with simulated(tmp_path, articles_dir=folder) as world:
        olga = administrator(world)
        owned_by(world, olga.id, monkeypatch)
        add(folder, "second.txt", "  ")
        add(folder, "sources.toml", '["harbour.txt"]\npublisher = \n')
        result = await olga.slash(world.channel, "reload")

        shown = text_of(result.response)
        assert ENGLISH.reload.FAILED_TITLE in shown
        assert "second.txt: the file is empty" in shown
        assert "sources.toml, line 2: this is not valid TOML" in shown
        assert world.client.story is world.story


async def test_nobody_else_may_reload(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with simulated(tmp_path, articles_dir=folder) as world:
        olga = administrator(world)
        owned_by(world, world.alice.id, monkeypatch)
        result = await olga.slash(world.channel, "reload")

        assert result.ephemeral
        assert text_of(result.response) == ENGLISH.errors.NOT_FOR_YOU
        assert world.client.story is world.story


async def test_reload_is_listed_for_administrators_of_servers_only(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        (payload,) = [each for each in await payloads_of(world.client.tree) if each["name"] == "reload"]
        assert int(payload["default_member_permissions"]) == 0
        assert payload["contexts"] == [0]
        assert payload["integration_types"] == [0]
        with pytest.raises(simcord.SetupError, match="not visible to this user"):
            await world.alice.slash(world.channel, "reload")


def test_a_long_list_of_problems_is_cut_and_says_so() -> None:
    problems = tuple(Problem("a.txt", number, "it is wrong; mend it.") for number in range(1, 31))
    card = reload_card(Reloaded(StorySize(1, 1, 0, 0), None, problems), ENGLISH)
    shown = [getattr(block, "text", "") for block in card.blocks]
    assert shown[: SHOWN + 1] == [*(f"• {problem}" for problem in problems[:SHOWN]), ENGLISH.reload.more(30 - SHOWN)]


def test_an_error_of_ours_is_not_blamed_on_a_file() -> None:
    card = reload_card(Reloaded(StorySize(1, 1, 0, 0), None, (), ValueError("secret")), ENGLISH)
    assert [getattr(block, "text", "") for block in card.blocks] == [ENGLISH.reload.UNEXPECTED]
