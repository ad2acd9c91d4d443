"""The spans of a passage that may answer, from a word to a sentence; none is cut inside a name or a number.

Names, dates, amounts and other phrases of a few words; beginnings and ends of clauses, clauses, groups of them,
sentences. A span hangs together: all its words depend on one of them, or it is a clause or several, or
a list; and it does not leave out what denies its top word.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from retrieval.lazy import lazy
from retrieval.marking.answer_spans.blocks import At
from retrieval.marking.syntax.passage_words import Column, Flags, Gap, Integers, PassageWords
from retrieval.marking.syntax.tree import Tree, tops
from retrieval.marking.syntax.word_classes import WordClass

LONGEST_PHRASE = 7
"""In words; a longer span begins or ends with a clause."""
LONGEST = 45
"""In words."""
_NEVER_FIRST = (WordClass.AND, WordClass.OF)
_NEVER_LAST = (
    WordClass.ARTICLE,
    WordClass.POSSESSIVE,
    WordClass.AND,
    WordClass.OF,
    WordClass.IN,
    WordClass.AT,
    WordClass.BY,
    WordClass.FOR,
    WordClass.WITH,
    WordClass.TO,
    WordClass.FROM,
    WordClass.AS,
    WordClass.BECAUSE,
    WordClass.BUT,
    WordClass.WHO,
    WordClass.IF,
)


@dataclass(frozen=True, eq=False)
class Candidates:
    """Spans of a passage, by their first and last words, and the top word of each in its tree.

    `tops` is how many of its words depend on none of the others. `letters`: how many letters and digits it has.
    """

    words: PassageWords
    tree: Tree
    first: Integers
    last: Integers
    top: Integers
    tops: Integers
    letters_before: Integers
    letters_up_to: Integers

    def __len__(self) -> int:
        return len(self.first)

    @lazy
    def letters(self) -> Column:
        """How many letters and digits each span has."""
        return (self.letters_up_to - self.letters_before).astype(np.float64)

    @property
    def length(self) -> Integers:
        """How many words each span has."""
        return self.last - self.first + 1

    def count(self, of_word: Column | Flags) -> Column:
        """Return the sum over the words of each span."""
        sums = np.zeros(len(self.words) + 1)
        np.cumsum(of_word, out=sums[1:])
        inside: Column = sums.take(self._after) - sums.take(self.first)
        return inside

    @lazy
    def content(self) -> Column:
        """How many content words each span has; 1 where it has none, to divide by."""
        return np.maximum(1.0, self.count(self.words.content))

    @lazy
    def _after(self) -> Integers:
        """The word after each span."""
        return self.last + 1

    def at(self, word: At) -> Integers:
        """Return the first, last or top word of each span."""
        if word is At.FIRST:
            return self.first
        return self.last if word is At.LAST else self.top

    @classmethod
    def of(cls, words: PassageWords, tree: Tree) -> Candidates:
        """Find the spans of a passage."""
        count = len(words)
        if not count:
            none = np.zeros(0, dtype=np.int64)
            return cls(words, tree, none, none, none, none, none, none)
        at = np.arange(count)
        together = np.append(words.whole, False)
        may_begin = ~words.whole & ~words.are(*_NEVER_FIRST)
        may_end = ~together[1:] & ~words.are(*_NEVER_LAST)
        opening, closing = _edges(words)
        begins, ends = at[may_begin], at[may_end]
        row, place = np.nonzero((begins[:, None] <= ends) & (ends < begins[:, None] + LONGEST))
        first, last = begins[row], ends[place]
        apart = np.cumsum(words.stand(Gap.STOP, Gap.COLON, Gap.BRACKET, Gap.DASH)[:-1])
        commas = np.cumsum(words.gaps[:count] == Gap.COMMA)
        phrase = (last - first < LONGEST_PHRASE) & (apart[first] == apart[last]) & (commas[last] - commas[first] <= 3)
        same_sentence = words.sentences[first] == words.sentences[last]
        edge = opening[first] & closing[last] & (words.clauses[last] - words.clauses[first] < 4)
        edge |= (opening[first] | closing[last]) & (words.clauses[first] == words.clauses[last])
        keep = same_sentence & (phrase | edge | (words.opens_sentence[first] & words.closes_sentence[last]))
        keep &= (words.quotes[last] - words.quotes[first]) % 2 == 0  # a quotation is not cut with words around it
        first, last, phrase = first[keep], last[keep], phrase[keep]
        top, several = tops(tree, first, last)
        ands = np.append(0, np.cumsum(words.are(WordClass.AND)))
        keep = (several == 1) | (words.opens_clause[first] & words.closes_clause[last])
        keep |= phrase & (several == 2) & (ands[last] > ands[first])  # "three boats and a dog"
        denied_from, denied_to = tree.denied_by(words.are(WordClass.NOT))
        keep &= (first <= denied_from[top]) & (denied_to[top] <= last)
        first, last, top, several = first[keep], last[keep], top[keep], several[keep]
        letters = words.letters[words.begins[first]], words.letters[words.ends[last]]
        return cls(words, tree, first, last, top, several, *letters)


def _edges(words: PassageWords) -> tuple[Flags, Flags]:
    """Return which words begin a clause, or stand after the word or mark that opens it, and which end one."""
    after = words.are(
        WordClass.AND,
        WordClass.BUT,
        WordClass.THAT,
        WordClass.BECAUSE,
        WordClass.WHEN,
        WordClass.WHO,
        WordClass.IF,
    )
    opens = words.opens_clause
    opening = opens | np.append(False, (opens & after)[:-1]) | words.stand(Gap.QUOTE)[:-1]
    return opening, words.closes_clause | words.stand(Gap.QUOTE, Gap.STOP)[1:]
