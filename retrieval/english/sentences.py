"""Text -> sentences: a stop ends one unless an abbreviation stands before it or the sentence goes on after it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from retrieval.english.abbreviations import Abbreviation, abbreviation, word_before_stop
from retrieval.english.calendar import MONTHS, SHORT_MONTHS, SHORT_WEEKDAYS, WEEKDAYS
from retrieval.english.speech_words import SPEECH_VERBS
from retrieval.english.stop_words import SENTENCE_OPENERS
from retrieval.english.terms import fold
from retrieval.spans import Span

_OMISSION: Final = r"\[(?:…|\.\.\.)\]"
_EMOTICON: Final = r"[:;=]-?[)(DPp3](?!\w)"
_STOP: Final = re.compile(
    rf"(?P<omission>{_OMISSION})|(?P<stop>[.!?…]++(?:[ \u00a0]\.)*+)"
    rf"(?P<closing>[\"”’'»)\]*_~]*+(?:\[[\w ]{{1,30}}\])*+(?:[ \u00a0](?:{_OMISSION}|{_EMOTICON}))*+)"
    r"(?P<space>\s*+)"
)
_CASUAL: Final = re.compile(r"\A\s*[^\W\d_A-Z]|\b(?:i|im|ive|u|ur|dont|thats)\b")
"""A text written like chat: there a sentence may begin with a small letter even after "?" and "!"."""
_NEXT: Final = re.compile(r"(?P<opening>[\"“‘'«(\[*_~—–-]*+\s?)(?P<word>[^\W_]+)?")
_MARKER_WINDOW: Final = 16
_QUOTES: Final = frozenset("\"”’'»")
_OPENING: Final = frozenset("\"“‘'«([")
_GOES_ON: Final = frozenset(",;:.!?…%\\|=")
_LIST_NUMBER: Final = re.compile(r"(?:\A|[:;])\W*(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4}|[IVX]{1,4})\Z")
_TIME_ZONES: Final = (
    "et est edt ct cst cdt mt mst mdt pt pst pdt gmt utc bst cet eastern central mountain pacific greenwich local"
)
_TIME_GOES_ON: Final = frozenset((*_TIME_ZONES.split(), *WEEKDAYS, *SHORT_WEEKDAYS, *MONTHS, *SHORT_MONTHS)) - {"may"}
"""What follows "8 p.m." in the same sentence."""
_WHOLE: Final = re.compile(r"“[^“”]*”|(?<!\w)\"(?=[^\s\"])[^\"]*\"(?!\w)|\([^()]*\)|\[[^\[\]]*\]")


@lru_cache(maxsize=1)
def _named_speaker() -> re.Pattern[str]:
    return re.compile(rf"(?:[A-Z][\w.’'-]{{0,30}}\s){{1,4}}(?:{'|'.join(sorted(SPEECH_VERBS))})\b")


def sentences(text: str) -> tuple[Span, ...]:
    """Return the sentences of a text as spans that cover it without gaps, each with the white space after it.

    Text between double quotation marks or brackets is never cut, however many sentences it holds: see `sentence_ends`.
    """
    wholes = [match.span() for match in _WHOLE.finditer(text)]
    spans: list[Span] = []
    at = begin = 0
    for closed, end in _ends(text):
        while at < len(wholes) and wholes[at][1] <= closed - 1:
            at += 1
        if at < len(wholes) and wholes[at][0] < closed < wholes[at][1]:
            continue
        spans.append(Span(begin, end))
        begin = end
    if begin < len(text):
        spans.append(Span(begin, len(text)))
    return tuple(spans)


def sentence_ends(text: str) -> tuple[int, ...]:
    """Return the offset at which every sentence but the first begins, including those inside quotations."""
    return tuple(end for _, end in _ends(text))


@lru_cache(maxsize=2)  # whoever reads a passage asks for its sentences, and then for these
def _ends(text: str) -> tuple[tuple[int, int], ...]:
    """Return, for every sentence but the last, where its closing marks end and where the next one begins."""
    ends: list[tuple[int, int]] = []
    begin = 0
    casual = _CASUAL.search(text) is not None
    for match in _STOP.finditer(text):
        if match["space"] and match.end() < len(text) and _ends_here(text, match, begin, casual=casual):
            begin = match.end()
            ends.append((match.end("closing"), begin))
    return tuple(ends)


def _ends_here(text: str, match: re.Match[str], begin: int, *, casual: bool) -> bool:
    """Return whether the sentence that began at `begin` ends with this stop; `casual` as in `_CASUAL`."""
    stop, closing = match["stop"], match["closing"]
    following = _NEXT.match(text, match.end())
    assert following is not None
    word = following["word"]
    quoted = not _QUOTES.isdisjoint(closing)
    before = word_before_stop(text, match.start()) if stop == "." else ""
    kind = abbreviation(before)
    if word is None:
        return kind is None and following.end() < len(text) and text[following.end()] not in _GOES_ON
    if word[0].islower():
        return not closing and kind is None and (stop == "." or (casual and set(stop) <= {"?", "!"}))
    if stop != "." and stop[0] in ".…" and text[match.start() - 1 : match.start()] in _OPENING:
        return False
    if kind is not None:
        initials = len(word) == 1 and text[following.end() : following.end() + 1] == "."
        return not initials and _ends_after(kind, before, word)
    lead = text[max(begin, match.start() - _MARKER_WINDOW) : match.start()]
    if stop == "." and (_LIST_NUMBER.search(lead) or (closing == ")" and before.isdigit() and "(" not in lead)):
        return False
    named = quoted and stop[-1] in "?!" and fold(word) not in SENTENCE_OPENERS
    return not (named and _named_speaker().match(text, following.start("word")))


def _ends_after(kind: Abbreviation, before: str, word: str) -> bool:
    """Return whether a sentence ends with an abbreviation that this capitalised word or number follows."""
    folded = fold(word)
    if kind in (Abbreviation.TITLE, Abbreviation.INNER):
        return False
    if word[0].isdigit():
        return False
    if kind is Abbreviation.ENDS:
        return before[-1] not in "mM" or folded not in _TIME_GOES_ON
    return kind is Abbreviation.NUMBERED or folded in SENTENCE_OPENERS
