"""What people left for the host -> card: one group of questions at a time, with the passages that may answer it."""

from __future__ import annotations

from dataclasses import replace

from bot.cards.blocks import Accent, Block, Card, Note, Text, excerpts, source_line
from bot.cards.cutting import shortened
from bot.words.catalogue import Words
from retrieval import Finding, Story

MOST_WORDINGS = 6
HEADLINE = 60
"""Characters of a headline: enough to know it."""


def gap_card(
    story: Story,
    words: Words,
    *,
    wordings: tuple[str, ...],
    count: int,
    near: tuple[Finding, ...],
    told: Finding | None,
    recommended: tuple[tuple[str, int], ...],
    host: bool,
    at: int,
    of: int,
    remark: str | None = None,
    title: str | None = None,
) -> Card:
    """Return a group of questions in people's own words, most asked first, and what comes near them in the story.

    `recommended` are files and paragraphs, 0 for none; `host`: it is shown to who may write into the story. `title` is
    what people call that story, where there are several.
    """
    say = words.gaps
    listed = [f"• {wording}" for wording in wordings[:MOST_WORDINGS]]
    if len(wordings) > MOST_WORDINGS:
        listed.append(words.numbers.more(len(wordings) - MOST_WORDINGS))
    blocks: list[Block] = [] if remark is None else [Text(remark)]
    blocks.append(Text("\n".join(listed), heading=say.asked(count)))
    for file, paragraph in recommended:
        article = story.article(file)
        if not paragraph:
            blocks.append(Text(say.RECOMMENDED_NOT_TOLD))
        elif article is not None:
            blocks.append(Text(say.recommended(say.passage(shortened(article.headline, HEADLINE), paragraph))))
    if told is not None:
        source = source_line(told.passage)
        blocks.append(Text(say.told_now(shortened(source.headline, HEADLINE), told.passage.paragraph)))
    if near:
        numbered = excerpts(near, label=words.answers.RELATED, related=True)
        blocks.append(replace(numbered, numbers=tuple(range(1, len(near) + 1))))
    else:
        blocks.append(Text(say.NOTHING_NEAR))
    blocks.append(Note(say.FOOTER_HOST if host else say.FOOTER))
    if title is not None:
        blocks.append(Note(words.stories.counted_of(title)))
    if of > 1:
        blocks.append(Note(words.numbers.page(at + 1, of)))
    return Card(tuple(blocks), words, title=say.LIST_TITLE, accent=Accent.RELATED)


def no_gaps_card(words: Words, remark: str | None = None, title: str | None = None) -> Card:
    """Return what is shown where nothing is left to look at."""
    blocks: list[Block] = [*([] if remark is None else [Text(remark)]), Text(words.gaps.NONE)]
    if title is not None:
        blocks.append(Note(words.stories.counted_of(title)))
    return Card(tuple(blocks), words, title=words.gaps.LIST_TITLE)


def digest_card(count: int, since: str, words: Words) -> Card:
    """Return the weekly note to a server: how many questions were left, and none of their words."""
    return Card((Text(words.gaps.digest(count, since)),), words)
