"""The catalogue as its source stands: nothing twice, nothing unused, nothing outside of it, nothing bound at import."""

from __future__ import annotations

import ast
import inspect
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from bot.words import catalogue
from bot.words.catalogue import Words

ROOT = Path(__file__).resolve().parents[3]
WORDS = ROOT / "bot" / "words"
INSIDE = sorted(WORDS.rglob("*.py"))
OUTSIDE = sorted(path for path in (ROOT / "bot").rglob("*.py") if WORDS not in path.parents)
LOG_CALLS = {"debug", "info", "warning", "error", "exception", "critical", "log"}
BESIDE_THEIR_CODE = {
    "settings.py",  # what is wrong with a setting is said where its value is read
    "variables.py",
    "__main__.py",  # --help
    "systemd.py",  # the comments of the unit that it prints
}


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def assigned(tree: ast.Module | ast.ClassDef) -> Iterator[str]:
    """Give every name that a module assigns or defines at its top level, or a class in its own, as often as it does."""
    for node in tree.body:
        match node:
            case ast.Assign(targets=targets):
                yield from (each.id for target in targets for each in ast.walk(target) if isinstance(each, ast.Name))
            case ast.AnnAssign(target=ast.Name(id=name)) | ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                yield name


def twice(tree: ast.Module) -> list[str]:
    scopes: list[ast.Module | ast.ClassDef] = [tree, *(each for each in tree.body if isinstance(each, ast.ClassDef))]
    return [name for scope in scopes for name, count in Counter(assigned(scope)).items() if count > 1]


@pytest.mark.parametrize("path", INSIDE, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_name_is_assigned_twice(path: Path) -> None:
    assert twice(tree_of(path)) == []


def test_a_name_that_is_assigned_twice_is_found() -> None:
    assert twice(ast.parse('A = "x."\nB = "y."\nA = "z."\ndef b(): ...\ndef b(): ...')) == ["A", "b"]
    source = (
        'class C:\n    A = "x."\n    def b(self): ...\n    A = "y."\n    def b(self): ...\nclass D:\n    A = "x."\n'
    )
    assert twice(ast.parse(source)) == ["A", "b"]


PARTS = {each.name: str(each.type) for each in fields(Words) if each.name != "code"}


def used_in(tree: ast.Module) -> set[tuple[str, str]]:
    """Return which names of which part a module uses: `words.setup.TITLE`, or `say.TITLE` after `say = words.setup`."""
    aliases = {(part, part) for part in PARTS}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            aliases |= {
                (name.id, value.attr)
                for name, value in unpacked(node.targets[0], node.value)
                if isinstance(name, ast.Name) and isinstance(value, ast.Attribute) and value.attr in PARTS
            }
    used: set[tuple[str, str]] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id="Described"), args=[ast.Lambda(body=ast.Attribute(attr=name))]):
                used.add(("commands", name))
            case ast.Attribute(value=ast.Attribute(attr=part), attr=name) if part in PARTS:
                used.add((part, name))
            case ast.Attribute(value=ast.Name(id=alias), attr=name):
                used |= {(part, name) for known, part in aliases if known == alias}
    return used


def unpacked(target: ast.expr, value: ast.expr) -> Iterator[tuple[ast.expr, ast.expr]]:
    """Give each target of an assignment with what is assigned to it."""
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        yield from zip(target.elts, value.elts, strict=True)
    else:
        yield target, value


def test_no_name_of_the_catalogue_is_unused() -> None:
    used = {pair for path in (*OUTSIDE, *INSIDE) for pair in used_in(tree_of(path))}
    declared = {
        (part, name)
        for part, protocol in PARTS.items()
        for name in (*inspect.get_annotations(getattr(catalogue, protocol)), *vars(getattr(catalogue, protocol)))
        if not name.startswith("_")
    }
    assert len(declared) > 150
    assert declared - used == set()


