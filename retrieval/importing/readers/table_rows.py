"""Rows of tables as lines that can be read by themselves."""

from __future__ import annotations

from collections.abc import Sequence


def row_line(heads: Sequence[str], cells: Sequence[str]) -> str:
    """Return a row as a line: its first cell names it, each other stands under its head: "Ann; Age: 34; Town: Rye"."""
    padded = (*heads, *[""] * len(cells))
    return "; ".join(
        f"{head}: {cell}" if head and number else cell
        for number, (head, cell) in enumerate(zip(padded, cells, strict=False))
        if cell
    )
