"""The articles and what the host wrote down about them."""

from __future__ import annotations

from pathlib import Path

from bot.doctor.verdicts import Verdict, advise, well, wrong
from bot.words.sentences import articles, passages
from retrieval import Problem, Story, StoryError


def check_story(folder: Path) -> tuple[Story | None, list[Verdict]]:
    """Load the story; return None instead of it where it cannot be read."""
    try:
        story = Story.load(folder)
    except StoryError as error:
        return None, [_verdict(problem) for problem in error.problems]
    counts = f"{articles(len(story.articles))}, {passages(len(story.passages))}"
    verdicts = [well(f"{folder.absolute()}: {counts}, {len(story.people.persons)} people")]
    told = len(story.knowledge.questions.answered)
    groups = len(story.knowledge.groups)
    if told:
        verdicts.append(well(f"Written down for it: {told:,} reader questions, {groups:,} groups of words"))
    else:
        verdicts.append(
            advise(
                "There are no reader questions: answers are found by the articles' words alone.",
                "Write some for each passage in reader-questions/; python -m retrieval lint names the passages.",
            )
        )
    unsourced = [article.file for article in story.articles if article.source.publisher is None]
    if unsourced:
        verdicts.append(
            advise(f"No publisher is known for {', '.join(unsourced)}.", "Name it, and the link, in sources.toml.")
        )
    return story, [*verdicts, *(_verdict(problem) for problem in story.problems)]


def _verdict(problem: Problem) -> Verdict:
    """Part a problem into what was found and what to do: it is one sentence that says both."""
    found, _, do = str(problem).rpartition("; ")
    return wrong(f"{found}.", do[:1].upper() + do[1:]) if found else wrong(str(problem), "Correct it there.")
