from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
SOURCES = sorted(path for room in ("bot", "retrieval") for path in (ROOT / room).rglob("*.py"))
TOP_LEVEL = {
    "pyproject.toml", "README.md", "bot", "retrieval", "seeds", "tests", ".env.example", ".ci", ".gitignore",
    "LICENSE", "Dockerfile", ".dockerignore", "compose.yaml", "docs", ".git",
}  # fmt: skip


def imports(source: str) -> set[str]:
    """Return the packages that a module imports anywhere in it, also inside of functions and as strings."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").split(".")[0] if not node.level else "." * node.level)
        elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in {"import_module", "__import__"}:
                found.add(str(node.args[0].value).split(".")[0])
    return found


def ignored() -> set[str]:
    """Return the names that .gitignore keeps out of the tree."""
    lines = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    return {path.name for line in lines for path in ROOT.glob(line.strip("/"))}


@pytest.mark.parametrize("path", sorted((ROOT / "retrieval").rglob("*.py")), ids=lambda path: path.name)
def test_retrieval_knows_nothing_of_discord(path: Path) -> None:
    assert not imports(path.read_text(encoding="utf-8")) & {"bot", "discord", "..", "..."}


def test_the_walk_over_imports_finds_them() -> None:
    hidden = (
        "def f():\n    from bot.cards import Card\n    import discord.abc\n    importlib.import_module('aiohttp.web')"
    )
    assert imports(hidden) == {"bot", "discord", "aiohttp"}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_files_stay_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


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
    """Only the painters build embeds, and only markdown.py escapes."""
    for path in sorted((ROOT / "bot").rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if path != ROOT / "bot" / "painting" / "embed.py":
            assert "discord.Embed(" not in text, path.name
        assert "escape_markdown" not in text, path.name
        assert "escape_mentions" not in text, path.name
