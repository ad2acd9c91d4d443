"""Leaving out what bots write, before discord.py makes objects of it: nothing that we answer, and often most of it."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from typing import Any

Parser = Callable[[Any], None]
"""Makes of an event's JSON what discord.py hands on."""


def hear_people_only(parsers: MutableMapping[str, Parser]) -> None:
    """Have discord.py's parsers pass over new and changed messages of bots and webhooks.

    Each answer of ours comes back as such a message, and again with every link in it that unfurls.
    """
    for event in ("MESSAGE_CREATE", "MESSAGE_UPDATE"):
        parsers[event] = _of_people(parsers[event])


def _of_people(parse: Parser) -> Parser:
    def parse_what_people_write(data: Any) -> None:
        if not (data.get("webhook_id") or data.get("author", {}).get("bot")):
            parse(data)

    return parse_what_people_write
