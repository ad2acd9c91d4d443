"""`verbatim gaps`: the host looks through what people left, by options and at a terminal."""

import asyncio
import json
import sqlite3
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pexpect
import pytest

from bot.__main__ import main
from bot.store.store import FILE, Store
from bot.words.host import gaps as say
from tests.simulated import write_story

BILL, DOG = "what was the bill for mending it?", "how many trombones did the mayor own?"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a story and with questions that people left, and the shell in it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ARTICLES_DIR", str(write_story(tmp_path / "articles")))
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    leave(tmp_path, BILL, BILL.rstrip("?"), DOG, "\x1b[31mmy number is 0170 5550199")
    return tmp_path


def leave(folder: Path, *questions: str, guild: int = 11) -> None:
    async def left() -> None:
        for words in questions:
            await Store(folder / "data").leave(guild, "", words)

    asyncio.run(left())


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = main(["gaps", *arguments])
    said = capsys.readouterr()
    return status, said.out, said.err


def numbers(capsys: pytest.CaptureFixture[str]) -> dict[str, int]:
    _, out, _ = run(capsys, "--json")
    return {gap["wordings"][0]: gap["id"] for gap in json.loads(out)["gaps"]}


def test_the_list_shows_alike_ones_together_and_steers_no_terminal(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, _ = run(capsys, "--list")
    assert status == 0
    assert out.startswith(say.heading(numbers(capsys)[BILL.rstrip("?")], 2))
    assert f"“{BILL}”" in out
    assert "harbour.txt:5" in out
    assert "\x1b" not in out
    assert say.NOBODY_TO_ASK in run(capsys)[1], "no terminal, and nothing is changed"
    assert len(numbers(capsys)) == 3


def test_the_passage_that_answers_is_written_down_and_found(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    number = str(numbers(capsys)[BILL.rstrip("?")])
    status, out, _ = run(capsys, "--answer", number, "harbour.txt:5")
    assert (status, out.strip()) == (0, f"{say.written('reader-questions/harbour.md')} {say.RUNNING_BOT}")
    assert BILL.rstrip("?") in (folder / "articles/reader-questions/harbour.md").read_text(encoding="utf-8")
    assert BILL.rstrip("?") not in numbers(capsys)


def test_what_the_story_does_not_tell_is_written_down_and_stays_away(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, _ = run(capsys, "--not-told", str(numbers(capsys)[DOG]))
    assert (status, out.strip()) == (0, f"{say.NOT_TOLD_WRITTEN} {say.RUNNING_BOT}")
    assert DOG in (folder / "articles/reader-questions/not-told.md").read_text(encoding="utf-8")
    leave(folder, "the mayor: how many trombones did he own?", guild=22)
    assert not any("trombones" in words for words in numbers(capsys))


def test_what_is_dismissed_stays_away_and_what_is_deleted_is_gone(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    known = numbers(capsys)
    assert run(capsys, "--dismiss", str(known[DOG]))[1].strip() == say.DISMISSED
    (insult,) = [number for words, number in known.items() if "0170" in words]
    assert run(capsys, "--delete", str(insult))[1].strip() == say.DELETED
    assert not any(b"0170" in path.read_bytes() for path in (folder / "data").iterdir())
    assert list(numbers(capsys)) == [BILL.rstrip("?")]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--delete", "99"), say.no_such(99)),
        (("--answer", "x", "1"), say.no_such(0)),
        (("--answer", "1", "9"), say.no_such_passage("9")),
        (("--answer", "1", "nowhere.txt:1"), say.no_such_passage("nowhere.txt:1")),
        (("--answer", "1", "harbour.txt:0"), say.no_such_passage("harbour.txt:0")),
        (("--story", "other"), say.no_such_story("other", "")),
    ],
)
def test_a_mistake_gets_a_sentence_and_changes_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: Sequence[str], sentence: str
) -> None:
    status, out, err = run(capsys, *arguments)
    assert (status, out, err.strip()) == (1, "", sentence)
    assert len(numbers(capsys)) == 3
    assert not (folder / "articles/reader-questions").exists()


def test_a_question_that_cannot_be_written_says_why_and_is_kept(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    number = str(numbers(capsys)[BILL.rstrip("?")])
    (folder / "articles/reader-questions").write_text("a file in its place")
    status, _, err = run(capsys, "--answer", number, "harbour.txt:5")
    assert status == 1
    assert "reader-questions" in err
    assert BILL.rstrip("?") in numbers(capsys)


def test_where_nothing_was_ever_kept_no_data_folder_is_made(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATA_DIR", str(folder / "elsewhere"))
    assert run(capsys, "--list")[:2] == (0, f"{say.NONE}\n")
    assert not (folder / "elsewhere").exists()


def test_a_database_that_another_program_holds_is_no_traceback(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    number = str(numbers(capsys)[DOG])
    with closing(sqlite3.connect(folder / "data" / FILE, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        status, _, err = run(capsys, "--delete", number)
    assert status == 1
    assert "Another program holds the file" in err
    assert DOG in numbers(capsys)


def test_at_a_terminal_each_question_is_asked_about(folder: Path) -> None:
    child = pexpect.spawn(
        sys.executable, ["-m", "bot", "gaps"], cwd=Path(__file__).parents[3], encoding="utf-8", timeout=60,
        dimensions=(40, 160),
    )  # fmt: skip
    child.expect_exact(say.heading(1, 2).replace("1:", ""))
    child.expect_exact(say.WHICH)
    child.send("\r")  # the nearest passage answers
    child.expect_exact(say.written("reader-questions/harbour.md"))
    for keys in ("\x1b[A" * 3, "\x1b[A" * 2):  # from the first upwards: stop, leave, delete …
        child.expect_exact(say.WHICH)
        child.send(keys + "\r")
        child.expect_exact(say.DELETED if keys == "\x1b[A" * 3 else "")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
