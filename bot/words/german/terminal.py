"""German of a conversation in the terminal."""

from __future__ import annotations

from bot.words.german import numbers

DISCORD = "Für Discord: Kopiere .env.example nach .env und setze DISCORD_TOKEN auf das Token deines Bots."
COMMANDS = (
    "Schreib /quote und ein paar Wörter, um zu sehen, wer sie gesagt hat, /who und einen Namen, /articles für das, was "
    "Verbatim gelesen hat, /about dafür, wie es arbeitet, /quit zum Beenden."
)
GOODBYE = "Tschüss."


def welcome(articles: int) -> str:
    return (
        f"Verbatim hat {numbers.articles(articles)} gelesen. Frag danach, auf Englisch; jede Antwort ist eine Stelle "
        "daraus, Wort für Wort."
    )


def unknown_command(name: str) -> str:
    return f"Den Befehl {name} gibt es hier nicht. Es gibt /quote, /who, /articles, /about und /quit."
