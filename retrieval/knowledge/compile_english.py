"""General English's word lists -> what a start reads of them: `python -m retrieval.knowledge.compile_english`.

Stemming ten thousand groups of words takes seconds, and they change with a release only. A test holds the compiled
files to the word lists.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from retrieval.articles.text_files import TextFile
from retrieval.english.chat import SMALL_TALK_FILE
from retrieval.english.frequency import zipf_frequencies
from retrieval.english.name_words import PLACES
from retrieval.english.opposites import OPPOSITES_FILE
from retrieval.english.speech_words import SPEECH_STEMS_FILE, SPEECH_VERBS
from retrieval.english.spelling import KNOWN_WORDS_FILE
from retrieval.english.stop_words import STOP_WORDS
from retrieval.english.terms import folded_words, stem, words
from retrieval.english.word_sets import word_set
from retrieval.knowledge.general_english import PHRASES_FILE
from retrieval.knowledge.phrases import Group, Phrases
from retrieval.knowledge.vocabulary import read_groups

_DATA: Final = Path(__file__).parents[1] / "english" / "data"
_GROUPS: Final = ("related.txt", "asked.txt", "asked-more.txt")
_WORDS: Final = ("related.txt", "asked.txt", "names.txt", "nicknames.txt", "small_talk.txt")
_NAMED_LIKE_PEOPLE: Final = word_set(
    "Georgia Jordan Chad Florence Sydney Halifax Carolina Virginia Savannah Lincoln Jackson"
)
"""Places that people are called after: no names of places where people are looked for, but each excludes the others."""


def compiled() -> dict[Path, str]:
    """Return what each compiled file has to hold."""
    words = {word for name in _WORDS for word in _letters((_DATA / name).read_text(encoding="utf-8"))}
    for line in (_DATA / "chat.txt").read_text(encoding="utf-8").splitlines():
        words.update(_letters(line.partition(" = ")[2]))
    others = sorted(words - STOP_WORDS - zipf_frequencies().keys())
    return {
        PHRASES_FILE: Phrases.of(general_groups()).text + "\n",
        KNOWN_WORDS_FILE: "\n".join(others) + "\n",
        SPEECH_STEMS_FILE: "".join(f"{word}\n" for word in sorted({*map(stem, SPEECH_VERBS)})),
        SMALL_TALK_FILE: "".join(f"{line}\n" for line in _small_talk()),
        OPPOSITES_FILE: "".join(f"{line}\n" for line in _opposites()),
    }


def general_groups() -> tuple[Group, ...]:
    """Return the groups that the phrases are compiled of."""
    return tuple(group for name in _GROUPS for group in read_groups(TextFile.read(_DATA / name))[0])


def _small_talk() -> Iterator[str]:
    """Yield the headings, and the messages as they are looked up."""
    for line in (_DATA / "small_talk.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            yield line.strip()
        elif line.strip() and not line.startswith("#"):
            yield " ".join(folded_words(line))


def _opposites() -> Iterator[str]:
    """Yield the lines that tell what excludes what, their words as stems; last the places, of which one is true."""
    for line in (_DATA / "opposites.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("!"):
            yield "!" + "/".join(map(_stems, line[1:].split()))
        elif line and not line.startswith("#"):
            sign = "=" if line.startswith("=") else ""
            yield sign + re.sub(r"[^/:,]+", lambda match: _stems(match.group()), line.removeprefix(sign))
    yield "=" + ",".join(map(_stems, sorted(PLACES | _NAMED_LIKE_PEOPLE)))


def _stems(phrase: str) -> str:
    return " ".join(stem(word.folded) for word in words(phrase))


def _letters(text: str) -> list[str]:
    """Return the words of one of our own files, folded: plain letters and straight apostrophes."""
    return re.findall(r"[a-z]+", text.lower().replace("'", ""))


def main() -> int:
    """Compile the word lists."""
    for path, text in compiled().items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        print(f"{path.name}: {len(text):,} characters")
    return 0


if __name__ == "__main__":
    sys.exit(main())
