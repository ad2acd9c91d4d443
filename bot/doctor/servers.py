"""The servers the bot is in: what it may do there, the channels made for asking, and the commands."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import aiohttp
import discord

from bot import features
from bot.connection.command_sync import is_synced, payloads_of
from bot.connection.command_tree import CommandTree
from bot.doctor.portal import PATIENCE, explain
from bot.doctor.results import CheckResult, advise, well, wrong
from bot.responding.permissions import Hints, missing_from
from bot.settings import Settings
from bot.words.english import ENGLISH
from bot.words.host import discord_checks as say
from bot.words.host.checks import named

MOST_SERVERS = 20
"""How many servers are looked at closely: each takes three requests."""

NAMED = 5
"""How many channels or commands a line names at most."""

_TALKED_IN = (discord.TextChannel, discord.ForumChannel, discord.VoiceChannel, discord.StageChannel)


@dataclass(frozen=True, slots=True)
class Server:
    """A server as seen over HTTP: its channels, and ourselves in it."""

    guild: discord.Guild
    channels: Sequence[discord.abc.GuildChannel]
    me: discord.Member


async def look_at_servers(client: discord.Client, settings: Settings) -> tuple[list[Server], list[CheckResult]]:
    """Look at the servers, and return them with verdicts."""
    try:
        async with asyncio.timeout(PATIENCE):
            found = [guild async for guild in client.fetch_guilds(limit=None, with_counts=False)]
    except Exception as error:
        return [], [explain(error, settings)]
    if not found:
        return [], [advise(*say.NO_SERVER)]
    servers: list[Server] = []
    verdicts: list[CheckResult] = []
    for guild in found[:MOST_SERVERS]:
        try:
            async with asyncio.timeout(PATIENCE):
                server = await _look(client, guild.id)
        except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
            verdicts.append(explain(error, settings))
        else:
            servers.append(server)
            verdicts.append(_server(server))
    if len(found) > MOST_SERVERS:
        verdicts.append(well(say.servers_left_out(len(found) - MOST_SERVERS)))
    return servers, verdicts


async def _look(client: discord.Client, guild_id: int) -> Server:
    assert client.user is not None
    guild = await client.fetch_guild(guild_id, with_counts=False)
    me = await guild.fetch_member(client.user.id)
    return Server(guild, await guild.fetch_channels(), me)


def _server(server: Server) -> CheckResult:
    """Say what is missing in a server: by our roles, and in how many channels."""
    which = server.guild.name, server.guild.id
    if server.me.is_timed_out():
        return wrong(*say.timed_out(*which))
    talked_in = [channel for channel in server.channels if isinstance(channel, _TALKED_IN)]
    lacking = [channel for channel in talked_in if missing_from(channel.permissions_for(server.me))]
    missing = missing_from(server.me.guild_permissions)
    open_ones = len(talked_in) - len(lacking)
    if not missing:
        if talked_in and not open_ones:
            return wrong(*say.every_channel_denies(*which))
        return well(say.server_well(*which, named([f"#{channel.name}" for channel in lacking], NAMED)))
    told = say.roles_lack(*which, _names(missing), open_ones, len(talked_in))
    return advise(*told) if open_ones else wrong(*told)


def _names(permissions: Iterable[str]) -> str:
    return ", ".join(map(ENGLISH.permissions.name, permissions))


async def check_ask_channels(
    client: discord.Client, servers: Sequence[Server], settings: Settings
) -> list[CheckResult]:
    """Look at each channel of ASK_CHANNELS: that it exists, can be talked in, and is open to the bot."""
    return [await _ask_channel(client, servers, each, settings) for each in sorted(settings.ask_channels)]


async def _ask_channel(
    client: discord.Client, servers: Sequence[Server], channel_id: int, settings: Settings
) -> CheckResult:
    try:
        async with asyncio.timeout(PATIENCE):
            channel = await client.fetch_channel(channel_id)
    except discord.NotFound:
        return wrong(*say.no_channel(channel_id))
    except discord.Forbidden:
        known = any(channel.id == channel_id for server in servers for channel in server.channels)
        return wrong(*say.unseen_channel(channel_id, known=known))
    except Exception as error:
        return explain(error, settings)
    if isinstance(channel, discord.abc.PrivateChannel):
        return wrong(*say.direct_channel(channel_id))
    if not isinstance(channel, (*_TALKED_IN, discord.Thread)):
        return wrong(*say.category(channel.name, channel_id))
    parent_id = channel.parent_id if isinstance(channel, discord.Thread) else channel_id
    try:
        server = next((each for each in servers if each.guild.id == channel.guild.id), None)
        server = server or await _look(client, channel.guild.id)
    except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
        return explain(error, settings)
    here = next(each for each in server.channels if each.id == parent_id)
    if missing := missing_from(here.permissions_for(server.me)):
        return wrong(*say.channel_denies(channel.name, channel_id, _names(missing)))
    return well(say.channel_well(channel.name, channel_id))


async def check_commands(client: discord.Client, settings: Settings) -> list[CheckResult]:
    """Compare our commands with what was sent last, and with what Discord has."""
    assert client.application_id is not None
    # The tree only writes its commands down and reads Discord's; it needs no bot that answers.
    tree = CommandTree(client, features.COMMANDS, Hints())
    guild = settings.sync_guild
    target = None if guild is None else discord.Object(guild)
    place = say.scope(guild)
    try:
        async with asyncio.timeout(PATIENCE):
            if guild is not None:
                await client.fetch_guild(guild, with_counts=False)
            at_discord = await tree.fetch_commands(guild=target)
            for_all = at_discord if target is None else await tree.fetch_commands()
    except (discord.NotFound, discord.Forbidden):
        return [wrong(*say.not_in_server(place))]
    except Exception as error:
        return [explain(error, settings)]
    ours = {(each.get("type", 1), each["name"]): each.get("description", "") for each in await payloads_of(tree)}
    theirs = {(each.type.value, each.name): each.description for each in at_discord}
    different = sorted({name for _, name in dict(ours.items() ^ theirs.items())})
    verdicts = []
    if not await is_synced(tree, client.application_id, settings.data_dir, guild):
        verdicts.append(advise(*say.commands_to_send(place, changed=bool(different))))
    elif different:
        record = settings.data_dir / "commands.json"
        verdicts.append(wrong(*say.other_commands(place, named(different, NAMED), record)))
    else:
        verdicts.append(well(say.commands_well(len(ours), place)))
    if target is not None and for_all:
        verdicts.append(advise(*say.commands_twice(named([each.name for each in for_all], NAMED))))
    return verdicts
