"""Finds the noun phrases that can be a speaker: after a verb, before one, or the subject of a sentence."""

from __future__ import annotations

from typing import Final

from retrieval.english.calendar import MONTHS, RELATIVE_DAYS, WEEKDAYS
from retrieval.english.speech_words import (
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    IRREGULAR_PASTS,
    MANNER,
    NOUNS_TOO,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    SPEAKER_PRONOUNS,
)
from retrieval.english.stop_words import POSSESSIVES
from retrieval.quotations.blanked_text import BlankedParagraph, Token
from retrieval.spans import Span

_LONGEST_PHRASE: Final = 14
_LONGEST_LOOK: Final = 70
_LONGEST_SENTENCE: Final = 120
_DAYS: Final = frozenset((*MONTHS, *WEEKDAYS, *RELATIVE_DAYS))
_OF_MANNER: Final = frozenset(
    {"a", "an", "some", "great", "much", "last", "once", "length", "him", "them", "me", "us", "you", *POSSESSIVES}
)
_BREAKS: Final = frozenset(",;:—–―-()[]…/.!?_*•|")


def begins_phrase(token: Token) -> bool:
    """Tell whether a noun phrase may begin with this token."""
    if not token.is_word or token.joins or token.is_verb or token.is_adverb:
        return False
    return token.lower not in _DAYS


def phrase_from(blanked: BlankedParagraph, first: int, end: int) -> Span | None:
    """Return the noun phrase that begins at this token: "Rep. Jim Clyburn (D-S.C.)", "a narrator in the Clinton ad"."""
    tokens = blanked.tokens
    if first >= end or not begins_phrase(tokens[first]):
        return None
    if tokens[first].lower in PRONOUNS:
        return Span(first, first + 1) if tokens[first].lower in SPEAKER_PRONOUNS else None
    at = first + 1
    while at < min(end, first + _LONGEST_PHRASE):
        token = tokens[at]
        if token.text == "(":
            close = next((i for i in range(at + 1, min(end, at + 7)) if tokens[i].text == ")"), None)
            if close is None:
                break
            at = close + 1
        elif token.text in ("&", "’", "'") and at + 1 < end:
            at += 1
        elif token.lower == "of" or (
            token.lower in ("for", "at", "in", "on", "from", "to", "with") and _goes_on(tokens, first, at)
        ):
            if at + 1 >= end or not begins_phrase(tokens[at + 1]):
                break
            at += 2
        elif token.lower == "and" and _joins_names(tokens, at, end):
            at += 2
        elif _ends_phrase(tokens, at, end):
            break
        else:
            at += 1
    return Span(first, at)


def _ends_phrase(tokens: tuple[Token, ...], at: int, end: int) -> bool:
    """Tell whether a noun phrase is over before this token."""
    token, after_name = tokens[at], tokens[at - 1].is_capital
    if not token.is_word or token.joins or token.is_verb or token.is_adverb or token.lower in _DAYS:
        return True
    if after_name and not _before_verb(tokens, at, end) and (token.lower in NOUNS_TOO or _looks_like_verb(token)):
        return True
    if after_name and token.lower in MANNER:
        return True
    return token.lower in PRONOUNS or (token.lower in DETERMINERS and after_name)


def _looks_like_verb(token: Token) -> bool:
    """Tell whether a small word after a name is its verb: "left", "danced", "shows"; not "supporters"."""
    word = token.text
    if not word.islower() or len(word) < 3:
        return False
    if word in IRREGULAR_PASTS or (word.endswith("ed") and len(word) > 4):
        return True
    return word.endswith("s") and not word.endswith(("ss", "ers", "ors", "als", "ides", "ists", "ants", "ies", "ans"))


def _before_verb(tokens: tuple[Token, ...], at: int, end: int) -> bool:
    return at + 1 < end and tokens[at + 1].is_verb


def _goes_on(tokens: tuple[Token, ...], first: int, at: int) -> bool:
    """Tell whether a preposition belongs to the phrase: after "a narrator", not after "Trump"."""
    if tokens[at].lower in ("in", "with", "at", "to") and at + 1 < len(tokens) and tokens[at + 1].lower in _OF_MANNER:
        return False  # "said the child with a laugh"
    return not tokens[at - 1].is_capital and tokens[first].lower in DETERMINERS and at - first < 6


def _joins_names(tokens: tuple[Token, ...], at: int, end: int) -> bool:
    return (
        at + 1 < end
        and tokens[at - 1].is_capital
        and tokens[at + 1].is_capital
        and tokens[at + 1].lower not in PRONOUNS
    )


def skip_back(blanked: BlankedParagraph, begin: int, verb: int) -> int:
    """Return the first token of the verb group: "has also repeatedly said" begins with "has"."""
    tokens = blanked.tokens
    while verb > begin:
        before = tokens[verb - 1]
        if before.is_adverb or _is_auxiliary(before):
            verb -= 1
        else:
            break
    return verb


def _is_auxiliary(token: Token) -> bool:
    return token.lower in AUXILIARIES and not token.text[0].isupper()


def subject_before(blanked: BlankedParagraph, begin: int, verb: int) -> Span | None:
    """Return the subject (as a span of tokens) of the verb at this token, no further back than `begin`."""
    tokens = blanked.tokens
    group = skip_back(blanked, begin, verb)
    last = group - 1
    if last < begin:
        return None
    before = tokens[last]
    begin = max(begin, last - _LONGEST_LOOK)
    form = tokens[verb].lower
    if before.lower in ("who", "which", "whom"):
        return _phrase_ending(blanked, begin, last - 1)
    if form.endswith("ing") and group == verb and before.is_capital:
        return _phrase_ending(blanked, begin, last)
    if (
        (form.endswith("ing") and group == verb)
        or before.text in _BREAKS
        or before.lower
        in ("and", "but", "or", "then", "to", "by", "in", "of", "for", "with", "without", "from", "that")
        or before.is_blank
        or before.is_verb
    ):
        return main_subject(blanked, begin, last + 1)
    return _phrase_ending(blanked, begin, last) or main_subject(blanked, begin, last + 1)


