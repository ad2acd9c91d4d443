"""Verbs by what it means who does them, and what it means to deny them. Stems, irregular forms beside each other."""

from __future__ import annotations

from typing import Final

from retrieval.english.terms import stem

RECIPROCAL: Final = frozenset(
    map(
        stem,
        """
        meet met meeting talk talked speak spoke spoken chat marry married divorce argue sit sat discuss agree disagree
        reunite hug kiss fight fought connect bond cry cried
        """.split(),
    )
)
"""Who met whom is the same either way."""
HOLDING: Final = frozenset(
    map(stem, "think thought believe believed feel felt expect suppose seem want wanted say said".split())
)
"""To think that something is not so is not to think that it is."""
LIGHT: Final = frozenset(
    map(
        stem,
        "go going went gone come came get got take took make made give gave put keep kept let see seen saw".split(),
    )
)
"""They mean too many things for one to be denied where another is said."""
WORDS: Final = frozenset(map(stem, "words statement comment remark quote opinion claim".split()))
"""Nouns of what somebody says."""
