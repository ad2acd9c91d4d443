"""What somebody typed in lower case is offered as the story writes it."""

from __future__ import annotations

import pytest

from retrieval.articles.passages import PassageKind
from retrieval.offering.tidying import WrittenWords
from retrieval.people.people import Person
from tests.sample import sample_story

STORY = sample_story()
BODY = [passage.text for passage in STORY.passages if passage.kind is PassageKind.BODY]
WRITTEN = WrittenWords.of(BODY, STORY.people.persons)


@pytest.mark.parametrize(
    ("typed", "tidied"),
    [
        ("who freed alice", "Who freed Alice?"),
        ("what did kim say on cnn??", "What did Kim say on CNN?"),
        ("  what did TRUMP sign. ", "What did Trump sign?"),
        ("is NOT trump's idea", "Is not Trump's idea?"),
        ("what is kim’s reason", "What is Kim's reason?"),
        ("did i help alice", "Did I help Alice?"),
    ],
)
def test_a_question_gets_its_capitals_and_one_mark(typed: str, tidied: str) -> None:
    assert WRITTEN.tidied(typed) == tidied


@pytest.mark.parametrize("typed", ['who said "my life"', "quiz: who is she", "alice, who is that", "who 🙂", "a/b"])
def test_what_has_other_marks_is_no_plain_question(typed: str) -> None:
    assert WRITTEN.tidied(typed) is None


def test_a_word_is_written_as_most_often_and_what_opens_a_sentence_does_not_count() -> None:
    written = WrittenWords.of(
        ["The ship. Ship ahoy, the Ship and the ship, the ship"], [Person("Ann Lee", ("Ann Lee",))]
    )
    assert written.tidied("did ann see the Ship") == "Did Ann see the ship?"


def test_a_genitive_without_its_mark_is_seen() -> None:
    assert WRITTEN.lacks_apostrophe("kims")
    assert not WRITTEN.lacks_apostrophe("Kim's")
    assert not WRITTEN.lacks_apostrophe("years")
