"""Finds the same words of one speaker wherever they are quoted, with small differences or shortened.

"three minutes" and "3 minutes" are the same words; case and "…" make no difference. One wording may contain
another. Two reports of one moment in different words are not the same.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, NamedTuple

from retrieval.english.numbers import TENS, UNITS
from retrieval.english.stop_words import COMMON_IN_SPEECH
from retrieval.quotations.quotation import Quotation

Words = tuple[str, ...]
_WORD: Final = re.compile(r"[^\W_]+")
_NUMBERS: Final = {word: str(number) for word, number in {**UNITS, **TENS}.items()}
# Set by hand, with no record of what on; test_wordings.py has pairs on either side. The last two bound the work.
_SHARE: Final = 0.8
_SPREAD: Final = 1.6
_FEWEST_WORDS: Final = 3
_MANY_WORDS: Final = 4
_MOST_WORK: Final = 400_000
_MOST_BEARERS: Final = 60


class Difference(NamedTuple):
    """One step from a wording to another: "same", "dropped", "added" or "changed", with the words of both."""

    kind: str
    ours: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Wordings:
    """Quotations of the same words, in story order; `articles` are the files that carry one of them."""

    quotations: tuple[Quotation, ...]

    @property
    def articles(self) -> tuple[str, ...]:
        """The files in story order, each once."""
        return tuple(dict.fromkeys(quotation.article for quotation in self.quotations))


def find_wordings(words: Sequence[Words], speakers: Sequence[int], persons: Sequence[int]) -> list[int]:
    """Return for each quotation which of them is its first wording: itself where it is quoted once.

    `words` are theirs as they are compared, none of what nobody says; speakers and people are told by numbers, -1
    where there is none.
    """
    roots = list(range(len(words)))

    def is_one_speaker(one: int, other: int) -> bool:
        """Tell whether one person may have said both; "the star" may be anybody, if many words are equal."""
        if speakers[one] < 0 or speakers[other] < 0 or speakers[one] == speakers[other]:
            return True
        return (persons[one] < 0 or persons[other] < 0) and _one_in_the_other(words[one], words[other])

    def root(number: int) -> int:
        while roots[number] != number:
            roots[number] = roots[roots[number]]
            number = roots[number]
        return number

    for one, other in _candidates(words):
        if root(one) == root(other) or not is_one_speaker(one, other):
            continue
        if same_words(words[one], words[other]):
            low, high = sorted((root(one), root(other)))
            roots[high] = low
    return [root(number) for number in range(len(words))]


def comparable_words(text: str) -> Words:
    """Return the words of a text as wordings are compared: lower case, small numbers in digits, no punctuation."""
    return tuple(_NUMBERS.get(word, word) for word in _WORD.findall(text.casefold().replace("’", "'")))


def same_words(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Tell whether two wordings are the same quotation: equal, one in the other, or with small differences."""
    short, long = sorted((one, other), key=lambda words: (len(words), words))
    if len(short) < _FEWEST_WORDS:
        return False
    if short == long:
        return True
    distinctive = {word for word in short if word not in COMMON_IN_SPEECH}
    if len(short) * len(long) > _MOST_WORK:
        return len(distinctive) > 1 and f" {' '.join(short)} " in f" {' '.join(long)} "
    if len(distinctive) < 2 or len(distinctive.intersection(long)) < min(2, len(distinctive)):
        return False
    there = set(long)
    shared = [word for word in short if word in there]  # no alignment matches more; most pairs end here
    if len(shared) < _SHARE * len(short) or _distinctive(shared) < _SHARE * len(distinctive):
        return False
    from rapidfuzz.distance import LCSseq  # noqa: PLC0415  # not where a story is kept

    if LCSseq.similarity(short, long) < _SHARE * len(short):  # nor more than this, which is nearly what it matches
        return False
    matched, spread = _aligned(short, long)
    return (
        len(matched) >= _SHARE * len(short)
        and spread <= _SPREAD * len(short) + 1
        and _distinctive(matched) >= _SHARE * len(distinctive)
    )


def _distinctive(words: Iterable[str]) -> int:
    return sum(word not in COMMON_IN_SPEECH for word in words)


def _aligned(short: tuple[str, ...], long: tuple[str, ...]) -> tuple[list[str], int]:
    """Return the words of the shorter that the longer has in the same order, and how many words they span there."""
    matcher = SequenceMatcher(None, short, long, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    while len(blocks) > 1:
        spread = blocks[-1].b + blocks[-1].size - blocks[0].b
        if spread <= _SPREAD * len(short):
            break
        blocks.pop(0 if blocks[0].size < blocks[-1].size else -1)
    if not blocks:
        return [], 0
    matched = [word for block in blocks for word in short[block.a : block.a + block.size]]
    return matched, blocks[-1].b + blocks[-1].size - blocks[0].b


def _candidates(words: Sequence[tuple[str, ...]]) -> Iterator[tuple[int, int]]:
    """Yield the pairs that share two distinctive words or are equal; a word that very many have is not one.

    Of those that one wording makes with earlier ones the likeliest come first: what they join need not be compared.
    """
    counts = Counter(word for wording in words for word in set(wording) - COMMON_IN_SPEECH)
    bearers: defaultdict[str, list[int]] = defaultdict(list)
    last_alike: dict[int, int] = {}  # by the hash of the words: they themselves would take more than the text
    for number, wording in enumerate(words):
        shared: Counter[int] = Counter()
        for word in set(wording) - COMMON_IN_SPEECH:
            if 1 < counts[word] <= _MOST_BEARERS:
                shared.update(bearers[word])
                bearers[word].append(number)
        if len(wording) >= _FEWEST_WORDS:
            alike = last_alike.get(hash(wording))
            if alike is not None and words[alike] == wording:
                shared[alike] += 2
            last_alike[hash(wording)] = number
        for other, count in shared.most_common():
            if count > 1:
                yield other, number


def _one_in_the_other(one: Words, other: Words) -> bool:
    """Tell whether two wordings of many words are equal to the letter, as far as the shorter goes."""
    short, long = sorted((" ".join(one), " ".join(other)), key=len)
    return min(len(one), len(other)) >= _MANY_WORDS and f" {short} " in f" {long} "


def differences(ours: str, theirs: str) -> tuple[Difference, ...]:
    """Compare two wordings word by word, as the articles have them; case and punctuation make no difference."""
    a, b = ours.split(), theirs.split()
    keys_a, keys_b = [_key(word) for word in a], [_key(word) for word in b]
    kinds = {"equal": "same", "delete": "dropped", "insert": "added", "replace": "changed"}
    matcher = SequenceMatcher(None, keys_a, keys_b, autojunk=False)
    return tuple(
        Difference(kinds[tag], " ".join(a[i:j]), " ".join(b[k:m])) for tag, i, j, k, m in matcher.get_opcodes()
    )


def _key(word: str) -> str:
    return " ".join(comparable_words(word)) or word
