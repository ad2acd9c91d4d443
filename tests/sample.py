"""The sample story, loaded once for all tests: loading takes seconds, and a story never changes."""

from __future__ import annotations

from functools import cache

from retrieval import Story


@cache
def sample_story() -> Story:
    """Return the four articles with all that is known of them."""
    return Story.load()
