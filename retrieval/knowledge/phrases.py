"""Groups of phrases -> a table of the phrases by their first stem, as text, read where it is looked up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

Phrase = tuple[str, ...]
"""The stems of a word or phrase, stop words included."""


@dataclass(frozen=True, slots=True)
class Group:
    """Words for one thing. With `broad`, a question with the broad word may be answered by a member, not reversely."""

    members: tuple[Phrase, ...]
    broad: Phrase | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A phrase, and the groups that it stands for in a passage and in a question, by their numbers from 0."""

    phrase: Phrase
    in_passage: tuple[int, ...]
    in_question: tuple[int, ...]


@dataclass(frozen=True)
class Phrases:
    """The phrases of so many groups. `lines` holds, by first stem, the entries as text; `others` the other stems.

    An entry is "the other stems|groups in a passage|groups in a question"; tabs part entries, spaces what is in them.
    """

    groups: int
    lines: Mapping[str, str]
    others: str

    @classmethod
    def of(cls, groups: Iterable[Group]) -> Phrases:
        """Note for each phrase the groups that hold it."""
        found: dict[Phrase, tuple[dict[int, None], dict[int, None]]] = {}
        count = 0
        for number, group in enumerate(groups):
            count += 1
            for member in group.members:
                in_passage, in_question = found.setdefault(member, ({}, {}))
                in_passage[number] = None
                if group.broad is None:
                    in_question[number] = None
            if group.broad is not None:
                found.setdefault(group.broad, ({}, {}))[1][number] = None
        lines: dict[str, list[str]] = {}
        for (first, *rest), sides in sorted(found.items(), key=lambda item: (item[0][0], -len(item[0]), item[0])):
            lines.setdefault(first, []).append(
                "|".join((" ".join(rest), *(" ".join(map(str, side)) for side in sides)))
            )
        others = {stem for phrase in found for stem in phrase} - lines.keys()
        return cls(count, {first: "\t".join(entries) for first, entries in lines.items()}, " ".join(sorted(others)))

    @classmethod
    def read(cls, text: str) -> Phrases:
        """Read what `text` wrote."""
        groups, others, *lines = text.split("\n")
        return cls(int(groups), dict(line.split("\t", 1) for line in lines if line), others)

    @property
    def text(self) -> str:
        """The table as text: the number of groups, the other stems, and a line for each first stem."""
        return "\n".join((str(self.groups), self.others, *(f"{first}\t{line}" for first, line in self.lines.items())))

    def beginning(self, first: str) -> tuple[Entry, ...]:
        """Return the phrases that begin with a stem, the longest first."""
        line = self.lines.get(first)
        return () if line is None else tuple(_entry(first, entry) for entry in line.split("\t"))

    def has_stem(self, stem: str) -> bool:
        """Tell whether some phrase holds a stem."""
        return stem in self.lines or stem in self._others

    @cached_property
    def _others(self) -> frozenset[str]:
        return frozenset(self.others.split())


NO_PHRASES: Final = Phrases(0, {}, "")


def _entry(first: str, text: str) -> Entry:
    rest, in_passage, in_question = text.split("|")
    return Entry((first, *rest.split()), tuple(map(int, in_passage.split())), tuple(map(int, in_question.split())))
