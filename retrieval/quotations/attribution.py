"""An article and its people -> its quotations, each with who said it and by which rule we know.

A rule that proved wrong too often is not used: then the speaker is not stated.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from retrieval.articles.article import Article, Paragraph
from retrieval.articles.page_furniture import Tweet, tweet_of
from retrieval.english.speech_words import PREPOSITIONS, SPEAKER_PRONOUNS
from retrieval.people.people import Mention, People, Person
from retrieval.quotations.blanked_text import BlankedParagraph, blank_quotations
from retrieval.quotations.context import addressee_of, nested_speaker, passed_on_by
from retrieval.quotations.marks import Stretch, scan
from retrieval.quotations.not_speech import is_unspoken
from retrieval.quotations.noun_phrases import main_subject, subject_before
from retrieval.quotations.pronouns import MentionHistory
from retrieval.quotations.quotation import Quotation, QuotationKind, quotation_id
from retrieval.quotations.rules import RULES, QuotedSpot, RuleMatch
from retrieval.quotations.saying_verbs import is_cue
from retrieval.spans import Span

#: How often each rule named the right speaker on PolNeAR's development part (`python -m retrieval evaluate`).
#: Where a rule was seen too rarely there (tweets, nested, the paragraph rules), our own gold is counted with it.
RELIABILITY: Final[dict[str, float]] = {
    "X said": 0.99,
    "X, the Y, said": 0.99,
    "dash": 0.99,
    "according to X": 0.98,
    "tweet": 0.95,
    "said later": 0.95,
    "split": 0.95,
    "said just before": 0.94,
    "said X": 0.92,
    "said before": 0.92,
    "continued paragraph": 0.90,
    "colon above": 0.90,
    "same paragraph": 0.90,
    "nested": 0.90,
    "X’s words": 0.90,
    "sentence before": 0.85,
    "colon": 0.82,
    "paragraph above": 0.80,
    "called before": 0.74,
}


_LONGEST_LEAD: Final = 400


@dataclass(frozen=True, slots=True)
class _Speaker:
    """An attribution in offsets of the article, ready to be given to a quotation or handed on to the next."""

    name: str | None
    person: Person | None
    at: Span
    rule: str
    addressee: str | None = None
    via: str | None = None
    verb: int | None = None


def attribute(article: Article, people: People) -> tuple[Quotation, ...]:
    """Return every quotation of the article in reading order; a nested one follows the one it stands in."""
    reader = _ArticleAttributor(article, people)
    for paragraph in article.paragraphs:
        reader.read(paragraph)
    return tuple(reader.quotations)


class _ArticleAttributor:
    """Reads an article paragraph by paragraph and remembers who spoke last."""

    def __init__(self, article: Article, people: People) -> None:
        self.article = article
        self.people = people
        self.history = MentionHistory()
        self.quotations: list[Quotation] = []
        self._above: _Speaker | None = None
        self._above_is_open = False
        self._above_utterance: str | None = None
        self._colon_above: _Speaker | None = None

    def read(self, paragraph: Paragraph) -> None:
        """Find and attribute the quotations of one paragraph."""
        text = paragraph.text
        following = self.article.paragraphs[paragraph.number : paragraph.number + 1]
        stretches = scan(text, following[0].text if following else "")
        blanked = blank_quotations(text, stretches)
        mentions = self.people.mentions(text)
        context = _ParagraphContext(
            paragraph, blanked, mentions, self.history, tweet_of(self.article, paragraph.number)
        )
        context.note()
        made: list[Quotation | None] = []
        last: tuple[QuotedSpot, _Speaker, str] | None = None
        for stretch in stretches:
            if stretch.parent is not None:
                parent = made[stretch.parent]
                made.append(self._nested(context, stretch, parent) if parent is not None else None)
                continue
            at = blanked.token_at(stretch.opened)
            begin, end = blanked.sentence_of(at)
            spot = QuotedSpot(blanked, at, text[stretch.start : stretch.end], begin, end)
            quotation, speaker = self._top(context, stretch, spot, last)
            made.append(quotation)
            if speaker is not None and quotation.is_speech:
                last = (spot, speaker, quotation.utterance)
        self.quotations += [quotation for quotation in made if quotation is not None]
        self._remember(context, stretches, last)

    def _top(
        self,
        context: _ParagraphContext,
        stretch: Stretch,
        spot: QuotedSpot,
        last: tuple[QuotedSpot, _Speaker, str] | None,
    ) -> tuple[Quotation, _Speaker | None]:
        """Attribute one quotation that stands in no other."""
        paragraph = context.paragraph
        tweet = context.tweet
        found = next((found for rule in RULES if (found := rule(spot)) is not None), None)
        speaker, utterance = context.speaker(found) if found is not None else None, None
        if speaker is not None and last is not None and speaker.verb is not None and speaker.verb == last[1].verb:
            utterance = last[2]
        if speaker is None:
            speaker, utterance = self._from_around(context, spot, last, is_tweet=tweet is not None)
        unspoken = is_unspoken(spot, found)
        kind = self._kind(paragraph, spot, unspoken=unspoken and (utterance is None))
        span = Span(paragraph.start + stretch.start, paragraph.start + stretch.end)
        name = quotation_id(self.article.file, span.start)
        quotation = Quotation(
            name, self.article.file, paragraph.number, span, spot.content, kind, utterance or name, tweet=tweet
        )
        return self._with_speaker(quotation, speaker), speaker

    def _from_around(
        self,
        context: _ParagraphContext,
        spot: QuotedSpot,
        last: tuple[QuotedSpot, _Speaker, str] | None,
        *,
        is_tweet: bool,
    ) -> tuple[_Speaker | None, str | None]:
        """Look beyond the sentence: the other part of a split quotation, the line above, the tweet's own text."""
        starts_sentence = spot.begin == spot.at
        if starts_sentence and last is not None:
            follows = last[0].end == spot.begin
            rule = "split" if follows else "same paragraph"
            return replace(last[1], rule=rule), last[2] if follows else None
        if starts_sentence and spot.at == 0:
            if self._above_is_open and self._above is not None:
                return replace(self._above, rule="continued paragraph"), self._above_utterance
            if self._colon_above is not None:
                return self._colon_above, None
            if is_tweet and spot.end < len(context.blanked.tokens):
                begin, end = context.blanked.sentence_of(spot.at + 1)
                phrase = main_subject(context.blanked, max(begin, spot.at + 1), end)
                if phrase is not None:
                    verb = next((i for i in range(phrase.end, end) if is_cue(context.blanked, i, naming=False)), None)
                    return context.speaker(RuleMatch(phrase, verb, "tweet")), None
            in_block = self._above is not None and self._above.rule in ("colon above", "paragraph above")
            if in_block and self._above is not None and spot.end == len(context.blanked.tokens):
                return replace(self._above, rule="paragraph above"), None
        if starts_sentence and spot.begin > 0:
            return context.speaker_before(spot.begin), None
        return None, None

    def _nested(self, context: _ParagraphContext, stretch: Stretch, parent: Quotation) -> Quotation:
        """Attribute a quotation inside another: "I" is the outer speaker, "she said" is somebody else."""
        start = context.paragraph.start
        span = Span(start + stretch.start, start + stretch.end)
        name = quotation_id(self.article.file, span.start)
        text = context.paragraph.text[stretch.start : stretch.end]
        begin = max(parent.span.start - start, stretch.opened - _LONGEST_LEAD)
        lead = context.paragraph.text[begin : stretch.opened]
        spoken = nested_speaker(lead, text, parent, self.history, self.people)
        kind = QuotationKind.NOT_SPEECH if spoken.unspoken else QuotationKind.NESTED
        at = None if spoken.at is None else Span(start + begin + spoken.at.start, start + begin + spoken.at.end)
        return Quotation(
            name,
            self.article.file,
            context.paragraph.number,
            span,
            text,
            kind,
            name,
            nested_in=parent.id,
            tweet=parent.tweet,
            speaker=spoken.person.name if spoken.person else spoken.name,
            person=spoken.person,
            speaker_as_written=None if at is None else self.article.text[at.start : at.end],
            speaker_at=at,
            rule="nested" if at is not None else None,
            reliability=RELIABILITY.get("nested") if at is not None else None,
        )

    def _kind(self, paragraph: Paragraph, spot: QuotedSpot, *, unspoken: bool) -> QuotationKind:
        if unspoken:
            return QuotationKind.NOT_SPEECH
        if paragraph.number == 1:
            return QuotationKind.HEADLINE
        return QuotationKind.MIXED if spot.is_fragment else QuotationKind.DIRECT

    def _with_speaker(self, quotation: Quotation, speaker: _Speaker | None) -> Quotation:
        if speaker is None or not quotation.is_speech:
            return quotation
        return replace(
            quotation,
            speaker=speaker.name,
            person=speaker.person,
            speaker_as_written=self.article.text[speaker.at.start : speaker.at.end],
            speaker_at=speaker.at,
            rule=speaker.rule,
            reliability=RELIABILITY.get(speaker.rule),
            addressee=speaker.addressee,
            via=speaker.via,
        )

    def _remember(
        self, context: _ParagraphContext, stretches: tuple[Stretch, ...], last: tuple[QuotedSpot, _Speaker, str] | None
    ) -> None:
        """Keep what the next paragraph may need: an open mark, a colon, the last speaker."""
        tops = [stretch for stretch in stretches if stretch.parent is None]
        self._above_is_open = bool(tops) and tops[-1].closed is None
        ends_with_colon = context.paragraph.text.rstrip().endswith(":")
        self._colon_above = context.speaker_before_colon() if ends_with_colon else None
        only_quoted = bool(tops) and not context.paragraph.text[: tops[0].opened].strip()
        if last is not None:
            self._above, self._above_utterance = last[1], last[2]
        elif not (only_quoted and self._above is not None):
            self._above, self._above_utterance = None, None


