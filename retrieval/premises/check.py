"""Whether a question rests on something false, and which passage tells how it was."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from retrieval.kept.arrays import Array, Arrays, under, within
from retrieval.marking.cut_passages import PassageCutter
from retrieval.premises.checking import Checked
from retrieval.premises.evidence import Evidence
from retrieval.premises.fact_signals import told_instead
from retrieval.premises.facts import Told, facts, told
from retrieval.premises.roles import RoleCounts
from retrieval.premises.row_facts import RowFacts
from retrieval.premises.signals import affirmed_there, counted_otherwise, denied_there, may_speak, measure, strength
from retrieval.ranking.corpus import Corpus
from retrieval.ranking.ranker import Ranking, mostly_asked
from retrieval.ranking.weights import TEXT_ALONE, WITH_READER_QUESTIONS

WEIGHTS_FILE = Path(__file__).parent / "weights.toml"
PLAIN = 0.45
"""How strong a contradiction must be to be shown as how it was, 0 to 1. Set by hand on the project's own files."""
_TURNED = 0.3
_SAYS_WHO = (
    "turned",
    "reversed_there",
    "speaker",
    "another",
    "another_speaks",
    "other_role",
    "denied_otherwise",
)
"""Signals that the best passage tells the same of others, or otherwise."""
_ENOUGH_WORDS, _MOST = 2, 0.7
"""A passage tells of what is asked if it has so many of the question's words, and such a share of them."""
_ROUNDING = 1e-9
KEPT = 128
"""How many passages stay read; what is noted of one of usual length takes some 20 KB."""


@dataclass(frozen=True, slots=True)
class PremiseWeights:
    """The weight of each signal, and "constant", in log-odds.

    A question that would be answered rests on something false from the probability `false_from` on, and one that would
    be declined is corrected all the same from `surely_from` on.
    """

    weights: Mapping[str, float]
    false_from: float
    surely_from: float

    def probability(self, signals: Mapping[str, float]) -> float:
        """Return the probability that a question with these signals rests on something false."""
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, self._sum(signals)))))

    def may_be_false(self, speaking: Mapping[str, bool]) -> bool:
        """Whether `false_from` can be reached where only the signals that are True here are more than 0."""
        least = math.log(self.false_from / (1 - self.false_from))
        return self._sum(speaking) >= least - _ROUNDING

    def _sum(self, values: Mapping[str, float]) -> float:
        return self.weights["constant"] + sum(self.weights.get(name, 0.0) * value for name, value in values.items())


@lru_cache(maxsize=2)
def load_premise_weights(name: str) -> PremiseWeights:
    """Return the weights for stories with reader questions, or for their text alone, from `weights.toml`."""
    table = tomllib.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))[name]
    return PremiseWeights(table["weights"], table["false_from"], table["surely_from"])


@dataclass(frozen=True, slots=True)
class Correction:
    """The passage that tells how it was, by its row, and the offset in it of the word that says so, if one does."""

    row: int
    at: int | None = None


@dataclass(frozen=True, slots=True)
class Premise:
    """What a question rests on: the probability that it is false, whether that is enough, and what was instead."""

    false: float
    refused: bool
    correction: Correction | None = None


SOUND = Premise(0.0, refused=False)
"""What rests on nothing that could be taken for false."""


@dataclass(frozen=True)
class PremiseChecker:
    """Compares what questions take for granted with the passages that were found for them."""

    corpus: Corpus
    counts: RoleCounts
    asked: RowFacts
    cutter: PassageCutter

    @property
    def weights(self) -> PremiseWeights:
        """The weights that suit the story."""
        return load_premise_weights(WITH_READER_QUESTIONS if mostly_asked(self.corpus) else TEXT_ALONE)

    def pack(self) -> dict[str, Array]:
        """Return the arrays to keep."""
        return {**under("counts", self.counts.pack()), **under("asked", self.asked.pack())}

    @classmethod
    def unpack(cls, arrays: Arrays, corpus: Corpus, cutter: PassageCutter) -> PremiseChecker:
        """Make the checker of a corpus of kept arrays."""
        counts, asked = RoleCounts.unpack(within("counts", arrays)), RowFacts.unpack(within("asked", arrays))
        return cls(corpus, counts, asked, cutter)

    def compare(self, ranking: Ranking) -> Checked:
        """Return a ranked question beside its best passages."""
        return Checked(self.corpus, ranking, self.counts, self._read, self.asked, self._tells)

    @cached_property
    def _read(self) -> Callable[[int], Evidence]:
        corpus = self.corpus  # not self: a story that is replaced must go at once
        return lru_cache(KEPT)(lambda row: Evidence(corpus.reading(row)))

    @cached_property
    def _tells(self) -> Callable[[int], Told]:
        cutter = self.cutter  # not self: see above
        return lru_cache(KEPT)(lambda row: _told(cutter, row))

    def check(self, ranking: Ranking) -> Premise:
        """Return what a ranked question rests on."""
        checked = self.compare(ranking)
        if not checked.rows or not checked.claims.taken_for_granted:
            return SOUND
        weights, speaking = self.weights, may_speak(checked)
        if not weights.may_be_false(speaking):
            return SOUND  # so far no passage has been read for it, which takes a millisecond each
        signals = measure(checked, speaking)
        false = weights.probability(signals)
        if false < weights.false_from:
            return Premise(false, refused=False)
        correction = _correction(checked, signals)
        if not ranking.answers and (false < weights.surely_from or correction is None or correction.at is None):
            correction = None
        return Premise(false, refused=True, correction=correction)


def _correction(checked: Checked, signals: Mapping[str, float]) -> Correction | None:
    """Return what tells how it was; None where the passages only lack what the question supposes."""
    told = [each for each in checked.instead if not checked.claims.asks_for(each.asked)]
    plain = [(strength(checked, each), each) for each in (*checked.opposed, *told)]
    plain += [(each.weight, each) for each in (*affirmed_there(checked), *denied_there(checked))]
    plain += [(1.0, each) for each in counted_otherwise(checked)]
    best = max(plain, key=lambda found: (found[0], -found[1].passage, -found[1].place), default=None)
    if best is not None and best[0] >= PLAIN:
        found = best[1]
        return Correction(checked.rows[found.passage], checked.evidence[found.passage].tokens[found.place].start)
    if signals["name"] or signals["number"]:
        return None
    instead = max(told_instead(checked), key=lambda each: (each.weight, -each.place), default=None)
    if instead is not None and checked.ranking.answers:
        return Correction(checked.rows[0], checked.evidence[0].tokens[instead.place].start)
    others = max(signals[name] for name in _SAYS_WHO) >= _TURNED
    return Correction(checked.rows[0]) if others and _tells_of_it(checked) else None


def _tells_of_it(checked: Checked) -> bool:
    """Whether the best passage has most of what the question says, so that it tells who did it, or said it."""
    held = [bool(checked.places[0, at]) for at in checked.claims.content]
    return len(held) >= _ENOUGH_WORDS and sum(held) >= _MOST * len(held)


def _told(cutter: PassageCutter, row: int) -> Told:
    """Return what a passage says; its words and its tree are those that it is marked by."""
    candidates = cutter.spans(row).candidates
    return told(facts(candidates.words.tokens, cutter.cut(row).text.matches, candidates.tree))
