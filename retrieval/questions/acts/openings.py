"""How a unit is punctuated, and how it opens: what tells a question by its form."""

from __future__ import annotations

from typing import Final

from retrieval.english.asking_words import (
    ASKING_WORDS,
    AUXILIARIES,
    CONNECTIVES,
    FIRST_PERSON,
    GROUNDS,
    QUESTION_PREPOSITIONS,
    REQUESTS,
    SECOND_PERSON,
    SPEAKER,
    SUBJECTS,
    SUBORDINATORS,
)
from retrieval.questions.acts.placed_unit import PlacedUnit, remembered, unit_feature
from retrieval.questions.discourse_units import may_be_subject

_PHRASE: Final = 4
"""Within so many words of "how" or "which" an auxiliary turns the question round: "how many of the kids did"."""
_SWEARING: Final = frozenset("on the in tf".split())
"""What may come between: "why on earth would", "who the hell is"."""
_WITH_NOUN: Final = frozenset("how what which whose".split())
"""Asking words that a noun or an adjective may follow."""
_AMOUNTS: Final = frozenset("many much long old often far big tall high".split())
_US: Final = FIRST_PERSON | SECOND_PERSON
_SUBJECTS: Final = SUBJECTS | _US
_NO_VERBS: Final = _SUBJECTS | {""}
_NO_SUBJECTS: Final = _US | AUXILIARIES | {"not"}
_SPOKEN_TO: Final = SECOND_PERSON | SPEAKER


@unit_feature
def always(placed: PlacedUnit) -> bool:
    """Whether it is a unit: this holds of all."""
    return bool(placed.units)


@unit_feature
def question_mark(placed: PlacedUnit) -> bool:
    """Whether a question mark follows."""
    return "?" in placed.unit.closing


@unit_feature
def sentence_asks(placed: PlacedUnit) -> bool:
    """Whether its sentence ends with a question mark, later."""
    return placed.unit.asked and "?" not in placed.unit.closing


@unit_feature
def exclaims(placed: PlacedUnit) -> bool:
    """Whether an exclamation mark follows."""
    return "!" in placed.unit.closing and "?" not in placed.unit.closing


@unit_feature
def colon(placed: PlacedUnit) -> bool:
    """Whether a colon or a dash follows."""
    return placed.unit.closing.startswith((":", "–", "—", "-"))


@unit_feature
def runs_on(placed: PlacedUnit) -> bool:
    """Whether nothing stands between the unit before and this one but a space."""
    return placed.before is not None and not placed.unit.opens_sentence and not placed.before.unit.closing


@unit_feature
def asking_word_turned(placed: PlacedUnit) -> bool:
    """Whether it opens with an asking word and an auxiliary: "how old is", "which town was", "who did"."""
    if placed.word(0) not in ASKING_WORDS:
        return False
    if placed.word(1) in AUXILIARIES or (placed.word(1) in _SWEARING and not AUXILIARIES.isdisjoint(placed.core[2:5])):
        return True
    reach = placed.core[1:_PHRASE] if placed.word(0) in _WITH_NOUN else []
    return any(word in AUXILIARIES for word in reach) and placed.word(1) not in _SUBJECTS


@unit_feature
def asking_word_subject(placed: PlacedUnit) -> bool:
    """Whether it opens with an asking word that a verb or a noun follows: "who wrote", "how many people"."""
    return (
        (placed.word(0) in _WITH_NOUN or placed.word(0) == "who")
        and not asking_word_turned(placed)
        and placed.word(1) not in _NO_VERBS
        and not (placed.word(0) in {"who", "what"} and not AUXILIARIES.isdisjoint(placed.core[2:4]))
        and not (placed.word(0) == "how" and placed.word(1) not in _AMOUNTS)
    )


@unit_feature
def asking_word_unturned(placed: PlacedUnit) -> bool:
    """Whether it opens with an asking word and goes on like a statement: "what she did", "who kim was"."""
    return (
        placed.word(0) in ASKING_WORDS
        and len(placed.core) > 2
        and placed.word(1) not in _US
        and not asking_word_turned(placed)
        and not asking_word_subject(placed)
    )


@unit_feature
def asking_word_speaker(placed: PlacedUnit) -> bool:
    """Whether it opens with an asking word and the first person: "what i was looking for"."""
    return placed.word(0) in ASKING_WORDS and placed.word(1) in FIRST_PERSON


@unit_feature
def asking_word_you(placed: PlacedUnit) -> bool:
    """Whether it opens with an asking word, perhaps an auxiliary, and "you": "what do you think"."""
    return placed.word(0) in ASKING_WORDS and not SECOND_PERSON.isdisjoint(placed.core[1:4])


@unit_feature
def asking_word_alone(placed: PlacedUnit) -> bool:
    """Whether it is little more than an asking word: "which ones", "since when", "why"."""
    return len(placed.core) <= 3 and not ASKING_WORDS.isdisjoint(placed.core)


@unit_feature
def preposition_and_asking_word(placed: PlacedUnit) -> bool:
    """Whether it opens with "in which", "since when", "by whom"."""
    return placed.word(0) in QUESTION_PREPOSITIONS and placed.word(1) in ASKING_WORDS


