"""How people type: chat spelling turned into words, and messages that ask nothing."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Final

from retrieval.english.terms import folded_words

_ENGLISH = Path(__file__).parent / "data"
SMALL_TALK_FILE = _ENGLISH / "compiled" / "small_talk.txt"
"""`small_talk.txt`, its messages folded (see `knowledge.compile_english`)."""
ABOUT_THE_BOT: Final = "about the bot"
HELP_THEME: Final = "help"
"""The headings of small_talk.txt under which somebody asks what the bot is, and how to use it."""
_LONGEST_SMALL_TALK = 16
_REMEMBERED = 4_096
"""So many words, and messages, are looked up once: a message is asked for its theme whole, and by its units."""
_FILLER = frozenset(
    """a all again and anyway be bot bro btw but dude everyone fam for friend from guys have here im is it its just
    kinda lol man mate me much my now ok okay oh please pls really see sir so that the then there this to today too u ur
    very well we yall you your youre""".split()
)
_TOKEN = re.compile(r"[\w'’]+(?:/(?!\w))?")
_HELD = re.compile(r"(\w)\1{2,}")
"""Letters that are held down, to be taken back to one: "heyyyy" -> "hey"."""


@lru_cache(maxsize=1)
def spellings() -> dict[str, str]:
    """Return what chat spellings mean, folded: "ppl" -> "people", "w/" -> "with"."""
    table: dict[str, str] = {}
    for line in (_ENGLISH / "chat.txt").read_text(encoding="utf-8").splitlines():
        typed, equals, meant = line.partition(" = ")
        if equals and not line.startswith("#"):
            table[typed.strip().lower()] = meant.strip()
    return table


@lru_cache(maxsize=1)
def _small_talk() -> dict[str, str]:
    """Return the theme of each message that asks nothing, by its folded words."""
    table: dict[str, str] = {}
    theme = ""
    for line in SMALL_TALK_FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            theme = line[3:]
        else:
            table.setdefault(line, theme)
    return table


@lru_cache(maxsize=1)
def _words_of_small_talk() -> frozenset[str]:
    """Return all words that such a message may have: most messages have others."""
    return _FILLER.union(*map(str.split, _small_talk()))


def spell_out(text: str) -> str:
    """Replace chat spellings by the words they stand for; everything else stays as it is."""
    return _TOKEN.sub(lambda match: _meant(match.group()), text)


@lru_cache(maxsize=_REMEMBERED)
def _meant(word: str) -> str:
    table, typed = spellings(), word.lower().replace("’", "'")
    return table.get(typed) or table.get(typed.replace("'", "")) or word


def small_talk(text: str) -> str | None:
    """Return the theme of a message that is small talk through and through ("thanks!!"), None where it is not."""
    if len(text) > _LONGEST_SMALL_TALK * 20:
        return None
    return _theme(_whole(text))


@lru_cache(maxsize=_REMEMBERED)
def _theme(whole: str) -> str | None:
    for folded in dict.fromkeys((whole, _HELD.sub(r"\1", whole))):
        message = folded.split()
        if _words_of_small_talk().issuperset(message) and (
            theme := _small_talk().get(folded) or _made_of_small_talk(message)
        ):
            return theme
    return None


def _made_of_small_talk(message: list[str]) -> str | None:
    """Return the theme of a message that is small talk piece by piece ("thanks bot ur the best"), and filler between.

    A piece that asks for help names the theme, or else the longest; without any it is none.
    """
    if len(message) > _LONGEST_SMALL_TALK:
        return None
    table = _small_talk()
    best: list[tuple[bool, int, str] | None] = [(False, 0, ""), *([None] * len(message))]
    for end in range(1, len(message) + 1):
        for begin in range(end):
            reached = best[begin]
            if reached is None:
                continue
            theme = table.get(" ".join(message[begin:end]))
            if theme is None and not (message[end - 1] in _FILLER and end - begin == 1):
                continue
            piece = (theme == HELP_THEME, end - begin, theme) if theme else (False, 0, "")
            best[end] = max(reached, piece, best[end] or reached)
    return None if best[-1] is None else best[-1][2] or None


def _whole(text: str) -> str:
    return " ".join(folded_words(text))
