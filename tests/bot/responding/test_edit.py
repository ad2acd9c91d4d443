"""The question changes, the answer follows: edits and deletions, in SimCord's Discord and as a table of ids."""

import asyncio
from pathlib import Path
from typing import Any

import discord
import pytest

from bot.asking.cooldowns import Cooldowns, Rate
from bot.cards.answers import HERE
from bot.connection.followed_questions import FollowedQuestions
from bot.responding.delivery import Posted
from bot.words.english import ENGLISH
from tests.pressing import ANSWER, QUESTION, button, labels
from tests.simulated import Simulated, client_for, scripted_story, simulated, text_of

OTHER_QUESTION = "What will the repairs cost?"
OTHER_ANSWER = "four million euros"


async def asked(world: Simulated, question: str = QUESTION) -> discord.Message:
    message: discord.Message = await world.alice.send(world.channel, f"{world.me} {question}")
    return message


async def test_an_edited_question_gets_its_answer_edited_with_new_buttons(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        question = await asked(world)
        before = world.only()
        await world.alice.edit(question, f"{world.me} {OTHER_QUESTION}")

        after = world.only()
        assert after.id == before.id
        assert OTHER_ANSWER in text_of(after)
        assert ANSWER not in text_of(after)
        old, new = (button(each, ENGLISH.buttons.IN_CONTEXT)["custom_id"] for each in (before, after))
        assert old != new
        context = await world.alice.click(after, label=ENGLISH.buttons.IN_CONTEXT)
        assert f"{HERE} ¶ 5" in text_of(context.response)
        (edit,) = [each.json for each in world.env.http_requests if each.method == "PATCH"]
        assert edit["allowed_mentions"]["parse"] == []


async def test_an_edited_question_does_not_lean_on_its_own_old_words(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        await asked(world, "what about Ystad?")
        question = await asked(world)
        await world.alice.edit(question, f"{world.me} {OTHER_QUESTION}")

        assert [before.question if before else None for _, before in world.story.asked] == [
            None,
            "what about Ystad?",
            "what about Ystad?",
        ]


async def test_an_answer_that_turns_declined_loses_the_buttons_of_the_old_one(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        question = await asked(world)
        await world.alice.edit(question, f"{world.me} zzzzzz")

        assert ENGLISH.answers.declined(None) in text_of(world.only())
        assert labels(world.only()) == [ENGLISH.buttons.MORE, ENGLISH.gaps.BUTTON_LABEL]


async def test_without_embed_links_the_edit_is_plain_text(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        overwrites = {world.guild.default_role: discord.PermissionOverwrite(embed_links=False)}
        strict = world.guild.create_text_channel("strict", overwrites=overwrites)
        question = await world.alice.send(strict, f"{world.me} {QUESTION}")
        await world.alice.edit(question, f"{world.me} {OTHER_QUESTION}")

        assert world.only(strict).embeds == []
        assert OTHER_ANSWER in world.only(strict).content


async def test_in_a_direct_message_an_edit_and_a_deletion_are_followed_too(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        question = await world.alice.send_dm(QUESTION)
        direct = world.alice.user.dm_channel
        await world.alice.user.edit(question, OTHER_QUESTION)
        assert OTHER_ANSWER in text_of(world.only(direct))
        await world.alice.user.delete(question)
        assert world.shown(direct) == []


async def test_a_change_that_is_none_asks_nothing_again(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        question = await asked(world)
        await world.alice.edit(question, f"{world.me} {QUESTION}")
        stored = world.env.backend.get_message(world.channel.id, question.id)
        world.env.backend.edit_message(world.channel.id, stored.id, {"embeds": [{"title": "a link unfurled"}]})
        await world.env.settle()

        assert len(world.story.asked) == 1
        assert ANSWER in text_of(world.only())


async def test_an_edit_that_takes_the_question_away_leaves_the_answer(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        question = await asked(world)
        await world.alice.edit(question, "never mind")
        assert ANSWER in text_of(world.only())

        await world.alice.edit(question, world.me)
        assert ENGLISH.about.HELP_TITLE in text_of(world.only())
        assert labels(world.only()) == []


async def test_edits_count_as_questions_and_one_too_many_leaves_the_answer_and_is_told(tmp_path: Path) -> None:
    async with simulated(tmp_path, cooldowns=Cooldowns(Rate(1, 60), None)) as world:
        question = await asked(world)
        await world.alice.edit(question, f"{world.me} {OTHER_QUESTION}")
        await world.alice.edit(question, f"{world.me} And Ystad?")

        assert [ANSWER in text_of(each) for each in world.shown()] == [True]
        assert "<t:" in text_of(world.only(world.alice.user.dm_channel)), "told once, to the asker alone"
        await world.env.advance_time(0)
        assert len(world.story.asked) == 1


async def test_a_mention_added_by_an_edit_is_answered(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        message = await world.alice.send(world.channel, QUESTION)
        await world.alice.edit(message, f"{world.me} {QUESTION}")

        assert ANSWER in text_of(world.only())
        assert world.only().reference is not None
        await world.alice.edit(message, f"{world.me} {OTHER_QUESTION}")
        assert OTHER_ANSWER in text_of(world.only())


async def test_a_mention_added_long_after_is_left_alone(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        message = await world.alice.send(world.channel, QUESTION)
        await world.env.advance_time(3_600)
        await world.alice.edit(message, f"{world.me} {QUESTION}")

        assert world.shown() == []


async def test_after_a_restart_an_edited_question_still_gets_its_answer_edited(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        question = await asked(world)
        story = scripted_story()
        await world.env.restart_bot(client_for(tmp_path, story))
        await world.alice.edit(question, f"{world.me} {OTHER_QUESTION}")

        assert OTHER_ANSWER in text_of(world.only())
        assert [text for text, _ in story.asked] == [OTHER_QUESTION]


async def test_a_deleted_question_has_its_answer_removed(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        kept = await asked(world, OTHER_QUESTION)
        await world.alice.delete(await asked(world))

        assert OTHER_ANSWER in text_of(world.only())
        reference = world.only().reference
        assert reference is not None
        assert reference.message_id == kept.id
        await world.alice.send(world.channel, f"{world.me} and the storm?")
        assert world.story.asked[-1][1] is not None
        assert world.story.asked[-1][1].question == OTHER_QUESTION, "what was deleted is no longer leant on"


async def test_questions_deleted_by_the_dozen_have_their_answers_removed(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        questions = [await asked(world), await asked(world, OTHER_QUESTION)]
        world.env.backend.bulk_delete_messages(world.channel.id, [each.id for each in questions])
        await world.env.settle()

        assert world.shown() == []


async def test_an_answer_that_somebody_removed_does_not_come_back(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        question = await asked(world)
        world.env.backend.delete_message(world.channel.id, world.only().id)
        await world.env.settle()
        await world.alice.edit(question, f"{world.me} {OTHER_QUESTION}")
        await world.alice.delete(question)

        assert world.shown() == []
        assert world.env.errors == []


def slow(world: Simulated, monkeypatch: pytest.MonkeyPatch) -> asyncio.Event:
    """Let every question take until the event is set."""
    ask = world.client.answers._in_turn
    go = asyncio.Event()

    async def held(*arguments: Any) -> Any:
        await go.wait()
        return await ask(*arguments)

    monkeypatch.setattr(world.client.answers, "_in_turn", held)
    return go


@pytest.mark.parametrize("deleted", [False, True], ids=["edited", "deleted"])
async def test_what_happens_to_a_question_while_it_is_answered_is_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, deleted: bool
) -> None:
    async with simulated(tmp_path) as world:
        go = slow(world, monkeypatch)
        backend = world.env.backend
        message = backend.create_message(world.channel.id, world.alice.id, f"{world.me} {QUESTION}")
        for _ in range(50):
            await asyncio.sleep(0)
        if deleted:
            backend.delete_message(world.channel.id, message.id)
        else:
            backend.edit_message(world.channel.id, message.id, {"content": f"{world.me} {OTHER_QUESTION}"})
        for _ in range(50):
            await asyncio.sleep(0)
        go.set()
        await world.env.settle()

        assert [OTHER_ANSWER in text_of(each) for each in world.shown()] == ([] if deleted else [True])


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_questions_are_followed_for_a_day_and_so_many_at_most() -> None:
    clock = Clock()
    questions = FollowedQuestions(most=3, clock=clock)
    for number in range(5):
        questions.begin(number, "words")
        questions.answered(number, Posted(1, 100 + number))
    assert len(questions) == 3
    assert questions.find(1) is None
    assert not questions.is_answer(101)
    assert questions.is_answer(102)
    clock.now = 23 * 3_600
    assert questions.find(2) is not None
    questions.begin(9, "words")
    clock.now = 25 * 3_600
    assert questions.find(4) is None
    assert questions.find(9) is not None
    assert len(questions) == 1


def test_what_is_kept_of_a_question_cannot_be_read_back() -> None:
    one, other = FollowedQuestions(), FollowedQuestions()
    kept = one.begin(1, "a secret").words
    assert kept == one.hash("a secret") != one.hash("another")
    assert kept != other.hash("a secret"), "the key is the process's own"
    assert b"secret" not in kept


def test_a_question_or_its_answer_that_is_gone_is_followed_no_longer() -> None:
    questions = FollowedQuestions()
    question = questions.begin(1, "x")
    questions.answered(1, Posted(1, 2))
    assert questions.take(1) is question
    assert question.gone
    assert questions.take(1) is None
    questions.begin(3, "x")
    questions.answered(3, Posted(1, 4))
    questions.answer_gone(4)
    assert questions.find(3) is None
    questions.answered(3, Posted(1, 5))
    assert not questions.is_answer(5)
