"""Utterances: the parts of what somebody said in one go, shown together; who said it, and where else it is quoted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from retrieval.quotations.quotation import Quotation, QuotationKind
from retrieval.quotations.store import QuotationStore


@dataclass(frozen=True, slots=True)
class Utterance:
    """What somebody said without a break: `parts` in order, "…," she said, "…". `lead` is the part looked for.

    `elsewhere` are the same words in other places, each with the part whose words they are.
    """

    parts: tuple[Quotation, ...]
    lead: Quotation
    elsewhere: tuple[tuple[Quotation, Quotation], ...] = ()


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who said something, as far as the article tells.

    `name` is None where it does not. `as_written` is the article's own word for the speaker ("she") where that does
    not name them. `addressee` is who was spoken to, `via` who reports the words where that is not the speaker.
    """

    name: str | None
    as_written: str | None = None
    addressee: str | None = None
    via: str | None = None


class Utterances:
    """The utterances of a story; immutable."""

    def __init__(self, store: QuotationStore) -> None:
        self._store = store

    def holding(self, quotation: Quotation) -> Utterance:
        """Return the utterance that a quotation is a part of."""
        parts = self._store.parts(quotation)
        own = {part.id for part in parts}
        elsewhere = [(part, other) for part in parts for other in self._store.also_in(part) if other.id not in own]
        once = {other.id: (part, other) for part, other in reversed(elsewhere)}
        return Utterance(parts, quotation, tuple(pair for pair in elsewhere if once.get(pair[1].id) == pair))

    def said_by(self, quotation: Quotation) -> Attribution:
        """Return who said the utterance that a quotation is a part of."""
        first, *_ = parts = self._store.parts(quotation)
        nested = first.kind is QuotationKind.NESTED
        named = first.speaker is not None and (nested or not first.by_pronoun)
        via = first.via
        if nested and via is None and first.nested_in is not None:
            outer = self._store.get(first.nested_in)
            via = outer.speaker if outer is not None and outer.speaker != first.speaker else None
        addressee = next((part.addressee for part in parts if part.addressee), None)
        return Attribution(first.speaker, None if named else first.speaker_as_written, addressee, via)

    def each_once(self, chosen: Iterable[Quotation]) -> tuple[Utterance, ...]:
        """Return the utterances of the chosen quotations in their order, each wording once."""
        seen: set[str] = set()
        utterances: list[Utterance] = []
        for quotation in chosen:
            if self._store.first_wording(quotation) not in seen:
                utterance = self.holding(quotation)
                seen.update(self._store.first_wording(part) for part in utterance.parts)
                utterances.append(utterance)
        return tuple(utterances)

    def listed(self, speaker: str | None = None, article: str | None = None) -> tuple[Utterance, ...]:
        """Return all that was said (by one speaker, in one article) in story order, each where most of it is quoted."""
        return self._fullest([quotation for quotation in self._store.spoken if quotation.fits(speaker, article)])

    def counted(self, article: str | None = None) -> dict[str, int]:
        """Return who is quoted (in one article) and how often, each wording counted once; the most quoted first."""
        if article is None:
            return dict(self._counts)
        said = Counter(utterance.lead.speaker for utterance in self.listed(None, article))
        return {name: count for name, count in said.most_common() if name is not None}

    @cached_property
    def _counts(self) -> dict[str, int]:
        said: defaultdict[str, list[Quotation]] = defaultdict(list)
        for quotation in self._store.spoken:
            if quotation.speaker is not None:
                said[quotation.speaker].append(quotation)
        return dict(Counter({name: len(self._fullest(words)) for name, words in said.items()}).most_common())

    def _fullest(self, chosen: list[Quotation]) -> tuple[Utterance, ...]:
        among = {quotation.id for quotation in chosen}
        fullest: list[Quotation] = []
        for quotation in chosen:
            wordings = self._store.wordings_of(quotation)
            same = (quotation,) if wordings is None else wordings.quotations
            fullest.append(max((each for each in same if each.id in among), key=self._length))
        return self.each_once(fullest)

    def _length(self, quotation: Quotation) -> int:
        return sum(len(part.text) for part in self._store.parts(quotation))
