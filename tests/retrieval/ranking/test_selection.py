"""Of a large story only some passages are ranked, and the best are among them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from retrieval import Exchange, Story
from retrieval.articles.files import load_articles
from retrieval.kept.postings import TermTable
from retrieval.questions.message import Part
from retrieval.questions.understand import understand
from retrieval.questions.understood import Understood, understand_alone
from retrieval.ranking import frequencies, layout, ranker, selection
from retrieval.ranking.counting import KIND_BITS
from retrieval.ranking.frequencies import pair_frequencies
from retrieval.ranking.layout import Contents
from retrieval.ranking.lexical.max_score import ScoredRows, best_rows, highest
from retrieval.ranking.occurrences import OccurrenceIndex, Selection
from retrieval.ranking.question_analysis import QuestionAnalysis
from retrieval.ranking.ragged import Ragged
from retrieval.ranking.selection import best_likely

FOLDER = Path(__file__).parents[2] / "second_story"
LISTS = st.lists(st.dictionaries(st.integers(0, 19), st.integers(1, 9), min_size=1), max_size=6)


def scored(postings: dict[int, int], count: int) -> ScoredRows:
    rows = sorted(postings)
    values = np.array([postings[row] for row in rows], dtype=np.float64)
    floor = float(np.sort(values)[-count]) if len(values) >= count else 0.0
    return ScoredRows(np.array(rows, dtype=np.int32), values, float(values.max()), floor)


@given(LISTS, st.integers(1, 8), st.sampled_from([20, 10_000_000]))
def test_the_best_rows_are_those_of_the_full_sums(lists: list[dict[int, int]], count: int, size: int) -> None:
    sums = np.zeros(20)
    for postings in lists:
        sums[list(postings)] += list(postings.values())
    expected = [row for row in np.argsort(-sums, kind="stable").tolist() if sums[row]][:count]
    assert best_rows([scored(postings, count) for postings in lists], count, size).tolist() == expected


@given(st.lists(st.integers(0, 40), max_size=400), st.integers(1, 12))
@example([9 if place in range(0, 192, 32) else 1 for place in range(400)], 12)  # the sample has all that are high
def test_the_highest_of_many_are_found_by_a_sample(scores: list[int], count: int) -> None:
    expected = [place for place in sorted(range(len(scores)), key=lambda place: -scores[place]) if scores[place]]
    assert highest(np.array(scores, dtype=np.float64), count).tolist() == expected[:count]


@given(
    st.lists(st.lists(st.lists(st.integers(0, 4), max_size=6), min_size=1, max_size=3), min_size=1, max_size=6),
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 2)), min_size=1, max_size=5, unique=True),
    st.sets(st.integers(0, 5)),
)
def test_what_is_found_forward_is_found_backward(
    passages: list[list[list[int]]], wanted: list[tuple[int, int]], chosen: set[int]
) -> None:
    segments = np.cumsum([0, *map(len, passages)])
    every = [segment for passage in passages for segment in passage]
    text = Ragged.of((number for segment in every for number in segment), map(len, every))
    index = OccurrenceIndex.build(segments, text, 5)
    rows = sorted(row for row in chosen if row < len(passages))
    selected = Selection.of(np.array(rows, dtype=np.intp), segments)
    numbers, which = np.array(wanted).T
    expected = sorted(
        (meaning, rows.index(row), segment)
        for segment, (row, own) in enumerate((row, own) for row in rows for own in passages[row])
        for number in own
        for looked, meaning in wanted
        if looked == number
    )
    for hits in (index._forward(numbers, which, selected), index._backward(numbers, which, selected)):
        assert sorted(zip(hits.which.tolist(), hits.passage.tolist(), hits.segment.tolist(), strict=True)) == expected


@given(
    st.lists(st.lists(st.integers(0, 3), max_size=20), min_size=1, max_size=6).filter(
        lambda every: any(map(len, every))
    ),
    st.sets(st.integers(0, 5)),
)
def test_of_common_words_the_pairs_are_counted_in_some_passages(passages: list[list[int]], chosen: set[int]) -> None:
    segments = np.arange(len(passages) + 1)
    text = Ragged.of((number for passage in passages for number in passage), map(len, passages))
    index = OccurrenceIndex.build(segments, text, 4)
    selected = Selection.of(np.array([row for row in chosen if row < len(passages)], dtype=np.intp), segments)
    expected = {
        row: count
        for row, passage in enumerate(passages)
        if (
            count := sum(
                {passage[one], passage[other]} == {0, 1}
                for other in range(len(passage))
                for one in range(max(0, other - 5), other)
            )
        )
    }
    rows, counts, holders = pair_frequencies(index, 0, 1, selected)
    assert (dict(zip(rows.tolist(), counts.tolist(), strict=True)), holders) == (expected, len(expected))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(frequencies, "MANY", 0)
        patch.setattr(frequencies, "SAMPLED", 1)
        rows, counts, holders = pair_frequencies(index, 0, 1, selected)
    some = {row: count for row, count in expected.items() if row in selected.rows}
    assert dict(zip(rows.tolist(), counts.tolist(), strict=True)) == some
    assert holders >= len(some)


def test_the_likely_rows_of_common_words_are_among_others_and_where_another_word_stands(
    second: Story, questions: list[Understood], monkeypatch: pytest.MonkeyPatch
) -> None:
    ranker = second.ranker
    for question in questions:
        asked = QuestionAnalysis(ranker.corpus, question.text, question.wanted)
        every = np.arange(ranker.corpus.size)
        whole = best_likely(asked, ranker.weights.ranking, 20)
        monkeypatch.setattr(selection, "LISTED", 0)
        assert best_likely(asked, ranker.weights.ranking, 20, every)[: len(whole)].tolist() == whole.tolist()
        few = best_likely(asked, ranker.weights.ranking, 20, every[:5])
        monkeypatch.undo()
        kind = ranker.corpus.contents.are_holding(few, asked.wanted) if asked.wanted else np.zeros(len(few), dtype=bool)
        assert all(row < 5 or held for row, held in zip(few.tolist(), kind.tolist(), strict=True))


@pytest.fixture(scope="module")
def second() -> Story:
    return Story.build(load_articles(FOLDER))


@pytest.fixture(scope="module")
def questions(second: Story) -> list[Understood]:
    rows = [json.loads(line) for line in (FOLDER / "questions.jsonl").read_text(encoding="utf-8").splitlines()]
    return [understand_alone(second.reader, row["question"]) for row in rows if row.get("kind") != "chitchat"]


def test_the_first_passages_stay_first(
    second: Story, questions: list[Understood], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = [second.ranker.rank(question) for question in questions]
    monkeypatch.setattr(ranker, "ALL_OF", 0)
    for limit, number in (("BEST", 30), ("WITH_NEIGHBOURS", 10), ("FIRST", 5), ("AROUND", 5)):
        monkeypatch.setattr(selection, limit, number)
    large = replace(second.ranker)
    some = [large.rank(question) for question in questions]
    assert all(len(each.order) < len(second.passages) for each in some)
    assert all(len(each.scores) == len(each.order) for each in some)
    same = [one.order[:3].tolist() == other.order[:3].tolist() for one, other in zip(whole, some, strict=True)]
    assert np.mean(same) > 0.95
    for one, other in zip(whole, some, strict=True):  # what is ranked has the scores it has among all, but for
        scores = [one.score_of(row) for row in other.order.tolist()]
        np.testing.assert_allclose(other.scores, scores, atol=1.6)  # its article's best


@pytest.mark.parametrize("count", [1, 5, 20, 300])
def test_the_likely_rows_are_those_of_the_full_sums(second: Story, questions: list[Understood], count: int) -> None:
    ranker = second.ranker
    for question in questions:
        asked = QuestionAnalysis(ranker.corpus, question.text, question.wanted)
        sums = np.zeros(ranker.corpus.size)
        some = np.arange(0, len(sums), 3)
        for word in selection._likely_words(asked, ranker.weights.ranking):
            before = sums.copy()
            word.add(sums)
            for searched in (0, 1_000_000):
                with pytest.MonkeyPatch.context() as patch:
                    patch.setattr(selection, "SORTED", searched)
                    found = word.at(some)
                np.testing.assert_allclose(found, (sums - before)[some], atol=1e-12)
                assert (word.at_most(some) >= found - 1e-12).all()
            assert not word.levels.any()
        contents = ranker.corpus.contents
        rarity = max((contents.rarity[kind] for kind in asked.wanted), default=0.0)
        every = np.arange(len(sums))
        sums[contents.are_holding(every, asked.wanted)] += ranker.weights.ranking["kind"] * rarity
        for summed in (0, len(sums)):  # by a bar that is guessed, and in one pass
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(selection, "SUMMED", summed)
                best = best_likely(asked, ranker.weights.ranking, count)
            np.testing.assert_allclose(sums[best], sorted(sums[sums > 0], reverse=True)[:count])
            assert len(set(best.tolist())) == len(best)


@given(st.lists(st.integers(0, 7), max_size=30), st.integers(0, 7), st.integers(1, 9))
def test_the_first_passages_that_hold_kinds_are_found(kinds: list[int], bits: int, count: int) -> None:
    wanted = [kind for kind, bit in KIND_BITS.items() if bit & bits]
    contents = Contents(np.array(kinds, dtype=np.int32), TermTable.of([]), Ragged.of([], []))
    expected = [row for row, held in enumerate(kinds) if held & bits == bits]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(layout, "_AT_ONCE", 4)
        assert contents.holding(wanted, count).tolist() == expected[:count]
    assert np.flatnonzero(contents.are_holding(np.arange(len(kinds)), wanted)).tolist() == expected


def test_a_word_that_nobody_knows_leads_to_words_like_it(second: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ranker, "ALL_OF", 0)
    monkeypatch.setattr(selection, "FIRST", 1)
    understood = understand_alone(second.reader, "what about the xlifeboatzz")
    assert not any(
        token.term in second.ranker.corpus.indexes.terms for token in understood.text.tokens if token.content
    )
    found = replace(second.ranker).rank(understood).order
    lifeboats = second.ranker.corpus.indexes.terms.of_term("lifeboat")[0]
    assert len(lifeboats)
    assert set(lifeboats.tolist()) <= set(found.tolist())


def test_the_passages_that_were_shown_are_ranked(second: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ranker, "ALL_OF", 0)
    last = second.passages[len(second.passages) - 1]
    large = replace(second.ranker)
    understood = understand(second.reader, second.library, Part("zebra?"), Exchange("why", last.file, last.paragraph))
    assert last.row not in large.rank(replace(understood, follow_up=None)).order
    assert last.row in large.rank(understood).order
