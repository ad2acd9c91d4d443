"""Signals that a question says something else than the best passage and its reader questions, one function each."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from retrieval.english.opposites import alternatives
from retrieval.feature import feature
from retrieval.premises.checking import Checked
from retrieval.premises.facts import AFFIRMED, AFTER, BEFORE, COUNT, DENIED, OBJECT, SUBJECT, Fact

_NONE: Mapping[str, int] = {}
_NOTHING: frozenset[str] = frozenset()
_SLOT_SCALE, _STATE_SCALE = math.log(6), math.log(4)
"""The log-odds at which a signal of reader questions is 1."""
_TURNED_STATE = {AFFIRMED: DENIED, DENIED: AFFIRMED, BEFORE: AFTER, AFTER: BEFORE}


def person_facts(checked: Checked) -> list[Fact]:
    """Return what the question says of people."""
    return [fact for fact in checked.facts if fact.other[:1] == "@"]


def _people(held: Mapping[str, int]) -> dict[str, int]:
    return {other: count for other, count in held.items() if other[:1] == "@"}


@feature
def another_asked(checked: Checked) -> float:
    """How much oftener reader questions have another person where the question has one, log-odds."""
    most = 0.0
    for fact in person_facts(checked):
        held = _people(checked.supposed.get((fact.word, fact.relation), _NONE))
        same = held.pop(fact.other, 0)
        most = max(most, math.log((max(held.values(), default=0) + 1) / (same + 1)))
    return min(1.0, most / _SLOT_SCALE)


@feature
def another_told(checked: Checked) -> float:
    """Whether the passage has another person where the question has one, and nothing has that one there."""
    for fact in person_facts(checked):
        slot = (fact.word, fact.relation)
        held = _people(checked.told.get(slot, _NONE))
        if held and fact.other not in held and fact.other not in checked.supposed.get(slot, _NONE):
            return 1.0
    return 0.0


@feature
def nobody_so(checked: Checked) -> float:
    """Share of what the question says of people that neither the passage nor reader questions say."""
    found = person_facts(checked)
    none = [
        fact
        for fact in found
        if fact.other not in checked.told.get((fact.word, fact.relation), _NONE)
        and fact.other not in checked.supposed.get((fact.word, fact.relation), _NONE)
    ]
    return len(none) / len(found) if found else 0.0


def _turned(checked: Checked) -> Iterator[tuple[Fact, str]]:
    """Yield what the question says of people, with the opposite role."""
    opposite = {SUBJECT: OBJECT, OBJECT: SUBJECT}
    yield from ((fact, opposite[fact.relation]) for fact in person_facts(checked) if fact.relation in opposite)


@feature
def turned_asked(checked: Checked) -> float:
    """How much oftener reader questions have the doer of the question as the one it is done to, and so on, log-odds."""
    most = 0.0
    for fact, other in _turned(checked):
        same = checked.supposed.get((fact.word, fact.relation), _NONE).get(fact.other, 0)
        turned = checked.supposed.get((fact.word, other), _NONE).get(fact.other, 0)
        most = max(most, math.log((turned + 1) / (same + 1)))
    return min(1.0, most / _STATE_SCALE)


@feature
def turned_told(checked: Checked) -> float:
    """Whether the passage has the doer of the question as the one it is done to, or the other way round."""
    return float(
        any(
            fact.other in checked.told.get((fact.word, other), _NONE)
            and fact.other not in checked.told.get((fact.word, fact.relation), _NONE)
            for fact, other in _turned(checked)
        )
    )


def _asked_otherwise(checked: Checked, *states: str) -> float:
    most = 0.0
    for fact in checked.facts:
        if fact.relation in states:
            same = checked.supposed.get((fact.word, fact.relation), _NONE).get("", 0)
            other = checked.supposed.get((fact.word, _TURNED_STATE[fact.relation]), _NONE).get("", 0)
            most = max(most, math.log((other + 1) / (same + 1)))
    return min(1.0, most / _STATE_SCALE)


def told_otherwise(checked: Checked, *states: str) -> list[int]:
    """Return where the passage denies what the question affirms, and so on, and nowhere says the same."""
    return [
        checked.told[fact.word, _TURNED_STATE[fact.relation]][""]
        for fact in checked.facts
        if fact.relation in states
        and (fact.word, fact.relation) not in checked.told
        and (fact.word, _TURNED_STATE[fact.relation]) in checked.told
    ]


@feature
def denied_asked(checked: Checked) -> float:
    """How much oftener reader questions deny a word that the question affirms, log-odds."""
    return _asked_otherwise(checked, AFFIRMED)


@feature
def denied_told(checked: Checked) -> float:
    """Whether the passage denies, throughout, a word that the question affirms."""
    return float(bool(told_otherwise(checked, AFFIRMED)))


@feature
def affirmed_asked(checked: Checked) -> float:
    """How much oftener reader questions affirm a word that the question denies, log-odds."""
    return _asked_otherwise(checked, DENIED)


@feature
def affirmed_told(checked: Checked) -> float:
    """Whether the passage affirms, throughout, a word that the question denies."""
    return float(bool(told_otherwise(checked, DENIED)))


@feature
def order_asked(checked: Checked) -> float:
    """How much oftener reader questions have before something what the question has after it, log-odds."""
    return _asked_otherwise(checked, BEFORE, AFTER)


@feature
def order_told(checked: Checked) -> float:
    """Whether the passage has before something what the question has after it, or the other way round."""
    return float(bool(told_otherwise(checked, BEFORE, AFTER)))


@feature
def counted_told(checked: Checked) -> float:
    """Whether the passage counts by another number what the question counts."""
    for fact in checked.facts:
        if fact.relation == COUNT:
            held = checked.told.get((fact.word, COUNT), _NONE)
            if held and fact.other not in held and fact.other not in checked.supposed.get((fact.word, COUNT), _NONE):
                return 1.0
    return 0.0


@feature
def counted_asked(checked: Checked) -> float:
    """Whether reader questions count by another number what the question counts, and never by its own."""
    for fact in checked.facts:
        if fact.relation == COUNT:
            slot = (fact.word, COUNT)
            held = checked.supposed.get(slot, _NONE)
            if held and fact.other not in held and fact.other not in checked.told.get(slot, _NONE):
                return 1.0
    return 0.0


@feature
def alternative_there(checked: Checked) -> float:
    """Whether the passage has, beside the same word, an alternative to what the question has there."""
    return float(
        any(
            not alternatives().get(fact.other, _NOTHING).isdisjoint(held) and fact.other not in held
            for fact in checked.facts
            if fact.other and (held := checked.told.get((fact.word, fact.relation)))
        )
    )


FACT_SIGNALS = (
    another_asked,
    another_told,
    nobody_so,
    turned_asked,
    turned_told,
    denied_asked,
    denied_told,
    affirmed_asked,
    affirmed_told,
    order_asked,
    order_told,
    counted_told,
    counted_asked,
    alternative_there,
)
"""The signals, in the order of `weights.toml`."""


def may_speak_of_facts(checked: Checked) -> dict[str, bool]:
    """Return of every signal whether it can be more than 0, as far as the question alone tells."""
    relations = {fact.relation for fact in checked.facts}
    people = bool(person_facts(checked))
    roles = people and not relations.isdisjoint((SUBJECT, OBJECT))
    order = not relations.isdisjoint((BEFORE, AFTER))
    return {
        another_asked.name: people,
        another_told.name: people,
        nobody_so.name: people,
        turned_asked.name: roles,
        turned_told.name: roles,
        denied_asked.name: AFFIRMED in relations,
        denied_told.name: AFFIRMED in relations,
        affirmed_asked.name: DENIED in relations,
        affirmed_told.name: DENIED in relations,
        order_asked.name: order,
        order_told.name: order,
        counted_told.name: COUNT in relations,
        counted_asked.name: COUNT in relations,
        alternative_there.name: any(fact.other in alternatives() for fact in checked.facts),
    }
