"""Splits a book at its chapters, where a run of numbered headings plainly tells them: "CHAPTER I.", "Letter 2", "III".

Everything that may be a heading is read (`numbered_headings`), and headings of one form whose numbers follow each other
make a run. A run counts if text stands under its headings: so a table of contents is none. The headings of the run that
has most of the text begin the chapters; those of other words are parts, which hold chapters ("BOOK FIRST"), or further
chapters before and after them ("Letter 1" to "Letter 4"; "EPILOGUE").
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, pairwise
from statistics import median
from typing import Final

from retrieval.importing.books.headings import (
    CHAPTER_WORDS,
    LONGEST_TITLE,
    PARTS,
    Family,
    family_of,
    headline_of,
    is_left_out,
    is_title,
    label_of,
    plainness,
    plausible_heading,
)
from retrieval.importing.clean import ends_sentence, tidy
from retrieval.importing.errors import ImportingError

MAX_CHAPTERS: Final = 5_000

_COVERED: Final = 0.6
"""The least share of the text that stands under the headings of a run, if they are a book's chapters."""
_SHORTEST: Final = 200
"""Characters that half of a run's chapters have at least; entries of a table of contents have none."""
_SHORTEST_UNNAMED: Final = 1_000
"""The same where no word says that it is a chapter: numbers count much else."""
_ENDED: Final = 0.6
"""The least share of a run's headings before which a sentence is at its end: page numbers stand inside them."""
_TITLED: Final = 0.6
"""The least share of a run's headings that a title follows, if what follows them is one."""
_MOST_BETWEEN: Final = 400
"""Characters, at most, between the heading of a part and that of its first chapter."""
_LEAST_FRONT: Final = 1_000
"""Characters of prose before the first heading that make an article of their own."""
_PROSE: Final = 200
"""Characters; a longer paragraph is prose and no line of a title page."""

_BESIDE: Final = re.compile(
    r"(?:the |an? )?(?:prologue|epilogue|preface|introduction|foreword|afterword|conclusion|postscript|interlude|finale"
    r"|appendix|prelude|introductory|author['’]s note)\b(?: (?:to|by|of|from) .{1,60}| [ivx\d]{1,4})?[.:]?",
    re.I,
)
_LIST: Final = re.compile(r"(?:table of |list of )?(?:contents|illustrations)", re.I)
_TITLE_PAGE: Final = 12
"""Lines at the top, among which the author is named."""
_NAME: Final = r"(?:[^\W\d_a-z][\w.’'-]*|de|la|van|von|of|le)"
_BY: Final = re.compile(rf"[Bb][Yy] ({_NAME}(?: {_NAME}){{1,4}})(?: \(\d{{4}}\))?[.,]?")
_THE_END: Final = re.compile(r"\W*(?:the end|finis)\W*", re.I)


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter: its headline, and its paragraphs without it."""

    headline: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chapters:
    """The chapters of a book, and the lines that are in none of them: title page, contents, notes.

    `author` is who wrote it by its title page, None where that does not say.
    """

    chapters: tuple[Chapter, ...]
    left_out: tuple[str, ...]
    author: str | None = None


@dataclass(slots=True, eq=False)
class _Run:
    """Headings of one form whose numbers follow each other, with their lines."""

    lines: list[int] = field(default_factory=list)
    last: int = 0


def split_chapters(lines: Sequence[str], title: str) -> Chapters | None:
    """Split the lines of a book at its chapters; None where it has none, or not plainly. `title` is the book's."""
    book = _Book(lines)
    main = book.main
    if main is None:
        return None
    begins = book.begins(main)
    if len(begins) > MAX_CHAPTERS:
        raise ImportingError(
            f"the book has {len(begins):,} chapters, and {MAX_CHAPTERS:,} are taken; add it in several files."
        )
    first = min(begins)
    chapters: list[Chapter] = []
    left_out: list[str] = []
    opening, dropped = _front(lines[:first], title)
    chapters += opening
    left_out += dropped
    for begin, end in pairwise([*sorted(begins), len(lines)]):
        headline = begins[begin].headline
        if headline is None:
            # Under the notes stand notes alone; under the contents may stand a preface without a heading.
            opening, dropped = (
                _front(lines[begin:end], title) if _LIST.match(lines[begin]) else ([], list(lines[begin:end]))
            )
            chapters += opening
            left_out += dropped
            continue
        text = [line for line in lines[begins[begin].text : end] if not _THE_END.fullmatch(line)]
        left_out += begins[begin].beside
        if text:
            chapters.append(Chapter(headline, tuple(text)))
        else:
            left_out.append(headline)
    return Chapters(tuple(chapters), tuple(left_out), _author(lines[:first])) if len(chapters) > 1 else None


