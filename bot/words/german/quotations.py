"""German of /quote and /who."""

from __future__ import annotations

from collections.abc import Sequence

from bot.words.german import numbers

NO_WORDS = "Danach kann ich nicht suchen. Schreib ein Stück des Zitats, oder lass die Wörter weg, um alle zu sehen."
GONE = "Die Artikel haben sich geändert, und dieses Zitat gibt es nicht mehr."
NOT_CLOSE = "Kein Zitat kommt dem nahe."
NEAREST = "Diese kommen am nächsten, sind aber vielleicht nicht, was du suchst."
CONTINUED = "Weiter auf der nächsten Seite"
ALL = "Alle Zitate"
LONGER = "Länger in"
SHORTER = "Kürzer in"
DIFFERENT = "Anders formuliert in"
CALLED = "Genannt"
DESCRIBED_AS = "Vorgestellt als"
KEY_QUOTES = "Wichtige Zitate"
NOT_QUOTED = "In den Artikeln steht kein Zitat dieser Person."
NOT_NAMED = "Die Artikel verwenden diesen Namen nicht."

_UNCLEAR = "unklar, wer spricht"


def matching(count: int) -> str:
    return numbers.counted(count, "passendes Zitat", "passende Zitate")


def best_of(shown: int, count: int) -> str:
    return f"Die besten {numbers.number(shown)} von {numbers.number(count)} passenden Zitaten"


def choice(name: str, count: int) -> str:
    return f"{name} · {numbers.number(count)}"


def said_by(name: str | None, written: str | None, addressee: str | None, via: str | None) -> str:
    if name is None:
        who = f"„{written}“ ({_UNCLEAR})" if written else _UNCLEAR
    else:
        who = f"{name} (im Artikel „{written}“)" if written else name
    who += f", zu {addressee}" if addressee else ""
    return f"{who}, zitiert von {via}" if via else who


def speaking(who: Sequence[str]) -> str:
    return f"Gesagt von {'; '.join(who)}"


def changed(ours: str, theirs: str) -> str:
    if not ours:
        return f"dazu „{theirs}“"
    if not theirs:
        return f"ohne „{ours}“"
    return f"„{theirs}“ statt „{ours}“"


def said_count(count: int, articles: int) -> str:
    return f"{numbers.quotations(count)} in {numbers.counted(articles, 'Artikel', 'Artikeln')}"


def named(name: str, count: int) -> str:
    return f"{name} ({numbers.number(count)})"


def nobody(typed: str, quoted: Sequence[str], left_out: int) -> str:
    if not quoted:
        return not_quoted(None, None)
    return f"Von „{typed}“ steht in den Artikeln kein Zitat. Zitiert werden dort: {numbers.listed(quoted, left_out)}."


def unknown_person(typed: str, known: Sequence[str], left_out: int) -> str:
    people = numbers.listed(known, left_out)
    if not typed:
        return f"Schreib einen Namen. Personen in den Artikeln: {people}." if known else "Die Artikel nennen niemanden."
    sentence = f"„{typed}“ kommt in den Artikeln nicht vor."
    return f"{sentence} Personen darin: {people}." if known else sentence


def people(known: Sequence[str], left_out: int) -> str:
    if not known:
        return "Die Artikel nennen niemanden."
    return f"Personen in den Artikeln: {numbers.listed(known, left_out)}. Mit /who liest du mehr über eine von ihnen."


def several(typed: str, names: Sequence[str], left_out: int) -> str:
    return f"„{typed}“ passt auf mehrere: {numbers.listed(names, left_out)}. Schreib mehr vom Namen."


def not_quoted(name: str | None, headline: str | None) -> str:
    where = "Die Artikel zitieren" if headline is None else f"„{headline}“ zitiert"
    return f"{where} niemanden." if name is None else f"{where} {name} nicht."
