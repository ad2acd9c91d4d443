"""A message, as people write them -> the questions in it, or what else it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from retrieval.answer import Exchange
from retrieval.english.asking_words import (
    ASKING_WORDS,
    BOT,
    CONNECTIVES,
    FIRST_PERSON,
    GREETINGS,
    NOISE,
    POSTED,
    SECOND_PERSON,
    THANKS,
    THIS_TEXT,
    VOCATIVES,
)
from retrieval.english.chat import HELP_THEME, small_talk, spell_out
from retrieval.english.terms import analyze, folded_words
from retrieval.questions.acts.model import ACTS, DialogueAct, dialogue_act_model
from retrieval.questions.acts.openings import exclamative, question_mark
from retrieval.questions.acts.placed_unit import PlacedUnit, placed_units
from retrieval.questions.acts.surroundings import asked_for_before, is_check, reports, wants_to_know
from retrieval.questions.acts.topics import greeting, keywords, phrase_of_a_thing, social, thanks
from retrieval.questions.claims import claim_in, is_claim, only_confirms, states
from retrieval.questions.discourse_units import DiscourseUnit, discourse_units
from retrieval.questions.follow_ups import asks_back, corrects, names_only, speaks_of_somebody
from retrieval.questions.help_topics import SOURCES, help_about
from retrieval.questions.languages import language_of
from retrieval.questions.markup import BREAK, LineKind, read_lines
from retrieval.questions.reading import MAX_CHARACTERS
from retrieval.questions.splitting import Asked, beside, quoted, settled, split

IN_DOUBT: Final = 0.3
"""From this probability that a unit asks, it is taken to ask where nothing else in its message does."""
_OWN: Final = 2
"""A question with fewer content words of its own asks about what is quoted above it."""
_WHOLE: Final = 4
"""A question of more words than this is whole without the "and" before it."""
_IDLE: Final = NOISE | GREETINGS | THANKS | VOCATIVES
_PHRASE: Final = 3
"""The content words of small talk that may be a quotation: "thank you is not big enough"."""
_SHORT: Final = 100
"""The characters of a message that may be a quotation, and nothing else, typed from memory."""
CONTEXT_WORDS: Final = 24
"""Of what a message tells around a question, so many words are read with it, the last ones."""
_MOST: Final = 3
"""So many sentences of a message that seems to ask nothing are looked up."""
MOST_QUESTIONS: Final = 12
"""Of a message that asks more, the first are answered."""
_ASIDE: Final = frozenset({"laughter", "agreement"})
"""Themes of small talk that nobody need answer: "lol", "ok"."""
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
    """One question of a message: the words that ask, and what else of the message tells what they are about.

    One that `states` has the form of a statement; a `claim` is a statement that somebody wants confirmed.
    `sentence` is all that is said in the sentence it stands in, "" where that is nothing more: whether the rest belongs
    to the question ("if the clock had stopped, how did they know?") the articles tell. Parts of one sentence share it.
    `said` is what a message that goes on from an exchange says with its one question, "" where nothing goes before it.
    """

    text: str
    context: str = ""
    states: bool = False
    claim: bool = False
    sentence: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """What a message wants. `parts` are its questions, in its order: at least one where it asks some.

    Of one that asks nothing they are what plainly concerns the articles if a passage is found for it surely.
    `doubtful`: nothing but the articles can tell whether it asks ("holy dance", "phone dying").
    `topic` is the kind of small talk or of help, `about` whom or what the help is about, in the words of the message;
    `language` the code of a language that is not English.
    """

    purpose: Purpose
    parts: tuple[Part, ...] = ()
    topic: str | None = None
    language: str | None = None
    about: str = ""
    doubtful: bool = False


def read_message(text: str, previous: Exchange | None = None) -> Message:
    """Read a message in the light of the exchange before it."""
    read = _read(text, previous)
    if len(read.parts) > 1:
        return replace(read, parts=_with_whom_it_is_about(read.parts))
    if previous is None or len(text) > MAX_CHARACTERS:
        return read
    said = _tidy(" ".join(line.text for line in read_lines(text) if line.kind is not LineKind.QUOTED))
    if read.purpose is Purpose.QUESTIONS:  # "no, I mean the lady who was freed" is one question, and begins there
        part = read.parts[0]
        if corrects(said):
            return replace(read, parts=(replace(part, text=said),))
        return read if part.claim else replace(read, parts=(replace(part, said=_around(part, said)),))
    meant = speaks_of_somebody(said) if read.purpose in (Purpose.SMALL_TALK, Purpose.HELP) else corrects(said)
    meant = meant or (read.purpose is Purpose.HELP and _asks_of_a_post(said))
    return Message(Purpose.QUESTIONS, (Part(said),)) if meant else read


def _read(text: str, previous: Exchange | None) -> Message:
    if len(text) > MAX_CHARACTERS:
        text = f"{text[: MAX_CHARACTERS // 2]}\n{text[-MAX_CHARACTERS // 2 :]}"
    lines = read_lines(text)
    said = " ".join(line.text for line in lines if line.kind is not LineKind.QUOTED)
    goes_on = previous is not None and asks_back(said)
    theme = None if goes_on else _theme(said)
    if theme is not None:
        return _help(said, previous) if theme == HELP_THEME else _small_talk(theme, said)
    if (language := language_of(said)) is not None:
        return Message(Purpose.NOT_ENGLISH, language=language)
    units = discourse_units(lines)
    if not units:
        alone = _tidy(" ".join(line.text for line in lines))
        return Message(Purpose.QUESTIONS, (Part(alone),)) if alone else Message(Purpose.NOTHING)
    placed = placed_units(units)
    if goes_on:
        acts = [DialogueAct.ASKS, *[DialogueAct.GOES_ON] * (len(units) - 1)]
    else:
        acts = settled(placed, dialogue_act_model().decode(placed))
    doubtful = DialogueAct.ASKS not in acts and DialogueAct.HELP not in acts
    if doubtful:
        acts = _perhaps_asking(placed, acts, previous)
    if DialogueAct.ASKS in acts:
        quoted = [line.text for line in lines if line.kind is LineKind.QUOTED]
        return Message(Purpose.QUESTIONS, _parts(quoted, split(placed, acts))[:MOST_QUESTIONS], doubtful=doubtful)
    if DialogueAct.HELP in acts:
        asked = " ".join(unit.text for unit, act in zip(units, acts, strict=True) if act is DialogueAct.HELP)
        return _help(asked, previous)
    themes = [theme for unit in units if (theme := _theme(unit.text)) is not None and theme not in _ASIDE]
    if DialogueAct.SOCIAL in acts and (themes or _turns_to_somebody(units, acts)):
        told = [unit for unit in placed if acts[unit.at] is not DialogueAct.SOCIAL] if len(units) > 1 else placed
        return Message(Purpose.SMALL_TALK, _perhaps(told), topic=max(themes, key=themes.count, default=None))
    return Message(Purpose.NOTHING, _perhaps(placed))


def _around(part: Part, said: str) -> str:
    """Return what is said with the one question of a message that goes on: it says too little for any to be lost.

    That is all of a short message, "and Alice, what did she say to thank her?"; of a long one what tells something.
    """
    if len(said.split()) <= CONTEXT_WORDS:
        return said
    told, asked = " ".join(part.context.split()[-CONTEXT_WORDS:]), part.sentence or part.text
    return asked if told in asked else f"{told} {asked}"


def _asks_of_a_post(said: str) -> bool:
    """Whether a message asks who posted what was told of, or when: "when was it posted", but not "… this article"."""
    words = frozenset(folded_words(said))
    return not POSTED.isdisjoint(words) and (THIS_TEXT - {"it", "this", "these"}).isdisjoint(words)


def _with_whom_it_is_about(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Return the parts, those joined of which one only names whom or what the next asks about: "what about Kim, …"."""
    joined: list[Part] = []
    for part in parts:
        if joined and names_only(joined[-1].text) and speaks_of_somebody(part.text):
            joined[-1] = replace(part, text=f"{joined[-1].text.rstrip('?.! ')}, {part.text}")
        else:
            joined.append(part)
    return tuple(joined)


