"""German. A module for each protocol of the catalogue, with its names."""

from __future__ import annotations

from bot.words.catalogue import Words
from bot.words.german import (
    about,
    answers,
    buttons,
    commands,
    errors,
    numbers,
    permissions,
    quotations,
    refusals,
    reload,
    setup,
    stats,
    terminal,
)

GERMAN = Words(
    code="de",
    numbers=numbers,
    answers=answers,
    buttons=buttons,
    quotations=quotations,
    about=about,
    commands=commands,
    refusals=refusals,
    errors=errors,
    permissions=permissions,
    setup=setup,
    stats=stats,
    reload=reload,
    terminal=terminal,
)
