"""English of /quote and /who."""

from __future__ import annotations

from collections.abc import Sequence

from bot.words.english import numbers

NO_WORDS = "There's nothing in that to search for. Type some of the quotation, or leave the words out to list them all."
GONE = "The articles have changed, and that quotation is gone."
NOT_CLOSE = "No quotation comes close to that."
NEAREST = "These are the closest, but they may not be what you want."
CONTINUED = "Continued on the next page"
ALL = "All quotations"
LONGER = "Longer in"
SHORTER = "Shorter in"
DIFFERENT = "Worded differently in"
CALLED = "Called"
DESCRIBED_AS = "Described as"
KEY_QUOTES = "Key quotes"
NOT_QUOTED = "The articles don't quote them."
NOT_NAMED = "The articles don't use this name."

_UNCLEAR = "speaker unclear"


def matching(count: int) -> str:
    return numbers.counted(count, "matching quotation")


def best_of(shown: int, count: int) -> str:
    return f"The best {shown:,} of {matching(count)}"


def choice(name: str, count: int) -> str:
    return f"{name} · {count:,}"


def said_by(name: str | None, written: str | None, addressee: str | None, via: str | None) -> str:
    if name is None:
        who = f"“{written}” ({_UNCLEAR})" if written else _UNCLEAR
    else:
        who = f"{name} (“{written}” in the article)" if written else name
    who += f", to {addressee}" if addressee else ""
    return f"{who}, quoted by {via}" if via else who


def speaking(who: Sequence[str]) -> str:
    return f"Said by {'; '.join(who)}"


def changed(ours: str, theirs: str) -> str:
    if not ours:
        return f"adds “{theirs}”"
    if not theirs:
        return f"leaves out “{ours}”"
    return f"“{theirs}” instead of “{ours}”"


def said_count(count: int, articles: int) -> str:
    return f"{numbers.quotations(count)} in {numbers.articles(articles)}"


def named(name: str, count: int) -> str:
    return f"{name} ({count:,})"


def nobody(typed: str, quoted: Sequence[str], left_out: int) -> str:
    if not quoted:
        return not_quoted(None, None)
    return f"The articles don't quote anyone called “{typed}”. They do quote {numbers.listed(quoted, left_out)}."


def unknown_person(typed: str, known: Sequence[str], left_out: int) -> str:
    people = numbers.listed(known, left_out)
    if not typed:
        return f"Type a name. People in the articles: {people}." if known else "The articles name nobody."
    sentence = f"There's no “{typed}” in the articles."
    return f"{sentence} People in them: {people}." if known else sentence


def people(known: Sequence[str], left_out: int) -> str:
    if not known:
        return "The articles name nobody."
    return f"People in the articles: {numbers.listed(known, left_out)}. Use /who to read about one of them."


def several(typed: str, names: Sequence[str], left_out: int) -> str:
    return f"“{typed}” could be any of {numbers.listed(names, left_out)}. Type more of the name."


def not_quoted(name: str | None, headline: str | None) -> str:
    where = "The articles don't" if headline is None else f"“{headline}” doesn't"
    return f"{where} quote {'anyone' if name is None else name}."
