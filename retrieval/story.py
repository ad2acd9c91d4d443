"""All of it, built once and never changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from retrieval.answer import Answer, Exchange, Finding, Outcome
from retrieval.articles.article import Article, Paragraph
from retrieval.articles.files import load_articles
from retrieval.articles.passages import Passage, PassageKind, make_passages
from retrieval.articles.shipped import shipped_story
from retrieval.english.answer_kinds import AnswerKind, wanted_kinds
from retrieval.english.chat import small_talk, spell_out
from retrieval.errors import Problem
from retrieval.knowledge.files import Knowledge, load_knowledge
from retrieval.knowledge.vocabulary import Vocabulary, general_groups
from retrieval.marking.highlights import Highlighter, QuestionMarks
from retrieval.marking.same_statement import SameStatements
from retrieval.people.people import People, find_people
from retrieval.questions.follow_ups import SURER, Understood, asks_back, understand
from retrieval.questions.reading import MAX_CHARACTERS, ReadText, TextReader
from retrieval.questions.suggestions import Suggestions
from retrieval.quotations.search import Quotations
from retrieval.ranking.features import Evidence
from retrieval.ranking.ranking import Ranking, rank
from retrieval.ranking.reader_questions import ReaderQuestionModel
from retrieval.ranking.weights import TEXT_ALONE, WITH_READER_QUESTIONS, Weights, load_weights

SEEDS = shipped_story()
"""The four articles that come with the project."""
MOSTLY_ASKED = 0.8
"""From this share of the passages on, a story counts as one with reader questions, and is ranked by them."""
LIKE_ONE_ASKED = 0.45
"""How similar to a reader question, 0 to 1, a question must be to be ranked by them where most passages have none."""
MAX_RANKED = 200
"""How many passages an answer holds at most, best first."""
MARKED = 10
"""In how many of them the words that answer are marked, and the articles that say the same are named."""


@dataclass(frozen=True)
class Story:
    """The articles and all that is known of them. Immutable: to reload is to load a new one and swap it in.

    Where only some passages have reader questions, `weights_with_questions` rank the questions that are like them.
    `problems` are what could not be used of the host's knowledge files, each with file and line.
    """

    articles: tuple[Article, ...]
    passages: tuple[Passage, ...]
    people: People
    quotations: Quotations
    knowledge: Knowledge
    reader: TextReader
    evidence: Evidence
    weights: Weights
    highlighter: Highlighter
    same_statements: SameStatements
    suggestions: Suggestions
    weights_with_questions: Weights | None = None

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What could not be used of the knowledge files; empty where all is well."""
        return self.knowledge.problems

    @classmethod
    def load(cls, folder: Path = SEEDS) -> Story:
        """Read a folder of articles; StoryError names every file that cannot be used.

        Faults in knowledge files do not stop it: they stand in `problems`.
        """
        articles = load_articles(folder)
        return cls.build(articles, load_knowledge(folder, articles))

    @classmethod
    def build(cls, articles: Sequence[Article], knowledge: Knowledge | None = None) -> Story:
        """Build a story of articles that are read already."""
        known = knowledge or Knowledge()
        articles = tuple(articles)
        passages = make_passages(articles)
        people = find_people(articles, known.people)
        quotations = Quotations.build(articles, people)
        told = known.questions.answered
        reader = TextReader(
            people,
            Vocabulary([*known.groups, *general_groups()]),
            [paragraph.text for article in articles for paragraph in article.paragraphs],
            [question.text for question in told],
        )
        rows = rows_by_paragraph(passages)
        asked: defaultdict[int, list[ReadText]] = defaultdict(list)
        for question in told:
            asked[rows[question.file, question.paragraph][0]].append(reader.read_question(question.text))
        similar = _similar_questions(reader, asked, known.questions.unanswerable, len(passages)) if told else None
        evidence = Evidence(passages, reader, asked, similar, _speakers_by_row(passages, quotations))
        mostly = _share_asked(passages, asked) >= MOSTLY_ASKED
        weights_with_questions = load_weights(WITH_READER_QUESTIONS) if told and not mostly else None
        weights = load_weights(WITH_READER_QUESTIONS if told and mostly else TEXT_ALONE)
        highlighter = Highlighter(passages, evidence, people, asked)
        same_statements = SameStatements(passages, evidence.sentences, highlighter.clauses)
        return cls(
            articles,
            passages,
            people,
            quotations,
            known,
            reader,
            evidence,
            weights,
            highlighter,
            same_statements,
            Suggestions(told),
            weights_with_questions,
        )

    def ask(self, question: str, previous: Exchange | None = None) -> Answer:
        """Answer a question from the articles, or decline. Never raises, whatever the text.

        `previous` is what was asked just before in the same conversation; a follow-up ("why?") leans on it.
        """
        topic = small_talk(question) or small_talk(spell_out(question[:MAX_CHARACTERS]))
        if topic is not None and not (previous is not None and asks_back(question)):
            return Answer(question, Outcome.SMALL_TALK, 0.0, (), topic=topic)
        understood, ranking = self._understood_and_ranked(question, previous)
        answer_from = self.weights_for(understood.reading).answer_from
        answered = ranking.confidence >= answer_from and bool(understood.reading.content_terms)
        marks = self.highlighter.marks_for(understood.reading, understood.wanted)
        found = tuple(
            self._finding(int(row), ranking, marks) if place < MARKED else self._unmarked(int(row), ranking)
            for place, row in enumerate(ranking.order[:MAX_RANKED])
        )
        return Answer(
            question,
            Outcome.ANSWERED if answered else Outcome.DECLINED,
            ranking.confidence,
            found,
            missing=None if answered else self._missing(understood, ranking),
        )

    def understand(self, question: str, previous: Exchange | None = None) -> Understood:
        """Read a question, and what was asked before where it cannot stand alone."""
        return self._understood_and_ranked(question, previous)[0]

    def _understood_and_ranked(self, question: str, previous: Exchange | None) -> tuple[Understood, Ranking]:
        """Of the two ways to read a follow-up, take leaning on the question before only where it is clearly surer."""
        alone, *leaning = understand(self.reader, question, previous, self.passages)
        best = alone, self.rank(alone)
        for understood in leaning:
            ranking = self.rank(understood)
            if ranking.confidence > best[1].confidence + SURER:
                best = understood, ranking
        return best

    def rank(self, understood: Understood) -> Ranking:
        """Rank every passage for a question."""
        weights = self.weights_for(understood.reading)
        return rank(self.evidence, understood.reading, understood.wanted, weights, understood.bonus)

    def weights_for(self, reading: ReadText) -> Weights:
        """Return the weights for a question: where few passages have reader questions, theirs only for one like them.

        They were fitted where every passage has some, and would rank last those that have none.
        """
        if self.weights_with_questions is not None and self.evidence.resemblance(reading) >= LIKE_ONE_ASKED:
            return self.weights_with_questions
        return self.weights

    def read(self, question: str) -> tuple[ReadText, frozenset[AnswerKind]]:
        """Return a question as the index sees it, and the kinds of answer it wants."""
        reading = self.reader.read_question(question)
        return reading, wanted_kinds(reading.text)

    def _unmarked(self, row: int, ranking: Ranking) -> Finding:
        return Finding(self.passages[row], round(float(ranking.scores[row]), 4))

    def _finding(self, row: int, ranking: Ranking, marks: QuestionMarks) -> Finding:
        passage = self.passages[row]
        marked = marks.mark(row)
        repeated = () if marked.clause is None else self.same_statements.of(marked.clause, marked.spans)
        return Finding(
            passage,
            round(float(ranking.scores[row]), 4),
            marked.spans,
            tuple(self.passages[other] for other in repeated),
        )

    def _missing(self, understood: Understood, ranking: Ranking) -> str | None:
        """Name the kind of answer that none of the nearest passages holds."""
        for kind in understood.wanted:
            if not any(self.evidence.holds(int(row), kind) for row in ranking.order[:3]):
                return kind.value
        return None

    def article(self, file: str) -> Article | None:
        """Return the article of this file name."""
        return next((article for article in self.articles if article.file == file), None)

    def passage(self, file: str, paragraph: int, start: int | None = None) -> Passage | None:
        """Return the passage of a paragraph (of a long one: the part that holds offset `start`); None where gone."""
        candidates = [p for p in self.passages if p.file == file and p.paragraph == paragraph]
        for candidate in candidates:
            if start is not None and candidate.start <= start < candidate.end:
                return candidate
        return candidates[0] if candidates else None

    def around(self, passage: Passage) -> tuple[Paragraph | None, Paragraph | None]:
        """Return the paragraphs before and after a passage's own (after its signature line), None at the ends."""
        paragraphs = passage.article.paragraphs
        last = passage.signature.number if passage.signature else passage.paragraph
        before = paragraphs[passage.paragraph - 2] if passage.paragraph > 1 else None
        return before, paragraphs[last] if last < len(paragraphs) else None

    def repeated(self, passage: Passage, at: int = 0) -> tuple[Passage, ...]:
        """Return the passages of other paragraphs that say what the sentence at offset `at` of a passage says."""
        clause = self.highlighter.clause_at(passage.row, at)
        return () if clause is None else tuple(self.passages[row] for row in self.same_statements.of(clause))

    def suggest(self, typed: str, limit: int = 25) -> tuple[str, ...]:
        """Return reader questions that fit what is typed so far, best first: what autocomplete offers."""
        return self.suggestions.offer(typed, limit)


