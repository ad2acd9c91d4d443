"""A passage as the index reads it, and where its sentences are. It is read again when it is needed, and not kept."""

from __future__ import annotations

from dataclasses import dataclass

from retrieval.articles.passages import Passage
from retrieval.english.sentences import sentences
from retrieval.questions.reading import ReadText, TextReader
from retrieval.spans import Span


@dataclass(frozen=True)
class PassageReading:
    """A passage as the index reads it, with its signature line, and where its sentences are; they leave no gaps."""

    passage: Passage
    text: ReadText
    spans: tuple[Span, ...]


def text_with_signature(passage: Passage) -> str:
    """Return the text that a passage is found by: its own, and the signature line under a tweet."""
    return passage.text if passage.signature is None else f"{passage.text}\n{passage.signature.text}"


def read_passage(passage: Passage, reader: TextReader) -> PassageReading:
    """Read a passage."""
    return PassageReading(passage, reader.read_passage(text_with_signature(passage)), sentences(passage.text))
