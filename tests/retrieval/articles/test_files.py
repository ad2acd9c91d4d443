"""Articles as their files have them: nothing is changed on the way."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval import SEEDS
from retrieval.articles.article import Source, make_article, split_paragraphs
from retrieval.articles.files import load_articles

LINES = st.lists(
    st.sampled_from(["Headline", "A body.", "  spaced  ", " ", "\t", "", "\u2028two\u2028", "\x0bpage", "é"])
)
ENDS = st.sampled_from(["\n", "\r\n", "\r", "\n\n"])


def test_the_four_articles_to_the_letter() -> None:
    articles = load_articles(SEEDS)
    assert [article.file[:3] for article in articles] == ["000", "002", "003", "004"]
    for article in articles:
        assert article.text.encode() == (SEEDS / article.file).read_bytes()
    assert sum(len(article.paragraphs) for article in articles) == 63


def test_every_article_of_the_project_has_a_source() -> None:
    publishers = [article.source.publisher for article in load_articles(SEEDS)]
    assert publishers == ["Complex", "Hot World Report", "HuffPost", "LoveBScott"]


def test_windows_line_ends_and_a_byte_order_mark(tmp_path: Path) -> None:
    data = "\ufeffA headline \r\n\r\nThe first.\r\nThe second.".encode()
    (tmp_path / "a.txt").write_bytes(data)
    (article,) = load_articles(tmp_path)
    assert article.text.encode() == data
    assert article.headline == "A headline"
    assert [(p.number, p.text) for p in article.paragraphs] == [
        (1, "A headline "),
        (2, "The first."),
        (3, "The second."),
    ]
    assert [article.text[p.start : p.end] for p in article.paragraphs] == ["A headline ", "The first.", "The second."]


@given(LINES, ENDS, st.booleans())
def test_paragraphs_are_the_lines_that_are_not_blank(lines: list[str], end: str, mark: bool) -> None:
    text = ("\ufeff" if mark else "") + end.join(lines)
    paragraphs = split_paragraphs(text)
    assert [paragraph.text for paragraph in paragraphs] == [line for line in lines if line.strip()]
    assert [paragraph.number for paragraph in paragraphs] == list(range(1, len(paragraphs) + 1))
    for paragraph in paragraphs:
        assert text[paragraph.start : paragraph.end] == paragraph.text


def test_a_paragraph_by_its_number() -> None:
    article = make_article("a.txt", "Headline\n\nBody")
    assert article.paragraph(2).text == "Body"
    for number in (0, 3, -1):
        with pytest.raises(IndexError, match=f"a.txt has no paragraph {number}"):
            article.paragraph(number)


def test_sources_are_optional_and_partial(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(f"Headline {name}")
    (tmp_path / "sources.toml").write_text(
        '\ufeff["a.txt"]\npublisher = " The Paper "\ndate = 2018-06-08\nauthor = ""\nurl = "https://example.org/a"\n',
        encoding="utf-8",
    )
    first, second = load_articles(tmp_path)
    assert first.source == Source("Headline a", "The Paper", "https://example.org/a", None, "2018-06-08")
    assert second.source == Source("Headline b")
