"""The story's commands, run as the host would type them: each is shown, so that it can be run again."""

from __future__ import annotations

import shlex
import subprocess
import sys
from collections.abc import Sequence

from bot.installation import CODE
from retrieval import printable_line

PROGRAM = "verbatim"


def shown(*words: str) -> str:
    """Return a command as it is typed, safe to print."""
    line = shlex.join((PROGRAM, *words))
    return printable_line(line, len(line))


def run(*words: str) -> None:
    """Show a command and run it on this terminal; it says itself what went wrong."""
    print(f"\n$ {shown(*words)}", flush=True)
    run_unseen(*words)


def run_unseen(*words: str) -> None:
    """Run a command of which its output alone is of interest."""
    subprocess.run(_command(words), check=False)


def _command(words: Sequence[str]) -> list[str]:
    """Return what runs a command with this very program, wherever it was started from."""
    program = "import sys; sys.path.insert(0, sys.argv.pop(1)); from retrieval.__main__ import main; sys.exit(main())"
    return [sys.executable, "-c", program, str(CODE), *words]
