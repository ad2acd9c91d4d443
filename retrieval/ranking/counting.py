"""Passages, read one after another -> the numbers of their terms, senses and words, and the kinds of answer in them."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Sequence

import numpy as np

from retrieval.articles.passages import Passage
from retrieval.english.answer_kinds import AnswerKind, held_kinds
from retrieval.english.sentences import sentences
from retrieval.english.stop_words import STOP_WORDS
from retrieval.english.terms import stem, word_ngrams, words
from retrieval.kept.arrays import Array, Arrays, Strings, under, within
from retrieval.kept.gathering import Numbers, starts_of
from retrieval.kept.numbering import NumberList, numbered
from retrieval.kept.postings import TermTable
from retrieval.questions.reading import ReadText, TextReader
from retrieval.ranking.lexical.bm25 import Bm25Index, norms
from retrieval.ranking.occurrences import OccurrenceIndex
from retrieval.ranking.passage_reading import PassageReading, text_with_signature
from retrieval.ranking.ragged import Ragged
from retrieval.ranking.word_indexes import ConceptIndex, LetterIndex, WordIndexes, pair_counts
from retrieval.spans import Span

KIND_BITS = {kind: 1 << number for number, kind in enumerate(AnswerKind)}
"""The bit that stands for a kind of answer among several."""


class PassageCounter:
    """Counts passages as they are read, in story order; none of their readings is kept."""

    def __init__(self) -> None:
        self._terms: dict[str, int] = {}
        self._senses: dict[tuple[str, ...], int] = {}
        self._words: dict[str, int] = {}
        self._stems: dict[str, str] = {}  # of the words of other counters
        self._segments = NumberList()  # of each passage how many there are
        self._term_values, self._term_lengths = NumberList(), NumberList()
        self._sense_values, self._sense_lengths = NumberList(), NumberList()
        self._word_values, self._word_lengths = NumberList(), NumberList()
        self._kinds = NumberList()

    def count(self, passage: Passage, reader: TextReader) -> PassageReading:
        """Read a passage, count it, and return how it is read."""
        text = text_with_signature(passage)
        found = words(text)
        spans = sentences(passage.text)
        reading = PassageReading(passage, reader.read_passage(text, found), spans)
        self._count_text(reading.text, spans)
        before = len(self._word_values.last)
        self._word_values.last.extend(
            self._words.setdefault(word.folded, len(self._words)) for word in found if word.folded not in STOP_WORDS
        )
        self._word_lengths.last.append(len(self._word_values.last) - before)
        held = {kind for span in spans for kind in held_kinds(passage.text[span.start : span.end].strip())}
        self._kinds.last.append(sum(KIND_BITS[kind] for kind in held))
        return reading

    def _count_text(self, text: ReadText, spans: Sequence[Span]) -> None:
        """Count terms and senses by segment: the sentences, and last what is in none or crosses their ends."""
        ends = [span.end for span in spans]
        segment_of = [bisect_right(ends, token.start) for token in text.tokens]
        term_lengths, sense_lists = [0] * (len(ends) + 1), [array("i") for _ in range(len(ends) + 1)]
        for token, segment in zip(text.tokens, segment_of, strict=True):
            if token.content:
                self._term_values.last.append(self._terms.setdefault(token.term, len(self._terms)))
                term_lengths[segment] += 1
        for match in text.matches:
            segment = segment_of[match.first]
            whole = segment if segment_of[match.last - 1] == segment else -1
            sense_lists[whole].append(self._senses.setdefault(match.concepts, len(self._senses)))
        self._term_lengths.last.extend(term_lengths)
        for senses in sense_lists:
            self._sense_values.last.extend(senses)
            self._sense_lengths.last.append(len(senses))
        self._segments.last.append(len(ends) + 1)

    def pack(self) -> dict[str, Array]:
        """Return what was counted, in numbers of this counter's own: arrays of one dimension, see `Parts`."""
        return {
            **under("terms", Strings.of(self._terms).pack()),
            **under("senses", Strings.of(map(" ".join, self._senses)).pack()),
            **under("words", Strings.of(self._words).pack()),
            **under("stems", Strings.of(map(self._stem, self._words)).pack()),
            "segments": self._segments.read(),
            "term_values": self._term_values.read(),
            "term_lengths": self._term_lengths.read(),
            "sense_values": self._sense_values.read(),
            "sense_lengths": self._sense_lengths.read(),
            "word_values": self._word_values.read(),
            "word_lengths": self._word_lengths.read(),
            "kinds": self._kinds.read(),
        }

    def add(self, arrays: Arrays) -> None:
        """Add what another counter has packed, of the passages that follow those counted so far."""
        terms = numbered(self._terms, Strings.unpack(within("terms", arrays)))
        senses = numbered(self._senses, (tuple(each.split()) for each in Strings.unpack(within("senses", arrays))))
        written = list(Strings.unpack(within("words", arrays)))
        words = numbered(self._words, written)
        self._stems.update(zip(written, Strings.unpack(within("stems", arrays)), strict=True))
        self._term_values.add(terms[arrays["term_values"]])
        self._sense_values.add(senses[arrays["sense_values"]])
        self._word_values.add(words[arrays["word_values"]])
        self._term_lengths.add(arrays["term_lengths"])
        self._sense_lengths.add(arrays["sense_lengths"])
        self._word_lengths.add(arrays["word_lengths"])
        self._kinds.add(arrays["kinds"])
        self._segments.add(arrays["segments"])

    @property
    def kinds(self) -> Numbers:
        """For each passage the bits of the kinds of answer that its sentences hold."""
        return self._kinds.read().view(np.int32)

    def _stem(self, word: str) -> str:
        return self._stems.get(word) or stem(word)

    def indexes(self) -> WordIndexes:
        """Index what was counted."""
        segments = starts_of(self._segments.read())
        terms = Ragged(self._term_values.read().view(np.int32), starts_of(self._term_lengths.read()))
        senses = Ragged(self._sense_values.read().view(np.int32), starts_of(self._sense_lengths.read()))
        written = Ragged(self._word_values.read().view(np.int32), starts_of(self._word_lengths.read()))
        occurrences = OccurrenceIndex.build(segments, terms, len(self._terms))
        stems = np.array([self._terms.get(self._stem(word), -1) for word in self._words], dtype=np.int32)
        return WordIndexes(
            Bm25Index.build(TermTable.of(self._terms), occurrences.by_passage),
            occurrences,
            norms(pair_counts(occurrences.by_passage)),
            ConceptIndex.build(self._senses, senses, segments),
            LetterIndex.build(map(word_ngrams, self._words), written, stems),
        )
