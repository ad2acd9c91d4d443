"""German of /reload."""

from __future__ import annotations

from bot.words.german import numbers

DONE_TITLE = "Geschichte neu geladen"
FAILED_TITLE = "Neu laden gescheitert – die bisherige Geschichte gilt weiter"
UNEXPECTED = "Etwas Unerwartetes ist schiefgegangen, und keine Datei ist schuld. Mehr steht im Log."
TO_FIX_HEADING = "Behebe das; dann lade ich von selbst neu"
LEFT_OUT_HEADING = "Ausgelassen, bis es behoben ist"


def articles(before: int, after: int) -> str:
    return _change("Artikel", before, after)


def passages(before: int, after: int) -> str:
    return _change("Textstellen", before, after)


def questions(before: int, after: int) -> str:
    return _change("Leserfragen", before, after)


def quotations(before: int, after: int) -> str:
    return _change("Zitate", before, after)


def took(seconds: float) -> str:
    return f"Geladen in {seconds:.1f} s".replace(".", ",")


def more(count: int) -> str:
    return f"und {numbers.number(count)} mehr, alle im Log"


def _change(name: str, before: int, after: int) -> str:
    now = numbers.number(after)
    return f"{name}: {now}" if before == after else f"{name}: {numbers.number(before)} → {now}"
