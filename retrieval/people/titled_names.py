"""Tells people of one surname apart by their titles: "Mrs. Miller" is not "Miss Daisy Miller", nor "Mr. Miller"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from retrieval.english.abbreviations import Abbreviation, listed
from retrieval.english.name_words import ORGANISATION_WORDS, PERSONAL_TITLES, PLACES, PRONOUN_TITLES
from retrieval.people.name_candidates import THE
from retrieval.people.name_counts import Candidate

_MARRIED: Final = frozenset({"Mrs", "Madame", "Signora"})
_UNMARRIED: Final = frozenset({"Miss", "Mademoiselle"})
_BEYOND: Final = 8
"""A title that is used so many times as often as a full name is not that person's where somebody else may bear it."""
_SPEAKS_OFTEN: Final = 2
"""So often "said the Hatter" makes the Hatter somebody."""


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who bears a name: the pronoun, None if unknown, the titles, and how often the full name stands in the text."""

    pronoun: str | None
    titles: frozenset[str]
    count: int

    def may_be(self, title: str) -> bool:
        """Tell whether the title can be theirs: neither another's pronoun, nor married and unmarried."""
        pronoun = PRONOUN_TITLES.get(title)
        if pronoun and self.pronoun and pronoun != self.pronoun:
            return False
        return not (
            (title in _MARRIED and self.titles & _UNMARRIED) or (title in _UNMARRIED and self.titles & _MARRIED)
        )


@dataclass(frozen=True, slots=True)
class TitledName:
    """A surname with a title, how often it is used, and whose it is: a bearer's number, below 0 for somebody new."""

    title: str
    count: int
    owner: int


def tell_apart(surname: Candidate, bearers: Mapping[int, Bearer], favourite: int | None) -> Sequence[TitledName]:
    """Return the titles that a surname is used with, those with a pronoun first, the most often used ones first.

    `favourite` is whom the surname means alone. A title that the favourite may have is theirs, or else the only one's
    who may. What is nobody's is somebody new, who may have further titles.
    """
    known = dict(bearers)
    found: list[TitledName] = []
    titles = [(title, count) for title, count in surname.titles.most_common() if title in PERSONAL_TITLES]
    for title, count in sorted(titles, key=lambda pair: pair[0] not in PRONOUN_TITLES):
        owner = _owner(title, count, known, favourite)
        one = known.get(owner, Bearer(None, frozenset(), 0))
        more = count if owner < 0 else 0
        known[owner] = Bearer(one.pronoun or PRONOUN_TITLES.get(title), one.titles | {title}, one.count + more)
        found.append(TitledName(title, count, owner))
    return found


def _owner(title: str, count: int, known: Mapping[int, Bearer], favourite: int | None) -> int:
    """Return whose title this is; the next number below 0 where it is nobody's."""
    new = min(0, *known) - 1 if known else -1
    fitting = [number for number, bearer in known.items() if bearer.may_be(title)]
    pronoun = PRONOUN_TITLES.get(title)
    if pronoun is None:
        likely = [
            number
            for number in fitting
            if number == favourite or (number < 0 and not known[number].titles & (_MARRIED | _UNMARRIED))
        ]
        return max(likely, key=lambda number: known[number].count, default=new)
    fitting = [number for number in fitting if known[number].pronoun == pronoun] or fitting
    if len(fitting) > 1 or favourite not in fitting:
        fitting = [number for number in fitting if number < 0 or count <= _BEYOND * known[number].count]
    if favourite is not None and favourite in fitting:
        return favourite
    return fitting[0] if len(fitting) == 1 else new


def written(title: str, surname: str) -> str:
    """Return a surname behind a title, as it is printed: "Mrs. Miller", "Miss Miller"."""
    return f"{title}. {surname}" if title in listed(Abbreviation.TITLE) else f"{title} {surname}"


def is_somebody(candidate: Candidate) -> bool:
    """Tell whether "the Hatter" is somebody: it speaks, and is neither a place nor an organisation."""
    speaks = candidate.titles.get(THE, 0) >= _SPEAKS_OFTEN
    return speaks and not any(word in ORGANISATION_WORDS or word in PLACES for word in candidate.words)
