"""The quotations of a story and what joins them: paragraphs, utterances, quotations inside others, wordings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from functools import cached_property
from typing import TypeVar

from retrieval.quotations.quotation import Quotation, QuotationKind
from retrieval.quotations.wordings import Wordings, find_wordings

_Key = TypeVar("_Key", bound=Hashable)


class QuotationStore:
    """All quotations of a story in reading order; immutable. Every method returns quotations in that order."""

    def __init__(self, quotations: Iterable[Quotation]) -> None:
        self.all: tuple[Quotation, ...] = tuple(quotations)
        self.spoken: tuple[Quotation, ...] = tuple(
            quotation for quotation in self.all if quotation.is_speech and quotation.kind is not QuotationKind.NESTED
        )
        """What somebody says: without titles, scare quotes and quotations inside others."""
        self._by_id = {quotation.id: quotation for quotation in self.all}
        self._in_paragraph = _grouped(((each.article, each.paragraph), each) for each in self.all)
        self._inside = _grouped((each.nested_in, each) for each in self.all)
        self._parts = _grouped((each.utterance, each) for each in self.all if each.kind is not QuotationKind.NESTED)
        self._by_speaker = _grouped((each.speaker, each) for each in self.spoken)

    def get(self, quotation_id: str) -> Quotation | None:
        """Return the quotation of this id; None where the story has none."""
        return self._by_id.get(quotation_id)

    def by_speaker(self, name: str) -> tuple[Quotation, ...]:
        """Return what a speaker says, named as in `Quotation.speaker`."""
        return self._by_speaker.get(name, ())

    def in_paragraph(self, file: str, number: int) -> tuple[Quotation, ...]:
        """Return every quotation of a paragraph."""
        return self._in_paragraph.get((file, number), ())

    def parts(self, quotation: Quotation) -> tuple[Quotation, ...]:
        """Return all parts of the utterance a quotation belongs to: "…," she said. "…".

        A quotation inside another is an utterance of its own.
        """
        return (quotation,) if quotation.kind is QuotationKind.NESTED else self._parts[quotation.utterance]

    def inside(self, quotation: Quotation) -> tuple[Quotation, ...]:
        """Return the quotations inside a quotation."""
        return self._inside.get(quotation.id, ())

    @cached_property
    def wordings(self) -> tuple[Wordings, ...]:
        """The spoken quotations, those of the same words together."""
        return find_wordings(self.spoken)

    @cached_property
    def _wordings(self) -> dict[str, Wordings]:
        return {quotation.id: wordings for wordings in self.wordings for quotation in wordings.quotations}

    def wordings_of(self, quotation: Quotation) -> Wordings | None:
        """Return every wording of a quotation, itself included; None for one that is not `spoken`."""
        return self._wordings.get(quotation.id)

    def also_in(self, quotation: Quotation) -> tuple[Quotation, ...]:
        """Return the same words elsewhere: the other wordings."""
        wordings = self.wordings_of(quotation)
        return tuple(other for other in wordings.quotations if other.id != quotation.id) if wordings else ()

    def first_wording(self, quotation: Quotation) -> str:
        """Return the id of the first wording of a quotation: equal for those that are shown only once."""
        wordings = self.wordings_of(quotation)
        return quotation.id if wordings is None else wordings.quotations[0].id

    def each_wording_once(self, quotations: Iterable[Quotation]) -> tuple[Quotation, ...]:
        """Return the quotations in the order given, of each wording only the one that comes first."""
        first: dict[str, Quotation] = {}
        for quotation in quotations:
            first.setdefault(self.first_wording(quotation), quotation)
        return tuple(first.values())


def _grouped(pairs: Iterable[tuple[_Key, Quotation]]) -> Mapping[_Key, tuple[Quotation, ...]]:
    groups: defaultdict[_Key, list[Quotation]] = defaultdict(list)
    for key, quotation in pairs:
        groups[key].append(quotation)
    return {key: tuple(quotations) for key, quotations in groups.items()}
