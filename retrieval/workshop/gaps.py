"""Questions that people asked in vain: those that ask alike together, and the passages nearest to each group.

Two questions ask alike where they have most of their words in common, each counted as the ranking counts it: as stems,
with slips and other words for the same thing made one, and rare words for more. Where they share less than that they
are alike if the story's first passage for both is the same. Where each names people, and none in common, they are not.
A question joins the first group that it is like,
beginning with what was asked most: so a group never spreads from one neighbour to the next.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from retrieval.answer import Answer, Finding
from retrieval.articles.passages import Passage, PassageKind
from retrieval.english.terms import fold
from retrieval.questions.understood import Understood, understand_alone
from retrieval.ranking.question_analysis import QuestionAnalysis
from retrieval.story import Story

ALIKE = 0.6
"""Least cosine, 0 to 1, of two questions that ask alike. Set by hand."""
ALIKE_WITH_PASSAGE = 0.3
"""The same where the story finds the same passage first for both. Set by hand."""
COMPARED = 50
"""Of the groups that begin with a question that has a word, so many, the most asked, are compared with another one that
has it: else a word that all have would have all compared with all."""
WORDINGS_READ = 5
"""Wordings of a group that are looked up to find what is nearest to it: each is a question to the story."""
NEAREST = 3
_FLAT = 10
"""Flattens the ranks that are added up over the wordings of a group (reciprocal rank fusion)."""


@dataclass(frozen=True, slots=True)
class AskedInVain:
    """A question that `count` people left, in their words. `id` names it to whoever keeps it."""

    id: int
    words: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class GapGroup:
    """Questions that ask alike, most asked first."""

    asked: tuple[AskedInVain, ...]

    @property
    def count(self) -> int:
        """How often it was asked, in whichever words."""
        return sum(each.count for each in self.asked)

    @property
    def ids(self) -> tuple[int, ...]:
        """What names its questions."""
        return tuple(each.id for each in self.asked)

    @property
    def wordings(self) -> tuple[str, ...]:
        """Its questions, each in words that differ by more than case and spaces, most asked first."""
        found: dict[str, str] = {}
        for each in self.asked:
            found.setdefault(_same(each.words), each.words)
        return tuple(found.values())


def grouped(story: Story, asked: Iterable[AskedInVain]) -> tuple[GapGroup, ...]:
    """Return the questions in groups that ask alike, the most asked first; each is in one of them.

    The order in which they are given changes nothing.
    """
    by_words: defaultdict[str, list[AskedInVain]] = defaultdict(list)
    for each in asked:
        by_words[_same(each.words)].append(each)
    wordings = [_Wording(story, same, tuple(sorted(found, key=_first))) for same, found in by_words.items()]
    wordings.sort(key=lambda wording: (-wording.count, wording.same))
    groups: list[list[_Wording]] = []
    leading: defaultdict[str, list[int]] = defaultdict(list)  # a word -> the groups whose first question has it
    for wording in wordings:
        near = {group for word in wording.weights for group in leading[word][:COMPARED]}
        joined = next((group for group in sorted(near) if wording.is_like(groups[group][0])), None)
        if joined is None:
            for word in wording.weights:
                leading[word].append(len(groups))
            groups.append([wording])
        else:
            groups[joined].append(wording)
    made = [GapGroup(tuple(each for wording in group for each in wording.asked)) for group in groups]
    return tuple(sorted(made, key=lambda group: -group.count))  # stable: of the same count, the one asked most at once


def nearest_passages(story: Story, group: GapGroup, most: int = NEAREST) -> tuple[Finding, ...]:
    """Return the passages that come nearest to the questions of a group, best first.

    Of passages that say the same, there is one.
    """
    scores: defaultdict[int, float] = defaultdict(float)
    found: dict[int, Finding] = {}
    for words in group.wordings[:WORDINGS_READ]:
        for place, finding in zip(range(2 * most), _offered(story.ask(words)), strict=False):
            scores[finding.passage.row] += 1 / (_FLAT + place)
            found.setdefault(finding.passage.row, finding)
    best = sorted(scores, key=lambda row: (-scores[row], row))
    return tuple(found[row] for row in best[:most])


def _offered(answer: Answer) -> Iterator[Finding]:
    return (finding for finding in answer.each_once() if finding.passage.kind is not PassageKind.FURNITURE)


def _same(words: str) -> str:
    return " ".join(fold(words).split())


def _first(asked: AskedInVain) -> tuple[int, str, int]:
    return -asked.count, asked.words, asked.id


class _Wording:
    """One wording and those who used it."""

    def __init__(self, story: Story, same: str, asked: tuple[AskedInVain, ...]) -> None:
        self._story = story
        self.same = same
        self.asked = asked
        self.count = sum(each.count for each in asked)

    @cached_property
    def _read(self) -> Understood:
        return understand_alone(self._story.reader, self.asked[0].words)

    @cached_property
    def people(self) -> frozenset[str]:
        """The people that it names."""
        return frozenset(person.name for person in self._read.text.persons)

    @cached_property
    def weights(self) -> Mapping[str, float]:
        """Its words with what each counts, of length 1: not the names of people, who are compared apart.

        Where no other word says what is asked ("why?", "who is Kim"), it is all of them.
        """
        read = self._read
        analysis = QuestionAnalysis(self._story.ranker.corpus, read.text, read.wanted)
        weights: dict[str, float] = {}
        counted = zip(analysis.content, analysis.words, analysis.weights.tolist(), strict=True)
        for (_, token), (term, concepts), weight in counted:
            if token.person is None:
                weights[concepts[0] if concepts else term] = weight
        if not any(weights.values()):
            weights = dict.fromkeys(read.text.all_terms or [self.same], 1.0)
        length = math.sqrt(sum(weight * weight for weight in weights.values()))
        return {word: weight / length for word, weight in weights.items()}

    @cached_property
    def first(self) -> Passage | None:
        """The passage that the story finds first."""
        return next((finding.passage for finding in _offered(self._story.ask(self.asked[0].words))), None)

    def is_like(self, other: _Wording) -> bool:
        """Whether both ask alike."""
        if self.people and other.people and not self.people & other.people:
            return False
        similarity = sum(weight * other.weights.get(word, 0.0) for word, weight in self.weights.items())
        if similarity < ALIKE_WITH_PASSAGE:
            return False
        return similarity >= ALIKE or (self.first is not None and self.first == other.first)


def asked_now(story: Story, group: GapGroup) -> Finding | None:
    """Return the passage that answers a group's most asked question today; None where it is declined."""
    return story.ask(group.wordings[0]).best
