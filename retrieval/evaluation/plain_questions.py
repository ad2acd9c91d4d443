"""What a file asks in plain words, each question by itself: what the weights are fitted on."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from retrieval.evaluation.conversations import is_conversation_row, read_conversations
from retrieval.evaluation.messages import is_message_row, read_messages
from retrieval.evaluation.premises import is_premise_row, read_premises
from retrieval.evaluation.question_files import Place, Question, Row, read_questions
from retrieval.story import Story

NEAR = "near"
PREMISE = "premise"


def read_plain_questions(path: Path, rows: Sequence[Row], story: Story) -> list[Question]:
    """Return the questions of a file of questions, messages, conversations or premises.

    Those of a message are its parts in plain words, those of a conversation what was meant by each turn. A question
    that rests on something false is of the kind PREMISE. Raises QuestionFileError.
    """
    if is_message_row(rows[0]):
        return [
            _question(f"{message.id}.{number}", part.plain, part.gold, part.answer)
            for message in read_messages(path, rows, story)
            for number, part in enumerate(message.parts)
        ]
    if is_conversation_row(rows[0]):
        return [
            _question(f"{conversation.id}.{number}", turn.meant, turn.gold, turn.answer)
            for conversation in read_conversations(path, rows, story)
            for number, turn in enumerate(conversation.turns)
        ]
    if is_premise_row(rows[0]):
        return [
            _question(
                premise.twin_of or premise.id, premise.question, premise.gold if premise.twin_of else (), "", PREMISE
            )
            for premise in read_premises(path, rows, story)
        ]
    return read_questions(path, list(rows), story)


def _question(name: str, text: str, gold: tuple[Place, ...], answer: str, kind: str = NEAR) -> Question:
    return Question(name, text, gold, bool(gold), kind=None if gold else kind, answer=answer)
