from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from bot import __main__ as program
from bot.settings import Settings
from bot.words.host import start

ROOT = Path(__file__).resolve().parents[2]


def run(
    folder: Path, *arguments: str, given: bytes | None = None, **variables: str
) -> subprocess.CompletedProcess[bytes]:
    """Run the program in a folder of its own, without a terminal."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DISCORD_", "VERBATIM_"))}
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=folder,
        env={**kept, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **variables},
        input=given or b"",
        capture_output=True,
        timeout=60,
        check=False,
    )


def test_nothing_to_do_is_said_in_one_sentence(tmp_path: Path) -> None:
    done = run(tmp_path)
    assert done.returncode == 2
    assert done.stdout == b""
    assert done.stderr.decode().splitlines() == [start.NOTHING_TO_DO]
    assert run(tmp_path, given=b"\n  \n").returncode == 2


def test_closed_standard_input_is_nothing(tmp_path: Path) -> None:
    command = f"{sys.executable} -m bot <&-"
    done = subprocess.run(
        ["sh", "-c", command], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT), "DISCORD_TOKEN": ""},
        capture_output=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.decode().splitlines() == [start.NOTHING_TO_DO]


def test_piped_questions_are_answered_one_after_the_other(tmp_path: Path) -> None:
    questions = ["Who is Alice Marie Johnson?", "🎉🎉", "ما اسمها؟", "x" * 4_000, "\x1b[31mred\x07"]
    done = run(tmp_path, given=b"\xef\xbb\xbf\n \n" + "\n\n".join(questions).encode())
    assert done.returncode == 0
    assert done.stdout.startswith(b"? Who is Alice")
    assert done.stderr == b""
    out = done.stdout.decode()
    assert "\x1b" not in out
    places = [out.index(f"? {start}") for start in ("Who is Alice", "🎉", "ما", "xxx", "[31mred")]
    assert places == sorted(places)


def test_bytes_that_are_no_text_are_still_answered(tmp_path: Path) -> None:
    done = run(tmp_path, given=b"who is \xff\xfe alice\n")
    assert done.returncode == 0
    assert "\N{REPLACEMENT CHARACTER}" in done.stdout.decode()


def test_a_reader_that_leaves_early_is_no_fault(tmp_path: Path) -> None:
    questions = tmp_path / "questions"
    questions.write_text("who is alice?\n" * 200, encoding="utf-8")
    command = f"{sys.executable} -m bot < questions | head -n 1"
    done = subprocess.run(
        ["sh", "-c", command], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT), "DISCORD_TOKEN": ""},
        capture_output=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.stdout.decode() == "? who is alice?\n"
    assert done.stderr == b""


def test_another_folder_of_articles(tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text(
        "Otters return\n\nThree otters came back to the river in May.\n", encoding="utf-8"
    )
    done = run(tmp_path, "--articles", ".", given=b"/articles\n")
    assert "1. Otters return" in done.stdout.decode()
    (tmp_path / ".env").write_text("ARTICLES_DIR=.\n", encoding="utf-8")
    assert "1. Otters return" in run(tmp_path, given=b"/articles\n").stdout.decode()


@pytest.mark.parametrize(
    ("arguments", "variables", "said"),
    [
        (["--articles", "nowhere"], {}, '--articles is "nowhere": there is no such folder'),
        ([], {"ARTICLES_DIR": "nowhere"}, 'ARTICLES_DIR is "nowhere": there is no such folder'),
        (["--articles", "."], {}, "the folder holds no articles"),
        ([], {"VERBATIM_NONSENSE": "1"}, "VERBATIM_NONSENSE is no setting"),
        ([], {"ASK_CHANNELS": "general"}, 'ASK_CHANNELS is "general"'),
    ],
)
def test_what_the_host_must_mend_is_said_in_one_sentence(
    tmp_path: Path, arguments: list[str], variables: dict[str, str], said: str
) -> None:
    done = run(tmp_path, *arguments, given=b"who?\n", **variables)
    assert done.returncode == 2
    assert done.stdout == b""
    (line,) = done.stderr.decode().splitlines()
    assert said in line


def test_a_broken_article_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"Headline\n\nzero \x00 byte\n")
    done = run(tmp_path, "--articles", ".", given=b"who?")
    assert done.returncode == 2
    assert done.stderr.decode().startswith("a.txt, line 3: there is a NUL byte")


def test_help_explains_itself(tmp_path: Path) -> None:
    done = run(tmp_path, "--help")
    assert done.returncode == 0
    for word in ("--articles DIR", "DISCORD_TOKEN", ".env.example"):
        assert word in done.stdout.decode()
    assert run(tmp_path, "--nonsense").returncode == 2


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> list[Settings]:
    """Stand in for the Discord client; returns what it was run with."""
    ran: list[Settings] = []

    def run_client(settings: Settings) -> int:
        ran.append(settings)
        return 7

    stand_in: Any = SimpleNamespace(run=run_client)
    monkeypatch.setitem(sys.modules, "bot.application", stand_in)
    return ran


def test_with_a_token_the_client_runs_and_its_status_is_ours(
    client: list[Settings], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DISCORD_TOKEN", "a.b.c")
    assert program.main([]) == 7
    (settings,) = client
    assert settings.token.reveal() == "a.b.c"


def test_the_terminal_can_be_asked_for_in_spite_of_a_token(
    client: list[Settings],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DISCORD_TOKEN", "a.b.c")
    monkeypatch.setattr(sys, "stdin", None)
    assert program.main(["--terminal"]) == 2
    assert not client
    assert capsys.readouterr().err.strip() == start.NOTHING_TO_DO


def test_the_terminal_needs_nothing_of_discord(tmp_path: Path) -> None:
    code = "import sys, bot.__main__; sys.exit('discord' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}, timeout=60, check=False
    )
    assert done.returncode == 0


@pytest.mark.parametrize("command", ["check", "gaps", "init"])
def test_the_folder_may_be_named_before_and_after_a_command(command: str) -> None:
    commands = program.parser()
    assert commands.parse_args(["--articles", "story", command]).articles == "story"
    assert commands.parse_args([command, "--articles", "story"]).articles == "story"
    assert commands.parse_args([command]).articles is None
