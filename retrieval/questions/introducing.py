"""Whom a question asks to be introduced: "who is kim", "whos this alice johnson again?"."""

from __future__ import annotations

from typing import Final

from retrieval.english.word_sets import word_set
from retrieval.people.people import Person
from retrieval.questions.reading import ReadText

_WHO: Final = word_set("who whos")
_BEING: Final = word_set("is s are was were be tf the hell heck this that even again exactly anyway guy woman man")


def person_to_introduce(question: ReadText) -> Person | None:
    """Return the one person whom a question asks nothing about but who they are; None where it asks anything else."""
    if len(question.persons) != 1 or not question.tokens or question.tokens[0].folded not in _WHO:
        return None
    rest = [token for token in question.tokens[1:] if token.person is None]
    return question.persons[0] if all(token.folded in _BEING for token in rest) else None
