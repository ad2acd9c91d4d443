"""/setup: shows what a server chose (`setup_message`), and chooses a story, or how far it is told, for a channel."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import discord
from discord import app_commands

from bot import errors
from bot.asking.place import Place
from bot.asking.responder import manages_server
from bot.cards import choices
from bot.cards.blocks import Accent, Card, ChannelLink, Text
from bot.cards.cutting import shortened
from bot.cards.notices import notice
from bot.cards.servers import ToldThere, limit_sentence
from bot.cards.told import limit_named
from bot.connection.client import Interaction, VerbatimClient
from bot.errors import StillReadingError, StoryGoneError
from bot.features.feature import Feature
from bot.features.guards import managers_only, refuse_unless_manager
from bot.features.lookups import stories_like, story_named, typed_text
from bot.features.setup_message import COMPONENTS, DOING, READY_WITHIN, Change, show
from bot.responding.interaction import InteractionResponder
from bot.store.server_settings import MOST_LIMITS, GuildSettings
from bot.words.catalogue import Words
from bot.words.descriptions import Described
from bot.words.languages import words_for
from retrieval import ReadUpTo, Story, StoryError, limits_called

BY_SERVER = "/server"
"""What a choice of a channel's story hands back for that of the server; for the server, that of the host. No folder has
such a name."""
MOST_SAID = 60
"""Characters of a story's name as somebody typed it, said back to them."""
EVERYTHING = "everything"
"""What a choice of how far the story is told hands back for all of it."""
MOST_TYPED = 200

_Channel = discord.TextChannel | discord.ForumChannel | discord.VoiceChannel | discord.StageChannel


class _ChannelWithLimit(app_commands.Transformer):
    """Takes a channel in which people ask; discord.py would offer media channels, which Discord does not know."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        kinds = discord.ChannelType
        return [kinds.text, kinds.news, kinds.forum, kinds.voice, kinds.stage_voice]

    async def transform(self, _interaction: discord.Interaction[Any], value: Any, /) -> object:
        return value.resolve() or value  # one that we do not know is none of ours, and not this one


@app_commands.command(name="setup", description=Described(lambda words: words.SETUP))
@app_commands.describe(
    read_up_to=Described(lambda words: words.SETUP_READ_UP_TO),
    channel=Described(lambda words: words.SETUP_CHANNEL),
    story=Described(lambda words: words.SETUP_STORY),
)
@managers_only
async def setup(
    interaction: Interaction,
    read_up_to: app_commands.Range[str, 1, MOST_TYPED] | None = None,
    channel: app_commands.Transform[Any, _ChannelWithLimit] | None = None,
    story: app_commands.Range[str, 1, MOST_TYPED] | None = None,
) -> None:
    """Show what the server chose, with what changes it; or choose a story, or how far it is told in a channel."""
    if story is not None:
        await _choose_story(interaction, story, channel, read_up_to)
    elif read_up_to is not None:
        await _set_limit(interaction, read_up_to, channel)
    elif not await refuse_unless_manager(interaction, DOING):
        await show(interaction, None)


@setup.autocomplete("read_up_to")
async def _read_up_to(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Offer everything, and the articles in story order, to those who may choose: a title may be a spoiler itself."""
    namespace, client = interaction.namespace, interaction.client
    channel = _channel_of(interaction, _known(interaction, getattr(namespace, "channel", None)))
    if not (_manages_server(interaction) or _manages_channel(interaction, channel)):
        return []
    chosen = story_named(client, typed_text(getattr(namespace, "story", None)))
    try:
        current = await client.stories.opened(chosen or _story_at(client, interaction.guild_id, channel), READY_WITHIN)
    except (StoryGoneError, StillReadingError, StoryError):
        return []
    typed, words, story = typed_text(typed), words_for(interaction.locale), current.story
    label = words.setup.EVERYTHING_LABEL
    offered = [(label, EVERYTHING)] if label.casefold().startswith(typed.strip().casefold()) else []
    offered += [
        (named, str(limit))
        for limit in limits_called(story.articles, typed)
        if limit.paragraph is not None and len(str(limit)) <= choices.ROOM
        if (named := limit_named(story, limit, words)) is not None
    ]
    offered += choices.articles(story, typed)
    return [app_commands.Choice(name=name, value=value) for name, value in offered[: choices.MOST_CHOICES]]


