"""A text's words -> the word each depends on, and how: a small neural network, run with numpy.

Each word is the sum of some learned vectors: of its letters, hashed (Svenstrup et al., "Hash Embeddings for Efficient
Word Representations", 2017), of its ending, of its class, and of the marks around it. Layers of windows let it see its
neighbours (as in Strubell et al., "Fast and Accurate Entity Recognition with Iterated Dilated Convolutions", 2017). Of
the words of its sentence, the one that scores best as its head is its head (Dozat and Manning, "Deep Biaffine
Attention for Neural Dependency Parsing", 2017). The weights stand in `weights.arrays`, written by `fit-parser`.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from retrieval.kept.arrays import Array
from retrieval.kept.entry import map_entry, write_entry
from retrieval.marking.syntax.labels import Part, Relation
from retrieval.marking.syntax.passage_words import Gap, PassageWords
from retrieval.marking.syntax.word_classes import WordClass

Floats = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.int64]

WEIGHTS_FILE: Final = Path(__file__).parent / "weights.arrays"
WIDTH: Final = 96
"""Numbers that a word is, in each layer."""
ARC: Final = 64
"""Numbers by which a word and its head find each other, and by which their relation is told."""
REACHES: Final = (1, 1, 2, 3)
"""How far to the left and right each layer looks, in words."""
WORD_ROWS: Final = 16_384
ENDING_ROWS: Final = 4_096
FARTHEST: Final = 16
"""Words further apart than so many count as so far apart."""
_NAMED: Final = "\0name"
"""What a person's name is read as."""
_TOGETHER: Final = 32
"""So many questions are parsed at once."""
_CLASSES: Final = 2 * len(WordClass)

SIZES: Final[Mapping[str, tuple[int, ...]]] = {
    "words": (WORD_ROWS, WIDTH),
    "endings": (ENDING_ROWS, WIDTH),
    "classes": (_CLASSES, WIDTH),
    "marks_before": (len(Gap), WIDTH),
    "marks_after": (len(Gap), WIDTH),
    **{f"layer{number}": (3 * WIDTH + 1, WIDTH) for number in range(len(REACHES))},
    "own": (WIDTH + 1, ARC),
    "heads": (WIDTH + 1, ARC),
    "root": (WIDTH + 1, 1),
    "distance": (2 * FARTHEST + 1, 1),
    "label_own": (WIDTH + 1, ARC),
    "label_head": (WIDTH, ARC),
    "labels": (ARC + 1, len(Relation)),
    "parts": (WIDTH + 1, len(Part)),
}
"""The weights' shapes; a last row is added to each sum."""
VECTORS: Final = ("words", "endings", "classes", "marks_before", "marks_after")
"""The tables whose rows are summed to what a word is."""
_ENDS: Final = ("own", "heads", "label_own", "label_head", "root", "parts")
_ADDED: Final = frozenset(_ENDS) - {"label_head"}
_BOUNDS: Final = tuple(accumulate((SIZES[name][1] for name in _ENDS), initial=0))
_COLUMNS: Final = tuple(slice(*each) for each in pairwise(_BOUNDS))
_WIDEST: Final = max(REACHES)
_STEPS: Final = tuple(np.array([-reach, 0, reach]) for reach in REACHES)
_ARC_SCALE: Final = np.float32(1 / np.sqrt(ARC))
_USUAL: Final[Numbers] = np.clip(np.arange(64) - np.arange(64)[:, None], -FARTHEST, FARTHEST) + FARTHEST
"""`_distances` of a text of usual length."""
SCALE: Final = "scale"
"""Where the vectors are whole numbers, what their sums are multiplied with: one number a column."""
Weights = Mapping[str, Floats]
_KEY: Final = "parser"


