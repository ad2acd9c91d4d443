"""What a story costs by its size: the first start and later ones, memory, a question, a key pressed in `/quote`.

`python -m tests.benchmarks.story_size [PARAGRAPHS …] [--plot FILE.svg]` makes stories of the paragraphs in
tests/second_story, in which every second longer word is replaced by another, drawn as rare as words are in English, so
that the vocabulary grows with the story: generated text, and no prose. Each is loaded in a process of its own, twice:
with an empty cache, and as the first one kept it. Processor time, so that other work on the machine matters little. A
question has three words of some paragraph, and its first passage is looked at; a key is one more letter of a paragraph.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from itertools import accumulate
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot.asking.story_reading import pass_over
from retrieval import Story
from retrieval.articles.files import load_articles
from tests.benchmarks.log_log import log_log

CHECKOUT = Path(__file__).resolve().parents[2]
COMMON = CHECKOUT / "retrieval" / "english" / "data" / "common.txt"
SIZES = (100, 1_000, 5_000)
PARAGRAPHS_IN_AN_ARTICLE = 50
QUESTIONS = ("who was steering the boat", "when did the ship go down?", "how many people were saved", "what did he say")
_LONGER_WORD = re.compile(r"\b[a-z]{5,}\b")


LINES = ("first start", "later start", "question, median", "question, 99th percentile", "key, 99th percentile")
QUESTIONS_ASKED = 200


@dataclass(frozen=True)
class Measured:
    """A start in seconds, the most memory held in MB, and medians and 99th percentiles in milliseconds."""

    loaded: float
    megabytes: float
    asked: float
    asked_p99: float
    key: float
    key_p99: float


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


def measure(folder: Path) -> Measured:
    """Load a story in this process, ask it something, and look quotations up."""
    chance = random.Random(0)
    started = time.process_time()
    story = Story.load(folder)
    pass_over()
    loaded = time.process_time() - started
    asked: list[float] = []
    keys: list[float] = []
    for _ in range(QUESTIONS_ASKED):
        text = chance.choice(story.passages).text
        words = _LONGER_WORD.findall(text) or text.split()
        question = f"what about {' '.join(chance.sample(words, min(3, len(words))))}?"
        asked.append(_seconds(partial(first_finding, story, question)))
        keys.append(_seconds(partial(story.quotations.complete, text[: chance.randint(1, 20)])))
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Measured(loaded, held, *_quantiles(asked), *_quantiles(keys))


def first_finding(story: Story, question: str) -> object:
    """Ask a question and look at the first passage."""
    return story.ask(question).ranked[:1]


def _seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def _quantiles(seconds: list[float]) -> tuple[float, float]:
    """Return the median and the 99th percentile in milliseconds."""
    ordered = sorted(seconds)
    return ordered[len(ordered) // 2] * 1000, ordered[len(ordered) * 99 // 100] * 1000


def measured_elsewhere(folder: Path, cache: Path) -> Measured:
    """Do the same in a process of its own, which keeps what it builds in `cache`."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.story_size", "--measure", folder],
        cwd=CHECKOUT, env={**os.environ, "XDG_CACHE_HOME": str(cache)}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    found: dict[str, Any] = json.loads(done.stdout)
    return Measured(**found)


def main(sizes: Sequence[int], plot: Path | None) -> None:
    """Print a row for each size, and draw them."""
    print("| paragraphs | text, MB | first start, s | MB | later, s | MB | question p50, p99, ms | key p50, p99, ms |")
    print("|--:|--:|--:|--:|--:|--:|--:|--:|")
    lines: dict[str, list[tuple[int, float]]] = {name: [] for name in LINES}
    for size in sizes:
        with TemporaryDirectory() as name:
            folder, cache = Path(name) / "story", Path(name) / "cache"
            folder.mkdir()
            text = write_story(folder, size) / 1e6
            first, later = measured_elsewhere(folder, cache), measured_elsewhere(folder, cache)
        print(
            f"| {size:,} | {text:.1f} | {first.loaded:.1f} | {first.megabytes:.0f} | {later.loaded:.2f} "
            f"| {later.megabytes:.0f} | {later.asked:.1f}, {later.asked_p99:.1f} "
            f"| {later.key:.1f}, {later.key_p99:.1f} |",
            flush=True,
        )
        shown = (first.loaded * 1000, later.loaded * 1000, later.asked, later.asked_p99, later.key_p99)
        for line, milliseconds in zip(lines.values(), shown, strict=True):
            line.append((size, milliseconds))
    if plot is not None:
        plot.write_text(log_log("paragraphs", "milliseconds", lines), encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", metavar="PARAGRAPHS", type=int, nargs="*", default=SIZES)
    parser.add_argument("--plot", metavar="FILE.svg", type=Path)
    parser.add_argument("--measure", metavar="FOLDER", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.measure:
        print(json.dumps(asdict(measure(arguments.measure))))
    else:
        main(arguments.sizes, arguments.plot)
