"""A marker that was kept marks as the one that was built; only what is looked at is marked."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval import Story
from retrieval.articles.article import make_article
from retrieval.english.terms import Word
from retrieval.evaluation.question_files import read_rows
from retrieval.kept.arrays import Array
from retrieval.knowledge.files import Knowledge, ReaderQuestion, ReaderQuestions
from retrieval.marking.answer_spans.features import observe_all
from retrieval.marking.highlights import Marked, QuestionMarks
from retrieval.marking.marker import MARKED, Marker
from retrieval.questions.reading import ReadText, TextReader
from retrieval.questions.understood import understand_alone
from tests.evaluation_files import QUESTION_FILES

WORDS = ["Mary Lane", "Alice Reed", "comet", "harbour", "fell", "the", "of", "June 6", "3 May", "sea", "lost her job"]
SAID = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join)
ARTICLES = st.lists(st.lists(SAID, min_size=1, max_size=3), min_size=1, max_size=3)


def kept(marker: Marker) -> Marker:
    """Return the marker as it is after it was kept: of bytes that do not change, and without the reader questions."""
    arrays: dict[str, Array] = {}
    for name, array in marker.pack().items():
        arrays[name] = array.copy()
        arrays[name].flags.writeable = False
    return Marker.unpack(arrays, marker.cutter.corpus, marker.cutter.people)


def check_equal(story: Story, questions: list[str]) -> None:
    again = kept(story.marker)
    for question in questions:
        ranking = story.ranker.rank(understand_alone(story.reader, question))
        assert again.mark(ranking) == story.marker.mark(ranking)
    for passage in story.passages:
        for at in range(0, len(passage.text), 7):
            assert again.repeated(passage, at) == story.repeated(passage, at)
        together, row = story.reader.read_question(" ".join(questions)), passage.row
        one, other = (
            observe_all(marker.highlighter.marks_for(together, frozenset()).observe(row))
            for marker in (story.marker, again)
        )
        assert np.array_equal(one, other)


def test_what_was_kept_marks_the_same(story: Story) -> None:
    check_equal(story, [row["question"] for row in read_rows(QUESTION_FILES["questions"])[:20]])


@settings(deadline=None, max_examples=25)
@given(ARTICLES, st.lists(SAID, max_size=6), SAID)
def test_what_was_kept_of_any_story_marks_the_same(articles: list[list[str]], asked: list[str], question: str) -> None:
    files = [
        make_article(
            f"{number}.txt", "\n\n".join([f"Article {number}", *(f"{each}, and they went." for each in texts)])
        )
        for number, texts in enumerate(articles)
    ]
    answered = tuple(ReaderQuestion(text, "0.txt", 2) for text in asked)
    story = Story.build(files, Knowledge(questions=ReaderQuestions(answered)))
    check_equal(story, [question, "when did the comet fall", *asked])


def test_only_what_is_looked_at_is_marked(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    marked: list[int] = []
    mark = QuestionMarks.mark

    def noted(marks: QuestionMarks, row: int) -> Marked:
        marked.append(row)
        return mark(marks, row)

    monkeypatch.setattr(QuestionMarks, "mark", noted)
    answer = story.ask("what could he really use me for")
    assert marked == []
    assert answer.best is not None
    assert marked == [answer.best.passage.row]
    assert len(answer.ranked) > MARKED
    assert [finding.passage.row for finding in answer.ranked][:MARKED] == marked
    assert not any(finding.highlights for finding in answer.ranked[MARKED:])


def test_passages_are_cut_once_while_they_are_at_hand(story: Story) -> None:
    cutter = story.marker.cutter
    assert cutter.cut(3) is cutter.cut(3)
    assert all(cut is not cutter.cut(cut.passage.row) for cut in cutter.cut_all([3, 4]))


def test_a_passage_is_read_once_while_a_story_is_built(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    original = TextReader.read_passage

    def noted(reader: TextReader, text: str, found: Sequence[Word] | None = None) -> ReadText:
        read.append(text)
        return original(reader, text, found)

    monkeypatch.setattr(TextReader, "read_passage", noted)
    texts = ["The comet fell into the sea.", "The harbour was closed, and nobody was hurt."]
    story = Story.build([make_article("x.txt", "\n\n".join(["The comet", *texts]))])
    assert read == ["The comet", *texts]
    assert story.repeated(story.passages[1]) == ()
