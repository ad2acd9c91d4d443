"""What a file asks in plain words, each question by itself: what the weights are fitted on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from retrieval.evaluation.conversations import is_conversation_row
from retrieval.evaluation.messages import is_message_row
from retrieval.evaluation.premises import is_premise_row
from retrieval.evaluation.question_files import GoldReader, Question, Row, answer_of, read_questions
from retrieval.story import Story

NEAR = "near"
PREMISE = "premise"


def read_plain_questions(path: Path, rows: Sequence[Row], story: Story) -> list[Question]:
    """Return the questions of a file of questions, messages, conversations or premises.

    Those of a message are its parts in plain words, those of a conversation what was meant by each turn. A question
    that rests on something false is of the kind PREMISE. Raises QuestionFileError.
    """
    if is_message_row(rows[0]):
        asked = _of_messages(rows)
    elif is_conversation_row(rows[0]):
        asked = _of_conversations(rows)
    elif is_premise_row(rows[0]):
        asked = _of_premises(rows)
    else:
        return read_questions(path, list(rows), story)
    gold = GoldReader(path, story)
    found: list[Question] = []
    for line, name, text, told, answer in asked:
        places = gold.places(line, told)
        found.append(Question(name, text, places, bool(places), kind=None if places else _kind(rows[0]), answer=answer))
    return found


def _kind(row: Row) -> str:
    return PREMISE if is_premise_row(row) else NEAR


def _of_messages(rows: Sequence[Row]) -> Iterator[tuple[int, str, str, object, str]]:
    for row in rows:
        for number, part in enumerate(row.get("parts", [])):
            yield (
                row["line"],
                f"{row.get('id', row['line'])}.{number}",
                str(part.get("question_in_plain_words") or ""),
                part.get("gold"),
                answer_of(part),
            )


def _of_conversations(rows: Sequence[Row]) -> Iterator[tuple[int, str, str, object, str]]:
    for row in rows:
        for number, turn in enumerate(row["turns"]):
            meant = turn.get("meant") or turn["question"]
            yield row["line"], f"{row.get('id', row['line'])}.{number}", str(meant), turn.get("gold"), answer_of(turn)


def _of_premises(rows: Sequence[Row]) -> Iterator[tuple[int, str, str, object, str]]:
    for row in rows:
        yield (
            row["line"],
            str(row.get("twin_of") or row.get("id", row["line"])),
            str(row["question"]),
            row.get("gold"),
            "",
        )
