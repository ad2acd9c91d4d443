"""One question, answered through responders made for the test."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import pairwise
from pathlib import Path

import pytest

from bot.asking.answers import Answers
from bot.asking.conversations import Conversations
from bot.asking.cooldowns import Cooldowns, Rate
from bot.asking.current_story import CurrentStory
from bot.asking.place import Place
from bot.asking.responder import Request
from bot.asking.stories import Stories
from bot.cards.blocks import Card, Text
from bot.cards.notices import wait_notice
from bot.words.english import ENGLISH
from retrieval import Answer, Exchange, Outcome
from tests.simulated import ScriptedStory, scripted_story

ALICE, BOB, HERE = 10, 11, 1
QUESTION = "Who is Lindqvist?"


class KeptResponder:
    """Keeps what is sent through it."""

    doing = "answering a test"
    place = Place()
    words = ENGLISH
    asker_words = ENGLISH
    shows_question = False
    offers_share = False
    story = ""

    def __init__(self, *, always_tells: bool = False, broken: bool = False) -> None:
        self.always_tells = always_tells
        self.broken = broken
        self.sent: list[Card] = []
        self.declined: list[Card] = []
        self.worked = False

    @asynccontextmanager
    async def working(self) -> AsyncIterator[None]:
        self.worked = True
        yield

    async def send(self, card: Card) -> int | None:
        if self.broken:
            raise ConnectionError("the network is gone")
        self.sent.append(card)
        return 100 + len(self.sent)

    async def decline(self, card: Card) -> None:
        if self.broken:
            raise ConnectionError("the network is gone")
        self.declined.append(card)

    async def whisper(self, card: Card) -> None:
        await self.decline(card)


def answers_for(story: ScriptedStory, person: Rate | None = None) -> Answers:
    return Answers(Stories.one(CurrentStory(story)), Cooldowns(person, None), Conversations(), clock=lambda: 5_000.0)


def sentence_of(card: Card) -> str:
    (block,) = card.blocks
    assert isinstance(block, Text)
    return block.text


async def test_an_answer_is_sent_once_and_remembered(tmp_path: Path) -> None:
    answers = answers_for(scripted_story())
    responder = KeptResponder()
    answer = await answers.answer(Request(ALICE, HERE, QUESTION), responder)

    assert answer is not None
    assert answer.answered
    assert len(responder.sent) == 1
    assert responder.worked
    assert not responder.declined
    await answers.answer(Request(BOB, HERE, "and the repairs?", replied_to=101), KeptResponder())
    assert answers._stories.current().story.asked[1] == ("and the repairs?", answer.exchange)  # type: ignore[attr-defined]


async def test_a_question_in_flight_keeps_its_story_and_the_next_one_takes_the_new(tmp_path: Path) -> None:
    old, new = scripted_story(), scripted_story()
    current = CurrentStory(old)
    answers = Answers(Stories.one(current), Cooldowns(None, None), Conversations())
    asking = asyncio.create_task(answers.answer(Request(ALICE, HERE, QUESTION), KeptResponder()))
    await asyncio.sleep(0)
    current.story = new
    await asking
    await answers.answer(Request(ALICE, HERE, "and then?"), KeptResponder())

    assert [question for question, _ in old.asked] == [QUESTION]
    assert [question for question, _ in new.asked] == ["and then?"]


async def test_the_event_loop_goes_on_between_two_of_many_questions() -> None:
    happened: list[str] = []

    class Watched(ScriptedStory):
        def ask(self, question: str, previous: Exchange | None = None, *, claim: bool = False) -> Answer:
            happened.append("asked")
            return super().ask(question, previous, claim=claim)

    async def tick() -> None:
        while True:
            happened.append("tick")
            await asyncio.sleep(0)

    story = scripted_story()
    answers = answers_for(Watched(**{name: getattr(story, name) for name in story.__dataclass_fields__}))
    ticking = asyncio.create_task(tick())
    await asyncio.gather(*(answers.answer(Request(person, HERE, QUESTION), KeptResponder()) for person in range(20)))
    ticking.cancel()

    assert happened.count("asked") == 20
    assert ("asked", "asked") not in set(pairwise(happened))


async def test_a_wait_is_told_once_through_a_message_and_always_through_a_command(tmp_path: Path) -> None:
    answers = answers_for(scripted_story(), Rate(1, 60))
    message, command = KeptResponder(), KeptResponder(always_tells=True)
    for _ in range(3):
        await answers.answer(Request(ALICE, HERE, QUESTION), message)
    await answers.answer(Request(ALICE, HERE, QUESTION), command)

    assert len(message.sent) == 1
    assert message.declined == [wait_notice(5_060, ENGLISH)]
    assert command.declined == [wait_notice(5_060, ENGLISH)]


async def test_help_counts_as_a_question_and_a_look_at_the_articles_does_not(tmp_path: Path) -> None:
    answers = answers_for(scripted_story(), Rate(1, 60))
    responder = KeptResponder()
    await answers.show_card(responder, lambda story: Card((), ENGLISH))
    await answers.send_help(Request(ALICE, HERE), responder)
    await answers.send_help(Request(ALICE, HERE), responder)

    assert len(responder.sent) == 2
    assert len(responder.declined) == 1


async def test_an_error_in_the_story_is_told_and_the_next_question_answered(tmp_path: Path) -> None:
    answers = answers_for(scripted_story(ZeroDivisionError("secret text")))
    responder = KeptResponder()
    assert await answers.answer(Request(ALICE, HERE, QUESTION), responder) is None
    assert await answers.answer(Request(ALICE, HERE, QUESTION), responder) is not None

    (declined,) = responder.declined
    assert sentence_of(declined).startswith("Something went wrong on my side.")
    assert len(responder.sent) == 1
    assert answers.in_flight == 0


async def test_where_nobody_can_be_told_the_log_is(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    answers = answers_for(scripted_story())
    assert await answers.answer(Request(ALICE, HERE, QUESTION), KeptResponder(broken=True)) is None

    assert "Could not tell the asker (ConnectionError) that answering a test failed." in caplog.text
    assert QUESTION not in caplog.text


class SlowResponder(KeptResponder):
    """Sends only once it is allowed to."""

    def __init__(self) -> None:
        super().__init__()
        self.reached = asyncio.Event()
        self.may_send = asyncio.Event()

    async def send(self, card: Card) -> int | None:
        self.reached.set()
        await self.may_send.wait()
        return await super().send(card)


async def test_stopping_waits_for_answers_in_flight_and_takes_no_more(tmp_path: Path) -> None:
    answers = answers_for(scripted_story())
    slow, late = SlowResponder(), KeptResponder()
    asking = asyncio.create_task(answers.answer(Request(ALICE, HERE, QUESTION), slow))
    await slow.reached.wait()
    stopping = asyncio.create_task(answers.stop(grace=60))
    await asyncio.sleep(0)
    await answers.answer(Request(BOB, HERE, QUESTION), late)
    slow.may_send.set()

    assert await stopping == 0
    assert await asking is not None
    assert len(slow.sent) == 1
    assert [sentence_of(card) for card in late.declined] == [ENGLISH.refusals.RESTARTING]


async def test_an_answer_that_does_not_finish_in_time_is_told_to_ask_again(tmp_path: Path) -> None:
    answers = answers_for(scripted_story())
    stuck = SlowResponder()
    asking = asyncio.create_task(answers.answer(Request(ALICE, HERE, QUESTION), stuck))
    await stuck.reached.wait()

    assert await answers.stop(grace=0) == 1
    assert asking.cancelled()
    assert [sentence_of(card) for card in stuck.declined] == [ENGLISH.refusals.RESTARTING]


async def test_small_talk_between_two_questions_does_not_lose_the_thread(tmp_path: Path) -> None:
    class Polite(ScriptedStory):
        def ask(self, question: str, previous: Exchange | None = None, *, claim: bool = False) -> Answer:
            answer = super().ask(question, previous)
            return Answer(question, Outcome.SMALL_TALK, 1.0, (), topic="thanks") if question == "thanks" else answer

    story = scripted_story()
    polite = Polite(**{name: getattr(story, name) for name in story.__dataclass_fields__})
    answers = answers_for(polite)
    for question in (QUESTION, "thanks", "and the repairs?"):
        await answers.answer(Request(ALICE, HERE, question), KeptResponder())

    previous = polite.asked[2][1]
    assert previous is not None
    assert previous.question == QUESTION


async def test_who_replies_to_our_thanks_goes_on_from_what_was_asked_before_them() -> None:
    class Polite(ScriptedStory):
        def ask(self, question: str, previous: Exchange | None = None, *, claim: bool = False) -> Answer:
            answer = super().ask(question, previous)
            return Answer(question, Outcome.SMALL_TALK, 1.0, (), topic="thanks") if question == "thanks" else answer

    story = scripted_story()
    polite = Polite(**{name: getattr(story, name) for name in story.__dataclass_fields__})
    answers = answers_for(polite)
    responder = KeptResponder()
    await answers.answer(Request(ALICE, HERE, QUESTION), responder)
    await answers.answer(Request(ALICE, HERE, "thanks", replied_to=101), responder)
    await answers.answer(Request(BOB, HERE, "and when?", replied_to=102), responder)

    previous = polite.asked[2][1]
    assert previous is not None
    assert previous.question == QUESTION


def test_what_a_follow_up_leans_on_has_a_place_only_where_it_was_answered() -> None:
    story = scripted_story()

    answer = story.ask(QUESTION)
    assert answer.best is not None
    assert answer.exchange == Exchange(QUESTION, "harbour.txt", 3, answer.best.highlights)
    assert story.ask("what?").exchange == Exchange("what?")
