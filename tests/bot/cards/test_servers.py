"""The card of /setup: channels as each medium writes them, and names that look like something else."""

from __future__ import annotations

from bot.cards.blocks import Card, ChannelLink
from bot.cards.escaping import escape
from bot.cards.servers import SetUp, setup_card
from bot.painting.embed import to_embed
from bot.painting.markdown import to_text
from bot.painting.terminal import to_terminal
from bot.store.server_settings import GuildSettings
from bot.words.english import ENGLISH

ASK, FORUM = ChannelLink(1234567890123456789, "ask_here"), ChannelLink(1234567890123456790, "posts")


def card(*channels: ChannelLink, roles: tuple[str, ...] = (), missing: tuple[str, ...] = ()) -> Card:
    return setup_card(SetUp(GuildSettings(), channels, [FORUM], roles, 0, missing), ENGLISH)


def test_discord_links_channels_and_a_terminal_names_them() -> None:
    shown = card(ASK, missing=(ENGLISH.permissions.lacks(FORUM.mark, "embed_links"),))
    for text in (to_embed(shown).description or "", to_text(shown)):
        assert f"<#{ASK.id}>: every question\n<#{FORUM.id}>: every new post" in text
        assert f"• <#{FORUM.id}>: allow" in text
        assert "{" not in text
    assert "#ask_here: every question\n#posts: every new post" in to_terminal(shown)


def test_a_name_cannot_pass_for_a_channel() -> None:
    shown = to_text(card(ASK, roles=(ASK.mark, "<#1>")))
    assert f"{ASK.mark}, {escape('<#1>')}, and server managers." in shown
    assert shown.count(f"<#{ASK.id}>") == 1


def test_as_many_channels_as_can_be_chosen_are_all_links() -> None:
    many = [ChannelLink(ASK.id + number, "x" * 100) for number in range(25)]
    text = to_text(card(*many))
    assert all(f"<#{channel.id}>" in text for channel in many)
    assert len(text) <= 2_000


def test_a_mark_holds_no_markup_and_is_no_shorter_than_a_link() -> None:
    assert escape(f"{ASK.mark}: {ASK.mark}, {ASK.mark}") == f"{ASK.mark}: {ASK.mark}, {ASK.mark}"
    assert len(ASK.mark) >= len(f"<#{ASK.id}>")
