"""English of a conversation in the terminal."""

from __future__ import annotations

from bot.words.english import numbers

DISCORD = "To put it on Discord, copy .env.example to .env and set DISCORD_TOKEN to your bot's token."
COMMANDS = (
    "Type /quote and some words to see who said them, /who and a name, /articles for what it has read, "
    "/about for how it works, /quit to leave."
)
GOODBYE = "Goodbye."


def welcome(articles: int) -> str:
    return f"Verbatim has read {numbers.articles(articles)}. Ask about them; every answer is a passage, word for word."


def unknown_command(name: str) -> str:
    return f"There is no command {name} here. There are /quote, /who, /articles, /about and /quit."
