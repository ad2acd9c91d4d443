"""What people can do, a file each: its commands, and what they do. A new one is written and added to this list."""

from __future__ import annotations

from bot.features import about, articles, ask, find, gaps, quote, reload, setup, stats, story, who

FEATURES = (
    ask.FEATURE,
    articles.FEATURE,
    about.FEATURE,
    find.FEATURE,
    quote.FEATURE,
    who.FEATURE,
    setup.FEATURE,
    stats.FEATURE,
    gaps.FEATURE,
    reload.FEATURE,
    story.FEATURE,
)

COMMANDS = tuple(command for feature in FEATURES for command in feature.commands)
COMPONENTS = {custom_id: handler for feature in FEATURES for custom_id, handler in feature.components.items()}
