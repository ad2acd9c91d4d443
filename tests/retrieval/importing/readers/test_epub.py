"""Epubs: chapters in reading order, titled as the contents and the headings say, and one sentence for what is wrong."""

from __future__ import annotations

import io
import struct
import tracemalloc
import zipfile

import pytest

from retrieval.importing.errors import ImportingError
from retrieval.importing.extract import extract
from retrieval.importing.material import MAX_FILE_BYTES, Document, FileKind, Raw, sniff
from retrieval.importing.readers import epub as reader
from retrieval.importing.readers import epub_package
from tests.retrieval.importing.epubs import ABOUT, CONTAINER, chapter, epub, nav, ncx, page, zipped

PROSE = "She was of a cheerful temper, and so was he, as far as anybody knew. " * 8
TWO = {"1.xhtml": chapter("Chapter 1", PROSE, "One."), "2.xhtml": chapter("Chapter 2", PROSE, "Two.")}


def read(data: bytes, *, whole: bool = False) -> Document:
    return extract(Raw("emma_book.epub", data, FileKind.EPUB), whole=whole)


def heads(data: bytes) -> list[str]:
    return [article.headline for article in read(data).articles]


def refused(data: bytes) -> str:
    with pytest.raises(ImportingError) as raised:
        read(data)
    assert str(raised.value).isprintable()
    return str(raised.value)


def test_each_chapter_is_an_article_and_what_is_around_them_is_left_out() -> None:
    pages = {
        "cover.xhtml": page('<img src="cover.jpg" alt="A picture of Emma"/>'),
        "title.xhtml": page("<p>EMMA</p><p>A Novel</p>"),
        "copyright.xhtml": page("<p>© 1815 John Murray</p>"),
        **TWO,
        "notes.xhtml": page('<h2>Notes</h2><p><a href="1.xhtml#r">1.</a> A note.</p>'),
    }
    contents = nav(
        ("Cover", "cover.xhtml"), ("Title Page", "title.xhtml"), ("Copyright", "copyright.xhtml"),
        ("Chapter 1", "1.xhtml"), ("Chapter 2", "2.xhtml"), ("Notes", "notes.xhtml"),
    )  # fmt: skip
    found = read(epub(pages, contents))
    assert found.title == "Emma"
    assert [(article.headline, article.paragraphs[-1]) for article in found.articles] == [
        ("Chapter 1", "One."), ("Chapter 2", "Two."),
    ]  # fmt: skip
    assert {(article.book, article.author, article.publisher) for article in found.articles} == {
        ("Emma", "Jane Austen", None)
    }
    assert found.all_left_out == ("EMMA", "A Novel", "© 1815 John Murray", "Notes", "A note.")
    assert found.all_notes == ()


def test_the_reading_order_is_the_spines() -> None:
    contents = ncx(("Chapter 2", "2.xhtml"), ("Chapter 1", "1.xhtml"))
    assert heads(epub(TWO, contents, spine=["2.xhtml", "1.xhtml"])) == ["Chapter 2", "Chapter 1"]


def test_several_chapters_in_one_file_and_one_in_several() -> None:
    pages = {
        "a.xhtml": page(f"<h2 id='c1'>I</h2><p>{PROSE}</p><h2><a id='c2'/>II</h2><p>{PROSE}Begun.</p>"),
        "b.xhtml": page("<p>Gone on.</p>"),
        "c.xhtml": page(f"<h2>III</h2><p>{PROSE}</p>"),
    }
    found = read(epub(pages, ncx(("I", "a.xhtml#c1"), ("II", "a.xhtml#c2"), ("III", "c.xhtml"))))
    assert [(article.headline, len(article.paragraphs)) for article in found.articles] == [
        ("I", 1),
        ("II", 2),
        ("III", 1),
    ]
    assert found.articles[1].paragraphs[1] == "Gone on."


