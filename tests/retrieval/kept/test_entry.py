"""An entry is read as it was written, or not at all."""

from __future__ import annotations

import json
import os
import zlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays_of

from retrieval.kept.arrays import Array
from retrieval.kept.entry import ALIGNMENT, EntryError, read_entry, write_entry

KEY = "0123456789abcdef"
ARRAYS: dict[str, Array] = {
    "a.rows": np.arange(7, dtype=np.int32),
    "a.values": np.linspace(0, 1, 12).reshape(3, 4),
    "none": np.zeros((0, 3), dtype=np.float32),
    "one": np.array(5, dtype=np.uint64),
    "flags": np.array([True, False]),
}
IN_ONE_FOLDER = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


def written(path: Path, arrays: dict[str, Array] = ARRAYS, key: str = KEY) -> Path:
    with path.open("wb") as file:
        write_entry(file, key, arrays)
    path.chmod(0o600)
    return path


def same(one: Array, other: Array) -> bool:
    return one.dtype == other.dtype and one.shape == other.shape and one.tobytes() == other.tobytes()


@pytest.fixture
def entry(tmp_path: Path) -> Path:
    return written(tmp_path / "entry")


def test_what_is_read_is_what_was_written(entry: Path) -> None:
    found = read_entry(entry, KEY)
    assert list(found) == list(ARRAYS)
    assert all(same(found[name], ARRAYS[name]) for name in ARRAYS)


@IN_ONE_FOLDER
@given(
    st.dictionaries(
        st.text(max_size=5),
        arrays_of.arrays(
            st.sampled_from(("<i4", "<i8", "<f4", "<f8", "|u1", "|b1", ">i4")),
            arrays_of.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4),
        ),
        max_size=4,
    )
)
def test_every_array_of_numbers_comes_back(tmp_path: Path, arrays: dict[str, Array]) -> None:
    found = read_entry(written(tmp_path / "entry", arrays), KEY)
    assert list(found) == list(arrays)
    assert all(same(found[name], arrays[name]) for name in arrays)


def test_arrays_lie_on_multiples_of_a_cache_line_and_cannot_be_written(entry: Path) -> None:
    for array in read_entry(entry, KEY).values():
        if array.size:
            assert array.__array_interface__["data"] == (array.ctypes.data, True)
            assert array.ctypes.data % ALIGNMENT == 0


@IN_ONE_FOLDER
@given(st.data())
def test_no_changed_byte_goes_unseen(tmp_path: Path, data: st.DataObject) -> None:
    path = written(tmp_path / "entry")
    whole = path.read_bytes()
    at = data.draw(st.integers(0, len(whole) - 1))
    other = data.draw(st.integers(1, 255))
    path.write_bytes(whole[:at] + bytes([whole[at] ^ other]) + whole[at + 1 :])
    try:
        found = read_entry(path, KEY)
    except EntryError:
        return
    # Between the header and the first array nothing is read.
    assert all(same(found[name], ARRAYS[name]) for name in ARRAYS)
    assert whole[at] == 0
    assert at < ALIGNMENT * 10


@IN_ONE_FOLDER
@given(st.data())
def test_no_torn_file_goes_unseen(tmp_path: Path, data: st.DataObject) -> None:
    path = written(tmp_path / "entry")
    whole = path.read_bytes()
    path.write_bytes(whole[: data.draw(st.integers(0, len(whole) - 1))])
    with pytest.raises(EntryError):
        read_entry(path, KEY)


@IN_ONE_FOLDER
@given(st.binary(max_size=300), st.booleans())
def test_whatever_a_file_holds_it_is_an_entry_or_refused(tmp_path: Path, data: bytes, marked: bool) -> None:
    path = tmp_path / "entry"
    path.write_bytes(b"verbatim-kept 1 " * marked + data)
    path.chmod(0o600)
    with pytest.raises(EntryError):
        read_entry(path, KEY)


