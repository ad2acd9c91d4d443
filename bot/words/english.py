"""English: a class for each protocol of the catalogue, which says what each sentence is for."""

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
from retrieval import DOING, AnswerKind, Stage

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


class _Numbers(NumberWords):
    def number(self, value: int) -> str:
        return f"{value:,}"

    def day(self, value: date) -> str:
        return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"

    def in_time(self, seconds: float) -> str:
        whole = max(1, math.ceil(seconds))
        return f"in {_counted(whole, 'second')}" if whole < 90 else f"in {_counted(-(-whole // 60), 'minute')}"

    def page(self, at: int, count: int) -> str:
        return f"Page {at:,} of {count:,}"

    def more(self, count: int) -> str:
        return f"and {count:,} more"

    def listed(self, names: Sequence[str], left_out: int = 0) -> str:
        return ", ".join(names) + (f" {self.more(left_out)}" if left_out else "")

    def passages(self, count: int) -> str:
        return _counted(count, "passage")

    def paragraphs(self, count: int) -> str:
        return _counted(count, "paragraph")

    def quotations(self, count: int) -> str:
        return _counted(count, "quotation")


_NUMBERS = _Numbers()


def _to(up_to: str | None) -> str:
    """Return what stands behind "the articles" where not all are told."""
    return "" if up_to is None else f" up to “{up_to}”"


_DECLINED = {
    None: "The articles{} don't say.",
    AnswerKind.AGE: "The articles{} don't give an age.",
    AnswerKind.COUNT: "The articles{} don't give a number.",
    AnswerKind.DATE: "The articles{} don't say when.",
    AnswerKind.DURATION: "The articles{} don't say how long.",
    AnswerKind.FREQUENCY: "The articles{} don't say how often.",
    AnswerKind.MONEY: "The articles{} don't give an amount.",
    AnswerKind.PERSON: "The articles{} don't give a name.",
    AnswerKind.PLACE: "The articles{} don't say where.",
    AnswerKind.REASON: "The articles{} don't say why.",
    AnswerKind.SPEECH: "The articles{} don't say what was said.",
    AnswerKind.MEASURE: "The articles{} don't give a measurement.",
}
_SMALL_TALK = {
    "greeting": "Hello! Ask me about the story: who, when, why, or what someone said.",
    "how are you": "I'm well, thanks! Ask me anything about the story.",
    "thanks": "You're welcome! Ask me anything else you'd like to know.",
    "goodbye": "Goodbye! Come back whenever you have another question.",
    "praise": "Thank you! The words are the articles' own. Ask me for more.",
    "insult": "Sorry I wasn't more help. Try asking it another way.",
    "laughter": "Glad you're enjoying it! Ask me anything else about the story.",
    "agreement": "Anything else you'd like to know?",
    "about the bot": "I'm Verbatim. Ask me about the story, and I'll answer in its articles' own words.",
}
_SMALL_TALK_OTHERWISE = "I'm best at questions about the story: who, when, why, or what someone said."


