"""The public API of retrieval: what it exports, what its examples show, and that bot goes through it."""

from __future__ import annotations

import ast
import doctest
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

import retrieval
from retrieval import Story
from retrieval.quotations import index

ROOT = Path(__file__).resolve().parents[2]
COMMAND_LINE = ("script.py", "retrieval.__main__")
"""The one program with both command lines hands a command over to retrieval's."""


def retrieval_imports(source: str) -> Iterator[tuple[str, str]]:
    """Yield the modules of retrieval that a module imports, anywhere in it, each with the name it takes."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found = [(alias.name, "") for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found = [(node.module or "", alias.name) for alias in node.names]
        else:
            continue
        yield from ((module, name) for module, name in found if module.split(".")[0] == "retrieval")


def test_the_walk_over_imports_finds_them() -> None:
    source = "import retrieval.story\ndef f():\n    from retrieval.answer import Answer\n    from bot import x"
    assert list(retrieval_imports(source)) == [("retrieval.story", ""), ("retrieval.answer", "Answer")]


def test_every_name_is_exported_once_and_is_there() -> None:
    assert len(set(retrieval.__all__)) == len(retrieval.__all__)
    assert [name for name in retrieval.__all__ if not hasattr(retrieval, name)] == []
    source = (ROOT / "retrieval" / "__init__.py").read_text(encoding="utf-8")
    assert sorted(retrieval.__all__) == sorted(name for _, name in retrieval_imports(source))


@pytest.mark.parametrize("path", sorted((ROOT / "bot").rglob("*.py")), ids=lambda path: path.name)
def test_bot_imports_what_is_exported_and_nothing_else(path: Path) -> None:
    for module, name in retrieval_imports(path.read_text(encoding="utf-8")):
        if (path.name, module) != COMMAND_LINE:
            assert module == "retrieval"
            assert name in retrieval.__all__


@pytest.mark.parametrize("module", [retrieval, index], ids=lambda module: module.__name__)
def test_the_examples_are_true(module: ModuleType, story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Story, "load", lambda: story)
    result = doctest.testmod(module)
    assert result.attempted > 2
    assert result.failed == 0
