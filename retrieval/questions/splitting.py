"""The units of a message and what they do -> its questions, each a run of units that are read together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from retrieval.english.asking_words import (
    ANNOUNCERS,
    ASKING_WORDS,
    BOT,
    CONNECTIVES,
    FIRST_PERSON,
    GREETINGS,
    GROUNDS,
    KNOWING,
    NOISE,
    OPINION,
    REQUESTS,
    SECOND_PERSON,
    STATE_VERBS,
    SUBORDINATORS,
    THANKS,
)
from retrieval.english.chat import HELP_THEME
from retrieval.questions.acts.help import may_be_help
from retrieval.questions.acts.model import DialogueAct
from retrieval.questions.acts.openings import (
    asking_word_and_colon,
    asking_word_subject,
    asking_word_turned,
    exclamative,
    formed_as_question,
    preposition_and_asking_word,
    question_form,
    question_mark,
    rhetorical,
    runs_on,
    turned,
    turned_to_me,
    turned_to_you,
)
from retrieval.questions.acts.placed_unit import PlacedUnit
from retrieval.questions.acts.surroundings import (
    asked_for_before,
    asking_word_after_noun,
    asks_by_form,
    asks_for_a_thing,
    check,
    is_check,
    points_back,
    reports,
    unturned_and_not_asked_for,
    wants_to_know,
)
from retrieval.questions.acts.topics import greeting, of_you_alone, recalls, small_talk_through_and_through
from retrieval.questions.markup import LineKind

_CHATTER: Final = FIRST_PERSON | SECOND_PERSON | NOISE | GREETINGS | THANKS | ANNOUNCERS
_YOU: Final = frozenset("you youre youve".split())
_OF_US: Final = FIRST_PERSON | SECOND_PERSON | BOT
_ASKED_OF_YOU: Final = (
    KNOWING | REQUESTS | frozenset("think believe reckon suppose guess have got please kindly also maybe".split())
)
"""What somebody is asked to do who is to answer from the articles: "do you know", "have you got"."""
_OF_A_THING: Final = frozenset("what which how whose".split())
_FILLERS: Final = 20
"""No more greetings and fillers than this stand before what asks: a text of nothing else would take ever longer."""
_LEAD: Final = 7
"""A lead of more words says under which circumstances something is asked, and is no part of the question."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The units of a message that ask, a run for each question, and those that tell what it may be about."""

    questions: tuple[tuple[PlacedUnit, ...], ...]
    told: tuple[PlacedUnit, ...]


def settled(placed: Sequence[PlacedUnit], acts: Sequence[DialogueAct]) -> list[DialogueAct]:
    """Return what the units do, once what cannot be is put right."""
    if _asks_for_help_alone(placed, acts):
        return [*acts]
    found = [_settled(unit, act) for unit, act in zip(placed, acts, strict=True)]
    for at, unit in enumerate(placed):
        claim = unit.before
        if claim is None or not check(unit) or not (found[at] is DialogueAct.ASKS or question_mark(unit)):
            continue
        if found[at - 1] is DialogueAct.TALKS and _may_be_claim(claim):
            found[at - 1] = DialogueAct.ASKS
        if found[at - 1] in {DialogueAct.ASKS, DialogueAct.GOES_ON}:  # "the will was forged. is that so?"
            found[at] = DialogueAct.TALKS
    for at, unit in enumerate(placed):
        if found[at] is DialogueAct.ASKS and _only_leads(unit, found):
            found[at] = DialogueAct.TALKS
    return found


def _asks_for_help_alone(placed: Sequence[PlacedUnit], acts: Sequence[DialogueAct]) -> bool:
    """Whether several units ask for help, each of you or for oneself, and none asks the articles.

    "is this a real person or a bot? what do u do". One unit alone is help only where its words say so.
    """
    asking = [unit for unit, act in zip(placed, acts, strict=True) if act is DialogueAct.HELP]
    return (
        len(asking) > 1
        and DialogueAct.ASKS not in acts
        and all(unit.theme == HELP_THEME or may_be_help(unit) or unit.has(_OF_US) for unit in asking)
    )


def _may_be_claim(unit: PlacedUnit) -> bool:
    return bool(unit.content) and not wants_to_know(unit) and not unit.has(FIRST_PERSON | SECOND_PERSON)


