"""Tells which words of a sentence are verbs of saying: "claims" after a name, not after "the"."""

from __future__ import annotations

from retrieval.english.speech_words import (
    ALWAYS_VERBS,
    ATTRIBUTING_PARTICIPLES,
    BEFORE_BARE_VERBS,
    BEFORE_PARTICIPLES,
    DETERMINERS,
    NAMING_VERBS,
    PREPOSITIONS,
    SPEECH_VERBS,
)
from retrieval.quotations.blanked_text import BlankedParagraph, Token


def is_cue(blanked: BlankedParagraph, at: int, *, naming: bool) -> bool:
    """Tell whether the token is a verb of saying there; with `naming` also "called", "described"."""
    token = blanked.tokens[at]
    known = token.lower in SPEECH_VERBS or (naming and token.lower in NAMING_VERBS)
    if not known or (token.is_capital and not blanked.title_case):
        return False
    if token.lower in ALWAYS_VERBS:
        return not (at and token.lower == "thought" and blanked.tokens[at - 1].lower in DETERMINERS)
    before = blanked.tokens[at - 1] if at else None
    if before is None:
        return True
    if token.lower.endswith("ing"):
        return _may_be_participle(token, before)
    if _is_noun_place(before):
        return False
    if token.lower.endswith("ed"):
        return True
    if token.lower.endswith("s"):
        after = blanked.tokens[at + 1] if at + 1 < len(blanked.tokens) else None
        return _may_have_subject(before) or (
            before.is_word and (after is None or after.is_blank or after.text in ",.:")
        )
    return before.lower in BEFORE_BARE_VERBS or before.lower.endswith("s")


def _is_noun_place(before: Token) -> bool:
    """Tell whether a noun rather than a verb is to be expected after this word."""
    if before.lower == "to" or before.text in ",;":
        return False
    owns = before.lower.endswith(("'s", "’s", "s'", "s’")) and before.lower not in ("he's", "she's", "he’s", "she’s")
    return before.lower in DETERMINERS or before.lower in PREPOSITIONS or owns or before.text[0].isdigit()


def _may_be_participle(token: Token, before: Token) -> bool:
    if before.text in (",", "—", "–", ")") or before.is_blank or before.is_adverb or before.is_verb:
        return True
    if before.lower in BEFORE_PARTICIPLES:
        return token.lower != "meaning"
    if before.lower in ("he’s", "she’s", "he's", "she's", "they’re", "it’s", "it's"):
        return True
    return token.lower in ATTRIBUTING_PARTICIPLES and before.is_word


def _may_have_subject(before: Token) -> bool:
    return (
        before.is_capital
        or before.is_blank
        or before.text in ",)"
        or before.is_adverb
        or before.lower
        in ("he", "she", "it", "who", "which", "and", "that", "but", "ad", "spokesman", "article", "clip")
    )


def nearest_cue_before(blanked: BlankedParagraph, begin: int, at: int, *, naming: bool, window: int = 70) -> int | None:
    """Return the last verb of saying before this token, no further back than `begin`."""
    for position in range(at - 1, max(begin, at - window) - 1, -1):
        if is_cue(blanked, position, naming=naming):
            return position
    return None


def first_cue_after(blanked: BlankedParagraph, at: int, end: int, *, window: int = 45) -> int | None:
    """Return the first verb of saying from this token on; another quotation in between ends the search."""
    tokens = blanked.tokens
    for position in range(at, min(end, at + window)):
        if tokens[position].is_blank and tokens[position].end - tokens[position].start > 30:
            return None
        if is_cue(blanked, position, naming=False):
            return position
    return None
