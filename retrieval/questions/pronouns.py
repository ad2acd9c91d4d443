"""Who "she", "he", "her husband" and "they" are in a follow-up: the names that the exchanges before it give them.

The people of the question before come first, in its order (its subject, then whom it is about), then whoever the
words shown as the answer name where a person was asked for, then those of earlier questions, of the passage shown,
and of the whole story, by how often the articles name them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from retrieval.answer import Exchange
from retrieval.articles.library import Library
from retrieval.english.answer_kinds import AnswerKind, wanted_kinds
from retrieval.english.conversation_words import (
    OWNING_PRONOUNS,
    REFLEXIVE_PRONOUNS,
    SHE_OR_HE,
    SUBJECT_PRONOUNS,
    TWO_PEOPLE,
)
from retrieval.people.people import People, Person
from retrieval.questions.reading import ReadText, ReadToken, TextReader

_PROMINENT = 3
"""So many of the story's people may be meant where nobody was spoken of."""


def chain(previous: Exchange) -> Iterator[Exchange]:
    """Yield the exchanges before, the last one first."""
    exchange: Exchange | None = previous
    while exchange is not None:
        yield exchange
        exchange = exchange.before


def people_in_focus(reader: TextReader, library: Library, previous: Exchange) -> tuple[Person, ...]:
    """Return whom a pronoun may mean, the likeliest first, each once."""
    asked = reader.read_question(previous.question)
    people = list(asked.persons)
    marked = _marked(reader.people, library, previous)
    if AnswerKind.PERSON in wanted_kinds(asked.text):
        people += marked
    for exchange in chain(previous):
        people += reader.read_question(exchange.question).persons
    people += marked
    people += sorted(_named(reader.people, _text(library, previous)), key=_prominence, reverse=True)
    people += sorted(reader.people.persons, key=_prominence, reverse=True)[:_PROMINENT]
    return tuple({person.name: person for person in people}.values())


def with_names(reader: TextReader, question: ReadText, focus: Sequence[Person], pair: Sequence[Person]) -> str:
    """Return a question with names for its pronouns; `pair` are those whom "they" means, none or two."""
    named = [token for token in question.tokens if token.person is not None]
    meant: dict[str, Person] = {}
    pieces: list[str] = []
    at = 0
    for position, token in enumerate(question.tokens):
        pronoun = SHE_OR_HE.get(token.folded)
        if pronoun is None or token.person is not None:
            continue
        after = question.tokens[position + 1] if position + 1 < len(question.tokens) else None
        person = _meant(token, after, focus, named, meant)
        if person is None:
            continue
        meant.setdefault(pronoun, person)
        pieces += [question.text[at : token.start], _written(reader.people, person, token, after, question.text)]
        at = token.end
    text = "".join([*pieces, question.text[at:]])
    match = TWO_PEOPLE.search(text)
    if match is None or named or meant or not pair:
        return text
    return f"{text[: match.start()]}{' and '.join(map(usual_name, pair))}{text[match.end() :]}"


def pair_before(reader: TextReader, library: Library, previous: Exchange) -> tuple[Person, ...]:
    """Return the two people who were spoken of last; none where there were not two."""
    people: dict[str, Person] = {}
    for exchange in chain(previous):
        asked = reader.read_question(exchange.question)
        people.update((person.name, person) for person in asked.persons)
        if AnswerKind.PERSON in wanted_kinds(asked.text):
            people.update((person.name, person) for person in _marked(reader.people, library, exchange))
        if len(people) >= 2:
            return tuple(people.values())[:2]
    return ()


def usual_name(person: Person) -> str:
    """Return the name that the articles use most."""
    return person.names_used[0][0] if person.names_used else person.name


def _meant(
    token: ReadToken,
    after: ReadToken | None,
    focus: Sequence[Person],
    named: Sequence[ReadToken],
    meant: Mapping[str, Person],
) -> Person | None:
    """Return whom a pronoun means; None where it needs no name, or nobody fits."""
    pronoun = SHE_OR_HE[token.folded]
    before = [
        other.person
        for other in named
        if other.person is not None and other.start < token.start and other.person.pronoun in (pronoun, None)
    ]
    subject = token.folded in SUBJECT_PRONOUNS
    if token.folded in REFLEXIVE_PRONOUNS and (before or pronoun in meant):
        return None
    if before and (subject or (after is not None and after.folded == "own")):
        return before[-1]  # "what about Kim, will she stop", "what did Alice say about her own guilt"
    owns = token.folded in OWNING_PRONOUNS and _is_noun(after)
    if pronoun in meant and (subject or owns):
        return meant[pronoun]
    others = {other.person.name for other in named if other.person is not None}
    if pronoun in meant and not subject:
        others.add(meant[pronoun].name)
    fitting = [person for person in focus if person.pronoun in (pronoun, None)]
    left = [person for person in fitting if person.name not in others]
    return next(iter(left or (fitting if subject else [])), None)


def _written(people: People, person: Person, token: ReadToken, after: ReadToken | None, text: str) -> str:
    """Return a name in the form of the pronoun it stands for: "her husband" becomes "Kim's husband"."""
    name = usual_name(person)
    if token.folded in OWNING_PRONOUNS and (token.folded != "her" or _is_noun(after)):
        if after is not None:
            noun = text[after.start : after.end]
            for other in dict.fromkeys((name, *person.names)):  # the name by which the host says who "Kim's husband" is
                found = people.mentions(f"{other}'s {noun}", fold_case=True)
                if found and not found[0].by_name:
                    return f"{other}'s"
        return f"{name}'s"
    return f"{name} is" if token.folded in {"shes", "hes"} else name


def _is_noun(token: ReadToken | None) -> bool:
    return token is not None and ((token.content and token.person is None) or token.folded == "own")


def _marked(people: People, library: Library, exchange: Exchange) -> list[Person]:
    """Return the people whom the words shown as the answer name."""
    text = _text(library, exchange)
    return list(_named(people, " … ".join(text[span.start : span.end] for span in exchange.marks)))


def _text(library: Library, exchange: Exchange) -> str:
    """Return the text of the passage that was shown; nothing where none was, or it is gone."""
    if exchange.file is None or exchange.paragraph is None:
        return ""
    passage = library.passage(exchange.file, exchange.paragraph, exchange.start)
    return "" if passage is None else passage.text


def _named(people: People, text: str) -> Iterable[Person]:
    return {mention.person.name: mention.person for mention in people.mentions(text)}.values()


def _prominence(person: Person) -> int:
    return sum(count for _, count in person.names_used)