@dataclass(frozen=True, eq=False)
class Inputs:
    """What the network sees of words: numbers of rows of its tables; `sentences` is the one each word stands in."""

    words: Numbers
    endings: Numbers
    classes: Numbers
    marks_before: Numbers
    marks_after: Numbers
    sentences: Numbers

    @classmethod
    def of(cls, words: PassageWords) -> Inputs:
        """Look at the words of a text."""
        hashed = [_hashed(_NAMED if token.person is not None else token.folded) for token in words.tokens]
        rows = np.array(hashed, dtype=np.int64).reshape(-1, 3)
        classes = 2 * words.classes + words.capitals
        return cls(rows[:, :2], rows[:, 2], classes, words.gaps[:-1], words.gaps[1:], words.sentences)


@lru_cache(maxsize=20_000)
def _hashed(word: str) -> tuple[int, int, int]:
    """Return the two rows of a word and the one of its ending."""
    letters = word.encode("utf-8", "surrogatepass")
    return (
        zlib.crc32(letters) % WORD_ROWS,
        zlib.crc32(letters, 1) % WORD_ROWS,
        zlib.crc32(word[-3:].encode("utf-8", "surrogatepass"), 2) % ENDING_ROWS,
    )


@dataclass(frozen=True, eq=False)
class Parse:
    """Of each word: its head (its own number for the root of a sentence), what it is to it, its part of speech."""

    heads: Numbers
    relations: Numbers
    parts: Numbers


def embed(inputs: Inputs, weights: Weights) -> Floats:
    """Return the sum of the vectors of each word: (words, WIDTH)."""
    total: Floats = weights["words"].take(inputs.words, axis=0).sum(axis=1, dtype=np.float32)
    for name, rows in (
        ("endings", inputs.endings),
        ("classes", inputs.classes),
        ("marks_before", inputs.marks_before),
        ("marks_after", inputs.marks_after),
    ):
        total += weights[name].take(rows, axis=0)
    return total * weights[SCALE] if SCALE in weights else total


def windows(seen: Floats, reach: int) -> Floats:
    """Return each word with the one so far before and so far after: (words, 3 * WIDTH + 1), the last of them 1."""
    count = len(seen)
    found = np.zeros((count, 3 * WIDTH + 1), dtype=np.float32)
    found[reach:, :WIDTH] = seen[: max(0, count - reach)]
    found[:, WIDTH : 2 * WIDTH] = seen
    found[: max(0, count - reach), 2 * WIDTH : -1] = seen[reach:]
    found[:, -1] = 1
    return found


def affine(seen: Floats, weights: Floats) -> Floats:
    """Return the product with all rows of the weights but the last, which is added."""
    found: Floats = seen @ weights[:-1] + weights[-1]
    return found


@dataclass(frozen=True, eq=False)
class Network:
    """The weights as a text is parsed by them: what is multiplied with the same stands in one matrix.

    `layers` are each layer's weights and what is added, `ends` the columns by which a word and its head find each other
    and are told what they are, in the order of `_ENDS`, and `added` what is added to them.
    """

    weights: Weights
    layers: Sequence[tuple[Floats, Floats]]
    ends: Floats
    added: Floats

    @classmethod
    def of(cls, weights: Weights) -> Network:
        """Put the weights together."""
        layers = [weights[f"layer{number}"] for number in range(len(REACHES))]
        own = [weights[name] if name in _ADDED else np.pad(weights[name], ((0, 1), (0, 0))) for name in _ENDS]
        ends = np.concatenate(own, axis=1)
        return cls(weights, [(each[:-1], each[-1]) for each in layers], ends[:-1], ends[-1])

    def encode(self, inputs: Inputs) -> Floats:
        """Return what each word is where it stands: (words, WIDTH)."""
        count = len(inputs.sentences)
        padded = np.zeros((count + 2 * _WIDEST, WIDTH), dtype=np.float32)
        seen = padded[_WIDEST : _WIDEST + count]
        seen[:] = embed(inputs, self.weights)
        at = np.arange(_WIDEST, _WIDEST + count)[:, None]
        for reach, (weights, added) in zip(_STEPS, self.layers, strict=True):
            found = padded.take(at + reach, axis=0).reshape(count, 3 * WIDTH) @ weights
            found += added
            seen += np.maximum(found, 0, out=found)
        return seen


