"""The model of spans: what it weighs has a meaning, what it chooses is allowed, and how sure it is rises with both."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval import Story
from retrieval.articles.article import make_article
from retrieval.commands.fit_marks import as_json
from retrieval.marking.answer_spans.blocks import BLOCK_VALUES
from retrieval.marking.answer_spans.evidence import SpanEvidence
from retrieval.marking.answer_spans.features import MEANINGS, OF_SPANS, OF_WORDS, observe_all
from retrieval.marking.answer_spans.model import GROUPS, LIKELIEST, WEIGHTS_FILE, SpanModel, highest, span_model
from retrieval.marking.answer_spans.passage_spans import FORMS
from tests.retrieval.queries import query

TEXT = "She lost her job, her house was sold on June 6, and her son moved to another town. Nobody was hurt."


@pytest.fixture(scope="module")
def small() -> Story:
    return Story.build([make_article("x.txt", f"The comet\n\n{TEXT}")])


def seen(story: Story, question: str) -> SpanEvidence:
    asked = query(story, question)
    return story.marker.highlighter.marks_for(asked.text, asked.wanted).observe(1)


def test_every_feature_says_what_it_measures() -> None:
    tables = [*OF_WORDS.values(), OF_SPANS]
    assert all(name == each.name for table in tables for name, each in table.items())
    assert all(name == each.name for name, each in FORMS.items())
    assert all(meaning.endswith(".") for meaning in MEANINGS.values())
    assert list(MEANINGS) == [*(name for table in tables for name in table), *FORMS]


def test_the_table_weighs_only_what_there_is() -> None:
    table = json.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))
    known = {"features": set(MEANINGS), **{name: set(values) for name, values in BLOCK_VALUES.items()}}
    assert set(table) == {"certainty", "reranking", *known}
    assert all(set(table[name]) <= names for name, names in known.items())
    assert all(set(row) <= set(GROUPS) for name in known for row in table[name].values())


def test_what_is_read_is_written_again_to_the_letter() -> None:
    model = span_model()
    assert as_json(model, model.certainty, model.reranking) == WEIGHTS_FILE.read_text(encoding="utf-8")


def test_the_scores_are_the_weighted_sum_of_what_is_observed(small: Story) -> None:
    model, observed = span_model(), seen(small, "when was the house sold")
    groups = [GROUPS.index(name) for name in ("any", "date", observed.asked.role.value)]
    weights = np.concatenate([model.features, model.values], axis=1)[groups].sum(axis=0)
    assert np.allclose(model.scores(observed), observe_all(observed) @ weights, atol=1e-4)


def test_what_is_not_allowed_is_not_chosen(small: Story) -> None:
    model, observed = span_model(), seen(small, "when was the house sold")
    first = model.choose(observed)
    assert first is not None
    allowed = np.ones(len(observed.candidates), dtype=np.bool_)
    allowed[first.number] = False
    second = model.choose(observed, allowed)
    assert second is not None
    assert second.number != first.number
    assert model.choose(observed, ~np.ones_like(allowed)) is None


def test_a_statement_has_a_verb_and_its_subject(small: Story) -> None:
    observed = seen(small, "was anybody hurt")
    found = observed.spans.form("statement")
    words, text = observed.words, TEXT
    stated = {
        text[words.begins[first] : words.ends[last]]
        for first, last, is_one in zip(observed.first, observed.last, found, strict=True)
        if is_one
    }
    assert "her house was sold" in stated
    assert "Nobody was hurt" in stated
    assert "was sold" not in stated


def test_a_span_alone_is_sure(small: Story) -> None:
    observed = seen(small, "when was the house sold")
    allowed = np.zeros(len(observed.candidates), dtype=np.bool_)
    allowed[3] = True
    chosen = span_model().choose(observed, allowed)
    assert chosen is not None
    assert (chosen.number, chosen.f1, chosen.touched) == (3, 1.0, 1.0)
    every = span_model().choose(observed)
    assert every is not None
    assert 0 < every.probability < chosen.probability < 1


def test_without_weights_nothing_is_likelier_than_another(small: Story) -> None:
    observed = seen(small, "when was the house sold")
    model = SpanModel.of({}, {}, {})
    assert not model.scores(observed).any()
    chosen = model.choose(observed)
    assert chosen is not None
    assert chosen.probability == 0.5


@given(st.lists(st.integers(0, 9), min_size=LIKELIEST - 1, max_size=2 * LIKELIEST))
def test_the_likeliest_are_those_of_a_stable_sort(powers: list[int]) -> None:
    values = np.array(powers, dtype=np.float64)
    assert highest(values).tolist() == np.argsort(-values, kind="stable")[:LIKELIEST].tolist()
