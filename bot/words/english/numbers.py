"""English numbers, dates and counted things."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def number(value: int) -> str:
    return f"{value:,}"


def day(value: date) -> str:
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def in_time(seconds: float) -> str:
    whole = max(1, math.ceil(seconds))
    return f"in {counted(whole, 'second')}" if whole < 90 else f"in {counted(-(-whole // 60), 'minute')}"


def page(at: int, count: int) -> str:
    return f"Page {at:,} of {count:,}"


def more(count: int) -> str:
    return f"and {count:,} more"


def listed(names: Sequence[str], left_out: int = 0) -> str:
    return ", ".join(names) + (f" {more(left_out)}" if left_out else "")


def articles(count: int) -> str:
    return counted(count, "article")


def passages(count: int) -> str:
    return counted(count, "passage")


def paragraphs(count: int) -> str:
    return counted(count, "paragraph")


def quotations(count: int) -> str:
    return counted(count, "quotation")


def counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
