"""`python -m bot gaps`: the host looks through what people left, in the terminal, while the bot runs or not."""

from __future__ import annotations

import argparse
import asyncio
import json
import sqlite3
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.asking.gap_groups import OpenGap, SeenGap, holding, open_gaps, seen
from bot.cards.cutting import shortened
from bot.settings import BAD_CONFIGURATION, Settings, SettingsError
from bot.store.gaps import NOT_TOLD
from bot.store.schema import NewerSchemaError
from bot.store.store import Store
from bot.store.trouble import disk_advice
from bot.words.host import gaps as say
from retrieval import (
    Story,
    StoryError,
    StoryFolder,
    WorkshopError,
    bar_on,
    filled,
    make_change,
    plan_answer,
    plan_not_told,
    printable_line,
)

MOST_WORDINGS = 6
MOST_LINE = 400
"""Characters of a line: more than the longest words that are kept."""
OPENING = 70
"""Characters of a passage that a choice shows."""


class GapsError(Exception):
    """What was asked for cannot be done, in a sentence."""


def main(options: argparse.Namespace) -> int:
    """Do what the options say, else ask about one question after the other; return the exit status.

    0: done. 1: not, and why is said. 2: the settings or the story have to be put right first.
    """
    try:
        settings = Settings.load(command_line={"ARTICLES_DIR": options.articles} if options.articles else None)
        work = _Desk.of(settings, options.story)
        return _run(work, options)
    except (SettingsError, StoryError) as error:
        print(error, file=sys.stderr)
        return BAD_CONFIGURATION
    except (GapsError, WorkshopError) as error:
        print(error, file=sys.stderr)
        return 1
    except (sqlite3.Error, NewerSchemaError, OSError) as error:
        print(say.trouble(Store(settings.data_dir).path, disk_advice(error)), file=sys.stderr)
        return 1


def _run(desk: _Desk, options: argparse.Namespace) -> int:
    if options.answer is not None:
        number, passage = options.answer
        gap = desk.gap(int(number) if number.isascii() and number.isdecimal() else 0)
        return _tell(desk.answer(gap, *_passage(desk, gap, passage)))
    if options.not_told is not None:
        return _tell(desk.answer(desk.gap(options.not_told), "", NOT_TOLD))
    if options.dismiss is not None:
        return _tell(desk.dismiss(desk.gap(options.dismiss)))
    if options.delete is not None:
        return _tell(desk.delete(desk.gap(options.delete)))
    if options.json:
        print(json.dumps({"gaps": [_as_json(each) for each in desk.all_seen()]}, ensure_ascii=False, indent=1))
        return 0
    if options.list or not (sys.stdin.isatty() and sys.stdout.isatty()):
        print("\n\n".join("\n".join(lines(each)) for each in desk.all_seen()) or say.NONE)
        if desk.gaps and not options.list:
            print(f"\n{say.NOBODY_TO_ASK}")
        return 0
    return _ask(desk)


@dataclass
class _Desk:
    """A story, its folder, and what was left about it. `known_as` are the names under which that is kept."""

    store: Store
    place: StoryFolder
    known_as: tuple[str, ...]
    story: Story
    gaps: tuple[OpenGap, ...] = ()

    @classmethod
    def of(cls, settings: Settings, named: str | None) -> _Desk:
        """Return the story that is named, else the default. Raises GapsError, and what reading a story raises."""
        stories = settings.stories
        default = settings.default_story or stories.stories[0].name
        place = stories.called(named) if named is not None else stories.called(default)
        place = place or (stories.stories[0] if named is None else None)
        if place is None:
            raise GapsError(say.no_such_story(named or "", ", ".join(each.name for each in stories.stories)))
        known_as = ("", place.name) if place.name == default else (place.name,)
        desk = cls(Store(settings.data_dir), place, known_as, _read(place.folder))
        desk.look()
        return desk

    def look(self) -> None:
        """Read again what was left; a data folder that the bot has not made yet is not made for it."""
        kept = asyncio.run(self.store.gaps()) if self.store.path.exists() else []
        self.gaps = open_gaps(self.story, [gap for gap in kept if gap.story in self.known_as])

    def gap(self, number: int) -> OpenGap:
        """Return the group that a question is in. Raises GapsError."""
        found = holding(self.gaps, number)
        if found is None:
            raise GapsError(say.no_such(number))
        return found

    def all_seen(self) -> list[SeenGap]:
        """Return every group as it is shown."""
        shown = (seen(self.story, self.gaps, at) for at in range(len(self.gaps)))
        return [each for each in shown if each is not None]

    def dismiss(self, gap: OpenGap) -> str:
        """Put a group aside; return what is said of it."""
        asyncio.run(self.store.dismiss_gaps(gap.group.ids, "host"))
        return say.DISMISSED

    def delete(self, gap: OpenGap) -> str:
        """Delete the words of a group; return what is said of it."""
        asyncio.run(self.store.delete_gaps(gap.group.ids))
        return say.DELETED

    def answer(self, gap: OpenGap, file: str, paragraph: int) -> str:
        """Write a line into the story's files, read it again and ask the questions; return what came of it.

        Raises WorkshopError where nothing can be written, and GapsError where that is not enough.
        """
        folder, group = self.place.folder, gap.group
        answers = bool(paragraph)
        change = plan_answer(self.story, folder, group, file, paragraph) if answers else plan_not_told(folder, group)
        make_change(change)
        self.story = _read(folder)
        outcome = filled(self.story, group, file, paragraph)
        if answers:
            asyncio.run(self.store.delete_gaps(outcome.done))
        else:
            asyncio.run(self.store.dismiss_gaps(outcome.done, "host"))
        if outcome.reason:
            raise GapsError(say.not_enough(change.name, outcome.reason))
        told = say.written(change.name) if answers else say.NOT_TOLD_WRITTEN
        return " ".join([told, *([say.some_left(len(outcome.left))] if outcome.left else []), say.RUNNING_BOT])


