"""English of the help card, /about and /articles."""

from __future__ import annotations

from bot.words.english import numbers

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
    "No message text is stored. I remember your last question for a short while so that you can ask a follow-up, "
    "then forget it. Server managers see how many questions were answered, never who asked or what."
)


def method(articles: int) -> str:
    return (
        f"I search {numbers.articles(articles)} by matching words and hand-written questions. "
        "No language model writes a word of an answer. The answer itself is in bold."
    )
