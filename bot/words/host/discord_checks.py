"""What `python -m bot check` says of Discord: the token, the portal, the gateway, servers, commands.

A pair is what was found and what to do about it; a single text is something that is as it should be.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.words.host.checks import Advice

PORTAL = "https://discord.com/developers/applications"
_COPY_AGAIN = f"Copy the token from {PORTAL}, your application, Bot, Reset Token."

# --- the token

NO_TOKEN: Advice = (
    "DISCORD_TOKEN is not set: nothing of Discord was looked at.",
    "Set DISCORD_TOKEN in .env, or talk to the bot in the terminal: verbatim --terminal.",
)
TOKEN_IS_AN_ID: Advice = ("DISCORD_TOKEN is an id, such as the application's, and no token.", _COPY_AGAIN)
TOKEN_IS_THE_KEY: Advice = ("DISCORD_TOKEN is the application's public key, and no token.", _COPY_AGAIN)
TOKEN_IS_THE_SECRET: Advice = ("DISCORD_TOKEN is the application's client secret, and no token.", _COPY_AGAIN)
TOKEN_QUOTED: Advice = ("DISCORD_TOKEN begins with a quotation mark.", "Write the token alone.")
TOKEN_MISSHAPEN: Advice = (
    "DISCORD_TOKEN does not have a token's shape: three parts with a dot between.",
    _COPY_AGAIN,
)
TOKEN_DAMAGED: Advice = ("DISCORD_TOKEN is damaged: its first part names no bot.", _COPY_AGAIN)
TOKEN_WELL = "The token has a token's shape"
TOKEN_REFUSED = "Discord does not accept the token."


def logged_in(name: object, application: int | None) -> str:
    """Say as whom the bot is logged in."""
    return f"Logged in as {name} (application {application})"


# --- a look at Discord that failed

TOO_MANY_REQUESTS: Advice = (
    "Discord refuses this address for now: too many requests came from it.",
    "Wait an hour.",
)
TROUBLE: Advice = (
    "Discord is having trouble right now.",
    "Look at https://discordstatus.com, and try again later.",
)
NO_ANSWER_IN_TIME = "no answer in time"
NOT_DISCORD = "it does not answer as Discord does"


def not_discord(where: str, how: str, proxy: str | None) -> Advice:
    """Say that what answers is not Discord; `proxy` names the setting that points there."""
    return f"{where} does not answer as Discord does ({how}).", f"Look{_at(proxy) or ' again'}."


def unreachable(where: str, why: str, proxy: str | None) -> Advice:
    """Say that Discord cannot be reached; `proxy` names the setting that points elsewhere."""
    return (
        f"{where} cannot be reached ({why}): nothing of Discord was looked at.",
        f"Look at this machine's network{_at(proxy)}.",
    )


def status(number: int) -> str:
    """Name an HTTP status."""
    return f"status {number}"


def _at(proxy: str | None) -> str:
    return f" and at {proxy}" if proxy else ""


# --- the portal

SERVER_MEMBERS = "Server Members"
PRESENCE = "Presence"
SWITCHES_WELL = "The portal's switches fit the settings"


def content_off(page: str) -> Advice:
    """Say that the intent is off that ASK_CHANNELS needs; `page` is the application's in the portal."""
    return (
        "ASK_CHANNELS needs the Message Content intent, and it is off.",
        f"Switch it on at {page}/bot, Privileged Gateway Intents, or leave ASK_CHANNELS empty.",
    )


def idle_intents(names: Sequence[str], page: str) -> Advice:
    """Say that intents are on that nothing uses."""
    return f"Intents are on that nothing uses: {', '.join(names)}.", f"Switch them off at {page}/bot."


def endpoint_set(page: str) -> Advice:
    """Say that commands go elsewhere."""
    return (
        "An Interactions Endpoint URL is set, so commands never reach the bot.",
        f"Empty that field at {page}/information.",
    )


def code_grant(page: str) -> Advice:
    """Say that the invite link fails."""
    return (
        "Requires OAuth2 Code Grant is on, so the invite link fails.",
        f"Switch it off at {page}/bot, Authorization Flow.",
    )


def guild_install_off(page: str) -> Advice:
    """Say that the bot cannot be added to a server."""
    return (
        "Guild Install is off, so nobody can add the bot to a server.",
        f"Switch it on at {page}/installation, Installation Contexts.",
    )


def invite_link(address: str) -> str:
    """Give the invite link."""
    return f"Invite link: {address}"


def asks_for(permissions: Sequence[str]) -> str:
    """Name the permissions that the link asks for."""
    return f"It asks for: {', '.join(permissions)}"


# --- the gateway


def gateway(address: str) -> str:
    """Say that the gateway answers."""
    return f"The gateway {address} answers"


def gateway_unreachable(address: str, why: str, proxy: str | None) -> Advice:
    """Say that the gateway cannot be reached; `proxy` names the setting that points there."""
    return (
        f"The gateway {address} cannot be reached ({why}).",
        f"Look at this machine's network{_at(proxy)}: web sockets must get through.",
    )


def shards_recommended(count: int) -> str:
    """Say how many shards will run."""
    return f"Shards: {count}, as Discord recommends"


