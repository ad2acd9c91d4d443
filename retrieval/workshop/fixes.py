"""What `lint --fix` can put right without knowing the story: each fix is a change of one file, and what it does.

Safe is what has one right answer: a heading whose words name another paragraph than its number, and a question that
stands twice under one paragraph. Lines of a page are taken out only where somebody has looked at them. Everything else
that lint remarks on needs somebody who knows the story, or `verbatim suggest`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Final

from retrieval.articles.article import Article
from retrieval.articles.passages import PassageKind
from retrieval.english.terms import folded_words
from retrieval.knowledge.files import QUESTIONS_FOLDER, paragraph_of_heading
from retrieval.story import Story
from retrieval.workshop.change import Change, current
from retrieval.workshop.errors import WorkshopError

_LINE: Final = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_HEADING: Final = re.compile(r"##\s*\d+\s*:\s*(.*\S)")
_NUMBER: Final = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Fix:
    """A planned change of one file and what it does, in a sentence. `safe`: it may be made unseen."""

    change: Change
    what: str
    safe: bool = True


def fixes(story: Story, folder: Path) -> Iterator[Fix]:
    """Yield what can be put right in a story's folder. A file that cannot be read has a remark already, and no fix."""
    pages: defaultdict[str, set[int]] = defaultdict(set)
    for passage in story.passages:
        if passage.kind is PassageKind.FURNITURE and passage.paragraph > 1:
            pages[passage.file].add(passage.paragraph)
    for article in story.articles:
        for plan in (partial(_questions, folder, article), partial(_furniture, folder, article, pages[article.file])):
            try:
                fix = plan()
            except WorkshopError:
                continue
            if fix is not None and fix.change.changes:
                yield fix


def _questions(folder: Path, article: Article) -> Fix | None:
    """Plan to number headings anew by their words, and to leave out what stands twice under one paragraph."""
    name = _questions_of(article)
    before = current(folder, name)
    if before is None:
        return None
    kept: list[str] = []
    seen: set[tuple[int, str]] = set()
    paragraph: int | None = None
    twice = moved = 0
    openings = _Openings(article)
    for line in _LINE.findall(before.decode("utf-8")):
        text = line.removeprefix("\ufeff").strip()
        if text.startswith("##"):
            found = paragraph_of_heading(text, article)
            if isinstance(found, str) and (number := openings.only(text)) is not None:
                line = line.replace(_NUMBER.findall(line)[0], str(number), 1)  # noqa: PLW2901
                found = number
                moved += 1
            paragraph = found if isinstance(found, int) else None
        elif text and not text.startswith("#") and paragraph is not None:
            key = paragraph, " ".join(text.casefold().split())
            if key in seen:
                twice += 1
                continue
            seen.add(key)
        kept.append(line)
    told = [
        f"numbers {_count(moved, 'heading')} as the words behind the number say" if moved else "",
        f"leaves out {_count(twice, 'question')} asked twice of one paragraph" if twice else "",
    ]
    change = Change(folder, name, before, "".join(kept).encode("utf-8"))
    return Fix(change, f"This {' and '.join(filter(None, told))}.")


class _Openings:
    """Finds the paragraphs of an article that begin with some words."""

    def __init__(self, article: Article) -> None:
        self._article = article

    @cached_property
    def _by_first_word(self) -> Mapping[str, Sequence[tuple[int, str]]]:
        found: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
        for paragraph in self._article.paragraphs:
            words = folded_words(paragraph.text)
            if words:
                found[words[0]].append((paragraph.number, " ".join(words)))
        return dict(found)

    def only(self, heading: str) -> int | None:
        """Return the only paragraph that begins with the words of a heading; None where there is none, or several."""
        match = _HEADING.fullmatch(heading)
        words = folded_words(match.group(1)) if match is not None else []
        if not words:
            return None
        opening = " ".join(words)
        begin = [number for number, text in self._by_first_word.get(words[0], ()) if text.startswith(opening)]
        return begin[0] if len(begin) == 1 else None


def _furniture(folder: Path, article: Article, paragraphs: Collection[int]) -> Fix | None:
    """Plan to take a page's own lines out of an article that no reader questions count the paragraphs of."""
    if not paragraphs or current(folder, _questions_of(article)) is not None:
        return None
    before = current(folder, article.file)
    if before is None or before.decode("utf-8") != article.text:
        return None
    starts = {article.paragraph(number).start for number in paragraphs}
    kept = [match.group() for match in _LINE.finditer(article.text) if match.start() not in starts]
    change = Change(folder, article.file, before, "".join(kept).encode("utf-8"))
    what = f"This takes out {_count(len(paragraphs), 'line')} that the page had, not the story."
    return Fix(change, what, safe=False)


def _questions_of(article: Article) -> str:
    return f"{QUESTIONS_FOLDER}/{Path(article.file).stem}.md"


def _count(number: int, one: str) -> str:
    return f"{number:,} {one}{'' if number == 1 else 's'}"
