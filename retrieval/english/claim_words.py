"""Words that ask after something said elsewhere, and do not say what that is: "is this true?", "source?"."""

from __future__ import annotations

from typing import Final

from retrieval.english.word_sets import word_set

TRUTH: Final = word_set(
    """
    true truth real really right correct correctly accurate fake false lie lies lying legit legitimate rumor rumour
    hoax bs cap wrong actually fact facts factual check checked verify verified confirm confirmed debunk evidence proof
    source sources
    """
)
SAYING: Final = word_set("say says said saying tell tells told claim claims mean means think know happen happened")
IDLE: Final = word_set(
    """
    sure ok okay please bot article articles story text anything something one thing look find here guy guys hey hi
    hello yo lol thanks thank thoughts
    """
)
"""What may stand beside them."""
