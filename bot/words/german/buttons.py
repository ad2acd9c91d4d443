"""German labels of buttons, and what pressing one may be told instead of its effect."""

from __future__ import annotations

from bot.words.german import numbers

IN_CONTEXT = "Im Zusammenhang"
MORE = "Mehr"
CLOSEST = "Was dem am nächsten kommt"
OUTLINE = "Absatz für Absatz"
SHARE = "Teilen"
SHARED = "Geteilt"
SOURCE = "Quelle"
BACK = "Zurück"
NEXT = "Weiter"
HELPFUL = "👍 Hilfreich"
NOT_HELPFUL = "👎 Das meinte ich nicht"
RATED_HELPFUL = "Danke – hilfreich"
RATED_NOT_HELPFUL = "Danke – nicht hilfreich"

NOT_YOUR_ANSWER = "Nur wer gefragt hat, kann diese Antwort bewerten."
RATED_ALREADY = "Das hast du schon bewertet. Danke!"
CANNOT_SHARE = "Du darfst in diesem Kanal nicht schreiben, also kann ich das hier nicht für dich teilen."
EXPIRED = "Dieser Knopf ist abgelaufen. Bitte frag noch einmal."


def in_context(number: int) -> str:
    return f"{numbers.number(number)} im Zusammenhang"


def article(number: int) -> str:
    return f"Artikel {numbers.number(number)}"


def all_quotations(count: int) -> str:
    return f"Alle Zitate ({numbers.number(count)})"
