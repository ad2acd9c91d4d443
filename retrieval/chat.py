"""How people type: chat spelling turned into words, and messages that ask nothing."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from retrieval.analysis import fold

_ENGLISH = Path(__file__).parent / "english"
_TOKEN = re.compile(r"[\w'’]+(?:/(?!\w))?")


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
    for line in (_ENGLISH / "small_talk.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            theme = line[3:].strip()
        elif line.strip() and not line.startswith("#"):
            table.setdefault(_whole(line), theme)
    return table


def spell_out(text: str) -> str:
    """Replace chat spellings by the words they stand for; everything else stays as it is."""
    table = spellings()

    def meant(match: re.Match[str]) -> str:
        typed = match.group().lower().replace("’", "'")
        return table.get(typed) or table.get(typed.replace("'", "")) or match.group()

    return _TOKEN.sub(meant, text)


def small_talk(text: str) -> str | None:
    """Return the theme of a message that is small talk as a whole ("thanks!!"), None where it is not."""
    whole = _whole(text)
    table = _small_talk()
    return table.get(whole) or table.get(_shorten(whole))


def _whole(text: str) -> str:
    return " ".join(fold(word) for word in re.findall(r"[\w'’]+", text))


def _shorten(folded: str) -> str:
    """Take letters that are held down back to one: "heyyyy" -> "hey", "thankssss" -> "thanks"."""
    return re.sub(r"(\w)\1{2,}", r"\1", folded)
