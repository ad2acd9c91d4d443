"""A question and the passage that it should find -> what becomes of it: whether it helps, or the reason why not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from math import ceil
from typing import Final

from retrieval.articles.passages import Passage
from retrieval.english.asking_words import ASKING_WORDS
from retrieval.english.terms import folded_words
from retrieval.knowledge.files import MAX_QUESTION_CHARACTERS, ReaderQuestion
from retrieval.lazy import lazy
from retrieval.printable import printable_line
from retrieval.questions.languages import language_of
from retrieval.questions.message import Purpose, read_message
from retrieval.questions.reading import ReadText
from retrieval.ranking.ranker import Ranking
from retrieval.story import Story
from retrieval.workshop.left_out import LeftOut, rank_of, ranked

FOUND_WITHIN: Final = 30
"""A question helps where it finds its passage among so many without itself. With 10, of fifty questions about the
*Titanic* a third was left out that had helped (`tests.benchmarks.drafted_questions`): those bring most that ask for a
passage in words that it does not have."""
MOST_WORDS: Final = 25
"""Of the 5,849 questions that people wrote about the story that comes along, the longest has 23."""
COPIED_WORDS: Final = 5
"""So many words in a row that stand in the passage are a copy, where they are the better part of the question."""
COPIED_SHARE: Final = 0.6
TELLING_WORDS: Final = 3
"""Two questions with the same words, so many at least, are the same whatever little words stand between them."""
STATED_WORDS: Final = 12
"""What has the form of a statement is a question in a few words ("alice middle name"); a longer one states."""


class Fault(Enum):
    """Why a question does not help, in the order in which it is looked for; the values are machine words."""

    EMPTY = "empty"
    NO_PASSAGE = "no_passage"
    NOT_ENGLISH = "not_english"
    TOO_LONG = "too_long"
    ASKS_NOTHING = "asks_nothing"
    SEVERAL = "several"
    COPIED = "copied"
    ASKED_ALREADY = "asked_already"
    FINDS_ANOTHER = "finds_another"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a question. `fault` is None where it helps.

    `rank`, from 1, is where it finds its passage without itself; None where that is not among what was ranked, or was
    not looked for because of another fault. `first` is the passage that stands first. `like` is the reader question
    that it is nearly the same as.
    """

    question: ReaderQuestion
    fault: Fault | None = None
    rank: int | None = None
    first: Passage | None = None
    like: ReaderQuestion | None = None

    @property
    def helps(self) -> bool:
        """Whether the question is worth adding."""
        return self.fault is None

    @property
    def reason(self) -> str:
        """One plain sentence in English that says what is wrong, and what to do; "" where nothing is."""
        return "" if self.fault is None else _reason(self, self.fault)


