"""Query + index -> named features of every passage. Each says one thing; `ranking` weighs them.

Every feature lies in 0..1 for every passage, so that a weight can be read: it is what the feature can add. BM25
scores are divided by the query's upper bound, since raw ones mean nothing across questions and stories.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from retrieval.articles.passages import Passage, PassageKind, sentences
from retrieval.english.answer_kinds import AnswerKind, held_kinds
from retrieval.english.common_words import general_weight
from retrieval.english.terms import character_ngrams
from retrieval.people.people import Person
from retrieval.questions.reading import ReadText, TextReader
from retrieval.ranking.bm25 import Bm25Index
from retrieval.ranking.reader_questions import ReaderQuestionModel
from retrieval.spans import Span

Column = npt.NDArray[np.float64]
"""One value a passage, in story order: shape (passages,)."""

FEATURES: Mapping[str, str] = {
    "words": "BM25 of the question's words, over its upper bound",
    "coverage": "share of the question's words, by idf and rarity, that the passage has, itself or in other words",
    "related": "BM25 of the question's words and phrases in other words (vocabulary), over its upper bound",
    "sentence": "the best single sentence's share of the question's words, weighted likewise",
    "pairs": "BM25 of pairs of words that stand within six words of each other, over its upper bound",
    "letters": "BM25 of character 4-grams, over its upper bound: typing errors and other forms of a word",
    "neighbours": "mean coverage of the paragraphs before and after",
    "context": "coverage where each word may stand in the passage or in the paragraph before",
    "article": "the largest coverage of a passage in the same article",
    "people": "share of the people in the question whom the passage names",
    "people_near": "share of them whom the passage or the paragraph before names: whom 'she' may mean",
    "kind": "the passage holds the kind of answer that is wanted, times the share of passages that don't",
    "speaker": "the question asks what somebody said, and the passage quotes somebody named in the question",
    "headline": "the passage is a headline",
    "furniture": "the passage is page furniture, and the question does not ask about the page",
    "question_fit": "reader questions: what was learned from them points here (kernel ridge regression)",
    "question_near": "reader questions: mean similarity of this passage's three nearest",
    "question_words": "reader questions: BM25 of all of this passage's together, over the upper bound",
}
"""Each feature and what it measures."""

WINDOW = 6
RELATED_WEIGHT = 0.6
"""What another word for the same thing counts beside the word itself."""
_PAGE_WORDS = frozenset(
    "video clip watch photo pictur sourc link repost share imag galleri vid footag via credit".split()
)


@dataclass(frozen=True, slots=True)
class Observation:
    """What was seen of a question: every feature of every passage, and what the reader questions point to.

    `fit` and `near` have one value a passage and a last one for "not told"; None in a story without any.
    """

    features: Mapping[str, Column]
    fit: Column | None = None
    near: Column | None = None


@dataclass(frozen=True, slots=True)
class _Coverage:
    """Shares of a question's words, one value a passage each."""

    passage: Column
    sentence: Column
    context: Column


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a passage: `passage.text[span.start:span.end]`, as the index sees it."""

    row: int
    span: Span
    reading: ReadText
    kinds: frozenset[AnswerKind]


class Evidence:
    """Everything that is counted over a story's passages once, so that a question costs a few array operations."""

    def __init__(
        self,
        passages: Sequence[Passage],
        reader: TextReader,
        questions: Mapping[int, Sequence[ReadText]],
        similar: ReaderQuestionModel | None,
        speakers: Mapping[int, frozenset[str]],
    ) -> None:
        self.size = len(passages)
        self._read = lru_cache(maxsize=4_096)(reader.read_passage)
        self._similar = similar
        readings = [reader.read_passage(_text_with_signature(passage)) for passage in passages]
        self.readings = tuple(readings)
        self.terms = Bm25Index([reading.content_terms for reading in readings])
        self.concepts = Bm25Index([reading.concepts for reading in readings])
        self._pairs = Bm25Index([_pairs(reading.content_terms) for reading in readings])
        self._letters = Bm25Index([character_ngrams(reading.text) for reading in readings])
        self._asked = Bm25Index(
            [
                [term for question in questions.get(row, ()) for term in question.content_terms]
                for row in range(self.size)
            ]
        )
        asked_terms = [
            frozenset(term for question in questions.get(row, ()) for term in question.content_terms)
            for row in range(self.size)
        ]
        self._known_terms = [
            asked.union(reading.content_terms) for asked, reading in zip(asked_terms, readings, strict=True)
        ]
        self._known_concepts = [frozenset(reading.concepts) for reading in readings]
        self._asked_or_told = Bm25Index([sorted(terms) for terms in self._known_terms])
        self.sentences = _read_sentences(passages, reader)
        self._sentence_rows = np.array([sentence.row for sentence in self.sentences], dtype=np.intp)
        self._sentence_index = Bm25Index(
            [[*sentence.reading.content_terms, *sentence.reading.concepts] for sentence in self.sentences]
        )
        self._by_row: list[list[int]] = [[] for _ in range(self.size)]
        for number, sentence in enumerate(self.sentences):
            self._by_row[sentence.row].append(number)
        self._kinds = [
            frozenset[AnswerKind]().union(*(self.sentences[number].kinds for number in numbers))
            for numbers in self._by_row
        ]
        self._rarity = {kind: 1 - sum(kind in held for held in self._kinds) / max(1, self.size) for kind in AnswerKind}
        files = list(dict.fromkeys(passage.file for passage in passages))
        self._article = np.array([files.index(passage.file) for passage in passages], dtype=np.intp)
        self._article_count = len(files)
        self._named = [frozenset(person.name for person in reading.persons) for reading in readings]
        self._speakers = [speakers.get(row, frozenset()) for row in range(self.size)]
        self._before, self._after = _neighbour_rows(passages)
        self._headline = np.array([passage.kind is PassageKind.HEADLINE for passage in passages], dtype=np.float64)
        self._furniture = np.array([passage.kind is PassageKind.FURNITURE for passage in passages], dtype=np.float64)

    def observe(self, reading: ReadText, wanted: frozenset[AnswerKind]) -> Observation:
        """Return the evidence for a question and the kinds of answer it wants."""
        terms = reading.content_terms[:64]
        bound = sum(self.terms.upper_bound(term) for term in terms if term in self.terms) or 1.0
        words = self.terms.scores(terms) / bound
        covered = self._coverage(reading)
        fit: Column | None = None
        near: Column | None = None
        if self._similar is not None:
            similarities = self._similar.similarities(reading)
            fit = self._similar.scores(similarities).astype(np.float64)
            near = self._similar.nearest(similarities, 3).astype(np.float64)
        nothing = np.zeros(self.size)
        features = {
            "words": words,
            "coverage": covered.passage,
            "related": self._related(reading),
            "sentence": covered.sentence,
            "pairs": _bounded(self._pairs, _pairs(terms, window=2)),
            "letters": _bounded(self._letters, character_ngrams(reading.text)[:300]),
            "neighbours": (_shifted(covered.passage, self._before) + _shifted(covered.passage, self._after)) / 2,
            "context": covered.context,
            "article": self._article_best(covered.passage),
            **self._people(reading.persons),
            "kind": self._kind(wanted),
            "speaker": self._speaker(wanted, reading.persons),
            "headline": self._headline,
            "furniture": self._furniture * (not _PAGE_WORDS.intersection(reading.all_terms)),
            "question_fit": nothing if fit is None else np.clip(fit[: self.size], 0, 1),
            "question_near": nothing if near is None else near[: self.size],
            "question_words": _bounded(self._asked, terms),
        }
        return Observation(features, fit, near)

    def resemblance(self, reading: ReadText) -> float:
        """Return how similar a question is to the reader question nearest to it, 0 to 1; 0 where there is none."""
        if self._similar is None:
            return 0.0
        return float(self._similar.similarities(reading).max(initial=0.0))

    def holds(self, row: int, kind: AnswerKind) -> bool:
        """Whether a passage holds an answer of this kind."""
        return kind in self._kinds[row]

    def sentences_of(self, row: int) -> list[int]:
        """Return the numbers of a passage's sentences, in order; `sentences` holds them all."""
        return self._by_row[row]

    def grounded(self, reading: ReadText, row: int) -> tuple[float, float]:
        """Return how far a passage and its reader questions know the question's words.

        The first number is the share of them, weighted by idf and rarity, that stand there, themselves or in other
        words; the second how telling the most telling word is that does not, 0 (none is missing) to 1.
        """
        known = self._known_terms[row]
        concepts = self._known_concepts[row]
        total = found = missing = 0.0
        for position, token in enumerate(reading.tokens):
            if not token.content:
                continue
            weight = self._asked_or_told.idf(token.term) / self._asked_or_told.unseen_idf
            if token.person is None:
                weight *= general_weight(token.folded)
            total += weight
            if token.term in known or any(
                match.first <= position < match.last and not concepts.isdisjoint(match.concepts)
                for match in reading.matches
            ):
                found += weight
            else:
                missing = max(missing, weight)
        return (found / total if total else 0.0), missing

    def read(self, text: str) -> ReadText:
        """Read a part of a passage as the index does; kept, since the same parts are looked at again."""
        return self._read(text)

    def is_asked(self, term: str) -> bool:
        """Whether a reader question of some passage holds the term."""
        return term in self._asked

    def _coverage(self, reading: ReadText) -> _Coverage:
        """Return which share of the question each passage, its best sentence, and it with the one before cover."""
        total = 0.0
        covered, in_context = np.zeros(self.size), np.zeros(self.size)
        in_sentence = np.zeros(len(self._sentence_rows))
        for position, token in enumerate(reading.tokens):
            if not token.content:
                continue
            weight = self.terms.idf(token.term)
            if token.person is None:
                weight *= general_weight(token.folded)
            total += weight
            best = np.zeros(self.size)
            best_sentence = np.zeros(len(self._sentence_rows))
            concepts = {
                concept
                for match in reading.matches
                if match.first <= position < match.last
                for concept in match.concepts
            }
            for concept in concepts:
                best[self.concepts.postings(concept)[0]] = RELATED_WEIGHT
                best_sentence[self._sentence_index.postings(concept)[0]] = RELATED_WEIGHT
            best[self.terms.postings(token.term)[0]] = 1
            best_sentence[self._sentence_index.postings(token.term)[0]] = 1
            covered += weight * best
            in_context += weight * np.maximum(best, _shifted(best, self._before))
            in_sentence += weight * best_sentence
        best_of = np.zeros(self.size)
        np.maximum.at(best_of, self._sentence_rows, in_sentence)
        scale = 1 / total if total else 0.0
        return _Coverage(covered * scale, best_of * scale, in_context * scale)

    def _article_best(self, coverage: Column) -> Column:
        best = np.zeros(self._article_count)
        np.maximum.at(best, self._article, coverage)
        return best[self._article]

    def _kind(self, wanted: frozenset[AnswerKind]) -> Column:
        if not wanted:
            return np.zeros(self.size)
        rarity = max(self._rarity[kind] for kind in wanted)
        return np.array([rarity * (wanted <= held) for held in self._kinds])

    def _related(self, reading: ReadText) -> Column:
        """Score other words for the question's: of several senses of a phrase the best in each passage counts."""
        scores = np.zeros(self.size)
        bound = 0.0
        for match in reading.matches:
            if match.last - match.first == 1 and not reading.tokens[match.first].content:
                continue
            best = np.zeros(self.size)
            for concept in match.concepts:
                rows, values = self.concepts.postings(concept)
                best[rows] = np.maximum(best[rows], values)
            bound += max((self.concepts.upper_bound(concept) for concept in match.concepts), default=0.0)
            scores += best
        return scores / bound if bound else scores

    def _people(self, persons: Sequence[Person]) -> dict[str, Column]:
        named = np.zeros(self.size)
        near = np.zeros(self.size)
        if persons:
            wanted = {person.name for person in persons}
            for row, names in enumerate(self._named):
                named[row] = len(wanted & names) / len(wanted)
                before = self._before[row]
                around = names | self._named[before] if before >= 0 else names
                near[row] = len(wanted & around) / len(wanted)
        return {"people": named, "people_near": near}

    def _speaker(self, wanted: frozenset[AnswerKind], persons: Sequence[Person]) -> Column:
        if AnswerKind.SPEECH not in wanted or not persons:
            return np.zeros(self.size)
        names = {person.name for person in persons}
        return np.array([float(bool(names & speakers)) for speakers in self._speakers])


