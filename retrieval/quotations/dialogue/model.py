"""Says who speaks in the turns of a dialogue that name nobody: a log-linear model over candidates.

The weights are in `weights.toml`, learned by `fit-speakers` from novels whose speakers are marked by hand. A weight
counts for every turn (`any`), or besides for turns with a pronoun, a description or nothing that says who speaks. The
turns are read twice from first to last, so that what comes after a turn is known, too, the second time.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from retrieval.people.people import Person
from retrieval.quotations.dialogue.candidates import FEATURES, Scene, known_voices, scene_of
from retrieval.quotations.dialogue.turns import Cue, NarratedParagraph, Turn, turns_of

WEIGHTS_FILE: Final = Path(__file__).parent / "weights.toml"
OPEN: Final = (Cue.NONE, Cue.PRONOUN, Cue.DESCRIBED)
"""How a turn may leave open who speaks."""
ANY: Final = "any"
_PASSES: Final = 2
_FEWEST_CHANGES: Final = 2
_SHARE_OF_CHANGES: Final = 0.05
"""So often two people must speak by name in paragraphs that follow each other, for an article to be read as dialogue:
0.15 to 0.46 of the turns in three novels do, and those of 3 news articles in 84."""

Column = npt.NDArray[np.float64]


class LikelySpeaker(NamedTuple):
    """Who likeliest speaks in a turn, and the probability of that by the model, 0 to 1."""

    name: str
    probability: float


@dataclass(frozen=True, eq=False)
class TurnModel:
    """The weights of each way to leave the speaker open, shape (features,); below `named_from` nobody is named."""

    weights: Mapping[Cue, Column]
    named_from: float

    @classmethod
    def of(cls, table: Mapping[str, Mapping[str, float]], named_from: float) -> TurnModel:
        """Make the model of the tables of `weights.toml`."""

        def column(name: str) -> Column:
            return np.array([table.get(name, {}).get(feature, 0.0) for feature in FEATURES])

        return cls({cue: column(ANY) + column(cue) for cue in OPEN}, named_from)

    def likely(self, scene: Scene, number: int, voices: Sequence[str | None]) -> LikelySpeaker | None:
        """Return who likeliest speaks in an open turn; None where nobody can."""
        names = scene.candidates(number, voices)
        if not names:
            return None
        scores = np.array(scene.observe(number, names, voices)) @ self.weights[scene.turns[number].cue]
        chances = np.exp(scores - scores.max())
        best = int(chances.argmax())
        return LikelySpeaker(names[best], float(chances[best] / chances.sum()))

    def speakers(self, scene: Scene) -> list[LikelySpeaker | None]:
        """Return who likeliest speaks in each open turn; None for the others."""
        voices = known_voices(scene.turns)
        found: list[LikelySpeaker | None] = [None] * len(voices)
        left_open = [number for number, turn in enumerate(scene.turns) if turn.cue in OPEN]
        for _ in range(_PASSES):
            for number in left_open:
                voices[number] = None
                likely = self.likely(scene, number, voices)
                found[number] = likely
                voices[number] = None if likely is None else likely.name
        return found


@lru_cache(maxsize=1)
def turn_model() -> TurnModel:
    """Return the model that comes with the release."""
    table = tomllib.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))
    return TurnModel.of(table, table["named"]["named_from"])


def is_dialogue(turns: Sequence[Turn], *, of_book: bool = False) -> bool:
    """Tell whether people answer each other in an article: it names different speakers in turns that follow at once.

    Of a chapter, `of_book`, once is enough.
    """
    changes = 0
    for turn, following in pairwise(turns):
        if following.at == turn.at + 1 and following.narrated.opens_with_speech and turn.speaker and following.speaker:
            changes += turn.speaker.name != following.speaker.name
    return changes > 0 if of_book else changes >= max(_FEWEST_CHANGES, _SHARE_OF_CHANGES * len(turns))


def speakers_by_turn(
    paragraphs: Sequence[NarratedParagraph], *, of_book: bool = False
) -> Mapping[int, Person | None] | None:
    """Return by the paragraph's number who speaks in each turn of a dialogue; None where that is not likely enough.

    Paragraphs that the narrator speaks in are left out. None for an article that is no dialogue.
    """
    turns = turns_of(paragraphs)
    if not is_dialogue(turns, of_book=of_book):
        return None
    scene, model = scene_of(paragraphs, turns), turn_model()
    found: dict[int, Person | None] = {}
    for turn, likely in zip(turns, model.speakers(scene), strict=True):
        if turn.cue is Cue.NAME:
            found[turn.narrated.paragraph.number] = turn.speaker
        elif turn.cue is not Cue.NARRATOR:
            sure = likely is not None and likely.probability >= model.named_from
            found[turn.narrated.paragraph.number] = scene.people[likely.name] if likely is not None and sure else None
    return found
