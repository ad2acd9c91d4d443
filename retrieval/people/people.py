"""The people of a story, found in its articles and in the host's people.toml: one person, many names.

Whatever recognises a person asks here: questions, speakers, `/who`. A name belongs to one person at most; a surname
that two share goes to the one it most likely means, or to nobody.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from rapidfuzz import fuzz, process

from retrieval.articles.article import Article, Paragraph
from retrieval.english.name_words import EVERYDAY_NAMES, FUNCTION_WORDS, ORGANISATION_WORDS, is_first_name
from retrieval.english.speech_words import DETERMINERS
from retrieval.knowledge.people_file import DeclaredPerson
from retrieval.people.introductions import PersonInParagraph, introduction_in
from retrieval.people.name_clusters import cluster_names
from retrieval.spans import Span

_TOKEN: Final = re.compile(r"[@#]?\w+")
_GAP: Final = re.compile(r"[ \t\u00a0\-‐‑–]|[.] ?|[’'‘´]")
_TYPO_SCORE: Final = 84.0
"""Least `fuzz.ratio` (0 to 100) of a misspelt name to the name it means. Set by hand, with no record of what on."""
_LONGEST_NAME: Final = 12


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the story. `name` is the fullest name given; `names` holds it first, then every other.

    `described` are phrases that mean this person in this story, from the host's file. `introductions` are
    (article file, span in that article) of the phrases that introduce them, one an article at most. `names_used`
    are the names that the articles use, each with how often, the most used first.
    """

    name: str
    names: tuple[str, ...]
    pronoun: str | None = None
    described: tuple[str, ...] = ()
    introductions: tuple[tuple[str, Span], ...] = ()
    names_used: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a text mentions a person, `text[span.start:span.end]`; `by_name` is False for a description."""

    span: Span
    person: Person
    text: str
    by_name: bool = True


class People:
    """The people of a story, immutable; recognises them in the articles' text and in what someone typed."""

    def __init__(self, persons: Iterable[Person] = ()) -> None:
        self.persons: tuple[Person, ...] = tuple(persons)
        self._index: dict[str, list[tuple[tuple[str, ...], str, Person, bool]]] = {}
        self._exact: dict[str, Person] = {}
        for person in self.persons:
            for by_name, names in ((True, person.names), (False, person.described)):
                for name in names:
                    self._add(name, person, by_name)
        for entries in self._index.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    def __len__(self) -> int:
        return len(self.persons)

    def _add(self, name: str, person: Person, by_name: bool) -> None:
        tokens = tuple(token.casefold() for token in _TOKEN.findall(name))
        if not tokens or len(tokens) > _LONGEST_NAME:
            return
        if _key(name) in self._exact:
            return
        self._exact[_key(name)] = person
        self._index.setdefault(tokens[0], []).append((tokens, name, person, by_name))

    def mentions(self, text: str, *, fold_case: bool = False) -> tuple[Mention, ...]:
        """Return the mentions of people from left to right; of names that overlap, the longest.

        With `fold_case` the text is read as chat, where capitals mean little: "kim k" and "kims" count, "the van"
        does not.
        """
        tokens = list(_TOKEN.finditer(text))
        lowered = [token.group().casefold() for token in tokens]
        found: list[Mention] = []
        position = 0
        while position < len(tokens):
            entry = self._match(text, tokens, lowered, position, fold_case)
            if entry is None:
                position += 1
                continue
            length, person, by_name = entry
            span = Span(tokens[position].start(), tokens[position + length - 1].end())
            found.append(Mention(span, person, text[span.start : span.end], by_name))
            position += length
        return tuple(found)

    def _match(
        self, text: str, tokens: list[re.Match[str]], lowered: list[str], position: int, fold_case: bool
    ) -> tuple[int, Person, bool] | None:
        """Return the longest name that begins at this token, as (tokens, person, by name)."""
        first = lowered[position]
        entries = self._index.get(first, [])
        if fold_case and not entries and first.endswith("s") and len(first) > 3:
            entries = [entry for entry in self._index.get(first[:-1], []) if len(entry[0]) == 1]
        for words, name, person, by_name in entries:
            if not _same_words(words, lowered, position, fold_case):
                continue
            last = position + len(words)
            if any(not _GAP.fullmatch(text, tokens[i].end(), tokens[i + 1].start()) for i in range(position, last - 1)):
                continue
            written = text[tokens[position].start() : tokens[last - 1].end()]
            if by_name and not _case_fits(written, name, fold_case):
                continue
            if len(words) == 1 and by_name and self._means_another(text, tokens, position, person, fold_case):
                continue
            return len(words), person, by_name
        return None

    def _means_another(
        self, text: str, tokens: list[re.Match[str]], position: int, person: Person, fold_case: bool
    ) -> bool:
        """Tell whether the word beside a name makes it something else: "Boris Johnson", "Trump Tower", "the van"."""
        token = tokens[position].group()
        own = {word.casefold() for name in person.names for word in _TOKEN.findall(name)}
        if position and text[tokens[position - 1].end() : tokens[position].start()] == " ":
            before = tokens[position - 1].group()
            if token.islower() and token in EVERYDAY_NAMES and before.casefold() in DETERMINERS:
                return True
            known = before if before[0].isupper() else before.capitalize() if fold_case else ""
            if known and is_first_name(known) and known.casefold() not in own and not is_first_name(token):
                return known.casefold() not in FUNCTION_WORDS
        if position + 1 < len(tokens):
            after = tokens[position + 1].group()
            joined = text[tokens[position].end() : tokens[position + 1].start()] == " "
            if joined and after in ORGANISATION_WORDS and after[0].isupper() and after.casefold() not in own:
                return after not in {"Today", "Day"}
        return False

    def find(self, name: str) -> Person | None:
        """Return whom a typed name means: an exact name, a part of one that only one person has, or a near miss."""
        wanted = _key(name)
        if not wanted:
            return None
        if wanted in self._exact:
            return self._exact[wanted]
        parts = {
            person.name: person
            for person in self.persons
            if any(f" {wanted}" in f" {_key(candidate)}" for candidate in person.names)
        }
        if len(parts) == 1:
            return next(iter(parts.values()))
        if parts or len(wanted) < 3:
            return None
        choices = {key: key for key in self._exact}
        best = process.extract(wanted, choices, scorer=fuzz.ratio, score_cutoff=_TYPO_SCORE, limit=5)
        if not best:
            return None
        persons = {self._exact[key].name for key, score, _ in best if score >= best[0][1] - 4.0}
        return self._exact[best[0][0]] if len(persons) == 1 else None