def _phrase_ending(blanked: BlankedParagraph, begin: int, last: int) -> Span | None:
    """Return the noun phrase that ends with this token."""
    tokens = blanked.tokens
    while last > begin and (tokens[last].text in ",’'" or tokens[last].lower in ("himself", "herself", "both", "all")):
        last -= 1
    if tokens[last].text == ")":
        first = last
        while first > begin and tokens[first].text != "(":
            first -= 1
        span = _phrase_ending(blanked, begin, first - 1) if first > begin else None
        return Span(span.start, last + 1) if span else None
    if last < begin or not tokens[last].is_word or tokens[last].joins:
        return None
    if tokens[last].lower in PRONOUNS:
        return Span(last, last + 1) if tokens[last].lower in SPEAKER_PRONOUNS else None
    first = last
    while first > begin and _belongs_before(tokens, begin, first):
        first -= 1
    first = _after_introduction(tokens, first, last)
    return Span(first, last + 1) if begins_phrase(tokens[first]) else None


def _belongs_before(tokens: tuple[Token, ...], begin: int, first: int) -> bool:
    """Tell whether the token before this one is part of the same noun phrase."""
    before = tokens[first - 1]
    if before.text == "&" or (before.lower == "of" and first - 1 > begin and tokens[first - 2].is_word):
        return True
    if not before.is_word or before.is_verb or before.is_adverb or before.lower in PRONOUNS:
        return False
    if tokens[first].is_capital and _looks_like_verb(before) and not before.text.endswith("ed"):
        return False
    return not before.joins or _is_inner_preposition(tokens, begin, first - 1)


def _is_inner_preposition(tokens: tuple[Token, ...], begin: int, at: int) -> bool:
    """Tell whether the preposition is inside a phrase, as in "a narrator in the Clinton ad"."""
    if tokens[at].lower not in PREPOSITIONS or at - 1 <= begin or tokens[at - 1].is_capital:
        return False
    first = at - 1
    while first > begin and tokens[first].is_word and not tokens[first].joins and not tokens[first].is_verb:
        if tokens[first].lower in DETERMINERS:
            break
        first -= 1
    if tokens[first].lower not in DETERMINERS:
        return False
    return first == begin or not (
        tokens[first - 1].is_word and tokens[first - 1].joins and tokens[first - 1].lower in PREPOSITIONS
    )


def _after_introduction(tokens: tuple[Token, ...], first: int, last: int) -> int:
    """Leave out what cannot begin a subject: "Monday Trump", "Last week Trump", "But Trump"."""
    while first < last and (not begins_phrase(tokens[first]) or tokens[first].lower in CONJUNCTIONS):
        first += 1
    if tokens[last].is_capital and tokens[first].lower not in DETERMINERS:
        at = last
        while at > first and tokens[at - 1].is_word:
            at -= 1
        for position in range(last, first, -1):
            if tokens[position - 1].lower in _DAYS | {
                "week",
                "month",
                "year",
                "night",
                "morning",
                "afternoon",
                "evening",
            }:
                return position
    return first


def main_subject(blanked: BlankedParagraph, begin: int, end: int) -> Span | None:
    """Return the subject of a sentence: its first noun phrase after "In a statement," and the like."""
    tokens = blanked.tokens
    at = begin
    end = min(end, begin + _LONGEST_SENTENCE)
    while at < end:
        token = tokens[at]
        if token.is_blank or not token.is_word or token.lower in ("and", "but", "so", "or", "yet", "then"):
            at += 1
            continue
        if _opens_introduction(token):
            comma = _comma_after(tokens, at, end)
            if comma is None:
                return _subject_inside(blanked, at, end)
            at = comma + 1
            continue
        phrase = phrase_from(blanked, at, end)
        if phrase is not None and not (len(phrase) and tokens[phrase.start].lower in _DAYS):
            return phrase
        at += 1
    return None


def _opens_introduction(token: Token) -> bool:
    if token.lower in PREPOSITIONS or token.lower in CONJUNCTIONS or token.lower in RELATIVES or token.is_adverb:
        return True
    return token.lower in ("asked", "pressed", "faced", "given", "when", "still", "also") or (
        token.lower.endswith("ing")
        and len(token.text) > 5
        and token.lower not in ("nothing", "everything", "something")
    )


def _comma_after(tokens: tuple[Token, ...], at: int, end: int) -> int | None:
    return next((i for i in range(at + 1, end) if tokens[i].text in (",", "—", "–") or tokens[i].is_blank), None)


def _subject_inside(blanked: BlankedParagraph, begin: int, end: int) -> Span | None:
    """Look for a name or pronoun right before a verb: "On Monday Trump said"."""
    tokens = blanked.tokens
    for at in range(begin + 1, end):
        if tokens[at].is_verb and (tokens[at - 1].is_capital or tokens[at - 1].lower in SPEAKER_PRONOUNS):
            return _phrase_ending(blanked, begin, at - 1)
    if tokens[begin].lower in PREPOSITIONS:
        for at in range(begin + 1, end):
            if tokens[at].lower in SPEAKER_PRONOUNS:
                return Span(at, at + 1)
        if end > begin + 1 and tokens[end - 1].is_capital:
            return _phrase_ending(blanked, begin, end - 1)
    return None
