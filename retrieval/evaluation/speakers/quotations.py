"""Measures against gold how many quotations are found and given to the right speaker, and how reliable each rule is.

Two forms of gold are read: our own (`quotations.jsonl`: file, start, end, speaker) and PolNeAR's (a text and its
quotes with the span of the source). Spans are compared exactly after white space and punctuation are trimmed off
both ends. A speaker of our own gold is right when it is the same name; a speaker of PolNeAR is right when
the words we point at overlap the gold source: "Caddell" for "pollster Pat Caddell", "she" for "she". "Strictly"
counts those where both spans are the same once trimmed.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from retrieval.articles.article import Article, make_article
from retrieval.errors import QuestionFileError, StoryError
from retrieval.people.finding import find_people
from retrieval.people.people import People
from retrieval.quotations.attribution import attribute
from retrieval.quotations.quotation import Quotation, QuotationKind
from retrieval.spans import Span

_TRIMMED: Final = " \t\r\n\u00a0\u2009\u202f.,;:!?\"“”„«»'’‘…—–-()[]"
_BESIDE: Final = frozenset({"said X", "X said", "X, the Y, said", "said just before"})


@dataclass(frozen=True, slots=True)
class RuleCount:
    """How often a rule named the speaker of a gold quotation, and how often it was right."""

    rule: str
    named: int
    right: int

    @property
    def reliability(self) -> float:
        """The share that was right, 0..1."""
        return self.right / self.named if self.named else 0.0


@dataclass(frozen=True, slots=True)
class QuotationScores:
    """The measures of one file; nested quotations count only in `nested` and `nested_found`."""

    documents: int
    gold: int
    found: int
    extra: int
    extra_headlines: int
    speakers_right: int
    speakers_strictly_right: int
    speakers_wrong: int
    speakers_open: int
    unspoken_as_speech: int
    nested: int
    nested_found: int
    rules: tuple[RuleCount, ...]

    @property
    def f1(self) -> float:
        """F1 of the spans; quoted headlines are not counted as extra, since PolNeAR does not mark them."""
        total = 2 * self.found + self.extra + (self.gold - self.found)
        return 2 * self.found / total if total else 0.0

    @property
    def f1_with_headlines(self) -> float:
        """F1 of the spans, with every quoted headline that gold lacks counted as extra."""
        total = 2 * self.found + self.extra + self.extra_headlines + (self.gold - self.found)
        return 2 * self.found / total if total else 0.0

    @property
    def end_to_end(self) -> float:
        """The share of gold quotations that are found exactly and given to the right speaker, 0..1."""
        return self.speakers_right / self.gold if self.gold else 0.0

    @property
    def wrong_beside(self) -> float:
        """The share of wrong speakers, 0..1, among those named by a verb of saying beside the quotation."""
        named = sum(rule.named for rule in self.rules if rule.rule in _BESIDE)
        right = sum(rule.right for rule in self.rules if rule.rule in _BESIDE)
        return 1.0 - right / named if named else 0.0


def is_quotation_file(first_row: dict[str, Any]) -> bool:
    """Return whether a file whose first line is this row holds quotations in our own form."""
    return {"file", "start", "end", "speaker", "is_speech"} <= first_row.keys()


def is_polnear_file(first_row: dict[str, Any]) -> bool:
    """Return whether a file whose first line is this row is PolNeAR's."""
    return {"text", "quotes"} <= first_row.keys() and "characters" not in first_row


class _Counts:
    """Adds up the counts of several documents."""

    def __init__(self) -> None:
        self.total: Counter[str] = Counter()
        self.named: Counter[str] = Counter()
        self.right: Counter[str] = Counter()

    def compare(self, text: str, gold: dict[Span, dict[str, Any]], quotations: Iterable[Quotation]) -> None:
        """Count one document. A gold row has "right": a function of the quotation -> (right, strictly right)."""
        ours = {trimmed(text, quotation.span): quotation for quotation in quotations if quotation.is_speech}
        self.total["gold"] += len(gold)
        for span, row in gold.items():
            quotation = ours.get(span)
            if quotation is None:
                continue
            self.total["found"] += 1
            if quotation.speaker_at is None:
                self.total["open" if row["stated"] else "right"] += 1
                continue
            right, strictly = row["right"](quotation)
            self.total["right" if right else "wrong"] += 1
            self.total["strict"] += strictly
            rule = quotation.rule or "?"
            self.named[rule] += 1
            self.right[rule] += right
        for span, quotation in ours.items():
            if span not in gold:
                self.total["extra headlines" if quotation.kind is QuotationKind.HEADLINE else "extra"] += 1

    def scores(self, documents: int) -> QuotationScores:
        rules = [RuleCount(rule, count, self.right[rule]) for rule, count in self.named.most_common()]
        total = self.total
        return QuotationScores(
            documents=documents,
            gold=total["gold"],
            found=total["found"],
            extra=total["extra"],
            extra_headlines=total["extra headlines"],
            speakers_right=total["right"],
            speakers_strictly_right=total["strict"],
            speakers_wrong=total["wrong"],
            speakers_open=total["open"],
            unspoken_as_speech=total["unspoken"],
            nested=total["nested"],
            nested_found=total["nested found"],
            rules=tuple(rules),
        )


