"""What a span is to the kind, the noun and the verb that a question asks for, one function each."""

from __future__ import annotations

import numpy as np

from retrieval.feature import feature
from retrieval.marking.answer_spans.evidence import SpanEvidence, padded
from retrieval.marking.answer_spans.forms import all_capitals
from retrieval.marking.answer_spans.question_words import asked_just_before, near_before
from retrieval.marking.syntax.passage_words import Column, column
from retrieval.marking.syntax.word_classes import WordClass


@feature
def wanted_form(seen: SpanEvidence) -> Column:
    """Share of its letters that have the form wanted: a date, an amount, a name."""
    return seen.held_letters


@feature
def has_wanted_form(seen: SpanEvidence) -> Column:
    """Whether anything of it has the form wanted."""
    return column(seen.held_letters > 0)


@feature
def new_person(seen: SpanEvidence) -> Column:
    """Whether it names somebody whom the question does not."""
    new = seen.new_persons
    return np.minimum(1.0, seen.candidates.count(new)) if new.any() else np.zeros(len(seen.candidates))


@feature
def noun_inside(seen: SpanEvidence) -> Column:
    """Whether it has the noun that is asked for: "how many teams"."""
    noun = seen.noun
    return np.minimum(1.0, seen.candidates.count(noun)) if noun.any() else np.zeros(len(seen.candidates))


@feature
def noun_last(seen: SpanEvidence) -> Column:
    """Whether it ends with the noun that is asked for."""
    return seen.noun


@feature
def noun_just_after(seen: SpanEvidence) -> Column:
    """Whether the noun that is asked for stands just after it, or after one more word."""
    nouns = padded(seen.noun, 0, 2)
    return np.maximum(nouns[1:-1], 0.6 * nouns[2:])


@feature
def noun_just_before(seen: SpanEvidence) -> Column:
    """Whether the noun that is asked for stands just before it, or before one more word."""
    nouns = padded(seen.noun, 2, 0)
    return np.maximum(nouns[1:-1], 0.6 * nouns[:-2])


@feature
def preposition_asked(seen: SpanEvidence) -> Column:
    """Whether it stands after the preposition that the question asks with: "in which year"."""
    wanted = seen.asked.preposition
    if wanted is None:
        return np.zeros(len(seen.words))
    return column([False, *(token.folded == wanted for token in seen.words.tokens[:-1])])


@feature
def name_beside_noun(seen: SpanEvidence) -> Column:
    """Whether it is a name just after or before the noun that is asked for: "the German architect Gottfried Semper"."""
    beside = np.maximum(seen.column(noun_just_before)[seen.first], seen.column(noun_just_after)[seen.last])
    return seen.form(all_capitals) * beside


@feature
def apposition(seen: SpanEvidence) -> Column:
    """Whether it stands after a comma that follows a word of the question: "Kim, a mother of three,"."""
    return seen.column(asked_just_before) * seen.spans.after_comma


@feature
def copula(seen: SpanEvidence) -> Column:
    """How near the question's words stand before it, where it stands after "is" or "was"."""
    return column(seen.column(near_before) * (seen.spans.class_before == WordClass.BE))


@feature
def agent(seen: SpanEvidence) -> Column:
    """How near the question's words stand before it, where it stands after "by"."""
    return column(seen.column(near_before) * (seen.spans.class_before == WordClass.BY))


@feature
def object_of(seen: SpanEvidence) -> Column:
    """Whether the word before is the question's and no name."""
    verbs = padded(seen.strongest * seen.spans.no_names, 1, 0)
    return verbs[:-1] * seen.spans.after_space[:-1]


@feature
def subject_of(seen: SpanEvidence) -> Column:
    """Whether the word after, or one further, is the question's and no name."""
    verbs = padded(seen.strongest * seen.spans.no_names, 0, 2)
    return np.maximum(verbs[1:-1], 0.7 * verbs[2:]) * seen.spans.after_space[1:]


@feature
def governed(seen: SpanEvidence) -> Column:
    """Whether it depends on the verb that what is asked for depends on."""
    return seen.governed


@feature
def relation_asked(seen: SpanEvidence) -> Column:
    """Whether it is to its own verb what is asked for is to its."""
    return column(seen.tree.relations == (-1 if seen.asked.relation is None else seen.asked.relation))


@feature
def governed_alike(seen: SpanEvidence) -> Column:
    """Whether it is to the question's verb what is asked for."""
    return seen.governed * seen.column(relation_asked)


@feature
def governed_subject(seen: SpanEvidence) -> Column:
    """Whether it is the subject of the question's verb."""
    return seen.governed * seen.spans.subjects


@feature
def governed_object(seen: SpanEvidence) -> Column:
    """Whether it is the object of the question's verb."""
    return seen.governed * seen.spans.objects


@feature
def near_in_tree(seen: SpanEvidence) -> Column:
    """How near the question's words stand in the tree of the sentence."""
    return column(seen.tree.nearness @ (seen.asked.weights @ seen.matches))


@feature
def verb_near_in_tree(seen: SpanEvidence) -> Column:
    """How near the question's verb stands in the tree, the word itself aside."""
    verbs = np.flatnonzero(seen.governor)
    near = seen.tree.nearness[:, verbs] * seen.governor[verbs]
    near[verbs, np.arange(len(verbs))] = 0.0
    return column(near.max(axis=1, initial=0.0))


@feature
def verb_after(seen: SpanEvidence) -> Column:
    """How near the question's verb stands after it."""
    return seen.verb_sides[1]


@feature
def verb_before(seen: SpanEvidence) -> Column:
    """How near the question's verb stands before it."""
    return seen.verb_sides[0]
