"""What a server chose, and what was counted there -> card."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.cards.blocks import Accent, Block, Card, ChannelLink, Note, Text
from bot.cards.cutting import shortened
from bot.store.counts import Event, Stats, Totals
from bot.store.server_settings import GuildSettings
from bot.words.catalogue import Words

MOST_NAMES = 25
MOST_MISSING = 10
MOST_DAYS = 10
MOST_LIMITS = 10
MOST_ARTICLES = 8
HEADLINE = 50
"""Characters of a headline: enough to know it, and a line or two in a phone's column."""


@dataclass(frozen=True, slots=True)
class ToldThere:
    """Channels, and how far the story is told there; `up_to` is None where that is not in the story any more."""

    channels: tuple[ChannelLink, ...]
    up_to: str | None


@dataclass(frozen=True, slots=True)
class ToldStory:
    """Channels and the title of the story that is told there; `gone`: the host has it no more, and nothing is told."""

    channels: tuple[ChannelLink, ...]
    title: str
    gone: bool = False


@dataclass(frozen=True, slots=True)
class ToldStories:
    """Which of the host's `count` stories is told in a server, and in channels that have another."""

    server: ToldStory
    channels: tuple[ToldStory, ...]
    count: int

    @property
    def well(self) -> bool:
        """Whether all of them are there."""
        return not any(each.gone for each in (self.server, *self.channels))


@dataclass(frozen=True, slots=True)
class SetUp:
    """What /setup shows: the choices, the names behind their ids, and what stands in their way.

    `channels` and `forums` are those where no mention is needed, `limits` those where not all is told, `digest` the one
    that is told of the questions left for the host. `host_rate` is
    the host's number of questions a minute, 0 for no limit. `remarks` come first: what is new. `missing` says what the
    bot lacks, a sentence each; these hold the marks of `channels` and `forums`. `stories` is None for the only story.
    """

    settings: GuildSettings
    channels: Sequence[ChannelLink]
    forums: Sequence[ChannelLink]
    roles: Sequence[str]
    host_rate: int
    missing: Sequence[str] = ()
    remarks: Sequence[str] = ()
    limits: Sequence[ToldThere] = ()
    digest: Sequence[ChannelLink] = ()
    stories: ToldStories | None = None


def setup_card(shown: SetUp, words: Words) -> Card:
    """Return the state of a server's choices, each explained in a few words."""
    say, chosen = words.setup, shown.settings
    answers = (
        say.IN_THREADS if chosen.answers_in_threads else say.IN_CHANNEL,
        say.PRIVATE if chosen.private_by_default else say.PUBLIC,
    )
    channels = (*shown.channels, *shown.forums)
    places = [
        sentence(_names([channel.mark for channel in chosen_here], words))
        for chosen_here, sentence in ((shown.channels, say.channels), (shown.forums, say.forums))
        if chosen_here
    ]
    roles = say.roles(_names(shown.roles, words)) if shown.roles else say.EVERYONE
    blocks: list[Block] = [
        *(Text(remark) for remark in shown.remarks),
        *([] if shown.stories is None else [_stories(shown.stories, words)]),
        Text("\n".join(places) or say.NOWHERE, heading=say.PLACES_HEADING, channels=channels),
        Text(roles, heading=say.ROLES_HEADING),
        Text(_rate(shown, words), heading=say.RATE_HEADING),
        Text(" ".join(answers), heading=say.ANSWERS_HEADING),
        _limits(shown.limits, words),
        _gaps(shown, words),
    ]
    if shown.missing:
        missing = _list(shown.missing, MOST_MISSING, say.MISSING_HEADING, words)
        blocks.append(replace(missing, channels=(*channels, *shown.digest)))
    blocks.append(Note(say.SAVED))
    well = not shown.missing and not shown.remarks and all(each.up_to is not None for each in shown.limits)
    well = well and (shown.stories is None or shown.stories.well)
    return Card(tuple(blocks), words, title=say.TITLE, accent=Accent.PLAIN if well else Accent.RELATED)


