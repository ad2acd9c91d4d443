"""The files of messages, conversations and premises can be measured, and measure what they are for."""

from __future__ import annotations

import pytest

from retrieval import Story
from retrieval.evaluation.conversations import Conversation, read_conversations
from retrieval.evaluation.messages import EXPECTED, WholeMessage, read_messages
from retrieval.evaluation.premises import Premise, read_premises
from retrieval.evaluation.question_files import Place, read_rows
from tests.evaluation_files import CONVERSATIONS, HELD_OUT, MESSAGES, PREMISES

HELD_OUT_MESSAGES, HELD_OUT_CONVERSATIONS = HELD_OUT


def shown(story: Story, place: Place) -> str:
    """Return what is shown of a place: its paragraph, and of a tweet the signature too."""
    passage = story.passage(place.file, place.paragraph)
    assert passage is not None
    text = passage.article.paragraph(place.paragraph).text
    return text if passage.signature is None else f"{text}\n{passage.signature.text}"


@pytest.fixture
def messages(story: Story) -> dict[str, list[WholeMessage]]:
    return {path.name: read_messages(path, read_rows(path), story) for path in (MESSAGES, HELD_OUT_MESSAGES)}


@pytest.fixture
def conversations(story: Story) -> dict[str, list[Conversation]]:
    paths = (CONVERSATIONS, HELD_OUT_CONVERSATIONS)
    return {path.name: read_conversations(path, read_rows(path), story) for path in paths}


def test_the_messages_have_all_kinds(messages: dict[str, list[WholeMessage]]) -> None:
    given, held_out = messages.values()
    assert (len(given), len(held_out)) == (200, 80)
    assert {one.kind for one in given} == {one.kind for one in held_out}
    for file in (given, held_out):
        assert {one.expect for one in file} == {None, *EXPECTED}


def test_an_echo_passes_no_conversations(conversations: dict[str, list[Conversation]]) -> None:
    assert [len(file) for file in conversations.values()] == [80, 25]
    for file in conversations.values():
        echoed = leaning = 0
        for conversation in file:
            told: tuple[Place, ...] = ()
            for turn in conversation.turns:
                leaning += turn.leans
                echoed += turn.leans and told[:1] != () and told[0] in turn.gold
                told = turn.gold or told
        assert echoed / leaning < 0.2


def test_the_answer_stands_in_the_first_right_paragraph(
    story: Story, messages: dict[str, list[WholeMessage]], conversations: dict[str, list[Conversation]]
) -> None:
    parts = [part for file in messages.values() for message in file for part in message.parts]
    turns = [turn for file in conversations.values() for one in file for turn in one.turns]
    told = [
        *((part.gold[0], part.answer) for part in parts if part.gold),
        *((turn.gold[0], turn.answer) for turn in turns if turn.gold),
    ]
    assert len(told) > 500
    for place, answer in told:
        assert answer
        assert answer in shown(story, place)


def test_no_message_of_the_held_out_files_stands_in_the_others(
    messages: dict[str, list[WholeMessage]], conversations: dict[str, list[Conversation]]
) -> None:
    given, held_out = ({one.text.casefold() for one in file} for file in messages.values())
    asked, kept = ({turn.question.casefold() for one in file for turn in one.turns} for file in conversations.values())
    assert not (given | asked) & (held_out | kept)


def test_every_twin_belongs_to_a_premise(story: Story) -> None:
    premises: list[Premise] = read_premises(PREMISES, read_rows(PREMISES), story)
    false = {premise.id for premise in premises if premise.twin_of is None}
    assert (len(premises), len(false)) == (90, 60)
    assert {premise.twin_of for premise in premises} - {None} <= false
