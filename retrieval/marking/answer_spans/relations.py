"""What a span is to the kind, the noun and the verb that a question asks for, one function each."""

from __future__ import annotations

import numpy as np

from retrieval.feature import feature
from retrieval.marking.answer_spans.evidence import SpanEvidence
from retrieval.marking.answer_spans.forms import all_capitals, ends_clause, verbs
from retrieval.marking.answer_spans.passage_words import Column, Gap, column
from retrieval.marking.answer_spans.question_words import asked_just_before, near, near_before
from retrieval.marking.answer_spans.word_classes import WordClass


@feature
def wanted_form(seen: SpanEvidence) -> Column:
    """Share of its letters that have the form wanted: a date, an amount, a name."""
    return seen.held_letters[0]


@feature
def has_wanted_form(seen: SpanEvidence) -> Column:
    """Whether anything of it has the form wanted."""
    return column(seen.held_letters[0] > 0)


@feature
def only_wanted_form(seen: SpanEvidence) -> Column:
    """Whether all of it has the form wanted."""
    return column(seen.held_letters[0] > 0.99)


@feature
def cuts_wanted_form(seen: SpanEvidence) -> Column:
    """Whether it cuts what has the form wanted."""
    return column(seen.held_letters[1])


@feature
def beside_wanted_form(seen: SpanEvidence) -> Column:
    """How many letters it has beside what has the form wanted, if it has that (square root, in fours)."""
    beside = (1 - seen.held_letters[0]) * seen.candidates.letters
    return column(np.sqrt(beside) / 4 * (seen.held_letters[0] > 0))


@feature
def new_person(seen: SpanEvidence) -> Column:
    """Whether it names somebody whom the question does not."""
    return np.minimum(1.0, seen.candidates.count(seen.new_persons))


@feature
def only_new_person(seen: SpanEvidence) -> Column:
    """Whether it is the name of somebody whom the question does not name."""
    return column((seen.candidates.count(seen.new_persons) > 0) & (seen.candidates.length == 1))


@feature
def noun_inside(seen: SpanEvidence) -> Column:
    """Whether it has the noun that is asked for: "how many teams"."""
    return np.minimum(1.0, seen.candidates.count(seen.noun))


@feature
def noun_last(seen: SpanEvidence) -> Column:
    """Whether it ends with the noun that is asked for."""
    return seen.noun[seen.last]


@feature
def noun_just_after(seen: SpanEvidence) -> Column:
    """Whether the noun that is asked for stands just after it, or after one more word."""
    padded = np.concatenate([seen.noun, [0.0, 0.0]])
    return column(np.maximum(padded[seen.last + 1], 0.6 * padded[seen.last + 2]))


@feature
def noun_just_before(seen: SpanEvidence) -> Column:
    """Whether the noun that is asked for stands just before it, or before one more word."""
    padded = np.concatenate([[0.0, 0.0], seen.noun])
    return column(np.maximum(padded[seen.first + 1], 0.6 * padded[seen.first]))


@feature
def preposition_asked(seen: SpanEvidence) -> Column:
    """Whether it stands after the preposition that the question asks with: "in which year"."""
    wanted = seen.asked.preposition
    flags = np.array([False, *(token.folded == wanted for token in seen.words.tokens)])
    return column(flags[seen.first])


@feature
def name_beside_noun(seen: SpanEvidence) -> Column:
    """Whether it is a name just after or before the noun that is asked for: "the German architect Gottfried Semper"."""
    return seen.form(all_capitals) * np.maximum(seen.column(noun_just_before), seen.column(noun_just_after))


@feature
def form_near(seen: SpanEvidence) -> Column:
    """How near the question's words stand, where it has the form wanted."""
    return seen.column(near) * seen.column(only_wanted_form)


@feature
def name_near(seen: SpanEvidence) -> Column:
    """How near the question's words stand, where it is a name."""
    return seen.column(near) * seen.form(all_capitals)


@feature
def clause_near(seen: SpanEvidence) -> Column:
    """How near the question's words stand, where it begins or ends with a clause and has a verb."""
    return seen.column(near) * seen.form(ends_clause) * (seen.form(verbs) > 0)


@feature
def apposition(seen: SpanEvidence) -> Column:
    """Whether it stands after a comma that follows a word of the question: "Kim, a mother of three,"."""
    return column(seen.column(asked_just_before) * (seen.words.gaps[seen.first] == Gap.COMMA))


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
    verb = np.append(0.0, seen.strongest * ~seen.words.capitals)
    return column(verb[seen.first] * (seen.words.gaps[seen.first] == Gap.SPACE))


@feature
def subject_of(seen: SpanEvidence) -> Column:
    """Whether the word after, or one further, is the question's and no name."""
    verb = np.concatenate([seen.strongest * ~seen.words.capitals, [0.0, 0.0]])
    spaced = np.append(seen.words.gaps, Gap.STOP)[seen.last + 1] == Gap.SPACE
    return column(np.maximum(verb[seen.last + 1], 0.7 * verb[seen.last + 2]) * spaced)
