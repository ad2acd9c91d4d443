"""Twice as much hostile text takes about twice as long: no regular expression goes back and forth over it."""

from pathlib import Path

import pytest

from retrieval import Story
from tests.scaling import linear
from tests.simulated import write_story

HOSTILE = {
    "one word": "a",
    "spaces": " ",
    "quotation marks": '"',
    "curly quotation marks": "“a",
    "said": "“a,” said B ",
    "mentions": "<@1",
    "links": "[x](https://",
    "brackets": "((((",
    "names": "Aa B. ",
    "questions": "who? ",
    "punctuation": "?!.,",
    "apostrophes": "'s ",
    "backslashes": "\\*",
    "combining": "e\u0301",
    "numbers": "1,0",
}


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    return Story.load(write_story(tmp_path_factory.mktemp("linear")))


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_a_question_of_a_hundred_kilobytes(story: Story, piece: str) -> None:
    linear(story.ask, piece)


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_an_article_of_a_hundred_kilobytes(tmp_path: Path, piece: str) -> None:
    folder = write_story(tmp_path)

    def load(text: str) -> None:
        (folder / "harbour.txt").write_text(f"A headline\nA first paragraph.\n{text}\n", encoding="utf-8")
        Story.load(folder)

    linear(load, piece)
