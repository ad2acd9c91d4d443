from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pexpect
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import terminal
from bot.asking.story_reading import StoryReading
from bot.cards.answers import answer_card, context_card
from bot.cards.articles import articles
from bot.cards.blocks import Card, Quote, SourceLine, Text
from bot.cards.notices import about_card, wait_notice
from bot.painting.terminal import columns, to_terminal
from bot.terminal import Conversation, answer_lines, converse, wants_colour, width_of
from bot.words.catalogue import Words
from bot.words.english import ENGLISH
from bot.words.languages import LANGUAGES
from retrieval import Answer, AnswerKind, Exchange, Finding, Outcome, Report, Span, Story
from tests.sample import sample_story
from tests.spoilers import ASKED, book, spoilt

ROOT = Path(__file__).resolve().parents[2]
STORY = sample_story()
DIVORCE = next(p for p in STORY.passages if p.file.startswith("000") and p.paragraph == 9)
TWEET = next(p for p in STORY.passages if p.signature)
ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


def answered(*findings: Finding) -> Answer:
    return Answer("q", Outcome.ANSWERED, 1.0, findings)


# --- the painter


def test_an_answer_out_of_a_pipe_is_one_line_to_the_letter() -> None:
    lines = to_terminal(answer_card(answered(Finding(DIVORCE, 1.0, (Span(0, 9),))), ENGLISH)).split("\n")
    assert lines == [f"│ {DIVORCE.text}", "Complex, ¶ 9", DIVORCE.source.headline, DIVORCE.source.url]


@pytest.mark.parametrize("width", [24, 40, 64, 100])
def test_lines_fit_the_terminal_and_lose_no_word(width: int) -> None:
    card = answer_card(answered(*(Finding(passage, 1.0) for passage in STORY.passages[:4])), ENGLISH)
    lines = to_terminal(card, width=width).split("\n")
    assert all(columns(line) <= width for line in lines if not line.startswith("http"))
    quoted = " ".join(line[2:] for line in lines if line.startswith("│ "))
    assert quoted == STORY.passages[0].text


def test_bold_words_are_bold_across_a_break() -> None:
    start = DIVORCE.text.index("got a divorce")
    card = answer_card(answered(Finding(DIVORCE, 1.0, (Span(start, start + 13),))), ENGLISH)
    for width in (0, *range(24, 80)):
        bold = re.findall(r"\x1b\[1m(.*?)\x1b\[0m", to_terminal(card, colour=True, width=width))
        assert "got a divorce" in " ".join(bold)
    assert ESCAPE.sub("", to_terminal(card, colour=True, width=50)) == to_terminal(card, width=50)


def test_a_tweets_signature_stands_under_it() -> None:
    assert TWEET.signature
    lines = to_terminal(answer_card(answered(Finding(TWEET, 1.0)), ENGLISH)).split("\n")
    assert lines[:2] == [f"│ {TWEET.text}", f"│ {TWEET.signature.text}"]


def test_other_cards() -> None:
    assert "1. Kim Kardashian Dismisses" in to_terminal(articles(STORY, ENGLISH), width=60)
    assert to_terminal(about_card(STORY, ENGLISH)).startswith("About Verbatim\n\nI answer")
    assert "▸ ¶ 9\n│ “I really" in to_terminal(context_card(STORY, DIVORCE, ENGLISH))
    assert to_terminal(wait_notice(0, ENGLISH)).endswith("in 1 second.")


@given(st.text(), st.booleans(), st.integers(0, 60))
def test_no_article_can_steer_a_terminal(text: str, colour: bool, width: int) -> None:
    card = Card(
        (Quote(text, "a.txt", 0, 1, (Span(0, 3),) if text[:3].strip() == text[:3] != "" else (), text), Text(text)),
        ENGLISH,
        title=text,
        question=text,
    )
    card = Card((*card.blocks, SourceLine(text, 2, text, text, text)), ENGLISH, title=text)
    painted = (
        ESCAPE.sub("", to_terminal(card, colour=colour, width=width)) if colour else to_terminal(card, width=width)
    )
    assert not [c for c in painted if c != "\n" and (ord(c) < 32 or 127 <= ord(c) < 160 or 0x202A <= ord(c) <= 0x202E)]
    painted.encode("utf-8")


def test_wide_characters_take_two_columns() -> None:
    card = Card((Text("漢字" * 40),), ENGLISH)
    assert {columns(line) for line in to_terminal(card, width=30).split("\n")} <= {30, 10}


# --- what is said


class Asked:
    """A story that answers with what it was asked."""

    limit = None

    def __init__(self, outcome: Outcome = Outcome.ANSWERED) -> None:
        self.heard: list[tuple[str, Exchange | None]] = []
        self.outcome = outcome

    def ask(self, question: str, previous: Exchange | None = None) -> Answer:
        self.heard.append((question, previous))
        outcome = Outcome.SMALL_TALK if question == "hi" else self.outcome
        return Answer(question, outcome, 0.9, (Finding(DIVORCE, 1.0),))


