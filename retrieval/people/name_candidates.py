"""Finds runs of capitalised words that may be names, each with the evidence that it is a person.

There is no parser: a first name, a title, a verb of saying beside it, "who" after it, an age, or its last word used
alone later on are evidence for a person; "the", words of organisations and places are evidence against.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from retrieval.english.abbreviations import Abbreviation, listed
from retrieval.english.frequency import zipf_frequencies
from retrieval.english.name_words import (
    EVERYDAY_NAMES,
    NOT_NAMES,
    ORGANISATION_WORDS,
    PERSONAL_TITLES,
    PLACES,
    TITLES,
    is_first_name,
)
from retrieval.english.roles import ROLES
from retrieval.english.speech_words import PERSONAL_SPEECH
from retrieval.english.stop_words import SMALL_IN_TITLES
from retrieval.spans import Span

_UPPER: Final = "A-ZÀ-ÖØ-ÞŁŚŠŞŻŽĆČĞİŐŘ"
_WORD: Final = rf"(?:[{_UPPER}]\.){{1,3}}|[{_UPPER}][^\W_]*(?:['’][{_UPPER}][^\W_]+)?(?:-[{_UPPER}]?[^\W_]+)*"
_ABBREVIATION: Final = rf"(?:{'|'.join((*listed(Abbreviation.TITLE), 'St', 'Sr', 'Jr'))})\."
_PARTICLE: Final = r"(?:de|van|von|al|bin|la|der|den|del|di|da|dos|el|ibn|le|du|ten|ter)"
_RUN: Final = re.compile(
    rf"(?<![\w@#.])(?:{_ABBREVIATION}|{_WORD})(?: (?:{_PARTICLE} ){{0,2}}(?:{_ABBREVIATION}|{_WORD}))*"
)
_SUFFIXES: Final = frozenset({"Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV"})
_SENTENCE_END: Final = re.compile(r"(?:^|[.!?:…—–\"“”‘\n(•])[\s\"“”‘’'(]*$")
_ROLE_BEFORE: Final = re.compile(rf"\b(?:{'|'.join(sorted(ROLES))}|named) $")
_SPEECH: Final = f"(?:{'|'.join(sorted(PERSONAL_SPEECH))})"
_VERB_AFTER: Final = re.compile(rf"(?:,? (?:also |then |later |had |has )?{_SPEECH}\b)")
_VERB_BEFORE: Final = re.compile(rf"\b{_SPEECH} $")
_PERSON_AFTER: Final = re.compile(r",? (?:who|whose|whom)\b|, \d\d,|, (?:a|an|the|his|her|one of) [a-z]")
_INITIALS: Final = re.compile(r"\w\.?|(?:\w\.){2,3}")
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_CALLED: Final = frozenset({"O", "Oh", "Poor", "Dear", "Dearest", "Old", "Little", "Young"})
"""Words that are written before a name, capitalised too, and are no part of it."""
_COMMON_FROM: Final = 4.5
"""On the Zipf scale: from here on the capital of a sentence's first word says nothing."""
THE: Final = "The"
"""Stands among the titles of a candidate for each time that "the" stands before it and it speaks: "said the Hatter"."""
_SPEAKS_BEFORE: Final = re.compile(rf"[\"”’'] ?(?:[a-z]+ly )?{_SPEECH} [Tt]he $")
_THE: Final = re.compile(r"\b[Tt]he $")
_MOST_SMALL: Final = 0.1


@dataclass(frozen=True, slots=True)
class NameRun:
    """Capitalised words that may be a name; `evidence` is above 0 where the words around them suggest a person."""

    words: tuple[str, ...]
    titles: tuple[str, ...]
    span: Span
    evidence: float


def is_title_case(text: str) -> bool:
    """Tell whether nearly every word is capitalised, as in headlines: there capitals mean nothing."""
    words = _LETTERS.findall(text)
    capitals = sum([word[0].isupper() for word in words])
    if capitals < 3:
        return False
    small = 0
    for word in words:
        if word[0].islower() and word not in SMALL_IN_TITLES and len(word) > 1:
            small += 1
            if small >= _MOST_SMALL * (capitals + small):  # more of them make it no less
                return False
    return True


def find_runs(text: str) -> Iterator[NameRun]:
    """Yield the candidates of a paragraph from left to right."""
    for match in _RUN.finditer(text):
        starts_sentence = _SENTENCE_END.search(text, max(0, match.start() - 6), match.start()) is not None
        yield from _clean(text, match.group(), match.start(), starts_sentence)


