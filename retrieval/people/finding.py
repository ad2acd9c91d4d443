"""Articles and the host's people.toml -> the people of a story, their names and how they are introduced."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice

import numpy as np

from retrieval.articles.article import Article, Paragraph
from retrieval.kept.arrays import Array, Arrays, Strings, under, within
from retrieval.knowledge.people_file import DeclaredPerson
from retrieval.people.introductions import PersonInParagraph, introduction_in
from retrieval.people.name_clusters import cluster_names
from retrieval.people.name_counts import NameCounts
from retrieval.people.people import Mention, People, Person, name_key
from retrieval.spans import Span


def find_people(articles: Sequence[Article], declared: Sequence[DeclaredPerson] = ()) -> People:
    """Find the people of a story: first those the host declared, then those found in the text alone."""
    counts = NameCounts()
    for each in articles:
        counts.add(count_names(each))
    people = people_of(counts, declared)
    return introduced(people, ((article.file, read_uses(article, people)) for article in articles))


def count_names(article: Article) -> dict[str, Array]:
    """Return the name candidates of an article, to keep."""
    counts = NameCounts()
    for paragraph in article.paragraphs:
        counts.read(paragraph.text)
    return counts.pack()


def people_of(counts: NameCounts, declared: Sequence[DeclaredPerson] = ()) -> People:
    """Return whom the articles name, whose candidates have been counted, and whom the host declared."""
    persons = [
        Person(person.name, (person.name, *person.names), person.pronoun, person.described) for person in declared
    ]
    taken = {name_key(name) for person in persons for name in (*person.names, *person.described)}
    for cluster in cluster_names(counts):
        names = tuple(name for name in cluster.names if name_key(name) not in taken)
        if name_key(cluster.names[0]) in taken or not names:
            continue
        persons.append(Person(names[0], names, cluster.pronoun))
        taken.update(name_key(name) for name in names)
    return People(persons)


def read_uses(article: Article, people: People) -> dict[str, Array]:
    """Return whom an article names, in which words and how often, and what introduces them, to keep.

    Of each person the full name stands in a row with the names that are used.
    """
    mentioning: defaultdict[str, list[PersonInParagraph]] = defaultdict(list)
    used: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for paragraph in article.paragraphs:
        for name, found in _by_person(paragraph, people.mentions(paragraph.text)).items():
            mentioning[name].append(found)
            used[name].update(paragraph.text[span.start : span.end] for span in found.named)
    introductions = [introduction_in(paragraphs) or (-1, -1) for paragraphs in mentioning.values()]
    return {
        **under("texts", Strings.of(text for name in mentioning for text in (name, *used[name])).pack()),
        "lengths": np.array([len(used[name]) for name in mentioning], dtype=np.int32),
        "counts": np.array([count for name in mentioning for count in used[name].values()], dtype=np.int32),
        "introductions": np.array(introductions, dtype=np.int32).reshape(-1),
    }


def introduced(people: People, uses: Iterable[tuple[str, Arrays]]) -> People:
    """Add to each person the names that the articles use, and how each introduces them; `uses` are by file."""
    used: defaultdict[str, Counter[str]] = defaultdict(Counter)
    introductions: defaultdict[str, list[tuple[str, Span]]] = defaultdict(list)
    for file, arrays in uses:
        texts, counts = iter(Strings.unpack(within("texts", arrays))), iter(arrays["counts"].tolist())
        spans = arrays["introductions"].reshape(-1, 2).tolist()
        for length, (start, end) in zip(arrays["lengths"].tolist(), spans, strict=True):
            name = next(texts)
            used[name].update(dict(zip(islice(texts, length), islice(counts, length), strict=True)))
            if start >= 0:
                introductions[name].append((file, Span(start, end)))
    return People(
        replace(
            person,
            introductions=tuple(introductions[person.name]),
            names_used=tuple(used[person.name].most_common()),
        )
        for person in people.persons
    )


def _by_person(paragraph: Paragraph, mentions: Iterable[Mention]) -> dict[str, PersonInParagraph]:
    """Return the mentions of each person; "the 37-year-old" and "mom of three" side by side are one description."""
    found: dict[str, PersonInParagraph] = {}
    for mention in mentions:
        place = found.setdefault(mention.person.name, PersonInParagraph(paragraph, [], []))
        if mention.by_name:
            place.named.append(mention.span)
        elif place.described and paragraph.text[place.described[-1].end : mention.span.start] == " ":
            place.described[-1] = Span(place.described[-1].start, mention.span.end)
        else:
            place.described.append(mention.span)
    return found
