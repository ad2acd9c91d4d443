from __future__ import annotations

from functools import partial

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.cards.cutting import bold_runs, one_line, window
from bot.cards.escaping import emphasise, escape, length, link, link_target, quoted, unescape
from retrieval import Span
from tests.discord_markdown import INVITE, Piece, quotations, read
from tests.scaling import linear

MARKUP = [
    *"\\*_~|`[]()<>#@:->+.! \n", "\u2028", "\u200b", "\u202e", "**", "__", "||", "```", "1. ", "12) ", "- ", "-# ",
    "# ", "> ", ">>> ", "<@123>", "<@&9>", "<#8>", "</ask:7>", "<t:1:R>", "<:a:1>", "<id:home>", "@everyone", "@here",
    ":smile:", ":+1::skin-tone-2:", "https://evil.example/x", "HTTP://a", "[x](https://evil.example)",
    "discord.gg/abc", "discord.com/invite/abc", "word", "naïve", "العربية", "👩‍👩‍👧", "¯\\_(ツ)_/¯",
]  # fmt: skip
HOSTILE = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"])), st.lists(st.sampled_from(MARKUP), max_size=14).map("".join)
)


@given(HOSTILE)
@example("\\\\*")
@example("¯\\_(ツ)_/¯")
@example("  1. a\n- b\n-# c")
def test_undoing_the_escaping_gives_the_text_to_the_letter(text: str) -> None:
    assert unescape(escape(text)) == text


@given(HOSTILE)
def test_nothing_in_a_text_is_obeyed(text: str) -> None:
    markdown = escape(text)
    assert read(markdown) == ([Piece("text", text)] if text else [])
    assert not INVITE.search(markdown)


@pytest.mark.parametrize("text", MARKUP[MARKUP.index("1. ") : MARKUP.index("[x](https://evil.example)") + 1])
def test_without_escaping_it_would_be_obeyed(text: str) -> None:
    """The reader above can fail: each of these is markup to it as it stands."""
    probe = f"{text}a" if text.endswith(" ") else f"{text}a{text}"
    assert {piece.kind for piece in read(probe)} != {"text"}


@given(HOSTILE, st.lists(st.tuples(st.integers(0, 60), st.integers(0, 20)), max_size=6))
def test_bold_renders_beside_any_character_and_changes_none(text: str, places: list[tuple[int, int]]) -> None:
    runs = bold_runs(text, tuple(Span(start, start + size) for start, size in places))
    shown = read(emphasise(text, runs))
    assert "".join(piece.text for piece in shown) == text
    assert [piece.text for piece in shown if piece.kind == "bold"] == [text[start:end] for start, end in runs]


def test_highlights_with_only_spaces_and_stop_words_between_become_one_run() -> None:
    text = "She got a divorce, and her son died in the war."
    spans = (Span(4, 7), Span(10, 17), Span(27, 30), Span(31, 35), Span(43, 46))
    assert [text[start:end] for start, end in bold_runs(text, spans)] == ["got a divorce", "son died in the war"]


def test_bold_stands_beside_punctuation_and_underscores() -> None:
    text = "__*wow*__"
    assert emphasise(text, (Span(3, 6),)) == r"\_\_\***wow**\*\_\_"
    assert read(emphasise(text, (Span(2, 7),)))[1] == Piece("bold", "*wow*")


def test_a_quotation_sets_off_every_line() -> None:
    assert quotations(quoted(escape("one\n- two"))) == ["one", "- two"]


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("https://a.example/b_(c)?d=1&e=ü#f", "https://a.example/b_%28c%29?d=1&e=%C3%BC#f"),
        ("https://bücher.example/x", "https://xn--bcher-kva.example/x"),
        ("https://a.example/%20*`|", "https://a.example/%20%2A%60%7C"),
        ("javascript:alert(1)", None),
        ("https://a.example/b c", None),
        ("https://[broken/", None),
        ("https://a.example/" + "x" * 600, None),
        (None, None),
    ],
)
def test_only_what_a_masked_link_can_hold_is_linked(url: str | None, target: str | None) -> None:
    assert link_target(url) == target


@given(HOSTILE)
def test_a_link_shows_its_label_or_is_none(label: str) -> None:
    markdown = link(label, "https://a.example/", quiet=True)
    if markdown is not None:
        assert markdown.endswith("](<https://a.example/>)")
        assert "".join(piece.text for piece in read(markdown)) == label
        assert {piece.kind for piece in read(markdown)} == {"link"}


def test_labels_that_discord_would_not_link() -> None:
    assert link("See https://other.example", "https://a.example", quiet=False) is None
    assert link("a ] b", "https://a.example", quiet=False) is None
    assert link("Others [Video]", "https://a.example", quiet=False) == r"[Others \[Video\]](https://a.example)"


@given(HOSTILE)
def test_length_is_counted_as_discords_clients_do(text: str) -> None:
    assert length(text) == len(text.encode("utf-16-le")) // 2


@given(HOSTILE, st.integers(0, 40), st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9)), max_size=4))
def test_a_window_is_a_slice_that_fits(text: str, room: int, places: list[tuple[int, int]]) -> None:
    runs = bold_runs(text, tuple(Span(start, start + size) for start, size in places))
    start, end = window(text, runs, room, lambda start, end: length(escape(text[start:end])))
    assert 0 <= start <= end <= len(text)
    assert length(escape(text[start:end])) <= room


def test_a_window_ends_at_a_word_and_shows_the_bold_words() -> None:
    text = (
        "First of all there is much to say here. " * 20 + "Then she got a divorce in May. " + "And so on it went. " * 20
    )
    start = text.index("divorce")
    span = window(text, (Span(start, start + 7),), 100, lambda start, end: end - start)
    shown = text[span.start : span.end]
    assert "divorce" in shown
    assert text[span.end] == " "
    assert text[span.start - 1] == " "
    assert 60 <= len(shown) <= 100


def test_a_window_near_the_end_uses_its_room() -> None:
    text = "One two three four five six seven eight nine ten. " * 10 + "And then the last word is divorce."
    start, end = window(text, (Span(len(text) - 8, len(text) - 1),), 100, lambda start, end: end - start)
    assert end == len(text)
    assert 40 <= end - start <= 100
    assert text[start:].startswith(("One", "And"))


def test_a_text_without_spaces_is_cut_between_characters() -> None:
    text = "e\u0301" * 50
    start, end = window(text, (), 21, lambda start, end: end - start)
    assert (start, end) == (0, 20)


@given(st.text())
def test_what_is_typed_becomes_one_line_that_json_can_carry(text: str) -> None:
    line = one_line(text)
    line.encode("utf-8")
    assert "\n" not in line
    assert line == line.strip()
    assert one_line(line) == line


def _escaped_length(text: str, start: int, end: int) -> int:
    return length(escape(text[start:end]))


@pytest.mark.parametrize("fragment", ["*", "\\", ": ", ":a", "\u2028 ", "\n  ", "1", "discord.", "[", "<", "a "])
def test_hostile_text_takes_linear_time(fragment: str) -> None:
    def work(text: str) -> None:
        assert unescape(escape(text)) == text
        bold = (Span(len(text) - 10, len(text) - 9),)
        window(text, bold, 4_000, partial(_escaped_length, text))

    linear(work, fragment)
