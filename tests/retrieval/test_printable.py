"""Text that others wrote, made safe to print."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from retrieval.printable import printable, printable_line


@given(st.text())
def test_printable_text_keeps_its_length_and_has_no_control_characters(text: str) -> None:
    shown = printable(text)
    assert len(shown) == len(text)
    assert not any(ord(character) < 0x20 or 0x7F <= ord(character) < 0xA0 for character in shown.replace("\t", ""))


@given(st.text(), st.integers(1, 300))
def test_a_printable_line_is_one_short_line(text: str, limit: int) -> None:
    shown = printable_line(text, limit)
    assert shown.isprintable()
    assert len(shown) == min(len(text), limit)
    assert shown.endswith("…") or len(text) <= limit


def test_what_is_shown_for_what_cannot_be() -> None:
    assert printable("a\tb\x1b[31m\x7f\u202e") == "a\tb␛[31m␡\ufffd"
    assert printable_line("a\tb\xa0c\u2028d\x1b\ud800e") == "a b c d␛\ufffde"
