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


def next_step(story: Story, remarks: Sequence[Remark], folder: Path) -> str:
    """Return a sentence with a command: what is broken first, then what is drafted already, then what is to be written.

    Raises WorkshopError where what was turned down cannot be read.
    """
    where = f"--articles {shlex.quote(printable(str(folder)))}"
    if any(fix.safe for fix in fixes(story, folder)):
        return f"Next: verbatim lint --fix {where}"
    if any(remark.serious for remark in remarks):
        return f"Next: mend what is named first; then verbatim lint {where}"
    if suggestions(story, folder):
        return f"Next: verbatim suggest {where}"
    asked = {(question.file, question.paragraph) for question in story.knowledge.questions.answered}
    left = Counter(
        passage.file
        for passage in story.passages
        if passage.kind in (PassageKind.BODY, PassageKind.TWEET) and (passage.file, passage.paragraph) not in asked
    )
    if left:
        return f"Next: verbatim questions draft {shlex.quote(printable(left.most_common(1)[0][0]))} {where}"
    return f"Next: verbatim {where}, and ask it something"
