"""What a discourse unit looks like: named yes-or-no features, one function each, from which its act is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt

from retrieval.english.asking_words import (
    ANNOUNCERS,
    ASKING_WORDS,
    AUXILIARIES,
    BOT,
    CHECKS,
    CONNECTIVES,
    DROPPED_SUBJECT,
    ENUMERATORS,
    EVIDENCE,
    FIRST_PERSON,
    GREETINGS,
    GROUNDS,
    HELP_OBJECTS,
    KIN,
    NOISE,
    OPINION,
    QUESTION_PREPOSITIONS,
    REPLIES,
    REPORTERS,
    REPORTING,
    REQUESTS,
    SECOND_PERSON,
    SOURCE_WORDS,
    SPEAKER,
    STATE_VERBS,
    SUBJECTS,
    SUBORDINATORS,
    THANKS,
    THIRD_PERSON,
    THIS_TEXT,
    VOCATIVES,
)
from retrieval.english.chat import small_talk
from retrieval.english.stop_words import STOP_WORDS
from retrieval.questions.discourse_units import DiscourseUnit, asks_to_know, may_be_subject
from retrieval.questions.markup import LineKind

ABOUT_THE_BOT: Final = "about the bot"
HELP_THEME: Final = "help"
"""The headings of small_talk.txt under which somebody asks what the bot is, and how to use it."""
_PHRASE: Final = 4
"""Within so many words of "how" or "which" an auxiliary turns the question round: "how many of the kids did"."""
_LIGHT: Final = CONNECTIVES | NOISE | REPLIES | GREETINGS | VOCATIVES
_IDLE: Final = STOP_WORDS | NOISE | GREETINGS | VOCATIVES | REPLIES | THANKS


@dataclass(frozen=True, eq=False)
class PlacedUnit:
    """A unit among those of its message; `units` are all of them, in order."""

    unit: DiscourseUnit
    at: int
    units: Sequence[PlacedUnit]

    @cached_property
    def words(self) -> list[str]:
        """Its words."""
        return self.unit.words

    @cached_property
    def formed_as_question(self) -> bool:
        """Whether it opens as a question does."""
        return _formed_as_question(self)

    @cached_property
    def asks_by_form(self) -> bool:
        """Whether it opens as only a question does, or somebody has just asked to know it."""
        return question_form(self) or asked_for_and_question(self)

    @cached_property
    def points_back(self) -> bool:
        """Whether it asks somebody to find what was told before."""
        return _points_back(self)

    @cached_property
    def core(self) -> list[str]:
        """Its words without what may stand before a question: "ok so", "hey bot", "and"."""
        words = self.words
        start = next((at for at, word in enumerate(words) if word not in _LIGHT), len(words))
        return words[start:] or words

    @cached_property
    def content(self) -> list[str]:
        """The words that say something."""
        return [word for word in self.words if word not in _IDLE]

    @cached_property
    def before(self) -> PlacedUnit | None:
        """The unit before; None at the beginning."""
        return self.units[self.at - 1] if self.at else None

    @cached_property
    def after(self) -> PlacedUnit | None:
        """The unit after; None at the end."""
        return self.units[self.at + 1] if self.at + 1 < len(self.units) else None

    def word(self, at: int) -> str:
        """Return a word of the core; "" past its end."""
        return self.core[at] if at < len(self.core) else ""

    def has(self, words: frozenset[str]) -> bool:
        """Whether it has one of some words."""
        return not words.isdisjoint(self.words)


@dataclass(frozen=True, slots=True)
class UnitFeature:
    """One feature: its name in `dialogue_acts.toml`, what it means, and whether a unit has it."""

    name: str
    meaning: str
    value: Callable[[PlacedUnit], bool]


_FEATURES: Final[list[UnitFeature]] = []


def unit_feature(value: Callable[[PlacedUnit], bool]) -> Callable[[PlacedUnit], bool]:
    """Add a function to the features: its name is the feature's, its meaning the docstring."""
    _FEATURES.append(UnitFeature(value.__name__, " ".join((value.__doc__ or "").split()), value))
    return value


@unit_feature
def always(placed: PlacedUnit) -> bool:
    """Whether it is a unit: this holds of all."""
    return bool(placed.units)


