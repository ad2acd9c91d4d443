"""Discord: the token, the application's switches in the Developer Portal, the invite link, the gateway."""

from __future__ import annotations

import asyncio
import base64
import os
import re

import aiohttp
import discord
import yarl

from bot.doctor.verdicts import Verdict, advise, well, wrong
from bot.responding import invite
from bot.settings import Settings
from bot.words.host import start as host

PATIENCE = 20.0
"""Seconds that a look at Discord may take."""

FEW_LOGINS = 50
"""Of 1,000 logins a day: Discord resets the token of a bot that uses them up."""

HELLO = 10
UNAUTHORIZED, FORBIDDEN, TOO_MANY = 401, 403, 429

_TOKEN = re.compile(r"([\w-]{18,})\.[\w-]{5,}\.[\w-]{20,}")
_SECRET = re.compile(r"[\w-]{32}")
_PUBLIC_KEY = re.compile(r"[0-9a-f]{64}")
PORTAL = "https://discord.com/developers/applications"


def check_shape(token: str) -> list[Verdict]:
    """Look at the token without asking Discord; only a sound one is worth a login."""
    again = f"Copy the token from {PORTAL}, your application, Bot, Reset Token."
    if not token:
        do = "Set DISCORD_TOKEN in .env, or talk to the bot in the terminal with python -m bot."
        return [wrong("DISCORD_TOKEN is not set: nothing of Discord was looked at.", do)]
    if token.isdigit():
        return [wrong("DISCORD_TOKEN is an id, such as the application's, and no token.", again)]
    if _PUBLIC_KEY.fullmatch(token):
        return [wrong("DISCORD_TOKEN is the application's public key, and no token.", again)]
    if _SECRET.fullmatch(token):
        return [wrong("DISCORD_TOKEN is the application's client secret, and no token.", again)]
    if token[0] in "\"'":
        return [wrong("DISCORD_TOKEN begins with a quotation mark.", "Write the token alone.")]
    match = _TOKEN.fullmatch(token)
    if match is None:
        return [wrong("DISCORD_TOKEN does not have a token's shape: three parts with a dot between.", again)]
    if not _names_an_id(match[1]):
        return [wrong("DISCORD_TOKEN is damaged: its first part names no bot.", again)]
    return [well("The token has a token's shape")]


def _names_an_id(part: str) -> bool:
    try:
        text = base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
    except ValueError:
        return False
    return text.isdigit()


def explain(error: Exception, settings: Settings) -> Verdict:
    """Return the verdict on a look at Discord that failed."""
    where = settings.api_url or "discord.com"
    proxy = " and at DISCORD_API_URL" if settings.api_url else ""
    if isinstance(error, discord.LoginFailure):
        return wrong("Discord does not accept the token.", host.BAD_TOKEN)
    if isinstance(error, discord.RateLimited) or (
        isinstance(error, discord.HTTPException) and error.status == TOO_MANY
    ):
        return wrong("Discord refuses this address for now: too many requests came from it.", "Wait an hour.")
    if isinstance(error, discord.GatewayNotFound) or (isinstance(error, discord.HTTPException) and error.status >= 500):
        return wrong("Discord has trouble at the moment.", "Look at https://discordstatus.com, and try again later.")
    if isinstance(error, discord.HTTPException):
        return wrong(f"{where} does not answer as Discord does (status {error.status}).", f"Look{proxy or ' again'}.")
    if isinstance(error, aiohttp.ClientError | OSError | TimeoutError):
        return wrong(
            f"{where} cannot be reached ({_why(error)}): nothing of Discord was looked at.",
            f"Look at this machine's network{proxy}.",
        )
    return wrong(f"{where} does not answer as Discord does ({type(error).__name__}).", f"Look{proxy or ' again'}.")


def _why(error: BaseException) -> str:
    if isinstance(error, TimeoutError):
        return "no answer in time"
    number = error.errno if isinstance(error, OSError) else None
    return os.strerror(number) if number is not None and number > 0 else type(error).__name__


async def log_in(client: discord.Client, settings: Settings) -> Verdict:
    """Log in over HTTP, without the gateway."""
    try:
        async with asyncio.timeout(PATIENCE):
            await client.login(settings.token.reveal())
    except Exception as error:
        return explain(error, settings)
    return well(f"Logged in as {client.user} (application {client.application_id})")


