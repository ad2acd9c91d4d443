"""Waiting at a terminal for a story that is being read: a bar says how far it is."""

from __future__ import annotations

from concurrent.futures import wait
from typing import TextIO

from bot.asking.story_reading import StoryReading
from bot.words.catalogue import Words
from retrieval import Story, bar_on

LOOKED_AT = 0.1
"""Seconds between two looks at how far it has come."""


def awaited(reading: StoryReading[Story], stream: TextIO, words: Words) -> Story:
    """Wait for a story, with a bar where `stream` is a terminal; return it, or raise what reading it ended with."""
    with bar_on(stream, words.terminal.stage) as show:
        while not wait((reading.done,), LOOKED_AT).done:
            if reading.progress is not None:
                show(reading.progress)
    return reading.done.result()
