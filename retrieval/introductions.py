"""How each article introduces a person: "a 63-year-old grandmother who …", "CNN’s Van Jones", as a slice."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from retrieval.articles import Article, Paragraph, Span
from retrieval.cues import CONJUNCTIONS, CUE_VERBS, DETERMINERS, PREPOSITIONS, PRONOUNS, RELATIVES
from retrieval.name_words import PERSONAL_TITLES

_AFTER: Final = re.compile(
    r"(?:,|[ \u00a0]?[—–]|[ \u00a0]--)[ \u00a0]?"
    r"(?P<phrase>(?:who|whose|an?|the|one of|his|her|their|\d\d-year-old)\b[^,.;:—–()\"“”\n]{3,200})"
)
_WORD_BEFORE: Final = re.compile(r"([^\s,;:.!?()—–“”\"]+)[ \u00a0]$")
_MOST_WORDS_BEFORE: Final = 6
_ROLES: Final = frozenset(
    "daughter son wife husband mother father brother sister host anchor star singer rapper actor actress offender"
    " spokesman spokeswoman spokesperson nominee candidate manager director chief adviser strategist lawyer attorney"
    " professor author journalist reporter activist pollster critic chairman chairwoman leader founder grandmother"
    " aide senator governor mayor president secretary general writer analyst columnist businessman executive official"
    " mom dad friend partner judge doctor coach editor minister king queen artist comedian member".split()
)


def introduction_in(article: Article, mentioned: Callable[[str], Sequence[Span]]) -> tuple[str, Span] | None:
    """Return (file, span) of the phrase that introduces a person in an article; None where none does.

    `mentioned` gives the places of a paragraph where the person is named. What follows the name is preferred
    to what leads to it: it tells more.
    """
    leading: Span | None = None
    for paragraph in article.paragraphs[1:]:
        for span in mentioned(paragraph.text):
            match = _AFTER.match(paragraph.text, span.end)
            if match is not None and _is_apposition(paragraph.text, match):
                phrase = match["phrase"].rstrip()
                at = match.start("phrase")
                return article.file, _shifted(paragraph, Span(at, at + len(phrase)))
            if leading is None and (before := _led_to(paragraph.text, span)) is not None:
                leading = _shifted(paragraph, before)
    return None if leading is None else (article.file, leading)


def _is_apposition(text: str, match: re.Match[str]) -> bool:
    """Tell "Ivanka, his daughter, left" from "For Kim, her mission was personal": a comma or a dash closes it."""
    if match["phrase"].startswith(("his ", "her ", "their ", "one of")):
        return text[match.end() : match.end() + 1] in (",", "—", "–")
    return True


def _shifted(paragraph: Paragraph, span: Span) -> Span:
    return Span(paragraph.start + span.start, paragraph.start + span.end)


def _led_to(text: str, name: Span) -> Span | None:
    """Return "first-time drug offender Alice Marie Johnson" from its first word to the end of the name."""
    start, tells = name.start, text[name.start : name.end].split(maxsplit=1)[0].rstrip(".") in PERSONAL_TITLES
    for _ in range(_MOST_WORDS_BEFORE):
        match = _WORD_BEFORE.search(text, max(0, start - 40), start)
        if match is None:
            break
        word = match.group(1)
        lower = word.casefold()
        owner = lower.endswith(("'s", "’s", "s'", "s’"))
        if lower in DETERMINERS or owner:
            start = match.start(1)
            tells = tells or owner
            break
        if lower in PREPOSITIONS | CONJUNCTIONS | RELATIVES | PRONOUNS or (lower in CUE_VERBS and word.islower()):
            break
        if start == name.start and not (lower in _ROLES or word.rstrip(".") in PERSONAL_TITLES):
            break
        start, tells = match.start(1), True
    return Span(start, name.end) if tells else None
