"""numpy calculates in one thread in whatever answers, unless the host chose otherwise; what fits weights uses all."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from bot.one_thread import CHOSEN_BY, calculate_in_one_thread


def run(arguments: list[str], **chosen: str) -> str:
    """Return how many threads were chosen once a command has run; "" where it was left to OpenBLAS."""
    environment = {name: value for name, value in os.environ.items() if name not in CHOSEN_BY} | chosen
    code = (
        "import atexit, os, sys\n"
        "atexit.register(lambda: print(os.environ.get('OPENBLAS_NUM_THREADS', ''), file=sys.stderr))\n"
        "from bot.script import main\nmain()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        text=True,
    )
    return done.stderr.split("\n")[-2]


@pytest.mark.parametrize(
    ("arguments", "threads"), [(["ask", "hi"], "1"), (["--terminal"], "1"), (["fit-parser", "--help"], "")]
)
def test_what_answers_calculates_in_one_thread(arguments: list[str], threads: str) -> None:
    assert run(arguments) == threads


def test_the_hosts_own_choice_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in CHOSEN_BY:
        for other in CHOSEN_BY:
            monkeypatch.delenv(other, raising=False)
        monkeypatch.setenv(name, "2")
        calculate_in_one_thread()
        assert [os.environ.get(other) for other in CHOSEN_BY] == ["2" if other == name else None for other in CHOSEN_BY]
