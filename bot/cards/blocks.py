"""What a card is made of, before any medium decides how to show it.

Three painters show the same card: `painting.embed` (Discord), `painting.markdown` (channels where embeds are not
allowed) and `painting.terminal`.

Embeds and not Components V2: an embed's description holds 4,096 characters, so a passage is shown whole; every
client shows it and Discord's search finds its words; where embeds are not allowed the same blocks make plain
text; and a message sent with Components V2 can never be edited back to one without.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from enum import Enum

from bot.cards.buttons import Button
from bot.cards.cutting import bold_runs, inside
from bot.words.catalogue import Words
from retrieval import Finding, Passage, Source, Span


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
    with `follows` it is the next part of what the quotation above begins, with `after_narration` the article says
    something between the two.
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
    after_narration: bool = False

    def part(self, start: int, end: int) -> Quote:
        """Return a part of the quotation, which is a slice of the article again."""
        if start == 0 and end == len(self.text):
            return self
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
    """Where a quotation was published; `reference` is the article in a few words, where there is no room for more."""

    headline: str
    paragraph: int
    reference: str
    publisher: str | None = None
    url: str | None = None

    @classmethod
    def of(cls, source: Source, paragraph: int) -> SourceLine:
        """Return where a paragraph of an article was published."""
        return cls(source.headline, paragraph, source.reference, source.published_in, source.url)


@dataclass(frozen=True, slots=True)
class AlsoIn:
    """The other articles that say the same."""

    sources: tuple[SourceLine, ...]


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
    """Short quotations, a line each, under a label.

    Where they are `related` only, they have no link as sources do. `numbers` are shown before them, where buttons
    refer to them.
    """

    label: str
    items: tuple[tuple[Quote, SourceLine], ...]
    related: bool
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ShortAnswer:
    """The telling part of a passage and its source, a line each, under `label`: one answer of several in a card.

    `remark` is what is to be known before it is read.
    """

    label: str
    quote: Quote
    source: SourceLine
    remark: str | None = None


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


WHEN = "{when}"
"""What stands in a sentence for a moment; each medium writes that in its own way. Discord counts down by itself."""


@dataclass(frozen=True, slots=True)
class ChannelLink:
    """A channel of a server, which each medium writes in its own way: Discord links it."""

    id: int
    name: str

    @property
    def mark(self) -> str:
        """What stands in a sentence for the channel; nothing in it is markup, and a link is never longer."""
        return f"{{channel{self.id}}}"


@dataclass(frozen=True, slots=True)
class Text:
    """Our own words, `heading` above them in bold.

    Where the text holds `WHEN`, `when` is that moment in seconds since 1970. `channels` are those whose marks it holds.
    """

    text: str
    heading: str | None = None
    when: int | None = None
    channels: tuple[ChannelLink, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """Our own words, small, at the end."""

    text: str


Block = Quote | SourceLine | AlsoIn | Spoken | Wording | Excerpts | ShortAnswer | Openings | Listing | Text | Note


@dataclass(frozen=True, slots=True)
class Card:
    """What is shown, in any medium, in the language of `words`: a painter adds its own few words in it too.

    `question` is what was asked, where the surface does not show it already. `page` counts from 0; `pages` is how
    many such cards there are. `buttons` stand under it where the medium has any.
    """

    blocks: tuple[Block, ...]
    words: Words
    title: str | None = None
    question: str | None = None
    accent: Accent = Accent.PLAIN
    page: int = 0
    pages: int = 1
    buttons: tuple[Button, ...] = ()


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
    return SourceLine.of(passage.source, passage.paragraph)


def in_full(finding: Finding, label: str | None = None) -> tuple[Block, ...]:
    """Return a finding: what is enough to read of its passage, source, and the other articles that say the same."""
    passage = finding.passage
    shown = quote(passage, finding.highlights, label)
    if finding.part is not None:
        shown = shown.part(*finding.part)
    blocks: tuple[Block, ...] = (shown, source_line(passage))
    if finding.also_in:
        blocks += (AlsoIn(tuple(source_line(other) for other in finding.also_in)),)
    return blocks


def excerpts(findings: tuple[Finding, ...], *, label: str, related: bool) -> Excerpts:
    """Return findings as short quotations under a label; nothing is marked in what is only related."""
    items = tuple((quote(f.passage, () if related else f.highlights), source_line(f.passage)) for f in findings)
    return Excerpts(label, items, related)
