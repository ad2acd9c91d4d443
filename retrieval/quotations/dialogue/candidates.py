"""Who may speak in a turn, and what is observed of each: who spoke before and after, whom the words beside it name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import log1p
from typing import Final

from retrieval.people.people import Person
from retrieval.quotations.dialogue.turns import Cue, NarratedParagraph, Turn
from retrieval.spans import Span

BEFORE: Final = 14
"""So many paragraphs, and turns, before a turn are looked at for who may speak in it."""
AFTER: Final = 2
"""The same for the turns after it."""
_STOPS: Final = ",.;:!?\"'“”‘’—–-"
_BEFORE_ADDRESS: Final = re.compile(r"(?<!\w)(?:(?:[Mm]y )?(?:[Dd]ear|[Dd]earest|[Gg]ood|[Pp]oor)|O|Oh)$")
_POLITE: Final = re.compile(r"[,“\"] ?([Ss]ir|[Mm]a['’]am|[Mm]adam|[Mm]iss)\b[,.;:!?—–\"”-]")
LATELY: Final = 20
"""So many turns before count for how much somebody speaks."""
FEATURES: Final = (
    "spoke just before",
    "spoke before",
    "spoke two turns ago, without a break",
    "spoke two turns ago",
    "speaks next, without a break",
    "speaks next",
    "speaks in two turns, without a break",
    "speaks in two turns",
    "named before the words",
    "named first before the words",
    "alone named before the words",
    "named after the words",
    "alone named beside the words",
    "named in the paragraph before",
    "named last in the paragraph before",
    "named first in the paragraph before",
    "alone named in the paragraph before",
    "spoken to just before",
    "spoken of just before",
    "spoken to as sir or madam just before",
    "speaks to themselves",
    "speaks of themselves",
    "named first after the words",
    "mentioned lately",
    "mentioned last",
    "spoke last of those who fit",
    "share of the turns before",
    "share of the story",
    "fits the pronoun",
    "whom the pronoun means by itself",
    "speaks in the only other voice",
)


@dataclass(slots=True)
class Scene:
    """The paragraphs and turns of an article, and what pronouns its people have."""

    paragraphs: Sequence[NarratedParagraph]
    turns: Sequence[Turn]
    pronouns: Mapping[str, str]
    people: Mapping[str, Person]
    uses: Counter[str] = field(default_factory=Counter)

    def together(self, first: int, second: int) -> bool:
        """Tell whether no paragraph of narration stands between two turns."""
        return self.turns[second].at - self.turns[first].at == second - first

    def candidates(self, number: int, voices: Sequence[str | None]) -> list[str]:
        """Return the names of who may speak in a turn, the latest mentioned first."""
        turn = self.turns[number]
        found: dict[str, None] = {}
        for at in range(turn.at, max(-1, turn.at - BEFORE), -1):
            each = self.paragraphs[at]
            for mention in (*reversed(each.told), *reversed(each.spoken)):
                found.setdefault(mention.person.name)
        earlier = voices[max(0, number - BEFORE + 1) : number]
        for voice in (*reversed(earlier), *voices[number + 1 : number + 1 + AFTER]):
            if voice:
                found.setdefault(voice)
        wanted = turn.pronoun
        return [name for name in found if wanted is None or self.pronouns.get(name, wanted) == wanted]

    def observe(self, number: int, names: Sequence[str], voices: Sequence[str | None]) -> list[list[float]]:
        """Return the features of each candidate, in the order of FEATURES."""
        seen = self._surroundings(number, names, voices)
        return [
            [
                *self._voiced(number, name, voices),
                *seen.named(name),
                *seen.addressed(name, polite=self.pronouns.get(name) == seen.polite),
                *seen.recent(name),
                log1p(self.uses[name]) / 6,
                *self._pronoun(self.turns[number], name),
                float(name in seen.heard and seen.last in seen.heard and len(seen.heard) == 2 and name != seen.last),
            ]
            for name in names
        ]

    def _voiced(self, number: int, name: str, voices: Sequence[str | None]) -> Iterator[float]:
        """Yield for the turns beside this one whether the candidate speaks there: without a break, and with one."""
        for step in (-1, -2, 1, 2):
            other = number + step
            speaks = 0 <= other < len(voices) and voices[other] == name
            joined = speaks and self.together(min(other, number), max(other, number))
            yield float(joined)
            yield float(speaks and not joined)

    def _pronoun(self, turn: Turn, name: str) -> tuple[float, float]:
        fits = turn.pronoun is not None and self.pronouns.get(name) == turn.pronoun
        return float(fits), float(turn.resolved is not None and turn.resolved.name == name)

    def _surroundings(self, number: int, names: Sequence[str], voices: Sequence[str | None]) -> _Surroundings:
        turn = self.turns[number]
        own, above = turn.narrated, self.paragraphs[turn.at - 1] if turn.at else None
        first = own.quotations[0].span.start - own.paragraph.start
        joined = above is not None and number > 0 and self.together(number - 1, number)
        past = [voice for voice in voices[max(0, number - LATELY) : number] if voice]
        last = voices[number - 1] if number else None
        since: dict[str, int] = {}
        for at in range(turn.at, max(-1, turn.at - BEFORE), -1):
            for mention in (*self.paragraphs[at].told, *self.paragraphs[at].spoken):
                since.setdefault(mention.person.name, turn.at - at)
        return _Surroundings(
            before=[mention.person.name for mention in own.told if mention.span.start < first],
            after=[mention.person.name for mention in own.told if mention.span.start >= first],
            above=[mention.person.name for mention in above.told] if above is not None else [],
            called=_addressed(above) if above is not None and joined else frozenset(),
            discussed=_mentioned(above) if above is not None and joined else frozenset(),
            polite=polite_pronoun(above.paragraph.text) if above is not None and joined else None,
            calls=_addressed(own),
            discusses=_mentioned(own),
            last=last,
            since=since,
            latest=next((name for name in names if name in since), None),
            last_other=next((voice for voice in reversed(past) if voice in names and voice != last), None),
            heard=frozenset(past[-6:]),
            past=Counter(past),
        )


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """What stands around a turn: names told before and after its words and in the paragraph above, and so on."""

    before: Sequence[str]
    after: Sequence[str]
    above: Sequence[str]
    called: frozenset[str]
    discussed: frozenset[str]
    polite: str | None
    calls: frozenset[str]
    discusses: frozenset[str]
    last: str | None
    since: Mapping[str, int]
    latest: str | None
    last_other: str | None
    heard: frozenset[str]
    past: Counter[str]

    def named(self, name: str) -> list[float]:
        """Return where the narration beside the words, and above them, names a candidate."""
        before, after, above = self.before, self.after, self.above
        return [
            float(name in before),
            float(bool(before) and before[0] == name),
            float(set(before) == {name}),
            float(name in after),
            float({*before, *after} == {name}),
            float(name in above),
            float(bool(above) and above[-1] == name),
            float(bool(above) and above[0] == name),
            float(set(above) == {name}),
        ]

    def addressed(self, name: str, *, polite: bool) -> list[float]:
        """Return how the words said just before, and those of the turn itself, speak of a candidate."""
        new = name != self.last
        return [
            float(new and name in self.called),
            float(new and name in self.discussed - self.called),
            float(new and self.polite is not None and polite),
            float(name in self.calls),
            float(name in self.discusses - self.calls),
            float(bool(self.after) and self.after[0] == name),
        ]

    def recent(self, name: str) -> list[float]:
        """Return how lately a candidate was mentioned and spoke."""
        return [
            1 / (1 + self.since[name]) if name in self.since else 0.0,
            float(name == self.latest),
            float(name == self.last_other),
            self.past[name] / self.past.total() if self.past else 0.0,
        ]


def _mentioned(each: NarratedParagraph) -> frozenset[str]:
    return frozenset(mention.person.name for mention in each.spoken)


def _addressed(each: NarratedParagraph) -> frozenset[str]:
    return frozenset(mention.person.name for mention in each.spoken if is_address(each.paragraph.text, mention.span))


def is_address(text: str, span: Span) -> bool:
    """Tell whether a name in what is said is whom it is said to: commas, marks or nothing else stand around it."""
    before, after = text[max(0, span.start - 20) : span.start].rstrip(), text[span.end : span.end + 2].lstrip()
    before = _BEFORE_ADDRESS.sub("", before).rstrip()
    return (not before or before[-1] in _STOPS) and (not after or after[0] in _STOPS)


def polite_pronoun(text: str) -> str | None:
    """Return the pronoun of whom a text calls sir or madam; None where it calls nobody so."""
    found = _POLITE.search(text)
    return None if found is None else "he" if found.group(1).casefold() == "sir" else "she"


def scene_of(paragraphs: Sequence[NarratedParagraph], turns: Sequence[Turn]) -> Scene:
    """Return the scene: whom its paragraphs name, how often, and by what pronoun."""
    people: dict[str, Person] = {}
    uses: Counter[str] = Counter()
    for each in paragraphs:
        for mention in (*each.told, *each.spoken):
            people.setdefault(mention.person.name, mention.person)
            uses[mention.person.name] += 1
    pronouns = {name: person.pronoun for name, person in people.items() if person.pronoun is not None}
    return Scene(paragraphs, turns, pronouns, people, uses)


def known_voices(turns: Sequence[Turn]) -> list[str | None]:
    """Return who speaks by name in each turn; "" where it is the narrator, None where it is open."""
    return [
        turn.speaker.name if turn.speaker is not None else "" if turn.cue is Cue.NARRATOR else None for turn in turns
    ]
