"""Answer, articles, notices -> Card: what is shown, before any medium decides how.

Three painters show the same card: `paint_embed.to_embed` (Discord), `paint_text.to_text` (channels where embeds
are not allowed) and `paint_terminal.to_terminal`.

Embeds and not Components V2: an embed's description holds 4,096 characters, so a passage is shown whole; every
client shows it and Discord's search finds its words; where embeds are not allowed the same blocks make plain
text; and a message sent with Components V2 can never be edited back to one without.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from retrieval import Answer, Article, Passage, Span, Story


class Accent(Enum):
    """What a card is; a colour may repeat it, and never is the only one to say it."""

    ANSWER = "answer"
    RELATED = "related"
    PLAIN = "plain"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of an article, to the letter: `article.text[start : start + len(text)]`.

    `bold` are offsets into `text`. `label` stands above ("¶ 9"). `lead` is false for what may give way first
    where space is short.
    """

    text: str
    file: str
    start: int
    bold: tuple[Span, ...] = ()
    signature: str | None = None
    label: str | None = None
    lead: bool = True


@dataclass(frozen=True, slots=True)
class SourceLine:
    """Where a quotation was published."""

    headline: str
    paragraph: int
    publisher: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class AlsoIn:
    """The other articles that say the same."""

    sources: tuple[SourceLine, ...]


@dataclass(frozen=True, slots=True)
class Excerpts:
    """Short quotations, one line each, under a label: next best or related passages. Never the answer."""

    label: str
    items: tuple[tuple[Quote, SourceLine], ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """One article in a list of them."""

    number: int
    headline: str
    publisher: str | None
    url: str | None
    detail: str


@dataclass(frozen=True, slots=True)
class Words:
    """Our own words: one of the sentences of the catalogue, `heading` above it in bold."""

    text: str
    heading: str | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """Our own words, small, at the end."""

    text: str


Block = Quote | SourceLine | AlsoIn | Excerpts | Listing | Words | Note


@dataclass(frozen=True, slots=True)
class Card:
    """What is shown, in any medium. `question` is what was asked, where the surface does not show it already.

    `page` counts from 0; `pages` is how many such cards there are.
    """

    blocks: tuple[Block, ...]
    title: str | None = None
    question: str | None = None
    accent: Accent = Accent.PLAIN
    page: int = 0
    pages: int = 1


def notice(sentence: str, *, problem: bool = False) -> Card:
    """Return a card that says one sentence."""
    return Card((Words(sentence),), accent=Accent.PROBLEM if problem else Accent.PLAIN)


def answer_card(answer: Answer, *, show_question: bool = False, page: int = 0) -> Card:
    """Return the card of an answer: page 0 holds the answer, each later page the next passages."""
    raise NotImplementedError


def answer_pages(answer: Answer) -> int:
    """Return how many pages an answer has: 1 where there is nothing more to show."""
    raise NotImplementedError


def context_card(story: Story, passage: Passage, highlights: tuple[Span, ...] = ()) -> Card:
    """Return a passage between the paragraphs before and after it."""
    raise NotImplementedError


def articles_card(story: Story, *, page: int = 0) -> Card:
    """Return the list of the articles: headline, publisher, link, passages."""
    raise NotImplementedError


def outline_card(story: Story, article: Article, *, page: int = 0) -> Card:
    """Return one article with the beginning of each of its paragraphs."""
    raise NotImplementedError


def about_card(story: Story) -> Card:
    """Return what the bot is, how it answers, and what it keeps."""
    raise NotImplementedError


def help_card(story: Story) -> Card:
    """Return how to ask: the answer to a bare mention."""
    raise NotImplementedError
