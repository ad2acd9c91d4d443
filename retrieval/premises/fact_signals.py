"""Signals that a question says something else than the best passage and its reader questions, one function each."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from retrieval.english.answer_kinds import AnswerKind
from retrieval.english.frequency import general_weight
from retrieval.feature import feature
from retrieval.premises.checking import Checked, Contradiction
from retrieval.premises.facts import AFFIRMED, COUNT, DENIED, OBJECT, PARTY, SPEAKER, SUBJECT, Fact

_NONE: Mapping[str, int] = {}
_SLOT_SCALE, _STATE_SCALE = math.log(8), math.log(6)
"""The log-odds at which a signal of counts is 1."""
_HOW_COME = "how come"
_COMMON = 0.05
"""Of a word that is commoner in English than this weight says it does not matter whether it is denied."""
_TOLD = 3
"""What the passage says counts as so many reader questions."""
_TURNED = {AFFIRMED: DENIED, DENIED: AFFIRMED, SUBJECT: OBJECT, OBJECT: SUBJECT}


def _named(checked: Checked) -> list[Fact]:
    """Return what the question says of people and others with a name, but that they say something."""
    return [fact for fact in checked.facts if fact.named and fact.relation != SPEAKER]


def _count(checked: Checked, word: str, relation: str, other: str) -> int:
    slot = (word, relation)
    return checked.supposed.get(slot, _NONE).get(other, 0) + _TOLD * (other in checked.told.get(slot, _NONE))


@feature
def another(checked: Checked) -> float:
    """How much oftener another person stands where the question has one, log-odds."""
    return _another(checked, (fact for fact in _named(checked) if fact.relation != PARTY))


@feature
def another_speaks(checked: Checked) -> float:
    """How much oftener another person speaks than the one who is taken to, log-odds."""
    return _another(checked, (fact for fact in checked.facts if fact.relation == SPEAKER))


def _another(checked: Checked, found: Iterator[Fact]) -> float:
    most = 0.0
    for fact in found:
        slot = (fact.word, fact.relation)
        others = {*checked.supposed.get(slot, _NONE), *checked.told.get(slot, _NONE)} - {fact.other}
        held = max((_count(checked, *slot, other) for other in others if other[:1] == "@"), default=0)
        most = max(most, math.log((held + 1) / (_count(checked, *slot, fact.other) + 1)))
    return min(1.0, most / _SLOT_SCALE)


@feature
def nobody_so(checked: Checked) -> float:
    """Share of what the question says of people that neither the passage nor reader questions say."""
    found = _named(checked)
    none = [fact for fact in found if not _count(checked, fact.word, fact.relation, fact.other)]
    return len(none) / len(found) if found else 0.0


@feature
def other_role(checked: Checked) -> float:
    """How much oftener the doer of the question is the one it is done to, and so on, log-odds."""
    return _turned(checked, (fact for fact in _named(checked) if fact.relation in _TURNED))


@feature
def denied_otherwise(checked: Checked) -> float:
    """How much oftener a word is denied than affirmed, or affirmed that the question denies, log-odds."""
    return _turned(checked, _of_states(checked, AFFIRMED, DENIED))


def _reason(checked: Checked) -> bool:
    return AnswerKind.REASON in checked.ranking.question.wanted or _HOW_COME in checked.claims.text.text.lower()


def _of_states(checked: Checked, *states: str) -> Iterator[Fact]:
    """Yield what the question takes for granted: what it asks the reason of, and what clauses beneath say."""
    reason, tokens = _reason(checked), checked.claims.tokens
    for fact in checked.facts:
        if fact.relation in states and general_weight(tokens[fact.at].folded) >= _COMMON and (reason or fact.beneath):
            yield fact


def _turned(checked: Checked, found: Iterator[Fact]) -> float:
    most = 0.0
    for fact in found:
        same = _count(checked, fact.word, fact.relation, fact.other)
        turned = _count(checked, fact.word, _TURNED[fact.relation], fact.other)
        most = max(most, math.log((turned + 1) / (same + 1)))
    return min(1.0, most / _STATE_SCALE)


@feature
def denied_told(checked: Checked) -> float:
    """How far the passage denies, throughout, a word that the question affirms."""
    return max((each.weight for each in told_otherwise(checked, AFFIRMED)), default=0.0)


def told_otherwise(checked: Checked, *states: str) -> list[Contradiction]:
    """Return where the passage denies what the question affirms, and so on, and nowhere says the same."""
    found: list[Contradiction] = []
    for fact in _of_states(checked, *states):
        other = (fact.word, _TURNED[fact.relation])
        if other in checked.told and (fact.word, fact.relation) not in checked.told:
            place = checked.told[other][""]
            found.append(Contradiction(0.3 + 0.7 * checked.closeness(fact.at, 0, place), fact.at, 0, place))
    return found


@feature
def counted(checked: Checked) -> float:
    """How much oftener another number counts what the question counts, log-odds."""
    most = 0.0
    for fact in checked.facts:
        if fact.relation == COUNT:
            slot = (fact.word, COUNT)
            others = {*checked.supposed.get(slot, _NONE), *checked.told.get(slot, _NONE)} - {fact.other}
            held = max((_count(checked, *slot, other) for other in others), default=0)
            most = max(most, math.log((held + 1) / (_count(checked, *slot, fact.other) + 1)))
    return min(1.0, most / _STATE_SCALE)


def told_instead(checked: Checked) -> list[Contradiction]:
    """Return where the best passage has another person, number, order or denial in the place of the question's."""
    found = told_otherwise(checked, AFFIRMED, DENIED)
    for fact in checked.facts:
        slot = (fact.word, fact.relation)
        if not (fact.named or fact.relation == COUNT) or fact.relation in (PARTY, SPEAKER):
            continue
        held = checked.told.get(slot, _NONE)
        if fact.other not in held:
            found += [Contradiction(1.0, fact.at, 0, place) for other, place in held.items() if _alike(fact, other)]
    return found


def _alike(fact: Fact, other: str) -> bool:
    """Whether a word can stand in another's place: a number for a number, a person for somebody with a name."""
    return other[:1] == "@" if fact.relation != COUNT else other[:1].isdigit()


FACT_SIGNALS = (
    another,
    another_speaks,
    nobody_so,
    other_role,
    denied_otherwise,
    denied_told,
    counted,
)
"""The signals, in the order of `weights.toml`."""


def may_speak_of_facts(checked: Checked) -> dict[str, bool]:
    """Return of every signal whether it can be more than 0, as far as the question alone tells."""
    relations = {fact.relation for fact in checked.facts}
    people = bool(_named(checked))
    return {
        another.name: people,
        another_speaks.name: SPEAKER in relations,
        nobody_so.name: people,
        other_role.name: people and not relations.isdisjoint((SUBJECT, OBJECT)),
        denied_otherwise.name: not relations.isdisjoint((AFFIRMED, DENIED)),
        denied_told.name: AFFIRMED in relations,
        counted.name: COUNT in relations,
    }