# How it is punctuated


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
def full_stop(placed: PlacedUnit) -> bool:
    """Whether a full stop follows."""
    return not placed.asks_by_form and (placed.unit.closing.startswith("."))


@unit_feature
def comma(placed: PlacedUnit) -> bool:
    """Whether a comma follows."""
    return not placed.asks_by_form and (placed.unit.closing.startswith(","))


@unit_feature
def colon(placed: PlacedUnit) -> bool:
    """Whether a colon or a dash follows."""
    return placed.unit.closing.startswith((":", "–", "—", "-"))


@unit_feature
def runs_on(placed: PlacedUnit) -> bool:
    """Whether nothing stands between the unit before and this one but a space."""
    return placed.before is not None and not placed.unit.opens_sentence and not placed.before.unit.closing


@unit_feature
def runs_into(placed: PlacedUnit) -> bool:
    """Whether nothing stands between this unit and the one after but a space."""
    return not placed.asks_by_form and (not placed.unit.closes_sentence and not placed.unit.closing)


# How it opens


@unit_feature
def question_form(placed: PlacedUnit) -> bool:
    """Whether it opens as only a question does, and neither of us is its subject: "how old is", "did kim", "since when"."""
    return (
        asking_word_turned(placed) or preposition_and_asking_word(placed) or turned(placed)
    ) and SECOND_PERSON.union(SPEAKER).isdisjoint(placed.core[1:4])


@unit_feature
def question_form_in_front(placed: PlacedUnit) -> bool:
    """Whether it opens a sentence as only a question does."""
    return placed.unit.opens_sentence and question_form(placed)


@unit_feature
def asking_word_turned(placed: PlacedUnit) -> bool:
    """Whether it opens with an asking word and an auxiliary: "how old is", "which town was", "who did"."""
    if placed.word(0) not in ASKING_WORDS:
        return False
    if placed.word(1) in AUXILIARIES:
        return True
    reach = placed.core[1:_PHRASE] if placed.word(0) in _WITH_NOUN else []
    return any(word in AUXILIARIES for word in reach) and placed.word(1) not in SUBJECTS | FIRST_PERSON | SECOND_PERSON


@unit_feature
def asking_word_subject(placed: PlacedUnit) -> bool:
    """Whether it opens with an asking word that a verb or a noun follows: "who wrote", "what caused", "how many people"."""
    return (
        placed.word(0) in _WITH_NOUN | {"who"}
        and not asking_word_turned(placed)
        and placed.word(1) not in SUBJECTS | FIRST_PERSON | SECOND_PERSON | {""}
        and not (placed.word(0) in {"who", "what"} and not AUXILIARIES.isdisjoint(placed.core[2:4]))
        and not (placed.word(0) == "how" and placed.word(1) not in _AMOUNTS)
    )


