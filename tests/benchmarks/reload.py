"""What reading a changed story again costs a bot that goes on: `python -m tests.benchmarks.reload [--novels FILE]`.

One process imports the bot, loads a story that is kept, answers some questions, and reads the story again beside it
after one article has grown by a sentence. Processor time of that, and memory before it, at most and after it: all that
is resident (pages of the mapped files count, which the system may drop) and what is private to the process. Linux.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import threading
import time
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

from retrieval import SEEDS, Story
from tests.benchmarks.start import CHECKOUT, write_novels
from tests.benchmarks.story_size import QUESTIONS

_LOOK_EVERY = 0.002


def resident() -> tuple[float, float]:
    """Return the megabytes that are resident, and those of them that are private."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    found = {line.split(":")[0]: int(line.split()[1]) for line in lines if line.startswith(("VmRSS", "RssAnon"))}
    return found["VmRSS"] / 1024, found["RssAnon"] / 1024


def measure(folder: Path) -> None:
    """Print seconds, and both kinds of memory before, at most, and after."""
    import_module("bot.application")
    current = Story.load(folder)
    for question in QUESTIONS * 5:
        _ = current.ask(question).grouped
    before, seen, done = resident(), [resident()], threading.Event()

    def watch() -> None:
        while not done.wait(_LOOK_EVERY):
            seen.append(resident())

    watching = threading.Thread(target=watch)
    watching.start()
    with (folder / current.articles[0].file).open("a", encoding="utf-8") as file:
        file.write("\nNothing more was said.\n")
    begin = time.process_time()
    current.let_go()  # as the bot does
    current = Story.load(folder)
    seconds = time.process_time() - begin
    done.set()
    watching.join()
    for question in QUESTIONS:
        _ = current.ask(question).grouped
    most = max(all_of_it for all_of_it, _ in seen), max(private for _, private in seen)
    print(seconds, *before, *most, *resident())


def row(name: str, folder: Path) -> str:
    """Measure a story in a process of its own, once it is kept."""
    environment = {**os.environ, "XDG_CACHE_HOME": f"{folder.parent}/cache", "OPENBLAS_NUM_THREADS": "1"}
    for code in ("from retrieval import Story; Story.load(Path(sys.argv[1]))", "reload.measure(Path(sys.argv[1]))"):
        program = f"import sys; from pathlib import Path; from tests.benchmarks import reload; {code}"
        done = subprocess.run(
            [sys.executable, "-c", program, folder],
            cwd=CHECKOUT, env=environment, capture_output=True, text=True, check=True,
        )  # fmt: skip
    seconds, *megabytes = map(float, done.stdout.split())
    pairs = [f"{all_of_it:.0f} ({private:.0f})" for all_of_it, private in zip(*[iter(megabytes)] * 2, strict=True)]
    return f"| {name} | {seconds:.2f} s | {' | '.join(pairs)} | {megabytes[2] / megabytes[0]:.2f} |"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--novels", metavar="NOVELS.jsonl", type=Path)
    novels = parser.parse_args().novels
    print("| | processor time | before, MB (private) | at most | after | at most / before |\n|:--|--:|--:|--:|--:|--:|")
    with TemporaryDirectory() as place:
        shutil.copytree(SEEDS, Path(place) / "own")
        print(row("the four articles", Path(place) / "own"), flush=True)
        if novels is not None:
            words = write_novels(novels, Path(place) / "novels")
            print(row(f"novels of {words:,} words", Path(place) / "novels"))


if __name__ == "__main__":
    main()
