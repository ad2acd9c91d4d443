"""Turns the words around a quotation into people: whom "she" means, who was spoken to, who reports the words."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final, NamedTuple

from retrieval.articles.article import Paragraph
from retrieval.articles.page_furniture import Tweet
from retrieval.english.sentences import sentence_ends
from retrieval.english.speech_words import PREPOSITIONS, SPEAKER_PRONOUNS, SPOKEN_CUES, TALKING, TELLING_VERBS
from retrieval.people.people import Mention, People, Person
from retrieval.quotations.blanked_text import BlankedParagraph
from retrieval.quotations.noun_phrases import main_subject, phrase_from, subject_before
from retrieval.quotations.quotation import Quotation
from retrieval.quotations.rules import RuleMatch
from retrieval.quotations.saying_verbs import is_cue
from retrieval.spans import Span

_LEAD_WORD: Final = re.compile(r"\b(I|he|she|they|it|we|you)\b", re.IGNORECASE)
_SAYING: Final = re.compile(rf"\b(?:{'|'.join(sorted(SPOKEN_CUES))})\b[^.?!]{{0,40}}$", re.IGNORECASE)
_GENDERED: Final = frozenset({"he", "she", "they"})
_FARTHEST: Final = 2500
"""Characters between a pronoun and whom it may mean. Set by hand, as are the windows of tokens below."""


@dataclass(slots=True)
class MentionHistory:
    """The people an article has mentioned so far, and who were subjects of sentences; offsets are into the article.

    A pronoun means the nearest earlier subject that it fits, not merely the last person named; without such a
    subject, the one person near by whom it fits, if there is only one.
    """

    mentions: list[Mention] = field(default_factory=list)
    subjects: list[tuple[int, Person]] = field(default_factory=list)

    def note_subject(self, offset: int, person: Person) -> None:
        """Add the subject of a sentence or of a verb of saying at this offset."""
        self.subjects.append((offset, person))

    def resolve(self, pronoun: str, offset: int, *, other_than: Person | None = None) -> Person | None:
        """Return whom the pronoun at this offset means; None where that is not clear."""
        wanted = pronoun.casefold()
        if wanted not in _GENDERED:
            return None
        at = bisect_right(self.subjects, offset, key=lambda subject: subject[0])
        for place, person in reversed(self.subjects[max(0, at - 40) : at]):
            if offset - place > _FARTHEST:
                break
            if person.pronoun == wanted and person is not other_than:
                return person
        return self._only_one_near(wanted, offset, other_than)

    def _only_one_near(self, wanted: str, offset: int, other_than: Person | None) -> Person | None:
        at = bisect_right(self.mentions, offset, key=lambda mention: mention.span.start)
        near: dict[str, Person] = {}
        for mention in reversed(self.mentions[max(0, at - 30) : at]):
            if offset - mention.span.start > _FARTHEST:
                break
            if mention.person.pronoun == wanted and mention.person is not other_than:
                near.setdefault(mention.person.name, mention.person)
        return next(iter(near.values())) if len(near) == 1 else None

    def named_between(self, span: Span, pronoun: str) -> Person | None:
        """Return the last person of this pronoun who is named in the span: X in "And for X, she said"."""
        at = bisect_right(self.mentions, span.end, key=lambda mention: mention.span.end)
        for mention in reversed(self.mentions[max(0, at - 30) : at]):
            if mention.span.start < span.start:
                return None
            if mention.person.pronoun == pronoun.casefold():
                return mention.person
        return None


@dataclass(frozen=True, slots=True)
class StatedSpeaker:
    """Who says something and where the article states it; `name` is None for a pronoun that stays open.

    `at` are offsets into the article, `rule` names the rule that found it, `verb` is the token of the verb of saying.
    """

    name: str | None
    person: Person | None
    at: Span
    rule: str
    addressee: str | None = None
    via: str | None = None
    verb: int | None = None


@dataclass(slots=True)
class ParagraphContext:
    """One paragraph, its tokens and the people it mentions: finds who is meant by a phrase."""

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
        """Return where a phrase (a span of tokens) stands in the article."""
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
        """Return the person who is the head of a phrase: not Clinton in "the Clinton campaign"."""
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

    def speaker(self, found: RuleMatch) -> StatedSpeaker:
        """Return the speaker that a rule found: a person, a phrase such as "the campaign", or an open pronoun."""
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
        return StatedSpeaker(
            name,
            person,
            at,
            found.rule,
            addressee=addressee_of(self.blanked, self.mentions, found.verb),
            via=via_person.name if via_person is not None and via_person is not person else None,
            verb=found.verb,
        )

    def speaker_before(self, token: int) -> StatedSpeaker | None:
        """Return who speaks in the sentence before this token: "Schiff said they may be reluctant. “…”"."""
        begin, end = self.blanked.sentence_of(token - 1)
        for at in range(begin, min(end, begin + 40)):
            if is_cue(self.blanked, at, naming=True):
                phrase = subject_before(self.blanked, begin, at)
                return self.speaker(RuleMatch(phrase, at, "sentence before")) if phrase is not None else None
        return None

    def speaker_before_colon(self) -> StatedSpeaker | None:
        """Return who speaks in the next paragraph, where this one ends in "He said:"."""
        tokens = self.blanked.tokens
        begin, end = self.blanked.sentence_of(len(tokens) - 1)
        for at in range(end - 1, begin - 1, -1):
            if is_cue(self.blanked, at, naming=False):
                phrase = subject_before(self.blanked, begin, at)
                return self.speaker(RuleMatch(phrase, at, "colon above")) if phrase is not None else None
        return None


class NestedSpeaker(NamedTuple):
    """Who says a quotation inside another; `at` is where the outer words say so, as offsets into them."""

    person: Person | None
    name: str | None
    at: Span | None
    unspoken: bool


def addressee_of(blanked: BlankedParagraph, mentions: Sequence[Mention], verb: int | None) -> str | None:
    """Return who is spoken to, where that is explicit: "told Kotb", "Speaking with CNN’s Van Jones"."""
    if verb is None:
        return None
    tokens = blanked.tokens
    begin, end = blanked.sentence_of(verb)
    if tokens[verb].lower in TELLING_VERBS:
        return _person_from(blanked, mentions, verb + 1, end)
    for at in range(max(begin, verb - 40), min(end, verb + 12) - 2):
        if tokens[at].lower in TALKING and tokens[at + 1].lower in ("with", "to"):
            found = _mention_within(blanked, mentions, at + 2, min(end, at + 6))
            if found is not None:
                return found.person.name
    return None


def _person_from(blanked: BlankedParagraph, mentions: Sequence[Mention], first: int, end: int) -> str | None:
    if first >= end:
        return None
    mention = _mention_within(blanked, mentions, first, min(end, first + 4))
    phrase = phrase_from(blanked, first, end)
    if mention is not None and (phrase is None or mention.span.start <= blanked.tokens[phrase.end - 1].end):
        return mention.person.name
    if phrase is None or (phrase.end == phrase.start + 1 and not blanked.tokens[first].is_capital):
        return None
    return blanked.span_text(phrase.start, phrase.end - 1)


def _mention_within(blanked: BlankedParagraph, mentions: Sequence[Mention], first: int, end: int) -> Mention | None:
    low, high = blanked.tokens[first].start, blanked.tokens[end - 1].end
    return next((m for m in mentions if low <= m.span.start and m.span.start < high), None)


def passed_on_by(blanked: BlankedParagraph, found: RuleMatch) -> Span | None:
    """Return the phrase of who reports the speech: "she" in "she said Trump said …"."""
    at = found.phrase.start - 1
    begin, _ = blanked.sentence_of(found.phrase.start)
    if at > begin and blanked.tokens[at].lower == "that":
        at -= 1
    if found.verb is None or at <= begin or found.phrase.start > found.verb or not is_cue(blanked, at, naming=False):
        return None
    return subject_before(blanked, begin, at)


def nested_speaker(lead: str, text: str, parent: Quotation, history: MentionHistory, people: People) -> NestedSpeaker:
    """Return who says a quotation inside another, by the outer words before it (`lead`)."""
    begin = max((end for end in sentence_ends(lead + text) if end <= len(lead)), default=0)
    clause = lead[begin:]
    if not _SAYING.search(clause):
        return NestedSpeaker(None, None, None, unspoken=len(text.split()) <= 3)
    words = list(_LEAD_WORD.finditer(clause))
    mentions = people.mentions(clause)
    named_last = bool(mentions) and (not words or mentions[-1].span.start > words[-1].start())
    if named_last:
        mention = mentions[-1]
        at = Span(begin + mention.span.start, begin + mention.span.end)
        return NestedSpeaker(mention.person, mention.person.name, at, unspoken=False)
    if not words:
        return NestedSpeaker(None, None, None, unspoken=False)
    word = words[-1]
    at = Span(begin + word.start(), begin + word.end())
    pronoun = word.group().casefold()
    if pronoun in ("i", "we"):
        return NestedSpeaker(parent.person, parent.speaker, at, unspoken=False)
    if pronoun in ("he", "she", "they"):
        person = history.resolve(pronoun, parent.span.start, other_than=parent.person)
        return NestedSpeaker(person, None, at if person is not None else None, unspoken=False)
    return NestedSpeaker(None, None, None, unspoken=False)
