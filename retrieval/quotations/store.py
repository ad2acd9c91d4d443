"""The quotations of a story and what joins them: paragraphs, utterances, quotations inside others, wordings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt

from retrieval.quotations.compared_words import ComparedWords
from retrieval.quotations.groups import Groups, Numbers
from retrieval.quotations.quotation import Quotation, QuotationKind
from retrieval.quotations.table import KINDS, Column, QuotationTable, SomeQuotations
from retrieval.quotations.wordings import Wordings, comparable_words, find_wordings

_MOST_PARAGRAPHS = 1_000
"""Paragraphs of which the quotations are kept once they are made: each answer asks for those of its own."""
_NOT_SPEECH, _NESTED = KINDS.index(QuotationKind.NOT_SPEECH), KINDS.index(QuotationKind.NESTED)


class QuotationStore:
    """All quotations of a story in reading order; immutable. Every method returns quotations in that order.

    Inside this wing a quotation goes by its number, which counts them from 0.
    """

    def __init__(self, quotations: QuotationTable, families: Numbers | None = None) -> None:
        self.all = quotations
        self._families = families
        self._paragraphs: dict[tuple[str, int], tuple[Quotation, ...]] = {}

    @cached_property
    def spoken(self) -> Sequence[Quotation]:
        """What somebody says: without titles, scare quotes and quotations inside others."""
        return SomeQuotations(self.all, self.spoken_numbers)

    def get(self, quotation_id: str) -> Quotation | None:
        """Return the quotation of this id; None where the story has none."""
        file, _, start = quotation_id.rpartition(":")
        number = self._number(file, int(start)) if start.isdecimal() and len(start) < 10 else None
        return None if number is None else self.all[number]

    def number(self, quotation: Quotation) -> int:
        """Return the number of a quotation; KeyError for one of another story."""
        number = self._number(quotation.article, quotation.span.start)
        if number is None:
            raise KeyError(quotation.id)
        return number

    def _number(self, file: str, start: int) -> int | None:
        found = self._places.members((self.all.number_of(file) << 32) + start)
        return int(found[0]) if len(found) else None

    def by_speaker(self, name: str) -> tuple[Quotation, ...]:
        """Return what a speaker says, named as in `Quotation.speaker`."""
        return self.made(self.fitting(name, None))

    def in_paragraph(self, file: str, number: int) -> tuple[Quotation, ...]:
        """Return every quotation of a paragraph."""
        if (known := self._paragraphs.get((file, number))) is None:
            known = self._in_article(file, Column.PARAGRAPH, number)
            if len(self._paragraphs) < _MOST_PARAGRAPHS:
                self._paragraphs[file, number] = known
        return known

    def inside(self, quotation: Quotation) -> tuple[Quotation, ...]:
        """Return the quotations inside a quotation."""
        return self._in_article(quotation.article, Column.NESTED_IN, quotation.span.start)

    def parts(self, quotation: Quotation) -> tuple[Quotation, ...]:
        """Return all parts of the utterance a quotation belongs to: "…," she said. "…".

        A quotation inside another is an utterance of its own.
        """
        return self.made(self.part_numbers(self.number(quotation)))

    @property
    def wordings(self) -> tuple[Wordings, ...]:
        """The spoken quotations, those of the same words together."""
        firsts = np.unique(self.families[self.spoken_numbers]).tolist()
        return tuple(Wordings(self.made(self.family(number))) for number in firsts)

    def wordings_of(self, quotation: Quotation) -> Wordings | None:
        """Return every wording of a quotation, itself included; None for one that is not `spoken`."""
        spoken = quotation.is_speech and quotation.kind is not QuotationKind.NESTED
        return Wordings(self.made(self.family(self.number(quotation)))) if spoken else None

    def also_in(self, quotation: Quotation) -> tuple[Quotation, ...]:
        """Return the same words elsewhere: the other wordings."""
        own = self.number(quotation)
        return self.made(number for number in self.family(own).tolist() if number != own)

    def each_wording_once(self, numbers: Iterable[int], limit: int) -> list[int]:
        """Return the quotations in the order given, of each wording only the one that comes first; at most `limit`."""
        first: dict[int, int] = {}
        for number in numbers:
            if len(first) == limit:
                break
            first.setdefault(int(self.families[number]), number)
        return list(first.values())

    def made(self, numbers: Iterable[int]) -> tuple[Quotation, ...]:
        """Return the quotations of these numbers."""
        return tuple(self.all[int(number)] for number in numbers)

    def fits(self, speaker: str | None, article: str | None) -> npt.NDArray[np.bool_]:
        """Tell of each quotation whether it is spoken, by this speaker (None: anybody), in this article (None: any)."""
        fits = self._spoken
        if speaker is not None:
            fits = fits & (self.all.column(Column.SPEAKER) == self.all.number_of(speaker))
        if article is not None:
            fits = fits & (self.all.column(Column.FILE) == self.all.number_of(article))
        return fits

    @cached_property
    def _spoken(self) -> npt.NDArray[np.bool_]:
        spoken = np.zeros(len(self.all), dtype=np.bool_)
        spoken[self.spoken_numbers] = True
        spoken.setflags(write=False)
        return spoken

    def fitting(self, speaker: str | None, article: str | None) -> Numbers:
        """Return the numbers of the spoken quotations that fit."""
        return np.flatnonzero(self.fits(speaker, article)).astype(np.int32)

    @cached_property
    def spoken_numbers(self) -> Numbers:
        """The numbers of the spoken quotations."""
        kinds = self.all.column(Column.KIND)
        return np.flatnonzero((kinds != _NOT_SPEECH) & (kinds != _NESTED)).astype(np.int32)

    @cached_property
    def families(self) -> Numbers:
        """The number of each quotation's first wording, equal for those that are shown only once."""
        if self._families is not None:
            return self._families
        speakers, persons = (self.all.column(column).tolist() for column in (Column.SPEAKER, Column.PERSON))
        return np.array(find_wordings(self.compared, speakers, persons), dtype=np.int32)

    @cached_property
    def compared(self) -> ComparedWords:
        """The words of each quotation as they are compared; none of what nobody says. Not kept."""
        kinds = self.all.column(Column.KIND).tolist()
        spoken = (kind not in (_NOT_SPEECH, _NESTED) for kind in kinds)
        texts = zip(self.all.texts, spoken, strict=True)
        return ComparedWords.of(comparable_words(text) if said else () for text, said in texts)

    def known_speakers(self) -> Iterator[tuple[str, int, str]]:
        """Yield file, paragraph and name of whoever is known to say something, in reading order."""
        wanted = [Column.FILE, Column.PARAGRAPH, Column.PERSON]
        for number in self.spoken_numbers.tolist():
            file, paragraph, person = self.all.columns[number, wanted].tolist()
            if person >= 0:
                yield self.all.name(file) or "", paragraph, self.all.people.persons[person].name

    @cached_property
    def carried(self) -> npt.NDArray[np.int64]:
        """In how many articles the wordings of each quotation stand."""
        families = np.unique(_places(self.families, self.all.column(Column.FILE))) >> 32
        return np.bincount(families, minlength=len(self.all))[self.families]

    @cached_property
    def _wordings(self) -> Groups:
        return Groups.of(self.families)

    def family(self, number: int) -> Numbers:
        """Return the numbers of all wordings of a quotation, itself included."""
        return self._wordings.members(int(self.families[number]))

    @cached_property
    def utterances(self) -> npt.NDArray[np.int64]:
        """A number for the utterance of each quotation, equal for its parts."""
        return _places(self.all.column(Column.FILE), self.all.column(Column.UTTERANCE))

    @cached_property
    def _parts(self) -> Groups:
        return Groups.of(self.utterances)

    def part_numbers(self, number: int) -> Numbers:
        """Return the numbers of all parts of the utterance that a quotation is a part of."""
        return self._parts.members(int(self.utterances[number]))

    @cached_property
    def _places(self) -> Groups:
        return Groups.of(_places(self.all.column(Column.FILE), self.all.column(Column.START)))

    @cached_property
    def _articles(self) -> Groups:
        return Groups.of(self.all.column(Column.FILE))

    def _in_article(self, file: str, column: Column, value: int) -> tuple[Quotation, ...]:
        there = self._articles.members(self.all.number_of(file))
        return self.made(there[self.all.columns[there, column] == value])


def _places(files: Numbers, offsets: Numbers) -> npt.NDArray[np.int64]:
    """Return one number for each place, in the order of files and offsets."""
    return (files.astype(np.int64) << 32) + offsets
