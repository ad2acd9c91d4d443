"""Reading what the host sends, in a process of its own: it can be slow, die, or print anything, and the bot goes on."""

import asyncio
import os
import sys
import time
from pathlib import Path

import pytest

from bot.hosting import additions as hosting
from bot.hosting.additions import DECIDED_WITHIN, MOST_WAITING, Additions, Waiting
from retrieval import Addition, ImportingError
from retrieval.importing.material import Document, Extracted

FOUND = Addition(Document((Extracted("A headline", ("And its text.",)),)))


def program(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    monkeypatch.setattr(hosting, "reading_command", lambda given: (sys.executable, "-c", code, given))


async def test_what_takes_too_long_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pid = tmp_path / "pid"
    program(monkeypatch, f"import os, time; open({str(pid)!r}, 'w').write(str(os.getpid())); time.sleep(600)")
    monkeypatch.setattr(hosting, "READ_WITHIN", 3.0)
    with pytest.raises(TimeoutError):
        await Additions().read("x")
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid.read_text()), 0)


@pytest.mark.parametrize(
    "code", ["", "import os; os.kill(os.getpid(), 9)", "print('no json')", "print('{}')", "print('[1]')", "1/0"]
)
async def test_a_process_that_dies_or_says_nothing_of_use_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    program(monkeypatch, code)
    with pytest.raises(ImportingError, match="too much memory or time"):
        await Additions().read("x")


async def test_it_is_not_handed_the_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "secret")
    program(monkeypatch, "import json, os; print(json.dumps({'error': os.environ.get('DISCORD_TOKEN', 'none')}))")
    with pytest.raises(ImportingError, match=r"^none$"):
        await Additions().read("x")


async def test_a_files_name_leads_nowhere_and_keeps_its_ending(monkeypatch: pytest.MonkeyPatch) -> None:
    program(monkeypatch, "import json, sys; print(json.dumps({'error': sys.argv[1]}))")
    for name, ending in (("../../etc/passwd.txt", ".txt"), ("a" * 300 + ".epub", ".epub"), ("..", "."), ("", "")):
        with pytest.raises(ImportingError) as raised:
            await Additions().read_file(name, b"x")
        path = Path(str(raised.value))
        assert path.name.endswith(ending)
        assert "passwd" not in str(path.parent)
        assert not path.parent.exists(), "nothing is left of it"


async def test_reading_does_not_hold_up_the_event_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    program(monkeypatch, 'x = list(range(10**7)); print(\'{"error": "done"}\')')
    reading, turns = asyncio.create_task(Additions().read("x")), 0
    while not reading.done():
        await asyncio.sleep(0)
        turns += 1
    assert turns > 100
    with pytest.raises(ImportingError):
        reading.result()


def test_a_decision_is_made_once_and_in_time() -> None:
    now = [time.monotonic()]
    additions = Additions(lambda: now[0])
    waiting = Waiting("", FOUND)
    additions.show(1, waiting)
    assert additions.take(1) is waiting
    assert additions.take(1) is None
    additions.show(2, waiting)
    now[0] += DECIDED_WITHIN
    assert additions.take(2) is None
    for message in range(MOST_WAITING + 1):
        additions.show(message, waiting)
    assert additions.take(0) is None
    assert additions.take(1) is waiting
