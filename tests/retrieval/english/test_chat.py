"""Chat spelling is spelled out; messages that ask nothing are known as a whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.english.chat import small_talk, spell_out, spellings


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("u", "you"),
        ("ppl", "people"),
        ("abt", "about"),
        ("thru", "through"),
        ("cuz", "because"),
        ("Hubby", "husband"),
        ("prez", "president"),
        ("fone", "phone"),
    ],
)
def test_chat_spelling(typed: str, meant: str) -> None:
    assert spell_out(f"{typed} alice") == f"{meant} alice"


def test_only_whole_words_are_replaced_and_the_rest_stays() -> None:
    assert spell_out("  Upper, “bus” — ppl!  ") == "  Upper, “bus” — people!  "


@pytest.mark.parametrize("typed", [typed for typed in spellings() if "'" in typed][:20])
def test_both_apostrophes_are_one(typed: str) -> None:
    assert spell_out(typed.replace("'", "’")) == spell_out(typed) == spellings()[typed]


def test_no_spelling_leads_to_another_of_itself() -> None:
    assert [typed for typed, meant in spellings().items() if not meant or typed == meant] == []


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("hi", "greeting"),
        ("Hello!!", "greeting"),
        ("HEYYYYY", "greeting"),
        ("thanks", "thanks"),
        ("thank you!!", "thanks"),
        ("good bot", "praise"),
        ("goodbye", "goodbye"),
    ],
)
def test_small_talk_has_a_theme(text: str, topic: str) -> None:
    assert small_talk(text) == topic


@pytest.mark.parametrize(
    "text", ["", "🙂", "hi who is alice", "thanks to whom was she freed", "why", "who is kim", "مرحبا"]
)
def test_what_asks_something_is_no_small_talk(text: str) -> None:
    assert small_talk(text) is None


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    assert isinstance(spell_out(text), str)
    assert small_talk(text) is None or small_talk(text)


@given(st.text(alphabet="hiey !?.", max_size=20))
def test_marks_and_case_do_not_matter(text: str) -> None:
    assert small_talk(text) == small_talk(text.upper() + "!?")
