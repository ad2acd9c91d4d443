"""What is added to people.toml: what stood there stays, and the file means what was accepted."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.knowledge.people_file import load_declared
from retrieval.workshop.change import make_change
from retrieval.workshop.errors import WorkshopError
from retrieval.workshop.people_drafts import PersonDraft
from retrieval.workshop.people_writer import adding_people

KARI = PersonDraft("Kari", ("Kari Woodencoat",), "she", 12, "a king’s daughter")
HOST = """# mine, do not touch
[Ebe]   # the lazy one
names = [
  "Lord Ebe",  # as his brothers say
]
"""


def test_a_new_file_says_what_it_is_and_why_somebody_is_in_it(tmp_path: Path) -> None:
    make_change(adding_people(tmp_path, [KARI], {}))
    text = (tmp_path / "people.toml").read_text(encoding="utf-8")
    assert text.startswith("# Who is who")
    assert '# Named in 12 paragraphs: “a king’s daughter”.\n["Kari"]\n' in text
    assert tomllib.loads(text) == {"Kari": {"names": ["Kari Woodencoat"], "pronoun": "she"}}


@pytest.mark.parametrize("before", [HOST, HOST.rstrip("\n"), "\ufeff" + HOST, HOST.replace("\n", "\r\n")])
def test_what_a_host_wrote_stays_byte_for_byte(tmp_path: Path, before: str) -> None:
    path = tmp_path / "people.toml"
    path.write_bytes(before.encode())
    make_change(adding_people(tmp_path, [KARI], {}))
    assert path.read_bytes().startswith(before.encode())
    if "\r\n" in before:
        assert b"\n" not in path.read_bytes().replace(b"\r\n", b""), "one kind of line end"
    people, problems = load_declared(path)
    assert [person.name for person in people] == ["Ebe", "Kari"]
    assert not problems


def test_a_name_is_put_into_a_list_that_is_there_and_comments_stay(tmp_path: Path) -> None:
    path = tmp_path / "people.toml"
    path.write_text(HOST)
    make_change(adding_people(tmp_path, [], {"Ebe": ["Ebbe", "lord ebe"]}))
    text = path.read_text()
    for kept in ("# mine, do not touch", "# the lazy one", "# as his brothers say", '"Lord Ebe"'):
        assert kept in text
    assert load_declared(path)[0][0].names == ("Lord Ebe", "Ebbe")


def test_a_list_is_made_where_there_is_none(tmp_path: Path) -> None:
    (tmp_path / "people.toml").write_text('["Ebe"]\npronoun = "he"\n["Kari"]\n')
    make_change(adding_people(tmp_path, [], {"Ebe": ["Ebbe"]}))
    people, problems = load_declared(tmp_path / "people.toml")
    assert [(person.name, person.names, person.pronoun) for person in people] == [
        ("Ebe", ("Ebbe",), "he"),
        ("Kari", (), None),
    ]
    assert not problems


def test_a_name_that_somebody_has_is_not_given_to_another(tmp_path: Path) -> None:
    (tmp_path / "people.toml").write_text('["Ebe"]\nnames = ["Kari Woodencoat"]\n')
    make_change(adding_people(tmp_path, [KARI, PersonDraft("EBE", (), None, 2)], {}))
    people, problems = load_declared(tmp_path / "people.toml")
    assert [(person.name, person.names) for person in people] == [("Ebe", ("Kari Woodencoat",)), ("Kari", ())]
    assert not problems


@pytest.mark.parametrize(
    ("before", "said"),
    [(b"[Ebe\n", "this is not valid TOML"), (b"\xff\n", "is not UTF-8"), (b"a\0", "NUL byte")],
)
def test_a_file_that_cannot_be_read_is_left_alone(tmp_path: Path, before: bytes, said: str) -> None:
    (tmp_path / "people.toml").write_bytes(before)
    with pytest.raises(WorkshopError, match=said):
        adding_people(tmp_path, [KARI], {"Ebe": ["Ebbe"]})
    assert (tmp_path / "people.toml").read_bytes() == before


@given(st.text(min_size=1, max_size=30).filter(str.strip), st.lists(st.text(min_size=1, max_size=20), max_size=4))
def test_any_name_is_written_so_that_it_is_read_again(name: str, names: list[str]) -> None:
    import tempfile

    name = name.encode("utf-8", "replace").decode()
    names = [each.encode("utf-8", "replace").decode() for each in names]
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        change = adding_people(folder, [PersonDraft(name, tuple(names), None, 2, "a man\nof “letters”")], {})
        tables = tomllib.loads(change.after.decode("utf-8"))
        assert set(tables) <= {name}
        assert set(tables.get(name, {}).get("names", ())) <= set(names)
