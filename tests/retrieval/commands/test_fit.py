"""`python -m retrieval fit`: learns, reports, and writes one readable table."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from retrieval.__main__ import main
from retrieval.commands import fit as fit_command
from retrieval.ranking.confidence import SIGNALS
from retrieval.ranking.features import FEATURES
from retrieval.ranking.weights import FEW_QUESTIONS, TEXT_ALONE, WITH_READER_QUESTIONS, few_questions
from tests.retrieval.evaluation.test_fitting import ARTICLE, ASKED


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("ARTICLES_DIR", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(fit_command, "WEIGHTS_FILE", tmp_path / "weights.toml")
    articles = tmp_path / "articles"
    (articles / "reader-questions").mkdir(parents=True)
    (articles / "comet.txt").write_text(ARTICLE, encoding="utf-8")
    (articles / "reader-questions" / "comet.md").write_text("## 2\nin which sea did it land\n## 3\nwho saw it\n")
    rows = [
        {"question": text, "gold": [{"file": "comet.txt", "para": paragraph}], "answerable": True}
        for text, paragraph in ASKED.items()
    ]
    rows += [{"question": text, "answerable": False, "kind": "far"} for text in ("what is python", "who won the cup")]
    (tmp_path / "asked.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return tmp_path


def run(folder: Path, *arguments: str) -> int:
    return main(["fit", str(folder / "asked.jsonl"), "--articles", str(folder / "articles"), *arguments])


def test_the_table_is_written_and_readable(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder) == 0
    text = (folder / "weights.toml").read_text(encoding="utf-8")
    assert text.startswith("# The weight of each feature")
    tables = tomllib.loads(text)
    assert set(tables) == {WITH_READER_QUESTIONS, TEXT_ALONE, *map(few_questions, FEW_QUESTIONS)}
    for table in tables.values():
        assert set(table["ranking"]) <= set(FEATURES)
        assert set(table["confidence"]) <= {*SIGNALS, "constant"}
        assert set(table["told"]) <= {*SIGNALS, "constant"}
        assert 0 < table["answer_from"] < 1
    assert not [name for name in tables[TEXT_ALONE]["ranking"] if name.startswith("question_")]
    out = capsys.readouterr().out
    assert "left out 1: right first" in out
    assert "asked.jsonl" in out
    assert "weights.toml. Start the bot again" in out


def test_a_dry_run_writes_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, "--dry-run") == 0
    assert not (folder / "weights.toml").exists()
    assert f"[{TEXT_ALONE}.ranking]" in capsys.readouterr().out


def test_a_file_that_is_not_there_is_one_sentence(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fit", str(folder / "gone.jsonl"), "--articles", str(folder / "articles")]) != 0
    error = capsys.readouterr().err
    assert "gone.jsonl" in error
    assert "Traceback" not in error
    assert not (folder / "weights.toml").exists()
