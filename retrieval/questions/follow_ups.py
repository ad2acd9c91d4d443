"""A message after another one -> what it asks if it goes on from that: "why?", "and Kim?", "no, the other interview".

The question before gives what the new words leave out: its topic, its people, or, where only somebody else or another
kind of answer is named, all the rest. How far a message goes on is not decided here: the ranking weighs the readings.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from retrieval.answer import Exchange
from retrieval.articles.library import Library
from retrieval.english.conversation_words import (
    ASKING_FOR_MORE,
    CORRECTING,
    CORRECTS,
    NOT_THIS,
    OPENS,
    POINTING,
    SHE_OR_HE,
    VERBS_AND_QUESTION_WORDS,
    asks_on,
    asks_source,
)
from retrieval.english.frequency import general_weight
from retrieval.english.terms import folded_words
from retrieval.people.people import Person
from retrieval.questions.pronouns import called, chain, marked_words, names_in, people_in_focus, with_names
from retrieval.questions.reading import ReadText, ReadToken, TextReader
from retrieval.questions.understood import FollowUp, Shown, Signs, Understood, understand_alone

TOPIC_ENOUGH = 2.0
"""With words of the question before that weigh so much, by how rare they are in English, an earlier one adds none."""
TOPIC_MOST = 8
"""So many words of the topic are taken, the least common in English: a chain must not grow."""

NAMED_AT_MOST = 4
"""A message of more words than this, "what about" aside, does not only name somebody."""

_I_MEAN = re.compile(r"\bi meant? \w", re.I)


def asks_back(text: str) -> bool:
    """Whether a message that would be small talk asks on from an answer: "really?", "are you sure", "what for?"."""
    folded = " ".join(folded_words(text))
    questions = "?" in text or folded.endswith("sure") or len(folded.split()) > 1
    return questions and (asks_source(folded) or asks_on(folded))


def speaks_of_somebody(text: str) -> bool:
    """Whether a message has a pronoun for one person: after an answer it is about the articles, and no small talk."""
    return not SHE_OR_HE.keys().isdisjoint(folded_words(text))


def names_only(text: str) -> bool:
    """Whether a message only names whom or what it is about: "what about Kim", "and the captain"."""
    opened = OPENS.match(text)
    rest = folded_words(text[opened.end() :]) if opened else []
    return bool(rest) and VERBS_AND_QUESTION_WORDS.isdisjoint(rest) and len(rest) <= NAMED_AT_MOST


def corrects(text: str) -> bool:
    """Whether a message says that something else was meant: "no, i mean the other one", "no not kim"."""
    folded = folded_words(text)
    return (
        bool(folded) and (NOT_THIS.search(text) is not None and folded[0] in {"no", "nope", "nah", "not"})
    ) or _I_MEAN.search(text) is not None


def follow_up(reader: TextReader, library: Library, alone: Understood, previous: Exchange) -> FollowUp:
    """Read a question as one that goes on from the exchange before it."""
    new, excluded = _without_what_is_taken_back(reader, alone)
    focus = people_in_focus(reader, library, previous)
    named = with_names(reader, new.text, previous, library, focus)
    resolved = new if named == new.text.text else understand_alone(reader, named)
    signs = _signs(alone.text, new, resolved)
    shown = _shown(library, previous)
    if asks_source(" ".join(folded_words(new.text.text))) and shown:
        stands = next(exchange for exchange in chain(previous) if _row(library, exchange) is not None)
        before = understand_alone(reader, stands.question)
        return FollowUp(new, before, before, before, signs, shown, asks_source=True)
    if _asks_of_the_other(new.text):
        excluded += _told_apart_by(reader, new.text, previous)
    joined = _joined(reader, resolved, previous, signs, excluded)
    answered = _with_what_answered(reader, library, joined, previous)
    return FollowUp(new, resolved, joined, answered, signs, shown, excluded, in_focus=next(iter(focus), None))


def _with_what_answered(reader: TextReader, library: Library, joined: Understood, previous: Exchange) -> Understood:
    """Return the joined question with the words that were marked last: "… a tweet" and "who had written it?"."""
    marked = next((words for exchange in chain(previous) if (words := marked_words(library, exchange))), "")
    return Understood(reader.read_question(f"{joined.text.text} {marked}"), joined.wanted) if marked else joined


def _asks_of_the_other(new: ReadText) -> bool:
    """Whether a message asks of the other one of what the question before asked: "no, the other interview"."""
    return any(one.folded == "the" and two.folded == "other" for one, two in pairwise(new.tokens))


def _told_apart_by(reader: TextReader, new: ReadText, previous: Exchange) -> tuple[str, ...]:
    """Return the terms of the question before which the other one is not: not its people, nor what it has in common."""
    asked = reader.read_question(previous.question)
    had = set(new.all_terms)
    return tuple(token.term for token in asked.tokens if _tells(token) and token.term not in had)


def _joined(
    reader: TextReader, resolved: Understood, previous: Exchange, signs: Signs, excluded: Sequence[str]
) -> Understood:
    """Return the question made whole with the one before."""
    before = understand_alone(reader, previous.question)
    people = [person for person in resolved.text.persons if f"@{person.name}" not in excluded]
    if signs.other:
        return Understood(
            reader.read_question(_with_other_people(before.text, people, names_in(resolved.text))), before.wanted
        )
    topic = " ".join(_topic(reader, resolved.text, previous, excluded, named=signs.names))
    if signs.own or resolved.wanted:
        wanted = resolved.wanted if signs.asks else resolved.wanted or before.wanted  # "and the other interview?"
        return Understood(reader.read_question(f"{resolved.text.text} {topic}"), wanted)
    if resolved.text.content_terms:
        return Understood(reader.read_question(f"{resolved.text.text} {topic}"), before.wanted)
    return before


def _without_what_is_taken_back(reader: TextReader, alone: Understood) -> tuple[Understood, tuple[str, ...]]:
    """Return a correction without "no, i mean" and "not Kim", and the terms of what it takes back."""
    if CORRECTS.search(alone.text.text) is None:
        return alone, ()
    text = CORRECTING.sub("", alone.text.text)
    taken = " ".join(match["what"] for match in NOT_THIS.finditer(text))
    left = understand_alone(reader, NOT_THIS.sub(" ", text))
    excluded = tuple(reader.read_question(taken).content_terms)
    return (left, excluded) if left.text.tokens else (alone, excluded)


def _signs(typed: ReadText, new: Understood, resolved: Understood) -> Signs:
    tokens = new.text.tokens
    own = tuple(at for at, token in enumerate(tokens) if _tells(token))
    asks = not VERBS_AND_QUESTION_WORDS.isdisjoint(token.folded for token in tokens)
    other = not own and not resolved.wanted and bool(new.text.persons)
    return Signs(
        own=own,
        elliptic=not own,
        other=other and not asks,
        names=bool(new.text.persons),
        asks=asks,
        she_or_he=any(token.folded in SHE_OR_HE for token in tokens),
        points=any(token.folded in POINTING for token in tokens),
        opens=OPENS.search(typed.text) is not None,
        corrects=CORRECTS.search(typed.text) is not None,
        words=len(tokens),
    )


def _tells(token: ReadToken) -> bool:
    """Whether a word says what is asked: no name, no stop word, and none that only asks for more."""
    return token.content and token.person is None and token.term not in ASKING_FOR_MORE


def _topic(reader: TextReader, new: ReadText, previous: Exchange, excluded: Sequence[str], *, named: bool) -> list[str]:
    """Return the words that the question before, and the last answered one, add to the new ones, in their order."""
    had = {*new.all_terms, *excluded}
    topic: list[tuple[float, str]] = []
    answered, weight = False, 0.0
    for exchange in chain(previous):
        if exchange is not previous and (exchange.file is None or answered):
            continue
        text = reader.read_question(exchange.question)
        for token in text.tokens:
            if token.term in had or not (_tells(token) or (token.person is not None and not named)):
                continue
            had.add(token.term)
            rarity = 1.0 if token.person is not None else general_weight(token.folded)
            weight += 0.0 if token.person is not None else rarity
            topic.append((rarity, text.text[token.start : token.end]))
        named = named or bool(text.persons)
        answered = answered or exchange.file is not None
        if weight >= TOPIC_ENOUGH:
            break
    kept = sorted(range(len(topic)), key=lambda at: -topic[at][0])[:TOPIC_MOST]
    return [topic[at][1] for at in sorted(kept)]


def _with_other_people(before: ReadText, people: Sequence[Person], names: Mapping[str, str]) -> str:
    """Return the question before about other people: "how did Kim find Alice", "and Alice Kim?"."""
    named = [(token, token.person) for token in before.tokens if token.person is not None]
    asked = tuple(dict.fromkeys(person.name for _, person in named))
    if len(people) > 1 and len(asked) > 1:
        other = dict(zip(asked, people, strict=False))
        changed = [(token, other[person.name]) for token, person in named if person.name in other]
        return _exchanged(before.text, [(token, called(person, names)) for token, person in changed])
    together = " and ".join(called(person, names) for person in people)
    kept = {person.name for person in people}
    replaced = next((token for token, person in named if person.name not in kept), None)
    return f"{before.text} {together}" if replaced is None else _exchanged(before.text, [(replaced, together)])


def _exchanged(text: str, names: Sequence[tuple[ReadToken, str]]) -> str:
    """Return a text with names in the places of words."""
    ends = [0, *(token.end for token, _ in names)]
    pieces = [text[end : token.start] + name for end, (token, name) in zip(ends, names, strict=False)]
    return "".join([*pieces, text[ends[-1] :]])


def _shown(library: Library, previous: Exchange) -> tuple[Shown, ...]:
    """Return the passages shown so far, the last one first."""
    return tuple(
        Shown(row, exchange.marks) for exchange in chain(previous) if (row := _row(library, exchange)) is not None
    )


def _row(library: Library, exchange: Exchange) -> int | None:
    if exchange.file is None or exchange.paragraph is None:
        return None
    passage = library.passage(exchange.file, exchange.paragraph, exchange.start)
    return None if passage is None else passage.row
