"""How far a story is told, as sentences say it."""

from __future__ import annotations

from bot.cards.cutting import shortened
from bot.words.catalogue import Words
from retrieval import ReadUpTo, Story

HEADLINE = 60
"""Characters of a headline: enough to know it, in the middle of a sentence."""


def told_up_to(story: Story, words: Words) -> str | None:
    """Return the headline of the last article that is told, with the paragraph where that is; None for all of it."""
    return None if story.limit is None else limit_named(story, story.limit, words)


def limit_named(story: Story, limit: ReadUpTo, words: Words) -> str | None:
    """Return the same of any limit of a story; None where the limit's article is not in it."""
    article = story.article(limit.file)
    if article is None:
        return None
    named = shortened(article.headline, HEADLINE)
    return named if limit.paragraph is None else f"{named}, {words.answers.paragraph(limit.paragraph)}"
