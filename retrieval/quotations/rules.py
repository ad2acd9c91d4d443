"""The rules that find the speaker of a quotation; each knows one structure, and its first example is its docstring."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, NamedTuple

from retrieval.english.speech_words import (
    DETERMINERS,
    IRREGULAR_PASTS,
    SPEAKER_PRONOUNS,
    SPEECH_VERBS,
    WORDING_VERBS,
    WORDS_OF_SPEECH,
)
from retrieval.quotations.blanked_text import BlankedParagraph
from retrieval.quotations.noun_phrases import begins_phrase, main_subject, phrase_from, skip_back, subject_before
from retrieval.quotations.saying_verbs import first_cue_after, is_cue, nearest_cue_before
from retrieval.spans import Span

_MOST_VERBS: Final = 6
_DASHES: Final = frozenset("―—–-")
_OWNERS: Final = {"his": "he", "her": "she", "their": "they", "its": "it"}


class RuleMatch(NamedTuple):
    """What a rule found: the tokens of the speaker, the token of the verb (None: no verb), and the rule's name."""

    phrase: Span
    verb: int | None
    rule: str


@dataclass(frozen=True, slots=True)
class QuotedSpot:
    """A quotation among the tokens of its paragraph. `content` is its text, `at` its blank token."""

    blanked: BlankedParagraph
    at: int
    content: str
    begin: int
    end: int

    @property
    def leads_on(self) -> bool:
        """The sentence goes on after the closing mark: the words end in a comma, "?" or no stop at all."""
        following = self.blanked.tokens[self.at + 1] if self.at + 1 < len(self.blanked.tokens) else None
        return not self.content.endswith(".") or (following is not None and following.text == ",")

    @property
    def is_fragment(self) -> bool:
        """A part of a sentence, woven into the article's own: it begins small and no comma or colon leads to it."""
        letter = next((character for character in self.content if character.isalpha()), "")
        before = self.blanked.tokens[self.at - 1] if self.at > self.begin else None
        woven = before is not None and before.is_word
        return woven if letter.isupper() else (woven or before is not None)


def speaker_right_before(spot: QuotedSpot) -> RuleMatch | None:
    """X said, “…”; X said: “…”; X: “…”."""
    tokens, at = spot.blanked.tokens, spot.at
    if at <= spot.begin:
        return None
    before = tokens[at - 1]
    if is_cue(spot.blanked, at - 1, naming=False):
        return _with_subject(spot, at - 1, "said just before")
    if before.text == ",":
        if at - 2 >= spot.begin and is_cue(spot.blanked, at - 2, naming=False):
            return _with_subject(spot, at - 2, "said just before")
        return None
    if before.lower == "that" and at - 2 >= spot.begin and is_cue(spot.blanked, at - 2, naming=False):
        return _with_subject(spot, at - 2, "said just before")
    if before.text == ":":
        naming = not spot.blanked.title_case
        verb = nearest_cue_before(spot.blanked, spot.begin, at - 1, naming=naming) if naming else None
        if verb is not None:
            return _with_subject(spot, verb, "colon")
        phrase = main_subject(spot.blanked, spot.begin, at - 1)
        return RuleMatch(phrase, None, "colon") if phrase is not None else None
    return None


def speaker_right_after(spot: QuotedSpot) -> RuleMatch | None:
    """“…,” said X; “…,” X said; “…,” X, the Y, told Z."""
    tokens = spot.blanked.tokens
    first = spot.at + 1
    if first < len(tokens) and tokens[first].text == ",":
        first += 1
    if first >= len(tokens) or not spot.leads_on:
        return None
    end = max(spot.end, spot.blanked.sentence_of(first)[1])
    while first < end and tokens[first].is_adverb and first < spot.at + 4:
        first += 1
    if first < end and is_cue(spot.blanked, first, naming=False):
        phrase = phrase_from(spot.blanked, first + 1, end)
        if phrase is not None and tokens[phrase.start].lower not in ("that", "it", "this"):
            return RuleMatch(phrase, first, "said X")
        return None
    if _is_inverted(spot, first, end):
        phrase = phrase_from(spot.blanked, first + 1, end)
        return RuleMatch(phrase, first, "said X") if phrase is not None else None
    if first >= end or not begins_phrase(tokens[first]):
        return None
    verb = first_cue_after(spot.blanked, first, end)
    phrase = phrase_from(spot.blanked, first, end)
    if verb is None or phrase is None or phrase.end > verb or not _can_be_subject(spot.blanked, phrase):
        return None
    group = skip_back(spot.blanked, first, verb)
    if phrase.end == group:
        return RuleMatch(phrase, verb, "X said")
    between = tokens[phrase.end]
    if between.text in (",", "(", "—", "–") or between.lower in (
        "who",
        "of",
        "in",
        "at",
        "from",
        "for",
        "with",
        "and",
        "on",
    ):
        return RuleMatch(phrase, verb, "X, the Y, said")
    return None