@dataclass(frozen=True, slots=True)
class _Begin:
    """Where a chapter begins: its headline (None: it is left out), the line of its text, and lines left out above."""

    headline: str | None
    text: int
    beside: tuple[str, ...] = ()


class _Book:
    """The lines of a text, with those that may be headings and the runs that they make."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        self.sizes = [0, *accumulate(map(len, lines))]
        self.headings = {
            at: heading for at, line in enumerate(lines) if (heading := plausible_heading(line)) is not None
        }
        by_family: defaultdict[Family, list[int]] = defaultdict(list)
        for at, heading in self.headings.items():
            by_family[family_of(heading)].append(at)
        self.runs = {family: found for family, ats in by_family.items() if (found := self._runs(ats))}

    def _runs(self, ats: list[int]) -> list[list[int]]:
        """Return the runs among headings of one family, without those of tables of contents and of page numbers."""
        runs: list[_Run] = []
        waiting: dict[int, list[_Run]] = defaultdict(list)  # by the number that would go on with them
        for at in ats:
            number = self.headings[at].number
            if number > 1 and waiting[number]:
                run = waiting[number].pop()
            elif number > 1 and runs and number == runs[-1].last + 2 and waiting[number - 1][-1:] == [runs[-1]]:
                run = waiting[number - 1].pop()  # one heading is misprinted
            elif number <= 1:
                runs.append(run := _Run())
            else:
                continue
            run.lines.append(at)
            run.last = number
            waiting[number + 1].append(run)
        return [run.lines for run in runs if len(run.lines) > 1 and self._has_text(run.lines, ats)]

    def _has_text(self, run: list[int], ats: list[int]) -> bool:
        """Whether text stands under the headings of a run, and sentences end above them."""
        following = self._after(run[-1], ats)
        bodies = [self.sizes[end] - self.sizes[begin + 1] for begin, end in pairwise([*run, following])]
        named = bool(self.headings[run[0]].word)
        if median(bodies) < (_SHORTEST if named else _SHORTEST_UNNAMED):
            return False
        above = [at - 1 for at in run if at]
        ended = sum(1 for at in above if at in self.headings or ends_sentence(line := self.lines[at]) or is_title(line))
        return ended >= _ENDED * len(above)

    def _after(self, at: int, lines: Sequence[int]) -> int:
        """Return the first of some lines, in order, that comes after a line; the end of the text where none does."""
        place = bisect_right(lines, at)
        return lines[place] if place < len(lines) else len(self.lines)

    @property
    def main(self) -> Family | None:
        """The family whose runs are the chapters: of those with most of the text, the one that says so most plainly."""
        total = max(1, self.sizes[-1])
        covering: list[tuple[tuple[int, int], Family]] = []
        for family, runs in self.runs.items():
            begins = sorted(run[0] for run in runs)
            covered = sum(self.sizes[self._after(run[-1], begins)] - self.sizes[run[0]] for run in runs)
            count = sum(map(len, runs))
            unnamed = family[0] not in CHAPTER_WORDS
            fewest = 2 if family[0] in CHAPTER_WORDS | PARTS else 3
            if covered < _COVERED * total or count < fewest:
                continue
            if unnamed and family[0] not in PARTS and covered / count < _SHORTEST_UNNAMED:
                continue
            covering.append(((plainness(family), count), family))
        return max(covering)[1] if covering else None

    def begins(self, main: Family) -> dict[int, _Begin]:
        """Return where the chapters begin, by line, and where that begins which is left out."""
        ours = sorted(at for run in self.runs[main] for at in run)
        titled = self._titled(ours)
        parts, more = self._others(main, ours)
        begins = {at: self._begin(at, titled=titled) for at in ours}
        for run in more:
            titles = self._titled(run)
            begins |= {at: self._begin(at, titled=titles) for at in run}
        begins = self._under_parts(begins, parts, ours)
        inside = {line for at, begin in begins.items() for line in range(at + 1, begin.text)}
        begins = {at: begin for at, begin in begins.items() if at not in inside}
        every = sorted({*self.headings, *begins})
        for at, line in enumerate(self.lines):
            if len(line) > LONGEST_TITLE or at in begins or at in inside:
                continue
            if is_left_out(line):
                if not ours[0] < at < ours[-1]:
                    begins[at] = _Begin(None, at)
            elif _BESIDE.fullmatch(line) and self.sizes[self._after(at, every)] - self.sizes[at + 1] >= _SHORTEST:
                begins[at] = _Begin(tidy(line).rstrip(".:"), at + 1)
        return begins

    def _under_parts(self, begins: dict[int, _Begin], parts: list[int], ours: list[int]) -> dict[int, _Begin]:
        """Return the chapters with their parts named, the first of each part from the part's own heading on."""
        above = self._parts(parts, ours)
        named_parts = sorted(part for ats in above.values() for part in ats)
        levels = list(dict.fromkeys(family_of(self.headings[at]) for at in named_parts))  # from the largest part down
        within: dict[Family, str] = {}
        named: dict[int, _Begin] = {}
        for at in sorted(begins):
            begin, begins_at = begins[at], at
            if at in above:
                begins_at = above[at][0]
                untold = [line for line in range(begins_at, at) if line not in above[at] or self.headings[line].title]
                begin = replace(begin, beside=tuple(self.lines[line] for line in untold))
            for part in above.get(at, ()):
                family = family_of(self.headings[part])
                level = levels.index(family) if family in self.runs else 0  # "FIRST EPILOGUE" is in no other part
                within = {other: label for other, label in within.items() if levels.index(other) < level}
                within[family] = label_of(self.headings[part])
            if at not in above and at in self.headings and self.headings[at].number <= 1:
                within = {}  # of a part without a heading
            if within and ours[0] <= at <= ours[-1]:
                begin = replace(begin, headline=", ".join([*within.values(), begin.headline or ""]))
            named[begins_at] = begin
        return named

    def _begin(self, at: int, *, titled: bool) -> _Begin:
        heading = self.headings[at]
        title, text = heading.title, at + 1
        if titled and not title and text < len(self.lines):
            title, text = self.lines[text], text + 1
        return _Begin(headline_of(heading, title), text)

    def _titled(self, ats: list[int]) -> bool:
        """Whether a title stands on the line under the headings that have none themselves."""
        bare = [at for at in ats if not self.headings[at].title and at + 1 < len(self.lines)]
        titles = sum(1 for at in bare if at + 1 not in self.headings and is_title(self.lines[at + 1]))
        return bool(bare) and titles >= _TITLED * len(bare)

    def _others(self, main: Family, ours: list[int]) -> tuple[list[int], list[list[int]]]:
        """Return the headings of parts, and the runs of other chapters before or after the main ones."""
        parts: set[int] = set()
        more: list[list[int]] = []
        for family, runs in self.runs.items():
            if family == main or not family[0]:
                continue
            for run in runs:
                if (run[-1] < ours[0] and family[0] not in PARTS) or run[0] > ours[-1]:
                    more.append(run)
                else:
                    parts.update(run)
        taken = {at for run in more for at in run}
        for at, heading in self.headings.items():  # a part of its own kind: "FIRST EPILOGUE", and chapter I under it
            first = self._after(at, ours)
            if (
                heading.word
                and family_of(heading) != main
                and at not in taken
                and first < len(self.lines)
                and self.headings[first].number <= 1
                and self.sizes[first] - self.sizes[at] <= _MOST_BETWEEN
            ):
                parts.add(at)
        return sorted(parts), more

    def _parts(self, parts: list[int], ours: list[int]) -> dict[int, list[int]]:
        """Return for each chapter that is the first of a part the headings of parts right above it."""
        above: dict[int, list[int]] = {}
        chapters = iter(ours)
        chapter = next(chapters, None)
        for at in parts:
            while chapter is not None and chapter < at:
                chapter = next(chapters, None)
            if chapter is not None and self.sizes[chapter] - self.sizes[at] <= _MOST_BETWEEN:
                above.setdefault(chapter, []).append(at)
        return {chapter: self._without_contents(ats) for chapter, ats in above.items()}

    def _without_contents(self, ats: list[int]) -> list[int]:
        """Return the headings above a chapter without those that end a table of contents: they come a second time."""
        last = {family_of(self.headings[at]): at for at in ats}
        counts = Counter(family_of(self.headings[at]) for at in ats)
        begin = min((last[family] for family, count in counts.items() if count > 1), default=ats[0])
        return [at for at in ats if at >= begin]


def _author(front: Sequence[str]) -> str | None:
    """Return who a book is by, where its title page says so in a line, or in the two lines "by" and a name."""
    for at, line in enumerate(front[:_TITLE_PAGE]):
        match = _BY.fullmatch(f"{line} {front[at + 1]}" if line.lower() == "by" and at + 1 < len(front) else line)
        if match is not None:
            return match[1]
    return None


def _front(lines: Sequence[str], title: str) -> tuple[list[Chapter], list[str]]:
    """Return the prose before the first heading as an article, if it is enough; and the lines that are left out."""
    begin = next((at for at, line in enumerate(lines) if len(line) >= _PROSE), len(lines))
    prose = lines[begin:]
    if sum(map(len, prose)) < _LEAST_FRONT:
        return [], list(lines)
    above = lines[begin - 1] if begin and is_title(lines[begin - 1]) and begin > 1 else None
    headline = above or title
    return [Chapter(headline, tuple(prose))], list(lines[: begin - 1 if above else begin])
