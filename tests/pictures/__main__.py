"""Draw the README's pictures anew: `python -m tests.pictures` (needs Chromium, and nothing else does)."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from retrieval import Story
from tests.pictures.page import THEMES, WIDTH, page
from tests.pictures.scenes import SCENES, Shown, shown
from tests.pictures.shoot import NoBrowserError, browser, shoot

DOCS = Path(__file__).resolve().parents[2] / "docs"


async def _all() -> list[Shown]:
    story = Story.load()
    return [await shown(story, scene) for scene in SCENES]


def main() -> int:
    """Write two pictures of every scene, light and dark."""
    try:
        browser()
    except NoBrowserError as error:
        print(error, file=sys.stderr)
        return 1
    DOCS.mkdir(exist_ok=True)
    for each in asyncio.run(_all()):
        for theme in THEMES:
            path = DOCS / f"{each.scene.name}-{theme}.png"
            path.write_bytes(shoot(page(each, theme), WIDTH))
            print(f"{path.relative_to(DOCS.parent)}  {path.stat().st_size / 1000:.0f} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
