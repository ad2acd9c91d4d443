"""The spans that may answer: whole names, numbers and quotations, and every name, date and clause among them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval import Story
from retrieval.articles.article import make_article

PIECES = [
    "Mary",
    "Ann Lee",
    "5 million",
    "$3",
    "40%",
    "June 6, 2019",
    "63-year-old",
    "and",
    "of",
    "said",
    "fell",
    "not",
]
MARKS = [" ", " ", " ", ", ", ". ", " — ", " “", "” ", "; ", " (", ") "]
TEXTS = st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(MARKS)), min_size=1, max_size=25)


def spans_of(text: str) -> list[str]:
    story = Story.build([make_article("x.txt", f"The comet\n\n{text}")])
    found = story.marker.cutter.spans(1).candidates
    words, passage = found.words, story.passages[1].text
    return [
        passage[words.begins[first] : words.ends[last]] for first, last in zip(found.first, found.last, strict=True)
    ]


@pytest.mark.parametrize(
    "span",
    [
        "Mary Lane",
        "June 6",
        "$5 million",
        "40%",
        "her house was sold",
        "the 63-year-old baker",
        "three boats and a dog",
    ],
)
def test_names_dates_amounts_lists_and_clauses_are_among_them(span: str) -> None:
    text = (
        "On June 6, the 63-year-old baker met Mary Lane, who had lost $5 million, or 40% of it; her house was sold,"
        " and three boats and a dog went, too."
    )
    assert span in spans_of(text)


@pytest.mark.parametrize("part", ["5", "million", "63", "year-old baker", "Supreme", "Court", "40", "June"])
def test_nothing_is_cut_inside_a_number_or_a_name(part: str) -> None:
    spans = spans_of("In June 2019 the 63-year-old baker paid $5 million, 40% of it, to the Supreme Court of the town.")
    assert part not in spans
    assert spans


def test_a_quotation_is_not_cut_with_words_around_it() -> None:
    spans = spans_of("“The harbour will open by the summer,” Mary Lane said of the works.")
    assert "The harbour will open by the summer" in spans
    assert not any("summer,” Mary" in span and "The harbour" not in span for span in spans)
    assert not any(span.count("“") != span.count("”") and "”" in span for span in spans)


def test_what_is_denied_is_not_cut_from_its_denial() -> None:
    spans = spans_of("She did not sell the house. I don't think she fell, and nobody saw the boat.")
    assert "did not sell the house" in spans
    assert not any("sell" in span and "not" not in span for span in spans)
    assert not any("fell" in span and "don't" not in span for span in spans)
    assert "the house" in spans


@settings(deadline=None, max_examples=40)
@given(TEXTS)
def test_every_span_of_any_text_is_of_whole_words(pieces: list[tuple[str, str]]) -> None:
    text = "x " + "".join(map("".join, pieces))
    for span in spans_of(text):
        assert span
        assert span == span.strip()
        at = text.index(span)
        assert not (text[at - 1].isalnum() and span[0].isalnum()) or text.count(span) > 1