@unit_feature
def asking_word_unturned(placed: PlacedUnit) -> bool:
    """Whether it opens with an asking word and goes on like a statement: "what she did", "how people talk", "who kim was"."""
    return (
        placed.word(0) in ASKING_WORDS
        and len(placed.core) > 2
        and placed.word(1) not in FIRST_PERSON | SECOND_PERSON
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
        and placed.word(1) not in FIRST_PERSON | SECOND_PERSON | AUXILIARIES | {"not"}
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
def exclamative(placed: PlacedUnit) -> bool:
    """Whether it opens with "what a", or with "how" and no auxiliary: "how cute"."""
    return (placed.word(0) == "what" and placed.word(1) in {"a", "an"}) or (
        placed.word(0) == "how" and len(placed.core) <= 3 and AUXILIARIES.isdisjoint(placed.core)
    )


@unit_feature
def rhetorical(placed: PlacedUnit) -> bool:
    """Whether it opens with an asking word and "even", "would", "cares"."""
    return placed.word(0) in ASKING_WORDS and placed.word(1) in {"even", "cares", "would", "needs", "else"}


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


@unit_feature
def connective_and_question(placed: PlacedUnit) -> bool:
    """Whether it opens with "and", "also", "but", and then as a question does."""
    return connective(placed) and placed.formed_as_question


@unit_feature
def question_after_question(placed: PlacedUnit) -> bool:
    """Whether it has the form of a question that stands alone, and so has the unit before."""
    return _stands_alone(placed) and placed.before is not None and placed.before.formed_as_question


@unit_feature
def asked_for_and_question(placed: PlacedUnit) -> bool:
    """Whether it opens with an asking word, and the unit before asks to know."""
    return asked_for_before(placed) and (
        placed.word(0) in ASKING_WORDS | {"if", "whether", "that", "about"} or placed.formed_as_question
    )


@unit_feature
def asking_word_after_and(placed: PlacedUnit) -> bool:
    """Whether it opens with "and" and an asking word."""
    return placed.words[0] in CONNECTIVES and placed.word(0) in ASKING_WORDS


@unit_feature
def question_mark_and_form(placed: PlacedUnit) -> bool:
    """Whether it has the form of a question, and a question mark follows."""
    return placed.formed_as_question and question_mark(placed)


@unit_feature
def relative_unturned(placed: PlacedUnit) -> bool:
    """Whether it runs on from a question with "who", "when" or "that", like a statement."""
    return (
        relative(placed)
        and not asking_word_turned(placed)
        and placed.before is not None
        and placed.before.formed_as_question
    )


@unit_feature
def unturned_and_not_asked_for(placed: PlacedUnit) -> bool:
    """Whether it runs on with an asking word like a statement, and nobody asked to know: "it's a shame how people talk"."""
    return (
        relative(placed)
        and placed.word(0) in ASKING_WORDS
        and not placed.formed_as_question
        and not asked_for_before(placed)
    )


@unit_feature
def asking_word_after_noun(placed: PlacedUnit) -> bool:
    """Whether it runs on with an asking word from what neither asks, greets nor announces: "the woman who had been inside"."""
    before = placed.before
    return (
        relative(placed)
        and before is not None
        and not before.formed_as_question
        and not wants_to_know(before)
        and not before.has(ANNOUNCERS | GREETINGS | NOISE | VOCATIVES | REQUESTS)
    )


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
    return runs_on(placed) and placed.words[0] in ASKING_WORDS | {"that"}


# What stands around it


@unit_feature
def asked_for_before(placed: PlacedUnit) -> bool:
    """Whether the unit before it, in the same sentence, asks to know or be told: "i want to know", "my question is"."""
    return _same_sentence(placed.before, placed) and placed.before is not None and wants_to_know(placed.before)


@unit_feature
def wants_to_know(placed: PlacedUnit) -> bool:
    """Whether it ends with "want to know", "can you tell me", "my question is"."""
    return asks_to_know(placed.words)


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
def reported_before(placed: PlacedUnit) -> bool:
    """Whether the unit before, in the same sentence, reports: "my buddy says", "i heard", "it says"."""
    before = placed.before
    return _same_sentence(before, placed) and before is not None and reports(before)


@unit_feature
def reports(placed: PlacedUnit) -> bool:
    """Whether it ends as a report does: "my buddy says", "i heard that"."""
    return not REPORTING.isdisjoint(placed.words[-3:]) and placed.has(REPORTERS) and len(placed.words) <= 7


@unit_feature
def check(placed: PlacedUnit) -> bool:
    """Whether it is a short request to confirm: "right?", "true or false", "isn't it", "can you confirm"."""
    return is_check(placed.words)


def is_check(words: Sequence[str]) -> bool:
    """Whether words only ask to confirm what was said."""
    if len(words) > 5:
        return False
    tag = (
        words[0] in AUXILIARIES
        and (len(words) == 2 or words[2:] == ["not"])
        and words[1] in THIRD_PERSON | {"that", "there", "i", "not"}
    )
    return tag or (bool(CHECKS & set(words)) and all(word in CHECKS | _CHECKING for word in words))


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


@unit_feature
def points_to_what_was_said(placed: PlacedUnit) -> bool:
    """Whether it asks somebody to find what was told before: "could you look that up", "can you dig out that bit"."""
    return placed.points_back


@unit_feature
def pointed_to_after(placed: PlacedUnit) -> bool:
    """Whether a later unit asks somebody to find what was told before, and nothing asks in between."""
    return any(other.points_back for other in placed.units[placed.at + 1 :])


@unit_feature
def after_question_mark(placed: PlacedUnit) -> bool:
    """Whether a question mark stands before it."""
    return placed.before is not None and question_mark(placed.before)


@unit_feature
def asked_elsewhere(placed: PlacedUnit) -> bool:
    """Whether another unit of the message has the form of a question, and this one has not."""
    return not placed.asks_by_form and (
        not placed.formed_as_question
        and any(
            (other.formed_as_question or question_mark(other))
            and other is not placed
            and not other.points_back
            and not check(other)
            and not SECOND_PERSON.intersection(other.core[:3])
            for other in placed.units
        )
    )


@unit_feature
def asked_before(placed: PlacedUnit) -> bool:
    """Whether the unit before has the form of a question, or "and" and a word of one."""
    return placed.before is not None and placed.before.formed_as_question


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


# Whom and what it is about


@unit_feature
def speaker_subject(placed: PlacedUnit) -> bool:
    """Whether its subject is the writer: "i bet", "we had"."""
    return placed.word(0) in SPEAKER


@unit_feature
def speaker_inside(placed: PlacedUnit) -> bool:
    """Whether it speaks of the writer further inside."""
    return not placed.asks_by_form and (not FIRST_PERSON.isdisjoint(placed.core[1:]))


@unit_feature
def dropped_subject(placed: PlacedUnit) -> bool:
    """Whether its subject, the writer, is left out: "gonna grab food"."""
    return placed.word(0) in DROPPED_SUBJECT


@unit_feature
def talk_without_mark(placed: PlacedUnit) -> bool:
    """Whether it values, or speaks of the writer, and has neither a question's mark nor its form."""
    return (
        (opinion(placed) or speaker_subject(placed) or own_people(placed))
        and not question_mark(placed)
        and not placed.formed_as_question
        and placed.word(0) not in ASKING_WORDS
    )


@unit_feature
def own_people(placed: PlacedUnit) -> bool:
    """Whether it tells of the writer's people and things: "my cousin", "my exam"."""
    words = [] if placed.asks_by_form else placed.words
    return any(
        word in {"my", "our", "ours"} or (word in {"the", "a"} and words[at + 1] in KIN)
        for at, word in enumerate(words[:-1])
    )


@unit_feature
def you_inside(placed: PlacedUnit) -> bool:
    """Whether it turns to somebody: "you", "your"."""
    return placed.has(SECOND_PERSON)


@unit_feature
def you_subject(placed: PlacedUnit) -> bool:
    """Whether its subject is "you"."""
    return placed.word(0) in SECOND_PERSON


@unit_feature
def bot_inside(placed: PlacedUnit) -> bool:
    """Whether it speaks of a bot, a robot, a person."""
    return not placed.asks_by_form and (placed.has(BOT))


@unit_feature
def they_inside(placed: PlacedUnit) -> bool:
    """Whether it speaks of somebody by a pronoun: "she", "their"."""
    return not placed.asks_by_form and (placed.has(THIRD_PERSON))


@unit_feature
def capital_inside(placed: PlacedUnit) -> bool:
    """Whether a word inside is capitalised, as names are."""
    return not placed.asks_by_form and (
        any(token.capital and token.first not in SPEAKER for token in placed.unit.tokens[1:])
    )


@unit_feature
def opinion(placed: PlacedUnit) -> bool:
    """Whether it values: "deserves", "so good", "hope"."""
    return not placed.asks_by_form and (placed.has(OPINION))


@unit_feature
def noise(placed: PlacedUnit) -> bool:
    """Whether it has "lol", "omg", "honestly"."""
    return not placed.asks_by_form and (placed.has(NOISE))


@unit_feature
def greeting(placed: PlacedUnit) -> bool:
    """Whether it opens with a greeting."""
    return placed.words[0] in GREETINGS or (
        placed.words[:1] == ["good"] and placed.words[1:2] != [] and placed.words[1] in GREETINGS
    )


@unit_feature
def thanks(placed: PlacedUnit) -> bool:
    """Whether it has words of thanks, or of excuse."""
    return not placed.asks_by_form and (placed.has(THANKS))


@unit_feature
def small_talk_through_and_through(placed: PlacedUnit) -> bool:
    """Whether it is a line of small_talk.txt, or made of such."""
    return _theme(placed) not in {None, ABOUT_THE_BOT, HELP_THEME}


@unit_feature
def asks_about_the_bot(placed: PlacedUnit) -> bool:
    """Whether it is a line of small_talk.txt that asks what the bot is."""
    return _theme(placed) == ABOUT_THE_BOT


@unit_feature
def asks_for_help(placed: PlacedUnit) -> bool:
    """Whether it is a line of small_talk.txt that asks how to use the bot."""
    return _theme(placed) == HELP_THEME


@unit_feature
def nothing_said(placed: PlacedUnit) -> bool:
    """Whether all its words are fillers and little words."""
    return not placed.asks_by_form and (not placed.content)


@unit_feature
def one_word_said(placed: PlacedUnit) -> bool:
    """Whether one word says something."""
    return not placed.asks_by_form and (len(placed.content) == 1)


@unit_feature
def much_said(placed: PlacedUnit) -> bool:
    """Whether five words or more say something."""
    return not placed.asks_by_form and (len(placed.content) >= 5)


@unit_feature
def long(placed: PlacedUnit) -> bool:
    """Whether it has more than fourteen words."""
    return not placed.asks_by_form and (len(placed.words) > 14)


@unit_feature
def short(placed: PlacedUnit) -> bool:
    """Whether it has at most three words."""
    return not placed.asks_by_form and (len(placed.words) <= 3)


@unit_feature
def phrase(placed: PlacedUnit) -> bool:
    """Whether it has no verb that is seen to be one: "prison location", "the holy dance"."""
    return not placed.asks_by_form and (
        not placed.has(STATE_VERBS) and not any(word.endswith("ed") for word in placed.words)
    )


@unit_feature
def phrase_of_a_thing(placed: PlacedUnit) -> bool:
    """Whether it has no such verb, nobody in it, and begins with a thing: "the holy dance", "age of alice"."""
    return phrase(placed) and not placed.has(FIRST_PERSON | SECOND_PERSON | NOISE | OPINION) and bool(placed.content)


# What may want a card of its own


@unit_feature
def help_object(placed: PlacedUnit) -> bool:
    """Whether it speaks of articles, sources, commands, quotations, people."""
    return placed.has(HELP_OBJECTS)


@unit_feature
def only_help_objects(placed: PlacedUnit) -> bool:
    """Whether it speaks of these and of nothing else."""
    return help_object(placed) and all(word in HELP_OBJECTS | ENUMERATORS | _HAVING for word in placed.content)


@unit_feature
def enumerates(placed: PlacedUnit) -> bool:
    """Whether it asks for a list, or for all: "list all", "everything that"."""
    return placed.has(_LISTING) and placed.word(0) in REQUESTS | ENUMERATORS | AUXILIARIES | HELP_OBJECTS


@unit_feature
def source_of_this(placed: PlacedUnit) -> bool:
    """Whether it asks who wrote or published what is shown: "who wrote this article", "where was it published"."""
    said = [word for word in placed.content if word not in SOURCE_WORDS | THIS_TEXT | _DATING]
    return placed.has(SOURCE_WORDS) and placed.has(THIS_TEXT) and not said


@unit_feature
def whole_story(placed: PlacedUnit) -> bool:
    """Whether it asks about the story as a whole: "what is this story about", "who are the main characters"."""
    said = [word for word in placed.content if word not in HELP_OBJECTS | THIS_TEXT | _HAVING]
    return not said and placed.has(ASKING_WORDS) and placed.has(THIS_TEXT | HELP_OBJECTS)


@unit_feature
def asks_what_you_can(placed: PlacedUnit) -> bool:
    """Whether it asks what the bot does, or how it works: "what can you do", "how do i use this"."""
    said = [word for word in placed.content if word not in _HAVING]
    return not said and placed.has(_USING) and placed.has(ASKING_WORDS | AUXILIARIES) and placed.has(_THE_BOT)


_WITH_NOUN: Final = frozenset("how what which whose".split())
"""Asking words that a noun or an adjective may follow."""
_AMOUNTS: Final = frozenset("many much long old often far big tall high".split())
_CHECKING: Final = frozenset(
    "can you u anyone anybody somebody confirm check that this is it or so please not am i correct right true false no yes"
    " really question anything to there well".split()
)
_LOOKING: Final = frozenset("look find dig search check confirm quote give show tell help answer help".split())
_HAVING: Final = frozenset(
    "have got there available know search use work works in this story you main kind ask offer names name many even really"
    " come comes take takes get thing exactly cover covered mentioned say".split()
)
_WHO_MAY_LOOK: Final = frozenset("can could please somebody someone anybody anyone".split())
_SPOKEN: Final = frozenset("quote quotes quotation quotations said says say".split())
_LISTING: Final = frozenset("list all every everything".split())
_USING: Final = frozenset("use do work works ask know help search answer".split())
_DATING: Final = frozenset("date year come came day month when first put online".split())
_THE_BOT: Final = frozenset("you this bot i it thing".split())

UNIT_FEATURES: Final[Mapping[str, UnitFeature]] = {each.name: each for each in _FEATURES}
"""The features by name."""


def may_be_help(placed: PlacedUnit) -> bool:
    """Whether a unit speaks of nothing but the bot and the articles as such, or asks for all that somebody said."""
    return (
        only_help_objects(placed)
        or source_of_this(placed)
        or whole_story(placed)
        or asks_what_you_can(placed)
        or (placed.has(_LISTING | {"quotes", "quote", "quotations"}) and placed.has(_SPOKEN))
    )


def placed_units(units: Sequence[DiscourseUnit]) -> list[PlacedUnit]:
    """Return the units of a message, each knowing the others."""
    placed: list[PlacedUnit] = []
    placed += (PlacedUnit(unit, at, placed) for at, unit in enumerate(units))
    return placed


def observe(units: Sequence[DiscourseUnit]) -> npt.NDArray[np.float64]:
    """Return which features the units of a message have, 1 or 0: shape (units, features)."""
    return np.array([[each.value(one) for each in _FEATURES] for one in placed_units(units)], dtype=np.float64)


def social_units(units: Sequence[DiscourseUnit]) -> list[bool]:
    """Return which units greet, thank, or are small talk through and through."""
    return [
        small_talk_through_and_through(one) or greeting(one) or (thanks(one) and len(one.words) <= 6)
        for one in placed_units(units)
    ]


def is_lead(placed: PlacedUnit) -> bool:
    """Whether a unit is a phrase that names what the question after it is about: "the house of Alice, …"."""
    names = bool(placed.content) or placed.has(THIRD_PERSON | {"this", "that", "these"})
    return (
        names
        and phrase(placed)
        and not placed.has(FIRST_PERSON | SECOND_PERSON | NOISE | GREETINGS | THANKS)
        and not wants_to_know(placed)
        and not check(placed)
        and not small_talk_through_and_through(placed)
    )


def _formed_as_question(placed: PlacedUnit) -> bool:
    return (
        asking_word_turned(placed)
        or preposition_and_asking_word(placed)
        or turned(placed)
        or asking_word_subject(placed)
    ) and not rhetorical(placed)


def theme_of(words: str, spelled: str) -> str | None:
    """Return the theme of small talk through and through, as it is typed or with chat spelling written out."""
    return small_talk(words) or small_talk(spelled)


def _theme(placed: PlacedUnit) -> str | None:
    return theme_of(placed.unit.text, " ".join(placed.words))


def _stands_alone(placed: PlacedUnit) -> bool:
    """Whether it is turned round and long enough to be a question by itself."""
    return len(placed.core) > 2 and (
        asking_word_turned(placed) or turned(placed) or (asking_word_subject(placed) and not runs_on(placed))
    )


def _points_back(placed: PlacedUnit) -> bool:
    return (
        (turned_to_you(placed) or requests(placed) or placed.word(0) in _WHO_MAY_LOOK)
        and placed.has(_LOOKING)
        and ASKING_WORDS.isdisjoint(placed.words)
    )


def _same_sentence(before: PlacedUnit | None, placed: PlacedUnit) -> bool:
    return before is not None and before.unit.sentence == placed.unit.sentence
