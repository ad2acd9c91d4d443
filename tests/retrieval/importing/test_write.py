from __future__ import annotations

import os
import stat
import threading
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.articles.files import load_articles
from retrieval.importing import write
from retrieval.importing.errors import ImportingError
from retrieval.importing.material import Document, Extracted
from retrieval.importing.write import Folder, Prepared, slugify, toml_entry, toml_string

ARTICLE = Extracted(
    "Ann’s Bridge: “Too” Long?", ("First “paragraph”.", "Second."), publisher="The Daily", url="https://a.test/x"
)


def add(folder: Path, found: Extracted = ARTICLE, name: str | None = None) -> Path:
    opened = Folder(folder)
    (prepared,) = opened.prepare(Document((found,)), name)
    opened.write([prepared])
    return folder / prepared.name


def book(*headlines: str) -> Document:
    return Document(tuple(Extracted(one, (f"Text of {one}.",), book="Emma") for one in headlines), title="Emma")


def test_an_article_is_written_in_the_house_format_with_its_source(tmp_path: Path) -> None:
    path = add(tmp_path / "new" / "folder")
    assert path.name == "anns-bridge-too-long.txt"
    assert path.read_bytes() == "Ann’s Bridge: “Too” Long?\n\nFirst “paragraph”.\n\nSecond.\n".encode()
    (article,) = load_articles(path.parent)
    assert (article.source.publisher, article.source.url) == ("The Daily", "https://a.test/x")
    assert sorted(file.name for file in path.parent.iterdir()) == [path.name, "sources.toml"]


@pytest.mark.parametrize(
    "before",
    [
        b"", b"\n", b"# only a comment", b"# a comment\n\n[\"old.txt\"]  # mine\npublisher = 'x'\n",
        b"[\"old.txt\"]\r\npublisher = \"x\"\r\n", b"\xef\xbb\xbf[\"old.txt\"]\npublisher = \"x\"",
        b"\"old.txt\" = {publisher = \"x\"}",
    ],
)  # fmt: skip
def test_what_the_host_wrote_stays_byte_for_byte(tmp_path: Path, before: bytes) -> None:
    (tmp_path / "old.txt").write_text("Old\n\nText.\n")
    sources = tmp_path / "sources.toml"
    sources.write_bytes(before)
    sources.chmod(0o640)
    add(tmp_path)
    after = sources.read_bytes()
    assert after.startswith(before)
    assert (b"\r\n" in before) == (b"\r\n" in after)
    assert stat.S_IMODE(sources.stat().st_mode) == 0o640
    assert len(load_articles(tmp_path)) == 2


def test_a_link_to_the_sources_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "elsewhere.toml").write_text("# mine\n")
    (tmp_path / "story").mkdir()
    (tmp_path / "story" / "sources.toml").symlink_to(tmp_path / "elsewhere.toml")
    add(tmp_path / "story")
    assert (tmp_path / "story" / "sources.toml").is_symlink()
    assert "The Daily" in (tmp_path / "elsewhere.toml").read_text()


def test_a_name_that_is_taken_is_not_used_again(tmp_path: Path) -> None:
    names = [add(tmp_path, Extracted("Same Head", (f"Text {number}.",))).name for number in range(3)]
    assert names == ["same-head.txt", "same-head-2.txt", "same-head-3.txt"]
    (tmp_path / "SAME-HEAD-4.TXT").symlink_to("nowhere")
    with pytest.raises(ImportingError, match="not overwritten"):
        add(tmp_path, name="same-head-2")
    (tmp_path / "sources.toml").write_text('["ghost.txt"]\npublisher = "x"\n')
    with pytest.raises(ImportingError, match="not overwritten"):
        add(tmp_path, name="ghost.txt")


def test_the_same_text_is_not_added_twice_whatever_its_spaces_and_name(tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_text('Ann\'s  bridge: Too Long?\r\n\r\nFirst "paragraph".\r\nSecond.')
    with pytest.raises(ImportingError, match=r"already there as old\.txt"):
        add(tmp_path, name="other")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["old.txt"]


@pytest.mark.parametrize(
    "name", ["../x", "/etc/x", "a/b", "a\\b", ".hidden", "-x", "con", "NUL.txt", "a b", "é", "x" * 200, "a\n"]
)
def test_a_name_that_leads_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ImportingError):
        add(tmp_path, name=name)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("broken", [b"not toml [", b"\xff", b'["a.txt"]\n["a.txt"]\n'])
