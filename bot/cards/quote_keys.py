"""What a choice of autocomplete hands back: a text to search for, or the key of a quotation or speaker."""

from __future__ import annotations

import re

from retrieval import speaker_key

_CHOICE = re.compile(r"(?:quotation|speaker):([0-9a-f]{8})")


def chosen_quotation(key: int) -> str:
    """Return what a choice of autocomplete hands back to us: a quotation may be longer than Discord allows."""
    return f"quotation:{key:08x}"


def chosen_speaker(name: str, room: int) -> str:
    """Return what a choice hands back for a speaker: the name, or its key where the name is too long."""
    return name if len(name) <= room else f"speaker:{speaker_key(name):08x}"


def key_in(value: str, kind: str) -> int | None:
    """Return the key in a choice that was handed back; None where somebody typed words instead."""
    match = _CHOICE.fullmatch(value)
    return int(match[1], 16) if match and value.startswith(kind) else None
