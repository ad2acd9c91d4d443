"""Passages -> everything counted over them once, so that ranking a question costs a few array operations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from retrieval.articles.library import Library
from retrieval.articles.passages import Passage, PassageKind
from retrieval.english.answer_kinds import AnswerKind, held_kinds
from retrieval.english.sentences import sentences
from retrieval.english.terms import character_ngrams
from retrieval.knowledge.files import ReaderQuestions
from retrieval.questions.reading import ReadText, TextReader
from retrieval.quotations.quotation import Quotation
from retrieval.ranking.bm25 import Bm25Index
from retrieval.ranking.reader_questions import ReaderQuestionModel
from retrieval.spans import Span

Column = npt.NDArray[np.float64]
"""One value a passage, in story order: shape (passages,)."""
Rows = npt.NDArray[np.intp]

PAIR_WINDOW = 6
"""Two words of a passage are a pair if at most this many words, counting both, contain them."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a passage, `passage.text[span.start:span.end]`, as the index reads it."""

    row: int
    span: Span
    text: ReadText
    kinds: frozenset[AnswerKind]


@dataclass(frozen=True, slots=True)
class PassageReading:
    """A passage as the index reads it: as a whole, with its signature line, and sentence by sentence."""

    passage: Passage
    text: ReadText
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class WordIndexes:
    """BM25 indexes over the passages, by what counts as a term; `sentences` has the story's sentences for documents."""

    terms: Bm25Index
    concepts: Bm25Index
    pairs: Bm25Index
    letters: Bm25Index
    sentences: Bm25Index

    @classmethod
    def build(cls, texts: Sequence[ReadText], sentences: Sequence[Sentence]) -> WordIndexes:
        """Index the passages and the sentences."""
        return cls(
            terms=Bm25Index([text.content_terms for text in texts]),
            concepts=Bm25Index([text.concepts for text in texts]),
            pairs=Bm25Index([word_pairs(text.content_terms) for text in texts]),
            letters=Bm25Index([character_ngrams(text.text) for text in texts]),
            sentences=Bm25Index([[*sentence.text.content_terms, *sentence.text.concepts] for sentence in sentences]),
        )


@dataclass(frozen=True, slots=True)
class Layout:
    """Where passages are: `before` and `after` are the neighbours' rows in the same article, -1 at its ends.

    `article` numbers each passage's article from 0; `headline` and `furniture` are 1 for such passages, else 0.
    `sentence_rows` holds each sentence's passage.
    """

    article: Rows
    before: Rows
    after: Rows
    headline: Column
    furniture: Column
    sentence_rows: Rows

    @classmethod
    def build(cls, passages: Sequence[Passage], sentences: Sequence[Sentence]) -> Layout:
        """Note where each passage and each sentence is."""
        numbers = {file: number for number, file in enumerate(dict.fromkeys(passage.file for passage in passages))}
        before, after = _neighbours(passages)
        return cls(
            article=np.array([numbers[passage.file] for passage in passages], dtype=np.intp),
            before=before,
            after=after,
            headline=np.array([passage.kind is PassageKind.HEADLINE for passage in passages], dtype=np.float64),
            furniture=np.array([passage.kind is PassageKind.FURNITURE for passage in passages], dtype=np.float64),
            sentence_rows=np.array([sentence.row for sentence in sentences], dtype=np.intp),
        )


@dataclass(frozen=True, slots=True)
class Contents:
    """For each passage the kinds of answer in it, and the names of the people it names and of those it quotes.

    `rarity`: the share of passages that do not have a kind of answer.
    """

    kinds: tuple[frozenset[AnswerKind], ...]
    rarity: Mapping[AnswerKind, float]
    people: tuple[frozenset[str], ...]
    speakers: tuple[frozenset[str], ...]

    @classmethod
    def build(
        cls,
        passages: Sequence[Passage],
        texts: Sequence[ReadText],
        sentences: Sequence[Sentence],
        spoken: Iterable[Quotation],
    ) -> Contents:
        """Note what each passage has."""
        held: list[set[AnswerKind]] = [set() for _ in passages]
        for sentence in sentences:
            held[sentence.row] |= sentence.kinds
        speakers: defaultdict[tuple[str, int], set[str]] = defaultdict(set)
        for quotation in spoken:
            if quotation.person is not None:
                speakers[quotation.article, quotation.paragraph].add(quotation.person.name)
        return cls(
            kinds=tuple(map(frozenset, held)),
            rarity={kind: 1 - sum(kind in kinds for kinds in held) / max(1, len(passages)) for kind in AnswerKind},
            people=tuple(frozenset(person.name for person in text.persons) for text in texts),
            speakers=tuple(frozenset(speakers.get((passage.file, passage.paragraph), ())) for passage in passages),
        )


