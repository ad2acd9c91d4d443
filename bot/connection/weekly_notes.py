"""Once a week, a note to the channel that a server chose: how many questions were left for the host, never which.

It is the number alone, since nobody has looked at the words yet; nothing is said where nothing was left. Words that
have been kept for long enough are deleted here too, though nobody leaves any more.
"""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from datetime import UTC, datetime, timedelta

import aiohttp
import discord

from bot.cards.gaps import digest_card
from bot.logs import describe
from bot.responding.delivery import paint
from bot.store.schema import NewerSchemaError
from bot.store.store import Store
from bot.words.languages import words_for

EVERY = timedelta(days=7)
LOOK_EVERY = 3600.0
"""Seconds between two looks whether it is time. The first is at the start."""

_log = logging.getLogger(__name__)


async def keep_watch(client: discord.Client, store: Store) -> None:
    """Tell servers, and delete what is too old, for as long as the client lives. Raises nothing."""
    await client.wait_until_ready()
    while True:
        try:
            await store.expire_gaps()
            for guild in tuple(client.guilds):
                await tell(guild, store)
        except (sqlite3.Error, OSError, NewerSchemaError) as error:
            _log.info("What people left for the host cannot be seen to now (%s).", describe(error))
        except Exception:
            _log.exception("What people left for the host could not be seen to.")
        await asyncio.sleep(LOOK_EVERY)


async def tell(guild: discord.Guild, store: Store) -> None:
    """Tell one server how many questions were left, where it wants to know and it is time. Raises what `Store` does."""
    chosen = store.settings_for(guild.id).digest_channel
    channel = None if chosen is None else guild.get_channel_or_thread(chosen)
    if not isinstance(channel, discord.abc.Messageable):
        return
    digest = await store.claim_digest(guild.id, datetime.now(UTC).date(), EVERY)
    if digest is None:
        return
    words = words_for(guild.preferred_locale)
    card = digest_card(digest.left, words.numbers.day(digest.since), words)
    embeds = channel.permissions_for(guild.me).embed_links
    try:
        await channel.send(**paint(card, embeds=embeds).new_message())
    except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
        # It counts as told: what could not be said is in /gaps, and the next week comes.
        _log.info("Could not tell a server what was left for the host (%s).", describe(error))
