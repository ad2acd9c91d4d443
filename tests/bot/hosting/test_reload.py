"""A new story beside the old one: what is swapped, what is not, and what is said about it."""

import asyncio
import logging
import threading
from dataclasses import fields, replace
from pathlib import Path

import pytest

from bot.asking.current_story import CurrentStory
from bot.asking.stories import Stories
from bot.hosting.reload import Reloader, StorySize
from retrieval import Answer, Exchange, Story
from tests.simulated import ARTICLE, ScriptedStory, scripted_story, simulated, text_of, write_story

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
    return Reloader(Stories.one(CurrentStory(Story.load(folder)), folder))


def add(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")


async def test_a_changed_folder_gives_a_new_story_and_the_counts_of_both(reloader: Reloader, folder: Path) -> None:
    old = reloader.stories.current().story
    add(folder, "market.txt", "Market opens\n\n\u201cCome early,\u201d said Olof Berg, the baker.\n")
    add(folder, "reader-questions/harbour.md", QUESTIONS)

    outcome = await reloader.reload()

    assert reloader.stories.current().story is not old
    assert [article.file for article in reloader.stories.current().story.articles] == ["harbour.txt", "market.txt"]
    assert outcome.before == StorySize.of(old) == StorySize(1, 5, 0, 1)
    assert outcome.after == StorySize(2, 7, 2, 2)
    assert outcome.problems == ()


async def test_a_broken_article_keeps_the_old_story_and_says_why(
    reloader: Reloader, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    old = reloader.stories.current().story
    (folder / "harbour.txt").write_bytes(b"Headline\n\nbroken \xff byte\n")

    outcome = await reloader.reload()

    assert reloader.stories.current().story is old
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
    reloader = Reloader(Stories.one(CurrentStory(old), folder))
    add(folder, name, bad)

    outcome = await reloader.reload()

    assert reloader.stories.current().story is old
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
    old = reloader.stories.current().story

    outcome = await reloader.reload()

    assert reloader.stories.current().story is not old
    assert outcome.after == outcome.before
    assert "Left out: reader-questions/harbour.md, line 5: harbour.txt has no paragraph 99" in caplog.text


async def test_a_knowledge_file_taken_away_is_no_broken_edit(folder: Path) -> None:
    add(folder, "vocabulary.md", "wall, barrier\n")
    reloader = Reloader(Stories.one(CurrentStory(Story.load(folder)), folder))
    (folder / "vocabulary.md").unlink()

    assert (await reloader.reload()).after is not None
    assert reloader.stories.current().story.knowledge.groups == 0


async def test_an_error_that_nobody_expected_keeps_the_old_story_and_the_next_reload_works(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    failures = [ValueError("a secret word")]

    def load(path: Path) -> Story:
        if failures:
            raise failures.pop()
        return Story.load(path)

    old = Story.load(folder)
    reloader = Reloader(Stories.one(CurrentStory(old), folder), load)
    outcome = await reloader.reload()

    assert isinstance(outcome.failed, ValueError)
    assert reloader.stories.current().story is old
    assert "a secret word" not in caplog.records[0].getMessage()
    assert (await reloader.reload()).after is not None


async def test_the_event_loop_goes_on_while_a_story_is_built(folder: Path) -> None:
    gone_on = threading.Event()

    def load(path: Path) -> Story:
        assert gone_on.wait(PATIENCE), "the loop stood still"
        return Story.load(path)

    reloader = Reloader(Stories.one(CurrentStory(Story.load(folder)), folder), load)
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

    reloader = Reloader(Stories.one(CurrentStory(Story.load(folder)), folder), load)
    await asyncio.gather(reloader.reload(), reloader.reload(), reloader.reload())
    assert most == 1


async def test_a_question_in_flight_keeps_its_own_story(folder: Path, tmp_path: Path) -> None:
    add(folder, "harbour.txt", ARTICLE.replace("four million", "nine million"))
    question = "What do the repairs cost?"
    async with simulated(tmp_path, articles_dir=folder) as world:
        new = replace(scripted_story(), library=Story.load(folder).library)

        class Overtaken(ScriptedStory):
            def ask(self, question: str, previous: Exchange | None = None, *, claim: bool = False) -> Answer:
                world.client.current.story = new
                return super().ask(question, previous)

        values = {each.name: getattr(world.story, each.name) for each in fields(world.story)}
        world.client.current.story = Overtaken(**values)
        await world.alice.send(world.channel, f"{world.me} {question}")
        await world.alice.send(world.channel, f"{world.me} {question}")

        first, second = (text_of(message).replace("*", "") for message in world.shown())
        assert "four million" in first
        assert "nine million" in second
