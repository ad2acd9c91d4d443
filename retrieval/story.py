"""A story: its articles and everything computed from them. Immutable."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path

import numpy as np

from retrieval.answer import Answer, Exchange, Finding, Outcome
from retrieval.articles.article import Article, Paragraph
from retrieval.articles.files import ARTICLE_FILES, read_articles
from retrieval.articles.library import Library
from retrieval.articles.passages import Passage
from retrieval.articles.shipped import shipped_story
from retrieval.articles.text_files import Snapshot, fingerprint
from retrieval.errors import Problem
from retrieval.kept.arrays import Array, Arrays, under, within
from retrieval.kept.release import release
from retrieval.kept.spool import let_go
from retrieval.kept.store import find, forget, keep, remember
from retrieval.knowledge.files import KNOWLEDGE_FILES, Knowledge, read_knowledge
from retrieval.knowledge.general_english import general_phrases
from retrieval.knowledge.kept_knowledge import pack_knowledge, unpack_knowledge
from retrieval.knowledge.vocabulary import Vocabulary
from retrieval.known_readings import ArticleReadings
from retrieval.marking.marker import Marker
from retrieval.memory import give_back
from retrieval.people.people import People
from retrieval.premises.check import SOUND, PremiseChecker
from retrieval.progress import Progress, Report, Stage, told, unheard
from retrieval.questions.introducing import person_to_introduce
from retrieval.questions.languages import QUESTION_MARKS
from retrieval.questions.message import Message, Part, Purpose, read_message
from retrieval.questions.names_and_numbers import names_and_numbers
from retrieval.questions.reading import TextReader
from retrieval.questions.suggestions import Suggestions
from retrieval.questions.understand import readings_in_context, understand
from retrieval.questions.understood import Shown, understand_alone
from retrieval.quotations.index import QuotationIndex
from retrieval.ranking.asked_words import AskedWords
from retrieval.ranking.corpus import Corpus
from retrieval.ranking.question_analysis import QuestionAnalysis
from retrieval.ranking.ranker import Ranker, Ranking
from retrieval.spans import Span

SEEDS = shipped_story()
"""The four articles that come with the project."""
STORY_FILES = (*ARTICLE_FILES, *KNOWLEDGE_FILES)
"""The files of a folder that a story is read from."""

PROBABLY = 0.6
"""What may ask or talk is taken to ask where a passage is found with so much confidence."""
PLAINLY = 0.85
"""A message that asks nothing means a passage that is so surely found."""
LIKE = 0.2
"""Least similarity, 0 to 1, of a reader question to be named as one that may be meant. Set by hand."""
_ASKS_NOTHING = {
    Purpose.SMALL_TALK: Outcome.SMALL_TALK,
    Purpose.HELP: Outcome.HELP,
    Purpose.NOTHING: Outcome.NOTHING_ASKED,
}
"""Messages that ask the articles nothing."""


@dataclass(frozen=True)
class Story:
    """The articles of a story and what is needed to answer from them, each part built from those before it.

    A story never changes: to reload is to load a new one and use it instead.
    """

    library: Library
    knowledge: Knowledge
    people: People
    quotations: QuotationIndex
    suggestions: Suggestions
    reader: TextReader
    ranker: Ranker
    premises: PremiseChecker
    marker: Marker

    @classmethod
    def load(cls, folder: Path = SEEDS, progress: Report = unheard) -> Story:
        """Read a folder of articles and its knowledge files; StoryError names every article that cannot be used.

        What cannot be used of the knowledge files is left out, and named in `problems`. What was built once is kept
        in the user's cache folder, and read from there while neither the files nor the release change. `progress` is
        told of what is built, and of nothing where the story was kept.
        """
        files = fingerprint(folder, STORY_FILES)
        kept = None if files is None else find(_key(files))
        if kept is None:
            snapshot = Snapshot.take(folder, STORY_FILES)
            files = snapshot.fingerprint  # of the very bytes that are parsed
            if files is not None:
                kept = remember(key := _key(files), lambda: cls._read_again(folder, snapshot, key, progress))
                give_back()
        if files is not None and kept is not None:
            try:
                return cls.unpack(kept)
            except (LookupError, TypeError, ValueError):
                forget(_key(files), "it lacks what a story has")
        return cls.read(Snapshot.take(folder, STORY_FILES), progress)

    @classmethod
    def read(cls, snapshot: Snapshot, progress: Report = unheard) -> Story:
        """Build a story from its files as they were at one moment; see `load`."""
        progress(Progress(Stage.ARTICLES))
        articles = read_articles(snapshot)
        return cls.build(articles, read_knowledge(snapshot, articles), progress)

    @classmethod
    def build(
        cls, articles: Iterable[Article], knowledge: Knowledge | None = None, progress: Report = unheard
    ) -> Story:
        """Build a story from articles that have been read already; `progress` is told of each stage."""
        return cls._build(articles, knowledge or Knowledge(), ArticleReadings(), progress)

    @classmethod
    def _read_again(cls, folder: Path, snapshot: Snapshot, story_key: str, progress: Report) -> Arrays:
        """Build a story to keep; of its articles that are as they were at the last build, the readings are taken."""
        progress(Progress(Stage.ARTICLES))
        key = _key(str(folder.absolute()))
        articles = read_articles(snapshot)
        knowledge = read_knowledge(snapshot, articles)
        kept = find(key)
        try:
            readings = ArticleReadings(story_key) if kept is None else ArticleReadings.unpack(kept, story_key)
            story = cls._build(articles, knowledge, readings, progress)
        except (LookupError, TypeError, ValueError):
            if kept is None:
                raise
            forget(key, "it lacks what a reading has")
            readings = ArticleReadings(story_key)
            story = cls._build(articles, knowledge, readings, progress)
        progress(Progress(Stage.KEEPING))
        arrays = story.pack()
        del story
        give_back()
        keep(key, readings.pack())
        return arrays

    @classmethod
    def _build(
        cls, articles: Iterable[Article], knowledge: Knowledge, readings: ArticleReadings, progress: Report
    ) -> Story:
        from retrieval.article_readings import (  # noqa: PLC0415  # not where a story is kept
            count_names_and_words,
            find_people,
            find_quotations,
            read_passages,
        )
        from retrieval.question_readings import QuestionReadings  # noqa: PLC0415  # see above

        library = Library.build(articles)
        give_back()
        names, counted = count_names_and_words(told(library.articles, Stage.WORDS, progress), readings)
        people = find_people(told(library.articles, Stage.PEOPLE, progress), names, knowledge.people, readings)
        quotations = find_quotations(told(library.articles, Stage.QUOTATIONS, progress), people, readings)
        asked = QuestionReadings(knowledge.questions, readings)
        reader = TextReader.of(
            people,
            Vocabulary(knowledge.phrases, general_phrases()),
            counted,
            asked.counted,
        )
        counter, stretches = read_passages(told(library.passages, Stage.PASSAGES, progress), reader, readings)
        learned = partial(
            AskedWords.build, library, questions=knowledge.questions, read=asked.read(reader), learn=asked.learn
        )
        corpus = Corpus.build(library, reader, counter, learned, quotations.store.known_speakers())
        del counter  # as large as what is made of it
        give_back()
        progress(Progress(Stage.MARKS))
        return cls(
            library,
            knowledge,
            people,
            quotations,
            Suggestions.of(knowledge.questions.answered),
            reader,
            Ranker.build(corpus),
            PremiseChecker.build(corpus),
            Marker.build(corpus, people, stretches.stretches()),
        )

    def pack(self) -> dict[str, Array]:
        """Return all that a story is as flat arrays, to keep."""
        return {
            **under("library", self.library.pack()),
            **under("knowledge", pack_knowledge(self.knowledge)),
            **under("people", self.people.pack()),
            **under("quotations", self.quotations.pack()),
            **under("suggestions", self.suggestions.pack()),
            **under("reader", self.reader.pack()),
            **under("corpus", self.ranker.corpus.pack()),
            **under("premises", self.premises.pack()),
            **under("marker", self.marker.pack()),
        }

    @classmethod
    def unpack(cls, arrays: Arrays) -> Story:
        """Make a story of kept arrays: cheaply, for each part is read where it is first looked at."""
        library = Library.unpack(within("library", arrays))
        knowledge = unpack_knowledge(within("knowledge", arrays))
        people = People.unpack(within("people", arrays))
        vocabulary = Vocabulary(knowledge.phrases, general_phrases())
        reader = TextReader.unpack(within("reader", arrays), people, vocabulary)
        corpus = Corpus.unpack(within("corpus", arrays), library, reader)
        return cls(
            library,
            knowledge,
            people,
            QuotationIndex.unpack(within("quotations", arrays), people),
            Suggestions.unpack(within("suggestions", arrays), knowledge.questions.answered),
            reader,
            Ranker.build(corpus),
            PremiseChecker.unpack(within("premises", arrays), corpus),
            Marker.unpack(within("marker", arrays), corpus, people),
        )

    def let_go(self) -> None:
        """Take what is mapped of the story out of memory until it is looked at again: another is about to be read."""
        let_go(self.library.passages.articles)

    def ask(self, message: str, previous: Exchange | None = None, *, claim: bool = False) -> Answer:
        """Answer what a message asks from the articles, or decline. Never raises, whatever the text.

        `previous` is the exchange just before in the same conversation; a follow-up ("why?") leans on it. A `claim` is
        what somebody else wrote, or a message that was forwarded: it is looked up though it may ask nothing. What is
        claimed in the message itself ("she won, right?") is looked up likewise: see `Answer.speaking`.
        """
        read = read_message(message, previous)
        if claim and read.purpose is not Purpose.NOT_ENGLISH:
            read = _as_claims(message, read)
        if read.purpose in _ASKS_NOTHING:
            return self._asks_nothing(message, read)
        if read.purpose is Purpose.NOT_ENGLISH:
            return self._not_english(message, read.language)
        parts: list[Answer] = []
        for part in read.parts:
            parts.append(self._answer(part, parts[-1].exchange, beside=True) if parts else self._answer(part, previous))
        answer = Answer.of_parts(message, parts)
        if read.doubtful and not claim and previous is None and not (answer.answered and answer.confidence >= PROBABLY):
            return Answer(message, Outcome.NOTHING_ASKED, 0.0, answer.ranked)
        return answer

    def _asks_nothing(self, message: str, read: Message) -> Answer:
        """Answer what seems to ask nothing, where an article has it so surely that it must be meant."""
        found = [self._answer(part, None) for part in read.parts]
        surest = max(found, key=lambda answer: answer.confidence, default=None)
        if surest is not None and surest.confidence >= PLAINLY:
            return replace(surest, question=message)
        ranked = () if surest is None else surest.ranked
        return Answer(message, _ASKS_NOTHING[read.purpose], 0.0, ranked, topic=read.topic, about=read.about)

    def _answer(self, part: Part, previous: Exchange | None, *, beside: bool = False) -> Answer:
        """Answer one question; `beside`: what is before it stands in the same message."""
        previous = None if previous is None else self._with_marks(previous)
        if previous is None:
            readings = readings_in_context(self.reader, part)
            ranking = self.ranker.surest(readings)
            whole = ranking.question is readings[0]
        else:
            understood = understand(self.reader, self.library, part, previous)
            ranking = self.ranker.rank_beside(understood) if beside else self.ranker.rank(understood)
            whole = ranking.question is understood
        # A follow-up supposes what was said before, and was checked then; a claim is not judged.
        premise = self.premises.check(ranking) if whole and not part.claim else SOUND
        correction, confidence = premise.correction, ranking.confidence
        if correction is not None:
            ranking = ranking.led_by(correction.row)
        findings = self.marker.mark(ranking, None if correction is None else correction.at)
        outcome = Outcome.DECLINED
        if correction is not None:
            outcome = Outcome.CORRECTED
        elif premise.refused:
            confidence *= 1 - premise.false
        elif ranking.answers and not _is_shown_again(findings, ranking.shown):
            outcome = Outcome.ANSWERED
        introduced = person_to_introduce(ranking.question.text)
        return Answer(
            part.text,
            outcome,
            confidence,
            findings,
            missing=ranking.missing,
            unclear=outcome is Outcome.DECLINED and ranking.unclear and not premise.refused,
            introduces=None if introduced is None else introduced.name,
            understood=ranking.question.text.text,
            speaking=self._speaking(ranking, findings) if part.claim and outcome is Outcome.ANSWERED else (),
            before=previous,
        )

    def _speaking(self, ranking: Ranking, findings: Sequence[Finding]) -> tuple[Finding, ...]:
        """Return the best passage of each article that speaks to a claim; one that says the same as the first does."""
        rows = self.ranker.speaking(ranking)
        told = {self.passages[row].file for row in rows}
        order = ranking.order.tolist()
        for passage in findings[0].also_in:
            if passage.file not in told and passage.row in order:
                told.add(passage.file)
                rows.append(passage.row)
        return tuple(findings[place] for place in sorted(map(order.index, rows)))

    def _with_marks(self, exchange: Exchange) -> Exchange:
        """Return an exchange with the words that were marked, found again where they are not remembered."""
        if exchange.marks or exchange.file is None or exchange.paragraph is None:
            return exchange
        passage = self.library.passage(exchange.file, exchange.paragraph, exchange.start)
        if passage is None:
            return exchange
        asked = understand_alone(self.reader, exchange.question)
        return replace(exchange, marks=self.marker.marks_in(passage.row, asked))

    def _not_english(self, message: str, language: str | None) -> Answer:
        """Rank what the names and numbers of a message in another language find, if it has any: nothing is answered."""
        named = names_and_numbers(self.reader, message)
        nearest = self._answer(Part(named), None).ranked if named else ()
        return Answer(message, Outcome.NOT_ENGLISH, 0.0, nearest, language=language, understood=named)

    def asks(self, message: str, previous: Exchange | None = None) -> bool:
        """Whether a message asks something, for places where people also talk to each other.

        In another language, where its words are not read, a question mark or a name that the articles have must tell.
        """
        read = read_message(message, previous)
        if read.doubtful and previous is None:
            return self.ask(message).answered
        purpose = read.purpose
        if purpose is Purpose.NOT_ENGLISH:
            return any(mark in message for mark in QUESTION_MARKS) or bool(names_and_numbers(self.reader, message))
        return purpose not in (Purpose.SMALL_TALK, Purpose.NOTHING)

    def nearest(self, question: str, limit: int = 3) -> tuple[str, ...]:
        """Return the reader questions most like a question, best first, each another one and of another passage."""
        asked = understand_alone(self.reader, question)
        similarities = QuestionAnalysis(self.ranker.corpus, asked.text, asked.wanted).similarities
        if similarities is None:
            return ()
        found: dict[int, str] = {}
        for number in np.argsort(-similarities[: len(self._asked)], kind="stable").tolist():
            if len(found) == limit or similarities[number] < LIKE:
                break
            row, text = self._asked[number]
            if text not in found.values():
                found.setdefault(row, text)
        return tuple(found.values())

    @cached_property
    def _asked(self) -> Sequence[tuple[int, str]]:
        """The reader questions with the rows of their passages, in the order in which they are learned from."""
        by_row: dict[int, list[str]] = {}
        for question in self.knowledge.questions.answered:
            by_row.setdefault(self.library.rows(question.file, question.paragraph)[0], []).append(question.text)
        return [(row, text) for row, texts in by_row.items() for text in texts]

    def suggest(self, typed: str, limit: int = 25) -> tuple[str, ...]:
        """Return the reader questions that fit what is typed so far, best first: for autocomplete."""
        return self.suggestions.offer(typed, limit)

    @property
    def articles(self) -> tuple[Article, ...]:
        """The articles, in the order of their files' names."""
        return self.library.articles

    @property
    def passages(self) -> Sequence[Passage]:
        """The passages of all articles, in story order."""
        return self.library.passages

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What could not be used of the knowledge files, each with its file and line."""
        return self.knowledge.problems

    def article(self, file: str) -> Article | None:
        """Return the article of this file name; None if there is none."""
        return self.library.article(file)

    def passage(self, file: str, paragraph: int, start: int | None = None) -> Passage | None:
        """Return the passage of a paragraph (of a long one, the one that contains offset `start`); None if gone."""
        return self.library.passage(file, paragraph, start)

    def around(self, passage: Passage) -> tuple[Paragraph | None, Paragraph | None]:
        """Return the paragraphs before and after a passage's own; None at the ends of its article."""
        return self.library.around(passage)

    def marks(self, passage: Passage, question: str) -> tuple[Span, ...]:
        """Return the words of a passage that answer a question which stands alone, as offsets into its text."""
        return self.marker.marks_in(passage.row, understand_alone(self.reader, question))

    def part(self, passage: Passage, words: Sequence[Span]) -> Span | None:
        """Return what is enough to read of a passage around some words of it; None where that is all of it."""
        return self.marker.part(passage, words)

    def repeated(self, passage: Passage, at: int = 0) -> tuple[Passage, ...]:
        """Return the passages of other paragraphs that say what the sentence at offset `at` of a passage says."""
        return self.marker.repeated(passage, at)


def _as_claims(message: str, read: Message) -> Message:
    """Return a message to be looked up whatever it says: what it states as claims, its questions as questions."""
    parts = read.parts if read.purpose is Purpose.QUESTIONS else (Part(message, states=True),)
    return Message(Purpose.QUESTIONS, tuple(replace(part, claim=part.states) for part in parts))


def _is_shown_again(findings: Sequence[Finding], shown: Shown | None) -> bool:
    """Whether the first passage is the one shown last, with the same words marked: that answers nothing new."""
    if shown is None or not findings:
        return False
    return findings[0].passage.row == shown.row and findings[0].highlights == shown.marks


def _key(files: str) -> str:
    """Return what a story of these files is kept under by this release."""
    return hashlib.sha256(f"{release()} {files}".encode()).hexdigest()[:32]
