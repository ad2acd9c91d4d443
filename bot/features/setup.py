"""/setup: a server's choices, shown and changed in one message that only its reader sees."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
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
from bot.cards.servers import SetUp, ToldStories, ToldStory, ToldThere, limit_sentence, setup_card
from bot.cards.told import limit_named
from bot.connection.client import Handler, Interaction, VerbatimClient
from bot.errors import StillReadingError, StoryGoneError
from bot.features.feature import Feature
from bot.features.guards import managers_only, refuse_unless_manager, tell_privately
from bot.features.lookups import stories_like, story_named, typed_text
from bot.responding.delivery import paint, unless_done_in
from bot.responding.interaction import DEFER_AFTER, InteractionResponder, embeds_allowed
from bot.responding.permissions import missing_in
from bot.store.server_settings import MOST_CHANNELS, MOST_LIMITS, MOST_PER_MINUTE, MOST_ROLES, GuildSettings
from bot.words.catalogue import Words
from bot.words.descriptions import Described
from bot.words.languages import words_for
from retrieval import ReadUpTo, Story, StoryError, limits_called

RATES = (1, 2, 3, 5, 10, 20, 30, MOST_PER_MINUTE)
HOSTS_RATE = "host"

PLACES, ROLES, RATE, CHECK = "setup:places", "setup:roles", "setup:rate", "setup:check"
THREADS_ON, THREADS_OFF = "setup:threads:on", "setup:threads:off"
PRIVATE_ON, PRIVATE_OFF = "setup:private:on", "setup:private:off"
GAPS_ON, GAPS_OFF = "setup:gaps:on", "setup:gaps:off"
DIGEST_HERE, DIGEST_OFF = "setup:digest:here", "setup:digest:off"

BY_SERVER = "/server"
"""What a choice of a channel's story hands back for that of the server; for the server, that of the host. No folder has
such a name."""
MOST_SAID = 60
"""Characters of a story's name as somebody typed it, said back to them."""
EVERYTHING = "everything"
"""What a choice of how far the story is told hands back for all of it."""
MOST_TYPED = 200
READY_WITHIN = 1.0
"""Seconds that the story may take to be read up to a limit before a moderator is told that it takes longer."""

_DOING = "running /setup"
_TEXT = (discord.ChannelType.text, discord.ChannelType.news)
_Change = Callable[[GuildSettings], GuildSettings]
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
    elif not await refuse_unless_manager(interaction, _DOING):
        await _show(interaction, None)


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
        await refuse_unless_manager(interaction, _DOING)
        return
    responder = InteractionResponder(interaction, _DOING, client.hints)
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
        await _show(interaction, change)
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
    interaction: Interaction, typed: str, chosen: object, first: _Change = lambda settings: settings
) -> None:
    """Set how far the story is told in a channel, for somebody who manages the server or that channel.

    `first` is changed before: which story is told there.
    """
    client, words = interaction.client, words_for(interaction.locale)
    channel = _channel_of(interaction, chosen)
    all_of_it = _manages_server(interaction)
    if not all_of_it and not _manages_channel(interaction, channel):
        await refuse_unless_manager(interaction, _DOING)
        return
    responder = InteractionResponder(interaction, _DOING, client.hints)
    guild = interaction.guild
    assert guild is not None
    if channel is None:
        await responder.decline(notice(words.errors.CHANNEL_GONE, words))
        return
    chosen_story = first(client.settings_for(guild.id)).story_at(channel.id)
    try:
        current = await client.stories.opened(chosen_story, READY_WITHIN)
    except (StoryGoneError, StillReadingError, StoryError) as error:
        await responder.decline(notice(errors.tell(error, _DOING, words), words, problem=True))
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
        await _show(interaction, change, Place(guild.id, channel.id))
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


def _digest_here(interaction: Interaction) -> _Change:
    return lambda settings: replace(settings, digest_channel=interaction.channel_id)


async def _show(interaction: Interaction, change: _Change | None, limited: Place | None = None) -> None:
    """Make a change, where there is one, and show how everything stands now; `limited` is where a limit was changed."""
    client, guild, words = interaction.client, interaction.guild, words_for(interaction.locale)
    assert guild is not None

    async def defer() -> None:
        await interaction.response.defer(ephemeral=True, thinking=not _is_press(interaction))

    async with unless_done_in(DEFER_AFTER, defer):
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
        await _respond(interaction, card, controls(chosen, guild, words))
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


def _is_press(interaction: Interaction) -> bool:
    return interaction.type is discord.InteractionType.component


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


async def _respond(interaction: Interaction, card: Card, view: discord.ui.View) -> None:
    painted = paint(card, embeds=embeds_allowed(interaction))
    edit = painted.edit()
    edit["view"] = view
    if interaction.response.is_done():
        await interaction.edit_original_response(**edit)
    elif _is_press(interaction):
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
    GAPS_ON: _button(lambda settings: replace(settings, takes_gaps=True)),
    GAPS_OFF: _button(lambda settings: replace(settings, takes_gaps=False)),
    DIGEST_HERE: _handler(_digest_here),
    DIGEST_OFF: _button(lambda settings: replace(settings, digest_channel=None)),
    CHECK: _button(lambda settings: settings),
}

FEATURE = Feature(commands=(setup,), components=COMPONENTS)
