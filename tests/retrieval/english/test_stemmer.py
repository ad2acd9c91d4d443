"""English stems without the stemmers of other languages, in a process that has imported none yet."""

import subprocess
import sys

ALONE = """
import sys
from retrieval.english.terms import stem
imported = [name for name in sys.modules if name.endswith("_stemmer") and name.startswith("snowballstemmer.")]
import snowballstemmer
print(*imported, stem("pardoning"), snowballstemmer.stemmer("german").stemWord("Häuser"))
"""


def test_no_other_language_is_imported_and_whoever_wants_one_still_gets_it() -> None:
    said = subprocess.run([sys.executable, "-c", ALONE], capture_output=True, text=True, check=True).stdout
    assert said.split() == ["snowballstemmer.english_stemmer", "pardon", "Haus"]
