"""A line of a message -> its discourse units: the smallest stretches that may do something of their own, such as ask.

Cut rather once too often: what belongs together is joined again by what each unit does (see `dialogue_acts`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from retrieval.english.asking_words import (
    ANNOUNCERS,
    ASKERS,
    ASKING_WORDS,
    AUXILIARIES,
    CONNECTIVES,
    DETERMINERS,
    GREETINGS,
    GROUNDS,
    KNOWING,
    NOISE,
    QUESTION_PREPOSITIONS,
    REPLIES,
    REPORTERS,
    REPORTING,
    REQUESTS,
    SECOND_PERSON,
    SPEAKER,
    SUBJECTS,
    THANKS,
    VOCATIVES,
)
from retrieval.english.chat import spellings
from retrieval.english.sentences import sentences
from retrieval.english.slips import little_word
from retrieval.english.spelling import general_words
from retrieval.english.stop_words import PREPOSITIONS, STOP_WORDS
from retrieval.english.terms import fold
from retrieval.questions.markup import BREAK, Line, LineKind

_WORD: Final = re.compile(r"[^\W_]+(?:['’‘`´][^\W_]+)*/?(?!\w)|[^\W_]+|(?<!\S)[&+](?!\S)")
_SOFT: Final = re.compile(rf"[,;:()\[\]\"“”…{BREAK}]|\.\.|(?:^|\s)[-–—~|]+(?:\s|$)|—")
_ASKED: Final = re.compile(r"[?!]*\?[?!]*[)*_]*\s+")
_INITIAL: Final = re.compile(r"(?<!\S)[^\W\d_iu]\.\s+\Z", re.I)
_MIXED: Final = frozenset({"dose", "doe", "wa"})
"""What may be a slip of a word that asks, though it is a word: "when dose she go"."""
_JOINED: Final = re.compile("(what|who|when|where|why|how)(d|s|re|ll)")
_JOINED_TO: Final = {"d": "did", "s": "is", "re": "are", "ll": "will"}
_VOWELS: Final = frozenset("aeiouy")
_DERIVING: Final = ("ing", "ed", "ly")
_FEW: Final = 6
"""Before a trigger such as "tell me", its subject is looked for in so many words."""


class Token(NamedTuple):
    """A word as it was typed, `text[start:end]`, and the folded words it stands for: "whyd" is why, did.

    `apart` is whether punctuation, a link or an emoji stands before it.
    """

    start: int
    end: int
    words: tuple[str, ...]
    apart: bool
    capital: bool

    @property
    def first(self) -> str:
        """The first of its words."""
        return self.words[0]


@dataclass(frozen=True, slots=True)
class DiscourseUnit:
    """A stretch `text[start:end]` of a line; `before` is what stands between the unit before and this one.

    `closing` is the punctuation that follows its last word; `sentence` numbers the sentence of the message it is in,
    `asked` is whether that sentence ends with a question mark.
    """

    line: Line
    start: int
    end: int
    tokens: tuple[Token, ...]
    sentence: int
    asked: bool
    closing: str
    opens_sentence: bool
    closes_sentence: bool

    @property
    def text(self) -> str:
        """What it says."""
        return self.line.text[self.start : self.end]

    @property
    def words(self) -> list[str]:
        """Its words, folded, chat spelling written out."""
        return [word for token in self.tokens for word in token.words]


def discourse_units(lines: Sequence[Line]) -> tuple[DiscourseUnit, ...]:
    """Return the units of all lines that are not somebody else's words, in order."""
    units: list[DiscourseUnit] = []
    number = 0
    for line in lines:
        if line.kind is LineKind.QUOTED:
            continue
        for begin, end in _sentences(line.text):
            found = tuple(_units_of(line, begin, end, number))
            units += found
            number += bool(found)
    return tuple(units)


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield where sentences begin and end: in a message one ends after every question mark, whatever follows."""
    begin = None
    for span in sentences(text):
        begin = span.start if begin is None else begin
        if _INITIAL.search(text, begin, span.end):  # "the y. pestis"
            continue
        for match in _ASKED.finditer(text, span.start, span.end):
            yield begin, match.end()
            begin = match.end()
        if begin < span.end:
            yield begin, span.end
        begin = None
    if begin is not None:
        yield begin, len(text)


def _units_of(line: Line, begin: int, end: int, number: int) -> Iterator[DiscourseUnit]:
    text = line.text
    tokens = tuple(_tokens(text, begin, end))
    if not tokens:
        return
    cuts = [0, *(at for at in range(1, len(tokens)) if _cut_before(tokens, at)), len(tokens)]
    tail = text[tokens[-1].end : end]
    for first, last in pairwise(cuts):
        own = tokens[first:last]
        after = tail if last == len(tokens) else text[own[-1].end : tokens[last].start]
        yield DiscourseUnit(
            line,
            own[0].start,
            own[-1].end + len(after.rstrip(f' \n{BREAK}("“')),
            own,
            number,
            "?" in tail,
            after.strip(" \n"),
            first == 0,
            last == len(tokens),
        )


def _tokens(text: str, begin: int, end: int) -> Iterator[Token]:
    at = begin
    for match in _WORD.finditer(text, begin, end):
        start, typed = match.start(), match.group()
        apart = at > begin and text[at:start] != " " and _SOFT.search(text, at, start) is not None
        at = match.end()
        yield Token(start, at, _words_meant(typed), apart, typed[0].isupper())


@lru_cache(maxsize=4_096)
def _words_meant(typed: str) -> tuple[str, ...]:
    """Return the folded words that a typed one stands for."""
    lowered = typed.lower().replace("’", "'")
    plain = lowered.replace("'", "")
    joined = _JOINED.fullmatch(plain)
    meant = typed if plain in GREETINGS else spellings().get(lowered) or spellings().get(plain) or typed
    if meant == typed and joined is None:
        meant = little_word(plain) or typed
    if joined is not None and meant == typed:
        meant = f"{joined.group(1)} {_JOINED_TO[joined.group(2)]}"
    return tuple(filter(None, map(fold, meant.split()))) or (lowered,)


def _cut_before(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a unit may begin at a token: after punctuation, where a question opens, where chatter does."""
    token, before = tokens[at], tokens[at - 1].words[-1]
    word = token.first
    if token.apart:
        return True
    if before in _JOINING or before == "how":
        return False
    if word in CONNECTIVES:
        after = next((place for place in range(at, len(tokens)) if tokens[place].first not in CONNECTIVES), None)
        return after is not None and _opens_question(tokens, after)
    if _opens_question(tokens, at):
        return True
    if word in GROUNDS and word not in {"as", "like", "since"}:
        return True
    if (
        word in _CHATTER
        or (word in _THANKING and before not in _SAID and _nothing_else(tokens, at))
        or (word == "ty" and at == len(tokens) - 1)
    ):
        return before not in NOISE
    if before in _CHATTER or before in GREETINGS or (before in VOCATIVES and _addressed(tokens, at)):
        return word not in VOCATIVES
    if word in SPEAKER and before not in _BEFORE_SPEAKER:
        return True
    if before in {"me", "us", "him", "her", "them"} and at > 1 and tokens[at - 2].first in REPORTING:
        return _reported(tokens, at)
    if before == "that" and at > 1 and tokens[at - 2].first in REPORTING:
        return _reported(tokens, at)
    return before in REPORTING and word not in _REPORTED_TO and _reported(tokens, at)


