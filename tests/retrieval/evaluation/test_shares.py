"""Tables of shares, and the list of the worst cases."""

from __future__ import annotations

import json

import pytest

from retrieval.evaluation.measures import bootstrap
from retrieval.evaluation.shares import format_tables, tables_as_json, tabulate
from retrieval.evaluation.verdicts import Case, format_cases, worst

TABLE = tabulate(
    "Numbers", "numbers", {"few": [1, 2, 3, 4], "none": []}, {"even": lambda n: n % 2 == 0, "big": lambda n: n > 3}
)


def case(name: str, badness: float) -> Case:
    return Case(name, "kind", "what\u202e?", "this", "that", 0.5, badness)


def test_a_table_counts_and_leaves_out_empty_groups() -> None:
    (row,) = TABLE.rows
    assert (row.name, row.count, [share.hits for share in row.shares]) == ("few", 4, [2, 1])
    assert TABLE.share("few", "big").estimate == bootstrap([0.0, 0.0, 0.0, 1.0])
    with pytest.raises(KeyError):
        TABLE.share("few", "small")


def test_a_table_can_be_read() -> None:
    assert [line.split() for line in format_tables([TABLE, tabulate("Empty", "x", {"none": []}, {})]).splitlines()] == [
        ["Numbers", "numbers", "even", "big"],
        ["few", "4", "2", "0.50", "[0.00,", "1.00]", "1", "0.25", "[0.00,", "0.75]"],
    ]


def test_a_table_as_an_object() -> None:
    result = json.loads(json.dumps(tables_as_json([TABLE]), allow_nan=False))
    assert result["Numbers"]["few"]["numbers"] == 4
    assert result["Numbers"]["few"]["big"] == {"hits": 1, "value": 0.25, "low": 0.0, "high": 0.75}


def test_the_worst_come_first_and_what_is_right_never() -> None:
    cases = [case("fair", 0.3), case("right", 0.0), case("denied", 2.0), case("bold", 0.9)]
    assert [one.id for one in worst(cases, 2)] == ["denied", "bold"]
    assert [one.id for one in worst(cases, 9)] == ["denied", "bold", "fair"]


def test_a_case_is_printed_in_a_block_and_forges_nothing() -> None:
    text = format_cases([case("Q1", 0.9), case("Q2", 0.3)])
    assert text.startswith("Q1  kind  confidence 0.50, badness 0.90\n  asked:    what")
    assert text.count("\n\n") == 1
    assert "\u202e" not in text