def rows_by_paragraph(passages: Sequence[Passage]) -> dict[tuple[str, int], tuple[int, ...]]:
    """Return the rows of each paragraph's passages; a tweet's signature line is its tweet's."""
    rows: dict[tuple[str, int], tuple[int, ...]] = {}
    for passage in passages:
        numbers = [passage.paragraph] + ([passage.signature.number] if passage.signature else [])
        for number in numbers:
            rows[passage.file, number] = (*rows.get((passage.file, number), ()), passage.row)
    return rows


def _share_asked(passages: Sequence[Passage], asked: Mapping[int, Sequence[ReadText]]) -> float:
    """Return the share of the paragraphs, page furniture aside, that have reader questions."""
    telling = {(p.file, p.paragraph): p.row for p in reversed(passages) if p.kind is not PassageKind.FURNITURE}
    return sum(row in asked for row in telling.values()) / max(1, len(telling))


def _similar_questions(
    reader: TextReader, asked: Mapping[int, Sequence[ReadText]], unanswerable: Sequence[str], rows: int
) -> ReaderQuestionModel:
    labelled = [(reading, row) for row, readings in asked.items() for reading in readings]
    labelled.extend((reader.read_question(text), rows) for text in unanswerable)
    return ReaderQuestionModel([reading for reading, _ in labelled], [row for _, row in labelled], rows + 1)


def _speakers_by_row(passages: Sequence[Passage], quotations: Quotations) -> dict[int, frozenset[str]]:
    """Return the names of those whom each passage quotes."""
    by_paragraph: defaultdict[tuple[str, int], set[str]] = defaultdict(set)
    for quotation in quotations.spoken:
        if quotation.person is not None:
            by_paragraph[quotation.article, quotation.paragraph].add(quotation.person.name)
    return {
        passage.row: frozenset(by_paragraph[passage.file, passage.paragraph])
        for passage in passages
        if (passage.file, passage.paragraph) in by_paragraph
    }
