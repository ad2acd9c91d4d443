"""Other words for the same thing: groups of words and phrases, general English's and the host's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from retrieval.articles.text_files import read_text
from retrieval.english.terms import stem, words
from retrieval.errors import Problem, StoryError

VOCABULARY_FILE = "vocabulary.md"
_ENGLISH = Path(__file__).parents[1] / "english" / "data"
MAX_PHRASE_WORDS = 6

Phrase = tuple[str, ...]
"""The stems of a word or phrase, stop words included."""


@dataclass(frozen=True, slots=True)
class Group:
    """Words for one thing. With `broad`, a question with the broad word may be answered by a member, not reversely."""

    members: tuple[Phrase, ...]
    broad: Phrase | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase of the vocabulary in a text: words `first` to `last` (exclusive), and the concepts it stands for."""

    first: int
    last: int
    concepts: tuple[str, ...]


class Vocabulary:
    """Finds concepts in the stems of a text. A concept is a group's name, such as "#12"; a phrase may have several."""

    def __init__(self, groups: Iterable[Group]) -> None:
        in_passage: dict[Phrase, list[str]] = {}
        in_question: dict[Phrase, list[str]] = {}
        for number, group in enumerate(groups):
            concept = f"#{number}"
            for member in group.members:
                in_passage.setdefault(member, []).append(concept)
                if group.broad is None:
                    in_question.setdefault(member, []).append(concept)
            if group.broad is not None:
                in_question.setdefault(group.broad, []).append(concept)
        self._in_passage = _by_first_word(in_passage)
        self._in_question = _by_first_word(in_question)
        self.stems = frozenset(stem for phrase in (*in_passage, *in_question) for stem in phrase)
        """Every stem that some phrase holds."""

    def in_passage(self, stems: Sequence[str]) -> list[Match]:
        """Return what a passage says in the vocabulary's words."""
        return _matches(self._in_passage, stems)

    def in_question(self, stems: Sequence[str]) -> list[Match]:
        """Return the concepts that would answer a question's words."""
        return _matches(self._in_question, stems)


_Table = dict[str, list[tuple[Phrase, tuple[str, ...]]]]


def _by_first_word(phrases: dict[Phrase, list[str]]) -> _Table:
    table: _Table = {}
    for phrase, concepts in phrases.items():
        table.setdefault(phrase[0], []).append((phrase, tuple(dict.fromkeys(concepts))))
    for entries in table.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return table


def _matches(table: _Table, stems: Sequence[str]) -> list[Match]:
    """Match every phrase at every position, the longest first: "drug ring" stands for "drug" and "ring", too."""
    found: list[Match] = []
    for first, word in enumerate(stems):
        entries = table.get(word)
        if entries is None:
            continue
        for phrase, concepts in entries:
            if tuple(stems[first : first + len(phrase)]) == phrase:
                found.append(Match(first, first + len(phrase), concepts))
    return found


@lru_cache(maxsize=1)
def general_groups() -> tuple[Group, ...]:
    """Return the groups of general English, which serve every story."""
    return tuple(
        group for name in ("related.txt", "asked.txt", "asked-more.txt") for group in read_groups(_ENGLISH / name)[0]
    )


@lru_cache(maxsize=65_536)
def to_phrase(text: str) -> Phrase:
    """Return a word or phrase as the vocabulary keeps it."""
    return tuple(stem(word.folded) for word in words(text))


def read_groups(path: Path) -> tuple[tuple[Group, ...], tuple[Problem, ...]]:
    """Read a vocabulary file: one group a line, comma separated; `> broad: narrow, …` is directed; `#` comments.

    What cannot be used is named with its line and left out; a missing file is an empty one.
    """
    if not path.exists():
        return (), ()
    try:
        text = read_text(path).removeprefix("\ufeff")
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
            problems.append(Problem(path.name, number, parsed))
        else:
            groups.append(parsed)
    if not groups and not problems:
        problems.append(Problem(path.name, None, "the file holds no group; write one a line, or delete it."))
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
