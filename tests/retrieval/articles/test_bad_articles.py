"""What a host can get wrong in a folder of articles, and the sentence that says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval import Story, StoryError
from retrieval.articles import text_files
from retrieval.articles.files import load_articles
from retrieval.knowledge.people_file import PEOPLE_FILE, load_declared


def write(folder: Path, **files: bytes) -> Path:
    """Write NAME.txt for each argument."""
    for name, data in files.items():
        (folder / f"{name}.txt").write_bytes(data)
    return folder


def sources(folder: Path, text: str) -> Path:
    (folder / "sources.toml").write_text(text, encoding="utf-8")
    return folder


def complaint(folder: Path) -> str:
    """Return what loading the folder complains of."""
    with pytest.raises(StoryError) as caught:
        Story.load(folder)
    return str(caught.value)


def test_no_such_folder(tmp_path: Path) -> None:
    assert complaint(tmp_path / "gone") == (
        f"{tmp_path / 'gone'}: there is no such folder; name the one that holds the articles."
    )


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    write(tmp_path, a=b"Headline")
    assert "there is no such folder" in complaint(tmp_path / "a.txt")


def test_no_articles(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("not an article")
    assert complaint(tmp_path) == f"{tmp_path}: the folder holds no articles; put at least one .txt file into it."


@pytest.mark.parametrize("data", [b"", b"\n \r\n\t\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf\r\n"])
def test_an_empty_file(tmp_path: Path, data: bytes) -> None:
    assert complaint(write(tmp_path, a=data)) == (
        "a.txt: the file is empty; write the headline on the first line, or delete it."
    )


def test_a_file_that_is_not_utf_8(tmp_path: Path) -> None:
    data = "Headline\n\nBeyoncé sang.".encode("latin-1")
    assert complaint(write(tmp_path, a=data)) == "a.txt, line 3: byte 0xe9 is not UTF-8; save the file as UTF-8."


def test_a_file_in_utf_16(tmp_path: Path) -> None:
    assert "a.txt, line 1: " in complaint(write(tmp_path, a="Headline".encode("utf-16")))


def test_a_nul_byte(tmp_path: Path) -> None:
    assert complaint(write(tmp_path, a=b"Headline\nA body\0of text")) == (
        "a.txt, line 2: there is a NUL byte here; save the file as plain text in UTF-8."
    )


def test_one_line_of_5_mb(tmp_path: Path) -> None:
    assert complaint(write(tmp_path, a=b"Headline\r\n\r\n" + b"word " * 1_000_000)) == (
        "a.txt, line 3: the line has 5,000,000 characters, and a paragraph may have 100,000;"
        " write one paragraph a line."
    )


def test_a_long_line_is_counted_with_old_mac_line_ends(tmp_path: Path) -> None:
    assert complaint(write(tmp_path, a=b"Headline\rBody\r" + b"x" * 100_001)).startswith("a.txt, line 3: ")


def test_a_line_at_the_limit_is_accepted(tmp_path: Path) -> None:
    (article,) = load_articles(write(tmp_path, a=b"Headline\n" + b"x" * 100_000))
    assert len(article.paragraphs[1].text) == 100_000


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    assert complaint(write(tmp_path, a=b"line\n" * 1_600_001)) == (
        "a.txt: the file is larger than 8,000,000 bytes; split it."
    )


def test_every_file_at_fault_is_named(tmp_path: Path) -> None:
    folder = sources(write(tmp_path, a=b"", b=b"Good", c=b"\xff"), "[broken")
    assert [line.split(":")[0] for line in complaint(folder).splitlines()] == [
        "sources.toml, line 1",
        "a.txt",
        "c.txt, line 1",
    ]


def test_a_file_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_path: object, **_how: object) -> None:
        raise PermissionError(13, "Permission denied")

    write(tmp_path, a=b"Headline")
    monkeypatch.setattr(text_files, "open", refuse, raising=False)
    assert complaint(tmp_path) == "a.txt: the file cannot be read (Permission denied); check its permissions."


def test_a_hidden_file_is_no_article(tmp_path: Path) -> None:
    (tmp_path / "._a.txt").write_bytes(b"\0\xff\0")
    assert [article.file for article in load_articles(write(tmp_path, a=b"Headline"))] == ["a.txt"]


def test_sources_name_a_file_that_is_not_there(tmp_path: Path) -> None:
    folder = sources(write(tmp_path, a=b"Headline"), '# b.txt came later\n\n["b.txt"]\npublisher = "The Paper"\n')
    assert complaint(folder) == (
        "sources.toml, line 3: it names b.txt, which is not in the folder; correct the name or remove it."
    )


def test_sources_name_a_file_without_quotation_marks(tmp_path: Path) -> None:
    folder = sources(write(tmp_path, a=b"Headline"), '[a.txt]\npublisher = "The Paper"\n')
    assert complaint(folder) == (
        'sources.toml, line 1: a name with a dot needs quotation marks in TOML; write ["a.txt"].'
    )


def test_sources_that_are_not_toml(tmp_path: Path) -> None:
    folder = sources(write(tmp_path, a=b"Headline"), '["a.txt"]\npublisher = The Paper\n')
    assert complaint(folder) == "sources.toml, line 2: this is not valid TOML (Invalid value); fix that line."


def test_sources_and_people_that_are_nested_without_end(tmp_path: Path) -> None:
    deep = "x = " + "[" * 20_000
    folder = sources(write(tmp_path, a=b"Headline"), deep)
    assert complaint(folder) == "sources.toml: its lists are nested too deep; write plain texts."
    (tmp_path / PEOPLE_FILE).write_text(deep)
    people, (problem,) = load_declared(tmp_path / PEOPLE_FILE)
    assert people == ()
    assert str(problem) == "people.toml: its lists are nested too deep; write plain texts."


def test_sources_that_are_not_utf_8(tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_bytes(b'["a.txt"]\npublisher = "Caf\xe9"')
    assert complaint(write(tmp_path, a=b"Headline")).startswith("sources.toml, line 2: byte 0xe9 is not UTF-8")


def test_an_unknown_field(tmp_path: Path) -> None:
    folder = sources(write(tmp_path, a=b"Headline"), '["a.txt"]\nlink = "https://example.org"\n')
    assert complaint(folder) == (
        'sources.toml, line 1: "link" is no field of a source; use publisher, url, author, date, book, order.'
    )


def test_a_value_instead_of_a_table(tmp_path: Path) -> None:
    folder = sources(write(tmp_path, a=b"Headline"), '"a.txt" = "The Paper"\n')
    assert complaint(folder) == (
        'sources.toml, line 1: "a.txt" is no table; write ["FILE.txt"] and the fields under it.'
    )


def test_a_field_that_is_no_text(tmp_path: Path) -> None:
    folder = sources(write(tmp_path, a=b"Headline"), '["a.txt"]\npublisher = ["The Paper"]\n')
    assert complaint(folder) == (
        'sources.toml, line 1: "publisher" of a.txt is no text; put it between quotation marks.'
    )


@pytest.mark.parametrize("order", ['"3"', "3.5", "true", "2020-01-01", "[3]"])
def test_an_order_that_is_no_whole_number(tmp_path: Path, order: str) -> None:
    folder = sources(write(tmp_path, a=b"Headline"), f'["a.txt"]\npublisher = "x"\norder = {order}\n')
    assert complaint(folder) == (
        "sources.toml, line 1: the order of a.txt is no whole number;"
        " write it without quotation marks, such as order = 3."
    )


@pytest.mark.parametrize("url", ["www.example.org", "javascript:alert(1)", "https://", "https://a b", "http://a>b"])
def test_a_bad_url(tmp_path: Path, url: str) -> None:
    folder = sources(write(tmp_path, a=b"Headline"), f'["a.txt"]\nurl = "{url}"\n')
    assert complaint(folder) == 'sources.toml, line 1: the url of a.txt is no web address; begin it with "https://".'


def test_several_faults_in_sources_are_all_named(tmp_path: Path) -> None:
    text = '["a.txt"]\nurl = "nowhere"\n["b.txt"]\nlink = "x"\n["c.txt"]\npublisher = "The Paper"\n'
    folder = sources(write(tmp_path, a=b"Headline", b=b"Headline"), text)
    assert [line.split(":")[0] for line in complaint(folder).splitlines()] == [
        "sources.toml, line 1",
        "sources.toml, line 3",
        "sources.toml, line 5",
    ]
