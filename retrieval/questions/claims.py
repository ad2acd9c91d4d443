"""Whether a message asks to have a claim looked up: a statement that somebody wants confirmed, and no question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from retrieval.english.asking_words import ASKING_WORDS, AUXILIARIES
from retrieval.english.terms import analyze, fold
from retrieval.questions.acts.openings import formed_as_question, question_form, requests
from retrieval.questions.acts.placed_unit import PlacedUnit
from retrieval.questions.acts.surroundings import (
    asked_for_and_question,
    check,
    evidence,
    is_check,
    reports,
    wants_to_know,
)
from retrieval.questions.acts.topics import keywords, phrase_of_a_thing

_LONGEST: Final = 5
"""The words of an opening that asks to confirm what follows: "is it true that", "can you confirm that"."""
_GOES_ON: Final = frozenset("to for about of or and".split())
"""After these it was not that which follows: "is it right to free her"."""
_TRUE: Final = frozenset("true false right correct accurate legit fact facts confirm".split())
_OPENING: Final = 3
"""An asking word among so many first ones asks, even where nothing is turned: "after that who helped her"."""
_ASKING_ONLY: Final = ASKING_WORDS - frozenset("who whom which when where that".split())
"""Asking words with which no clause of a statement goes on: "kim was the one who called"."""
_SAYING: Final = 2
"""So many content words a claim has at least."""
_WORD: Final = re.compile(r"\S+")
_MARKS: Final = "?!.,:;\"“”'"


def states(run: Sequence[PlacedUnit]) -> bool:
    """Return whether what asks has the form of a statement, so that it can only be held against the articles."""
    first, last = run[0], run[-1]
    if formed_as_question(first) or requests(first) or asked_for_and_question(first) or wants_to_know(last):
        return False
    turned = any(question_form(unit) or unit.has(_ASKING_ONLY) for unit in run)
    return not turned and ASKING_WORDS.isdisjoint([*first.core[:_OPENING], last.words[-1]])


def is_claim(run: Sequence[PlacedUnit]) -> bool:
    """Return whether what asks is a statement to be confirmed: by a question mark, or by what stands around it.

    A few words that are no sentence ("alice age?") claim nothing, unless it is asked whether they are true.
    """
    if not states(run):
        return False
    around = [unit for unit in run[0].units if unit not in run]
    if any(map(check, around)):
        return True
    sentence = not all(keywords(unit) or phrase_of_a_thing(unit) for unit in run)
    hearsay = any(evidence(unit) or reports(unit) for unit in around)
    return sentence and (hearsay or any(unit.unit.asked for unit in run))


def only_confirms(run: Sequence[PlacedUnit]) -> bool:
    """Return whether what asks says nothing itself, so that what was told before it is to be confirmed: "isn't it"."""
    return is_check([word for unit in run for word in unit.words if word != "not"])


def claim_in(question: str) -> str | None:
    """Return what a question asks to confirm ("is it true that she won?"); None where it asks something else."""
    matches = list(_WORD.finditer(question))
    words = [fold(match.group().strip(_MARKS)) for match in matches]
    if _TRUE.isdisjoint(words[:_LONGEST]):
        return None
    for count in range(min(_LONGEST, len(words)), 1, -1):
        if not _confirms(words[:count]):
            continue
        begin = count + (words[count : count + 1] == ["that"])
        if begin == len(words) or words[begin] in ASKING_WORDS | _GOES_ON or words[begin - 1] in _GOES_ON:
            return None
        claimed = question[matches[begin].start() :]
        return claimed if len(analyze(claimed)) >= _SAYING else None
    return None


def _confirms(words: Sequence[str]) -> bool:
    """Return whether words ask to confirm something, and say so: "is it a fact", "wasn't it true"."""
    bare = ["is" if word in AUXILIARIES else word for word in words if word != "a"]
    return len(bare) > 1 and not _TRUE.isdisjoint(bare) and is_check(bare)
