"""English around an answer, and around the passages that its buttons show."""

from __future__ import annotations

from bot.words.english import numbers
from retrieval import AnswerKind

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
GONE = "The articles have changed, and that passage is gone."
ARTICLE_GONE = "The articles have changed, and that one is gone."
NO_SUCH_ARTICLE = "I don't have that article. Pick one from the list."
NOTHING_TO_FIND = "There are no words in that message to look up."
THREAD_NAME = "Your question"

_DECLINED = {
    None: "The articles don't say.",
    AnswerKind.AGE: "The articles don't give an age.",
    AnswerKind.COUNT: "The articles don't give a number.",
    AnswerKind.DATE: "The articles don't say when.",
    AnswerKind.DURATION: "The articles don't say how long.",
    AnswerKind.FREQUENCY: "The articles don't say how often.",
    AnswerKind.MONEY: "The articles don't give an amount.",
    AnswerKind.PERSON: "The articles don't give a name.",
    AnswerKind.PLACE: "The articles don't say where.",
    AnswerKind.REASON: "The articles don't say why.",
    AnswerKind.SPEECH: "The articles don't say what was said.",
    AnswerKind.MEASURE: "The articles don't give a measurement.",
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


def declined(missing: AnswerKind | None) -> str:
    return _DECLINED[missing]


def small_talk(topic: str | None) -> str:
    return _SMALL_TALK.get(topic or "", _SMALL_TALK_OTHERWISE)


def part(number: int, question: str) -> str:
    return f"{number:,}. {question}"


def paragraph(number: int) -> str:
    return f"¶ {number:,}"


def shortened(number: int) -> str:
    return f"Shortened to fit. The full text is paragraph {number:,} of the article."


def gone(number: int) -> str:
    return f"{number:,} is gone: the articles have changed."


def which_article(typed: str, count: int) -> str:
    return f"“{typed}” fits {numbers.articles(count)}. Which one do you mean?"


def shared_by(name: str) -> str:
    return f"Shared by {name}"
