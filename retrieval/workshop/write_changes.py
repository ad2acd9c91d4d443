"""Writes planned changes; one that somebody else was quicker than is planned again on what they wrote."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from retrieval.workshop.change import Change, make_change
from retrieval.workshop.errors import WorkshopError

_TRIES: Final = 20


def write(plan: Callable[[], Change]) -> Change:
    """Plan a change and make it, again and again while the file changes in between; return what was made.

    So two hosts at once lose nothing, and neither is asked twice. Raises WorkshopError where it cannot be written.
    """
    change = plan()
    for _ in range(_TRIES):
        try:
            make_change(change)
        except WorkshopError:
            again = plan()
            if again.before == change.before:  # that was not why
                raise
            change = again
        else:
            return change
    raise WorkshopError(f"{change.name} is being written all the time; nothing was added. Please try again.")
