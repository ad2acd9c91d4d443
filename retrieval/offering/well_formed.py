"""Whether a question reads well by itself: a whole English question, of words that everybody knows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from retrieval.english.asking_words import ASKING_WORDS, AUXILIARIES, FIRST_PERSON, SECOND_PERSON, THIRD_PERSON
from retrieval.english.terms import folded_words
from retrieval.english.word_sets import word_set
from retrieval.marking.syntax.labels import Part, Relation
from retrieval.marking.syntax.question_tree import question_tree
from retrieval.marking.syntax.word_classes import WordClass, listed_class
from retrieval.questions.reading import ReadText, TextReader

FEWEST, MOST = 4, 13
"""Words of a question that is offered."""
MOST_CHARACTERS: Final = 75
"""Discord shows 100 of a choice, and a telephone fewer."""
_LEANING: Final = (
    THIRD_PERSON
    | FIRST_PERSON
    | SECOND_PERSON
    | word_set("this that these those there here someone somebody guy dude lady woman man article story thing stuff")
)
"""Words of a question that only makes sense beside another one, or beside the text."""
_SUBJECTS: Final = (Relation.NSUBJ, Relation.NSUBJPASS)
_DO: Final = word_set("do does did")
_HAVE: Final = word_set("have has had")
_SIMPLE_PASTS: Final = word_set(
    """
    ate became began blew broke came chose did drank drew drove fell flew forgot froze gave grew hid knew rang ran rode
    rose sang sank saw shook spoke sprang stole swam swore threw took tore was went were woke wore wrote
    """
)
"""Pasts that are no participles: what stands behind neither "did" nor "has"."""
_AUXILIARY: Final = (Relation.AUX, Relation.AUXPASS)


def reads_alone(text: str, reader: TextReader) -> bool:
    """Whether a question has a good length, leans on nothing, and has neither slips nor chat spelling."""
    words = folded_words(text)
    if not FEWEST <= len(words) <= MOST or len(text) > MOST_CHARACTERS or _LEANING.intersection(words):
        return False
    opens = words[0] in ASKING_WORDS or words[0] in AUXILIARIES or words[1] in ASKING_WORDS
    knows = reader.speller.knows
    return (
        opens
        and list(words) == list(folded_words(reader.normalize(text)))
        and all(knows(word) for word in words if word.isalpha())
    )


def asks_whole(text: ReadText) -> bool:
    """Whether a question is a sentence in the order of a question, with verbs that go together.

    "What Kim did say" and "Why Kim is crying" are in another order. The parser tells where the subject is; of what it
    does not take for one sentence, the first words must.
    """
    tree = question_tree(text)
    if tree is None:
        return False
    folded = [token.folded for token in text.tokens]
    inverted = folded[0] in AUXILIARIES or (folded[0] in ASKING_WORDS and folded[1] in AUXILIARIES)
    at = range(len(folded))
    roots = [word for word in at if tree.heads[word] == word]
    root = roots[0] if len(roots) == 1 and tree.parts[roots[0]] in (Part.VERB, Part.AUX) else None
    subject = next((word for word in at if tree.relations[word] in _SUBJECTS and tree.heads[word] == root), None)
    if root is None or subject is None:
        return inverted and not any(_disagree(folded[:2], word) for word in _SIMPLE_PASTS.intersection(folded))
    before = [word for word in at if tree.relations[word] in _AUXILIARY and tree.heads[word] == root]
    if _disagree([folded[word] for word in before], folded[root]):
        return False
    first, last = (int(ends[subject]) for ends in tree.ends)
    if first <= 1 and any(word in ASKING_WORDS for word in folded[first : last + 1]):
        return True  # who did it
    return any(word < subject for word in before) or (root < subject and folded[root] in AUXILIARIES)


def _disagree(auxiliaries: Sequence[str], verb: str) -> bool:
    """Whether a verb cannot stand behind its auxiliaries: "did wanted", "did have heard", "has gave"."""
    does, has = (not words.isdisjoint(auxiliaries) for words in (_DO, _HAVE))
    is_past = verb in _SIMPLE_PASTS
    return (does and (has or is_past or listed_class(verb) is WordClass.PAST)) or (has and is_past)
