"""What a span is made of, and how it is cut, one function each: of the passage alone, whatever is asked."""

from __future__ import annotations

import numpy as np

from retrieval.feature import feature
from retrieval.marking.answer_spans.candidates import Candidates
from retrieval.marking.syntax.labels import Part, Relation
from retrieval.marking.syntax.passage_words import Column, Gap, column
from retrieval.marking.syntax.word_classes import WordClass


@feature
def capitals(spans: Candidates) -> Column:
    """Share of its words that are capitalised."""
    return spans.count(spans.words.capitals) / spans.length


@feature
def all_capitals(spans: Candidates) -> Column:
    """Whether all its content words are capitalised."""
    content = spans.count(spans.words.content)
    named = spans.count(spans.words.content * spans.words.capitals)
    return column((named == content) & (content > 0))


@feature
def digits(spans: Candidates) -> Column:
    """Whether it has a number."""
    return column(spans.count(spans.words.are(WordClass.NUMBER, WordClass.NUMBER_WORD)) > 0)


@feature
def verbs(spans: Candidates) -> Column:
    """How many words it has that are verbs by their form, at most three."""
    form = (WordClass.BE, WordClass.HAVE, WordClass.DO, WordClass.MODAL, WordClass.PAST, WordClass.ING, WordClass.SAYS)
    return np.minimum(3.0, spans.count(spans.words.are(*form)))


@feature
def says_inside(spans: Candidates) -> Column:
    """Whether it has a verb of saying after its first word."""
    says = spans.words.classes == WordClass.SAYS
    return column((spans.count(says) - says[spans.first]) > 0)


@feature
def denial_inside(spans: Candidates) -> Column:
    """Whether it denies."""
    return column(spans.count(spans.words.classes == WordClass.NOT) > 0)


@feature
def denial_left_out(spans: Candidates) -> Column:
    """Whether the word before denies, or the one before that."""
    denies = np.concatenate([[False, False], spans.words.classes == WordClass.NOT])
    return column(denies[spans.first + 1] | denies[spans.first])


@feature
def reason_inside(spans: Candidates) -> Column:
    """Whether it has a word that gives a reason."""
    return column(spans.count(spans.words.classes == WordClass.BECAUSE) > 0)


@feature
def commas_inside(spans: Candidates) -> Column:
    """How many commas it has, at most three."""
    return np.minimum(3.0, _gaps_inside(spans, Gap.COMMA))


@feature
def ands_inside(spans: Candidates) -> Column:
    """How often it has "and" or "or", at most twice."""
    return np.minimum(2.0, spans.count(spans.words.classes == WordClass.AND))


@feature
def list_goes_on(spans: Candidates) -> Column:
    """Whether "and" stands right after it, after a comma or not."""
    ands = np.append(spans.words.classes == WordClass.AND, False)
    return column(ands[spans.last + 1])


@feature
def list_goes_back(spans: Candidates) -> Column:
    """Whether "and" stands right before it."""
    ands = np.append(False, spans.words.classes == WordClass.AND)
    return column(ands[spans.first])


@feature
def marks_inside(spans: Candidates) -> Column:
    """How many colons, dashes and brackets it has, at most two."""
    found = _gaps_inside(spans, Gap.COLON) + _gaps_inside(spans, Gap.DASH) + _gaps_inside(spans, Gap.BRACKET)
    return np.minimum(2.0, found)


@feature
def stops_inside(spans: Candidates) -> Column:
    """How many full stops it has, at most two."""
    return np.minimum(2.0, _gaps_inside(spans, Gap.STOP))


@feature
def all_quoted(spans: Candidates) -> Column:
    """Whether it is all between quotation marks."""
    return column(_in_quotation(spans) * (_quotes(spans) == 0))


