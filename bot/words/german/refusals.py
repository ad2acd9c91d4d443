"""German for a question that is not answered now."""

from __future__ import annotations

RESTARTING = "Ich starte gerade neu. Bitte frag in einer Minute noch einmal."
UNREADABLE = (
    "Ich kann nur Nachrichten lesen, die mich mit Namen erwähnen (nicht über die Rolle). "
    "Erwähne mich mit deiner Frage oder nimm /ask."
)
HIDDEN = "Die Nachricht, auf die du antwortest, sehe ich nicht. Öffne ihr Menü: Apps → In der Geschichte suchen."


def wait(when: str) -> str:
    return f"Mehr Fragen gehen gerade nicht. Du kannst {when} wieder fragen."


def wait_channel(channel: str | None, when: str) -> str:
    if channel is None:
        return f"In diesem Kanal ist gerade viel los. Du kannst {when} wieder fragen."
    return f"In #{channel} ist gerade viel los. Du kannst dort {when} wieder fragen."


def role_may_not_ask(server: str | None) -> str:
    where = "Auf diesem Server" if server is None else f"Auf {server}"
    return f"{where} dürfen mich nur bestimmte Rollen fragen. Wer den Server verwaltet, kann deine aufnehmen."
