"""The same chat in each form that DiscordChatExporter writes; long ones, broken ones, hostile ones."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.articles.article import make_article
from retrieval.articles.spoken_lines import spoken_lines
from retrieval.importing.chats.export import ChatForm
from retrieval.importing.chats.markup import readable
from retrieval.importing.errors import ImportingError
from retrieval.importing.extract import extract, read_file
from retrieval.importing.material import Document, FileKind, Raw
from retrieval.people.finding import find_people
from retrieval.quotations.attribution import attribute
from tests.retrieval.importing.chats.exports import Written, as_html, as_json, as_text
from tests.scaling import linear

CHAT = [
    Written(
        "Alice Moore",
        "meet on **tuesday** :mill:",
        'meet on <strong>tuesday</strong> <img class="chatlog__emoji" alt="mill">',
    ),
    Written(
        "Alice Moore", "- the lantern\n- the rope", "<ul><li>- the lantern</li><li>- the rope</li></ul>", minutes=1
    ),
    Written("Bob", "Joined the server.", kind="GuildMemberJoin", minutes=2),
    Written(
        "Bob",
        'no, @Alice Moore. "the flood"',
        'no, <span class="chatlog__markdown-mention">@Alice Moore</span>. &quot;the flood&quot;',
        kind="Reply",
        reply_to="meet on tuesday",
        reactions=(("👍", 3),),
        minutes=3,
    ),
    Written("Bob", "👍", minutes=6),
    Written("Bob", "", attachment="https://cdn.discordapp.com/a/mill.png", minutes=7),
    Written("Bob", "look https://a.example/x", embeds=(("It burns", "A fire broke out."),), pinned=True, minutes=8),
    Written("Alice Moore", "", embeds=(("Plan", "Meet at nine."),), minutes=9),
]
BOT = Written("Dice", "Alice rolled 17", bot=True, discriminator="4321", minutes=10)
WEBHOOK = Written("Gandalf: the Grey", "you shall not pass", bot=True, minutes=11)
SAID = (
    "meet on tuesday :mill:",
    "- the lantern - the rope",
    'no, @Alice Moore. "the flood"',
    "look https://a.example/x",
    "Plan Meet at nine.",
)
FORMS: dict[ChatForm, tuple[FileKind, Callable[..., bytes]]] = {
    ChatForm.JSON: (FileKind.CHAT, as_json),
    ChatForm.HTML: (FileKind.HTML, as_html),
    ChatForm.TEXT: (FileKind.TEXT, as_text),
}
each_form = pytest.mark.parametrize("form", ChatForm)


def read(form: ChatForm, messages: list[Written], **head: str) -> Document:
    kind, write = FORMS[form]
    return extract(Raw("chat", write(messages, **head), kind))


@each_form
def test_a_message_is_a_paragraph_and_its_author_the_speaker(form: ChatForm) -> None:
    document = read(form, CHAT, topic="Where we meet")
    (found,) = document.articles
    alice, bob = ("alice.moore", "bob") if form is ChatForm.TEXT else ("Alice Moore", "Bob")
    speakers = [alice, alice, bob, bob, alice]
    assert found.headline == "#old-mill, Bridge Club"
    assert (found.date, found.publisher) == ("2024-03-14", "Discord")
    assert found.paragraphs == (
        "Where we meet",
        *(f"{name}: {words}" for name, words in zip(speakers, SAID, strict=True)),
    )
    assert document.all_left_out == ("It burns A fire broke out.",)
    assert document.all_notes == (
        "not taken: notices such as joins and pins (1), messages without words, such as pictures and links (2).",
    )
    article = make_article("a.txt", "\n\n".join((found.headline, *found.paragraphs)))
    assert [(one.speaker, one.text) for one in attribute(article, find_people([article])) if one.nested_in is None] == [
        *zip(speakers, SAID, strict=True)
    ]


@pytest.mark.parametrize("form", [ChatForm.JSON, ChatForm.HTML])
def test_a_bot_is_left_out_and_shown_and_a_character_of_a_webhook_speaks(form: ChatForm) -> None:
    document = read(form, [*CHAT[:2], BOT, WEBHOOK])
    assert document.articles[0].paragraphs[2:] == ("Gandalf the Grey: you shall not pass",)
    assert document.all_left_out == ("Dice: Alice rolled 17",)
    assert document.all_notes == ("not taken: messages by bots (1).",)


def test_what_is_forwarded_is_said_by_nobody_and_mentions_have_names() -> None:
    messages = [
        replace(CHAT[0], content="", more={"forwardedMessage": {"content": "the ||king|| is dead", "embeds": []}}),
        replace(
            CHAT[0], content="ask <@77> in <#5>", more={"mentions": [{"id": "77", "name": "b", "nickname": "Bob"}]}
        ),
    ]
    (found,) = read(ChatForm.JSON, messages).articles
    assert found.paragraphs == ("the king is dead", "Alice Moore: ask @Bob in #channel")
    assert found.url == f"https://discord.com/channels/987654321/555555/{messages[0].id}"


@pytest.mark.parametrize(
    ("written", "date"),
    [
        (lambda time: f"{time:%d.%m.%Y %H:%M}", "2024-03-14"),
        (lambda time: f"{time:%d-%b-%y %I:%M %p}", "2024-03-14"),
        (lambda time: f"{time:%Y-%m-%d %H:%M}", "2024-03-14"),
        (lambda time: f"{time:%m/%d/%Y %I:%M %p}", "2024-03-14"),
        (lambda _: "03/04/2024 10:00", None),
        (lambda _: "99/99/2024 10:00", None),
    ],
)
def test_a_date_is_read_in_any_order_that_can_be_told(written: Callable[[datetime], str], date: str | None) -> None:
    (found,) = extract(Raw("x", as_text(CHAT, when=written), FileKind.TEXT)).articles
    assert len(found.paragraphs) == len(SAID)
    assert found.date == date


@each_form
def test_a_long_chat_is_cut_between_months_and_days(form: ChatForm) -> None:
    words = "word " * 30
    messages = [
        replace(CHAT[n % 2 * 3], content=f"{words}{n}", shown=None, kind="Default", minutes=n * 60) for n in range(6000)
    ]
    document = read(form, messages)
    assert document.title == "#old-mill, Bridge Club"
    headlines = [article.headline.removeprefix("#old-mill, Bridge Club, ") for article in document.articles]
    assert headlines == [
        "March 2024 to April 2024",
        "May 2024 to June 2024",
        "July 2024 to August 2024",
        "September 2024 to October 2024",
        "November 2024",
    ]
    assert [line.rpartition(" ")[2] for article in document.articles for line in article.paragraphs] == [
        str(n) for n in range(6000)
    ]
    busy = read(form, [replace(message, minutes=number // 10) for number, message in enumerate(messages)])
    assert [article.headline.rpartition(", ")[2] for article in busy.articles] == [
        f"{day} March 2024 part {part}" for day in (14, 15) for part in (1, 2)
    ]


def test_the_newest_first_is_turned_around() -> None:
    messages = [replace(CHAT[0], content=f"number {n}", minutes=n * 1440) for n in (3, 2, 1)]
    assert [line[-1] for line in read(ChatForm.JSON, messages).articles[0].paragraphs] == ["1", "2", "3"]


def test_a_chat_of_any_size_is_read_from_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("retrieval.importing.extract.MAX_FILE_BYTES", 1000)
    for form, name in ((ChatForm.JSON, "a.json"), (ChatForm.HTML, "a.html")):
        data = FORMS[form][1](CHAT * 100)
        (tmp_path / name).write_bytes(data)
        raw = read_file(tmp_path / name)
        assert len(raw.data) < len(data)
        heard: list[tuple[int, int | None]] = []

        def hear(done: int, total: int | None, heard: list[tuple[int, int | None]] = heard) -> None:
            heard.append((done, total))

        (found,) = extract(raw, hear).articles
        assert len(found.paragraphs) == 100 * len(SAID)
        assert heard
        assert all(done <= (total or 0) == len(data) for done, total in heard)
    for name, data in (("b.txt", as_text(CHAT * 9)), ("b.html", b"<html>" + b"x" * 2000)):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(ImportingError, match="larger than 1,000 bytes; save it smaller"):
            read_file(tmp_path / name)


@each_form
def test_a_chat_without_a_word_is_told(form: ChatForm) -> None:
    with pytest.raises(ImportingError, match="nobody says a word"):
        read(form, [CHAT[2], CHAT[4]])


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b'{"a": 1}', "only the JSON of a chat"),
        (b"[1, 2]", "only the JSON of a chat"),
        (as_json(CHAT)[:-400], "not whole"),
        (b'{"guild": {"name": "x"}, "messages": [' + b"[" * 100_000, "not whole"),
        (b'{"guild": {"name": "x"}, "messages": [{"content": "' + b"x" * 3_000_000, "not whole"),
        (b'{"guild": {"name": "x"}, "messages": [tru', "not whole"),
        (b"", "only the JSON of a chat"),
    ],
)
def test_json_that_is_no_export_is_told(data: bytes, told: str) -> None:
    with pytest.raises(ImportingError, match=told):
        extract(Raw("x", data, FileKind.CHAT))


@pytest.mark.parametrize(
    "inside", ["<div>" * 50_000, "<span class='chatlog__content'>" * 50_000, "x" * 1_000_000, "</div>" * 99]
)
def test_a_hostile_page_is_read_or_told(inside: str) -> None:
    page = as_html([replace(CHAT[0], shown=inside), *CHAT[1:]])
    with contextlib.suppress(ImportingError):
        assert extract(Raw("x", page, FileKind.HTML)).articles[0].paragraphs


@given(st.binary(max_size=300))
def test_any_bytes_in_an_export_are_read_or_told(data: bytes) -> None:
    for kind, write in FORMS.values():
        whole = write(CHAT)
        with contextlib.suppress(ImportingError):
            extract(Raw("x", whole[: len(whole) // 2] + data + whole[len(whole) // 2 :], kind))
        with contextlib.suppress(ImportingError):
            extract(Raw("x", whole[: len(whole) // 2] + data, kind))


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9), lambda inner: st.lists(inner, max_size=2)
)


@given(
    st.dictionaries(
        st.sampled_from(["id", "type", "timestamp", "content", "author", "embeds", "mentions", "forwardedMessage"]),
        values,
    )
)
def test_any_value_anywhere_is_read_or_told(more: dict[str, object]) -> None:
    (found,) = read(ChatForm.JSON, [CHAT[0], replace(CHAT[0], more=more)]).articles
    assert found.paragraphs[0] == "Alice Moore: meet on tuesday :mill:"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("**bold *and* more** __u__ _it_ ~~no~~ ||spoiler||", "bold and more u it no spoiler"),
        (r"\*not\* 2 * 3 * 4 snake_case_word `*code*`", "*not* 2 * 3 * 4 snake_case_word *code*"),
        ("```py\nif a_b: pass\n```", "if a_b: pass\n"),
        ("[shown](https://a.example/x_(y)) <https://b.example/*>", "shown https://b.example/*"),
        ("<@1> <@!2> <@&3> <#4> </roll:5> <:mill:6> <a:m:7>", "@Ann @somebody @role #channel /roll :mill: :m:"),
        ("<t:1710439500:t> <t:1710439500:D>", "18:05 UTC 14 March 2024"),
        ("<t:1710439500> <t:999999999999>", "14 March 2024, 18:05 UTC "),
        ("> quoted\n# head\n-# small\n>>> all\n- item", "quoted\nhead\nsmall\nall\n- item"),
    ],
)  # fmt: skip
def test_marks_are_read(written: str, shown: str) -> None:
    assert readable(written, {"1": "Ann"}) == shown


@given(st.text(st.sampled_from("ab*_~|`<>#[]()\\-@:t1 \n"), max_size=200))
def test_no_letter_of_a_message_is_lost(text: str) -> None:
    assert [letter for letter in readable(text) if letter == "b"] == [letter for letter in text if letter == "b"]


@pytest.mark.parametrize("piece", ["*", "**a", "||a", "`", "```", "[a](https://", "<t:", "_a ", "~~", "\\", "> "])
def test_a_message_made_to_be_slow_is_not(piece: str) -> None:
    linear(readable, piece)


def test_lines_are_found_in_what_is_written() -> None:
    (found,) = read(ChatForm.JSON, CHAT).articles
    assert len(spoken_lines(make_article("a.txt", "\n\n".join((found.headline, *found.paragraphs))))) == len(SAID)
