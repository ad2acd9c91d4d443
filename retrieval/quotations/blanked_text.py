"""A paragraph with its quotations blanked out -> tokens and sentences: what the speaker rules look at."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from retrieval.english.abbreviations import Abbreviation, listed
from retrieval.english.sentences import sentence_ends
from retrieval.english.speech_words import (
    ADVERBS,
    AUXILIARIES,
    CONJUNCTIONS,
    CUE_VERBS,
    NOUNS_TOO,
    PREPOSITIONS,
    RELATIVES,
)
from retrieval.people.name_candidates import is_title_case
from retrieval.quotations.marks import QuotedStretch
from retrieval.spans import Span

BLANK: Final = "\x01"
_TOKEN: Final = re.compile(
    rf"{BLANK}+|(?:[A-Z]\.){{1,4}}|(?:{'|'.join(listed(Abbreviation.TITLE))}|St|Jr|Sr)\.(?=\s)"
    r"|(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t|[Ww]e|I|[Ww]ho|[Yy]ou)(?=['’](?:s|d|ll|ve|re|m)\b)|['’](?:s|d|ll|ve|re|m)\b"
    r"|[@#]?[^\W_]+(?:[.'’\-‑&][^\W_]+)*['’]?|[^\w\s]|_"
)


class Token(NamedTuple):
    """One word, mark or blanked-out quotation; offsets into the paragraph."""

    text: str
    lower: str
    start: int
    end: int

    @property
    def is_blank(self) -> bool:
        """A blanked-out quotation."""
        return self.text[0] == BLANK

    @property
    def is_word(self) -> bool:
        """A word, a number or a handle."""
        return self.text[0].isalnum() or self.text[0] in "@#"

    @property
    def is_capital(self) -> bool:
        """A capitalised word or a handle."""
        return self.text[0].isupper() or (self.text[0] == "@" and len(self.text) > 1)

    @property
    def is_adverb(self) -> bool:
        """A word that may stand between a subject and its verb."""
        return self.lower in ADVERBS or (len(self.text) > 4 and self.text.islower() and self.text.endswith("ly"))

    @property
    def is_verb(self) -> bool:
        """A verb of the lists, written small; names such as Price and Grant are none."""
        if self.lower in AUXILIARIES:
            return True
        return self.lower in CUE_VERBS and self.lower not in NOUNS_TOO and self.text[0].islower()

    @property
    def joins(self) -> bool:
        """A word that no noun phrase goes on over: a preposition, a conjunction, "who"."""
        return self.lower in PREPOSITIONS or self.lower in CONJUNCTIONS or self.lower in RELATIVES


_new = tuple.__new__  # what the constructor of a named tuple calls, in half the time


@dataclass(frozen=True, slots=True)
class BlankedParagraph:
    """The tokens of one paragraph and where its sentences begin; every quotation is one blank token."""

    text: str
    tokens: tuple[Token, ...]
    sentence_starts: tuple[int, ...]
    title_case: bool

    def sentence_of(self, token: int) -> tuple[int, int]:
        """Return the first token of the sentence and the one after its last."""
        number = bisect_right(self.sentence_starts, token)
        begin = self.sentence_starts[number - 1] if number else 0
        end = self.sentence_starts[number] if number < len(self.sentence_starts) else len(self.tokens)
        return begin, end

    def token_at(self, offset: int) -> int:
        """Return the number of the first token that ends after this offset."""
        return bisect_right(self.tokens, offset, key=lambda token: token.end)

    def span_text(self, first: int, last: int) -> str:
        """Return the text from one token to another, both included."""
        return self.text[self.tokens[first].start : self.tokens[last].end]


def blank_quotations(text: str, stretches: Iterable[QuotedStretch]) -> BlankedParagraph:
    """Blank the outermost quotations out and cut the rest into tokens and sentences."""
    masked: list[str] = []
    at = 0
    quoted: list[Span] = []
    for stretch in stretches:
        if stretch.parent is not None:
            continue
        end = stretch.end if stretch.closed is None else stretch.closed + 1
        masked += [text[at : stretch.opened], BLANK * (end - stretch.opened)]
        quoted.append(Span(stretch.opened, end))
        at = end
    masked.append(text[at:])
    blanked = "".join(masked)
    ends = [span.end for span in quoted]
    tokens: list[Token] = []
    end = 0
    for word in _TOKEN.findall(blanked):
        start = blanked.index(word, end)  # between tokens stands only white space
        end = start + len(word)
        if word[0] == BLANK:
            tokens += [Token(BLANK, BLANK, a, b) for a, b in _cut(start, end, ends)]
        else:
            tokens.append(_new(Token, (word, word.casefold(), start, end)))
    return BlankedParagraph(text, tuple(tokens), _sentence_starts(text, tokens, quoted), is_title_case(blanked))


def _cut(start: int, end: int, ends: list[int]) -> list[tuple[int, int]]:
    """Cut a run of blanks where one quotation ends and the next begins without a space."""
    cuts = [start]
    position = bisect_left(ends, start + 1)
    while position < len(ends) and ends[position] < end:
        cuts.append(ends[position])
        position += 1
    return list(zip(cuts, [*cuts[1:], end], strict=True))


def _sentence_starts(text: str, tokens: Sequence[Token], quoted: Sequence[Span]) -> tuple[int, ...]:
    """Return the first token of each sentence; what ends inside a quotation ends no sentence around it."""
    starts = [0]
    at = 0
    for end in sentence_ends(text):
        while at < len(quoted) and quoted[at].end < end:
            at += 1
        if at == len(quoted) or not quoted[at].start < end < quoted[at].end:
            starts.append(bisect_left(tokens, end, key=lambda token: token.start))
    return tuple(starts)
