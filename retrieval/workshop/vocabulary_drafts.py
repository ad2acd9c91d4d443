"""A story, and questions that people ask of it -> groups of words for vocabulary.md, and words that lack a group.

Offered is only what cannot mislead: the same compound written as one word, with a hyphen or as two. Tried and not
offered, since it found as many wrong passages as right ones: synonyms and narrower words of WordNet for the words of a
question that the story does not have (docs/evaluation.md).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from retrieval.articles.passages import Passage
from retrieval.english.frequency import zipf_frequencies
from retrieval.english.stop_words import STOP_WORDS
from retrieval.english.terms import fold
from retrieval.knowledge.phrases import Phrase
from retrieval.knowledge.vocabulary import Vocabulary, to_phrase
from retrieval.questions.understood import understand_alone
from retrieval.story import Story

MOST_LACKING: Final = 12
"""So many words that the articles lack are shown, those first with which most questions ask."""
_COMPOUND: Final = re.compile(r"(?<![\w-])([^\W\d_]{2,20})-([^\W\d_]{2,20})(?![\w-])")
_WORD: Final = re.compile(r"[^\W\d_]+")
_MOST_QUESTIONS: Final = 20_000


@dataclass(frozen=True, slots=True)
class GroupDraft:
    """A line of vocabulary.md as it may be written, and what speaks for it."""

    words: tuple[str, ...]
    reason: str

    @property
    def line(self) -> str:
        """The line."""
        return ", ".join(self.words)


@dataclass(frozen=True, slots=True)
class LackingWord:
    """A word that people ask with and the articles do not have, in so many questions.

    `nearest` is the passage that comes first for the first of them, `question`.
    """

    word: str
    questions: int
    question: str
    nearest: Passage


def lacking_words(story: Story, questions: Sequence[str]) -> tuple[LackingWord, ...]:
    """Return the words of questions that the articles have neither so nor in other words that are known.

    What the story calls them only its host can know. Names are left out, and so are stop words.
    """
    indexes = story.ranker.corpus.indexes
    found: dict[str, list[str]] = {}
    for question in questions[:_MOST_QUESTIONS]:
        read = story.reader.read_question(question)
        lacking = {
            token.term: token.folded
            for at, token in enumerate(read.tokens)
            if token.content
            and token.person is None
            and token.folded.isalpha()
            and token.term not in indexes.terms
            and not any(concept in indexes.concepts.table.numbers for concept in read.concepts_at(at))
        }
        for word in lacking.values():
            found.setdefault(word, []).append(question)
    often = sorted(found, key=lambda word: (-len(found[word]), word))[:MOST_LACKING]
    return tuple(LackingWord(word, len(found[word]), found[word][0], _first(story, found[word][0])) for word in often)


def _first(story: Story, question: str) -> Passage:
    ranking = story.ranker.rank(understand_alone(story.reader, question))
    return story.passages[int(ranking.order[0])]


def vocabulary_drafts(story: Story, questions: Sequence[str] = ()) -> tuple[GroupDraft, ...]:
    """Return the compounds that the articles write with a hyphen and others in one word, or questions in two.

    The most often written come first. What the vocabulary joins already is left out.
    """
    hyphened: Counter[tuple[str, str]] = Counter()
    written: Counter[str] = Counter()
    for article in story.articles:
        for paragraph in article.paragraphs:
            text = paragraph.text
            hyphened.update((one.casefold(), other.casefold()) for one, other in _compounds(text))
            written.update(_words(text))
    asked = Counter(word for question in questions[:_MOST_QUESTIONS] for word in set(_words(question)))
    drafts = [
        *_with_hyphen(hyphened, written, asked),
        *_apart(questions[:_MOST_QUESTIONS], written),
    ]
    names = {word for person in story.people.persons for name in person.names for word in _words(name)}
    found: dict[tuple[Phrase, ...], GroupDraft] = {}
    for _, draft in sorted(drafts, key=lambda each: -each[0]):
        if draft.words[0] not in names and not _joined(story.reader.vocabulary, draft.words):
            found.setdefault(tuple(map(to_phrase, draft.words)), draft)
    return tuple(found.values())


def _compounds(text: str) -> Iterable[tuple[str, str]]:
    """Return the two halves of what is written with a hyphen: no stammer ("is-is"), and no name ("Goose-Egg")."""
    if "-" not in text:
        return ()
    found = (match.groups() for match in _COMPOUND.finditer(text))
    return [(one, other) for one, other in found if one.casefold() != other.casefold() and other.islower()]


def _words(text: str) -> list[str]:
    return [fold(word) for word in _WORD.findall(text)]


def _with_hyphen(
    hyphened: Counter[tuple[str, str]], written: Counter[str], asked: Counter[str]
) -> Iterable[tuple[int, GroupDraft]]:
    english = zipf_frequencies()
    for (one, other), count in hyphened.items():
        joined = one + other
        elsewhere = written[joined] + asked[joined]
        if elsewhere or joined in english:
            with_hyphen = f"{one}-{other}"
            reason = f"{_times(count)} with a hyphen in the articles"
            if elsewhere:
                reason += f", {_times(elsewhere)} in one word {'there' if written[joined] else 'in questions'}"
            yield count + elsewhere, GroupDraft((joined, with_hyphen), f"{reason}.")


def _apart(questions: Sequence[str], written: Counter[str]) -> Iterable[tuple[int, GroupDraft]]:
    """Yield what questions write as two words and the articles as one: "ice berg"."""
    apart: Counter[tuple[str, str]] = Counter()
    for question in questions:
        words = _words(question)
        apart.update(set(pairwise(words)))
    for (one, other), count in apart.items():
        stops = {one, other} & STOP_WORDS
        if written[one + other] and not stops and min(len(one), len(other)) > 2:
            group = (one + other, f"{one} {other}")
            yield count, GroupDraft(group, f"{_times(count)} in two words in questions, in one in the articles.")


def _joined(vocabulary: Vocabulary, words: tuple[str, ...]) -> bool:
    """Tell whether two ways of writing are one to the vocabulary already, or to the stemmer."""
    one, other = map(to_phrase, words)
    if one == other or not one or not other:
        return True
    asked = {
        concept
        for match in vocabulary.in_question(one)
        if match.last - match.first == len(one)
        for concept in match.concepts
    }
    told = {
        concept
        for match in vocabulary.in_passage(other)
        if match.last - match.first == len(other)
        for concept in match.concepts
    }
    return bool(asked & told)


def _times(count: int) -> str:
    return "once" if count == 1 else "twice" if count == 2 else f"{count:,} times"
