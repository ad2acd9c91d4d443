"""Text -> tokens: a story's people, vocabulary and spelling applied alike to its passages and to questions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from retrieval.english.answer_kinds import AnswerKind, wanted_kinds
from retrieval.english.chat import spell_out
from retrieval.english.slips import little_word
from retrieval.english.spelling import Speller, general_words
from retrieval.english.stop_words import STOP_WORDS
from retrieval.english.terms import BETWEEN_PARTS, Word, hyphenated, looked_up, stem, words
from retrieval.kept.arrays import Array, Arrays
from retrieval.knowledge.vocabulary import Match, Vocabulary
from retrieval.lazy import lazy
from retrieval.people.people import People, Person

MAX_WORDS = 120
"""Of a longer question, only its beginning and its end are read, half of so many words each."""
MAX_CHARACTERS = 8_000
"""Of a longer message (Discord allows half as much), only its beginning and its end are read."""
_ASKED_OFTEN = 4
"""In how many reader questions a word must be to count as spelled correctly."""


class ReadToken(NamedTuple):
    """A word, or a person's whole name, as it is looked up: `text[start:end]` of the text that was read.

    `term` is the stem, or "@" and the person's name; `content` is False for stop words.
    """

    start: int
    end: int
    term: str
    folded: str
    content: bool
    person: Person | None = None


_new = tuple.__new__  # what the constructor of a named tuple calls, in half the time


@dataclass(frozen=True)
class ReadText:
    """A text as the index reads it: its tokens in order, and the vocabulary's phrases among them."""

    text: str
    tokens: tuple[ReadToken, ...]
    matches: tuple[Match, ...]

    @lazy
    def content_terms(self) -> list[str]:
        """The terms without stop words, in order: what BM25 scores."""
        return [token.term for token in self.tokens if token.content]

    @lazy
    def all_terms(self) -> list[str]:
        """Every term, stop words included."""
        return [token.term for token in self.tokens]

    @lazy
    def concepts(self) -> list[str]:
        """The vocabulary's concepts in the text, once for each phrase that stands for one."""
        return [concept for match in self.matches for concept in match.concepts]

    @lazy
    def wanted(self) -> frozenset[AnswerKind]:
        """The kinds of answer that it asks for, read as a question."""
        return wanted_kinds(self.text)

    def concepts_at(self, position: int) -> list[str]:
        """Return the concepts of the phrases that the token at a position is part of."""
        return [concept for match in self.matches if match.first <= position < match.last for concept in match.concepts]

    @lazy
    def persons(self) -> tuple[Person, ...]:
        """The people named, each once, in order."""
        return tuple({token.person.name: token.person for token in self.tokens if token.person}.values())


def count_words(texts: Iterable[str]) -> Counter[str]:
    """Return how often each folded word stands in some texts, and each compound with a hyphen."""
    return Counter(chain.from_iterable(chain(looked_up(text), hyphenated(text)) for text in texts))


