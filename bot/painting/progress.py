"""A bar on the terminal while a story is read; nothing where nobody watches, or where it is there at once."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import wait
from contextlib import contextmanager
from typing import TextIO

from bot.asking.story_reading import StoryReading
from bot.words.catalogue import Words
from retrieval import Progress, Report, Story, unheard

SOON = 0.5
"""Seconds before a bar is shown."""
REDRAWN = 0.1
"""Seconds after which a bar is drawn anew."""


@contextmanager
def bar_on(stream: TextIO, words: Words) -> Iterator[Report]:
    """Give what shows progress as a bar on `stream` while the block runs; it is wiped at the end."""
    if not stream.isatty():
        yield unheard
        return
    from tqdm import tqdm  # noqa: PLC0415  only where somebody watches

    with tqdm(
        total=100,
        file=stream,
        delay=SOON,
        mininterval=REDRAWN,
        miniters=0,
        leave=False,
        bar_format="{desc} {bar} {n_fmt} %",
    ) as bar:

        def show(progress: Progress) -> None:
            bar.set_description_str(words.terminal.stage(progress.stage), refresh=False)
            bar.update(int(100 * progress.share) - bar.n)

        yield show


def awaited(reading: StoryReading, stream: TextIO, words: Words) -> Story:
    """Wait for a story, with a bar on `stream`, and return it. Raises what reading it ended with."""
    with bar_on(stream, words) as show:
        while not wait((reading.done,), REDRAWN).done:
            if reading.progress is not None:
                show(reading.progress)
    return reading.done.result()
