"""Bytes that nobody meant well with, at every extractor: an article or the typed error, and nothing else."""

from __future__ import annotations

import io
import warnings
import zipfile

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from retrieval.articles.article import make_article
from retrieval.importing.errors import ImportingError
from retrieval.importing.extract import extract
from retrieval.importing.material import FileKind, Raw
from tests.retrieval.importing.documents import pdf, with_part, word
from tests.retrieval.importing.epubs import chapter, epub, nav

relaxed = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
charsets = (
    st.none()
    | st.text(max_size=12)
    | st.sampled_from(["utf-16", "zlib", "idna", "unicode_escape", "utf-7", "\0", "gbk"])
)

PDF = pdf([["A Bridge", "It was opened (on Monday).", "So they say."], ["And more."]], "/Title (A Bridge)")
WORD = word(lambda document: [document.add_paragraph(line) for line in ("A Bridge", "It was opened.", "So they say.")])
EPUB = epub(
    {f"{number}.xhtml": chapter(f"Chapter {number}", "It was opened.") for number in (1, 2)},
    nav(
        ("Part One", "1.xhtml"), (">Chapter 1", "1.xhtml"), (">Chapter 2", "2.xhtml"), landmarks=[("toc", "toc.xhtml")]
    ),
)
with zipfile.ZipFile(io.BytesIO(EPUB)) as _archive:
    PARTS = {name: _archive.read(name) for name in _archive.namelist()}
FRAGMENTS = [
    "<html>", "<head>", "<title>T</title>", "<body>", "<article>", "<p>", "</p>", "<div>" * 50, "<table><tr><td>",
    "<h1>Head</h1>", "<ul><li>", "<br>", "<a href='javascript:x'>", "<meta charset=utf-16>",
    "<meta property='og:title' content='",
    "<script type='application/ld+json'>", '{"datePublished": 5, "@graph": [[[', "</script>", "<!--", "-->",
    "<![CDATA[",
    "&#0;", "&#xD800;", "&#x110000;", "&nbsp;", "\u202e", "\ufffe", "<?xml version='1.0' encoding='x'?>", "<svg><p>",
    "<link rel=canonical href='http://[::1'>", "<link rel=canonical href='//'>",
    "word " * 30, "“Quoted,” he said. ", "<time itemprop=datePublished datetime='x'>",
    "<template>", "<base href='http://x'>", "<o:p>", "<p\0>", "\x85", "\u2028",
]  # fmt: skip


def check(raw: Raw) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            found = extract(raw)
        except ImportingError as error:
            told = str(error)
        else:
            told = ""
    if told:
        assert told.isprintable()
        return
    for each in found.articles:
        lines = [each.headline, *each.paragraphs]
        article = make_article("a.txt", "\n\n".join(lines) + "\n")
        assert [paragraph.text for paragraph in article.paragraphs] == lines
        article.text.encode("utf-8")


@pytest.mark.parametrize("kind", FileKind)
@relaxed
@given(data=st.binary(max_size=2000), charset=charsets)
def test_any_bytes(kind: FileKind, data: bytes, charset: str | None) -> None:
    check(Raw("x", data, kind, charset=charset))


@pytest.mark.parametrize("kind", [FileKind.TEXT, FileKind.MARKDOWN, FileKind.HTML])
@relaxed
@given(text=st.text(max_size=2000))
def test_any_text(kind: FileKind, text: str) -> None:
    check(Raw("x", text.encode("utf-8", "replace"), kind))


@relaxed
@given(pieces=st.lists(st.sampled_from(FRAGMENTS), max_size=40), url=st.none() | st.just("https://a.test/x"))
@example(pieces=["<html><body>", "<div>" * 5000, "text"], url=None)
@example(pieces=["<p>x</p>" * 70_000], url=None)
@example(pieces=["<script type='application/ld+json'>", "[" * 200_000, "</script><p>", "word " * 300], url=None)
def test_pages_out_of_pieces(pieces: list[str], url: str | None) -> None:
    check(Raw("x", "".join(pieces).encode(), FileKind.HTML, url=url))


def spoiled(data: bytes) -> st.SearchStrategy[bytes]:
    def spoil(changes: list[tuple[int, bytes]]) -> bytes:
        changed = bytearray(data)
        for at, piece in changes:
            changed[at : at + len(piece)] = piece
        return bytes(changed)

    return st.lists(st.tuples(st.integers(0, len(data)), st.binary(max_size=6)), min_size=1, max_size=6).map(spoil)


@relaxed
@given(data=spoiled(PDF))
def test_spoiled_pdfs(data: bytes) -> None:
    check(Raw("x", data, FileKind.PDF))


@relaxed
@given(data=spoiled(WORD))
def test_spoiled_word_files(data: bytes) -> None:
    check(Raw("x", data, FileKind.WORD))


@relaxed
@given(xml=spoiled(b"<w:document><w:body><w:p><w:r><w:t>A Bridge</w:t></w:r></w:p></w:body></w:document>"))
def test_word_files_with_spoiled_xml(xml: bytes) -> None:
    check(Raw("x", with_part(WORD, "word/document.xml", lambda _: xml), FileKind.WORD))


@relaxed
@given(data=spoiled(EPUB))
def test_spoiled_epubs(data: bytes) -> None:
    check(Raw("x", data, FileKind.EPUB))


@relaxed
@given(spoil=st.sampled_from(sorted(PARTS)).flatmap(lambda name: st.tuples(st.just(name), spoiled(PARTS[name]))))
def test_epubs_with_spoiled_parts(spoil: tuple[str, bytes]) -> None:
    check(Raw("x", with_part(EPUB, spoil[0], lambda _: spoil[1]), FileKind.EPUB))


@relaxed
@given(pieces=st.lists(st.sampled_from(FRAGMENTS), max_size=40))
@example(pieces=["<div>" * 5000, "text"])
@example(pieces=["<!DOCTYPE html [", "<!ENTITY x 'y'>" * 10_000])
def test_epubs_of_pieces(pieces: list[str]) -> None:
    page = "".join(pieces)
    check(Raw("x", epub({"1.xhtml": page, "2.xhtml": page}), FileKind.EPUB))


def test_a_pdf_that_refers_to_itself() -> None:
    looped = PDF.replace(b"/Kids [4 0 R 6 0 R]", b"/Kids [2 0 R 2 0 R]")
    assert looped != PDF
    check(Raw("x", looped, FileKind.PDF))
