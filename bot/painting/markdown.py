"""Card -> Discord markdown inside a given room: for embeds, and for channels where Embed Links is not allowed.

Room is counted in UTF-16 code units. Where it is short, blocks give way in this order: the next best passages, the
neighbours of a passage, "also in", the end of the quotation. Our own words and the source always stay.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.cards.blocks import (
    WHEN,
    AlsoIn,
    Block,
    Card,
    Excerpts,
    Listing,
    Note,
    Openings,
    Quote,
    ShortAnswer,
    SourceLine,
    Spoken,
    Text,
    Wording,
)
from bot.cards.cutting import ELLIPSIS, window
from bot.cards.escaping import emphasise, escape, length, link, link_target, quoted
from bot.words.catalogue import Words
from retrieval import Span

CONTENT = 2_000
"""Discord's limit for a message's content."""
TITLE = 250
QUESTION = 200
EXCERPT = 160
"""How many characters an excerpt may take: some four lines in a phone's column."""
TELLING = 240
"""How many characters one answer of several may take."""
HEADLINE = 220
PUBLISHER = 60
REFERENCE = 80
SIGNATURE = 200
SPOKEN = 300
WORDING = 300
CHANGES = 300
LARGE = "## "
_GAP = 2


def to_text(card: Card) -> str:
    """Paint a card as a message without embeds, of at most 2,000 characters; its links never unfurl."""
    above = [f"**{clip(card.title, TITLE)}**"] if card.title else []
    if card.question and (question := clip(card.question, QUESTION)):
        above.append(f"-# {question}")
    head = "\n".join(above)
    body = paint(card.blocks, card.words, CONTENT - length(head) - 2, quiet=True)
    return "\n".join(part for part in (head, body) if part)


