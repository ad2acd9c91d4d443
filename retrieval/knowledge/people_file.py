"""people.toml -> the people a host declares, and a sentence for each thing in it that cannot be used."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from retrieval.articles.text_files import TextFile, read_toml
from retrieval.errors import Problem, StoryError

PEOPLE_FILE: Final = "people.toml"
_PRONOUNS: Final = ("she", "he", "they")
_FIELDS: Final = ("names", "pronoun", "described")


@dataclass(frozen=True, slots=True)
class DeclaredPerson:
    """One table of people.toml: the fullest name, other names, the pronoun, phrases that mean this person."""

    name: str
    names: tuple[str, ...] = ()
    pronoun: str | None = None
    described: tuple[str, ...] = ()


def load_declared(path: Path) -> tuple[tuple[DeclaredPerson, ...], tuple[Problem, ...]]:
    """Read people.toml; see `read_declared`."""
    return read_declared(TextFile.read(path) if path.exists() else None)


def read_declared(file: TextFile | None) -> tuple[tuple[DeclaredPerson, ...], tuple[Problem, ...]]:
    """Read people.toml (no file: nobody). What is wrong in it is named and left out; the rest is used."""
    if file is None:
        return (), ()
    try:
        text, tables = read_toml(file)
    except StoryError as error:
        return (), error.problems
    if not tables:
        message = 'the file names nobody; write ["FULL NAME"] and names = ["…"] under it, or delete the file.'
        return (), (Problem(file.name, None, message),)
    return _DeclaredPeople(file.name, text).read(tables)


class _DeclaredPeople:
    """Checks the tables one after another and remembers who bears which name."""

    def __init__(self, file: str, text: str) -> None:
        self._file = file
        self._lines = text.splitlines()
        self._problems: list[Problem] = []
        self._owners: dict[str, str] = {}

    def read(self, tables: dict[str, Any]) -> tuple[tuple[DeclaredPerson, ...], tuple[Problem, ...]]:
        for name in tables:
            self._owners[name.strip().casefold()] = name
        people = [person for name, table in tables.items() if (person := self._person(name, table)) is not None]
        return tuple(people), tuple(self._problems)

    def _person(self, name: str, table: object) -> DeclaredPerson | None:
        header = self._line(f'["{name}"]', 1) or self._line(name, 1)
        if not isinstance(table, dict):
            self._say(header, f'"{name}" is no table; write ["FULL NAME"] and names = ["…"] under it.')
            return None
        if not name.strip():
            self._say(header, 'a person has no name; write the fullest name between the marks of [""].')
            return None
        for field in table:
            if field not in _FIELDS:
                self._say(
                    self._line(field, header or 1),
                    f'"{field}" is no field of a person; use {", ".join(_FIELDS)}.',
                )
        pronoun = table.get("pronoun")
        if pronoun is not None and pronoun not in _PRONOUNS:
            self._say(self._line("pronoun", header or 1), f'the pronoun of {name} must be "she", "he" or "they".')
            pronoun = None
        names = self._strings(name, table, "names", header or 1)
        described = self._strings(name, table, "described", header or 1)
        return DeclaredPerson(name.strip(), names, pronoun, described)

    def _strings(self, name: str, table: dict[str, Any], field: str, header: int) -> tuple[str, ...]:
        """Return the field's texts; those that are none, or another person's, are named and left out."""
        value = table.get(field, [])
        if not isinstance(value, list):
            self._say(
                self._line(field, header),
                f'{field} of {name} must be a list of texts; write {field} = ["…", "…"].',
            )
            return ()
        kept: list[str] = []
        for item in value:
            if not isinstance(item, str) or not item.strip():
                self._say(
                    self._line(field, header),
                    f"{field} of {name} holds {item!r}, which is no text; put it between double marks or remove it.",
                )
                continue
            key = item.strip().casefold()
            owner = self._owners.setdefault(key, name)
            if owner != name:
                self._say(
                    self._line(f'"{item}"', header),
                    f'"{item.strip()}" stands under {owner} and under {name}; leave it under one of them.',
                )
                continue
            if key != name.strip().casefold() and item.strip() not in kept:
                kept.append(item.strip())
        return tuple(kept)

    def _line(self, wanted: str, begin: int) -> int | None:
        """Return the first line from `begin` on that holds the text, counted from 1."""
        for number, line in enumerate(self._lines[begin - 1 :], start=begin):
            if wanted in line:
                return number
        return None

    def _say(self, line: int | None, message: str) -> None:
        self._problems.append(Problem(self._file, line, message))
