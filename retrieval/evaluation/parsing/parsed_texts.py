"""Parsed texts in CoNLL-U -> what the parser learns from, by our own words instead of the file's.

A word of ours is a word of the file, several ("don't", a person's name), or part of one. Marks are no words.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from retrieval.english.sentences import sentences
from retrieval.english.stop_words import STOP_WORDS
from retrieval.english.terms import stem, words
from retrieval.evaluation.parsing.fitting import ParsedText
from retrieval.marking.syntax.labels import Part, Relation
from retrieval.marking.syntax.parser import Inputs, Parse
from retrieval.marking.syntax.passage_words import PassageWords
from retrieval.people.people import Person
from retrieval.questions.reading import ReadToken

NAMES_JOINED: Final = 0.6
"""The share of names that are read as one word, as those of a story's people are; the others are nobody's."""
_SOMEBODY: Final = Person("", ("",))
_PUNCTUATION: Final = "PUNCT"
_LONGEST: Final = 60


@dataclass(frozen=True, slots=True)
class KnownWord:
    """A word of a parsed file: where it stands, its part of speech, its relation to its head, and the head's number.

    A sentence's root is its own head. `name` counts the names of people in the text from 1; 0 is no name.
    """

    start: int
    end: int
    part: str
    relation: str
    head: int
    name: int = 0


def parsed_text(text: str, known: Sequence[KnownWord], chance: np.random.Generator) -> ParsedText | None:
    """Return what is learned of a text; None where it has no word."""
    tokens = list(_tokens(text, known, chance))
    if not tokens:
        return None
    own = PassageWords.of(text, tokens, sentences(text), ())
    starts, ends = [word.start for word in known], [word.end for word in known]
    tops: list[int] = []
    home: dict[int, int] = {}
    for number, token in enumerate(tokens):
        first, last = bisect_right(ends, token.start), bisect_left(starts, token.end)
        inside = [at for at in range(first, last) if known[at].part != _PUNCTUATION] or list(range(first, last))
        home.update((at, number) for at in inside if at not in home)
        outside = [at for at in inside if not first <= known[at].head < last or known[at].head == at]
        tops.append(outside[0] if outside else inside[0] if inside else -1)
    count = len(tokens)
    heads, weight = np.arange(count), np.ones(count, dtype=np.float32)
    relations, parts = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int64)
    for number, top in enumerate(tops):
        head = None if top < 0 else _head(top, number, known, home)
        if head is None or own.sentences[head] != own.sentences[number] or home.get(top) != number:
            weight[number] = 0
            continue
        heads[number] = head
        relations[number] = Relation.ROOT if head == number else _relation(known[top].relation)
        parts[number] = Part[known[top].part] if known[top].part in Part.__members__ else Part.X
    return ParsedText(Inputs.of(own), Parse(heads, relations, parts), weight)


def _head(top: int, number: int, known: Sequence[KnownWord], home: dict[int, int]) -> int | None:
    """Return our word that holds the head, or the head's head where that is a mark; None where there is none."""
    for _ in range(_LONGEST):
        above = known[top].head
        if above == top:
            return number
        if above in home and home[above] != number:
            return home[above]
        top = above
    return None


def _relation(name: str) -> Relation:
    upper = name.upper()
    if upper == "ROOT":
        return Relation.OTHER
    return Relation[upper] if upper in Relation.__members__ else Relation.OTHER


def _tokens(text: str, known: Sequence[KnownWord], chance: np.random.Generator) -> Iterator[ReadToken]:
    joined = {word.name: chance.random() < NAMES_JOINED for word in known if word.name}
    starts = [word.start for word in known]
    before = 0
    for start, end, folded in words(text):
        at = max(0, bisect_right(starts, start) - 1)
        name = known[at].name if known and joined.get(known[at].name) else 0
        if name and name == before:
            continue
        before = name
        if name:
            last = max(word.end for word in known[at : at + 12] if word.name == name)
            yield ReadToken(start, max(end, last), "@", folded, True, _SOMEBODY)
        else:
            yield ReadToken(start, end, stem(folded), folded, folded not in STOP_WORDS, None)


def read_parsed(path: Path) -> Iterator[tuple[str, list[KnownWord]]]:
    """Read the texts of a CoNLL-U file; a text is what stands between two comments `# newpar`."""
    lines: list[list[str]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# newpar") and lines:
            yield _text(lines)
            lines = []
        elif line and not line.startswith("#"):
            lines.append(line.split("\t"))
    if lines:
        yield _text(lines)


def _text(lines: Iterable[Sequence[str]]) -> tuple[str, list[KnownWord]]:
    """Put a text together from the columns of its words; a word's number counts from 1 in its sentence."""
    text, first, name = "", 0, 0
    known: list[KnownWord] = []
    before = ""
    for number, form, _, part, _, _, head, relation, _, other in lines:
        if number == "1":
            first = len(known)
        own = len(known)
        misc = dict(each.partition("=")[::2] for each in other.split("|"))
        person = misc.get("Name", "")
        if person == "B" or (person and not before):
            name += 1
        before = person
        above = own if head == "0" else first + int(head) - 1
        known.append(KnownWord(len(text), len(text) + len(form), part, relation, above, name if person else 0))
        text += form + ("" if misc.get("SpaceAfter") == "No" else " ")
    return text, known
