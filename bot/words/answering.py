"""What each language says around answers and quotations, and how it writes numbers: protocols of the catalogue."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from retrieval import AnswerKind


class NumberWords(Protocol):
    """Numbers, dates and counted things."""

    def number(self, value: int) -> str:
        """Write a whole number with its separators."""

    def day(self, value: date) -> str:
        """Write a date, short and unambiguous."""

    def in_time(self, seconds: float) -> str:
        """Say how long from now, in whole seconds or minutes and never too short."""

    def page(self, at: int, count: int) -> str:
        """Name a page, counted from 1."""

    def more(self, count: int) -> str:
        """Say that a list goes on, at its end."""

    def listed(self, names: Sequence[str], left_out: int = 0) -> str:
        """Join names, and say how many more there are."""

    def passages(self, count: int) -> str:
        """Count passages."""

    def paragraphs(self, count: int) -> str:
        """Count paragraphs."""

    def quotations(self, count: int) -> str:
        """Count quotations."""


class AnswerWords(Protocol):
    """Around an answer, and around the passages that its buttons show.

    `up_to` is the last of the articles that are told, or its paragraph; None where all are. What is not in them may
    come later.
    """

    RELATED: str
    MORE_RELATED: str
    NEXT_BEST: str
    UNSURE: str
    CORRECTED: str
    NOTHING_ASKED: str
    UNCLEAR: str
    ASK_INSTEAD: str
    ONLY_WORDS: str
    ALSO_IN: str
    NOTHING_FURTHER: str
    NOTHING_TO_FIND: str
    THREAD_NAME: str

    def declined(self, missing: AnswerKind | None, up_to: str | None = None) -> str:
        """Say that the articles don't say; `missing` is the kind of answer that was asked for and not found."""

    def passage_gone(self, up_to: str | None = None) -> str:
        """Say that a passage is not there any more, or not told where the story is told up to `up_to`."""

    def article_gone(self, up_to: str | None = None) -> str:
        """Say the same of an article."""

    def no_such_article(self, up_to: str | None = None) -> str:
        """Say that there is no article of the name that was typed."""

    def told_up_to(self, up_to: str) -> str:
        """Say how far the story is told here, to whom the list of articles would seem to lack some."""

    def small_talk(self, topic: str | None) -> str:
        """Reply to small talk: `topic` is a heading of retrieval/english/data/small_talk.txt."""

    def part(self, number: int, question: str) -> str:
        """Head the answer to one of several questions of a message."""

    def claim(self, articles: int) -> str:
        """Say of a claim that we do not judge it, above what so many articles say that speaks to it."""

    def paragraph(self, number: int) -> str:
        """Refer to a paragraph, as short as possible."""

    def shortened(self, number: int) -> str:
        """Say under a quotation that was cut which paragraph holds all of it."""

    def gone(self, number: int, up_to: str | None = None) -> str:
        """Say of a passage in a numbered list that it is gone, or not told."""

    def which_article(self, typed: str, count: int) -> str:
        """Ask which of several articles is meant, above the list of those that what was typed fits."""

    def shared_by(self, name: str) -> str:
        """Say who posted a passage for everyone."""


class ButtonWords(Protocol):
    """Labels of buttons, and what pressing one may be told instead of its effect."""

    IN_CONTEXT: str
    MORE: str
    CLOSEST: str
    OUTLINE: str
    SHARE: str
    SHARED: str
    SOURCE: str
    BACK: str
    NEXT: str
    HELPFUL: str
    NOT_HELPFUL: str
    RATED_HELPFUL: str
    RATED_NOT_HELPFUL: str

    NOT_YOUR_ANSWER: str
    RATED_ALREADY: str
    CANNOT_SHARE: str
    EXPIRED: str

    def in_context(self, number: int) -> str:
        """Label the button that shows one passage of a numbered list in context."""

    def article(self, number: int) -> str:
        """Label the button that opens one article of a numbered list."""

    def all_quotations(self, count: int) -> str:
        """Label the button that lists everything somebody said."""


class QuotationWords(Protocol):
    """/quote and /who; `up_to` as in `AnswerWords`."""

    NO_WORDS: str
    NEAREST: str
    CONTINUED: str
    ALL: str
    LONGER: str
    SHORTER: str
    DIFFERENT: str
    CALLED: str
    DESCRIBED_AS: str
    KEY_QUOTES: str

    def gone(self, up_to: str | None = None) -> str:
        """Say that a quotation is not there any more, or not told."""

    def not_close(self, up_to: str | None = None) -> str:
        """Say that nothing quoted is like what was typed."""

    def says_nothing(self, up_to: str | None = None) -> str:
        """Say on somebody's card that they are not quoted."""

    def not_named(self, up_to: str | None = None) -> str:
        """Say on somebody's card that the articles do not use their name."""

    def matching(self, count: int) -> str:
        """Say how many quotations match."""

    def best_of(self, shown: int, count: int) -> str:
        """Say that only the best matches are shown."""

    def choice(self, name: str, count: int) -> str:
        """Name a speaker with the number of their quotations, as a choice of autocomplete."""

    def said_by(
        self, name: str | None, written: str | None, addressee: str | None, via: str | None, *, by_turn: bool = False
    ) -> str:
        """Say who speaks, as far as the article tells.

        `written` is the article's own word for the speaker where it is not the name ("she"), `via` the person who
        quotes them. `by_turn`: it follows only from the turns of a dialogue.
        """

    def speaking(self, who: Sequence[str]) -> str:
        """Say under an answer who said its bold words."""

    def changed(self, ours: str, theirs: str) -> str:
        """Say how another wording differs in one place; one of the two may be empty."""

    def said_count(self, count: int, articles: int) -> str:
        """Say how many quotations of somebody there are, in how many articles."""

    def named(self, name: str, count: int) -> str:
        """Write a name with the number of times the articles use it."""

    def nobody(self, typed: str, quoted: Sequence[str], left_out: int, up_to: str | None = None) -> str:
        """Say that nobody of this name is quoted, and who is."""

    def unknown_person(self, typed: str, known: Sequence[str], left_out: int, up_to: str | None = None) -> str:
        """Say that nobody in the story has this name, and who is in it; `typed` is empty where no name was given."""

    def people(self, known: Sequence[str], left_out: int, up_to: str | None = None) -> str:
        """Say who is in the story, and how to read more of somebody."""

    def several(self, typed: str, names: Sequence[str], left_out: int) -> str:
        """Say that a name may mean several people."""

    def not_quoted(self, name: str | None, headline: str | None, up_to: str | None = None) -> str:
        """Say that somebody (None: anybody) is not quoted, in one article or (None) in any."""
