"""The bot installed by a person and not by the server: what works there, and what is not offered, in SimCord."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import discord
import pytest
from simcord import interactions

from bot.connection.command_sync import payloads_of
from bot.words.english import ENGLISH
from tests.pressing import ANSWER, QUESTION, labels
from tests.simulated import Simulated, client_for, simulated, text_of

GUILD, BOT_DM, PRIVATE_CHANNEL = 0, 1, 2
USER_INSTALL = 1


@contextmanager
def installed_by(person: Any, context: int = GUILD, **permissions: bool) -> Iterator[None]:
    """Let every interaction come by a person's own installation, from a server that does not have the bot."""
    original = interactions.base_payload

    def payload(*arguments: Any, **values: Any) -> Any:
        record, body = original(*arguments, **values)
        body["authorizing_integration_owners"] = {str(USER_INSTALL): str(person.id)}
        body["context"] = context
        if context == GUILD:
            held = discord.Permissions(int(body["member"]["permissions"]))
            held.update(**permissions)
            body["member"]["permissions"] = str(held.value)
        return record, body

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(interactions, "base_payload", payload)
        yield


async def hidden_answer(world: Simulated) -> Any:
    return (await world.alice.slash(world.channel, "ask", question=QUESTION, hide=True)).response


async def test_every_reader_command_and_menu_can_be_installed_by_a_person_and_used_everywhere(tmp_path: Path) -> None:
    client = client_for(tmp_path)
    everywhere = {
        payload["name"]
        for payload in await payloads_of(client.tree)
        if sorted(payload["integration_types"]) == [0, 1] and sorted(payload["contexts"]) == [0, 1, 2]
    }
    assert {"ask", "articles", "about", ENGLISH.commands.FIND_MENU} <= everywhere


async def test_in_a_server_without_the_bot_asking_and_buttons_work(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        with installed_by(world.alice, use_external_apps=True):
            result = await world.alice.slash(world.channel, "ask", question=QUESTION)
            assert ANSWER in text_of(result.response)
            context = await world.alice.click(result.response, label=ENGLISH.buttons.IN_CONTEXT)
            assert context.ephemeral
            offered = await world.alice.click(result.response, label=ENGLISH.buttons.NOT_HELPFUL)
            assert "**2**" in text_of(offered.followups[0])
            message = await world.alice.send(world.channel, QUESTION)
            found = await world.alice.context_menu(world.channel, ENGLISH.commands.FIND_MENU, message)
            assert ANSWER in text_of(found.response)
            assert "Coast Gazette" in text_of((await world.alice.slash(world.channel, "articles")).response)


async def test_share_is_offered_there_only_to_those_whose_post_all_would_see(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        with installed_by(world.alice, use_external_apps=True):
            hidden = await hidden_answer(world)
            shared = await world.alice.click(hidden, label=ENGLISH.buttons.SHARE)
            assert not shared.followups[0].ephemeral
        with installed_by(world.alice, use_external_apps=False):
            assert ENGLISH.buttons.SHARE not in labels(await hidden_answer(world))


async def test_in_a_group_share_is_offered_and_alone_with_the_bot_it_is_not(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        for context, offers in ((PRIVATE_CHANNEL, True), (BOT_DM, False)):
            with installed_by(world.alice, context):
                result = await world.alice.user.slash("ask", question=QUESTION, hide=True)
                assert (ENGLISH.buttons.SHARE in labels(result.response)) is offers


async def test_nothing_is_counted_for_a_server_that_does_not_have_the_bot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorded: list[tuple[Any, ...]] = []

    async def record(*event: Any) -> None:
        recorded.append(event)

    async with simulated(tmp_path) as world:
        monkeypatch.setattr(world.client.store, "record", record)
        with installed_by(world.alice, use_external_apps=True):
            result = await world.alice.slash(world.channel, "ask", question=QUESTION)
            recorded.clear()
            monkeypatch.setattr(world.client, "get_guild", lambda _guild: None)
            await world.alice.click(result.response, label=ENGLISH.buttons.HELPFUL)
        assert [event[0] for event in recorded] == [None]
