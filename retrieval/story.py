"""A story: its articles and everything computed from them. Immutable."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from retrieval.answer import Answer, Outcome
from retrieval.article_readings import ArticleReadings, read_passages
from retrieval.articles.article import Article, Paragraph
from retrieval.articles.files import ARTICLE_FILES, read_articles
from retrieval.articles.library import Library
from retrieval.articles.passages import Passage
from retrieval.articles.shipped import shipped_story
from retrieval.articles.text_files import Snapshot, fingerprint
from retrieval.errors import Problem
from retrieval.kept.arrays import Array, Arrays, under, within
from retrieval.kept.release import release
from retrieval.kept.store import find, forget, keep, remember
from retrieval.knowledge.files import KNOWLEDGE_FILES, Knowledge, read_knowledge
from retrieval.knowledge.general_english import general_phrases
from retrieval.knowledge.kept_knowledge import pack_knowledge, unpack_knowledge
from retrieval.knowledge.vocabulary import Vocabulary
from retrieval.marking.marker import Marker
from retrieval.people.people import People
from retrieval.progress import Progress, Report, Stage, told, unheard
from retrieval.questions.follow_ups import Exchange
from retrieval.questions.reading import TextReader
from retrieval.questions.suggestions import Suggestions
from retrieval.questions.understand import SmallTalk, understand
from retrieval.quotations.index import QuotationIndex
from retrieval.ranking.corpus import Corpus
from retrieval.ranking.ranker import Ranker

SEEDS = shipped_story()
"""The four articles that come with the project."""
STORY_FILES = (*ARTICLE_FILES, *KNOWLEDGE_FILES)
"""The files of a folder that a story is read from."""


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
            kept = None if files is None else remember(_key(files), lambda: cls._read_again(folder, snapshot, progress))
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
        return cls._build(articles, knowledge or Knowledge(), ArticleReadings(), progress)[0]

    @classmethod
    def _read_again(cls, folder: Path, snapshot: Snapshot, progress: Report) -> Arrays:
        """Build a story to keep; of its articles that are as they were at the last build, the readings are taken."""
        progress(Progress(Stage.ARTICLES))
        key = _key(str(folder.absolute()))
        articles = read_articles(snapshot)
        knowledge = read_knowledge(snapshot, articles)
        kept = find(key)
        try:
            known = ArticleReadings() if kept is None else ArticleReadings.unpack(kept)
            story, readings = cls._build(articles, knowledge, known, progress)
        except (LookupError, TypeError, ValueError):
            if kept is None:
                raise
            forget(key, "it lacks what a reading has")
            story, readings = cls._build(articles, knowledge, ArticleReadings(), progress)
        progress(Progress(Stage.KEEPING))
        arrays = story.pack()
        del story
        keep(key, readings.pack())
        return arrays

    @classmethod
    def _build(
        cls, articles: Iterable[Article], knowledge: Knowledge, known: ArticleReadings, progress: Report
    ) -> tuple[Story, ArticleReadings]:
        from retrieval.people.finding import find_people  # noqa: PLC0415  # not where a story is kept

        library = Library.build(articles)
        progress(Progress(Stage.PEOPLE))
        people = find_people(library.articles, knowledge.people)
        quotations = QuotationIndex.build(told(library.articles, Stage.QUOTATIONS, progress), people)
        read = told(library.articles, Stage.WORDS, progress)
        reader = TextReader.build(
            people,
            Vocabulary(knowledge.phrases, general_phrases()),
            (paragraph.text for article in read for paragraph in article.paragraphs),
            [question.text for question in knowledge.questions.answered],
        )
        counter, stretches, readings = read_passages(told(library.passages, Stage.PASSAGES, progress), reader, known)
        corpus = Corpus.build(library, reader, counter, knowledge.questions, quotations.spoken)
        progress(Progress(Stage.MARKS))
        story = cls(
            library,
            knowledge,
            people,
            quotations,
            Suggestions.of(knowledge.questions.answered),
            reader,
            Ranker.build(corpus),
            Marker.build(corpus, people, stretches.stretches()),
        )
        return story, readings

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
            Marker.unpack(within("marker", arrays), corpus, people),
        )

    def ask(self, question: str, previous: Exchange | None = None) -> Answer:
        """Answer a question from the articles, or decline. Never raises, whatever the text.

        `previous` is the exchange just before in the same conversation; a follow-up ("why?") leans on it.
        """
        understood = understand(self.reader, self.library, question, previous)
        if isinstance(understood, SmallTalk):
            return Answer(question, Outcome.SMALL_TALK, 0.0, (), topic=understood.topic)
        ranking = self.ranker.rank(understood)
        outcome = Outcome.ANSWERED if ranking.answers else Outcome.DECLINED
        return Answer(question, outcome, ranking.confidence, self.marker.mark(ranking), missing=ranking.missing)

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

    def repeated(self, passage: Passage, at: int = 0) -> tuple[Passage, ...]:
        """Return the passages of other paragraphs that say what the sentence at offset `at` of a passage says."""
        return self.marker.repeated(passage, at)


def _key(files: str) -> str:
    """Return what a story of these files is kept under by this release."""
    return hashlib.sha256(f"{release()} {files}".encode()).hexdigest()[:32]
