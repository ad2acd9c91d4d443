"""English of a conversation in the terminal."""

from __future__ import annotations

from retrieval import DOING, Stage

WELCOME = "Ask Verbatim about its articles; every answer is a passage from them, word for word."
DISCORD = "To put it on Discord, copy .env.example to .env and set DISCORD_TOKEN to your bot's token."
COMMANDS = (
    "Type /quote and some words to see who said them, /who and a name, /articles for what it has read, "
    "/about for how it works, /quit to leave."
)
GOODBYE = "Goodbye."


def stage(stage: Stage) -> str:
    return DOING[stage]


def unknown_command(name: str) -> str:
    return f"There is no command {name} here. There are /quote, /who, /articles, /about and /quit."
