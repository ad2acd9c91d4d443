"""What share of a story can be asked about: how many of its passages their own plainest words find."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from retrieval.articles.passages import Passage, PassageKind
from retrieval.english.frequency import zipf_frequencies
from retrieval.questions.understood import understand_alone
from retrieval.story import Story

WORDS: Final = 3
"""So many plain words of a passage, and one name, are all that somebody is taken to remember of it."""
MOST_PASSAGES: Final = 200
"""So many passages are tried; of more, every so many'th: more would take long and change the figure little."""
_MOST_QUESTIONS: Final = 5
_STORY: Final = (PassageKind.BODY, PassageKind.TWEET)


@dataclass(frozen=True, slots=True)
class Askable:
    """Of `tried` passages that tell the story, `found` are found first."""

    found: int
    tried: int

    @property
    def share(self) -> float:
        """The share, 0 to 1; 1 where there is nothing to find."""
        return self.found / self.tried if self.tried else 1.0


def askable(story: Story) -> Askable:
    """Measure which passages a question made of their own words finds first, or a reader question of theirs.

    The made-up question has the first name in the passage and the WORDS of its other words that are commonest in
    English. Whoever asks in other words finds less; how often, only questions of people tell.
    """
    passages = [passage for passage in story.passages if passage.kind in _STORY]
    tried = passages[:: max(1, -(-len(passages) // MOST_PASSAGES))]
    return Askable(sum(_found(story, passage) for passage in tried), len(tried))


def _found(story: Story, passage: Passage) -> bool:
    rows = story.library.rows(passage.file, passage.paragraph)
    if _first(story, plainest_words(story, passage)) in rows:
        return True
    own = [
        question.text
        for question in story.knowledge.questions.answered
        if (question.file, question.paragraph) == (passage.file, passage.paragraph)
    ]
    return any(_first(story, text) in rows for text in own[:_MOST_QUESTIONS])


def _first(story: Story, question: str) -> int:
    return int(story.ranker.rank(understand_alone(story.reader, question)).order[0])


def plainest_words(story: Story, passage: Passage) -> str:
    """Return the question that is made of a passage's own words."""
    english = zipf_frequencies()
    tokens = story.reader.read_passage(passage.text).tokens
    names = [token.person.name for token in tokens if token.person is not None]
    words = dict.fromkeys(token.folded for token in tokens if token.content and token.person is None)
    plainest = sorted((word for word in words if word.isalpha()), key=lambda word: -english.get(word, 0.0))
    return " ".join(("what", *names[:1], *plainest[:WORDS]))
