"""The articles and what the host wrote down about them."""

from __future__ import annotations

import sys
from pathlib import Path

from bot.doctor.results import CheckResult, advise, well, wrong
from bot.words.host import checks as say
from retrieval import Memory, Problem, StoriesFound, Story, StoryError, bar_on, memory_for


def check_story(folder: Path) -> tuple[Story | None, list[CheckResult]]:
    """Load the story, with a bar where that takes long; return None instead of it where it cannot be read."""
    try:
        with bar_on(sys.stderr) as progress:
            story = Story.load(folder, progress)
    except StoryError as error:
        return None, [_verdict(problem) for problem in error.problems]
    counts = len(story.articles), len(story.passages), len(story.people.persons)
    verdicts = [well(say.story(folder.absolute(), *counts))]
    told = len(story.knowledge.questions.answered)
    groups = story.knowledge.groups
    if told:
        verdicts.append(well(say.knowledge(told, groups)))
    else:
        verdicts.append(advise(*say.NO_QUESTIONS))
    unsourced = [article.file for article in story.articles if article.source.published_in is None]
    if unsourced:
        verdicts.append(advise(*say.no_publisher(unsourced)))
    verdicts.append(check_memory(memory_for(story.articles)))
    return story, [*verdicts, *(_verdict(problem) for problem in story.problems)]


def check_stories(found: StoriesFound, default: str) -> list[CheckResult]:
    """Look at a folder of several stories: how many there are, which is the default, and what is no story."""
    titles = [each.title for each in found.stories]
    return [well(say.stories(titles, default)), *(_verdict(problem) for problem in found.problems)]


def check_memory(memory: Memory) -> CheckResult:
    """Compare what the bot needs for a story with what it may use."""
    if memory.limit is None:
        return well(say.memory(memory.needed))
    if memory.fits:
        return well(say.memory(memory.needed, memory.limit.allowed))
    return advise(*say.too_little_memory(memory.needed, memory.limit.allowed, memory.limit.by.name))


def _verdict(problem: Problem) -> CheckResult:
    """Part a problem into what was found and what to do: it is one sentence that says both."""
    found, _, do = str(problem).rpartition("; ")
    return wrong(f"{found}.", do[:1].upper() + do[1:]) if found else wrong(str(problem), say.CORRECT_IT)