class _Answers(AnswerWords):
    RELATED = "The closest passages"
    MORE_RELATED = "More related passages"
    NEXT_BEST = "Did you mean one of these?"
    UNSURE = "I'm not sure this answers your question."
    CORRECTED = "That's not how the articles tell it:"
    NOTHING_ASKED = "I didn't find a question there. Ask me something and I'll look it up."
    UNCLEAR = "I'm not sure what you mean."
    ASK_INSTEAD = "Or did you want to ask one of these?"
    ONLY_WORDS = "I can only read words. Type your question, or forward me a message that has some text."
    ALSO_IN = "Also in"
    NOTHING_FURTHER = "That's all I could find. Try asking it another way."
    NOTHING_TO_FIND = "There are no words in that message to look up."
    THREAD_NAME = "Your question"

    def declined(self, missing: AnswerKind | None, up_to: str | None = None) -> str:
        return _DECLINED[missing].format(_to(up_to))

    def passage_gone(self, up_to: str | None = None) -> str:
        if up_to is None:
            return "The articles have changed, and that passage is gone."
        return f"That passage isn't in the articles{_to(up_to)}."

    def article_gone(self, up_to: str | None = None) -> str:
        if up_to is None:
            return "The articles have changed, and that one is gone."
        return f"That isn't one of the articles{_to(up_to)}."

    def no_such_article(self, up_to: str | None = None) -> str:
        if up_to is None:
            return "I don't have that article. Pick one from the list."
        return f"That isn't one of the articles{_to(up_to)}. Pick one from the list."

    def told_up_to(self, up_to: str) -> str:
        return f"No spoilers: I only tell the story up to “{up_to}” here."

    def small_talk(self, topic: str | None) -> str:
        return _SMALL_TALK.get(topic or "", _SMALL_TALK_OTHERWISE)

    def part(self, number: int, question: str) -> str:
        return f"{number:,}. {question}"

    def claim(self, articles: int) -> str:
        if articles == 1:
            return "I don't judge claims. Here's what one article says:"
        return f"I don't judge claims. Here's what {articles:,} articles say, one by one:"

    def paragraph(self, number: int) -> str:
        return f"¶ {number:,}"

    def shortened(self, number: int) -> str:
        return f"Shortened. The full text is paragraph {number:,} of the article."

    def gone(self, number: int, up_to: str | None = None) -> str:
        if up_to is None:
            return f"{number:,} is gone: the articles have changed."
        return f"{number:,} isn't in the articles{_to(up_to)}."

    def which_article(self, typed: str, count: int) -> str:
        return f"“{typed}” fits {_counted(count, 'article')}. Which one do you mean?"

    def shared_by(self, name: str) -> str:
        return f"Shared by {name}"


class _Buttons(ButtonWords):
    IN_CONTEXT = "Show in context"
    MORE = "More"
    CLOSEST = "Show the closest passages"
    OUTLINE = "Paragraph by paragraph"
    SHARE = "Share"
    SHARED = "Shared"
    SOURCE = "Source"
    BACK = "Back"
    NEXT = "Next"
    HELPFUL = "👍 Helpful"
    NOT_HELPFUL = "👎 Not what I meant"
    RATED_HELPFUL = "Thanks – helpful"
    RATED_NOT_HELPFUL = "Thanks – not helpful"
    NOT_YOUR_ANSWER = "Only the person who asked can rate this answer."
    RATED_ALREADY = "You've already rated this one. Thanks!"
    CANNOT_SHARE = "You can't post in this channel, so I can't share it here for you."
    EXPIRED = "This button has expired. Please ask again."

    def in_context(self, number: int) -> str:
        return f"Show {number:,} in context"

    def article(self, number: int) -> str:
        return f"Article {number:,}"

    def all_quotations(self, count: int) -> str:
        return f"All quotations ({count:,})"


_SPEAKER_UNCLEAR = "speaker unclear"


