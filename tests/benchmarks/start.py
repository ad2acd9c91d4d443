"""What a second start costs beside `import discord`: `python -m tests.benchmarks.start [--novels FILE] [FOLDER …]`.

A start is a process that loads a story and answers one question, `python -m retrieval ask`; a second one finds the
story kept. Processor time, so that other work on the machine matters little; the median of five runs, which take turns
with those of `import discord`, and the most memory that any of them held. All of it as installed: with bytecode that
was compiled before. FILE has a novel in "text" in each row; all of them together make one story, a chapter a file.
A changed story has one more sentence in one file.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from retrieval import SEEDS

CHECKOUT = Path(__file__).resolve().parents[2]
RUNS = 5
QUESTION = "how old is alice"
_REPORT = """
import resource, sys
used = resource.getrusage(resource.RUSAGE_SELF)
print(used.ru_utime + used.ru_stime, used.ru_maxrss, file=sys.stderr)
"""
IMPORT = f"import discord\n{_REPORT}"
ASK = f"import sys\nfrom retrieval.__main__ import main\nmain(sys.argv[1:])\n{_REPORT}"
_CHAPTER = re.compile(r"\n(?=(?:CHAPTER|Chapter) [\w.]+)")


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of processor time and megabytes of memory at the most."""

    seconds: float
    megabytes: float


def run(code: str, arguments: Sequence[str | Path], cache: Path) -> Cost:
    """Run code in a process of its own; what it says on standard error last is what it cost."""
    environment = {
        **os.environ,
        "XDG_CACHE_HOME": str(cache),
        "OPENBLAS_NUM_THREADS": "1",
        "PYTHONDONTWRITEBYTECODE": "",
        "PYTHONPYCACHEPREFIX": str(cache.parent / "bytecode"),
    }
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=CHECKOUT, env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    seconds, kilobytes = done.stderr.split()[-2:]
    return Cost(float(seconds), int(kilobytes) / 1024)


def in_turn(programs: Sequence[tuple[str, Sequence[str | Path]]], cache: Path) -> list[Cost]:
    """Run programs in turn, several times; return of each the median time and the most memory."""
    turns = [[run(code, arguments, cache) for code, arguments in programs] for _ in range(RUNS)]
    return [
        Cost(median(cost.seconds for cost in costs), max(cost.megabytes for cost in costs))
        for costs in zip(*turns, strict=True)
    ]


def write_novels(path: Path, folder: Path) -> int:
    """Write the novels of a file as a story of chapters; return how many words they have."""
    words = 0
    folder.mkdir()
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        words += len(row["text"].split())
        for number, chapter in enumerate(_CHAPTER.split(row["text"])):
            text = re.sub(r"(?<!\n)\n(?!\n)", " ", chapter)  # a line is a paragraph
            if text.strip():
                (folder / f"{row['novel']}-{number:03}.txt").write_text(text, encoding="utf-8")
    return words


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", metavar="FOLDER", nargs="*", type=Path, help="more stories")
    parser.add_argument("--novels", metavar="NOVELS.jsonl", type=Path)
    arguments = parser.parse_args()
    with TemporaryDirectory() as place:
        own = Path(place) / "the four articles"
        shutil.copytree(SEEDS, own)
        folders = [(own.name, own), *((folder.name, folder.resolve()) for folder in arguments.folders)]
        if arguments.novels is not None:
            words = write_novels(arguments.novels, Path(place) / "novels")
            folders.append((f"novels of {words:,} words", Path(place) / "novels"))
        cache = Path(place) / "cache"
        asked: list[Sequence[str | Path]] = [["ask", QUESTION, "--articles", folder] for _, folder in folders]
        run(f"{IMPORT}\n{ASK}", ["ask", "hello"], Path(place) / "unused")  # compiles
        first = [run(ASK, each, cache) for each in asked]
        base, *second = in_turn([(IMPORT, []), *((ASK, each) for each in asked)], cache)
        for _, folder in folders:
            with min(folder.glob("*.txt")).open("a", encoding="utf-8") as file:
                file.write("\nNothing more was said.\n")
        changed = [run(ASK, each, cache) for each in asked]
        print("| | processor time | beside `import discord` | memory at the most |\n|---|---|---|---|")
        print(_row("`import discord`", base, base))
        for (name, _), built, kept, again in zip(folders, first, second, changed, strict=True):
            print(_row(f"{name}: first build and answer", built, base))
            print(_row(f"{name}: second start and answer", kept, base))
            print(_row(f"{name}: changed, read again, and answer", again, base))


def _row(name: str, cost: Cost, base: Cost) -> str:
    ratio = cost.seconds / base.seconds
    return f"| {name} | {cost.seconds:.2f} s | {ratio:.2f} times | {cost.megabytes:.0f} MB |"


if __name__ == "__main__":
    main()
