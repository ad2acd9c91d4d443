"""Novels whose speakers are marked: what is measured of them, and what is learned from them."""

from __future__ import annotations

import argparse
import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from retrieval.__main__ import main
from retrieval.commands import fit_speakers as command
from retrieval.errors import QuestionFileError
from retrieval.evaluation.question_files import read_rows
from retrieval.evaluation.speakers.fitting import UnseenTurn, named_from
from retrieval.evaluation.speakers.novels import judge_novels, novel_tables
from retrieval.quotations.dialogue.candidates import FEATURES

LINES = [
    ("“You are late,” said Ellen.", "Ellen Ward", "explicit"),
    ("“The lamp would not burn,” said Mr. Harding.", "Harding", "explicit"),
    ("“It burned yesterday,” said Ellen.", "Ellen Ward", "explicit"),
    ("“Yesterday it had oil,” said Mr. Harding.", "Harding", "explicit"),
    ("“And who took it?”", "Ellen Ward", "implicit"),
    ("“I wish I knew.”", "Harding", "implicit"),
    ("“Ask my brother,” she said.", "Ellen Ward", "anaphoric"),
]


def novel(name: str) -> dict[str, Any]:
    text = f"{name}\n\nMr. Harding came down to the boathouse, where Miss Ellen Ward was mending a net.\n"
    quotes = []
    for number, (line, speaker, type_) in enumerate(LINES):
        start = len(text) + 1
        text += f"\n{line}\n"
        spans = [[start, start + line.index("”") + 1]]
        quotes.append({"id": f"Q{number}", "spans": spans, "type": type_, "speaker": speaker, "cue": ""})
    characters = [
        {"name": "Ellen Ward", "aliases": ["Ellen", "Miss Ward"], "gender": "F", "category": "major"},
        {"name": "Harding", "aliases": ["Mr. Harding"], "gender": "M", "category": "major"},
    ]
    return {"novel": name, "text": text, "characters": characters, "quotes": quotes}


@pytest.fixture
def novels(tmp_path: Path) -> Path:
    file = tmp_path / "novels.jsonl"
    file.write_text("\n".join(json.dumps(novel(name)) for name in ("The Lamp", "The Net")), encoding="utf-8")
    return file


def test_a_speaker_is_right_by_any_of_their_names(novels: Path) -> None:
    judged = judge_novels(novels, read_rows(novels))
    assert len(judged) == 2 * len(LINES)
    assert all(each.found for each in judged)
    assert all(each.right for each in judged if each.type == "explicit")
    speakers, named, by_rule = novel_tables(judged)
    assert speakers.share("explicit", "right").hits == 8
    assert named.share("all", "right").hits <= speakers.share("all", "named").hits
    assert "said X" in {row.name for row in by_rule.rows}


def test_another_person_is_wrong(novels: Path) -> None:
    rows = read_rows(novels)
    for quote in rows[0]["quotes"]:
        quote["speaker"] = "Harding"
    judged = judge_novels(novels, rows[:1])
    assert [each.right for each in judged[:4]] == [False, True, False, True]


def test_evaluate_knows_a_novel_by_its_rows(novels: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", str(novels)]) == 0
    out = capsys.readouterr().out
    assert "Speakers" in out
    assert "The Lamp" in out


def test_weights_are_learned_and_each_novel_is_judged_by_the_others(
    novels: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "WEIGHTS_FILE", tmp_path / "weights.toml")
    assert main(["fit-speakers", str(novels)]) == 0
    tables = tomllib.loads((tmp_path / "weights.toml").read_text(encoding="utf-8"))
    assert set(tables) == {"named", "any", "none", "pronoun", "described"}
    assert set(tables["any"]) == set(FEATURES)
    assert tables["any"]["spoke two turns ago, without a break"] > tables["any"]["spoke just before"]
    assert "The Lamp, learned from the others: 3 of 3 open turns right" in capsys.readouterr().out


def test_one_novel_cannot_be_judged_by_others(novels: Path) -> None:
    first = novels.read_text(encoding="utf-8").splitlines()[0]
    novels.write_text(first, encoding="utf-8")
    with pytest.raises(QuestionFileError, match="there is one novel"):
        command.run(command_arguments(novels))


def command_arguments(file: Path) -> argparse.Namespace:

    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return parser.parse_args([str(file)])


def test_the_bar_is_where_so_many_are_right() -> None:
    judged = [
        UnseenTurn("n", chance, right) for chance, right in ((0.9, True), (0.8, True), (0.7, False), (0.6, False))
    ]
    assert named_from(judged, 0.6) == 0.7
    assert named_from(judged, 1.0) == 0.8
    assert named_from([UnseenTurn("n", 0.9, False)]) == 1.0