class _Quotations(QuotationWords):
    NO_WORDS = (
        "There's nothing in that to search for. Type some of the quotation, or leave the words out to list them all."
    )
    NEAREST = "These are the closest, but they may not be what you want."
    CONTINUED = "Continued on the next page"
    ALL = "All quotations"
    LONGER = "Longer in"
    SHORTER = "Shorter in"
    DIFFERENT = "Worded differently in"
    CALLED = "Called"
    DESCRIBED_AS = "Described as"
    KEY_QUOTES = "Key quotes"

    def gone(self, up_to: str | None = None) -> str:
        if up_to is None:
            return "The articles have changed, and that quotation is gone."
        return f"That quotation isn't in the articles{_to(up_to)}."

    def not_close(self, up_to: str | None = None) -> str:
        return f"No quotation{_to(up_to)} comes close to that."

    def says_nothing(self, up_to: str | None = None) -> str:
        return f"The articles{_to(up_to)} don't quote them."

    def not_named(self, up_to: str | None = None) -> str:
        return f"The articles{_to(up_to)} don't use this name."

    def matching(self, count: int) -> str:
        return _counted(count, "matching quotation")

    def best_of(self, shown: int, count: int) -> str:
        return f"The best {shown:,} of {self.matching(count)}"

    def choice(self, name: str, count: int) -> str:
        return f"{name} · {count:,}"

    def said_by(
        self, name: str | None, written: str | None, addressee: str | None, via: str | None, *, by_turn: bool = False
    ) -> str:
        if name is None:
            who = f"“{written}” ({_SPEAKER_UNCLEAR})" if written else _SPEAKER_UNCLEAR
        else:
            who = f"{name} (“{written}” in the article)" if written else f"{name} (by turn)" if by_turn else name
        who += f", to {addressee}" if addressee else ""
        return f"{who}, quoted by {via}" if via else who

    def speaking(self, who: Sequence[str]) -> str:
        return f"Said by {'; '.join(who)}"

    def changed(self, ours: str, theirs: str) -> str:
        if not ours:
            return f"adds “{theirs}”"
        if not theirs:
            return f"leaves out “{ours}”"
        return f"“{theirs}” instead of “{ours}”"

    def said_count(self, count: int, articles: int) -> str:
        return f"{_NUMBERS.quotations(count)} in {_counted(articles, 'article')}"

    def named(self, name: str, count: int) -> str:
        return f"{name} ({count:,})"

    def nobody(self, typed: str, quoted: Sequence[str], left_out: int, up_to: str | None = None) -> str:
        if not quoted:
            return self.not_quoted(None, None, up_to)
        people = _NUMBERS.listed(quoted, left_out)
        return f"The articles{_to(up_to)} don't quote anyone called “{typed}”. They do quote {people}."

    def unknown_person(self, typed: str, known: Sequence[str], left_out: int, up_to: str | None = None) -> str:
        people = _NUMBERS.listed(known, left_out)
        if not typed:
            return f"Type a name. People in the articles{_to(up_to)}: {people}." if known else self.people((), 0, up_to)
        sentence = f"There's no “{typed}” in the articles{_to(up_to)}."
        return f"{sentence} People in them: {people}." if known else sentence

    def people(self, known: Sequence[str], left_out: int, up_to: str | None = None) -> str:
        if not known:
            return f"The articles{_to(up_to)} name nobody."
        people = _NUMBERS.listed(known, left_out)
        return f"People in the articles{_to(up_to)}: {people}. Use /who to read about one of them."

    def several(self, typed: str, names: Sequence[str], left_out: int) -> str:
        return f"“{typed}” could be any of {_NUMBERS.listed(names, left_out)}. Type more of the name."

    def not_quoted(self, name: str | None, headline: str | None, up_to: str | None = None) -> str:
        who = "anyone" if name is None else name
        if headline is None:
            return f"The articles{_to(up_to)} don't quote {who}."
        return f"“{headline}” doesn't quote {who}{_to(up_to)}."


class _About(AboutWords):
    HELP_TITLE = "Ask me about the story"
    HOW_TO_ASK = (
        "Mention me with a question, reply to one of my answers, send me a DM, or use /ask. "
        "I'll reply with a passage from the articles, word for word, and tell you where it's from."
    )
    EXAMPLES = "For example"
    MORE = "/articles lists what I've read; /about explains how I work."
    ARTICLES_TITLE = "What I've read"
    TITLE = "About Verbatim"
    SUMMARY = (
        "I answer questions about a story only in its articles' own words: I find the passage that answers, quote it "
        "word for word, and name its source. If the articles don't say, I'll tell you."
    )
    METHOD_HEADING = "How I answer"
    PRIVACY_HEADING = "Privacy"
    PRIVACY = (
        "No message text is stored unless you press a button that says so: then your words and the day are kept, for "
        "28 days, without your name. I remember your last question for a short while, for follow-ups, then forget it. "
        "Server managers see those words and counts, never who asked."
    )

    def method(self, articles: int) -> str:
        return (
            f"I search {_counted(articles, 'article')} by matching words and hand-written questions. "
            "No language model writes a word of an answer. The answer itself is in bold."
        )


