"""Whom a unit is about and what it says: the writer, the bot, an opinion, a greeting, a thing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from retrieval.english.asking_words import (
    ASKING_WORDS,
    BOT,
    DROPPED_SUBJECT,
    FIRST_PERSON,
    GREETINGS,
    NOISE,
    OPINION,
    OWN_LIFE,
    SECOND_PERSON,
    SPEAKER,
    STATE_VERBS,
    THANKS,
    THIRD_PERSON,
)
from retrieval.english.chat import ABOUT_THE_BOT, HELP_THEME
from retrieval.questions.acts.openings import formed_as_question, question_mark
from retrieval.questions.acts.placed_unit import PlacedUnit, placed_units, unit_feature
from retrieval.questions.acts.surroundings import asks_by_form, check, wants_to_know
from retrieval.questions.discourse_units import DiscourseUnit

_RECALLING: Final = frozenset("about like where when with that".split())
_REMEMBERED: Final = frozenset("quote line part bit thing scene sentence moment passage one".split())
_FEW_WORDS: Final = 6
"""Thanks in more words tell something else too."""
_OPINION_OR_BOT: Final = OPINION | BOT
_NO_THING: Final = FIRST_PERSON | SECOND_PERSON | NOISE | OPINION
_NO_LEAD: Final = FIRST_PERSON | SECOND_PERSON | NOISE | GREETINGS | THANKS
_OTHERS: Final = THIRD_PERSON | {"about", "on"}


@unit_feature
def speaker_subject(placed: PlacedUnit) -> bool:
    """Whether its subject is the writer: "i bet", "we had"."""
    return placed.word(0) in SPEAKER


@unit_feature
def speaker_inside(placed: PlacedUnit) -> bool:
    """Whether it speaks of the writer further inside."""
    return not asks_by_form(placed) and (not FIRST_PERSON.isdisjoint(placed.core[1:]))


@unit_feature
def dropped_subject(placed: PlacedUnit) -> bool:
    """Whether its subject, the writer, is left out: "gonna grab food"."""
    return placed.word(0) in DROPPED_SUBJECT


@unit_feature
def own_people(placed: PlacedUnit) -> bool:
    """Whether it tells of the writer's people and things: "my cousin", "my exam"."""
    words = [] if asks_by_form(placed) else placed.words
    return any(
        word in {"my", "our", "ours"} or (word in {"the", "a"} and words[at + 1] in OWN_LIFE)
        for at, word in enumerate(words[:-1])
    )


@unit_feature
def you_inside(placed: PlacedUnit) -> bool:
    """Whether it turns to somebody: "you", "your"."""
    return placed.has(SECOND_PERSON)


@unit_feature
def of_you_alone(placed: PlacedUnit) -> bool:
    """Whether it speaks to somebody, and of nobody and nothing else that is named or pointed at."""
    return (
        placed.has(SECOND_PERSON)
        and not placed.has(_OTHERS)
        and not any(token.capital and token.first not in SPEAKER for token in placed.unit.tokens[1:])
    )


@unit_feature
def you_subject(placed: PlacedUnit) -> bool:
    """Whether its subject is "you"."""
    return placed.word(0) in SECOND_PERSON


@unit_feature
def bot_inside(placed: PlacedUnit) -> bool:
    """Whether it speaks of a bot, a robot, a person."""
    return not asks_by_form(placed) and (placed.has(BOT))


@unit_feature
def they_inside(placed: PlacedUnit) -> bool:
    """Whether it speaks of somebody by a pronoun: "she", "their"."""
    return not asks_by_form(placed) and (placed.has(THIRD_PERSON))


@unit_feature
def capital_inside(placed: PlacedUnit) -> bool:
    """Whether a word inside is capitalised, as names are."""
    return not asks_by_form(placed) and (
        any(token.capital and token.first not in SPEAKER for token in placed.unit.tokens[1:])
    )


@unit_feature
def opinion(placed: PlacedUnit) -> bool:
    """Whether it values: "deserves", "so good", "hope"."""
    return not asks_by_form(placed) and (placed.has(OPINION))


@unit_feature
def talk_without_mark(placed: PlacedUnit) -> bool:
    """Whether it values, or speaks of the writer, and has neither a question's mark nor its form."""
    return (
        (opinion(placed) or speaker_subject(placed) or own_people(placed))
        and not question_mark(placed)
        and not formed_as_question(placed)
        and placed.word(0) not in ASKING_WORDS
    )


