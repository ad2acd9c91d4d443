"""What Discord lets people write, read as what it means."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.questions.markup import BREAK, LineKind, read_lines


def said(message: str) -> list[str]:
    return [line.text for line in read_lines(message)]


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ("<@1083920011223344556> how old is kim", "how old is kim"),
        ("<@!1083920011223344556> who", "who"),
        ("in <#99887766554433221> who said <@&776655443322110099> that", "in who said that"),
        ("**how** __old__ is ***kim***", "how old is kim"),
        ("_who_ called `alice`", "who called alice"),
        ("||did trump use kim?||", "did trump use kim?"),
        ("~~what did kanye~~ what did kim say", "what did kim say"),
        ("```\nwho is jared\n```", "who is jared"),
        ("```py\nwho is jared\n```", "who is jared"),
        ("[this article](https://www.example.com/kim?a=b) says so", "this article says so"),
        ("how old is kim <:kimcry:908234123412341234>", "how old is kim"),
        ("how old is kim 😭😭", "how old is kim"),
        ("how old is kim ❓", "how old is kim ?"),
        ("*whispers* did kim cry", "did kim cry"),
        ("*was he using her*", "was he using her"),
        ("when did he grant it <t:1528300000:D>???", "when did he grant it???"),
        ("was she free on <t:1528300000:D>", "was she free on June 6, 2018"),
        ("</ask:1083920011223344556> who", "ask who"),
        ("5 * 3 * 4", "5 * 3 * 4"),
        ("snake_case_name", "snake_case_name"),
        (r"\*not slanted\*", "*not slanted*"),
        ("@everyone who", "who"),
    ],
)
def test_marks_are_read_or_go(message: str, words: str) -> None:
    assert [text.replace(f"{BREAK} ", "") for text in said(message)] in ([words], [words.replace(" ?", "?")])


def test_a_link_and_an_emoji_leave_a_place_where_a_sentence_may_end() -> None:
    assert said("saw this https://youtu.be/a?t=4 who was it") == [f"saw this {BREAK} who was it"]
    assert said("im crying 😭 who was it") == [f"im crying {BREAK} who was it"]


def test_a_line_knows_what_it_is() -> None:
    message = "# a heading\n-# an aside\n> quoted\n- an item\n2) another\nplain\n>>> all\nof it"
    assert [(line.kind, line.text) for line in read_lines(message)] == [
        (LineKind.HEADING, "a heading"),
        (LineKind.ASIDE, "an aside"),
        (LineKind.QUOTED, "quoted"),
        (LineKind.ITEM, "an item"),
        (LineKind.ITEM, "another"),
        (LineKind.PLAIN, "plain"),
        (LineKind.QUOTED, "all"),
        (LineKind.QUOTED, "of it"),
    ]


def test_a_line_that_counts_is_a_list() -> None:
    assert said("1) age of alice 2) age of kim 3) age of trump") == ["age of alice", "age of kim", "age of trump"]
    assert said("a) height b) weight") == ["height", "weight"]
    assert said("it cost 2) and so on") == ["it cost 2) and so on"]


def test_nothing_but_marks_says_nothing() -> None:
    assert read_lines("<:kimcry:908234123412341234> https://youtu.be/a 😭 <@1083920011223344556> ... -- |||| ``") == ()


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    for line in read_lines(text):
        assert line.text.strip()
        assert "\n" not in line.text