class _Commands(CommandWords):
    ASK = "Ask about the story and get a passage from its articles, word for word"
    ASK_QUESTION = "Your question, in your own words"
    ASK_HIDE = "Show the answer only to you"
    ARTICLES = "See which articles I've read, with publishers and links"
    ARTICLES_ARTICLE = "Open one to see how each of its paragraphs begins"
    ABOUT = "What I am, how I answer, and what I keep"
    QUOTE = "Find a quotation by its words, speaker or article"
    QUOTE_WORDS = "Some of its words, as you remember them"
    QUOTE_SPEAKER = "Who said it"
    QUOTE_ARTICLE = "The article that quotes it"
    QUOTE_HIDE = "Show it only to you"
    WHO = "See who someone is in the articles, and what they said"
    WHO_PERSON = "Their name, or part of it"
    SETUP = "Choose where and how I answer in this server (server managers only)"
    SETUP_READ_UP_TO = "No spoilers: the last article that I may tell here"
    SETUP_CHANNEL = "The channel that this is for (this one if left out)"
    SETUP_STORY = "The story I tell in this server, or only in the channel you pick"
    STATS = "See how many questions were asked here, by day and article (server managers only)"
    STATS_DAYS = "How many days to look back (30 if left out)"
    GAPS = "See what people asked the host to add (server managers only)"
    RELOAD = "Read the articles and knowledge files again (bot owner only)"
    RELOAD_STORY = "The story to read again (the one told here if left out)"
    STORY = "Add to the stories I tell (bot owner only)"
    STORY_ADD = "Add a file or a web page to a story, after a look at it (bot owner only)"
    STORY_ADD_FILE = "A text, Markdown, HTML, PDF, Word or epub file"
    STORY_ADD_LINK = "Or the address of a web page"
    STORY_ADD_STORY = "The story to add it to (the one told here if left out)"
    FIND_MENU = "Find it in the story"


class _Refusals(RefusalWords):
    RESTARTING = "I'm restarting. Please ask again in a minute."
    UNREADABLE = (
        "I can only read messages that mention me by name (not by role). Mention me with your question, or use /ask."
    )
    HIDDEN = "I can't see the message you replied to. Open its menu: Apps → Find it in the story."
    STILL_READING = "I'm still reading the part of the story that may be told here. Please ask again in a minute."
    LIMIT_GONE = (
        "The article that this channel reads up to is gone, so I can't tell what would be a spoiler. "
        "A server manager can choose another with /setup."
    )

    def wait(self, when: str) -> str:
        return f"You've reached the question limit. You can ask again {when}."

    def wait_channel(self, channel: str | None, when: str) -> str:
        if channel is None:
            return f"This channel has been very busy. You can ask again {when}."
        return f"#{channel} has been very busy. You can ask there again {when}."

    def role_may_not_ask(self, server: str | None) -> str:
        where = "In this server" if server is None else f"In {server}"
        return f"{where}, only some roles can ask me. A server manager can add yours."


_PURPOSES = {
    "view_channel": "to see the questions there",
    "send_messages": "to answer",
    "send_messages_in_threads": "to answer in threads",
    "embed_links": "to show answers as cards (without it they are plain text)",
    "read_message_history": "to reply to the question itself",
    "create_public_threads": "to open a thread for each answer",
}


class _Permissions(PermissionWords):
    def name(self, flag: str) -> str:
        return {"view_channel": "View Channels"}.get(flag) or flag.replace("_", " ").replace("guild", "server").title()

    def lacks(self, channel: str, flag: str) -> str:
        return f"{channel}: allow {self.name(flag)} {_PURPOSES[flag]}."

    def allow_here(self, flag: str) -> str:
        return f"Admins: give me {self.name(flag)} here {_PURPOSES[flag]}."


_PERMISSIONS = _Permissions()


def _named(permissions: Sequence[str]) -> str:
    return ", ".join(map(_PERMISSIONS.name, permissions))


class _Errors(ErrorWords):
    FORBIDDEN = "I don't have permission to do that. A server manager can fix it."
    FORBIDDEN_DIRECT = "I can't send you a DM: your privacy settings don't allow it."
    NO_HISTORY = "I can't reply here without the Read Message History permission."
    MESSAGE_GONE = "That message was deleted before I could answer."
    CHANNEL_GONE = "That channel is gone, or I can't see it any more."
    TOO_LATE = "That took too long for Discord. Please try again."
    ALREADY_ANSWERED = "That has already been answered."
    NOT_FOUND = "Discord can't find that any more. It may have been deleted."
    TOO_BUSY = "Discord is asking me to slow down. Please try again in a minute."
    DISCORD_DOWN = "Discord is having trouble right now. Please try again in a minute."
    TIMED_OUT = "That took too long. Please try again."
    DISK = "I can't write to my data folder. Please ask the bot's host to check its space and permissions."
    SERVER_ONLY = "That only works in a server."
    NOT_FOR_YOU = "You don't have permission to use that here."
    COMMAND_CHANGED = "That command has changed. Wait a minute or restart Discord, then try again."
    BAD_OPTION = "One of the options has a value I can't use. Please try another."
    STORY_UNREADABLE = "I can't read the articles right now. Please tell the bot's host."

    def needs(self, permissions: Sequence[str]) -> str:
        return f"You need this permission for that: {_named(permissions)}."

    def bot_needs(self, permissions: Sequence[str]) -> str:
        return f"I need this permission for that: {_named(permissions)}. A server manager can give it to me."

    def unexpected(self, reference: str) -> str:
        return (
            "Something went wrong on my side. Please try again. "
            f"If it keeps happening, tell the bot's host this code: {reference}."
        )


