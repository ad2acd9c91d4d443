"""Other words for the same thing: groups, directed groups, phrases; and what can be wrong in the file."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.articles.text_files import TextFile
from retrieval.knowledge.compile_english import compiled, general_groups
from retrieval.knowledge.general_english import general_phrases
from retrieval.knowledge.phrases import Group, Phrases
from retrieval.knowledge.vocabulary import Vocabulary, read_groups, to_phrase


def group(*members: str, broad: str | None = None) -> Group:
    return Group(tuple(to_phrase(member) for member in members), to_phrase(broad) if broad else None)


def concepts(vocabulary: Vocabulary, text: str, *, question: bool = False) -> set[str]:
    stems = list(to_phrase(text))
    found = vocabulary.in_question(stems) if question else vocabulary.in_passage(stems)
    return {concept for match in found for concept in match.concepts}


def test_members_share_a_concept_both_ways() -> None:
    vocabulary = Vocabulary(Phrases.of([group("prison", "jail", "behind bars")]))
    assert concepts(vocabulary, "in jails") == concepts(vocabulary, "behind bars", question=True) != set()
    assert concepts(vocabulary, "bars") == set()


def test_a_directed_group_is_not_read_backwards() -> None:
    vocabulary = Vocabulary(Phrases.of([group("son", "daughter", broad="child")]))
    assert concepts(vocabulary, "her child", question=True) == concepts(vocabulary, "her son")
    assert concepts(vocabulary, "her son", question=True) == set()
    assert concepts(vocabulary, "her child") == set()


def test_the_longest_phrase_is_taken_at_a_place() -> None:
    vocabulary = Vocabulary(Phrases.of([group("life", "existence"), group("life sentence", "life term")]))
    match = vocabulary.in_passage(to_phrase("a life sentence"))[0]
    assert (match.first, match.last) == (1, 3)


@given(st.lists(st.sampled_from(["prison", "jail", "life", "sentence", "the", "term"]), max_size=20))
def test_a_match_is_a_phrase_in_its_place(stems: list[str]) -> None:
    vocabulary = Vocabulary(Phrases.of([group("prison", "jail"), group("life sentence", "life term")]))
    for match in vocabulary.in_passage(stems):
        assert 0 <= match.first < match.last <= len(stems)
        assert tuple(stems[match.first : match.last]) in {
            to_phrase(phrase) for phrase in ("prison", "jail", "life sentence", "life term")
        }


def test_the_hosts_groups_and_general_english_do_not_share_concepts() -> None:
    host, general = Phrases.of([group("prison", "cell")]), Phrases.of([group("prison", "jail"), group("life", "days")])
    vocabulary = Vocabulary(host, general)
    assert concepts(vocabulary, "prison") == {"#0", "#1"}
    assert concepts(vocabulary, "cell") == {"#0"}
    assert concepts(vocabulary, "jail", question=True) == {"#1"}
    assert concepts(vocabulary, "days") == {"#2"}


STEMS = st.sampled_from(["prison", "jail", "life", "sentenc", "3:30", "the"])
PHRASES = st.lists(STEMS, min_size=1, max_size=3).map(tuple)
GROUPS = st.lists(
    st.builds(Group, st.lists(PHRASES, min_size=1, max_size=4, unique=True).map(tuple), st.none() | PHRASES), max_size=6
)


@given(GROUPS, STEMS)
def test_a_phrase_stands_for_the_groups_that_hold_it(groups: list[Group], first: str) -> None:
    phrases = Phrases.of(groups)
    for table in (phrases, Phrases.read(phrases.text)):
        assert table.groups == len(groups)
        entries = {entry.phrase: entry for entry in table.beginning(first)}
        held = {phrase for each in groups for phrase in (*each.members, *filter(None, [each.broad]))}
        assert entries.keys() == {phrase for phrase in held if phrase[0] == first}
        assert table.has_stem(first) == any(first in phrase for phrase in held)
        for phrase, entry in entries.items():
            numbered = list(enumerate(groups))
            assert entry.in_passage == tuple(number for number, each in numbered if phrase in each.members)
            assert entry.in_question == tuple(
                number for number, each in numbered if phrase in (each.members if each.broad is None else [each.broad])
            )


def test_what_is_compiled_of_general_english_is_current() -> None:
    """`python -m retrieval.knowledge.compile_english` compiles it again."""
    for path, text in compiled().items():
        assert path.read_text(encoding="utf-8") == text


def test_general_english_is_whole() -> None:
    assert general_phrases().groups == len(general_groups()) > 500
    assert [entry.phrase for entry in general_phrases().beginning("pass")][-1] == ("pass",)


def read(tmp_path: Path, text: str | bytes) -> tuple[tuple[Group, ...], list[str]]:
    path = tmp_path / "vocabulary.md"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    groups, problems = read_groups(TextFile.read(path))
    return groups, [str(problem) for problem in problems]


def test_a_file_is_read(tmp_path: Path) -> None:
    groups, problems = read(tmp_path, "\ufeff# comment\r\n\r\nprison, jail\r\n> child: son, daughter\r\n")
    assert groups == (group("prison", "jail"), group("son", "daughter", broad="child"))
    assert problems == []


def test_no_file_is_no_vocabulary(tmp_path: Path) -> None:
    assert read_groups(None) == ((), ())


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("lonely", "two entries"),
        ("run, runs, running", "two entries"),
        ("a b c d e f g, h", "more than 6 words"),
        ("> child son", "a colon"),
        ("> : son", "a colon"),
        ("> child:", "two entries"),
        (", ,", "two entries"),
    ],
)
def test_a_bad_line_is_named_and_the_rest_is_used(tmp_path: Path, line: str, told: str) -> None:
    groups, problems = read(tmp_path, f"prison, jail\n{line}\nfreed, released\n")
    assert groups == (group("prison", "jail"), group("freed", "released"))
    assert len(problems) == 1
    assert problems[0].startswith("vocabulary.md, line 2: ")
    assert told in problems[0]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "vocabulary.md: the file holds no group"),
        (b"# only comments\n", "vocabulary.md: the file holds no group"),
        (b"prison, jail\nfreed, lib\xe9r\xe9\n", "vocabulary.md, line 2: byte 0xe9 is not UTF-8"),
        (b"prison, jail\n\0\n", "vocabulary.md, line 2: there is a NUL byte"),
    ],
)
def test_a_bad_file_is_named(tmp_path: Path, data: bytes, told: str) -> None:
    groups, problems = read(tmp_path, data)
    assert groups == ()
    assert len(problems) == 1
    assert problems[0].startswith(told)
