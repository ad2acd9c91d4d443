"""The servers the bot is in: what it may do there, the channels made for asking, and the commands."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

import aiohttp
import discord

from bot import features
from bot.connection.command_sync import is_synced, payloads_of
from bot.connection.command_tree import CommandTree
from bot.doctor.portal import PATIENCE, explain
from bot.doctor.verdicts import Verdict, advise, well, wrong
from bot.responding import invite
from bot.responding.permissions import Hints
from bot.settings import Settings

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


async def look_at_servers(client: discord.Client, settings: Settings) -> tuple[list[Server], list[Verdict]]:
    """Look at the servers, and return them with verdicts."""
    try:
        async with asyncio.timeout(PATIENCE):
            found = [guild async for guild in client.fetch_guilds(limit=None, with_counts=False)]
    except Exception as error:
        return [], [explain(error, settings)]
    if not found:
        return [], [advise("The bot is in no server yet.", "Open the invite link above.")]
    servers: list[Server] = []
    verdicts: list[Verdict] = []
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
        verdicts.append(well(f"{len(found) - MOST_SERVERS:,} more servers were not looked at"))
    return servers, verdicts


async def _look(client: discord.Client, guild_id: int) -> Server:
    assert client.user is not None
    guild = await client.fetch_guild(guild_id, with_counts=False)
    me = await guild.fetch_member(client.user.id)
    return Server(guild, await guild.fetch_channels(), me)


def _server(server: Server) -> Verdict:
    """Say what is missing in a server: by our roles, and in how many channels."""
    name = f"Server {server.guild.name} ({server.guild.id})"
    if server.me.is_timed_out():
        return wrong(f"{name}: the bot is timed out.", "Someone who manages the server can end that.")
    talked_in = [channel for channel in server.channels if isinstance(channel, _TALKED_IN)]
    lacking = [channel for channel in talked_in if invite.missing(channel.permissions_for(server.me))]
    missing = invite.missing(server.me.guild_permissions)
    if not missing:
        if talked_in and len(lacking) == len(talked_in):
            return wrong(f"{name}: every channel denies the bot something.", "Look at the channels' permissions.")
        closed = f"; closed to it in part: {_named([f'#{channel.name}' for channel in lacking])}" if lacking else ""
        return well(f"{name}: nothing is missing{closed}")
    names = ", ".join(need.name for need in missing)
    do = f"Give the role of the bot {names} in the server's settings, or open the invite link again."
    open_ones = len(talked_in) - len(lacking)
    if open_ones:
        return advise(f"{name}: its roles lack {names}; {open_ones} of {len(talked_in)} channels allow all.", do)
    return wrong(f"{name}: its roles lack {names}.", do)


async def check_ask_channels(client: discord.Client, servers: Sequence[Server], settings: Settings) -> list[Verdict]:
    """Look at each channel of ASK_CHANNELS: that it exists, can be talked in, and is open to the bot."""
    return [await _ask_channel(client, servers, each, settings) for each in sorted(settings.ask_channels)]


async def _ask_channel(
    client: discord.Client, servers: Sequence[Server], channel_id: int, settings: Settings
) -> Verdict:
    remove = "Correct ASK_CHANNELS, or invite the bot where the channel is."
    try:
        async with asyncio.timeout(PATIENCE):
            channel = await client.fetch_channel(channel_id)
    except discord.NotFound:
        return wrong(f"ASK_CHANNELS: there is no channel {channel_id}.", remove)
    except discord.Forbidden:
        known = any(channel.id == channel_id for server in servers for channel in server.channels)
        do = "Let the bot's role view it in the channel's permissions." if known else remove
        return wrong(f"ASK_CHANNELS: the bot cannot see the channel {channel_id}.", do)
    except Exception as error:
        return explain(error, settings)
    if isinstance(channel, discord.abc.PrivateChannel):
        return wrong(f"ASK_CHANNELS: {channel_id} is a direct conversation, and needs no entry.", "Take it out.")
    name = f"ASK_CHANNELS: #{channel.name} ({channel_id})"
    if not isinstance(channel, (*_TALKED_IN, discord.Thread)):
        return wrong(f"{name} is a category.", "Write the ids of its channels.")
    parent_id = channel.parent_id if isinstance(channel, discord.Thread) else channel_id
    try:
        server = next((each for each in servers if each.guild.id == channel.guild.id), None)
        server = server or await _look(client, channel.guild.id)
    except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
        return explain(error, settings)
    here = next(each for each in server.channels if each.id == parent_id)
    missing = ", ".join(need.name for need in invite.missing(here.permissions_for(server.me)))
    if missing:
        return wrong(f"{name} denies the bot {missing}.", "Allow it to the bot's role in the channel's permissions.")
    return well(f"{name} is open to the bot")


async def check_commands(client: discord.Client, settings: Settings) -> list[Verdict]:
    """Compare our commands with what was sent last, and with what Discord has."""
    assert client.application_id is not None
    # The tree only writes its commands down and reads Discord's; it needs no bot that answers.
    tree = CommandTree(client, features.COMMANDS, Hints())
    guild = settings.sync_guild
    target = None if guild is None else discord.Object(guild)
    place = "every server" if guild is None else f"SYNC_GUILD {guild}"
    try:
        async with asyncio.timeout(PATIENCE):
            if guild is not None:
                await client.fetch_guild(guild, with_counts=False)
            at_discord = await tree.fetch_commands(guild=target)
            for_all = at_discord if target is None else await tree.fetch_commands()
    except (discord.NotFound, discord.Forbidden):
        return [wrong(f"The bot is not in the server {place}.", "Invite it there, or correct the id.")]
    except Exception as error:
        return [explain(error, settings)]
    ours = {(each.get("type", 1), each["name"]): each.get("description", "") for each in await payloads_of(tree)}
    theirs = {(each.type.value, each.name): each.description for each in at_discord}
    different = sorted({name for _, name in dict(ours.items() ^ theirs.items())})
    verdicts = []
    if not await is_synced(tree, client.application_id, settings.data_dir, guild):
        how = "were never sent, or have changed since" if different else "are at Discord; DATA_DIR has no record of it"
        verdicts.append(
            advise(f"The commands for {place} {how}.", "Nothing: they are sent at the next start, python -m bot.")
        )
    elif different:
        verdicts.append(
            wrong(
                f"Discord has other commands for {place} than were sent: {_named(different)}.",
                f"Delete {settings.data_dir / 'commands.json'} and start again: they are then sent anew.",
            )
        )
    else:
        verdicts.append(well(f"{len(ours)} commands are at Discord for {place}"))
    if target is not None and for_all:
        verdicts.append(
            advise(
                f"SYNC_GUILD shows commands twice: {_named([each.name for each in for_all])} are there for all too.",
                "Leave SYNC_GUILD empty once you no longer change commands.",
            )
        )
    return verdicts


def _named(names: Sequence[str]) -> str:
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more
