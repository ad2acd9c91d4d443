"""German around an answer, and around the passages that its buttons show."""

from __future__ import annotations

from bot.words.german import numbers
from retrieval import AnswerKind

RELATED = "Was dem am nächsten kommt"
MORE_RELATED = "Weitere verwandte Stellen"
NEXT_BEST = "Oder meinst du eine dieser Stellen?"
UNSURE = "Ich bin nicht sicher, ob das deine Frage beantwortet."
CORRECTED = "So erzählen es die Artikel nicht:"
NOTHING_ASKED = "Darin habe ich keine Frage gefunden. Frag mich etwas, und ich schlage es nach."
UNCLEAR = "Ich bin nicht sicher, was du meinst."
ASK_INSTEAD = "Oder wolltest du eine dieser Fragen stellen?"
ONLY_WORDS = "Ich kann nur Text lesen. Schreib mir deine Frage oder leite mir eine Nachricht mit Text weiter."
ALSO_IN = "Auch in"
NOTHING_FURTHER = "Mehr habe ich nicht gefunden. Versuch es mit anderen Worten."
GONE = "Die Artikel haben sich geändert, und diese Stelle gibt es nicht mehr."
ARTICLE_GONE = "Die Artikel haben sich geändert, und diesen gibt es nicht mehr."
NO_SUCH_ARTICLE = "Diesen Artikel habe ich nicht. Wähl einen aus der Liste."
NOTHING_TO_FIND = "In dieser Nachricht stehen keine Wörter, nach denen ich suchen kann."
THREAD_NAME = "Deine Frage"

_DECLINED = {
    None: "Dazu sagen die Artikel nichts.",
    AnswerKind.AGE: "Ein Alter nennen die Artikel nicht.",
    AnswerKind.COUNT: "Eine Zahl nennen die Artikel nicht.",
    AnswerKind.DATE: "Ein Datum nennen die Artikel nicht.",
    AnswerKind.DURATION: "Wie lange, steht nicht in den Artikeln.",
    AnswerKind.FREQUENCY: "Wie oft, steht nicht in den Artikeln.",
    AnswerKind.MONEY: "Einen Betrag nennen die Artikel nicht.",
    AnswerKind.PERSON: "Einen Namen nennen die Artikel nicht.",
    AnswerKind.PLACE: "Einen Ort nennen die Artikel nicht.",
    AnswerKind.REASON: "Einen Grund nennen die Artikel nicht.",
    AnswerKind.SPEECH: "Was gesagt wurde, steht nicht in den Artikeln.",
    AnswerKind.MEASURE: "Ein Maß nennen die Artikel nicht.",
}

_SMALL_TALK = {
    "greeting": "Hallo! Frag mich zur Geschichte: wer, wann, warum oder was jemand gesagt hat.",
    "how are you": "Gut, danke! Frag mich, was du über die Geschichte wissen willst.",
    "thanks": "Gern! Frag mich, wenn du noch etwas wissen willst.",
    "goodbye": "Tschüss! Komm wieder, wenn du noch eine Frage hast.",
    "praise": "Danke! Die Worte stammen aus den Artikeln. Frag mich nach mehr davon.",
    "insult": "Schade, dass ich nicht helfen konnte. Frag mich noch einmal mit anderen Worten.",
    "laughter": "Schön, dass es dir gefällt! Frag mich, was du noch wissen willst.",
    "agreement": "Willst du noch etwas fragen?",
    "about the bot": "Ich bin Verbatim. Frag mich zur Geschichte, und ich antworte mit den Worten ihrer Artikel.",
}
_SMALL_TALK_OTHERWISE = "Am besten kann ich Fragen zur Geschichte: wer, wann, warum oder was jemand gesagt hat."


def declined(missing: AnswerKind | None) -> str:
    return _DECLINED[missing]


def small_talk(topic: str | None) -> str:
    return _SMALL_TALK.get(topic or "", _SMALL_TALK_OTHERWISE)


def part(number: int, question: str) -> str:
    return f"{numbers.number(number)}. {question}"


def paragraph(number: int) -> str:
    return f"Abs. {numbers.number(number)}"


def shortened(number: int) -> str:
    return f"Gekürzt. Der ganze Text ist Absatz {numbers.number(number)} des Artikels."


def gone(number: int) -> str:
    return f"{numbers.number(number)} gibt es nicht mehr: Die Artikel haben sich geändert."


def which_article(typed: str, count: int) -> str:
    return f"„{typed}“ passt auf {numbers.articles(count)}. Welchen meinst du?"


def shared_by(name: str) -> str:
    return f"Geteilt von {name}"
