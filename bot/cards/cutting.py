"""Where to cut a quotation and what to set in bold: whatever comes out is a slice of what went in."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate

from bot.cards.escaping import length
from retrieval import Span, terms

ELLIPSIS = "…"
"""Shows, outside of a quotation, that something was cut."""

_GAP = re.compile(r"[\w\s'’-]*")
_MAX_GAP = 24
_WORD_END = re.compile(r"(?<=\S)(?=\s)")
_WORD_START = re.compile(r"(?<=\s)(?=\S)")
_SENTENCE_START = re.compile(r"(?<=[.!?…])[\"”’)\]]*\s+(?=\S)")
_DIRECTIONS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_JOINERS = "\u200d\ufe0e\ufe0f"


def bold_runs(text: str, highlights: Sequence[Span]) -> tuple[Span, ...]:
    """Join highlights that touch, or have only spaces and stop words between them, into runs to set in bold.

    Offsets outside of the text are cut off; a run never begins or ends in white space.
    """
    runs: list[Span] = []
    for span in inside(text, sorted(highlights)):
        if runs and _joins(text[runs[-1].end : span.start]):
            runs[-1] = Span(runs[-1].start, max(runs[-1].end, span.end))
        else:
            runs.append(span)
    return tuple(runs)


def inside(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return what of the spans lies in the text, without white space at their ends; empty ones are left out."""
    kept = []
    for start, end in spans:
        begin = max(0, start)
        part = text[begin : max(begin, end)]
        if stripped := part.strip():
            begin += len(part) - len(part.lstrip())
            kept.append(Span(begin, begin + len(stripped)))
    return tuple(kept)


def _joins(gap: str) -> bool:
    return not gap or (len(gap) <= _MAX_GAP and _GAP.fullmatch(gap) is not None and not terms(gap))


def one_line(text: str) -> str:
    """Return what someone typed as one line of shown characters: no controls, no lone surrogates, no overrides."""
    shown = (
        " "
        if character.isspace()
        else ""
        if character in _DIRECTIONS or unicodedata.category(character) in {"Cc", "Cs"}
        else character
        for character in text
    )
    return " ".join("".join(shown).split())


def shortened(text: str, room: int) -> str:
    """Return a text on one line, in at most `room` UTF-16 code units; if it was cut, an ellipsis says so."""
    line = one_line(text)
    if length(line) <= room:
        return line
    span = window(line, (), room - 2, lambda start, end: length(line[start:end]))
    return f"{line[: span.end]} {ELLIPSIS}".lstrip()


def window(text: str, bold: Sequence[Span], room: int, size: Callable[[int, int], int]) -> Span:
    """Return the part of a text to show where `size(start, end)` may be at most `room`; empty where nothing fits.

    All of it, if it fits; otherwise from the beginning, unless more of the bold words stand further on. It is cut
    between words; where the text has none that fit, between characters. `size` is at least `end - start`.
    """
    if room <= 0 or not text:
        return Span(0, 0)
    if len(text) <= room and size(0, len(text)) <= room:
        return Span(0, len(text))
    begin = _beginning(text, bold, room)
    ends = [match.start() for match in _WORD_END.finditer(text, begin + 1, begin + room + 1)]
    if begin + room >= len(text):
        ends.append(len(text.rstrip()))
    end = _last_fitting(ends, lambda end: size(begin, end), room)
    if end <= begin or end - begin < room // 4:
        characters = [at for at in range(begin + 1, min(len(text), begin + room) + 1) if _between(text, at)]
        end = max(end, _last_fitting(characters, lambda end: size(begin, end), room))
    return Span(begin, end) if end > begin else Span(0, 0)


def _last_fitting(ends: list[int], size: Callable[[int], int], room: int) -> int:
    """Return the last of the ascending ends that fits, 0 where none does."""
    place = bisect_right(ends, room, key=size)
    while place and size(ends[place - 1]) > room:
        place -= 1
    return ends[place - 1] if place else 0


def _beginning(text: str, bold: Sequence[Span], room: int) -> int:
    """Return where to begin so that most of the bold characters are seen, with some words before them."""
    reach = room * 3 // 4
    starts = [span.start for span in bold]
    before = [0, *accumulate(span.end - span.start for span in bold)]

    def seen(start: int) -> int:
        """Return how many bold characters (of whole spans) begin within reach of `start`."""
        return before[bisect_left(starts, start + reach)] - before[bisect_left(starts, start)]

    anchor = max((0, *starts), key=seen)
    if seen(anchor) <= seen(0) or anchor < room // 4:
        return 0
    earliest = max(0, min(anchor - room // 4, len(text) - room * 9 // 10))
    sentences = [match.end() for match in _SENTENCE_START.finditer(text, earliest, anchor + 1)]
    if sentences:
        return sentences[0]
    word = _WORD_START.search(text, earliest, anchor + 1)
    return word.start() if word else anchor


def _between(text: str, at: int) -> bool:
    """Tell whether a character ends here: not before a combining mark, nor beside a joiner."""
    if at >= len(text):
        return True
    return not (unicodedata.combining(text[at]) or text[at] in _JOINERS or text[at - 1] == "\u200d")
