"""One stop list: its parts of speech overlap nowhere, and its subsets hold what their names say."""

from __future__ import annotations

from itertools import combinations

from retrieval.english import stop_words
from retrieval.english.calendar import MONTHS, SHORT_MONTHS, SHORT_WEEKDAYS, WEEKDAYS
from retrieval.english.name_words import is_first_name
from retrieval.english.stop_words import COMMON_IN_SPEECH, SENTENCE_OPENERS, SMALL_IN_TITLES, STOP_WORDS
from retrieval.english.terms import fold

PARTS = (
    stop_words.ARTICLES,
    stop_words.DEMONSTRATIVES,
    stop_words.PRONOUNS,
    stop_words.VERBS,
    stop_words.CONJUNCTIONS,
    stop_words.PREPOSITIONS,
    stop_words.ADVERBS,
    stop_words.QUESTION_WORDS,
    stop_words.CLITICS,
)


def test_each_word_stands_in_one_part_of_speech() -> None:
    assert [one & other for one, other in combinations(PARTS, 2) if one & other] == []
    assert sum(map(len, PARTS)) == len(STOP_WORDS)


def test_every_word_is_folded() -> None:
    words = STOP_WORDS | SENTENCE_OPENERS | COMMON_IN_SPEECH | SMALL_IN_TITLES
    assert [word for word in words if fold(word) != word] == []


def test_no_opener_is_a_name_or_a_day() -> None:
    assert [word for word in SENTENCE_OPENERS if is_first_name(word.title())] == []
    assert SENTENCE_OPENERS.isdisjoint({*MONTHS, *WEEKDAYS, *SHORT_MONTHS, *SHORT_WEEKDAYS})


def test_each_weekday_and_month_has_a_short_form() -> None:
    assert {month[:3] for month in MONTHS} - set(SHORT_MONTHS) == {"may"}
    assert {day[:3] for day in WEEKDAYS} <= set(SHORT_WEEKDAYS)
