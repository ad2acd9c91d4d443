"""Offers the questions that fit what somebody has typed so far (autocomplete).

A typed word matches any word of a question that begins with it, or that is one or two typing errors away; words of many
questions count for little (idf). The postings are laid out in the order of the vocabulary, so that all words with a
prefix are one slice: a look-up takes well under a millisecond for thousands of questions.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from retrieval.english.terms import fold
from retrieval.kept.arrays import Array, Arrays, Strings, under, within
from retrieval.knowledge.files import ReaderQuestion

MAX_CHARACTERS = 100
"""Longer questions are not offered: Discord allows 100 characters for a choice."""
MAX_TYPED_WORDS = 16
BEGINS, SLIP = 0.8, 0.5
"""What a word counts that only begins with the typed one, or differs by a typing error; the word itself counts 1."""
SLIP_FROM = 4
"""Letters from which a word may have a typing error; one letter makes a different word of a shorter one."""
LONGEST_SLIP = 14
LOOKED_AT = 400
ONE_EACH = 1
"""Questions of one paragraph that are offered before those of other paragraphs."""

# Not `terms.words`: it turns "three" into 3, and what is typed so far may be "thr".
_WORD = re.compile(r"\w+(?:['’]\w+)*")

_ASKING = ("who", "what", "when", "where", "why", "how", "which")
_LEANING = frozenset("she he they it her his him them hers their its this that these those lady woman man".split())


class Suggestions:
    """The questions that a story offers, prepared for look-ups. Immutable.

    `texts` are the questions, and `numbers` of each the number of the reader question that it was.
    """

    def __init__(self, arrays: Arrays) -> None:
        self._arrays = arrays
        self.texts: Sequence[str] = Strings.unpack(within("texts", arrays))
        self.numbers: NDArray[np.int32] = arrays["numbers"].view(np.int32)
        self._paragraphs = arrays["paragraphs"].view(np.int32)
        self._openers = arrays["openers"].view(np.int32)
        self._words = Strings.unpack(within("words", arrays))
        self._postings, self._offsets = arrays["postings"].view(np.int32), arrays["offsets"].view(np.int64)
        self._form = arrays["form"].view(np.float64)
        self._shortened: dict[int, list[str]] = {}

    @classmethod
    def of(cls, questions: Sequence[ReaderQuestion], numbers: Sequence[int] | None = None) -> Suggestions:
        """Lay out the questions that can be offered, each once; without `numbers` they are numbered in their order."""
        short = [
            (question, number)
            for question, number in zip(questions, numbers or range(len(questions)), strict=True)
            if len(question.text) <= MAX_CHARACTERS
        ]
        offered = {question.text: (question, number) for question, number in short}
        holding: defaultdict[str, list[int]] = defaultdict(list)
        for number, text in enumerate(offered):
            for word in set(_folded(text)):
                holding[word].append(number)
        words = sorted(holding)
        form = [_form(text) for text in offered]
        places = [(question.file, question.paragraph) for question, _ in offered.values()]
        paragraphs = {place: number for number, place in enumerate(dict.fromkeys(places))}
        arrays: dict[str, Array] = {
            "numbers": np.array([number for _, number in offered.values()], dtype=np.int32),
            "paragraphs": np.array([paragraphs[place] for place in places], dtype=np.int32),
            "openers": np.array(_openers([question for question, _ in offered.values()], form), dtype=np.int32),
            "postings": np.array([number for word in words for number in holding[word]], dtype=np.int32),
            "offsets": np.cumsum([0, *(len(holding[word]) for word in words)], dtype=np.int64),
            "form": np.array(form, dtype=np.float64),
            **under("texts", Strings.of(offered).pack()),
            **under("words", Strings.of(words).pack()),
        }
        return cls(arrays)

    def pack(self) -> Arrays:
        """Return the arrays to keep."""
        return self._arrays

    @classmethod
    def unpack(cls, arrays: Arrays) -> Suggestions:
        """Make the suggestions of kept arrays."""
        return cls(arrays)

    def offer(self, typed: str, limit: int) -> tuple[str, ...]:
        """Return up to `limit` questions, best first; a paragraph's second one comes after all other paragraphs'."""
        wanted = _folded(typed)[:MAX_TYPED_WORDS]
        if not len(self.texts) or limit <= 0:
            return ()
        if not wanted:
            return () if typed.strip() else tuple(self.texts[number] for number in self._openers[:limit].tolist())
        scores = self._scores(wanted, finished=typed[-1:].isspace())
        best = [int(number) for number in np.argsort(-scores, kind="stable")[:LOOKED_AT] if scores[number] > 0]
        begins = {number for number in best if self._begins(_folded(self.texts[number]), wanted)}
        best.sort(key=lambda number: -scores[number] - (number in begins))
        return self._spread(best, limit)

    def _scores(self, wanted: Sequence[str], *, finished: bool) -> NDArray[np.float64]:
        """Return the score of each question; 0 if it lacks too much of what is typed."""
        scores = np.zeros(len(self.texts))
        possible = 0.0
        for place, word in enumerate(wanted):
            last = place == len(wanted) - 1 and not finished
            weights, most = self._weights(word, unfinished=last)
            scores += weights
            possible += most
        scores[scores < possible * 0.5] = 0
        scores[scores > 0] += self._form[scores > 0]
        return scores

    def _weights(self, word: str, *, unfinished: bool) -> tuple[NDArray[np.float64], float]:
        """Return what a typed word adds to the score of each question, and the most it can add."""
        weights = np.zeros(len(self.texts))
        first = bisect_left(self._words, word)
        end = bisect_left(self._words, word + "\uffff")
        rows = self._postings[self._offsets[first] : self._offsets[end]]
        kind = BEGINS
        if not len(rows):
            rows = self._with_slips(word, unfinished=unfinished)
            kind = SLIP
        rarity = float(np.log1p(len(self.texts) / max(1, len(rows))))
        weights[rows] = kind * rarity
        if first < end and self._words[first] == word:
            exact = self._postings[self._offsets[first] : self._offsets[first + 1]]
            weights[exact] = rarity
        return weights, rarity

    def _with_slips(self, word: str, *, unfinished: bool) -> NDArray[np.int32]:
        """Return the questions with a word that is one typing error away, or two if the word is long."""
        if not SLIP_FROM <= len(word) <= LONGEST_SLIP:
            return np.empty(0, dtype=np.int32)
        allowed = 1 if len(word) < 2 * SLIP_FROM else 2
        among = self._beginnings(len(word)) if unfinished else self._listed
        from rapidfuzz import process  # noqa: PLC0415  # most people type no slip
        from rapidfuzz.distance import OSA  # noqa: PLC0415

        found = process.extract(word, among, scorer=OSA.distance, score_cutoff=allowed, limit=20)
        rows = [self._postings[self._offsets[at] : self._offsets[at + 1]] for _, _, at in found]
        return np.concatenate(rows) if rows else np.empty(0, dtype=np.int32)

    @staticmethod
    def _begins(folded: Sequence[str], wanted: Sequence[str]) -> bool:
        *whole, last = wanted
        return len(folded) >= len(wanted) and folded[: len(whole)] == whole and folded[len(whole)].startswith(last)

    def _spread(self, numbers: Sequence[int], limit: int) -> tuple[str, ...]:
        """Return the questions in order, with those of a paragraph that already has one at the end."""
        had: defaultdict[int, int] = defaultdict(int)
        said: set[frozenset[str]] = set()
        now: list[str] = []
        later: list[str] = []
        for number in numbers:
            text = self.texts[number]
            same = frozenset(_folded(text))
            if same in said:
                continue
            said.add(same)
            paragraph = int(self._paragraphs[number])
            (now if had[paragraph] < ONE_EACH else later).append(text)
            had[paragraph] += 1
        return tuple([*now, *later][:limit])

    @cached_property
    def _listed(self) -> list[str]:
        return list(self._words)

    def _beginnings(self, size: int) -> list[str]:
        """Return the first letters of every word, for one that is still being typed."""
        if size not in self._shortened:
            self._shortened[size] = [word[:size] for word in self._listed]
        return self._shortened[size]


def _openers(questions: Sequence[ReaderQuestion], form: Sequence[float]) -> list[int]:
    """Return what is offered before anything is typed: one question a paragraph, the articles in turn."""
    best: dict[tuple[str, int], int] = {}
    for number, question in enumerate(questions):
        paragraph = question.file, question.paragraph
        if paragraph not in best or form[number] > form[best[paragraph]]:
            best[paragraph] = number
    turns: defaultdict[str, int] = defaultdict(int)
    order: list[tuple[int, str, int]] = []
    for (file, _), number in sorted(best.items()):
        order.append((turns[file], file, number))
        turns[file] += 1
    return [number for _, _, number in sorted(order)]


def _folded(text: str) -> list[str]:
    return [folded for word in _WORD.findall(text[: 4 * MAX_CHARACTERS]) if (folded := fold(word))]


def _form(text: str) -> float:
    """Return how well a question reads by itself, -0.2 to 0.7: a full sentence, without pronouns for others."""
    asks = text.casefold().startswith(_ASKING)
    leans = any(word in _LEANING for word in _folded(text))
    form = 0.2 * text[:1].isupper() + 0.2 * text.endswith("?") + 0.1 * (20 <= len(text) <= 70)
    return form + 0.2 * asks - 0.2 * leans
