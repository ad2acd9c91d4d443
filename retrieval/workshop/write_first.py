"""The passages that reader questions are best written for first: often found, and often only just second."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from retrieval.articles.passages import Passage, PassageKind
from retrieval.people.people import Person
from retrieval.questions.understood import understand_alone
from retrieval.story import Story

SHOWN: Final = 10
CLOSE: Final = 1.0
"""In log-odds: what is so little behind the first passage might as well be it."""
MOST_QUESTIONS: Final = 400
"""So many are asked; of more, every so many'th."""
_MOST_PEOPLE: Final = 50
_ASKED_OF_PEOPLE: Final = (
    "who is {}",
    "what happened to {}",
    "what did {} say",
    "where did {} go",
    "why did {} do that",
    "how did {} feel",
)
_FEWEST_WORDS: Final = 8
"""A shorter passage, such as a signature, tells nothing that is asked for."""
_NAMED_OFTEN: Final = 5
"""Of somebody who is named less often, all questions find the one passage that names them."""
_FIRST, _SECOND = 1, 2
"""What being found counts: where two are close, a question written down decides, and so it counts double."""


@dataclass(frozen=True, slots=True)
class WorthQuestions:
    """A passage, how many of so many questions find it first, and how many find it close behind the first."""

    passage: Passage
    first: int
    close: int
    asked: int


def questions_of(story: Story) -> tuple[str, ...]:
    """Return questions that the story itself suggests: what people ask of those who are named most."""
    often = [person.name for person in story.people.persons if _named(person) >= _NAMED_OFTEN]
    names = (often or [person.name for person in story.people.persons if person.names_used])[:_MOST_PEOPLE]
    return tuple(form.format(name) for name in names for form in _ASKED_OF_PEOPLE)


def worth_questions(story: Story, questions: Sequence[str], shown: int = SHOWN) -> tuple[WorthQuestions, ...]:
    """Return the passages without a reader question that the questions find most, those first that close calls find."""
    step = max(1, -(-len(questions) // MOST_QUESTIONS))
    asked = questions[::step]
    first: Counter[int] = Counter()
    close: Counter[int] = Counter()
    for text in asked:
        ranking = story.ranker.rank(understand_alone(story.reader, text))
        rows, scores = ranking.order[:2].tolist(), ranking.scores[:2].tolist()
        if not rows:
            continue
        if len(rows) > 1 and scores[0] - scores[1] < CLOSE:
            close.update(rows)
        else:
            first[rows[0]] += 1
    has_questions = {(each.file, each.paragraph) for each in story.knowledge.questions.answered}
    found: list[WorthQuestions] = []
    for row in sorted(first | close, key=lambda row: (-_FIRST * first[row] - _SECOND * close[row], row)):
        passage = story.passages[row]
        story_told = passage.kind in (PassageKind.BODY, PassageKind.TWEET)
        if (
            story_told
            and len(passage.text.split()) >= _FEWEST_WORDS
            and (passage.file, passage.paragraph) not in has_questions
        ):
            found.append(WorthQuestions(passage, first[row], close[row], len(asked)))
    return tuple(found[:shown])


def _named(person: Person) -> int:
    return sum(count for _, count in person.names_used)
