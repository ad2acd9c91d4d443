"""Signals that a question rests on something false, one function each. `weights.toml` weighs them.

Every signal is between 0 and 1 and speaks against the question. To add one: write its function here, name it in
`SIGNALS`, and run `python -m retrieval fit-premises` to learn its weight.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from retrieval.english.answer_kinds import AnswerKind
from retrieval.english.frequency import general_weight
from retrieval.english.opposites import refusals
from retrieval.feature import Feature, by_name, feature
from retrieval.premises.checking import Checked, Contradiction
from retrieval.premises.fact_signals import FACT_SIGNALS, may_speak_of_facts
from retrieval.premises.roles import after_key, before_key, triple_key

_LATER = 0.7
"""What a contradiction in another passage than the best counts, next to 1."""
_UNSURE = 0.5
"""What it counts where a reader question has the word that is contradicted."""
_PLAIN = 0.5
"""From this weight an alternative to a word that is nowhere in the story counts in full."""
_TURNED_SCALE, _OTHER_SCALE = 3.0, 4.0
"""The log-odds at which a signal about roles is 1."""
_COUNTS = 3
"""A number counts what stands at most so many words after it."""
_TRIPLE = 3
"""How much two people around a word count, next to 1 for one beside it."""


def strength(checked: Checked, found: Contradiction) -> float:
    """Return how surely a passage excludes a word of the question, 0 to 1."""
    doubt = _UNSURE if checked.known(found.asked, found.passage) else 1.0
    return doubt * _by_rank(found)


def _by_rank(found: Contradiction) -> float:
    return found.weight * (1.0 if found.passage == 0 else _LATER)


def _strongest(checked: Checked, found: Iterable[Contradiction]) -> float:
    return max((strength(checked, each) for each in found), default=0.0)


@feature
def opposite(checked: Checked) -> float:
    """Whether a passage has the opposite of a word of the question, among the question's other words."""
    return _strongest(checked, checked.opposed)


@feature
def opposite_predicate(checked: Checked) -> float:
    """Whether a passage has the opposite of what the question's subject does."""
    predicate = checked.claims.predicate
    return _strongest(checked, (each for each in checked.opposed if each.asked in predicate))


@feature
def alternative(checked: Checked) -> float:
    """Whether a passage has another relative, month, place or the like in the place of the question's."""
    index, tokens = checked.corpus.indexes.terms, checked.claims.tokens
    nowhere = (each for each in checked.instead if tokens[each.asked].term not in index)
    return max(_strongest(checked, checked.instead), 1.0 if any(each.weight >= _PLAIN for each in nowhere) else 0.0)


@feature
def number(checked: Checked) -> float:
    """Whether a number of the question stands in none of the passages, or not with what it counts, which others do."""
    tokens = checked.claims.tokens
    nowhere = any(
        all(tokens[at].term not in each.phrases for each in checked.evidence) for at, _ in checked.claims.numbers
    )
    return float(nowhere or bool(counted_otherwise(checked)))


@feature
def name(checked: Checked) -> float:
    """Whether the question has a name that is nowhere in the story."""
    index, people, tokens = checked.corpus.indexes.terms, checked.corpus.reader.people, checked.claims.tokens
    strange = [tokens[at].folded for at in checked.claims.names if tokens[at].term not in index]
    return float(any(people.find(word) is None for word in strange))


@feature
def denied(checked: Checked) -> float:
    """How far the passages affirm what the question denies."""
    return max(map(_by_rank, affirmed_there(checked)), default=0.0)


@feature
def affirmed_reason(checked: Checked) -> float:
    """How far the passages deny what the question asks the reason of."""
    return (
        max(map(_by_rank, denied_there(checked)), default=0.0)
        if AnswerKind.REASON in checked.ranking.question.wanted
        else 0.0
    )


@feature
def speaker(checked: Checked) -> float:
    """Whether the person who is taken to speak is quoted in none of the passages."""
    who = checked.claims.speaker
    return float(who is not None and not set(checked.corpus.contents.quoting(who).tolist()) & set(checked.rows))


@feature
def turned(checked: Checked) -> float:
    """How much oftener two people of the question stand the other way round beside its words, log-odds."""
    count = checked.count
    most = 0.0
    for doer, word, done_to in checked.sides.triples:
        straight = count(before_key(doer, word)) + count(after_key(word, done_to))
        straight += _TRIPLE * count(triple_key(doer, word, done_to))
        turned = count(before_key(done_to, word)) + count(after_key(word, doer))
        turned += _TRIPLE * count(triple_key(done_to, word, doer))
        most = max(most, math.log((turned + 1) / (straight + 1)))
    return min(1.0, most / _TURNED_SCALE)


@feature
def reversed_there(checked: Checked) -> float:
    """Whether a passage has two people of the question the other way round beside a word, and nothing has them so."""
    return float(
        any(
            checked.said(triple_key(done_to, word, doer)) and not checked.count(triple_key(doer, word, done_to))
            for doer, word, done_to in checked.sides.triples
        )
    )


