"""What stands elsewhere in a message: told of all its units at once, and the same as looking at each of the others."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from retrieval.english.asking_words import SECOND_PERSON
from retrieval.questions.acts.openings import formed_as_question, question_mark
from retrieval.questions.acts.placed_unit import PlacedUnit, placed_units
from retrieval.questions.acts.surroundings import (
    asked_elsewhere,
    asks_by_form,
    check,
    pointed_to_after,
    points_back,
)
from retrieval.questions.discourse_units import discourse_units
from retrieval.questions.markup import read_lines

PIECES = (
    "who saw Beasley?", "really?", "he left.", "could you look that up?", "is that true?", "do you know?",
    "when did it sink", "I liked it.", "the ship sank?", "can you dig out that bit.", "and then?",
)  # fmt: skip


def asks_plainly(unit: PlacedUnit) -> bool:
    formed = formed_as_question(unit) or question_mark(unit)
    return formed and not (points_back(unit) or check(unit) or SECOND_PERSON.intersection(unit.core[:3]))


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=6))
def test_it_is_told_of_the_others_alone(pieces: list[str]) -> None:
    units = placed_units(discourse_units(read_lines(" ".join(pieces))))
    for at, unit in enumerate(units):
        others = [other for other in units if other is not unit]
        itself = not asks_by_form(unit) and not formed_as_question(unit)
        assert asked_elsewhere(unit) is (itself and any(map(asks_plainly, others)))
        assert pointed_to_after(unit) is any(map(points_back, units[at + 1 :]))


def test_a_unit_is_not_elsewhere_to_itself() -> None:
    (unit,) = placed_units(discourse_units(read_lines("the ship sank?")))
    assert asks_plainly(unit)
    assert not asked_elsewhere(unit)
