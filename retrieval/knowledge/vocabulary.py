"""Other words for the same thing: groups of words and phrases, general English's and the host's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import zip_longest
from typing import Final, NamedTuple

from retrieval.articles.text_files import TextFile
from retrieval.english.terms import stem, words
from retrieval.errors import Problem, StoryError
from retrieval.knowledge.phrases import NO_PHRASES, Group, Phrase, Phrases

VOCABULARY_FILE = "vocabulary.md"
MAX_PHRASE_WORDS = 6
_REMEMBERED: Final = 20_000
"""Stems with which no phrase begins that are remembered: there are as many as people type."""


class Match(NamedTuple):
    """A phrase of the vocabulary in a text: words `first` to `last` (exclusive), and the concepts it stands for."""

    first: int
    last: int
    concepts: tuple[str, ...]


_Named = tuple[Phrase, tuple[str, ...]]
"""A phrase and the names of its concepts."""


class _Beginning(NamedTuple):
    """The phrases that begin with a stem: those of several words by the second one, the longest first."""

    longer: Mapping[str | None, list[_Named]]
    alone: list[_Named]


_NONE: Final[list[_Named]] = []


class Vocabulary:
    """Finds concepts in the stems of a text. A concept is a group's name, such as "#12"; a phrase may have several.

    The groups are numbered one after another, from 0: the host's before general English's.
    """

    def __init__(self, host: Phrases, general: Phrases = NO_PHRASES) -> None:
        self.host = host
        self._tables = (host, general)
        self._in_passage: dict[str, _Beginning] = {}
        self._in_question: dict[str, _Beginning] = {}
        self._beginning_none: set[str] = set()

    def has_stem(self, wanted: str) -> bool:
        """Tell whether some phrase holds a stem."""
        return any(table.has_stem(wanted) for table in self._tables)

    def in_passage(self, stems: Sequence[str]) -> list[Match]:
        """Return what a passage says in the vocabulary's words."""
        return self._matches(self._in_passage, stems)

    def in_question(self, stems: Sequence[str]) -> list[Match]:
        """Return the concepts that would answer a question's words."""
        return self._matches(self._in_question, stems)

    def _matches(self, named: Mapping[str, _Beginning], stems: Sequence[str]) -> list[Match]:
        """Match every phrase at every position, the longest first: "drug ring" stands for "drug" and "ring", too."""
        found: list[Match] = []
        for first, (word, following) in enumerate(zip_longest(stems, stems[1:])):
            if word in self._beginning_none or (word not in named and not self._name(word)):
                continue
            beginning = named[word]
            for phrase, concepts in beginning.longer.get(following, _NONE):
                last = first + len(phrase)
                if tuple(stems[first:last]) == phrase:
                    found.append(Match(first, last, concepts))
            found.extend([Match(first, first + 1, concepts) for _, concepts in beginning.alone])
        return found

    def _name(self, first: str) -> bool:
        """Read the phrases that begin with a stem, and name their concepts; tell whether there are any."""
        in_passage: dict[Phrase, list[str]] = {}
        in_question: dict[Phrase, list[str]] = {}
        before = 0
        for table in self._tables:
            for entry in table.beginning(first):
                in_passage.setdefault(entry.phrase, []).extend(f"#{before + number}" for number in entry.in_passage)
                in_question.setdefault(entry.phrase, []).extend(f"#{before + number}" for number in entry.in_question)
            before += table.groups
        if in_passage:
            self._in_question[first] = _beginning(in_question)
            self._in_passage[first] = _beginning(in_passage)
            return True
        if len(self._beginning_none) >= _REMEMBERED:
            self._beginning_none.clear()
        self._beginning_none.add(first)
        return False


def _beginning(phrases: Mapping[Phrase, Sequence[str]]) -> _Beginning:
    named = [(phrase, tuple(concepts)) for phrase, concepts in phrases.items() if concepts]
    longer: dict[str | None, list[_Named]] = {}
    for phrase, concepts in sorted(named, key=lambda each: -len(each[0])):
        if len(phrase) > 1:
            longer.setdefault(phrase[1], []).append((phrase, concepts))
    return _Beginning(longer, [each for each in named if len(each[0]) == 1])


@lru_cache(maxsize=65_536)
def to_phrase(text: str) -> Phrase:
    """Return a word or phrase as the vocabulary keeps it."""
    return tuple(stem(word.folded) for word in words(text))


def read_groups(file: TextFile | None) -> tuple[tuple[Group, ...], tuple[Problem, ...]]:
    """Read a vocabulary file: one group a line, comma separated; `> broad: narrow, …` is directed; `#` comments.

    What cannot be used is named with its line and left out; a missing file is an empty one.
    """
    if file is None:
        return (), ()
    try:
        text = file.text.removeprefix("\ufeff")
    except StoryError as error:
        return (), error.problems
    groups: list[Group] = []
    problems: list[Problem] = []
    for number, raw in enumerate(text.splitlines(), start=1):
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        parsed = _read_group(line)
        if isinstance(parsed, str):
            problems.append(Problem(file.name, number, parsed))
        else:
            groups.append(parsed)
    if not groups and not problems:
        problems.append(Problem(file.name, None, "the file holds no group; write one a line, or delete it."))
    return tuple(groups), tuple(problems)


def _read_group(line: str) -> Group | str:
    """Parse one line; a sentence where it cannot be used."""
    broad: Phrase | None = None
    if line.startswith(">"):
        head, colon, line = line[1:].partition(":")
        broad = to_phrase(head)
        if not colon or not broad:
            return 'a directed group needs a word and a colon; write "> child: son, daughter".'
    members = tuple(dict.fromkeys(phrase for part in line.split(",") if (phrase := to_phrase(part))))
    if any(len(phrase) > MAX_PHRASE_WORDS for phrase in members):
        return f"an entry has more than {MAX_PHRASE_WORDS} words; separate the entries with commas."
    if len(members) < (1 if broad else 2):
        return "a group needs two entries at least that are not forms of one word; add one or remove the line."
    return Group(members, broad)
