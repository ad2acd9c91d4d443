"""The message of /setup: how everything stands in a server, with what changes it, for its reader alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

import discord

from bot import errors
from bot.asking.place import Place
from bot.cards.blocks import ChannelLink
from bot.cards.servers import SetUp, ToldStories, ToldStory, ToldThere, setup_card
from bot.cards.told import limit_named
from bot.connection.client import Handler, Interaction, VerbatimClient
from bot.errors import StillReadingError, StoryGoneError
from bot.features.guards import refuse_unless_manager, tell_privately
from bot.responding.interaction import show_alone, working_alone
from bot.responding.permissions import missing_in
from bot.store.server_settings import MOST_CHANNELS, MOST_PER_MINUTE, MOST_ROLES, GuildSettings
from bot.words.catalogue import Words
from bot.words.languages import words_for
from retrieval import ReadUpTo, StoryError

RATES = (1, 2, 3, 5, 10, 20, 30, MOST_PER_MINUTE)
HOSTS_RATE = "host"

PLACES, ROLES, RATE, CHECK = "setup:places", "setup:roles", "setup:rate", "setup:check"
THREADS_ON, THREADS_OFF = "setup:threads:on", "setup:threads:off"
PRIVATE_ON, PRIVATE_OFF = "setup:private:on", "setup:private:off"
GAPS_ON, GAPS_OFF = "setup:gaps:on", "setup:gaps:off"
DIGEST_HERE, DIGEST_OFF = "setup:digest:here", "setup:digest:off"

READY_WITHIN = 1.0
"""Seconds that the story may take to be read up to a limit before a moderator is told that it takes longer."""

DOING = "running /setup"
Change = Callable[[GuildSettings], GuildSettings]
_TEXT = (discord.ChannelType.text, discord.ChannelType.news)


def controls(settings: GuildSettings, guild: discord.Guild, words: Words) -> discord.ui.View:
    """Return what stands under the message: it shows how everything is set, in words."""
    # Channels and roles that are gone are left out: Discord refuses them.
    places = [each for each in sorted(settings.ask_channels | settings.forum_channels) if guild.get_channel(each)]
    roles = [each for each in sorted(settings.asker_roles) if guild.get_role(each)]
    view = discord.ui.View(timeout=None)
    view.add_item(
        discord.ui.ChannelSelect(
            custom_id=PLACES,
            channel_types=[*_TEXT, discord.ChannelType.forum],
            placeholder=words.setup.PLACES_LABEL,
            min_values=0,
            max_values=MOST_CHANNELS,
            default_values=[_default(each, discord.SelectDefaultValueType.channel) for each in places],
        )
    )
    view.add_item(
        discord.ui.RoleSelect(
            custom_id=ROLES,
            placeholder=words.setup.ROLES_LABEL,
            min_values=0,
            max_values=MOST_ROLES,
            default_values=[_default(each, discord.SelectDefaultValueType.role) for each in roles],
        )
    )
    view.add_item(_rates(settings, words))
    threads, private = settings.answers_in_threads, settings.private_by_default
    digest = settings.digest_channel is not None
    for label, custom_id in (
        (words.setup.threads_label(threads), THREADS_OFF if threads else THREADS_ON),
        (words.setup.private_label(private), PRIVATE_OFF if private else PRIVATE_ON),
        (words.setup.gaps_label(settings.takes_gaps), GAPS_OFF if settings.takes_gaps else GAPS_ON),
        (words.setup.digest_label(digest), DIGEST_OFF if digest else DIGEST_HERE),
        (words.setup.CHECK_LABEL, CHECK),
    ):
        view.add_item(discord.ui.Button(label=label, custom_id=custom_id))
    # discord.py keeps every view until it ends; COMPONENTS answers a press of any of them, before a restart and after.
    view.stop()
    return view


def _default(identifier: int, kind: discord.SelectDefaultValueType) -> discord.SelectDefaultValue:
    return discord.SelectDefaultValue(id=identifier, type=kind)


def _rates(settings: GuildSettings, words: Words) -> discord.ui.Select[Any]:
    own = settings.questions_per_minute
    options = [discord.SelectOption(label=words.setup.HOSTS_LABEL, value=HOSTS_RATE, default=own is None)]
    options += [
        discord.SelectOption(label=words.setup.rate_label(rate), value=str(rate), default=rate == own) for rate in RATES
    ]
    return discord.ui.Select(custom_id=RATE, placeholder=words.setup.RATE_LABEL, options=options)


def _values(interaction: Interaction, most: int) -> list[str]:
    """Return what was chosen in a menu: a modified client may send anything."""
    data: Mapping[str, object] = interaction.data or {}
    values = data.get("values")
    if not isinstance(values, list) or len(values) > most or not all(isinstance(each, str) for each in values):
        raise errors.BadChoiceError
    return values


def _identifiers(interaction: Interaction, most: int) -> list[int]:
    return [int(each) for each in _values(interaction, most) if each.isascii() and each.isdecimal() and len(each) < 20]


def _places(interaction: Interaction) -> Change:
    guild = interaction.guild
    assert guild is not None
    found = [guild.get_channel(each) for each in _identifiers(interaction, MOST_CHANNELS)]
    asks = frozenset(each.id for each in found if each is not None and each.type in _TEXT)
    forums = frozenset(each.id for each in found if each is not None and each.type is discord.ChannelType.forum)
    return lambda settings: replace(settings, ask_channels=asks, forum_channels=forums)


def _roles(interaction: Interaction) -> Change:
    guild = interaction.guild
    assert guild is not None
    found = frozenset(each for each in _identifiers(interaction, MOST_ROLES) if guild.get_role(each) is not None)
    # Everyone has the role @everyone, so that choosing it is choosing none.
    roles = frozenset[int]() if guild.id in found else found
    return lambda settings: replace(settings, asker_roles=roles)


def _rate(interaction: Interaction) -> Change:
    (value,) = _values(interaction, 1) or [HOSTS_RATE]
    if value != HOSTS_RATE and value not in map(str, RATES):
        raise errors.BadChoiceError
    rate = None if value == HOSTS_RATE else int(value)
    return lambda settings: replace(settings, questions_per_minute=rate)


def _digest_here(interaction: Interaction) -> Change:
    return lambda settings: replace(settings, digest_channel=interaction.channel_id)


async def show(interaction: Interaction, change: Change | None, limited: Place | None = None) -> None:
    """Make a change, where there is one, and show how everything stands now; `limited` is where a limit was changed."""
    client, guild, words = interaction.client, interaction.guild, words_for(interaction.locale)
    assert guild is not None

    async with working_alone(interaction):
        before = client.settings_for(guild.id)
        chosen = before if change is None else change(before)
        saved = client.store.trouble is None if chosen == before else await client.store.save(guild.id, chosen)
        remarks = [] if saved else [words.setup.NOT_SAVED]
        reconnect = False
        if chosen.needs_message_content and not client.intents.message_content:
            reconnect = change is not None and await client.message_content_allowed()
            remarks.append(words.setup.CONTENT_COMING if reconnect else words.setup.NO_CONTENT)
        if limited is not None and not await client.answers.ready_at(limited, READY_WITHIN):
            remarks.append(words.setup.PREPARING)
        card = setup_card(await _set_up(client, guild, chosen, remarks, words), words)
        await show_alone(interaction, card, controls(chosen, guild, words))
    if reconnect:
        client.content_wanted.set()


async def _set_up(
    client: VerbatimClient, guild: discord.Guild, chosen: GuildSettings, remarks: list[str], words: Words
) -> SetUp:
    def there(channels: Iterable[int]) -> list[ChannelLink]:
        found = map(guild.get_channel_or_thread, sorted(channels))
        return [ChannelLink(channel.id, channel.name) for channel in found if channel is not None]

    roles = [guild.get_role(each) for each in sorted(chosen.asker_roles)]
    return SetUp(
        chosen,
        channels=there(chosen.ask_channels),
        forums=there(chosen.forum_channels),
        roles=[each.name for each in roles if each is not None],
        host_rate=client.settings.questions_per_minute,
        digest=there([] if chosen.digest_channel is None else [chosen.digest_channel]),
        limits=await _told_in(client, guild, chosen, words),
        stories=_stories_in(client, guild, chosen) if client.stories.several else None,
        missing=list(missing_in(guild, chosen, words)),
        remarks=remarks,
    )


async def _told_in(
    client: VerbatimClient, guild: discord.Guild, chosen: GuildSettings, words: Words
) -> Sequence[ToldThere]:
    """Return the channels in which a limit holds for the story that is told there, those with the same one together."""
    channels: dict[tuple[str, ReadUpTo], list[ChannelLink]] = {}
    for identifier, limit, story in chosen.limits:
        with suppress(StoryGoneError):
            name = client.stories.resolve(chosen.story_at(identifier))
            channel = guild.get_channel(identifier)
            if channel is not None and story in client.stories.known_as(name):
                channels.setdefault((name, limit), []).append(ChannelLink(channel.id, channel.name))
    return [
        ToldThere(tuple(links), await _limit_named(client, name, limit, words))
        for (name, limit), links in channels.items()
    ]


async def _limit_named(client: VerbatimClient, name: str, limit: ReadUpTo, words: Words) -> str | None:
    """Return a limit as sentences say it; by its file where its story is not open and cannot be opened soon."""
    try:
        return limit_named((await client.stories.opened(name, READY_WITHIN)).story, limit, words)
    except (StillReadingError, StoryError):
        return str(limit)


def _stories_in(client: VerbatimClient, guild: discord.Guild, chosen: GuildSettings) -> ToldStories:
    """Return which stories are told where in a server; a story that is gone is named by what it was chosen by."""

    def told(name: str, *links: ChannelLink) -> ToldStory:
        title = client.stories.title(name or client.stories.default)
        return ToldStory(links, title or name, gone=title is None)

    channels: dict[str, list[ChannelLink]] = {}
    for identifier, name in chosen.channel_stories:
        if (channel := guild.get_channel(identifier)) is not None:
            channels.setdefault(name, []).append(ChannelLink(channel.id, channel.name))
    elsewhere = tuple(told(name, *links) for name, links in channels.items())
    return ToldStories(told(chosen.story), elsewhere, len(client.stories.names))


def _handler(read: Callable[[Interaction], Change]) -> Handler:
    """Return what answers a press; `read` returns the change that it asks for."""

    async def pressed(interaction: Interaction) -> None:
        try:
            if not await refuse_unless_manager(interaction, DOING):
                await show(interaction, read(interaction))
        except Exception as error:
            await tell_privately(interaction, error, DOING)

    return pressed


def _button(change: Change) -> Handler:
    return _handler(lambda _interaction: change)


# A press says all of itself, so that it does the same before and after a restart, and from two moderators at once.
COMPONENTS = {
    PLACES: _handler(_places),
    ROLES: _handler(_roles),
    RATE: _handler(_rate),
    THREADS_ON: _button(lambda settings: replace(settings, answers_in_threads=True)),
    THREADS_OFF: _button(lambda settings: replace(settings, answers_in_threads=False)),
    PRIVATE_ON: _button(lambda settings: replace(settings, private_by_default=True)),
    PRIVATE_OFF: _button(lambda settings: replace(settings, private_by_default=False)),
    GAPS_ON: _button(lambda settings: replace(settings, takes_gaps=True)),
    GAPS_OFF: _button(lambda settings: replace(settings, takes_gaps=False)),
    DIGEST_HERE: _handler(_digest_here),
    DIGEST_OFF: _button(lambda settings: replace(settings, digest_channel=None)),
    CHECK: _button(lambda settings: settings),
}