def _clean(text: str, run: str, start: int, starts_sentence: bool) -> Iterator[NameRun]:
    """Cut a run at words that are no part of a name, and take the titles off its front."""
    pieces = [(match.group(), start + match.start()) for match in re.finditer(r"\S+", run)]
    while len(pieces) > 1 and (pieces[0][0] in _CALLED or (starts_sentence and is_plain(pieces[0][0], _COMMON_FROM))):
        pieces = pieces[1:]
        starts_sentence = False
    group: list[tuple[str, int]] = []
    for position, (word, at) in enumerate(pieces):
        alone = len(pieces) == 1
        stops = word in NOT_NAMES and not (is_first_name(word) and not alone and not (position and not group))
        if position == 0 and starts_sentence and alone and word in NOT_NAMES:
            stops = True
        if stops:
            yield from _one(text, group)
            group = []
        else:
            group.append((word, at))
    yield from _one(text, group)


def is_plain(word: str, from_: float = 0.0) -> bool:
    """Tell whether a word is an everyday one, of this frequency (Zipf) at least, and neither a title nor a first name.

    A compound that goes on small is one: "Cold-hearted".
    """
    known = zipf_frequencies().get(word.casefold())
    common = (known is not None and known >= from_) or (word.rpartition("-")[2].islower() and "-" in word)
    return common and word.rstrip(".") not in TITLES and not is_first_name(word)


def _one(text: str, group: list[tuple[str, int]]) -> Iterator[NameRun]:
    titles: list[str] = []
    inner = [i for i, (word, _) in enumerate(group) if word.rstrip(".") in PERSONAL_TITLES and i + 1 < len(group)]
    if inner and inner[-1]:
        titles, group = [group[inner[-1]][0].rstrip(".")], group[inner[-1] + 1 :]
    while group and group[0][0].rstrip(".") in TITLES and not (len(group) == 2 and is_first_name(group[0][0])):
        if len(group) == 1 and _THE.search(text, max(0, group[0][1] - 4), group[0][1]):
            break  # "the Queen"
        titles.append(group[0][0].rstrip("."))
        group = group[1:]
    while group and (group[-1][0] in _SUFFIXES or group[-1][0].islower()):
        group = group[:-1]
    if not group or len(group) > 5:
        return
    words = tuple(word for word, _ in group)
    span = Span(group[0][1], group[-1][1] + len(group[-1][0]))
    if all(_INITIALS.fullmatch(word) for word in words):  # "A. M.", "D.C."
        return
    evidence = _evidence(text, span, tuple(titles), len(words))
    if _SPEAKS_BEFORE.search(text, max(0, span.start - 40), span.start):
        titles.append(THE)
    yield NameRun(words, tuple(titles), span, evidence)


def _evidence(text: str, span: Span, titles: tuple[str, ...], length: int) -> float:
    """Return what the words beside a run say: above 0 for a person, below 0 for anything else.

    The weights here and in `prior` are set by hand, with no record of what on; `name_clusters._PERSON_SCORE` is where
    they add up to a person.
    """
    before, after = text[max(0, span.start - 40) : span.start], text[span.end : span.end + 40]
    score = 0.0
    if titles:
        score += 3.0 if titles[-1] in PERSONAL_TITLES else 1.0
    if _ROLE_BEFORE.search(before):
        score += 2.0
    if _VERB_AFTER.match(after) or _VERB_BEFORE.search(before):
        score += 1.5
    if _PERSON_AFTER.match(after):
        score += 1.5
    if re.search(r"\b[Tt]he $", before):
        score -= 3.0
    elif not titles and re.search(r"\b(?:in|at|near|across|outside) $", before):
        score -= 1.5
    if re.match(r", [A-Z][a-z]{2,}[.,]", after) and length == 1:
        score -= 1.0
    return score


def prior(words: tuple[str, ...]) -> float:
    """Return what the words alone say: above 0 for a person, below 0 for anything else."""
    score = 0.0
    if any(word in ORGANISATION_WORDS for word in (words[1:] if is_first_name(words[0]) else words)):
        score -= 5.0
    if any(len(word) > 1 and word.isupper() and word.isalpha() for word in words):
        score -= 4.0
    if words[-1] in PLACES and not is_first_name(words[0]):
        score -= 4.0
    if any(word in NOT_NAMES and not is_first_name(word) for word in words):
        score -= 4.0
    if len(words) > 1:
        if is_first_name(words[0]):
            score += 3.0
        if any(re.fullmatch(r"(?:[A-Z]\.)+", word) for word in words[:-1]):
            score += 2.0
        if words[-1] in PLACES and words[0] in PLACES:
            score -= 3.0
    elif is_first_name(words[0]) and words[0] not in PLACES:
        score += 1.0 if words[0].casefold() in EVERYDAY_NAMES else 2.0
    elif words[0] in PLACES:
        score -= 4.0
    return score
