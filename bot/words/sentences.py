"""Every fixed sentence, in one catalogue: plain words, no markdown. Another language is a module of the same names."""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType

from retrieval import AnswerKind

# --- answers

DECLINED = "The articles don't say."
RELATED = "Related, but not an answer"
NEXT_BEST = "Or is it one of these?"
UNSURE = "I'm not sure that this is what you mean."
ALSO_IN = "Also in"
ELLIPSIS = "…"
HERE = "▸"
GONE = "That passage is no longer in the story: the articles have changed since."
EMPTY_QUESTION = "There is no question in that. Ask me something in words, and I'll look it up in the articles."
ASK_AGAIN = "I was interrupted before I could answer. Please ask again."


_MISSING = {
    AnswerKind.AGE: "They don't give an age.",
    AnswerKind.COUNT: "They don't give a number.",
    AnswerKind.DATE: "They don't give a date.",
    AnswerKind.DURATION: "They don't give a length of time.",
    AnswerKind.FREQUENCY: "They don't say how often.",
    AnswerKind.MONEY: "They don't give an amount of money.",
    AnswerKind.PERSON: "They don't give a name.",
    AnswerKind.PLACE: "They don't give a place.",
    AnswerKind.REASON: "They don't give a reason.",
    AnswerKind.SPEECH: "They don't say what was said.",
    AnswerKind.MEASURE: "They don't give a measurement.",
}


def missing(kind: AnswerKind) -> str:
    """Say which kind of answer the articles do not give."""
    return _MISSING[kind]


def place(number: int) -> str:
    """Name a paragraph."""
    return f"¶ {number:,}"


def cut(number: int) -> str:
    """Say that a quotation goes on, and where."""
    return f"Shortened to fit: the whole of it is paragraph {number} of the article."


def page(number: int, count: int) -> str:
    """Name a page, counted from 1."""
    return f"Page {number} of {count}"


def more(count: int) -> str:
    """Say that a list goes on."""
    return f"and {count:,} more"


def passages(count: int) -> str:
    """Count passages."""
    return f"{count:,} passage" if count == 1 else f"{count:,} passages"


def paragraphs(count: int) -> str:
    """Count paragraphs."""
    return f"{count:,} paragraph" if count == 1 else f"{count:,} paragraphs"


def articles(count: int) -> str:
    """Count articles."""
    return f"{count:,} article" if count == 1 else f"{count:,} articles"


# --- small talk: one friendly line that says what one can ask

SMALL_TALK: Mapping[str, str] = MappingProxyType(
    {
        "greeting": "Hello! Ask me about the story, such as who, when, why, or what someone said.",
        "how are you": "All well here, thank you. Ask me about the story: who, when, why, or what someone said.",
        "thanks": "You're welcome. Ask me anything else that the articles might tell.",
        "goodbye": "Goodbye! Come back whenever you'd like to look something up in the articles.",
        "praise": "Thank you! The words were the articles' own. Ask me for more of them.",
        "insult": "Sorry that I was no help. Try the question in other words, and I'll look again.",
        "laughter": "Glad you're enjoying it. Ask me what the articles say about anything else.",
        "about the bot": (
            "I'm Verbatim: I answer only in the articles' own words, and no language model writes them. "
            "Ask me about the story."
        ),
        "agreement": "Good. Is there anything else in the articles that you'd like to know?",
    }
)
SMALL_TALK_OTHERWISE = "I'm best at questions about the story: who, when, why, or what someone said."


def small_talk(topic: str | None) -> str:
    """Return the reply to a kind of small talk."""
    return SMALL_TALK.get(topic or "", SMALL_TALK_OTHERWISE)


# --- help, about, articles

HELP_TITLE = "Ask me about the story"
HELP = (
    "Mention me with a question, reply to one of my answers, write to me directly, or use /ask. "
    "I answer with a passage from the articles, word for word, and say where it stands."
)
HELP_EXAMPLES = "For example"
HELP_MORE = "/articles shows what I know, and /about how I work."

UNREADABLE = (
    "Discord doesn't show me what you wrote there. Mention me in the message, with my name and not the role, "
    "or use /ask."
)

ABOUT_TITLE = "About Verbatim"
ABOUT = (
    "I answer questions about a story only in its articles' own words. I find the passage that answers, quote it to "
    "the letter, and name its source. Where the articles don't tell, I say so."
)
ABOUT_HOW_HEADING = "How I answer"
ABOUT_PRIVACY_HEADING = "Privacy"
ABOUT_PRIVACY = (
    "No message text is stored. Your last question is kept in memory for a short while, so that you can ask "
    "a follow-up, and is then forgotten. Those who manage a server see counts of answers there, without names."
)


def about_how(article_count: int, passage_count: int) -> str:
    """Say how answers are made, and out of how much."""
    return (
        f"I search {articles(article_count)} ({passages(passage_count)}) with word statistics and knowledge that "
        "people wrote down. No language model writes a word of an answer. Bold words are the ones that answer."
    )


