"""What a quotation is: a slice of an article, its kind, and what the article tells about who said it."""

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
    """One stretch between quotation marks: `text` is `article_text[span.start:span.end]`, to the letter.

    `speaker` is a person's fullest name or, where no person is named, the phrase of the article ("the
    campaign"); None where the article does not tell. `speaker_as_written` and `speaker_at` are where it tells:
    "she" for Kim Kardashian West. `rule` names the reason, `reliability` (0..1) how often that reason was right
    where it was measured. `via` is who reports the speech, where that is another. Parts of one utterance share
    `utterance`; a nested quotation names the one it stands in.
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
        """Tell whether somebody says it; titles and scare quotes are not speech."""
        return self.kind is not QuotationKind.NOT_SPEECH

    @property
    def by_pronoun(self) -> bool:
        """Tell whether the article only says "she" there, so that a card can say whom it means."""
        return (self.speaker_as_written or "").casefold() in {"he", "she", "they", "i", "we", "it"}

    def fits(self, speaker: str | None, article: str | None) -> bool:
        """Tell whether this speaker says it (None: anybody) in this article (None: any)."""
        return (speaker is None or self.speaker == speaker) and (article is None or self.article == article)


def quotation_id(file: str, start: int) -> str:
    """Return the name of a quotation: the file and the place it begins, stable while the article is."""
    return f"{file}:{start}"
