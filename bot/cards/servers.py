"""What a server chose, and what was counted there -> Card."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.cards.blocks import Accent, Block, Card, Note, Words
from bot.cards.cutting import one_line, window
from bot.store.counts import Event
from bot.store.server_settings import GuildSettings
from bot.store.stats import Stats, Totals
from bot.words import moderator_sentences as words
from bot.words import sentences

MOST_NAMES = 25
MOST_TO_MEND = 10
MOST_DAYS = 10
MOST_ARTICLES = 8
HEADLINE = 50
"""Characters of a headline: enough to know it, and a line or two in a phone's column."""


@dataclass(frozen=True, slots=True)
class SetUp:
    """What /setup shows: the choices, the names behind their ids, and what stands in their way.

    `host_rate` is the host's number of questions a minute, 0 for no limit. `remarks` come first: what is new.
    """

    settings: GuildSettings
    places: Sequence[str]
    roles: Sequence[str]
    host_rate: int
    to_mend: Sequence[str] = ()
    remarks: Sequence[str] = ()


def setup_card(shown: SetUp) -> Card:
    """Return the state of a server's choices, each explained in a few words."""
    chosen = shown.settings
    answers = (
        words.SETUP_IN_THREADS if chosen.answers_in_threads else words.SETUP_IN_CHANNEL,
        words.SETUP_PRIVATE if chosen.private_by_default else words.SETUP_PUBLIC,
    )
    blocks: list[Block] = [Words(remark) for remark in shown.remarks]
    places = words.setup_places(_names(shown.places)) if shown.places else words.SETUP_NOWHERE
    roles = words.setup_roles(_names(shown.roles)) if shown.roles else words.SETUP_EVERYONE
    blocks += [
        Words(places, heading=words.SETUP_PLACES_HEADING),
        Words(roles, heading=words.SETUP_ROLES_HEADING),
        Words(_rate(shown), heading=words.SETUP_RATE_HEADING),
        Words(" ".join(answers), heading=words.SETUP_ANSWERS_HEADING),
    ]
    if shown.to_mend:
        lines = [f"• {line}" for line in shown.to_mend[:MOST_TO_MEND]]
        if len(shown.to_mend) > MOST_TO_MEND:
            lines.append(sentences.more(len(shown.to_mend) - MOST_TO_MEND))
        blocks.append(Words("\n".join(lines), heading=words.SETUP_TO_MEND_HEADING))
    blocks.append(Note(words.SETUP_SAVED))
    well = not shown.to_mend and not shown.remarks
    return Card(tuple(blocks), title=words.SETUP_TITLE, accent=Accent.PLAIN if well else Accent.RELATED)


def _rate(shown: SetUp) -> str:
    own = shown.settings.questions_per_minute
    if own is None and not shown.host_rate:
        return words.SETUP_UNLIMITED
    return words.setup_rate(own or shown.host_rate, by_host=own is None)


def _names(names: Sequence[str]) -> str:
    left = len(names) - MOST_NAMES
    return ", ".join([*names[:MOST_NAMES], *([sentences.more(left)] if left > 0 else [])])


def stats_card(stats: Stats, days: int, headlines: Mapping[str, str]) -> Card:
    """Return what was counted in so many days; `headlines` names the articles by their files."""
    title = words.stats_title(days)
    if not stats.days:
        return Card((Words(words.STATS_NOTHING), Note(words.STATS_COUNTS_ONLY)), title=title)
    by_day = [words.stats_row(f"{day:%d %b %Y}", _line(totals)) for day, totals in stats.days]
    by_article = [
        words.stats_row(_short(headlines.get(file, words.STATS_GONE_LABEL)), _line(totals))
        for file, totals in stats.articles
    ]
    blocks: list[Block] = [
        Words(_line(stats.totals)),
        _list(by_day, MOST_DAYS, words.STATS_BY_DAY_HEADING),
    ]
    if by_article:
        blocks.append(_list(by_article, MOST_ARTICLES, words.STATS_BY_ARTICLE_HEADING))
    return Card((*blocks, Note(words.STATS_COUNTS_ONLY)), title=title)


def _short(headline: str) -> str:
    line = one_line(headline)
    end = window(line, (), HEADLINE, lambda first, last: last - first).end
    return line if end == len(line) else f"{line[:end]} {sentences.ELLIPSIS}"


def _line(totals: Totals) -> str:
    return words.stats_line(*(totals[event] for event in Event))


def _list(lines: Sequence[str], most: int, heading: str) -> Words:
    shown = [f"• {line}" for line in lines[:most]]
    if len(lines) > most:
        shown.append(sentences.more(len(lines) - most))
    return Words("\n".join(shown), heading=heading)
