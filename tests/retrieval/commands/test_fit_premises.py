"""`python -m retrieval fit-premises`: learns, judges each author by the others, and writes one readable table."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from retrieval.__main__ import main
from retrieval.commands import fit_premises as command
from retrieval.premises.check import load_premise_weights
from retrieval.premises.signals import SIGNALS
from retrieval.ranking.weights import TEXT_ALONE, WITH_READER_QUESTIONS
from tests.retrieval.evaluation.test_fitting import ARTICLE, ASKED

GOLD = [{"file": "comet.txt", "para": 2}]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("ARTICLES_DIR", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(command, "WEIGHTS_FILE", tmp_path / "premises.toml")
    articles = tmp_path / "articles"
    (articles / "reader-questions").mkdir(parents=True)
    (articles / "comet.txt").write_text(ARTICLE, encoding="utf-8")
    (articles / "reader-questions" / "comet.md").write_text("## 2\nin which sea did it land\n## 3\nwho saw it\n")
    write(
        tmp_path / "asked.jsonl",
        [
            {"question": text, "gold": [{"file": "comet.txt", "para": paragraph}], "answerable": True}
            for text, paragraph in ASKED.items()
        ],
    )
    return tmp_path


def write(path: Path, rows: list[dict[str, object]]) -> str:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return str(path)


def premises(folder: Path, author: str) -> str:
    rows: list[dict[str, object]] = [
        {"id": f"{author}1", "question": "why did nobody see the comet", "answerable": False, "true_instead": GOLD},
        {"id": f"{author}1t", "twin_of": f"{author}1", "question": "in which sea did the comet land", "gold": GOLD},
    ]
    return write(folder / f"{author}.jsonl", rows)


def run(folder: Path, *arguments: str) -> int:
    return main(["fit-premises", str(folder / "asked.jsonl"), *arguments, "--articles", str(folder / "articles")])


def test_false_premises_are_learned_from_their_files(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, premises(folder, "ann"), premises(folder, "bo")) == 0
    tables = tomllib.loads((folder / "premises.toml").read_text(encoding="utf-8"))
    assert set(tables) == {WITH_READER_QUESTIONS, TEXT_ALONE}
    for table in tables.values():
        assert list(table["weights"]) == [*SIGNALS, "constant"]
        assert min(table["weights"][name] for name in SIGNALS) >= 0
        assert table["false_from"] <= table["surely_from"]
    out = capsys.readouterr().out
    assert "text_alone, question and twin left out: of 2 false premises" in out
    assert "text_alone, learned from the others, bo.jsonl: of 1 false premises" in out


def test_one_author_is_not_judged_by_others(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, premises(folder, "ann")) == 0
    assert "learned from the others" not in capsys.readouterr().out


def test_without_false_premises_the_weights_stay(folder: Path) -> None:
    assert run(folder) == 0
    tables = tomllib.loads((folder / "premises.toml").read_text(encoding="utf-8"))
    assert tables[TEXT_ALONE]["weights"] == dict(load_premise_weights(TEXT_ALONE).weights)


def test_a_dry_run_writes_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, premises(folder, "ann"), "--dry-run") == 0
    assert not (folder / "premises.toml").exists()
    assert f"[{TEXT_ALONE}.weights]" in capsys.readouterr().out