def test_parts_are_named_and_sections_are_not_chapters() -> None:
    pages = {
        "p1.xhtml": page("<h1>Part One</h1>"),
        "1.xhtml": page(f"<h2>The House</h2><p>{PROSE}</p><h3 id='s'>Its garden</h3><p>{PROSE}</p>"),
        "2.xhtml": page(f"<h2>The Road</h2><p>{PROSE}</p>"),
        "p2.xhtml": page("<h1>Part Two</h1>"),
        "3.xhtml": page(f"<h2>The Sea</h2><p>{PROSE}</p>"),
    }
    contents = nav(
        ("Emma", "p1.xhtml"), (">Part One", "p1.xhtml"), (">>The House", "1.xhtml"), (">>>Its garden", "1.xhtml#s"),
        (">>The Road", "2.xhtml"), (">Part Two", "p2.xhtml"), (">>The Sea", "3.xhtml"),
    )  # fmt: skip
    found = read(epub(pages, contents))
    assert [article.headline for article in found.articles] == [
        "Part One, The House", "Part One, The Road", "Part Two, The Sea",
    ]  # fmt: skip
    assert found.articles[0].paragraphs == (PROSE.strip(), "Its garden", PROSE.strip())


@pytest.mark.parametrize(
    ("named", "heading", "headline"),
    [
        ("Chapter 1", "<h2>CHAPTER 1</h2><h3>The Storm</h3>", "Chapter 1. The Storm"),
        ("The Storm", "<h2>Chapter One</h2><h3>The Storm</h3>", "Chapter One. The Storm"),
        ("CHAPTER I. THE STORM", "<h2>CHAPTER I.<br/>THE STORM</h2>", "Chapter I. THE STORM"),
        ("The Storm", "<h2>The Storm</h2>", "The Storm"),
        ("1", "<p>1</p>", "1"),
        ("", "<h2>The Storm</h2>", "The Storm"),
    ],
)
def test_a_headline_has_the_number_and_the_title(named: str, heading: str, headline: str) -> None:
    pages = {"1.xhtml": page(f"{heading}<p>{PROSE}</p>"), "2.xhtml": chapter("Chapter 2", PROSE)}
    found = read(epub(pages, ncx((named, "1.xhtml"), ("Chapter 2", "2.xhtml"))))
    assert found.articles[0].headline == headline
    assert found.articles[0].paragraphs == (PROSE.strip(),)


def test_without_a_table_of_contents_headings_tell() -> None:
    pages = {"0.xhtml": page("<p>Emma</p>"), **TWO, "3.xhtml": page("<p>Gone on.</p>")}
    found = read(epub(pages))
    assert [(article.headline, article.paragraphs[-1]) for article in found.articles] == [
        ("Chapter 1", "One."), ("Chapter 2", "Gone on."),
    ]  # fmt: skip
    assert found.left_out == ("Emma",)
    one_file = page("".join(f"<p>CHAPTER {number}</p><p>{PROSE * 3}</p>" for number in range(1, 5)))
    assert heads(epub({"a.xhtml": one_file})) == [f"Chapter {number}" for number in range(1, 5)]
    assert heads(epub({"a.xhtml": page(f"<p>{PROSE}</p>")})) == ["Emma"]


def test_whole_is_one_article_all_the_same() -> None:
    found = read(epub(TWO, ncx(("Chapter 1", "1.xhtml"), ("Chapter 2", "2.xhtml"))), whole=True)
    (article,) = found.articles
    assert (article.headline, article.book) == ("Emma", None)
    assert article.paragraphs == ("Chapter 1", PROSE.strip(), "One.", "Chapter 2", PROSE.strip(), "Two.")


def test_notes_and_page_numbers_are_not_in_the_text() -> None:
    text = (
        "<h2>Chapter 1</h2><p>He came<a epub:type='noteref' href='#n'>1</a> home<sup><a href='#n2'>[2]</a></sup>"
        "<span epub:type='pagebreak' id='p3'>3</span><span class='pagenum'>[Pg 4]</span> &amp; slept&nbsp;well&mdash;so"
        " "
        "<i>they</i> say.</p><aside epub:type='footnote' id='n'><p>1. By train.</p></aside>"
        "<p>See <a href='2.xhtml#x'>the map</a>.</p><script>x()</script><section role='doc-endnotes'><p>An endnote.</p>"
        "</section>" + f"<p>{PROSE}</p>"
    )
    found = read(epub({"1.xhtml": page(text), "2.xhtml": TWO["2.xhtml"]}))
    assert found.articles[0].paragraphs == ("He came home & slept well—so they say.", "See the map.", PROSE.strip())
    assert found.left_out == ("1. By train.", "An endnote.")


