from __future__ import annotations

from typing import Any

import pytest

from retrieval.importing.errors import ImportingError
from retrieval.importing.extract import extract
from retrieval.importing.material import Extracted, FileKind, Raw, load_extra
from tests.retrieval.importing.documents import pdf, with_part, word

FIRST = [
    "The Daily News                                                   Page 1",
    "A Bridge Too Long",
    "The bridge over the river was opened on Monday after eleven years of",
    "building, and nobody could quite remember why it had taken the govern-",
    "ment of the day so very long to get it done in the first place, or who",
    "had paid.",
    "“It is a well-",
    "known story,” said the mayor, who had been a boy when it was begun in",
    "the north.",
    "12",
]
SECOND = [
    "The Daily News                                                   Page 2",
    "Others were less kind about it. The ferryman, whose trade it ends, said",
    "only that he",
    "would see.",
    "13",
]
THIRD = ["The Daily News                                                   Page 3", "The end.", "14"]


def read(data: bytes, kind: FileKind) -> Extracted:
    (found,) = extract(Raw("file", data, kind)).articles
    return found


def test_a_pdf_becomes_paragraphs_without_running_heads() -> None:
    info = "/Title (A Bridge Too Long) /Author (Ann Bee) /CreationDate (D:20200304101112Z)"
    found = read(pdf([FIRST, SECOND, THIRD], info), FileKind.PDF)
    assert found.headline == "A Bridge Too Long"
    assert found.author == "Ann Bee"
    assert found.date is None  # the day on which the file was made is not the day of publication
    assert found.paragraphs == (
        "The bridge over the river was opened on Monday after eleven years of building, and nobody could quite "
        "remember why it had taken the government of the day so very long to get it done in the first place, or who "
        "had paid.",
        "“It is a well-known story,” said the mayor, who had been a boy when it was begun in the north.",
        "Others were less kind about it. The ferryman, whose trade it ends, said only that he would see.",
        "The end.",
    )
    assert set(found.left_out) == {f"The Daily News Page {page}" for page in (1, 2, 3)} | {"12", "13", "14"}
    assert "government, well-known" in found.notes[-1]


def test_white_space_between_lines_is_a_paragraphs_end() -> None:
    lines = [
        "A Bridge Too Long",
        "",
        *FIRST[2:4],
        "ment of the day so very long to get it done in the first place. Yet.",
        "",
    ]
    found = read(pdf([[*lines, *FIRST[2:4], "ment."]]), FileKind.PDF)
    assert [paragraph[:23] for paragraph in found.paragraphs] == ["The bridge over the riv"] * 2


def test_a_first_line_as_wide_as_the_text_is_the_headline_all_the_same() -> None:
    found = read(
        pdf([["A headline that is quite as wide as all the lines that stand under it", *FIRST[2:6] * 2]]), FileKind.PDF
    )
    assert found.headline == "A headline that is quite as wide as all the lines that stand under it"
    assert found.paragraphs[0].startswith("The bridge over the river")


def test_a_page_that_layout_mode_cannot_read_is_read_without_it(monkeypatch: pytest.MonkeyPatch) -> None:
    page = load_extra("pypdf").PageObject

    def fail(*_: object) -> None:
        raise IndexError

    monkeypatch.setattr(page, "_layout_mode_text", fail)
    assert read(pdf([FIRST[1:-1]]), FileKind.PDF).headline == "A Bridge Too Long"


@pytest.mark.parametrize("title", ["", "Microsoft Word - bridge.doc", "untitled", "bridge.pdf"])
def test_a_title_that_a_program_made_up_is_not_the_headline(title: str) -> None:
    assert read(pdf([FIRST[1:-1]], f"/Title ({title})"), FileKind.PDF).headline == "A Bridge Too Long"


