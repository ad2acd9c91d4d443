"""What the README and docs/ name exists: links, paths, folders, settings, tasks and commands."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from bot.__main__ import COMMANDS as BOT_COMMANDS
from bot.variables import NAMES
from retrieval.__main__ import COMMANDS as STORY_COMMANDS

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
TEXTS = {path: path.read_text(encoding="utf-8") for path in PAGES}
ARCHITECTURE = TEXTS[ROOT / "docs" / "architecture.md"]
HOSTING = TEXTS[ROOT / "docs" / "hosting.md"]


def anchors(page: Path) -> set[str]:
    """Return the anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)]+)\)|src(?:set)?=\"([^\"]+)\"", TEXTS[page])
    for link in (inside or picture for inside, picture in links):
        name, _, anchor = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_every_path_of_the_project_exists(page: Path) -> None:
    for path in re.findall(r"`((?:bot|retrieval|tests|docs|seeds|\.ci|\.github)/[\w./-]*)", TEXTS[page]):
        if "NAME" not in path:
            assert (ROOT / path).exists(), path


def test_every_file_in_a_walk_exists() -> None:
    """The walks name files from their package on: `ranking/ranker.py`."""
    for path in re.findall(r"`([\w/]+\.(?:py|toml))`", ARCHITECTURE):
        inside = [each for package in ("bot", "retrieval", "seeds") for each in (ROOT / package).rglob(path)]
        assert inside or (ROOT / path).exists(), path


def test_every_wing_has_its_line_in_the_architecture() -> None:
    for package in ("bot", "retrieval"):
        section = re.split(r"^## ", ARCHITECTURE, flags=re.MULTILINE)[1 if package == "retrieval" else 2]
        assert section.startswith(f"{package}:")
        named = set(re.findall(r"`([\w./]+)`", section))
        for path in (ROOT / package).iterdir():
            if path.is_dir() and path.name != "__pycache__":
                assert f"{path.name}/" in named, path
            elif path.suffix == ".py" and path.name not in {"__init__.py", "__main__.py"}:
                assert path.name in named, path


def test_the_settings_are_all_in_the_table() -> None:
    table = re.findall(r"^\| (`[A-Z_`, ]+`) \|", HOSTING, re.MULTILINE)
    assert sorted(name for row in table for name in re.findall(r"\w+", row)) == sorted(NAMES)


def test_commands_and_tasks_that_are_named_exist() -> None:
    tasks = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["poe"]["tasks"]
    commands = {*STORY_COMMANDS, *filter(None, BOT_COMMANDS)}
    text = "\n".join(TEXTS.values())
    named = re.findall(r"(?:`|bin/|^ {4})(verbatim|poe) ([a-z]+)", text, re.MULTILINE)
    assert {"verbatim", "poe"} == {program for program, _ in named}
    for program, name in named:
        assert name in (tasks if program == "poe" else commands), name


def test_nothing_is_left_to_be_filled_in() -> None:
    assert not re.search(r"@@|TODO|FIXME", "\n".join(TEXTS.values()))


def test_the_tests_are_run_as_the_readme_says() -> None:
    (command,) = re.findall(r"(\.venv/bin/pytest.*)$", TEXTS[ROOT / "README.md"], re.MULTILINE)
    assert command in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
