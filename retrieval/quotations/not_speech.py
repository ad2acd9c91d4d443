"""Recognises quoted words that nobody says: titles, nicknames and scare quotes."""

from __future__ import annotations

import re
from typing import Final

from retrieval.english.stop_words import SMALL_IN_TITLES
from retrieval.quotations.rules import QuotedSpot, RuleMatch

_WORD: Final = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_TITLE_AFTER: Final = frozenset(
    "show episode program programme series album song single film movie documentary book novel column podcast segment"
    " anchor host co-host star magazine website section special spot ad video clip headline speech tour".split()
)
_TITLE_BEFORE: Final = frozenset(
    "titled entitled named broadcast edition song album show film movie documentary book novel series program episode"
    " commentary essay play musical painting magazine poem article column memoir hit single record headlined".split()
)
_FEW_WORDS: Final = 3
_STRONG: Final = frozenset({"said just before", "X said", "said X", "X, the Y, said", "dash"})


def is_unspoken(spot: QuotedSpot, found: RuleMatch | None) -> bool:
    """Tell whether the words are a title, a nickname, or a scare quote that no verb of saying governs."""
    words = _WORD.findall(spot.content)
    if spot.blanked.title_case:
        return found is None and len(words) <= _FEW_WORDS
    if _is_nickname(spot, words):
        return True
    if _is_heading(spot, words) and (found is None or found.verb is None):
        return True
    rule = found.rule if found is not None else None
    if _is_named_title(spot, words) and rule != "said just before":
        return True
    if _looks_like_title(spot, words) and rule not in _STRONG:
        return True
    if found is None and len(words) <= _FEW_WORDS and (spot.is_fragment or not _is_sentence(spot.content)):
        return True
    own_question = found is not None and found.rule == "called before"
    return own_question and len(words) <= _FEW_WORDS and _is_question(spot)


def _is_sentence(content: str) -> bool:
    return content.rstrip("’' ").endswith((".", "!", "?", ",")) and content[:1].isupper() and " " in content


def _is_nickname(spot: QuotedSpot, words: list[str]) -> bool:
    """Robert C. “Bobby” Scott."""
    tokens = spot.blanked.tokens
    if len(words) > 2 or not 0 < spot.at < len(tokens) - 1 or not spot.content[:1].isupper():
        return False
    before, after = tokens[spot.at - 1], tokens[spot.at + 1]
    return before.is_word and before.is_capital and after.is_word and after.is_capital


def _looks_like_title(spot: QuotedSpot, words: list[str]) -> bool:
    """“Today” show; an album called “Lemonade”; CNN’s “State of the Union”: capitals throughout, no sentence."""
    if not words or len(words) > 9 or re.search(r"[.!?…]\s", spot.content.rstrip(".,!? ")):
        return False
    tokens = spot.blanked.tokens
    before = tokens[spot.at - 1] if spot.at > spot.begin else None
    after = tokens[spot.at + 1] if spot.at + 1 < len(tokens) else None
    capitals = _are_capitals(words)
    if after is not None and after.lower in _TITLE_AFTER and len(words) <= 6 and capitals:
        return True
    return capitals and before is not None and before.lower in ("the", "his", "her", "their") and len(words) > 1


def _is_named_title(spot: QuotedSpot, words: list[str]) -> bool:
    """Know a title by the words before it: CBS’s “Face the Nation”, on “Meet the Press”, a spot titled “Arrogant”."""
    tokens = spot.blanked.tokens
    if not words or len(words) > 9 or spot.at <= spot.begin:
        return False
    before = tokens[spot.at - 1]
    earlier = tokens[spot.at - 2] if spot.at - 2 >= spot.begin else None
    if before.lower in _TITLE_BEFORE or (
        before.text in (",", "of") and earlier is not None and earlier.lower in _TITLE_BEFORE
    ):
        return True
    owned = before.lower.endswith(("'s", "’s")) or before.lower == "on"
    return owned and len(words) > 1 and _are_capitals(words)


def _is_heading(spot: QuotedSpot, words: list[str]) -> bool:
    """Tell whether it is a heading: a line of its own in capitals, without a stop."""
    tokens = spot.blanked.tokens
    alone = len(tokens) <= 4 and sum(token.is_word or token.is_blank for token in tokens) == 1
    return alone and len(words) <= 8 and _are_capitals(words) and not spot.content.endswith((".", "!", "?", ","))


def _are_capitals(words: list[str]) -> bool:
    return all(
        word[0].isupper() or word[0].isdigit() or (number > 0 and word.casefold() in SMALL_IN_TITLES)
        for number, word in enumerate(words)
    )


def _is_question(spot: QuotedSpot) -> bool:
    """Tell whether the sentence around the words is a question that the writer asks."""
    tokens = spot.blanked.tokens
    return any(tokens[at].text == "?" for at in range(spot.at, min(spot.end, spot.at + 60)))