@dataclass(frozen=True, slots=True)
class AskedWords:
    """The reader questions of each passage, by row, and what is counted and learned from them.

    `index`: BM25 over all the reader questions of a passage together; `known`: over the words of a passage and of its
    reader questions, each once. `model` is None in a story without reader questions.
    """

    texts: Mapping[int, tuple[ReadText, ...]]
    index: Bm25Index
    known: Bm25Index
    model: ReaderQuestionModel | None

    @classmethod
    def build(
        cls, library: Library, passages: Sequence[ReadText], reader: TextReader, questions: ReaderQuestions
    ) -> AskedWords:
        """Read the questions and learn from them; one that a long paragraph answers belongs to its first passage."""
        asked: defaultdict[int, list[ReadText]] = defaultdict(list)
        for question in questions.answered:
            row = library.rows(question.file, question.paragraph)[0]
            asked[row].append(reader.read_question(question.text))
        words = [[term for text in asked.get(row, ()) for term in text.content_terms] for row in range(len(passages))]
        known = [sorted({*own, *passage.content_terms}) for own, passage in zip(words, passages, strict=True)]
        model: ReaderQuestionModel | None = None
        if asked:
            labelled = [(text, row) for row, texts in asked.items() for text in texts]
            labelled += [(reader.read_question(text), len(passages)) for text in questions.unanswerable]
            model = ReaderQuestionModel(
                [text for text, _ in labelled], [label for _, label in labelled], len(passages) + 1
            )
        return cls({row: tuple(texts) for row, texts in asked.items()}, Bm25Index(words), Bm25Index(known), model)


@dataclass(frozen=True)
class Corpus:
    """The passages of a story, as they are read, and what is counted over them, by subject. `texts` are by row."""

    passages: tuple[Passage, ...]
    texts: tuple[ReadText, ...]
    sentences: tuple[Sentence, ...]
    indexes: WordIndexes
    layout: Layout
    contents: Contents
    asked: AskedWords

    @classmethod
    def build(
        cls, library: Library, reader: TextReader, questions: ReaderQuestions, spoken: Iterable[Quotation]
    ) -> Corpus:
        """Read and count the passages; `spoken` are the story's quotations whose speakers are known."""
        passages = library.passages
        texts = tuple(reader.read_passage(_text_with_signature(passage)) for passage in passages)
        cut = tuple(_read_sentences(passages, reader))
        return cls(
            passages,
            texts,
            cut,
            WordIndexes.build(texts, cut),
            Layout.build(passages, cut),
            Contents.build(passages, texts, cut, spoken),
            AskedWords.build(library, texts, reader, questions),
        )

    def reading(self, row: int) -> PassageReading:
        """Return a passage as it is read, and its sentences."""
        return PassageReading(self.passages[row], self.texts[row], tuple(self._sentences_of[row]))

    @cached_property
    def _sentences_of(self) -> list[list[Sentence]]:
        found: list[list[Sentence]] = [[] for _ in self.passages]
        for sentence in self.sentences:
            found[sentence.row].append(sentence)
        return found

    @property
    def size(self) -> int:
        """How many passages there are."""
        return len(self.passages)

    @property
    def share_asked(self) -> float:
        """The share of paragraphs, page furniture aside, that have reader questions, 0 to 1."""
        first = {(p.file, p.paragraph): p.row for p in reversed(self.passages) if p.kind is not PassageKind.FURNITURE}
        return sum(row in self.asked.texts for row in first.values()) / max(1, len(first))


def word_pairs(terms: Sequence[str], window: int = PAIR_WINDOW) -> list[str]:
    """Return each two different terms within a window, in alphabetical order: "holy dance" is "danc holi"."""
    return [
        f"{min(first, second)} {max(first, second)}"
        for at, first in enumerate(terms)
        for second in terms[at + 1 : at + window]
        if first != second
    ]


def _text_with_signature(passage: Passage) -> str:
    return passage.text if passage.signature is None else f"{passage.text}\n{passage.signature.text}"


def _read_sentences(passages: Sequence[Passage], reader: TextReader) -> Iterable[Sentence]:
    for passage in passages:
        for span in sentences(passage.text):
            text = passage.text[span.start : span.end]
            yield Sentence(passage.row, span, reader.read_passage(text), held_kinds(text.strip()))


def _neighbours(passages: Sequence[Passage]) -> tuple[Rows, Rows]:
    """Return the rows before and after each passage in its article; a headline is no neighbour of what follows it."""
    count = len(passages)
    same = [
        first.article is second.article and first.kind is not PassageKind.HEADLINE
        for first, second in pairwise(passages)
    ]
    before = [row - 1 if row and same[row - 1] else -1 for row in range(count)]
    after = [row + 1 if row < count - 1 and same[row] else -1 for row in range(count)]
    return np.array(before, dtype=np.intp), np.array(after, dtype=np.intp)
