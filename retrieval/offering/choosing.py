"""A story's reader questions -> those that are offered: one or two a passage, clean, and answered by it when asked.

All of them point to passages. Many are as people type them, clumsy or half a sentence, and some find another passage;
these are for reading, and not for showing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from retrieval.answering import Answerer
from retrieval.articles.passages import PassageKind
from retrieval.english.asking_words import ASKING_WORDS
from retrieval.knowledge.files import ReaderQuestion
from retrieval.offering.tidying import WrittenWords
from retrieval.offering.well_formed import asks_whole, reads_alone
from retrieval.questions.reading import ReadText

A_PASSAGE: Final = 2
"""So many questions are offered of a passage."""
MOST_PASSAGES: Final = 500
"""Of a story with more prepared passages so many have offered questions, spread evenly: each costs some questions."""
MOST_READ, MOST_ASKED = 60, 4
"""Of a passage's questions so many are looked at, and so many of the best asked."""
_ALIKE: Final = 0.5
"""Two questions of a passage that share more of their words ask much the same."""
_PLAIN: Final = 0.1
"""What it counts that a question begins with who, what, when, …"""


@dataclass(frozen=True, slots=True)
class Offered:
    """A question that is offered: as it is written to people, and the number of the reader question that it was."""

    question: ReaderQuestion
    number: int


def choose(
    answerer: Answerer, questions: Sequence[ReaderQuestion], read: Mapping[int, Sequence[ReadText]]
) -> list[Offered]:
    """Choose what is offered of a story's reader questions; `read` are their readings by the rows of their passages."""
    numbers: dict[int, list[int]] = {}
    for number, question in enumerate(questions):
        numbers.setdefault(answerer.library.rows(question.file, question.paragraph)[0], []).append(number)
    passages = answerer.library.passages
    written = WrittenWords.of(
        (passage.text for passage in passages if passage.kind is PassageKind.BODY and numbers),
        answerer.reader.people.persons,
    )
    rows = sorted(row for row in numbers if passages[row].kind is not PassageKind.FURNITURE)
    step = -(-len(rows) // MOST_PASSAGES) or 1
    chosen: list[Offered] = []
    for row in rows[::step]:
        own = numbers[row]
        chosen += _of_passage(answerer, written, [(at, questions[at]) for at in own], read.get(row, ()))
    return chosen


def _of_passage(
    answerer: Answerer,
    written: WrittenWords,
    questions: Sequence[tuple[int, ReaderQuestion]],
    read: Sequence[ReadText],
) -> Iterator[Offered]:
    """Yield what is offered of one passage: of the questions that are most like its others, those that find it."""
    common = Counter(term for text in read for term in set(text.content_terms))
    ranked: list[tuple[float, int, ReaderQuestion, frozenset[str]]] = []
    for (number, question), text in list(zip(questions, read, strict=True))[:MOST_READ]:
        tidy = written.tidied(question.text)
        if (
            tidy is None
            or not reads_alone(tidy, answerer.reader)
            or any(map(written.lacks_apostrophe, tidy[:-1].split()))
        ):
            continue
        terms = frozenset(text.content_terms)
        typical = sum(common[term] for term in terms) / (len(read) * max(1, len(terms)))
        plain = _PLAIN * (tidy.split()[0].casefold() in ASKING_WORDS)
        ranked.append((-typical - plain, number, ReaderQuestion(tidy, question.file, question.paragraph), terms))
    ranked.sort(key=lambda each: each[:2])
    found: list[frozenset[str]] = []
    asked = 0
    for _, number, question, terms in ranked:
        if len(found) == A_PASSAGE or asked == MOST_ASKED:
            return
        if any(len(terms & other) > _ALIKE * min(len(terms), len(other)) for other in found):
            continue
        if not asks_whole(answerer.reader.read_question(question.text)):
            continue
        asked += 1
        if _finds(answerer, question):
            found.append(terms)
            yield Offered(question, number)


def _finds(answerer: Answerer, question: ReaderQuestion) -> bool:
    """Whether a question is answered, and by its own passage first."""
    answer = answerer.ask(question.text)
    best = answer.best
    return best is not None and best.passage.row in answerer.library.rows(question.file, question.paragraph)
