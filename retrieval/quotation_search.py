"""All quotations of a story, built once: listed, counted, and found by half-remembered words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log
from typing import Final

import snowballstemmer
from rapidfuzz import fuzz

from retrieval.articles import Article
from retrieval.families import Family, by_quotation, comparable_words, find_families
from retrieval.people import People, Person
from retrieval.quotations import Kind, Quotation
from retrieval.speakers import attribute

_STEMMER: Final = snowballstemmer.stemmer("english")
_SMALL_WORDS: Final = frozenset(
    "a an and are as at be but by did do does for from had has have he her him his i in is it its me my of on or our"
    " she so that the their them they this to us was we were what when who with you your about say said says something"
    " like when how s t re ve ll d m isn don didn wasn".split()
)
_CLOSE_ENOUGH: Final = 0.45
_TYPO: Final = 84.0
_NEAREST: Final = 3
_CHOICE_LENGTH: Final = 100
_LONGEST_QUERY: Final = 300


@dataclass(frozen=True, slots=True)
class QuotationMatch:
    """A quotation that was looked for; `score` 0..1, 1 where every word is there, in order."""

    quotation: Quotation
    score: float
    family: Family | None


@dataclass(frozen=True, slots=True)
class QuotationResults:
    """What a search found, best first; with `close` False nothing fits and these are merely the nearest three."""

    matches: tuple[QuotationMatch, ...]
    close: bool


@dataclass(frozen=True, slots=True)
class _Entry:
    """A quotation as the search compares it."""

    quotation: Quotation
    text: str
    stems: tuple[str, ...]
    known: frozenset[str]


class Quotations:
    """The quotations of a story in reading order; immutable. Build it with `Quotations.build`."""

    def __init__(self, quotations: Iterable[Quotation], people: People) -> None:
        self.all: tuple[Quotation, ...] = tuple(quotations)
        self.people = people
        self._by_id = {quotation.id: quotation for quotation in self.all}

    @classmethod
    def build(cls, articles: Sequence[Article], people: People) -> Quotations:
        """Find, attribute and join the quotations of all articles."""
        return cls((quotation for article in articles for quotation in attribute(article, people)), people)

    @cached_property
    def spoken(self) -> tuple[Quotation, ...]:
        """What somebody says, without titles, scare quotes and quotations inside others."""
        return tuple(q for q in self.all if q.is_speech and q.kind is not Kind.NESTED)

    @cached_property
    def families(self) -> tuple[Family, ...]:
        """The quotations joined by their words, in story order."""
        return find_families(self.all)

    @cached_property
    def _families(self) -> dict[str, Family]:
        return by_quotation(self.families)

    @cached_property
    def _entries(self) -> tuple[_Entry, ...]:
        entries = []
        for quotation in self.spoken:
            words = comparable_words(quotation.text)
            stems = _stems(words)
            entries.append(_Entry(quotation, " ".join(words), stems, frozenset(stems)))
        return tuple(entries)

    @cached_property
    def _weights(self) -> dict[str, float]:
        """The weight of each stem: the rarer among the quotations, the more it tells."""
        counts = Counter(stem for entry in self._entries for stem in entry.known)
        total = len(self._entries) + 1
        return {
            stem: log(1 + total / count) * (0.15 if stem in _SMALL_STEMS else 1.0) for stem, count in counts.items()
        }

    def get(self, quotation_id: str) -> Quotation | None:
        """Return the quotation of this id; None where the story has none."""
        return self._by_id.get(quotation_id)

    def of(self, person: Person | str) -> tuple[Quotation, ...]:
        """Return what a person said (or a source that is no person, by its phrase), in story order."""
        name = person if isinstance(person, str) else person.name
        return tuple(quotation for quotation in self.spoken if quotation.speaker == name)

    def in_paragraph(self, file: str, number: int) -> tuple[Quotation, ...]:
        """Return every quotation of a paragraph, in reading order."""
        return tuple(q for q in self.all if q.article == file and q.paragraph == number)

    def utterance(self, utterance_id: str) -> tuple[Quotation, ...]:
        """Return the parts of one utterance in order: "…," she said. "…"."""
        return tuple(q for q in self.all if q.utterance == utterance_id and q.kind is not Kind.NESTED)

    def nested_in(self, quotation_id: str) -> tuple[Quotation, ...]:
        """Return the quotations inside a quotation."""
        return tuple(q for q in self.all if q.nested_in == quotation_id)

    def family(self, quotation: Quotation) -> Family | None:
        """Return the family of a quotation; None for one that nobody says, or that stands in another."""
        return self._families.get(quotation.id)

    def also_in(self, quotation: Quotation) -> tuple[Quotation, ...]:
        """Return the same words elsewhere: the other members of the family."""
        family = self.family(quotation)
        return tuple(other for other in family.quotations if other.id != quotation.id) if family else ()

    def speakers(self) -> tuple[tuple[str, int], ...]:
        """Return who is quoted and how many times, the most quoted first."""
        return tuple(Counter(q.speaker for q in self.spoken if q.speaker is not None).most_common())

    def telling(self, person: Person | str, count: int = 3) -> tuple[Quotation, ...]:
        """Return what best shows what a person said, each wording once, the most telling first."""
        return _each_wording_once(sorted(self.of(person), key=self._how_telling, reverse=True), self._families)[:count]

    def search(
        self, words: str | None = None, *, speaker: str | None = None, article: str | None = None
    ) -> QuotationResults:
        """Find quotations by half-remembered words, a speaker's name (as in `speaker`), an article; best first.

        Without words all that fit are listed in story order. Where nothing is close, the nearest three are
        returned and said to be so.
        """
        entries = [
            entry
            for entry in self._entries
            if (speaker is None or entry.quotation.speaker == speaker)
            and (article is None or entry.quotation.article == article)
        ]
        wanted = comparable_words((words or "")[:_LONGEST_QUERY])
        if not wanted:
            listed = tuple(QuotationMatch(e.quotation, 1.0, self.family(e.quotation)) for e in entries)
            return QuotationResults(listed, close=True)
        stems = _stems(wanted)
        query = " ".join(wanted)
        scored = [(self._score(query, stems, entry), entry) for entry in entries]
        scored.sort(key=lambda pair: -pair[0])
        close = [pair for pair in scored if pair[0] >= _CLOSE_ENOUGH]
        kept = close or scored[:_NEAREST]
        matches = tuple(
            QuotationMatch(entry.quotation, round(score, 3), self.family(entry.quotation)) for score, entry in kept
        )
        return QuotationResults(matches, close=bool(close))

    def complete(self, typed: str = "", *, speaker: str | None = None, limit: int = 25) -> tuple[Quotation, ...]:
        """Return quotations to offer while someone types, each wording once: what matches, then the telling ones."""
        if not comparable_words(typed):
            kept = [q for q in self.spoken if speaker is None or q.speaker == speaker]
            return _each_wording_once(sorted(kept, key=self._how_telling, reverse=True), self._families)[:limit]
        starts = comparable_words(typed)
        stems = _stems(starts)
        query = " ".join(starts)
        scored = [
            (max(self._score(query, stems, entry), 1.0 if f" {query}" in f" {entry.text}" else 0.0), entry.quotation)
            for entry in self._entries
            if speaker is None or entry.quotation.speaker == speaker
        ]
        scored.sort(key=lambda pair: (-pair[0], -self._how_telling(pair[1])))
        near = [quotation for score, quotation in scored if score >= _CLOSE_ENOUGH / 2]
        return _each_wording_once(near, self._families)[:limit]

    def _score(self, query: str, stems: tuple[str, ...], entry: _Entry) -> float:
        """Return how much of the query's weight the quotation holds, more where the words stand together."""
        total = held = 0.0
        for stem in dict.fromkeys(stems):
            weight = self._weights.get(stem)
            if weight is None:
                near = _nearest(stem, entry.known)
                weight = _UNKNOWN * (0.15 if stem in _SMALL_STEMS else 1.0)
                held += weight * near
            elif stem in entry.known:
                held += weight
            elif (near := _nearest(stem, entry.known)) > 0:
                held += weight * near
            total += weight
        cover = held / total if total else 0.0
        compare = fuzz.partial_ratio if len(query) <= len(entry.text) else fuzz.ratio
        order = compare(query, entry.text) / 100.0
        if cover == 0.0:
            return 0.2 * order
        return 1.0 if f" {query} " in f" {entry.text} " else min(1.0, 0.8 * cover + 0.2 * order)

    def _how_telling(self, quotation: Quotation) -> float:
        """Order quotations for show: those other articles carry too, with rare words, neither a scrap nor a page."""
        family = self.family(quotation)
        words = comparable_words(quotation.text)
        rare = sum(self._weights.get(stem, 0.0) for stem in set(_stems(words)) - _SMALL_STEMS)
        length = min(len(words), 30) / 30 if len(words) <= 60 else 0.6
        carried = len(family.articles) - 1 if family else 0
        whole = 0.5 if quotation.kind is Kind.DIRECT else 0.0
        return 1.5 * min(carried, 2) + length + whole + rare / (len(words) + 8)


