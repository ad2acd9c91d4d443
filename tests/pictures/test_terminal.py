"""The picture of the terminal: its page, without the browser that turns it into a picture."""

from __future__ import annotations

import re
import struct
from html import unescape
from pathlib import Path

import pytest

from bot.painting.terminal import to_terminal
from bot.terminal import Conversation
from bot.words.english import ENGLISH
from retrieval import Story
from tests.pictures.page import THEMES, Theme
from tests.pictures.shoot import SCALE
from tests.pictures.terminal import COLUMNS, COMMAND, TYPED, WIDTH, styled, terminal_page, transcript

DOCS = Path(__file__).resolve().parents[2] / "docs"
TAG = re.compile(r"<[^>]*>")


@pytest.fixture(scope="module")
def shown(story: Story) -> str:
    return transcript(story)


def test_a_conversation_is_what_the_program_writes(story: Story, shown: str) -> None:
    welcome, *answers, waiting = shown.split("\n? ")
    conversation = Conversation(story, ENGLISH)
    assert ENGLISH.terminal.WELCOME in " ".join(welcome.split())
    for typed, answer in zip(TYPED, answers, strict=True):
        card = conversation.reply(typed)
        assert card is not None
        assert answer == f"{typed}\n\n{to_terminal(card, colour=True, width=COLUMNS)}\n"
    assert waiting == ""


@pytest.mark.parametrize("theme", THEMES)
def test_the_page_shows_it_to_the_letter(shown: str, theme: Theme) -> None:
    found = re.search(r"<pre>(.*)</pre>", terminal_page(shown, theme), re.DOTALL)
    assert found is not None
    assert unescape(TAG.sub("", found[1])) == f"$ {COMMAND}\n{re.sub(chr(27) + r'.[0-9]*m', '', shown)} "


def test_bold_and_dim_are_kept_and_nothing_can_be_html() -> None:
    assert styled("a\x1b[1mb<i>\x1b[0m\x1b[2mc\x1b[0md") == (
        'a<b class="bold">b&lt;i&gt;</b><span class="dim">c</span>d'
    )
    with pytest.raises(KeyError):
        styled("\x1b[31mred\x1b[0m")


@pytest.mark.parametrize("theme", THEMES)
def test_the_pictures_are_kept_crisp_and_not_too_large(theme: Theme) -> None:
    picture = (DOCS / f"terminal-{theme}.png").read_bytes()

    assert struct.unpack_from(">I", picture, 16) == (WIDTH * SCALE,)
    assert len(picture) < 300_000