def _opens_question(tokens: Sequence[Token], at: int) -> bool:
    """Return whether words that open a question stand at a token."""
    word, before = tokens[at].first, tokens[at - 1].words[-1] if at else ""
    of_a_thing = at > 1 and tokens[at - 2].first in {"what", "which"}  # "what topic do they"
    free = (
        not at
        or tokens[at].apart
        or (before in _OPENS_AFTER and not of_a_thing)
        or (before in VOCATIVES and _addressed(tokens, at))
    )
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if word in _PREPOSITIONS and following is not None and following.first in ASKING_WORDS:
        if following.apart:
            return False
        return before not in ASKING_WORDS
    if word in ASKING_WORDS or word in _MIXED:
        return not (before in _PREPOSITIONS and at) and before not in ASKING_WORDS
    if word in AUXILIARIES and following is not None and (free or _asked_of(tokens, at)):
        if following.first in ASKING_WORDS:
            return False
        own = following.first in _SPOKEN_TO or (following.capital and at > 0)
        return own or (following.first not in AUXILIARIES and may_be_subject(following.first, word))
    if word in {"if", "whether"}:
        return _asked_of(tokens, at)
    return word in REQUESTS and free and following is not None


_OPENS_AFTER: Final = (
    CONNECTIVES
    | (NOISE - frozenset({"actually", "seriously"}))
    | GREETINGS
    | ANNOUNCERS
    | REPLIES
    | THANKS
    | frozenset({"now", "first", "like"})
)
_WITHIN: Final = frozenset("actually literally seriously honestly basically obviously rn".split())
"""Noise that often stands inside a question."""
_THANKING: Final = THANKS - {"pardon", "grateful", "excuse", "ty"}
_SURELY_THANKS: Final = frozenset("thanks thx thankyou tysm tyvm cheers please gracias merci danke".split())
_CLOSES: Final = _THANKING - frozenset("later bother bless appreciate appreciated kindly wishes thank".split())
"""Thanks and farewells that may stand alone at the end."""
_JOINING: Final = frozenset("and or but so also plus".split())
_SAID: Final = PREPOSITIONS | DETERMINERS | REPORTING | {"say", "says", "saying", "be"}
_WANTING: Final = frozenset("want wanted need know get understand like wonder ask missing".split())
_OBJECTS: Final = frozenset("it me us him them her so that".split())
_CHATTER: Final = NOISE - _WITHIN
_ADDRESSING: Final = GREETINGS | VOCATIVES | NOISE | THANKS | CONNECTIVES
_PREPOSITIONS: Final = QUESTION_PREPOSITIONS - {"out"}
_REPORTED_TO: Final = QUESTION_PREPOSITIONS | _OBJECTS
_SPOKEN_TO: Final = SECOND_PERSON | SPEAKER
_BEFORE_SPEAKER: Final = AUXILIARIES | ASKING_WORDS | {"and", "that", "than"}


