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
    shown = next((exchange for exchange in chain(previous) if _text(library, exchange)), previous)
    marked = _marked(reader.people, library, shown)
    if AnswerKind.PERSON in wanted_kinds(asked.text):
        people += marked
    for exchange in chain(previous):
        people += reader.read_question(exchange.question).persons
    people += marked
    people += sorted(_named(reader.people, _text(library, shown)), key=_prominence, reverse=True)
    if not people:
        people += sorted(reader.people.persons, key=_prominence, reverse=True)[:_PROMINENT]
    return tuple({person.name: person for person in people}.values())


def with_names(
    reader: TextReader, question: ReadText, previous: Exchange, library: Library, focus: Sequence[Person]
) -> str:
    """Return a question with names for its pronouns, those that were typed before; `focus` are `people_in_focus`."""
    pair = pair_before(reader, library, previous)
    names: dict[str, str] = {}
    for exchange in chain(previous):
        names = names_in(reader.read_question(exchange.question)) | names
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
        pieces += [
            question.text[at : token.start],
            _written(token, after, question.text, _wordings(person, names), reader.people),
        ]
        at = token.end
    text = "".join([*pieces, question.text[at:]])
    match = TWO_PEOPLE.search(text)
    if match is None or named or meant or not pair:
        return text
    return f"{text[: match.start()]}{' and '.join(called(person, names) for person in pair)}{text[match.end() :]}"


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


def marked_words(library: Library, exchange: Exchange) -> str:
    """Return the words that were shown as the answer; nothing where none were, or their passage is gone."""
    text = _text(library, exchange)
    return " … ".join(text[span.start : span.end] for span in exchange.marks)


def names_in(text: ReadText) -> dict[str, str]:
    """Return by which names a text calls people, by their fullest names; descriptions are no names."""
    names: dict[str, str] = {}
    for token in text.tokens:
        typed = text.text[token.start : token.end]
        if token.person is not None and typed.casefold() in map(str.casefold, token.person.names):
            names.setdefault(token.person.name, typed)
    return names


def called(person: Person, names: Mapping[str, str]) -> str:
    """Return the name that was typed for a person, of those in `names`, else the one that the articles use most."""
    if person.name in names:
        return names[person.name]
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
        return None  # named once is enough
    others = {other.person.name for other in named if other.person is not None}
    if pronoun in meant and not subject:
        others.add(meant[pronoun].name)
    fitting = [person for person in focus if person.pronoun in (pronoun, None)]
    left = [person for person in fitting if person.name not in others]
    return next(iter(left or (fitting if subject else [])), None)


def _wordings(person: Person, names: Mapping[str, str]) -> tuple[str, ...]:
    """Return the names of a person, the one to use first."""
    return tuple(dict.fromkeys((called(person, names), *person.names)))


def _written(token: ReadToken, after: ReadToken | None, text: str, names: Sequence[str], people: People) -> str:
    """Return a name in the form of the pronoun it stands for: "her husband" becomes "Kim's husband"."""
    if token.folded in OWNING_PRONOUNS and (token.folded != "her" or _is_noun(after)):
        if after is not None:
            noun = text[after.start : after.end]
            for name in names:  # the one by which the host says who "Kim's husband" is
                found = people.mentions(f"{name}'s {noun}", fold_case=True)
                if found and not found[0].by_name:
                    return f"{name}'s"
        return f"{names[0]}'s"
    return f"{names[0]} is" if token.folded in {"shes", "hes"} else names[0]


def _is_noun(token: ReadToken | None) -> bool:
    return token is not None and ((token.content and token.person is None) or token.folded == "own")


def _marked(people: People, library: Library, exchange: Exchange) -> list[Person]:
    """Return the people whom the words shown as the answer name."""
    return list(_named(people, marked_words(library, exchange)))


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