def paint(blocks: Sequence[Block], words: Words, room: int, *, quiet: bool) -> str:
    """Paint the blocks of a card in at most `room`. `quiet` links never unfurl: needed outside of embeds."""
    sources = sum(isinstance(block, SourceLine) for block in blocks)
    painter = _Painter(words, quiet, room // (2 * max(1, sources)))
    waiting = sorted((_rank(block), place) for place, block in enumerate(blocks))
    painted: dict[int, str] = {}
    for done, (rank, place) in enumerate(waiting):
        equals = sum(other == rank for other, _ in waiting[done:]) if rank in _SHARING else 1
        text = painter.block(blocks[place], room // equals - _GAP)
        if text:
            painted[place] = text
            room -= length(text) + _GAP
    parts: list[str] = []
    for place in sorted(painted):
        if parts:
            tight = isinstance(blocks[place], SourceLine | AlsoIn | Spoken) or _follows(blocks[place])
            tight = tight and place - 1 in painted
            parts.append("\n" if tight else "\n\n")
        parts.append(painted[place])
    return "".join(parts)


def _follows(block: Block) -> bool:
    return isinstance(block, Quote) and block.follows


_LEAD, _NEIGHBOUR = 1, 3
_SHARING = {_LEAD, _NEIGHBOUR}


def _rank(block: Block) -> int:
    """Return when a block is given room: lower ones first."""
    match block:
        case Text() | SourceLine() | Spoken() | Note() | Listing():
            return 0
        case ShortAnswer():
            return _LEAD
        case Quote():
            return _LEAD if block.lead else _NEIGHBOUR
        case AlsoIn():
            return 2
        case Excerpts() | Openings() | Wording():
            return 4


def clip(text: str, room: int) -> str:
    """Escape a text and cut it between words where it takes more than `room`; an ellipsis shows that."""
    text = text.strip()

    def size(start: int, end: int) -> int:
        return length(escape(text[start:end])) + (2 if end < len(text) else 0)

    span = window(text, (), room, size)
    cut = span.end < len(text)
    return escape(text[: span.end]) + (f" {ELLIPSIS}" if cut and span.end else "")


@lru_cache(maxsize=200)
def _headline(headline: str, target: str | None, room: int, quiet: bool) -> str:
    """Return a headline as a link, or as text where it cannot be one."""
    span = window(headline, (), room, lambda start, end: length(escape(headline[start:end])) + 1)
    label = headline[: span.end] + (ELLIPSIS if span.end < len(headline) else "")
    if not span.end:
        return ""
    return (target and link(label, target, quiet=quiet)) or escape(label)


def _bold(text: str, room: int = 256) -> str:
    """Set one of our own short texts in bold."""
    clipped = clip(text, room - 4)
    return f"**{clipped}**" if clipped else ""


@dataclass(frozen=True, slots=True)
class _Painter:
    words: Words
    quiet: bool
    source_room: int

    def block(self, block: Block, room: int) -> str:
        """Paint a block in at most `room`; empty where it does not fit."""
        if room <= 0:
            return ""
        match block:
            case Text():
                return self._text(block, room)
            case Quote():
                return self._quote(block, room)
            case SourceLine():
                return self._source(block, min(room, self.source_room))
            case AlsoIn():
                return self._also_in(block, room)
            case Spoken():
                who = clip(block.who if block.small else f"— {block.who}", min(room, SPOKEN) - 3)
                return f"-# {who}" if block.small and who else who
            case Wording():
                return self._wording(block, room)
            case Excerpts():
                return self._excerpts(block, room)
            case ShortAnswer():
                return self._short_answer(block, room)
            case Openings():
                return self._openings(block, room)
            case Listing():
                return self._listing(block, room)
            case Note():
                text = clip(block.text, room - 3)
                return f"-# {text}" if text else ""

    def _text(self, text: Text, room: int) -> str:
        heading = f"{_bold(text.heading)}\n" if text.heading else ""
        shown = clip(text.text, room - length(heading) - 20)
        if text.when is not None:
            shown = shown.replace(WHEN, f"<t:{text.when}:R>")
        for channel in text.channels:
            shown = shown.replace(channel.mark, f"<#{channel.id}>")
        return heading + shown if shown else ""

    def _quote(self, quote: Quote, room: int) -> str:
        def paint_part(start: int, end: int) -> str:
            part = quote.part(start, end)
            lines = [_bold(part.label)] if part.label else []
            if part.cut_before or part.after_narration:
                lines.append(ELLIPSIS)
            heading = LARGE if part.large else ""
            lines.append(quoted(heading + emphasise(part.text, part.bold)))
            if part.signature:
                lines.append(quoted(clip(part.signature, SIGNATURE)))
            if part.cut_before or part.cut_after:
                lines.append(f"{ELLIPSIS} {escape(self.words.answers.shortened(part.paragraph))}")
            return "\n".join(lines)

        # What fits is measured first and shown then.
        painted: dict[Span, str] = {}

        def size(start: int, end: int) -> int:
            text = painted[Span(start, end)] = paint_part(start, end)
            return length(text)

        span = window(quote.text, quote.bold, room, size)
        return painted[span] if span.end else ""

    def _source(self, source: SourceLine, room: int) -> str:
        """Paint publisher and paragraph, and under them the linked headline; shorter forms where space is short."""
        place = self.words.answers.paragraph(source.paragraph)
        publisher = _bold(source.publisher, PUBLISHER) if source.publisher else ""
        target = link_target(source.url)
        for headline_room in (HEADLINE, 100, 50):
            headline = _headline(source.headline, target, headline_room, self.quiet)
            unlinked = target is not None and not headline.startswith("[")
            here = (unlinked and target and link(place, target, quiet=self.quiet)) or place
            text = f"{publisher}, {here}" if publisher else here
            if headline:
                text += f"\n{headline}"
            if length(text) <= room:
                return text
        text = f"{publisher}, {place}" if publisher else place
        return text if length(text) <= room else place

    def _reference(self, source: SourceLine, *, linked: bool) -> str:
        """Return a source in a few words, with its paragraph."""
        name = source.reference
        span = window(name, (), REFERENCE, lambda start, end: length(escape(name[start:end])))
        label = f"{name[: span.end]} {self.words.answers.paragraph(source.paragraph)}".strip()
        target = link_target(source.url) if linked else None
        return (target and link(label, target, quiet=self.quiet)) or escape(label)

    def _also_in(self, also: AlsoIn, room: int) -> str:
        tail = length(self.words.numbers.more(len(also.sources))) + 1
        text = ""
        for shown, source in enumerate(also.sources):
            piece = (" · " if text else f"{self.words.answers.ALSO_IN} ") + self._reference(source, linked=True)
            if length(text) + length(piece) + tail > room:
                return f"{text} {self.words.numbers.more(len(also.sources) - shown)}" if text else ""
            text += piece
        return text

    def _wording(self, wording: Wording, room: int) -> str:
        """Paint another wording; what differs gives way first where space is short, then all of it."""
        quote = wording.quote
        head = f"{wording.label} {self._reference(wording.source, linked=True)}\n{quoted(excerpt(quote, WORDING))}"
        changes = clip(" · ".join(wording.changes), min(CHANGES, room - length(head) - 4))
        text = f"{head}\n-# {changes}" if changes else head
        return text if length(text) <= room else ""

    def _excerpts(self, excerpts: Excerpts, room: int) -> str:
        text = _bold(excerpts.label)
        painted = 0
        for at, (quote, source) in enumerate(excerpts.items):
            bullet = f"**{self.words.numbers.number(excerpts.numbers[at])}**" if excerpts.numbers else "•"
            reference = self._reference(source, linked=not excerpts.related)
            line = f"\n{bullet} {excerpt(quote)} " + (f"({reference})" if excerpts.related else f"— {reference}")
            if length(text) + length(line) <= room:
                text += line
                painted += 1
        return text if painted else ""

    def _short_answer(self, answer: ShortAnswer, room: int) -> str:
        source = f"— {self._reference(answer.source, linked=True)}"
        if length(source) > room // 2:
            source = f"— {self._reference(answer.source, linked=False)}"
        head = _bold(answer.label, min(QUESTION, room // 3))
        if answer.remark:
            head += f"\n{clip(answer.remark, SPOKEN)}"
        part = telling(answer.quote, min(TELLING, room - length(head) - length(source) - 20))
        if not part.text:
            return ""
        above = f"{head} {ELLIPSIS}" if part.cut_before else head
        below = f"{ELLIPSIS} {source}" if part.cut_after else source
        return f"{above}\n{quoted(emphasise(part.text, part.bold))}\n{below}"

    def _openings(self, openings: Openings, room: int) -> str:
        text = ""
        for number, quote in enumerate(openings.items):
            line = f"**{self.words.answers.paragraph(quote.paragraph)}** {excerpt(quote)}"
            if length(text) + length(line) + 10 > room:
                return text + escape(self.words.numbers.more(len(openings.items) - number)) if text else ""
            text += line + "\n"
        return text.rstrip("\n")

    def _listing(self, listing: Listing, room: int) -> str:
        target = link_target(listing.url)
        headline = _headline(listing.headline, target, HEADLINE, self.quiet)
        publisher = f"{clip(listing.publisher, PUBLISHER)}, " if listing.publisher else ""
        unlinked = target is not None and not headline.startswith("[")
        detail = (unlinked and target and link(listing.detail, target, quiet=self.quiet)) or escape(listing.detail)
        text = f"**{listing.number}** · {headline}\n{publisher}{detail}"
        if length(text) > room:
            text = f"**{listing.number}** · {clip(listing.headline, room - 20)}"
        return text if length(text) <= room else ""


def excerpt(quote: Quote, room: int = EXCERPT) -> str:
    """Return the telling part of a quotation on one line; ellipses stand where the passage begins before or goes on."""
    part = telling(quote, room)
    before = f"{ELLIPSIS} " if part.cut_before else ""
    after = f" {ELLIPSIS}" if part.cut_after else ""
    return f"{before}{emphasise(part.text, part.bold)}{after}"


def telling(quote: Quote, room: int) -> Quote:
    """Return the telling part of a quotation, where it takes more than `room`."""

    def size(start: int, end: int) -> int:
        return length(escape(quote.text[start:end]))

    return quote.part(*_without_spaces(quote.text, window(quote.text, quote.bold, room, size)))


def _without_spaces(text: str, span: Span) -> Span:
    """Return a span without the white space at its ends."""
    part = text[span.start : span.end]
    return Span(span.start + len(part) - len(part.lstrip()), span.start + len(part.rstrip()))
