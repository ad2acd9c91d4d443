"""Reader questions are read, and learned from, anew only where something has changed that they depend on.

How they are read depends on what the speller makes of their words, which of their words are somebody's name, and the
host's vocabulary; what is learned of them, on that and on which of them belong together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final

import numpy as np

from retrieval.english.chat import spell_out
from retrieval.kept.arrays import Array, Arrays, Strings, under, within
from retrieval.knowledge.files import ReaderQuestions
from retrieval.known_readings import ArticleReadings, Step, hashed
from retrieval.premises.roles import RoleCounts
from retrieval.premises.row_facts import RowFacts
from retrieval.questions.kept_texts import pack_texts, unpack_texts
from retrieval.questions.reading import ReadText, TextReader, count_words, spelled_out
from retrieval.ranking.reader_questions import ReaderQuestionModel, labels_used

MODEL: Final = "corpus.asked.model"
"""Where a kept story has what was learned."""


class QuestionReadings:
    """Reads the reader questions of one story: `texts`, those that a paragraph answers before the others."""

    def __init__(self, questions: ReaderQuestions, known: ArticleReadings) -> None:
        self._answered = [question.text for question in questions.answered]
        self._texts = [*self._answered, *questions.unanswerable]
        self._known = known
        self._digest = hashed(*self._texts)
        self._read_digest = ""
        self._words = known.of(Step.ASKED, self._digest, self._count)

    @property
    def counted(self) -> Mapping[str, int]:
        """How often the answered questions have each folded word, with their chat spelling written out."""
        words = Strings.unpack(within("counted", self._words))
        return dict(zip(words, self._words["counts"].tolist(), strict=True))

    def _count(self) -> dict[str, Array]:
        counted = count_words(map(spell_out, self._answered))
        read = dict.fromkeys(word.folded for text in self._texts for word in spelled_out(text)[1])
        return {
            **under("counted", Strings.of(counted).pack()),
            **under("read", Strings.of(read).pack()),
            "counts": np.array(list(counted.values()), dtype=np.int32),
        }

    def read(self, reader: TextReader) -> Sequence[ReadText]:
        """Return the questions as they are read."""
        if not self._texts:
            return ()
        slips = {word: reader.speller.correct(word) for word in Strings.unpack(within("read", self._words))}
        digest = hashed(self._digest, repr(slips))
        kept = self._known.of(Step.CORRECTED, digest, partial(self._correct, reader))
        corrected = Strings.unpack(kept)
        names = reader.people.names_asked(corrected)
        self._read_digest = hashed(digest, names, reader.vocabulary.host.text)

        def read() -> Arrays:
            return pack_texts([reader.read_corrected(text) for text in corrected])

        return tuple(unpack_texts(self._known.of(Step.QUESTIONS, self._read_digest, read), reader.people))

    def supposed(self, texts: Mapping[int, Sequence[ReadText]]) -> tuple[RoleCounts, RowFacts]:
        """Return what the questions of each row take for granted, for which each of them is parsed."""
        rows = sorted(texts)

        def read() -> Arrays:
            counts = RoleCounts.build(text for row in rows for text in texts[row])
            return under("counts", counts.pack()) | under("facts", RowFacts.build(texts).lines.pack())

        # Where an article is longer, its questions are the same, of other rows.
        digest = hashed(self._read_digest, repr([[text.text for text in texts[row]] for row in rows]))
        kept = self._known.of(Step.SUPPOSED, digest, read)
        lines = Strings.unpack(within("facts", kept))
        return RoleCounts.unpack(within("counts", kept)), RowFacts(np.array(rows, dtype=np.int64), lines)

    def learn(self, texts: Sequence[ReadText], labels: Sequence[int], label_count: int) -> ReaderQuestionModel:
        """Return what is learned of the questions, in some order, with their labels."""
        used, places = labels_used(labels)
        digest = hashed(self._read_digest, *(text.text for text in texts), places.tobytes().hex())
        known = self._known.model(digest, MODEL)
        if known is None:
            return ReaderQuestionModel.build(texts, labels, label_count)
        return ReaderQuestionModel.unpack(known).relabelled(used, label_count)

    def _correct(self, reader: TextReader) -> Arrays:
        return Strings.of(map(reader.normalize, self._texts)).pack()
