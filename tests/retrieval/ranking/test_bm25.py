"""Our scores are rank-bm25's, to the last bit."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rank_bm25 import BM25Okapi

from retrieval.ranking.lexical.bm25 import Bm25Index
from retrieval.ranking.lexical.lucene import LuceneBM25

TERMS = st.sampled_from(["kim", "alice", "trump", "prison", "case", "heart", "é", ""])
DOCUMENTS = st.lists(st.lists(TERMS, max_size=12), max_size=12)
QUERY = st.lists(st.one_of(TERMS, st.just("unknown")), max_size=8)


@given(DOCUMENTS.filter(any), QUERY, st.floats(0.1, 3.0), st.floats(0.0, 0.99))
def test_scores_equal_rank_bm25(documents: list[list[str]], query: list[str], k1: float, b: float) -> None:
    # With b = 1 rank-bm25 divides zero by zero for an empty document, hence 0.99.
    expected = LuceneBM25(documents, k1=k1, b=b).get_scores(query)
    np.testing.assert_array_equal(Bm25Index.of(documents, k1=k1, b=b).scores(query), expected)


def test_rank_bm25_fits_the_model(monkeypatch: pytest.MonkeyPatch) -> None:
    fitted = Bm25Index.of([["kim", "alice"], ["kim"]]).scores(["kim", "alice"])
    monkeypatch.setattr(BM25Okapi, "_initialize", lambda model, corpus: initialize(model, [2 * x for x in corpus]))
    assert (Bm25Index.of([["kim", "alice"], ["kim"]]).scores(["kim", "alice"]) > fitted).all()


initialize = BM25Okapi._initialize


@given(DOCUMENTS, QUERY)
def test_scores_are_finite_and_never_negative(documents: list[list[str]], query: list[str]) -> None:
    scores = Bm25Index.of(documents).scores(query)
    assert scores.shape == (len(documents),)
    assert np.isfinite(scores).all()
    assert (scores >= 0).all()


@given(DOCUMENTS, QUERY)
def test_only_documents_that_hold_a_term_score(documents: list[list[str]], query: list[str]) -> None:
    scores = Bm25Index.of(documents).scores(query)
    assert [score > 0 for score in scores] == [bool(set(document) & set(query)) for document in documents]


@given(DOCUMENTS, QUERY)
def test_no_score_exceeds_the_upper_bound(documents: list[list[str]], query: list[str]) -> None:
    index = Bm25Index.of(documents, k1=1.7)
    bound = sum(index.upper_bound(term) for term in query)
    assert (index.scores(query) <= bound + 1e-9).all()


@pytest.mark.parametrize("documents", [[], [[]], [[], []]])
def test_an_empty_corpus(documents: list[list[str]]) -> None:
    index = Bm25Index.of(documents)
    assert index.scores(["kim"]).tolist() == [0.0] * len(documents)
    assert "kim" not in index


def test_an_empty_document_among_others() -> None:
    assert Bm25Index.of([["kim"], [], ["alice"]]).scores(["kim"]).tolist()[1:] == [0.0, 0.0]


def test_a_query_without_a_known_word() -> None:
    assert Bm25Index.of([["kim"], ["alice"]]).scores(["zebra", "quark"]).tolist() == [0.0, 0.0]


def test_a_term_in_every_document_still_counts_in_favour() -> None:
    index = Bm25Index.of([["kim", "kim"], ["kim", "alice"], ["kim", "trump"]])
    assert index.idf("kim") == pytest.approx(math.log(1 + 0.5 / 3.5))
    assert index.scores(["kim"])[0] > index.scores(["kim"])[1] > 0


def test_a_repeated_query_term_counts_twice() -> None:
    index = Bm25Index.of([["kim", "alice"], ["alice"]])
    np.testing.assert_allclose(index.scores(["kim", "kim"]), 2 * index.scores(["kim"]))


def test_what_the_index_knows_of_a_term() -> None:
    index = Bm25Index.of([["kim", "kim"], ["kim"], ["alice"]])
    assert index.of_term("kim")[0].tolist() == [0, 1]
    assert index.of_term("zebra")[0].tolist() == []
    assert index.idf("zebra") == index.unseen_idf > index.idf("alice") > index.idf("kim")
