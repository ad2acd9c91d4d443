"""What a question asks for, as far as the words that answer show it: its kind, its noun, its words by their weight."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Final

import numpy as np

from retrieval.english.answer_kinds import AnswerKind
from retrieval.english.asking_words import AUXILIARIES
from retrieval.english.roles import ROLES
from retrieval.english.stop_words import ARTICLES, PREPOSITIONS
from retrieval.english.terms import stem
from retrieval.english.word_sets import word_set
from retrieval.marking.syntax.labels import Part, Relation
from retrieval.marking.syntax.passage_words import Column
from retrieval.marking.syntax.question_tree import question_tree
from retrieval.marking.syntax.tree import Tree
from retrieval.marking.syntax.word_classes import WordClass, listed_class
from retrieval.questions.reading import ReadText, ReadToken


class AskedFor(Enum):
    """What sort of words answer; the values are the names in `weights.json`."""

    PERSON = "person"
    PLACE = "place"
    DATE = "date"
    DURATION = "duration"
    AMOUNT = "amount"
    """An age, a price, a size, how often."""
    COUNT = "count"
    REASON = "reason"
    SPEECH = "speech"
    MANNER = "manner"
    """How."""
    FEELING = "feeling"
    ACTION = "action"
    """What somebody did, or what happened."""
    NAME = "name"
    """What somebody or something is called."""
    NOUN = "noun"
    """What or which, with a noun: "which colour"."""
    THING = "thing"
    WHETHER = "whether"


class Role(Enum):
    """What the words that are asked for are to their verb; the values are the names in `weights.json`."""

    SUBJECT = "asks_subject"
    """Who did it."""
    OBJECT = "asks_object"
    """What did she do."""
    PREPOSITION = "asks_preposition"
    """What is it made of."""
    ATTRIBUTE = "asks_attribute"
    """What is it."""
    ADVERB = "asks_adverb"
    """When, where, why, how."""
    OTHER = "asks_other"


_OF_RELATION: Final = {
    Relation.NSUBJ: Role.SUBJECT,
    Relation.NSUBJPASS: Role.SUBJECT,
    Relation.DOBJ: Role.OBJECT,
    Relation.POBJ: Role.PREPOSITION,
    Relation.PREP: Role.PREPOSITION,
    Relation.DATIVE: Role.PREPOSITION,
    Relation.AGENT: Role.PREPOSITION,
    Relation.ATTR: Role.ATTRIBUTE,
    Relation.OPRD: Role.ATTRIBUTE,
    Relation.ACOMP: Role.ATTRIBUTE,
    Relation.ADVMOD: Role.ADVERB,
    Relation.NPADVMOD: Role.ADVERB,
    Relation.ADVCL: Role.ADVERB,
}

_OF_KIND: Final = {
    AnswerKind.AGE: AskedFor.AMOUNT,
    AnswerKind.MONEY: AskedFor.AMOUNT,
    AnswerKind.MEASURE: AskedFor.AMOUNT,
    AnswerKind.FREQUENCY: AskedFor.AMOUNT,
    AnswerKind.COUNT: AskedFor.COUNT,
    AnswerKind.DATE: AskedFor.DATE,
    AnswerKind.DURATION: AskedFor.DURATION,
    AnswerKind.PERSON: AskedFor.PERSON,
    AnswerKind.PLACE: AskedFor.PLACE,
    AnswerKind.REASON: AskedFor.REASON,
    AnswerKind.SPEECH: AskedFor.SPEECH,
}
_QUESTION_WORD: Final = re.compile(r"what|whats|which|how|who|whos|whom|whose|when|where|why")
_DOING: Final = word_set("do doing done happen happened happens happening")
_FEELING: Final = word_set("feel feels felt feeling")
_NAMING: Final = word_set("name names kind kinds type types sort sorts term called title word")
"""Nouns that leave it to another to say what is asked for: "what kind of tree"."""
_CALLED: Final = word_set("name names named called call term known nickname title titled")
_OF_NOUN: Final = (
    ("year day date month week century decade era period time season", AnswerKind.DATE),
    (
        """
        city country town village state place location region area county province continent island street building
        school university college hospital prison river ocean sea nation district neighborhood
        """,
        AnswerKind.PLACE,
    ),
    (" ".join((*ROLES, *"person people man woman guy player scholar architect emperor".split())), AnswerKind.PERSON),
    ("number percentage percent proportion amount share", AnswerKind.COUNT),
)
"""What kind of answer a noun asks for."""
_MANY: Final = word_set("many much")


@lru_cache(maxsize=1)
def _kinds_of_nouns() -> list[tuple[frozenset[str], AnswerKind]]:
    """Return the stems of the nouns, which few questions need."""
    return [(frozenset(map(stem, word_set(nouns))), kind) for nouns, kind in _OF_NOUN]


@dataclass(frozen=True, eq=False)
class Asked:
    """A question before the spans that may answer it.

    `words` are its content words, `weights` what each weighs, 1 together. `noun` are the terms of what it asks for
    ("which town"); those of `words` are left in. `preposition` is the one that the answer may stand after ("in which
    year", "whom did she give it to"). `beside` is how near each word stands before the question word, 0 to 1. The
    words that are asked for have a `relation` to their verb, token number `governor`; None where neither is known.
    `pairs` are the numbers of two words of which one depends on the other.
    """

    text: ReadText
    kind: AskedFor
    wanted: frozenset[AnswerKind]
    words: tuple[ReadToken, ...]
    concepts: tuple[tuple[str, ...], ...]
    weights: Column
    noun: frozenset[str]
    preposition: str | None
    beside: Column
    relation: Relation | None
    governor: int | None
    pairs: tuple[tuple[int, int], ...]

    @property
    def role(self) -> Role:
        """What the words that are asked for are to their verb."""
        return Role.OTHER if self.relation is None else _OF_RELATION.get(self.relation, Role.OTHER)

    @classmethod
    def of(cls, text: ReadText, wanted: frozenset[AnswerKind], idf: Callable[[str], float]) -> Asked:
        """Look at a question."""
        kept = {token.term: at for at, token in reversed(list(enumerate(text.tokens))) if token.content}
        places = sorted(kept.values())
        weights = np.array([idf(text.tokens[at].term) for at in places])
        total = weights.sum()
        asks = next((at for at, token in enumerate(text.tokens) if _QUESTION_WORD.fullmatch(token.folded)), None)
        noun = () if asks is None else _noun(text, asks)
        if not wanted and noun:
            wanted = frozenset(kind for nouns, kind in _kinds_of_nouns() if noun[-1] in nouns)
        tree = question_tree(text)
        relation, governor = (None, None) if asks is None or tree is None else _place(tree, asks)
        number = {token.term: at for at, token in enumerate(text.tokens[place] for place in places)}
        return cls(
            text,
            _kind(text, wanted, asks, bool(noun)),
            wanted,
            tuple(text.tokens[at] for at in places),
            tuple(tuple(text.concepts_at(at)) for at in places),
            weights / total if total else weights,
            frozenset(noun),
            _preposition(text, asks),
            np.array([0.0 if asks is None or at > asks else math.exp((at - asks + 1) / 2) for at in places]),
            relation,
            governor,
            () if tree is None else tuple(_pairs(text, tree, number)),
        )


def _kind(text: ReadText, wanted: frozenset[AnswerKind], asks: int | None, noun: bool) -> AskedFor:
    folded = [token.folded for token in text.tokens]
    word = None if asks is None else folded[asks]
    if asks is None and folded and any(each in AUXILIARIES for each in folded[:2]):
        return AskedFor.WHETHER
    if word in ("what", "which") and AnswerKind.DATE not in wanted and not _CALLED.isdisjoint(folded):
        return AskedFor.NAME
    kinds = sorted(wanted, key=lambda kind: kind is AnswerKind.SPEECH)
    if kinds and kinds[0] is not AnswerKind.SPEECH:
        return _OF_KIND[kinds[0]]
    if not _FEELING.isdisjoint(folded):
        return AskedFor.FEELING
    if kinds:
        return AskedFor.SPEECH
    if word == "how":
        return AskedFor.MANNER
    if not _DOING.isdisjoint(folded[-2:]) or (asks is not None and not _DOING.isdisjoint(folded[asks + 1 : asks + 2])):
        return AskedFor.ACTION
    return AskedFor.NOUN if noun else AskedFor.THING


def _place(tree: Tree, asks: int) -> tuple[Relation, int | None]:
    """Return what the words that are asked for are to their verb, and the number of the verb."""
    target = tree.named_by(asks)
    relation = Relation(int(tree.relations[target]))
    preposed = relation in (Relation.POBJ, Relation.PCOMP) and tree.parts[tree.heads[target]] == Part.ADP
    governor = int((tree.governors if preposed else tree.heads)[target])
    return relation, None if governor == target else governor


def _pairs(text: ReadText, tree: Tree, number: Mapping[str, int]) -> Iterator[tuple[int, int]]:
    """Find the content words that depend on one another."""
    for token, governor in zip(text.tokens, tree.governors.tolist(), strict=True):
        own, other = number.get(token.term), number.get(text.tokens[governor].term)
        if own is not None and other is not None and own != other:
            yield own, other


def _noun(text: ReadText, asks: int) -> tuple[str, ...]:
    """Return the terms of the noun after the question word: "how many teams", "what kind of tree"."""
    tokens = text.tokens[asks + 1 :]
    word = text.tokens[asks].folded
    if word not in ("what", "which", "whose", "how"):
        return ()
    if word == "how":
        if not tokens or tokens[0].folded not in _MANY:
            return ()
        tokens = tokens[1:]
    found: list[str] = []
    for token in tokens[:6]:
        if token.folded in _NAMING or token.folded in ARTICLES or token.folded == "of":
            continue
        verb = bool(found) and listed_class(token.folded) in (WordClass.PAST, WordClass.SAYS)
        if not token.content or token.person is not None or verb:
            break
        found.append(token.term)
        if len(found) == 2:
            break
    return tuple(found)


def _preposition(text: ReadText, asks: int | None) -> str | None:
    """Return the preposition before the question word, or the one that ends the question."""
    folded = [token.folded for token in text.tokens]
    if asks is not None and asks and folded[asks - 1] in PREPOSITIONS:
        return folded[asks - 1]
    return folded[-1] if folded and folded[-1] in PREPOSITIONS else None