def find_people(articles: Sequence[Article], declared: Sequence[DeclaredPerson] = ()) -> People:
    """Find the people of a story: first those the host declared, then those found in the text alone."""
    texts = [[paragraph.text for paragraph in article.paragraphs] for article in articles]
    persons = [
        Person(person.name, (person.name, *person.names), person.pronoun, person.described) for person in declared
    ]
    taken = {_key(name) for person in persons for name in (*person.names, *person.described)}
    for cluster in cluster_names(texts):
        names = tuple(name for name in cluster.names if _key(name) not in taken)
        if _key(cluster.names[0]) in taken or not names:
            continue
        persons.append(Person(names[0], names, cluster.pronoun))
        taken.update(_key(name) for name in names)
    return _as_in_articles(People(persons), articles)


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


def _key(name: str) -> str:
    """Return a name as it is compared: lower case, words only."""
    return " ".join(token.lstrip("@#").casefold() for token in _TOKEN.findall(name))


def _same_words(words: tuple[str, ...], lowered: list[str], position: int, fold_case: bool) -> bool:
    last = position + len(words)
    if last > len(lowered) or lowered[position : last - 1] != list(words[:-1]):
        return False
    written = lowered[last - 1]
    return written == words[-1] or (fold_case and len(words[-1]) > 2 and written == words[-1] + "s")


def _case_fits(written: str, name: str, fold_case: bool) -> bool:
    """Tell whether the capitals fit a name: in chat always, except "will" and "may"; in an article as written."""
    if fold_case:
        return written.casefold() not in FUNCTION_WORDS or written[0].isupper()
    if name[0] in "@#" or written.isupper():
        return True
    return written[0].isupper() == name[0].isupper()
