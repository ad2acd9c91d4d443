"""What is asked of a tree: how deep words stand, what depends on them, how near they are, what a span hangs on."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.marking.syntax.labels import Part, Relation
from retrieval.marking.syntax.parser import Parse
from retrieval.marking.syntax.tree import REACH, Tree, tops

# she saw [the [old house]] [of Mary]; they left
HEADS = [1, 1, 4, 4, 1, 4, 5, 8, 8]
PARTS = [Part.PRON, Part.VERB, Part.DET, Part.ADJ, Part.NOUN, Part.ADP, Part.PROPN, Part.PRON, Part.VERB]
RELATIONS = [
    Relation.NSUBJ,
    Relation.ROOT,
    Relation.DET,
    Relation.AMOD,
    Relation.DOBJ,
    Relation.PREP,
    Relation.POBJ,
    Relation.NSUBJ,
    Relation.ROOT,
]
SENTENCES = np.array([0, 0, 0, 0, 0, 0, 0, 1, 1])


@pytest.fixture
def tree() -> Tree:
    return Tree.of(Parse(np.array(HEADS), np.array(RELATIONS), np.array(PARTS)), SENTENCES)


def test_depths_ends_and_governors(tree: Tree) -> None:
    assert tree.depths.tolist() == [1, 0, 2, 2, 1, 2, 3, 1, 0]
    assert [ends.tolist() for ends in tree.ends] == [[0, 0, 2, 3, 2, 5, 6, 7, 7], [0, 6, 2, 3, 6, 6, 6, 7, 8]]
    assert tree.governors[6] == 4  # Mary: by "of" the house


def test_nearness_is_by_steps_and_within_a_sentence(tree: Tree) -> None:
    assert tree.nearness[0, 0] == 1
    assert tree.nearness[0, 4] == pytest.approx(np.exp(-2 / REACH))
    assert tree.nearness[6, 0] == pytest.approx(np.exp(-4 / REACH))
    assert not tree.nearness[:7, 7:].any()
    assert np.array_equal(tree.nearness, tree.nearness.T)


def test_a_determiner_is_of_its_noun(tree: Tree) -> None:
    assert tree.named_by(2) == 4
    assert tree.named_by(0) == 0


def test_a_denial_reaches_what_its_verb_is_said_of() -> None:
    # I do-n't think | she fell; he ran
    heads, relations = [2, 2, 2, 4, 2, 6, 2], [Relation.NSUBJ, Relation.NEG, Relation.ROOT, Relation.NSUBJ]
    relations += [Relation.CCOMP, Relation.NSUBJ, Relation.CONJ]
    none = np.zeros(7, dtype=np.int64)
    tree = Tree.of(Parse(np.array(heads), np.array(relations), none), none)
    first, last = tree.denied_by(np.array([False, True, False, False, False, False, False]))
    assert first.tolist() == [7, 7, 1, 7, 1, 7, 7]
    assert last.tolist() == [-1, -1, 1, -1, 1, -1, -1]


def test_the_top_word_of_a_span_and_how_many_hang_on_none(tree: Tree) -> None:
    first, last = np.array([2, 0, 3, 2, 5]), np.array([4, 1, 6, 3, 5])
    top, several = tops(tree, first, last)
    assert top.tolist() == [4, 1, 4, 2, 5]
    assert several.tolist() == [1, 1, 1, 2, 1]


@settings(deadline=None, max_examples=150)
@given(st.lists(st.integers(0, 11), min_size=1, max_size=12))
def test_any_heads_have_a_shape_even_in_a_circle(drawn: list[int]) -> None:
    count = len(drawn)
    heads = np.array([head % count for head in drawn])
    none = np.zeros(count, dtype=np.int64)
    tree = Tree.of(Parse(heads, none, none), none)
    at = np.arange(count)
    begins, ends = tree.ends
    assert ((begins <= at) & (at <= ends)).all()
    assert ((tree.nearness > 0) & (tree.nearness <= 1)).all()
    first, last = (each.ravel() for each in np.meshgrid(at, at))
    first, last = first[first <= last], last[first <= last]
    top, several = tops(tree, first, last)
    assert ((first <= top) & (top <= last)).all()
    for begin, end, found in zip(first.tolist(), last.tolist(), several.tolist(), strict=True):
        inside = range(begin, end + 1)
        assert found == sum(heads[word] == word or heads[word] not in inside for word in inside)
