"""Everything that `verbatim suggest` has to offer, one by one, and the changes that write what was accepted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from retrieval.knowledge.people_file import PEOPLE_FILE
from retrieval.knowledge.vocabulary import VOCABULARY_FILE
from retrieval.story import Story
from retrieval.workshop.change import Change
from retrieval.workshop.people_drafts import MOST, OnePerson, PersonDraft, joined, may_be_one, people_drafts
from retrieval.workshop.people_writer import adding_people, evidence
from retrieval.workshop.turned_down import kept_key, turned_down
from retrieval.workshop.vocabulary_drafts import GroupDraft, vocabulary_drafts
from retrieval.workshop.vocabulary_writer import adding_groups

Draft = PersonDraft | OnePerson | GroupDraft


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One thing that may be written: into which file, what it is in a line, why, and what it is remembered under.

    `doubtful`: only a person who knows the story can say, so that it is never accepted unseen.
    """

    file: str
    text: str
    reason: str
    key: str
    what: Draft

    @property
    def doubtful(self) -> bool:
        """Whether the articles do not tell."""
        return isinstance(self.what, OnePerson)


def suggestions(story: Story, folder: Path, questions: Sequence[str] = ()) -> tuple[Suggestion, ...]:
    """Return what may be written for a story, without what was turned down: doubtful things first, as they decide more.

    Raises WorkshopError where what was turned down cannot be read.
    """
    refused = turned_down(folder)
    drafts = [draft for draft in people_drafts(story) if _key(draft) not in refused][:MOST]
    pairs = may_be_one(drafts, [person.name for person in story.knowledge.people])
    found: tuple[Draft, ...] = (*pairs, *drafts, *vocabulary_drafts(story, questions))
    return tuple(_suggestion(each) for each in found if _key(each) not in refused)


def changes(
    story: Story, folder: Path, accepted: Sequence[Suggestion], *, unchanged: bool = False
) -> tuple[Change, ...]:
    """Plan the changes that write what was accepted; of files that stay as they are only if `unchanged`.

    Raises WorkshopError where a file cannot be read or changed.
    """
    what = [each.what for each in accepted]
    drafts = [each for each in what if isinstance(each, PersonDraft)]
    groups = [each for each in what if isinstance(each, GroupDraft)]
    pairs = [each for each in what if isinstance(each, OnePerson)]
    declared = {person.name for person in story.knowledge.people}
    if pairs:  # whoever is one of two is written, whether they were accepted by themselves or not
        paired = {name for pair in pairs for name in (pair.first, pair.second)}
        there = {draft.name for draft in drafts}
        drafts += [each for each in people_drafts(story) if each.name in paired - there]
    more: defaultdict[str, list[str]] = defaultdict(list)
    by_name = {draft.name: draft for draft in drafts}
    for pair in pairs:
        if pair.first in declared:
            other = by_name.pop(pair.second, None)
            more[pair.first] += [pair.second, *(other.names if other else ())]
    found: list[Change] = []
    if by_name or more:
        found.append(adding_people(folder, joined(tuple(by_name.values()), pairs), more))
    if groups:
        found.append(adding_groups(folder, groups))
    return tuple(change for change in found if unchanged or change.changes)


def _key(what: Draft) -> str:
    if isinstance(what, PersonDraft):
        return kept_key(f"{PEOPLE_FILE}: {what.name}")
    if isinstance(what, OnePerson):
        return kept_key(f"{PEOPLE_FILE}: {what.second} is {what.first}")
    return kept_key(f"{VOCABULARY_FILE}: {what.line}")


def _suggestion(what: Draft) -> Suggestion:
    key = _key(what)
    if isinstance(what, PersonDraft):
        also = f", also {', '.join(what.names)}" if what.names else ""
        pronoun = f" ({what.pronoun})" if what.pronoun else ""
        return Suggestion(PEOPLE_FILE, f"{what.name}{pronoun}{also}", evidence(what), key, what)
    if isinstance(what, OnePerson):
        why = f"{what.why[0].upper()}{what.why[1:]}."
        return Suggestion(PEOPLE_FILE, f"Are {what.first} and {what.second} one person", why, key, what)
    return Suggestion(VOCABULARY_FILE, what.line, what.reason, key, what)
