from __future__ import annotations

import inspect

import pytest

from bot.words import button_sentences, sentences
from bot.words.sentences import SMALL_TALK, in_seconds, small_talk

CATALOGUE = {**vars(button_sentences), **vars(sentences)}
FIXED = {name: value for name, value in CATALOGUE.items() if name.isupper() and isinstance(value, str)}
NO_SENTENCES = ("_TITLE", "_HEADING", "_EXAMPLES", "_LABEL", "_FIELD", "_DESCRIPTION")
LABELS = {name for name, value in FIXED.items() if name.endswith(NO_SENTENCES) or len(value) < 12}
LABELS |= {
    "RELATED",
    "WHEN",
    "ASK_QUESTION",
    "ASK_HIDE",
    "ARTICLES_ARTICLE",
    "MENU_NAME",
    "NOT_THIS",
    "THIS_WAS_IT",
    "THREAD_NAME",
    "WAS_IT",
    "WAS_NOT_IT",
}


@pytest.mark.parametrize("name", sorted(set(FIXED) - LABELS))
def test_a_sentence_is_a_sentence(name: str) -> None:
    sentence = FIXED[name]
    assert sentence[0].isupper() or sentence[0] in "/¶"
    assert sentence.endswith((".", "?"))
    assert "  " not in sentence
    assert not set(sentence) & set("*`|~<>"), "painters show every character: markdown has no place here"
    assert len(sentence) < 250


@pytest.mark.parametrize(
    "topic",
    ["greeting", "thanks", "goodbye", "praise", "insult", "laughter", "about the bot", "how are you", "agreement"],
)
def test_each_kind_of_small_talk_has_one_line_of_its_own(topic: str) -> None:
    assert small_talk(topic) == SMALL_TALK[topic]
    assert list(SMALL_TALK.values()).count(SMALL_TALK[topic]) == 1
    assert len(SMALL_TALK[topic]) < 150
    assert any(word in SMALL_TALK[topic].lower() for word in ("ask", "question", "look", "like to know"))


def test_unknown_small_talk_still_gets_a_line() -> None:
    assert small_talk("weather") == small_talk(None) == sentences.SMALL_TALK_OTHERWISE


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(-3, "in 1 second"), (0.2, "in 1 second"), (1.2, "in 2 seconds"), (89, "in 89 seconds"), (90.5, "in 2 minutes")],
)
def test_a_wait_is_told_in_whole_seconds_or_minutes_and_never_too_short(seconds: float, said: str) -> None:
    assert in_seconds(seconds) == said
    assert said in sentences.wait(seconds)
    assert sentences.WHEN not in sentences.wait(seconds)


def test_counts_agree_with_their_nouns() -> None:
    assert sentences.passages(1) == "1 passage"
    assert sentences.articles(1200) == "1,200 articles"


def test_the_promises_are_in_the_about_text() -> None:
    assert "No message text is stored" in sentences.ABOUT_PRIVACY
    assert "No language model writes a word" in sentences.about_how(4, 50)


def test_the_names_are_constants_or_functions() -> None:
    """So another language can be a module of the same names."""
    own = {name: value for name, value in vars(sentences).items() if getattr(value, "__module__", None) is not None}
    functions = {name for name, value in own.items() if inspect.isfunction(value) and not name.startswith("_")}
    for name in functions:
        assert inspect.signature(getattr(sentences, name)).return_annotation == "str"
    assert len(functions) > 8
