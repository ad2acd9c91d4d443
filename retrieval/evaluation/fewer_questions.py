"""A story with fewer reader questions than it has: what a host would have who wrote only some."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import replace

from retrieval.knowledge.files import ReaderQuestion
from retrieval.story import Story


def with_few_questions(story: Story, count: int) -> Story:
    """Return the story with `count` reader questions a paragraph, and as few that no article answers.

    Which ones depends on their words alone. Of those that nobody answers there are as many times fewer.
    """
    questions = story.knowledge.questions
    asked: defaultdict[tuple[str, int], list[ReaderQuestion]] = defaultdict(list)
    for each in questions.answered:
        asked[each.file, each.paragraph].append(each)
    kept = [each for own in asked.values() for each in sorted(own, key=lambda each: _chance(each.text))[:count]]
    share = len(kept) / max(1, len(questions.answered))
    untold = sorted(questions.unanswerable, key=_chance)[: round(share * len(questions.unanswerable))]
    fewer = replace(questions, answered=tuple(kept), unanswerable=tuple(untold))
    return Story.build(story.articles, replace(story.knowledge, questions=fewer))


def _chance(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()
