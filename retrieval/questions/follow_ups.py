"""Questions that lean on the one before: "why?", "and when was that?", "what did she say then?", "and Kim?".

A question that cannot stand alone takes the missing words from the question before it. One that may or may not
("did she expect it?") is read both ways, and the ranking takes the reading it is surer of.
"""

from __future__ import annotations

import re
from enum import Enum

from retrieval.answer import Exchange
from retrieval.articles.library import Library
from retrieval.english.terms import words
from retrieval.questions.reading import ReadText

_OPENS = re.compile(r"^\W*(?:and|but|or|so|then|ok(?:ay)?|also|what about|how about|what of)\b", re.I)
_POINTS_BACK = re.compile(
    r"\b(?:was|is|were|are|did|does|about|after|before|to|at|of|like|for|with|from)\s+(?:that|those|it|then)\b", re.I
)
_PRONOUN = re.compile(
    r"\b(?:that|it|this|he|she|they|him|her|hers|his|them|their|there|those|these|then|else|its)\b", re.I
)
_ASKING = re.compile(r"^\W*(?:who|what|when|where|why|how|which|whose|did|does|do|is|was|were|are|has|had|can)\b", re.I)
_EMPTY = frozenset("say said tell told realli exact els happen mean actual long old mani much often kind time".split())
"""Stems of words that ask for more without saying of what."""
_ASKS_BACK = frozenset(
    "really|oh really|for real|fr|fr fr|seriously|srsly|is that so|is it|and|so|so what|and then|then what"
    "|what then|are you sure|you sure|r u sure|u sure".split("|")
)
_OWN = 2
"""A question with more content words of its own than this stands alone."""
_SAME_PASSAGE = 1.0
_NEXT_PASSAGE = 0.6


class Leaning(Enum):
    """How a question depends on the one before."""

    ALONE = "alone"
    PERHAPS = "perhaps"
    SURELY = "surely"
    SAME_OF_ANOTHER = "the same question of another person"


def leaning(question: ReadText) -> Leaning:
    """Return how a question leans, by its words: what it names, what it points to, how it opens."""
    text = question.text
    own = sum(token.content and token.person is None and token.term not in _EMPTY for token in question.tokens)
    opens = _OPENS.search(text) is not None
    if question.persons:
        if own == 0 and opens:
            return Leaning.SAME_OF_ANOTHER
        return Leaning.PERHAPS if own <= 1 and _PRONOUN.search(text) else Leaning.ALONE
    if own == 0 or (own <= _OWN and _POINTS_BACK.search(text)):
        return Leaning.SURELY
    if own <= _OWN and (opens or _PRONOUN.search(text) or len(question.tokens) <= own + 2):
        return Leaning.PERHAPS
    return Leaning.ALONE


def asks_back(text: str) -> bool:
    """Whether a message that would be small talk questions the answer just given: "really?", "are you sure"."""
    folded = " ".join(word.folded for word in words(text))
    return folded in _ASKS_BACK and ("?" in text or folded.endswith("sure"))


def with_other_people(before: ReadText, now: ReadText) -> str:
    """Return the question before with its people replaced by those now named: "how old is Kim", "and Alice?"."""
    named = " and ".join(now.text[token.start : token.end] for token in now.tokens if token.person)
    first = next((token for token in before.tokens if token.person), None)
    if first is None:
        return f"{before.text} {named}"
    return f"{before.text[: first.start]}{named}{before.text[first.end :]}"


def without_asking_word(question: str) -> str:
    """Return a question without the word that opens it: "why", "who", "did"."""
    return _ASKING.sub("", question)


def nearby(previous: Exchange, library: Library) -> dict[int, float]:
    """Return, by row, what the passages of the last answer's paragraph and of those beside it gain, in log-odds."""
    if previous.file is None or previous.paragraph is None:
        return {}
    return {
        row: _SAME_PASSAGE if number == previous.paragraph else _NEXT_PASSAGE
        for number in range(previous.paragraph - 1, previous.paragraph + 2)
        for row in library.rows(previous.file, number)
        if library.passages[row].paragraph == number  # a signature's paragraph is its tweet's neighbour
    }
