"""What asked words point to inside a passage is learned from the reader questions whose words give the place away."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from retrieval import Story
from retrieval.marking.highlights import QuestionMarks
from tests.retrieval.queries import query

ARTICLE = (
    "The baker\n\nShe lost her job, her marriage broke up, and her house was sold by the bank.\n\nNobody was hurt.\n"
)
QUESTIONS = """\
## 2
did she lose her job
was she sacked from her job
who was sacked
did they fire and sack her from that job
was the house sold
was there a foreclosure of the house
a foreclosure by the bank
did she have a foreclosure
did her marriage end
was there a divorce after the marriage broke up
"""


@pytest.fixture
def story(tmp_path: Path) -> Story:
    (tmp_path / "x.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "reader-questions").mkdir()
    (tmp_path / "reader-questions" / "x.md").write_text(QUESTIONS, encoding="utf-8")
    return Story.load(tmp_path)


def marks_for(story: Story, question: str) -> QuestionMarks:
    asked = query(story, question)
    return story.marker.highlighter.marks_for(asked.text, asked.wanted)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("was she sacked", "She lost her job"),
        ("any foreclosure", "and her house was sold by the bank."),
        ("a divorce?", "her marriage broke up"),
    ],
)
def test_a_word_that_the_passage_does_not_have_points_to_its_clause(story: Story, question: str, words: str) -> None:
    pointed = marks_for(story, question).observe(1).pointed
    start, end = story.marker.cutter.cut(1).clauses[int(pointed.argmax())].span
    assert story.passages[1].text[start:end] == words


def test_a_word_that_nobody_asked_with_points_nowhere(story: Story) -> None:
    assert marks_for(story, "sacked").observe(1).pointed.any()
    assert not any(marks_for(story, "zebra").observe(1).pointed)


def test_each_passage_is_pointed_to_by_the_words_of_its_own_reader_questions(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text(
        f"{ARTICLE}\nShe moved to the coast, and her brother baked bread.\n", encoding="utf-8"
    )
    (tmp_path / "reader-questions").mkdir()
    questions = f"{QUESTIONS}## 4\nwho baked bread\nwho is the sacked brother that baked\ndid she flee to the coast\n"
    (tmp_path / "reader-questions" / "x.md").write_text(questions, encoding="utf-8")
    story = Story.load(tmp_path)
    alignment = story.marker.highlighter.alignment
    asked = alignment.asked(query(story, "was the brother sacked after the foreclosure").text)
    numbers = dict(zip(asked.numbers, asked.idfs, strict=True))
    for row in range(4):
        own = alignment.words[alignment.starts[row] : alignment.starts[row + 1]].tolist()
        found = alignment.pointed(asked, row)
        assert any(found) == (row in {1, 3})
        if found:
            lifts = alignment.lifts[alignment.lift_starts[row] : alignment.lift_starts[row + 1]].reshape(len(own), -1)
            weights = np.array([numbers.get(word, 0.0) for word in own])
            assert np.allclose(found, weights @ lifts / sum(asked.idfs))