def evaluate_quotation_file(path: Path, articles: Sequence[Article], people: People | None = None) -> QuotationScores:
    """Measure the articles' quotations against our own gold. Raises QuestionFileError for a row that does not fit."""
    known = people if people is not None else find_people(articles)
    rows = _rows(path, ("file", "start", "end", "speaker", "is_speech", "kind"))
    by_file: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        by_file.setdefault(row["file"], []).append(row)
    counts = _Counts()
    for article in articles:
        if article.file not in by_file:
            continue
        quotations = attribute(article, known)
        outer = [row for row in by_file[article.file] if row["kind"] != "nested"]
        gold = {trimmed(article.text, Span(row["start"], row["end"])): _named(row) for row in outer if row["is_speech"]}
        counts.compare(article.text, gold, (q for q in quotations if q.kind is not QuotationKind.NESTED))
        spoken = {trimmed(article.text, q.span) for q in quotations if q.is_speech}
        for row in by_file[article.file]:
            span = trimmed(article.text, Span(row["start"], row["end"]))
            if not row["is_speech"]:
                counts.total["unspoken"] += span in spoken
            elif row["kind"] == "nested":
                counts.total["nested"] += 1
                counts.total["nested found"] += span in spoken
    return counts.scores(len(by_file))


def _named(row: dict[str, Any]) -> dict[str, Any]:
    def right(quotation: Quotation) -> tuple[bool, bool]:
        same = quotation.speaker == row["speaker"]
        return same, same and quotation.speaker_as_written == row.get("speaker_mention")

    return {"right": right, "stated": row["speaker"] is not None}


def evaluate_polnear(path: Path) -> QuotationScores:
    """Measure PolNeAR's documents, each as a story of its own. Raises QuestionFileError for a row that does not fit."""
    counts = _Counts()
    rows = _rows(path, ("text", "quotes"))
    for number, row in enumerate(rows, start=1):
        try:
            article = make_article(f"{number}.txt", row["text"])
        except StoryError as error:
            raise QuestionFileError(f"{path.name}, line {number}: {error}") from error
        quotations = attribute(article, find_people([article]))
        gold = {
            trimmed(article.text, Span(quote["start"], quote["end"])): _sourced(article.text, quote["source"])
            for quote in row["quotes"]
        }
        counts.compare(article.text, gold, (q for q in quotations if q.kind is not QuotationKind.NESTED))
    return counts.scores(len(rows))


def _sourced(text: str, source: list[list[int]]) -> dict[str, Any]:
    spans = [Span(start, end) for start, end in source]

    def right(quotation: Quotation) -> tuple[bool, bool]:
        at = quotation.speaker_at
        if at is None:
            return False, False
        overlaps = any(at.start < span.end and span.start < at.end for span in spans)
        return overlaps, any(trimmed(text, at) == trimmed(text, span) for span in spans)

    return {"right": right, "stated": bool(spans)}


def trimmed(text: str, span: Span) -> Span:
    """Return the span with white space and punctuation trimmed off both ends."""
    start, end = span
    while start < end and text[start] in _TRIMMED:
        start += 1
    while end > start and text[end - 1] in _TRIMMED:
        end -= 1
    return Span(start, end)


def _rows(path: Path, fields: Sequence[str]) -> list[dict[str, Any]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionFileError(f"{path.name}: the file cannot be read as UTF-8 text; check its name.") from error
    rows: list[dict[str, Any]] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise QuestionFileError(f"{path.name}, line {number}: this is not JSON ({error.msg}).") from error
        missing = [field for field in fields if not isinstance(row, dict) or field not in row]
        if missing:
            raise QuestionFileError(f'{path.name}, line {number}: the field "{missing[0]}" is missing.')
        rows.append(row)
    return rows


def format_table(scores: QuotationScores) -> str:
    """Return the measures as a table for the terminal."""
    found = scores.found / scores.gold if scores.gold else 0.0
    lines = [
        f"documents                         {scores.documents:5d}",
        f"quoted stretches in gold          {scores.gold:5d}",
        f"  found exactly                   {scores.found:5d}   {found:.3f}",
        f"  extra                           {scores.extra:5d}   and {scores.extra_headlines} in headlines",
        f"  F1                                      {scores.f1:.3f}   headlines counted {scores.f1_with_headlines:.3f}",
        f"right speaker, end to end         {scores.speakers_right:5d}   {scores.end_to_end:.3f}"
        f"   strictly {scores.speakers_strictly_right}",
        f"  wrong speaker                   {scores.speakers_wrong:5d}",
        f"  speaker unclear                 {scores.speakers_open:5d}",
        f"  wrong of those named beside the words   {scores.wrong_beside:.3f}",
        f"titles and scare quotes as speech {scores.unspoken_as_speech:5d}",
        f"nested found                      {scores.nested_found:5d} of {scores.nested}",
        "",
        "rule                    named  right  reliability",
    ]
    lines += [f"{rule.rule:<22} {rule.named:6d} {rule.right:6d}        {rule.reliability:.3f}" for rule in scores.rules]
    return "\n".join(lines)
