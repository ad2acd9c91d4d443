"""Which lines may be headings of a book, what they have in common, and what a chapter is called by its heading."""

from __future__ import annotations

import re
from typing import Final

from retrieval.articles.numbered_headings import NumberedHeading, read_heading
from retrieval.importing.clean import ends_sentence, tidy

LONGEST_TITLE: Final = 100
"""Characters of a line that may be a title."""
CHAPTER_WORDS: Final = frozenset({"chapter", "chap", "ch"})
PARTS: Final = frozenset({"book", "part", "volume", "vol", "act", "section"})
_NOT_OF_BOOKS: Final = frozenset(
    """figure fig table plate illustration image photo page line note footnote map exhibit question answer step article
    item number no nos verse chart box appendix equation example version""".split()
)
"""Words before numbers that count something other than chapters."""
_LEFT_OUT: Final = re.compile(
    r"(?:(?:table of )?contents|(?:list of )?illustrations|foot-?notes|end-?notes|notes|index|errata|bibliography"
    r"|copyright(?: page| notice)?|colophon|transcriber['’]s notes?|(?:front |back )?cover(?: page| image)?"
    r"|(?:half[- ]?)?title(?: ?page)?|also by .*|about the publisher|newsletter.*|praise for .*"
    r"|(?:the )?(?:full )?project gutenberg(?:™|\(tm\))? license)[.:]?",
    re.I,
)
_TITLE_WORD: Final = re.compile(r"[^\W\d_]{4,}")
Family = tuple[str, ...]
"""What headings of one form share: their word, or how a number that stands alone is written."""


def plausible_heading(line: str) -> NumberedHeading | None:
    """Return the heading in a line that looks like one; None where it is more likely a sentence or a list's item."""
    heading = read_heading(line)
    if heading is None or heading.word in _NOT_OF_BOOKS:
        return None
    if heading.word and not line.lstrip(" *_=\t")[:1].isupper():
        return None
    if heading.title:
        if not heading.marked and (not heading.word or not heading.title[0].isupper()):
            return None
        shouted = heading.title.upper() == heading.title
        if not shouted and (heading.title[-1] in ",;" or (not heading.word and ends_sentence(heading.title))):
            return None
    return heading


def family_of(heading: NumberedHeading) -> Family:
    """Return what a heading shares with those of its form."""
    if heading.word in CHAPTER_WORDS:
        return ("chapter",)
    return (heading.word,) if heading.word else ("", heading.style, "titled" if heading.title else "bare")


def plainness(family: Family) -> int:
    """Return how plainly headings of a family are those of chapters."""
    if family[0] in CHAPTER_WORDS:
        return 3
    if family[0]:
        return 0 if family[0] in PARTS else 2
    return 1


def is_left_out(line: str) -> bool:
    """Whether a heading begins what is not the book's own text: "CONTENTS", "Footnotes"."""
    return _LEFT_OUT.fullmatch(line) is not None


def is_title(line: str) -> bool:
    """Whether a line reads like a title: short, most of its words with a capital, and no speech."""
    if len(line) > LONGEST_TITLE or line[0] in "\"'“‘" or line[-1] in ",;":
        return False
    if line.upper() == line:
        return True
    words = _TITLE_WORD.findall(line)
    return not ends_sentence(line.rstrip("?!")) and sum(1 for word in words if word[0].isupper()) * 3 >= len(words) * 2


def label_of(heading: NumberedHeading) -> str:
    """Return a heading without its title, not shouted: "CHAPTER IV" -> "Chapter IV"."""
    if not heading.word:
        return heading.label
    words = heading.label.split(" ")
    plain = " ".join(word if _is_numeral(word) else word.capitalize() if word.isupper() else word for word in words)
    return plain.replace(" The ", " the ")


def _is_numeral(word: str) -> bool:
    return re.fullmatch(r"[IVXLCDM]+|\d+", word) is not None


def headline_of(heading: NumberedHeading, title: str) -> str:
    """Return the headline of a chapter: "Chapter IV. The Storm"."""
    title = tidy(title).removesuffix(".") if title else ""
    return f"{label_of(heading)}. {title}" if title else label_of(heading)
