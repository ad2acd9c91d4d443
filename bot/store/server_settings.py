"""What a server chose: one frozen record, whose defaults are what a server has that chose nothing."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from retrieval import ReadUpTo

_NONE: frozenset[int] = frozenset()

MOST_CHANNELS = 25
MOST_ROLES = 25
"""As many as one of Discord's menus lets a person choose."""

MOST_LIMITS = 100
"""Channels that may have a limit of their own: more than that is no list that anybody reads."""

MOST_PER_MINUTE = 60
"""Questions a minute that a server may allow one person."""


@dataclass(frozen=True, slots=True)
class GuildSettings:
    """What the moderators of one server chose.

    `ask_channels` need no mention; `forum_channels` have their new posts answered. Both need the Message Content
    intent. `asker_roles` are those that may ask; none means everyone. `questions_per_minute` is for one person;
    None leaves it to the host. `limits` are channels and how far the story is told there, against spoilers.
    `takes_gaps`: people may leave a question for the host that the story did not answer. How many did is told in
    `digest_channel` once a week, where there is one.
    """

    ask_channels: frozenset[int] = _NONE
    forum_channels: frozenset[int] = _NONE
    answers_in_threads: bool = False
    private_by_default: bool = False
    asker_roles: frozenset[int] = _NONE
    questions_per_minute: int | None = None
    limits: tuple[tuple[int, ReadUpTo], ...] = ()
    takes_gaps: bool = True
    digest_channel: int | None = None

    @property
    def needs_message_content(self) -> bool:
        """Whether messages must be read that do not mention us."""
        return bool(self.ask_channels or self.forum_channels)

    def admits(self, roles: AbstractSet[int], *, manages: bool = False) -> bool:
        """Tell whether a person with these roles may ask. Who manages the server always may."""
        return manages or not self.asker_roles or bool(self.asker_roles & roles)

    def limits_at(self, channel: int | None) -> tuple[ReadUpTo, ...]:
        """Return the limits that hold in a channel: all of them where it is not known which channel that is."""
        return tuple(limit for place, limit in self.limits if channel in (None, place))

    def with_limit(self, channel: int, limit: ReadUpTo | None) -> GuildSettings:
        """Return these choices with another limit in a channel, None for none."""
        others = {place: kept for place, kept in self.limits if place != channel}
        limits = others if limit is None else {**others, channel: limit}
        return replace(self, limits=tuple(sorted(limits.items())))

    def hides(self, chosen: bool | None) -> bool:
        """Tell whether a command's answer is for the asker alone: as they chose, else as the server did."""
        return self.private_by_default if chosen is None else chosen


DEFAULTS = GuildSettings()
