"""Which pronoun the articles use of somebody: the first one behind their name, where nobody else can be meant by it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from retrieval.english.gendered_nouns import pronoun_of_noun
from retrieval.people.people import People

PRONOUNS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("he", "him", "his", "himself"), "he"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "she"),
}
_WORD: Final = re.compile(r"[^\W\d_]+")
_REACH: Final = 160
"""Characters behind a name in which its pronoun is looked for."""
_FEWEST: Final = 6
"""So often at least must a pronoun follow a name before it tells anything."""
_CLEARLY: Final = 0.8
"""The least share of one pronoun among those that follow a name."""


class PronounVotes:
    """Counts, paragraph by paragraph, which pronouns follow the names of a story's people."""

    def __init__(self) -> None:
        self._votes: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def read(self, text: str, people: People) -> None:
        """Count those of one paragraph; between a name and its pronoun stands nobody else, named or "the man"."""
        mentions = people.mentions(text)
        for number, mention in enumerate(mentions):
            end = mention.span.end + _REACH
            if number + 1 < len(mentions):
                end = min(end, mentions[number + 1].span.start)
            said = _first_pronoun(text[mention.span.end : end])
            if said is not None:
                self._votes[mention.person.name][said] += 1

    def told(self) -> dict[str, str]:
        """Return the pronouns of those of whom the articles plainly use one, by name."""
        found: dict[str, str] = {}
        for name, votes in self._votes.items():
            pronoun, count = votes.most_common(1)[0]
            if count >= _FEWEST and count >= _CLEARLY * votes.total():
                found[name] = pronoun
        return found


def _first_pronoun(text: str) -> str | None:
    for match in _WORD.finditer(text):
        word = match.group().casefold()
        if word in PRONOUNS:
            return PRONOUNS[word]
        if pronoun_of_noun(word) is not None:  # "Kari asked the woman whether she …"
            return None
    return None


def pronouns_told(texts: Iterable[str], people: People) -> dict[str, str]:
    """Return the pronouns that some paragraphs plainly use of people, by the people's names."""
    votes = PronounVotes()
    for text in texts:
        votes.read(text, people)
    return votes.told()