def test_a_use_is_found_whatever_it_is_called() -> None:
    source = (
        "say, chosen = words.setup, 1\nsay.TITLE\nreply(responder.words.errors.DISK)\n"
        "numbers.page(1, 2)\n@command(description=Described(lambda words: words.ASK))\ndef ask(): say.PUBLIC.strip()\n"
    )
    found = used_in(ast.parse(source))
    assert {
        ("setup", "TITLE"),
        ("setup", "PUBLIC"),
        ("errors", "DISK"),
        ("numbers", "page"),
        ("commands", "ASK"),
    } <= found
    assert ("stats", "TITLE") not in found


def test_no_sentence_for_the_host_is_unused() -> None:
    nodes = [node for path in (*OUTSIDE, *(WORDS / "host").glob("*.py")) for node in ast.walk(tree_of(path))]
    used = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    used |= {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
    for path in (WORDS / "host").glob("*.py"):
        assert {name for name in assigned(tree_of(path)) if not name.startswith("_")} - used == set(), path.name


SENTENCE = re.compile(r"[A-Za-z].* .*[\w)\"”’'][.?!]$", re.DOTALL)


def sentences_in(tree: ast.Module) -> list[str]:
    """Return the string literals that read as a sentence, without docstrings and what the log is told."""
    skipped: set[int] = set()
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):  # docstrings, and the strings under an attribute that document it
            skipped |= {id(each.value) for each in body if isinstance(each, ast.Expr)}
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in LOG_CALLS:
            skipped |= {id(inner) for argument in node.args for inner in ast.walk(argument)}
        if isinstance(node, ast.Raise | ast.Assert):
            skipped |= {id(inner) for inner in ast.walk(node)}
    found = []
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.JoinedStr):
            skipped |= {id(part) for part in node.values}
            text = "".join(str(part.value) if isinstance(part, ast.Constant) else "x" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value
        else:
            continue
        if SENTENCE.match(text):
            found.append(text)
    return found


@pytest.mark.parametrize("path", OUTSIDE, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_sentence_stands_outside(path: Path) -> None:
    if path.name not in BESIDE_THEIR_CODE:
        assert sentences_in(tree_of(path)) == []


def test_a_sentence_outside_is_found() -> None:
    source = (
        '"""A docstring stays."""\nLIMIT = 3\n"""So does this one."""\n_log.info("It is logged %s here.", x)\n'
        'def f():\n    return g("This is shown."), f"And {x} is too?"\n'
    )
    assert set(sentences_in(ast.parse(source))) == {"This is shown.", "And x is too?"}


def bound_at_import(tree: ast.Module) -> list[str]:
    """Return what a module takes out of bot.words while it is imported: in a constant, a default or a decorator."""
    words: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("bot.words"):
            words |= {alias.asname or alias.name for alias in node.names}
    return [
        ast.unparse(node)
        for node in at_import(tree)
        if isinstance(node, ast.Attribute | ast.Call)
        and isinstance(root := (node.value if isinstance(node, ast.Attribute) else node.func), ast.Name)
        and root.id in words - {"Described"}  # reads its text in any language, English by default
    ]


def at_import(node: ast.AST) -> Iterator[ast.AST]:
    """Give every node that is evaluated when a module is imported: no body of a function, and no annotation."""
    yield node
    match node:
        case ast.Lambda():
            inner: list[ast.AST] = [*node.args.defaults]
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            inner = [*node.decorator_list, *node.args.defaults, *(each for each in node.args.kw_defaults if each)]
        case ast.AnnAssign():
            inner = [] if node.value is None else [node.value]
        case _:
            inner = list(ast.iter_child_nodes(node))
    for each in inner:
        yield from at_import(each)


@pytest.mark.parametrize("path", OUTSIDE, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_nothing_is_bound_at_import(path: Path) -> None:
    assert bound_at_import(tree_of(path)) == []


def test_what_is_bound_at_import_is_found() -> None:
    source = (
        "from bot.words import host\nfrom bot.words.english import ENGLISH as words\n"
        "A = words.answers\ndef f(x: words.T = words.b): return words.c\n"
        "@d(words.e)\nclass C:\n    y = {1: host.g}\n    z = [lambda: words.h]\n"
    )
    assert set(bound_at_import(ast.parse(source))) == {"words.answers", "words.b", "words.e", "host.g"}