def test_a_pdf_of_pictures_and_a_locked_one_are_told() -> None:
    with pytest.raises(ImportingError, match="OCR"):
        read(pdf([[]]), FileKind.PDF)
    writer = load_extra("pypdf").PdfWriter()
    writer.add_blank_page(100, 100)
    writer.encrypt("secret", algorithm="RC4-128")
    import io

    file = io.BytesIO()
    writer.write(file)
    with pytest.raises(ImportingError, match="password"):
        read(file.getvalue(), FileKind.PDF)


def test_a_pdf_of_very_many_pages_is_refused() -> None:
    with pytest.raises(ImportingError, match="301 pages"):
        read(pdf([["x"]] * 301), FileKind.PDF)


def build(document: Any) -> None:
    document.core_properties.author = "Ann Bee"
    document.core_properties.title = "draft 3"
    document.add_paragraph("A Bridge Too Long", style="Title")
    paragraph = document.add_paragraph("“It is ")
    paragraph.add_run("done").bold = True
    paragraph.add_run(",” he said.")
    paragraph.add_run("secret").font.hidden = True
    document.add_heading("A heading", 2)
    document.add_paragraph("an item", style="List Bullet")
    document.add_paragraph("two\nlines")
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "left"
    table.cell(0, 1).text = "right"
    document.add_paragraph("MARK")


def test_a_word_file_becomes_paragraphs() -> None:
    found = read(word(build), FileKind.WORD)
    assert (found.headline, found.author) == ("A Bridge Too Long", "Ann Bee")
    assert found.paragraphs == (
        "“It is done,” he said.", "A heading", "an item", "two", "lines", "left", "right", "MARK",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("xml", "shown"),
    [
        ("<w:ins><w:r><w:t>in</w:t></w:r></w:ins><w:del><w:r><w:delText>out</w:delText></w:r></w:del>", "in"),
        ("<w:moveFrom><w:r><w:t>old</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>new</w:t></w:r></w:moveTo>", "new"),
        ("<w:sdt><w:sdtContent><w:r><w:t>field</w:t></w:r></w:sdtContent></w:sdt>", "field"),
        ("<w:smartTag><w:r><w:t>tag</w:t></w:r></w:smartTag>", "tag"),
        ("<w:hyperlink><w:r><w:t>link</w:t></w:r></w:hyperlink>", "link"),
        (
            "<w:r><w:instrText>PAGE</w:instrText><w:t>a</w:t><w:tab/><w:t>b</w:t><w:noBreakHyphen/><w:t>c</w:t></w:r>",
            "a b-c",
        ),
    ],
)
def test_no_word_that_a_word_file_shows_is_lost(xml: str, shown: str) -> None:
    data = with_part(
        word(build), "word/document.xml", lambda part: part.replace(b"<w:r><w:t>MARK</w:t></w:r>", xml.encode())
    )
    assert read(data, FileKind.WORD).paragraphs[-1] == shown


def test_an_archive_that_unpacks_to_too_much_is_refused() -> None:
    data = with_part(word(build), "docProps/app.xml", lambda _: bytes(60_000_000))
    assert len(data) < 200_000
    with pytest.raises(ImportingError, match="unpacks to more than"):
        read(data, FileKind.WORD)


def test_entities_in_a_word_file_are_not_followed() -> None:
    def bomb(part: bytes) -> bytes:
        declared = b'<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa">'
        for one, two in zip("abcdefgh", "bcdefghi", strict=True):
            declared += f'<!ENTITY {two} "{f"&{one};" * 10}">'.encode()
        declared += b'<!ENTITY file SYSTEM "file:///etc/passwd">]>'
        start = part.index(b"<w:document")
        return part[:start] + declared + part[start:].replace(b"MARK", b"x&i;&file;x")

    try:
        found = read(with_part(word(build), "word/document.xml", bomb), FileKind.WORD)
    except ImportingError:
        return
    assert "root:" not in "".join(found.paragraphs)
    assert len("".join(found.paragraphs)) < 1000


def test_what_is_no_archive_is_told() -> None:
    with pytest.raises(ImportingError, match="no Word file"):
        read(b"PK\x03\x04 and nothing", FileKind.WORD)