@dataclass(slots=True)
class _ParagraphContext:
    """One paragraph with its tokens and mentions: turns tokens into people."""

    paragraph: Paragraph
    blanked: BlankedParagraph
    mentions: tuple[Mention, ...]
    history: MentionHistory
    tweet: Tweet | None

    def note(self) -> None:
        """Add to the history who is named here, and the subject of each sentence and verb of saying."""
        start = self.paragraph.start
        for mention in self.mentions:
            shifted = Span(start + mention.span.start, start + mention.span.end)
            self.history.mentions.append(replace(mention, span=shifted))
        starts = (*self.blanked.sentence_starts, len(self.blanked.tokens))
        for begin, end in pairwise(starts):
            self._note_sentence(begin, end)

    def _note_sentence(self, begin: int, end: int) -> None:
        phrases: list[Span] = []
        subject = main_subject(self.blanked, begin, min(end, begin + 60))
        if subject is not None:
            phrases.append(subject)
        for at in range(begin, min(end, begin + 200)):
            if is_cue(self.blanked, at, naming=False):
                phrase = subject_before(self.blanked, begin, at)
                if phrase is not None and phrase not in phrases:
                    phrases.append(phrase)
        for phrase in sorted(phrases):
            person = self.person(phrase)
            if person is not None:
                self.history.note_subject(self.offsets(phrase).start, person)

    def offsets(self, phrase: Span) -> Span:
        """Return a phrase of tokens as offsets into the article."""
        tokens, start = self.blanked.tokens, self.paragraph.start
        return Span(start + tokens[phrase.start].start, start + tokens[phrase.end - 1].end)

    def person(self, phrase: Span) -> Person | None:
        """Return the person a phrase names or, for a pronoun, means."""
        tokens = self.blanked.tokens
        word = tokens[phrase.start].lower
        if phrase.end == phrase.start + 1 and (word in SPEAKER_PRONOUNS or word in ("his", "her", "their")):
            return self._meant(phrase, {"his": "he", "her": "she", "their": "they"}.get(word, word))
        mention = self.mention(phrase)
        return mention.person if mention is not None else None

    def _meant(self, phrase: Span, pronoun: str) -> Person | None:
        begin, _ = self.blanked.sentence_of(phrase.start)
        tokens, start = self.blanked.tokens, self.paragraph.start
        opening = begin
        while opening < phrase.start and tokens[opening].lower in ("and", "but"):
            opening += 1
        if opening < phrase.start and tokens[opening].lower in ("for", "to", "as", "like"):
            topic = Span(start + tokens[opening].start, start + tokens[phrase.start].start)
            named = self.history.named_between(topic, pronoun)
            if named is not None:
                return named
        return self.history.resolve(pronoun, start + tokens[phrase.start].start - 1)

    def mention(self, phrase: Span) -> Mention | None:
        """Return the mention that is the head of a phrase: not "Clinton" in "the Clinton campaign"."""
        tokens = self.blanked.tokens
        first, last = tokens[phrase.start].start, tokens[phrase.end - 1].end
        begin = bisect_right(self.mentions, first, key=lambda mention: mention.span.end)
        end = bisect_left(self.mentions, last, key=lambda mention: mention.span.start)
        inside = self.mentions[begin:end]
        for mention in reversed(inside):
            rest = self.paragraph.text[mention.span.end : last]
            if rest.strip(" '’s.") and not rest.lstrip().startswith(("(", "of ", ",")):
                continue
            lead = self.blanked.token_at(mention.span.start)
            if not any(tokens[at].lower in PREPOSITIONS for at in range(phrase.start, lead)):
                return mention
        if self.blanked.title_case and inside and inside[0].span.start <= first:
            return inside[0]
        return None

    def speaker(self, found: RuleMatch) -> _Speaker:
        """Turn what a rule found into a speaker: a person, a phrase, or a pronoun that stays open."""
        phrase, tokens = found.phrase, self.blanked.tokens
        person = self.person(phrase)
        at = self.offsets(phrase)
        mention = self.mention(phrase)
        if mention is not None and (self.blanked.title_case or mention.span.start + self.paragraph.start < at.start):
            at = Span(self.paragraph.start + mention.span.start, self.paragraph.start + mention.span.end)
        written = self.paragraph.text[at.start - self.paragraph.start : at.end - self.paragraph.start]
        is_pronoun = tokens[phrase.start].lower in SPEAKER_PRONOUNS and phrase.end == phrase.start + 1
        name = person.name if person is not None else None if is_pronoun else written
        via = passed_on_by(self.blanked, found)
        via_person = self.person(via) if via is not None else None
        return _Speaker(
            name,
            person,
            at,
            found.rule,
            addressee=addressee_of(self.blanked, self.mentions, found.verb),
            via=via_person.name if via_person is not None and via_person is not person else None,
            verb=found.verb,
        )

    def speaker_before(self, token: int) -> _Speaker | None:
        """Return whose words the sentence before this token reports: "Schiff said they may be reluctant. “…”"."""
        begin, end = self.blanked.sentence_of(token - 1)
        for at in range(begin, min(end, begin + 40)):
            if is_cue(self.blanked, at, naming=True):
                phrase = subject_before(self.blanked, begin, at)
                return self.speaker(RuleMatch(phrase, at, "sentence before")) if phrase is not None else None
        return None

    def speaker_before_colon(self) -> _Speaker | None:
        """Return who speaks in the paragraph below: "He said:" ends this one."""
        tokens = self.blanked.tokens
        begin, end = self.blanked.sentence_of(len(tokens) - 1)
        for at in range(end - 1, begin - 1, -1):
            if is_cue(self.blanked, at, naming=False):
                phrase = subject_before(self.blanked, begin, at)
                return self.speaker(RuleMatch(phrase, at, "colon above")) if phrase is not None else None
        return None
