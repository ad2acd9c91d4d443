"""A story -> what it lacks: each remark names a place, says what is there, and what to do about it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from pathlib import Path

from retrieval.articles.article import Article
from retrieval.articles.files import SOURCES_FILE
from retrieval.articles.passages import MAX_PASSAGE_CHARACTERS, PassageKind
from retrieval.english.abbreviations import abbreviation, word_before_stop
from retrieval.english.terms import folded_words
from retrieval.errors import Problem, StoryError
from retrieval.knowledge.files import QUESTIONS_FOLDER
from retrieval.knowledge.people_file import PEOPLE_FILE
from retrieval.linting.names import alike
from retrieval.linting.questions import answered_although_unanswerable, asked_twice, led_elsewhere
from retrieval.linting.remark import Remark, Topic
from retrieval.progress import Report, unheard
from retrieval.story import Story

SHINGLE = 5
"""How many words in a row are compared to find articles that are nearly the same."""
NEARLY_THE_SAME = 0.4
"""From this share of the shorter article's runs of words on, two articles are nearly the same."""
LONGEST_HEADLINE = 160
"""Characters; a longer first line is a paragraph."""
NAMED_OFTEN = 2
"""In how many paragraphs somebody must be named before other names are worth the trouble."""
WORDS_SHOWN = 8

_SENTENCE_END = re.compile(r"[\w)\"”’]([.])[\"”’)]*$")


def lint(folder: Path, progress: Report = unheard) -> tuple[Story | None, tuple[Remark, ...]]:
    """Look at everything in a story's folder; the story is None where its articles cannot be read.

    `progress` is told of what is read.
    """
    try:
        story = Story.load(folder, progress)
    except StoryError as error:
        return None, tuple(broken(error.problems))
    return story, tuple(look_at(story, folder))


def look_at(story: Story, folder: Path) -> Iterator[Remark]:
    """Yield all remarks about a story that was loaded."""
    yield from broken(story.problems)
    for look in (_sources, _headlines, _same_articles, _long_paragraphs, _furniture, _other_names, _alike):
        yield from look(story)
    if story.knowledge.questions.answered:
        yield from _without_questions(story)
        for look_with_files in (asked_twice, led_elsewhere, answered_although_unanswerable):
            yield from look_with_files(story, folder)


def broken(problems: Iterable[Problem]) -> Iterator[Remark]:
    """Yield what cannot be used. A problem's message says what is wrong and, after the last semicolon, what to do."""
    for problem in problems:
        what, _, advice = problem.message.rpartition("; ")
        yield Remark(Topic.BROKEN, problem.file, problem.line, what or problem.message, advice if what else "")


def _sources(story: Story) -> Iterator[Remark]:
    for article in story.articles:
        if article.source.book:  # that says where a chapter is from
            continue
        missing = [name for name in ("publisher", "url") if not getattr(article.source, name)]
        if missing:
            yield Remark(
                Topic.SOURCE,
                article.file,
                None,
                f"no {' and no '.join(missing)}",
                f'write {", ".join(f"{name} = …" for name in missing)} under ["{article.file}"] in {SOURCES_FILE}.',
            )


def _headlines(story: Story) -> Iterator[Remark]:
    for article in story.articles:
        first = article.headline
        stop = _SENTENCE_END.search(first)
        ends = stop is not None and abbreviation(word_before_stop(first, stop.start(1))) is None
        if ends or len(first) > LONGEST_HEADLINE:
            yield Remark(
                Topic.HEADLINE,
                article.file,
                line_of(article, 1),
                f"it reads like a sentence: {opening(first)}",
                "the first line is shown as the headline; write one above it.",
            )


