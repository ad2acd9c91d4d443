"""The same question has the same answer, to the last digit, in every process."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


QUESTIONS = "how old is alice\ndid kim cry when she heard it\n"


def test_every_process_gives_the_same_answers(tmp_path: Path) -> None:
    answers = {
        subprocess.run(
            [sys.executable, "-m", "retrieval", "ask", "--json"],
            input=QUESTIONS,
            cwd=ROOT,
            env={"PYTHONHASHSEED": seed, "PYTHONUTF8": "1", "XDG_CACHE_HOME": str(tmp_path / seed)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    (lines,) = answers
    assert len(lines.splitlines()) == 2
