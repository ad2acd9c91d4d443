"""All of it, built once and never changed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from retrieval.analysis import analyze, terms
from retrieval.answer import Answer, Exchange, Finding, Outcome
from retrieval.articles import Article, Paragraph, Span, load_articles
from retrieval.errors import Problem
from retrieval.index import Bm25Index
from retrieval.passages import Kind, Passage, make_passages

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
"""The four articles that come with the project."""


@dataclass(frozen=True)
class Story:
    """The articles and all that is known of them. Immutable: to reload is to load a new one and swap it in."""

    articles: tuple[Article, ...]
    passages: tuple[Passage, ...]
    index: Bm25Index
    problems: tuple[Problem, ...] = ()

    @classmethod
    def load(cls, folder: Path = SEEDS) -> Story:
        """Read a folder of articles; StoryError names every file that cannot be used.

        Faults in knowledge files do not stop it: they stand in `problems`.
        """
        articles = load_articles(folder)
        passages = make_passages(articles)
        return cls(articles, passages, Bm25Index([analyze(passage.text) for passage in passages]))

    def ask(self, question: str, previous: Exchange | None = None) -> Answer:
        """Answer a question from the articles, or decline. Never raises, whatever the text."""
        query = analyze(question)
        scores = self.index.scores(query)
        order = np.argsort(-scores, kind="stable")
        wanted = set(query)
        ranked = tuple(
            Finding(
                self.passages[row],
                float(scores[row]),
                tuple(Span(t.start, t.end) for t in terms(self.passages[row].text) if t.term in wanted),
            )
            for row in order
            if self.passages[row].kind is not Kind.FURNITURE
        )
        bound = sum(self.index.upper_bound(term) for term in query)
        confidence = min(1.0, float(scores.max()) / bound) if bound else 0.0
        outcome = Outcome.ANSWERED if confidence > 0.3 else Outcome.DECLINED
        return Answer(question, outcome, confidence, ranked)

    def article(self, file: str) -> Article | None:
        """Return the article of this file name."""
        return next((article for article in self.articles if article.file == file), None)

    def passage(self, file: str, paragraph: int, start: int | None = None) -> Passage | None:
        """Return the passage of a paragraph (of a long one: the part that holds offset `start`); None where gone."""
        candidates = [p for p in self.passages if p.file == file and p.paragraph == paragraph]
        for candidate in candidates:
            if start is not None and candidate.start <= start < candidate.end:
                return candidate
        return candidates[0] if candidates else None

    def around(self, passage: Passage) -> tuple[Paragraph | None, Paragraph | None]:
        """Return the paragraphs before and after a passage's own (after its signature line), None at the ends."""
        paragraphs = passage.article.paragraphs
        last = passage.signature.number if passage.signature else passage.paragraph
        before = paragraphs[passage.paragraph - 2] if passage.paragraph > 1 else None
        return before, paragraphs[last] if last < len(paragraphs) else None

    def suggest(self, typed: str, limit: int = 25) -> tuple[str, ...]:
        """Return reader questions that fit what is typed so far, best first: what autocomplete offers."""
        return ()
