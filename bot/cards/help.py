"""What a message asks for that there is a card for: the articles, the people, quotations, how to ask."""

from __future__ import annotations

from bot.cards.addresses import AddressBook
from bot.cards.articles import articles, source_card
from bot.cards.blocks import Card
from bot.cards.notices import help_card
from bot.cards.people import people_card, who_card
from bot.cards.quotations import Sought, quote_card
from bot.words.catalogue import Words
from retrieval import Answer, Outcome

ABOUT_THE_BOT = "about the bot"
"""The topic of small talk under which somebody asks what the bot is, or for help."""


def asks_for_help(answer: Answer) -> bool:
    """Whether a message asks for one of these cards."""
    return answer.outcome is Outcome.HELP or answer.topic == ABOUT_THE_BOT


def help_by_topic(book: AddressBook, answer: Answer, words: Words) -> Card:
    """Return the card that a message asks for; how to ask, where it says no more than that it needs help."""
    match answer.topic:
        case "sources" if (article := book.story.article(answer.about)) is not None:
            return source_card(book.story, article, words)
        case "articles" | "sources":
            return articles(book.story, words, title=book.title)
        case "people":
            return who_card(book, answer.about, words) if answer.about else people_card(book.story, words)
        case "quotations":
            return quote_card(book, Sought(speaker=answer.about or None), words)
        case _:
            return help_card(book.story, words, book.title)
