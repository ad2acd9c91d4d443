"""Whom "she" means: the last subject that can be a she, not merely the last woman named."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Final

from retrieval.people.people import Mention, Person
from retrieval.spans import Span

_GENDERED: Final = frozenset({"he", "she", "they"})
_FARTHEST: Final = 2500


@dataclass(slots=True)
class MentionHistory:
    """The people of one article in reading order: every mention, and those that were the subject of a sentence.

    Offsets are into the article. The nearest earlier subject whose pronoun fits is taken; without one, the
    nearest earlier mention, if only one person of that pronoun is near.
    """

    mentions: list[Mention] = field(default_factory=list)
    subjects: list[tuple[int, Person]] = field(default_factory=list)

    def note_subject(self, offset: int, person: Person) -> None:
        """Remember that a sentence or a verb of saying at this offset had this subject."""
        self.subjects.append((offset, person))

    def resolve(self, pronoun: str, offset: int, *, other_than: Person | None = None) -> Person | None:
        """Return whom the pronoun at this offset means; None where the text leaves it open."""
        wanted = pronoun.casefold()
        if wanted not in _GENDERED:
            return None
        at = bisect_right(self.subjects, offset, key=lambda subject: subject[0])
        for place, person in reversed(self.subjects[max(0, at - 40) : at]):
            if offset - place > _FARTHEST:
                break
            if person.pronoun == wanted and person is not other_than:
                return person
        return self._only_one_near(wanted, offset, other_than)

    def _only_one_near(self, wanted: str, offset: int, other_than: Person | None) -> Person | None:
        at = bisect_right(self.mentions, offset, key=lambda mention: mention.span.start)
        near: dict[str, Person] = {}
        for mention in reversed(self.mentions[max(0, at - 30) : at]):
            if offset - mention.span.start > _FARTHEST:
                break
            if mention.person.pronoun == wanted and mention.person is not other_than:
                near.setdefault(mention.person.name, mention.person)
        return next(iter(near.values())) if len(near) == 1 else None

    def named_between(self, span: Span, pronoun: str) -> Person | None:
        """Return the last person with this pronoun who is named in a stretch, such as "And for X, she said"."""
        at = bisect_right(self.mentions, span.end, key=lambda mention: mention.span.end)
        for mention in reversed(self.mentions[max(0, at - 30) : at]):
            if mention.span.start < span.start:
                return None
            if mention.person.pronoun == pronoun.casefold():
                return mention.person
        return None
