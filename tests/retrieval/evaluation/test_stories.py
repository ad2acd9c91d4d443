"""A folder of stories: each is asked its own questions, and what only the others tell."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from retrieval.__main__ import main

STORIES = {
    "harbour": ("The Harbour", "The ferry Anna left the harbour at noon.", "when did the ferry leave the harbour", 2),
    "orchard": ("The Orchard", "Tom planted forty pear trees in the orchard.", "how many pear trees did tom plant", 2),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, (headline, text, question, paragraph) in STORIES.items():
        articles = tmp_path / name / "articles"
        articles.mkdir(parents=True)
        (articles / "a.txt").write_text(f"{headline}\n\n{text}\n\nNothing else happened that day.\n", encoding="utf-8")
        told = {"id": "1", "question": question, "answerable": True, "gold": [{"file": "a.txt", "para": paragraph}]}
        again = {**told, "id": "2", "question": f"{question} then"}
        near = {"id": "3", "question": "who painted the gate", "answerable": False, "kind": "near"}
        rows = "\n".join(json.dumps(row) for row in (told, again, near))
        (tmp_path / name / "questions.jsonl").write_text(rows, encoding="utf-8")
    return tmp_path


def test_each_story_is_a_row_and_is_asked_what_others_tell(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", "--json", "--stories", str(folder)]) == 0
    found = json.loads(capsys.readouterr().out)
    told = found["tables"]["Told"]
    assert set(told) == {"harbour", "orchard"}
    assert told["harbour"]["questions"] == 2
    assert told["harbour"]["right first"]["hits"] == 2
    assert found["tables"]["Near misses"]["orchard"]["questions"] == 1
    assert found["tables"]["Told by other stories"]["orchard"]["questions"] == 1
    assert found["means"]["Told, right first"] == 1.0


def test_the_table_is_for_people(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", "--stories", str(folder)]) == 0
    out = capsys.readouterr().out
    assert "Told by other stories" in out
    assert "Means, every story counting the same: Told, right first 1.00" in out


def test_a_folder_without_stories_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", "--stories", str(tmp_path)]) == 2
    assert "there is no folder with questions.jsonl" in capsys.readouterr().err


def test_what_each_feature_is_worth_is_told_of_other_stories(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", "--stories", str(folder), "--ablation"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("Mean of harbour, orchard, each by weights fitted on the others: right first 1.000")
    assert "without         " in out


def test_one_story_has_no_others(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.rmtree(folder / "orchard")
    assert main(["evaluate", "--stories", str(folder), "--ablation"]) == 2
    assert "name a folder of two stories or more" in capsys.readouterr().err
