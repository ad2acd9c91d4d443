"""Tables of shares: of each group, how many have what is measured, with the interval of the share."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from retrieval.evaluation.measures import Estimate, bootstrap

T = TypeVar("T")
_CELL = 24


@dataclass(frozen=True, slots=True)
class Share:
    """How many of a group have something, and their share with its 95% interval; nan of an empty group."""

    hits: int
    estimate: Estimate


@dataclass(frozen=True, slots=True)
class ShareRow:
    """One group: how many it has, and a share for each column of its table."""

    name: str
    count: int
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class ShareTable:
    """Groups of the same kind of thing (`unit`: "parts", "turns") and what is measured of each."""

    title: str
    unit: str
    columns: tuple[str, ...]
    rows: tuple[ShareRow, ...]

    def share(self, row: str, column: str) -> Share:
        """Return one cell; KeyError where there is no such row or column."""
        at = dict(zip(self.columns, range(len(self.columns)), strict=True))[column]
        return {found.name: found for found in self.rows}[row].shares[at]


def tabulate(
    title: str, unit: str, groups: Mapping[str, Sequence[T]], measures: Mapping[str, Callable[[T], bool]]
) -> ShareTable:
    """Measure every group; the empty ones are left out."""
    rows = tuple(
        ShareRow(name, len(members), tuple(_share([measure(one) for one in members]) for measure in measures.values()))
        for name, members in groups.items()
        if members
    )
    return ShareTable(title, unit, tuple(measures), rows)


def _share(values: Sequence[bool]) -> Share:
    return Share(sum(values), bootstrap([float(value) for value in values]))


def format_tables(tables: Sequence[ShareTable]) -> str:
    """Return the tables as text: in each cell the count, the share, and its 95% bootstrap interval."""
    return "\n\n".join(_formatted(table) for table in tables if table.rows)


def _formatted(table: ShareTable) -> str:
    width = max(len(table.title), *(len(row.name) for row in table.rows))
    lines = [f"{table.title:<{width}}{table.unit:>10}" + _line(table.columns)]
    lines += [f"{row.name:<{width}}{row.count:>10}" + _line(map(_cell, row.shares)) for row in table.rows]
    return "\n".join(lines)


def _line(cells: Iterable[str]) -> str:
    return "".join(f"{cell:>{_CELL}}" for cell in cells)


def _cell(share: Share) -> str:
    value, low, high = share.estimate
    return "-" if math.isnan(value) else f"{share.hits}  {value:.2f} [{low:.2f}, {high:.2f}]"


def tables_as_json(tables: Sequence[ShareTable]) -> dict[str, Any]:
    """Return the tables as {title: {group: {unit: count, column: {"hits", "value", "low", "high"}}}}."""
    return {
        table.title: {
            row.name: {
                table.unit: row.count,
                **{name: _as_json(share) for name, share in zip(table.columns, row.shares, strict=True)},
            }
            for row in table.rows
        }
        for table in tables
    }


def _as_json(share: Share) -> dict[str, float | None]:
    return {"hits": share.hits, **{name: _known(number) for name, number in share.estimate._asdict().items()}}


def _known(number: float) -> float | None:
    return None if math.isnan(number) else number
