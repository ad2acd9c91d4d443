"""What cutting a text into sentences costs: ours beside pysbd, where that is installed, and a naive regular expression.

`python -m tests.benchmarks.sentence_ends [FILES …]` cuts each line of the files, by default the sample story and
tests/second_story, and prints a row for each splitter. A row's time is the least processor time of several runs.
"""

from __future__ import annotations

import importlib
import re
import sys
import time
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path

from retrieval.english.sentences import sentences
from retrieval.story import SEEDS

SECOND_STORY = Path(__file__).resolve().parents[1] / "second_story"
RUNS = 5
ENOUGH = 2.0
"""Seconds after which a splitter is not run again."""
Splitter = Callable[[str], int]
"""Returns how many sentences a paragraph has."""

_NAIVE = re.compile(r"(?<=[.!?])\s+")


def splitters() -> dict[str, Splitter | None]:
    """Return the splitters by name; None for what is not installed."""
    return {
        "retrieval.english.sentences": lambda text: len(sentences(text)),
        "pysbd": _pysbd(),
        "split after . ! ?": lambda text: len(_NAIVE.split(text)),
    }


def _pysbd() -> Splitter | None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)  # its patterns have escapes that Python does not know
        try:
            segmenter = importlib.import_module("pysbd").Segmenter(language="en", clean=False)
        except ModuleNotFoundError:
            return None
    return lambda text: len(segmenter.segment(text))


def paragraphs_of(files: Sequence[Path]) -> list[str]:
    """Return the lines of the files that are not blank."""
    lines = [line.strip() for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    return [line for line in lines if line]


def measure(split: Splitter, paragraphs: Sequence[str]) -> tuple[int, float]:
    """Return how many sentences there are, and the least processor time in seconds."""
    split(paragraphs[0])  # patterns are compiled, tables are loaded
    taken: list[float] = []
    while len(taken) < RUNS and sum(taken) < ENOUGH:
        begin = time.process_time()
        count = sum(map(split, paragraphs))
        taken.append(time.process_time() - begin)
    return count, min(taken)


def main(files: Sequence[Path]) -> None:
    """Print a row for each splitter."""
    paragraphs = paragraphs_of(files)
    if not paragraphs:
        sys.exit("There is no text in these files.")
    characters = sum(map(len, paragraphs))
    print(f"{len(files)} files, {len(paragraphs):,} paragraphs\n")
    print("| splitter | characters | sentences | processor time, ms | ms for a million characters |")
    print("|---|--:|--:|--:|--:|")
    for name, split in splitters().items():
        if split is None:
            print(f"| {name} | not installed | | | |")
            continue
        count, seconds = measure(split, paragraphs)
        million = 1e9 * seconds / characters
        print(f"| {name} | {characters:,} | {count:,} | {1000 * seconds:,.1f} | {million:,.0f} |", flush=True)


if __name__ == "__main__":
    main([*map(Path, sys.argv[1:])] or sorted([*SEEDS.glob("*.txt"), *SECOND_STORY.glob("*.txt")]))
