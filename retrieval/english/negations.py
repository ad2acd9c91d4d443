"""Words that deny, folded."""

from __future__ import annotations

from typing import Final

from retrieval.english.word_sets import word_set

NEGATORS: Final = word_set(
    "not no never none nobody nothing without neither nor cannot cant dont didnt doesnt isnt arent wasnt werent hasnt"
    " havent hadnt wont wouldnt shouldnt couldnt aint hardly barely"
)
