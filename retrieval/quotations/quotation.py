"""A quotation: a slice of an article, its kind, and what the article says about its speaker."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from retrieval.articles.page_furniture import Tweet
from retrieval.people.people import Person
from retrieval.spans import Span


class QuotationKind(StrEnum):
    """How quoted words stand in the article."""

    DIRECT = "direct"
    MIXED = "mixed"
    HEADLINE = "headline"
    NESTED = "nested"
    NOT_SPEECH = "not-speech"


@dataclass(frozen=True, slots=True)
class Quotation:
    """The text between two quotation marks: `text` is `article_text[span.start:span.end]`, to the letter.

    `speaker` is a person's fullest name or, where no person is named, the phrase of the article ("the campaign");
    None where the article does not say. `speaker_as_written` are the article's own words for the speaker ("she"),
    `speaker_at` where they stand. `rule` names the rule that found the speaker, `reliability` (0 to 1) how often
    that rule was right where it was measured (`attribution.RELIABILITY`). `addressee` is who was spoken to, `via` who
    reports the speech if not the speaker. The parts of one utterance share `utterance`; `nested_in` is the id of the
    quotation that a nested one is part of.
    """

    id: str
    article: str
    paragraph: int
    span: Span
    text: str
    kind: QuotationKind
    utterance: str
    nested_in: str | None = None
    tweet: Tweet | None = None
    speaker: str | None = None
    person: Person | None = None
    speaker_as_written: str | None = None
    speaker_at: Span | None = None
    rule: str | None = None
    reliability: float | None = None
    addressee: str | None = None
    via: str | None = None

    @property
    def is_speech(self) -> bool:
        """Whether somebody says it: titles, nicknames and scare quotes are not speech."""
        return self.kind is not QuotationKind.NOT_SPEECH

    @property
    def by_pronoun(self) -> bool:
        """Whether the article has only a pronoun for the speaker there."""
        return (self.speaker_as_written or "").casefold() in {"he", "she", "they", "i", "we", "it"}

    @property
    def is_by_name(self) -> bool:
        """Whether the article names the person who speaks there."""
        return self.person is not None and self.speaker_as_written is not None and not self.by_pronoun

    def fits(self, speaker: str | None, article: str | None) -> bool:
        """Tell whether this speaker says it (None: anybody) in this article (None: any)."""
        return (speaker is None or self.speaker == speaker) and (article is None or self.article == article)


def quotation_id(file: str, start: int) -> str:
    """Return a quotation's id, from its file and where it begins: the same until the article changes."""
    return f"{file}:{start}"
