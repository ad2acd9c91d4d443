"""Discord: the token, the application's switches in the Developer Portal, the invite link, the gateway."""

from __future__ import annotations

import asyncio
import base64
import os
import re

import aiohttp
import discord
import yarl

from bot.doctor.results import CheckResult, advise, well, wrong
from bot.responding.permissions import NEEDS, THREADS, invite_link
from bot.settings import Settings
from bot.words.english import ENGLISH
from bot.words.host import discord_checks as say
from bot.words.host.start import BAD_TOKEN

PATIENCE = 20.0
"""Seconds that a look at Discord may take."""

FEW_LOGINS = 50
"""Of 1,000 logins a day: Discord resets the token of a bot that uses them up."""

HELLO = 10
TOO_MANY_REQUESTS = 429

_TOKEN = re.compile(r"([\w-]{18,})\.[\w-]{5,}\.[\w-]{20,}")
_SECRET = re.compile(r"[\w-]{32}")
_PUBLIC_KEY = re.compile(r"[0-9a-f]{64}")


def check_shape(token: str) -> list[CheckResult]:
    """Look at the token without asking Discord; only a sound one is worth a login."""
    if not token:
        return [wrong(*say.NO_TOKEN)]
    if token.isdigit():
        return [wrong(*say.TOKEN_IS_AN_ID)]
    if _PUBLIC_KEY.fullmatch(token):
        return [wrong(*say.TOKEN_IS_THE_KEY)]
    if _SECRET.fullmatch(token):
        return [wrong(*say.TOKEN_IS_THE_SECRET)]
    if token[0] in "\"'":
        return [wrong(*say.TOKEN_QUOTED)]
    match = _TOKEN.fullmatch(token)
    if match is None:
        return [wrong(*say.TOKEN_MISSHAPEN)]
    if not _names_an_id(match[1]):
        return [wrong(*say.TOKEN_DAMAGED)]
    return [well(say.TOKEN_WELL)]


def _names_an_id(part: str) -> bool:
    try:
        text = base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
    except ValueError:
        return False
    return text.isdigit()


def explain(error: Exception, settings: Settings) -> CheckResult:
    """Return the verdict on a look at Discord that failed."""
    where = settings.api_url or "discord.com"
    proxy = "DISCORD_API_URL" if settings.api_url else None
    if isinstance(error, discord.LoginFailure):
        return wrong(say.TOKEN_REFUSED, BAD_TOKEN)
    if isinstance(error, discord.RateLimited) or (
        isinstance(error, discord.HTTPException) and error.status == TOO_MANY_REQUESTS
    ):
        return wrong(*say.TOO_MANY_REQUESTS)
    if isinstance(error, discord.GatewayNotFound) or (isinstance(error, discord.HTTPException) and error.status >= 500):
        return wrong(*say.TROUBLE)
    if isinstance(error, discord.HTTPException):
        return wrong(*say.not_discord(where, say.status(error.status), proxy))
    if isinstance(error, aiohttp.ClientError | OSError | TimeoutError):
        return wrong(*say.unreachable(where, _why(error), proxy))
    return wrong(*say.not_discord(where, type(error).__name__, proxy))


def _why(error: BaseException) -> str:
    if isinstance(error, TimeoutError):
        return say.NO_ANSWER_IN_TIME
    number = error.errno if isinstance(error, OSError) else None
    return os.strerror(number) if number is not None and number > 0 else type(error).__name__


async def log_in(client: discord.Client, settings: Settings) -> CheckResult:
    """Log in over HTTP, without the gateway."""
    try:
        async with asyncio.timeout(PATIENCE):
            await client.login(settings.token.reveal())
    except Exception as error:
        return explain(error, settings)
    return well(say.logged_in(client.user, client.application_id))


def check_switches(application: discord.AppInfo, settings: Settings) -> list[CheckResult]:
    """Look at the portal's switches against what the settings need."""
    flags = application.flags
    page = f"{say.PORTAL}/{application.id}"
    content = flags.gateway_message_content or flags.gateway_message_content_limited
    found: list[CheckResult] = []
    if settings.ask_channels and not content:
        found.append(wrong(*say.content_off(page)))
    idle = [
        name
        for name, on in (
            (say.SERVER_MEMBERS, flags.gateway_guild_members or flags.gateway_guild_members_limited),
            (say.PRESENCE, flags.gateway_presence or flags.gateway_presence_limited),
        )
        if on
    ]
    if idle:
        found.append(advise(*say.idle_intents(idle, page)))
    if application.interactions_endpoint_url:
        found.append(wrong(*say.endpoint_set(page)))
    if application.bot_require_code_grant:
        found.append(wrong(*say.code_grant(page)))
    if application.user_integration_config and not application.guild_integration_config:
        found.append(wrong(*say.guild_install_off(page)))
    return found or [well(say.SWITCHES_WELL)]


def check_invite(application_id: int) -> list[CheckResult]:
    """Write the invite link, and the permissions that it asks for."""
    names = [ENGLISH.permissions.name(flag) for flag in (*NEEDS, THREADS)]
    return [well(say.invite_link(invite_link(application_id))), well(say.asks_for(names))]


async def check_gateway(client: discord.Client, settings: Settings) -> list[CheckResult]:
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
            why = say.NOT_DISCORD
    except Exception as error:
        reached, why = False, _why(error)
    if reached:
        return [*found, well(say.gateway(address))]
    proxy = "DISCORD_GATEWAY_URL" if settings.gateway_url else None
    return [*found, wrong(*say.gateway_unreachable(address, why, proxy))]


def _shards(recommended: int, settings: Settings) -> CheckResult:
    count = settings.shard_count
    if count is None:
        return well(say.shards_recommended(recommended))
    if count < recommended:
        return wrong(*say.too_few_shards(count, recommended))
    if settings.shard_ids is None or len(settings.shard_ids) == count:
        return well(say.all_shards(count))
    others = ",".join(str(each) for each in range(count) if each not in settings.shard_ids)
    return advise(*say.some_shards(",".join(map(str, settings.shard_ids)), count, others))


def _logins(remaining: int, total: int, reset_after: int) -> CheckResult:
    if not remaining:
        return wrong(*say.no_logins(total, reset_after / 3_600_000))
    if remaining < FEW_LOGINS:
        return advise(*say.few_logins(remaining, total))
    return well(say.logins(remaining, total))
