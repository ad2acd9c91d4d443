"""The order of a story's articles, and how each is referred to."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.articles.article import Source
from retrieval.articles.files import load_articles
from retrieval.articles.library import Library
from retrieval.articles.numbered_headings import read_heading
from retrieval.articles.text_files import Snapshot
from retrieval.story import Story


def story(folder: Path, names: list[str], sources: str = "") -> Path:
    for name in names:
        (folder / name).write_text(f"Head of {name}\n\nThe text of {name} is here.\n")
    (folder / "sources.toml").write_text(sources)
    return folder


def order(folder: Path) -> list[str]:
    return [article.file for article in load_articles(folder)]


def test_numbers_in_names_count_as_numbers(tmp_path: Path) -> None:
    names = ["chapter-1.txt", "Chapter-2.txt", "chapter-10.txt", "chapter-10b.txt", "epilogue.txt"]
    assert order(story(tmp_path, names[::-1])) == names


def test_an_order_goes_before_the_names(tmp_path: Path) -> None:
    told = '["z.txt"]\norder = -1\n["m.txt"]\norder = 2\n["b.txt"]\norder = 2\n'
    assert order(story(tmp_path, ["a.txt", "b.txt", "m.txt", "z.txt", "2.txt"], told)) == [
        "z.txt", "b.txt", "m.txt", "2.txt", "a.txt",
    ]  # fmt: skip


@given(st.sets(st.text("aB1209-٣", min_size=1, max_size=8), max_size=8))
def test_every_name_has_one_place(names: set[str]) -> None:
    from retrieval.articles.files import _in_order

    once = _in_order(names, {})
    assert sorted(once) == sorted(names)
    assert once == _in_order(reversed(once), {})


def test_passages_and_quotations_follow_the_order(tmp_path: Path) -> None:
    folder = story(tmp_path, ["c-2.txt", "c-10.txt"], '["c-10.txt"]\norder = 1\n')
    for name in ("c-2.txt", "c-10.txt"):
        (folder / name).write_text(f"Head of {name}\n\n“We went home to {name},” said Ann Lee.\n")
    built = Story.load(folder)
    assert [passage.file for passage in built.passages] == ["c-10.txt"] * 2 + ["c-2.txt"] * 2
    assert [quotation.article for quotation in built.quotations.all] == ["c-10.txt", "c-2.txt"]
    (folder / "sources.toml").write_text("")
    again = Story.load(folder)  # of the readings that were kept
    assert [quotation.article for quotation in again.quotations.all] == ["c-2.txt", "c-10.txt"]
    assert again.pack().keys() == Story.read(Snapshot.take(folder, ["*.txt", "sources.toml"])).pack().keys()


def test_a_reference_tells_an_article_from_the_others(tmp_path: Path) -> None:
    told = (
        '["1.txt"]\nbook = "Dracula"\npublisher = "Constable"\n["2.txt"]\nbook = "Dracula"\n'
        '["3.txt"]\npublisher = "The Post"\n["4.txt"]\npublisher = "The Sun"\n["5.txt"]\npublisher = "The Sun"\n'
    )
    folder = story(tmp_path, [f"{number}.txt" for number in range(1, 7)], told)
    (folder / "1.txt").write_text("Chapter V. Letters of Miss Mina Murray to Miss Lucy Westenra\n\nText.\n")
    articles = load_articles(folder)
    assert [article.source.reference for article in articles] == [
        "Dracula, Chapter V", "Dracula, Head of 2.txt", "The Post",
        "The Sun, Head of 4.txt", "The Sun, Head of 5.txt", "Head of 6.txt",
    ]  # fmt: skip
    kept = Library.unpack(Library.build(articles).pack()).articles
    assert [article.source for article in kept] == [article.source for article in articles]


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("CHAPTER I.", ("chapter", 1, "")),
        ("Chapter 12: The Storm", ("chapter", 12, "The Storm")),
        ("CHAPTER XXIV—Hello", ("chapter", 24, "Hello")),
        ("BOOK FIRST", ("book", 1, "")),
        ("THE FIRST CHAPTER", ("chapter", 1, "")),
        ("Part the Second", ("part", 2, "")),
        ("Twenty-third Day", ("day", 23, "")),
        ("STAVE ONE.", ("stave", 1, "")),
        ("Chapter Forty-Two", ("chapter", 42, "")),
        ("Letter 3", ("letter", 3, "")),
        ("XIV", ("", 14, "")),
        ("I. A SCANDAL IN BOHEMIA", ("", 1, "A SCANDAL IN BOHEMIA")),
        ("7", ("", 7, "")),
        ("Chapter IIII", None),
        ("I’m here", None),
        ("I, too, went", None),
        ("Chapter", None),
        ("", None),
        ("x" * 500, None),
    ],
)
def test_what_a_heading_says(line: str, read: tuple[str, int, str] | None) -> None:
    heading = read_heading(line)
    assert (heading and (heading.word, heading.number, heading.title)) == read


@given(st.text(max_size=170) | st.text("ivxIVXtwen -.chapter1", max_size=60))
def test_any_line_is_a_heading_or_none(line: str) -> None:
    heading = read_heading(line)
    assert heading is None or (heading.number >= 0 and heading.label in line)


@pytest.mark.parametrize(
    ("book", "headline", "reference"),
    [
        ("Frankenstein; or, The Modern Prometheus", "Letter 1", "Frankenstein, Letter 1"),
        ("Alice: A Tale", "Chapter I. Down the Rabbit-Hole", "Alice: A Tale, Chapter I. Down the Rabbit-Hole"),
        ("War", "Book One, Part Two, Chapter III. What came of it in the end", "War, Book One, Part Two, Chapter III"),
        ("War", "Book One of all the many books about the war", "War, Book One of all the many books about the war"),
        (":" * 60, "Letter 1", ":" * 60 + ", Letter 1"),
    ],
)  # fmt: skip
def test_a_reference_is_short(book: str, headline: str, reference: str) -> None:
    assert Source(headline, book=book, shared=True).reference == reference


def test_a_long_headline_without_a_number_is_named_whole() -> None:
    headline = "I came to the house on the hill in the first days of May"
    assert Source(headline, book="B", shared=True).reference == f"B, {headline}"
