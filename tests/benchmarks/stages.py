"""`python -m tests.benchmarks.stages [PARAGRAPHS]`: what share of the time each stage of building a story takes.

`retrieval/progress.py` has the shares, so that a bar moves evenly. The story is generated, see `story_size`.
"""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory

from retrieval.articles.text_files import Snapshot
from retrieval.progress import Progress, Stage
from retrieval.story import STORY_FILES, Story
from tests.benchmarks.story_size import write_story


def main(paragraphs: int) -> None:
    """Build a story, and print the shares."""
    spent: defaultdict[Stage, float] = defaultdict(float)
    current, since = Stage.ARTICLES, time.process_time()

    def hear(progress: Progress) -> None:
        nonlocal current, since
        now = time.process_time()
        spent[current] += now - since
        current, since = progress.stage, now

    with TemporaryDirectory() as name:
        write_story(Path(name), paragraphs)
        hear(Progress(Stage.ARTICLES))
        story = Story.read(Snapshot.take(Path(name), STORY_FILES), hear)
        hear(Progress(Stage.KEEPING))
        story.pack()
        hear(Progress(Stage.KEEPING, 1))
    whole = sum(spent.values())
    for stage in Stage:
        print(f"Stage.{stage.name}: {spent[stage] / whole:.2f},  # {spent[stage]:.2f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2_000)
