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
    stem(noun): tuple(dict.fromkeys(map(stem, verbs.split())))
    for noun, verbs in {
        "idea": "know knew known",
        "clue": "know knew known",
        "knowledge": "know knew known",
        "plan": "plan intend want",
        "intention": "plan intend want",
        "desire": "want wanted",
        "interest": "want wanted",
        "doubt": "doubt",
        "belief": "believe",
        "trust": "trust",
    }.items()
}
"""Of nouns the forms of the verb that is denied where there is none: who has "no idea" does not know. Stems."""
