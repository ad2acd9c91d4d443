"""The people of a story as bytes to keep, and back."""

from __future__ import annotations

import json

from retrieval.kept.arrays import Array, Arrays, pack_json, unpack_text
from retrieval.people.people import People, Person
from retrieval.spans import Span

_Row = tuple[str, list[str], str | None, list[str], list[tuple[str, int, int]], list[tuple[str, int]]]


def pack_people(people: People) -> dict[str, Array]:
    """Return the arrays to keep of people."""
    rows = [
        (
            person.name,
            person.names,
            person.pronoun,
            person.described,
            [(file, span.start, span.end) for file, span in person.introductions],
            person.names_used,
        )
        for person in people.persons
    ]
    return {"persons": pack_json(rows)}


def unpack_people(arrays: Arrays) -> People:
    """Make people of kept arrays."""
    rows: list[_Row] = json.loads(unpack_text(arrays["persons"]))
    return People(
        Person(
            name,
            tuple(names),
            pronoun,
            tuple(described),
            tuple((file, Span(start, end)) for file, start, end in introductions),
            tuple((used, count) for used, count in names_used),
        )
        for name, names, pronoun, described, introductions, names_used in rows
    )
