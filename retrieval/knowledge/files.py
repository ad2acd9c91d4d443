"""The host's files -> people, vocabulary, and reader questions, each tied to its passage."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from retrieval.articles.article import Article
from retrieval.articles.text_files import Snapshot
from retrieval.english.terms import folded_words
from retrieval.errors import Problem, StoryError
from retrieval.knowledge.people_file import PEOPLE_FILE, DeclaredPerson, read_declared
from retrieval.knowledge.phrases import NO_PHRASES, Phrases
from retrieval.knowledge.vocabulary import VOCABULARY_FILE, read_groups

QUESTIONS_FOLDER = "reader-questions"
UNANSWERABLE_FILE = "not-told.md"
KNOWLEDGE_FILES = (PEOPLE_FILE, VOCABULARY_FILE, f"{QUESTIONS_FOLDER}/*.md")
"""The files of a story's folder that its knowledge is read from."""
MAX_QUESTION_CHARACTERS = 300

_HEADING = re.compile(r"^##\s*(\d+)\s*(?::\s*(.*\S))?\s*$")


@dataclass(frozen=True, slots=True)
class ReaderQuestion:
    """A question, written down beforehand, that a paragraph answers. It points there and is never shown."""

    text: str
    file: str
    paragraph: int


@dataclass(frozen=True, slots=True)
class ReaderQuestions:
    """The folder of reader questions: those that a paragraph answers, and those that no article answers."""

    answered: Sequence[ReaderQuestion] = ()
    unanswerable: Sequence[str] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What a host says of a story beside its articles; all of it may be empty."""

    people: tuple[DeclaredPerson, ...] = ()
    phrases: Phrases = NO_PHRASES
    questions: ReaderQuestions = ReaderQuestions()
    problems: tuple[Problem, ...] = ()

    @property
    def groups(self) -> int:
        """How many groups of words the vocabulary has."""
        return self.phrases.groups


def load_knowledge(folder: Path, articles: Sequence[Article]) -> Knowledge:
    """Read what the host says of a story in its folder; see `read_knowledge`."""
    return read_knowledge(Snapshot.take(folder, KNOWLEDGE_FILES), articles)


def read_knowledge(snapshot: Snapshot, articles: Sequence[Article]) -> Knowledge:
    """Read people.toml, vocabulary.md and reader-questions/ of a story's folder, each of which may be missing.

    What cannot be used is named in `problems` and left out; the rest is used.
    """
    people, people_problems = read_declared(snapshot.files.get(PEOPLE_FILE))
    groups, group_problems = read_groups(snapshot.files.get(VOCABULARY_FILE))
    questions = read_reader_questions(snapshot, articles)
    return Knowledge(people, Phrases.of(groups), questions, (*people_problems, *group_problems, *questions.problems))


def read_reader_questions(snapshot: Snapshot, articles: Sequence[Article]) -> ReaderQuestions:
    """Read `reader-questions/ARTICLE.md`, one file an article, and `reader-questions/not-told.md`.

    Under a heading `## 3: The first words` stand the questions that paragraph 3 answers, one a line; the words are
    compared with the paragraph, so that questions never drift to another one unseen. Lines that begin with a
    single `#` are comments. What cannot be used is named with file and line; the rest is used.
    """
    by_stem = {Path(article.file).stem: article for article in articles}
    answered: list[ReaderQuestion] = []
    unanswerable: list[str] = []
    problems: list[Problem] = []
    for name, file in snapshot.files.items():
        path = PurePosixPath(name)
        if str(path.parent) != QUESTIONS_FOLDER:
            continue
        try:
            lines = file.text.removeprefix("\ufeff").splitlines()
        except StoryError as error:
            problems.extend(error.problems)
            continue
        if path.name == UNANSWERABLE_FILE:
            unanswerable.extend(line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#"))
        elif path.stem not in by_stem:
            problems.append(
                Problem(
                    name, None, f"there is no article {path.stem}.txt; name the file after its article, or remove it."
                )
            )
        else:
            found, wrong = _read(name, lines, by_stem[path.stem])
            answered.extend(found)
            problems.extend(wrong)
    return ReaderQuestions(tuple(answered), tuple(unanswerable), tuple(problems))


def _read(name: str, lines: Sequence[str], article: Article) -> tuple[list[ReaderQuestion], list[Problem]]:
    """Read one article's reader questions."""
    found: list[ReaderQuestion] = []
    problems: list[Problem] = []
    paragraph: int | None = None
    any_heading = False
    for number, raw in enumerate(lines, start=1):
        line = raw.strip()
        if line.startswith("##"):
            any_heading = True
            heading = paragraph_of_heading(line, article)
            paragraph = heading if isinstance(heading, int) else None
            if isinstance(heading, str):
                problems.append(Problem(name, number, heading))
        elif not line or line.startswith("#"):
            continue
        elif len(line) > MAX_QUESTION_CHARACTERS:
            problems.append(
                Problem(name, number, f"the question is longer than {MAX_QUESTION_CHARACTERS} characters; shorten it.")
            )
        elif paragraph is not None:
            found.append(ReaderQuestion(line, article.file, paragraph))
        elif not any_heading:
            problems.append(Problem(name, number, 'the question stands under no heading; write "## 3" above it.'))
            any_heading = True  # once is enough
    if not found and not problems:
        problems.append(Problem(name, None, "the file holds no question; write some, or delete it."))
    return found, problems


def paragraph_of_heading(line: str, article: Article) -> int | str:
    """Return the paragraph that a line of reader questions, "## 3: The first words", names; a sentence where none."""
    match = _HEADING.match(line)
    if match is None:
        return 'a heading names a paragraph; write "## 3" or "## 3: its first words".'
    paragraph = int(match.group(1))
    if not 1 <= paragraph <= len(article.paragraphs):
        return f"{article.file} has no paragraph {paragraph}; it has {len(article.paragraphs)}."
    opening = match.group(2)
    if opening and not _folded(article.paragraph(paragraph).text).startswith(_folded(opening)):
        return (
            f'paragraph {paragraph} of {article.file} does not begin with "{opening}"; correct the number or the words.'
        )
    return paragraph


def _folded(text: str) -> str:
    """Fold a text for comparison: case, white space and marks do not count."""
    return " ".join(folded_words(text))