@setup.autocomplete("story")
async def _stories(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Offer the host's stories and, for a channel, to go by the server again."""
    words, client = words_for(interaction.locale), interaction.client
    offered = stories_like(client, typed)
    label = words.stories.SERVERS_LABEL
    if offered and label.casefold().startswith(typed_text(typed).strip().casefold()):
        offered = [*offered[: choices.MOST_CHOICES - 1], (label, BY_SERVER)]
    return [app_commands.Choice(name=name, value=value) for name, value in offered]


def _story_at(client: VerbatimClient, guild: int | None, channel: _Channel | None) -> str:
    return client.answers.story_at(Place(guild, None if channel is None else channel.id))


def _known(interaction: Interaction, chosen: object) -> object:
    """Return the channel that is chosen in an option while another one is typed."""
    identifier, guild = getattr(chosen, "id", None), interaction.guild
    return None if guild is None or identifier is None else guild.get_channel(identifier)


async def _choose_story(interaction: Interaction, typed: str, chosen: object, read_up_to: str | None) -> None:
    """Choose the story of the server or, where a channel is given, of that one alone; and how far it is told there."""
    client, words = interaction.client, words_for(interaction.locale)
    channel = None if chosen is None else _channel_of(interaction, chosen)
    if not _manages_server(interaction) and not (chosen is not None and _manages_channel(interaction, channel)):
        await refuse_unless_manager(interaction, DOING)
        return
    responder = InteractionResponder(interaction, DOING, client.hints)
    guild = interaction.guild
    assert guild is not None
    if chosen is not None and channel is None:
        await responder.decline(notice(words.errors.CHANNEL_GONE, words))
        return
    by_server = typed.casefold() in (BY_SERVER, words.stories.SERVERS_LABEL.casefold())
    name = None if by_server else story_named(client, typed)
    if name is None and not by_server:
        sentence = (
            words.stories.no_such(shortened(typed, MOST_SAID)) if client.stories.several else words.stories.ONLY_ONE
        )
        await responder.decline(notice(sentence, words))
        return
    before = client.settings_for(guild.id)
    gone = [place for place, _ in before.channel_stories if guild.get_channel(place) is None]

    def change(settings: GuildSettings) -> GuildSettings:
        kept = tuple(each for each in settings.channel_stories if each[0] not in gone)
        return replace(settings, channel_stories=kept).with_story(None if channel is None else channel.id, name)

    if len(change(before).channel_stories) > MOST_LIMITS:
        await responder.decline(notice(words.stories.NO_MORE, words))
    elif read_up_to is not None:
        await _set_limit(interaction, read_up_to, chosen, change)
    elif _manages_server(interaction):
        await show(interaction, change)
    else:
        async with responder.working():
            saved = await client.store.save(guild.id, change(before))
            assert channel is not None
            link = ChannelLink(channel.id, channel.name)
            title = client.stories.title(_story_at(client, guild.id, channel)) or ""
            told = Text(
                words.stories.in_channels(link.mark, title), heading=words.stories.STORY_HEADING, channels=(link,)
            )
            remarks = () if saved else (Text(words.setup.NOT_SAVED),)
            accent = Accent.PLAIN if saved else Accent.RELATED
            await responder.send(Card((told, *remarks), words, accent=accent))


async def _set_limit(
    interaction: Interaction, typed: str, chosen: object, first: Change = lambda settings: settings
) -> None:
    """Set how far the story is told in a channel, for somebody who manages the server or that channel.

    `first` is changed before: which story is told there.
    """
    client, words = interaction.client, words_for(interaction.locale)
    channel = _channel_of(interaction, chosen)
    all_of_it = _manages_server(interaction)
    if not all_of_it and not _manages_channel(interaction, channel):
        await refuse_unless_manager(interaction, DOING)
        return
    responder = InteractionResponder(interaction, DOING, client.hints)
    guild = interaction.guild
    assert guild is not None
    if channel is None:
        await responder.decline(notice(words.errors.CHANNEL_GONE, words))
        return
    chosen_story = first(client.settings_for(guild.id)).story_at(channel.id)
    try:
        current = await client.stories.opened(chosen_story, READY_WITHIN)
    except (StoryGoneError, StillReadingError, StoryError) as error:
        await responder.decline(notice(errors.tell(error, DOING, words), words, problem=True))
        return
    everything = typed.casefold() in (EVERYTHING, words.setup.EVERYTHING_LABEL.casefold())
    limits = () if everything else limits_called(current.story.articles, typed)
    if not everything and len(limits) != 1:
        which = words.answers.which_article(typed, len(limits)) if limits else words.answers.no_such_article()
        await responder.decline(notice(which, words))
        return
    limit = limits[0] if limits else None
    names = client.stories.known_as(current.name)

    def change(before: GuildSettings) -> GuildSettings:
        return _without_gone(first(before), guild).with_limit(channel.id, limit, names)

    settings = change(client.settings_for(guild.id))
    if len(settings.limits) > MOST_LIMITS:
        await responder.decline(notice(words.setup.NO_MORE_LIMITS, words))
    elif all_of_it:
        await show(interaction, change, Place(guild.id, channel.id))
    else:
        async with responder.working():
            saved = await client.store.save(guild.id, settings)
            ready = await client.answers.ready_at(Place(guild.id, channel.id), READY_WITHIN)
            await responder.send(_limit_card(current.story, channel, limit, words, saved=saved, ready=ready))


def _limit_card(
    story: Story, channel: _Channel, limit: ReadUpTo | None, words: Words, *, saved: bool, ready: bool
) -> Card:
    """Return what somebody is told who manages a channel and not the server."""
    link = ChannelLink(channel.id, channel.name)
    up_to = None if limit is None else limit_named(story, limit, words)
    sentence = words.setup.told_whole(link.mark) if limit is None else limit_sentence(ToldThere((link,), up_to), words)
    remarks = [*([] if saved else [words.setup.NOT_SAVED]), *([] if ready else [words.setup.PREPARING])]
    blocks = (Text(sentence, heading=words.setup.READ_UP_TO_HEADING, channels=(link,)), *map(Text, remarks))
    return Card(blocks, words, accent=Accent.RELATED if remarks else Accent.PLAIN)


def _without_gone(settings: GuildSettings, guild: discord.Guild) -> GuildSettings:
    """Return a server's choices without limits of channels that are gone."""
    return replace(settings, limits=tuple(each for each in settings.limits if guild.get_channel(each[0]) is not None))


def _channel_of(interaction: Interaction, chosen: object) -> _Channel | None:
    """Return the channel that a limit is for: the one chosen, or this one; of a thread, its channel."""
    channel = chosen if chosen is not None else interaction.channel
    if isinstance(channel, discord.Thread):
        channel = channel.parent
    return channel if isinstance(channel, _Channel) else None


def _manages_server(interaction: Interaction) -> bool:
    person, guild = interaction.user, interaction.guild
    if not isinstance(person, discord.Member) or guild is None or guild.me is None:
        return False
    return interaction.permissions.manage_guild and manages_server(person)


def _manages_channel(interaction: Interaction, channel: _Channel | None) -> bool:
    """Tell whether somebody manages a channel, by the roles that we know and not by what a payload claims."""
    person, guild = interaction.user, interaction.guild
    if not isinstance(person, discord.Member) or guild is None or guild.me is None or channel is None:
        return False
    return channel.permissions_for(person).manage_channels


FEATURE = Feature(commands=(setup,), components=COMPONENTS)