def _is_inverted(spot: QuotedSpot, verb: int, end: int) -> bool:
    """“…,” returned Mrs. Sparsit: any past form between words that go on and a name is a verb of saying."""
    tokens = spot.blanked.tokens
    if verb + 1 >= end or not spot.content.rstrip().endswith((",", "?", "!", "—", "-")):
        return False
    past = tokens[verb].text.islower() and (tokens[verb].lower.endswith("ed") or tokens[verb].lower in IRREGULAR_PASTS)
    return past and tokens[verb + 1].is_capital and not tokens[verb + 1].joins


def _can_be_subject(blanked: BlankedParagraph, phrase: Span) -> bool:
    """Tell subjects ("retired Air Force general Lloyd Newton", "officials") from "features a report"."""
    first, last = blanked.tokens[phrase.start], blanked.tokens[phrase.end - 1]
    if first.is_capital or first.lower in DETERMINERS or first.lower in SPEAKER_PRONOUNS:
        return True
    return last.is_capital or last.text == ")" or phrase.end - phrase.start <= 2


def speaker_according_to(spot: QuotedSpot) -> RuleMatch | None:
    """According to X; “…” anywhere in the same sentence."""
    tokens = spot.blanked.tokens
    for position in range(max(spot.begin, spot.at - 60), min(spot.end, spot.at + 60) - 1):
        if tokens[position].lower == "according" and tokens[position + 1].lower == "to":
            phrase = phrase_from(spot.blanked, position + 2, spot.end)
            if phrase is not None:
                return RuleMatch(phrase, position, "according to X")
    return None


def speaker_after_dash(spot: QuotedSpot) -> RuleMatch | None:
    """“…” — X, where a name alone ends the paragraph."""
    tokens = spot.blanked.tokens
    first = spot.at + 1
    if first >= len(tokens) or tokens[first].text not in _DASHES:
        return None
    while first < len(tokens) and tokens[first].text in _DASHES:
        first += 1
    phrase = phrase_from(spot.blanked, first, len(tokens))
    if phrase is None or not tokens[phrase.start].is_capital:
        return None
    rest = tokens[phrase.end :]
    return RuleMatch(phrase, None, "dash") if len(rest) <= 1 or rest[0].text == "," else None


def speaker_in_sentence(spot: QuotedSpot) -> RuleMatch | None:
    """X said she “went …”; X called it “…”: a verb of saying before, in the same sentence.

    The nearest verb counts, unless it only passes words on ("what she calls", "Trump favors"): then the verb of
    saying that it depends on.
    """
    naming = spot.is_fragment
    verb = nearest_cue_before(spot.blanked, spot.begin, spot.at, naming=naming)
    if verb is None:
        return _in_series(spot) or _owner_of_words(spot, verb)
    found = _in_sentence(spot, verb)
    outer = verb
    for _ in range(_MOST_VERBS):
        if found is not None and not _gives_way(spot, found, outer):
            break
        before = nearest_cue_before(spot.blanked, spot.begin, outer, naming=False)
        if before is None:
            return _of_main_clause(spot, found) if found is not None else None
        outer = before
        found = _in_sentence(spot, outer) or found
    return found


def _in_sentence(spot: QuotedSpot, verb: int) -> RuleMatch | None:
    speech = spot.blanked.tokens[verb].lower in SPEECH_VERBS
    return _with_subject(spot, verb, "said before" if speech else "called before")


