"""German for what went wrong."""

from __future__ import annotations

from collections.abc import Sequence

from bot.words.german import permissions as names

FORBIDDEN = "Das darf ich nicht. Wer den Server verwaltet, kann es mir erlauben."
FORBIDDEN_DIRECT = "Ich kann dir keine Direktnachricht schicken: Deine Privatsphäre-Einstellungen lassen das nicht zu."
NO_HISTORY = "Ohne die Berechtigung „Nachrichtenverlauf anzeigen“ kann ich hier nicht antworten."
MESSAGE_GONE = "Diese Nachricht wurde gelöscht, bevor ich antworten konnte."
CHANNEL_GONE = "Diesen Kanal gibt es nicht mehr, oder ich sehe ihn nicht mehr."
TOO_LATE = "Das hat Discord zu lange gedauert. Bitte versuch es noch einmal."
ALREADY_ANSWERED = "Das ist schon beantwortet."
NOT_FOUND = "Discord findet das nicht mehr. Vielleicht wurde es gelöscht."
TOO_BUSY = "Discord bittet mich, langsamer zu machen. Bitte versuch es in einer Minute noch einmal."
DISCORD_DOWN = "Discord hat gerade Probleme. Bitte versuch es in einer Minute noch einmal."
TIMED_OUT = "Das hat zu lange gedauert. Bitte versuch es noch einmal."
DISK = "Ich kann nicht in meinen Datenordner schreiben. Wer mich betreibt, sollte Platz und Rechte prüfen."
SERVER_ONLY = "Das geht nur auf einem Server."
NOT_FOR_YOU = "Das darfst du hier nicht benutzen."
COMMAND_CHANGED = "Dieser Befehl hat sich geändert. Warte eine Minute oder starte Discord neu und versuch es wieder."
BAD_OPTION = "Mit einem der Werte kann ich nichts anfangen. Bitte versuch einen anderen."
STORY_UNREADABLE = "Ich kann die Artikel gerade nicht lesen. Bitte sag der Person Bescheid, die mich betreibt."


def needs(permissions: Sequence[str]) -> str:
    return f"Dafür brauchst du die Berechtigung {_listed(permissions)}."


def bot_needs(permissions: Sequence[str]) -> str:
    return f"Dafür brauche ich die Berechtigung {_listed(permissions)}. Wer den Server verwaltet, kann sie mir geben."


def unexpected(reference: str) -> str:
    return (
        "Bei mir ist etwas schiefgegangen. Bitte versuch es noch einmal. "
        f"Passiert es wieder, hilft dieser Code der Person, die mich betreibt: {reference}."
    )


def _listed(permissions: Sequence[str]) -> str:
    return ", ".join(f"„{names.name(flag)}“" for flag in permissions)
