"""`python -m retrieval evaluate`: from a file to a table, and what can be wrong with the file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from retrieval.__main__ import main

ARTICLES = {
    "a.txt": (
        "Baker freed\n\nThe baker baked bread for eleven years.\n\nNobody saw the comet fall.\n"
        "— CNN (@CNN) June 8, 2018"
    ),
    "b.txt": "Second headline\n\nThe lighthouse burned down in March.",
}
GOOD = {"id": "Q1", "question": "who baked bread", "gold": [{"file": "a.txt", "para": 2}], "answerable": True}


@pytest.fixture
def story(tmp_path: Path) -> Path:
    folder = tmp_path / "story"
    folder.mkdir()
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def write(path: Path, *rows: Any) -> Path:
    path.write_text("".join(f"{row if isinstance(row, str) else json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path


def evaluate(capsys: pytest.CaptureFixture[str], file: Path, *options: str) -> dict[str, Any]:
    assert main(["evaluate", str(file), "--json", *options]) == 0
    result: dict[str, Any] = json.loads(capsys.readouterr().out)
    return result


def test_a_question_file(tmp_path: Path, story: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = write(
        tmp_path / "questions.jsonl",
        {**GOOD, "type": "who", "overlap": "high"},
        {"question": "when did the lighthouse burn", "gold": [{"file": "b.txt", "para": 2}], "type": "when"},
        "",
        {"question": "qwertz", "answerable": False, "kind": "far"},
    )
    result = evaluate(capsys, file, "--articles", str(story))
    assert (result["file"], result["articles"], result["questions"]) == ("questions.jsonl", 2, 3)
    rows = {(row["group"], row["name"]): row for row in result["ranking"]}
    assert list(rows) == [("all", "all"), ("overlap", "high"), ("type", "when"), ("type", "who")]
    assert rows["all", "all"]["questions"] == 2
    assert rows["all", "all"]["right_first"]["value"] == 1.0
    assert [(row["name"], row["questions"]) for row in result["answering"]] == [("answerable", 2), ("far", 1)]
    assert 0 < result["median_ms"] <= result["p99_ms"]


def test_a_file_is_about_the_articles_beside_it_unless_a_folder_is_named(
    tmp_path: Path, story: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.txt").write_text(ARTICLES["a.txt"], encoding="utf-8")
    file = write(tmp_path / "questions.jsonl", GOOD)
    assert evaluate(capsys, file)["articles"] == 1
    assert evaluate(capsys, file, "--articles", str(story))["articles"] == 2


def test_the_signature_of_a_tweet_counts_as_its_tweet(
    tmp_path: Path, story: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write(
        tmp_path / "q.jsonl", {"question": "nobody saw the comet fall", "gold": [{"file": "a.txt", "para": 4}]}
    )
    result = evaluate(capsys, file, "--articles", str(story))
    assert result["ranking"][0]["right_first"]["value"] == 1.0


def test_the_table(tmp_path: Path, story: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", str(write(tmp_path / "q.jsonl", GOOD)), "--articles", str(story)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "q.jsonl: 1 questions, 2 articles, 6 paragraphs"
    assert lines[3].split()[:3] == ["all", "1", "1.00"]


def test_the_articles_variable_names_the_folder(
    tmp_path: Path, story: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ARTICLES_DIR", str(story))
    assert evaluate(capsys, write(tmp_path / "q.jsonl", GOOD))["articles"] == 2


def test_questions_about_passages_by_id(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(
        tmp_path / "set.passages.jsonl",
        {"id": "p1", "title": "Steam_engine", "text": "The piston moves\nunder pressure.", "article": 0},
        {"id": "p2", "title": "Steam_engine", "text": "Watt improved the condenser.", "article": 0},
        {"id": "p3", "title": "Rhine", "text": "The river rises in the Alps.", "article": 1},
    )
    file = write(
        tmp_path / "set.questions.jsonl",
        {"question": "who improved the condenser", "gold": ["p2"], "answerable": True},
        {"question": "steam engine piston pressure", "gold": ["p1"], "answerable": True},
        {"question": "where does the river rise", "gold": ["p3"], "answerable": True},
    )
    result = evaluate(capsys, file)
    assert (result["articles"], result["questions"]) == (2, 3)
    # The headline "Steam engine" is no passage of the set: it cannot come before one.
    assert result["ranking"][0]["right_first"]["value"] == 1.0


@pytest.mark.parametrize(
    ("rows", "complaint"),
    [
        (["{"], "line 1: this is no JSON ("),
        ([GOOD, "[1]"], "line 2: this is no JSON object; write one object a line."),
        (["[" * 100_000], "line 1: this is no JSON ("),
        ([""], "the file holds no questions; write one JSON object a line."),
        ([{"gold": []}], 'line 1: there is no "question"; write it as a string.'),
        ([{"question": 3}], 'line 1: there is no "question"; write it as a string.'),
        ([{**GOOD, "answerable": "yes"}], 'line 1: "answerable" is neither true nor false; write one of them.'),
        ([{**GOOD, "gold": []}], 'line 1: it is answerable, and "gold" names no paragraph;'),
        ([{**GOOD, "answerable": False}], 'line 1: it is not answerable, and "gold" names a paragraph;'),
        ([{**GOOD, "gold": "a.txt"}], 'line 1: "gold" is no list;'),
        ([GOOD, {**GOOD, "gold": [3]}], "line 2: a gold paragraph has no file and number;"),
        ([{**GOOD, "gold": [{"file": "a.txt"}]}], "line 1: a gold paragraph has no file and number;"),
        ([{**GOOD, "gold": [{"file": "a.txt", "para": True}]}], "line 1: a gold paragraph has no file and number;"),
        ([{**GOOD, "gold": [{"file": "c.txt", "para": 1}]}], "line 1: c.txt is no article of this story;"),
        ([{**GOOD, "gold": [{"file": "a.txt", "para": 5}]}], "line 1: a.txt has 4 paragraphs, and no paragraph 5."),
        ([{**GOOD, "gold": [{"file": "a.txt", "para": 0}]}], "line 1: a.txt has 4 paragraphs, and no paragraph 0."),
        ([{**GOOD, "overlap": 1}], 'line 1: "overlap" is no string; write it as one, or leave it out.'),
        ([{**GOOD, "gold": ["p1"]}], "its questions name passages by id; call it NAME.questions.jsonl,"),
    ],
)
def test_a_fault_in_the_file(
    tmp_path: Path, story: Path, capsys: pytest.CaptureFixture[str], rows: list[Any], complaint: str
) -> None:
    file = write(tmp_path / "q.jsonl", *rows)
    assert main(["evaluate", str(file), "--articles", str(story)]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert complaint in captured.err
    assert captured.err.startswith(str(file))
    assert captured.err.count("\n") == 1


def test_a_file_that_is_not_utf_8(tmp_path: Path, story: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "q.jsonl"
    file.write_bytes(json.dumps(GOOD).encode() + b'\n{"question": "caf\xe9"}\n')
    assert main(["evaluate", str(file), "--articles", str(story)]) == 2
    assert capsys.readouterr().err.startswith(f"{file}, line 2: this is no JSON (")


def test_a_file_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", str(tmp_path / "gone.jsonl")]) == 2
    assert capsys.readouterr().err == (
        f"{tmp_path / 'gone.jsonl'}: the file cannot be read (No such file or directory); check its name.\n"
    )


PASSAGE = {"id": "p1", "title": "T", "text": "A text."}


@pytest.mark.parametrize(
    ("passages", "complaint"),
    [
        (None, "set.passages.jsonl: the file cannot be read"),
        ([{"id": "p1", "title": "T"}], 'set.passages.jsonl, line 1: the passage has no "text"; write it as a string.'),
        ([{**PASSAGE, "title": " "}], 'set.passages.jsonl, line 1: the passage has no "title"; write it as a string.'),
        ([PASSAGE, PASSAGE], 'set.passages.jsonl, line 2: "p1" is the id of an earlier passage too;'),
        ([{**PASSAGE, "id": "p2"}], 'set.questions.jsonl, line 1: "p1" is no passage of the file beside;'),
        ([{**PASSAGE, "text": "x" * 100_001}], "a paragraph may have 100,000"),
    ],
)
def test_a_fault_in_the_passages(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], passages: list[Any] | None, complaint: str
) -> None:
    if passages is not None:
        write(tmp_path / "set.passages.jsonl", *passages)
    file = write(tmp_path / "set.questions.jsonl", {"question": "?", "gold": ["p1"]})
    assert main(["evaluate", str(file)]) == 2
    assert complaint in capsys.readouterr().err


def test_a_file_of_quotations(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "story"
    folder.mkdir()
    text = "Headline\n\n“I baked the bread,” Ann Baker said."
    (folder / "a.txt").write_text(text, encoding="utf-8")
    row = {"file": "a.txt", "start": 11, "end": 28, "speaker": "Ann Baker", "is_speech": True, "kind": "direct"}
    file = write(tmp_path / "quotations.jsonl", row)
    result = evaluate(capsys, file, "--articles", str(folder))
    assert (result["gold"], result["found"], result["speakers_right"], result["f1"]) == (1, 1, 1, 1.0)
    assert main(["evaluate", str(file), "--articles", str(folder)]) == 0
    assert "quoted stretches in gold" in capsys.readouterr().out


def test_a_file_of_polnear(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "Headline\n\n“I baked the bread,” Ann Baker said."
    quote = {"start": 11, "end": 28, "type": "direct", "source": [[text.index("Ann"), text.index(" said")]]}
    result = evaluate(capsys, write(tmp_path / "dev.jsonl", {"text": text, "quotes": [quote]}))
    assert (result["documents"], result["found"], result["end_to_end"]) == (1, 1, 1.0)


BREAD = {"file": "a.txt", "para": 2}
MESSAGE = {"message": "hi! who baked bread", "parts": [{"question_in_plain_words": "who baked bread", "gold": [BREAD]}]}
TURN = {"question": "who baked bread", "gold": [BREAD], "answerable": True}
PREMISE = {"id": "P1", "question": "who baked fish", "true_instead": [BREAD]}


@pytest.mark.parametrize(
    ("rows", "figures"),
    [
        (
            [{**MESSAGE, "kind": "greeting"}, {"message": "thanks", "expect": "smalltalk"}],
            {("Parts told by an article", "greeting", "parts"): 1, ("Nothing to answer", "smalltalk", "told apart"): 1},
        ),
        (
            [{"id": "D1", "turns": [TURN, {"question": "and fish?", "needs_context": True, "answerable": False}]}],
            {
                ("Turns told by an article", "first turn", "turns"): 1,
                ("Turns told by none", "needs context", "turns"): 1,
            },
        ),
        (
            [PREMISE, {"question": "who baked bread", "gold": [BREAD], "twin_of": "P1"}],
            {("False premises", "all", "questions"): 1, ("Told apart", "twin and premise", "pairs"): 1},
        ),
    ],
)
def test_a_file_is_known_by_its_rows(
    tmp_path: Path,
    story: Path,
    capsys: pytest.CaptureFixture[str],
    rows: list[Any],
    figures: dict[tuple[str, str, str], int],
) -> None:
    file = write(tmp_path / "q.jsonl", *rows)
    result = evaluate(capsys, file, "--articles", str(story))
    assert (result["file"], result["rows"]) == ("q.jsonl", len(rows))
    for (title, row, column), expected in figures.items():
        cell = result["tables"][title][row][column]
        assert (cell["hits"] if isinstance(cell, dict) else cell) == expected
    assert main(["evaluate", str(file), "--articles", str(story)]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith(f"q.jsonl: {len(rows)} rows\n\n")
    assert all(title in printed for title, _, _ in figures)
    assert "The worst cases" not in printed


def test_the_worst_cases_are_listed(tmp_path: Path, story: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = {"id": "WRONG", "question": "when did the lighthouse burn down", "gold": [BREAD]}
    for rows in ([wrong, GOOD], [{"id": "WRONG", "message": wrong["question"], "parts": [{"gold": [BREAD]}]}]):
        file = write(tmp_path / "q.jsonl", *rows)
        (case,) = evaluate(capsys, file, "--articles", str(story), "--worst", "9")["worst"]
        assert (case["id"], case["expected"][:7], case["badness"] > 0) == ("WRONG", "a.txt 2", True)
        assert main(["evaluate", str(file), "--articles", str(story), "--worst", "9"]) == 0
        printed = capsys.readouterr().out
        assert "asked:    when did the lighthouse burn down\n  expected: a.txt 2" in printed
        assert printed.count("expected:") == 1


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ({"message": 3}, 'there is no "message"; write it as a string.'),
        ({"message": "hi"}, 'it has no "parts" and says nothing of what to "expect"; write one of them.'),
        ({"message": "hi", "expect": "joy"}, '"expect" is none of decline, smalltalk, silence, not_english, help.'),
        ({"message": "hi", "parts": ["x"]}, '"parts" is no list of objects;'),
        ({"message": "hi", "parts": [{"gold": [{"file": "a.txt", "para": 9}]}]}, "a.txt has 4 paragraphs,"),
        ({"turns": []}, '"turns" is no list of objects;'),
        ({"turns": [TURN, {"gold": []}]}, 'turn 2 has no "question"; write it as a string.'),
        ({"turns": [{**TURN, "answerable": False}]}, 'in turn 1 "answerable" and "gold" contradict each other.'),
        ({"turns": [{**TURN, "gold": []}]}, 'in turn 1 "answerable" and "gold" contradict each other.'),
        ({"true_instead": []}, 'there is no "question"; write it as a string.'),
        ({"question": "who", "twin_of": "P1"}, 'it is a true twin, and "gold" names no paragraph; name one.'),
    ],
)
def test_a_fault_in_a_file_of_another_form(
    tmp_path: Path, story: Path, capsys: pytest.CaptureFixture[str], row: dict[str, Any], complaint: str
) -> None:
    file = write(tmp_path / "q.jsonl", row)
    assert main(["evaluate", str(file), "--articles", str(story)]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith(f"{file}, line 1: {complaint}")