def test_a_follow_up_leans_on_the_answer_before_and_small_talk_is_no_answer() -> None:
    story: Any = Asked()
    conversation = Conversation(story, ENGLISH)
    for line in ("first", "hi", "why?"):
        conversation.reply(line)
    exchange = Exchange("first", DIVORCE.file, 9)
    assert story.heard == [("first", None), ("hi", exchange), ("why?", exchange)]


@pytest.mark.parametrize("words", LANGUAGES, ids=lambda words: words.code)
def test_a_claim_is_looked_up_as_it_is_on_discord(words: Words) -> None:
    shown = to_terminal(Conversation(STORY, words).reply("they cried for three minutes on the phone, true or false?"))
    headline, first, second = shown.split("\n\n")
    assert headline == words.answers.claim(2)
    assert first.startswith("1. ")
    assert "3 minutes" in first
    assert "three minutes" in second


def test_a_declined_question_is_leant_on_without_a_passage() -> None:
    story: Any = Asked(Outcome.DECLINED)
    conversation = Conversation(story, ENGLISH)
    conversation.reply("first")
    conversation.reply("why?")
    assert story.heard[1] == ("why?", Exchange("first"))


def test_piped_questions_do_not_lean_on_each_other() -> None:
    story: Any = Asked()
    answer_lines(story, ["first", "why?"])
    assert story.heard == [("first", None), ("why?", None)]


@pytest.mark.parametrize(
    ("line", "holds"),
    [("/articles", "Hot World Report"), ("/ABOUT now", "Privacy"), ("/help", "/quit"), ("/dance", "no command /dance")],
)
def test_commands(line: str, holds: str) -> None:
    card = Conversation(STORY, ENGLISH).reply(line)
    assert card is not None
    assert holds in to_terminal(card)


@pytest.mark.parametrize(("line", "leaving"), [("/quit", True), ("/Exit", True), ("/q now", True), ("/quote", False)])
def test_commands_that_leave(line: str, leaving: bool) -> None:
    assert terminal.leaves(line) is leaving


def test_all_articles_are_listed_at_once(tmp_path: Path) -> None:
    for number in range(20):
        (tmp_path / f"{number:02}.txt").write_text(
            f"Headline {number}\n\nIt says so {number} times.\n", encoding="utf-8"
        )
    card = Conversation(Story.load(tmp_path), ENGLISH).reply("/articles")
    assert card is not None
    assert "20. Headline 19" in to_terminal(card)


def test_lines_are_answered_in_order_until_one_leaves(capsys: pytest.CaptureFixture[str]) -> None:
    answer_lines(STORY, ["who freed alice?", "/quit", "never"])
    out = capsys.readouterr().out
    assert out.startswith("? who freed alice?\n\n")
    assert "never" not in out
    assert "\x1b" not in out


@pytest.mark.parametrize(
    ("environment", "terminal", "wanted"),
    [
        ({"TERM": "xterm"}, True, True),
        ({"TERM": "xterm", "NO_COLOR": "1"}, True, False),
        ({"TERM": "xterm", "NO_COLOR": ""}, True, True),
        ({"TERM": "dumb"}, True, False),
        ({"TERM": "xterm"}, False, False),
    ],
)
def test_colour_is_for_terminals_that_want_it(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], terminal: bool, wanted: bool
) -> None:
    class Stream(io.StringIO):
        def isatty(self) -> bool:
            return terminal

    for name in ("TERM", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("COLUMNS", "200")
    assert wants_colour(Stream()) is wanted
    assert width_of(Stream()) == (100 if terminal else 0)


# --- on a real terminal


def environment(**more: str) -> dict[str, str]:
    # COLUMNS goes before the terminal's own size, and pytest-xdist sets it for its processes.
    away = ("DISCORD_", "NO_COLOR", "COLUMNS", "LINES")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(away)}
    return {**kept, "TERM": "xterm-256color", "PYTHONPATH": str(ROOT), **more}


@pytest.fixture
def talk(tmp_path: Path) -> Iterator[pexpect.spawn[str]]:
    child = start(tmp_path)
    yield child
    child.close(force=True)


def start(folder: Path, **more: str) -> pexpect.spawn[str]:
    return pexpect.spawn(
        sys.executable,
        ["-m", "bot"],
        cwd=str(folder),
        env=environment(**more),
        encoding="utf-8",
        dimensions=(50, 72),
        timeout=30,
    )


def leave(child: pexpect.spawn[str]) -> tuple[str, int | None]:
    child.expect(pexpect.EOF)
    child.close()
    return child.before or "", child.exitstatus