@feature
def quotation(spans: Candidates) -> Column:
    """Whether it is a quotation, from its first word to its last."""
    whole = (spans.words.gaps[spans.first] == Gap.QUOTE) & (spans.words.gaps[spans.last + 1] == Gap.QUOTE)
    return column(_in_quotation(spans) * whole * (_quotes(spans) == 0))


@feature
def quoted(spans: Candidates) -> Column:
    """Whether its first word is between quotation marks."""
    return column(spans.words.quoted[spans.first])


@feature
def only_says_who(spans: Candidates) -> Column:
    """Whether its clause only tells who speaks."""
    return column(spans.words.said[spans.first])


@feature
def begins_sentence(spans: Candidates) -> Column:
    """Whether it begins its sentence."""
    return column(spans.words.opens_sentence[spans.first])


@feature
def ends_sentence(spans: Candidates) -> Column:
    """Whether it ends its sentence."""
    return column(spans.words.closes_sentence[spans.last])


@feature
def begins_clause(spans: Candidates) -> Column:
    """Whether it begins a clause."""
    return column(spans.words.opens_clause[spans.first])


@feature
def ends_clause(spans: Candidates) -> Column:
    """Whether it ends a clause."""
    return column(spans.words.closes_clause[spans.last])


@feature
def whole_clauses(spans: Candidates) -> Column:
    """Whether it is one clause or several."""
    return begins_clause.value(spans) * ends_clause.value(spans)


@feature
def clauses_crossed(spans: Candidates) -> Column:
    """How many clauses it reaches beyond its first, at most three."""
    return np.minimum(3.0, (spans.words.clauses[spans.last] - spans.words.clauses[spans.first]).astype(np.float64))


@feature
def first_sentence(spans: Candidates) -> Column:
    """Whether it is in the passage's first sentence."""
    return column(spans.words.sentences[spans.first] == 0)


@feature
def place_in_passage(spans: Candidates) -> Column:
    """How far into the passage it stands, 0 to 1."""
    return spans.first / max(1, len(spans.words))


@feature
def hangs_together(spans: Candidates) -> Column:
    """Whether all its words depend on one of them."""
    return column(spans.tops == 1)


@feature
def top_words(spans: Candidates) -> Column:
    """How many of its words depend on none of the others, at most four."""
    return np.minimum(4.0, spans.tops.astype(np.float64))


@feature
def statement(spans: Candidates) -> Column:
    """Whether its top word is a verb with its subject in it."""
    tree = spans.tree
    subjects = np.flatnonzero((tree.relations == Relation.NSUBJ) | (tree.relations == Relation.NSUBJPASS))
    of_verb = np.full(len(tree.heads), -1)
    of_verb[tree.heads[subjects]] = subjects
    verb = (tree.parts == Part.VERB) | (tree.parts == Part.AUX)
    subject = np.where(verb, of_verb, -1)[spans.top]
    return column((subject >= spans.first) & (subject <= spans.last))


@feature
def begins_constituent(spans: Candidates) -> Column:
    """Whether nothing before it depends on its top word."""
    return column(spans.tree.ends[0][spans.top] >= spans.first)


@feature
def ends_constituent(spans: Candidates) -> Column:
    """Whether nothing after it depends on its top word."""
    return column(spans.tree.ends[1][spans.top] <= spans.last)


@feature
def constituent(spans: Candidates) -> Column:
    """Whether it is a word and all that depends on it."""
    return column(begins_constituent.value(spans) * ends_constituent.value(spans) * (spans.tops == 1))


def _gaps_inside(spans: Candidates, gap: Gap) -> Column:
    sums = np.concatenate([[0.0], np.cumsum(spans.words.gaps == gap)])
    inside: Column = sums[spans.last + 1] - sums[spans.first + 1]
    return inside


def _quotes(spans: Candidates) -> Column:
    inside: Column = (spans.words.quotes[spans.last] - spans.words.quotes[spans.first]).astype(np.float64)
    return inside


def _in_quotation(spans: Candidates) -> Column:
    return column(spans.words.quoted[spans.first])
