"""What an answer gives out: the best passage, and no passage twice."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from retrieval import Answer, Finding, Outcome
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


def rows(found: tuple[Finding, ...]) -> list[int]:
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