def test_broken_sources_are_told_before_anything_is_written(tmp_path: Path, broken: bytes) -> None:
    (tmp_path / "sources.toml").write_bytes(broken)
    with pytest.raises(ImportingError, match="fix it first"):
        Folder(tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["sources.toml"]


def test_a_file_that_came_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    prepared = folder.prepare(Document((ARTICLE,)), "x")
    (tmp_path / "x.txt").write_text("mine")
    with pytest.raises(ImportingError, match="not overwritten"):
        folder.write(prepared)
    assert (tmp_path / "x.txt").read_text() == "mine"
    assert [file.name for file in tmp_path.iterdir()] == ["x.txt"]


@pytest.mark.parametrize("call", ["replace", "fsync"])
def test_a_disk_that_fails_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    (tmp_path / "sources.toml").write_text("# mine\n")
    folder = Folder(tmp_path)
    prepared = folder.prepare(Document((ARTICLE,)), "x")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(*((Path, "replace") if call == "replace" else (os, "fsync")), fail)  # type: ignore[call-overload]
    with pytest.raises(ImportingError, match="No space left"):
        folder.write(prepared)
    monkeypatch.undo()
    assert [file.name for file in tmp_path.iterdir()] == ["sources.toml"]
    assert (tmp_path / "sources.toml").read_text() == "# mine\n"


def test_the_articles_of_a_book_are_numbered_files_of_one_entry_each(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.write(folder.prepare(book(*(f"Chapter {number}" for number in range(1, 12))), None))
    articles = load_articles(tmp_path)
    assert [article.file for article in articles] == [f"emma-{number:02}.txt" for number in range(1, 12)]
    assert [article.headline for article in articles] == [f"Chapter {number}" for number in range(1, 12)]
    assert {article.source.book for article in articles} == {"Emma"}
    another = folder.prepare(book("Chapter 1, again", "Chapter 2, again"), None)
    assert [one.name for one in another] == ["emma-1.txt", "emma-2.txt"]
    assert [one.name for one in folder.prepare(book("x", "y"), None)] == ["emma-2-1.txt", "emma-2-2.txt"]
    assert [one.name for one in folder.prepare(book("p", "q"), "mine.txt")] == ["mine-1.txt", "mine-2.txt"]
    with pytest.raises(ImportingError, match=r"mine-1\.txt is there already"):
        folder.prepare(book("r", "s"), "mine")
    with pytest.raises(ImportingError, match="--name may have"):
        folder.prepare(book("r", "s"), "../mine")


def test_a_book_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    prepared = folder.prepare(book("One", "Two", "Three"), None)
    (tmp_path / "emma-3.txt").write_text("mine")
    with pytest.raises(ImportingError, match=r"emma-3\.txt is there already"):
        folder.write(prepared)
    assert [file.name for file in tmp_path.iterdir()] == ["emma-3.txt"]
    with pytest.raises(ImportingError, match=r"Two: .*the line has 100,001 characters"):
        folder.prepare(Document((Extracted("One", ("a",)), Extracted("Two", ("b" * 100_001,))), title="Emma"), None)
    with pytest.raises(ImportingError, match=r"already there as emma-2\.txt"):
        folder.prepare(book("Zero", "Two"), None)


def test_a_disk_without_links_is_written_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    assert add(tmp_path).exists()
    with pytest.raises(ImportingError, match="already there"):
        add(tmp_path)


def test_many_at_once_lose_no_entry(tmp_path: Path) -> None:
    def one(number: int) -> None:
        add(tmp_path, Extracted(f"Head {number}", (f"Text {number}.",), publisher=f"P{number}"))

    threads = [threading.Thread(target=one, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {article.source.publisher for article in load_articles(tmp_path)} == {f"P{number}" for number in range(12)}


@given(st.text())
def test_any_text_is_quoted_for_toml(text: str) -> None:
    assert tomllib.loads(f"x = {toml_string(text)}") == {"x": text}


@given(st.text(), st.text())
def test_an_entry_cannot_be_broken_out_of(publisher: str, author: str) -> None:
    entry = toml_entry(Prepared("a.txt", "", {"publisher": publisher, "author": author}))
    assert tomllib.loads('["b.txt"]\n\n' + entry) == {"b.txt": {}, "a.txt": {"publisher": publisher, "author": author}}


@given(st.text())
def test_a_name_is_made_of_any_headline(headline: str) -> None:
    assert write._NAME.fullmatch(slugify(headline) + ".txt")


def test_names_of_devices_are_not_made() -> None:
    assert slugify("Con") == "article-con"
    assert slugify("日本") == "article"
