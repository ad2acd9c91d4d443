"""Questions that lean on the one before: "why?", "and when was that?", "what did she say then?", "and Kim?".

A question that cannot stand alone takes the missing words from the question before it. One that may or may not
("did she expect it?") is read both ways, and the story takes the reading it is surer of.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np

from retrieval.answer import Exchange
from retrieval.articles.passages import Passage
from retrieval.english.answer_kinds import AnswerKind, wanted_kinds
from retrieval.english.terms import words
from retrieval.questions.reading import ReadText, TextReader
from retrieval.ranking.features import Column

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
"""A question with more words of its own than this stands alone, unless it points back openly."""
SURER = 0.2
"""Of a question that may stand alone, the leaning reading is taken when its confidence is higher by this."""
_SAME_PASSAGE = 1.0
_NEXT_PASSAGE = 0.6


class Leaning(Enum):
    """How a question stands to the one before."""

    ALONE = "alone"
    PERHAPS = "perhaps"
    SURELY = "surely"
    SAME_OF_ANOTHER = "the same question of another person"


@dataclass(frozen=True, slots=True)
class Understood:
    """A question made whole: how it reads, the kinds of answer it wants, and what the last answer adds to passages."""

    reading: ReadText
    wanted: frozenset[AnswerKind]
    bonus: Column | None = None


def understand(
    reader: TextReader, question: str, previous: Exchange | None, passages: Sequence[Passage]
) -> tuple[Understood, ...]:
    """Read a question in the light of the one before: one way, or two where it may stand alone or lean."""
    reading = reader.read_question(question)
    wanted = wanted_kinds(reading.text)
    alone = Understood(reading, wanted)
    how = Leaning.ALONE if previous is None else leaning(reading)
    if previous is None or how is Leaning.ALONE:
        return (alone,)
    before = reader.read_question(previous.question)
    if how is Leaning.SAME_OF_ANOTHER:
        text = _with_other_people(before, reading)
        return (Understood(reader.read_question(text), wanted_kinds(before.text), np.zeros(len(passages))),)
    whole = reader.read_question(f"{question} {_ASKING.sub('', previous.question)}")
    leaning_on = Understood(whole, wanted or wanted_kinds(before.text), _bonus(previous, passages))
    return (alone, leaning_on) if how is Leaning.PERHAPS else (leaning_on,)


def leaning(reading: ReadText) -> Leaning:
    """Tell how a question leans by its words: what it names, what it points to, how it opens."""
    text = reading.text
    own = sum(token.content and token.person is None and token.term not in _EMPTY for token in reading.tokens)
    opens = _OPENS.search(text) is not None
    if reading.persons:
        if own == 0 and opens:
            return Leaning.SAME_OF_ANOTHER
        return Leaning.PERHAPS if own <= 1 and _PRONOUN.search(text) else Leaning.ALONE
    if own == 0 or (own <= _OWN and _POINTS_BACK.search(text)):
        return Leaning.SURELY
    if own <= _OWN and (opens or _PRONOUN.search(text) or len(reading.tokens) <= own + 2):
        return Leaning.PERHAPS
    return Leaning.ALONE


def asks_back(text: str) -> bool:
    """Tell whether a message that would be small talk questions the answer just given: "really?", "are you sure"."""
    folded = " ".join(word.folded for word in words(text))
    return folded in _ASKS_BACK and ("?" in text or folded.endswith("sure"))


def _with_other_people(before: ReadText, reading: ReadText) -> str:
    """Return the question before with its people replaced by those now named: "how old is Kim", "and Alice?"."""
    named = " and ".join(reading.text[token.start : token.end] for token in reading.tokens if token.person)
    places = [token for token in before.tokens if token.person]
    if not places:
        return f"{before.text} {named}"
    first = places[0]
    return f"{before.text[: first.start]}{named}{before.text[first.end :]}"


def _bonus(previous: Exchange, passages: Sequence[Passage]) -> Column:
    """Return what the last answer's place adds: its own passage and the ones beside it may go on answering."""
    bonus = np.zeros(len(passages))
    for passage in passages:
        if passage.file == previous.file and previous.paragraph is not None:
            distance = abs(passage.paragraph - previous.paragraph)
            bonus[passage.row] = _SAME_PASSAGE if distance == 0 else _NEXT_PASSAGE if distance == 1 else 0.0
    return bonus
