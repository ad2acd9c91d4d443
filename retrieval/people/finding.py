"""Articles and the host's people.toml -> the people of a story, their names and how they are introduced."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from retrieval.articles.article import Article, Paragraph
from retrieval.knowledge.people_file import DeclaredPerson
from retrieval.people.introductions import PersonInParagraph, introduction_in
from retrieval.people.name_clusters import cluster_names
from retrieval.people.people import Mention, People, Person, name_key
from retrieval.spans import Span


def find_people(articles: Sequence[Article], declared: Sequence[DeclaredPerson] = ()) -> People:
    """Find the people of a story: first those the host declared, then those found in the text alone."""
    persons = [
        Person(person.name, (person.name, *person.names), person.pronoun, person.described) for person in declared
    ]
    taken = {name_key(name) for person in persons for name in (*person.names, *person.described)}
    for cluster in cluster_names(_Texts(articles)):
        names = tuple(name for name in cluster.names if name_key(name) not in taken)
        if name_key(cluster.names[0]) in taken or not names:
            continue
        persons.append(Person(names[0], names, cluster.pronoun))
        taken.update(name_key(name) for name in names)
    return _as_in_articles(People(persons), articles)


@dataclass(frozen=True)
class _Texts:
    """The texts of the paragraphs of each article: made when they are looked at, since all at once are many."""

    articles: Sequence[Article]

    def __iter__(self) -> Iterator[list[str]]:
        return ([paragraph.text for paragraph in article.paragraphs] for article in self.articles)


def _as_in_articles(people: People, articles: Sequence[Article]) -> People:
    """Add to each person the names that the articles use, and how each article introduces them."""
    used: defaultdict[str, Counter[str]] = defaultdict(Counter)
    introductions: defaultdict[str, list[tuple[str, Span]]] = defaultdict(list)
    for article in articles:
        mentioning: defaultdict[str, list[PersonInParagraph]] = defaultdict(list)
        for paragraph in article.paragraphs:
            for name, found in _by_person(paragraph, people.mentions(paragraph.text)).items():
                mentioning[name].append(found)
                used[name].update(paragraph.text[span.start : span.end] for span in found.named)
        for name, paragraphs in mentioning.items():
            if (span := introduction_in(paragraphs)) is not None:
                introductions[name].append((article.file, span))
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
