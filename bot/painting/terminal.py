"""Card -> lines for a terminal or a pipe."""

from __future__ import annotations

import time
import unicodedata
from dataclasses import dataclass

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
from bot.words.catalogue import Words
from retrieval import Span

_BOLD, _DIM, _END = "\x1b[1m", "\x1b[2m", "\x1b[0m"
_BAR = "│ "
_EXCERPT = 150
_NARROWEST = 24


def to_terminal(card: Card, *, colour: bool = False, width: int = 0) -> str:
    """Paint a card for a terminal `width` columns wide; 0, for a pipe, never breaks a line.

    Without `colour` (which stands for bold and dim too) there is not one escape sequence in it. Control characters of
    an article are shown as symbols, so that no article can steer a terminal.
    """
    painter = _Painter(card.words, colour, max(width, _NARROWEST) if width else 0)
    text = painter.style(painter.lines(card.title), _BOLD) if card.title else ""
    if card.question:
        text = painter.lines(card.question, "? ", "  ")
    for block in card.blocks:
        if painted := painter.block(block):
            tight = isinstance(block, SourceLine | AlsoIn | Spoken) or (isinstance(block, Quote) and block.follows)
            gap = "" if not text else "\n" if tight else "\n\n"
            text += gap + painted
    return text


def _shown(text: str) -> str:
    """Show control characters, and those that turn the direction of writing, as symbols instead of obeying them."""
    return "".join(map(_symbol, text.strip("\r\n")))


def _symbol(character: str) -> str:
    code = ord(character)
    if code < 0x20:
        return " " if character in "\t\n\v\f\r" else chr(0x2400 + code)
    if code == 0x7F:
        return "␡"
    if 0x80 <= code < 0xA0 or 0x202A <= code <= 0x202E or 0x2066 <= code <= 0x2069 or 0xD800 <= code < 0xE000:
        return "�"
    return " " if character in "\u2028\u2029" else character


def columns(text: str) -> int:
    """Return how many columns a text takes in a terminal."""
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if character < "\u0300":
        return 1
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