def _help(asked: str, previous: Exchange | None) -> Message:
    """Return a request for help; the source that is asked for is that of the last answer."""
    topic, about = help_about(asked)
    if topic == SOURCES and previous is not None:
        about = previous.file or ""
    return Message(Purpose.HELP, topic=topic, about=about)


def _small_talk(theme: str, said: str) -> Message:
    """Return what a message is that is small talk through and through."""
    if theme in _ASIDE:
        return Message(Purpose.NOTHING, topic=theme)
    quotation = (Part(_tidy(said)),) if len(analyze(said)) >= _PHRASE else ()
    return Message(Purpose.SMALL_TALK, quotation, topic=theme)


def _perhaps(placed: Sequence[PlacedUnit]) -> tuple[Part, ...]:
    """Return the sentences of a message that seems to ask nothing which may quote the articles all the same."""
    sentences: dict[int, list[DiscourseUnit]] = {}
    for unit in placed:
        if unit.theme is None and not greeting(unit) and not (thanks(unit) and len(unit.words) <= _PHRASE):
            sentences.setdefault(unit.unit.sentence, []).append(unit.unit)
    texts = (_tidy(" ".join(unit.text for unit in units)) for units in sentences.values())
    return tuple(Part(text) for text in texts if analyze(text) and len(text) <= _SHORT)[:_MOST]


def _turns_to_somebody(units: Sequence[DiscourseUnit], acts: Sequence[DialogueAct]) -> bool:
    """Return whether what is small talk is said to somebody, and is not only laughter."""
    return any(
        act is DialogueAct.SOCIAL and not (GREETINGS | THANKS | BOT | SECOND_PERSON).isdisjoint(unit.words)
        for unit, act in zip(units, acts, strict=True)
    )


