"""The walkthrough for bringing one's own story, docs/your-own-story.md, run as it stands there."""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
WALKTHROUGH = ROOT / "docs" / "your-own-story.md"
BLOCK = re.compile(r"^```(sh|text)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_the_walkthrough_works_as_written(tmp_path: Path) -> None:
    blocks = BLOCK.findall(WALKTHROUGH.read_text(encoding="utf-8"))
    assert len(blocks) >= 10
    (tmp_path / "tests").symlink_to(ROOT / "tests")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DISCORD_", "ARTICLES_"))}
    tools = tmp_path / "tools"
    tools.mkdir()
    (tools / "verbatim").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m bot.script "$@"\n', encoding="utf-8")
    (tools / "verbatim").chmod(0o755)
    environment = {
        **kept,
        "PATH": f"{tools}{os.pathsep}{kept['PATH']}",
        "PYTHONPATH": str(ROOT),
        "PYTHONUTF8": "1",
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
    }
    output = ""
    expected = 0
    for kind, text in blocks:
        if kind == "sh":
            done = subprocess.run(
                ["bash", "-euo", "pipefail", "-c", text],
                cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=120, check=False,
            )  # fmt: skip
            assert done.returncode == 0, f"{text}\n{done.stdout}{done.stderr}"
            assert done.stderr == "", text
            output = done.stdout
        else:
            for line in text.splitlines():
                assert line.strip() in output, f"expected: {line}\nprinted:\n{output}"
                expected += 1
    assert expected >= 8
