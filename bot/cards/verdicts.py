"""What is said of an answer in a sentence: above a passage, or in place of one."""

from __future__ import annotations

from bot.words.catalogue import Words
from bot.words.not_english import only_english
from retrieval import Answer, Outcome

UNSURE = 0.6
"""Below this confidence the card says first that it is not sure, and offers the next best passages."""


ASK_NOTHING = frozenset((Outcome.SMALL_TALK, Outcome.NOTHING_ASKED, Outcome.HELP))
"""The outcomes of messages that ask the articles nothing."""


def above(answer: Answer, words: Words) -> str | None:
    """Return what stands above a passage that answers; None where it speaks for itself."""
    if answer.outcome is Outcome.CORRECTED:
        return words.answers.CORRECTED
    return words.answers.UNSURE if answer.confidence < UNSURE else None


def denied(answer: Answer, words: Words, up_to: str | None = None) -> str:
    """Return what is said where no passage answers; `up_to` is how far the story is told, where that is not all."""
    match answer.outcome:
        case Outcome.SMALL_TALK:
            return words.answers.small_talk(answer.topic)
        case Outcome.NOTHING_ASKED:
            return words.answers.NOTHING_ASKED
        case Outcome.NOT_ENGLISH:
            return only_english(answer.language)
        case Outcome.HELP:
            return words.about.HOW_TO_ASK
        case _:
            return words.answers.UNCLEAR if answer.unclear else words.answers.declined(answer.missing, up_to)