def check_switches(application: discord.AppInfo, settings: Settings) -> list[Verdict]:
    """Look at the portal's switches against what the settings need."""
    flags = application.flags
    page = f"{PORTAL}/{application.id}"
    content = flags.gateway_message_content or flags.gateway_message_content_limited
    found: list[Verdict] = []
    if settings.ask_channels and not content:
        found.append(
            wrong(
                "ASK_CHANNELS needs the Message Content intent, and it is off.",
                f"Switch it on at {page}/bot, Privileged Gateway Intents, or leave ASK_CHANNELS empty.",
            )
        )
    idle = [
        name
        for name, on in (
            ("Server Members", flags.gateway_guild_members or flags.gateway_guild_members_limited),
            ("Presence", flags.gateway_presence or flags.gateway_presence_limited),
        )
        if on
    ]
    if idle:
        found.append(advise(f"Intents are on that nothing uses: {', '.join(idle)}.", f"Switch them off at {page}/bot."))
    if application.interactions_endpoint_url:
        found.append(
            wrong(
                "An Interactions Endpoint URL is set, so commands never reach the bot.",
                f"Empty that field at {page}/information.",
            )
        )
    if application.bot_require_code_grant:
        found.append(
            wrong(
                "Requires OAuth2 Code Grant is on, so the invite link fails.",
                f"Switch it off at {page}/bot, Authorization Flow.",
            )
        )
    if application.user_integration_config and not application.guild_integration_config:
        found.append(
            wrong(
                "Guild Install is off, so nobody can add the bot to a server.",
                f"Switch it on at {page}/installation, Installation Contexts.",
            )
        )
    return found or [well("The portal's switches fit the settings")]


def check_invite(application_id: int) -> list[Verdict]:
    """Write the invite link, and what each of its permissions is for."""
    purposes = (well(f"It asks for {need.name}: {need.purpose}") for need in (*invite.NEEDS, *invite.ON_CHOICE))
    return [well(f"Invite link: {invite.link(application_id)}"), *purposes]


async def check_gateway(client: discord.Client, settings: Settings) -> list[Verdict]:
    """Ask Discord for shards and logins left, and reach the gateway for its first word; that uses no login."""
    try:
        async with asyncio.timeout(PATIENCE):
            shards, address, limit = await client.http.get_bot_gateway()
    except Exception as error:
        return [explain(error, settings)]
    found = [_shards(shards, settings), _logins(limit["remaining"], limit["total"], limit["reset_after"])]
    address = settings.gateway_url or address
    try:
        async with asyncio.timeout(PATIENCE), aiohttp.ClientSession() as session:
            async with session.ws_connect(yarl.URL(address).with_query(v=10, encoding="json")) as socket:
                hello = await socket.receive_json()
            reached = isinstance(hello, dict) and hello.get("op") == HELLO
            why = "it does not answer as Discord does"
    except Exception as error:
        reached, why = False, _why(error)
    if reached:
        return [*found, well(f"The gateway {address} answers")]
    proxy = " and at DISCORD_GATEWAY_URL" if settings.gateway_url else ""
    do = f"Look at this machine's network{proxy}: web sockets must get through."
    return [*found, wrong(f"The gateway {address} cannot be reached ({why}).", do)]


def _shards(recommended: int, settings: Settings) -> Verdict:
    count = settings.shard_count
    if count is None:
        return well(f"Shards: {recommended}, as Discord recommends")
    if count < recommended:
        return wrong(
            f"SHARD_COUNT is {count}, and the bot's servers need {recommended}.",
            f"Leave SHARD_COUNT empty, or write at least {recommended}.",
        )
    if settings.shard_ids is None or len(settings.shard_ids) == count:
        return well(f"Shards: all {count} in this process")
    others = ",".join(str(each) for each in range(count) if each not in settings.shard_ids)
    ours = ",".join(map(str, settings.shard_ids))
    return advise(f"This process runs shards {ours} of {count}.", f"Run shards {others} in other processes.")


def _logins(remaining: int, total: int, reset_after: int) -> Verdict:
    hours = reset_after / 3_600_000
    if not remaining:
        return wrong(
            f"None of the day's {total:,} logins is left.", f"Wait {hours:.0f} hours, and stop what uses them."
        )
    if remaining < FEW_LOGINS:
        return advise(
            f"Only {remaining} of the day's {total:,} logins are left.",
            "Find out what starts the bot again and again.",
        )
    return well(f"{remaining:,} of the day's {total:,} logins are left")
