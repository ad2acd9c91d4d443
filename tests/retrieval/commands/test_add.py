from __future__ import annotations

import argparse
import builtins
import importlib
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from retrieval.articles.files import load_articles
from retrieval.commands.add import add_arguments, run
from retrieval.importing.errors import ImportingError
from retrieval.importing.material import Progress, Raw
from retrieval.importing.web.fetch import fetch
from tests.retrieval.importing.documents import pdf, word
from tests.retrieval.importing.epubs import chapter, epub
from tests.retrieval.importing.readers.test_page import BODY, HEAD
from tests.retrieval.importing.servers import LOOPBACK, here, response, serving


def add(*arguments: str | Path) -> int:
    parser = argparse.ArgumentParser()
    add_arguments(parser)

    def local(address: str, progress: Progress) -> Raw:
        return fetch(address, policy=LOOPBACK, resolve=here(), progress=progress)

    return run(parser.parse_args([str(argument) for argument in arguments]), local)


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    folder = tmp_path / "inputs"
    folder.mkdir()
    (folder / "a.txt").write_text("Text Head\n\nText of the text.\n")
    (folder / "b.md").write_text("# Mark Head\n\nText of the *mark*.\n")
    (folder / "c.html").write_text(f"<html><head>{HEAD}</head><body>{BODY}</body></html>")
    (folder / "d.pdf").write_bytes(pdf([["Print Head", "Text of the print."]]))
    (folder / "e.docx").write_bytes(word(lambda document: [document.add_paragraph(x) for x in ("Word Head", "Text.")]))
    return folder


