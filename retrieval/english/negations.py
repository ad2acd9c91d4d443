"""Words that deny."""

from __future__ import annotations

from typing import Final

from retrieval.english.terms import stem
from retrieval.english.word_sets import word_set

NEGATORS: Final = word_set(
    "not no never none nobody nothing without neither nor cannot cant dont didnt doesnt isnt arent wasnt werent hasnt"
    " havent hadnt wont wouldnt shouldnt couldnt aint hardly barely"
)
"""Folded."""
DENYING: Final = frozenset(
    map(stem, "refuse refused decline declined fail failed deny denied doubt avoid unable absence lack without".split())
)
"""The stems of words that deny what is said of them: "she refused to go", "without knowing"."""
DENIED_NOUNS: Final = {
    stem(noun): stem(verb)
    for noun, verb in {"idea": "know", "clue": "know", "plan": "want", "intention": "want", "desire": "want"}.items()
}
"""Of nouns the verb that is denied where there is none: who has "no idea" does not know. Stems."""
