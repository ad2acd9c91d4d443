"""What a text says, as its tree has it: who does it, to whom, whether it is denied, how many, before or after what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np

from retrieval.english.negations import DENIED_NOUNS, DENYING, NEGATORS
from retrieval.english.word_sets import word_set
from retrieval.knowledge.vocabulary import Match
from retrieval.marking.syntax.labels import Part, Relation
from retrieval.marking.syntax.tree import Tree
from retrieval.questions.reading import ReadToken

SUBJECT: Final = "subject"
OBJECT: Final = "object"
OWNER: Final = "owner"
COUNT: Final = "count"
DENIED: Final = "denied"
AFFIRMED: Final = "affirmed"
BEFORE: Final = "before"
AFTER: Final = "after"

_OBJECTS: Final = frozenset((Relation.DOBJ, Relation.DATIVE, Relation.NSUBJPASS))
_COMPLEMENTS: Final = frozenset((Relation.ATTR, Relation.ACOMP, Relation.OPRD, Relation.DOBJ))
_TIMES: Final = {"before": BEFORE, "until": BEFORE, "after": AFTER, "since": AFTER}
_HE: Final = word_set("he she him her his hers")
_CLAUSES: Final = frozenset((Relation.CCOMP, Relation.XCOMP, Relation.PCOMP, Relation.ACL, Relation.ADVCL))
_STATES: Final = frozenset((Part.VERB, Part.NOUN, Part.ADJ))


class Fact(NamedTuple):
    """That a word stands to another in some way: "help", SUBJECT, "@Ann". `at` is the position of the second.

    Where nothing else is said of it than that it is denied or happens before something, the second is empty.
    """

    word: str
    relation: str
    other: str
    at: int


Counts = Mapping[tuple[str, str], Mapping[str, int]]
"""How often each fact stands somewhere: by word and relation, the other word with its count."""


def facts(tokens: Sequence[ReadToken], matches: Sequence[Match], tree: Tree) -> list[Fact]:
    """Return what a text says."""
    return list(_Reader(tokens, matches, tree).facts())


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
            if self.parts[at] in _STATES and self.tokens[at].content:
                state = DENIED if self.denied[at] else AFFIRMED
                yield Fact(self.terms[at], state, "", at)
                if self.denied[at] and self.tokens[at].term in DENIED_NOUNS:
                    yield Fact(DENIED_NOUNS[self.tokens[at].term], DENIED, "", at)
            order = _TIMES.get(self.tokens[at].folded)
            if order is not None:
                yield from self._order(at, head, order)

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

    def _of_preposition(self, at: int, preposition: int) -> Iterator[Fact]:
        head = self.heads[preposition]
        if head == preposition:
            return
        if self.tokens[at].folded[:1].isdigit():
            yield from self._fact(head, COUNT, at)
        word = self.tokens[preposition].folded
        if word in _TIMES:
            return
        yield from self._fact(head, word, at)
        if self.tokens[at].content and self.tokens[at].person is None:
            yield Fact(self.terms[at], f"~{word}", "", at)

    def _order(self, at: int, head: int, order: str) -> Iterator[Fact]:
        if self.relations[at] in (Relation.MARK, Relation.ADVMOD) and head != at:
            yield Fact(self.terms[head], order, "", at)
        for child in self.children[at]:
            if self.relations[child] in (Relation.POBJ, Relation.PCOMP):
                yield Fact(self.terms[child], order, "", at)

    def _fact(self, head: int, relation: str, at: int) -> Iterator[Fact]:
        token = self.tokens[head]
        if not token.content or token.person is not None:
            return
        for other in self._same(at):
            yield Fact(self.terms[head], relation, self.terms[other], at)

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
