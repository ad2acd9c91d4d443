"""What many tests share."""

from __future__ import annotations

import signal

import pytest
from hypothesis import settings

from retrieval import Story
from tests.sample import sample_story

# A busy machine is no failure: what takes time is measured where it matters, by growth.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

# A shell starts what runs in the background with SIGINT ignored, and our children would inherit that: tests of Ctrl-C
# would wait for ever.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def story() -> Story:
    """The four articles with all that is known of them."""
    return sample_story()
