"""The story told now: another one replaces it whole, and nothing of the old one stays in memory."""

import asyncio
import gc
import weakref
from pathlib import Path

import pytest

from bot.asking.answers import Answers
from bot.asking.conversations import Conversations
from bot.asking.cooldowns import Cooldowns
from bot.asking.current_story import MOST_OPEN, CurrentStory
from bot.asking.place import Place
from bot.asking.responder import Request
from bot.asking.stories import Stories
from bot.store.server_settings import DEFAULTS
from bot.words.english import ENGLISH
from retrieval import LimitGoneError, ReadUpTo, Report, Story
from tests.bot.asking.test_answers import KeptResponder, sentence_of
from tests.pressing import ask
from tests.simulated import scripted_story, simulated
from tests.spoilers import LIMIT, book


def test_what_buttons_name_is_replaced_with_the_story() -> None:
    old, new = scripted_story(), scripted_story()
    current = CurrentStory(old)
    before = current.addresses
    current.story = new

    assert before.story is old, "what is under way goes on with the story that it began with"
    assert current.addresses.story is current.story is new


async def test_after_a_reload_nothing_holds_the_old_story(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        story = scripted_story()
        world.client.current.story = story
        answer = await ask(world)
        await world.alice.click(answer, label=ENGLISH.buttons.IN_CONTEXT)
        await world.alice.slash(world.channel, "quote", words="like a gun")
        await world.alice.slash(world.channel, "who", person="Lindqvist")
        assert story.asked
        old = weakref.ref(story)
        del story
        assert old() is not None
        world.client.current.story = scripted_story()
        gc.collect()

        assert old() is None


def current_book() -> CurrentStory:
    current = CurrentStory(book())
    current.patience = 0.05
    return current


async def test_who_asks_while_it_is_read_up_to_a_limit_is_told_to_ask_again_and_it_is_read_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read: list[ReadUpTo] = []
    up_to = Story.up_to

    def counted(story: Story, limit: ReadUpTo, report: Report) -> Story:
        read.append(limit)
        return up_to(story, limit, report)

    monkeypatch.setattr(Story, "up_to", counted)
    monkeypatch.setattr(Story, "kept_up_to", lambda *_: None)
    current = current_book()
    answers = Answers(
        Stories.one(current),
        Cooldowns(None, None),
        Conversations(),
        settings_for=lambda _guild: DEFAULTS.with_limit(1, LIMIT),
    )
    responder = KeptResponder()
    responder.place = Place(7, 1)
    async with current.building:  # somebody builds a story
        for _ in range(3):
            await answers.answer(Request(10, 1, "when did the lamp go out"), responder)
        assert [sentence_of(card) for card in responder.declined] == [ENGLISH.refusals.STILL_READING] * 3
        assert responder.sent == []
        assert answers.book_held_at(Place(7, 1)) is None
        assert not await answers.ready_at(Place(7, 1), 0.05)
        assert answers.book_held_at(Place(7, 2)) is current.addresses
    assert await answers.ready_at(Place(7, 1), 60)
    await answers.answer(Request(10, 1, "when did the lamp go out"), responder)
    assert len(responder.sent) == 1
    assert read == [LIMIT]


async def test_only_so_many_limits_are_held_at_once() -> None:
    current = CurrentStory(book())
    limits = [ReadUpTo(f"ch{chapter}.txt", paragraph) for chapter in (1, 2, 3) for paragraph in (2, 3, 4)]
    assert len(limits) > MOST_OPEN
    for limit in limits:
        assert (await current.up_to(limit, 60)).story.limit == limit
        await current.up_to(limits[0], 60)
    assert current.held(limits[0]) is not None
    assert current.held(limits[1]) is None
    assert current.held(limits[-1]) is not None
    await current.up_to(limits[1], 60)


async def test_a_story_that_is_replaced_while_a_limit_is_read_is_told_no_more() -> None:
    current = CurrentStory(book())
    waiting = asyncio.create_task(current.up_to(LIMIT, 60))
    async with current.building:
        await asyncio.sleep(0.01)
        current.story = book().up_to(ReadUpTo("ch5.txt"))
    assert (await waiting).story.limit == LIMIT
    assert len((await current.up_to(LIMIT, 60)).story.articles) == 4


async def test_what_could_not_be_read_is_logged_and_tried_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    current = CurrentStory(book())
    with monkeypatch.context() as patch:
        patch.setattr(Story, "kept_up_to", lambda *_: None)
        patch.setattr(Story, "up_to", lambda *_: 1 // 0)
        with pytest.raises(ZeroDivisionError):
            await current.up_to(LIMIT, 60)
    assert "could not be read up to a limit" in caplog.text
    assert (await current.up_to(LIMIT, 60)).story.limit == LIMIT


async def test_a_limit_that_is_gone_is_said_at_once() -> None:
    current = CurrentStory(book())
    for lost in (ReadUpTo("ch9.txt"), ReadUpTo("ch4.txt", 0)):
        with pytest.raises(LimitGoneError):
            current.held(lost)
        with pytest.raises(LimitGoneError):
            await current.up_to(lost)
