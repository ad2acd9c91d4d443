"""Answer, articles, notices -> Card: what is shown, before any medium decides how.

Three painters show the same card: `paint_embed.to_embed` (Discord), `paint_text.to_text` (channels where embeds
are not allowed) and `paint_terminal.to_terminal`.

Embeds and not Components V2: an embed's description holds 4,096 characters, so a passage is shown whole; every
client shows it and Discord's search finds its words; where embeds are not allowed the same blocks make plain
text; and a message sent with Components V2 can never be edited back to one without.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass, replace
from enum import Enum

from bot.cards.buttons import Button
from bot.cards.cutting import bold_runs, inside, one_line
from bot.words import sentences
from retrieval import Answer, Finding, Outcome, Paragraph, Passage, PassageKind, Span, Story

SURE = 0.9
"""From this confidence on, an answer stands alone; below it, the next best passages are offered under it."""
UNSURE = 0.6
"""Below this confidence the card says that it is not sure."""
NEXT_BEST_SHOWN = 2
RELATED_SHOWN = 3
ARTICLES_PER_PAGE = 8
EXAMPLES = 3


class Accent(Enum):
    """What a card is; a colour may repeat it, and never is the only one to say it."""

    ANSWER = "answer"
    RELATED = "related"
    PLAIN = "plain"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of an article, to the letter: `article.text[start : start + len(text)]`.

    `bold` are offsets into `text`: runs that do not touch. `signature` is the line under a tweet. `label` stands
    above. `lead` is false for what gives way first where space is short. `cut_before` and `cut_after` say that
    the passage begins earlier or goes on: that is shown outside of the quotation. `large` sets it in large letters;
    with `follows` it is the next part of what the quotation above begins.
    """

    text: str
    file: str
    start: int
    paragraph: int
    bold: tuple[Span, ...] = ()
    signature: str | None = None
    label: str | None = None
    lead: bool = True
    cut_before: bool = False
    cut_after: bool = False
    large: bool = False
    follows: bool = False

    def part(self, start: int, end: int) -> Quote:
        """Return a part of the quotation, which is a slice of the article again."""
        text = self.text[start:end]
        first = bisect_right(self.bold, start, key=lambda span: span.end)
        last = bisect_left(self.bold, end, key=lambda span: span.start)
        return replace(
            self,
            text=text,
            start=self.start + start,
            bold=inside(text, [Span(span.start - start, span.end - start) for span in self.bold[first:last]]),
            cut_before=self.cut_before or start > 0,
            cut_after=self.cut_after or end < len(self.text.rstrip()),
        )


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
    label: str = sentences.ALSO_IN


@dataclass(frozen=True, slots=True)
class Spoken:
    """Who says the quotation above; `small` where it is not what was asked for."""

    who: str
    small: bool = False


@dataclass(frozen=True, slots=True)
class Wording:
    """Another article's wording of the quotation above, what differs in bold; `changes` say it in words."""

    label: str
    quote: Quote
    source: SourceLine
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Excerpts:
    """Short quotations, a line each, under a label. Where they are `related` only, they have no link as sources do."""

    label: str
    items: tuple[tuple[Quote, SourceLine], ...]
    related: bool


@dataclass(frozen=True, slots=True)
class Openings:
    """How paragraphs begin, a line each, with their numbers."""

    items: tuple[Quote, ...]


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
    """Our own words: one of the sentences of the catalogue, `heading` above it in bold.

    Where the sentence holds `sentences.WHEN`, `when` is that moment in seconds since 1970.
    """

    text: str
    heading: str | None = None
    when: int | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """Our own words, small, at the end."""

    text: str


Block = Quote | SourceLine | AlsoIn | Spoken | Wording | Excerpts | Openings | Listing | Words | Note


@dataclass(frozen=True, slots=True)
class Card:
    """What is shown, in any medium. `question` is what was asked, where the surface does not show it already.

    `page` counts from 0; `pages` is how many such cards there are. `buttons` stand under it where the medium has any.
    """

    blocks: tuple[Block, ...]
    title: str | None = None
    question: str | None = None
    accent: Accent = Accent.PLAIN
    page: int = 0
    pages: int = 1
    buttons: tuple[Button, ...] = ()


def notice(sentence: str, *, problem: bool = False) -> Card:
    """Return a card that says one sentence."""
    return Card((Words(sentence),), accent=Accent.PROBLEM if problem else Accent.PLAIN)


def wait_notice(until: int, *, channel: bool = False) -> Card:
    """Return a card that says when one may ask again: `until` in seconds since 1970."""
    return Card((Words(sentences.WAIT_CHANNEL if channel else sentences.WAIT, when=until),))


def quote(passage: Passage, highlights: tuple[Span, ...] = (), label: str | None = None) -> Quote:
    """Return a passage as a quotation, with the words that answer in bold."""
    return Quote(
        text=passage.text,
        file=passage.file,
        start=passage.start,
        paragraph=passage.paragraph,
        bold=bold_runs(passage.text, highlights),
        signature=passage.signature.text if passage.signature else None,
        label=label,
    )


def source_line(passage: Passage) -> SourceLine:
    """Return where a passage was published."""
    source = passage.source
    return SourceLine(source.headline, passage.paragraph, source.publisher, source.url)


