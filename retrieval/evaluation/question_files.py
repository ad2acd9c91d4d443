"""Reads files of questions and the paragraphs of a story that answer them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from retrieval.articles.article import Article, make_article
from retrieval.errors import QuestionFileError, StoryError
from retrieval.story import Story

QUESTIONS_ENDING = ".questions.jsonl"
PASSAGES_ENDING = ".passages.jsonl"

Row = dict[str, Any]


class Place(NamedTuple):
    """A paragraph of an article, counted from 1 over the non-blank lines of its file."""

    file: str
    paragraph: int


@dataclass(frozen=True, slots=True)
class Question:
    """A question and the paragraphs that answer it, best first; none where the articles don't say.

    `kind` is that of an unanswerable question (near, far, chitchat); `overlap` says how many words question and
    passage share, `type` what is asked for, `answer` the shortest words of a paragraph that answer, if known.
    """

    id: str
    text: str
    gold: tuple[Place, ...]
    answerable: bool
    type: str | None = None
    overlap: str | None = None
    kind: str | None = None
    answer: str = ""


def read_rows(path: Path) -> list[Row]:
    """Read a file with one JSON object a line, skipping blank lines; each row gets its line number as "line".

    Raises QuestionFileError with the file and line.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise QuestionFileError(f"{path}: the file cannot be read ({error.strerror}); check its name.") from error
    rows: list[Row] = []
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line.decode("utf-8"))
        except (ValueError, RecursionError) as error:
            reason = getattr(error, "msg", None) or getattr(error, "reason", None) or "nested too deeply"
            raise fault(path, number, f"this is no JSON ({reason}); write one object a line.") from error
        if not isinstance(row, dict):
            raise fault(path, number, "this is no JSON object; write one object a line.")
        rows.append({**row, "line": number})
    if not rows:
        raise QuestionFileError(f"{path}: the file holds no questions; write one JSON object a line.")
    return rows


def read_questions(path: Path, rows: list[Row], story: Story) -> list[Question]:
    """Return the questions of a file whose gold paragraphs are {"file", "para"}."""
    gold = GoldReader(path, story)
    return [_question(path, row, gold.places(row["line"], row.get("gold"))) for row in rows]


class GoldReader:
    """Reads the gold paragraphs of a file's rows, [{"file", "para"}, …], as places of a story.

    A tweet's signature counts as its tweet: the two are shown together.
    """

    def __init__(self, path: Path, story: Story) -> None:
        self._path = path
        self._story = story
        self._tweets = {
            Place(passage.file, passage.signature.number): Place(passage.file, passage.paragraph)
            for passage in story.passages
            if passage.signature is not None
        }

    def places(self, line: int, gold: object) -> tuple[Place, ...]:
        """Return the places that a row of this line names, each once. Raises QuestionFileError."""
        found = (_place(self._path, line, one, self._story) for one in _list(self._path, line, gold))
        return tuple(dict.fromkeys(self._tweets.get(place, place) for place in found))


def refers_to_passages(row: Row) -> bool:
    """Return whether a row's gold paragraphs are the ids of a passages file beside it, as XQuAD's are."""
    gold = row.get("gold")
    return isinstance(gold, list) and bool(gold) and isinstance(gold[0], str)


def passages_beside(path: Path) -> Path:
    """Return the passages file that belongs to a questions file: NAME.passages.jsonl for NAME.questions.jsonl."""
    if not path.name.endswith(QUESTIONS_ENDING):
        raise QuestionFileError(
            f"{path}: its questions name passages by id; call it NAME{QUESTIONS_ENDING},"
            f" and put NAME{PASSAGES_ENDING} beside it."
        )
    return path.with_name(path.name.removesuffix(QUESTIONS_ENDING) + PASSAGES_ENDING)


