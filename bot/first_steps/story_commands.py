"""The story's commands, run as the host would type them: each is shown, so that it can be run again."""

from __future__ import annotations

import shlex
import subprocess
import sys
from collections.abc import Sequence

from bot.installation import CODE

PROGRAM = "verbatim"


def shown(*words: str) -> str:
    """Return a command as it is typed."""
    return shlex.join((PROGRAM, *words))


def run(*words: str) -> int:
    """Show a command and run it on this terminal; return its exit status."""
    print(f"\n$ {shown(*words)}", flush=True)
    return subprocess.run(_command(words), check=False).returncode


def run_quietly(*words: str) -> int:
    """Run a command whose output is all that is of interest; return its exit status."""
    return subprocess.run(_command(words), check=False).returncode


def _command(words: Sequence[str]) -> list[str]:
    """Return what runs a command with this very program, wherever it was started from."""
    program = "import sys; sys.path.insert(0, sys.argv.pop(1)); from retrieval.__main__ import main; sys.exit(main())"
    return [sys.executable, "-c", program, str(CODE), *words]
