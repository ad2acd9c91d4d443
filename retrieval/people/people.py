"""The people of a story, found in its articles and in the host's people.toml: one person, many names.

Whatever recognises a person asks here: questions, speakers, `/who`. A name belongs to one person at most; a surname
that two share goes to the one it most likely means, or to nobody.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Final

import numpy as np

from retrieval.english.name_words import EVERYDAY_NAMES, FUNCTION_WORDS, ORGANISATION_WORDS, is_first_name
from retrieval.english.speech_words import DETERMINERS
from retrieval.kept.arrays import Array, Arrays, Strings, under, within
from retrieval.spans import Span

_TOKEN: Final = re.compile(r"[@#]?\w+")
_GAP: Final = re.compile(r"[ \t\u00a0\-‐‑–]|[.] ?|[’'‘´]")
_TYPO_SCORE: Final = 84.0
"""Least `fuzz.ratio` (0 to 100) of a misspelt name to the name it means. Set by hand, with no record of what on."""
_LONGEST_NAME: Final = 12


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the story. `name` is the fullest name given; `names` holds it first, then every other.

    `described` are phrases that mean this person in this story, from the host's file. `introductions` are
    (article file, span in that article) of the phrases that introduce them, one an article at most. `names_used`
    are the names that the articles use, each with how often, the most used first.
    """

    name: str
    names: tuple[str, ...]
    pronoun: str | None = None
    described: tuple[str, ...] = ()
    introductions: tuple[tuple[str, Span], ...] = ()
    names_used: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a text mentions a person, `text[span.start:span.end]`; `by_name` is False for a description."""

    span: Span
    person: Person
    text: str
    by_name: bool = True


@dataclass(frozen=True, eq=False)
class _Name:
    """A name or description in words as they are compared; `number` counts the names of a story from 0."""

    words: tuple[str, ...]
    name: str
    person: Person
    by_name: bool
    number: int

    @cached_property
    def own_words(self) -> frozenset[str]:
        """The words of all names of the person."""
        return frozenset(word.casefold() for name in self.person.names for word in _TOKEN.findall(name))


class People:
    """The people of a story, immutable; recognises them in the articles' text and in what someone typed."""

    def __init__(self, persons: Iterable[Person] = ()) -> None:
        self.persons: tuple[Person, ...] = tuple(persons)

    def pack(self) -> dict[str, Array]:
        """Return the arrays to keep: of each person how many names and so on there are, and all of these in a row."""
        shapes: list[tuple[int, ...]] = []
        texts: list[str] = []
        numbers: list[int] = []
        for each in self.persons:
            shapes.append((len(each.names), len(each.described), len(each.introductions), len(each.names_used)))
            texts += [each.name, each.pronoun or "", *each.names, *each.described]
            texts += [text for text, _ in (*each.introductions, *each.names_used)]
            numbers += [offset for _, span in each.introductions for offset in span]
            numbers += [count for _, count in each.names_used]
        return {
            "shapes": np.array(shapes, dtype=np.int32).reshape(-1, 4),
            "numbers": np.array(numbers, dtype=np.int32),
            **under("texts", Strings.of(texts).pack()),
        }

    @classmethod
    def unpack(cls, arrays: Arrays) -> People:
        """Make the people of kept arrays."""
        texts, numbers = iter(Strings.unpack(within("texts", arrays))), iter(arrays["numbers"].tolist())
        return cls(
            Person(
                next(texts),
                pronoun=next(texts) or None,
                names=tuple(islice(texts, names)),
                described=tuple(islice(texts, described)),
                introductions=tuple((file, Span(next(numbers), next(numbers))) for file in islice(texts, introduced)),
                names_used=tuple((name, next(numbers)) for name in islice(texts, used)),
            )
            for names, described, introduced, used in arrays["shapes"].tolist()
        )

    def __len__(self) -> int:
        return len(self.persons)

    @cached_property
    def _exact(self) -> dict[str, _Name]:
        """Every name by its key; of two people of one name, the first has it."""
        names: dict[str, _Name] = {}
        for person in self.persons:
            for by_name, written in ((True, person.names), (False, person.described)):
                for name in written:
                    tokens = tuple(token.casefold() for token in _TOKEN.findall(name))
                    if 0 < len(tokens) <= _LONGEST_NAME:
                        names.setdefault(name_key(name), _Name(tokens, name, person, by_name, len(names)))
        return names

    @cached_property
    def _by_words(self) -> dict[tuple[str, ...], _Name]:
        """Every name by its words; no two have the same."""
        return {name.words: name for name in self._exact.values()}

    @cached_property
    def _lengths(self) -> dict[str, tuple[int, ...]]:
        """For the first word of each name, how many words such names have, the longest first."""
        lengths: defaultdict[str, set[int]] = defaultdict(set)
        for words in self._by_words:
            lengths[words[0]].add(len(words))
        return {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()}

    @cached_property
    def _keys(self) -> tuple[tuple[Person, str], ...]:
        """Each person with the keys of their names, each behind a space, a line each."""
        return tuple((person, "\n".join(f" {name_key(name)}" for name in person.names)) for person in self.persons)

    def names_within(self, text: str) -> tuple[tuple[tuple[str, ...], Person], ...]:
        """Return the names all of whose words an article's text has, and whose they are; others it cannot mention."""
        found = self._made_of(frozenset(map(str.casefold, _TOKEN.findall(text))))
        return tuple((name.words, name.person) for name in sorted(found, key=lambda name: name.words))

    def names_asked(self, texts: Iterable[str]) -> str:
        """Return what decides whom some texts mention, read as chat: the names whose words they have, as a text."""
        had = frozenset(word.casefold() for text in texts for word in _TOKEN.findall(text))
        found = self._made_of(had.union(word[:-1] for word in had if word[-1] == "s"))
        return repr(
            [
                (name.words, name.name, name.by_name, name.person.name, sorted(name.own_words))
                for name in sorted(found, key=lambda name: name.number)
            ]
        )

    def _made_of(self, had: frozenset[str]) -> list[_Name]:
        """Return the names all of whose words are among these."""
        firsts = self._by_first.keys() & had
        return [name for first in firsts for name in self._by_first[first] if had.issuperset(name.words)]

    @cached_property
    def _by_first(self) -> dict[str, list[_Name]]:
        names: defaultdict[str, list[_Name]] = defaultdict(list)
        for name in self._by_words.values():
            names[name.words[0]].append(name)
        return dict(names)

    def mentions(self, text: str, *, fold_case: bool = False) -> tuple[Mention, ...]:
        """Return the mentions of people from left to right; of names that overlap, the longest.

        With `fold_case` the text is read as chat, where capitals mean little: "kim k" and "kims" count, "the van"
        does not.
        """
        lowered = [*map(str.casefold, _TOKEN.findall(text))]
        lengths = self._lengths
        if fold_case:
            begins = [at for at, word in enumerate(lowered) if word in lengths or word[-1] == "s"]
        else:
            begins = [at for at, word in enumerate(lowered) if word in lengths]
        tokens = list(_TOKEN.finditer(text)) if begins else []
        found: list[Mention] = []
        free = 0
        for position in begins:
            if position < free:
                continue
            name = self._match(text, tokens, lowered, position, fold_case)
            if name is not None:
                free = position + len(name.words)
                span = Span(tokens[position].start(), tokens[free - 1].end())
                found.append(Mention(span, name.person, text[span.start : span.end], name.by_name))
        return tuple(found)

    def _match(
        self, text: str, tokens: list[re.Match[str]], lowered: list[str], position: int, fold_case: bool
    ) -> _Name | None:
        """Return the longest name that begins at this token."""
        for name in self._spelt(lowered, position, fold_case):
            last = position + len(name.words)
            if any(not _GAP.fullmatch(text, tokens[i].end(), tokens[i + 1].start()) for i in range(position, last - 1)):
                continue
            written = text[tokens[position].start() : tokens[last - 1].end()]
            if name.by_name and not _case_fits(written, name.name, fold_case):
                continue
            if len(name.words) == 1 and name.by_name and self._means_another(text, tokens, position, name, fold_case):
                continue
            return name
        return None

    def _spelt(self, lowered: list[str], position: int, fold_case: bool) -> Iterator[_Name]:
        """Yield the names whose words stand here, the longest first; in chat the last word may have an "s" more."""
        first = lowered[position]
        if first not in self._lengths:
            if fold_case and first[-1] == "s" and len(first) > 3 and (name := self._by_words.get((first[:-1],))):
                yield name
            return
        for length in self._lengths[first]:
            words = tuple(lowered[position : position + length])
            if len(words) < length:
                continue
            exact, last = self._by_words.get(words), words[-1]
            shorter = None
            if fold_case and length > 1 and last[-1] == "s" and len(last) > 3:
                shorter = self._by_words.get((*words[:-1], last[:-1]))
            yield from sorted((name for name in (exact, shorter) if name is not None), key=lambda name: name.number)

    def _means_another(
        self, text: str, tokens: list[re.Match[str]], position: int, name: _Name, fold_case: bool
    ) -> bool:
        """Tell whether the word beside a name makes it something else: "Boris Johnson", "Trump Tower", "the van"."""
        token = tokens[position].group()
        own = name.own_words
        if position and text[tokens[position - 1].end() : tokens[position].start()] == " ":
            before = tokens[position - 1].group()
            if token.islower() and token in EVERYDAY_NAMES and before.casefold() in DETERMINERS:
                return True
            known = before if before[0].isupper() else before.capitalize() if fold_case else ""
            if known and is_first_name(known) and known.casefold() not in own and not is_first_name(token):
                return known.casefold() not in FUNCTION_WORDS
        if position + 1 < len(tokens):
            after = tokens[position + 1].group()
            joined = text[tokens[position].end() : tokens[position + 1].start()] == " "
            if joined and after in ORGANISATION_WORDS and after[0].isupper() and after.casefold() not in own:
                return after not in {"Today", "Day"}
        return False

    def find(self, name: str) -> Person | None:
        """Return whom a typed name means: an exact name, a part of one that only one person has, or a near miss."""
        wanted = name_key(name)
        if not wanted:
            return None
        if wanted in self._exact:
            return self._exact[wanted].person
        parts = {person.name: person for person, keys in self._keys if f" {wanted}" in keys}
        if len(parts) == 1:
            return next(iter(parts.values()))
        if parts or len(wanted) < 3:
            return None
        from rapidfuzz import fuzz, process  # noqa: PLC0415  # most names are spelled right

        choices = {key: key for key in self._exact}
        best = process.extract(wanted, choices, scorer=fuzz.ratio, score_cutoff=_TYPO_SCORE, limit=5)
        if not best:
            return None
        persons = {self._exact[key].person.name for key, score, _ in best if score >= best[0][1] - 4.0}
        return self._exact[best[0][0]].person if len(persons) == 1 else None


def name_key(name: str) -> str:
    """Return a name as it is compared: lower case, words only."""
    return " ".join(token.lstrip("@#").casefold() for token in _TOKEN.findall(name))


def _case_fits(written: str, name: str, fold_case: bool) -> bool:
    """Tell whether the capitals fit a name: in chat always, except "will" and "may"; in an article as written."""
    if fold_case:
        return written.casefold() not in FUNCTION_WORDS or written[0].isupper()
    if name[0] in "@#" or written.isupper():
        return True
    return written[0].isupper() == name[0].isupper()
