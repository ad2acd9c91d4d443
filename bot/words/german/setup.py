"""German of /setup."""

from __future__ import annotations

from bot.words.german import numbers

TITLE = "Wie ich auf diesem Server antworte"
PLACES_HEADING = "Wo keine Erwähnung nötig ist"
NOWHERE = "Noch nirgends. Ich reagiere auf Erwähnungen, Antworten und Befehle. Wähl unten Kanäle aus."
ROLES_HEADING = "Wer fragen darf"
EVERYONE = "Alle. Wähl unten Rollen aus, um nur diese zuzulassen."
ANSWERS_HEADING = "Wie Antworten erscheinen"
IN_CHANNEL = "Ich antworte im Kanal."
IN_THREADS = "Ich öffne für jede Antwort einen Thread."
PUBLIC = "Antworten auf /ask sehen alle, außer wer fragt, verbirgt sie."
PRIVATE = "Antworten auf /ask sieht nur, wer fragt, außer es wird anders gewählt."
RATE_HEADING = "Wie viel eine Person fragen darf"
UNLIMITED = "Unbegrenzt (vom Betreiber festgelegt)."
MISSING_HEADING = "Was fehlt"
NO_CONTENT = (
    "Nachrichten ohne Erwähnung kann ich noch nicht lesen. Wer mich betreibt, muss im Developer Portal unter Bot den "
    "Message Content Intent einschalten. Drück danach „Erneut prüfen“."
)
CONTENT_COMING = "Ich verbinde mich neu, um Nachrichten ohne Erwähnung lesen zu können. Das dauert ein paar Sekunden."
SAVED = "Änderungen werden sofort gespeichert."
NOT_SAVED = "Das konnte ich nicht speichern; es gilt nur, bis ich neu starte. Ich versuche es weiter."
PLACES_LABEL = "Kanäle und Foren, in denen keine Erwähnung nötig ist"
ROLES_LABEL = "Rollen, die fragen dürfen (keine: alle)"
CHECK_LABEL = "Erneut prüfen"
RATE_LABEL = "Fragen pro Minute für eine Person"
HOSTS_LABEL = "Wie vom Betreiber festgelegt"


def channels(names: str) -> str:
    return f"{names}: jede Frage"


def forums(names: str) -> str:
    return f"{names}: jeder neue Beitrag"


def roles(names: str) -> str:
    return f"{names} und wer den Server verwaltet."


def rate(questions: int, *, by_host: bool) -> str:
    return f"{rate_label(questions)}{' (vom Betreiber festgelegt)' if by_host else ''}."


def rate_label(questions: int) -> str:
    return f"{numbers.counted(questions, 'Frage', 'Fragen')} pro Minute"


def threads_label(on: bool) -> str:
    return f"Antworten in Threads: {'an' if on else 'aus'}"


def private_label(on: bool) -> str:
    return f"Standardmäßig privat: {'an' if on else 'aus'}"