@pytest.mark.parametrize("marked", [True, False])
def test_gutenbergs_header_and_licence_are_left_out(marked: bool) -> None:
    head = "<p>The Project Gutenberg eBook of Emma</p><p>*** START OF THE PROJECT GUTENBERG EBOOK EMMA ***</p>"
    foot = "<p>*** END OF THE PROJECT GUTENBERG EBOOK EMMA ***</p><p>Updated editions will replace it.</p>"
    if marked:
        head, foot = (f'<section class="pg-boilerplate">{text}</section>' for text in (head, foot))
    pages = {
        "1.xhtml": page(f"{head}<h2>Chapter 1</h2><p>{PROSE}</p>"),
        "2.xhtml": page(f"<h2>Chapter 2</h2><p>{PROSE}</p>{foot}"),
    }
    about = ABOUT + "<dc:identifier>http://www.gutenberg.org/158</dc:identifier><dc:date>1994-08-01</dc:date>"
    found = read(epub(pages, ncx(("Chapter 1", "1.xhtml"), ("Chapter 2", "2.xhtml")), about))
    assert [article.paragraphs for article in found.articles] == [(PROSE.strip(),)] * 2
    article = found.articles[0]
    assert (article.publisher, article.url, article.date) == ("Project Gutenberg", "http://www.gutenberg.org/158", None)


def test_only_real_values_are_taken() -> None:
    about = (
        "<dc:title>Emma.docx</dc:title><dc:creator>Unknown</dc:creator><dc:publisher>calibre 5.1</dc:publisher>"
        "<dc:date>0101-01-01T00:00:00+00:00</dc:date><dc:identifier>urn:uuid:1</dc:identifier>"
        "<dc:language>de</dc:language>"
    )
    found = read(epub(TWO, None, about))
    article = found.articles[0]
    assert (article.author, article.publisher, article.date, article.url) == (None, None, None, None)
    assert found.title == "emma book"
    assert found.notes == (
        'its language is "de", and the bot reads English only.',
        "the book's title is not in it; give it with --headline.",
    )


def test_who_only_translated_did_not_write() -> None:
    about = (
        "<dc:title>1984</dc:title><dc:creator id='a'>Ann Lee</dc:creator><dc:creator id='t'>Bo Day</dc:creator>"
        "<meta refines='#t' property='role'>trl</meta><dc:creator opf:role='ill'>Cy Moe</dc:creator>"
        "<dc:publisher>Secker</dc:publisher><dc:date opf:event='modification'>2020-01-01</dc:date>"
        "<dc:date>1949-06-08T00:00:00Z</dc:date><dc:source>https://a.test/1984</dc:source>"
    )
    article = read(epub(TWO, None, about)).articles[0]
    assert (article.book, article.author, article.publisher, article.date, article.url) == (
        "1984", "Ann Lee", "Secker", "1949-06-08", "https://a.test/1984",
    )  # fmt: skip


def encryption(algorithm: str) -> str:
    return (
        '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" xmlns:enc="http://www.w3.org/2001/04/xmlenc#">'
        f'<enc:EncryptedData><enc:EncryptionMethod Algorithm="{algorithm}"/><enc:CipherData><enc:CipherReference '
        'URI="OEBPS/x"/></enc:CipherData></enc:EncryptedData></encryption>'
    )


def test_a_lock_is_told_and_hidden_fonts_are_none() -> None:
    locked = epub(TWO, more={"META-INF/encryption.xml": encryption("http://www.w3.org/2001/04/xmlenc#aes128-cbc")})
    assert "locked (DRM)" in refused(locked)
    for fonts in ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"):
        assert len(heads(epub(TWO, more={"META-INF/encryption.xml": encryption(fonts)}))) == 2
    password = bytearray(epub(TWO))
    at = password.rfind(b"PK\x01\x02", 0, password.rfind(b"OEBPS/1.xhtml"))
    password[at + 8] |= 1  # the directory says that this file needs a password
    assert "locked" in refused(bytes(password))


def test_what_is_broken_is_told() -> None:
    whole = epub(TWO)
    assert "no epub, or a broken one" in refused(whole[:-40])
    assert "no epub, or a broken one" in refused(b"PK\x03\x04 nothing")
    assert "nothing in it says which book" in refused(zipped({"a.txt": "x"}))
    assert "lacks the file that lists its parts" in refused(zipped({"META-INF/container.xml": CONTAINER}))
    assert "text is not in it" in refused(epub({}, spine=["gone.xhtml"]))
    broken = bytearray(whole)
    at = broken.find(b"OEBPS/1.xhtml") + len("OEBPS/1.xhtml")
    broken[at + 3 : at + 30] = b"\xff" * 27
    assert "the epub is broken" in refused(bytes(broken))


