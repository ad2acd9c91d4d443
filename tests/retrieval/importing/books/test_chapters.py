"""Books in one text file: split where a run of headings plainly tells the chapters, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.importing.books import chapters
from retrieval.importing.books.chapters import split_chapters
from retrieval.importing.errors import ImportingError
from retrieval.importing.extract import extract
from retrieval.importing.material import Document, FileKind, Raw
from tests.scaling import linear

PROSE = ("She was of a cheerful temper, and so was he, as far as anybody knew. " * 8).strip()
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")


def split(*lines: str) -> list[str]:
    found = split_chapters(lines, "Emma")
    return [] if found is None else [chapter.headline for chapter in found.chapters]


def run(headings: Iterable[str], text: Sequence[str] = (PROSE, PROSE)) -> list[str]:
    return [line for heading in headings for line in (heading, *text)]


@pytest.mark.parametrize(
    ("headings", "headlines"),
    [
        (["CHAPTER I.", "CHAPTER II.", "CHAPTER III."], ["Chapter I", "Chapter II", "Chapter III"]),
        (["Chapter 1: The Storm", "Chapter 2: The Calm"], ["Chapter 1. The Storm", "Chapter 2. The Calm"]),
        (["CHAPTER ONE", "CHAPTER TWO", "CHAPTER THREE"], ["Chapter One", "Chapter Two", "Chapter Three"]),
        (["I", "II", "III", "IV"], ["I", "II", "III", "IV"]),
        (["1", "2", "3"], ["1", "2", "3"]),
        (["BOOK FIRST", "BOOK SECOND"], ["Book First", "Book Second"]),
        (["Letter 1", "Letter 2", "Letter 3"], ["Letter 1", "Letter 2", "Letter 3"]),
        (["STAVE ONE", "STAVE TWO", "STAVE THREE"], ["Stave One", "Stave Two", "Stave Three"]),
        (["I. THE EVE.", "II. THE STAR.", "III. THE END."], ["I. THE EVE", "II. THE STAR", "III. THE END"]),
        (["Chapter the First", "Chapter the Second"], ["Chapter the First", "Chapter the Second"]),
        (["CHAPTER I", "CHAPTER III", "CHAPTER IV"], ["Chapter I", "Chapter III", "Chapter IV"]),  # one is misprinted
    ],
)
def test_a_run_of_headings_makes_chapters(headings: list[str], headlines: list[str]) -> None:
    assert split(*run(headings)) == headlines


@pytest.mark.parametrize(
    "lines",
    [
        [PROSE] * 9,
        run(["CHAPTER I"]),
        run(["CHAPTER II", "CHAPTER V", "CHAPTER IX"]),
        run(["Figure 1: A bridge", "Figure 2: A road", "Figure 3: A house"]),
        run(["Step 1: Sit down", "Step 2: Stand up", "Step 3: Go"]),
        run(["1. Take the eggs.", "2. Beat them.", "3. Bake them."]),
        run(["1", "2", "3", "4"], ["It was a long day, and nobody knew whither they went with the"] * 30),  # pages
        run(["Day 1", "Day 2", "Day 3"], ["Short."]),
        [f"CHAPTER {number}" for number in ROMAN],
        ["A story", PROSE * 40, *run(["Chapter 1", "Chapter 2"])],
        [],
    ],
)
def test_what_is_no_book_is_not_split(lines: list[str]) -> None:
    assert split(*lines) == []


def test_a_table_of_contents_is_no_run_and_is_left_out() -> None:
    contents = ["by Jane Austen", "CONTENTS", "Chapter I. The Eve", "Chapter II. The Star"]
    found = split_chapters([*contents, *run(["CHAPTER I", "CHAPTER II"])], "Emma")
    assert found is not None
    assert [chapter.headline for chapter in found.chapters] == ["Chapter I", "Chapter II"]
    assert (found.left_out, found.author) == (tuple(contents), "Jane Austen")


def test_what_follows_a_table_of_contents_is_not_its_last_entrys() -> None:
    contents = ["CONTENTS", "Chapter I. The Eve", "Chapter II. The Star", "Chapter III. The End"]
    found = split_chapters([*contents, PROSE, PROSE, PROSE, *run(["CHAPTER I", "CHAPTER II", "CHAPTER III"])], "Emma")
    assert found is not None
    assert [chapter.headline for chapter in found.chapters][1:] == ["Chapter I", "Chapter II", "Chapter III"]
    assert found.left_out == tuple(contents[:-1])


def test_titles_under_headings_are_theirs_where_most_have_one() -> None:
    titled = [line for number in ROMAN[:4] for line in (f"CHAPTER {number}", f"THE TALE OF {number}", PROSE)]
    assert split(*titled)[:2] == ["Chapter I. THE TALE OF I", "Chapter II. THE TALE OF II"]
    spoken = [line for number in ROMAN[:4] for line in (f"CHAPTER {number}", "“Yes,” she said.", PROSE)]
    assert split(*spoken)[:2] == ["Chapter I", "Chapter II"]


def test_parts_are_named_with_their_chapters() -> None:
    lines = [
        "CONTENTS", "BOOK ONE: 1805", "CHAPTER I", "BOOK TWO: 1806", "CHAPTER I", "FIRST EPILOGUE: 1813",
        "BOOK ONE: 1805", *run(["CHAPTER I", "CHAPTER II"]), "BOOK TWO: 1806", *run(["CHAPTER I", "CHAPTER II"]),
        "FIRST EPILOGUE: 1813", *run(["CHAPTER I", "CHAPTER II"]),
    ]  # fmt: skip
    found = split_chapters(lines, "War")
    assert found is not None
    assert [chapter.headline for chapter in found.chapters] == [
        "Book One, Chapter I", "Book One, Chapter II", "Book Two, Chapter I", "Book Two, Chapter II",
        "First Epilogue, Chapter I", "First Epilogue, Chapter II",
    ]  # fmt: skip
    assert all(chapter.paragraphs == (PROSE, PROSE) for chapter in found.chapters)
    assert found.left_out.count("BOOK TWO: 1806") == 2


def test_letters_before_the_chapters_and_an_epilogue_after_them() -> None:
    lines = [*run(["Letter 1", "Letter 2"]), *run([f"Chapter {n}" for n in range(1, 7)]), "EPILOGUE", PROSE, "THE END"]
    assert split(*lines) == ["Letter 1", "Letter 2", *(f"Chapter {n}" for n in range(1, 7)), "EPILOGUE"]


def test_sections_of_a_chapter_are_no_chapters() -> None:
    inner = run(["I", "II", "III"], [PROSE] * 3)
    lines = ["I. A SCANDAL", *inner, *run(["II. A LEAGUE", "III. A CASE"], [PROSE] * 9)]
    assert split(*lines) == ["I. A SCANDAL", "II. A LEAGUE", "III. A CASE"]


def test_prose_before_the_first_heading_is_not_lost() -> None:
    found = split_chapters(
        ["ETYMOLOGY", "(Supplied by an usher.)", *[PROSE] * 3, *run(["Chapter 1", "Chapter 2"], [PROSE] * 4)], "M"
    )
    assert found is not None
    assert found.chapters[0].paragraphs == (PROSE,) * 3
    preface = split_chapters(["PREFACE", PROSE, "Notes", "1. By x.", *run(["Chapter 1", "Chapter 2"])], "M")
    assert preface is not None
    assert [chapter.headline for chapter in preface.chapters] == ["PREFACE", "Chapter 1", "Chapter 2"]
    assert preface.left_out == ("Notes", "1. By x.")


LINES = [
    "CHAPTER I", "Chapter 2", "II", "3", "BOOK FIRST", "CONTENTS", "PREFACE", "NOTES", "THE END", "A Title", "Letter 1",
    "Letter 2", "Short.", PROSE, PROSE * 3, "by Ann Lee",
]  # fmt: skip


@given(st.lists(st.sampled_from(LINES), max_size=40))
def test_no_line_is_lost_or_comes_twice(lines: list[str]) -> None:
    found = split_chapters(lines, "Emma")
    if found is None:
        return
    prose = [line for chapter in found.chapters for line in chapter.paragraphs] + list(found.left_out)
    assert len([line for line in prose if line in {PROSE, PROSE * 3}]) == sum(
        line in {PROSE, PROSE * 3} for line in lines
    )
    assert all(chapter.paragraphs and chapter.headline for chapter in found.chapters)


def test_more_chapters_than_are_taken_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chapters, "MAX_CHAPTERS", 2)
    with pytest.raises(ImportingError, match="has 3 chapters, and 2 are taken"):
        split(*run(["Chapter 1", "Chapter 2", "Chapter 3"]))


@pytest.mark.parametrize(
    "lines",
    [
        ["1", "2"], ["1"], ["PREFACE"], ["CHAPTER I", PROSE, "CHAPTER II", PROSE], ["Book I", "Part I", "1", PROSE],
        ["CONTENTS", "Chapter 1"], ["Letter 1", PROSE], ["Chapter 1", "Chapter 3"], ["2", "1"],
    ],
)  # fmt: skip
def test_the_time_is_linear(lines: list[str]) -> None:
    def work(text: str) -> None:
        with suppress(ImportingError):
            split_chapters(text.split("\n"), "Emma")

    linear(work, "\n".join([*lines, ""]))


def document(text: str, kind: FileKind = FileKind.TEXT, name: str = "my_book.txt", *, whole: bool = False) -> Document:
    return extract(Raw(name, text.encode(), kind), whole=whole)


def test_a_text_file_becomes_a_book_unless_it_is_wanted_whole() -> None:
    text = "\n\n".join(["Emma", "By Jane Austen", *run(["CHAPTER I", "CHAPTER II"])])
    found = document(text)
    assert [(one.headline, one.book, one.author) for one in found.articles] == [
        ("Chapter I", "Emma", "Jane Austen"), ("Chapter II", "Emma", "Jane Austen"),
    ]  # fmt: skip
    (one,) = document(text, whole=True).articles
    assert (one.headline, one.book, len(one.paragraphs)) == ("Emma", None, 7)


def test_a_book_that_begins_with_its_first_chapter_is_called_as_its_file() -> None:
    found = document("\n\n".join(run(["CHAPTER I", "CHAPTER II"])))
    assert (found.title, found.notes) == ("my book", ("the book's title is not in it; give it with --headline.",))
    assert document("1984\n\n" + "\n\n".join(run(["CHAPTER I", "CHAPTER II"]))).title == "1984"


def test_markdown_and_web_pages_are_books_too() -> None:
    lines = "\n\n".join(f"## Chapter {number}\n\n{PROSE}\n\n{PROSE} Again." for number in range(1, 4))
    assert [one.headline for one in document(f"# Emma\n\n{lines}", FileKind.MARKDOWN, "x.md").articles] == [
        "Chapter 1", "Chapter 2", "Chapter 3",
    ]  # fmt: skip
    start = r"\*\*\* START OF THE PROJECT GUTENBERG EBOOK EMMA \*\*\*"
    licensed = "\n\n".join(["# Emma", start, lines, "End of Project Gutenberg’s Emma", "A licence."])
    free = document(licensed, FileKind.MARKDOWN, "x.md")
    assert len(free.articles) == 3
    assert free.articles[-1].paragraphs == (PROSE, f"{PROSE} Again.")
    assert free.left_out == ("Project Gutenberg’s header and licence (3 paragraphs)",)
    body = "".join(f"<h2>Chapter {n}</h2><p>{PROSE} {n}</p><p>{PROSE} Again, {n}.</p>" for n in range(1, 4))
    page = f"<html><head><title>Emma</title></head><body><article><h1>Emma</h1>{body}</article></body></html>"
    found = document(page, FileKind.HTML, "x.html")
    assert (found.title, len(found.articles)) == ("Emma", 3)
