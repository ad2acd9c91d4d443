"""What finding and looking up quotations costs by a story's size, in processor time.

`python -m tests.benchmarks.quote [PARAGRAPHS …] [--articles DIR]` makes stories as `story_size` does, or reads a
folder, and prints a row for each: what it takes to find the people, the quotations, and all that is derived from both;
what is kept of them; what it takes to use them again in a process of its own; and what a key pressed in `/quote` costs,
and the command itself. The keys are those of half-remembered quotations, some with a slip, typed letter by letter.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import TypeVar

from retrieval.articles.files import load_articles
from retrieval.kept.arrays import under, within
from retrieval.kept.entry import read_entry, write_entry
from retrieval.people.finding import find_people
from retrieval.people.people import People
from retrieval.quotations.index import QuotationIndex
from tests.benchmarks.event_loop import percentile
from tests.benchmarks.story_size import CHECKOUT, write_story

SIZES = (1_000, 10_000)
TYPED = 150
_KEY = "benchmark"
_Made = TypeVar("_Made")


def build(folder: Path, entry: Path) -> dict[str, float]:
    """Find the people and quotations of a folder and keep them; return seconds and counts."""
    articles = load_articles(folder)
    seconds, people = _timed(lambda: find_people(articles))
    found, index = _timed(lambda: QuotationIndex.build(articles, people))
    derived, arrays = _timed(index.pack)
    with entry.open("wb") as file:
        write_entry(file, _KEY, {**under("people", people.pack()), **under("quotations", arrays)})
    return {
        "paragraphs": sum(len(article.paragraphs) for article in articles), "quotations": len(index.all),
        "people": seconds, "found": found, "derived": derived, "kept": entry.stat().st_size / 1e6,
    }  # fmt: skip


def use(entry: Path) -> dict[str, float]:
    """Read what was kept and type; return milliseconds and megabytes."""
    arrays = read_entry(entry, _KEY)
    unpacked, quotations = _timed(
        lambda: QuotationIndex.unpack(within("quotations", arrays), People.unpack(within("people", arrays)))
    )
    first, _ = _timed(lambda: quotations.complete("the wa"))
    queries = typed_by_people(quotations)
    keys = [
        _timed(partial(quotations.complete, query[:length]))[0]
        for query in queries
        for length in range(1, len(query) + 1)
    ]
    commands = [_timed(partial(quotations.search, query))[0] for query in queries]
    seconds = {
        "unpacked": unpacked, "first": first, "key": percentile(keys, 0.5), "key p99": percentile(keys, 0.99),
        "command": percentile(commands, 0.5), "command p99": percentile(commands, 0.99),
    }  # fmt: skip
    return {
        **{name: value * 1000 for name, value in seconds.items()},
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def typed_by_people(quotations: QuotationIndex) -> list[str]:
    """Return what is half remembered of quotations: six words at most, of which one may be missing or have a slip."""
    chance = random.Random(3)
    typed = []
    for _ in range(TYPED):
        words = chance.choice(quotations.spoken).text.split()
        at = chance.randrange(len(words))
        some = words[at : at + 6]
        if chance.random() < 0.3 and len(some) > 2:
            del some[1]
        if chance.random() < 0.3:
            some[0] = some[0][:-1] + chance.choice("abcde")
        typed.append(" ".join(some)[:40])
    return typed


def _timed(make: Callable[[], _Made]) -> tuple[float, _Made]:
    started = process_time()
    made = make()
    return process_time() - started, made


def _elsewhere(*arguments: str | Path) -> dict[str, float]:
    """Do it in a process of its own."""
    command = [sys.executable, "-m", "tests.benchmarks.quote", *map(str, arguments)]
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def row(folder: Path) -> str:
    """Return a story's row of the table."""
    with TemporaryDirectory() as name:
        entry = Path(name) / "entry"
        built, used = _elsewhere("--build", folder, entry), _elsewhere("--use", entry)
    return (
        f"| {built['paragraphs']:,} | {built['quotations']:,} "
        f"| {built['people']:.1f} | {built['found']:.1f} | {built['derived']:.1f} | {built['kept']:.1f} "
        f"| {used['unpacked']:.1f} | {used['first']:.1f} | {used['key']:.1f} | {used['key p99']:.1f} "
        f"| {used['command']:.1f} | {used['command p99']:.1f} | {used['memory']:.0f} |"
    )


def main(sizes: Sequence[int], articles: Path | None) -> None:
    """Print a row for each story."""
    print("| paragraphs | quotations | people, s | quotations, s | derived, s | kept, MB ", end="")
    print("| unpacked, ms | first key, ms | a key p50, ms | p99 | `/quote` p50, ms | p99 | memory at most, MB |")
    print("|" + "--:|" * 13)
    if articles is not None:
        print(row(articles), flush=True)
        return
    for size in sizes:
        with TemporaryDirectory() as name:
            write_story(Path(name), size)
            print(row(Path(name)), flush=True)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["--build", folder, entry]:
            print(json.dumps(build(Path(folder), Path(entry))))
        case ["--use", entry]:
            print(json.dumps(use(Path(entry))))
        case _:
            parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
            parser.add_argument("sizes", nargs="*", type=int, metavar="PARAGRAPHS")
            parser.add_argument("--articles", type=Path, metavar="DIR", help="a story of your own instead")
            chosen = parser.parse_args()
            main(chosen.sizes or SIZES, chosen.articles)
