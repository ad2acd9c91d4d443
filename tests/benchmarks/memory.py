"""`python -m tests.benchmarks.memory [PARAGRAPHS …]`: what memory a story needs by its size, and the line through it.

`retrieval/memory.py` has the two numbers that it prints last. Each story (generated, see `story_size`) is built in a
process of its own that has imported all of the bot, asked some questions, and read again beside the old one after one
article has changed: the most memory that the process held by then is what a host has to allow.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from retrieval import Story
from tests.benchmarks.story_size import CHECKOUT, QUESTIONS, write_story

SIZES = (100, 1_000, 3_000)


def measure(folder: Path) -> int:
    """Return the bytes that this process needed at most."""
    import_module("bot.application")
    story = Story.load(folder)
    for question in QUESTIONS * 5:
        _ = story.ask(question).grouped
    article = folder / story.articles[0].file
    article.write_text(article.read_text(encoding="utf-8") + "\nOne more line was written.\n", encoding="utf-8")
    story.let_go()  # as the bot does
    again = Story.load(folder)
    for question in QUESTIONS:
        _ = again.ask(question).best
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def measured_elsewhere(paragraphs: int) -> tuple[int, int]:
    """Measure in a process of its own, with nothing kept; return the characters of the story, and the bytes."""
    with TemporaryDirectory() as name:
        folder = Path(name) / "story"
        folder.mkdir()
        characters = write_story(folder, paragraphs)
        done = subprocess.run(
            [sys.executable, "-m", "tests.benchmarks.memory", "--measure", folder],
            cwd=CHECKOUT, env={**os.environ, "XDG_CACHE_HOME": f"{name}/cache"}, capture_output=True, text=True,
            check=True,
        )  # fmt: skip
    return characters, int(done.stdout)


def main(sizes: tuple[int, ...]) -> None:
    """Print a row for each size, and the line."""
    print("| paragraphs | text, MB | memory at most, MB |\n|--:|--:|--:|")
    found = []
    for size in sizes:
        characters, needed = measured_elsewhere(size)
        found.append((characters, needed))
        print(f"| {size:,} | {characters / 1e6:.1f} | {needed / 1e6:.0f} |", flush=True)
    each, base = np.polyfit([characters for characters, _ in found], [needed for _, needed in found], 1)
    print(f"BASE = {round(base, -6):,.0f} bytes, EACH = {each:.0f} bytes a character")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        print(measure(Path(sys.argv[2])))
    else:
        main(tuple(map(int, sys.argv[1:])) or SIZES)
