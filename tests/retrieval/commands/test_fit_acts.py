"""`python -m retrieval fit-acts`: learns from marked messages, judges each file by the others, and writes one table."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from retrieval.__main__ import main
from retrieval.commands import fit_acts
from retrieval.evaluation import dialogue_act_fitting
from retrieval.evaluation.dialogue_act_fitting import right_of
from retrieval.evaluation.marked_messages import marked_message
from retrieval.questions.acts.features import UNIT_FEATURES
from retrieval.questions.acts.model import ACTS, IMPOSSIBLE, DialogueAct, DialogueActModel

MARKED = (
    "hi all, my dog barks. ⟦who came to the bridge?⟧",
    "⟦when was the tower built⟧",
    "⟦who left?⟧ thanks a lot",
    "⟪are you a robot?⟫",
    "my cat is so cute today",
    "i had pasta for lunch. it was fine.",
    "«list all quotes»",
    "⟦kim was there, so why did she leave?⟧",
)
BARE = ("who paid for it?", "when did the wolf eat her?", "how old is the king", "where was the key")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(fit_acts, "ACTS_FILE", tmp_path / "weights.toml")
    monkeypatch.setattr(fit_acts, "WORDS_FILE", tmp_path / "words.json")
    monkeypatch.setattr(fit_acts, "MADE_UP", 30)
    monkeypatch.setattr(dialogue_act_fitting, "STEPS", 60)
    (tmp_path / "one.txt").write_text("\n".join(MARKED), encoding="utf-8")
    (tmp_path / "two.txt").write_text("## small\nhey there! ⟦who was it?⟧\n", encoding="utf-8")
    rows = [{"question": question} for question in BARE] + [{"question": "how are you?", "kind": "chitchat"}]
    rows.append({"question": "She left. It rained. Why did she leave?"})
    (tmp_path / "bare.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    turns = {"turns": [{"question": "who came?"}, {"question": "and why?"}]}
    (tmp_path / "turns.jsonl").write_text(json.dumps(turns) + "\n", encoding="utf-8")
    return tmp_path


def run(folder: Path, *names: str, bare: tuple[str, ...] = (), dry: bool = False) -> int:
    chosen = ["--bare", *(str(folder / name) for name in bare)] if bare else []
    return main(["fit-acts", *(str(folder / name) for name in names), *chosen, *["--dry-run"] * dry])


def test_the_table_that_is_written_is_the_model_that_was_learned(folder: Path) -> None:
    assert run(folder, "one.txt", "two.txt", bare=("bare.jsonl", "turns.jsonl")) == 0
    text = (folder / "weights.toml").read_text(encoding="utf-8")
    assert text.startswith("# What each feature of a discourse unit says for each act")
    table = tomllib.loads(text)
    assert [*table["features"]] == [*UNIT_FEATURES]
    assert [*table["after"]] == ["nothing", *(act.value for act in ACTS)]
    weights = [weight for rows in table.values() for row in rows.values() for weight in row.values()]
    assert all(0.05 <= abs(weight) < 100 for weight in weights), "what is next to nothing, or cannot be, is left out"
    words = json.loads((folder / "words.json").read_text(encoding="utf-8"))
    assert words, "what stands in many messages tells something"
    model = DialogueActModel.of(table, words)
    assert right_of(model, [marked_message(text) for text in MARKED]) == len(MARKED)
    goes_on = ACTS.index(DialogueAct.GOES_ON)
    assert model.first[goes_on] == IMPOSSIBLE
    assert model.transitions[ACTS.index(DialogueAct.TALKS), goes_on] == IMPOSSIBLE


def test_each_file_is_judged_by_the_others(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, "one.txt", "two.txt", bare=("bare.jsonl",), dry=True) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0].startswith("one.txt, learned from the others: ")
    assert told[0].endswith(f" of {len(MARKED)} messages right")
    assert told[1] == "two.txt, learned from the others: 1 of 1 messages right"
    # Of several sentences none can be told to be the question: those rows are left out.
    assert told[2] == f"bare questions: {len(BARE) + 1} of {len(BARE) + 1} right"
    assert not (folder / "weights.toml").exists()


def test_one_file_is_enough_and_judged_by_none(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, "one.txt") == 0
    assert capsys.readouterr().out == "bare questions: 0 of 0 right\n"
    assert (folder / "weights.toml").exists()


@pytest.mark.parametrize(
    ("text", "family", "weight"),
    [
        ("⟦who came?⟧", "chatter", 1.0),
        ("my cat is cute", "chatter", 3.0),
        ("«list all quotes»", "help", 3.0),
        ("⟦who came?⟧", "bare", 0.25),
        ("⟦who came?⟧", "made up", 0.25),
    ],
)
def test_what_asks_nothing_counts_more_and_what_is_made_up_less(text: str, family: str, weight: float) -> None:
    assert fit_acts._weight(marked_message(text, family)) == weight


def test_small_talk_of_a_question_file_is_learned_as_such() -> None:
    (message,) = fit_acts._bare({"question": "how are you?", "kind": "chitchat"})
    assert set(message.acts) == {DialogueAct.SOCIAL}
