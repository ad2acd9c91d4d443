"""What the design fixes and no import contract can say. The layers: [tool.importlinter] in pyproject.toml."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
SOURCES = sorted(path for package in ("bot", "retrieval") for path in (ROOT / package).rglob("*.py"))
TOP_LEVEL = {
    "pyproject.toml", "README.md", "bot", "retrieval", "seeds", "tests", ".env.example", ".ci", ".gitignore", ".github",
    "LICENSE", "Dockerfile", ".dockerignore", "compose.yaml", "docs", ".pre-commit-config.yaml", ".git",
}  # fmt: skip
MODULES_IN_A_FOLDER = 25


def ignored() -> set[str]:
    """Return the names that .gitignore keeps out of the tree."""
    lines = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    return {path.name for line in lines for path in ROOT.glob(line.strip("/"))}


def test_no_folder_is_crowded() -> None:
    crowded = {
        str(folder.relative_to(ROOT)): count
        for folder, count in Counter(path.parent for path in SOURCES).items()
        if count > MODULES_IN_A_FOLDER
    }
    assert crowded == {}


def test_there_is_no_drawer_for_everything() -> None:
    assert len(SOURCES) > 20
    assert not {path.stem for path in SOURCES} & {"utils", "util", "helpers", "helper", "common", "misc"}


def test_the_top_level_holds_what_the_design_names() -> None:
    assert {path.name for path in ROOT.iterdir()} - TOP_LEVEL - ignored() == set()


@pytest.mark.skipif(not (SHARED / "seeds").is_dir(), reason="the shared folder is not beside this checkout")
def test_the_seeds_are_the_shared_ones_byte_for_byte() -> None:
    shared = sorted(path for path in (SHARED / "seeds").iterdir() if path.is_file())
    assert shared
    for path in shared:
        assert (ROOT / "seeds" / path.name).read_bytes() == path.read_bytes(), path.name


def test_the_face_paints_in_one_place_only() -> None:
    """Only the embed painter builds embeds, and escaping is our own: discord.py's misses cases."""
    for path in sorted((ROOT / "bot").rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if path != ROOT / "bot" / "painting" / "embed.py":
            assert "discord.Embed(" not in text, path.name
        assert "escape_markdown" not in text, path.name
        assert "escape_mentions" not in text, path.name
