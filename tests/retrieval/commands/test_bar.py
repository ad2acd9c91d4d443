"""The bar of the command line."""

from __future__ import annotations

import io

import pytest

from retrieval.commands import bar
from retrieval.progress import Progress, Stage
from tests.terminals import Terminal


def test_a_bar_says_what_is_done_and_how_far_it_is_and_is_wiped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bar, "SOON", 0)
    monkeypatch.setattr(bar, "REDRAWN", 0)
    terminal = Terminal()
    with bar.bar_on(terminal) as show:
        for stage in Stage:
            show(Progress(stage, 1, 2))
        assert terminal.seen
    shown = terminal.getvalue()

    assert "Keeping it for the next start" in shown
    assert f"{int(100 * Progress(Stage.KEEPING, 1, 2).share)} %" in shown
    assert terminal.seen == ""


def test_a_count_is_shown_on_a_terminal_only_and_wiped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bar, "SOON", 0)
    monkeypatch.setattr(bar, "REDRAWN", 0)
    for stream in (Terminal(), io.StringIO()):
        with bar.counting_bar(stream, "https://a.test/x", "B") as show:
            show(5_000, 10_000)
            half = stream.getvalue()
            show(7_000, None)
        assert ("https://a.test/x:  50%" in half) is stream.isatty()
        assert ("5.00k/10.0k" in half) is stream.isatty()
        assert stream.isatty() or stream.getvalue() == ""
        assert not isinstance(stream, Terminal) or stream.seen == ""


def test_what_is_done_soon_shows_nothing() -> None:
    terminal = Terminal()
    with bar.bar_on(terminal) as show:
        show(Progress(Stage.MARKS))
    assert terminal.getvalue().strip() == ""


def test_where_nobody_watches_nothing_is_written() -> None:
    pipe = io.StringIO()
    with bar.bar_on(pipe) as show:
        show(Progress(Stage.MARKS))
    assert pipe.getvalue() == ""
