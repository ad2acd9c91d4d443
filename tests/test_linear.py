"""Twice as much hostile text takes about twice as long: no regular expression goes back and forth over it.

Times are compared with each other, generously, and never with a clock's: quadratic work would take four times as
long for twice the text, and a hundred times as long for what is measured here.
"""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from retrieval import Story
from tests.simulated import write_story

SHORT, LONG = 6_000, 96_000
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


def linear(work: Callable[[str], object], piece: str) -> None:
    """Check that sixteen times the text takes less than sixty times as long; quadratic work would take 256 times."""

    def seconds(length: int) -> float:
        text = (piece * length)[:length]
        taken = []
        for _ in range(3 if length == SHORT else 1):
            start = time.process_time()
            work(text)
            taken.append(time.process_time() - start)
        return min(taken)

    # What does not depend on the text is no part of the ratio.
    assert seconds(LONG) < 60 * max(seconds(SHORT), 0.005)


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    return Story.load(write_story(tmp_path_factory.mktemp("linear")))


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_a_question_of_a_hundred_kilobytes(story: Story, piece: str) -> None:
    linear(story.ask, piece)


# Without "1,01,01,0…": pysbd goes back and forth over it, for a minute where an article is nothing else.
@pytest.mark.parametrize("piece", [each for each in HOSTILE.values() if each != HOSTILE["numbers"]])
def test_an_article_of_a_hundred_kilobytes(tmp_path: Path, piece: str) -> None:
    folder = write_story(tmp_path)

    def load(text: str) -> None:
        (folder / "harbour.txt").write_text(f"A headline\nA first paragraph.\n{text}\n", encoding="utf-8")
        Story.load(folder)

    linear(load, piece)
