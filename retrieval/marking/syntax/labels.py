"""What a word is to the word it depends on, and what part of speech it is: the names that the parser learned."""

from __future__ import annotations

from enum import IntEnum


class Relation(IntEnum):
    """What a word is to its head, as in ClearNLP's dependencies, which spaCy's English models use."""

    ROOT = 0
    NSUBJ = 1
    NSUBJPASS = 2
    DOBJ = 3
    POBJ = 4
    ATTR = 5
    CONJ = 6
    COMPOUND = 7
    AMOD = 8
    NMOD = 9
    POSS = 10
    APPOS = 11
    NUMMOD = 12
    ADVMOD = 13
    PREP = 14
    PCOMP = 15
    ACL = 16
    ADVCL = 17
    RELCL = 18
    CCOMP = 19
    XCOMP = 20
    NPADVMOD = 21
    OPRD = 22
    ACOMP = 23
    DATIVE = 24
    AGENT = 25
    DET = 26
    QUANTMOD = 27
    AUX = 28
    AUXPASS = 29
    MARK = 30
    NEG = 31
    CC = 32
    PRT = 33
    CASE = 34
    OTHER = 35


class Part(IntEnum):
    """Parts of speech, as in Universal Dependencies."""

    ADJ = 0
    ADP = 1
    ADV = 2
    AUX = 3
    CCONJ = 4
    DET = 5
    INTJ = 6
    NOUN = 7
    NUM = 8
    PART = 9
    PRON = 10
    PROPN = 11
    SCONJ = 12
    SYM = 13
    VERB = 14
    X = 15
