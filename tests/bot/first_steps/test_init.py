"""`verbatim init`: asks at a terminal, takes options elsewhere, can be stopped, and overwrites nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pexpect
import pytest

from bot.settings import read_env_file
from tests.walkthroughs import environment_in

STORY = "The Harbour\n\nThe ferry Anna left the harbour at noon.\n\nMaria Lindqvist, the harbour master, waved.\n"
TOKEN = "MTAwMDAwMDAwMDAwMDAwMDAw.GabcdE.abcdefghijklmnopqrstuvwxyz0123456789"
SOON = 30


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "harbour.txt").write_text(STORY, encoding="utf-8")
    return tmp_path


def init(place: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot.script", "init", *arguments],
        cwd=place, env=environment_in(place), capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False,
    )  # fmt: skip


def at_a_terminal(place: Path) -> pexpect.spawn[str]:
    return pexpect.spawn(
        sys.executable, ["-m", "bot.script", "init"], cwd=str(place), env=dict(environment_in(place)),
        encoding="utf-8", timeout=SOON, dimensions=(50, 120),
    )  # fmt: skip


def env_of(place: Path) -> dict[str, str]:
    variables, problems = read_env_file(place / ".env")
    assert problems == []
    return variables


def test_options_say_all_that_it_would_ask(place: Path) -> None:
    done = init(place, "--articles", "story", "--from", "harbour.txt", "--accept", "--ask", "when did the ferry leave")
    assert done.returncode == 0, done.stderr
    assert "at noon" in done.stdout
    assert env_of(place)["ARTICLES_DIR"] == "story"
    assert (place / ".env").stat().st_mode & 0o077 == 0
    assert (place / "story" / "the-harbour.txt").read_text(encoding="utf-8") == STORY


def test_what_is_done_is_not_done_again(place: Path) -> None:
    first = init(place, "--articles", "story", "--from", "harbour.txt", "--accept")
    kept = {path: path.read_bytes() for path in place.rglob("*") if path.is_file() and "cache" not in path.parts}
    again = init(place, "--accept")
    assert first.returncode == again.returncode == 0
    assert "story holds 1 article." in again.stdout
    assert ".env says so already." in again.stdout
    assert {path: path.read_bytes() for path in kept} == kept


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "say with --articles DIR where the story stands"),
        (("--articles", "story"), "name a file, a folder or a web address with --from"),
        (("--articles", "story", "--from", "nowhere.txt"), "nowhere.txt: there is no such file or folder."),
        (("--articles", "story", "--from", "empty"), "empty: there is no file in this folder."),
    ],
)
def test_what_is_missing_is_one_sentence(place: Path, arguments: tuple[str, ...], said: str) -> None:
    (place / "empty").mkdir()
    done = init(place, *arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not (place / ".env").exists()


def test_a_line_of_env_is_not_lost(place: Path) -> None:
    (place / ".env").write_text("# mine\nDISCORD_TOKEN=secret\nARTICLES_DIR=other\nLOG_LEVEL=debug\n", encoding="utf-8")
    done = init(place, "--articles", "story", "--from", "harbour.txt")
    assert done.returncode == 0
    assert ".env still names another story, other" in done.stdout
    assert (place / ".env").read_text(encoding="utf-8").startswith("# mine\nDISCORD_TOKEN=secret\nARTICLES_DIR=other\n")


def test_among_several_stories_it_is_one_more(place: Path) -> None:
    (place / ".env").write_text("STORIES_DIR=stories\n", encoding="utf-8")
    inside = init(place, "--articles", "stories/harbour", "--from", "harbour.txt")
    outside = init(place, "--articles", "elsewhere", "--from", "harbour.txt")
    assert inside.returncode == outside.returncode == 0
    assert "STORIES_DIR is set" not in inside.stdout
    assert "move elsewhere there, or take STORIES_DIR out" in outside.stdout
    assert env_of(place) == {"STORIES_DIR": "stories"}


def test_a_file_name_cannot_steer_the_terminal(place: Path) -> None:
    (place / "\x1b[31mred.txt").write_text(STORY, encoding="utf-8")
    done = init(place, "--articles", "story", "--from", ".")
    assert done.returncode == 0
    assert "\x1b" not in done.stdout + done.stderr


def test_an_env_that_cannot_be_read_stops_it(place: Path) -> None:
    (place / ".env").write_text("this is no setting\n", encoding="utf-8")
    done = init(place, "--articles", "story", "--from", "harbour.txt")
    assert done.returncode == 2
    assert ".env, line 1: this is not NAME=value" in done.stderr


def test_at_a_terminal_it_asks_and_goes_on_where_it_was(place: Path) -> None:
    terminal = at_a_terminal(place)
    terminal.expect("A folder for the story:")
    terminal.sendline("")
    terminal.expect("What is it made of")
    terminal.sendline("nowhere.txt")
    terminal.expect("there is no such file or folder")
    terminal.expect("What is it made of")
    terminal.sendline("harbour.txt")
    terminal.expect("Where was it published")
    terminal.sendline("The Evening Post")
    terminal.expect("wrote")
    terminal.expect("What is it made of")
    terminal.sendintr()
    terminal.expect("Nothing is lost")
    terminal.expect(pexpect.EOF)
    assert terminal.wait() == 130
    assert "The Evening Post" in (place / "story" / "sources.toml").read_text(encoding="utf-8")

    terminal = at_a_terminal(place)
    terminal.expect("A folder for the story:")
    terminal.sendline("")
    terminal.expect("story holds 1 article")
    terminal.expect("What is it made of")
    terminal.sendline("")
    while terminal.expect(["Ask it something", r"\(Y/n\)", "Use arrow keys"]) != 0:
        terminal.sendline("")
    terminal.sendline("when did the ferry leave?")
    terminal.expect("at noon")
    terminal.expect("Was that right")
    terminal.sendline("")
    terminal.expect("Ask it something")
    terminal.sendline("")
    terminal.expect("Paste it")
    terminal.sendline("Bot nonsense")
    terminal.expect("That cannot be a token")
    terminal.expect("Paste it")
    terminal.sendline(TOKEN)
    terminal.expect("Wrote .env: ARTICLES_DIR, DISCORD_TOKEN")
    terminal.expect("verbatim check")
    terminal.expect(pexpect.EOF)
    assert terminal.wait() == 0
    assert env_of(place)["DISCORD_TOKEN"] == TOKEN
    assert TOKEN not in (terminal.before or "")
