"""Learns what the score of a passage's best span counts in the ranking: a conditional logit over those near the first.

The one weight that makes the right passages likeliest (McFadden, "Conditional logit analysis", 1974), by Newton's
method; the spans are scored by weights that do not know the story.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from retrieval.evaluation.mark_fitting import Array
from retrieval.evaluation.question_files import Question
from retrieval.marking.answer_spans.features import observe_all
from retrieval.marking.answer_spans.model import groups_of
from retrieval.marking.reranking import near_first
from retrieval.questions.understood import understand_alone
from retrieval.story import Story

RIDGE: Final = 1.0
"""What the squared weight costs, next to the log-loss of one question."""
ROUNDS: Final = 20


@dataclass(frozen=True, eq=False)
class NearExample:
    """A question with the passages near the first: their scores, which are right, and what is observed of their spans.

    `file` and `story` are as in `MarkExample`.
    """

    file: str
    story: str
    groups: Sequence[int]
    scores: Array
    right: npt.NDArray[np.bool_]
    spans: Sequence[npt.NDArray[np.float16]]

    def best_spans(self, weights: Array) -> Array:
        """Return the score of each passage's best span."""
        own = weights[self.groups].sum(axis=0)
        return np.array([float((spans @ own).max()) for spans in self.spans])


def near_examples(story: Story, file: str, questions: Iterable[Question]) -> list[NearExample]:
    """Return what is learned from questions of which a right passage is near the first, and a wrong one too."""
    found: list[NearExample] = []
    for question in questions:
        gold = {row for place in question.gold for row in story.library.rows(place.file, place.paragraph)}
        if not gold:
            continue
        asked = understand_alone(story.reader, question.text)
        ranking = story.ranker.rank(asked)
        marks = story.marker.marks_of(ranking)
        near = near_first(ranking)
        places = [place for place, row in enumerate(near) if marks.best_score(row) is not None]
        rows = [near[place] for place in places]
        right = np.array([row in gold for row in rows], dtype=np.bool_)
        if not right.any() or right.all():
            continue
        seen = [marks.scored(row)[0] for row in rows]
        learned = any(each.learned for each in seen)
        found.append(
            NearExample(
                file,
                file if learned else f"{file} {question.gold[0].file}",
                groups_of(marks.asked.kind, marks.asked.role, learned=learned),
                ranking.scores[places],
                right,
                [observe_all(each).astype(np.float16) for each in seen],
            )
        )
    return found


def fit_reranking(examples: Sequence[NearExample], best_spans: Sequence[Array]) -> float:
    """Return what the scores of the best spans count, in log-odds of the passages' own scores."""
    weight = 0.0
    for _ in range(ROUNDS):
        slope, curve = RIDGE * weight, RIDGE
        for example, values in zip(examples, best_spans, strict=True):
            chances = _chances(example.scores + weight * values)
            right = _chances(example.scores + weight * values, example.right)
            mean = chances @ values
            slope += float(mean - right @ values)
            curve += float(chances @ (values - mean) ** 2)
        weight -= slope / curve
    return weight


def right_first(examples: Sequence[NearExample], best_spans: Sequence[Array], weight: float) -> int:
    """Return of how many questions a right passage is first where the best spans count so much."""
    pairs = zip(examples, best_spans, strict=True)
    return sum(bool(example.right[int(np.argmax(example.scores + weight * values))]) for example, values in pairs)


def _chances(scores: Array, among: npt.NDArray[np.bool_] | None = None) -> Array:
    powers = np.exp(scores - scores.max())
    kept: Array = powers if among is None else np.where(among, powers, 0.0)
    kept /= kept.sum()
    return kept
