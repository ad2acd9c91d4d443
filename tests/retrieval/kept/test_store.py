"""A story is built once and kept; nothing that can go wrong with the folder is more than a sentence in the log."""

from __future__ import annotations

import fcntl
import logging
import os
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from retrieval.kept import store
from retrieval.kept.arrays import Arrays
from retrieval.kept.cache_folder import cache_folder
from retrieval.kept.lock import locked
from retrieval.kept.store import KEEP, KEEP_PARTS, PART, forget, remember

BIG = 100_000
"""How many numbers an entry holds: more than any buffer between it and the disk."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(store, "ROOM", 0)
    return tmp_path / "verbatim"


@pytest.fixture(autouse=True)
def nothing_said_yet() -> None:
    store._say.cache_clear()


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is logged from now on."""
    sentences: list[str] = []
    monkeypatch.setattr(logging.getLogger(store.__name__), "warning", sentences.append)
    return sentences


class Builder:
    """Builds the same arrays and counts how often it had to."""

    def __init__(self, value: int = 7) -> None:
        self.calls = 0
        self.value = value

    def __call__(self) -> Arrays:
        self.calls += 1
        return {"values": np.full(BIG, self.value), "flags": np.ones(3, dtype=bool)}


def right(arrays: Arrays, value: int = 7) -> bool:
    return bool((arrays["values"] == np.full(BIG, value)).all() and arrays["flags"].tolist() == [True] * 3)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_second_time_nothing_is_built(folder: Path, said: list[str]) -> None:
    build = Builder()
    assert right(remember("key", build))
    assert right(remember("key", build))
    assert build.calls == 1
    assert names(folder) == ["key.story"]
    assert said == []


def test_what_was_built_is_mapped_already_the_first_time(folder: Path) -> None:
    assert not remember("key", Builder())["values"].flags.writeable


def test_another_key_is_another_entry(folder: Path) -> None:
    assert right(remember("one", Builder(1)), 1)
    assert right(remember("two", Builder(2)), 2)


def test_it_is_the_users_alone(folder: Path) -> None:
    before = os.umask(0)
    try:
        remember("key", Builder())
    finally:
        os.umask(before)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / "key.story").stat().st_mode & 0o777 == 0o600


def test_a_folder_that_was_open_to_others_is_closed(folder: Path) -> None:
    folder.mkdir(mode=0o755)
    remember("key", Builder())
    assert folder.stat().st_mode & 0o777 == 0o700


def torn(path: Path) -> None:
    os.truncate(path, path.stat().st_size - 100)


def changed(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[:-5000] + b"\x01" + data[-4999:])


def linked(path: Path) -> None:
    path.rename(path.with_name("elsewhere"))
    path.symlink_to(path.with_name("elsewhere"))


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def open_to_all(path: Path) -> None:
    path.chmod(0o666)


def of_another_story(path: Path) -> None:
    remember("other", Builder(3))
    path.with_name("other.story").replace(path)


def unreadable(path: Path) -> None:
    path.chmod(0)


@pytest.mark.parametrize("spoil", [torn, changed, linked, a_folder, open_to_all, of_another_story])
def test_an_odd_entry_is_said_once_and_built_anew(folder: Path, said: list[str], spoil: Callable[[Path], None]) -> None:
    build = Builder()
    remember("key", build)
    spoil(folder / "key.story")
    assert right(remember("key", build))
    assert build.calls == 2
    (sentence,) = said
    assert "key.story cannot be used: " in sentence
    assert sentence.endswith(". The story is read anew.")
    assert right(remember("key", build))
    assert build.calls == 2, "the new entry is in its place"
    assert len(said) == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read anything")
def test_an_entry_that_may_not_be_read(folder: Path, said: list[str]) -> None:
    build = Builder()
    remember("key", build)
    unreadable(folder / "key.story")
    assert right(remember("key", build))
    assert build.calls == 2
    assert len(said) == 1


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_another_users_entry(folder: Path, said: list[str]) -> None:
    build = Builder()
    remember("key", build)
    os.chown(folder / "key.story", 12345, 12345)
    assert right(remember("key", build))
    assert build.calls == 2
    assert "it belongs to another user" in said[0]
    assert (folder / "key.story").stat().st_uid == 0


