"""What a host says of a story, in flat arrays: thousands of questions are not read to answer one."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import overload

import numpy as np
import numpy.typing as npt

from retrieval.errors import Problem
from retrieval.kept.arrays import Array, Arrays, Strings, pack_json, pack_text, under, unpack_text, within
from retrieval.knowledge.files import Knowledge, ReaderQuestion, ReaderQuestions
from retrieval.knowledge.people_file import DeclaredPerson
from retrieval.knowledge.phrases import Phrases


class KeptQuestions(Sequence[ReaderQuestion]):
    """Reader questions, each made an object when it is asked for."""

    def __init__(
        self, texts: Strings, files: Strings, file: npt.NDArray[np.int32], paragraph: npt.NDArray[np.int32]
    ) -> None:
        self._texts = texts
        self._files = tuple(files)
        self._file = file
        self._paragraph = paragraph

    @classmethod
    def unpack(cls, arrays: Arrays) -> KeptQuestions:
        """Make the questions of kept arrays."""
        return cls(
            Strings.unpack(within("texts", arrays)),
            Strings.unpack(within("files", arrays)),
            arrays["file"].view(np.int32),
            arrays["paragraph"].view(np.int32),
        )

    def __len__(self) -> int:
        return len(self._texts)

    @overload
    def __getitem__(self, at: int) -> ReaderQuestion: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[ReaderQuestion]: ...
    def __getitem__(self, at: int | slice) -> ReaderQuestion | Sequence[ReaderQuestion]:
        if isinstance(at, slice):
            return [self[number] for number in range(*at.indices(len(self)))]
        return ReaderQuestion(self._texts[at], self._files[self._file[at]], int(self._paragraph[at]))


def pack_questions(questions: Sequence[ReaderQuestion]) -> dict[str, Array]:
    """Return the arrays to keep of reader questions."""
    files = {file: number for number, file in enumerate(dict.fromkeys(question.file for question in questions))}
    return {
        **under("texts", Strings.of(question.text for question in questions).pack()),
        **under("files", Strings.of(files).pack()),
        "file": np.array([files[question.file] for question in questions], dtype=np.int32),
        "paragraph": np.array([question.paragraph for question in questions], dtype=np.int32),
    }


def pack_knowledge(knowledge: Knowledge) -> dict[str, Array]:
    """Return the arrays to keep of all that a host says."""
    questions = knowledge.questions
    return {
        **under("answered", pack_questions(questions.answered)),
        **under("unanswerable", Strings.of(questions.unanswerable).pack()),
        "question_problems": _pack_problems(questions.problems),
        "problems": _pack_problems(knowledge.problems),
        "people": pack_json([[each.name, each.names, each.pronoun, each.described] for each in knowledge.people]),
        "phrases": pack_text(knowledge.phrases.text),
    }


def unpack_knowledge(arrays: Arrays) -> Knowledge:
    """Make the knowledge of kept arrays."""
    people: list[tuple[str, list[str], str | None, list[str]]] = json.loads(unpack_text(arrays["people"]))
    return Knowledge(
        tuple(
            DeclaredPerson(name, tuple(names), pronoun, tuple(described)) for name, names, pronoun, described in people
        ),
        Phrases.read(unpack_text(arrays["phrases"])),
        ReaderQuestions(
            KeptQuestions.unpack(within("answered", arrays)),
            Strings.unpack(within("unanswerable", arrays)),
            _unpack_problems(arrays["question_problems"]),
        ),
        _unpack_problems(arrays["problems"]),
    )


def _pack_problems(problems: Sequence[Problem]) -> Array:
    return pack_json([[problem.file, problem.line, problem.message] for problem in problems])


def _unpack_problems(array: Array) -> tuple[Problem, ...]:
    rows: list[tuple[str, int | None, str]] = json.loads(unpack_text(array))
    return tuple(Problem(*row) for row in rows)
