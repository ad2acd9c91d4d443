"""German of /stats."""

from __future__ import annotations

from bot.words.german import numbers

BY_DAY = "Nach Tag"
BY_ARTICLE = "Nach Artikel"
NOTHING = "In dieser Zeit hat hier niemand etwas gefragt."
COUNTS_ONLY = "Nur Zahlen werden gespeichert: keine Texte und keine Namen."
ARTICLE_GONE = "ein Artikel, den es nicht mehr gibt"


def title(days: int) -> str:
    return "Fragen heute" if days == 1 else f"Fragen der letzten {numbers.number(days)} Tage"


def counts(answered: int, declined: int, helped: int, not_helped: int) -> str:
    parts = (
        (answered, "beantwortet"),
        (declined, "nicht in den Artikeln"),
        (helped, "hilfreich"),
        (not_helped, "nicht hilfreich"),
    )
    return " · ".join(f"{numbers.number(count)} {what}" for count, what in parts if count)


def row(name: str, counts: str) -> str:
    return f"{name}: {counts}"
