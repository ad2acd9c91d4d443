"""What a question takes for granted: its words and whether they are denied, its numbers, names and speakers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.english.name_words import EVERYDAY_NAMES, PERSONAL_TITLES, is_first_name
from retrieval.english.negations import NEGATORS
from retrieval.english.stop_words import PRONOUNS, QUESTION_WORDS
from retrieval.english.terms import stem
from retrieval.english.word_sets import word_set
from retrieval.lazy import lazy
from retrieval.questions.reading import ReadText, ReadToken

CLOSELY, WIDELY = 3, 7
"""A word is denied by a negator at most so many words before it: surely, and perhaps."""
PREDICATE = 2
"""How many content words after the subject are taken for what it does."""
_YES_NO = re.compile(
    r"^\W*(?:(?:so|and|but|wait|ok|okay|omg|hey|then|or) )*"
    r"(?:did|does|do|was|were|is|are|has|had|have|can|could|would|will|should|isnt|arent|didnt|doesnt|dont|wasnt|werent"
    r"|hasnt|havent|hadnt|no way|i doubt|i (?:dont|don['’]t|do not) (?:believe|think))\b",
    re.I,
)
_ADDED = re.compile(r",(?=\s*\S+\W*\Z)")
"""The comma before a last word: ", Ann?"."""
_ASKED_FOR = word_set("how what which whose")
_MEASURES = word_set("many much long often old far soon big tall")
_UNITS = frozenset(map(stem, "second minute hour day week month year decade century".split()))
_ONE = word_set("a an one whole single entire full 1")
_THE = word_set("the these those both them")
_SAY = frozenset(map(stem, "say said tell told claim explain admit reveal recall note add describe ask".split()))
_TITLES = frozenset(map(str.lower, PERSONAL_TITLES))
_EVERYDAY = frozenset(name.capitalize() for name in EVERYDAY_NAMES)


@dataclass(frozen=True)
class Claims:
    """The pieces of a question that can be checked, as positions among its tokens."""

    text: ReadText

    @property
    def tokens(self) -> Sequence[ReadToken]:
        """The words of the question."""
        return self.text.tokens

    @lazy
    def taken_for_granted(self) -> bool:
        """Whether the question supposes what it says: "why did she refuse" does, "did she refuse" does not."""
        return supposes(self.text.text)

    @lazy
    def content(self) -> list[int]:
        """The words that are checked; what is asked for itself is none ("which day", "how many years")."""
        tokens = self.tokens
        return [
            at
            for at, token in enumerate(tokens)
            if token.content and token.person is None and not self._asked_for(at) and not self._addressed(at)
            if token.term not in _UNITS or self._counted(at)
        ]

    def _addressed(self, at: int) -> bool:
        """Whether a word is whom the question is put to: "bro who cried"."""
        return at == 0 and len(self.tokens) > 1 and self.tokens[1].folded in QUESTION_WORDS

    def _asked_for(self, at: int) -> bool:
        if self.asks_for(at) and self.tokens[at].term in _UNITS:
            return True
        before = [token.folded for token in self.tokens[max(0, at - 2) : at]]
        return len(before) > 1 and before[0] == "how" and before[1] in _MEASURES

    def asks_for(self, at: int) -> bool:
        """Whether a word names what is asked for: "which hotel", "what day"."""
        return at > 0 and self.tokens[at - 1].folded in _ASKED_FOR

    def _counted(self, at: int) -> bool:
        before = self.tokens[max(0, at - 2) : at]
        return any(token.folded in _ONE or token.folded[:1].isdigit() for token in before)

    @lazy
    def denied(self) -> frozenset[int]:
        """The content words that the question denies."""
        return denied(self.tokens)

    @lazy
    def numbers(self) -> list[tuple[int, str | None]]:
        """The numbers above 1, each with the stem of what it counts, None where nothing follows.

        A digit that stands for a word ("2 feed") is none.
        """
        tokens, text = self.tokens, self.text.text
        found: list[tuple[int, str | None]] = []
        for at, token in enumerate(tokens):
            if not token.folded.replace(".", "").isdigit() or token.folded in {"0", "1"}:
                continue
            counted = next((later for later in tokens[at + 1 : at + 3] if later.content and not later.person), None)
            typed = text[token.start : token.end]
            if typed in {"2", "4"} and (counted is None or not counted.folded.endswith("s")):
                continue
            if token.folded == "2" and at and tokens[at - 1].folded in _THE:
                continue  # "the two of them"
            if counted is not None and counted.term == "decad":
                continue  # told in years
            found.append((at, None if counted is None else counted.term))
        return found

    @lazy
    def names(self) -> list[int]:
        """The words that look like names and are nobody of the story; "Ann or Sue" and ", Ann?" suppose nothing."""
        tokens, text = self.tokens, self.text.text
        capitals = sum(text[token.start].isupper() for token in tokens)
        means_something = 2 * capitals <= len(tokens)
        added = max((match.end() for match in _ADDED.finditer(text)), default=len(text))
        found: list[int] = []
        for at in self.content:
            token = tokens[at]
            if token.folded in _TITLES:
                continue
            capital = means_something and at > 0 and text[token.start].isupper()
            if not (_is_first_name(token.folded) or (capital and text[token.start + 1 : token.end].islower())):
                continue
            proposed = any(beside.folded == "or" for beside in tokens[max(0, at - 1) : at + 2])
            if not proposed and token.start < added:
                found.append(at)
        return found

    @lazy
    def speaker(self) -> str | None:
        """The name of the person who is taken to have said something; None where nobody is."""
        tokens = self.tokens
        for at, token in enumerate(tokens[:-1]):
            if token.person is not None and any(later.term in _SAY for later in tokens[at + 1 : at + 3]):
                return token.person.name
        return None

    @lazy
    def predicate(self) -> list[int]:
        """The first content words after the subject: what it does."""
        subject = next(
            (at for at, token in enumerate(self.tokens) if token.person or (at and token.folded in PRONOUNS)), -1
        )
        return [at for at in self.content if at > subject][:PREDICATE]


def supposes(question: str) -> bool:
    """Whether a question supposes what it says, and does not ask whether it is so."""
    return _YES_NO.match(question) is None


def denied(tokens: Sequence[ReadToken], reach: int = CLOSELY) -> frozenset[int]:
    """Return the positions of content words with a negator at most `reach` words before them."""
    found: set[int] = set()
    last = -reach - 1
    for at, token in enumerate(tokens):
        if token.folded in NEGATORS and not (at and tokens[at - 1].folded == "and"):  # "to New York and not Halifax"
            last = at
        elif token.content and at - last <= reach:
            found.add(at)
    return frozenset(found)


def _is_first_name(folded: str) -> bool:
    name = folded.capitalize()
    return is_first_name(name) and name not in _EVERYDAY
