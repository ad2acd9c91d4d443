"""The turns of a dialogue: paragraphs in which somebody speaks, and what stands around the words they say."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from retrieval.articles.article import Paragraph
from retrieval.english.gendered_nouns import pronoun_of_noun
from retrieval.people.people import Mention, Person
from retrieval.quotations.quotation import Quotation, QuotationKind

_OF_PRONOUN: Final = {"he": "he", "she": "she", "they": "they"}
_NARRATORS: Final = frozenset({"i", "we"})
_OPENING: Final = "\"“‘'«—–-"


class Cue(StrEnum):
    """How a turn says who speaks: by a name, by "I", by a pronoun, by a description ("the young girl"), by nothing."""

    NAME = "name"
    NARRATOR = "narrator"
    NONE = "none"
    PRONOUN = "pronoun"
    DESCRIBED = "described"


@dataclass(frozen=True, slots=True)
class NarratedParagraph:
    """A paragraph with the people it names: outside quotations, and inside them. Offsets are into the paragraph."""

    paragraph: Paragraph
    told: tuple[Mention, ...]
    spoken: tuple[Mention, ...]
    quotations: tuple[Quotation, ...]

    @property
    def speaks(self) -> bool:
        """Whether somebody speaks in it."""
        return bool(self.quotations)

    @property
    def opens_with_speech(self) -> bool:
        """Whether it begins with what somebody says."""
        return self.speaks and self.paragraph.text.lstrip()[:1] in _OPENING


@dataclass(frozen=True, slots=True)
class Turn:
    """A paragraph in which somebody speaks; `at` is its number among the paragraphs, counted from 0.

    `speaker` is whom the text names for it, the last one if it names several. Without one, `cue` is what it says
    instead, `pronoun` the one that fits, and `resolved` whom that means by what stands before it alone.
    """

    at: int
    narrated: NarratedParagraph
    speaker: Person | None
    cue: Cue
    pronoun: str | None
    resolved: Person | None


def narrated(paragraph: Paragraph, mentions: Sequence[Mention], quotations: Sequence[Quotation]) -> NarratedParagraph:
    """Return a paragraph as the turns need it; nested quotations and what nobody says count as told."""
    spoken = tuple(each for each in quotations if each.is_speech and each.kind is not QuotationKind.NESTED)
    starts = [each.span.start - paragraph.start for each in spoken]

    def is_inside(mention: Mention) -> bool:
        at = bisect_right(starts, mention.span.start) - 1  # they stand in order, and none within another
        return at >= 0 and mention.span.start < spoken[at].span.end - paragraph.start

    inside = list(map(is_inside, mentions))
    return NarratedParagraph(
        paragraph,
        tuple(mention for mention, within in zip(mentions, inside, strict=True) if not within),
        tuple(mention for mention, within in zip(mentions, inside, strict=True) if within),
        spoken,
    )


def turns_of(paragraphs: Sequence[NarratedParagraph]) -> tuple[Turn, ...]:
    """Return the turns in reading order."""
    return tuple(_turn(at, each) for at, each in enumerate(paragraphs) if each.speaks)


def _turn(at: int, each: NarratedParagraph) -> Turn:
    named = [q.person for q in each.quotations if q.person is not None and not q.by_pronoun]
    if named:
        return Turn(at, each, named[-1], Cue.NAME, None, None)
    cued = next((q for q in each.quotations if q.speaker_as_written is not None), None)
    if cued is None:
        return Turn(at, each, None, Cue.NONE, None, None)
    written = (cued.speaker_as_written or "").casefold()
    if written in _NARRATORS:
        return Turn(at, each, None, Cue.NARRATOR, None, None)
    if cued.by_pronoun:
        return Turn(at, each, None, Cue.PRONOUN, _OF_PRONOUN.get(written), cued.person)
    return Turn(at, each, None, Cue.DESCRIBED, _pronoun_of(written), None)


def _pronoun_of(described: str) -> str | None:
    """Return the pronoun of a description by its nouns: "she" of "the young girl"; "her mother" is she, not her."""
    nouns = (word.strip(".,;:'’") for word in reversed(described.split()))
    return next((pronoun for noun in nouns if (pronoun := pronoun_of_noun(noun))), None)