def _text_with_signature(passage: Passage) -> str:
    return passage.text if passage.signature is None else f"{passage.text}\n{passage.signature.text}"


def _read_sentences(passages: Sequence[Passage], reader: TextReader) -> tuple[Sentence, ...]:
    found: list[Sentence] = []
    for passage in passages:
        for span in sentences(passage.text):
            text = passage.text[span.start : span.end]
            found.append(Sentence(passage.row, span, reader.read_passage(text), held_kinds(text.strip())))
    return tuple(found)


def _neighbour_rows(passages: Sequence[Passage]) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Return the rows of the passages before and after each in its own article, -1 at the ends."""
    count = len(passages)
    same = [
        first.article is second.article and first.kind is not PassageKind.HEADLINE
        for first, second in pairwise(passages)
    ]
    before = [row - 1 if row and same[row - 1] else -1 for row in range(count)]
    after = [row + 1 if row < count - 1 and same[row] else -1 for row in range(count)]
    return np.array(before, dtype=np.intp), np.array(after, dtype=np.intp)


def _shifted(column: Column, rows: npt.NDArray[np.intp]) -> Column:
    """Return the values of other rows, 0 where there is none."""
    return np.where(rows >= 0, column[rows], 0.0) if len(rows) else column


def _bounded(index: Bm25Index, terms: Iterable[str]) -> Column:
    """Return BM25 scores over the upper bound of the terms the index knows."""
    known = [term for term in terms if term in index]
    bound = sum(index.upper_bound(term) for term in known)
    return index.scores(known) / bound if bound else np.zeros(index.size)


def _pairs(terms: Sequence[str], window: int = WINDOW) -> list[str]:
    """Return each two different terms within a window, in alphabetical order: "holy dance" is "danc holi"."""
    return [
        f"{min(first, second)} {max(first, second)}"
        for at, first in enumerate(terms)
        for second in terms[at + 1 : at + window]
        if first != second
    ]