_UNKNOWN: Final = 2.5


def choice_text(quotation: Quotation) -> str:
    """Return at most the first hundred characters of a quotation, as an autocompletion shows it."""
    text = " ".join(quotation.text.split())
    return text if len(text) <= _CHOICE_LENGTH else text[: _CHOICE_LENGTH - 1].rstrip() + "…"


def _stems(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(_STEMMER.stemWords(list(words)))


_SMALL_STEMS: Final = frozenset(_stems(_SMALL_WORDS))


def _nearest(stem: str, known: frozenset[str]) -> float:
    """Return how near a misspelt word comes to one of the quotation's, 0 or above 0.6."""
    if len(stem) < 4:
        return 0.0
    best = max((fuzz.ratio(stem, other) for other in known if abs(len(other) - len(stem)) <= 2), default=0.0)
    return 0.8 * best / 100.0 if best >= _TYPO else 0.0


def _each_wording_once(quotations: Iterable[Quotation], families: dict[str, Family]) -> tuple[Quotation, ...]:
    """Keep the first quotation of each family."""
    seen: set[str] = set()
    kept: list[Quotation] = []
    for quotation in quotations:
        family = families.get(quotation.id)
        mark = quotation.id if family is None else family.quotations[0].id
        if mark not in seen:
            seen.add(mark)
            kept.append(quotation)
    return tuple(kept)