@unit_feature
def noise(placed: PlacedUnit) -> bool:
    """Whether it has "lol", "omg", "honestly"."""
    return not asks_by_form(placed) and (placed.has(NOISE))


@unit_feature
def greeting(placed: PlacedUnit) -> bool:
    """Whether it opens with a greeting."""
    return placed.words[0] in GREETINGS or (
        placed.words[:1] == ["good"] and placed.words[1:2] != [] and placed.words[1] in GREETINGS
    )


@unit_feature
def thanks(placed: PlacedUnit) -> bool:
    """Whether it has words of thanks, or of excuse."""
    return not asks_by_form(placed) and (placed.has(THANKS))


@unit_feature
def small_talk_through_and_through(placed: PlacedUnit) -> bool:
    """Whether it is a line of small_talk.txt, or made of such."""
    return placed.theme not in {None, ABOUT_THE_BOT, HELP_THEME}


@unit_feature
def asks_about_the_bot(placed: PlacedUnit) -> bool:
    """Whether it is a line of small_talk.txt that asks what the bot is."""
    return placed.theme == ABOUT_THE_BOT


@unit_feature
def asks_for_help(placed: PlacedUnit) -> bool:
    """Whether it is a line of small_talk.txt that asks how to use the bot."""
    return placed.theme == HELP_THEME


@unit_feature
def nothing_said(placed: PlacedUnit) -> bool:
    """Whether all its words are fillers and little words."""
    return not asks_by_form(placed) and (not placed.content)


@unit_feature
def one_word_said(placed: PlacedUnit) -> bool:
    """Whether one word says something."""
    return not asks_by_form(placed) and (len(placed.content) == 1)


@unit_feature
def much_said(placed: PlacedUnit) -> bool:
    """Whether five words or more say something."""
    return not asks_by_form(placed) and (len(placed.content) >= 5)


@unit_feature
def long(placed: PlacedUnit) -> bool:
    """Whether it has more than fourteen words."""
    return not asks_by_form(placed) and (len(placed.words) > 14)


@unit_feature
def short(placed: PlacedUnit) -> bool:
    """Whether it has at most three words."""
    return not asks_by_form(placed) and (len(placed.words) <= 3)


@unit_feature
def phrase(placed: PlacedUnit) -> bool:
    """Whether it has no verb that is seen to be one: "prison location", "the holy dance"."""
    return not asks_by_form(placed) and (
        not placed.has(STATE_VERBS) and not any(word.endswith("ed") for word in placed.words)
    )


@unit_feature
def phrase_of_a_thing(placed: PlacedUnit) -> bool:
    """Whether it has no such verb, nobody in it, and begins with a thing: "the holy dance", "age of alice"."""
    return phrase(placed) and not placed.has(_NO_THING) and bool(placed.content)


@unit_feature
def recalls(placed: PlacedUnit) -> bool:
    """Whether it half remembers: "something about a golden apple", "the quote where", "that part with"."""
    words = placed.words
    vague = words[0] in {"something", "someone", "somebody"} and placed.has(_RECALLING)
    return vague or (
        words[0] in {"the", "that", "a"} and words[1:2] != [] and words[1] in _REMEMBERED and placed.has(_RECALLING)
    )


@unit_feature
def keywords(placed: PlacedUnit) -> bool:
    """Whether it is nothing but words that say something: "house foreclosed bankruptcy"."""
    return len(placed.words) > 1 and placed.content == placed.words and not placed.has(_OPINION_OR_BOT)


def social(placed: PlacedUnit) -> bool:
    """Whether a unit greets, thanks, or is small talk through and through."""
    return (
        small_talk_through_and_through(placed)
        or greeting(placed)
        or (thanks(placed) and len(placed.words) <= _FEW_WORDS)
    )


def social_units(units: Sequence[DiscourseUnit]) -> list[bool]:
    """Return which units are social."""
    return [social(one) for one in placed_units(units)]


def is_lead(placed: PlacedUnit) -> bool:
    """Whether a unit is a phrase that names what the question after it is about: "the house of Alice, …"."""
    names = bool(placed.content) or placed.has(THIRD_PERSON | {"this", "that", "these"})
    return (
        names
        and phrase(placed)
        and not placed.has(_NO_LEAD)
        and not wants_to_know(placed)
        and not check(placed)
        and not small_talk_through_and_through(placed)
    )