def _settled(placed: PlacedUnit, act: DialogueAct) -> DialogueAct:
    """Return what a unit does by itself: a line of small_talk.txt asks the articles nothing, a question's form does.

    Unless that is about us, or about the articles as such.
    """
    if placed.theme is not None:
        talks = {DialogueAct.ASKS: DialogueAct.SOCIAL, DialogueAct.HELP: DialogueAct.SOCIAL}.get(act, act)
        return DialogueAct.HELP if placed.theme == HELP_THEME else talks
    help_asked = act is DialogueAct.HELP and may_be_help(placed)
    if not help_asked and turned_to_you(placed) and of_you_alone(placed) and placed.word(2) not in _ASKED_OF_YOU:
        return DialogueAct.SOCIAL
    leading = placed.before is None or _in_front(placed) or formed_as_question(placed.before)
    if act is DialogueAct.HELP and not (help_asked and leading):
        return DialogueAct.ASKS
    formed = (question_form(placed) or _asks_who(placed)) and (_in_front(placed) or asked_for_before(placed))
    if formed and act in {DialogueAct.TALKS, DialogueAct.SOCIAL} and not placed.has(FIRST_PERSON | _YOU):
        return DialogueAct.ASKS
    of_anybody = asking_word_turned(placed) and placed.word(2) in {"i", "we"}
    of_anybody = of_anybody or (turned_to_me(placed) and placed.word(0) in {"can", "could"} and "the" in placed.words)
    if of_anybody and not placed.has(_YOU) and act in {DialogueAct.TALKS, DialogueAct.SOCIAL} and _in_front(placed):
        return DialogueAct.ASKS
    if (
        act in {DialogueAct.TALKS, DialogueAct.SOCIAL}
        and recalls(placed)
        and _in_front(placed)
        and not placed.has(FIRST_PERSON)
    ):
        return DialogueAct.ASKS
    told = not asks_by_form(placed) and "?" not in placed.unit.closing
    if asks_for_a_thing(placed):
        return DialogueAct.ASKS if act in {DialogueAct.TALKS, DialogueAct.SOCIAL} and _in_front(placed) else act
    if act is DialogueAct.ASKS and told and placed.has(FIRST_PERSON) and placed.has(SECOND_PERSON):
        return DialogueAct.SOCIAL
    return act


def _asks_who(placed: PlacedUnit) -> bool:
    """Return whether a unit asks for its subject: "who wrote the letter", and not "what a day", "who knew"."""
    asks = asking_word_subject(placed) and not rhetorical(placed) and not exclamative(placed)
    return asks and len(placed.core) > 2


def _in_front(placed: PlacedUnit) -> bool:
    """Return whether a unit opens its sentence, but for greetings and fillers."""
    for _ in range(_FILLERS):
        before = placed.before
        if placed.unit.opens_sentence or before is None:
            return True
        if before.theme is None and before.content and not greeting(before):
            return False
        placed = before
    return False


def _only_leads(unit: PlacedUnit, acts: Sequence[DialogueAct]) -> bool:
    """Return whether what seems to ask only leads to what asks: "does anyone know", "the woman who had been inside"."""
    others = [other for other in unit.units if acts[other.at] is DialogueAct.ASKS and other is not unit]
    later = any(other.at > unit.at and other.unit.sentence == unit.unit.sentence for other in others)
    if unturned_and_not_asked_for(unit) and not unit.unit.asked and acts[unit.at - 1] is DialogueAct.TALKS:
        return True
    if others and (
        points_back(unit) or (unit.word(0) == "which" and unit.has(FIRST_PERSON) and not unit.unit.opens_sentence)
    ):
        return True
    if later and not asks_by_form(unit) and not unit.has(ASKING_WORDS) and "?" not in unit.unit.closing:
        after = unit.after
        if after is not None and beside(unit, after) and after.word(0) in ASKING_WORDS:  # "In May 2002, where would …"
            return True
    empty = BOT.issuperset(unit.content) and not ASKING_WORDS & set(unit.core)
    return later and (wants_to_know(unit) or empty or asking_word_after_noun(unit) or asking_word_and_colon(unit))


def split(placed: Sequence[PlacedUnit], acts: Sequence[DialogueAct]) -> Asked:
    """Return the questions of a message. A unit that begins none anew is read with the one before it.

    A few words before it in its sentence that are no chatter belong to it: "the house of Alice, what became of it".
    """
    runs: list[list[PlacedUnit]] = []
    for unit, act in zip(placed, acts, strict=True):
        joins = bool(runs) and beside(runs[-1][-1], unit)
        if act is DialogueAct.GOES_ON and joins:
            runs[-1].append(unit)
        elif act in {DialogueAct.ASKS, DialogueAct.GOES_ON}:
            if runs and _completes(unit, runs[-1]):
                runs[-1] += placed[runs[-1][-1].at + 1 : unit.at + 1]
            elif joins and not begins_anew(unit, acts):
                runs[-1].append(unit)
            else:
                runs.append([unit])
    taken = {unit.at for run in runs for unit in run}
    for run in runs:
        while (after := run[-1].after) is not None and after.at not in taken and _ends(run[-1], after):
            run.append(after)
            taken.add(after.at)
        if sum(other[0].unit.sentence == run[0].unit.sentence for other in runs) == 1:
            _lead(run, taken)
    told = tuple(
        unit
        for unit, act in zip(placed, acts, strict=True)
        if unit.at not in taken and act is DialogueAct.TALKS and not chatter(unit)
    )
    return Asked(tuple(tuple(run) for run in runs), told)