def _nothing_else(tokens: Sequence[Token], at: int) -> bool:
    """Return whether thanks, or what may be, stand alone in their stretch: "thanks", not "what city later became"."""
    if tokens[at].first in _SURELY_THANKS:
        return True
    rest = tokens[at + 1 :]
    end = next((place for place, token in enumerate(rest) if token.apart), len(rest))
    said = [word for token in rest[:end] for word in token.words]
    if not said:
        return tokens[at].first in _CLOSES
    return said[0] in SECOND_PERSON | {"for", "in"} or (THANKS | VOCATIVES | NOISE | STOP_WORDS).issuperset(said)


def _addressed(tokens: Sequence[Token], at: int) -> bool:
    """Return whether all words before a token only greet or turn to somebody."""
    return all(token.first in _ADDRESSING for token in tokens[:at])


def _asked_of(tokens: Sequence[Token], at: int) -> bool:
    """Return whether what stands before a token asks."""
    return asks_to_know([word for token in tokens[max(0, at - _FEW) : at] for word in token.words])


def may_be_subject(word: str, auxiliary: str) -> bool:
    """Return whether a word after an auxiliary may begin a subject, so that a question is turned: not "is in"."""
    if word in SUBJECTS:
        return True
    if auxiliary.endswith("nt"):
        return False
    return word not in QUESTION_PREPOSITIONS and not _is_derived(word)


def _is_derived(word: str) -> bool:
    """Return whether a word is a participle or an adverb: an ending after a word of general English, not "Fred"."""
    known = general_words()
    for ending in _DERIVING:
        if word.endswith(ending):
            base = word.removesuffix(ending)
            undoubled = base[:-1] if base[-2:-1] == base[-1:] else base
            return bool(_VOWELS.intersection(base)) and not known.isdisjoint(
                (base, undoubled, f"{base}e", f"{base[:-1]}y")
            )
    return False


def asks_to_know(words: Sequence[str]) -> bool:
    """Return whether words end by asking: "i want to know", "can you tell me", "my question is", "what i need is"."""
    if not words:
        return False
    if words[-1] in {"is", "was", "be"}:
        return not ANNOUNCERS.isdisjoint(words[-4:]) or ("i" in words and not _WANTING.isdisjoint(words))
    last = words[-2:-1] if words[-1] in {"me", "us"} else words[-1:]
    if words[-2:] in (["find", "out"], ["figure", "out"], ["work", "out"], ["look", "up"], ["curious", "about"]):
        return len(words) == 2 or not ASKERS.isdisjoint(words)
    helpful = words[0] == "it" and words[-2:-1] == ["to"]  # "it would be helpful to know"
    return not KNOWING.isdisjoint(last) and (helpful or not ASKERS.isdisjoint(words))


def _reported(tokens: Sequence[Token], at: int) -> bool:
    """Return whether what stands before a token reports a claim: "my buddy says", "i heard"."""
    window = [word for token in tokens[max(0, at - _FEW) : at] for word in token.words]
    return not REPORTERS.isdisjoint(window)
