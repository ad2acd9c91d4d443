"""What `python -m bot health` says, and the reasons that the health server gives."""

from __future__ import annotations

from collections.abc import Iterable

from bot.words.host import counted

NO_STORY = "no story is loaded"
NOT_READY = "not ready: there is no session with Discord"
TOO_SLOW = "it takes too long"
PORT_NOT_SET = "HEALTH_PORT is not set, so nobody can be asked: set it in .env, such as HEALTH_PORT=8099."


def not_connected(shard: int) -> str:
    """Say that a shard has no connection."""
    return f"shard {shard} is not connected"


def never_acknowledged(shard: int) -> str:
    """Say that Discord has acknowledged no heartbeat of a shard yet."""
    return f"shard {shard} has had no heartbeat acknowledged yet"


def acknowledged_long_ago(shard: int, seconds: float) -> str:
    """Say that Discord has not acknowledged a heartbeat of a shard for long."""
    return f"shard {shard} has had no heartbeat acknowledged for {seconds:.0f} s"


def bad_port(value: str) -> str:
    """Say that HEALTH_PORT is no port."""
    return f'HEALTH_PORT is "{value}": write a whole number from 0 to 65,535.'


def nothing_answers(port: int) -> str:
    """Say that the bot is not there."""
    return f"Nothing answers on port {port}: the bot is not running, or has only just started."


def no_answer(port: int, reason: str) -> str:
    """Say that the bot does not answer."""
    return f"The bot does not answer on port {port} ({reason})."


def not_verbatim(port: int) -> str:
    """Say that another program answers."""
    return f"What answers on port {port} is not Verbatim: write another HEALTH_PORT."


def healthy(servers: int, articles: int, stories: int = 1) -> str:
    """Say that all is well."""
    of_stories = f" of {stories:,} stories" if stories > 1 else ""
    return f"Healthy: {counted(servers, 'server')}, {counted(articles, 'article')}{of_stories}."


def reading(percent: int) -> str:
    """Say that the bot has not begun to answer."""
    return f"Healthy: the story is being read ({percent}%), and then it connects to Discord."


def not_healthy(reasons: Iterable[object]) -> str:
    """Say what is wrong."""
    return f"Not healthy: {'; '.join(map(str, reasons))}."
