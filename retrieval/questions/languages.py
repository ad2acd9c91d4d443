"""Which language a message is written in, where it is not English: by its script, and by its commonest words.

English is the default. Another language is told by several words that English lacks, with next to none that are
English, since to call an English message foreign is the worse mistake. No library does it: those that are right about
short questions weigh more than all else that is installed (lingua 100 MB and more), and small ones name a language for
whatever they are given ("kim kids").
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from retrieval.english.chat import spellings
from retrieval.english.frequency import zipf_frequencies
from retrieval.english.spelling import general_words
from retrieval.english.stop_words import STOP_WORDS
from retrieval.english.terms import fold
from retrieval.questions.foreign_words import ForeignWord, foreign_word

MAX_CHARACTERS: Final = 1_000
"""Of a longer message, only so much of its beginning and of its end is read."""

# What stands in a message and is no word of its writer's: mentions and emoji of Discord, links, code.
_NO_WORDS: Final = re.compile(r"<[^<>\s]{2,64}>|:\w{2,32}:|https?://\S+|`[^`]*`")
_WORD: Final = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_PIECE: Final = re.compile(r"[^.!?;:,\n…。？！؟،]+[.!?;:,…。？！؟،]*")
QUESTION_MARKS: Final = frozenset("?？؟¿")
_APOSTROPHES: Final = str.maketrans("’ʼ", "''")

# On the Zipf scale, log10 of the uses in a billion words; differences are powers of ten.
_STOP_WORD: Final = 6.0
"""What is taken for a word of the stop list that is rarer by itself ("whos")."""
_RARE_ENGLISH, _NO_ENGLISH = 3.0, 2.0
"""What is taken for a word that English has but not often, and for one that it does not have."""
_NOT_LISTED: Final = 3.5
"""What is taken for a word of another language that is not among its commonest, which end at about 5."""
_VERY_COMMON: Final = 6.0
_MOST: Final = 2.5
"""What one word says at most for a language or against it."""
_CHAT: Final = 0.5
"""The same for a language, of a word that is chat spelling in English too ("wat", "dat")."""
_COUNTS: Final = 0.8
"""From which on a word counts as one of the other language, and below whose opposite as one of English."""
_SURE: Final = 3.0
"""What the words of a message must say in all for a language to be taken for it."""
_ENGLISH_SHARE: Final = 1 / 3
"""How many English words there may be to one of the other language: titles are often English, and slang is."""
_FEW_WRITE: Final = frozenset(("ca", "fil", "is", "lt", "lv", "sk", "sl"))
_RARER: Final = 0.8
"""How much more must be said for a language that few write in than for its larger relative."""

_SCRIPTS: Final = {
    **{"GREEK": "el", "CYRILLIC": "ru", "ARMENIAN": "hy", "HEBREW": "he", "ARABIC": "ar", "DEVANAGARI": "hi"},
    **{"BENGALI": "bn", "GURMUKHI": "pa", "GUJARATI": "gu", "TAMIL": "ta", "TELUGU": "te", "KANNADA": "kn"},
    **{"MALAYALAM": "ml", "SINHALA": "si", "THAI": "th", "LAO": "lo", "MYANMAR": "my", "KHMER": "km"},
    **{"GEORGIAN": "ka", "HANGUL": "ko", "ETHIOPIC": "am", "HIRAGANA": "ja", "KATAKANA": "ja", "CJK": "zh"},
}
"""The language that is most written in a script, by the first word of its letters' names in Unicode."""
_LETTERS: Final = {
    **{"uk": "іїєґ", "be": "іўыэё", "sr": "ђјљњћџ", "mk": "ѓќѕјљњџ", "kk": "әғқңөұүһі", "ru": "ыэё"},
    **{"fa": "پچژگکی", "ur": "پچژگکیٹڈڑںےھہ"},
}
"""Letters by which a language is known among those of its script."""
_A_LETTER: Final = 4
"""How many words a letter that only one language has counts for; several that have it share that."""
_SEVERAL_LANGUAGES: Final = frozenset(("ru", "ar"))
_DENSE: Final = frozenset(("ja", "zh", "ko", "th", "lo", "km", "my"))
"""Languages of which a run of letters may hold several words."""


def language_of(text: str) -> str | None:
    """Return the code (ISO 639) of the language that a message is written in; None for English, and where it may be.

    What asks decides: "sorry for my english, quantos anos tem a kim?" is Portuguese, "bonjour! how old is she?" is
    English.
    """
    if len(text) > 2 * MAX_CHARACTERS:
        text = f"{text[:MAX_CHARACTERS]} {text[-MAX_CHARACTERS:]}"
    text = _NO_WORDS.sub(" ", text)
    if text.isascii():
        if not any(map(_may_be_foreign, _WORD.findall(text))):
            return None
    else:
        text = unicodedata.normalize("NFKC", text).translate(_APOSTROPHES)
    if asking := "".join(piece for piece in _PIECE.findall(text) if QUESTION_MARKS.intersection(piece)):
        said = _said(asking)
        if said.sure and said.foreign > 1:
            return said.language
        if said.english > 1:
            return None
    said = _said(text)
    return said.language if said.sure else None


@dataclass(frozen=True, slots=True)
class _Said:
    """What the words of a text say for one language: in all, and how many are its own and how many English.

    `common` is how common they are in it, added up; `unmistakable`, whether one is enough.
    """

    language: str = ""
    total: float = 0.0
    foreign: int = 0
    english: int = 0
    common: float = 0.0
    unmistakable: bool = False

    @property
    def sure(self) -> bool:
        """Whether the text is in this language."""
        if self.foreign < 2:
            return self.unmistakable and not self.english
        return self.total >= _SURE and self.english <= self.foreign * _ENGLISH_SHARE

    @property
    def likely(self) -> tuple[float, float]:
        """What languages are compared by; where as much is said for both, the one in which the words are commoner."""
        return self.total - _RARER * (self.language in _FEW_WRITE), self.common


