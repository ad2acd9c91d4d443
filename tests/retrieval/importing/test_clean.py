from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.articles.article import split_paragraphs
from retrieval.importing.clean import characters, lines_of, tidy, unwrap
from tests.scaling import linear

WRAPPED = """\
It was the best of times, it was the worst of times, it was the age of wis-
dom, it was the age of foolishness, it was the epoch of belief, it was the
epoch of incredulity, it was a well-known season of Light.

"Hi," he said.
"Ho," she said.

It was the season of Darkness, it was the spring of hope, it was the well-
known winter of despair, we had everything before us—
we had nothing before us.
"""


def test_wrapped_lines_become_paragraphs_and_short_lines_stay_lines() -> None:
    paragraphs, mended = unwrap(WRAPPED)
    assert paragraphs == [
        "It was the best of times, it was the worst of times, it was the age of wisdom, it was the age of foolishness, "
        "it was the epoch of belief, it was the epoch of incredulity, it was a well-known season of Light.",
        '"Hi," he said.',
        '"Ho," she said.',
        "It was the season of Darkness, it was the spring of hope, it was the well-known winter of despair, "
        "we had everything before us—",
        "we had nothing before us.",
    ]
    assert mended == ["wisdom", "well-known"]


def test_one_paragraph_a_line_stays_so_with_or_without_blank_lines() -> None:
    lines = [
        f"Paragraph {number} " + "has words enough to be longer than any line that was wrapped " * 3
        for number in range(4)
    ]
    expected = [line.strip() for line in lines]
    assert unwrap("\n".join(lines))[0] == expected
    assert unwrap("\n\n".join(lines))[0] == expected
    assert unwrap("\r\n\r\n".join(lines))[0] == expected


def test_indented_lines_begin_paragraphs() -> None:
    text = (
        "  The first paragraph begins with a few blanks and runs on for some\n"
        "lines until it comes to its end which is nearly as wide as the page.\n"
        "  The second paragraph begins with a few blanks and runs on for two\n"
        "lines as well."
    )
    assert [paragraph[:10] for paragraph in unwrap(text)[0]] == ["The first ", "The second"]


@pytest.mark.parametrize(
    ("left", "right", "joined"),
    [
        ("the end of the line was in the govern-", "ment of the day", "the govern" + "ment of"),
        ("the end of the line was the Franco-", "Prussian war of", "the Franco-Prussian war"),
        ("the end of the line was the war of 1914-", "1918 and it was", "1914-1918 and"),
        ("the end of the line was a dash in spaces -", "and so it was", "spaces - and so"),
        ("the end of the line was a dash without—", "and so it was", "without—and so"),
        ("the end of the line was a dash with –", "and so it was", "with – and so"),
        ("the end of the whole line was self-", "evident to all of us", "self-evident to"),
    ],
)
def test_words_cut_at_line_ends(left: str, right: str, joined: str) -> None:
    (paragraph,) = unwrap(f"{left}\n{right} {'x' * 20}")[0]
    assert joined in paragraph


def test_the_text_itself_tells_whether_a_hyphen_belongs_there() -> None:
    text = (
        "They like to co-operate and to coexist, and some of them have re-\n"
        "signed. So it is that in the end all of them would rather co-\n"
        "operate than be alone, although to do so they must all first co-\n"
        "exist. And so on."
    )
    (paragraph,), mended = unwrap(text)
    assert mended == ["resigned", "co-operate", "coexist"]
    assert "rather co-operate than" in paragraph
    assert "all first coexist." in paragraph


def test_characters_without_shape_go_and_marks_stay() -> None:
    text = "\ufeff“It’s” \u2018so\u2019\u00a0and\u202fso—\u00abtrès\u00bb 👩\u200d🚀 "
    text += "co\u00adoperate\u200b \u202eevil\u2066 \x07\x85next\u2028line"
    assert lines_of(text) == ["“It’s” ‘so’ and so—«très» 👩\u200d🚀 cooperate evil", "next", "line"]
    assert characters("soft\u00ad\nware") == "software"


@given(st.text())
def test_every_line_is_one_that_the_loader_reads_back(text: str) -> None:
    paragraphs, _ = unwrap(text)
    assert [paragraph.text for paragraph in split_paragraphs("\n\n".join(paragraphs))] == paragraphs
    for paragraph in paragraphs:
        assert tidy(paragraph) == paragraph
        paragraph.encode("utf-8")


@given(st.lists(st.text(st.sampled_from("ab .—-\n“”AÉé1"), max_size=60), max_size=12).map("\n".join))
def test_no_letter_is_lost_or_made(text: str) -> None:
    def letters(one: str) -> str:
        return "".join(letter for letter in one if letter.isalnum() or letter in "“”.—")

    assert letters("".join(unwrap(text)[0])) == letters(text)


@pytest.mark.parametrize("piece", ["\n", "- \n", "a-\n", " ", "\u00ad", "\u00ad "])
def test_a_text_made_to_be_slow_is_not(piece: str) -> None:
    linear(unwrap, piece)
