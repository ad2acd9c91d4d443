"""What stands around a unit: whether it was asked for, reported, is to be confirmed, or pointed back to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from retrieval.english.asking_words import (
    ANNOUNCERS,
    ASKING_WORDS,
    AUXILIARIES,
    CHECKS,
    EVIDENCE,
    FIRST_PERSON,
    GREETINGS,
    HELP_OBJECTS,
    NOISE,
    REPORTERS,
    REPORTING,
    REQUESTS,
    SECOND_PERSON,
    THANKS,
    THIRD_PERSON,
    VOCATIVES,
)
from retrieval.english.stop_words import STOP_WORDS
from retrieval.questions.acts.openings import (
    asking_word_turned,
    asking_word_you,
    colon,
    formed_as_question,
    question_form,
    question_mark,
    relative,
    requests,
    stands_alone,
    turned_to_you,
)
from retrieval.questions.acts.placed_unit import PlacedUnit, remembered, unit_feature
from retrieval.questions.discourse_units import asks_to_know
from retrieval.questions.markup import LineKind

_CHECKING: Final = frozenset(
    "can you u anyone anybody somebody confirm check that this is it or so please not am i correct right true false no"
    " yes really question anything to there well".split()
)
_CONFIRMING: Final = CHECKS | {"check"}
_POINTING: Final = frozenset("that this it".split())
_TELLING: Final = REQUESTS - frozenset("need want look dig help prove".split())
_LOOKING: Final = frozenset("look find dig search check confirm quote give show tell help answer help".split())
_WHO_MAY_LOOK: Final = frozenset("can could please somebody someone anybody anyone".split())
_ASKED_FOR: Final = ASKING_WORDS | {"if", "whether", "that", "about"}
_NO_NOUN: Final = ANNOUNCERS | GREETINGS | NOISE | VOCATIVES | REQUESTS


def same_sentence(before: PlacedUnit | None, placed: PlacedUnit) -> bool:
    """Whether a unit stands in the same sentence as the one before it."""
    return before is not None and before.unit.sentence == placed.unit.sentence


@unit_feature
def wants_to_know(placed: PlacedUnit) -> bool:
    """Whether it ends with "want to know", "can you tell me", "my question is"."""
    return asks_to_know(placed.words)


@unit_feature
def asked_for_before(placed: PlacedUnit) -> bool:
    """Whether the unit before it, in the same sentence, asks to know or be told: "i want to know", "my question is"."""
    return same_sentence(placed.before, placed) and placed.before is not None and wants_to_know(placed.before)


@unit_feature
def asked_for_and_question(placed: PlacedUnit) -> bool:
    """Whether it opens with an asking word, and the unit before asks to know."""
    return asked_for_before(placed) and (placed.word(0) in _ASKED_FOR or formed_as_question(placed))


@unit_feature
def asks_for_a_thing(placed: PlacedUnit) -> bool:
    """Whether it asks to be told of a thing: "tell me about the duel", "name one island", "what can you tell of"."""
    frame = next((at for at, word in enumerate(placed.core) if word in _TELLING), None)
    if frame is None or not (
        frame == 0 or (turned_to_you(placed) and frame <= 3) or (asking_word_you(placed) and frame <= 4)
    ):
        return False
    told = [word for word in placed.core[frame + 1 :] if word not in STOP_WORDS | HELP_OBJECTS | NOISE | THANKS]
    return len(told) > 0 and not (FIRST_PERSON - {"me", "us"}).intersection(placed.core[1:])


@remembered
def asks_by_form(placed: PlacedUnit) -> bool:
    """Whether it opens as only a question does, or somebody has just asked to know it."""
    return question_form(placed) or asked_for_and_question(placed)


@unit_feature
def announced(placed: PlacedUnit) -> bool:
    """Whether the unit before ends with a colon, or announces a question."""
    before = placed.before
    return before is not None and (colon(before) or before.has(ANNOUNCERS))


@unit_feature
def announces(placed: PlacedUnit) -> bool:
    """Whether it speaks of a question."""
    return placed.has(ANNOUNCERS)


@unit_feature
def reports(placed: PlacedUnit) -> bool:
    """Whether it ends as a report does: "my buddy says", "i heard that"."""
    return not REPORTING.isdisjoint(placed.words[-3:]) and placed.has(REPORTERS) and len(placed.words) <= 7


@unit_feature
def reported_before(placed: PlacedUnit) -> bool:
    """Whether the unit before, in the same sentence, reports: "my buddy says", "i heard", "it says"."""
    before = placed.before
    return same_sentence(before, placed) and before is not None and reports(before)


def is_check(words: Sequence[str]) -> bool:
    """Whether words only ask to confirm what was said."""
    if len(words) > 5:
        return False
    said = [word for word in words if word != "not"] or words  # "wasn't he", "was he not"
    tag = len(said) == 2 and said[0] in AUXILIARIES and said[1] in THIRD_PERSON | {"that", "there", "i"}
    pointing = said[0] in AUXILIARIES and said[1:2] != [] and said[1] in _POINTING  # "is that really in there"
    if pointing and ASKING_WORDS.isdisjoint(words) and (_CHECKING | {"in", "up"}).issuperset(said[2:]):
        return True
    return tag or (bool(_CONFIRMING & set(words)) and (_CONFIRMING | _CHECKING | THIRD_PERSON).issuperset(words))


@unit_feature
def check(placed: PlacedUnit) -> bool:
    """Whether it is a short request to confirm: "right?", "true or false", "isn't it", "can you confirm"."""
    return is_check(placed.words)


@unit_feature
def check_after(placed: PlacedUnit) -> bool:
    """Whether a short request to confirm comes after."""
    return placed.after is not None and check(placed.after)


@unit_feature
def check_before(placed: PlacedUnit) -> bool:
    """Whether a short request to confirm came before: "fact check:"."""
    return placed.before is not None and check(placed.before)


@unit_feature
def evidence(placed: PlacedUnit) -> bool:
    """Whether it says that something is hearsay: "apparently", "i read it somewhere"."""
    return placed.has(EVIDENCE)


@unit_feature
def evidence_after(placed: PlacedUnit) -> bool:
    """Whether the unit after says that this is hearsay, or doubts it."""
    return placed.after is not None and (evidence(placed.after) or placed.after.words[:2] == ["i", "doubt"])


@remembered
def points_back(placed: PlacedUnit) -> bool:
    """Whether it asks somebody to find what was told before."""
    return (
        (turned_to_you(placed) or requests(placed) or placed.word(0) in _WHO_MAY_LOOK)
        and placed.has(_LOOKING)
        and ASKING_WORDS.isdisjoint(placed.words)
    )


@unit_feature
def points_to_what_was_said(placed: PlacedUnit) -> bool:
    """Whether it asks somebody to find what was told before: "could you look that up", "can you dig out that bit"."""
    return points_back(placed)


@unit_feature
def pointed_to_after(placed: PlacedUnit) -> bool:
    """Whether a later unit asks somebody to find what was told before."""
    return _some_in(reversed(placed.units), points_back, placed, "pointed to after")


@unit_feature
def question_after_question(placed: PlacedUnit) -> bool:
    """Whether it has the form of a question that stands alone, and so has the unit before."""
    return stands_alone(placed) and placed.before is not None and formed_as_question(placed.before)


@unit_feature
def relative_unturned(placed: PlacedUnit) -> bool:
    """Whether it runs on from a question with "who", "when" or "that", like a statement."""
    return (
        relative(placed)
        and not asking_word_turned(placed)
        and placed.before is not None
        and formed_as_question(placed.before)
    )


@unit_feature
def unturned_and_not_asked_for(placed: PlacedUnit) -> bool:
    """Whether it runs on with an asking word like a statement that nobody asked for: "a shame how people talk"."""
    return (
        relative(placed)
        and placed.word(0) in ASKING_WORDS
        and not formed_as_question(placed)
        and not asked_for_before(placed)
    )


@unit_feature
def asking_word_after_noun(placed: PlacedUnit) -> bool:
    """Whether it runs on with an asking word from what neither asks nor greets: "the woman who had been inside"."""
    before = placed.before
    return (
        relative(placed)
        and before is not None
        and not formed_as_question(before)
        and not wants_to_know(before)
        and not before.has(_NO_NOUN)
    )


@unit_feature
def after_question_mark(placed: PlacedUnit) -> bool:
    """Whether a question mark stands before it."""
    return placed.before is not None and question_mark(placed.before)


@unit_feature
def asked_elsewhere(placed: PlacedUnit) -> bool:
    """Whether another unit of the message has the form of a question, and this one has not."""
    return not asks_by_form(placed) and (
        not formed_as_question(placed)
        and (
            _some_in(placed.units, _asks_plainly, placed, "asked before")
            or _some_in(reversed(placed.units), _asks_plainly, placed, "asked after")
        )
    )


def _asks_plainly(other: PlacedUnit) -> bool:
    return (
        (formed_as_question(other) or question_mark(other))
        and not points_back(other)
        and not check(other)
        and not SECOND_PERSON.intersection(other.core[:3])
    )


def _some_in(units: Iterable[PlacedUnit], holds: Callable[[PlacedUnit], bool], placed: PlacedUnit, name: str) -> bool:
    """Whether something holds of a unit that comes earlier in this order: told of all units at once, in linear time."""
    if name not in placed.seen:
        found = False
        for other in units:
            other.seen[name] = found
            found = found or holds(other)
    return placed.seen[name]


@unit_feature
def asked_before(placed: PlacedUnit) -> bool:
    """Whether the unit before has the form of a question, or "and" and a word of one."""
    return placed.before is not None and formed_as_question(placed.before)


@unit_feature
def full_stop(placed: PlacedUnit) -> bool:
    """Whether a full stop follows."""
    return not asks_by_form(placed) and (placed.unit.closing.startswith("."))


@unit_feature
def comma(placed: PlacedUnit) -> bool:
    """Whether a comma follows."""
    return not asks_by_form(placed) and (placed.unit.closing.startswith(","))


@unit_feature
def runs_into(placed: PlacedUnit) -> bool:
    """Whether nothing stands between this unit and the one after but a space."""
    return not asks_by_form(placed) and (not placed.unit.closes_sentence and not placed.unit.closing)


@unit_feature
def alone(placed: PlacedUnit) -> bool:
    """Whether it is the whole message."""
    return len(placed.units) == 1


@unit_feature
def opens_message(placed: PlacedUnit) -> bool:
    """Whether it comes first."""
    return placed.at == 0


@unit_feature
def closes_message(placed: PlacedUnit) -> bool:
    """Whether it comes last."""
    return placed.at == len(placed.units) - 1


@unit_feature
def opens_sentence(placed: PlacedUnit) -> bool:
    """Whether a sentence begins with it."""
    return placed.unit.opens_sentence


@unit_feature
def whole_sentence(placed: PlacedUnit) -> bool:
    """Whether it is a sentence of its own."""
    return placed.unit.opens_sentence and placed.unit.closes_sentence


@unit_feature
def item(placed: PlacedUnit) -> bool:
    """Whether it stands in a list."""
    return placed.unit.line.kind is LineKind.ITEM


@unit_feature
def heading(placed: PlacedUnit) -> bool:
    """Whether it stands in a heading."""
    return placed.unit.line.kind is LineKind.HEADING


@unit_feature
def aside(placed: PlacedUnit) -> bool:
    """Whether it is small print."""
    return placed.unit.line.kind is LineKind.ASIDE