def in_full(finding: Finding, label: str | None = None) -> tuple[Block, ...]:
    """Return a finding in full: quotation, source, and the other articles that say the same."""
    passage = finding.passage
    blocks: tuple[Block, ...] = (quote(passage, finding.highlights, label), source_line(passage))
    if finding.also_in:
        blocks += (AlsoIn(tuple(source_line(other) for other in finding.also_in)),)
    return blocks


def excerpts(findings: tuple[Finding, ...], *, label: str, related: bool) -> Excerpts:
    """Return findings as short quotations under a label; nothing is marked in what is only related."""
    items = tuple((quote(f.passage, () if related else f.highlights), source_line(f.passage)) for f in findings)
    return Excerpts(label, items, related)


def _others(answer: Answer) -> tuple[Finding, ...]:
    """Return the passages after the answer (related ones where there is none), without page furniture.

    A question about the page itself ("is there a video?") is answered by furniture, and so may be offered more of it.
    """
    best = answer.best
    others = answer.grouped[1:] if best else answer.grouped
    if best and best.passage.kind is PassageKind.FURNITURE:
        return others
    return tuple(finding for finding in others if finding.passage.kind is not PassageKind.FURNITURE)


def further(answer: Answer) -> tuple[Finding, ...]:
    """Return the passages that "More" shows: those after the answer or, where there is none, after what is related."""
    return _others(answer)[0 if answer.answered else RELATED_SHOWN :]


def answer_card(answer: Answer, *, show_question: bool = False) -> Card:
    """Return the card of an answer.

    `show_question` puts the question above it, where the surface does not show it already (a slash command).
    """
    question = (one_line(answer.question) or None) if show_question else None
    if answer.outcome is Outcome.SMALL_TALK:
        return Card((Words(sentences.small_talk(answer.topic)),), question=question)
    blocks: list[Block] = []
    best = answer.best
    if best:
        blocks += in_full(best)
        if answer.confidence < SURE and (others := _others(answer)):
            blocks.append(excerpts(others[:NEXT_BEST_SHOWN], label=sentences.NEXT_BEST, related=False))
        if answer.confidence < UNSURE:
            blocks.append(Note(sentences.UNSURE))
    else:
        words = f"{sentences.DECLINED} {sentences.missing(answer.missing)}" if answer.missing else sentences.DECLINED
        blocks.append(Words(words))
        if others := _others(answer):
            blocks.append(excerpts(others[:RELATED_SHOWN], label=sentences.RELATED, related=True))
    return Card(tuple(blocks), question=question, accent=Accent.ANSWER if best else Accent.RELATED)


def context_card(story: Story, passage: Passage, highlights: tuple[Span, ...] = ()) -> Card:
    """Return a passage between the paragraphs before and after it; an arrow marks it, the others give way first."""
    before, after = story.around(passage)

    def neighbour(paragraph: Paragraph) -> Quote:
        label = sentences.place(paragraph.number)
        return Quote(paragraph.text, passage.file, paragraph.start, paragraph.number, label=label, lead=False)

    middle = quote(passage, highlights, label=f"{sentences.HERE} {sentences.place(passage.paragraph)}")
    blocks: list[Block] = [source_line(passage)]
    if before:
        blocks.append(neighbour(before))
    blocks.append(middle)
    if after:
        blocks.append(neighbour(after))
    return Card(tuple(blocks), accent=Accent.ANSWER)


def articles_card(story: Story, *, page: int = 0) -> Card:
    """Return the list of the articles: headline, publisher, link, how many passages; so many to a page."""
    pages = max(1, -(-len(story.articles) // ARTICLES_PER_PAGE))
    page = max(0, min(page, pages - 1))
    counts = Counter(passage.file for passage in story.passages if passage.kind is not PassageKind.FURNITURE)
    first = page * ARTICLES_PER_PAGE
    blocks: list[Block] = [
        Listing(
            number,
            article.headline,
            article.source.publisher,
            article.source.url,
            sentences.passages(counts[article.file]),
        )
        for number, article in enumerate(story.articles[first : first + ARTICLES_PER_PAGE], start=first + 1)
    ]
    if pages > 1:
        blocks.append(Note(sentences.page(page + 1, pages)))
    return Card(tuple(blocks), title=sentences.ARTICLES_TITLE, page=page, pages=pages)


def about_card(story: Story) -> Card:
    """Return what the bot is, how it answers, and what it keeps."""
    quoted = sum(passage.kind is not PassageKind.FURNITURE for passage in story.passages)
    return Card(
        (
            Words(sentences.ABOUT),
            Words(sentences.about_how(len(story.articles), quoted), heading=sentences.ABOUT_HOW_HEADING),
            Words(sentences.ABOUT_PRIVACY, heading=sentences.ABOUT_PRIVACY_HEADING),
        ),
        title=sentences.ABOUT_TITLE,
    )


def help_card(story: Story) -> Card:
    """Return how to ask: the answer to a bare mention."""
    examples = "\n".join(f"• {example}" for example in story.suggest("", EXAMPLES))
    blocks: tuple[Block, ...] = (Words(sentences.HELP),)
    if examples:
        blocks += (Words(examples, heading=sentences.HELP_EXAMPLES),)
    return Card((*blocks, Note(sentences.HELP_MORE)), title=sentences.HELP_TITLE)
