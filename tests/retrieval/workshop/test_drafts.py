"""Drafted questions are sifted, and the story is measured with each question left out."""

from __future__ import annotations

from pathlib import Path

from retrieval import Story
from retrieval.articles.article import make_article
from retrieval.articles.text_files import Snapshot
from retrieval.knowledge.files import KNOWLEDGE_FILES, read_knowledge
from retrieval.workshop.change import make_change
from retrieval.workshop.drafts import Shares, adding, measured, sift, with_questions
from retrieval.workshop.pasted import Drafted
from retrieval.workshop.proof import Fault, Proof
from tests.retrieval.workshop.harbour import NAME, TEXT

ARTICLE = make_article(NAME, TEXT)
STORY = Story.build([ARTICLE])
DRAFTED = [
    Drafted(5, "how many boats went down"),
    Drafted(5, "How many boats went down?"),
    Drafted(4, "who pays for the repairs to the wall"),
    Drafted(9, "what is the name of the mayor"),
]


def test_what_helps_is_kept_in_its_order_and_the_rest_has_a_reason() -> None:
    sifted = sift(Proof(STORY), ARTICLE, DRAFTED)
    assert [question.text for question in sifted.questions] == [DRAFTED[0].text, DRAFTED[2].text]
    assert [verdict.fault for verdict in sifted.others] == [Fault.ASKED_ALREADY, Fault.NO_PASSAGE]


def test_what_is_kept_is_written_where_the_story_reads_it(tmp_path: Path) -> None:
    questions = sift(Proof(STORY), ARTICLE, DRAFTED).questions
    make_change(adding(tmp_path, ARTICLE, questions))
    known = read_knowledge(Snapshot.take(tmp_path, KNOWLEDGE_FILES), [ARTICLE])
    assert set(known.questions.answered) == set(questions)
    assert known.problems == ()


def test_before_and_after_ask_the_same_questions() -> None:
    questions = sift(Proof(STORY), ARTICLE, DRAFTED).questions
    before, after = measured(STORY, with_questions(STORY, questions))
    assert (before.questions, after.questions) == (2, 2)
    again, more = measured(with_questions(STORY, questions[:1]), with_questions(STORY, questions))
    assert (again.questions, more.questions) == (2, 2)
    assert more == after, "the order in which they came does not count"


def test_shares_count_what_is_not_found() -> None:
    assert Shares.of([1, 3, None, 4]) == Shares(4, 0.25, 0.5)
    assert Shares.of([]) == Shares(0, 0, 0)
