"""What /quote and /who say: a leaf of the catalogue in sentences.py. Plain words, no markdown."""

from __future__ import annotations

from collections.abc import Sequence

from bot.words import sentences

QUOTE_DESCRIPTION = "Look up what somebody said, word for word; every option may be left out"
QUOTE_WORDS = "Words of it, as you remember them"
QUOTE_SPEAKER = "Who said it"
QUOTE_ARTICLE = "The article that quotes it"
QUOTE_HIDE = "Show it to you alone"
WHO_DESCRIPTION = "See who somebody is in the articles, and what they said"
WHO_PERSON = "A name, as you would say it"

NO_WORDS = "There are no words in that to look for. Write some of the quotation, or leave the words out to list all."
NOTHING_QUOTED = "The articles quote nobody."
GONE = "That quotation is no longer in the story: the articles have changed since."
PAGE_GONE = "This quotation is no longer in the story."
NOT_CLOSE = "No quotation comes close to that."
NEAREST = "These are the nearest, and perhaps none of them is meant."
GOES_ON = "The quotation goes on overleaf."
NOT_STATED = "speaker not stated"
TITLE_ALL = "All that is quoted"
NAMES_HEADING = "Named in the articles"
INTRODUCED_LABEL = "Introduced as"
SAID_HEADING = "Said"
TELLING_LABEL = "Most telling"
SAID_NOTHING = "The articles quote nothing that they said."
NOT_NAMED = "The articles do not use the name."
LONGER = "Longer in"
SHORTER = "Shorter in"
DIFFERENT = "In other words in"


def quotations(count: int) -> str:
    """Count quotations."""
    return f"{count:,} quotation" if count == 1 else f"{count:,} quotations"


def fitting(count: int) -> str:
    """Say how many quotations fit the words that were looked for."""
    return "1 quotation fits" if count == 1 else f"{count:,} quotations fit"


def fitting_of(shown: int, count: int) -> str:
    """Say that only the best of those that fit are shown."""
    return f"The best {shown:,} of {count:,} quotations that fit"


def choice(name: str, count: int) -> str:
    """Name a speaker with the number of quotations."""
    return f"{name} · {count:,}"


def said_by(name: str | None, written: str | None, addressee: str | None, via: str | None) -> str:
    """Say who speaks, as far as the article tells: "“she”, that is Kim Kardashian West, to Van Jones".

    `written` is the article's own word for the speaker, where it does not name them.
    """
    if name is None:
        who = f"“{written}”, {NOT_STATED}" if written else NOT_STATED
    else:
        who = f"“{written}”, that is {name}" if written else name
    who += f", to {addressee}" if addressee else ""
    return f"{who}, as told by {via}" if via else who


def speaking(who: str) -> str:
    """Say under an answer who speaks in its marked words."""
    return f"Speaking: {who}"


def changed(ours: str, theirs: str) -> str:
    """Say how another wording differs at one place."""
    if not ours:
        return f"adds “{theirs}”"
    if not theirs:
        return f"leaves out “{ours}”"
    return f"“{theirs}” instead of “{ours}”"


def all_of_it(count: int) -> str:
    """Offer all that somebody said, as a button."""
    return f"All they said ({count:,})"


def said_count(count: int, articles: int) -> str:
    """Say how much somebody is quoted."""
    return f"{quotations(count)} in {sentences.articles(articles)}."


def named(name: str, count: int) -> str:
    """Write a name with the number of times the articles use it."""
    return f"{name} ({count:,})"


def nobody(typed: str, quoted: Sequence[str], more: int) -> str:
    """Say that nobody is called so, and who is quoted."""
    if not quoted:
        return f"Nobody called “{typed}” speaks in the articles. {NOTHING_QUOTED}"
    return f"Nobody called “{typed}” speaks in the articles. They quote {_listed(quoted, more)}."


def unknown_person(typed: str, known: Sequence[str], more: int) -> str:
    """Say that nobody in the story is called so, and who is in it."""
    if not known:
        return f"Nobody called “{typed}” is in the articles."
    return f"Nobody called “{typed}” is in the articles. Those I know: {_listed(known, more)}."


def several(typed: str, names: Sequence[str], more: int) -> str:
    """Say that a name may mean several."""
    return f"“{typed}” may be {_listed(names, more)}. Write more of the name."


def not_quoted(name: str | None, headline: str | None) -> str:
    """Say that somebody is not quoted (in one article)."""
    if name is None:
        return NOTHING_QUOTED if headline is None else f"“{headline}” quotes nobody."
    return f"{name} is not quoted in {'the articles' if headline is None else f'“{headline}”'}."


def title(name: str | None, headline: str | None) -> str:
    """Name a list of quotations by its speaker, its article, or both."""
    return " · ".join(part for part in (name, headline) if part) or TITLE_ALL


def _listed(names: Sequence[str], more: int) -> str:
    return ", ".join(names) + (f" {sentences.more(more)}" if more else "")
