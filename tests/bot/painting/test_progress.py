"""Waiting for a story at a terminal."""

from __future__ import annotations

import io
from threading import Event

import pytest

from bot.asking.story_reading import StoryReading
from bot.painting import progress as shown
from bot.words.german import GERMAN
from retrieval import Problem, Progress, Report, Stage, Story, StoryError
from retrieval.commands import bar
from tests.simulated import scripted_story
from tests.terminals import Terminal


def test_who_waits_sees_how_far_the_story_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bar, "SOON", 0)
    monkeypatch.setattr(shown, "LOOKED_AT", 0.01)
    drawn = Event()
    story = scripted_story()

    class Watched(Terminal):
        def write(self, text: str) -> int:
            if "Vergleicht" in text:
                drawn.set()
            return super().write(text)

    def read(progress: Report) -> Story:
        progress(Progress(Stage.MARKS))
        assert drawn.wait(10)
        return story

    terminal = Watched()
    assert shown.awaited(StoryReading(read), terminal, GERMAN) is story
    assert terminal.seen == ""


def test_what_reading_ended_with_is_raised_to_who_waits() -> None:
    def read(_progress: Report) -> Story:
        raise StoryError(Problem("a.txt", None, "it is empty."))

    pipe = io.StringIO()
    with pytest.raises(StoryError, match="it is empty"):
        shown.awaited(StoryReading(read), pipe, GERMAN)
    assert pipe.getvalue() == ""
