"""The README's walkthrough for bringing one's own story, run as it stands there."""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
HEADING = "## Bring your own story"
BLOCK = re.compile(r"^```(sh|text)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def section() -> str:
    """Return the walkthrough, a section of the README."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    found = re.search(rf"^{HEADING}$.*?(?=^## [A-Z]|\Z)", readme, re.MULTILINE | re.DOTALL)
    assert found, "the README has no such section"
    return found.group()


def test_the_walkthrough_works_as_written(tmp_path: Path) -> None:
    blocks = BLOCK.findall(section())
    assert len(blocks) >= 10
    (tmp_path / "tests").symlink_to(ROOT / "tests")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DISCORD_", "ARTICLES_"))}
    tools = tmp_path / "tools"
    tools.mkdir()
    (tools / "python").write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
    (tools / "python").chmod(0o755)
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
