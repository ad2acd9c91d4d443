"""Draw the README's pictures anew: `python -m tests.pictures` (needs Chromium, and nothing else does)."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from retrieval import Story
from tests.pictures import terminal
from tests.pictures.page import THEMES, WIDTH, Theme, page
from tests.pictures.scenes import SCENES, Shown, shown
from tests.pictures.shoot import NoBrowserError, browser, shoot

DOCS = Path(__file__).resolve().parents[2] / "docs"


async def _all(story: Story) -> list[Shown]:
    return [await shown(story, scene) for scene in SCENES]


def main() -> int:
    """Write two pictures of every scene and of the terminal, light and dark."""
    try:
        browser()
    except NoBrowserError as error:
        print(error, file=sys.stderr)
        return 1
    DOCS.mkdir(exist_ok=True)
    story = Story.load()
    for each in asyncio.run(_all(story)):
        for theme in THEMES:
            _draw(each.scene.name, theme, page(each, theme), WIDTH)
    conversation = terminal.transcript(story)
    for theme in THEMES:
        _draw(terminal.NAME, theme, terminal.terminal_page(conversation, theme), terminal.WIDTH)
    return 0


def _draw(name: str, theme: Theme, html: str, width: int) -> None:
    path = DOCS / f"{name}-{theme}.png"
    path.write_bytes(shoot(html, width))
    print(f"{path.relative_to(DOCS.parent)}  {path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    sys.exit(main())
