"""What the bot may not do, told to those who can change it, where it bites and not again that day."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import discord
import pytest

from bot.features import setup_message
from bot.responding.permissions import THREADS
from bot.store.server_settings import GuildSettings
from bot.words.english import ENGLISH
from tests.moderators import moderator
from tests.simulated import Simulated, simulated, text_of

QUESTION = "Who is Lindqvist?"
ANSWER = "We heard it go like a gun"
EMBED_HINT = ENGLISH.permissions.allow_here("embed_links")


def strict_channel(world: Simulated, name: str = "strict", **refused: bool) -> Any:
    overwrites = {world.guild.default_role: discord.PermissionOverwrite(**(refused or {"embed_links": False}))}
    return world.guild.create_text_channel(name, overwrites=overwrites)


async def test_a_reader_is_not_bothered_and_who_manages_the_channel_is_told_once(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        strict, mod = strict_channel(world), moderator(world, manage_channels=True)
        for person in (world.alice, mod, mod, world.alice):
            await person.send(strict, f"{world.me} {QUESTION}")

        replies = [message.content for message in world.shown(strict)]
        assert all(ANSWER in reply for reply in replies)
        assert [EMBED_HINT in reply for reply in replies] == [False, True, False, False]


async def test_on_the_next_day_and_in_another_channel_it_is_told_again(tmp_path: Path) -> None:
    days = [datetime(2026, 1, 1, tzinfo=UTC)]
    async with simulated(tmp_path) as world:
        assert world.client._messages is not None
        world.client._messages._hints._now = lambda: days[-1]
        strict, other, mod = strict_channel(world), strict_channel(world, "other"), moderator(world)
        await mod.send(strict, f"{world.me} {QUESTION}")
        await mod.send(other, f"{world.me} {QUESTION}")
        days.append(days[-1] + timedelta(days=1))
        await mod.send(strict, f"{world.me} {QUESTION}")

        shown = [*world.shown(strict), *world.shown(other)]
        assert [EMBED_HINT in message.content for message in shown] == [True, True, True]


async def test_a_command_and_a_mention_share_the_one_hint_of_the_day(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        strict, mod = strict_channel(world), moderator(world)
        by_command = await mod.slash(strict, "ask", question=QUESTION)
        await mod.send(strict, f"{world.me} {QUESTION}")

        assert EMBED_HINT in by_command.response.content
        assert EMBED_HINT not in world.shown(strict)[-1].content


async def test_an_edited_question_that_cannot_be_answered_shares_it_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # SimCord leaves out who, in the server, edited a message; so everybody counts as one who can change permissions.
    monkeypatch.setattr("bot.responding.permissions.can_change", lambda _person, _channel: True)
    async with simulated(tmp_path) as world:
        strict = strict_channel(world)
        question = await world.alice.send(strict, f"{world.me} {QUESTION}")
        world.story.failures.append(ValueError("an error that nobody expected"))
        await world.alice.edit(question, f"{world.me} What will the repairs cost?")

        answer, apology = world.shown(strict)
        assert EMBED_HINT in answer.content
        assert "Something went wrong" in apology.content
        assert EMBED_HINT not in apology.content


async def test_where_cards_are_allowed_nothing_is_said(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        await moderator(world).send(world.channel, f"{world.me} {QUESTION}")

        assert "allow me" not in text_of(world.only())


async def test_where_we_may_not_write_a_moderator_is_told_directly_what_to_allow(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        me, mod = world.client.user, moderator(world)
        assert me is not None
        overwrite = discord.PermissionOverwrite(send_messages=False)
        silent = world.guild.create_text_channel("silent", overwrites={me: overwrite})
        for person in (world.alice, mod):
            await person.send(silent, f"{world.me} {QUESTION}")

        hint = ENGLISH.permissions.allow_here("send_messages")
        assert hint not in text_of(world.only(world.alice.user.dm_channel))
        assert hint in text_of(world.only(mod.user.dm_channel))


async def test_setup_lists_what_is_missing_in_the_chosen_channels(tmp_path: Path) -> None:
    async with simulated(tmp_path, message_content=True) as world:
        mod = moderator(world)
        me = world.client.user
        assert me is not None
        plain = strict_channel(world, "plain", embed_links=False, read_message_history=False)
        hidden = world.guild.create_text_channel(
            "hidden", overwrites={me: discord.PermissionOverwrite(view_channel=False)}
        )
        shown = (await mod.slash(world.channel, "setup")).response
        changed = await mod.select(shown, [world.channel, plain, hidden], custom_id=setup_message.PLACES)

        listed = [line for line in text_of(changed.response).splitlines() if line.startswith("•")]
        assert [line.removeprefix("• ") for line in listed] == [
            ENGLISH.permissions.lacks(f"<#{plain.id}>", flag) for flag in ("embed_links", "read_message_history")
        ] + [ENGLISH.permissions.lacks(f"<#{hidden.id}>", "view_channel")]


async def test_setup_lists_what_threads_need_only_where_threads_are_wanted(tmp_path: Path) -> None:
    async with simulated(tmp_path, message_content=True) as world:
        mod = moderator(world)
        narrow = strict_channel(world, "narrow", create_public_threads=False)
        chosen = GuildSettings(ask_channels=frozenset({narrow.id}))
        await world.client.store.save(world.guild.id, chosen)
        shown = (await mod.slash(world.channel, "setup")).response
        before = text_of(shown)
        threaded = await mod.click(shown, label=ENGLISH.setup.threads_label(False))

        lacking = ENGLISH.permissions.lacks(f"<#{narrow.id}>", THREADS)
        assert lacking not in before
        assert lacking in text_of(threaded.response)
