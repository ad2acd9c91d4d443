"""Whether a question's words are understood: a denial is true only where they are."""

from __future__ import annotations

from retrieval.english.name_words import is_first_name
from retrieval.ranking.question_analysis import QuestionAnalysis


def is_understood(asked: QuestionAnalysis) -> bool:
    """Whether a question has content words, and every one is of the story, of its reader questions or of English.

    The name of somebody else is understood: the articles do not speak of them.
    """
    corpus = asked.corpus
    terms, questions, speller = corpus.indexes.terms, corpus.asked.index, corpus.reader.speller
    words = [token for _, token in asked.content]
    return bool(words) and all(
        token.person is not None
        or token.term in terms
        or token.term in questions
        or not token.folded.isalpha()
        or speller.knows(token.folded)
        or is_first_name(token.folded.capitalize())
        for token in words
    )
