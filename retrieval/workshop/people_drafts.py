"""A story -> the people whom people.toml does not tell about yet, as the articles themselves tell of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from retrieval.articles.spoken_lines import spoken_lines
from retrieval.english.gendered_nouns import pronoun_of_noun
from retrieval.english.name_words import (
    EVERYDAY_NAMES,
    NOT_NAMES,
    PERSONAL_TITLES,
    PLACES,
    PRONOUN_TITLES,
    is_first_name,
    pronoun_of_first_name,
)
from retrieval.linting.names import alike
from retrieval.people.name_candidates import is_plain
from retrieval.people.people import Mention, Person, name_key
from retrieval.story import Story
from retrieval.workshop.pronouns_told import PronounVotes

NAMED_IN: Final = 2
"""In so many paragraphs at least somebody is named whom it is worth writing down."""
MOST: Final = 50
"""So many are offered at once, the most often named; a host who wants more asks again."""
_OFTEN: Final = 0.2
"""From this share of how often somebody is named on, a single everyday word is a name of theirs."""
_DESCRIBES: Final = re.compile(r"(?:an?|the|one of|\d+-year-old) (?:[^\W\d_]|\d+-)[\w’'-]*(?: [^!?]*)?")
_LINES: Final = 3
"""Whoever speaks so many lines of a transcript is somebody, whatever they are called."""
_CLEARLY: Final = 0.8
"""From this share of the lines of those of one first name on, it means the one who speaks them."""
_TOGETHER: Final = frozenset({"and", "or", "all", "both", "everyone", "everybody", "with", "others"})


@dataclass(frozen=True, slots=True)
class PersonDraft:
    """A table of people.toml as it may be written, and what of the articles speaks for it.

    `paragraphs`: in how many they are named. `introduced`: the articles' words for them, empty if there are none.
    """

    name: str
    names: tuple[str, ...]
    pronoun: str | None
    paragraphs: int
    introduced: str = ""


@dataclass(frozen=True, slots=True)
class OnePerson:
    """Two names that may be one person's, the fuller first, and why."""

    first: str
    second: str
    why: str


def people_drafts(story: Story) -> tuple[PersonDraft, ...]:
    """Return those whom the articles plainly name and people.toml does not have, the most often named first."""
    named: Counter[str] = Counter()
    votes = PronounVotes()
    for article in story.articles:
        for paragraph in article.paragraphs:
            named.update({mention.person.name for mention in story.people.mentions(paragraph.text)})
            votes.read(paragraph.text, story.people)
    told = votes.told()
    declared = {person.name for person in story.knowledge.people}
    known = {person.name: person for person in story.people.persons}
    found: list[PersonDraft] = []
    speakers = _speakers(story)
    for label, other in speakers.items():
        names = _names(label, known[other]) if other is not None else ()
        pronoun = _pronoun(known[other], told) if other is not None else None
        count = sum(_says(paragraph.text, label) for article in story.articles for paragraph in article.paragraphs)
        if other not in declared:
            found.append(PersonDraft(label, names, pronoun, max(count, named[other or ""])))
    surnames = {label.split()[-1] for label, other in speakers.items() if other is not None}
    taken = {other for other in speakers.values() if other is not None} | declared
    for person in story.people.persons:
        if person.name in taken or named[person.name] < NAMED_IN or not _is_somebody(person, story, told):
            continue
        draft = PersonDraft(
            person.name,
            tuple(name for name in _names(person.name, person) if name not in surnames),
            _pronoun(person, told),
            named[person.name],
            _introduced(person, story),
        )
        found.append(draft)
    found.sort(key=lambda draft: -draft.paragraphs)
    return tuple(found)


def may_be_one(drafts: Sequence[PersonDraft], declared: Sequence[str]) -> Iterator[OnePerson]:
    """Yield the names that may be one person's, of drafts and of those whom people.toml has; it has not both."""
    told = set(declared)
    for first, second, why in alike([*declared, *(draft.name for draft in drafts)]):
        if {first, second} <= told:
            continue
        yield OnePerson(second, first, why) if second in told else OnePerson(first, second, why)


def joined(drafts: Sequence[PersonDraft], pairs: Sequence[OnePerson]) -> tuple[PersonDraft, ...]:
    """Return the drafts where each pair is one person, under the first name; of those who are no draft, nothing."""
    by_name = {draft.name: draft for draft in drafts}
    for pair in pairs:
        one, other = by_name.get(pair.first), by_name.get(pair.second)
        if one is None or other is None:
            continue
        del by_name[pair.second]
        names = tuple(dict.fromkeys((*one.names, other.name, *other.names)))
        by_name[pair.first] = replace(
            one, names=names, pronoun=one.pronoun or other.pronoun, paragraphs=one.paragraphs + other.paragraphs
        )
    return tuple(by_name.values())


