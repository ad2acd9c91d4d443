from __future__ import annotations

import pytest

from retrieval.articles.article import Article, make_article
from retrieval.articles.spoken_lines import spoken_lines


def article(*paragraphs: str) -> Article:
    return make_article("a.txt", "\n\n".join(("Season 1, scene 2", *paragraphs)))


def read(*paragraphs: str) -> list[tuple[str, str]]:
    found = article(*paragraphs)
    texts = {number: found.paragraph(number).text for number in spoken_lines(found)}
    return [
        (texts[number][line.name.start : line.name.end], texts[number][line.words.start : line.words.end])
        for number, line in spoken_lines(found).items()
    ]


def test_a_line_has_a_speaker_and_words() -> None:
    assert read(
        "Joey Tribbiani: How could someone get it: a card?",
        "[The door opens.]",
        "xX_Dragon_Xx (laughing): “hi” ",
        "joey tribbiani: https://a.example",
        "xX_Dragon_Xx: no",
    ) == [
        ("Joey Tribbiani", "How could someone get it: a card?"),
        ("xX_Dragon_Xx", "“hi”"),
        ("joey tribbiani", "https://a.example"),
        ("xX_Dragon_Xx", "no"),
    ]


@pytest.mark.parametrize(
    "paragraphs",
    [
        ["Flour: 200 g", "Sugar: 100 g", "Butter: some", "Eggs: two"],
        ["Kim: hello there", "Kim: hello again"],
        ["Ann; Age: 34", "Bob; Age: 35", "Ann; Age: 34", "Bob; Age: 35"],
        [
            "Note: it rained.",
            "Note: it rained again.",
            "It was wet.",
            "It was cold.",
            "It was dark.",
            "It was late.",
            "Note: so.",
        ],
        ["Q: Why?", "A: Because.", "Q: Why?", "A: Because."],
        ["He turned around and then he said: hello", "He turned around and then he said: hello"] * 3,
        ["https://a.example", "https://a.example", "https://a.example"],
    ],
)
def test_what_is_no_conversation_has_no_lines(paragraphs: list[str]) -> None:
    assert read(*paragraphs) == []
