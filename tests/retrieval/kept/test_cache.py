"""What is learned is kept between starts; nothing that can go wrong with the folder is an error."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.kept.cache import KEEP, Arrays, digest, remember
from retrieval.kept.store import cache_folder


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "verbatim"


class Builder:
    """Builds the same arrays and counts how often it had to."""

    def __init__(self, value: int = 7) -> None:
        self.calls = 0
        self.value = value

    def __call__(self) -> Arrays:
        self.calls += 1
        return {"weights": np.full(3, self.value), "keys": np.array("a\tb")}


def same(arrays: Arrays, value: int = 7) -> bool:
    return arrays["weights"].tolist() == [value] * 3 and str(arrays["keys"]) == "a\tb"


def test_the_second_time_nothing_is_built(folder: Path) -> None:
    build = Builder()
    assert same(remember("name", build))
    assert same(remember("name", build))
    assert build.calls == 1
    assert [path.name for path in folder.iterdir()] == ["name.npz"]


def test_another_name_is_another_result(folder: Path) -> None:
    assert same(remember("one", Builder(1)), 1)
    assert same(remember("two", Builder(2)), 2)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: b"",
        lambda data: b"no archive",
        lambda data: data[: len(data) // 2],
        lambda data: data[:-30] + b"\0" * 30,
        lambda data: data.replace(b"weights", b"weighty"),
        lambda data: bytes(byte ^ 0xFF if 100 < place < 160 else byte for place, byte in enumerate(data)),
        lambda data: b"PK\x03\x04" + os.urandom(200),
    ],
    ids=["empty", "text", "half", "end gone", "renamed", "bits", "noise"],
)
def test_a_spoiled_file_is_built_again(folder: Path, spoil: Callable[[bytes], bytes]) -> None:
    build = Builder()
    remember("name", build)
    path = folder / "name.npz"
    path.write_bytes(spoil(path.read_bytes()))
    remember("name", build)
    assert build.calls == 2 or "weights" not in remember("name", build)
    path.unlink()
    assert same(remember("name", build))


def test_a_pickle_is_never_loaded(folder: Path) -> None:
    folder.mkdir(parents=True)
    np.savez(folder / "name.npz", weights=np.array([{"a": 1}], dtype=object))
    build = Builder()
    assert same(remember("name", build))
    assert build.calls == 1


def test_a_file_where_the_folder_should_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "verbatim").write_text("in the way")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert same(remember("name", Builder()))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_an_unwritable_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    tmp_path.chmod(0o500)
    assert same(remember("name", Builder()))


def test_a_full_disk(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(np, "savez", full)
    assert same(remember("name", Builder()))
    assert list(folder.iterdir()) == []


def test_no_home_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(_: Path) -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr(Path, "expanduser", lost)
    assert same(remember("name", Builder()))


def test_the_folder_is_the_users(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder() == tmp_path / "verbatim"
    monkeypatch.setenv("XDG_CACHE_HOME", "")
    monkeypatch.setenv("HOME", str(tmp_path / "me"))
    assert cache_folder() == tmp_path / "me" / ".cache" / "verbatim"


def test_the_oldest_go_first(folder: Path) -> None:
    for number in range(KEEP + 3):
        remember(f"{number}", Builder())
        os.utime(folder / f"{number}.npz", (1_000 + number, 1_000 + number))
    remember("last", Builder())
    kept = {path.stem for path in folder.iterdir()}
    assert len(kept) == KEEP
    assert {"last", f"{KEEP + 2}"} <= kept
    assert "0" not in kept


def test_writers_at_the_same_time_leave_one_whole_file(folder: Path) -> None:
    results: list[bool] = []

    def write() -> None:
        results.extend(same(remember("name", Builder())) for _ in range(10))

    threads = [threading.Thread(target=write) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [True] * 80
    assert [path.name for path in folder.iterdir()] == ["name.npz"]
    build = Builder()
    assert same(remember("name", build))
    assert build.calls == 0


@given(st.lists(st.text()), st.lists(st.text()))
def test_equal_parts_have_equal_names(one: list[str], other: list[str]) -> None:
    assert (digest(one) == digest(other)) == (one == other)


def test_a_lone_surrogate_has_a_name_too() -> None:
    assert digest(["\ud800"]) != digest(["\udfff"])
