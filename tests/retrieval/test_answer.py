"""What an answer gives out: the best passage, and no passage twice."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval import Answer, Finding, Outcome
from retrieval.answer import Findings
from retrieval.articles.article import make_article
from retrieval.articles.passages import make_passages

PASSAGES = make_passages(
    (make_article("a.txt", "\n".join(["Headline"] + [f"Sentence number {n} stands here." for n in range(1, 10)])),)
)
ROWS = st.lists(st.sampled_from(range(len(PASSAGES))), unique=True)


def answer(rows: list[int], also: dict[int, list[int]] | None = None, outcome: Outcome = Outcome.ANSWERED) -> Answer:
    found = [
        Finding(PASSAGES[row], float(-place), also_in=tuple(PASSAGES[other] for other in (also or {}).get(row, ())))
        for place, row in enumerate(rows)
    ]
    return Answer("?", outcome, 0.5, tuple(found))


def rows(found: Iterable[Finding]) -> list[int]:
    return [finding.passage.row for finding in found]


def test_best_is_the_first_of_an_answered_question() -> None:
    best = answer([4, 2]).best
    assert best is not None
    assert best.passage is PASSAGES[4]
    assert answer([4, 2], outcome=Outcome.DECLINED).best is None
    assert answer([]).best is None


def test_what_says_the_same_is_grouped() -> None:
    found = answer([1, 2, 3, 4], {1: [3], 2: [1]})
    assert rows(found.grouped)[:2] == [1, 2]
    assert 3 not in rows(found.grouped)


@given(ROWS, st.dictionaries(st.integers(0, 9), st.lists(st.integers(0, 9), max_size=4)))
def test_grouping_keeps_the_order_and_hides_nothing_unsaid(ranked: list[int], also: dict[int, list[int]]) -> None:
    also = {row: [other for other in others if other < len(PASSAGES)] for row, others in also.items()}
    grouped = answer(ranked, also).grouped
    kept = rows(grouped)
    assert kept == [row for row in ranked if row in kept]
    assert len(set(kept)) == len(kept)
    named = {passage.row for finding in grouped for passage in finding.also_in}
    assert set(ranked) <= set(kept) | named


def lazy(rows: list[int]) -> tuple[Findings, list[int]]:
    """Return findings of these rows, and the list that tells at which places one was made."""
    made: list[int] = []

    def find(place: int) -> Finding:
        made.append(place)
        return Finding(PASSAGES[rows[place]], float(-place))

    return Findings([PASSAGES[row] for row in rows], find), made


def test_a_finding_is_made_when_it_is_looked_at_and_once() -> None:
    findings, made = lazy([4, 2, 1, 3])
    found = Answer("?", Outcome.ANSWERED, 0.5, findings)
    assert made == []
    assert found.best is found.ranked[0]
    assert made == [0]
    assert found.ranked[-1].passage is PASSAGES[3]
    assert next(found.each_once()) is found.best
    assert made == [0, 3]
    assert rows(found.ranked[:2]) == [4, 2]
    assert made == [0, 3, 1]


def test_what_is_besides_some_findings_is_told_without_making_one() -> None:
    findings, made = lazy([4, 2, 1, 3])
    found = Answer("?", Outcome.ANSWERED, 0.5, findings)
    shown = [Finding(PASSAGES[4], 1.0, also_in=(PASSAGES[1],))]
    assert list(found.besides(shown)) == [PASSAGES[2], PASSAGES[3]]
    assert made == []
    assert list(answer([4, 2, 1, 3]).besides(shown)) == [PASSAGES[2], PASSAGES[3]]


@given(ROWS)
def test_findings_are_the_tuple_of_them(chosen: list[int]) -> None:
    findings, made = lazy(chosen)
    expected = answer(chosen).ranked
    assert findings == expected == findings
    assert hash(findings) == hash(expected)
    assert repr(findings) == repr(expected)
    assert list(findings) == list(expected)
    assert findings[1:] == expected[1:]
    assert findings[::-1] == expected[::-1]
    assert (findings == (*expected, None)) is False
    assert made == sorted(made) == list(range(len(chosen)))
    with pytest.raises(IndexError):
        findings[len(chosen)]
