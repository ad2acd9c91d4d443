"""What waits in files is what was written, and a large story is what it would be if nothing had to wait."""

from __future__ import annotations

import errno
from io import FileIO
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval import Story
from retrieval.articles.files import load_articles
from retrieval.kept import gathering, spool
from retrieval.kept.arrays import Strings
from retrieval.kept.numbering import NumberList
from retrieval.kept.spool import Mapped, Spool, aside, let_go
from retrieval.marking import comparison, sets, stretches
from retrieval.quotations import statistics
from retrieval.ranking import word_indexes
from retrieval.ranking.lexical import bm25

BATCHES = st.lists(st.tuples(st.booleans(), st.lists(st.integers(-(2**31), 2**31 - 1), max_size=9)), max_size=9)


@pytest.fixture(params=[0, 1 << 23])
def in_memory(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(spool, "IN_MEMORY", request.param)
    return int(request.param)


@given(BATCHES, st.sampled_from([0, 20, 1 << 23]))
def test_numbers_are_read_as_they_were_written(batches: list[tuple[bool, list[int]]], in_memory: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spool, "IN_MEMORY", in_memory)
        written = NumberList()
        expected: list[int] = []
        for at_once, numbers in batches:
            if at_once:
                written.add(np.array(numbers, dtype=np.int64))
            else:
                written.last.extend(numbers)
            expected += numbers
            assert len(written) == len(expected)
            assert written.read().tolist() == expected


@given(st.lists(st.text()))
def test_texts_that_do_not_stay_in_memory(texts: list[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spool, "IN_MEMORY", 0)
        patch.setattr(spool, "MAPPED", 2)
        assert list(Strings.unpack(Strings.of(texts).pack(), sparing=True)[:]) == texts


@pytest.mark.skipif(not spool._resident(), reason="the system does not tell")
def test_of_a_large_file_only_so_much_stays_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "IN_MEMORY", 0)
    every = aside(np.arange(1 << 20, dtype=np.int64))  # 8 MB
    texts = every[: 1 << 17].view(np.uint8)
    for name, value in (("MAPPED", 1 << 18), ("RESIDENT", 1), ("_CHECKED", 1)):
        monkeypatch.setattr(spool, name, value)
    mapped = Mapped(texts)
    assert every.sum() == (1 << 19) * ((1 << 20) - 1)  # all of it is in memory
    before = spool._resident()
    assert [mapped.read(at, at + 9) for at in range(7)] == [texts[at : at + 9].tobytes() for at in range(7)]
    assert before - spool._resident() > 4 << 20


def test_a_large_array_is_mapped_and_may_go(in_memory: int) -> None:
    array = np.arange(30, dtype=np.int16).reshape(5, 6)
    put = aside(array[:, ::2])
    assert np.shares_memory(put, array) == bool(in_memory)
    let_go(put)
    assert put.tolist() == array[:, ::2].tolist()


@pytest.mark.parametrize("fails_at", [0, 1, 2])
def test_a_full_disk_leaves_everything_in_memory(fails_at: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "IN_MEMORY", 3)
    written, write = 0, spool._write

    def fill(file: FileIO, data: bytes) -> None:
        nonlocal written
        if written == fails_at:
            file.write(b"p")
            raise OSError(errno.ENOSPC, "No space left on device")
        written += 1
        write(file, data)

    monkeypatch.setattr(spool, "_write", fill)
    held = Spool()
    for data in (b"abcd", b"efg", b"hi", b"j"):
        held.write(data)
    assert held.read(np.uint8).tobytes() == b"abcdefghij"


def test_without_a_folder_everything_stays_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "IN_MEMORY", 0)
    monkeypatch.setattr(spool, "_folder", lambda: "/nowhere/at/all")
    held = Spool()
    held.write(b"abc")
    assert held.read(np.uint8).tobytes() == b"abc"


def test_a_story_in_blocks_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    articles = load_articles(Path(__file__).parents[2] / "second_story")
    expected = Story.build(articles).pack()
    monkeypatch.setattr(spool, "IN_MEMORY", 0)
    for module in (comparison, sets, stretches, gathering, statistics):
        monkeypatch.setattr(module, "_AT_ONCE", 13)
    monkeypatch.setattr(gathering, "_GATHERED", 13)
    monkeypatch.setattr(stretches, "_SORTED", 13)
    monkeypatch.setattr(word_indexes, "_CELLS", 13)
    monkeypatch.setattr(bm25, "AT_ONCE", 5)
    monkeypatch.setattr(word_indexes, "AT_ONCE", 5)
    packed = Story.build(load_articles(Path(__file__).parents[2] / "second_story")).pack()
    assert packed.keys() == expected.keys()
    for name, array in expected.items():
        assert packed[name].dtype == array.dtype
        np.testing.assert_array_equal(packed[name], array, err_msg=name)
