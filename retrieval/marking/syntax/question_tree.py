"""A question -> its tree: what is marked and what is checked of a question look at the same one."""

from __future__ import annotations

from functools import lru_cache

from retrieval.marking.syntax.parser import parsed
from retrieval.marking.syntax.passage_words import PassageWords
from retrieval.marking.syntax.tree import Tree
from retrieval.questions.reading import ReadText
from retrieval.spans import Span


def question_words(text: ReadText) -> PassageWords:
    """Return the words of a question, as one sentence."""
    return PassageWords.of(text.text, text.tokens, (Span(0, len(text.text)),), ())


@lru_cache(maxsize=16)
def question_tree(text: ReadText) -> Tree | None:
    """Return how the words of a question depend on each other; None where some are none of a sentence's."""
    words = question_words(text)
    return Tree.of(parsed(words), words.sentences) if len(words) == len(text.tokens) else None