def _names(name: str, person: Person) -> tuple[str, ...]:
    """Return the other names that the articles use, each once whatever its capitals, the most used first.

    A single everyday word ("West" for the West Wind) has to be used often, and "Mrs." is no name of a Josiah, nor
    of somebody who may be one.
    """
    own = person.pronoun or pronoun_of_first_name(name.split(maxsplit=1)[0])
    used_often = dict(person.names_used)
    total = sum(used_often.values())
    written = {name_key(name): name}
    for used in dict.fromkeys((*used_often, *person.names)):
        title = PRONOUN_TITLES.get(used.split()[0].rstrip("."))
        if title is not None and title != own:
            continue
        everyday = " " not in used and is_plain(used) and not is_first_name(name.split(maxsplit=1)[0])
        if everyday and used_often.get(used, 0) < _OFTEN * total:
            continue
        written.setdefault(name_key(used), used)
    return tuple(written.values())[1:]


def _pronoun(person: Person, told: Mapping[str, str]) -> str | None:
    """Return the pronoun that the name suggests, or else the articles use; None where the name's words disagree."""
    nouns = {pronoun_of_noun(word.casefold()) for word in person.name.split()} - {None}
    if person.pronoun is not None and nouns and person.pronoun not in nouns:  # "Master Girl"
        return None
    return person.pronoun or told.get(person.name)


def _introduced(person: Person, story: Story) -> str:
    """Return the first words that say who somebody is: "the seventeen-year-old son of …"; empty where none do."""
    own = {name_key(name) for name in person.names}
    for file, span in person.introductions:
        article = story.library.article(file)
        words = "" if article is None else article.text[span.start : span.end]
        others = (mention for mention in story.people.mentions(words) if mention.person.name != person.name)
        if _DESCRIBES.fullmatch(words) and name_key(words) not in own and all(_is_far(mention) for mention in others):
            return words
    return ""


def _is_far(mention: Mention) -> bool:
    """Tell whether words about somebody name another in passing only: "the son of Mr. Thayer", not "the Queen"."""
    return mention.span.start > len("the old ")


def _is_somebody(person: Person, story: Story, told: Mapping[str, str]) -> bool:
    """Tell whether somebody is plainly a person: named like one, or treated like one by the articles.

    What finds people in the text wants to miss nobody, for nobody reads its list; here a host reads every name.
    """
    words = person.name.split()
    bare = [word.rstrip(".") for word in words]
    if any(character.isdigit() for character in person.name) or len(words[-1].rstrip(".")) < 2:
        return False
    if len(words) > 1 and words[-1] in NOT_NAMES | PLACES:
        return False
    if len(words) > 1 and is_plain(words[-1]) and story.people.find(" ".join(words[:-1])) not in (None, person):
        return False  # "Ross Finds", of a heading
    if person.name in told or len(story.ranker.corpus.contents.quoting(person.name)):
        return True
    if len(words) == 1:
        return is_first_name(words[0]) and words[0].casefold() not in EVERYDAY_NAMES and words[0] not in PLACES
    titled = bare[0] in PERSONAL_TITLES
    first = bare[1] if titled else bare[0]
    if is_first_name(first):
        return True
    return (titled or "." in person.name) and not all(map(is_plain, bare[1:] if titled else bare))


def _speakers(story: Story) -> dict[str, str | None]:
    """Return who speaks the lines of transcripts and is known by no such name, each with whom they may be called.

    "Phoebe Buffay" may be the Phoebe of the stage directions, if nobody else speaks whose name begins so. A label
    without a first name ("Big Bully", "Fake Monica") is left alone: as one name it would not be found by its words any
    more, which lost six questions of a series' transcripts.
    """
    labels: Counter[str] = Counter()
    for article in story.articles:
        lines = spoken_lines(article)
        for paragraph in article.paragraphs:
            if (line := lines.get(paragraph.number)) is not None:
                labels[paragraph.text[line.name.start : line.name.end]] += 1
    known = {name_key(name) for person in story.people.persons for name in person.names}
    alone = {person.name: person.name for person in story.people.persons if len(person.name.split()) == 1}
    firsts: Counter[str] = Counter()
    for label, count in labels.items():
        firsts[label.split()[0]] += count
    found: dict[str, str | None] = {}
    for label, count in labels.items():
        words = label.split()
        if count < _LINES or name_key(label) in known or len(words) < 2 or not label[0].isupper():
            continue
        if _TOGETHER & {word.casefold().strip("&,") for word in words} or any(mark in label for mark in "&,/+#"):
            continue
        if any(character.isdigit() for character in label) or not all(word[0].isupper() for word in words):
            continue
        other = alone.get(words[0]) if count > _CLEARLY * firsts[words[0]] else None
        if other is not None or is_first_name(words[0]):
            found[label] = other
    return found


def _says(paragraph: str, label: str) -> bool:
    return paragraph.lstrip().startswith(f"{label}:")