def test_a_part_that_is_missing_is_told_and_the_others_are_taken() -> None:
    found = read(epub(TWO, spine=["1.xhtml", "gone.xhtml", "2.xhtml"]))
    assert len(found.articles) == 2
    assert found.notes == ("1 of its parts are not in it (gone.xhtml); their text is missing.",)


def test_pictures_alone_are_told() -> None:
    pictures = {f"{number}.xhtml": page(f'<img src="{number}.png" alt="a page"/>') for number in range(3)}
    assert "only pictures" in refused(epub(pictures))


def test_names_that_lead_out_of_the_zip_lead_nowhere() -> None:
    data = epub(
        {**TWO, "../../../../etc/passwd": chapter("Chapter 3", PROSE)},
        ncx(
            ("Chapter 1", "1.xhtml"),
            ("Chapter 2", "2.xhtml"),
            ("x", "/etc/passwd"),
            ("y", "http://a.test/"),
            ("z", "//"),
        ),
        spine=["1.xhtml", "../../../../etc/passwd", "2.xhtml"],
    )
    assert [article.headline for article in read(data).articles] == ["Chapter 1", "Chapter 2"]


def test_no_entity_is_resolved() -> None:
    secret = (
        '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y "expanded">]>'
        f"<html><body><h2>Chapter 1</h2><p>{PROSE}</p><p>Here &x; and &y;.</p></body></html>"
    )
    found = read(epub({**TWO, "1.xhtml": secret}))
    assert "root:" not in str(found)
    assert found.articles[0].paragraphs[-1] == "Here &x; and &y;."
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(30))
    bomb = f"<!DOCTYPE html [{laughs}]><html><body><h2>Chapter 1</h2><p>{PROSE}&l29;</p></body></html>"
    assert len(str(read(epub({**TWO, "1.xhtml": bomb})))) < 10_000


def test_a_bomb_is_not_unpacked() -> None:
    bomb = b"<html><body>" + b"<p>ha</p>" * 6_000_000
    assert "unpacks to more than" in refused(epub({"1.xhtml": bomb}))
    halves = {f"{number}.xhtml": b" " * (MAX_FILE_BYTES // 2) for number in range(3)}
    assert "unpacks to more than" in refused(epub(halves))


def test_a_bomb_that_lies_about_its_size_is_not_unpacked() -> None:
    data = bytearray(epub({"1.xhtml": b"<p>" + b" " * 30_000_000}))
    at = data.rfind(b"PK\x01\x02", 0, data.rfind(b"OEBPS/1.xhtml"))
    struct.pack_into("<L", data, at + 24, 1000)
    archive = epub_package.Archive(bytes(data))
    tracemalloc.start()
    try:
        with pytest.raises(ImportingError, match="broken"):
            archive.read("OEBPS/1.xhtml")
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


def test_too_many_of_anything_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MAX_CHAPTERS", 1)
    assert "the book has 2 chapters, and 1 are taken" in refused(epub(TWO))
    monkeypatch.setattr(reader, "MAX_TAGS", 20)
    assert "too long" in refused(epub(TWO))
    monkeypatch.setattr(epub_package, "MAX_PARTS", 3)
    assert "more than 3 files" in refused(epub(TWO))


def test_time_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MAX_SECONDS", -1.0)
    assert "too long" in refused(epub(TWO))


def test_a_packing_that_cannot_be_bounded_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(epub(TWO))) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    assert "packed in a way" in refused(out.getvalue())


def test_five_thousand_chapters() -> None:
    pages = {f"{number}.xhtml": chapter(f"Chapter {number}", "Text.") for number in range(1, 5001)}
    found = read(epub(pages, ncx(*((f"Chapter {number}", f"{number}.xhtml") for number in range(1, 5001)))))
    assert len(found.articles) == 5000
    assert found.articles[-1].headline == "Chapter 5000"


def test_what_is_no_xml_is_read_as_a_page() -> None:
    pages = {"1.xhtml": "<html><body><h2>Chapter 1</h2><p>A & B<p>C<br>D</body>", "2.xhtml": TWO["2.xhtml"]}
    assert read(epub(pages)).articles[0].paragraphs == ("A & B", "C D")


def test_its_first_bytes_tell_what_it_is() -> None:
    assert sniff(epub(TWO)) is FileKind.EPUB
