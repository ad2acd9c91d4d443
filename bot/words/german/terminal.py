"""German of a conversation in the terminal."""

from __future__ import annotations

from retrieval import Stage

WELCOME = "Frag Verbatim nach seinen Artikeln, auf Englisch; jede Antwort ist eine Stelle daraus, Wort für Wort."
DISCORD = "Für Discord: Kopiere .env.example nach .env und setze DISCORD_TOKEN auf das Token deines Bots."
COMMANDS = (
    "Schreib /quote und ein paar Wörter, um zu sehen, wer sie gesagt hat, /who und einen Namen, /articles für das, was "
    "Verbatim gelesen hat, /about dafür, wie es arbeitet, /quit zum Beenden."
)
GOODBYE = "Tschüss."

_STAGES = {
    Stage.ARTICLES: "Liest die Artikel",
    Stage.PEOPLE: "Sucht die Personen",
    Stage.QUOTATIONS: "Sucht, wer was sagt",
    Stage.WORDS: "Zählt die Wörter",
    Stage.PASSAGES: "Ordnet die Stellen",
    Stage.MARKS: "Vergleicht, was sie sagen",
    Stage.KEEPING: "Bewahrt es für den nächsten Start",
}


def stage(stage: Stage) -> str:
    return _STAGES[stage]


def unknown_command(name: str) -> str:
    return f"Den Befehl {name} gibt es hier nicht. Es gibt /quote, /who, /articles, /about und /quit."