def _same_articles(story: Story) -> Iterator[Remark]:
    shingles = [_shingles(article) for article in story.articles]
    holders: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, found in enumerate(shingles):
        for shingle in found:
            holders[shingle].append(number)
    shared: Counter[tuple[int, int]] = Counter()
    for numbers in holders.values():
        shared.update(combinations(numbers, 2))
    for (first, second), count in sorted(shared.items()):
        share = count / min(len(shingles[first]), len(shingles[second]))
        if share >= NEARLY_THE_SAME:
            yield Remark(
                Topic.SAME,
                story.articles[second].file,
                None,
                f"{share:.0%} of it stands in {story.articles[first].file} too",
                "keep both only if both were published: else delete one.",
            )


def _shingles(article: Article) -> set[tuple[str, ...]]:
    words = folded_words(article.text)
    return {tuple(words[at : at + SHINGLE]) for at in range(max(1, len(words) - SHINGLE + 1))}


def _long_paragraphs(story: Story) -> Iterator[Remark]:
    for article in story.articles:
        for paragraph in article.paragraphs:
            if len(paragraph.text) > MAX_PASSAGE_CHARACTERS:
                yield Remark(
                    Topic.LONG,
                    article.file,
                    line_of(article, paragraph.number),
                    f"{len(paragraph.text):,} characters: {opening(paragraph.text)}",
                    "it is quoted in parts; where the page had several paragraphs, write one a line.",
                )


def _furniture(story: Story) -> Iterator[Remark]:
    for passage in story.passages:
        if passage.kind is PassageKind.FURNITURE:
            yield Remark(
                Topic.FURNITURE,
                passage.file,
                line_of(passage.article, passage.paragraph),
                opening(passage.text),
                "it is offered only to questions about the page; delete the line if no reader needs it.",
            )


def _other_names(story: Story) -> Iterator[Remark]:
    """Name those whom the host has told nothing about, the most often named first."""
    told = {person.name for person in story.knowledge.people}
    named: Counter[str] = Counter()
    for article in story.articles:
        for paragraph in article.paragraphs:
            named.update({mention.person.name for mention in story.people.mentions(paragraph.text)})
    for name, count in sorted(named.items(), key=lambda item: (-item[1], item[0])):
        if count >= NAMED_OFTEN and name not in told:
            yield Remark(
                Topic.NAMES,
                PEOPLE_FILE,
                None,
                f"{name}, named in {count} paragraphs",
                'what else readers call them: ["FULL NAME"], and names = ["…"], described = ["the …"] under it.',
            )


def _alike(story: Story) -> Iterator[Remark]:
    declared = {person.name for person in story.knowledge.people}
    for first, second, why in alike([person.name for person in story.people.persons]):
        if not {first, second} <= declared:
            yield Remark(
                Topic.ALIKE,
                PEOPLE_FILE,
                None,
                f"{first} and {second}: {why}",
                f'if they are one, write ["{first}"] and names = ["{second}"] under it.',
            )


def _without_questions(story: Story) -> Iterator[Remark]:
    asked = {(question.file, question.paragraph) for question in story.knowledge.questions.answered}
    for passage in story.passages:
        numbers = [passage.paragraph] + ([passage.signature.number] if passage.signature else [])
        if passage.kind is PassageKind.FURNITURE or any((passage.file, number) in asked for number in numbers):
            continue
        yield Remark(
            Topic.NO_QUESTIONS,
            passage.file,
            line_of(passage.article, passage.paragraph),
            f"paragraph {passage.paragraph}: {opening(passage.text)}",
            f'write some under "## NUMBER" in {QUESTIONS_FOLDER}/ARTICLE.md; nothing helps answers more.',
        )


def line_of(article: Article, paragraph: int) -> int:
    """Return the line of its file on which a paragraph stands, counted from 1."""
    return len(re.findall(r"\r\n|\r|\n", article.text[: article.paragraph(paragraph).start])) + 1


def opening(text: str) -> str:
    """Return the first words of a text, between quotation marks."""
    words = text.split()
    return f"“{' '.join(words[:WORDS_SHOWN])}{' …' if len(words) > WORDS_SHOWN else ''}”"
