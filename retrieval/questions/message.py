"""A message, as people write them -> the questions in it, or what else it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

import numpy as np

from retrieval.answer import Exchange
from retrieval.english.asking_words import GREETINGS, NOISE, THANKS, VOCATIVES
from retrieval.english.chat import small_talk, spell_out
from retrieval.questions.dialogue_acts import ACTS, DialogueAct, dialogue_act_model
from retrieval.questions.discourse_units import DiscourseUnit, discourse_units
from retrieval.questions.follow_ups import asks_back
from retrieval.questions.help_topics import help_about
from retrieval.questions.markup import BREAK, LineKind, read_lines
from retrieval.questions.reading import MAX_CHARACTERS

IN_DOUBT: Final = 0.3
"""From this probability that a unit asks, it is taken to ask where nothing else in its message does."""
_LEAST: Final = 0.05
_IDLE: Final = NOISE | GREETINGS | THANKS | VOCATIVES
_SPACES: Final = re.compile(rf"[\s{BREAK}]+")
_EDGES: Final = " ,;:–—-\"“”'"
_WHETHER: Final = re.compile(r"\A(?:whether|if|that)\s+(?=\S+\s+\S)", re.I)


class Purpose(Enum):
    """What a message wants; the values are machine words."""

    QUESTIONS = "questions"
    SMALL_TALK = "small_talk"
    HELP = "help"
    NOT_ENGLISH = "not_english"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Part:
    """One question of a message: the words that ask, and what else of the message tells what they are about."""

    text: str
    context: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """What a message wants. `parts` are its questions, in its order: at least one where it asks some.

    Of one that is not English it is what may find passages all the same, its names and numbers, if there are any.
    `topic` is the kind of small talk or of help, `about` whom or what the help is about, in the words of the message;
    `language` the code of a language that is not English.
    """

    purpose: Purpose
    parts: tuple[Part, ...] = ()
    topic: str | None = None
    language: str | None = None
    about: str = ""


def read_message(text: str, previous: Exchange | None = None) -> Message:
    """Read a message in the light of the exchange before it."""
    if len(text) > MAX_CHARACTERS:
        text = f"{text[: MAX_CHARACTERS // 2]}\n{text[-MAX_CHARACTERS // 2 :]}"
    lines = read_lines(text)
    theme = _theme(" ".join(line.text for line in lines if line.kind is not LineKind.QUOTED))
    if theme is not None and not (previous is not None and asks_back(text)):
        return Message(Purpose.SMALL_TALK, topic=theme)
    units = discourse_units(lines)
    if not units:
        quoted = _tidy(" ".join(line.text for line in lines))
        return Message(Purpose.QUESTIONS, (Part(quoted),)) if quoted else Message(Purpose.NOTHING)
    acts = _acts(units, previous)
    if DialogueAct.ASKS in acts:
        return Message(Purpose.QUESTIONS, _parts([line.text for line in lines if line.kind is LineKind.QUOTED], units, acts))
    if DialogueAct.HELP in acts:
        asked = " ".join(unit.text for unit, act in zip(units, acts, strict=True) if act is DialogueAct.HELP)
        topic, about = help_about(asked)
        return Message(Purpose.HELP, topic=topic, about=about)
    if DialogueAct.SOCIAL in acts:
        themes = [theme for unit in units if (theme := _theme(unit.text)) is not None]
        return Message(Purpose.SMALL_TALK, topic=max(themes, key=themes.count, default=None))
    return Message(Purpose.NOTHING)


def _acts(units: Sequence[DiscourseUnit], previous: Exchange | None) -> list[DialogueAct]:
    """Return what the units do; where it is not clear that none asks, the likeliest one does."""
    model = dialogue_act_model()
    acts = model.decode(units)
    if DialogueAct.ASKS in acts or DialogueAct.HELP in acts:
        return acts
    probable = model.marginals(units)
    asking = probable[:, ACTS.index(DialogueAct.ASKS)]
    best = int(asking.argmax())
    if asking[best] < (IN_DOUBT if previous is None else IN_DOUBT / 2):
        return acts
    acts[best] = DialogueAct.ASKS
    going_on = probable[:, ACTS.index(DialogueAct.GOES_ON)]
    for at in range(best + 1, len(units)):
        if units[at].sentence != units[best].sentence or going_on[at] < IN_DOUBT / 2:
            break
        acts[at] = DialogueAct.GOES_ON
    return acts


def _parts(quoted: Sequence[str], units: Sequence[DiscourseUnit], acts: Sequence[DialogueAct]) -> tuple[Part, ...]:
    """Return the questions, each with what is quoted and told around them as its context."""
    asked: list[list[DiscourseUnit]] = []
    told: list[str] = list(quoted)
    for unit, act in zip(units, acts, strict=True):
        if act is DialogueAct.ASKS:
            asked.append([unit])
        elif act is DialogueAct.GOES_ON and asked:
            asked[-1].append(unit)
        elif act is DialogueAct.TALKS:
            told.append(unit.text)
    context = _tidy(" ".join(told))
    texts = [text for text in (_question(run) for run in asked) if text]
    return tuple(Part(text, context) for text in texts) or (Part(_tidy(" ".join(unit.text for unit in units))),)


def _question(run: Sequence[DiscourseUnit]) -> str:
    """Return the words of one question, without what greets and thanks at its ends."""
    first, last = run[0], run[-1]
    tokens = [(unit, token) for unit in run for token in unit.tokens]
    text = " ".join(unit.text for unit in run)
    if first.line is last.line:
        begin, end = first.start, last.end
        inner = [token for _, token in tokens]
        while len(inner) > 1 and inner[0].first in _IDLE - {"please"} and inner[1].first not in {"of", "to"}:
            begin = inner[1].start
            inner = inner[1:]
        text = first.line.text[begin:end]
    return _WHETHER.sub("", _tidy(text))


def _tidy(text: str) -> str:
    return _SPACES.sub(" ", text).strip(_EDGES)


def _theme(text: str) -> str | None:
    """Return the theme of a text that is small talk through and through."""
    return small_talk(text) or small_talk(spell_out(text[:MAX_CHARACTERS]))
