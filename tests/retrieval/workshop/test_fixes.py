"""What `lint --fix` puts right, and what it leaves alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from retrieval.__main__ import main
from retrieval.story import Story
from retrieval.workshop.fixes import fixes
from tests.retrieval.workshop.harbour import NAME, TEXT, harbour

QUESTIONS = "reader-questions/harbour.md"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    harbour(tmp_path)
    (tmp_path / "reader-questions").mkdir()
    return tmp_path


def fixed(folder: Path, questions: str) -> str:
    (folder / QUESTIONS).write_bytes(questions.encode())
    main(["lint", "--fix", "--yes", "--articles", str(folder)])
    return (folder / QUESTIONS).read_bytes().decode()


def test_a_heading_gets_the_number_of_the_paragraph_that_its_words_begin(folder: Path) -> None:
    before = "# mine\r\n##  7:  Nobody was hurt\r\nwas anybody hurt\r\n"
    assert fixed(folder, before) == before.replace("7", "5")


@pytest.mark.parametrize(
    "heading", ["## 7", "## 7: Somebody was hurt", "## 7: ", "## seven: Nobody was hurt", "## 5: Nobody"]
)
def test_a_heading_whose_words_do_not_tell_stays(folder: Path, heading: str) -> None:
    before = f"{heading}\nwas anybody hurt\n"
    assert fixed(folder, before) == before


def test_words_that_begin_two_paragraphs_tell_nothing(folder: Path) -> None:
    (folder / NAME).write_text(TEXT + "\nThe storm tore a hole into the roof.\n")
    before = "## 9: The storm tore a hole\nwhat broke\n"
    assert fixed(folder, before) == before


def test_a_question_that_stands_twice_under_one_paragraph_stands_once(folder: Path) -> None:
    before = "## 2\nwhat broke\n# note\nWhat  broke\n## 4\nwhat broke\n## 2\nwhat broke\nwhen\n"
    assert fixed(folder, before) == "## 2\nwhat broke\n# note\n## 4\nwhat broke\n## 2\nwhen\n", (
        "under two paragraphs only the host knows where it belongs"
    )


def test_lines_of_a_page_are_taken_out_only_after_a_look(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / NAME).write_text(TEXT + "Share This Post\n")
    (fix,) = fixes(Story.load(folder), folder)
    assert not fix.safe
    assert fix.change.after.decode() == TEXT
    main(["lint", "--fix", "--yes", "--articles", str(folder)])
    assert (folder / NAME).read_text() == TEXT + "Share This Post\n"
    assert "-Share This Post" in capsys.readouterr().out, "what would go is shown"


def test_paragraphs_that_reader_questions_count_are_not_moved(folder: Path) -> None:
    (folder / NAME).write_text(TEXT.replace("Repairs", "Share This Post\n\nRepairs"))
    (folder / QUESTIONS).write_text("## 2\nwhat broke\n")
    assert not list(fixes(Story.load(folder), folder))


def test_without_a_terminal_and_without_yes_nothing_is_written(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = "## 7: Nobody was hurt\nwas anybody hurt\n"
    (folder / QUESTIONS).write_text(before)
    assert main(["lint", "--fix", "--articles", str(folder)]) == 1
    out = capsys.readouterr().out
    assert "+## 5: Nobody was hurt" in out
    assert "say --yes" in out
    assert f"Next: verbatim lint --fix --articles {folder}" in out
    assert (folder / QUESTIONS).read_text() == before


def test_afterwards_lint_says_less(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / QUESTIONS).write_text("## 7: Nobody was hurt\nwas anybody hurt\nwas anybody hurt\n")

    assert main(["lint", "--json", "--articles", str(folder)]) == 1
    assert json.loads(capsys.readouterr().out)["broken"] == 1
    assert main(["lint", "--fix", "--yes", "--json", "--articles", str(folder)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["broken"] == 0
    assert "asked-twice" not in {remark["topic"] for remark in told["remarks"]}
    assert told["askable"] == {"found": 4, "tried": 4}
