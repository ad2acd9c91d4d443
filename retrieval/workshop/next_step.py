"""What a host does best next with a story, as one command."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from retrieval.articles.passages import PassageKind
from retrieval.linting.remark import Remark
from retrieval.printable import printable
from retrieval.story import Story
from retrieval.workshop.fixes import fixes
from retrieval.workshop.suggested import suggestions


def typed(folder: Path, *words: str) -> str:
    """Return a command of Verbatim about the story in a folder, as it is typed."""
    return " ".join(shlex.quote(printable(word)) for word in ("verbatim", *words, "--articles", str(folder)))


def next_step(story: Story, remarks: Sequence[Remark], folder: Path) -> str:
    """Return a sentence with a command: what is broken first, then what is drafted already, then what is to be written.

    Raises WorkshopError where what was turned down cannot be read.
    """
    if any(fix.safe for fix in fixes(story, folder)):
        return f"Next: {typed(folder, 'lint', '--fix')}"
    if any(remark.serious for remark in remarks):
        return f"Next: mend what is named first; then {typed(folder, 'lint')}"
    if suggestions(story, folder):
        return f"Next: {typed(folder, 'suggest')}"
    asked = {(question.file, question.paragraph) for question in story.knowledge.questions.answered}
    left = Counter(
        passage.file
        for passage in story.passages
        if passage.kind in (PassageKind.BODY, PassageKind.TWEET) and (passage.file, passage.paragraph) not in asked
    )
    if left:
        return f"Next: {typed(folder, 'questions', 'draft', left.most_common(1)[0][0])}"
    return f"Next: {typed(folder)}, and ask it something"
