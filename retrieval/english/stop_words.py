"""The one stop list, folded as `terms.fold` folds ("don't" is "dont"), by part of speech, and its named subsets."""

from __future__ import annotations

from typing import Final

from retrieval.english.word_sets import word_set

ARTICLES: Final = word_set("a an the")
DEMONSTRATIVES: Final = word_set("this that these those there here")
PRONOUNS: Final = word_set(
    """
    i me my mine myself we us our ours ourselves you your yours yourself yourselves
    he him his himself she her hers herself it its itself they them their theirs themselves
    im youre hes shes theyre weve youve theyve ive id youll youd theyll theyd hed itll itd lets thats theres
    """
)
POSSESSIVES: Final = word_set("my our your his her its their")
VERBS: Final = word_set(
    """
    am is are was were be been being isnt arent wasnt werent
    do does did doing done dont doesnt didnt have has had having havent hasnt hadnt
    will would shall should can could may might must wont wouldnt shouldnt cant couldnt wouldve couldve shouldve
    """
)
CONJUNCTIONS: Final = word_set("and or but nor so if then than as")
PREPOSITIONS: Final = word_set("of at by for with about into onto to from in on off up down out over under")
ADVERBS: Final = word_set("again further once just only own same too very such both each other any some all no not")
QUESTION_WORDS: Final = word_set("what which who whom whose when where why how whats whos wheres hows whys whens")
CLITICS: Final = word_set("ll ve re s t d m")
"""What is left of "she'll", "don't" … where a text is cut at apostrophes."""

STOP_WORDS: Final = (
    ARTICLES | DEMONSTRATIVES | PRONOUNS | VERBS | CONJUNCTIONS | PREPOSITIONS | ADVERBS | QUESTION_WORDS | CLITICS
)
"""Words that no question is looked up by."""

SENTENCE_OPENERS: Final = (STOP_WORDS - CLITICS - word_set("will may can us")) | word_set(
    """
    although because while though since before after during until among despite however meanwhile later yet still also
    instead many most several another according nonetheless nevertheless therefore thus moreover furthermore
    """
)
"""Words that open sentences and, unlike "Will" and "May", no names."""

COMMON_IN_SPEECH: Final = (
    STOP_WORDS
    | word_set("because get go going got know like more one people really say says said something thing things think")
    | word_set("aren couldn didn doesn don hadn hasn haven isn shouldn wasn weren won wouldn")
)
"""Words that two quotations share without being alike; the last are what apostrophes leave of "didn't"."""

SMALL_IN_TITLES: Final = (
    ARTICLES
    | CONJUNCTIONS - {"then"}
    | PREPOSITIONS - {"about", "onto", "down", "out", "under"}
    | CLITICS
    | word_set("be is it its not per via vs this that his her their how when after")
)
"""Words that are written small in a title whose other words are capitalised."""
