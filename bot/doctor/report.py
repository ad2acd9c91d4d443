"""`python -m bot check`: a doctor. Every line says what was found and, where something is wrong, what to do."""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import os
import sys
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import TextIO

from bot.doctor.packages import check_packages, check_python, requirements
from bot.doctor.results import CheckResult, Mark, Section
from bot.words.host import checks as say

MARKS = {Mark.WELL: "✓", Mark.ADVICE: "!", Mark.WRONG: "✗"}
PLAIN_MARKS = {Mark.WELL: "ok", Mark.ADVICE: "! ", Mark.WRONG: "NO"}
_COLOURS = {Mark.WELL: "32", Mark.ADVICE: "33", Mark.WRONG: "31"}


def main(options: argparse.Namespace) -> int:
    """Check everything, print what was found, and return 0 where nothing is wrong, else 1."""
    return asyncio.run(_report(options))


async def _report(options: argparse.Namespace) -> int:
    # What discord.py would log is in the verdicts.
    logging.getLogger("discord").setLevel(logging.CRITICAL)
    command_line = {"ARTICLES_DIR": options.articles} if options.articles else {}
    sections = []
    async for section in examine(os.environ, Path(".env"), command_line):
        sections.append(section)
        if not options.json:
            print("\n".join(lines(section, sys.stdout)), flush=True)
    faults = sum(verdict.mark is Mark.WRONG for section in sections for verdict in section.verdicts)
    if options.json:
        print(json.dumps(as_json(sections), ensure_ascii=False, indent=1))
    else:
        print(f"\n{say.closing(faults)}")
    return 1 if faults else 0


async def examine(
    environment: Mapping[str, str], env_file: Path, command_line: Mapping[str, str]
) -> AsyncIterator[Section]:
    """Look at one thing after the other, the nearest first; each section comes as soon as it is known."""
    needed = requirements()
    found = [*check_python(needed), *check_packages(needed)]
    yield Section(say.PACKAGES_TITLE, tuple(found))
    if any(verdict.mark is Mark.WRONG for verdict in found):
        return  # nothing else can be trusted, or even imported
    from bot.doctor import examination  # noqa: PLC0415

    async for section in examination.examine(environment, env_file, command_line):
        yield section


def lines(section: Section, stream: TextIO) -> list[str]:
    """Write a section for a terminal or a pipe."""
    colour = stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    marks = _marks(stream)
    written = ["", section.title]
    for verdict in section.verdicts:
        mark = marks[verdict.mark]
        mark = f"\x1b[{_COLOURS[verdict.mark]}m{mark}\x1b[0m" if colour else mark
        written.append(f"  {mark} {_printable(verdict.found)}")
        if verdict.do:
            written.append(f"    > {_printable(verdict.do)}")
    return written


def _printable(text: str) -> str:
    """Return a text on one line: a server's name is whatever its owner likes."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def _marks(stream: TextIO) -> Mapping[Mark, str]:
    """Return marks that the stream's encoding knows."""
    try:
        "".join(MARKS.values()).encode(stream.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return PLAIN_MARKS
    return MARKS


def as_json(sections: list[Section]) -> dict[str, object]:
    """Return what was found as one JSON object."""

    def entry(title: str, verdict: CheckResult) -> dict[str, str]:
        return {"section": title, "mark": verdict.mark.value, "found": verdict.found, "do": verdict.do}

    checks = [entry(section.title, verdict) for section in sections for verdict in section.verdicts]
    return {"well": not any(check["mark"] == Mark.WRONG.value for check in checks), "checks": checks}
