"""English of /reload."""

from __future__ import annotations

DONE_TITLE = "Story reloaded"
FAILED_TITLE = "Reload failed – the previous story is still live"
UNEXPECTED = "Something unexpected went wrong, and no file is to blame. See the log."
TO_FIX_HEADING = "Fix these; I'll reload on my own"
LEFT_OUT_HEADING = "Left out until fixed"


def articles(before: int, after: int) -> str:
    return _change("Articles", before, after)


def passages(before: int, after: int) -> str:
    return _change("Passages", before, after)


def questions(before: int, after: int) -> str:
    return _change("Reader questions", before, after)


def quotations(before: int, after: int) -> str:
    return _change("Quotations", before, after)


def took(seconds: float) -> str:
    return f"Loaded in {seconds:.1f} s"


def more(count: int) -> str:
    return f"and {count:,} more, all in the log"


def _change(name: str, before: int, after: int) -> str:
    return f"{name}: {after:,}" if before == after else f"{name}: {before:,} → {after:,}"