class _Setup(SetupWords):
    TITLE = "How I answer in this server"
    PLACES_HEADING = "Where no mention is needed"
    NOWHERE = "Nowhere yet. I reply to mentions, replies and commands. Pick channels below."
    ROLES_HEADING = "Who can ask"
    EVERYONE = "Everyone. Pick roles below to allow only those."
    ANSWERS_HEADING = "How answers are shown"
    IN_CHANNEL = "I answer in the channel."
    IN_THREADS = "I open a thread for each answer."
    PUBLIC = "Everyone sees /ask answers unless the asker hides them."
    PRIVATE = "Only the asker sees /ask answers unless they choose otherwise."
    RATE_HEADING = "How much one person can ask"
    UNLIMITED = "No limit (set by the host)."
    MISSING_HEADING = "What's missing"
    NO_CONTENT = (
        "I can't read messages without a mention yet. The bot's host needs to turn on Message Content Intent in the "
        "Developer Portal → Bot. Then press Check again."
    )
    CONTENT_COMING = "I'm reconnecting so I can read messages without a mention. It takes a few seconds."
    SAVED = "Changes are saved right away."
    NOT_SAVED = (
        "I couldn't save that, so it only lasts until I restart. I'll keep trying; the bot's host can find out why."
    )
    PLACES_LABEL = "Channels and forums where no mention is needed"
    ROLES_LABEL = "Roles that can ask (none: everyone)"
    GAPS_HEADING = "Questions for the host"
    GAPS_ON = "Where the articles don't say, people can leave their question for the host. /gaps shows them."
    GAPS_OFF = "Nobody can leave one."
    CHECK_LABEL = "Check again"
    RATE_LABEL = "Questions per minute for one person"
    HOSTS_LABEL = "The host's default"
    READ_UP_TO_HEADING = "How far I tell the story"
    EVERYTHING_LABEL = "Everything (no limit)"
    TOLD_EVERYWHERE = "To its end, in every channel. To avoid spoilers in one, use /setup read_up_to there."
    PREPARING = "I'm reading the story up to there now. Until that's done, I won't answer in that channel."
    NO_MORE_LIMITS = "That's too many channels with a limit. Set it to everything in one of them first."

    def channels(self, names: str) -> str:
        return f"{names}: every question"

    def forums(self, names: str) -> str:
        return f"{names}: every new post"

    def roles(self, names: str) -> str:
        return f"{names}, and server managers."

    def rate(self, questions: int, *, by_host: bool) -> str:
        return f"{self.rate_label(questions)}{' (set by the host)' if by_host else ''}."

    def gaps_label(self, on: bool) -> str:
        return f"Questions for the host: {'on' if on else 'off'}"

    def digest_label(self, on: bool) -> str:
        return "Stop the weekly note" if on else "Weekly note here"

    def digest_in(self, name: str) -> str:
        return f"Once a week I say in {name} how many were left, if any."

    def rate_label(self, questions: int) -> str:
        return f"{_counted(questions, 'question')} per minute"

    def read_up_to(self, names: str, up_to: str) -> str:
        return f"{names}: up to “{up_to}”"

    def told_whole(self, name: str) -> str:
        return f"{name}: to its end"

    def limit_gone(self, names: str) -> str:
        return f"{names}: nothing until you choose again, because the article it read up to is gone"

    def threads_label(self, on: bool) -> str:
        return f"Answers in threads: {'on' if on else 'off'}"

    def private_label(self, on: bool) -> str:
        return f"Private by default: {'on' if on else 'off'}"