def _stories(told: ToldStories, words: Words) -> Text:
    """Say which story is told in the server, and in channels that have another."""
    say, server = words.stories, told.server
    # What has to be chosen again comes first.
    first = sorted(told.channels, key=lambda each: not each.gone)
    lines = [say.chosen_gone(server.title) if server.gone else say.in_server(server.title)]
    for each in first[:MOST_LIMITS]:
        names = _names([channel.mark for channel in each.channels], words)
        sentence = say.gone_in_channels if each.gone else say.in_channels
        lines.append(f"• {sentence(names, each.title)}")
    if len(first) > MOST_LIMITS:
        lines.append(words.numbers.more(len(first) - MOST_LIMITS))
    if told.count > 1 and not first:
        lines.append(say.how_to_choose(told.count))
    channels = tuple(channel for each in first[:MOST_LIMITS] for channel in each.channels)
    return Text("\n".join(lines), heading=say.STORY_HEADING, channels=channels)


def limit_sentence(told: ToldThere, words: Words) -> str:
    """Say how far the story is told in some channels."""
    names = _names([channel.mark for channel in told.channels], words)
    return words.setup.limit_gone(names) if told.up_to is None else words.setup.read_up_to(names, told.up_to)


def _limits(limits: Sequence[ToldThere], words: Words) -> Text:
    if not limits:
        return Text(words.setup.TOLD_EVERYWHERE, heading=words.setup.READ_UP_TO_HEADING)
    # What has to be chosen again comes first.
    first = sorted(limits, key=lambda told: told.up_to is not None)
    lines = _list([limit_sentence(told, words) for told in first], MOST_LIMITS, words.setup.READ_UP_TO_HEADING, words)
    return replace(lines, channels=tuple(channel for told in first for channel in told.channels))


def _gaps(shown: SetUp, words: Words) -> Text:
    say, digest = words.setup, tuple(shown.digest)
    told = [say.GAPS_ON if shown.settings.takes_gaps else say.GAPS_OFF]
    told += [say.digest_in(channel.mark) for channel in digest]
    return Text(" ".join(told), heading=say.GAPS_HEADING, channels=digest)


def _rate(shown: SetUp, words: Words) -> str:
    own = shown.settings.questions_per_minute
    if own is None and not shown.host_rate:
        return words.setup.UNLIMITED
    return words.setup.rate(own or shown.host_rate, by_host=own is None)


def _names(names: Sequence[str], words: Words) -> str:
    return words.numbers.listed(names[:MOST_NAMES], max(0, len(names) - MOST_NAMES))


def stats_card(stats: Stats, days: int, headlines: Mapping[str, str], words: Words, story: str | None = None) -> Card:
    """Return what was counted in so many days; `headlines` names the articles by their files.

    `story` is the title of the story that this is about, where there are several.
    """
    say = words.stats
    title = say.title(days)
    notes = (*([] if story is None else [Note(words.stories.counted_of(story))]), Note(say.COUNTS_ONLY))
    if not stats.days:
        return Card((Text(say.NOTHING), *notes), words, title=title)
    by_day = [say.row(words.numbers.day(day), _line(totals, words)) for day, totals in stats.days]
    by_article = [
        say.row(shortened(headlines.get(file, say.ARTICLE_GONE), HEADLINE), _line(totals, words))
        for file, totals in stats.articles
    ]
    blocks: list[Block] = [Text(_line(stats.totals, words)), _list(by_day, MOST_DAYS, say.BY_DAY, words)]
    if by_article:
        blocks.append(_list(by_article, MOST_ARTICLES, say.BY_ARTICLE, words))
    return Card((*blocks, *notes), words, title=title)


def _line(totals: Totals, words: Words) -> str:
    return words.stats.counts(*(totals[event] for event in Event))


def _list(lines: Sequence[str], most: int, heading: str, words: Words) -> Text:
    shown = [f"• {line}" for line in lines[:most]]
    if len(lines) > most:
        shown.append(words.numbers.more(len(lines) - most))
    return Text("\n".join(shown), heading=heading)