@dataclass(frozen=True, slots=True)
class _Painter:
    words: Words
    colour: bool
    width: int

    def style(self, text: str, code: str) -> str:
        return f"{code}{text}{_END}" if self.colour and text else text

    def block(self, block: Block) -> str:
        match block:
            case Text():
                text = block.text
                if block.when is not None:
                    text = text.replace(WHEN, self.words.numbers.in_time(block.when - time.time()))
                for channel in block.channels:
                    text = text.replace(channel.mark, f"#{channel.name}")
                heading = f"{self.style(_shown(block.heading), _BOLD)}\n" if block.heading else ""
                return heading + "\n".join(self.lines(line) for line in text.split("\n"))
            case Quote():
                return self._quote(block)
            case SourceLine():
                place = self.words.answers.paragraph(block.paragraph)
                named = f"{block.publisher}, {place}" if block.publisher else place
                lines = [self.style(self.lines(named), _BOLD), self.lines(block.headline)]
                return "\n".join(lines + self._address(block.url))
            case AlsoIn():
                names = " · ".join(map(self._reference, block.sources))
                return self.lines(f"{self.words.answers.ALSO_IN} {names}")
            case Spoken():
                if block.small:
                    return self.style(self.lines(block.who), _DIM)
                return self.lines(f"— {block.who}", hang="  ")
            case Wording():
                return self._wording(block)
            case Excerpts():
                marks = [f"{number}. " for number in block.numbers] or ["• "] * len(block.items)
                items = [self._excerpt(mark, *item) for mark, item in zip(marks, block.items, strict=True)]
                return "\n".join([self.style(self.lines(block.label), _BOLD), *items])
            case ShortAnswer():
                lines = [self.style(self.lines(block.label), _BOLD)]
                if block.remark:
                    lines.append(self.lines(block.remark))
                return "\n".join([*lines, self._excerpt(_BAR, block.quote, block.source)])
            case Openings():
                return "\n".join(self._opening(quote) for quote in block.items)
            case Listing():
                detail = f"{block.publisher}, {block.detail}" if block.publisher else block.detail
                lines = [self.lines(f"{block.number}. {block.headline}", hang="   "), self.lines(detail, "   ", "   ")]
                return "\n".join(lines + self._address(block.url, "   "))
            case Note():
                return self.style(self.lines(block.text), _DIM)

    def _reference(self, source: SourceLine) -> str:
        """Return a source in a few words, with its paragraph."""
        return f"{source.reference} {self.words.answers.paragraph(source.paragraph)}"

    def _address(self, url: str | None, indent: str = "") -> list[str]:
        """Return the line of a link: never broken, so that it can be clicked and copied."""
        return [indent + self.style(_shown(url), _DIM)] if url else []

    def _quote(self, quote: Quote) -> str:
        lines = [self.style(_shown(quote.label), _BOLD)] if quote.label else []
        if quote.cut_before or quote.after_narration:
            lines.append(ELLIPSIS)
        lines.append(self.lines(quote.text, _BAR, _BAR, bold=quote.bold))
        if quote.signature:
            lines.append(self.lines(quote.signature, _BAR, _BAR))
        if quote.cut_before or quote.cut_after:
            lines.append(self.lines(f"{ELLIPSIS} {self.words.answers.shortened(quote.paragraph)}"))
        return "\n".join(lines)

    def _wording(self, wording: Wording) -> str:
        lines = [
            self.style(self.lines(f"{wording.label} {self._reference(wording.source)}"), _BOLD),
            self._quote(wording.quote),
        ]
        if wording.changes:
            lines.append(self.style(self.lines(" · ".join(wording.changes), hang="  "), _DIM))
        return "\n".join(lines)

    def _opening(self, quote: Quote) -> str:
        return self.lines(f"{self.words.answers.paragraph(quote.paragraph)}  {quote.text}", hang="  ")

    def _excerpt(self, mark: str, quote: Quote, source: SourceLine) -> str:
        part = quote.part(*window(quote.text, quote.bold, _EXCERPT, lambda start, end: end - start))
        before = f"{ELLIPSIS} " if part.cut_before else ""
        after = f" {ELLIPSIS}" if part.cut_after else ""
        text = part.text.rstrip()
        bold = tuple(Span(span.start + len(before), span.end + len(before)) for span in part.bold)
        return self.lines(f"{before}{text}{after} ({self._reference(source)})", mark, " " * len(mark), bold=bold)

    def lines(self, text: str, first: str = "", hang: str = "", bold: tuple[Span, ...] = ()) -> str:
        """Show a text with breaks between words where it would be wider than the terminal, some words in bold."""
        shown = _shown(text)
        lead = len(text) - len(text.lstrip("\r\n"))
        runs = [Span(span.start - lead, span.end - lead) for span in bold]
        room = self.width - columns(first) if self.width else 0
        return "\n".join(
            (hang if number else first) + self._bold(shown[line.start : line.end], line.start, runs)
            for number, line in enumerate(_wrap(shown, room))
        )

    def _bold(self, line: str, start: int, runs: list[Span]) -> str:
        if not self.colour:
            return line
        parts: list[str] = []
        done = 0
        for span in runs:
            begin, end = max(0, span.start - start), min(len(line), span.end - start)
            if begin < end:
                parts += (line[done:begin], _BOLD, line[begin:end], _END)
                done = end
        return "".join(parts) + line[done:]


def _wrap(text: str, room: int) -> list[Span]:
    """Return the lines of a text, at most `room` columns each (0: one line), broken at spaces or else within a word."""
    if not room:
        return [Span(0, len(text))]
    lines: list[Span] = []
    start = at = used = 0
    space = -1
    while at < len(text):
        used += _columns(text[at])
        if text[at] == " ":
            space = at
        if used > room and at > start:
            end = space if space > start else at
            lines.append(Span(start, end))
            start = end + 1 if text[end] == " " else end
            at, used, space = start, 0, -1
            continue
        at += 1
    lines.append(Span(start, len(text)))
    return lines
