"""What many tests share."""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import tempfile

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


# Stories are kept for one run, and for all its processes: what a test has built with something replaced must not be
# found by the bot, nor by the next run.
if "PYTEST_XDIST_WORKER" not in os.environ:
    os.environ["XDG_CACHE_HOME"] = tempfile.mkdtemp(prefix="verbatim-tests-")
    atexit.register(shutil.rmtree, os.environ["XDG_CACHE_HOME"], ignore_errors=True)


@pytest.fixture(scope="session")
def story() -> Story:
    """The four articles with all that is known of them."""
    return sample_story()
