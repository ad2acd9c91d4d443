"""What a host says of a story -> what may be used of it where only the first part of the story is told.

What a host writes is written with the whole story in mind, so that it counts only where it says itself to what it
belongs: a reader question, to its paragraph. That somebody has two names, or is "the murderer", may be what the story
is about, and neither people.toml nor vocabulary.md says from when on it is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from retrieval.articles.article import Article
from retrieval.english.stop_words import STOP_WORDS
from retrieval.english.terms import looked_up
from retrieval.knowledge.files import Knowledge, ReaderQuestion, ReaderQuestions


def questions_within(questions: ReaderQuestions, told: Sequence[Article]) -> tuple[ReaderQuestion, ...]:
    """Return the reader questions whose paragraphs are told."""
    paragraphs = {article.file: len(article.paragraphs) for article in told}
    return tuple(each for each in questions.answered if each.paragraph <= paragraphs.get(each.file, 0))


def knowledge_so_far(knowledge: Knowledge, told: Sequence[Article], after: Iterable[str]) -> Knowledge:
    """Return what may be used where articles are told and the texts `after` them are not.

    Reader questions of paragraphs that are told, and those that nothing answers, without those that have a word which
    stands only in what comes after: such a name would be named. A stop word names nothing.
    """
    answered, unanswerable = questions_within(knowledge.questions, told), knowledge.questions.unanswerable
    texts = [*(each.text for each in answered), *unanswerable]
    unheard = {word for text in texts for word in looked_up(text)} - STOP_WORDS
    for article in told:
        if unheard:
            unheard.difference_update(looked_up(article.text))
    named_later = {word for text in after if unheard for word in looked_up(text) if word in unheard}

    def may_be_asked(text: str) -> bool:
        return named_later.isdisjoint(looked_up(text))

    return Knowledge(
        questions=ReaderQuestions(
            tuple(each for each in answered if may_be_asked(each.text)),
            tuple(text for text in unanswerable if may_be_asked(text)),
        )
    )