class _Gaps(GapWords):
    BUTTON_LABEL = "Ask the host to add this"
    MODAL_TITLE = "Ask the host to add this"
    QUESTION_LABEL = "Your question"
    KEPT = "Kept for 28 days: these words and today's date. No name, nothing else."
    NO_WORDS = "There are no words in that, so I didn't keep it."
    NOT_TAKEN = "Questions for the host are switched off here, so I didn't keep it."
    NOT_SAVED = "I couldn't save that yet. I'll keep trying until I restart."
    LIST_TITLE = "Questions for the host"
    NONE = "There are no open questions. What people leave for the host is shown here for 28 days."
    NOTHING_NEAR = "No passage comes close."
    CHOOSE_LABEL = "Which one answers it?"
    NOT_TOLD_LABEL = "None: the story doesn't tell"
    NOT_TOLD_WHY_LABEL = "I'll say so when it's asked again"
    DISMISS_LABEL = "Dismiss"
    DELETE_LABEL = "Delete"
    GONE = "That question isn't here any more."
    DISMISSED = "Dismissed. Questions like it won't come back while its words are kept."
    DELETED = "Deleted. The words are gone."
    NOTED = "Noted. The bot's host decides and will see which one you chose."
    RECOMMENDED_NOT_TOLD = "A server manager says that the story doesn't tell."
    NOT_TOLD_WRITTEN = "Done. I'll say that the articles don't tell."
    FOOTER = "No names are kept. Only the bot's host can add to the story; they'll see what you choose."
    FOOTER_HOST = "From every server and DM. No names are kept. What you choose is written into the story's files."

    def left(self, words: str) -> str:
        return f"Thanks! The host can read this for 28 days: “{words}”"

    def wait(self, when: str) -> str:
        return f"That's enough questions for now, so I didn't keep this one. You can leave it {when}:"

    def asked(self, count: int) -> str:
        return "Asked once" if count == 1 else f"Asked {count:,} times"

    def told_now(self, headline: str, paragraph: int) -> str:
        return f"Asked now, I'd answer with {self.passage(headline, paragraph)}."

    def choice(self, number: int) -> str:
        return f"Passage {number:,} answers it"

    def passage(self, headline: str, paragraph: int) -> str:
        return f"¶ {paragraph:,} of “{headline}”"

    def recommended(self, passage: str) -> str:
        return f"A server manager chose {passage}."

    def written(self, file: str) -> str:
        return f"Added to {file}. Asked now, I'd answer with that passage."

    def not_found(self, file: str, reason: str) -> str:
        return f"Added to {file}, but that isn't enough yet. {reason}"

    def not_written(self, reason: str) -> str:
        return f"Nothing was written: {reason}"

    def digest(self, count: int, since: str) -> str:
        return (
            f"{_counted(count, 'question')} left for the host since {since}. Server managers can see them with /gaps."
        )


class _Stories(StoryWords):
    STORY_HEADING = "Which story I tell"
    GONE = (
        "The story that was chosen here is gone, so I can't answer. "
        "A server manager can choose another with /setup story."
    )
    ONLY_ONE = "I have only one story, and I tell it everywhere."
    NO_MORE = "That's too many channels with a story of their own. Set one of them back to the server's story first."
    SERVERS_LABEL = "The same as the server (for the server: the host's default)"

    def told_here(self, title: str) -> str:
        return f"The story I tell here is “{title}”."

    def among(self, count: int, title: str) -> str:
        return self.told_here(title) if count == 1 else f"I know {count:,} stories. Here I tell “{title}”."

    def counted_of(self, title: str) -> str:
        return f"Only questions about “{title}”, the story told in this channel."

    def no_such(self, typed: str) -> str:
        return f"I don't have a story called “{typed}”. Pick one from the list."

    def in_server(self, title: str) -> str:
        return f"“{title}”, in every channel that has no other."

    def in_channels(self, names: str, title: str) -> str:
        return f"{names}: “{title}”"

    def chosen_gone(self, title: str) -> str:
        return f"Nothing until you choose again: “{title}” is gone."

    def gone_in_channels(self, names: str, title: str) -> str:
        return f"{names}: nothing until you choose again, because “{title}” is gone"

    def how_to_choose(self, count: int) -> str:
        return (
            f"I know {count:,} stories. Choose another with /setup story; "
            "pick a channel too, and it's for that one only."
        )


