"""Quotations -> what is shown as one: the parts of an utterance together, each wording once; who a typed name means."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from retrieval.quotations.quotation import Quotation, QuotationKind
from retrieval.quotations.search import Quotations
from retrieval.quotations.wordings import comparable_words


@dataclass(frozen=True, slots=True)
class Utterance:
    """What somebody said without a break: `parts` in order, "…," she said, "…". `lead` is the one looked for.

    `elsewhere` are the same words in other places, each with the part whose words they are.
    """

    parts: tuple[Quotation, ...]
    lead: Quotation
    elsewhere: tuple[tuple[Quotation, Quotation], ...] = ()


class Utterances:
    """The utterances of a story, immutable. `of` builds one for each story and keeps it."""

    def __init__(self, quotations: Quotations) -> None:
        self._quotations = quotations
        parts: defaultdict[str, list[Quotation]] = defaultdict(list)
        for quotation in quotations.all:
            if quotation.kind is not QuotationKind.NESTED:
                parts[quotation.utterance].append(quotation)
        self._parts = {utterance: tuple(members) for utterance, members in parts.items()}

    @staticmethod
    @lru_cache(maxsize=2)
    def of(quotations: Quotations) -> Utterances:
        """Return the utterances of a story's quotations; kept, since every press of a button asks for them."""
        return Utterances(quotations)

    def holding(self, quotation: Quotation) -> Utterance:
        """Return the utterance that a quotation is a part of; a quotation inside another stands alone."""
        parts = (
            (quotation,)
            if quotation.kind is QuotationKind.NESTED
            else self._parts.get(quotation.utterance, (quotation,))
        )
        own = {part.id for part in parts}
        elsewhere = [(part, other) for part in parts for other in self._quotations.also_in(part) if other.id not in own]
        once = {other.id: (part, other) for part, other in reversed(elsewhere)}
        return Utterance(parts, quotation, tuple(pair for pair in elsewhere if once.get(pair[1].id) == pair))

    def each_once(self, chosen: Iterable[Quotation]) -> tuple[Utterance, ...]:
        """Return the utterances of the chosen quotations in their order, each wording once."""
        seen: set[str] = set()
        utterances: list[Utterance] = []
        for quotation in chosen:
            if self._mark(quotation) not in seen:
                utterance = self.holding(quotation)
                seen.update(self._mark(part) for part in utterance.parts)
                utterances.append(utterance)
        return tuple(utterances)

    def listed(self, speaker: str | None = None, article: str | None = None) -> tuple[Utterance, ...]:
        """Return all that was said (by one speaker, in one article) in story order, each where most of it is quoted."""
        return self._fullest(
            [
                quotation
                for quotation in self._quotations.spoken
                if (speaker is None or quotation.speaker == speaker)
                and (article is None or quotation.article == article)
            ]
        )

    def _fullest(self, chosen: list[Quotation]) -> tuple[Utterance, ...]:
        among = {quotation.id for quotation in chosen}
        fullest: list[Quotation] = []
        for quotation in chosen:
            family = self._quotations.family(quotation)
            wordings = (quotation,) if family is None else family.quotations
            fullest.append(max((wording for wording in wordings if wording.id in among), key=self._length))
        return self.each_once(fullest)

    @cached_property
    def speakers(self) -> tuple[tuple[str, int], ...]:
        """Who is quoted and how often, each wording counted once; the most quoted first."""
        said: defaultdict[str, list[Quotation]] = defaultdict(list)
        for quotation in self._quotations.spoken:
            if quotation.speaker is not None:
                said[quotation.speaker].append(quotation)
        return tuple(Counter({name: len(self._fullest(words)) for name, words in said.items()}).most_common())

    def called(self, typed: str) -> tuple[str, ...]:
        """Return whom a typed name may mean: one name, several that hold it, or none.

        It is the name of a person of the story, quoted or not, or of a source that is no person ("the campaign").
        """
        names = [name for name, _ in self._quotations.speakers()]
        if typed in names:
            return (typed,)
        person = self._quotations.people.find(typed)
        if person is not None:
            return (person.name,)
        wanted = " ".join(comparable_words(typed))
        if not wanted:
            return ()
        everyone = dict.fromkeys([*names, *(person.name for person in self._quotations.people.persons)])
        folded = {name: " ".join(comparable_words(name)) for name in everyone}
        same = tuple(name for name, words in folded.items() if words == wanted)
        return same or tuple(name for name, words in folded.items() if f" {wanted}" in f" {words}")

    def _length(self, quotation: Quotation) -> int:
        return sum(len(part.text) for part in self._parts.get(quotation.utterance, ()))

    def _mark(self, quotation: Quotation) -> str:
        family = self._quotations.family(quotation)
        return quotation.id if family is None else family.quotations[0].id