def test_every_kind_becomes_an_article_that_loads(
    inputs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    story = tmp_path / "story"
    html = f"<html><head>{HEAD}</head><body>{BODY}</body></html>".replace("Too Long", "Too Short")
    with serving(response(html.encode())) as site:
        assert add(*sorted(inputs.iterdir()), site.url(), "--articles", story, "--publisher", 'The "Sun"') == 0
    articles = load_articles(story)
    assert [article.headline for article in articles] == [
        "A Bridge Too Long", "A Bridge Too Short", "Mark Head", "Print Head", "Text Head", "Word Head",
    ]  # fmt: skip
    assert {article.source.publisher for article in articles} == {'The "Sun"'}
    shown = capsys.readouterr()
    assert "taken       5 paragraphs, " in shown.out
    assert "left out    1 line:" in shown.out
    assert "              The bridge on its first day" in shown.out
    assert shown.err == ""


def test_one_that_fails_does_not_keep_the_others_out(
    inputs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    story = tmp_path / "story"
    (inputs / "bad.pdf").write_bytes(b"%PDF-1.4 nothing")
    (inputs / "old.doc").write_bytes(b"\xd0\xcf")
    (inputs / "empty.txt").write_bytes(b"")
    code = add(
        inputs / "bad.pdf", inputs / "a.txt", inputs / "old.doc", inputs / "empty.txt", inputs / "a.txt",
        inputs / "nowhere.txt", inputs, "http://127.0.0.2/", "ftp://a.test/x", "x\0y", "--articles", story,
    )  # fmt: skip
    assert code == 1
    assert [article.headline for article in load_articles(story)] == ["Text Head"]
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 9
    assert all(": not added: " in line and line.isprintable() for line in lines)
    assert "save it as .docx" in lines[1]
    assert "the same text is already there as text-head.txt" in lines[3]


def test_a_dry_run_writes_nothing(inputs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    story = tmp_path / "story"
    assert add(inputs / "a.txt", inputs / "b.md", "--articles", story, "--dry-run") == 0
    assert not story.exists()
    assert f"would write {story / 'text-head.txt'}" in capsys.readouterr().out


def test_the_hosts_words_go_before_the_files(inputs: Path, tmp_path: Path) -> None:
    assert add(
        inputs / "c.html", "--articles", tmp_path, "--name", "bridge", "--url", "https://b.test/y", "--author", "Cy",
        "--date", "2021-01-01", "--headline", "My  Head",
    ) == 0  # fmt: skip
    (article,) = load_articles(tmp_path)
    assert (article.file, article.headline, article.paragraph(2).text) == ("bridge.txt", "My Head", "A Bridge Too Long")
    assert (article.source.url, article.source.author, article.source.date) == ("https://b.test/y", "Cy", "2021-01-01")


def test_what_is_for_one_is_not_taken_for_two(inputs: Path, tmp_path: Path) -> None:
    assert add(inputs / "a.txt", inputs / "b.md", "--name", "x", "--articles", tmp_path / "s") == 2
    assert add(inputs / "a.txt", "--url", "javascript:x", "--articles", tmp_path / "s") == 1
    assert not (tmp_path / "s").exists()


def test_a_folder_that_is_a_file_is_told(inputs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert add(inputs / "a.txt", "--articles", inputs / "b.md") == 1
    assert "is no folder" in capsys.readouterr().err


def test_a_page_cannot_write_on_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.md").write_text(
        "---\nauthor: \x1b[31mred\x07\n---\n# Head\x1b]0;title\x07\n\nText \u202ehere\x9b31m.\n"
    )
    assert add(tmp_path / "a.md", "--articles", tmp_path / "s") == 0
    assert all(line.isprintable() for line in capsys.readouterr().out.splitlines())


@pytest.mark.parametrize(
    ("file", "package"), [("c.html", "trafilatura"), ("d.pdf", "pypdf"), ("e.docx", "docx"), ("f.epub", "lxml.etree")]
)
def test_a_missing_extra_is_one_sentence(
    inputs: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    file: str,
    package: str,
) -> None:
    (inputs / "f.epub").write_bytes(epub({"1.xhtml": chapter("One", "Text.")}))

    def missing(name: str) -> Any:
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)

    monkeypatch.setattr(importlib, "import_module", missing)
    assert add(inputs / file, inputs / "a.txt", inputs / "b.md", "--articles", tmp_path / "s") == 1
    assert len(load_articles(tmp_path / "s")) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert f"needs {package}, which is not installed; run: pip install -e '.[import]'" in line


def test_nothing_of_the_extra_is_loaded_before_it_is_needed() -> None:
    code = (
        "import sys, retrieval.commands.add\n"
        "print([m for m in ('trafilatura', 'pypdf', 'docx', 'lxml', 'discord', 'bot', 'aiohttp') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_book_is_written_a_chapter_a_file_and_told_in_a_line_each(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "She was of a cheerful temper, and so was he. " * 10
    pages = {f"{number}.xhtml": chapter(f"Chapter {number}", text, f"Number {number}.") for number in range(1, 12)}
    (tmp_path / "emma.epub").write_bytes(epub(pages))
    story = tmp_path / "story"
    assert add(tmp_path / "emma.epub", "--articles", story, "--url", "https://a.test/emma", "--dry-run") == 0
    assert not story.exists()
    assert "would write 11 articles: " in capsys.readouterr().out
    assert add(tmp_path / "emma.epub", "--articles", story, "--url", "https://a.test/emma") == 0
    articles = load_articles(story)
    assert [article.file for article in articles] == [f"emma-{number:02}.txt" for number in range(1, 12)]
    assert [article.source.reference for article in articles] == [f"Emma, Chapter {number}" for number in range(1, 12)]
    assert {article.source.url for article in articles} == {"https://a.test/emma"}
    lines = capsys.readouterr().out.splitlines()
    assert lines[1] == f"  wrote       11 articles: {story / 'emma-01.txt'} … emma-11.txt"
    assert "               2  Chapter 2 (2 paragraphs, 458 characters)" in lines
    assert len(lines) == 17
    assert add(tmp_path / "emma.epub", "--articles", story) == 1
    assert "already there as emma-01.txt" in capsys.readouterr().err


def test_the_hosts_words_are_for_all_of_a_book(tmp_path: Path) -> None:
    text = "She was of a cheerful temper, and so was he. " * 10
    (tmp_path / "b.txt").write_text(f"Emma\n\nCHAPTER I\n\n{text}\n\nCHAPTER II\n\n{text} Well.\n")
    told = ("--headline", "My Emma", "--author", "Jane Austen", "--publisher", "Murray", "--name", "mine")
    assert add(tmp_path / "b.txt", "--articles", tmp_path / "s", *told) == 0
    articles = load_articles(tmp_path / "s")
    assert [(article.file, article.headline) for article in articles] == [
        ("mine-1.txt", "Chapter I"), ("mine-2.txt", "Chapter II"),
    ]  # fmt: skip
    assert {(article.source.book, article.source.author, article.source.publisher) for article in articles} == {
        ("My Emma", "Jane Austen", "Murray")
    }
    assert add(tmp_path / "b.txt", "--articles", tmp_path / "w", "--whole") == 0
    (article,) = load_articles(tmp_path / "w")
    assert (article.file, len(article.paragraphs), article.source.book) == ("emma.txt", 5, None)


def test_the_error_is_one_of_retrievals() -> None:
    from retrieval.errors import RetrievalError

    assert issubclass(ImportingError, RetrievalError)
    assert builtins.ImportError not in ImportingError.__mro__