def forged(path: Path, header: object) -> Path:
    """Write a file whose checksums are right, so that only its header's content can be refused."""
    text = json.dumps(header).encode()
    line = b"verbatim-kept 1 %d %d\n" % (len(text), zlib.crc32(text))
    start = line + text
    path.write_bytes(start + bytes(-len(start) % ALIGNMENT) + bytes(64))
    path.chmod(0o600)
    return path


CONTENT = {"key": KEY, "bytes": 64, "checksum": zlib.crc32(bytes(64)), "arrays": [["a", "<i4", [16], 0]]}


def test_the_forged_file_would_be_read_if_it_were_right(tmp_path: Path) -> None:
    assert read_entry(forged(tmp_path / "entry", CONTENT), KEY)["a"].tolist() == [0] * 16


@pytest.mark.parametrize(
    "change",
    [
        {"arrays": [["a", "|O", [8], 0]]},
        {"arrays": [["a", "<U4", [2], 0]]},
        {"arrays": [["a", "<i4", [17], 0]]},
        {"arrays": [["a", "<i4", [1 << 62], 0]]},
        {"arrays": [["a", "<i4", [1 << 62, 4], 0]]},
        {"arrays": [["a", "<i4", [-1], 0]]},
        {"arrays": [["a", "<i4", [-1, 0], 0]]},
        {"arrays": [["a", "<i4", [16], -64]]},
        {"arrays": [["a", "no type", [16], 0]]},
        {"arrays": [["a"]]},
        {"arrays": 3},
        {"key": "another"},
        {"bytes": 128},
        {"bytes": "64"},
        {"checksum": 1},
    ],
    ids=str,
)
def test_a_header_that_makes_no_sense_is_refused(tmp_path: Path, change: dict[str, object]) -> None:
    with pytest.raises(EntryError):
        read_entry(forged(tmp_path / "entry", {**CONTENT, **change}), KEY)


@pytest.mark.parametrize("header", [None, [], 3, {}, "text"], ids=str)
def test_a_header_that_is_no_header_is_refused(tmp_path: Path, header: object) -> None:
    with pytest.raises(EntryError):
        read_entry(forged(tmp_path / "entry", header), KEY)


def test_another_storys_entry_under_this_name_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EntryError, match="another story"):
        read_entry(written(tmp_path / "entry", key="f" * 16), KEY)


def test_another_releases_form_is_refused(entry: Path) -> None:
    entry.write_bytes(entry.read_bytes().replace(b"verbatim-kept 1 ", b"verbatim-kept 9 ", 1))
    with pytest.raises(EntryError, match="another release"):
        read_entry(entry, KEY)


def test_a_symbolic_link_is_not_followed(entry: Path) -> None:
    link = entry.with_name("link")
    link.symlink_to(entry)
    with pytest.raises(EntryError, match="symbolic link"):
        read_entry(link, KEY)


def test_a_folder_and_a_pipe_are_no_entries(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe", 0o600)
    for name in ("folder", "pipe"):
        with pytest.raises(EntryError, match="no file"):
            read_entry(tmp_path / name, KEY)


def test_another_users_entry_is_refused(entry: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: entry.stat().st_uid + 1)
    with pytest.raises(EntryError, match="another user"):
        read_entry(entry, KEY)


def test_an_entry_that_others_may_write_is_refused(entry: Path) -> None:
    entry.chmod(0o620)
    with pytest.raises(EntryError, match="other users"):
        read_entry(entry, KEY)


def test_a_refused_file_is_not_left_open(entry: Path) -> None:
    before = len(list(Path("/proc/self/fd").iterdir()))
    entry.chmod(0o666)
    for _ in range(3):
        with pytest.raises(EntryError):
            read_entry(entry, KEY)
    assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_nothing_but_numbers_is_written(tmp_path: Path) -> None:
    with pytest.raises(TypeError, match="words"):
        written(tmp_path / "entry", {"words": np.array(["a"])})
