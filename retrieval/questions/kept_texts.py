"""Texts as they are read, in flat arrays: thousands of reader questions are not read again to learn from them."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from itertools import islice

import numpy as np

from retrieval.kept.arrays import Array, Arrays, Strings, under, within
from retrieval.knowledge.vocabulary import Match
from retrieval.people.people import People
from retrieval.questions.reading import ReadText, ReadToken


def pack_texts(texts: Sequence[ReadText]) -> dict[str, Array]:
    """Return the arrays to keep of texts, each of one dimension.

    Of each text how many tokens and matches there are; of each token and match the numbers, those of words and
    names in `words`, of concepts in `senses`.
    """
    words: dict[str, int] = {}
    senses: dict[str, int] = {}
    tokens, matches = array("i"), array("i")
    for text in texts:
        for token in text.tokens:
            person = -1 if token.person is None else words.setdefault(token.person.name, len(words))
            term, folded = (words.setdefault(word, len(words)) for word in (token.term, token.folded))
            tokens.extend((token.start, token.end, term, folded, token.content, person))
        for match in text.matches:
            sense = senses.setdefault(" ".join(match.concepts), len(senses))
            matches.extend((match.first, match.last, sense))
    lengths = [(len(text.tokens), len(text.matches)) for text in texts]
    return {
        **under("texts", Strings.of(text.text for text in texts).pack()),
        **under("words", Strings.of(words).pack()),
        **under("senses", Strings.of(senses).pack()),
        "lengths": np.array(lengths, dtype=np.int32).reshape(-1),
        "tokens": np.array(tokens, dtype=np.int32),
        "matches": np.array(matches, dtype=np.int32),
    }


def unpack_texts(arrays: Arrays, people: People) -> Iterator[ReadText]:
    """Yield the texts of kept arrays; the people that they name are among these."""
    words = tuple(Strings.unpack(within("words", arrays)))
    senses = [tuple(sense.split()) for sense in Strings.unpack(within("senses", arrays))]
    persons = {person.name: person for person in people.persons}
    tokens = (
        ReadToken(start, end, words[term], words[folded], bool(content), None if who < 0 else persons[words[who]])
        for start, end, term, folded, content, who in arrays["tokens"].reshape(-1, 6).tolist()
    )
    matches = (Match(first, last, senses[sense]) for first, last, sense in arrays["matches"].reshape(-1, 3).tolist())
    lengths = arrays["lengths"].reshape(-1, 2).tolist()
    for text, (token_count, match_count) in zip(Strings.unpack(within("texts", arrays)), lengths, strict=True):
        yield ReadText(text, tuple(islice(tokens, token_count)), tuple(islice(matches, match_count)))
