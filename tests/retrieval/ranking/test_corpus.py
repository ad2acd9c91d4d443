"""What is counted of a story: the same after it was packed; and a passage, read again, is what it was."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from retrieval import Story
from retrieval.articles.article import make_article
from retrieval.english.sentences import sentences
from retrieval.knowledge.files import Knowledge
from retrieval.questions.understood import understand_alone
from retrieval.ranking.corpus import Corpus
from retrieval.ranking.features import compute
from retrieval.ranking.passage_reading import text_with_signature
from retrieval.ranking.query import Query
from retrieval.ranking.ragged import Ragged
from tests.retrieval.queries import query

QUESTIONS = ("why did kim want to help alice", "how old is she", "what did trump say about the comutation", "zebra", "")


@pytest.fixture(scope="module", params=["with reader questions", "text alone"])
def told(request: pytest.FixtureRequest, story: Story) -> Story:
    return story if request.param == "with reader questions" else Story.build(story.articles, Knowledge())


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_was_packed_answers_as_before(told: Story, question: str) -> None:
    kept = Corpus.unpack(told.ranker.corpus.pack(), told.library, told.reader)
    asked = query(told, question)
    again = Query.of_all(kept, asked.text, asked.wanted)
    for (name, one), other in zip(compute(asked).items(), compute(again).values(), strict=True):
        np.testing.assert_array_equal(one, other, err_msg=name)
    understood = understand_alone(told.reader, question)
    assert replace(told.ranker, corpus=kept).rank(understood).confidence == told.ranker.rank(understood).confidence


def test_an_empty_story_is_packed() -> None:
    corpus = Story.build([]).ranker.corpus
    kept = Corpus.unpack(corpus.pack(), Story.build([]).library, corpus.reader)
    assert kept.size == 0


def test_a_passage_is_read_with_its_signature(story: Story) -> None:
    for passage in story.passages:
        assert story.ranker.corpus.reading(passage.row).text == story.reader.read_passage(text_with_signature(passage))
        assert story.ranker.corpus.reading(passage.row).spans == sentences(passage.text)


def test_terms_are_laid_out_in_the_order_of_the_text(story: Story) -> None:
    indexes = story.ranker.corpus.indexes
    names = list(indexes.terms.postings.table.terms)
    for passage in story.passages:
        begin, end = indexes.occurrences.by_passage.starts[passage.row : passage.row + 2]
        reading = story.ranker.corpus.reading(passage.row)
        assert [names[term] for term in indexes.occurrences.forward.values[begin:end]] == reading.text.content_terms
        first, last = indexes.segments[passage.row : passage.row + 2]
        lengths = np.diff(indexes.occurrences.forward.starts[first : last + 1]).tolist()
        content = [token for token in reading.text.tokens if token.content]
        assert lengths[:-1] == [
            sum(span.start <= token.start < span.end for token in content) for span in reading.spans
        ]


def test_readings_are_not_kept_for_ever() -> None:
    text = "\n".join(["The comet", *(f"The comet fell {number} times." for number in range(300))])
    corpus = Story.build([make_article("x.txt", text)]).ranker.corpus
    first = corpus.reading(0)
    assert corpus.reading(0) is first
    for row in range(corpus.size):
        corpus.reading(row)
    assert corpus.reading(0) is not first
    assert corpus.reading(0) == first


def test_lists_in_one_array() -> None:
    lists = Ragged.of([5, 6, 7, 8], [2, 0, 1, 1])
    places, index = lists.places(np.array([3, 1, 0]))
    assert lists.values[places].tolist() == [8, 5, 6]
    assert index.tolist() == [0, 2, 2]
    grouped = Ragged.grouped(np.array([1, 0, 1]), np.array([7, 8, 9]), 3)
    assert (grouped.values.tolist(), grouped.starts.tolist()) == ([8, 7, 9], [0, 1, 3, 3])
