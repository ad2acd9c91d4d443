"""What a span is made of, and how it is cut, one function each."""

from __future__ import annotations

import numpy as np

from retrieval.english.answer_kinds import AnswerKind
from retrieval.feature import feature
from retrieval.marking.answer_spans.evidence import SpanEvidence
from retrieval.marking.answer_spans.passage_words import Column, Gap, column
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
def new_person(seen: SpanEvidence) -> Column:
    """Whether it names somebody whom the question does not."""
    return np.minimum(1.0, seen.count_inside(seen.new_persons))


@feature
def only_new_person(seen: SpanEvidence) -> Column:
    """Whether it is the name of somebody whom the question does not name."""
    return column((seen.count_inside(seen.new_persons) > 0) & (seen.length == 1))


@feature
def capitals(seen: SpanEvidence) -> Column:
    """Share of its words that are capitalised."""
    return seen.count_inside(seen.words.capitals) / seen.length


@feature
def all_capitals(seen: SpanEvidence) -> Column:
    """Whether all its content words are capitalised, and none of them is the question's."""
    content = seen.count_inside(seen.content)
    named = seen.count_inside(seen.content * seen.words.capitals * (seen.strongest < 0.5))
    return column((named == content) & (content > 0))


@feature
def digits(seen: SpanEvidence) -> Column:
    """Whether it has a number."""
    return column(seen.count_inside(seen.words.digits) > 0)


@feature
def verbs(seen: SpanEvidence) -> Column:
    """How many words it has that are verbs by their form, at most three."""
    form = (WordClass.BE, WordClass.HAVE, WordClass.DO, WordClass.MODAL, WordClass.PAST, WordClass.ING, WordClass.SAYS)
    return np.minimum(3.0, seen.count_inside(np.isin(seen.words.classes, form)))


@feature
def says_inside(seen: SpanEvidence) -> Column:
    """Whether it has a verb of saying after its first word."""
    says = seen.words.classes == WordClass.SAYS
    return column((seen.count_inside(says) - says[seen.first]) > 0)


@feature
def denial_inside(seen: SpanEvidence) -> Column:
    """Whether it denies."""
    return column(seen.count_inside(seen.words.classes == WordClass.NOT) > 0)


@feature
def denial_left_out(seen: SpanEvidence) -> Column:
    """Whether the word before denies, or the one before that."""
    denies = np.concatenate([[False, False], seen.words.classes == WordClass.NOT])
    return column(denies[seen.first + 1] | denies[seen.first])


@feature
def reason_inside(seen: SpanEvidence) -> Column:
    """Whether it has a word that gives a reason."""
    return column(seen.count_inside(seen.words.classes == WordClass.BECAUSE) > 0)


@feature
def commas_inside(seen: SpanEvidence) -> Column:
    """How many commas it has, at most three."""
    return np.minimum(3.0, _gaps_inside(seen, Gap.COMMA))


@feature
def ands_inside(seen: SpanEvidence) -> Column:
    """How often it has "and" or "or", at most twice."""
    return np.minimum(2.0, seen.count_inside(seen.words.classes == WordClass.AND))


@feature
def list_goes_on(seen: SpanEvidence) -> Column:
    """Whether "and" stands right after it, after a comma or not."""
    ands = np.append(seen.words.classes == WordClass.AND, False)
    return column(ands[seen.last + 1])


@feature
def list_goes_back(seen: SpanEvidence) -> Column:
    """Whether "and" stands right before it."""
    ands = np.append(False, seen.words.classes == WordClass.AND)
    return column(ands[seen.first])


@feature
def marks_inside(seen: SpanEvidence) -> Column:
    """How many colons, dashes and brackets it has, at most two."""
    found = _gaps_inside(seen, Gap.COLON) + _gaps_inside(seen, Gap.DASH) + _gaps_inside(seen, Gap.BRACKET)
    return np.minimum(2.0, found)


@feature
def stops_inside(seen: SpanEvidence) -> Column:
    """How many full stops it has, at most two."""
    return np.minimum(2.0, _gaps_inside(seen, Gap.STOP))


@feature
def half_quoted(seen: SpanEvidence) -> Column:
    """Whether a quotation begins in it and does not end, or the other way round."""
    return column(_quotes(seen) % 2)


@feature
def all_quoted(seen: SpanEvidence) -> Column:
    """Whether it is all between quotation marks."""
    return column(_in_quotation(seen) * (_quotes(seen) == 0))


@feature
def quotation(seen: SpanEvidence) -> Column:
    """Whether it is a quotation, from its first word to its last."""
    whole = (seen.words.gaps[seen.first] == Gap.QUOTE) & (seen.words.gaps[seen.last + 1] == Gap.QUOTE)
    return column(_in_quotation(seen) * whole * (_quotes(seen) == 0))


@feature
def quoted_where_speech_is_wanted(seen: SpanEvidence) -> Column:
    """Whether it is quoted and the question wants what somebody said."""
    return _in_quotation(seen) * float(AnswerKind.SPEECH in seen.asked.wanted)


@feature
def only_says_who(seen: SpanEvidence) -> Column:
    """Whether its clause only tells who speaks."""
    return seen.said[seen.words.clauses[seen.first]]


@feature
def begins_sentence(seen: SpanEvidence) -> Column:
    """Whether it begins its sentence."""
    opens = np.diff(seen.words.sentences, prepend=-1) > 0
    return column(opens[seen.first])


@feature
def ends_sentence(seen: SpanEvidence) -> Column:
    """Whether it ends its sentence."""
    closes = np.diff(seen.words.sentences, append=-1) != 0
    return column(closes[seen.last])


@feature
def begins_clause(seen: SpanEvidence) -> Column:
    """Whether it begins a clause."""
    opens = np.diff(seen.words.clauses, prepend=-1) > 0
    return column(opens[seen.first])


@feature
def ends_clause(seen: SpanEvidence) -> Column:
    """Whether it ends a clause."""
    closes = np.diff(seen.words.clauses, append=-1) != 0
    return column(closes[seen.last])


@feature
def whole_clauses(seen: SpanEvidence) -> Column:
    """Whether it is one clause or several."""
    return seen.column(begins_clause) * seen.column(ends_clause)


@feature
def clauses_crossed(seen: SpanEvidence) -> Column:
    """How many clauses it reaches beyond its first, at most three."""
    return np.minimum(3.0, (seen.words.clauses[seen.last] - seen.words.clauses[seen.first]).astype(np.float64))


@feature
def first_sentence(seen: SpanEvidence) -> Column:
    """Whether it is in the passage's first sentence."""
    return column(seen.words.sentences[seen.first] == 0)


@feature
def place_in_passage(seen: SpanEvidence) -> Column:
    """How far into the passage it stands, 0 to 1."""
    return seen.first / max(1, len(seen.words))


def _gaps_inside(seen: SpanEvidence, gap: Gap) -> Column:
    sums = np.concatenate([[0.0], np.cumsum(seen.words.gaps == gap)])
    inside: Column = sums[seen.last + 1] - sums[seen.first + 1]
    return inside


def _quotes(seen: SpanEvidence) -> Column:
    inside: Column = (seen.words.quotes[seen.last] - seen.words.quotes[seen.first]).astype(np.float64)
    return inside


def _in_quotation(seen: SpanEvidence) -> Column:
    return seen.quoted[seen.words.clauses[seen.first]]
