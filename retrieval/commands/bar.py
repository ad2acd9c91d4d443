"""Bars on the terminal while something long is read; nothing where nobody watches, or where it is there at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, TextIO

from retrieval.progress import Progress, Report, Stage, unheard

SOON: Final = 0.5
"""Seconds before a bar is shown."""
REDRAWN: Final = 0.1
"""Seconds after which it is drawn anew."""

DOING: Final = {
    Stage.ARTICLES: "Reading the articles",
    Stage.PEOPLE: "Finding the people",
    Stage.QUOTATIONS: "Finding who says what",
    Stage.WORDS: "Counting the words",
    Stage.PASSAGES: "Indexing the passages",
    Stage.MARKS: "Comparing what they say",
    Stage.KEEPING: "Keeping it for the next start",
}
"""What each stage does, in English."""


@contextmanager
def bar_on(stream: TextIO, doing: Callable[[Stage], str] = DOING.__getitem__) -> Iterator[Report]:
    """Give what shows how far a story is read, as a bar on `stream` while the block runs; it is wiped at the end.

    `doing` says what a stage does, in the language of who watches.
    """
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
            bar.set_description_str(doing(progress.stage), refresh=False)
            bar.update(int(100 * progress.share) - bar.n)

        yield show


@contextmanager
def counting_bar(stream: TextIO, what: str, unit: str) -> Iterator[Callable[[int, int | None], None]]:
    """Give what shows how many of how many units (None: nobody knows) are done, as a bar while the block runs."""
    from tqdm import tqdm  # noqa: PLC0415  only where something is imported

    with tqdm(
        desc=what,
        unit=unit,
        unit_scale=True,
        file=stream,
        disable=not stream.isatty(),
        delay=SOON,
        mininterval=REDRAWN,
        miniters=0,
        leave=False,
    ) as bar:

        def show(done: int, total: int | None) -> None:
            bar.total = total
            bar.update(done - bar.n)

        yield show
