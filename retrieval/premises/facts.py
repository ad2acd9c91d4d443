"""What a text says, as its tree has it: who does it, to whom, whether it is denied, how many."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np

from retrieval.english.negations import DENIED_NOUNS, DENYING, NEGATORS
from retrieval.english.opposites import opposites
from retrieval.english.speech_words import speech_stems
from retrieval.english.verb_kinds import HOLDING, LIGHT, RECIPROCAL, WORDS
from retrieval.english.word_sets import word_set
from retrieval.knowledge.vocabulary import Match
from retrieval.marking.syntax.labels import Part, Relation
from retrieval.marking.syntax.tree import Tree
from retrieval.questions.reading import ReadToken

SUBJECT: Final = "subject"
OBJECT: Final = "object"
OWNER: Final = "owner"
PARTY: Final = "party"
"""One of two who do something with each other."""
SPEAKER: Final = "speaker"
"""That somebody says something, whatever the verb: the first word is empty."""
COUNT: Final = "count"
DENIED: Final = "denied"
AFFIRMED: Final = "affirmed"

_OBJECTS: Final = frozenset((Relation.DOBJ, Relation.DATIVE, Relation.NSUBJPASS))
_COMPLEMENTS: Final = frozenset((Relation.ATTR, Relation.ACOMP, Relation.OPRD, Relation.DOBJ))
_OTHER_STATE: Final = {AFFIRMED: DENIED, DENIED: AFFIRMED}
_HE: Final = word_set("he she him her his hers")
_CLAUSES: Final = frozenset((Relation.CCOMP, Relation.XCOMP, Relation.PCOMP, Relation.ACL, Relation.ADVCL))
_BENEATH: Final = frozenset((Relation.ADVCL, Relation.RELCL, Relation.ACL))
_DEEPEST: Final = 10
_STATES: Final = frozenset((Part.VERB, Part.NOUN, Part.ADJ))


class Fact(NamedTuple):
    """That a word stands to another in some way: "help", SUBJECT, "@Ann".

    `at` is the position of the second, `head` of the first, and `named` whether it is a name, and no "she".
    `beneath`: it stands in a clause that depends on another ("since she knew"), or after "the".
    Where nothing else is said of it than that it is denied, the second is empty.
    """

    word: str
    relation: str
    other: str
    at: int
    head: int = 0
    named: bool = False
    beneath: bool = False


Counts = Mapping[tuple[str, str], Mapping[str, int]]
"""How often each fact stands somewhere: by word and relation, the other word with its count."""

Told = Mapping[tuple[str, str], Mapping[str, int]]
"""What a text says: by word and relation the other words, each with its place there."""


def facts(tokens: Sequence[ReadToken], matches: Sequence[Match], tree: Tree) -> list[Fact]:
    """Return what a text says."""
    return list(_Reader(tokens, matches, tree).facts())


def told(found: Sequence[Fact]) -> Told:
    """Return facts by word and relation."""
    by_slot: dict[tuple[str, str], dict[str, int]] = {}
    for fact in found:
        by_slot.setdefault((fact.word, fact.relation), {}).setdefault(fact.other, fact.at)
    return by_slot


class _Reader:
    def __init__(self, tokens: Sequence[ReadToken], matches: Sequence[Match], tree: Tree) -> None:
        self.tokens = tokens
        self.heads: list[int] = tree.heads.tolist()
        self.relations: list[int] = tree.relations.tolist()
        self.parts: list[int] = tree.parts.tolist()
        self.sentences: list[int] = tree.sentences.tolist()
        self.terms = [token.term for token in tokens]
        for match in reversed(matches):
            for at in range(match.first, min(match.last, len(tokens))):
                if tokens[at].person is None and tokens[at].content:
                    self.terms[at] = match.concepts[0]
        self.children: list[list[int]] = [[] for _ in tokens]
        for at, head in enumerate(self.heads):
            if head != at:
                self.children[head].append(at)
        self.persons = [at for at, token in enumerate(tokens) if token.person is not None]
        denials = np.array([token.folded in NEGATORS for token in tokens], dtype=np.bool_)
        implied = [at for at, token in enumerate(tokens) if token.term in DENYING]
        if denials.any() or implied:
            denied = tree.denied_by(denials)[1] >= 0
            for at in implied:
                for child in self.children[at]:
                    if self.relations[child] in _CLAUSES:
                        denied[child] = not denied[child]
                    elif self.relations[child] == Relation.PREP and tokens[child].folded == "of":
                        denied[self.children[child]] = True
            for at in np.flatnonzero(denied).tolist():
                if self.relations[at] == Relation.CCOMP and tokens[self.heads[at]].term in HOLDING:
                    denied[self.heads[at]] = True
            self.denied: list[bool] = denied.tolist()
        else:
            self.denied = [False] * len(tokens)

    def facts(self) -> Iterator[Fact]:
        for at, relation in enumerate(self.relations):
            head = self.heads[at]
            if relation in (Relation.NSUBJ, Relation.AGENT) or relation in _OBJECTS:
                yield from self._of_verb(at, head, relation)
            elif relation == Relation.POBJ and self.relations[head] != Relation.AGENT:
                yield from self._of_preposition(at, head)
            elif relation == Relation.POSS and head != at:
                yield from self._fact(head, OWNER, at)
            elif relation == Relation.NUMMOD and head != at:
                yield from self._fact(head, COUNT, at)
            if self.parts[at] in _STATES and self.tokens[at].content and self.tokens[at].term not in LIGHT:
                state = DENIED if self.denied[at] else AFFIRMED
                beneath = self._beneath(at)
                yield Fact(self.tokens[at].term, state, "", at, at, beneath=beneath)
                if self.terms[at] != self.tokens[at].term:
                    turned = _OTHER_STATE[state] if _prefixed(self.tokens[at].term) else state
                    yield Fact(self.terms[at], turned, "", at, at, beneath=beneath)
                if self.denied[at]:
                    for word in DENIED_NOUNS.get(self.tokens[at].term, ()):
                        yield Fact(word, DENIED, "", at)

    def _beneath(self, at: int) -> bool:
        if self.parts[at] == Part.NOUN and any(self.tokens[child].folded == "the" for child in self.children[at]):
            return True
        for _ in range(_DEEPEST):
            if self.relations[at] in _BENEATH:
                return True
            if self.heads[at] == at:
                break
            at = self.heads[at]
        return False

    def _of_verb(self, at: int, verb: int, relation: int) -> Iterator[Fact]:
        if relation == Relation.AGENT:
            for child in self.children[at]:
                if self.relations[child] == Relation.POBJ:
                    yield from self._fact(verb, SUBJECT, child)
            return
        role = OBJECT if relation in _OBJECTS else SUBJECT
        verbs = [verb]
        for each in verbs:  # what is joined to it or hangs from it without a subject of its own has the same
            if len(verbs) > 6:
                break
            verbs += [
                child
                for child in self.children[each]
                if role == SUBJECT
                and self.relations[child] in (Relation.CONJ, Relation.XCOMP, Relation.ADVCL)
                and not any(
                    self.relations[other] in (Relation.NSUBJ, Relation.NSUBJPASS) for other in self.children[child]
                )
            ]
        for each in verbs:
            yield from self._fact(each, role, at)
            if role == SUBJECT:
                for child in self.children[each]:
                    if self.relations[child] in _COMPLEMENTS and self.tokens[child].person is None:
                        yield from self._fact(child, SUBJECT, at)
                    elif self.relations[child] == Relation.PREP and not self.tokens[each].content:
                        for place in self.children[child]:  # "she was in prison"
                            yield from self._fact(place, SUBJECT, at)

    def _of_preposition(self, at: int, preposition: int) -> Iterator[Fact]:
        head = self.heads[preposition]
        if head == preposition:
            return
        if self.tokens[at].folded[:1].isdigit():
            yield from self._fact(head, COUNT, at)
        word = self.tokens[preposition].folded
        yield from self._fact(head, word, at)

    def _fact(self, head: int, relation: str, at: int) -> Iterator[Fact]:
        token = self.tokens[head]
        if token.person is not None:
            return
        speaks = (relation == SUBJECT and token.term in speech_stems()) or (relation == OWNER and token.term in WORDS)
        if not (token.content or speaks):
            return
        for other in self._same(at):
            person = self.tokens[other].person is not None
            if person and token.term in RECIPROCAL:
                relation = PARTY
            named = (person or self.parts[other] == Part.PROPN) and self.tokens[at].folded not in _HE
            if person and speaks:
                yield Fact("", SPEAKER, self.terms[other], at, head, named)
            else:
                yield Fact(self.terms[head], relation, self.terms[other], at, head, named)

    def _same(self, at: int) -> list[int]:
        """Return whom or what a word stands for, and what is joined to it: "Ann and Bo", "she", "who"."""
        token = self.tokens[at]
        if token.folded in ("who", "that", "which") and token.person is None:
            verb = self.heads[at]
            return [self.heads[verb]] if self.relations[verb] == Relation.RELCL else []
        if token.folded in _HE and token.person is None:
            found = self._meant(at)
            return [] if found is None else [found]
        if not token.content and not token.folded[:1].isdigit():
            return []
        joined = [child for child in self.children[at] if self.relations[child] == Relation.CONJ]
        return [at, *joined]

    def _meant(self, at: int) -> int | None:
        """Return the person that "he" or "she" stands for: the last subject before, else the last named."""
        beside = {child for child in self.children[self.heads[at]] if self.relations[at] != Relation.POSS}
        before = [
            person
            for person in self.persons
            if person < at and person not in beside and self.sentences[at] - self.sentences[person] <= 1
        ]
        subjects = [each for each in before if self.relations[each] in (Relation.NSUBJ, Relation.NSUBJPASS)]
        return max(subjects, default=max(before, default=None))


@lru_cache(maxsize=2_000)
def _prefixed(term: str) -> bool:
    """Return whether a word is another one that is denied: "disagree", which the vocabulary joins with "agree"."""
    return any(term.endswith(other) for other in opposites().get(term, ()))