def _completes(unit: PlacedUnit, run: Sequence[PlacedUnit]) -> bool:
    """Return whether a unit that seems to ask is the rest of the question before it in its sentence.

    It has no asking word of its own ("What city, raided by dukes, preceded Warsaw?"), or that question has no verb yet
    ("In what year of the war, did it burn?").
    """
    first = run[0]
    if first.unit.sentence != unit.unit.sentence or first.unit.line is not unit.unit.line:
        return False
    if unit.word(0) in ASKING_WORDS or preposition_and_asking_word(unit):
        return False
    words = [word for each in run for word in each.words]
    unfinished = (
        first.has(_OF_A_THING)
        and unit.words[0] not in CONNECTIVES
        and STATE_VERBS.isdisjoint(words)
        and not any(word.endswith("ed") for word in words)
    )
    return unfinished or (formed_as_question(first) and not unit.has(ASKING_WORDS) and not turned(unit))


def begins_anew(unit: PlacedUnit, acts: Sequence[DialogueAct]) -> bool:
    """Return whether a unit that asks is a question of its own, after one that the unit before it asks."""
    before = unit.before
    if (
        before is None
        or unit.unit.opens_sentence
        or (unit.unit.line.kind is LineKind.ITEM and before.unit.line is not unit.unit.line)
    ):
        return True
    if unit.words[0] == "or":
        return False
    if unit.words[0] in CONNECTIVES:
        return formed_as_question(unit) or not ASKING_WORDS.isdisjoint(unit.core[:2])
    if wants_to_know(before):
        return True
    if not before.unit.closing:
        return False
    if asking_word_turned(unit) or preposition_and_asking_word(unit) or turned(unit):
        return True
    later = unit.after
    return later is not None and beside(unit, later) and acts[later.at] is DialogueAct.ASKS


def _lead(run: list[PlacedUnit], taken: set[int]) -> None:
    """Add what leads to a question in its sentence and is no chatter."""
    lead: list[PlacedUnit] = []
    before = run[0].before
    while before is not None and before.at not in taken and beside(before, (lead or run)[0]) and not chatter(before):
        lead.insert(0, before)
        before = before.before
    if lead and _leads(lead, run[0]):
        run[:0] = lead
        taken.update(unit.at for unit in lead)


def _leads(lead: Sequence[PlacedUnit], question: PlacedUnit) -> bool:
    """Return whether what stands before a question in its sentence belongs to it."""
    if runs_on(question):
        return True
    words = [word for unit in lead for word in unit.words]
    first = lead[0]
    return (
        _in_front(first)
        and len(words) <= _LEAD
        and first.word(0) not in SUBORDINATORS
        and STATE_VERBS.isdisjoint(words)
        and any(unit.content for unit in lead)
    )


def chatter(unit: PlacedUnit) -> bool:
    """Return whether a unit shows that it is said beside a question and not within it."""
    return (
        unit.has(_CHATTER)
        or (unit.has(OPINION) and not question_form(unit))
        or (unit.words[0] in GROUNDS and unit.words[0] not in {"because", "since", "as", "while", "though"})
        or is_check(unit.words)
        or wants_to_know(unit)
        or reports(unit)
        or small_talk_through_and_through(unit)
    )


def _ends(before: PlacedUnit, after: PlacedUnit) -> bool:
    """Return whether a unit ends the question before it: 'who said "thank you"', "what did he say she could do"."""
    return beside(before, after) and (quoted(after) or (runs_on(after) and not chatter(after)))


def quoted(placed: PlacedUnit) -> bool:
    """Return whether a unit stands between quotation marks in its line."""
    before = placed.unit.line.text[: placed.unit.start]
    return before.count('"') % 2 == 1 or before.count("“") > before.count("”")


def beside(before: PlacedUnit, after: PlacedUnit) -> bool:
    """Return whether a unit comes next after another, in the same sentence."""
    return before.unit.sentence == after.unit.sentence and after.at == before.at + 1
