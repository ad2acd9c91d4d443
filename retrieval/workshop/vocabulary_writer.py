"""Appends groups of words to vocabulary.md; what the host wrote there stays, byte for byte."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from retrieval.knowledge.vocabulary import VOCABULARY_FILE
from retrieval.workshop.change import Change, current
from retrieval.workshop.vocabulary_drafts import GroupDraft

_NEW_FILE: Final = "# Words that mean the same here, a group a line: see docs/your-own-story.md.\n"


def adding_groups(folder: Path, drafts: Sequence[GroupDraft]) -> Change:
    """Plan to add groups to a story's vocabulary.md; one that stands there already is not written twice.

    Raises WorkshopError where the file cannot be read.
    """
    before = current(folder, VOCABULARY_FILE)
    text = _NEW_FILE if before is None else before.decode("utf-8")
    there = {line.strip() for line in text.splitlines()}
    new = [draft.line for draft in drafts if draft.line not in there]
    if not new:
        return Change(folder, VOCABULARY_FILE, before, before or b"")
    end = "\r\n" if "\r\n" in text else "\n"
    if text and not text.endswith("\n"):
        text += end
    return Change(folder, VOCABULARY_FILE, before, (text + "".join(f"{line}{end}" for line in new)).encode("utf-8"))
