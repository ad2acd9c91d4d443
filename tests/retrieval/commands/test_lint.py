"""What `lint` prints beside its remarks."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from retrieval.__main__ import main
from retrieval.commands import lint as command
from retrieval.memory import LimitedBy, Memory, MemoryLimit
from tests.simulated import write_story


def test_what_memory_is_needed_is_told_and_what_to_do_where_it_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(write_story(tmp_path))

    def of(allowed: int | None) -> str:
        limit = None if allowed is None else MemoryLimit(allowed, LimitedBy.CONTROL_GROUP)
        monkeypatch.setattr(command, "memory_for", lambda _articles: Memory(700_000_000, limit))
        main(["lint", "--articles", folder])
        (told,) = [line for line in capsys.readouterr().out.splitlines() if line.startswith("The bot needs")]
        main(["lint", "--articles", folder, "--json"])
        found = json.loads(capsys.readouterr().out)["memory"]
        assert found == {"needed": 700_000_000, "allowed": allowed, "fits": allowed is None or allowed >= 700_000_000}
        return told

    assert of(None) == "The bot needs about 700 MB of memory for this story."
    assert of(800_000_000) == "The bot needs about 700 MB of memory for this story; 800 MB are allowed here."
    assert "only 512 MB are allowed here: raise MEMORY_LIMIT in .env" in of(512_000_000)
