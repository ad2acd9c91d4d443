"""All quotations of a story, built once: listed, counted, and found by half-remembered words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log
from typing import Final

import snowballstemmer
from rapidfuzz import fuzz

from retrieval.articles.article import Article
from retrieval.people.people import People, Person
from retrieval.quotations.attribution import attribute
from retrieval.quotations.quotation import Quotation, QuotationKind
from retrieval.quotations.wordings import Family, by_quotation, comparable_words, find_families

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


@dataclass(frozen=True, slots=True)
class _Look:
    """Words that are looked for: stems with their weights, and the stems of the story that each may mean."""

    query: str
    weights: dict[str, float]
    variants: dict[str, dict[str, float]]
    total: float


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
        return tuple(q for q in self.all if q.is_speech and q.kind is not QuotationKind.NESTED)

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
    def _bearers(self) -> dict[str, list[int]]:
        """The places in `_entries` of those that hold each stem."""
        bearers: defaultdict[str, list[int]] = defaultdict(list)
        for place, entry in enumerate(self._entries):
            for stem in entry.known:
                bearers[stem].append(place)
        return dict(bearers)

    @cached_property
    def _telling(self) -> dict[str, float]:
        """How telling each quotation is, by its id: reckoned once, asked for at every key that is pressed."""
        return {entry.quotation.id: self._how_telling(entry) for entry in self._entries}

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
        return tuple(q for q in self.all if q.utterance == utterance_id and q.kind is not QuotationKind.NESTED)

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
        return _each_wording_once(
            sorted(self.of(person), key=lambda quotation: -self._telling[quotation.id]), self._families
        )[:count]

    def search(
        self, words: str | None = None, *, speaker: str | None = None, article: str | None = None
    ) -> QuotationResults:
        """Find quotations by half-remembered words, a speaker's name (as in `speaker`), an article; best first.

        Without words all that fit are listed in story order. Where nothing is close, the nearest three are
        returned and said to be so.
        """
        entries = [entry for entry in self._entries if _fits(entry.quotation, speaker, article)]
        wanted = comparable_words((words or "")[:_LONGEST_QUERY])
        if not wanted:
            listed = tuple(QuotationMatch(e.quotation, 1.0, self.family(e.quotation)) for e in entries)
            return QuotationResults(listed, close=True)
        look = self._look(wanted)
        scored = [(self._score(look, entry), entry) for entry in entries]
        scored.sort(key=lambda pair: -pair[0])
        close = [pair for pair in scored if pair[0] >= _CLOSE_ENOUGH]
        kept = close or scored[:_NEAREST]
        matches = tuple(
            QuotationMatch(entry.quotation, round(score, 3), self.family(entry.quotation)) for score, entry in kept
        )
        return QuotationResults(matches, close=bool(close))

    def complete(
        self, typed: str = "", *, speaker: str | None = None, article: str | None = None, limit: int = 25
    ) -> tuple[Quotation, ...]:
        """Return quotations to offer while someone types, each wording once: what matches, then the telling ones."""
        wanted = comparable_words(typed[:_LONGEST_QUERY])
        if not wanted:
            kept = [quotation for quotation in self.spoken if _fits(quotation, speaker, article)]
            kept.sort(key=lambda quotation: -self._telling[quotation.id])
            return _each_wording_once(kept, self._families)[:limit]
        look = self._look(wanted)
        near = {place for variants in look.variants.values() for stem in variants for place in self._bearers[stem]}
        scored: list[tuple[float, Quotation]] = []
        for place, entry in enumerate(self._entries):
            begun = f" {look.query}" in f" {entry.text}"
            if (begun or place in near) and _fits(entry.quotation, speaker, article):
                score = 1.0 if begun else self._score(look, entry)
                if score >= _CLOSE_ENOUGH / 2:
                    scored.append((score, entry.quotation))
        scored.sort(key=lambda pair: (-pair[0], -self._telling[pair[1].id]))
        return _each_wording_once((quotation for _, quotation in scored), self._families)[:limit]

    def _look(self, wanted: Sequence[str]) -> _Look:
        """Prepare words to be looked for: each stem's weight, and which stems of the story it may mean."""
        variants: dict[str, dict[str, float]] = {}
        weights: dict[str, float] = {}
        for stem in _stems(wanted):
            if stem not in variants:
                small = 0.15 if stem in _SMALL_STEMS else 1.0
                weights[stem] = self._weights.get(stem, _UNKNOWN * small)
                variants[stem] = _near(stem, self._weights)
        return _Look(" ".join(wanted), weights, variants, sum(weights.values()))

    def _score(self, look: _Look, entry: _Entry) -> float:
        """Return how much of the query's weight the quotation holds, more where the words stand together."""
        held = 0.0
        for stem, variants in look.variants.items():
            if stem in entry.known:
                held += look.weights[stem]
            else:
                near = max((similar for other, similar in variants.items() if other in entry.known), default=0.0)
                held += look.weights[stem] * near
        compare = fuzz.partial_ratio if len(look.query) <= len(entry.text) else fuzz.ratio
        order = compare(look.query, entry.text) / 100.0
        if held == 0.0:
            return 0.2 * order
        if f" {look.query} " in f" {entry.text} ":
            return 1.0
        return min(1.0, 0.8 * held / look.total + 0.2 * order)

    def _how_telling(self, entry: _Entry) -> float:
        """Order quotations for show: those other articles carry too, with rare words, neither a scrap nor a page."""
        family = self.family(entry.quotation)
        count = len(entry.stems)
        rare = sum(self._weights.get(stem, 0.0) for stem in entry.known - _SMALL_STEMS)
        length = min(count, 30) / 30 if count <= 60 else 0.6
        carried = len(family.articles) - 1 if family else 0
        whole = 0.5 if entry.quotation.kind is QuotationKind.DIRECT else 0.0
        return 1.5 * min(carried, 2) + length + whole + rare / (count + 8)


_UNKNOWN: Final = 2.5


def choice_text(quotation: Quotation) -> str:
    """Return at most the first hundred characters of a quotation, as an autocompletion shows it."""
    text = " ".join(quotation.text.split())
    return text if len(text) <= _CHOICE_LENGTH else text[: _CHOICE_LENGTH - 1].rstrip() + "…"


def _stems(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(_STEMMER.stemWords(list(words)))


_SMALL_STEMS: Final = frozenset(_stems(_SMALL_WORDS))


def _near(stem: str, known: Iterable[str]) -> dict[str, float]:
    """Return the stems that a stem may mean, itself and those it may be a slip for, with how near they are."""
    near = {other: 0.8 * fuzz.ratio(stem, other) / 100.0 for other in known if _may_be_a_slip(stem, other)}
    near = {other: similar for other, similar in near.items() if similar >= 0.8 * _TYPO / 100.0}
    return near | ({stem: 1.0} if stem in known else {})


def _may_be_a_slip(stem: str, other: str) -> bool:
    return len(stem) >= 4 and abs(len(other) - len(stem)) <= 2


def _fits(quotation: Quotation, speaker: str | None, article: str | None) -> bool:
    return (speaker is None or quotation.speaker == speaker) and (article is None or quotation.article == article)


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