class Proof:
    """Judges questions before a story, whose reader questions they are compared with.

    Those that help are remembered, so that of two alike ones that are judged one after the other only the first does.
    """

    def __init__(self, story: Story, within: int = FOUND_WITHIN) -> None:
        self._story = story
        self._within = within
        self._left_out = LeftOut(story)
        self._judged: dict[tuple[str, ...], ReaderQuestion] = {}

    def judge(self, text: str, file: str, paragraph: int) -> Verdict:
        """Judge a question that this paragraph of an article should answer, as it is without the question itself.

        A question that is among the story's reader questions already is asked already, wherever it stands.
        """
        question = ReaderQuestion(" ".join(text.split()), file, paragraph)
        fault = self._fault_of_form(question)
        if fault is not None:
            return Verdict(question, fault)
        key = _key(self._story.reader.read_question(question.text))
        like = self._asked.get(key) or self._judged.get(key)
        if like is not None:
            return Verdict(question, Fault.ASKED_ALREADY, like=like)
        verdict = self._found(question, ranked(self._story, question.text))
        if verdict.helps:
            self._judged[key] = question
        return verdict

    def judge_kept(self, number: int) -> Verdict:
        """Judge an answered reader question of the story by its number, as the story would find it without it."""
        question = self._story.knowledge.questions.answered[number]
        fault = self._fault_of_form(question)
        if fault is not None:
            return Verdict(question, fault)
        ranker = self._left_out.ranker_without((number,))
        return self._found(question, ranked(self._story, question.text, ranker))

    def find(self, text: str, file: str, paragraph: int) -> Verdict:
        """Look whether a question finds its passage first in the story as it is: after it was added, with itself."""
        question = ReaderQuestion(" ".join(text.split()), file, paragraph)
        if self._story.article(file) is None or not self._story.library.rows(file, paragraph):
            return Verdict(question, Fault.NO_PASSAGE)
        return self._found(question, ranked(self._story, question.text), within=1)

    def _fault_of_form(self, question: ReaderQuestion) -> Fault | None:
        """Return what is wrong with a question by itself, and beside the text of its passage."""
        text = question.text
        article = self._story.article(question.file)
        if article is None or not 1 <= question.paragraph <= len(article.paragraphs):
            return Fault.NO_PASSAGE
        if not any(map(str.isalnum, text)):
            return Fault.EMPTY
        words = folded_words(text[: 2 * MAX_QUESTION_CHARACTERS])
        if len(words) > MOST_WORDS or len(text) > MAX_QUESTION_CHARACTERS:
            return Fault.TOO_LONG
        if language_of(text) is not None:
            return Fault.NOT_ENGLISH
        read = read_message(text)
        stated = bool(read.parts) and read.parts[0].states and _only_states(text, len(words))
        if read.purpose is not Purpose.QUESTIONS or stated:
            return Fault.ASKS_NOTHING
        if len(read.parts) > 1:
            return Fault.SEVERAL
        if _is_copied(words, folded_words(article.paragraph(question.paragraph).text)):
            return Fault.COPIED
        return None

    def _found(self, question: ReaderQuestion, ranking: Ranking, within: int | None = None) -> Verdict:
        """Judge where a question finds its passage."""
        rank = rank_of(self._story, ranking, question)
        first = self._story.passages[int(ranking.order[0])] if len(ranking.order) else None
        found = rank is not None and rank <= (within or self._within)
        return Verdict(question, None if found else Fault.FINDS_ANOTHER, rank, first)

    @lazy
    def _asked(self) -> Mapping[tuple[str, ...], ReaderQuestion]:
        """The story's reader questions by what makes two of them nearly the same."""
        read = self._story.reader.read_question
        return {_key(read(each.text)): each for each in reversed(self._story.knowledge.questions.answered)}


def _key(text: ReadText) -> tuple[str, ...]:
    """Return what makes two questions nearly the same: what they ask for, and the same words in the same order.

    Endings and slips do not count, nor which of somebody's names is used, nor do little words among enough others.
    """
    asking = next((token.folded for token in text.tokens if token.folded in ASKING_WORDS), "")
    return (asking, *(text.content_terms if len(text.content_terms) >= TELLING_WORDS else text.all_terms))


def _only_states(text: str, words: int) -> bool:
    """Whether what reads like a statement is one: as a question it would be a few words without a full stop."""
    return words > STATED_WORDS or text.endswith((".", "!", ":"))


def _is_copied(words: Sequence[str], passage: Sequence[str]) -> bool:
    """Whether the better part of a question stands in the passage as it is."""
    least = max(COPIED_WORDS, ceil(COPIED_SHARE * len(words)))
    text = f" {' '.join(passage)} "
    return any(f" {' '.join(words[at : at + least])} " in text for at in range(len(words) - least + 1))


def _reason(verdict: Verdict, fault: Fault) -> str:
    """Say what is wrong with a question; what the host wrote is made safe to print."""
    question, like, first = verdict.question, verdict.like, verdict.first
    if fault is Fault.ASKED_ALREADY and like is not None:
        where = (
            ""
            if like.paragraph == question.paragraph and like.file == question.file
            else (f" under paragraph {like.paragraph} of {printable_line(like.file)}")
        )
        return f"It asks the same as “{printable_line(like.text)}”{where or ', which is there already'}."
    if fault is Fault.NO_PASSAGE:
        return f"{printable_line(question.file)} has no paragraph {question.paragraph}."
    if fault is Fault.FINDS_ANOTHER and first is not None:
        rank = "is not among those it finds" if verdict.rank is None else f"comes only as number {verdict.rank}"
        other = "" if first.file == question.file else f" of {printable_line(first.file)}"
        return (
            f"It finds paragraph {first.paragraph}{other} first, and its own {rank}; name in it what only paragraph"
            f" {question.paragraph} tells."
        )
    return _SENTENCES[fault]


_SENTENCES: Final[Mapping[Fault, str]] = {
    Fault.EMPTY: "There are no words in it.",
    Fault.NOT_ENGLISH: "It is not in English, and the bot answers nothing else.",
    Fault.TOO_LONG: "It is longer than a question that people ask; ask one thing, in a few words.",
    Fault.ASKS_NOTHING: "It asks nothing.",
    Fault.SEVERAL: "It asks several things at once; make a question of each.",
    Fault.COPIED: "It copies the article; ask in words of your own.",
    Fault.FINDS_ANOTHER: "It finds nothing in the story.",
}
