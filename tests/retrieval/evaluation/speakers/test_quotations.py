"""The table of quotations: what counts as found, as right, and what each rule is worth."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from retrieval.articles.article import make_article
from retrieval.articles.files import load_articles
from retrieval.errors import QuestionFileError
from retrieval.evaluation.speakers.quotations import (
    evaluate_polnear,
    evaluate_quotation_file,
    format_table,
    is_polnear_file,
    is_quotation_file,
    trimmed,
)
from retrieval.knowledge.people_file import load_declared
from retrieval.people.finding import find_people
from retrieval.spans import Span

SEEDS = Path(__file__).parents[4] / "seeds"
GOLD = Path(__file__).parents[3] / "evaluation" / "quotations.jsonl"


def test_our_own_gold_is_found_and_given_to_the_right_people() -> None:
    articles = load_articles(SEEDS)
    scores = evaluate_quotation_file(GOLD, articles, find_people(articles, load_declared(SEEDS / "people.toml")[0]))
    assert (scores.documents, scores.gold, scores.found, scores.extra, scores.extra_headlines) == (2, 20, 20, 0, 0)
    assert (scores.speakers_right, scores.speakers_wrong, scores.speakers_open) == (20, 0, 0)
    assert (scores.unspoken_as_speech, scores.nested, scores.nested_found) == (0, 1, 1)
    assert (scores.f1, scores.end_to_end, scores.wrong_beside) == (1.0, 1.0, 0.0)


def test_the_text_alone_is_enough_for_it() -> None:
    scores = evaluate_quotation_file(GOLD, load_articles(SEEDS))
    assert scores.end_to_end == 1.0


def polnear(tmp_path: Path, *rows: Mapping[str, object]) -> Path:
    path = tmp_path / "polnear.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path


TEXT = "Some news\n“I did,” said Ann Lee. “Twice.” The “Today” show. “Bob did.”"


def quote(part: str, source: str | None) -> dict[str, object]:
    start = TEXT.index(part)
    at = [] if source is None else [[TEXT.index(source), TEXT.index(source) + len(source)]]
    return {"start": start, "end": start + len(part), "type": "direct", "source": at}


def test_polnear_counts_spans_and_sources(tmp_path: Path) -> None:
    row = {"text": TEXT, "quotes": [quote("I did,", "Lee"), quote("Twice", "Ann Lee"), quote("Bob did.", "show")]}
    scores = evaluate_polnear(polnear(tmp_path, row))
    assert (scores.gold, scores.found, scores.extra) == (3, 3, 0)
    assert scores.speakers_right == 2
    assert scores.speakers_strictly_right == 1
    assert [(rule.rule, rule.named, rule.right) for rule in scores.rules][:2] == [("said X", 1, 1), ("split", 1, 1)]


def test_a_table_for_people_to_read(tmp_path: Path) -> None:
    row = {"text": TEXT, "quotes": [quote("I did,", "Bob")]}
    scores = evaluate_polnear(polnear(tmp_path, row))
    table = format_table(scores)
    assert scores.wrong_beside == 1.0
    assert "said X                      1      0        0.000" in table


def test_an_empty_measure_divides_nothing_by_nothing(tmp_path: Path) -> None:
    scores = evaluate_polnear(polnear(tmp_path, {"text": "News", "quotes": []}))
    assert (scores.f1, scores.f1_with_headlines, scores.end_to_end, scores.wrong_beside) == (0.0, 0.0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("{", "line 1: this is not JSON"),
        ("[]", 'line 1: the field "text" is missing'),
        ('{"text": "a"}', 'line 1: the field "quotes" is missing'),
        ('{"text": "", "quotes": []}', "line 1: 1.txt: the file is empty"),
    ],
)
def test_a_faulty_file_is_named_with_its_line(tmp_path: Path, line: str, part: str) -> None:
    path = tmp_path / "polnear.jsonl"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(QuestionFileError, match=part):
        evaluate_polnear(path)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(QuestionFileError, match="cannot be read"):
        evaluate_polnear(tmp_path / "none.jsonl")


def test_the_form_of_a_file_is_known_by_its_first_row() -> None:
    ours = json.loads(GOLD.read_text(encoding="utf-8").splitlines()[0])
    assert is_quotation_file(ours)
    assert not is_polnear_file(ours)
    assert is_polnear_file({"text": "a", "quotes": []})
    assert not is_quotation_file({"question": "who"})


def test_trimming_takes_marks_and_spaces_off_both_ends() -> None:
    text = make_article("a.txt", "He said “(well) so it is,” ok").text
    assert trimmed(text, Span(8, 26)) == Span(10, 24)
