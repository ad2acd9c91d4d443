"""Writes to people.toml what was accepted: new people at its end, further names of those who stand there already.

tomlkit keeps comments, order and spacing of what the host wrote; only the lists that grow are written anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from retrieval.articles.text_files import TextFile
from retrieval.errors import StoryError
from retrieval.knowledge.people_file import PEOPLE_FILE, DeclaredPerson, read_declared
from retrieval.people.people import name_key
from retrieval.printable import printable_line
from retrieval.workshop.change import Change, current
from retrieval.workshop.errors import WorkshopError
from retrieval.workshop.people_drafts import PersonDraft

_NEW_FILE: Final = "# Who is who: see docs/your-own-story.md. A name stands under one person only.\n"
_BYTE_ORDER_MARK: Final = "\ufeff"


def adding_people(folder: Path, drafts: Sequence[PersonDraft], more: Mapping[str, Sequence[str]]) -> Change:
    """Plan to add people to a story's people.toml, and `more` names to people who are there, by their names.

    A name that somebody there has already is left out. Raises WorkshopError where the file cannot be read or is not
    valid, or could not be changed without losing something.
    """
    before = current(folder, PEOPLE_FILE)
    text = "" if before is None else before.decode("utf-8")
    mark = _BYTE_ORDER_MARK if text.startswith(_BYTE_ORDER_MARK) else ""
    body = text.removeprefix(mark)
    known, problems = _read(body)
    grown = _with_names(body, known, more)
    taken = {name_key(name) for person in known for name in (person.name, *person.names, *person.described)}
    taken |= {name_key(name) for names in more.values() for name in names}
    tables = [_table(draft, taken) for draft in drafts if name_key(draft.name) not in taken]
    added = "\n".join(table for table in tables if table)
    if added:
        grown = f"{grown or _NEW_FILE}{'' if grown.endswith(chr(10)) or not grown else chr(10)}\n{added}"
    if "\r\n" in body:
        grown = grown.replace("\r\n", "\n").replace("\n", "\r\n")
    _check(grown, known, problems)
    return Change(folder, PEOPLE_FILE, before, (mark + grown).encode("utf-8") if grown else before or b"")


def _read(text: str) -> tuple[tuple[DeclaredPerson, ...], int]:
    """Return who stands in the file, and how many faults it has; WorkshopError where it is not valid."""
    if not text.strip():
        return (), 0
    try:
        people, problems = read_declared(TextFile(PEOPLE_FILE, text.encode("utf-8")))
    except StoryError as error:
        raise WorkshopError(str(error.problems[0])) from error
    if not people and problems and "names nobody" not in problems[0].message:
        raise WorkshopError(str(problems[0]))
    return people, len(problems)


def _with_names(text: str, known: Sequence[DeclaredPerson], more: Mapping[str, Sequence[str]]) -> str:
    if not more:
        return text
    import tomlkit  # noqa: PLC0415  # hardly ever needed
    from tomlkit.items import Array  # noqa: PLC0415

    there = {name_key(name) for person in known for name in (person.name, *person.names, *person.described)}
    document = tomlkit.parse(text)
    if document.as_string() != text:
        raise WorkshopError(f"{PEOPLE_FILE} cannot be changed without changing what stands there; add names by hand.")
    for key in document:
        table = document[key]
        for name in more.get(key.strip(), ()):
            if name_key(name) in there:
                continue
            names = table.get("names")
            if names is None:
                table["names"] = tomlkit.array()
                names = table["names"]
            if isinstance(names, Array):
                names.append(name)
    return document.as_string()


def _table(draft: PersonDraft, taken: set[str]) -> str:
    """Return the lines of one person, with what speaks for them as a comment; what they are called is then taken."""
    names = [name for name in draft.names if name.strip() and name_key(name) not in taken]
    taken.update(map(name_key, (draft.name, *names)))
    lines = [f"# {evidence(draft)}", f"[{_quoted(draft.name)}]"]
    if names:
        lines.append(f"names = [{', '.join(map(_quoted, names))}]")
    if draft.pronoun is not None:
        lines.append(f'pronoun = "{draft.pronoun}"')
    return "\n".join(lines) + "\n"


def evidence(draft: PersonDraft) -> str:
    """Say why somebody is suggested: how often they are named, and how the articles introduce them."""
    often = f"Named in {draft.paragraphs:,} paragraph{'' if draft.paragraphs == 1 else 's'}"
    return f"{often}: “{printable_line(draft.introduced)}”." if draft.introduced else f"{often}."


def _quoted(text: str) -> str:
    """Return a text as TOML's basic string."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    plain = "".join(each if each.isprintable() else f"\\U{ord(each):08X}" for each in escaped)
    return f'"{plain}"'


def _check(text: str, before: Sequence[DeclaredPerson], faults: int) -> None:
    """Make sure that whoever stood in the file still does, with all that was said of them."""
    after, problems = _read(text)
    kept = {person.name: person for person in after}
    for person in before:
        now = kept.get(person.name)
        lost = now is None or not set(person.names) <= set(now.names) or person.described != now.described
        if lost or (now is not None and now.pronoun != person.pronoun):
            raise WorkshopError(f"{PEOPLE_FILE} cannot be changed without losing {person.name}; add people by hand.")
    if problems > faults:
        raise WorkshopError(f"{PEOPLE_FILE} cannot take these people as it is; add them by hand.")
