"""Commands are sent when they changed, and not otherwise."""

import json
from pathlib import Path

import pytest
from discord import app_commands

from bot.connection.command_sync import GLOBAL, fingerprint, is_synced, payloads_of, sync
from tests.simulated import Simulated, simulated

APPLICATION = 5
ASK = {"name": "ask", "type": 1, "description": "Ask"}
MENU = {"name": "ask", "type": 3}


def test_a_fingerprint_follows_the_commands_the_application_and_the_scope() -> None:
    first = fingerprint([ASK, MENU], APPLICATION, GLOBAL)

    assert fingerprint([MENU, dict(reversed(ASK.items()))], APPLICATION, GLOBAL) == first, "order is no change"
    assert fingerprint([{**ASK, "description": "Ask!"}, MENU], APPLICATION, GLOBAL) != first
    assert fingerprint([ASK], APPLICATION, GLOBAL) != first
    assert fingerprint([ASK, MENU], APPLICATION + 1, GLOBAL) != first
    assert fingerprint([ASK, MENU], APPLICATION, "123") != first


def synced(world: Simulated) -> list[str]:
    return [each.path for each in world.env.http_requests if each.method == "PUT" and "/commands" in each.path]


async def test_commands_are_sent_once_over_two_starts_and_again_when_they_change(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        assert len(synced(world)) == 1
        application = world.client.application_id
        assert application is not None
        folder = tmp_path / "data"
        assert await is_synced(world.client.tree, application, folder, None)

        assert not await sync(world.client.tree, application, folder)
        world.client.tree.add_command(app_commands.Command(name="new", description="New", callback=nothing))
        assert not await is_synced(world.client.tree, application, folder, None)
        assert await sync(world.client.tree, application, folder)
        assert len(synced(world)) == 2


async def nothing(interaction: object) -> None:
    """Do nothing."""


async def test_a_second_start_sends_nothing(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        assert len(synced(world)) == 1
    async with simulated(tmp_path) as world:
        assert synced(world) == []


async def test_while_developing_one_server_has_the_commands_and_loses_them_afterwards(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        application = world.client.application_id
        assert application is not None
        tree, folder, guild = world.client.tree, tmp_path / "other", world.guild.id

        assert await sync(tree, application, folder, guild)
        sent = [each for each in world.env.http_requests if each.method == "PUT"][-1]
        assert f"/guilds/{guild}/commands" in sent.path
        assert {each["name"] for each in sent.json} >= {"ask", "articles", "about"}
        assert not await sync(tree, application, folder, guild)

        assert await sync(tree, application, folder)
        everywhere, cleared = [each for each in world.env.http_requests if each.method == "PUT"][-2:]
        assert "/guilds/" not in everywhere.path
        assert {each["name"] for each in everywhere.json} >= {"ask", "articles", "about"}
        assert f"/guilds/{guild}/commands" in cleared.path
        assert cleared.json == []
        assert len(await payloads_of(tree)) == len(everywhere.json)


async def test_what_discord_refused_is_tried_again(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        application = world.client.application_id
        assert application is not None
        folder = tmp_path / "other"
        world.env.inject_error("PUT", "/applications/*/commands", status=500, times=1)
        with pytest.raises(Exception, match="500"):
            await sync(world.client.tree, application, folder)

        assert await sync(world.client.tree, application, folder)


@pytest.mark.parametrize("spoilt", ["", "[]", "{", '{"sent": 5}', "null"])
async def test_a_spoilt_record_is_no_obstacle(tmp_path: Path, spoilt: str) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "commands.json").write_text(spoilt)
    async with simulated(tmp_path) as world:
        assert len(synced(world)) == 1
        assert GLOBAL in json.loads((tmp_path / "data" / "commands.json").read_text())["sent"]


async def test_a_folder_that_cannot_be_written_is_no_obstacle(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "data").write_text("a file where the folder should be")
    async with simulated(tmp_path) as world:
        assert len(synced(world)) == 1
        assert "will be sent to Discord again at the next start" in caplog.text
        await world.alice.send(world.channel, f"{world.me} Who is Lindqvist?")
        assert world.only()
