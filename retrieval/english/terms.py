"""Text -> index terms: Unicode words, numbers met in words and digits, stop words, Snowball stems."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from retrieval.english.numbers import ORDINALS, TENS, UNITS
from retrieval.english.snowball import new_stemmer
from retrieval.english.stop_words import STOP_WORDS

# All that is typed for an apostrophe inside a word, and what may stand there unseen: accents written as marks of
# their own, soft hyphens and joiners, which pages carry along.
_APOSTROPHES = "'’‘ʼ`´′＇"
_UNSEEN = "\u00ad\u200c\u200d\u2060\ufeff"
_LETTERS = rf"[^\W_](?:[^\W_]|[\u0300-\u036f{_UNSEEN}])*"

# Letters and digits of any script; a number may hold separators ("1,200", "3.5"). Apostrophes stay inside a
# word and are taken out by `fold`, so that "don’t", "don't" and the typed "dont" are one word.
_WORD = re.compile(
    rf"\d+(?:[.,:]\d+)+|(?<!\w)(?:[A-Za-z]\.){{2,6}}|{_LETTERS}(?:[{_APOSTROPHES}]{_LETTERS})*", re.UNICODE
)

_HYPHENS = "-\u2010\u2011"
BETWEEN_PARTS = frozenset({" ", *_HYPHENS})
"""What may stand between the parts of a number or of a compound: "twenty-one", "life boats"."""
_HYPHENATED = re.compile(rf"(?<![{_HYPHENS}\w])({_LETTERS})[{_HYPHENS}]({_LETTERS})(?![{_HYPHENS}\w])")

_PLAIN_WORD = re.compile(rf"[^\W_]+(?:[{_APOSTROPHES}][^\W_]+)*")

# "Alice's" is looked up as "alice", and "she'll", "we're", "he'd" as their pronouns, not as shell, were and hed.
_CLITIC = re.compile(rf"(?<=.)[{_APOSTROPHES}](?:s|d|m|ll|re|ve)$", re.IGNORECASE)
_REMOVED = str.maketrans("", "", _APOSTROPHES + _UNSEEN)

_COUNTRY = frozenset({"US", "U.S.", "U.S.A.", "USA", "u.s.", "u.s.a."})
"""Without its capitals or stops this country is a pronoun, and a stop word."""

_JOINED_TO_TENS = frozenset(ending for value in "123456789" for ending in (value, f"{value}th"))
_ORDINAL_DIGITS = re.compile(r"^(\d+)(?:st|nd|rd|th)$")
_stemmer = new_stemmer()


class Word(NamedTuple):
    """A word where it stands: `text[start:end]`, and how it is looked up (folded, numbers as digits)."""

    start: int
    end: int
    folded: str


@dataclass(frozen=True, slots=True)
class Term:
    """An index term and the characters it came from."""

    start: int
    end: int
    term: str


_new = tuple.__new__  # what the constructor of a named tuple calls, in half the time


@lru_cache(maxsize=50_000)
def fold(word: str) -> str:
    """Fold case, compatibility forms, accents and apostrophes; "Beyoncé’s" becomes "beyonces"."""
    if word.isascii():
        return word.lower().translate(_REMOVED)
    decomposed = unicodedata.normalize("NFKD", word.translate(_REMOVED)).casefold()
    return "".join(
        character
        for character in unicodedata.normalize("NFKD", decomposed)
        if not unicodedata.combining(character) and character not in _APOSTROPHES
    )


def folded_words(text: str) -> list[str]:
    """Return the folded words of a text in order: letters and digits, apostrophes inside a word taken out."""
    return [fold(word) for word in _PLAIN_WORD.findall(text)]


@lru_cache(maxsize=50_000)
def stem(folded: str) -> str:
    """Return the Snowball stem of a folded word; numbers and very long words are left as they are."""
    if not folded.isalpha() or len(folded) > 40:
        return folded
    return _stemmer.stemWord(folded)


@lru_cache(maxsize=50_000)
def _lookup(word: str) -> str:
    """Fold a word and bring numbers to digits: "Three" and "3" become "3", "first" and "1st" become "1th"."""
    if word in _COUNTRY:
        return "usa"
    folded = fold(_CLITIC.sub("", word)).replace(".", "") if word[:1].isalpha() else fold(word)
    if folded in UNITS:
        return str(UNITS[folded])
    if folded in TENS:
        return str(TENS[folded])
    if folded in ORDINALS:
        return f"{ORDINALS[folded]}th"
    if match := _ORDINAL_DIGITS.match(folded):
        return f"{match.group(1)}th"
    if folded[:1].isdigit():
        return folded.replace(",", "")
    return folded


def words(text: str) -> list[Word]:
    """Return the words of a text with their places; "twenty-one" is one number."""
    found: list[Word] = []
    end = 0
    for written in _WORD.findall(text):
        start = text.index(written, end)  # between words stands nothing that one could begin with
        end = start + len(written)
        folded = _lookup(written)
        if folded in _JOINED_TO_TENS and found and _is_tens(found[-1], text, start):
            tens = found.pop()
            joined = str(int(tens.folded) + int(folded.removesuffix("th"))) + folded[1:]
            found.append(Word(tens.start, end, joined))
        elif folded:
            found.append(_new(Word, (start, end, folded)))
    return found


def looked_up(text: str) -> list[str]:
    """Return the words of a text as they are looked up: what `words` has, without their places."""
    folded = [*map(_lookup, _WORD.findall(text))]
    if _JOINED_TO_TENS.isdisjoint(folded):
        return [word for word in folded if word]
    return [word.folded for word in words(text)]


def hyphenated(text: str) -> list[str]:
    """Return the compounds of two words that a text writes with a hyphen, folded, "life-boats", in order."""
    if not any(hyphen in text for hyphen in _HYPHENS):
        return []
    return [f"{fold(first)}-{fold(second)}" for first, second in _HYPHENATED.findall(text)]


def _is_tens(before: Word, text: str, start: int) -> bool:
    """Tell whether the word before is the tens of one number, as in "twenty-one", "twenty first", not in "20-1"."""
    return text[before.end : start] in BETWEEN_PARTS and fold(text[before.start : before.end]) in TENS


def terms(text: str, *, keep_stop_words: bool = False) -> list[Term]:
    """Analyse a text into index terms, in order."""
    return [
        Term(word.start, word.end, stem(word.folded))
        for word in words(text)
        if keep_stop_words or word.folded not in STOP_WORDS
    ]


def analyze(text: str) -> list[str]:
    """Return only the index terms of a text: what rank-bm25 is given."""
    return [term.term for term in terms(text)]


def character_ngrams(text: str, size: int = 4) -> list[str]:
    """Return the character n-grams of each word, its ends marked: a typing error spoils only a few of them."""
    return [gram for word in words(text) if word.folded not in STOP_WORDS for gram in word_ngrams(word.folded, size)]


def word_ngrams(folded: str, size: int = 4) -> list[str]:
    """Return the character n-grams of one folded word."""
    padded = f"^{folded}$"
    return [padded[at : at + size] for at in range(max(1, len(padded) - size + 1))]
