"""Reader questions that do not do their work: written twice, finding another passage first, answered after all."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from retrieval.articles.text_files import TextFile
from retrieval.errors import StoryError
from retrieval.knowledge.files import QUESTIONS_FOLDER, UNANSWERABLE_FILE
from retrieval.linting.remark import Remark, Topic
from retrieval.questions.understood import understand_alone
from retrieval.story import Story

_HEADING = re.compile(r"##\s*(\d+)")

LIKELY = 0.5
"""From this confidence on a passage is more likely to answer than not."""


def asked_twice(story: Story, folder: Path) -> Iterator[Remark]:
    """Yield the questions that stand a second time under their paragraph, or that several paragraphs claim."""
    lines = _lines(story, folder)
    places: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    for question in story.knowledge.questions.answered:
        places[_same(question.text)].append((question.file, question.paragraph))
    for text, claimed in places.items():
        found = [line for place in dict.fromkeys(claimed) for line in lines.get((*place, text), ())]
        if len(claimed) < 2 or not found:
            continue
        (file, line), others = found[-1], found[:-1]
        elsewhere = ", ".join(f"{other}, line {number}" for other, number in others)
        again = "under the same paragraph" if len(set(claimed)) == 1 else "under another paragraph"
        what = f"“{text}” stands {again} too ({elsewhere})"
        yield Remark(Topic.ASKED_TWICE, file, line, what, "keep it where it is answered best.")


def led_elsewhere(story: Story, folder: Path) -> Iterator[Remark]:
    """Yield the questions that, asked as they stand, find another passage first: the clearest misses first."""
    lines = _lines(story, folder)
    missed: list[tuple[float, Remark]] = []
    for question in story.knowledge.questions.answered:
        ranking = story.ranker.rank(understand_alone(story.reader, question.text))
        ranking = story.marker.rerank(ranking, story.marker.marks_of(ranking))
        own = story.library.rows(question.file, question.paragraph)
        first = int(ranking.order[0])
        if first in own:
            continue
        passage = story.passages[first]
        file, line = next(
            iter(lines.get((question.file, question.paragraph, _same(question.text)), ())), (question.file, None)
        )
        what = f"“{question.text}” finds {passage.file}, paragraph {passage.paragraph}"
        margin = float(ranking.scores[0] - max(map(ranking.score_of, own)))
        advice = "name in it what only its own paragraph tells, or move it there."
        missed.append((margin, Remark(Topic.ELSEWHERE, file, line, what, advice)))
    missed.sort(key=lambda each: -each[0])
    for _, remark in missed:
        yield remark


def answered_although_unanswerable(story: Story, folder: Path) -> Iterator[Remark]:
    """Yield the questions that nothing answers, as not-told.md says, and that a passage likely answers all the same.

    The bot declines them, because of that file. So what counts is not what became of the question, but how likely the
    first passage answers it.
    """
    name = f"{QUESTIONS_FOLDER}/{UNANSWERABLE_FILE}"
    numbers = {line.strip(): number for number, line in _read(folder / name)}
    for text in story.knowledge.questions.unanswerable:
        answer = story.ask(text)
        if answer.ranked and answer.confidence > LIKELY:
            passage = answer.ranked[0].passage
            what = f"“{text}” is likely answered by {passage.file}, paragraph {passage.paragraph}"
            advice = "look whether it answers; if it does, move the question there."
            yield Remark(Topic.NOT_TOLD, name, numbers.get(text), what, advice)


def _lines(story: Story, folder: Path) -> Mapping[tuple[str, int, str], list[tuple[str, int]]]:
    """Return on which lines of which file each question stands: (article, paragraph, text) -> [(file, line)]."""
    found: defaultdict[tuple[str, int, str], list[tuple[str, int]]] = defaultdict(list)
    for article in story.articles:
        name = f"{QUESTIONS_FOLDER}/{Path(article.file).stem}.md"
        paragraph: int | None = None
        for number, line in _read(folder / name):
            heading = _HEADING.match(line.strip())
            if heading is not None:
                paragraph = int(heading.group(1))
            elif paragraph is not None:
                found[article.file, paragraph, _same(line)].append((name, number))
    return found


def _read(path: Path) -> Iterator[tuple[int, str]]:
    if path.is_file():
        try:
            yield from enumerate(TextFile.read(path).text.removeprefix("\ufeff").splitlines(), start=1)
        except StoryError:  # named among the problems
            return


def _same(text: str) -> str:
    """Return a question as it is compared: lower case, single spaces."""
    return " ".join(text.casefold().split())