def test_what_a_link_points_to_is_left_alone(folder: Path) -> None:
    remember("key", Builder())
    linked(folder / "key.story")
    (folder / "elsewhere").write_text("mine")
    remember("key", Builder())
    assert (folder / "elsewhere").read_text() == "mine"
    assert not (folder / "key.story").is_symlink()


def test_a_full_disk(folder: Path, said: list[str]) -> None:
    """A limit of the process on a file's size is met as a full disk is: a write fails half way."""
    build = Builder()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        assert right(remember("key", build))
        assert right(remember("key", build))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert build.calls == 2
    assert names(folder) == []
    (sentence,) = said
    assert "cannot be kept" in sentence


def test_a_read_only_folder(folder: Path, said: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    remember("there", Builder(1))
    for name in ("open", "utime", "chmod", "mkdir", "unlink"):
        real = getattr(os, name)

        def only_reading(*arguments: object, _name: str = name, _real: object = real, **options: object) -> object:
            reading = _name == "open" and isinstance(arguments[1], int) and not arguments[1] & (os.O_CREAT | os.O_RDWR)
            if reading and callable(_real):
                return _real(*arguments, **options)
            raise OSError(30, "Read-only file system")

        monkeypatch.setattr(os, name, only_reading)
    build = Builder()
    assert right(remember("there", build), 1)
    assert build.calls == 0, "an entry that cannot be touched can be read"
    assert right(remember("key", build))
    assert right(remember("key", build))
    assert build.calls == 2
    (sentence,) = said
    assert "Read-only file system" in sentence


def test_a_file_where_the_folder_should_be(folder: Path, said: list[str]) -> None:
    folder.write_text("in the way")
    assert right(remember("key", Builder()))
    assert len(said) == 1


def test_no_home_at_all(said: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(_: Path) -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr(Path, "expanduser", lost)
    assert right(remember("key", Builder()))
    assert len(said) == 1


def test_the_folder_is_the_users(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder() == tmp_path / "verbatim"
    monkeypatch.setenv("XDG_CACHE_HOME", "")
    monkeypatch.setenv("HOME", str(tmp_path / "me"))
    assert cache_folder() == tmp_path / "me" / ".cache" / "verbatim"


def test_those_used_longest_ago_go_first(folder: Path) -> None:
    for number in range(KEEP + 3):
        remember(f"{number}", Builder())
        os.utime(folder / f"{number}.story", (1_000 + number, 1_000 + number))
    remember(f"{KEEP}", Builder())  # used once more
    remember("last", Builder())
    kept = {path.stem for path in folder.iterdir()}
    assert len(kept) == KEEP
    assert {"last", f"{KEEP}", f"{KEEP + 2}"} <= kept
    assert "0" not in kept


def test_more_are_kept_while_there_is_room_for_them(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    remember("0", Builder())
    size = (folder / "0.story").stat().st_size
    monkeypatch.setattr(store, "ROOM", (KEEP + 4) * size)
    for number in range(KEEP + 9):
        remember(f"{number}", Builder())
        os.utime(folder / f"{number}.story", (1_000 + number, 1_000 + number))
    remember("last", Builder())
    assert len(names(folder)) == KEEP + 4
    assert {"last.story", f"{KEEP + 8}.story"} <= set(names(folder))


def test_parts_of_a_story_drive_out_no_story_and_no_story_drives_out_parts(folder: Path) -> None:
    for number in range(KEEP):
        remember(f"{number}", Builder())
    for number in range(KEEP_PARTS + 3):
        remember(f"{PART}-{number}", Builder())
        os.utime(folder / f"{PART}-{number}.story", (1_000 + number, 1_000 + number))
    remember(f"{PART}-last", Builder())
    parts = {path.stem for path in folder.glob(f"{PART}-*")}
    assert len(parts) == KEEP_PARTS
    assert {f"{PART}-last", f"{PART}-{KEEP_PARTS + 2}"} <= parts
    assert {path.stem for path in folder.iterdir()} - parts == {f"{number}" for number in range(KEEP)}
    remember("new", Builder())
    assert {path.stem for path in folder.glob(f"{PART}-*")} == parts


def test_a_clock_that_was_set_back(folder: Path, said: list[str]) -> None:
    ahead = time.time() + 1_000_000
    for number in range(KEEP):
        remember(f"{number}", Builder())
    for path in folder.iterdir():
        os.utime(path, (ahead, ahead))
    assert said == []
    remember("new", Builder())
    assert "new.story" in names(folder)
    assert len(names(folder)) == KEEP
    (sentence,) = said
    assert sentence.startswith("The clock was set back")
    assert all(path.stat().st_mtime < ahead - 1 for path in folder.iterdir())


def test_what_a_dead_process_was_writing_goes(folder: Path) -> None:
    folder.mkdir()
    for name, age in (("old.part", 7_200), ("young.part", 10)):
        (folder / name).write_text("half")
        os.utime(folder / name, (time.time() - age,) * 2)
    remember("key", Builder())
    assert names(folder) == ["key.story", "young.part"]


def test_an_entry_can_be_thrown_away(folder: Path, said: list[str]) -> None:
    build = Builder()
    remember("key", build)
    forget("key", "it lacks something")
    assert names(folder) == []
    assert "it lacks something" in said[0]
    assert right(remember("key", build))
    assert build.calls == 2


def test_whoever_comes_second_waits_and_maps(folder: Path, said: list[str]) -> None:
    started, finish = threading.Event(), threading.Event()

    def slowly() -> Arrays:
        started.set()
        finish.wait(10)
        return Builder()()

    second = Builder()
    results: list[Arrays] = []
    threads = [threading.Thread(target=lambda: results.append(remember("key", slowly)))]
    threads[0].start()
    assert started.wait(10)
    threads.append(threading.Thread(target=lambda: results.append(remember("key", second))))
    threads[1].start()
    for _ in range(1_000):
        time.sleep(0 if said else 0.01)
    finish.set()
    for thread in threads:
        thread.join()
    assert [right(arrays) for arrays in results] == [True, True]
    assert second.calls == 0
    assert said == ["Another process is reading this story; waiting for what it keeps."]
    assert names(folder) == ["key.story"]


def test_processes_at_the_same_time_build_once(tmp_path: Path) -> None:
    code = (
        "import time, numpy, sys; from retrieval.kept.store import remember\n"
        "def build():\n    print('built', flush=True); time.sleep(0.3); return {'a': numpy.arange(9)}\n"
        "print(remember('key', build)['a'].sum())"
    )
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path)}
    processes = [
        subprocess.Popen([sys.executable, "-c", code], env=environment, stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    printed = [process.communicate(timeout=60)[0].split() for process in processes]
    assert sorted(word for words in printed for word in words) == ["36"] * 4 + ["built"]


def test_a_process_that_died_while_it_built_holds_nobody_up(tmp_path: Path) -> None:
    code = "import os; from retrieval.kept.store import remember\ndef build():\n    os._exit(9)\nremember('key', build)"
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path)}
    assert subprocess.run([sys.executable, "-c", code], check=False, env=environment, timeout=60).returncode == 9
    with locked(tmp_path / "verbatim" / "key.lock", waiting=lambda: pytest.fail("nobody holds it")):
        pass


def test_a_lock_that_cannot_be_had_is_gone_without(tmp_path: Path) -> None:
    told: list[str] = []
    (tmp_path / "lock").mkdir()
    with locked(tmp_path / "lock", waiting=lambda: told.append("waiting")):
        pass
    with locked(tmp_path / "held", waiting=lambda: told.append("waiting")):
        with locked(tmp_path / "held", waiting=lambda: told.append("waiting"), longest=0.2):
            pass
        assert told == ["waiting"], "whoever holds it too long is taken to hang"


def test_a_failing_build_lets_go(folder: Path) -> None:
    def fail() -> Arrays:
        raise ValueError("no story")

    with pytest.raises(ValueError, match="no story"):
        remember("key", fail)
    assert names(folder) == []
    assert right(remember("key", Builder()))


def test_a_lock_whose_file_was_taken_away_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The holder before takes the file away, perhaps just as the next one has opened it; that one begins again."""
    real = fcntl.flock
    taken_away = iter([True])

    def taking_away(descriptor: int, how: int) -> None:
        if next(taken_away, False):
            (tmp_path / "lock").unlink()
        real(descriptor, how)

    monkeypatch.setattr(fcntl, "flock", taking_away)
    told: list[str] = []
    with (
        locked(tmp_path / "lock", lambda: pytest.fail("nobody holds it")),
        locked(tmp_path / "lock", lambda: told.append("waiting"), longest=0.1),
    ):
        pass
    assert told == ["waiting"]