class _Additions(AdditionWords):
    ADD_TITLE = "Add this to the story?"
    TAKEN_HEADING = "What I'd add"
    LEFT_OUT_HEADING = "What I'd leave out"
    LOOK_AT_HEADING = "Have a look"
    LINT_HEADING = "Could be better"
    NOTHING_YET = "Nothing is written until you press Add."
    ADD_LABEL = "Add"
    CANCEL_LABEL = "Cancel"
    UNDO_LABEL = "Undo"
    CANCELLED = "Nothing was added."
    ONE_OF_THEM = "Give me either a file or a link."
    NO_ADDRESS = "That isn't the address of a web page."
    TOO_SLOW = "That takes too long to read. Save its text as a .txt file and add that."
    SAMPLE = "I tell the sample story. Set ARTICLES_DIR or STORIES_DIR to a folder of your own first."

    def taken(self, articles: int, paragraphs: int) -> str:
        return f"{_counted(articles, 'article')}, {_NUMBERS.paragraphs(paragraphs)}."

    def to_story(self, title: str) -> str:
        return f"It goes into “{title}”."

    def added(self, articles: int) -> str:
        return f"Added {_counted(articles, 'article')}. You can undo this for 15 minutes."

    def not_added(self, reason: str) -> str:
        return f"I didn't change anything: {reason}"

    def too_large(self, megabytes: int) -> str:
        return f"That file is too large. I take up to {megabytes:,} MB."


class _Stats(StatsWords):
    BY_DAY = "By day"
    BY_ARTICLE = "By article"
    NOTHING = "Nobody asked anything here in that time."
    COUNTS_ONLY = "These are only counts: no text and no names."
    ARTICLE_GONE = "an article that has been removed"

    def title(self, days: int) -> str:
        return "Questions today" if days == 1 else f"Questions in the last {days:,} days"

    def counts(self, answered: int, declined: int, helped: int, not_helped: int) -> str:
        parts = (
            (answered, "answered"),
            (declined, "not in the articles"),
            (helped, "helpful"),
            (not_helped, "not helpful"),
        )
        return " · ".join(f"{count:,} {what}" for count, what in parts if count)

    def row(self, name: str, counts: str) -> str:
        return f"{name}: {counts}"


def _change(name: str, before: int, after: int) -> str:
    return f"{name}: {after:,}" if before == after else f"{name}: {before:,} → {after:,}"


class _Reload(ReloadWords):
    DONE_TITLE = "Story reloaded"
    FAILED_TITLE = "Reload failed – the previous story is still live"
    UNEXPECTED = "Something unexpected went wrong, and no file is to blame. See the log."
    TO_FIX_HEADING = "Fix these; I'll reload on my own"
    LEFT_OUT_HEADING = "Left out until fixed"

    def articles(self, before: int, after: int) -> str:
        return _change("Articles", before, after)

    def passages(self, before: int, after: int) -> str:
        return _change("Passages", before, after)

    def questions(self, before: int, after: int) -> str:
        return _change("Reader questions", before, after)

    def quotations(self, before: int, after: int) -> str:
        return _change("Quotations", before, after)

    def took(self, seconds: float) -> str:
        return f"Loaded in {seconds:.1f} s"

    def more(self, count: int) -> str:
        return f"and {count:,} more, all in the log"


class _Terminal(TerminalWords):
    WELCOME = "Ask Verbatim about its articles; every answer is a passage from them, word for word."
    DISCORD = "To put it on Discord, copy .env.example to .env and set DISCORD_TOKEN to your bot's token."
    COMMANDS = (
        "Type /quote and some words to see who said them, /who and a name, /articles for what it has read, "
        "/about for how it works, /upto and an article to avoid spoilers, /quit to leave."
    )
    GOODBYE = "Goodbye."

    def stage(self, stage: Stage) -> str:
        return DOING[stage]

    def unknown_command(self, name: str) -> str:
        return f"There is no command {name} here. There are /quote, /who, /articles, /about, /upto and /quit."

    def telling(self, up_to: str | None) -> str:
        if up_to is None:
            return "The whole story is told. Type /upto and an article to avoid spoilers."
        return f"The story is told up to “{up_to}”. Type /upto everything for all of it."


ENGLISH = Words(
    code="en",
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
