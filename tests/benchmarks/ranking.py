"""`python -m tests.benchmarks.ranking`: our ranking beside plain BM25, on the same questions, in one run."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from rank_bm25 import BM25Okapi, BM25Plus

from retrieval.articles.files import load_articles
from retrieval.english.terms import analyze
from retrieval.evaluation.question_files import (
    Question,
    articles_of_passages,
    passages_beside,
    read_passage_questions,
    read_questions,
    read_rows,
)
from retrieval.story import SEEDS, Story

_TESTS = Path(__file__).resolve().parent.parent
_XQUAD = _TESTS.parent.parent / "shared" / "evaluation" / "xquad_en.questions.jsonl"
Places = list[tuple[str, int]]
Ranker = Callable[[str], Places]


def plain(story: Story, model: type[BM25Okapi] | type[BM25Plus], terms: Callable[[str], list[str]]) -> Ranker:
    """Return a ranker of paragraphs by one of rank-bm25's classes as it comes."""
    paragraphs = [(article.file, each) for article in story.articles for each in article.paragraphs]
    bm25 = model([terms(each.text) or [""] for _, each in paragraphs])
    places = [(file, each.number) for file, each in paragraphs]

    def rank(question: str) -> Places:
        return [places[row] for row in np.argsort(-bm25.get_scores(terms(question)), kind="stable")]

    return rank


def ours(story: Story) -> Ranker:
    """Return a ranker of paragraphs by `Story.ask`; a tweet's signature line is its tweet's."""

    def rank(question: str) -> Places:
        found: Places = []
        for finding in story.ask(question).ranked:
            passage = finding.passage
            found.append((passage.file, passage.paragraph))
            if passage.signature is not None:
                found.append((passage.file, passage.signature.number))
        return list(dict.fromkeys(found))

    return rank


def measure(rank: Ranker, questions: Sequence[Question]) -> tuple[float, float, float]:
    """Return the share right first, the share in the first 3, and the median milliseconds a question takes."""
    ranks: list[int] = []
    seconds: list[float] = []
    for question in questions:
        begin = time.perf_counter()
        places = rank(question.text)
        seconds.append(time.perf_counter() - begin)
        gold = {(place.file, place.paragraph) for place in question.gold}
        ranks.append(next((at for at, place in enumerate(places) if place in gold), len(places)))
    return (
        float(np.mean([at == 0 for at in ranks])),
        float(np.mean([at < 3 for at in ranks])),
        1000 * float(np.median(seconds)),
    )


def main() -> None:
    """Print a table for every question file."""
    seeds, second = Story.load(), Story.build(load_articles(_TESTS / "second_story"))
    sets: list[tuple[str, Story, Story | None, Sequence[Question]]] = []
    for name in ("questions.jsonl", "second-author.jsonl"):
        path = _TESTS / "evaluation" / name
        sets.append((name, Story.build(load_articles(SEEDS)), seeds, read_questions(path, read_rows(path), seeds)))
    path = _TESTS / "second_story" / "questions.jsonl"
    sets.append(("second_story", second, None, read_questions(path, read_rows(path), second)))
    if _XQUAD.exists():
        passages = passages_beside(_XQUAD)
        articles, places = articles_of_passages(passages, read_rows(passages))
        sets.append(("XQuAD", Story.build(articles), None, read_passage_questions(_XQUAD, read_rows(_XQUAD), places)))
    for name, alone, knowing, questions in sets:
        asked = [question for question in questions if question.answerable]
        print(f"\n{name}: {len(asked)} questions\n{'':<42}{'right first':>12}{'in first 3':>12}{'ms':>8}")
        rankers = {
            "rank-bm25 Okapi, split on white space": plain(alone, BM25Okapi, str.split),
            "rank-bm25 Plus, stop words, stems": plain(alone, BM25Plus, analyze),
            "Verbatim, text alone": ours(alone),
            **({"Verbatim, with the knowledge files": ours(knowing)} if knowing else {}),
        }
        for title, rank in rankers.items():
            first, third, milliseconds = measure(rank, asked)
            print(f"{title:<42}{first:>12.2f}{third:>12.2f}{milliseconds:>8.2f}")


if __name__ == "__main__":
    main()
