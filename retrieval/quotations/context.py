"""What stands around an attribution: who was spoken to, who passes the words on, who speaks inside a quotation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from retrieval.people.people import Mention, People, Person
from retrieval.quotations.blanked_text import BlankedParagraph
from retrieval.quotations.noun_phrases import phrase_from, subject_before
from retrieval.quotations.pronouns import MentionHistory
from retrieval.quotations.quotation import Quotation
from retrieval.quotations.rules import RuleMatch
from retrieval.quotations.saying_verbs import is_cue
from retrieval.spans import Span

_TELLING: Final = frozenset("told tells telling tell asked asks asking reminded informed".split())
_SPEAKING: Final = frozenset("speaking spoke talking interview conversation said explained".split())
_LEAD_WORD: Final = re.compile(r"\b(I|he|she|they|it|we|you)\b", re.IGNORECASE)
_SENTENCE_END: Final = re.compile(r"[.?!…]\s")
_SAYING: Final = re.compile(
    r"\b(?:say|said|says|saying|ask|asked|asks|like|told|tells|tell|thought|think|goes|went|wrote|yelled|called|call)\b"
    r"[^.?!]{0,40}$",
    re.IGNORECASE,
)


class NestedSpeaker(NamedTuple):
    """Who says a quotation inside a quotation; `at` is where the outer words tell, counted from their begin."""

    person: Person | None
    name: str | None
    at: Span | None
    unspoken: bool


def addressee_of(blanked: BlankedParagraph, mentions: Sequence[Mention], verb: int | None) -> str | None:
    """Return who is told: "told Kotb", "tells @VanJones68", "Speaking with CNN’s Van Jones"; None if not explicit."""
    if verb is None:
        return None
    tokens = blanked.tokens
    begin, end = blanked.sentence_of(verb)
    if tokens[verb].lower in _TELLING:
        return _person_from(blanked, mentions, verb + 1, end)
    for at in range(max(begin, verb - 40), min(end, verb + 12) - 2):
        if tokens[at].lower in _SPEAKING and tokens[at + 1].lower in ("with", "to"):
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
    """Return who reports the speech: "she" in "she said Trump said …"."""
    at = found.phrase.start - 1
    begin, _ = blanked.sentence_of(found.phrase.start)
    if at > begin and blanked.tokens[at].lower == "that":
        at -= 1
    if found.verb is None or at <= begin or found.phrase.start > found.verb or not is_cue(blanked, at, naming=False):
        return None
    return subject_before(blanked, begin, at)


def nested_speaker(lead: str, text: str, parent: Quotation, history: MentionHistory, people: People) -> NestedSpeaker:
    """Tell who says a quotation inside another from the outer words before it."""
    ends = [match.end() for match in _SENTENCE_END.finditer(lead)]
    begin = ends[-1] if ends else 0
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
