"""German of the help card, /about and /articles."""

from __future__ import annotations

from bot.words.german import numbers

HELP_TITLE = "Frag mich zur Geschichte"
HOW_TO_ASK = (
    "Stell mir eine Frage auf Englisch: Erwähne mich, antworte auf eine meiner Antworten, schreib mir direkt oder nimm "
    "/ask. Ich antworte mit einer Stelle aus den Artikeln, Wort für Wort, und sage dir, woher sie stammt."
)
EXAMPLES = "Zum Beispiel"
MORE = "/articles zeigt, was ich gelesen habe; /about erklärt, wie ich arbeite."
ARTICLES_TITLE = "Was ich gelesen habe"
TITLE = "Über Verbatim"
SUMMARY = (
    "Ich beantworte Fragen zu einer Geschichte nur mit den Worten ihrer Artikel: Ich suche die Stelle, die antwortet, "
    "zitiere sie Wort für Wort und nenne die Quelle. Steht nichts in den Artikeln, sage ich das."
)
METHOD_HEADING = "Wie ich antworte"
PRIVACY_HEADING = "Datenschutz"
PRIVACY = (
    "Kein Nachrichtentext wird gespeichert. Deine letzte Frage merke ich mir kurz, damit du nachfragen kannst, und "
    "vergesse sie dann. Wer den Server verwaltet, sieht, wie viele Fragen beantwortet wurden, nie wer oder was."
)


def method(articles: int) -> str:
    return (
        f"Ich durchsuche {numbers.articles(articles)} nach passenden Wörtern und von Hand geschriebenen Fragen, auf "
        "Englisch. Kein Sprachmodell schreibt ein Wort einer Antwort. Die Antwort selbst ist fett gedruckt."
    )
