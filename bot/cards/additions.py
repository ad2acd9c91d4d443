"""What is about to be added to a story -> card: what was taken, what was left out, what to look at."""

from __future__ import annotations

from bot.cards.blocks import Accent, Block, Card, Note, Text
from bot.cards.buttons import Button
from bot.cards.cutting import shortened
from bot.words.catalogue import Words
from retrieval import Addition

ADD, CANCEL, UNDO = "addition:add", "addition:cancel", "addition:undo"
MOST_ARTICLES = 6
MOST_LINES = 4
MOST_REMARKS = 2
HEADLINE = 60
LINE = 90


def addition_card(addition: Addition, title: str | None, words: Words) -> Card:
    """Return what would be added to a story, with buttons; `title` names the story, where there are several."""
    say, document = words.additions, addition.document
    articles = document.articles
    paragraphs = sum(len(each.paragraphs) for each in articles)
    blocks: list[Block] = [Text(say.taken(len(articles), paragraphs))]
    if title is not None:
        blocks.append(Text(say.to_story(title)))
    shown = [
        f"• {shortened(each.headline, HEADLINE)}: {shortened(each.paragraphs[0], LINE)}"
        for each in articles[:MOST_ARTICLES]
    ]
    blocks.append(Text("\n".join(_cut(shown, len(articles), words)), heading=say.TAKEN_HEADING))
    for heading, lines, most in (
        (say.LEFT_OUT_HEADING, document.all_left_out, MOST_LINES),
        (say.LOOK_AT_HEADING, document.all_notes, MOST_LINES),
        (say.LINT_HEADING, [f"{topic}: {words.numbers.number(count)}" for topic, count in addition.lint], MOST_REMARKS),
    ):
        if lines:
            short = [f"• {shortened(line, LINE)}" for line in lines[:most]]
            blocks.append(Text("\n".join(_cut(short, len(lines), words)), heading=heading))
    blocks.append(Note(say.NOTHING_YET))
    return Card(
        tuple(blocks),
        words,
        title=say.ADD_TITLE,
        buttons=(Button(say.ADD_LABEL, ADD), Button(say.CANCEL_LABEL, CANCEL)),
    )


def added_card(card: Card, articles: int, words: Words) -> Card:
    """Return the card of the reload after an addition, with what was added and a button that takes it back."""
    first = (Text(words.additions.added(articles)),)
    undo = Button(words.additions.UNDO_LABEL, UNDO)
    return Card((*first, *card.blocks), words, title=card.title, accent=card.accent, buttons=(undo,))


def not_added_card(reason: str, words: Words) -> Card:
    """Return why something was not added; `reason` is a sentence of the importer's."""
    return Card((Text(words.additions.not_added(reason)),), words, accent=Accent.PROBLEM)


def _cut(lines: list[str], count: int, words: Words) -> list[str]:
    return [*lines, words.numbers.more(count - len(lines))] if count > len(lines) else lines
