"""Articles are read one by one, and of a changed story only what changed is read again: see `known_readings`.

An article is read in four steps. Its text alone decides which words may be names; with those of its names that are
people's, whom it introduces and who speaks; with the host's vocabulary as well, what is counted of its passages.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby

import numpy as np

from retrieval.articles.article import Article
from retrieval.articles.passages import Passage
from retrieval.kept.arrays import Array, Arrays, Strings, under, within
from retrieval.knowledge.people_file import DeclaredPerson
from retrieval.known_readings import ArticleReadings, Step, hashed
from retrieval.marking.stretches import StretchReader
from retrieval.people.finding import count_names, introduced, people_of, read_uses
from retrieval.people.name_counts import NameCounts
from retrieval.people.people import People
from retrieval.questions.reading import TextReader, count_words
from retrieval.quotations.attribution import read_quotations
from retrieval.quotations.index import QuotationIndex
from retrieval.ranking.counting import PassageCounter


def count_names_and_words(articles: Iterable[Article], known: ArticleReadings) -> tuple[NameCounts, Counter[str]]:
    """Return what may be a name in a story's paragraphs, and how often each folded word stands in them."""
    names, counted = NameCounts(), Counter[str]()
    for article in articles:
        arrays = known.of(Step.WORDS, hashed(article.text), partial(_read_words, article))
        names.add(arrays)
        words = Strings.unpack(within("words", arrays))
        counted.update(dict(zip(words, arrays["word_counts"].tolist(), strict=True)))
    return names, counted


def find_people(
    articles: Iterable[Article], names: NameCounts, declared: Sequence[DeclaredPerson], known: ArticleReadings
) -> People:
    """Find the people of a story; see `retrieval.people.finding`."""
    people = people_of(names, declared)

    def uses() -> Iterator[tuple[str, Arrays]]:
        for article in articles:
            digest = known.named(article, people)
            yield article.file, known.of(Step.USES, digest, partial(read_uses, article, people))

    return introduced(people, uses())


def find_quotations(articles: Iterable[Article], people: People, known: ArticleReadings) -> QuotationIndex:
    """Find the quotations of a story."""

    def read() -> Iterator[tuple[Article, Arrays]]:
        for article in articles:
            # A quotation's name has the file in it.
            digest = hashed(article.file, known.named(article, people))
            yield article, known.of(Step.QUOTATIONS, digest, partial(read_quotations, article, people))

    return QuotationIndex.joined(read(), people)


def read_passages(
    passages: Iterable[Passage], reader: TextReader, known: ArticleReadings
) -> tuple[PassageCounter, StretchReader]:
    """Read a story's passages, in their order; return what was counted in all, and their stretches."""
    counter, stretches = PassageCounter(), StretchReader(reader.people)
    vocabulary = hashed(reader.vocabulary.host.text)
    for _, group in groupby(passages, key=lambda passage: passage.file):
        own = list(group)
        article = own[0].article
        digest = hashed(known.named(article, reader.people), vocabulary)
        reading = known.of(Step.PASSAGES, digest, partial(_read, own, reader))
        counter.add(within("counts", reading))
        stretches.add(within("stretches", reading), article.file, own[0].row)
    return counter, stretches


def _read_words(article: Article) -> dict[str, Array]:
    counted = count_words(paragraph.text for paragraph in article.paragraphs)
    return {
        **count_names(article),
        **under("words", Strings.of(counted).pack()),
        "word_counts": np.array(list(counted.values()), dtype=np.int32),
    }


def _read(passages: Sequence[Passage], reader: TextReader) -> dict[str, Array]:
    counter, stretches = PassageCounter(), StretchReader(reader.people)
    for passage in passages:
        stretches.read(counter.count(passage, reader))
    return under("counts", counter.pack()) | under("stretches", stretches.pack(passages[0].row))
