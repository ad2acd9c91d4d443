"""The walkthrough for bringing one's own story, docs/your-own-story.md, run as it stands there."""

from __future__ import annotations

from pathlib import Path

from tests.walkthroughs import ROOT, walk


def test_the_walkthrough_works_as_written(tmp_path: Path) -> None:
    assert walk(ROOT / "docs" / "your-own-story.md", tmp_path, quiet=True) >= 8