@unit_feature
def asking_word_inside(placed: PlacedUnit) -> bool:
    """Whether an asking word stands further inside."""
    return not ASKING_WORDS.isdisjoint(placed.core[2:])


@unit_feature
def turned(placed: PlacedUnit) -> bool:
    """Whether it opens with an auxiliary and something that is neither of us: "did kim", "was it"."""
    return (
        placed.word(0) in AUXILIARIES
        and len(placed.core) > 1
        and placed.word(1) not in _NO_SUBJECTS
        and may_be_subject(placed.word(1), placed.word(0))
    )


@unit_feature
def turned_to_you(placed: PlacedUnit) -> bool:
    """Whether it opens with an auxiliary and "you"."""
    return placed.word(0) in AUXILIARIES and placed.word(1) in SECOND_PERSON


@unit_feature
def turned_to_me(placed: PlacedUnit) -> bool:
    """Whether it opens with an auxiliary and "i" or "we"."""
    return placed.word(0) in AUXILIARIES and placed.word(1) in SPEAKER


@unit_feature
def question_form(placed: PlacedUnit) -> bool:
    """Whether it opens as only a question does, about neither of us: "how old is", "did kim", "since when"."""
    return (
        asking_word_turned(placed) or preposition_and_asking_word(placed) or turned(placed)
    ) and _SPOKEN_TO.isdisjoint(placed.core[1:4])


@unit_feature
def question_form_in_front(placed: PlacedUnit) -> bool:
    """Whether it opens a sentence as only a question does."""
    return placed.unit.opens_sentence and question_form(placed)


@unit_feature
def exclamative(placed: PlacedUnit) -> bool:
    """Whether it opens with "what a", or with "how" and no auxiliary: "how cute"."""
    return (placed.word(0) == "what" and placed.word(1) in {"a", "an"}) or (
        placed.word(0) == "how" and len(placed.core) <= 3 and AUXILIARIES.isdisjoint(placed.core)
    )


@unit_feature
def rhetorical(placed: PlacedUnit) -> bool:
    """Whether it opens with an asking word and "even", "would", "cares"."""
    return placed.word(0) in ASKING_WORDS and placed.word(1) in {"even", "cares", "would", "needs"}


@unit_feature
def requests(placed: PlacedUnit) -> bool:
    """Whether it opens with an imperative that asks: "tell me", "list"."""
    return placed.word(0) in REQUESTS


@unit_feature
def because(placed: PlacedUnit) -> bool:
    """Whether it opens with a ground: "because", "asking for", "since"."""
    return placed.words[0] in GROUNDS


@unit_feature
def under_condition(placed: PlacedUnit) -> bool:
    """Whether it opens with "if", "after", "given that"."""
    return placed.word(0) in SUBORDINATORS


@unit_feature
def connective(placed: PlacedUnit) -> bool:
    """Whether it opens with "and", "also", "but"."""
    return placed.words[0] in CONNECTIVES


@remembered
def formed_as_question(placed: PlacedUnit) -> bool:
    """Whether it opens as a question does, even one that asks nothing of anybody else."""
    return (
        asking_word_turned(placed)
        or preposition_and_asking_word(placed)
        or turned(placed)
        or asking_word_subject(placed)
    ) and not rhetorical(placed)


def stands_alone(placed: PlacedUnit) -> bool:
    """Whether it is turned round and long enough to be a question by itself."""
    return len(placed.core) > 2 and (
        asking_word_turned(placed) or turned(placed) or (asking_word_subject(placed) and not runs_on(placed))
    )


@unit_feature
def connective_and_question(placed: PlacedUnit) -> bool:
    """Whether it opens with "and", "also", "but", and then as a question does."""
    return connective(placed) and formed_as_question(placed)


@unit_feature
def asking_word_after_and(placed: PlacedUnit) -> bool:
    """Whether it opens with "and" and an asking word."""
    return placed.words[0] in CONNECTIVES and placed.word(0) in ASKING_WORDS


@unit_feature
def question_mark_and_form(placed: PlacedUnit) -> bool:
    """Whether it has the form of a question, and a question mark follows."""
    return formed_as_question(placed) and question_mark(placed)


@unit_feature
def asking_word_and_colon(placed: PlacedUnit) -> bool:
    """Whether it opens with an asking word and ends with a colon: "what's missing is the beginning:"."""
    return placed.word(0) in ASKING_WORDS and colon(placed)


@unit_feature
def alternative(placed: PlacedUnit) -> bool:
    """Whether it opens with "or"."""
    return placed.words[0] == "or"


@unit_feature
def what_about(placed: PlacedUnit) -> bool:
    """Whether it opens with "what about", "how about", or "and" and little more."""
    return (placed.word(0) in {"what", "how"} and placed.word(1) in {"about", "of"}) or (
        placed.words[0] == "and" and len(placed.words) <= 3
    )


@unit_feature
def relative(placed: PlacedUnit) -> bool:
    """Whether it runs on from the unit before with "who", "when", "where", "that"."""
    return runs_on(placed) and (placed.words[0] in ASKING_WORDS or placed.words[0] == "that")
