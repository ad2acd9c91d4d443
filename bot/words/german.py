"""German: a class for each protocol of the catalogue, which says what each sentence is for."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date

from bot.words.answering import AnswerWords, ButtonWords, NumberWords, QuotationWords
from bot.words.catalogue import (
    AboutWords,
    AdditionWords,
    CommandWords,
    ErrorWords,
    GapWords,
    PermissionWords,
    RefusalWords,
    ReloadWords,
    SetupWords,
    StatsWords,
    StoryWords,
    TerminalWords,
    Words,
)
from retrieval import AnswerKind, Stage

_MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni",
    "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip


def _number(value: int) -> str:
    return f"{value:,}".replace(",", ".")


def _counted(count: int, one: str, many: str) -> str:
    return f"{_number(count)} {one if count == 1 else many}"


class _Numbers(NumberWords):
    def number(self, value: int) -> str:
        return _number(value)

    def day(self, value: date) -> str:
        return f"{value.day}. {_MONTHS[value.month - 1]} {value.year}"

    def in_time(self, seconds: float) -> str:
        whole = max(1, math.ceil(seconds))
        if whole < 90:
            return f"in {_counted(whole, 'Sekunde', 'Sekunden')}"
        return f"in {_counted(-(-whole // 60), 'Minute', 'Minuten')}"

    def page(self, at: int, count: int) -> str:
        return f"Seite {_number(at)} von {_number(count)}"

    def more(self, count: int) -> str:
        return f"und {_number(count)} mehr"

    def listed(self, names: Sequence[str], left_out: int = 0) -> str:
        return ", ".join(names) + (f" {self.more(left_out)}" if left_out else "")

    def passages(self, count: int) -> str:
        return _counted(count, "Textstelle", "Textstellen")

    def paragraphs(self, count: int) -> str:
        return _counted(count, "Absatz", "Absätze")

    def quotations(self, count: int) -> str:
        return _counted(count, "Zitat", "Zitate")


_NUMBERS = _Numbers()


def _bis(up_to: str | None) -> str:
    """Return what stands behind "die Artikel" where not all are told."""
    return "" if up_to is None else f" bis „{up_to}“"


_DECLINED = {
    None: "Dazu sagen die Artikel{} nichts.",
    AnswerKind.AGE: "Ein Alter nennen die Artikel{} nicht.",
    AnswerKind.COUNT: "Eine Zahl nennen die Artikel{} nicht.",
    AnswerKind.DATE: "Ein Datum nennen die Artikel{} nicht.",
    AnswerKind.DURATION: "Wie lange, steht nicht in den Artikeln{}.",
    AnswerKind.FREQUENCY: "Wie oft, steht nicht in den Artikeln{}.",
    AnswerKind.MONEY: "Einen Betrag nennen die Artikel{} nicht.",
    AnswerKind.PERSON: "Einen Namen nennen die Artikel{} nicht.",
    AnswerKind.PLACE: "Einen Ort nennen die Artikel{} nicht.",
    AnswerKind.REASON: "Einen Grund nennen die Artikel{} nicht.",
    AnswerKind.SPEECH: "Was gesagt wurde, steht nicht in den Artikeln{}.",
    AnswerKind.MEASURE: "Ein Maß nennen die Artikel{} nicht.",
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


class _Answers(AnswerWords):
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
    NOTHING_TO_FIND = "In dieser Nachricht stehen keine Wörter, nach denen ich suchen kann."
    THREAD_NAME = "Deine Frage"

    def declined(self, missing: AnswerKind | None, up_to: str | None = None) -> str:
        return _DECLINED[missing].format(_bis(up_to))

    def passage_gone(self, up_to: str | None = None) -> str:
        if up_to is None:
            return "Die Artikel haben sich geändert, und diese Stelle gibt es nicht mehr."
        return f"Diese Stelle steht nicht in den Artikeln{_bis(up_to)}."

    def article_gone(self, up_to: str | None = None) -> str:
        if up_to is None:
            return "Die Artikel haben sich geändert, und diesen gibt es nicht mehr."
        return f"Dieser gehört nicht zu den Artikeln{_bis(up_to)}."

    def no_such_article(self, up_to: str | None = None) -> str:
        if up_to is None:
            return "Diesen Artikel habe ich nicht. Wähl einen aus der Liste."
        return f"Dieser gehört nicht zu den Artikeln{_bis(up_to)}. Wähl einen aus der Liste."

    def told_up_to(self, up_to: str) -> str:
        return f"Keine Spoiler: Hier erzähle ich die Geschichte nur bis „{up_to}“."

    def small_talk(self, topic: str | None) -> str:
        return _SMALL_TALK.get(topic or "", _SMALL_TALK_OTHERWISE)

    def part(self, number: int, question: str) -> str:
        return f"{_number(number)}. {question}"

    def claim(self, articles: int) -> str:
        if articles == 1:
            return "Ob das stimmt, beurteile ich nicht. Ein Artikel sagt dazu:"
        return f"Ob das stimmt, beurteile ich nicht. {_number(articles)} Artikel sagen dazu, einer nach dem anderen:"

    def paragraph(self, number: int) -> str:
        return f"Abs. {_number(number)}"

    def shortened(self, number: int) -> str:
        return f"Gekürzt. Der ganze Text ist Absatz {_number(number)} des Artikels."

    def gone(self, number: int, up_to: str | None = None) -> str:
        if up_to is None:
            return f"{_number(number)} gibt es nicht mehr: Die Artikel haben sich geändert."
        return f"{_number(number)} steht nicht in den Artikeln{_bis(up_to)}."

    def which_article(self, typed: str, count: int) -> str:
        return f"„{typed}“ passt auf {_counted(count, 'Artikel', 'Artikel')}. Welchen meinst du?"

    def shared_by(self, name: str) -> str:
        return f"Geteilt von {name}"


class _Buttons(ButtonWords):
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

    def in_context(self, number: int) -> str:
        return f"{_number(number)} im Zusammenhang"

    def article(self, number: int) -> str:
        return f"Artikel {_number(number)}"

    def all_quotations(self, count: int) -> str:
        return f"Alle Zitate ({_number(count)})"


_SPEAKER_UNCLEAR = "unklar, wer spricht"


class _Quotations(QuotationWords):
    NO_WORDS = "Danach kann ich nicht suchen. Schreib ein Stück des Zitats, oder lass die Wörter weg, um alle zu sehen."
    NEAREST = "Diese kommen am nächsten, sind aber vielleicht nicht, was du suchst."
    CONTINUED = "Weiter auf der nächsten Seite"
    ALL = "Alle Zitate"
    LONGER = "Länger in"
    SHORTER = "Kürzer in"
    DIFFERENT = "Anders formuliert in"
    CALLED = "Genannt"
    DESCRIBED_AS = "Vorgestellt als"
    KEY_QUOTES = "Wichtige Zitate"

    def gone(self, up_to: str | None = None) -> str:
        if up_to is None:
            return "Die Artikel haben sich geändert, und dieses Zitat gibt es nicht mehr."
        return f"Dieses Zitat steht nicht in den Artikeln{_bis(up_to)}."

    def not_close(self, up_to: str | None = None) -> str:
        return f"Kein Zitat{_bis(up_to)} kommt dem nahe."

    def says_nothing(self, up_to: str | None = None) -> str:
        return f"In den Artikeln{_bis(up_to)} steht kein Zitat dieser Person."

    def not_named(self, up_to: str | None = None) -> str:
        return f"Die Artikel{_bis(up_to)} verwenden diesen Namen nicht."

    def matching(self, count: int) -> str:
        return _counted(count, "passendes Zitat", "passende Zitate")

    def best_of(self, shown: int, count: int) -> str:
        return f"Die besten {_number(shown)} von {_number(count)} passenden Zitaten"

    def choice(self, name: str, count: int) -> str:
        return f"{name} · {_number(count)}"

    def said_by(
        self, name: str | None, written: str | None, addressee: str | None, via: str | None, *, by_turn: bool = False
    ) -> str:
        if name is None:
            who = f"„{written}“ ({_SPEAKER_UNCLEAR})" if written else _SPEAKER_UNCLEAR
        else:
            who = f"{name} (im Artikel „{written}“)" if written else f"{name} (der Reihe nach)" if by_turn else name
        who += f", zu {addressee}" if addressee else ""
        return f"{who}, zitiert von {via}" if via else who

    def speaking(self, who: Sequence[str]) -> str:
        return f"Gesagt von {'; '.join(who)}"

    def changed(self, ours: str, theirs: str) -> str:
        if not ours:
            return f"dazu „{theirs}“"
        if not theirs:
            return f"ohne „{ours}“"
        return f"„{theirs}“ statt „{ours}“"

    def said_count(self, count: int, articles: int) -> str:
        return f"{_NUMBERS.quotations(count)} in {_counted(articles, 'Artikel', 'Artikeln')}"

    def named(self, name: str, count: int) -> str:
        return f"{name} ({_number(count)})"

    def nobody(self, typed: str, quoted: Sequence[str], left_out: int, up_to: str | None = None) -> str:
        if not quoted:
            return self.not_quoted(None, None, up_to)
        people = _NUMBERS.listed(quoted, left_out)
        return f"Von „{typed}“ steht in den Artikeln{_bis(up_to)} kein Zitat. Zitiert werden dort: {people}."

    def unknown_person(self, typed: str, known: Sequence[str], left_out: int, up_to: str | None = None) -> str:
        people = _NUMBERS.listed(known, left_out)
        if not typed:
            named = f"Schreib einen Namen. Personen in den Artikeln{_bis(up_to)}: {people}."
            return named if known else self.people((), 0, up_to)
        sentence = f"„{typed}“ kommt in den Artikeln{_bis(up_to)} nicht vor."
        return f"{sentence} Personen darin: {people}." if known else sentence

    def people(self, known: Sequence[str], left_out: int, up_to: str | None = None) -> str:
        if not known:
            return f"Die Artikel{_bis(up_to)} nennen niemanden."
        people = _NUMBERS.listed(known, left_out)
        return f"Personen in den Artikeln{_bis(up_to)}: {people}. Mit /who liest du mehr über eine von ihnen."

    def several(self, typed: str, names: Sequence[str], left_out: int) -> str:
        return f"„{typed}“ passt auf mehrere: {_NUMBERS.listed(names, left_out)}. Schreib mehr vom Namen."

    def not_quoted(self, name: str | None, headline: str | None, up_to: str | None = None) -> str:
        where = f"Die Artikel{_bis(up_to)} zitieren" if headline is None else f"„{headline}“ zitiert{_bis(up_to)}"
        return f"{where} niemanden." if name is None else f"{where} {name} nicht."


class _About(AboutWords):
    HELP_TITLE = "Frag mich zur Geschichte"
    HOW_TO_ASK = (
        "Stell mir eine Frage auf Englisch: Erwähne mich, antworte auf eine meiner Antworten, schreib mir direkt oder "
        "nimm /ask. Ich antworte mit einer Stelle aus den Artikeln, Wort für Wort, und sage dir, woher sie stammt."
    )
    EXAMPLES = "Zum Beispiel"
    MORE = "/articles zeigt, was ich gelesen habe; /about erklärt, wie ich arbeite."
    ARTICLES_TITLE = "Was ich gelesen habe"
    TITLE = "Über Verbatim"
    SUMMARY = (
        "Ich beantworte Fragen zu einer Geschichte nur mit den Worten ihrer Artikel: Ich suche die Stelle, die "
        "antwortet, zitiere sie Wort für Wort und nenne die Quelle. Steht nichts in den Artikeln, sage ich das."
    )
    METHOD_HEADING = "Wie ich antworte"
    PRIVACY_HEADING = "Datenschutz"
    PRIVACY = (
        "Kein Nachrichtentext wird gespeichert, außer du drückst einen Knopf, der das sagt: Dann bleiben deine Wörter "
        "und der Tag 28 Tage lang, ohne Namen. Deine letzte Frage merke ich mir kurz, für Nachfragen. Wer den Server "
        "verwaltet, sieht diese Wörter und Zahlen, nie von wem."
    )

    def method(self, articles: int) -> str:
        return (
            f"Ich durchsuche {_counted(articles, 'Artikel', 'Artikel')} nach passenden Wörtern und von Hand "
            "geschriebenen Fragen, auf Englisch. Kein Sprachmodell schreibt ein Wort einer Antwort. "
            "Die Antwort selbst ist fett gedruckt."
        )


class _Commands(CommandWords):
    ASK = "Frag zur Geschichte und bekomm eine Stelle aus ihren Artikeln, Wort für Wort"
    ASK_QUESTION = "Deine Frage, auf Englisch und in deinen Worten"
    ASK_HIDE = "Die Antwort nur dir zeigen"
    ARTICLES = "Sieh, welche Artikel ich gelesen habe, mit Herausgeber und Link"
    ARTICLES_ARTICLE = "Einen öffnen und sehen, wie jeder Absatz beginnt"
    ABOUT = "Was ich bin, wie ich antworte und was ich speichere"
    QUOTE = "Finde ein Zitat: nach Wortlaut, Person oder Artikel"
    QUOTE_WORDS = "Ein paar Wörter daraus, wie du sie in Erinnerung hast"
    QUOTE_SPEAKER = "Wer es gesagt hat"
    QUOTE_ARTICLE = "Der Artikel, der es zitiert"
    QUOTE_HIDE = "Nur dir zeigen"
    WHO = "Sieh, wer jemand in den Artikeln ist und was diese Person gesagt hat"
    WHO_PERSON = "Der Name oder ein Teil davon"
    SETUP = "Leg fest, wo und wie ich auf diesem Server antworte (nur für die Serververwaltung)"
    SETUP_READ_UP_TO = "Keine Spoiler: der letzte Artikel, den ich hier erzählen darf"
    SETUP_CHANNEL = "Der Kanal, für den das gilt (ohne Angabe dieser)"
    SETUP_STORY = "Die Geschichte, die ich auf diesem Server erzähle, oder nur im gewählten Kanal"
    STATS = "Sieh, wie viele Fragen gestellt wurden, nach Tag und Artikel (nur für die Serververwaltung)"
    STATS_DAYS = "Wie viele Tage zurück (ohne Angabe 30)"
    GAPS = "Sieh, was in der Geschichte vermisst wird (nur für die Serververwaltung)"
    RELOAD = "Artikel und Wissensdateien neu lesen (nur für die Person, der der Bot gehört)"
    RELOAD_STORY = "Die Geschichte, die neu gelesen wird (ohne Angabe die, die hier erzählt wird)"
    STORY = "Die Geschichten ergänzen, die ich erzähle (nur für die Person, der der Bot gehört)"
    STORY_ADD = "Eine Datei oder Webseite nach einem Blick darauf hinzufügen (nur Eigentümer des Bots)"
    STORY_ADD_FILE = "Eine Text-, Markdown-, HTML-, PDF-, Word- oder epub-Datei"
    STORY_ADD_LINK = "Oder die Adresse einer Webseite"
    STORY_ADD_STORY = "Die Geschichte, zu der sie kommt (ohne Angabe die, die hier erzählt wird)"
    FIND_MENU = "In der Geschichte suchen"


class _Refusals(RefusalWords):
    RESTARTING = "Ich starte gerade neu. Bitte frag in einer Minute noch einmal."
    UNREADABLE = (
        "Ich kann nur Nachrichten lesen, die mich mit Namen erwähnen (nicht über die Rolle). "
        "Erwähne mich mit deiner Frage oder nimm /ask."
    )
    HIDDEN = "Die Nachricht, auf die du antwortest, sehe ich nicht. Öffne ihr Menü: Apps → In der Geschichte suchen."
    STILL_READING = (
        "Ich lese noch den Teil der Geschichte, der hier erzählt werden darf. Bitte frag in einer Minute noch einmal."
    )
    LIMIT_GONE = (
        "Den Artikel, bis zu dem dieser Kanal liest, gibt es nicht mehr; ich weiß also nicht, was ein Spoiler wäre. "
        "Wer den Server verwaltet, kann mit /setup einen anderen wählen."
    )

    def wait(self, when: str) -> str:
        return f"Mehr Fragen gehen gerade nicht. Du kannst {when} wieder fragen."

    def wait_channel(self, channel: str | None, when: str) -> str:
        if channel is None:
            return f"In diesem Kanal ist gerade viel los. Du kannst {when} wieder fragen."
        return f"In #{channel} ist gerade viel los. Du kannst dort {when} wieder fragen."

    def role_may_not_ask(self, server: str | None) -> str:
        where = "Auf diesem Server" if server is None else f"Auf {server}"
        return f"{where} dürfen mich nur bestimmte Rollen fragen. Wer den Server verwaltet, kann deine aufnehmen."


_PERMISSION_NAMES = {
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


class _Permissions(PermissionWords):
    def name(self, flag: str) -> str:
        return _PERMISSION_NAMES.get(flag) or flag.replace("_", " ").title()

    def lacks(self, channel: str, flag: str) -> str:
        return f"{channel}: „{self.name(flag)}“ erlauben, {_PURPOSES[flag]}."

    def allow_here(self, flag: str) -> str:
        return f"Für Admins: Erlaubt mir hier „{self.name(flag)}“, {_PURPOSES[flag]}."


_PERMISSIONS = _Permissions()


def _named(permissions: Sequence[str]) -> str:
    return ", ".join(f"„{_PERMISSIONS.name(flag)}“" for flag in permissions)


class _Errors(ErrorWords):
    FORBIDDEN = "Das darf ich nicht. Wer den Server verwaltet, kann es mir erlauben."
    FORBIDDEN_DIRECT = (
        "Ich kann dir keine Direktnachricht schicken: Deine Privatsphäre-Einstellungen lassen das nicht zu."
    )
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
    COMMAND_CHANGED = (
        "Dieser Befehl hat sich geändert. Warte eine Minute oder starte Discord neu und versuch es wieder."
    )
    BAD_OPTION = "Mit einem der Werte kann ich nichts anfangen. Bitte versuch einen anderen."
    STORY_UNREADABLE = "Ich kann die Artikel gerade nicht lesen. Bitte sag der Person Bescheid, die mich betreibt."

    def needs(self, permissions: Sequence[str]) -> str:
        return f"Dafür brauchst du die Berechtigung {_named(permissions)}."

    def bot_needs(self, permissions: Sequence[str]) -> str:
        return (
            f"Dafür brauche ich die Berechtigung {_named(permissions)}. Wer den Server verwaltet, kann sie mir geben."
        )

    def unexpected(self, reference: str) -> str:
        return (
            "Bei mir ist etwas schiefgegangen. Bitte versuch es noch einmal. "
            f"Passiert es wieder, hilft dieser Code der Person, die mich betreibt: {reference}."
        )


class _Setup(SetupWords):
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
        "Nachrichten ohne Erwähnung kann ich noch nicht lesen. Wer mich betreibt, muss im Developer Portal unter Bot "
        "den Message Content Intent einschalten. Drück danach „Erneut prüfen“."
    )
    CONTENT_COMING = (
        "Ich verbinde mich neu, um Nachrichten ohne Erwähnung lesen zu können. Das dauert ein paar Sekunden."
    )
    SAVED = "Änderungen werden sofort gespeichert."
    NOT_SAVED = "Das konnte ich nicht speichern; es gilt nur, bis ich neu starte. Ich versuche es weiter."
    PLACES_LABEL = "Kanäle und Foren, in denen keine Erwähnung nötig ist"
    ROLES_LABEL = "Rollen, die fragen dürfen (keine: alle)"
    GAPS_HEADING = "Fragen zum Ergänzen"
    GAPS_ON = "Was die Artikel nicht sagen, kann man zum Ergänzen vorschlagen. /gaps zeigt die Vorschläge."
    GAPS_OFF = "Niemand kann etwas vorschlagen."
    CHECK_LABEL = "Erneut prüfen"
    RATE_LABEL = "Fragen pro Minute für eine Person"
    HOSTS_LABEL = "Wie vom Betreiber festgelegt"
    READ_UP_TO_HEADING = "Wie weit ich die Geschichte erzähle"
    EVERYTHING_LABEL = "Alles (keine Grenze)"
    TOLD_EVERYWHERE = "Bis zum Ende, in jedem Kanal. Gegen Spoiler in einem Kanal hilft dort /setup read_up_to."
    PREPARING = "Ich lese die Geschichte jetzt bis dorthin. Bis ich fertig bin, antworte ich in diesem Kanal nicht."
    NO_MORE_LIMITS = "Das sind zu viele Kanäle mit einer Grenze. Stell zuerst einen davon auf alles."

    def channels(self, names: str) -> str:
        return f"{names}: jede Frage"

    def forums(self, names: str) -> str:
        return f"{names}: jeder neue Beitrag"

    def roles(self, names: str) -> str:
        return f"{names} und wer den Server verwaltet."

    def rate(self, questions: int, *, by_host: bool) -> str:
        return f"{self.rate_label(questions)}{' (vom Betreiber festgelegt)' if by_host else ''}."

    def gaps_label(self, on: bool) -> str:
        return f"Vorschläge: {'an' if on else 'aus'}"

    def digest_label(self, on: bool) -> str:
        return "Wochennotiz beenden" if on else "Wochennotiz hier"

    def digest_in(self, name: str) -> str:
        return f"Einmal pro Woche sage ich in {name}, wie viele es waren, falls es welche gab."

    def rate_label(self, questions: int) -> str:
        return f"{_counted(questions, 'Frage', 'Fragen')} pro Minute"

    def read_up_to(self, names: str, up_to: str) -> str:
        return f"{names}: bis „{up_to}“"

    def told_whole(self, name: str) -> str:
        return f"{name}: bis zum Ende"

    def limit_gone(self, names: str) -> str:
        return f"{names}: nichts, bis du neu wählst, denn den Artikel, bis zu dem gelesen wurde, gibt es nicht mehr"

    def threads_label(self, on: bool) -> str:
        return f"Antworten in Threads: {'an' if on else 'aus'}"

    def private_label(self, on: bool) -> str:
        return f"Standardmäßig privat: {'an' if on else 'aus'}"


class _Gaps(GapWords):
    BUTTON_LABEL = "Zum Ergänzen vorschlagen"
    MODAL_TITLE = "Zum Ergänzen vorschlagen"
    QUESTION_LABEL = "Deine Frage"
    KEPT = "Ich bewahre 28 Tage lang diese Wörter und das Datum auf. Keinen Namen, nichts sonst."
    NO_WORDS = "Darin stehen keine Wörter, also habe ich nichts aufbewahrt."
    NOT_TAKEN = "Vorschläge sind hier ausgeschaltet, also habe ich nichts aufbewahrt."
    NOT_SAVED = "Das konnte ich noch nicht speichern. Ich versuche es weiter, bis ich neu starte."
    LIST_TITLE = "Vorgeschlagene Fragen"
    NONE = "Es gibt keine offenen Fragen. Was jemand zum Ergänzen vorschlägt, steht hier 28 Tage lang."
    NOTHING_NEAR = "Keine Stelle kommt dem nahe."
    CHOOSE_LABEL = "Welche beantwortet das?"
    NOT_TOLD_LABEL = "Keine: Die Geschichte sagt es nicht"
    NOT_TOLD_WHY_LABEL = "Das sage ich, wenn wieder danach gefragt wird"
    DISMISS_LABEL = "Verwerfen"
    DELETE_LABEL = "Löschen"
    GONE = "Diese Frage gibt es hier nicht mehr."
    DISMISSED = "Verworfen. Ähnliche Fragen kommen nicht wieder, solange die Wörter aufbewahrt werden."
    DELETED = "Gelöscht. Die Wörter sind weg."
    NOTED = "Vermerkt. Wer mich betreibt, entscheidet und sieht, was du gewählt hast."
    RECOMMENDED_NOT_TOLD = "Die Serververwaltung meint, dass die Geschichte es nicht sagt."
    NOT_TOLD_WRITTEN = "Erledigt. Ich sage künftig, dass die Artikel das nicht sagen."
    FOOTER = "Ohne Namen. Ergänzen kann die Geschichte nur, wer mich betreibt; deine Wahl wird dort angezeigt."
    FOOTER_HOST = (
        "Von allen Servern und aus Direktnachrichten, ohne Namen. Was du wählst, kommt in die Dateien der Geschichte."
    )

    def left(self, words: str) -> str:
        return f"Danke! Wer mich betreibt, kann das 28 Tage lang lesen: „{words}“"

    def wait(self, when: str) -> str:
        return f"Das sind genug Fragen für jetzt, also habe ich diese nicht aufbewahrt. {when} geht es wieder:"

    def asked(self, count: int) -> str:
        return "Einmal gefragt" if count == 1 else f"{_number(count)}-mal gefragt"

    def told_now(self, headline: str, paragraph: int) -> str:
        return f"Jetzt würde ich mit {self.passage(headline, paragraph)} antworten."

    def choice(self, number: int) -> str:
        return f"Stelle {_number(number)} beantwortet das"

    def passage(self, headline: str, paragraph: int) -> str:
        return f"Abs. {_number(paragraph)} von „{headline}“"

    def recommended(self, passage: str) -> str:
        return f"Von der Serververwaltung gewählt: {passage}."

    def written(self, file: str) -> str:
        return f"In {file} ergänzt. Jetzt würde ich mit dieser Stelle antworten."

    def not_found(self, file: str, reason: str) -> str:
        return f"In {file} ergänzt, aber das reicht noch nicht. {reason}"

    def not_written(self, reason: str) -> str:
        return f"Nichts wurde geschrieben: {reason}"

    def digest(self, count: int, since: str) -> str:
        asked = _counted(count, "Frage", "Fragen")
        return f"{asked} zum Ergänzen vorgeschlagen seit dem {since}. Wer den Server verwaltet, sieht mehr mit /gaps."


class _Stories(StoryWords):
    STORY_HEADING = "Welche Geschichte ich erzähle"
    GONE = (
        "Die Geschichte, die hier gewählt wurde, gibt es nicht mehr; ich kann also nicht antworten. "
        "Wer den Server verwaltet, kann mit /setup story eine andere wählen."
    )
    ONLY_ONE = "Ich habe nur eine Geschichte und erzähle sie überall."
    NO_MORE = (
        "Das sind zu viele Kanäle mit einer eigenen Geschichte. "
        "Stelle zuerst einen davon auf die Geschichte des Servers zurück."
    )
    SERVERS_LABEL = "Wie auf dem Server (für den Server: wie vom Betreiber festgelegt)"

    def told_here(self, title: str) -> str:
        return f"Hier erzähle ich „{title}“."

    def among(self, count: int, title: str) -> str:
        return self.told_here(title) if count == 1 else f"Ich kenne {count} Geschichten. {self.told_here(title)}"

    def counted_of(self, title: str) -> str:
        return f"Nur Fragen zu „{title}“, der Geschichte dieses Kanals."

    def no_such(self, typed: str) -> str:
        return f"Eine Geschichte namens „{typed}“ habe ich nicht. Wähle eine aus der Liste."

    def in_server(self, title: str) -> str:
        return f"„{title}“, in jedem Kanal, der keine andere hat."

    def in_channels(self, names: str, title: str) -> str:
        return f"{names}: „{title}“"

    def chosen_gone(self, title: str) -> str:
        return f"Nichts, bis du neu wählst: „{title}“ gibt es nicht mehr."

    def gone_in_channels(self, names: str, title: str) -> str:
        return f"{names}: nichts, bis du neu wählst, denn „{title}“ gibt es nicht mehr"

    def how_to_choose(self, count: int) -> str:
        return (
            f"Ich kenne {count} Geschichten. Wähle mit /setup story eine andere; "
            "mit einem Kanal dazu gilt sie nur für diesen."
        )


class _Additions(AdditionWords):
    ADD_TITLE = "Zur Geschichte hinzufügen?"
    TAKEN_HEADING = "Was dazukommt"
    LEFT_OUT_HEADING = "Was wegbleibt"
    LOOK_AT_HEADING = "Sieh dir das an"
    LINT_HEADING = "Was besser sein könnte"
    NOTHING_YET = "Geschrieben wird erst, wenn du Hinzufügen drückst."
    ADD_LABEL = "Hinzufügen"
    CANCEL_LABEL = "Abbrechen"
    UNDO_LABEL = "Zurücknehmen"
    CANCELLED = "Es wurde nichts hinzugefügt."
    ONE_OF_THEM = "Gib mir entweder eine Datei oder einen Link."
    NO_ADDRESS = "Das ist keine Adresse einer Webseite."
    TOO_SLOW = "Das zu lesen dauert zu lange. Speichere den Text als .txt-Datei und füge die hinzu."
    SAMPLE = "Ich erzähle die Beispielgeschichte. Setze zuerst ARTICLES_DIR oder STORIES_DIR auf einen eigenen Ordner."

    def taken(self, articles: int, paragraphs: int) -> str:
        return f"{_counted(articles, 'Artikel', 'Artikel')}, {_NUMBERS.paragraphs(paragraphs)}."

    def to_story(self, title: str) -> str:
        return f"Das kommt in „{title}“."

    def added(self, articles: int) -> str:
        return f"{_counted(articles, 'Artikel', 'Artikel')} hinzugefügt. Du kannst das 15 Minuten lang zurücknehmen."

    def not_added(self, reason: str) -> str:
        return f"Ich habe nichts geändert: {reason}"

    def too_large(self, megabytes: int) -> str:
        return f"Diese Datei ist zu groß. Ich nehme höchstens {megabytes} MB."


class _Stats(StatsWords):
    BY_DAY = "Nach Tag"
    BY_ARTICLE = "Nach Artikel"
    NOTHING = "In dieser Zeit hat hier niemand etwas gefragt."
    COUNTS_ONLY = "Das sind nur Zahlen: keine Texte und keine Namen."
    ARTICLE_GONE = "ein Artikel, den es nicht mehr gibt"

    def title(self, days: int) -> str:
        return "Fragen heute" if days == 1 else f"Fragen der letzten {_number(days)} Tage"

    def counts(self, answered: int, declined: int, helped: int, not_helped: int) -> str:
        parts = (
            (answered, "beantwortet"),
            (declined, "nicht in den Artikeln"),
            (helped, "hilfreich"),
            (not_helped, "nicht hilfreich"),
        )
        return " · ".join(f"{_number(count)} {what}" for count, what in parts if count)

    def row(self, name: str, counts: str) -> str:
        return f"{name}: {counts}"


def _change(name: str, before: int, after: int) -> str:
    now = _number(after)
    return f"{name}: {now}" if before == after else f"{name}: {_number(before)} → {now}"


class _Reload(ReloadWords):
    DONE_TITLE = "Geschichte neu geladen"
    FAILED_TITLE = "Neu laden gescheitert – die bisherige Geschichte gilt weiter"
    UNEXPECTED = "Etwas Unerwartetes ist schiefgegangen, und keine Datei ist schuld. Mehr steht im Log."
    TO_FIX_HEADING = "Behebe das; dann lade ich von selbst neu"
    LEFT_OUT_HEADING = "Ausgelassen, bis es behoben ist"

    def articles(self, before: int, after: int) -> str:
        return _change("Artikel", before, after)

    def passages(self, before: int, after: int) -> str:
        return _change("Textstellen", before, after)

    def questions(self, before: int, after: int) -> str:
        return _change("Leserfragen", before, after)

    def quotations(self, before: int, after: int) -> str:
        return _change("Zitate", before, after)

    def took(self, seconds: float) -> str:
        return f"Geladen in {seconds:.1f} s".replace(".", ",")

    def more(self, count: int) -> str:
        return f"und {_number(count)} mehr, alle im Log"


_STAGES = {
    Stage.ARTICLES: "Liest die Artikel",
    Stage.PEOPLE: "Sucht die Personen",
    Stage.QUOTATIONS: "Sucht, wer was sagt",
    Stage.WORDS: "Zählt die Wörter",
    Stage.PASSAGES: "Ordnet die Stellen",
    Stage.MARKS: "Vergleicht, was sie sagen",
    Stage.KEEPING: "Bewahrt es für den nächsten Start",
}


class _Terminal(TerminalWords):
    WELCOME = "Frag Verbatim nach seinen Artikeln, auf Englisch; jede Antwort ist eine Stelle daraus, Wort für Wort."
    DISCORD = "Für Discord: Kopiere .env.example nach .env und setze DISCORD_TOKEN auf das Token deines Bots."
    COMMANDS = (
        "Schreib /quote und ein paar Wörter, um zu sehen, wer sie gesagt hat, /who und einen Namen, /articles für das, "
        "was Verbatim gelesen hat, /about dafür, wie es arbeitet, /upto und einen Artikel gegen Spoiler, /quit zum "
        "Beenden."
    )
    GOODBYE = "Tschüss."

    def stage(self, stage: Stage) -> str:
        return _STAGES[stage]

    def unknown_command(self, name: str) -> str:
        return f"Den Befehl {name} gibt es hier nicht. Es gibt /quote, /who, /articles, /about, /upto und /quit."

    def telling(self, up_to: str | None) -> str:
        if up_to is None:
            return "Die ganze Geschichte wird erzählt. Mit /upto und einem Artikel vermeidest du Spoiler."
        return f"Die Geschichte wird bis „{up_to}“ erzählt. Mit /upto everything wird sie es ganz."


GERMAN = Words(
    code="de",
    numbers=_NUMBERS,
    answers=_Answers(),
    buttons=_Buttons(),
    quotations=_Quotations(),
    about=_About(),
    commands=_Commands(),
    refusals=_Refusals(),
    errors=_Errors(),
    permissions=_PERMISSIONS,
    setup=_Setup(),
    gaps=_Gaps(),
    stories=_Stories(),
    additions=_Additions(),
    stats=_Stats(),
    reload=_Reload(),
    terminal=_Terminal(),
)
