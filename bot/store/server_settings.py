"""What a server chose: one frozen record, whose defaults are what a server has that chose nothing."""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import NamedTuple

from retrieval import ReadUpTo

_NONE: frozenset[int] = frozenset()

MOST_CHANNELS = 25
MOST_ROLES = 25
"""As many as one of Discord's menus lets a person choose."""

MOST_LIMITS = 100
"""Channels that may have a limit of their own: more than that is no list that anybody reads."""

MOST_PER_MINUTE = 60
"""Questions a minute that a server may allow one person."""


class ChannelLimit(NamedTuple):
    """How far a story is told in a channel; `story` is the story's name, "" for the host's default."""

    channel: int
    up_to: ReadUpTo
    story: str = ""


@dataclass(frozen=True, slots=True)
class GuildSettings:
    """What the moderators of one server chose.

    `ask_channels` need no mention; `forum_channels` have their new posts answered. Both need the Message Content
    intent. `asker_roles` are those that may ask; none means everyone. `questions_per_minute` is for one person;
    None leaves it to the host. `limits` are channels and how far a story is told there, against spoilers: each belongs
    to the story that was told there when it was set. `story` is the name of the host's story that is told, "" for the
    host's default; `channel_stories` are channels with another one.
    `takes_gaps`: people may leave a question for the host that the story did not answer. How many did is told in
    `digest_channel` once a week, where there is one.
    """

    ask_channels: frozenset[int] = _NONE
    forum_channels: frozenset[int] = _NONE
    answers_in_threads: bool = False
    private_by_default: bool = False
    asker_roles: frozenset[int] = _NONE
    questions_per_minute: int | None = None
    limits: tuple[ChannelLimit, ...] = ()
    story: str = ""
    channel_stories: tuple[tuple[int, str], ...] = ()
    takes_gaps: bool = True
    digest_channel: int | None = None

    @property
    def needs_message_content(self) -> bool:
        """Whether messages must be read that do not mention us."""
        return bool(self.ask_channels or self.forum_channels)

    def admits(self, roles: AbstractSet[int], *, manages: bool = False) -> bool:
        """Tell whether a person with these roles may ask. Who manages the server always may."""
        return manages or not self.asker_roles or bool(self.asker_roles & roles)

    def story_at(self, channel: int | None) -> str:
        """Return the name of the story that was chosen for a channel, "" for the host's default."""
        return dict(self.channel_stories).get(channel or 0, self.story)

    def with_story(self, channel: int | None, story: str | None) -> GuildSettings:
        """Return these choices with another story in a channel, None for the server's; or for the server itself."""
        if channel is None:
            return replace(self, story=story or "")
        others = {place: kept for place, kept in self.channel_stories if place != channel}
        chosen = others if story is None else {**others, channel: story}
        return replace(self, channel_stories=tuple(sorted(chosen.items())))

    def limits_at(self, channel: int | None, names: Collection[str] = ("",)) -> tuple[ReadUpTo, ...]:
        """Return the limits of a story that hold in a channel: all of them where it is not known which channel that is.

        `names` are those under which limits of the story are kept.
        """
        return tuple(each.up_to for each in self.limits if channel in (None, each.channel) and each.story in names)

    def with_limit(self, channel: int, limit: ReadUpTo | None, names: Collection[str] = ("",)) -> GuildSettings:
        """Return these choices with another limit of a story in a channel, None for none; `names` as above."""
        kept = [each for each in self.limits if each.channel != channel or each.story not in names]
        if limit is not None:
            kept.append(ChannelLimit(channel, limit, max(names)))  # by its own name rather than as the default
        return replace(self, limits=tuple(sorted(kept, key=lambda each: (each.channel, each.story))))

    def hides(self, chosen: bool | None) -> bool:
        """Tell whether a command's answer is for the asker alone: as they chose, else as the server did."""
        return self.private_by_default if chosen is None else chosen


DEFAULTS = GuildSettings()
