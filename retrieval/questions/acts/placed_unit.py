"""A discourse unit among those of its message, and the yes-or-no features that are asked of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import wraps
from typing import Final

from retrieval.english.asking_words import CONNECTIVES, GREETINGS, NOISE, REPLIES, THANKS, VOCATIVES
from retrieval.english.chat import small_talk
from retrieval.english.stop_words import STOP_WORDS
from retrieval.feature import Feature, feature
from retrieval.lazy import lazy
from retrieval.questions.discourse_units import DiscourseUnit

_LIGHT: Final = CONNECTIVES | NOISE | REPLIES | GREETINGS | VOCATIVES
_FILLING: Final = _LIGHT | {"like"}
"""What may stand before a question but not at its very beginning: "so like does he live"."""
_WITHIN: Final = frozenset("else exactly actually really ever not precisely just seriously".split())
_IDLE: Final = STOP_WORDS | NOISE | GREETINGS | VOCATIVES | REPLIES | THANKS


@dataclass(frozen=True, eq=False)
class PlacedUnit:
    """A unit among those of its message; `units` are all of them, in order. `seen` is what is known of it already."""

    unit: DiscourseUnit
    at: int
    units: Sequence[PlacedUnit]
    seen: dict[str, bool] = field(default_factory=dict)

    @lazy
    def words(self) -> list[str]:
        """Its words."""
        return self.unit.words

    @lazy
    def core(self) -> list[str]:
        """Its words without what may stand before a question ("ok so", "hey bot") or in it ("what exactly was")."""
        words = self.words
        start = next((at for at, word in enumerate(words) if word not in (_FILLING if at else _LIGHT)), len(words))
        core = words[start:] or words
        return [core[0], *(word for word in core[1:3] if word not in _WITHIN), *core[3:]] if core else []

    @lazy
    def content(self) -> list[str]:
        """The words that say something."""
        return [word for word in self.words if word not in _IDLE]

    @lazy
    def theme(self) -> str | None:
        """Its heading in small_talk.txt, where it is small talk through and through."""
        return theme_of(self.unit.text, " ".join(self.words))

    @property
    def before(self) -> PlacedUnit | None:
        """The unit before; None at the beginning."""
        return self.units[self.at - 1] if self.at else None

    @property
    def after(self) -> PlacedUnit | None:
        """The unit after; None at the end."""
        return self.units[self.at + 1] if self.at + 1 < len(self.units) else None

    def word(self, at: int) -> str:
        """Return a word of the core; "" past its end."""
        return self.core[at] if at < len(self.core) else ""

    def has(self, words: frozenset[str]) -> bool:
        """Whether it has one of some words."""
        return not words.isdisjoint(self.words)


def placed_units(units: Sequence[DiscourseUnit]) -> list[PlacedUnit]:
    """Return the units of a message, each knowing the others."""
    placed: list[PlacedUnit] = []
    placed += (PlacedUnit(unit, at, placed) for at, unit in enumerate(units))
    return placed


def theme_of(words: str, spelled: str) -> str | None:
    """Return the theme of small talk through and through, as it is typed or with chat spelling written out."""
    return small_talk(words) or small_talk(spelled)


FEATURES: Final[list[Feature[PlacedUnit, bool]]] = []
"""The features, as their modules add them."""


def remembered(value: Callable[[PlacedUnit], bool]) -> Callable[[PlacedUnit], bool]:
    """Make a function ask each unit once."""
    name = value.__name__

    @wraps(value)
    def remember(placed: PlacedUnit) -> bool:
        seen = placed.seen
        if name in seen:
            return seen[name]
        found = seen[name] = value(placed)
        return found

    return remember


def unit_feature(value: Callable[[PlacedUnit], bool]) -> Callable[[PlacedUnit], bool]:
    """Add a function to the features: its name is the feature's, its meaning the docstring."""
    remembering = remembered(value)
    FEATURES.append(feature(remembering))
    return remembering
