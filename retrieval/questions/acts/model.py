"""What each discourse unit of a message does: asks, goes on asking, talks, is small talk, asks for help.

A conditional random field over the units in their order: for each act a weighted sum of the unit's features and words,
and a weight for each pair of acts that follow one another (Lafferty, McCallum and Pereira 2001). `python -m retrieval
fit-acts` learns the weights from messages whose questions are marked.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from retrieval.questions.acts.features import UNIT_FEATURES, observe
from retrieval.questions.acts.placed_unit import PlacedUnit
from retrieval.questions.acts.word_features import words_around

ACTS_FILE: Final = Path(__file__).parent / "weights.toml"
WORDS_FILE: Final = ACTS_FILE.with_name("words.json")
Scores = npt.NDArray[np.float64]


class DialogueAct(Enum):
    """What a unit does; the values are the names in `weights.toml`."""

    ASKS = "asks"
    GOES_ON = "goes_on"
    """It belongs to the question that the unit before asks."""
    TALKS = "talks"
    SOCIAL = "social"
    """It is said to the bot, or to all, and asks the articles nothing: a greeting, "are you real"."""
    HELP = "help"


ACTS: Final = tuple(DialogueAct)
_ASKS: Final = ACTS.index(DialogueAct.ASKS)
RATHER_ASKS: Final = 0.5
"""What speaks for a question from the outset, in log-odds: to miss one is worse than to look up what asked nothing."""
_SIGNS: Final = [
    list(UNIT_FEATURES).index(name) for name in ("question_form", "question_mark", "asked_for_and_question")
]
IMPOSSIBLE: Final = -1e9
"""The weight of what cannot be: to go on asking where nobody has asked."""


@dataclass(frozen=True, eq=False)
class DialogueActModel:
    """What speaks for each act, in log-odds.

    `weights`: of each feature (rows, in the order of UNIT_FEATURES) for each act; `transitions`: of each act after each
    other; `first`: of each act at the beginning. `words`: the row of each word feature in `word_weights`, whose last
    row is that of all others, zeros.
    """

    weights: Scores
    transitions: Scores
    first: Scores
    words: Mapping[str, int]
    word_weights: Scores

    @classmethod
    def of(
        cls, table: Mapping[str, Mapping[str, Mapping[str, float]]], words: Mapping[str, Sequence[float]]
    ) -> DialogueActModel:
        """Make the model of tables as `weights.toml` and `words.json` hold them."""
        return cls(
            np.array([[table["features"].get(name, {}).get(act.value, 0.0) for act in ACTS] for name in UNIT_FEATURES]),
            np.array(
                [[_allowed(before, act, table["after"].get(before.value, {})) for act in ACTS] for before in ACTS]
            ),
            np.array([_allowed(None, act, table["after"].get("nothing", {})) for act in ACTS]),
            {word: row for row, word in enumerate(words)},
            np.array([*words.values(), [0.0] * len(ACTS)]),
        )

    def scores(self, placed: Sequence[PlacedUnit]) -> Scores:
        """Return what speaks for each act of each unit: shape (units, acts)."""
        return self._scores(placed, observe(placed))

    def _scores(self, placed: Sequence[PlacedUnit], observed: Scores) -> Scores:
        row, other = self.words.get, len(self.words)
        words = [self.word_weights[[row(word, other) for word in each]].sum(axis=0) for each in words_around(placed)]
        scores: Scores = observed @ self.weights + np.array(words)
        return scores

    def decode(self, placed: Sequence[PlacedUnit]) -> list[DialogueAct]:
        """Return the likeliest acts of the units together (Viterbi); what looks like a question is rather one."""
        observed = observe(placed)
        scores = self._scores(placed, observed)
        scores[:, _ASKS] += [RATHER_ASKS * max(row[sign] for sign in _SIGNS) for row in observed.tolist()]
        best = scores[0] + self.first
        back: list[npt.NDArray[np.intp]] = []
        for own in scores[1:]:
            through = best[:, None] + self.transitions
            back.append(through.argmax(axis=0))
            best = through.max(axis=0) + own
        path = [int(best.argmax())]
        for origin in reversed(back):
            path.append(int(origin[path[-1]]))
        return [ACTS[act] for act in reversed(path)]

    def marginals(self, placed: Sequence[PlacedUnit]) -> Scores:
        """Return the probability of each act of each unit: shape (units, acts)."""
        scores = self.scores(placed)
        forward, backward = scores.copy(), np.zeros_like(scores)
        forward[0] += self.first
        for at in range(1, len(scores)):
            forward[at] += _log_sum(forward[at - 1][:, None] + self.transitions, 0)
        for at in range(len(scores) - 2, -1, -1):
            backward[at] = _log_sum(self.transitions + (scores[at + 1] + backward[at + 1])[None, :], 1)
        together = forward + backward
        return np.exp(together - _log_sum(together, 1)[:, None])


@lru_cache(maxsize=1)
def dialogue_act_model() -> DialogueActModel:
    """Return the model of `weights.toml` and `words.json`."""
    words = json.loads(WORDS_FILE.read_text(encoding="utf-8"))
    return DialogueActModel.of(tomllib.loads(ACTS_FILE.read_text(encoding="utf-8")), words)


def _allowed(before: DialogueAct | None, act: DialogueAct, weights: Mapping[str, float]) -> float:
    if act is DialogueAct.GOES_ON and before not in {DialogueAct.ASKS, DialogueAct.GOES_ON}:
        return IMPOSSIBLE
    return weights.get(act.value, 0.0)


def _log_sum(values: Scores, axis: int) -> Scores:
    """Return log Σ exp along an axis."""
    most = values.max(axis=axis)
    summed: Scores = np.log(np.exp(values - np.expand_dims(most, axis)).sum(axis=axis)) + most
    return summed
