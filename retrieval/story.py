"""A story: its articles and everything computed from them. Immutable."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import numpy as np

from retrieval.answer import Answer, Exchange
from retrieval.answering import Answerer
from retrieval.articles.article import Article, Paragraph
from retrieval.articles.files import ARTICLE_FILES, read_articles
from retrieval.articles.library import Library
from retrieval.articles.passages import Passage
from retrieval.articles.read_up_to import ReadUpTo, articles_up_to, texts_after
from retrieval.articles.shipped import shipped_story
from retrieval.articles.text_files import Snapshot, fingerprint
from retrieval.errors import Problem
from retrieval.kept.arrays import Array, Arrays, pack_json, under, within
from retrieval.kept.gathering import Rows
from retrieval.kept.release import release
from retrieval.kept.spool import let_go
from retrieval.kept.store import PART, find, forget, keep, remember
from retrieval.knowledge.files import KNOWLEDGE_FILES, Knowledge, read_knowledge
from retrieval.knowledge.general_english import general_phrases
from retrieval.knowledge.kept_knowledge import pack_knowledge, unpack_knowledge
from retrieval.knowledge.so_far import knowledge_so_far, questions_within
from retrieval.knowledge.vocabulary import Vocabulary
from retrieval.known_readings import ArticleReadings
from retrieval.lazy import lazy
from retrieval.marking.marker import Marker
from retrieval.memory import give_back
from retrieval.people.people import People
from retrieval.premises.check import PremiseChecker
from retrieval.progress import Progress, Report, Stage, told, unheard
from retrieval.questions.reading import TextReader
from retrieval.questions.suggestions import Suggestions
from retrieval.questions.understood import understand_alone
from retrieval.quotations.index import QuotationIndex
from retrieval.ranking.asked_words import AskedWords
from retrieval.ranking.corpus import Corpus
from retrieval.ranking.question_analysis import QuestionAnalysis
from retrieval.ranking.ranker import Ranker
from retrieval.spans import Span

SEEDS = shipped_story()
"""The four articles that come with the project."""
STORY_FILES = (*ARTICLE_FILES, *KNOWLEDGE_FILES)
"""The files of a folder that a story is read from."""

LIKE = 0.2
"""Least similarity, 0 to 1, of a reader question to be named as one that may be meant. Set by hand."""


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
    limit: ReadUpTo | None = None
    """How far the story is told: see `up_to`."""
    readings: str = field(default="", compare=False)
    """What is kept under this key is how its articles were read; empty where nothing is."""
    key: str = field(default="", compare=False)
    """What the story itself is kept under; empty where it is not."""

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
            story = cls._of_kept(kept, folder, _key(files))
            if story is not None:
                return story
        return cls.read(Snapshot.take(folder, STORY_FILES), progress)

    @classmethod
    def kept(cls, folder: Path, key: str = "") -> Story | None:
        """Return the story of a folder where it is kept, which costs next to nothing; None where it has to be built.

        With the `key` that a story has it is that story, whatever has become of the folder's files since.
        """
        if not key:
            files = fingerprint(folder, STORY_FILES)
            if files is None:
                return None
            key = _key(files)
        kept = find(key)
        return None if kept is None else cls._of_kept(kept, folder, key)

    @classmethod
    def _of_kept(cls, kept: Arrays, folder: Path, key: str) -> Story | None:
        try:
            return replace(cls.unpack(kept), readings=_readings_key(folder), key=key)
        except (LookupError, TypeError, ValueError):
            forget(key, "it lacks what a story has")
            return None

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
        articles = read_articles(snapshot)
        knowledge = read_knowledge(snapshot, articles)
        key = _readings_key(folder)
        arrays, readings = cls._packed(articles, knowledge, key, story_key, progress)
        keep(key, readings.pack())
        return arrays

    @classmethod
    def _packed(
        cls, articles: Iterable[Article], knowledge: Knowledge, key: str, story_key: str, progress: Report
    ) -> tuple[Arrays, ArticleReadings]:
        """Build a story to keep under `story_key`, with the readings kept under `key` as far as they go; return both.

        The readings that are returned are those of its articles.
        """
        kept = find(key) if key else None
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
        return arrays, readings

    def up_to(self, limit: ReadUpTo | None, progress: Report = unheard) -> Story:
        """Return the story as it is to somebody who has read it up to a limit; all of it where that is None.

        It is a story of its own, built from the articles as far as they are told and from what may be known of them:
        what comes later is not left out of its answers but was never there, for its names, its counts and what its
        words mean as for its passages. It is kept as `load` keeps a story, and from then on costs next to nothing.
        Raises LimitGoneError where the limit's article is not in the story.
        """
        if limit is None:
            return self
        articles = articles_up_to(self.articles, limit)
        if articles == self.articles:  # nothing comes later
            return replace(self, limit=limit)
        key = self._key_up_to(limit, articles)

        def build() -> Arrays:
            knowledge = knowledge_so_far(self.knowledge, articles, texts_after(self.articles, limit))
            return self._packed(articles, knowledge, self.readings, key, progress)[0]

        kept = remember(key, build)
        give_back()
        return self._part_of_kept(kept, limit, key) or replace(
            self.unpack(build()), limit=limit, readings=self.readings
        )

    def kept_up_to(self, limit: ReadUpTo) -> Story | None:
        """Return the same where it is kept, which costs next to nothing; None where it has to be built."""
        articles = articles_up_to(self.articles, limit)
        if articles == self.articles:
            return replace(self, limit=limit)
        key = self._key_up_to(limit, articles)
        kept = find(key)
        return None if kept is None else self._part_of_kept(kept, limit, key)

    def _part_of_kept(self, kept: Arrays, limit: ReadUpTo, key: str) -> Story | None:
        try:
            return replace(self.unpack(kept), limit=limit, readings=self.readings)
        except (LookupError, TypeError, ValueError):
            forget(key, "it lacks what a story has")
            return None

    def _key_up_to(self, limit: ReadUpTo, articles: Sequence[Article]) -> str:
        """Return what the story up to a limit is kept under: while that stays the same, later chapters may change.

        What comes later decides which reader questions may be used, where there are any.
        """
        total = hashlib.sha256()
        asked = questions_within(self.knowledge.questions, articles), self.knowledge.questions.unanswerable
        for article in articles:
            total.update(repr((article.file, article.source)).encode("utf-8", "surrogatepass"))
            total.update(repr(article.text).encode("utf-8", "surrogatepass"))
        if any(asked):
            total.update(pack_json([[each.text, each.file, each.paragraph] for each in asked[0]]).tobytes())
            total.update(pack_json(list(asked[1])).tobytes())
            for text in texts_after(self.articles, limit):
                total.update(repr(text).encode("utf-8", "surrogatepass"))
        return f"{PART}-{_key(total.hexdigest())}"

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
        from retrieval.offering.choosing import choose  # noqa: PLC0415  # see above
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
        marker = Marker.build(corpus, people, stretches.stretches())
        ranker = Ranker.build(corpus)
        premises = PremiseChecker(corpus, *asked.supposed(corpus.asked.texts), marker.cutter)
        answerer = Answerer(library, reader, ranker, premises, marker)
        offered = choose(answerer, knowledge.questions.answered, corpus.asked.texts)
        suggestions = Suggestions.of([each.question for each in offered], [each.number for each in offered])
        return cls(library, knowledge, people, quotations, suggestions, reader, ranker, premises, marker)

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
        marker = Marker.unpack(within("marker", arrays), corpus, people)
        return cls(
            library,
            knowledge,
            people,
            QuotationIndex.unpack(within("quotations", arrays), people),
            Suggestions.unpack(within("suggestions", arrays)),
            reader,
            Ranker.build(corpus),
            PremiseChecker.unpack(within("premises", arrays), corpus, marker.cutter),
            marker,
        )

    def let_go(self) -> None:
        """Take what is mapped of the story out of memory until it is looked at again: another is about to be read."""
        let_go(self.library.passages.articles)

    @lazy
    def _answerer(self) -> Answerer:
        return Answerer(self.library, self.reader, self.ranker, self.premises, self.marker)

    def ask(self, message: str, previous: Exchange | None = None, *, claim: bool = False) -> Answer:
        """Answer what a message asks from the articles, or decline. Never raises, whatever the text.

        `previous` is the exchange just before in the same conversation; a follow-up ("why?") leans on it. A `claim` is
        what somebody else wrote, or a message that was forwarded: it is looked up though it may ask nothing. What is
        claimed in the message itself ("she won, right?") is looked up likewise: see `Answer.speaking`.
        """
        return self._answerer.ask(message, self._recalled(previous), claim=claim)

    def asks(self, message: str, previous: Exchange | None = None) -> bool:
        """Whether a message asks something, for places where people also talk to each other."""
        return self._answerer.asks(message, self._recalled(previous))

    def _recalled(self, previous: Exchange | None) -> Exchange | None:
        """Return what was asked before; None where that leans on what this story is not told up to."""
        each = previous if self.limit is not None else None
        while each is not None:
            if each.file is not None and self.passage(each.file, each.paragraph or 1) is None:
                return None
            each = each.before
        return previous

    def nearest(self, question: str, limit: int = 3) -> tuple[str, ...]:
        """Return the offered questions most like a question, best first, each of another passage."""
        asked = understand_alone(self.reader, question)
        similarities = QuestionAnalysis(self.ranker.corpus, asked.text, asked.wanted).similarities
        if similarities is None:
            return ()
        found: dict[int, str] = {}
        likeness = similarities[self._offered_places]
        for number in np.argsort(-likeness, kind="stable").tolist():
            if len(found) == limit or likeness[number] < LIKE:
                break
            asking = self.knowledge.questions.answered[int(self.suggestions.numbers[number])]
            found.setdefault(self.library.rows(asking.file, asking.paragraph)[0], self.suggestions.texts[number])
        return tuple(found.values())

    @lazy
    def _offered_places(self) -> Rows:
        """The place of each offered question among the reader questions in the order in which they are learned from."""
        by_row: dict[int, list[int]] = {}
        for number, question in enumerate(self.knowledge.questions.answered):
            by_row.setdefault(self.library.rows(question.file, question.paragraph)[0], []).append(number)
        order = np.array([number for numbers in by_row.values() for number in numbers], dtype=np.intp)
        places: Rows = np.argsort(order)[self.suggestions.numbers]
        return places

    def suggest(self, typed: str, limit: int = 25) -> tuple[str, ...]:
        """Return the offered questions that fit what is typed so far, best first: for autocomplete."""
        return self.suggestions.offer(typed, limit)

    @property
    def articles(self) -> tuple[Article, ...]:
        """The articles, in story order: see `read_articles`."""
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


def _readings_key(folder: Path) -> str:
    """Return what it is kept under how the articles of a folder were read."""
    return _key(str(folder.absolute()))


def _key(files: str) -> str:
    """Return what a story of these files is kept under by this release."""
    return hashlib.sha256(f"{release()} {files}".encode()).hexdigest()[:32]
