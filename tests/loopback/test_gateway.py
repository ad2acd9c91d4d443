"""The gateway of the loopback Discord: sessions, resuming, intents, shards, and a network that goes."""

import discord
import pytest

from tests.loopback import BotProcess, LoopbackDiscord, World
from tests.loopback.echo_bot import EchoBot, point_to
from tests.loopback.test_loopback import ECHO, Place, logged_in, place

__all__ = ["place"]


@pytest.mark.parametrize("how", ["cut", "reconnect", "invalid but resumable", "closed"])
async def test_a_broken_connection_is_resumed_and_nothing_lost(place: Place, how: str) -> None:
    async with LoopbackDiscord(place.world) as server, logged_in(server) as bot:
        if how == "cut":
            server.gateway.cut()
        elif how == "reconnect":
            await server.gateway.request_reconnect()
        elif how == "closed":
            await server.gateway.close(4000)
        else:
            await server.gateway.invalidate(resumable=True)
        message = await server.say(place.channel, place.alice, f"{place.world.bot.mention} still there?")
        await server.reply_to(message)
        await server.resumed()
        assert len(server.gateway.identifies) == 1
        assert bot.heard.count(message.content) == 1


async def test_an_invalid_session_identifies_afresh(place: Place) -> None:
    async with LoopbackDiscord(place.world) as server, logged_in(server):
        await server.gateway.invalidate(resumable=False)
        await server.ready(identifies=2)
        message = await server.say(place.channel, place.alice, f"{place.world.bot.mention} hello")
        await server.reply_to(message)
        assert server.gateway.resumes == []


async def test_a_session_forgotten_meanwhile_identifies_afresh(place: Place) -> None:
    async with LoopbackDiscord(place.world) as server, logged_in(server):
        server.gateway.invalidate_next()
        server.gateway.cut()
        await server.ready(identifies=2)
        assert len(server.gateway.resumes) == 1


async def test_heartbeats_are_acknowledged(place: Place) -> None:
    async with LoopbackDiscord(place.world, heartbeat_interval=0.1) as server, logged_in(server) as bot:
        await server.wait_until(lambda: server.gateway.connected()[0].heartbeats >= 2, 2, "no heartbeats")
        assert bot.latency < 1


async def test_a_gateway_that_stops_acknowledging_is_left_and_resumed(place: Place) -> None:
    server = LoopbackDiscord(place.world, heartbeat_interval=0.1)
    async with server, logged_in(server, heartbeat_timeout=0.3):
        server.gateway.acknowledge_heartbeats = False
        await server.wait_until(lambda: server.gateway.resumes, 3, "the bot stayed on a dead connection")
        server.gateway.acknowledge_heartbeats = True
        await server.resumed()


async def test_a_gateway_that_refuses_is_tried_again(place: Place) -> None:
    async with LoopbackDiscord(place.world) as server, logged_in(server):
        server.gateway.refusing = True
        server.gateway.cut()
        await server.wait_until(lambda: len(server.gateway.attempts) >= 2, 2, "no attempt")
        server.gateway.refusing = False
        assert server.gateway.connected() == []


async def test_the_gateway_refuses_a_wrong_token_with_4004(place: Place) -> None:
    async with LoopbackDiscord(place.world) as server:
        point_to(server.api_url, server.gateway_url)
        async with discord.Client(intents=discord.Intents.none()) as client:
            await client.login(place.world.token)
            place.world.token = "reset in the portal"
            with pytest.raises(discord.ConnectionClosed) as caught:
                await client.connect()
            assert caught.value.code == 4004


async def test_privileged_intents_that_are_switched_off_are_refused(place: Place) -> None:
    async with LoopbackDiscord(place.world) as server:
        async with BotProcess(server, {"MESSAGE_CONTENT": "1"}, arguments=ECHO) as bot:
            assert await bot.wait() == 3
        assert server.gateway.close_codes == [4014]


async def test_a_wrong_token_is_refused_by_rest_and_by_the_gateway(place: Place) -> None:
    async with LoopbackDiscord(place.world) as server:
        async with BotProcess(server, {"DISCORD_TOKEN": "wrong"}, arguments=ECHO) as bot:
            assert await bot.wait() == 2
        point_to(server.api_url, server.gateway_url)
        async with EchoBot() as client:
            await client.login(place.world.token)
            place.world.token = "reset in the portal"
            with pytest.raises(discord.GatewayNotFound):
                await client.connect()


async def test_two_shards_each_with_their_guild() -> None:
    world = World(shards=2)
    alice = world.add_user("alice")
    guilds = [world.add_guild(f"shard {shard}", alice, shard=shard) for shard in (0, 1)]
    channels = [world.add_channel(guild, "general") for guild in guilds]
    async with LoopbackDiscord(world) as server, logged_in(server) as bot:
        assert [each["shard"] for each in server.gateway.identifies] == [[0, 2], [1, 2]]
        for shard, channel in enumerate(channels):
            message = await server.say(channel, alice, f"{world.bot.mention} hello {shard}")
            await server.reply_to(message)
        assert [guild.shard_id for guild in sorted(bot.guilds, key=lambda each: each.name)] == [0, 1]


async def test_the_network_can_go_and_come_back(place: Place) -> None:
    async with LoopbackDiscord(place.world) as server, logged_in(server) as bot:
        await server.network_down()
        with pytest.raises(OSError, match="Cannot connect"):
            await bot.http.get_user(place.alice.id)
        await server.network_up()
        assert (await bot.http.get_user(place.alice.id))["username"] == "alice"
