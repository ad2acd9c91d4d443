"""/setup: a server's choices, shown and changed in one message that only its reader sees."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

import discord
from discord import app_commands

from bot import errors
from bot.cards.blocks import Card, ChannelLink
from bot.cards.servers import SetUp, setup_card
from bot.connection.client import Handler, Interaction, VerbatimClient
from bot.features.feature import Feature
from bot.features.guards import managers_only, refuse_unless_manager, tell_privately
from bot.responding.delivery import paint, unless_done_in
from bot.responding.interaction import DEFER_AFTER, embeds_allowed
from bot.responding.permissions import missing_in
from bot.store.server_settings import MOST_CHANNELS, MOST_PER_MINUTE, MOST_ROLES, GuildSettings
from bot.words.catalogue import Words
from bot.words.descriptions import Described
from bot.words.languages import words_for

RATES = (1, 2, 3, 5, 10, 20, 30, MOST_PER_MINUTE)
HOSTS_RATE = "host"

PLACES, ROLES, RATE, CHECK = "setup:places", "setup:roles", "setup:rate", "setup:check"
THREADS_ON, THREADS_OFF = "setup:threads:on", "setup:threads:off"
PRIVATE_ON, PRIVATE_OFF = "setup:private:on", "setup:private:off"

_DOING = "running /setup"
_TEXT = (discord.ChannelType.text, discord.ChannelType.news)
_Change = Callable[[GuildSettings], GuildSettings]


@app_commands.command(name="setup", description=Described(lambda words: words.SETUP))
@managers_only
async def setup(interaction: Interaction) -> None:
    """Show what the server chose, with what changes it."""
    if not await refuse_unless_manager(interaction, _DOING):
        await _show(interaction, None)


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
    for label, custom_id in (
        (words.setup.threads_label(threads), THREADS_OFF if threads else THREADS_ON),
        (words.setup.private_label(private), PRIVATE_OFF if private else PRIVATE_ON),
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


def _places(interaction: Interaction) -> _Change:
    guild = interaction.guild
    assert guild is not None
    found = [guild.get_channel(each) for each in _identifiers(interaction, MOST_CHANNELS)]
    asks = frozenset(each.id for each in found if each is not None and each.type in _TEXT)
    forums = frozenset(each.id for each in found if each is not None and each.type is discord.ChannelType.forum)
    return lambda settings: replace(settings, ask_channels=asks, forum_channels=forums)


def _roles(interaction: Interaction) -> _Change:
    guild = interaction.guild
    assert guild is not None
    found = frozenset(each for each in _identifiers(interaction, MOST_ROLES) if guild.get_role(each) is not None)
    # Everyone has the role @everyone, so that choosing it is choosing none.
    roles = frozenset[int]() if guild.id in found else found
    return lambda settings: replace(settings, asker_roles=roles)


def _rate(interaction: Interaction) -> _Change:
    (value,) = _values(interaction, 1) or [HOSTS_RATE]
    if value != HOSTS_RATE and value not in map(str, RATES):
        raise errors.BadChoiceError
    rate = None if value == HOSTS_RATE else int(value)
    return lambda settings: replace(settings, questions_per_minute=rate)


async def _show(interaction: Interaction, change: _Change | None) -> None:
    """Make a change, where there is one, and show how everything stands now."""
    client, guild, words = interaction.client, interaction.guild, words_for(interaction.locale)
    assert guild is not None

    async def defer() -> None:
        await interaction.response.defer(ephemeral=True, thinking=change is None)

    async with unless_done_in(DEFER_AFTER, defer):
        before = client.settings_for(guild.id)
        chosen = before if change is None else change(before)
        saved = client.store.trouble is None if chosen == before else await client.store.save(guild.id, chosen)
        remarks = [] if saved else [words.setup.NOT_SAVED]
        reconnect = False
        if chosen.needs_message_content and not client.intents.message_content:
            reconnect = change is not None and await client.message_content_allowed()
            remarks.append(words.setup.CONTENT_COMING if reconnect else words.setup.NO_CONTENT)
        card = setup_card(_set_up(client, guild, chosen, remarks, words), words)
        await _respond(interaction, card, controls(chosen, guild, words), change)
    if reconnect:
        client.content_wanted.set()


def _set_up(
    client: VerbatimClient, guild: discord.Guild, chosen: GuildSettings, remarks: list[str], words: Words
) -> SetUp:
    def there(channels: Iterable[int]) -> list[ChannelLink]:
        found = map(guild.get_channel, sorted(channels))
        return [ChannelLink(channel.id, channel.name) for channel in found if channel is not None]

    roles = [guild.get_role(each) for each in sorted(chosen.asker_roles)]
    return SetUp(
        chosen,
        channels=there(chosen.ask_channels),
        forums=there(chosen.forum_channels),
        roles=[each.name for each in roles if each is not None],
        host_rate=client.settings.questions_per_minute,
        missing=list(missing_in(guild, chosen, words)),
        remarks=remarks,
    )


async def _respond(interaction: Interaction, card: Card, view: discord.ui.View, change: _Change | None) -> None:
    painted = paint(card, embeds=embeds_allowed(interaction))
    edit = painted.edit()
    edit["view"] = view
    if interaction.response.is_done():
        await interaction.edit_original_response(**edit)
    elif change is not None:
        await interaction.response.edit_message(**edit)
    else:
        new = painted.new_message()
        new["view"] = view
        await interaction.response.send_message(**new, ephemeral=True)


def _handler(read: Callable[[Interaction], _Change]) -> Handler:
    """Return what answers a press; `read` returns the change that it asks for."""

    async def pressed(interaction: Interaction) -> None:
        try:
            if not await refuse_unless_manager(interaction, _DOING):
                await _show(interaction, read(interaction))
        except Exception as error:
            await tell_privately(interaction, error, _DOING)

    return pressed


def _button(change: _Change) -> Handler:
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
    CHECK: _button(lambda settings: settings),
}

FEATURE = Feature(commands=(setup,), components=COMPONENTS)
