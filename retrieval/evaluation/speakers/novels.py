"""Measures who is said to speak in novels whose quotations are marked by hand (PDNC: text, characters, quotes).

Each novel is a story of its own, read as it comes. A quotation of the gold is ours if one of ours overlaps its first
stretch; its speaker is right if the name we give is one that the gold lists for whoever speaks: upper and lower case,
"the" and punctuation apart.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from retrieval.articles.article import make_article
from retrieval.errors import QuestionFileError, StoryError
from retrieval.evaluation.question_files import Row
from retrieval.evaluation.shares import ShareTable, tabulate
from retrieval.people.finding import find_people
from retrieval.people.people import name_key
from retrieval.quotations.attribution import attribute
from retrieval.quotations.quotation import Quotation, QuotationKind

_TYPES: Final = ("explicit", "anaphoric", "implicit")
ALL: Final = "all"


@dataclass(frozen=True, slots=True)
class JudgedQuotation:
    """A quotation of the gold, its type there, and what we say of it: `found` None where none of ours overlaps it."""

    novel: str
    type: str
    speaker: str
    found: Quotation | None
    right: bool

    @property
    def named(self) -> bool:
        """Whether we name a speaker."""
        return self.found is not None and self.found.speaker is not None


@dataclass(frozen=True, slots=True)
class Cast:
    """The characters of a novel and all their names by the gold."""

    names: Mapping[str, frozenset[str]]

    def is_called(self, character: str, name: str) -> bool:
        """Tell whether a name that we give is one of a character's."""
        return _key(name) in self.names[character]


def cast_of(row: Row) -> Cast:
    """Return the characters of a novel."""
    return Cast(
        {each["name"]: frozenset(_key(name) for name in (each["name"], *each["aliases"])) for each in row["characters"]}
    )


def is_novel_row(row: Row) -> bool:
    """Return whether a row is a novel with its characters and quotations."""
    return {"novel", "text", "characters", "quotes"} <= row.keys()


def judge_novels(path: Path, rows: Sequence[Row]) -> list[JudgedQuotation]:
    """Read every novel and compare its speakers. Raises QuestionFileError for a row that does not fit."""
    return [judged for row in rows for judged in _judge(path, row)]


def _judge(path: Path, row: Row) -> list[JudgedQuotation]:
    try:
        article = make_article(f"{row['novel']}.txt", row["text"])
    except StoryError as error:
        raise QuestionFileError(f"{path.name}, line {row['line']}: {error}") from error
    cast = cast_of(row)
    ours = [
        each
        for each in attribute(article, find_people([article]))
        if each.kind is not QuotationKind.NESTED and each.is_speech
    ]
    starts = [each.span.start for each in ours]
    judged: list[JudgedQuotation] = []
    for quote in row["quotes"]:
        start, end = quote["spans"][0]
        at = bisect_right(starts, end - 1) - 1
        found = ours[at] if at >= 0 and ours[at].span.end > start else None
        right = found is not None and found.speaker is not None and cast.is_called(quote["speaker"], found.speaker)
        judged.append(JudgedQuotation(row["novel"], quote["type"], quote["speaker"], found, right))
    return judged


def _key(name: str) -> str:
    return name_key(name).removeprefix("the ")


def novel_tables(judged: Sequence[JudgedQuotation]) -> tuple[ShareTable, ...]:
    """Return how often the speaker is right, of all quotations and of those that we name a speaker of."""
    groups: dict[str, list[JudgedQuotation]] = {ALL: list(judged)}
    groups |= {novel: [each for each in judged if each.novel == novel] for novel in sorted({e.novel for e in judged})}
    groups |= {type_: [each for each in judged if each.type == type_] for type_ in _TYPES}
    rules = [rule for rule, _ in Counter(each.found.rule for each in judged if each.found and each.named).most_common()]
    return (
        tabulate(
            "Speakers",
            "quotes",
            groups,
            {
                "found": lambda each: each.found is not None,
                "right": lambda each: each.right,
                "named": lambda each: each.named,
            },
        ),
        tabulate("Of those named", "quotes", _named(groups), {"right": lambda each: each.right}),
        tabulate(
            "By the rule",
            "quotes",
            {str(rule): [e for e in judged if e.named and e.found and e.found.rule == rule] for rule in rules},
            {"right": lambda each: each.right},
        ),
    )


def _named(groups: Mapping[str, Sequence[JudgedQuotation]]) -> dict[str, list[JudgedQuotation]]:
    return {name: [each for each in members if each.named] for name, members in groups.items()}