def _said(text: str) -> _Said:
    """Return what a text says for the language that it speaks most for."""
    latin, others = _by_script(text)
    words = list(dict.fromkeys(part for word in latin for part in _parts(word)))
    read = [_Reading.of(word, first=at == 0) for at, word in enumerate(words)]
    if others:
        language = _of_script(others)
        count = sum(-(-len(word) // 2) if language in _DENSE else 1 for word in others)
        against = _for("", read)
        return _Said(language, _MOST * count + against.total, count, against.english, unmistakable=True)
    languages = sorted({language for each in read for language in each.speaks_for}) or [""]
    return max((_for(language, read) for language in languages), key=lambda said: said.likely)


def _for(language: str, read: Sequence[_Reading]) -> _Said:
    says = [each.says_for(language) for each in read]
    return _Said(
        language,
        sum(says),
        sum(each >= _COUNTS for each in says),
        sum(each <= -_COUNTS for each in says),
        sum(each.foreign.frequencies.get(language, 0.0) for each in read),
        len(read) > 1 and any(each.is_unmistakable(language) for each in read),
    )


@dataclass(frozen=True)
class _Reading:
    """A word in Latin letters: how common it is in English and elsewhere, and what it says at most for a language.

    `against` is what it says for a language that does not have it among its commonest; `named`, whether it is written
    as a name is.
    """

    typed: str
    foreign: ForeignWord
    english: float
    against: float
    most: float
    named: bool

    @cached_property
    def speaks_for(self) -> list[str]:
        """The languages that the word counts as one of."""
        return [language for language in self.foreign.frequencies if self.says_for(language) >= _COUNTS]

    @classmethod
    @lru_cache(maxsize=2_048)
    def of(cls, word: str, *, first: bool) -> _Reading:
        """Read a word; `first`: of its text, where a capital says nothing."""
        typed, folded = word.casefold(), fold(word)
        named = word.istitle() and not first
        foreign = foreign_word(typed)
        if foreign.frequencies and typed != folded:  # accents, which English has hardly any of
            return cls(typed, foreign, _NO_ENGLISH, 0.0, _MOST, named)
        if typed != folded:
            foreign = foreign_word(folded)
        english = zipf_frequencies().get(folded, _RARE_ENGLISH if folded in general_words() else _NO_ENGLISH)
        if folded in STOP_WORDS:
            english = max(_STOP_WORD, english)
        against = 0.0 if foreign.shared else max(-_MOST, min(0.0, _NOT_LISTED - english))
        return cls(typed, foreign, english, against, _CHAT if folded in spellings() else _MOST, named)

    def says_for(self, language: str) -> float:
        """Return how much more the word says for a language than for English, -_MOST to _MOST."""
        own = self.foreign.frequencies.get(language)
        return self.against if own is None else max(-_MOST, min(self.most, own - self.english))

    def is_unmistakable(self, language: str) -> bool:
        """Whether it is one of a language's very commonest words, and nothing else."""
        common = self.foreign.frequencies.get(language, 0.0) >= _VERY_COMMON and self.says_for(language) >= _MOST
        return common and len(self.typed) > 2 and not self.named and not self.foreign.shared


@lru_cache(maxsize=8_192)
def _may_be_foreign(word: str) -> bool:
    """Whether a word, or a part of it, counts as one of some other language."""
    return any(_Reading.of(part, first=False).speaks_for for part in _parts(word))


def _parts(word: str) -> Sequence[str]:
    """Return a word, or what an apostrophe joins that is no English word: "d'enfants", "Alice'in"."""
    if "'" not in word:
        return (word,)
    folded = fold(word)
    english = folded in STOP_WORDS or folded in general_words() or folded in spellings()
    return (word,) if english else word.split("'")


def _by_script(text: str) -> tuple[list[str], list[str]]:
    """Return the words in Latin letters, and the runs of other letters; one letter alone is a face ("ಠ_ಠ")."""
    if text.isascii():
        return _WORD.findall(text), []
    latin: list[str] = []
    others: list[str] = []
    run, script = "", ""
    for character in f"{text} ":
        kind = unicodedata.category(character)[0]
        if kind == "L":
            now = _script(character)
        else:
            now = script if kind == "M" or (character == "'" and script == "LATIN") else ""
        if (now == "LATIN") != (script == "LATIN") or not now:
            if script == "LATIN":
                latin.append(run.strip("'"))
            elif sum(map(str.isalpha, run)) > 1:
                others.append(run)
            run = ""
        script = now
        run += character if now else ""
    return latin, others


@lru_cache(maxsize=4_096)
def _script(character: str) -> str:
    name = re.split("[ -]", unicodedata.name(character, ""), maxsplit=1)[0]
    return name if name in _SCRIPTS else "LATIN"


def _of_script(words: Sequence[str]) -> str:
    """Return the language of words that are not in Latin letters: by their script, their letters, their words."""
    scripts = Counter(_SCRIPTS[_script(letter)] for word in words for letter in word if letter.isalpha())
    language = "ja" if scripts["ja"] else scripts.most_common(1)[0][0]  # Chinese signs stand in Japanese
    if language not in _SEVERAL_LANGUAGES:
        return language
    points: defaultdict[str, float] = defaultdict(float, {language: 0.5})
    joined = "".join(words).casefold()
    for letter in joined:
        having = [other for other, letters in _LETTERS.items() if letter in letters]
        for other in having:
            points[other] += _A_LETTER / len(having)
    for word in words:
        for other in foreign_word(word.casefold()).frequencies:
            points[other] += 1
    return max(points, key=points.__getitem__)
