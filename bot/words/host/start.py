"""What the host reads where the bot cannot start, or cannot stay connected."""

from __future__ import annotations

NOTHING_TO_DO = (
    "There is no DISCORD_TOKEN, no terminal to talk in, and no question on standard input: "
    "set DISCORD_TOKEN in .env, or pipe questions in, one a line."
)
HOLDING = "Waiting to be stopped: fix what is said above, then start again."
BAD_TOKEN = (
    "Discord does not accept the token: reset it in the Developer Portal (Bot, Reset Token) and set DISCORD_TOKEN "
    "to the new one."
)
MESSAGE_CONTENT_OFF = (
    "The Message Content intent is off, so no channel is read without a mention (ASK_CHANNELS, /setup): switch it on "
    "in the Developer Portal (Bot, Privileged Gateway Intents) and restart. Mentions and commands work meanwhile."
)

_CLOSED_FOR_GOOD = {
    4004: BAD_TOKEN,
    4010: "Discord does not know this shard: correct SHARD_IDS and SHARD_COUNT.",
    4011: "The bot is in too many servers for so few shards: leave SHARD_COUNT out, or raise it.",
    4012: "Discord no longer speaks this version of its gateway: update discord.py.",
    4013: "Discord does not know an intent that was asked for: update discord.py.",
}


def reading(percent: int, doing: str) -> str:
    """Say how far the story is read, and what is being done."""
    return f"Reading the story: {percent}% ({doing[:1].lower()}{doing[1:]})."


def closed_for_good(code: int | None) -> str | None:
    """Say what the host must change after the gateway closed with a code; None where another login may help.

    The codes: https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes.
    """
    return _CLOSED_FOR_GOOD.get(code or 0)
