"""Every sentence that people read, by language.

- What people read in Discord, or in a conversation in the terminal, is in the catalogue: `catalogue.py` names each
  sentence once and says what it is for, and a language is one file, `english.py` or `german.py`, with a class for each
  protocol of the catalogue. A language that lacks a sentence, or misspells its name, fails type checking.
  `languages.words_for` chooses by locale, and the result is handed to whoever builds a card.
- What only the person running the bot reads is English, in `host/`: what is printed by `check` and `health`, at the
  start, and what the log asks them to do.
- Beside their code stay: log lines that report an event, `--help`, and what is wrong with a setting (`settings.py`
  says it where the value is read).

Outside of this folder no name of it is used at import: not in a default, a decorator or a constant. All text is
plain: painters show every character, so markdown has no place here.

This module imports nothing, so that `python -m bot check` can speak before any package is there.
"""