def _perhaps_asking(
    placed: Sequence[PlacedUnit], acts: list[DialogueAct], previous: Exchange | None
) -> list[DialogueAct]:
    """Return what the units do where none seems to ask: if that is not clear, the likeliest one does."""
    asking = dialogue_act_model().marginals(placed)[:, ACTS.index(DialogueAct.ASKS)]
    best = int(asking.argmax())
    said = [unit for unit, act in zip(placed, acts, strict=True) if act is not DialogueAct.SOCIAL]
    fragment = (
        bool(said) and all(phrase_of_a_thing(unit) or keywords(unit) for unit in said) and not exclamative(placed[best])
    )
    marked = next((at for at, unit in enumerate(placed) if _asks_by_mark(unit)), None)
    if marked is None and said and all(keywords(unit) and len(unit.words) >= _PHRASE for unit in said):
        marked = said[0].at
    best = best if marked is None else marked
    likely = marked is not None or asking[best] >= (IN_DOUBT if previous is None and not fragment else IN_DOUBT / 3)
    if likely and placed[best].theme is None:
        acts[best] = DialogueAct.ASKS
    return settled(placed, acts)


def _asks_by_mark(placed: PlacedUnit) -> bool:
    """Return whether a unit says something of others and a question mark follows, or leaves a gap: "known as what"."""
    if placed.theme is not None or placed.has(FIRST_PERSON | SECOND_PERSON):
        return False
    sentence = [word for unit in placed.units if unit.unit.sentence == placed.unit.sentence for word in unit.words]
    gap = sentence[-1] in ASKING_WORDS and len(sentence) > _PHRASE
    return bool(placed.content) and (gap or (question_mark(placed) and len(placed.content) > 1))


def _parts(quoted: Sequence[str], asked: Asked) -> tuple[Part, ...]:
    """Return the questions, each with what is quoted and told around them as its context."""
    context = _tidy(" ".join([*quoted, *(unit.unit.text for unit in asked.told)]))
    texts = [_question(run, later=at > 0) for at, run in enumerate(asked.questions)]
    if quoted and len(texts) == 1 and len(analyze(texts[0])) < _OWN:
        texts = [f"{texts[0]} {_tidy(' '.join(quoted))}"]
    elif len(texts) == 1 and asked.told and only_confirms(asked.questions[0]):
        return (Part(context, states=True, claim=True),)
    parts = zip(texts, asked.questions, strict=True)
    return tuple(_part(text, context, run) for text, run in parts)


def _part(text: str, context: str, run: Sequence[PlacedUnit]) -> Part:
    if (claimed := claim_in(text)) is not None:
        return Part(claimed, context, states=True, claim=True)
    return Part(text, context, states(run), is_claim(run), _sentence(run))


def _sentence(run: Sequence[PlacedUnit]) -> str:
    """Return a question with what stands around it in its sentence, up to what greets, reports or only asks to know."""
    units = [*run]
    while (before := units[0].before) is not None and beside(before, units[0]) and not _apart(before):
        units.insert(0, before)
    while (after := units[-1].after) is not None and beside(units[-1], after) and not _apart(after):
        units.append(after)
    return _question(units, later=False) if len(units) > len(run) else ""


def _apart(placed: PlacedUnit) -> bool:
    """Return whether a unit can be no part of a question beside it."""
    return social(placed) or wants_to_know(placed) or reports(placed) or is_check(placed.words)


def _question(run: Sequence[PlacedUnit], *, later: bool) -> str:
    """Return the words of one question, without what greets and thanks at its ends, or asks to confirm it.

    The "and" of a later one goes too, where what follows is whole: "and how old is Kim", but "and on Today?".
    """
    kept = [*run]
    while len(kept) > 1 and _only_ends(kept[-1]):
        kept.pop()
    units = [placed.unit for placed in kept]
    inner = [token for unit in units for token in unit.tokens]
    begin, end = units[0].start, units[-1].end
    idle = _IDLE | (CONNECTIVES if later and len(inner) > _WHOLE else frozenset())
    while (
        len(inner) > 1
        and idle.issuperset(inner[0].words)
        and (inner[0].first in NOISE or inner[1].first not in {"of", "to"})
    ):
        inner = inner[1:]
        begin = inner[0].start
    if units[0].line is not units[-1].line:
        return _tidy(" ".join(unit.text for unit in units))
    text = _tidy(units[0].line.text[begin:end])
    return _WHETHER.sub("", text) if asked_for_before(kept[0]) else text


def _only_ends(placed: PlacedUnit) -> bool:
    """Return whether the last unit of a question only thanks, laughs, or asks to confirm what is asked."""
    if quoted(placed):
        return False
    idle = social(placed) or (NOISE | THANKS).issuperset(placed.words)
    return idle or (is_check(placed.words) and placed.words[0] not in ASKING_WORDS)


def _tidy(text: str) -> str:
    return _SPACES.sub(" ", text).strip(_EDGES)


def _theme(text: str) -> str | None:
    """Return the theme of a text that is small talk through and through."""
    spelled = spell_out(text[:MAX_CHARACTERS])
    return small_talk(text) or (None if spelled == text else small_talk(spelled))
