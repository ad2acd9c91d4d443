"""Articles and questions: finds the passage that answers. Knows nothing of Discord."""

from retrieval.answer import Answer, Exchange, Finding, Outcome
from retrieval.articles.article import Article, Paragraph, Source
from retrieval.articles.passages import Passage, PassageKind
from retrieval.english.answer_kinds import AnswerKind
from retrieval.errors import Problem, RetrievalError, StoryError
from retrieval.spans import Span
from retrieval.story import SEEDS, Story

__all__ = [
    "SEEDS",
    "Answer",
    "AnswerKind",
    "Article",
    "Exchange",
    "Finding",
    "Outcome",
    "Paragraph",
    "Passage",
    "PassageKind",
    "Problem",
    "RetrievalError",
    "Source",
    "Span",
    "Story",
    "StoryError",
]