def _of_main_clause(spot: QuotedSpot, found: RuleMatch) -> RuleMatch:
    """Prefer the sentence's subject to its pronoun, as in "Clinton’s campaign fights what they call a “…”"."""
    tokens = spot.blanked.tokens
    if tokens[found.phrase.start].lower not in ("they", "it"):
        return found
    phrase = main_subject(spot.blanked, spot.begin, found.phrase.start)
    return found if phrase is None else found._replace(phrase=phrase)


def _gives_way(spot: QuotedSpot, found: RuleMatch, verb: int) -> bool:
    tokens = spot.blanked.tokens
    if tokens[found.phrase.start].lower in SPEAKER_PRONOUNS:
        return True
    if found.phrase.end < len(tokens) and tokens[found.phrase.end].lower in ("who", "which", "whom"):
        return True
    return tokens[verb].lower not in SPEECH_VERBS and tokens[verb].lower not in WORDING_VERBS


def speaker_later_in_sentence(spot: QuotedSpot) -> RuleMatch | None:
    """“…” in the article's own sentence, which ends ", X said"."""
    tokens = spot.blanked.tokens
    for position in range(spot.at + 1, min(spot.end, spot.at + 60)):
        if is_cue(spot.blanked, position, naming=False):
            group = skip_back(spot.blanked, spot.at + 1, position)
            phrase = subject_before(spot.blanked, spot.at + 1, position) if group > spot.at + 1 else None
            if phrase is None or phrase.end != group:
                return None
            lead = tokens[phrase.start - 1]
            return RuleMatch(phrase, position, "said later") if lead.text in (",", "—", "–") or lead.is_blank else None
    return None


def _with_subject(spot: QuotedSpot, verb: int, rule: str) -> RuleMatch | None:
    tokens = spot.blanked.tokens
    following = tokens[verb + 1] if verb + 1 < spot.at else None
    begin = spot.begin
    blank = next((i for i in range(verb - 1, max(begin, verb - 40) - 1, -1) if tokens[i].is_blank), None)
    if blank is not None and blank == skip_back(spot.blanked, begin, verb) - 1 and following is not None:
        phrase = phrase_from(spot.blanked, verb + 1, spot.at)
        if phrase is not None:
            return RuleMatch(phrase, verb, rule)
    phrase = subject_before(spot.blanked, begin, verb)
    if phrase is None and tokens[verb].lower.endswith("ing"):
        phrase = main_subject(spot.blanked, spot.at + 1, spot.end)
    return RuleMatch(phrase, verb, rule) if phrase is not None else None


def _in_series(spot: QuotedSpot) -> RuleMatch | None:
    """Has gone after him as a “human leech” and a “spoiled brat”: after "as a" the words are the subject's."""
    tokens = spot.blanked.tokens
    before = {token.lower for token in tokens[max(spot.begin, spot.at - 2) : spot.at]}
    series = any(token.is_blank for token in tokens[max(spot.begin, spot.at - 4) : spot.at]) and "and" in before
    if not spot.is_fragment or not ("as" in before or series):
        return None
    phrase = main_subject(spot.blanked, spot.begin, spot.at)
    return RuleMatch(phrase, None, "called before") if phrase is not None else None


def _owner_of_words(spot: QuotedSpot, verb: int | None) -> RuleMatch | None:
    """Trump’s claim that there were “…”: nearer than any verb."""
    tokens = spot.blanked.tokens
    low = max(spot.begin + 1, spot.at - 14, -1 if verb is None else verb + 1)
    for position in range(spot.at - 1, low - 1, -1):
        if tokens[position].lower not in WORDS_OF_SPEECH or not tokens[position].text.islower():
            continue
        owner = tokens[position - 1]
        if owner.lower in _OWNERS:
            return RuleMatch(Span(position - 1, position), None, "X’s words")
        if owner.lower.endswith(("'s", "’s", "s'", "s’")) and owner.is_capital:
            first = position - 1
            while first > spot.begin and tokens[first - 1].is_capital and not tokens[first - 1].joins:
                first -= 1
            return RuleMatch(Span(first, position), None, "X’s words")
    return None


RULES: Final[tuple[Callable[[QuotedSpot], RuleMatch | None], ...]] = (
    speaker_right_before,
    speaker_right_after,
    speaker_after_dash,
    speaker_in_sentence,
    speaker_according_to,
    speaker_later_in_sentence,
)
