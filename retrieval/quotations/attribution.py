"""Finds an article's quotations and says of each who said it, and by which rule that is known.

Rules that were wrong too often are not used; the speaker is then left open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from retrieval.articles.article import Article, Paragraph
from retrieval.articles.page_furniture import tweet_of
from retrieval.articles.spoken_lines import SpokenLine, spoken_lines
from retrieval.kept.arrays import Array
from retrieval.people.people import People, Person
from retrieval.quotations.blanked_text import blank_quotations
from retrieval.quotations.context import MentionHistory, ParagraphContext, StatedSpeaker, nested_speaker
from retrieval.quotations.dialogue.model import speakers_by_turn
from retrieval.quotations.dialogue.turns import NarratedParagraph, narrated
from retrieval.quotations.laid_out import LaidOutQuotations
from retrieval.quotations.marks import QuotedStretch, scan
from retrieval.quotations.not_speech import is_unspoken
from retrieval.quotations.noun_phrases import main_subject
from retrieval.quotations.quotation import Quotation, QuotationKind, quotation_id
from retrieval.quotations.reliability import BY_TURN, RELIABILITY
from retrieval.quotations.rules import RULES, QuotedSpot, RuleMatch
from retrieval.quotations.saying_verbs import is_cue
from retrieval.spans import Span

_LONGEST_LEAD: Final = 400
_REST_OF_WORD: Final = re.compile(r"(?<=[\w@#])\w+")


class _LastSpoken(NamedTuple):
    """The last quotation of the paragraph whose speaker is known."""

    spot: QuotedSpot
    speaker: StatedSpeaker
    utterance: str


def attribute(article: Article, people: People) -> tuple[Quotation, ...]:
    """Return every quotation of the article in reading order; a nested one follows the one it stands in."""
    reader = _ArticleAttributor(article, people)
    for paragraph in article.paragraphs:
        reader.read(paragraph)
    by_turn = speakers_by_turn(reader.narrated, of_book=article.source.book is not None)
    if by_turn is None:
        return tuple(reader.quotations)
    return tuple(_by_turn(reader.quotations, by_turn))


def _by_turn(quotations: Sequence[Quotation], speakers: Mapping[int, Person | None]) -> Iterator[Quotation]:
    """Yield the quotations of a dialogue with the speaker of their turn, where their own words name none."""
    for each in quotations:
        if not each.is_speech or each.nested_in is not None or each.paragraph not in speakers or each.is_by_name:
            yield each
            continue
        person = speakers[each.paragraph]
        if person is not None:
            rule = BY_TURN
            yield replace(each, speaker=person.name, person=person, rule=rule, reliability=RELIABILITY[rule])
        elif each.by_pronoun:
            yield replace(each, speaker=None, person=None)
        else:
            yield each


def narrated_paragraphs(article: Article, people: People) -> tuple[NarratedParagraph, ...]:
    """Return the paragraphs with whom they name and their quotations, as the text alone attributes them."""
    reader = _ArticleAttributor(article, people)
    for paragraph in article.paragraphs:
        reader.read(paragraph)
    return tuple(reader.narrated)


def read_quotations(article: Article, people: People) -> dict[str, Array]:
    """Return every quotation of the article, to keep; see `LaidOutQuotations`."""
    quotations = LaidOutQuotations()
    quotations.read(attribute(article, people))
    return quotations.pack()


class _ArticleAttributor:
    """Attributes the quotations of one article, paragraph by paragraph; keeps who spoke last."""

    def __init__(self, article: Article, people: People) -> None:
        self.article = article
        self.people = people
        self.history = MentionHistory()
        self.quotations: list[Quotation] = []
        self.narrated: list[NarratedParagraph] = []
        self._lines = spoken_lines(article)
        self._above: StatedSpeaker | None = None
        self._above_is_open = False
        self._above_utterance: str | None = None
        self._colon_above: StatedSpeaker | None = None

    def read(self, paragraph: Paragraph) -> None:
        """Find and attribute the quotations of one paragraph."""
        text = paragraph.text
        following = self.article.paragraphs[paragraph.number : paragraph.number + 1]
        stretches = scan(text, following[0].text if following else "")
        blanked = blank_quotations(text, stretches)
        mentions = self.people.mentions(text)
        context = ParagraphContext(paragraph, blanked, mentions, self.history, tweet_of(self.article, paragraph.number))
        context.note()
        made: list[Quotation | None] = []
        last: _LastSpoken | None = None
        line = self._line(paragraph, stretches)
        if line is not None:
            self.quotations.append(line)
        for stretch in stretches:
            if line is not None and stretch.start == line.span.start - paragraph.start:
                made.append(None)  # marks around all of the line
                continue
            if stretch.parent is not None or line is not None:
                parent = (made[stretch.parent] if stretch.parent is not None else None) or line
                made.append(self._nested(context, stretch, parent) if parent is not None else None)
                continue
            at = blanked.token_at(stretch.opened)
            begin, end = blanked.sentence_of(at)
            spot = QuotedSpot(blanked, at, text[stretch.start : stretch.end], begin, end)
            quotation, speaker = self._top(context, stretch, spot, last)
            made.append(quotation)
            if speaker is not None and quotation.is_speech:
                last = _LastSpoken(spot, speaker, quotation.utterance)
        self.quotations += [quotation for quotation in made if quotation is not None]
        # Who speaks a line of a conversation is known: it is no turn of a dialogue that is told.
        told = [each for each in made if each is not None] if line is None else []
        self.narrated.append(narrated(paragraph, mentions, told))
        self._remember(context, stretches, last)

    def _line(self, paragraph: Paragraph, stretches: tuple[QuotedStretch, ...]) -> Quotation | None:
        """Return what is said in a line of a conversation, without marks around all of it; None in other paragraphs."""
        line = self._lines.get(paragraph.number)
        if line is None:
            return None
        words = next((Span(each.start, each.end) for each in stretches if _is_all(each, line)), line.words)
        label = paragraph.text[line.name.start : line.name.end]
        mentions = self.people.mentions(label)
        person = mentions[0].person if mentions and mentions[0].text == label else None
        start = paragraph.start
        span = Span(start + words.start, start + words.end)
        name = quotation_id(self.article.file, span.start)
        return Quotation(
            name,
            self.article.file,
            paragraph.number,
            span,
            paragraph.text[words.start : words.end],
            QuotationKind.DIRECT,
            name,
            speaker=label if person is None else person.name,
            person=person,
            speaker_as_written=label,
            speaker_at=Span(start + line.name.start, start + line.name.end),
            rule="spoken line",
            reliability=RELIABILITY["spoken line"],
        )

    def _top(
        self,
        context: ParagraphContext,
        stretch: QuotedStretch,
        spot: QuotedSpot,
        last: _LastSpoken | None,
    ) -> tuple[Quotation, StatedSpeaker | None]:
        """Attribute a quotation that is inside no other."""
        paragraph = context.paragraph
        tweet = context.tweet
        found = next((found for rule in RULES if (found := rule(spot)) is not None), None)
        speaker, utterance = context.speaker(found) if found is not None else None, None
        if speaker is not None and last is not None and speaker.verb is not None and speaker.verb == last.speaker.verb:
            utterance = last.utterance
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
        context: ParagraphContext,
        spot: QuotedSpot,
        last: _LastSpoken | None,
        *,
        is_tweet: bool,
    ) -> tuple[StatedSpeaker | None, str | None]:
        """Look beyond the sentence: at the other part of a split quotation, the line above, the tweet's own text.

        Return the speaker and, where the words go on from an earlier quotation, the utterance they belong to.
        """
        starts_sentence = spot.begin == spot.at
        if starts_sentence and last is not None:
            follows = last.spot.end == spot.begin
            rule = "split" if follows else "same paragraph"
            return replace(last.speaker, rule=rule), last.utterance if follows else None
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

    def _nested(self, context: ParagraphContext, stretch: QuotedStretch, parent: Quotation) -> Quotation:
        """Attribute a quotation inside another: "I said" is the outer speaker, "she said" somebody else."""
        start = context.paragraph.start
        span = Span(start + stretch.start, start + stretch.end)
        name = quotation_id(self.article.file, span.start)
        text = context.paragraph.text[stretch.start : stretch.end]
        begin = max(parent.span.start - start, stretch.opened - _LONGEST_LEAD)
        if cut := _REST_OF_WORD.match(context.paragraph.text, begin):
            begin = cut.end()
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

    def _with_speaker(self, quotation: Quotation, speaker: StatedSpeaker | None) -> Quotation:
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
        self,
        context: ParagraphContext,
        stretches: tuple[QuotedStretch, ...],
        last: _LastSpoken | None,
    ) -> None:
        """Keep what the next paragraph may need: a mark left open, a colon at the end, the last speaker."""
        tops = [stretch for stretch in stretches if stretch.parent is None]
        self._above_is_open = bool(tops) and tops[-1].closed is None
        ends_with_colon = context.paragraph.text.rstrip().endswith(":")
        self._colon_above = context.speaker_before_colon() if ends_with_colon else None
        only_quoted = bool(tops) and not context.paragraph.text[: tops[0].opened].strip()
        if last is not None:
            self._above, self._above_utterance = last.speaker, last.utterance
        elif not (only_quoted and self._above is not None):
            self._above, self._above_utterance = None, None


def _is_all(stretch: QuotedStretch, line: SpokenLine) -> bool:
    return stretch.opened == line.words.start and stretch.closed is not None and stretch.closed + 1 >= line.words.end
