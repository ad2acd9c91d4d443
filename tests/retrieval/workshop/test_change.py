"""A file is changed whole or not at all, and only where it is what it was when the change was planned."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from retrieval.workshop.change import Change, current, make_change
from retrieval.workshop.errors import WorkshopError


def test_a_file_is_made_with_its_folder_and_nothing_else(tmp_path: Path) -> None:
    make_change(Change(tmp_path, "reader-questions/a.md", None, b"new\n"))
    assert (tmp_path / "reader-questions" / "a.md").read_bytes() == b"new\n"
    assert [each.name for each in (tmp_path / "reader-questions").iterdir()] == ["a.md"], (
        "no lock and no temporary file stays"
    )


def test_a_file_keeps_its_mode(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"old\n")
    (tmp_path / "a.md").chmod(0o640)
    make_change(Change(tmp_path, "a.md", b"old\n", b"new\n"))
    assert (tmp_path / "a.md").stat().st_mode & 0o777 == 0o640
    assert (tmp_path / "a.md").read_bytes() == b"new\n"


@pytest.mark.parametrize(("before", "now"), [(b"old\n", b"edited\n"), (b"old\n", None), (None, b"edited\n")])
def test_what_somebody_else_wrote_meanwhile_stays(tmp_path: Path, before: bytes | None, now: bytes | None) -> None:
    if now is not None:
        (tmp_path / "a.md").write_bytes(now)
    with pytest.raises(WorkshopError, match="has changed meanwhile; nothing was written"):
        make_change(Change(tmp_path, "a.md", before, b"new\n"))
    assert (tmp_path / "a.md").exists() == (now is not None)
    assert now is None or (tmp_path / "a.md").read_bytes() == now


def test_nothing_is_written_through_a_link(tmp_path: Path) -> None:
    outside = tmp_path / "outside.md"
    outside.write_bytes(b"mine\n")
    story = tmp_path / "story"
    story.mkdir()
    (story / "a.md").symlink_to(outside)
    with pytest.raises(WorkshopError, match=r"a\.md is a link"):
        make_change(Change(story, "a.md", b"mine\n", b"new\n"))
    (story / "reader-questions").symlink_to(tmp_path)
    with pytest.raises(WorkshopError, match="reader-questions is a link"):
        current(story, "reader-questions/outside.md")
    assert outside.read_bytes() == b"mine\n"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(WorkshopError, match=r"cannot be written \(Permission denied\)"):
            make_change(Change(tmp_path, "a.md", None, b"new\n"))
    finally:
        tmp_path.chmod(0o700)


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.md").write_bytes(b"old\n")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(WorkshopError, match="No space left on device"):
        make_change(Change(tmp_path, "a.md", b"old\n", b"new\n"))
    assert [each.name for each in tmp_path.iterdir()] == ["a.md"]
    assert (tmp_path / "a.md").read_bytes() == b"old\n"


def test_what_is_no_text_is_not_planned_for(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"caf\xe9\n")
    with pytest.raises(WorkshopError, match="is not UTF-8"):
        current(tmp_path, "a.md")
    (tmp_path / "b.md").mkdir()
    with pytest.raises(WorkshopError, match=r"b\.md is no file"):
        current(tmp_path, "b.md")


def test_a_difference_shows_what_comes_and_steers_no_terminal(tmp_path: Path) -> None:
    shown = Change(tmp_path, "a.md", b"one\ntwo\n", b"one\nt\x1b[31mhree\ntwo\n").difference()
    assert shown.splitlines()[-3:] == [" one", "+t␛[31mhree", " two"]
    assert Change(tmp_path, "a.md", b"one\n", b"one\n").difference() == ""
