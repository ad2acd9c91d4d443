"""Which language a person is spoken to in."""

from __future__ import annotations

from bot.words.catalogue import Words
from bot.words.english import ENGLISH
from bot.words.german import GERMAN

LANGUAGES = (ENGLISH, GERMAN)


def words_for(locale: object) -> Words:
    """Return the words for a locale: discord.Locale, "de", "de-AT", "de_DE.UTF-8"; English for any other, and None."""
    code = str(locale).replace("_", "-").partition("-")[0].casefold()
    return next((words for words in LANGUAGES if words.code == code), ENGLISH)