def spelled_out(text: str) -> tuple[str, list[Word]]:
    """Write out the chat spelling of what someone typed, of a long text only the ends; return it with its words."""
    if len(text) > MAX_CHARACTERS:
        text = f"{text[: MAX_CHARACTERS // 2]} {text[-MAX_CHARACTERS // 2 :]}"
    spelled = spell_out(text)
    found = words(spelled)
    if len(found) > MAX_WORDS:
        cut = found[MAX_WORDS // 2].start, found[-MAX_WORDS // 2].start
        spelled = f"{spelled[: cut[0]]} {spelled[cut[1] :]}"
        found = words(spelled)
    return spelled, found


@dataclass(frozen=True, eq=False)
class TextReader:
    """Reads passages and questions with the same names, words and phrases; slips are corrected by the speller."""

    people: People
    vocabulary: Vocabulary
    speller: Speller

    @classmethod
    def build(
        cls, people: People, vocabulary: Vocabulary, passages: Iterable[str], questions: Iterable[str] = ()
    ) -> TextReader:
        """Count the words of a story's passages and reader questions, by which slips are known."""
        return cls.of(people, vocabulary, count_words(passages), count_words(map(spell_out, questions)))

    @classmethod
    def of(
        cls, people: People, vocabulary: Vocabulary, frequencies: Counter[str], asked: Mapping[str, int]
    ) -> TextReader:
        """Make a reader of a story whose words have been counted, and those of its reader questions; the first grow."""
        # A word of one reader question may be a typing error itself; one of several questions is a word.
        frequencies.update({word: count for word, count in asked.items() if count >= _ASKED_OFTEN})
        for person in people.persons:
            for name in (*person.names, *person.described):
                frequencies.update(word.folded for word in words(name))
        return cls(people, vocabulary, Speller.of(frequencies, general_words(), vocabulary.has_stem))

    def pack(self) -> dict[str, Array]:
        """Return the arrays to keep: what was counted."""
        return self.speller.pack()

    @classmethod
    def unpack(cls, arrays: Arrays, people: People, vocabulary: Vocabulary) -> TextReader:
        """Make the reader of kept arrays, and of the people and the vocabulary it was built with."""
        return cls(people, vocabulary, Speller.unpack(arrays, general_words(), vocabulary.has_stem))

    def read_passage(self, text: str, found: Sequence[Word] | None = None) -> ReadText:
        """Read an article's words as they stand; `found` are its `words`, where they are known already."""
        tokens = self._tokens(text, words(text) if found is None else found, fold_case=False)
        return ReadText(text, tokens, tuple(self.vocabulary.in_passage([token.term for token in tokens])))

    def read_question(self, text: str) -> ReadText:
        """Read what someone typed: chat spelling written out, slips corrected, names in any case."""
        spelled, found = spelled_out(text)
        normal = self._corrected(spelled, found)
        return self._read_words(normal, found) if normal == spelled else self.read_corrected(normal)

    def read_corrected(self, normal: str) -> ReadText:
        """Read a question whose chat spelling and slips are corrected: what `normalize` returns."""
        return self._read_words(normal, words(normal))

    def _read_words(self, normal: str, found: Sequence[Word]) -> ReadText:
        tokens = self._tokens(normal, found, fold_case=True)
        return ReadText(normal, tokens, tuple(self.vocabulary.in_question([token.term for token in tokens])))

    def normalize(self, text: str) -> str:
        """Write out chat spelling and correct slips; a word that the story has is never replaced."""
        return self._corrected(*spelled_out(text))

    def _corrected(self, spelled: str, found: Sequence[Word]) -> str:
        pieces: list[str] = []
        at = 0
        for place, word in enumerate(found):
            if word.start < at:
                continue
            end = word.end
            corrected = self._corrected_word(word.folded)
            for after in found[place + 1 : place + 2]:
                between = spelled[end : after.start]
                if between in BETWEEN_PARTS and (
                    joined := self.speller.as_one_word(word.folded, after.folded, hyphen=between != " ")
                ):
                    corrected, end = joined, after.end
            if corrected is not None:
                pieces.extend((spelled[at : word.start], corrected))
                at = end
        pieces.append(spelled[at:])
        return "".join(pieces)

    def _corrected_word(self, folded: str) -> str | None:
        speller = self.speller
        if (found := speller.as_compound(folded) or speller.correct(folded)) is not None:
            return found
        return None if speller.knows(folded) else little_word(folded)

    def _tokens(self, text: str, found: Sequence[Word], *, fold_case: bool) -> tuple[ReadToken, ...]:
        """Merge each name into one token and stem the other words."""
        mentions = iter(self.people.mentions(text, fold_case=fold_case))
        mention = next(mentions, None)
        tokens: list[ReadToken] = []
        for start, end, folded in found:
            while mention is not None and mention.span.end <= start:
                mention = next(mentions, None)
            if mention is None or mention.span.start >= end:
                tokens.append(_new(ReadToken, (start, end, stem(folded), folded, folded not in STOP_WORDS, None)))
            elif not tokens or tokens[-1].person is not mention.person or tokens[-1].end < mention.span.end:
                person = mention.person
                tokens.append(ReadToken(*mention.span, f"@{person.name}", folded, True, person))
        return tuple(tokens)
