"""What many tests share."""

from __future__ import annotations

import pytest

from retrieval import Story


@pytest.fixture(scope="session")
def story() -> Story:
    """The four articles with all that is known of them; immutable, so that every test may share it."""
    return Story.load()
