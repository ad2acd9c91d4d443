"""What is written in two ways is suggested as one; what may be two things is not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from retrieval.articles.article import make_article
from retrieval.articles.text_files import TextFile
from retrieval.knowledge.phrases import Phrases
from retrieval.knowledge.vocabulary import read_groups, to_phrase
from retrieval.story import Story
from retrieval.workshop.change import make_change
from retrieval.workshop.vocabulary_drafts import GroupDraft, vocabulary_drafts
from retrieval.workshop.vocabulary_writer import adding_groups

TEXT = """The ship

A life-boat was lowered to-day. The life-boat was empty; is-is it? A lifeboat came.

An iceberg was seen by the well-known Goose-Egg family.
"""


def lines(questions: tuple[str, ...] = (), text: str = TEXT) -> list[str]:
    return [draft.line for draft in vocabulary_drafts(Story.build([make_article("a.txt", text)]), questions)]


def test_a_compound_in_two_spellings_is_suggested_once_the_most_often_written_first() -> None:
    assert lines() == ["lifeboat, life-boat", "today, to-day"]


def test_what_questions_write_in_two_words_is_suggested() -> None:
    assert lines(("who saw the ice berg", "did an ice berg come"))[:2] == ["lifeboat, life-boat", "iceberg, ice berg"]
    assert lines(("is it so far away, my to day",))[-1] == "today, to-day"


def test_what_the_vocabulary_joins_already_is_not_suggested() -> None:
    story = Story.build([make_article("a.txt", TEXT)])
    groups, _ = read_groups(TextFile("vocabulary.md", b"lifeboat, life-boat\n"))
    told = Story.build(story.articles, replace(story.knowledge, phrases=Phrases.of(groups)))
    assert [draft.line for draft in vocabulary_drafts(told)] == ["today, to-day"]
    assert to_phrase("life-boat") == ("life", "boat")


@pytest.mark.parametrize("before", [None, b"# mine\nship, vessel", b"# mine\r\nship, vessel\r\n", b""])
def test_groups_are_appended_and_read_again(tmp_path: Path, before: bytes | None) -> None:
    path = tmp_path / "vocabulary.md"
    if before is not None:
        path.write_bytes(before)
    drafts = [GroupDraft(("today", "to-day"), "")]
    make_change(adding_groups(tmp_path, drafts))
    assert path.read_bytes().startswith(b"# Words that mean the same" if before is None else before)
    groups, problems = read_groups(TextFile.read(path))
    assert (("today",), ("to", "day")) in [group.members for group in groups]
    assert not problems
    assert not adding_groups(tmp_path, drafts).changes, "it stands there now"