def articles_of_passages(path: Path, rows: list[Row]) -> tuple[tuple[Article, ...], dict[str, Place]]:
    """Build an article of the passages of each title. Returns the articles, and where each passage is by its id."""
    texts: dict[str, list[str]] = {}
    places: dict[str, Place] = {}
    for row in rows:
        for field in ("id", "title", "text"):
            if not isinstance(row.get(field), str) or not row[field].strip():
                raise fault(path, row["line"], f'the passage has no "{field}"; write it as a string.')
        if row["id"] in places:
            raise fault(path, row["line"], f'"{row["id"]}" is the id of an earlier passage too; make it another.')
        file = f"{row['title']}.txt"
        lines = texts.setdefault(file, [_one_line(row["title"].replace("_", " "))])
        lines.append(_one_line(row["text"]))
        places[row["id"]] = Place(file, len(lines))
    try:
        return tuple(make_article(file, "\n\n".join(lines)) for file, lines in texts.items()), places
    except StoryError as error:
        raise QuestionFileError(f"{path}: {error}") from error


def read_passage_questions(path: Path, rows: list[Row], places: dict[str, Place]) -> list[Question]:
    """Return the questions of a file whose gold paragraphs are ids of passages."""
    questions: list[Question] = []
    for row in rows:
        gold = _list(path, row["line"], row.get("gold"))
        for passage in gold:
            if passage not in places:
                raise fault(path, row["line"], f'"{passage}" is no passage of the file beside; correct the id.')
        questions.append(_question(path, row, tuple(places[passage] for passage in gold)))
    return questions


def _question(path: Path, row: Row, gold: tuple[Place, ...]) -> Question:
    line = row["line"]
    text = row.get("question")
    if not isinstance(text, str):
        raise fault(path, line, 'there is no "question"; write it as a string.')
    answerable = row.get("answerable", bool(gold))
    if not isinstance(answerable, bool):
        raise fault(path, line, '"answerable" is neither true nor false; write one of them.')
    if answerable and not gold:
        raise fault(
            path, line, 'it is answerable, and "gold" names no paragraph; name one, or say "answerable": false.'
        )
    if gold and not answerable:
        raise fault(path, line, 'it is not answerable, and "gold" names a paragraph; take one of the two out.')
    labels: dict[str, str | None] = {}
    for field in ("type", "overlap", "kind"):
        labels[field] = row.get(field)
        if not isinstance(labels[field], str | None):
            raise fault(path, line, f'"{field}" is no string; write it as one, or leave it out.')
    told = answer_of(row) if answerable else ""
    name = str(row.get("id", line))
    return Question(name, text, gold, answerable, labels["type"], labels["overlap"], labels["kind"], told)


def answer_of(row: Row) -> str:
    """Return the words that answer, as a row, a part or a turn gives them; nothing where it gives none."""
    answers = row.get("answers")
    told = answers[0].get("text") if isinstance(answers, list) and answers else row.get("answer")
    return told if isinstance(told, str) else ""


def _list(path: Path, line: int, gold: object) -> list[Any]:
    if not isinstance(gold, list | None):
        raise fault(path, line, '"gold" is no list; write [{"file": "FILE.txt", "para": 3}].')
    return gold or []


def _place(path: Path, line: int, gold: Any, story: Story) -> Place:
    file, number = (gold.get("file"), gold.get("para")) if isinstance(gold, dict) else (None, None)
    if not isinstance(file, str) or not isinstance(number, int) or isinstance(number, bool):
        raise fault(path, line, 'a gold paragraph has no file and number; write {"file": "FILE.txt", "para": 3}.')
    article = story.article(file)
    if article is None:
        raise fault(path, line, f"{file} is no article of this story; correct the name, or name the folder it is in.")
    if not 1 <= number <= len(article.paragraphs):
        raise fault(path, line, f"{file} has {len(article.paragraphs)} paragraphs, and no paragraph {number}.")
    return Place(file, number)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def fault(path: Path, line: int, message: str) -> QuestionFileError:
    """Return the error of a line that cannot be used: what is wrong with it, and what to write."""
    return QuestionFileError(f"{path}, line {line}: {message}")
