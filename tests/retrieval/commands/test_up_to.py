"""`--up-to` of ask and quote: what is named, what is said, and that nothing later comes out."""

from __future__ import annotations

import json

import pytest

from retrieval.__main__ import main
from tests.spoilers import ASKED, spoilt, write_book


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(write_book(tmp_path_factory.mktemp("book")))


def said(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> str:
    assert main(list(arguments)) == status
    out, err = capsys.readouterr()
    return out + err


@pytest.mark.parametrize("form", [[], ["--json"]], ids=["text", "json"])
def test_nothing_later_is_answered(capsys: pytest.CaptureFixture[str], folder: str, form: list[str]) -> None:
    for asked in ASKED:
        shown = said(capsys, "ask", asked, "--articles", folder, "--up-to", "chapter 4", *form)
        if form:
            shown = json.dumps([each["passages"] for each in json.loads(shown)["answers"]])
        assert spoilt(shown) == [], asked
    for options in ([], ["--all"], ["bread"], ["I took the forty crowns"]):
        assert spoilt(said(capsys, "quote", *options, "--articles", folder, "--up-to", "chapter 4", *form)) == []


def test_a_denial_says_how_far_it_goes(capsys: pytest.CaptureFixture[str], folder: str) -> None:
    asked = "how old is tobias"
    assert "The articles don't mention an age." in said(capsys, "ask", asked, "--articles", folder)
    shown = said(capsys, "ask", asked, "--articles", folder, "--up-to", "ch3.txt")
    assert "The articles up to “Chapter 3: The village” don't mention an age." in shown
    shown = said(capsys, "ask", asked, "--articles", folder, "--up-to", "ch3.txt:2")
    assert "The articles up to “Chapter 3: The village” ¶ 2 don't mention an age." in shown


@pytest.mark.parametrize(
    ("options", "status", "sentence"),
    [
        (["--up-to", "ch2.txt:2", "--article", "2"], 0,
         "Nobody is quoted in ch2.txt up to “Chapter 2: A stranger” ¶ 2."),
        (["--up-to", "2", "--article", "1", "--speaker", "agnes"], 2,
         'Nobody called "agnes" speaks in the articles up to “Chapter 2: A stranger”;'
         " they quote Tobias Marr, the stranger."),
        (["--up-to", "2", "--article", "ch5"], 2,
         'There is no article called "ch5" up to “Chapter 2: A stranger”; write one of ch1.txt, ch2.txt.'),
        (["--up-to", "chapter"], 2, '"chapter" may be any of ch1.txt, ch2.txt, ch3.txt, ch4.txt, ch5.txt, ch6.txt;'),
        (["--up-to", "chapter 9"], 2, 'There is nothing called "chapter 9" to tell the story up to; write'),
        (["--up-to", ""], 2, 'There is nothing called "" to tell the story up to; write'),
    ],
)  # fmt: skip
def test_what_cannot_be_shown_is_said(
    capsys: pytest.CaptureFixture[str], folder: str, options: list[str], status: int, sentence: str
) -> None:
    assert sentence in said(capsys, "quote", *options, "--articles", folder, status=status)