@feature
def other_person(checked: Checked) -> float:
    """How much oftener another person than the question's stands beside one of its words, log-odds."""
    count, people = checked.count, checked.counts.people
    most = 0.0
    for person, word in checked.sides.before:
        other = max((count(before_key(each, word)) for each in people if each != person), default=0)
        most = max(most, math.log((other + 1) / (count(before_key(person, word)) + 1)))
    for word, person in checked.sides.after:
        other = max((count(after_key(word, each)) for each in people if each != person), default=0)
        most = max(most, math.log((other + 1) / (count(after_key(word, person)) + 1)))
    return min(1.0, most / _OTHER_SCALE)


@feature
def unattested(checked: Checked) -> float:
    """Share of the question's people beside words that neither a reader question nor the passages have so."""
    keys = [before_key(*pair) for pair in checked.sides.before] + [after_key(*pair) for pair in checked.sides.after]
    return sum(checked.count(key) == 0 for key in keys) / len(keys) if keys else 0.0


@feature
def unheld(checked: Checked) -> float:
    """Weight of the rarest word of what the subject does that the best passage and its reader questions lack."""
    return max(
        (
            general_weight(checked.claims.tokens[at].folded)
            for at in checked.claims.predicate
            if not checked.best_places[at] and not checked.known(at, 0)
        ),
        default=0.0,
    )


@feature
def refusal(checked: Checked) -> float:
    """Whether the subject refuses, stops or forgets something, and none of the passages says so."""
    tokens = checked.claims.tokens
    return float(any(all(tokens[at].term not in each.phrases for each in checked.evidence) for at in _refused(checked)))


def _refused(checked: Checked) -> list[int]:
    return [at for at in checked.claims.predicate if checked.claims.tokens[at].term in refusals()]


def affirmed_there(checked: Checked) -> list[Contradiction]:
    """Return where the passages affirm a word that the question denies."""
    if not checked.claims.denied:
        return []
    return [
        Contradiction(0.3 + 0.7 * checked.closeness(at, passage, place), at, passage, place)
        for (passage, at), places in checked.places.items()
        if at in checked.claims.denied
        and all(
            each.perhaps_denied.isdisjoint(checked.places[number, at]) for number, each in enumerate(checked.evidence)
        )
        for place in places
    ]


def denied_there(checked: Checked) -> list[Contradiction]:
    """Return where the passages deny, throughout, a word of what the subject does, and the question nothing."""
    if checked.claims.denied:
        return []
    return [
        Contradiction(0.3 + 0.7 * checked.closeness(at, passage, place), at, passage, place)
        for (passage, at), places in checked.places.items()
        if at in checked.claims.predicate and checked.evidence[passage].denied.issuperset(places)
        for place in places
    ]


def counted_otherwise(checked: Checked) -> list[Contradiction]:
    """Return the numbers by which the passages count what the question counts by another, which none of them has so."""
    found: list[Contradiction] = []
    for at, counted in checked.claims.numbers:
        asked = checked.claims.tokens[at].folded
        if counted is None or any(each.has_with_sign(asked) for each in checked.evidence):
            continue
        numbers = [
            (passage, spot, each.tokens[spot].folded)
            for passage, each in enumerate(checked.evidence)
            for place in each.phrases.get(counted, ())
            for spot in range(max(0, place - _COUNTS), place)
            if each.tokens[spot].folded.isdigit()
        ]
        if all(number != asked for _, _, number in numbers):
            found.extend(Contradiction(1.0, at, passage, spot) for passage, spot, _ in numbers)
    return found


SIGNALS: Mapping[str, Feature[Checked, float]] = by_name(
    opposite,
    opposite_predicate,
    alternative,
    number,
    name,
    denied,
    affirmed_reason,
    speaker,
    turned,
    reversed_there,
    other_person,
    unattested,
    unheld,
    refusal,
    *FACT_SIGNALS,
)
"""The signals by name, in the order of `weights.toml`."""


def may_speak(checked: Checked) -> dict[str, bool]:
    """Return of every signal whether it can be more than 0, as far as the question alone tells: no passage is read."""
    claims, sides = checked.claims, checked.sides
    opposed = {each.at for each in checked.opposable}
    beside = bool(sides.before or sides.after)
    denies, does = bool(claims.denied), bool(claims.predicate)
    reason = AnswerKind.REASON in checked.ranking.question.wanted
    return {
        opposite.name: bool(opposed),
        opposite_predicate.name: not opposed.isdisjoint(claims.predicate),
        alternative.name: bool(checked.replaceable),
        number.name: bool(claims.numbers),
        name.name: bool(claims.names),
        denied.name: denies,
        affirmed_reason.name: does and not denies and reason,
        speaker.name: claims.speaker is not None,
        turned.name: bool(sides.triples),
        reversed_there.name: bool(sides.triples),
        other_person.name: beside,
        unattested.name: beside,
        unheld.name: does,
        refusal.name: bool(_refused(checked)),
        **may_speak_of_facts(checked),
    }


def measure(checked: Checked, speaking: Mapping[str, bool] | None = None) -> dict[str, float]:
    """Return the value of every signal; `speaking` is what `may_speak` returns, where that is known already."""
    speaking = may_speak(checked) if speaking is None else speaking
    return {name: each.value(checked) if speaking[name] else 0.0 for name, each in SIGNALS.items()}
