"""A story offers one or two questions a passage, clean ones that are answered when they are asked."""

from __future__ import annotations

from collections import Counter

import pytest

from retrieval import Outcome, Story
from retrieval.articles.article import make_article
from retrieval.knowledge.files import Knowledge, ReaderQuestion, ReaderQuestions
from retrieval.offering import choosing
from retrieval.offering.choosing import A_PASSAGE
from retrieval.offering.well_formed import asks_whole, reads_alone
from tests.retrieval.workshop.harbour import NAME, TEXT
from tests.sample import sample_story

STORY = sample_story()


def offered(*questions: tuple[int, str]) -> dict[str, int]:
    asked = [ReaderQuestion(text, NAME, number) for number, text in questions]
    story = Story.build([make_article(NAME, TEXT)], Knowledge(questions=ReaderQuestions(asked)))
    return {
        text: asked[number].paragraph
        for text, number in zip(story.suggestions.texts, story.suggestions.numbers.tolist(), strict=True)
    }


def test_most_passages_offer_one_or_two_questions() -> None:
    answered = STORY.knowledge.questions.answered
    places = Counter((answered[at].file, answered[at].paragraph) for at in STORY.suggestions.numbers)
    assert max(places.values()) == A_PASSAGE
    assert len(places) > 0.8 * len({(question.file, question.paragraph) for question in answered})


@pytest.mark.parametrize("at", range(0, len(STORY.suggestions.texts), 9))
def test_what_is_offered_is_clean_and_its_passage_answers_it_first(at: int) -> None:
    text = STORY.suggestions.texts[at]
    question = STORY.knowledge.questions.answered[int(STORY.suggestions.numbers[at])]
    assert text[0].isupper()
    assert text.count("?") == 1
    assert text.endswith("?")
    assert reads_alone(text, STORY.reader)
    assert asks_whole(STORY.reader.read_question(text))
    answer = STORY.ask(text)
    assert answer.outcome in (Outcome.ANSWERED, Outcome.CORRECTED)
    assert answer.best is not None
    assert answer.best.passage.row in STORY.library.rows(question.file, question.paragraph)


def test_a_hosts_own_questions_are_offered_as_they_would_be_printed() -> None:
    assert offered((3, "who is the harbour master"), (4, "what will the repairs cost"), (2, "when was it")) == {
        "Who is the harbour master?": 3,
        "What will the repairs cost?": 4,
    }


def test_what_another_passage_answers_is_not_offered() -> None:
    assert offered((2, "what will the repairs cost"), (4, "what will the repairs cost")) == {
        "What will the repairs cost?": 4
    }


def test_without_reader_questions_nothing_is_offered() -> None:
    assert offered() == {}


def test_of_a_very_large_story_some_passages_are_chosen_evenly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choosing, "MOST_PASSAGES", 1)
    found = offered((3, "who is the harbour master"), (4, "what will the repairs cost"))
    assert found == {"Who is the harbour master?": 3}
