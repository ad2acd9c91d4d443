"""Learns who speaks in turns that name nobody, from novels whose speakers are marked by hand (`fit-speakers`).

A conditional logit over candidates, penalised by the squared length of its weights. The features of a turn depend on
who speaks in the others: first on who does by the gold before it and by name after it, then on what weights learned
so far say of all others, as it is when the weights are used.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from retrieval.articles.article import make_article
from retrieval.evaluation.question_files import Row
from retrieval.evaluation.regression import Array, fit_choice
from retrieval.evaluation.speakers.novels import Cast, cast_of
from retrieval.people.finding import find_people
from retrieval.quotations.attribution import narrated_paragraphs
from retrieval.quotations.dialogue.candidates import FEATURES, Scene, known_voices, scene_of
from retrieval.quotations.dialogue.model import ANY, OPEN, TurnModel
from retrieval.quotations.dialogue.turns import turns_of

PENALTY = 1.0
RIGHT_SHARE = 0.8
"""So many of the speakers named by turn in novels left out should be right: `named_from` is set by that."""


@dataclass(frozen=True, slots=True)
class MarkedScene:
    """A novel's turns and who speaks in each by the gold: None where that marks nobody."""

    name: str
    scene: Scene
    gold: Sequence[str | None]
    cast: Cast

    def is_right(self, number: int, name: str) -> bool:
        """Tell whether this name is one of whoever speaks in a turn."""
        speaker = self.gold[number]
        return speaker is not None and self.cast.is_called(speaker, name)

    def voices(self) -> list[str | None]:
        """Return the name that we have for whoever speaks in each turn by the gold; the gold's where we have none."""
        ours: dict[str, str] = {}
        for speaker in {each for each in self.gold if each is not None}:
            names = [name for name in self.scene.people if self.cast.is_called(speaker, name)]
            ours[speaker] = max(names, key=lambda name: self.scene.uses[name], default=f"?{speaker}")
        return [None if speaker is None else ours[speaker] for speaker in self.gold]


def marked_scene(row: Row) -> MarkedScene:
    """Return the turns of a novel. Raises StoryError."""
    article = make_article(f"{row['novel']}.txt", row["text"])
    paragraphs = narrated_paragraphs(article, find_people([article]))
    starts = [each.paragraph.start for each in paragraphs]
    spoken: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for quote in row["quotes"]:
        spoken[bisect_right(starts, quote["spans"][0][0]) - 1][quote["speaker"]] += 1
    turns = turns_of(paragraphs)
    gold = [spoken[turn.at].most_common(1)[0][0] if turn.at in spoken else None for turn in turns]
    return MarkedScene(row["novel"], scene_of(paragraphs, turns), gold, cast_of(row))


def fit_speakers(novels: Sequence[MarkedScene]) -> Mapping[str, Mapping[str, float]]:
    """Return the weights, by how a turn leaves its speaker open, and for any."""
    known = [(novel, novel.voices(), known_voices(novel.scene.turns)) for novel in novels]
    first = [
        example
        for novel, spoken, named in known
        for number in _open(novel)
        for example in _example(novel, number, [*spoken[:number], None, *named[number + 1 :]])
    ]
    model = TurnModel.of(_table(_fit(first)), 0.0)
    again: list[tuple[Array, Array]] = []
    for novel, _, named in known:
        said = [None if each is None else each.name for each in model.speakers(novel.scene)]
        voices = [name or likely for name, likely in zip(named, said, strict=True)]
        for number in _open(novel):
            again += _example(novel, number, [*voices[:number], None, *voices[number + 1 :]])
    return _table(_fit([*first, *again]))


def _open(novel: MarkedScene) -> list[int]:
    return [number for number, turn in enumerate(novel.scene.turns) if turn.cue in OPEN and novel.gold[number]]


def _example(novel: MarkedScene, number: int, voices: Sequence[str | None]) -> list[tuple[Array, Array]]:
    """Return the features of a turn's candidates and which are right, if one is: no list if not."""
    names = novel.scene.candidates(number, voices)
    right = np.array([novel.is_right(number, name) for name in names], dtype=np.float64)
    if not right.any():
        return []
    features = np.array(novel.scene.observe(number, names, voices))
    cue = novel.scene.turns[number].cue
    return [(np.hstack([features, *(features * (cue is each) for each in OPEN)]), right)]


def _fit(chosen: Sequence[tuple[Array, Array]]) -> Array:
    features, right = [features for features, _ in chosen], [right for _, right in chosen]
    return fit_choice(features, right, np.ones(len(right)), np.zeros(len(FEATURES) * (1 + len(OPEN))), PENALTY)


def _table(weights: Array) -> dict[str, dict[str, float]]:
    rows = weights.reshape(1 + len(OPEN), len(FEATURES)).tolist()
    return {
        name: {feature: round(weight, 3) for feature, weight in zip(FEATURES, row, strict=True)}
        for name, row in zip((ANY, *OPEN), rows, strict=True)
    }


@dataclass(frozen=True, slots=True)
class UnseenTurn:
    """An open turn as weights judge it that do not know its novel: the probability, and whether the name is right."""

    novel: str
    probability: float
    right: bool


def judge_unseen(novels: Sequence[MarkedScene]) -> list[UnseenTurn]:
    """Judge the open turns of each novel by what was learned from the others."""
    found: list[UnseenTurn] = []
    for novel in novels:
        model = TurnModel.of(fit_speakers([other for other in novels if other is not novel]), 0.0)
        likely = model.speakers(novel.scene)
        for number in _open(novel):
            each = likely[number]
            chance, right = (0.0, False) if each is None else (each.probability, novel.is_right(number, each.name))
            found.append(UnseenTurn(novel.name, chance, right))
    return found


def named_from(judged: Sequence[UnseenTurn], share: float = RIGHT_SHARE) -> float:
    """Return the least probability from which on that share of the names is right."""
    by_chance = sorted(judged, key=lambda each: -each.probability)
    right = np.cumsum([each.right for each in by_chance]) / np.arange(1, len(by_chance) + 1)
    enough = np.flatnonzero(right >= share)
    return round(by_chance[int(enough[-1])].probability, 3) if len(enough) else 1.0
