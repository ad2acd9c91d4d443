"""The questions that weights are learned from: files about the story, files of other stories, folders of stories."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import cycle, islice
from pathlib import Path

from retrieval.errors import QuestionFileError
from retrieval.evaluation.plain_questions import PREMISE, read_plain_questions
from retrieval.evaluation.question_files import (
    Place,
    Question,
    Row,
    articles_of_passages,
    passages_beside,
    read_passage_questions,
    read_questions,
    read_rows,
    refers_to_passages,
)
from retrieval.knowledge.files import ReaderQuestion
from retrieval.story import Story

BESIDE = "articles"
"""The folder of the articles that a question file of another story has beside it, unless they stand in its own."""
FAR = "far"
FAR_SHARE = 0.5
"""So many questions of other texts are asked of a text, beside each that it answers."""


@dataclass(frozen=True, slots=True)
class AskedSet:
    """Questions of one file, or of the stories in one folder, each with the story that it is asked of."""

    name: str
    asked: tuple[tuple[Story, tuple[Question, ...]], ...]

    @property
    def sound(self) -> AskedSet:
        """The same without what rests on something false."""
        kept = ((story, tuple(each for each in own if each.kind != PREMISE)) for story, own in self.asked)
        return replace(self, asked=tuple(kept))


def read_asked_set(path: Path, story: Story, articles: Path | None) -> AskedSet:
    """Read a question file, or a folder with a file `questions.jsonl` in it for each of several stories.

    The questions are about `story`, whose folder is `articles`, or about the passages or the articles that stand beside
    the file. Raises QuestionFileError and StoryError.
    """
    if path.is_dir():
        files = sorted(file for file in path.rglob("questions.jsonl") if (file.parent / BESIDE).is_dir())
        if not files:
            raise QuestionFileError(
                f"{path}: there is no questions.jsonl with a folder {BESIDE} beside it; name a question file."
            )
        return AskedSet(path.name, tuple(one for file in files for one in _read(file, story, articles)))
    asked = _read(path, story, articles)
    of_another = asked[0][0] is not story and (path.parent / BESIDE).is_dir()
    return AskedSet(path.parent.name if of_another else path.name, asked)


@dataclass(frozen=True, slots=True)
class Subject:
    """The story that a file is about. `places`: where its passages stand in it by their names, if it asks of passages.

    `other`: it is not the story that was given.
    """

    story: Story
    other: bool = False
    places: dict[str, Place] | None = None

    def questions(self, path: Path, rows: list[Row]) -> list[Question]:
        """Read the questions of a file of questions about this story."""
        if self.places is None:
            return read_questions(path, rows, self.story)
        return read_passage_questions(path, rows, self.places)


def subject_of(path: Path, rows: Sequence[Row], story: Callable[[], Story], articles: Path | None) -> Subject:
    """Return the story that a file with these rows is about.

    It is that of the passages or of the articles that stand beside it, or else the one given, whose folder is
    `articles`. Raises QuestionFileError and StoryError.
    """
    if any(refers_to_passages(row) for row in rows):
        passages = passages_beside(path)
        made, places = articles_of_passages(passages, read_rows(passages))
        return Subject(Story.build(made), other=True, places=places)
    for beside in (path.parent / BESIDE, path.parent):
        if any(beside.glob("*.txt")):
            same = articles is not None and beside.resolve() == articles.resolve()
            return Subject(story()) if same else Subject(Story.load(beside), other=True)
    return Subject(story())


def _read(path: Path, story: Story, articles: Path | None) -> tuple[tuple[Story, tuple[Question, ...]], ...]:
    rows = read_rows(path)
    subject = subject_of(path, rows, lambda: story, articles)
    if subject.places is not None:
        return ((subject.story, tuple(subject.questions(path, rows))),)
    return ((subject.story, tuple(read_plain_questions(path, rows, subject.story))),)


def with_far_questions(sets: Sequence[AskedSet]) -> list[AskedSet]:
    """Return the sets with one more for each text: questions that other texts answer, FAR_SHARE of its own.

    They are taken from every other text alike, in an order that depends on their words alone. Sets about the same story
    are one text.
    """
    texts: dict[int, list[AskedSet]] = {}
    for each in sets:
        if each.asked:
            texts.setdefault(id(each.asked[0][0]), []).append(each)
    answerable = {text: _by_chance(own) for text, own in texts.items()}
    found = list(sets)
    for text, own in texts.items():
        stories = list({id(story): story for each in own for story, _ in each.asked}.values())
        others = _in_turn([asked for other, asked in answerable.items() if other != text])
        wanted = list(islice(others, round(FAR_SHARE * len(answerable[text]))))
        foreign = [
            replace(question, id=f"far.{question.id}", gold=(), answerable=False, kind=FAR) for question in wanted
        ]
        dealt = [foreign[at :: len(stories)] for at in range(len(stories))]
        asked = tuple((story, tuple(some)) for story, some in zip(stories, dealt, strict=True) if some)
        if asked:
            found.append(AskedSet(f"far from {own[0].name}", asked))
    return found


def _by_chance(sets: Sequence[AskedSet]) -> list[Question]:
    told = [each for one in sets for _, own in one.asked for each in own if each.answerable]
    return sorted(told, key=lambda each: _chance(each.text))


def _in_turn(questions: Sequence[Sequence[Question]]) -> Iterator[Question]:
    """Yield one of each after the other, until all are empty."""
    left = [iter(each) for each in questions]
    turns = cycle(left)
    empty = 0
    while left and empty < len(left):
        one = next(next(turns), None)
        if one is None:
            empty += 1
        else:
            empty = 0
            yield one


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
    """Return what puts texts into an order that depends on their words alone."""
    return hashlib.sha256(text.encode()).digest()
