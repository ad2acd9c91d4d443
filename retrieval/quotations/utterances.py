"""Utterances: the parts of what somebody said in one go, shown together; who said it, and where else it is quoted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import overload

import numpy as np
import numpy.typing as npt

from retrieval.quotations.groups import Groups, Numbers
from retrieval.quotations.quotation import Quotation, QuotationKind
from retrieval.quotations.reliability import BY_TURN
from retrieval.quotations.store import QuotationStore
from retrieval.quotations.table import Column, SomeQuotations


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
    `by_turn`: the article says nothing of the speaker there; it follows from the turns of the dialogue.
    """

    name: str | None
    as_written: str | None = None
    addressee: str | None = None
    via: str | None = None
    by_turn: bool = False


class SomeUtterances(Sequence[Utterance]):
    """Some of the utterances of a story, by the numbers of the parts that lead them; each made when asked for."""

    def __init__(self, store: QuotationStore, leads: Sequence[int]) -> None:
        self._store = store
        self._leads = leads

    def __len__(self) -> int:
        return len(self._leads)

    @overload
    def __getitem__(self, at: int) -> Utterance: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Utterance, ...]: ...
    def __getitem__(self, at: int | slice) -> Utterance | tuple[Utterance, ...]:
        if isinstance(at, slice):
            return tuple(self[number] for number in range(*at.indices(len(self))))
        store, lead = self._store, self._leads[at]
        parts = store.part_numbers(lead).tolist()
        elsewhere: dict[int, int] = {}
        for part in parts:
            for other in store.family(part).tolist():
                if other not in parts:
                    elsewhere.setdefault(other, part)
        made = {number: store.all[number] for number in (*parts, *elsewhere)}
        return Utterance(
            tuple(made[part] for part in parts),
            made[lead],
            tuple((made[part], made[other]) for other, part in elsewhere.items()),
        )


class Utterances:
    """The utterances of a story; immutable. `counts`: who is quoted and how often, where that is known already."""

    def __init__(self, store: QuotationStore, counts: Mapping[str, int] | None = None) -> None:
        self._store = store
        self._known_counts = counts

    def holding(self, quotation: Quotation) -> Utterance:
        """Return the utterance that a quotation is a part of."""
        return SomeUtterances(self._store, [self._store.number(quotation)])[0]

    def said_by(self, quotation: Quotation) -> Attribution:
        """Return who said the utterance that a quotation is a part of."""
        first, *_ = parts = self._store.parts(quotation)
        nested = first.kind is QuotationKind.NESTED
        by_turn = first.rule == BY_TURN
        named = first.speaker is not None and (nested or not (first.by_pronoun or by_turn))
        written = None if named else first.speaker_as_written
        via = first.via
        if nested and via is None and first.nested_in is not None:
            outer = self._store.get(first.nested_in)
            via = outer.speaker if outer is not None and outer.speaker != first.speaker else None
        addressee = next((part.addressee for part in parts if part.addressee), None)
        return Attribution(first.speaker, written, addressee, via, by_turn=by_turn and written is None)

    def each_once(self, chosen: Iterable[Quotation]) -> Sequence[Utterance]:
        """Return the utterances of the chosen quotations in their order, each wording once."""
        if isinstance(chosen, SomeQuotations):
            return SomeUtterances(self._store, self._once(chosen.numbers.tolist()))
        return SomeUtterances(self._store, self._once(self._store.number(quotation) for quotation in chosen))

    def listed(self, speaker: str | None = None, article: str | None = None) -> Sequence[Utterance]:
        """Return all that was said (by one speaker, in one article) in story order, each where most of it is quoted."""
        return SomeUtterances(self._store, self._fullest(self._store.fitting(speaker, article)))

    def counted(self, article: str | None = None) -> Mapping[str, int]:
        """Return who is quoted (in one article) and how often, each wording counted once; the most quoted first."""
        if article is None:
            return self._counts
        speakers = self._store.all.column(Column.SPEAKER)[self._fullest(self._store.fitting(None, article))]
        said = Counter(map(self._store.all.name, speakers.tolist()))
        return {name: count for name, count in said.most_common() if name is not None}

    @cached_property
    def _counts(self) -> Mapping[str, int]:
        if self._known_counts is not None:
            return self._known_counts
        spoken = self._store.spoken_numbers
        speakers = self._store.all.column(Column.SPEAKER)[spoken]
        said = Groups.of(speakers)
        counts: Counter[str] = Counter()
        for speaker in dict.fromkeys(speakers.tolist()):
            name = self._store.all.name(speaker)
            if name is not None:
                counts[name] = len(self._fullest(spoken[said.members(speaker)]))
        return dict(counts.most_common())

    def _once(self, numbers: Iterable[int]) -> list[int]:
        """Return of each utterance only the quotation that comes first, where no part was seen in another wording."""
        families, parts = self._store.families, self._parts[0]
        seen: set[int] = set()
        once: list[int] = []
        for number in numbers:
            family = int(families[number])
            if family not in seen:
                seen.add(family)
                if parts[number] > 1:
                    seen.update(families[self._store.part_numbers(number)].tolist())
                once.append(number)
        return once

    def _fullest(self, chosen: Numbers) -> list[int]:
        """Return the utterances of the chosen quotations, each wording once, where most of the utterance is quoted."""
        families = self._store.families[chosen]
        order = np.lexsort((chosen, -self._parts[1][chosen], families))
        fullest: dict[int, int] = {}
        for family, number in zip(families[order].tolist(), chosen[order].tolist(), strict=True):
            fullest.setdefault(family, number)
        return self._once(fullest[family] for family in dict.fromkeys(families.tolist()))

    @cached_property
    def _parts(self) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """For each quotation how many parts its utterance has, and of how many characters."""
        _, same, counts = np.unique(self._store.utterances, return_inverse=True, return_counts=True)
        lengths = self._store.all.column(Column.END) - self._store.all.column(Column.START)
        return counts[same], np.bincount(same, weights=lengths, minlength=len(counts))[same].astype(np.int64)
