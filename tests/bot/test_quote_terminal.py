"""/quote, /who and who is speaking, in a terminal: the same cards."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.cards.quotation_blocks import who_said
from bot.painting.terminal import to_terminal
from bot.terminal import Conversation
from bot.words.english import ENGLISH
from retrieval import Story
from retrieval.commands.quote import as_text
from retrieval.quotations.index import QuotationIndex
from retrieval.quotations.search import QuotationMatch


@pytest.fixture
def conversation(story: Story) -> Conversation:
    return Conversation(story, ENGLISH)


def shown(conversation: Conversation, line: str) -> str:
    card = conversation.reply(line)
    assert card is not None
    return to_terminal(card)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "/quote holy dance",
            "│ “went into a full-fledged, Pentecostal holy dance.”\n— Alice Marie Johnson\nHuffPost, ¶ 10",
        ),
        ("/QUOTE holy dance article:LoveBScott", "I was jumping, I was screaming.”\n— Alice Marie Johnson\nLoveBScott"),
        ("/quote speaker:trump", "— Donald Trump, quoted by Kim Kardashian West\nHot World Report, ¶ 4"),
        ("/quote speaker:zaphod", "The articles don't quote anyone called “zaphod”."),
        ("/quote ?!", ENGLISH.quotations.NO_WORDS),
        ("/who van", "Described as\n• CNN’s Van Jones (Complex ¶ 8)"),
        ("/who", "Type a name. People in the articles: "),
        ("What did Kim say about Kanye?", "\nSaid by Kim Kardashian West\nComplex, ¶ 2\n"),
    ],
)
def test_a_line_is_answered_by_the_card_that_discord_shows(
    conversation: Conversation, line: str, expected: str
) -> None:
    assert expected in shown(conversation, line)


def test_a_list_has_no_buttons_here_and_so_stands_there_whole(conversation: Conversation, story: Story) -> None:
    text = " ".join(shown(conversation, "/quote").split())
    for quotation in story.quotations.spoken:
        wordings = story.quotations.store.wordings_of(quotation)
        assert wordings is not None
        assert any(" ".join(each.text.split()) in text for each in wordings.quotations)


def test_looking_up_leaves_the_conversation_as_it_was(conversation: Conversation) -> None:
    conversation.reply("Who is Alice Johnson?")
    before = conversation._previous
    conversation.reply("/quote holy dance")
    conversation.reply("/who kim")
    assert conversation._previous is before is not None


def test_the_commands_are_told(conversation: Conversation) -> None:
    for told in (ENGLISH.terminal.COMMANDS, shown(conversation, "/nonsense")):
        assert "/quote" in told
        assert "/who" in told


def test_the_command_line_names_a_speaker_in_the_same_words(story: Story) -> None:
    first = story.quotations.spoken[0]
    unclear = [replace(first, speaker=None, person=None, speaker_as_written=written) for written in (None, "they")]
    for quotations in (story.quotations.spoken, *([each] for each in unclear)):
        index = QuotationIndex.of(quotations, story.people)
        asked = replace(story, quotations=index)
        references = {article.file: article.source.reference for article in story.articles}
        for quotation in quotations:
            lines = as_text(QuotationMatch(quotation, 1.0), references, index).splitlines()
            assert who_said(asked, quotation, ENGLISH) in map(str.strip, lines)
    assert "speaker unclear" in who_said(asked, unclear[-1], ENGLISH)


def test_what_was_typed_is_repeated_only_where_nobody_sees_it_typed(conversation: Conversation) -> None:
    alone, in_a_list = (conversation.reply("/quote holy dance", show_question=shows) for shows in (False, True))
    assert alone is not None
    assert in_a_list is not None
    assert not to_terminal(alone).startswith("? ")
    assert to_terminal(in_a_list).startswith("? holy dance\n")
