"""Finds how an article introduces a person: "a 63-year-old grandmother who …", "CNN’s Van Jones"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from retrieval.articles.article import Paragraph
from retrieval.english.name_words import COURTESY_TITLES, PERSONAL_TITLES
from retrieval.english.roles import ROLES
from retrieval.english.speech_words import (
    CONJUNCTIONS,
    CUE_VERBS,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    SPEECH_VERBS,
)
from retrieval.english.stop_words import ARTICLES, POSSESSIVES
from retrieval.spans import Span

_AFTER: Final = re.compile(
    r"(?:,|[ \u00a0]?[—–]|[ \u00a0]--)[ \u00a0]?"
    r"(?P<phrase>(?:(?:who|whose|an?|the|one of|his|her|their|\d\d-year-old)\b|[^\s,;:.!?()—–“”\"]+[’'](?:s\b|(?=\s)))"
    r"(?:(?! --)[^,.;:—–()\"“”\n]|(?<=\b[MD]r)\.|(?<=\bMrs)\.|(?<=\bMs)\.|(?<=\b[A-Z])\.){3,200})"
)
_WORD_BEFORE: Final = re.compile(r"([^\s,;:.!?()—–“”\"]+)[ \u00a0]$")
_OWNED: Final = re.compile(
    r"(?:[^\s,;:.!?()—–“”\"]+[’'](?:s|(?=\s))|\b(?:his|her|their|my|our)) (?:[\w-]+ ){0,3}?([\w-]+), $"
)
_RELATIVE: Final = re.compile(r"\b(?:who|whose|whom|that)\b")
_AGE: Final = re.compile(r"\b\d{1,3}-year-old\b")
_MOST_WORDS_BEFORE: Final = 6
_OPENERS: Final = ARTICLES | POSSESSIVES
_LEADING: Final = PREPOSITIONS | CUE_VERBS | {"of"}
_BOUNDARIES: Final = PREPOSITIONS | CONJUNCTIONS | RELATIVES | PRONOUNS | {"of"}


class PersonInParagraph(NamedTuple):
    """Where one paragraph names a person, and where it describes them, as offsets into its text."""

    paragraph: Paragraph
    named: list[Span]
    described: list[Span]


def introduction_in(paragraphs: Sequence[PersonInParagraph]) -> Span | None:
    """Return the phrase that introduces a person in an article, as offsets into it; None where none does.

    `paragraphs` are those that mention the person, in reading order; the headline introduces nobody. What follows
    the name and says what they are is preferred to what leads to the name, that to a phrase that means them ("the
    37-year-old mom of three"), and any of these to what they only did ("who made it her mission").
    """
    for way in (_appositions, _leading, _descriptions, _relatives):
        for paragraph, named, described in paragraphs:
            if paragraph.number > 1 and (span := next(way(paragraph.text, named, described), None)) is not None:
                return Span(paragraph.start + span.start, paragraph.start + span.end)
    return None


def _after(text: str, names: Sequence[Span]) -> Iterator[tuple[Span, str, str]]:
    """Yield what follows a comma or a dash after each name: its span, its words, and the mark that ends it."""
    for name in names:
        match = _AFTER.match(text, name.end)
        if match is not None:
            phrase = match["phrase"].rstrip()
            start = match.start("phrase")
            yield Span(start, start + len(phrase)), phrase, text[match.end() : match.end() + 1]


def _appositions(text: str, named: Sequence[Span], _: Sequence[Span]) -> Iterator[Span]:
    """Yield "a 63-year-old grandmother who …": it says what somebody is, and has no verb of saying."""
    for span, phrase, ending in _after(text, named):
        relative = _RELATIVE.search(phrase)
        told = phrase if relative is None else phrase[: relative.start()]
        words = told.casefold().split()
        if not words or words[0] in RELATIVES:
            continue
        owned = words[0] in {"his", "her", "their"} or words[0].endswith(("'s", "’s", "'", "’"))
        if owned and ending not in {",", "—", "–", ".", ";", ""}:
            continue
        if _says_what(words) and not SPEECH_VERBS.intersection(words):
            yield span


def _leading(text: str, named: Sequence[Span], _: Sequence[Span]) -> Iterator[Span]:
    """Yield "first-time drug offender Alice Marie Johnson"."""
    return (found for span in named if (found := _led_to(text, span)) is not None)


def _descriptions(text: str, _: Sequence[Span], described: Sequence[Span]) -> Iterator[Span]:
    """Yield "the 37-year-old mom of three"."""
    return (found for span in described if (found := _described(text, span)) is not None)


def _relatives(text: str, named: Sequence[Span], _: Sequence[Span]) -> Iterator[Span]:
    """Yield "who was serving a life sentence"."""
    return (span for span, phrase, _ in _after(text, named) if phrase.split()[0] in RELATIVES)


def _described(text: str, described: Span) -> Span | None:
    """Return "the 37-year-old mom of three" with its article; None for "the star", which says nothing new."""
    start = described.start
    match = _WORD_BEFORE.search(text, max(0, start - 40), start)
    if match is not None and match.group(1).casefold() in DETERMINERS:
        start = match.start(1)
    words = text[start : described.end].casefold().split()
    return Span(start, described.end) if len(words) > 2 and _says_what(words) else None


def _says_what(words: Sequence[str]) -> bool:
    return any(word in ROLES or _AGE.search(word) for word in words)


def _led_to(text: str, name: Span) -> Span | None:
    """Return "first-time drug offender Alice Marie Johnson" from its first word to the end of the name."""
    if (owned := _OWNED.search(text, max(0, name.start - 80), name.start)) and owned.group(1).casefold() in ROLES:
        return Span(owned.start(), name.end)
    starts: list[int] = []
    start, boundary = name.start, ""
    while len(starts) < _MOST_WORDS_BEFORE and (match := _WORD_BEFORE.search(text, max(0, start - 40), start)):
        word = match.group(1)
        lower = word.casefold()
        if lower.endswith(("'s", "’s", "s'", "s’")) or lower in _OPENERS:
            return Span(match.start(1), name.end) if starts or lower not in _OPENERS else None
        if (
            lower in _BOUNDARIES
            or lower in DETERMINERS
            or not lower.strip("-–—")
            or (lower in CUE_VERBS and word.islower())
        ):
            boundary = lower
            break
        if not starts and not (lower in ROLES or _is_office(word)):
            break
        start = match.start(1)
        starts.append(start)
    if not starts:
        return name if _is_office(text[name.start : name.end].split(maxsplit=1)[0]) else None
    if boundary == "to" and len(starts) > 1 and text[starts[-1]].islower():
        return Span(starts[-2], name.end)  # "to pardon first-time drug offender …": the word behind "to" is its verb
    if boundary in _LEADING:
        return Span(starts[-1], name.end)
    kept = starts[0]
    for at in starts[1:]:  # no word says where the phrase begins: only what surely belongs to it
        word = text[at:kept].strip()
        if not ("-" in word or (word[0].isupper() and at > 0)):
            break
        kept = at
    return Span(kept, name.end)


def _is_office(word: str) -> bool:
    """Tell whether a title says what somebody is: "Rep." does, "Mrs." does not."""
    return word.rstrip(".") in PERSONAL_TITLES - COURTESY_TITLES
