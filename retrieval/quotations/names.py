"""Whom a typed name means: the one place where that is decided, for every surface."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from retrieval.people.people import People, Person
from retrieval.quotations.utterances import Utterances
from retrieval.quotations.wordings import comparable_words

_LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class Known:
    """A typed name means this speaker or person; `person` is None for a source that is none ("the campaign")."""

    name: str
    person: Person | None


@dataclass(frozen=True, slots=True)
class Several:
    """A typed name may mean any of these."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Nobody:
    """A typed name means nobody in the story."""


class _Spelt(NamedTuple):
    """A name, all names and all descriptions of one speaker, folded: each behind a space, a line each."""

    name: str
    names: str
    described: str


Called = Known | Several | Nobody
"""What a typed name comes to."""


class SpeakerNames:
    """Everybody who is named or quoted in a story, to be found by what somebody typed; immutable."""

    def __init__(self, people: People, utterances: Utterances) -> None:
        self._people = people
        self._utterances = utterances
        self._persons = {person.name: person for person in people.persons}

    def people_called(self, typed: str) -> Called:
        """Return whom a typed name means: a person of the story, quoted or not, or a source that is no person.

        A name, a part of one that begins a word, or a near miss; "arda" is not Kim Kardashian West.
        """
        quoted = self._utterances.counted()
        if typed in quoted:
            return Known(typed, self._persons.get(typed))
        person = self._people.find(typed)
        if person is not None:
            return Known(person.name, person)
        wanted = _folded(typed)
        if not wanted:
            return Nobody()
        same = [name for name, spelt in self._spelt.items() if spelt.name == f" {wanted}"]
        found = same or [name for name, spelt in self._spelt.items() if f" {wanted}" in spelt.name]
        match found:
            case []:
                return Nobody()
            case [name]:
                return Known(name, self._persons.get(name))
            case _:
                return Several(tuple(found))

    def speakers_like(self, typed: str, article: str | None = None) -> tuple[tuple[str, int], ...]:
        """Return who is quoted (in one article) and fits what is typed so far, with how often; see `people_like`."""
        return self._like(typed, self._utterances.counted(article))

    def people_like(self, typed: str) -> tuple[tuple[str, int], ...]:
        """Return everybody who fits what is typed so far, with how often they are quoted, the most quoted first.

        Any of a person's names counts; those who fit only by a description ("the rapper") come last.
        """
        quoted = self._utterances.counted()
        return self._like(typed, {**quoted, **{name: 0 for name in self._persons if name not in quoted}})

    def _like(self, typed: str, counted: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
        wanted = f" {_folded(typed[:_LONGEST_NAME])}"
        called = [name for name in counted if wanted in self._spelt[name].names]
        described = [
            name for name in counted if wanted in self._spelt[name].described and wanted not in self._spelt[name].names
        ]
        return tuple((name, counted[name]) for name in (*called, *described))

    @cached_property
    def _spelt(self) -> Mapping[str, _Spelt]:
        """Everybody who is quoted or a person of the story, as names are compared."""
        spelt: dict[str, _Spelt] = {}
        for name in (*self._utterances.counted(), *self._persons):
            person = self._persons.get(name)
            names, described = (person.names, person.described) if person else ((), ())
            spelt[name] = _Spelt(_lines((name,)), _lines((name, *names)), _lines(described))
        return spelt


def _folded(name: str) -> str:
    return " ".join(comparable_words(name))


def _lines(names: Iterable[str]) -> str:
    return "\n".join(f" {_folded(name)}" for name in names)
