"""Questions that lean on the one before: "why?", "and when was that?", "what did she say then?"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from retrieval.answer import Exchange
from retrieval.answer_kinds import AnswerKind, wanted_kinds
from retrieval.evidence import Column
from retrieval.lexicon import Lexicon, Reading
from retrieval.passages import Passage

_LEANS = re.compile(
    r"^\W*(?:and|but|so|then|ok(?:ay)?,?|also|what about|how about|what else|who else|where else|really"
    r"|like (?:what|who))\b"
    r"|\b(?:that|then|it|this|he|she|they|him|her|them|there|those|else|one)\W*$",
    re.I,
)
_PRONOUN = re.compile(r"\b(?:that|it|this|he|she|they|him|her|his|them|their|there|those|then)\b", re.I)
_ASKING = re.compile(r"^\W*(?:who|what|when|where|why|how|which|whose|did|does|do|is|was|were|are|has|had|can)\b", re.I)
_SAME_PASSAGE = 1.0
_NEXT_PASSAGE = 0.6


@dataclass(frozen=True, slots=True)
class Understood:
    """A question made whole: how it reads, the kinds of answer it wants, and what the last answer adds to passages."""

    reading: Reading
    wanted: frozenset[AnswerKind]
    bonus: Column | None = None


def understand(lexicon: Lexicon, question: str, previous: Exchange | None, passages: Sequence[Passage]) -> Understood:
    """Read a question; one that cannot stand alone takes the missing words from the question before it."""
    reading = lexicon.read_question(question)
    wanted = wanted_kinds(reading.text)
    if previous is None or not leans(reading):
        return Understood(reading, wanted)
    whole = lexicon.read_question(f"{question} {_ASKING.sub('', previous.question)}")
    return Understood(whole, wanted or wanted_kinds(previous.question), _bonus(previous, passages))


def leans(reading: Reading) -> bool:
    """Tell whether a question cannot stand alone: next to no words of its own, or it points back and names nobody."""
    own = len(reading.content_terms)
    if own <= 1:
        return True
    if _LEANS.search(reading.text):
        return own <= 4
    return own <= 2 and not reading.persons and _PRONOUN.search(reading.text) is not None


def _bonus(previous: Exchange, passages: Sequence[Passage]) -> Column:
    """Return what the last answer's place adds: its own passage and the ones beside it may go on answering."""
    bonus = np.zeros(len(passages))
    for passage in passages:
        if passage.file == previous.file and previous.paragraph is not None:
            distance = abs(passage.paragraph - previous.paragraph)
            bonus[passage.row] = _SAME_PASSAGE if distance == 0 else _NEXT_PASSAGE if distance == 1 else 0.0
    return bonus