ARTICLES_TITLE = "What I have read"

# --- cooldowns and the like; {when} is filled by the medium: Discord counts down by itself

WHEN = "{when}"
WAIT = "That was a lot of questions at once. You can ask again {when}."
WAIT_CHANNEL = "This channel has asked a great deal just now. You can ask again {when}."
ROLE_MAY_NOT_ASK = "In this server, only certain roles may ask me. Someone who manages the server can add yours."
RESTARTING = "I'm being restarted. Please ask again in a minute."
UNREADABLE = "Discord shows me a message only where it mentions me. Mention me with your question, or use /ask."


def in_seconds(seconds: float) -> str:
    """Say how long from now."""
    whole = max(1, math.ceil(seconds))
    if whole < 90:
        return "in 1 second" if whole == 1 else f"in {whole} seconds"
    return f"in {-(-whole // 60)} minutes"


def wait(seconds: float) -> str:
    """Say when a person may ask again."""
    return WAIT.replace(WHEN, in_seconds(seconds))


# --- commands: Discord allows 100 characters for each description

ASK_DESCRIPTION = "Ask about the story; the answer is a passage from its articles, word for word"
ASK_QUESTION = "Your question, as you would say it"
ASK_HIDE = "Show the answer to you alone"
ARTICLES_DESCRIPTION = "See which articles I have read, with their publishers and links"
ARTICLES_ARTICLE = "Open one of them: how each of its paragraphs begins"
ABOUT_DESCRIPTION = "What I am, how I answer, and what I keep (no message text)"

# --- errors, worded for the one who asked

NO_EMBEDS = "I can't embed links in this channel, so I answer in plain text. Allow Embed Links to see cards."
FORBIDDEN = "I'm not allowed to do that here. Someone who manages the server can change my permissions."
FORBIDDEN_DIRECT = "I can't write to you directly: your privacy settings don't allow it."
NO_HISTORY = "I can't reply here without the permission Read Message History."
MESSAGE_GONE = "That message was deleted before I could answer."
CHANNEL_GONE = "That channel is gone, or I can no longer see it."
TOO_LATE = "Discord gave me no more time for that. Please try again."
ALREADY_ANSWERED = "That has been answered already."
NOT_FOUND = "Discord can't find that any more. It may have been deleted."
TOO_BUSY = "Discord asks me to slow down. Please try again in a minute."
DISCORD_DOWN = "Discord has trouble at the moment. Please try again in a minute."
REFUSED = "Discord did not accept that."
TIMED_OUT = "That took too long. Please try again."
DISK = "I can't write to my data folder. Please tell the one who runs me to check its space and permissions."
SERVER_ONLY = "That works in a server only."
NOT_FOR_YOU = "That isn't for you to use here."
COMMAND_CHANGED = "That command has changed. Please wait a minute, or restart Discord, and try again."
BAD_OPTION = "I can't use what was written in one of the options. Please try another value."
STORY_UNREADABLE = "I can't read the articles at the moment. Please tell the one who runs me."
BAD_TOKEN = (
    "Discord does not accept the token: reset it in the Developer Portal (Bot, Reset Token) and set DISCORD_TOKEN "
    "to the new one."
)
MESSAGE_CONTENT_OFF = (
    "The Message Content intent is off, so no channel is read without a mention (ASK_CHANNELS, /setup): switch it on "
    "in the Developer Portal (Bot, Privileged Gateway Intents) and restart. Mentions and commands work meanwhile."
)


def needs(permissions: str) -> str:
    """Say which permission a person lacks."""
    return f"You need the permission {permissions} for that."


def bot_needs(permissions: str) -> str:
    """Say which permission the bot lacks."""
    return f"I need the permission {permissions} for that. Someone who manages the server can give it to me."


def unexpected(reference: str) -> str:
    """Say that something went wrong which nobody expected; `reference` finds it in the log."""
    return f"Something went wrong on my side. Please try again. If it stays so, tell the one who runs me: {reference}."


# --- the terminal

TERMINAL_DISCORD = "To put it on Discord: copy .env.example to .env and set DISCORD_TOKEN to your bot's token."
TERMINAL_COMMANDS = (
    "Type /quote and some words to see who said them, /who and a name, /articles for what it has read, "
    "/about for how it works, /quit to leave."
)
TERMINAL_GOODBYE = "Goodbye."
NOTHING_TO_DO = (
    "There is no DISCORD_TOKEN, no terminal to talk in, and no question on standard input: "
    "set DISCORD_TOKEN in .env, or pipe questions in, one a line."
)

HOLDING = "Waiting to be stopped: mend what is said above, then start again."


def terminal_welcome(count: int) -> str:
    """Say what this is, and what to do."""
    return f"Verbatim has read {articles(count)}. Ask about them; every answer is a passage, quoted word for word."


def unknown_command(name: str) -> str:
    """Say that the terminal knows no such command."""
    return f"There is no command {name} here. These there are: /quote, /who, /articles, /about, /quit."