def test_a_conversation(talk: pexpect.spawn[str]) -> None:
    talk.expect_exact("\n? ")
    welcome = (talk.before or "").replace("\r\n", " ")
    assert ENGLISH.terminal.WELCOME in welcome
    assert ENGLISH.terminal.DISCORD in welcome
    talk.sendline("Who told Kim that Alice would be released from prison?")
    talk.expect_exact("\n? ")
    answer = talk.before or ""
    assert "\x1b[1m" in answer
    assert "¶" in answer
    left = [line.rpartition("\r")[2] for line in answer.split("\r\n")]  # a bar is drawn over itself on a busy machine
    assert all(columns(ESCAPE.sub("", line)) <= 72 for line in left if "http" not in line)
    talk.sendline("")
    talk.expect_exact("? ")
    talk.sendline("/quit")
    before, status = leave(talk)
    assert ENGLISH.terminal.GOODBYE in before
    assert status == 0


@pytest.mark.parametrize("key", ["\x03", "\x04"], ids=["Ctrl-C", "Ctrl-D"])
def test_leaving_politely(talk: pexpect.spawn[str], key: str) -> None:
    talk.expect_exact("\n? ")
    talk.send(key)
    before, status = leave(talk)
    assert "Traceback" not in before
    assert ENGLISH.terminal.GOODBYE in before
    assert status == 0


def test_the_line_before_comes_back_with_the_arrow(talk: pexpect.spawn[str]) -> None:
    pytest.importorskip("readline")
    talk.expect_exact("\n? ")
    talk.sendline("/about")
    talk.expect_exact("\n? ")
    talk.send("\x1b[A\r")
    talk.expect_exact("Privacy")


def test_no_color_is_respected(tmp_path: Path) -> None:
    child = start(tmp_path, NO_COLOR="1")
    child.expect_exact("\n? ")
    child.sendline("/about")
    child.expect_exact("Privacy")
    child.expect_exact("\n? ")
    assert "\x1b[1m" not in (child.before or "")
    child.sendline("/quit")
    assert leave(child)[1] == 0


def test_who_asks_before_the_story_is_read_is_answered_when_it_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(terminal, "SOON", 0)
    asked = Event()

    def read(_progress: Report) -> Story:
        assert asked.wait(10), "nobody could ask while the story was read"
        return STORY

    typed = iter(["who freed alice?", "/quit"])

    def ask(_prompt: str) -> str:
        asked.set()
        return next(typed)

    monkeypatch.setattr("builtins.input", ask)
    assert converse(StoryReading(read)) == 0
    greeting, _, answer = capsys.readouterr().out.partition(ENGLISH.terminal.WELCOME[:20])
    assert not greeting
    assert "¶" in answer


def test_who_leaves_does_not_wait_for_the_story(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terminal, "SOON", 0)
    go = Event()

    def read(_progress: Report) -> Story:
        go.wait(10)
        return STORY

    monkeypatch.setattr("builtins.input", lambda _prompt: "/quit")
    reading = StoryReading(read)
    assert converse(reading) == 0
    assert not reading.done.done()
    go.set()


# --- how far the story is told


@pytest.mark.parametrize("words", LANGUAGES, ids=lambda words: words.code)
def test_in_the_terminal_too_the_story_is_told_up_to_a_limit(words: Words) -> None:
    conversation = Conversation(book(), words)

    def shown(line: str) -> str:
        return to_terminal(conversation.reply(line))

    assert shown("/upto") == words.terminal.telling(None)
    assert "Ottoline" in shown("who took the forty crowns")
    assert shown("/upto chapter 4") == words.terminal.telling("Chapter 4: The storm")
    assert shown("/upto") == words.terminal.telling("Chapter 4: The storm")
    for asked in (
        *ASKED,
        "and why?",
        "/articles",
        "/quote",
        "/quote speaker:ottoline",
        "/who quist",
        "/about",
        "/help",
    ):
        assert spoilt(shown(asked), asked) == [], asked
    assert words.answers.declined(AnswerKind.AGE, "Chapter 4: The storm") in shown("how old is tobias")
    assert shown("/upto chapter 9") == words.answers.no_such_article()
    assert shown("/upto chapter").startswith(words.answers.which_article("chapter", 6))
    assert shown("/upto") == words.terminal.telling("Chapter 4: The storm"), "what names nothing changes nothing"
    paragraph = words.answers.paragraph(3)
    assert shown("/upto 2:3") == words.terminal.telling(f"Chapter 2: A stranger, {paragraph}")
    assert shown("/upto everything") == words.terminal.telling(None)
    assert "Ottoline" in shown("who took the forty crowns")


def test_what_is_piped_in_after_a_limit_is_told_up_to_it(capsys: pytest.CaptureFixture[str]) -> None:
    answer_lines(book(), ["/upto chapter 4", "who took the forty crowns", "/articles", "/quote crowns"])
    assert spoilt(capsys.readouterr().out) == []
    answer_lines(book(), ["/upto chapter 4", "/upto everything", "who took the forty crowns"])
    assert "Ottoline" in capsys.readouterr().out
