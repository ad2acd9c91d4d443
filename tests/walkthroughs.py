"""Runs a walkthrough of the docs as it stands: its commands, and what it says that they print."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_BLOCK = re.compile(r"^```(sh|text)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def environment_in(folder: Path) -> Mapping[str, str]:
    """Return an environment in which `verbatim` is this program and nothing of this machine's settings is known."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DISCORD_", "ARTICLES_"))}
    tools = folder / "tools"
    tools.mkdir(exist_ok=True)
    (tools / "verbatim").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m bot.script "$@"\n', encoding="utf-8")
    (tools / "verbatim").chmod(0o755)
    return {
        **kept,
        "PATH": f"{tools}{os.pathsep}{kept['PATH']}",
        "PYTHONPATH": str(ROOT),
        "PYTHONUTF8": "1",
        "XDG_CACHE_HOME": str(folder / "cache"),
    }


def walk(guide: Path, folder: Path, *, quiet: bool) -> int:
    """Run every command of a guide in a folder and check what it prints; return how many lines were checked.

    `quiet`: nothing may be said on standard error.
    """
    (folder / "tests").symlink_to(ROOT / "tests")
    environment = environment_in(folder)
    output = ""
    checked = 0
    for kind, text in _BLOCK.findall(guide.read_text(encoding="utf-8")):
        if kind == "sh":
            done = subprocess.run(
                ["bash", "-euo", "pipefail", "-c", text],
                cwd=folder, env=environment, capture_output=True, text=True, timeout=300, check=False,
            )  # fmt: skip
            assert done.returncode == 0, f"{text}\n{done.stdout}{done.stderr}"
            assert not (quiet and done.stderr), f"{text}\n{done.stderr}"
            output = done.stdout
        else:
            for line in text.splitlines():
                assert line.strip() in output, f"expected: {line}\nprinted:\n{output}"
                checked += 1
    return checked
