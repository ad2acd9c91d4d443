"""Permissions as Discord's menus call them in German, and what the bot needs them for."""

from __future__ import annotations

_NAMES = {
    "view_channel": "Kanäle ansehen",
    "send_messages": "Nachrichten senden",
    "send_messages_in_threads": "Nachrichten in Threads senden",
    "embed_links": "Links einbetten",
    "read_message_history": "Nachrichtenverlauf anzeigen",
    "create_public_threads": "Öffentliche Threads erstellen",
    "manage_guild": "Server verwalten",
}
_PURPOSES = {
    "view_channel": "damit ich die Fragen dort sehe",
    "send_messages": "damit ich antworten kann",
    "send_messages_in_threads": "damit ich in Threads antworten kann",
    "embed_links": "damit Antworten als Karten erscheinen (sonst als einfacher Text)",
    "read_message_history": "damit ich direkt auf die Frage antworten kann",
    "create_public_threads": "damit ich für jede Antwort einen Thread öffnen kann",
}


def name(flag: str) -> str:
    return _NAMES.get(flag) or flag.replace("_", " ").title()


def lacks(channel: str, flag: str) -> str:
    return f"{channel}: „{name(flag)}“ erlauben, {_PURPOSES[flag]}."


def allow_here(flag: str) -> str:
    return f"Für Admins: Erlaubt mir hier „{name(flag)}“, {_PURPOSES[flag]}."
