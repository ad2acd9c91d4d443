"""The kind of answer that a question wants, and the kinds that a sentence holds."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import Enum
from functools import cache, partial

from retrieval.english.calendar import MONTHS, SHORT_MONTHS, WEEKDAYS
from retrieval.english.numbers import SCALES, TENS, UNITS, VAGUE


class AnswerKind(Enum):
    """A kind of answer; the values are machine words."""

    AGE = "age"
    COUNT = "count"
    DATE = "date"
    DURATION = "duration"
    FREQUENCY = "frequency"
    MONEY = "money"
    PERSON = "person"
    PLACE = "place"
    REASON = "reason"
    SPEECH = "speech"
    MEASURE = "measure"


_NUMBER = rf"(?:\d[\d,.]{{0,15}}|an?|{'|'.join((*list(UNITS)[1:], *TENS, *SCALES, *VAGUE))})"
_UNITS_OF_TIME = ("second", "minute", "hour", "day", "week", "month", "year", "decade", "centur")
_UNIT = r"(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?|centur(?:y|ies))"
_MONTH = rf"(?:{'|'.join(month.title() for month in (*MONTHS, *SHORT_MONTHS))})\b\.?"
_WEEKDAY = f"(?:{'|'.join(day.title() for day in WEEKDAYS)})"

_SAYING = (
    r"(?:say|said|tell|told|think|claim|comment|respond|reply|explain|call|describe|write|tweet|admit|argue|react)"
)
"""Beginnings of the verbs in which a question asks what somebody said."""

# How questions ask, most telling first: the first pattern that fits decides.
_ASKED: tuple[tuple[AnswerKind, Callable[[], re.Pattern[str]]], ...] = tuple(
    (kind, cache(partial(re.compile, pattern, re.I)))  # compiled where it is first needed, which takes a while
    for kind, pattern in (
        (AnswerKind.AGE, r"\bhow (?:old|young)\b|\b(?:what|whats)(?: is| was)?\b.{0,30}\bage\b|\b(?:age|aged)\W*$"),
        (
            AnswerKind.MONEY,
            r"\bhow much (?:money|did .{1,40}\b(?:pay|cost|earn|make|spend))|\bnet worth\b|\bwhat .{0,20}"
            r"\b(?:price|cost|salary|fee|fine)\b|\bhow much (?:does|do|did|was|is|were)\b",
        ),
        (AnswerKind.MEASURE, r"\bhow (?:tall|high|heavy|fast|deep|wide|far|big|large)\b|\b(?:height|weight|size)\b"),
        (AnswerKind.FREQUENCY, r"\bhow (?:often|frequently|regularly)\b|\bhow many times\b"),
        (
            AnswerKind.DURATION,
            r"\bhow long\b|\bhow (?:many|much) (?:seconds|minutes|hours|days|weeks|months|years|time)\b"
            r"|\bfor how\b|\bwhat length\b|\bhow (?:soon|quickly)\b",
        ),
        (AnswerKind.COUNT, r"\bhow many\b|\bwhat (?:number|percentage|percent|share)\b|\bnumber of\b|\bhow much of\b"),
        (
            AnswerKind.REASON,
            r"\bwhy\b|\bwhat (?:was|were|is|are)?\s?(?:the )?(?:reasons?|cause|motive|purpose)\b"
            r"|\bhow come\b|\bwhat (?:made|caused|led|drove|motivated|prompted)\b|\bwhat for\b",
        ),
        (
            AnswerKind.SPEECH,
            rf"\bwhat (?:did|does|do|has|had|was|were|else did)\b.{{1,60}}\b{_SAYING}\w*\b"
            r"|\b(?:quote|words|said|say|comments?|statement|reaction|response)\b",
        ),
        (
            AnswerKind.DATE,
            r"^(?!\W*(?:(?:so|and|but|wait|ok) )?"
            r"(?:did|does|do|was|were|is|isnt|are|has|had|have|can|could|would|will)\b)"
            r"(?:(?!\b(?:what|how|who|where|why|which)).)*?\bwhen\b"
            r"|\b(?:what|which) (?:day|date|year|month|week|time)\b|\bdate\b|\bsince what\b",
        ),
        (
            AnswerKind.PLACE,
            r"\bwhere\b|\b(?:what|which) (?:city|town|state|country|place|county|street|prison|location"
            r"|area|region|venue|building|school|hospital)\b",
        ),
        (
            AnswerKind.PERSON,
            r"\bwho\b|\bwhose\b|\bwhom\b|\bwhos\b|\b(?:which|what) (?:person|man|woman|guy|lady|people)\b"
            r"|\bwhat (?:is|was|are|were|s)\b.{1,40}\bnames?\b|\bnames? of\b|\bby whom\b",
        ),
    )
)
_SAYS = re.compile(rf"\b(?:what|how) (?:did|does|do|has|had|was|were|else did)\b.{{1,80}}?\b{_SAYING}", re.I)

_HELD: tuple[tuple[AnswerKind, str, int], ...] = (
    (
        AnswerKind.AGE,
        rf"\b{_NUMBER}[- ]year[s]?[- ]olds?\b|\baged? {_NUMBER}\b|,\s\d{{1,3}},|\bin (?:his|her|their) "
        r"(?:early |mid-?|late )?(?:teens|twenties|thirties|forties|fifties|sixties|seventies|eighties|\d0s)",
        re.I,
    ),
    (
        AnswerKind.MONEY,
        r"[$£€¥]\s?\d(?:[\d,.]{0,15}\d)?(?:[ -](?:thousand|million|billion|trillion)\b|[mkb]n?\b)?"
        r"|\b\d[\d,.]{0,15}\s?(?:dollars|pounds|euros|cents|bucks)\b"
        r"|\b(?:million|billion)[- ](?:dollar|pound|euro)",
        re.I,
    ),
    (
        AnswerKind.MEASURE,
        r"\b\d[\d,.]{0,15}\s?(?:feet|foot|ft|inches|metres|meters|m|km|kilometres|kilometers|miles?|kg"
        r"|kilos?|pounds|lbs?|mph|degrees|acres|tons?|tonnes?)\b|(?<!\d)\d{1,2}'\d{1,2}",
        re.I,
    ),
    (
        AnswerKind.FREQUENCY,
        r"\b(?:daily|weekly|monthly|yearly|annual(?:ly)?|hourly|once|twice|thrice|often|always"
        rf"|never|rarely|seldom|regularly|every (?:day|week|month|year|time)|{_NUMBER} times)\b",
        re.I,
    ),
    (
        AnswerKind.DURATION,
        rf"\b{_NUMBER}(?:[- ]\w+){{0,2}}[- ]{_UNIT}\b(?![- ]olds?\b)|\b(?:over|under|for|within) (?:an?|the) \w* ?"
        rf"{_UNIT}|\blife sentence\b|\bin prison for life\b|\b{_UNIT} (?:later|ago|after|before)\b",
        re.I,
    ),
    (AnswerKind.COUNT, rf"\b(?!(?:a|an)\b){_NUMBER}\b(?:\s?%| percent\b)?|%|\bpercent\b", re.I),
    (
        AnswerKind.REASON,
        r"\bbecause\b|\bsince\b|\bdue to\b|\bso that\b|\bin order to\b|\bafter (?:\w+ly )?\w+ing\b"
        r"|\breasons?\b|\bthat['’]s why\b|\bmotivat\w+|\bas a result\b|\bled to\b|\bhad to\b|\bfor \w+ing\b"
        r"|\bto (?:help|get|make|avoid|keep|stop|protect|support|raise|show|try|prove|save|win|gain)\b",
        re.I,
    ),
    (AnswerKind.SPEECH, r"[\"“”«»„]|\bsaid\b|\btold\b|\bsays\b|\baccording to\b", re.I),
    (
        AnswerKind.DATE,
        rf"\b{_MONTH}(?: \d{{1,2}}(?!\d)(?:,? \d{{4}}(?!\d))?| \d{{4}}(?!\d)|\b)|\b{_WEEKDAY}\b|\b(?:19|20)\d\d\b"
        r"|\b(?:[Ll]ast|[Tt]his|[Nn]ext|[Ee]arlier this|[Ll]ater this) (?:week|month|year|summer|winter|spring|fall"
        rf"|autumn|night|morning)\b|\byesterday\b|\btoday\b|\btomorrow\b|\b\d{{1,2}}(?::\d\d)? ?[ap]\.?m\b"
        rf"|\b{_NUMBER} {_UNIT} (?:ago|later|earlier|before|after)\b",
        0,
    ),
    (
        AnswerKind.PLACE,
        r"\b(?:in|at|from|to|near|outside|inside|across|into|through|of) (?:the |a |an )?(?:[A-Z]\w+)"
        r"|\b[A-Z]\w+, [A-Z]\w+|\b(?:in|at|outside|inside|from|to) (?:the |a |an |his |her |their )?(?:\w+ )?"
        r"(?:prison|court|house|home|hospital|school|city|town|street|park|office|airport|hotel|church|station|building|online)\b",
        0,
    ),
    (AnswerKind.PERSON, r"(?<![.!?“\"] )(?<!^)\b[A-Z][a-z]+(?:[-’' ][A-Z][a-z]+)*\b", 0),
)

_NEEDED = {
    AnswerKind.AGE: ("year", "age", "in his ", "in her ", "in their "),
    AnswerKind.MONEY: ("$", "£", "€", "¥", "dollar", "pound", "euro", "cents", "bucks"),
    AnswerKind.MEASURE: (),
    AnswerKind.FREQUENCY: (
        *("daily", "weekly", "monthly", "yearly", "annual", "hourly", "once", "twice", "thrice", "often", "always"),
        *("never", "rarely", "seldom", "regularly", "every ", " times"),
    ),
    AnswerKind.DURATION: (*_UNITS_OF_TIME, "life sentence", "in prison for life"),
    AnswerKind.SPEECH: (*'"“”«»„', "said", "told", "says", "according to"),
    AnswerKind.DATE: (
        *dict.fromkeys(month.title()[:3] for month in (*MONTHS, *SHORT_MONTHS)),
        *("day", "tomorrow", "summer", "winter", "spring", "fall", "autumn", "night", "morning", *_UNITS_OF_TIME),
    ),
}
"""For some patterns, letters of which a sentence without a digit must have some to fit: quicker than to search."""
_DIGIT = re.compile(r"\d")

_FOLDED = str.maketrans({"ſ": "s", "ı": "i", "\u0307": None})
"""Letters that match others where case is ignored, and the dot that the lower case of "İ" leaves behind."""
_HOLDS = tuple(
    (kind, cache(partial(re.compile, pattern)), bool(flags & re.I), _NEEDED.get(kind)) for kind, pattern, flags in _HELD
)
"""The same patterns for a sentence in lower case, whether they are for that (ignoring case takes twice the time), and
what they need."""


def wanted_kinds(question: str) -> frozenset[AnswerKind]:
    """Return the kinds of answer that a question asks for; none where any may do ("was it risky?")."""
    found = next((kind for kind, pattern in _ASKED if pattern().search(question)), None)
    kinds = set() if found is None else {found}
    if _SAYS.search(question):
        kinds.add(AnswerKind.SPEECH)
    return frozenset(kinds)


def held_kinds(sentence: str) -> frozenset[AnswerKind]:
    """Return the kinds of answer that a sentence holds."""
    lowered = sentence.lower() if sentence.isascii() else sentence.lower().translate(_FOLDED)
    digit = _DIGIT.search(sentence) is not None
    held: list[AnswerKind] = []
    for kind, pattern, fold, needed in _HOLDS:
        text = lowered if fold else sentence
        if (digit or needed is None or any(map(text.__contains__, needed))) and pattern().search(text):
            held.append(kind)
    return frozenset(held)


def held_spans(sentence: str, kind: AnswerKind) -> tuple[tuple[int, int], ...]:
    """Return where answers of a kind stand in a sentence, as (start, end)."""
    pattern, flags = next((pattern, flags) for held, pattern, flags in _HELD if held is kind)
    return tuple(match.span() for match in re.compile(pattern, flags).finditer(sentence))
