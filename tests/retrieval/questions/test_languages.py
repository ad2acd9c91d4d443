"""Messages in other languages are told apart from English, and hardly ever an English one from English."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval import Outcome, Story
from retrieval.questions.foreign_words import NONE, foreign_word
from retrieval.questions.languages import language_of
from retrieval.questions.names_and_numbers import names_and_numbers

EVALUATION = Path(__file__).parents[2] / "evaluation"


def rows(name: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in (EVALUATION / name).read_text(encoding="utf-8").splitlines()]


LANGUAGES = rows("languages.jsonl")
"""Written for this test by one author: six questions in each of 29 languages, and English with something foreign."""
ENGLISH = [
    *(row["message"] for row in LANGUAGES if row["language"] == "en"),
    *(row["question"] for name in ("questions.jsonl", "second-author.jsonl") for row in rows(name)),
]


@pytest.mark.parametrize("message", ENGLISH)
def test_no_english_message_is_called_foreign(message: str) -> None:
    assert language_of(message) is None


def test_most_messages_are_known_by_their_language() -> None:
    """Danish and Norwegian share whole questions, and a few words in Latin letters may be any language's."""
    right: defaultdict[str, int] = defaultdict(int)
    for row in LANGUAGES:
        found = language_of(row["message"])
        related = {row["language"], found} == {"da", "nb"}
        right[row["language"]] += found == row["language"] or related
    del right["en"]
    assert len(right) == 29
    assert min(right.values()) >= 4
    assert sum(right.values()) >= 163


@pytest.mark.parametrize(
    ("message", "language"),
    [
        ("¿Cuántos años estuvo Alice en la cárcel?", "es"),
        ("Quel âge a Alice Johnson ?", "fr"),
        ("sorry my english is bad, quantos anos tem a kim?", "pt"),
        ("<@1083920011223344556> Warum wollte Kim der Frau helfen? :thinking:", "de"),
        ("jared kushnerって誰", "ja"),
        ("ІМ'Я цієї жінки?", "uk"),
        ("ایلس کو جیل میں کیوں ڈالا گیا؟", "ur"),
        ("колико година има ким и зашто је њена кћи љута", "sr"),
    ],
)
def test_a_language_is_known(message: str, language: str) -> None:
    assert language_of(message) == language


@pytest.mark.parametrize(
    "message",
    [
        "Bonjour! Désolé pour mon anglais, je suis de Paris et je lis tout ça depuis une heure avec ma sœur, qui ne"
        " parle pas du tout la langue non plus. How old is she?",
        'what does "je ne sais quoi" mean in the second article',
        "who is Гарри Поттер",
        "lol ಠ_ಠ",
        "¯\\_(ツ)_/¯",
        "ｈｏｗ ｏｌｄ ｉｓ ｓｈｅ",
        "𝓱𝓸𝔀 𝓸𝓵𝓭 𝓲𝓼 𝓼𝓱𝓮",
        "who is Hans",
        "Prudent Hans",
        "?!?",
        "",
        "12345",
    ],
)
def test_english_with_something_foreign_in_it_stays_english(message: str) -> None:
    assert language_of(message) is None


@given(st.text(max_size=3_000))
def test_any_text_can_be_read(text: str) -> None:
    language_of(text)


@given(st.text(alphabet=st.characters(categories=["L"]), max_size=8))
def test_any_word_can_be_looked_up(word: str) -> None:
    foreign_word(word)


def test_the_first_and_the_last_word_of_the_file_are_found() -> None:
    data = Path(__file__).parents[3] / "retrieval" / "questions" / "data" / "languages.txt"
    words = [line.split()[0] for line in data.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert words == sorted(words, key=str.encode)
    assert foreign_word(words[0]) != NONE
    assert foreign_word(words[-1]) != NONE


@pytest.mark.parametrize(
    ("message", "found"),
    [
        ("Warum wollte Kim Kardashian der Frau helfen?", "Kim Kardashian"),
        ("Сколько лет Ким Кардашьян?", "Kim Kardashian"),
        ("キムは最初に誰に連絡しましたか？", "Kim"),
        ("متى أُطلق سراح أليس جونسون؟", "Alice Johnson"),
        ("킴이 트럼프를 만났어?", "Kim Trump"),
        ("είναι 63 η Άλις;", "63 Alice"),
        ("ким встречалась с трампом", "Kim Trump"),
        ("почему она сидела в тюрьме?", ""),
    ],
)
def test_names_and_numbers_are_found_in_any_script(story: Story, message: str, found: str) -> None:
    assert names_and_numbers(story.reader, message) == found


def test_what_is_not_english_is_told_so_with_what_names_find(story: Story) -> None:
    answer = story.ask("Сколько лет Ким Кардашьян?")
    assert (answer.outcome, answer.language, answer.answered) == (Outcome.NOT_ENGLISH, "ru", False)
    assert answer.best is None
    assert "Kardashian" in answer.ranked[0].passage.text


def test_without_a_name_nothing_is_shown(story: Story) -> None:
    answer = story.ask("почему она сидела в тюрьме?")
    assert (answer.outcome, answer.language, tuple(answer.ranked)) == (Outcome.NOT_ENGLISH, "ru", ())