def parse(inputs: Inputs, network: Network) -> Parse:
    """Find the head of each word among the words of its sentence."""
    count, weights = len(inputs.sentences), network.weights
    if not count:
        none = np.zeros(0, dtype=np.int64)
        return Parse(none, none, none)
    ends = network.encode(inputs) @ network.ends
    ends += network.added
    own, head, label_own, label_head, root, parts = (ends[:, columns] for columns in _COLUMNS)
    scores = own @ head.T
    scores *= _ARC_SCALE
    scores += weights["distance"][:, 0].take(_distances(count))
    np.fill_diagonal(scores, root[:, 0])
    if inputs.sentences[0] != inputs.sentences[-1]:
        scores[inputs.sentences[:, None] != inputs.sentences] = -np.inf
    heads = scores.argmax(axis=1)
    both = label_own + label_head.take(heads, axis=0)
    relations = affine(np.maximum(both, 0, out=both), weights["labels"]).argmax(axis=1)
    return Parse(heads, relations, parts.argmax(axis=1))


def _distances(count: int) -> Numbers:
    """Return the row of the distances' weights for each word and each other one: (words, words)."""
    if count <= len(_USUAL):
        near: Numbers = _USUAL[:count, :count]
        return near
    at = np.arange(count)
    distances: Numbers = np.clip(at - at[:, None], -FARTHEST, FARTHEST) + FARTHEST
    return distances


def read_weights(path: Path = WEIGHTS_FILE) -> dict[str, Floats]:
    """Read weights that were written by `write_weights`; the vectors stay whole numbers, a quarter of their size."""
    with path.open("rb") as file:  # not `read_entry`: a release may be another user's, and of links
        kept = map_entry(file, _KEY)
    return {name: _as_weights(name, values) for name, values in kept.items()}


def _as_weights(name: str, values: Array) -> Floats:
    return values.view(np.int8) if name in VECTORS else values.astype(np.float32)


def write_weights(weights: Weights, path: Path = WEIGHTS_FILE) -> None:
    """Write weights: the words' vectors as whole numbers from -127 to 127 with a scale a column, the others halved."""
    largest = np.max([np.abs(weights[name]).max(axis=0) for name in VECTORS], axis=0)
    scale = (np.maximum(largest, 1e-9) / 127).astype(np.float32)
    vectors = {name: np.round(weights[name] / scale).astype(np.int8) for name in VECTORS}
    others = {name: values.astype(np.float16) for name, values in weights.items() if name not in VECTORS}
    with path.open("wb") as file:
        write_entry(file, _KEY, {SCALE: scale, **vectors, **others})


@lru_cache(maxsize=1)
def _network() -> Network:
    return Network.of(read_weights())


def parsed(words: PassageWords) -> Parse:
    """Return how the words of a text depend on each other."""
    return parse(Inputs.of(words), _network())


def parsed_together(texts: Sequence[PassageWords]) -> list[Parse]:
    """Return how the words of each of several short texts depend on each other: a third of the time of one by one."""
    found: list[Parse] = []
    for begin in range(0, len(texts), _TOGETHER):
        inputs = [Inputs.of(words) for words in texts[begin : begin + _TOGETHER]]
        whole, at = parse(joined(inputs), _network()), 0
        for one in inputs:
            these = slice(at, at + len(one.sentences))
            found.append(Parse(whole.heads[these] - at, whole.relations[these], whole.parts[these]))
            at = these.stop
    return found


def joined(texts: Sequence[Inputs]) -> Inputs:
    """Return several texts as one; their sentences stay apart."""
    before = np.cumsum([0, *(int(text.sentences[-1]) + 1 if len(text.sentences) else 0 for text in texts)])
    return Inputs(
        np.concatenate([text.words for text in texts]),
        np.concatenate([text.endings for text in texts]),
        np.concatenate([text.classes for text in texts]),
        np.concatenate([text.marks_before for text in texts]),
        np.concatenate([text.marks_after for text in texts]),
        np.concatenate([text.sentences + start for text, start in zip(texts, before[:-1], strict=True)]),
    )
