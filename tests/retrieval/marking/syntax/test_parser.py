"""The parser: every word has a head in its own sentence; plain sentences are read as they are meant."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.english.sentences import sentences
from retrieval.knowledge.phrases import NO_PHRASES
from retrieval.knowledge.vocabulary import Vocabulary
from retrieval.marking.syntax.labels import Part, Relation
from retrieval.marking.syntax.parser import (
    ARC,
    FARTHEST,
    REACHES,
    Inputs,
    Network,
    affine,
    embed,
    joined,
    parse,
    parsed,
    read_weights,
    windows,
    write_weights,
)
from retrieval.marking.syntax.passage_words import PassageWords
from retrieval.people.people import People
from retrieval.questions.reading import TextReader

READER = TextReader.build(People(), Vocabulary(NO_PHRASES), ())
TEXTS = st.lists(
    st.sampled_from(["the", "dog", "Mary", "said", "fell", "of", "63", "“No”", "who", "harbour.", "Why?", "–", "…"]),
    max_size=60,
).map(" ".join)


def words_of(text: str) -> PassageWords:
    return PassageWords.of(text, READER.read_passage(text).tokens, sentences(text), ())


@pytest.mark.parametrize(
    ("text", "word", "head", "relation"),
    [
        ("The baker sold her house.", "baker", "sold", Relation.NSUBJ),
        ("The baker sold her house.", "house", "sold", Relation.DOBJ),
        ("The old house was built by the baker.", "house", "built", Relation.NSUBJPASS),
        ("She lives in the harbour.", "harbour", "in", Relation.POBJ),
        ("What did the baker sell?", "what", "sell", Relation.DOBJ),
        ("Who sold the house?", "who", "sold", Relation.NSUBJ),
    ],
)
def test_plain_sentences_are_read_as_they_are_meant(text: str, word: str, head: str, relation: Relation) -> None:
    words = words_of(text)
    folded = [token.folded for token in words.tokens]
    found = parsed(words)
    at = folded.index(word)
    assert (folded[found.heads[at]], Relation(int(found.relations[at]))) == (head, relation)


def test_parts_of_speech_are_told() -> None:
    found = parsed(words_of("She quickly sold the old house of her mother."))
    parts = [Part(int(part)).name for part in found.parts]
    assert parts == ["PRON", "ADV", "VERB", "DET", "ADJ", "NOUN", "ADP", "PRON", "NOUN"]


@settings(deadline=None, max_examples=100)
@given(TEXTS)
def test_every_word_has_a_head_in_its_own_sentence(text: str) -> None:
    words = words_of(text)
    found = parsed(words)
    assert len(found.heads) == len(found.relations) == len(found.parts) == len(words)
    assert (words.sentences[found.heads] == words.sentences).all()


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    weights = read_weights()
    plain = {name: values.astype(np.float32) for name, values in weights.items() if name != "scale"}
    for name in ("words", "endings", "classes", "marks_before", "marks_after"):
        plain[name] *= weights["scale"]
    write_weights(plain, tmp_path / "weights.arrays")
    again = read_weights(tmp_path / "weights.arrays")
    inputs = Inputs.of(words_of("The baker, who is 63, sold the house that she had built in June."))
    assert np.array_equal(parse(inputs, Network.of(again)).heads, parse(inputs, Network.of(weights)).heads)
    assert sum(values.nbytes for values in again.values()) < sum(values.nbytes for values in plain.values()) / 3


def test_texts_that_are_joined_keep_their_sentences_apart() -> None:
    texts = [Inputs.of(words_of(text)) for text in ("She fell. He ran.", "", "They saw it.")]
    together = joined(texts)
    assert together.sentences.tolist() == [0, 0, 1, 1, 2, 2, 2]
    assert together.words.shape == (7, 2)


def test_a_text_is_parsed_by_what_is_learned() -> None:
    weights = read_weights()
    inputs = Inputs.of(words_of("The baker sold it, for she was ill. " + "He ran, and he ran. " * 20))
    seen = embed(inputs, weights)
    for number, reach in enumerate(REACHES):
        seen = seen + np.maximum(windows(seen, reach) @ weights[f"layer{number}"], 0)
    network = Network.of(weights)
    assert np.allclose(network.encode(inputs), seen, atol=1e-4)
    own, heads = affine(seen, weights["own"]), affine(seen, weights["heads"])
    at = np.arange(len(seen))
    apart = np.clip(at - at[:, None], -FARTHEST, FARTHEST) + FARTHEST
    scores = own @ heads.T / np.sqrt(ARC) + weights["distance"][apart, 0]
    scores[at, at] = affine(seen, weights["root"])[:, 0]
    scores[inputs.sentences[:, None] != inputs.sentences] = -np.inf
    found = parse(inputs, network)
    assert (found.heads == scores.argmax(axis=1)).mean() > 0.99
    assert (found.parts == affine(seen, weights["parts"]).argmax(axis=1)).mean() > 0.99
    both = affine(seen, weights["label_own"]) + (seen @ weights["label_head"])[found.heads]
    relations = affine(np.maximum(both, 0), weights["labels"]).argmax(axis=1)
    assert (found.relations == relations).mean() > 0.99
