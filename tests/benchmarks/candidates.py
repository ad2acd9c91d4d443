"""The best passages by the words of a question, beside other BM25 searches: `… [DOCUMENTS …]`.

`python -m tests.benchmarks.candidates` makes documents of words as common as words are in English (Zipf's law) and asks
each search for the best 700 by four words, as ranking does: processor time of a question, the median of 200.
rank-bm25 scores every document; bm25s and tantivy are measured where they are installed, which nothing else here needs.
"""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from statistics import median
from typing import Any

import numpy as np

from retrieval.ranking.lexical.bm25 import Bm25Index
from retrieval.ranking.lexical.lucene import LuceneBM25
from retrieval.ranking.lexical.max_score import ScoredRows, best_rows, highest
from retrieval.ranking.selection import BEST

SIZES = (10_000, 100_000)
WORDS = 200_000
LENGTH = 30
QUESTIONS = 200
TIMES = 5
FEWEST_SCORED = 20
"""Questions asked of rank-bm25, which takes its time."""
Search = Callable[[Sequence[str]], object]


def made(size: int) -> tuple[list[list[str]], list[list[str]]]:
    """Return documents and questions of words, the same ones every time; a question has words of one document."""
    chance = np.random.default_rng(size)
    weights = 1 / (np.arange(WORDS) + 2.7)
    drawn = chance.choice(WORDS, size=(size, LENGTH), p=weights / weights.sum())
    names = [f"w{number}" for number in range(WORDS)]
    documents = [[names[word] for word in row] for row in drawn.tolist()]
    asked = [chance.choice(documents[row], 4, replace=False).tolist() for row in chance.integers(0, size, QUESTIONS)]
    return documents, asked


def ours(documents: list[list[str]]) -> Search:
    """Return our own search, as `selection` uses it."""
    index = Bm25Index.of(documents)

    def search(question: Sequence[str]) -> object:
        found = [ScoredRows(*index.of_term(word), index.most(word), index.floor(word)) for word in question]
        return best_rows(found, BEST, index.size)

    return search


def rank_bm25(documents: list[list[str]]) -> Search:
    """Return rank-bm25, with the same formula."""
    model = LuceneBM25(documents, k1=0.9, b=0.4)
    return lambda question: highest(model.get_scores(list(question)), BEST)


def bm25s(documents: list[list[str]]) -> Search:
    """Return bm25s with numba."""
    module: Any = import_module("bm25s")
    model = module.BM25(k1=0.9, b=0.4, method="lucene", backend="numba")
    model.index(documents, show_progress=False)
    return lambda question: model.retrieve([list(question)], k=BEST, show_progress=False, n_threads=1)


def tantivy(documents: list[list[str]]) -> Search:
    """Return tantivy, in memory."""
    module: Any = import_module("tantivy")
    builder = module.SchemaBuilder()
    builder.add_text_field("text", tokenizer_name="whitespace")
    index = module.Index(builder.build())
    writer = index.writer(200_000_000, 1)
    for document in documents:
        writer.add_document(module.Document(text=" ".join(document)))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()
    return lambda question: searcher.search(index.parse_query(" ".join(question), ["text"]), BEST)


def milliseconds(search: Search, asked: Sequence[Sequence[str]]) -> float:
    """Return the median processor time of a question, of each the least of a few times."""
    taken = [math.inf] * len(asked)
    for _ in range(TIMES):
        for at, question in enumerate(asked):
            started = time.process_time()
            search(question)
            taken[at] = min(taken[at], time.process_time() - started)
    return median(taken) * 1000


def rows(size: int) -> Iterator[str]:
    """Yield a cell of the table for each search."""
    documents, asked = made(size)
    for make, few in ((ours, False), (rank_bm25, True), (bm25s, False), (tantivy, False)):
        try:
            yield f"{milliseconds(make(documents), asked[:FEWEST_SCORED] if few else asked):.2f}"
        except ImportError:
            yield "not installed"


if __name__ == "__main__":
    print("| documents | ours | rank-bm25 | bm25s, numba | tantivy |\n|--:|--:|--:|--:|--:|")
    for documents_made in [int(argument) for argument in sys.argv[1:]] or SIZES:
        print(f"| {documents_made:,} | {' | '.join(rows(documents_made))} |", flush=True)
