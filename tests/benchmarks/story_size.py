"""What a story costs by its size: seconds to load, megabytes, milliseconds a question.

`python -m tests.benchmarks.story_size [PARAGRAPHS …]` makes stories of the paragraphs in tests/second_story, in which
every second longer word is replaced by another, drawn as rare as words are in English, so that the vocabulary grows
with the story. Each is loaded in a process of its own, twice: with an empty cache and with what the first one kept.
"""

from __future__ import annotations

import json
import os
import random
import re
import resource
import subprocess
import sys
import time
from itertools import accumulate
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from retrieval import Story
from retrieval.articles.files import load_articles

CHECKOUT = Path(__file__).resolve().parents[2]
COMMON = CHECKOUT / "retrieval" / "english" / "data" / "common.txt"
SIZES = (100, 1_000, 5_000)
PARAGRAPHS_IN_AN_ARTICLE = 50
QUESTIONS = ("who was steering the boat", "when did the ship go down?", "how many people were saved", "what did he say")
_LONGER_WORD = re.compile(r"\b[a-z]{5,}\b")


def write_story(folder: Path, paragraphs: int) -> int:
    """Write a story of that many paragraphs, the same one every time; return its size in bytes."""
    chance = random.Random(paragraphs)
    lines = COMMON.read_text(encoding="utf-8").splitlines()
    words = [word for line in lines if not line.startswith("#") for word in line.split()]  # the commonest first
    weights = list(accumulate(1 / (rank + 2.7) for rank in range(len(words))))  # Zipf's law, as Mandelbrot corrected it
    source = [
        paragraph.text
        for article in load_articles(CHECKOUT / "tests" / "second_story")
        for paragraph in article.paragraphs[1:]
    ]

    def other(match: re.Match[str]) -> str:
        return chance.choices(words, cum_weights=weights)[0] if chance.random() < 0.5 else match[0]

    made = [_LONGER_WORD.sub(other, source[index % len(source)]) for index in range(paragraphs)]
    for start in range(0, paragraphs, PARAGRAPHS_IN_AN_ARTICLE):
        text = "\n".join([f"Part {start}", *made[start : start + PARAGRAPHS_IN_AN_ARTICLE]])
        (folder / f"part-{start:06}.txt").write_text(text + "\n", encoding="utf-8")
    return sum(path.stat().st_size for path in folder.iterdir())


def measure(folder: Path) -> dict[str, float]:
    """Load a story in this process and ask it something."""
    started = time.perf_counter()
    story = Story.load(folder)
    loaded = time.perf_counter() - started
    asked = []
    for question in QUESTIONS * 5:
        started = time.perf_counter()
        story.ask(question)
        asked.append(time.perf_counter() - started)
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"loaded": loaded, "asked": median(asked), "megabytes": kilobytes / 1024}


def measured_elsewhere(folder: Path, cache: Path) -> dict[str, float]:
    """Do the same in a process of its own, which keeps what it learns in `cache`."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.story_size", "--measure", folder],
        cwd=CHECKOUT, env={**os.environ, "XDG_CACHE_HOME": str(cache)}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    found: dict[str, float] = json.loads(done.stdout)
    return found


def main(sizes: tuple[int, ...]) -> None:
    """Print a row for each size."""
    print("| paragraphs | text, MB | first start, s | later starts, s | memory at most, MB | a question, ms |")
    print("|--:|--:|--:|--:|--:|--:|")
    for size in sizes:
        with TemporaryDirectory() as name:
            folder, cache = Path(name) / "story", Path(name) / "cache"
            folder.mkdir()
            text = write_story(folder, size) / 1e6
            first, later = measured_elsewhere(folder, cache), measured_elsewhere(folder, cache)
            print(
                f"| {size:,} | {text:.1f} | {first['loaded']:.1f} | {later['loaded']:.1f} "
                f"| {max(first['megabytes'], later['megabytes']):.0f} | {later['asked'] * 1000:.1f} |",
                flush=True,
            )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        print(json.dumps(measure(Path(sys.argv[2]))))
    else:
        main(tuple(map(int, sys.argv[1:])) or SIZES)
