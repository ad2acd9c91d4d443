"""German numbers, dates and counted things."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date

_MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni",
    "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip


def number(value: int) -> str:
    return f"{value:,}".replace(",", ".")


def day(value: date) -> str:
    return f"{value.day}. {_MONTHS[value.month - 1]} {value.year}"


def in_time(seconds: float) -> str:
    whole = max(1, math.ceil(seconds))
    if whole < 90:
        return f"in {counted(whole, 'Sekunde', 'Sekunden')}"
    return f"in {counted(-(-whole // 60), 'Minute', 'Minuten')}"


def page(at: int, count: int) -> str:
    return f"Seite {number(at)} von {number(count)}"


def more(count: int) -> str:
    return f"und {number(count)} mehr"


def listed(names: Sequence[str], left_out: int = 0) -> str:
    return ", ".join(names) + (f" {more(left_out)}" if left_out else "")


def articles(count: int) -> str:
    return counted(count, "Artikel", "Artikel")


def passages(count: int) -> str:
    return counted(count, "Textstelle", "Textstellen")


def paragraphs(count: int) -> str:
    return counted(count, "Absatz", "Absätze")


def quotations(count: int) -> str:
    return counted(count, "Zitat", "Zitate")


def counted(count: int, one: str, many: str) -> str:
    return f"{number(count)} {one if count == 1 else many}"
