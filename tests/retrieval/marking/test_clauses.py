"""A passage is cut into clauses; none is cut inside a word, a place or a short quotation."""

from __future__ import annotations

import pytest

from retrieval import Story
from retrieval.articles.article import make_article
from retrieval.marking.clauses import Clause


def clauses(text: str) -> list[tuple[str, Clause]]:
    story = Story.build([make_article("x.txt", f"The comet\n\n{text}")])
    passage = story.passages[1]
    return [(passage.text[p.span.start : p.span.end], p) for p in story.marker.cutter.cut(passage.row).clauses]


def cut(text: str) -> list[str]:
    return [words for words, _ in clauses(text)]


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("The comet fell.", ["The comet fell."]),
        ("She lost her job, and her son died.", ["She lost her job", "and her son died."]),
        ("He was freed from a prison in Aliceville, Alabama, last week.", None),
        ("They met in Washington, D.C. On June 6, he was freed.", None),
        ("“It is all over,” Mary Lane said.", ["It is all over", "Mary Lane said."]),
        ("Mary Lane said, “It is finally over.”", ["Mary Lane said", "It is finally over."]),
    ],
)
def test_clauses(text: str, clauses: list[str] | None) -> None:
    found = cut(text)
    if clauses is not None:
        assert found == clauses
    assert not any(words.startswith(("Alabama", "D.C.")) for words in found)


def test_a_long_quotation_has_several_stretches() -> None:
    stretches = {
        clause.stretch for _, clause in clauses("“It is over. We went home. Nobody was hurt,” Mary Lane said.")
    }
    assert len(stretches) == 3


def test_who_speaks_and_what_is_quoted_are_told_apart() -> None:
    found = dict(clauses("“We all went home in the end,” she told Jones."))
    assert found["We all went home in the end"].quoted
    assert not found["We all went home in the end"].said
    assert found["she told Jones."].said


def test_a_lead_in_is_known() -> None:
    found = dict(clauses("After their first meeting, the mayor went home."))
    assert found["After their first meeting"].leads_in
    assert not found["the mayor went home."].leads_in
