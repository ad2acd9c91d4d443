"""What Discord lists of each command, in every language: bound by the translator when the commands are sent."""

from __future__ import annotations

from collections.abc import Callable

import discord
from discord import app_commands

from bot.words.catalogue import CommandWords
from bot.words.english import ENGLISH
from bot.words.languages import words_for


class Described(app_commands.locale_str):
    """A text of the catalogue: `read` finds it in any language. Discord's default, for all others, is English."""

    def __init__(self, read: Callable[[CommandWords], str]) -> None:
        super().__init__(read(ENGLISH.commands))
        self.read = read


class CommandTranslator(app_commands.Translator):
    """Translates what is `Described`; names stay as they are in every language."""

    async def translate(
        self, string: app_commands.locale_str, locale: discord.Locale, _context: app_commands.TranslationContextTypes
    ) -> str | None:
        """Return a text in a language; None for English, Discord's default, and for what is not ours."""
        words = words_for(locale)
        return string.read(words.commands) if isinstance(string, Described) and words is not ENGLISH else None
