"""`verbatim init`: articles, people, a few questions, `.env`; what is done already is not asked again."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from bot.first_steps.asking import StoppedError, agrees, ask, ask_hidden, somebody_there
from bot.first_steps.env_file import write_values
from bot.first_steps.story_commands import run, run_unseen, shown
from bot.installation import settings_example
from bot.settings import BAD_CONFIGURATION, ENV_FILE, SettingsError, read_env_file
from bot.variables import VARIABLES
from bot.words.host import first_steps as host

DEFAULT_FOLDER: Final = "story"
QUESTIONS: Final = 5
"""So many questions are tried."""
_STOPPED: Final = 130
_ARTICLES, _STORIES, _TOKEN = "ARTICLES_DIR", "STORIES_DIR", "DISCORD_TOKEN"


def main(options: argparse.Namespace) -> int:
    """Do the steps that are left and return the exit status; Ctrl-C loses nothing."""
    try:
        return _steps(options)
    except (StoppedError, KeyboardInterrupt):
        print(f"\n{host.STOPPED}")
        return _STOPPED
    except SettingsError as error:
        print(error, file=sys.stderr)
        return BAD_CONFIGURATION


def _steps(options: argparse.Namespace) -> int:
    there = somebody_there()
    written, problems = read_env_file(ENV_FILE)
    if problems:
        raise SettingsError(*problems)
    if there:
        print(host.WELCOME)
    folder = _folder(options, written, there)
    if not _articles(folder, options, there):
        return BAD_CONFIGURATION
    _people(folder, options, there)
    _questions(folder, options, there)
    token = _env(folder, written, there)
    print()
    print(host.ready(shown("check"), shown(), token=token))
    return 0


def _folder(options: argparse.Namespace, written: Mapping[str, str], there: bool) -> Path:
    stories = _set(_STORIES, written)
    given = options.articles or (None if stories else _set(_ARTICLES, written))
    if not given:
        if not there:
            raise SettingsError(host.NAME_THE_FOLDER)
        default = str(Path(stories) / DEFAULT_FOLDER) if stories else DEFAULT_FOLDER
        given = ask(host.WHICH_FOLDER, default) or default
    return Path(given).expanduser()


def _set(name: str, written: Mapping[str, str]) -> str:
    """Return what a variable is set to, in the environment or else in `.env`; "" where it is not."""
    return os.environ.get(name) or written.get(name, "")


def _articles(folder: Path, options: argparse.Namespace, there: bool) -> bool:
    """Add what the story is made of, and return whether it has an article in the end."""
    count = _count(folder)
    if count:
        print(host.holds(str(folder), count))
    publisher: str | None = options.publisher or (None if there and not count else "")
    for source in options.sources:
        _add(folder, _files(source), options.publisher)
    while there and not options.sources and (source := ask(host.WHAT_IS_IT_MADE_OF)):
        if files := _files(source):
            if publisher is None:
                publisher = ask(host.PUBLISHER)
            _add(folder, files, publisher)
    if _count(folder):
        return True
    message = host.NO_ARTICLE_YET if there else host.NAME_A_SOURCE
    print(message.format(folder=folder), file=sys.stderr)
    return False


def _count(folder: Path) -> int:
    return sum(1 for _ in folder.glob("*.txt"))


def _files(source: str) -> list[str]:
    """Return what `add` is to be given: an address, a file, or the files of a folder; none where nothing is there."""
    path = Path(source).expanduser()
    if "://" in source or path.is_file():
        return [source if "://" in source else str(path)]
    found = [str(each) for each in sorted(path.iterdir()) if _may_be_article(each)] if path.is_dir() else []
    if not found:
        missing = host.NOTHING_IN_IT if path.is_dir() else host.NOTHING_THERE
        print(missing.format(given=source), file=sys.stderr)
    return found


def _may_be_article(path: Path) -> bool:
    return path.is_file() and not path.name.startswith(".") and path.suffix.lower() != ".toml"


def _add(folder: Path, files: Sequence[str], publisher: str) -> None:
    if files:
        folder.mkdir(parents=True, exist_ok=True)
        run("add", "--articles", str(folder), *(("--publisher", publisher) if publisher else ()), "--", *files)


def _people(folder: Path, options: argparse.Namespace, there: bool) -> None:
    if options.accept:
        run("suggest", "--articles", str(folder), "--accept")
    elif there:
        print(f"\n{host.PEOPLE}")
        run("suggest", "--articles", str(folder))
    else:
        print(host.PEOPLE_LATER)


def _questions(folder: Path, options: argparse.Namespace, there: bool) -> None:
    """Answer the questions that are given, or up to QUESTIONS that the host types."""
    for question in options.questions:
        run("ask", "--articles", str(folder), "--", question)
    if options.questions or not there:
        return
    verdicts: list[bool] = []
    print()
    while len(verdicts) < QUESTIONS and (question := ask(host.ASK_IT)):
        run_unseen("ask", "--articles", str(folder), "--", question)
        verdicts.append(agrees(host.WAS_IT_RIGHT))
    if verdicts:
        print(host.right(sum(verdicts), len(verdicts)))
    if not all(verdicts):
        first = min(folder.glob("*.txt")).name
        print(host.QUESTIONS_HELP.format(command=shown("questions", "draft", "--articles", str(folder), first)))


def _env(folder: Path, written: Mapping[str, str], there: bool) -> bool:
    """Write into `.env` what is not there yet, and return whether there is a token."""
    values: dict[str, str] = {}
    other, stories = written.get(_ARTICLES, ""), _set(_STORIES, written)
    if stories:
        if folder.resolve().parent != Path(stories).expanduser().resolve():
            print(host.NOT_AMONG_STORIES.format(folder=folder, stories=stories))
    elif not other:
        values[_ARTICLES] = str(folder)
    elif Path(other).expanduser().resolve() != folder.resolve():
        if there and agrees(host.ANOTHER_STORY.format(file=ENV_FILE, other=other, folder=folder)):
            values[_ARTICLES] = str(folder)
        else:
            line = f"{_ARTICLES}={folder}"
            print(host.ANOTHER_STORY_STAYS.format(file=ENV_FILE, other=other, line=line))
    token = bool(_set(_TOKEN, written))
    if there and not token:
        print(f"\n{host.TOKEN_WHERE}")
        if typed := _token():
            values[_TOKEN], token = typed, True
    if not values:
        print(host.ENV_AS_IT_WAS.format(file=ENV_FILE))
        return token
    try:
        write_values(ENV_FILE, values, settings_example().read_text(encoding="utf-8"))
    except OSError as error:
        line = f"{_ARTICLES}={folder}"
        raise SettingsError(host.ENV_UNWRITABLE.format(file=ENV_FILE, reason=error.strerror, line=line)) from None
    print(host.ENV_WRITTEN.format(file=ENV_FILE, names=", ".join(values)))
    return token


def _token() -> str:
    """Return a token that may be one, or nothing where the host has none yet."""
    read = next(variable.read for variable in VARIABLES if variable.name == _TOKEN)
    while typed := ask_hidden(host.TOKEN):
        try:
            read(typed)
        except ValueError as error:
            print(host.TOKEN_REFUSED.format(reason=error))
        else:
            return typed
    return ""
