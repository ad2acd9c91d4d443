"""A reader question as somebody typed it -> as it is offered: with the capitals that the story has, and one "?"."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from retrieval.people.people import Person

_WORD: Final = re.compile(r"\w+(?:['’]\w+)*")
_INSIDE: Final = re.compile(r"(?<=[a-z,;] )\w+(?:['’]\w+)*")
"""A word that no sentence begins with."""
_OTHER_MARKS: Final = re.compile(r"[^\w\s'’$%£€-]")
"""What stands in no plain question: commas, quotation marks, several question marks, emoji."""


@dataclass(frozen=True, slots=True)
class WrittenWords:
    """How a story writes its words, by the words in lower case: "cnn" is "CNN", "alice" is "Alice"."""

    forms: Mapping[str, str]

    @classmethod
    def of(cls, texts: Iterable[str], people: Iterable[Person]) -> WrittenWords:
        """Look at words that begin no sentence, each as it is written most often, and at people's names."""
        counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for text in texts:
            for word in _INSIDE.findall(text.replace("’", "'")):
                counts[word.casefold()][word] += 1
        named = [word for person in people for name in person.names for word in _WORD.findall(name)]
        forms = {word.casefold(): word for word in reversed(named)}
        return cls(forms | {word: found.most_common(1)[0][0] for word, found in counts.items()})

    def tidied(self, text: str) -> str | None:
        """Return a question as it would be printed; None where it has marks that no plain question has."""
        body = " ".join(text.split()).rstrip("?!. ")
        if _OTHER_MARKS.search(body):
            return None
        body = _WORD.sub(lambda match: self._written(match.group()), body)
        return f"{body[:1].upper()}{body[1:]}?"

    def lacks_apostrophe(self, word: str) -> bool:
        """Whether a word is a genitive without its mark: "kims", or "presidents" where the story has "president's"."""
        folded = word.casefold()
        if not folded.endswith("s") or folded in self.forms:
            return False
        return self.forms.get(folded[:-1], "")[:1].isupper() or f"{folded[:-1]}'s" in self.forms

    def _written(self, word: str) -> str:
        folded = word.casefold()
        name, apostrophe, ending = folded.replace("’", "'").partition("'")
        if folded in self.forms:
            return self.forms[folded]
        if apostrophe and name in self.forms:
            return f"{self.forms[name]}{apostrophe}{ending}"
        if folded == "i":
            return "I"
        return folded if word.isupper() else word
