"""Snowball's stemmer for English, without those for the 34 other languages that its package imports with it.

They would take 2.6 MB of a running bot's memory and 15 ms of each start.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Protocol

_PACKAGE = "snowballstemmer"


class Stemmer(Protocol):
    """What stems words of one language."""

    def stemWord(self, word: str) -> str:  # noqa: N802  Snowball's name
        """Return the stem of a word."""


def english_stemmer() -> Stemmer:
    """Return the stemmer; where PyStemmer is installed, the package hands out that one's, which is compiled."""
    spec = find_spec(_PACKAGE)
    if spec is None or _PACKAGE in sys.modules or find_spec("Stemmer") is not None:
        stemmer: Stemmer = import_module(_PACKAGE).stemmer("english")
        return stemmer
    # An empty package in its place lets one module of it be imported. Whoever imports the package later gets it whole.
    package = ModuleType(_PACKAGE)
    package.__path__ = list(spec.submodule_search_locations or ())
    sys.modules[_PACKAGE] = package
    try:
        alone: Stemmer = import_module(f"{_PACKAGE}.english_stemmer").EnglishStemmer()
        return alone
    finally:
        del sys.modules[_PACKAGE]