def too_few_shards(count: int, needed: int) -> Advice:
    """Say that SHARD_COUNT is too small."""
    return (
        f"SHARD_COUNT is {count}, and the bot's servers need {needed}.",
        f"Leave SHARD_COUNT empty, or write at least {needed}.",
    )


def all_shards(count: int) -> str:
    """Say that every shard runs here."""
    return f"Shards: all {count} in this process"


def some_shards(ours: str, count: int, others: str) -> Advice:
    """Say that other processes have to run the rest."""
    return f"This process runs shards {ours} of {count}.", f"Run shards {others} in other processes."


def no_logins(total: int, hours: float) -> Advice:
    """Say that no login is left today."""
    return f"None of the day's {total:,} logins is left.", f"Wait {hours:.0f} hours, and stop what uses them."


def few_logins(remaining: int, total: int) -> Advice:
    """Say that few logins are left today."""
    return (
        f"Only {remaining} of the day's {total:,} logins are left.",
        "Find out what starts the bot again and again.",
    )


def logins(remaining: int, total: int) -> str:
    """Say how many logins are left today."""
    return f"{remaining:,} of the day's {total:,} logins are left"


# --- servers

NO_SERVER: Advice = ("The bot is in no server yet.", "Open the invite link above.")


def servers_left_out(count: int) -> str:
    """Say that some servers were not looked at."""
    return f"{count:,} more servers were not looked at"


def timed_out(name: str, server: int) -> Advice:
    """Say that the bot may do nothing there for now."""
    return f"{_server(name, server)}: the bot is timed out.", "Someone who manages the server can end that."


def every_channel_denies(name: str, server: int) -> Advice:
    """Say that no channel of a server is fully open to the bot."""
    return f"{_server(name, server)}: every channel denies the bot something.", "Look at the channels' permissions."


def server_well(name: str, server: int, closed: str) -> str:
    """Say that nothing is missing; `closed` names channels that deny the bot something."""
    return f"{_server(name, server)}: nothing is missing" + (f"; closed to it in part: {closed}" if closed else "")


def roles_lack(name: str, server: int, permissions: str, open_channels: int, channels: int) -> Advice:
    """Say what the bot's roles lack in a server, and how many channels allow it all the same."""
    some = f"; {open_channels} of {channels} channels allow all" if open_channels else ""
    return (
        f"{_server(name, server)}: its roles lack {permissions}{some}.",
        f"Give the role of the bot {permissions} in the server's settings, or open the invite link again.",
    )


def _server(name: str, server: int) -> str:
    return f"Server {name} ({server})"


# --- ASK_CHANNELS

_CORRECT = "Correct ASK_CHANNELS, or invite the bot where the channel is."


def no_channel(channel: int) -> Advice:
    """Say that a channel does not exist."""
    return f"ASK_CHANNELS: there is no channel {channel}.", _CORRECT


def unseen_channel(channel: int, *, known: bool) -> Advice:
    """Say that the bot cannot see a channel; `known`: it is in a server of the bot's."""
    do = "Let the bot's role view it in the channel's permissions." if known else _CORRECT
    return f"ASK_CHANNELS: the bot cannot see the channel {channel}.", do


def direct_channel(channel: int) -> Advice:
    """Say that a direct conversation needs no entry."""
    return f"ASK_CHANNELS: {channel} is a direct conversation, and needs no entry.", "Take it out."


def category(name: str, channel: int) -> Advice:
    """Say that nobody can ask in a category."""
    return f"{_channel(name, channel)} is a category.", "Write the ids of its channels."


def channel_denies(name: str, channel: int, permissions: str) -> Advice:
    """Say what a channel denies the bot."""
    return (
        f"{_channel(name, channel)} denies the bot {permissions}.",
        "Allow it to the bot's role in the channel's permissions.",
    )


def channel_well(name: str, channel: int) -> str:
    """Say that the bot can answer in a channel."""
    return f"{_channel(name, channel)} is open to the bot"


def _channel(name: str, channel: int) -> str:
    return f"ASK_CHANNELS: #{name} ({channel})"


# --- commands


def scope(server: int | None) -> str:
    """Name where commands are registered."""
    return "every server" if server is None else f"SYNC_GUILD {server}"


def not_in_server(place: str) -> Advice:
    """Say that SYNC_GUILD names a server without the bot."""
    return f"The bot is not in the server {place}.", "Invite it there, or correct the id."


def commands_to_send(place: str, *, changed: bool) -> Advice:
    """Say that the next start sends the commands."""
    how = "were never sent, or have changed since" if changed else "are at Discord; DATA_DIR has no record of it"
    return f"The commands for {place} {how}.", "Nothing: they are sent at the next start."


def other_commands(place: str, names: str, record: object) -> Advice:
    """Say that Discord has other commands than were sent."""
    return (
        f"Discord has other commands for {place} than were sent: {names}.",
        f"Delete {record} and start again: they are then sent anew.",
    )


def commands_well(count: int, place: str) -> str:
    """Say that Discord has the commands."""
    return f"{count} commands are at Discord for {place}"


def commands_twice(names: str) -> Advice:
    """Say that a server shows commands twice."""
    return (
        f"SYNC_GUILD shows commands twice: {names} are there for all too.",
        "Leave SYNC_GUILD empty once you no longer change commands.",
    )
