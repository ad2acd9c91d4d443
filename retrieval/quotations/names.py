"""Whom a typed name means: the one place where that is decided, for every surface."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

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
        folded = {name: _folded(name) for name in (*quoted, *self._persons)}
        same = [name for name, words in folded.items() if words == wanted]
        found = same or [name for name, words in folded.items() if _begins_word(wanted, words)]
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
        return self._like(typed, quoted | {name: 0 for name in self._persons if name not in quoted})

    def _like(self, typed: str, counted: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
        wanted = _folded(typed[:_LONGEST_NAME])

        def fits(names: Iterable[str]) -> bool:
            return any(_begins_word(wanted, _folded(each)) for each in names)

        called: list[str] = []
        described: list[str] = []
        for name in counted:
            person = self._persons.get(name)
            if fits((name, *(person.names if person else ()))):
                called.append(name)
            elif person is not None and fits(person.described):
                described.append(name)
        return tuple((name, counted[name]) for name in (*called, *described))


def _folded(name: str) -> str:
    return " ".join(comparable_words(name))


def _begins_word(wanted: str, words: str) -> bool:
    return f" {wanted}" in f" {words}"
