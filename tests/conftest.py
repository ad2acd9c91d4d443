"""What many tests share."""

from __future__ import annotations

import pytest
from hypothesis import settings

from retrieval import Story

# A busy machine is no failure: what takes time is measured where it matters, by growth.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


@pytest.fixture(scope="session")
def story() -> Story:
    """The four articles with all that is known of them; immutable, so that every test may share it."""
    return Story.load()
