"""The same question has the same answer, to the last digit, in every process."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("question", ["how old is alice", "did kim cry when she heard it"])
def test_every_process_gives_the_same_answer(question: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "retrieval", "ask", "--json", question]
    lines = {
        subprocess.run(
            command,
            cwd=ROOT,
            env={"PYTHONHASHSEED": seed, "XDG_CACHE_HOME": str(tmp_path / seed)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(lines) == 1