def _read(folder: Path) -> Story:
    """Read a story; where that takes long, a terminal shows how far it has come."""
    with bar_on(sys.stderr) as report:
        return Story.load(folder, report)


def lines(shown: SeenGap) -> list[str]:
    """Return a group as lines for a terminal: its wordings, what is known of it, and the passages that come near."""
    group = shown.gap.group
    written = [say.heading(shown.gap.id, group.count)]
    written += [f"   “{words}”" for words in group.wordings[:MOST_WORDINGS]]
    if len(group.wordings) > MOST_WORDINGS:
        written.append(f"   {say.more(len(group.wordings) - MOST_WORDINGS)}")
    for file, paragraph in shown.gap.recommended:
        written.append(f"   {say.recommended(file, paragraph) if paragraph else say.RECOMMENDED_NOT_TOLD}")
    if shown.told is not None:
        written.append(f"   {say.told_now(shown.told.passage.file, shown.told.passage.paragraph)}")
    written += [f"   {line}" for line in _choices(shown) or [say.NOTHING_NEAR]]
    return [printable_line(line, MOST_LINE) for line in written]


def _choices(shown: SeenGap) -> list[str]:
    passages = (finding.passage for finding in shown.near)
    return [
        say.passage(number, passage.file, passage.paragraph, shortened(passage.text, OPENING))
        for number, passage in enumerate(passages, start=1)
    ]


def _as_json(shown: SeenGap) -> dict[str, object]:
    told = shown.told
    return {
        "id": shown.gap.id,
        "count": shown.gap.group.count,
        "wordings": list(shown.gap.group.wordings),
        "passages": [
            {"article": each.passage.file, "paragraph": each.passage.paragraph, "text": each.passage.text}
            for each in shown.near
        ],
        "answered_by": None if told is None else {"article": told.passage.file, "paragraph": told.passage.paragraph},
        "recommended": [
            {"article": file, "paragraph": paragraph} if paragraph else None
            for file, paragraph in shown.gap.recommended
        ],
    }


def _passage(desk: _Desk, gap: OpenGap, typed: str) -> tuple[str, int]:
    """Return the file and paragraph that somebody names. Raises GapsError."""
    file, colon, paragraph = typed.rpartition(":")
    if not (paragraph.isascii() and paragraph.isdecimal() and len(paragraph) < 8):
        raise GapsError(say.no_such_passage(typed))
    if colon:
        if int(paragraph) and desk.story.passage(file, int(paragraph)) is not None:
            return file, int(paragraph)
    else:
        shown = seen(desk.story, desk.gaps, desk.gaps.index(gap))
        if shown is not None and 0 < int(paragraph) <= len(shown.near):
            passage = shown.near[int(paragraph) - 1].passage
            return passage.file, passage.paragraph
    raise GapsError(say.no_such_passage(typed))


def _ask(desk: _Desk) -> int:
    """Go through what was left, and ask of each what to do with it."""
    import questionary  # noqa: PLC0415  only where somebody is asked

    later: set[int] = set()
    while True:
        at = next((at for at, gap in enumerate(desk.gaps) if not later & set(gap.group.ids)), None)
        shown = None if at is None else seen(desk.story, desk.gaps, at)
        if shown is None:
            print(say.NONE if not later else "")
            return 0
        print("\n".join(["", *lines(shown)]))
        near = [questionary.Choice(printable_line(line), place) for place, line in enumerate(_choices(shown))]
        others = (say.NOT_TOLD, say.DISMISS, say.DELETE, say.LEAVE, say.STOP)
        choices: Sequence[questionary.Choice] = [*near, *(questionary.Choice(other, other) for other in others)]
        chosen = questionary.select(say.WHICH, choices=choices).ask()
        if chosen is None or chosen == say.STOP:
            return 0
        if chosen == say.LEAVE:
            later.update(shown.gap.group.ids)
            continue
        try:
            print(_done(desk, shown, chosen))
        except (GapsError, WorkshopError) as error:
            print(error)
            later.update(shown.gap.group.ids)
        desk.look()


def _done(desk: _Desk, shown: SeenGap, chosen: object) -> str:
    if isinstance(chosen, int):
        passage = shown.near[chosen].passage
        return desk.answer(shown.gap, passage.file, passage.paragraph)
    if chosen == say.NOT_TOLD:
        return desk.answer(shown.gap, "", NOT_TOLD)
    return desk.dismiss(shown.gap) if chosen == say.DISMISS else desk.delete(shown.gap)


def _tell(sentence: str) -> int:
    print(sentence)
    return 0
