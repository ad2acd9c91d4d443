"""Each language: complete, natural to its limits, and chosen by locale."""

from __future__ import annotations

import inspect
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from itertools import product
from pathlib import Path

import discord
import pytest

from bot.responding.permissions import NEEDS
from bot.words import catalogue
from bot.words.answering import ButtonWords
from bot.words.catalogue import Words
from bot.words.english import ENGLISH
from bot.words.german import GERMAN
from bot.words.languages import LANGUAGES, words_for
from retrieval import AnswerKind, Stage

ROOT = Path(__file__).resolve().parents[3]
PARTS = [each.name for each in fields(Words) if each.name != "code"]
NO_SENTENCES = ("_TITLE", "_HEADING", "_LABEL")
"""Ends of the names of titles and labels, which have no full stop."""
LABELS = {
    ("answers", name) for name in ("RELATED", "MORE_RELATED", "CORRECTED", "ALSO_IN", "THREAD_NAME")
} | {
    ("about", "EXAMPLES"), ("about", "TITLE"), ("setup", "TITLE"), ("reload", "TO_FIX_HEADING"),
    ("stats", "BY_DAY"), ("stats", "BY_ARTICLE"), ("stats", "ARTICLE_GONE"),
    *(("quotations", name) for name in (
        "CONTINUED", "ALL", "LONGER", "SHORTER", "DIFFERENT", "CALLED", "DESCRIBED_AS", "KEY_QUOTES")),
}  # fmt: skip
BUTTONS = {name for name, kind in inspect.get_annotations(ButtonWords).items() if kind == "str"} - {
    "NOT_YOUR_ANSWER", "RATED_ALREADY", "CANNOT_SHARE", "EXPIRED",
}  # fmt: skip


def texts(words: Words) -> Iterator[tuple[str, str, str]]:
    """Give every fixed text of a language, with its part and its name."""
    for part in PARTS:
        for name, text in vars(type(getattr(words, part))).items():
            if not name.startswith("_") and isinstance(text, str):
                yield part, name, text


@pytest.mark.parametrize("words", LANGUAGES, ids=lambda words: words.code)
@pytest.mark.parametrize("part", PARTS)
def test_each_language_says_what_the_catalogue_names_and_nothing_else(words: Words, part: str) -> None:
    hint = next(each.type for each in fields(Words) if each.name == part)
    protocol = getattr(catalogue, str(hint))
    fixed = inspect.get_annotations(protocol)
    wanted = {name for name in (*fixed, *vars(protocol)) if not name.startswith("_")}
    said = type(getattr(words, part))
    assert {name for name in vars(said) if not name.startswith("_")} == wanted
    for name in wanted - set(fixed):
        declared = list(inspect.signature(getattr(protocol, name)).parameters)
        assert list(inspect.signature(getattr(said, name)).parameters) == declared, name


BREAKS = [
    ('ALSO_IN = "Auch in"', "", '"_Answers" with abstract attribute "ALSO_IN"'),
    ('ALSO_IN = "Auch in"', 'ALSOIN = "Auch in"', '"_Answers" with abstract attribute "ALSO_IN"'),
    ('ALSO_IN = "Auch in"', "ALSO_IN = None", 'base class "AnswerWords" defined the type as "str"'),
    ("def shared_by(", "def shared_from(", '"_Answers" with abstract attribute "shared_by"'),
    (
        "def shared_by(self, name: str)",
        "def shared_by(self, name: int)",
        'Argument 1 of "shared_by" is incompatible with supertype',
    ),
    ("    terminal=_Terminal(),\n", "", 'Missing positional argument "terminal"'),
]


def test_a_sentence_that_is_missing_or_misspelt_fails_type_checking(tmp_path: Path) -> None:
    pytest.importorskip("mypy")
    source = (ROOT / "bot/words/german.py").read_text(encoding="utf-8")
    for number, (sentence, instead, _) in enumerate(BREAKS):
        assert source.count(sentence) == 1, sentence
        (tmp_path / f"broken_{number}.py").write_text(source.replace(sentence, instead), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--follow-imports=silent", "--cache-dir", os.devnull, str(tmp_path)],
        cwd=ROOT,
        env={**os.environ, "MYPYPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    for number, (_, _, error) in enumerate(BREAKS):
        told = [line for line in done.stdout.splitlines() if f"broken_{number}.py" in line and " error: " in line]
        assert len(told) == 1, done.stdout
        assert error in told[0]


@pytest.mark.parametrize("words", LANGUAGES, ids=lambda words: words.code)
def test_sentences_are_plain_and_short(words: Words) -> None:
    for part, name, text in texts(words):
        assert text == text.strip(), name
        assert "  " not in text, name
        assert not set(text) & set("*`|~<>"), "painters show every character: markdown has no place here"
        assert len(text) < 300, name
        is_label = part == "commands" or (part, name) in LABELS or name.endswith(NO_SENTENCES)
        if not is_label and not (part == "buttons" and name in BUTTONS):
            assert text.endswith((".", "?", "!")), f"{part}.{name}"
            assert text[0].isupper() or text[0] == "/", f"{part}.{name}"


SAMPLES: dict[str, tuple[object, ...]] = {
    "int": (0, 1, 2, 1_234),
    "float": (0.4, 90.5),
    "bool": (False, True),
    "str": ("Ada",),
    "str | None": ("Ada", None),
    "Sequence[str]": (("Ada",), ("Ada", "Bob"), ("Ada", "Bob", "Eve")),
    "date": (date(2025, 6, 3),),
    "AnswerKind | None": (None, *AnswerKind),
    "Stage": tuple(Stage),
}


def said(words: Words) -> Iterator[tuple[str, dict[str, object], object]]:
    """Say every sentence of a language that has something to fill in, with all samples of it."""
    for each in fields(Words):
        if each.name in ("code", "permissions"):  # a permission's words are looked up by Discord's name for it
            continue
        for name, declared in inspect.getmembers(getattr(catalogue, str(each.type)), inspect.isfunction):
            if not name.startswith("_"):
                wanted = dict(list(inspect.signature(declared).parameters.items())[1:])
                for given in product(*(SAMPLES[parameter.annotation] for parameter in wanted.values())):
                    filled = dict(zip(wanted, given, strict=True))
                    yield f"{each.name}.{name}", filled, getattr(getattr(words, each.name), name)(**filled)


@pytest.mark.parametrize("words", LANGUAGES, ids=lambda words: words.code)
def test_every_sentence_can_be_said_of_none_one_and_many(words: Words) -> None:
    for name, given, sentence in said(words):
        assert isinstance(sentence, str), name
        assert sentence or not any(given.values()), (name, given)
        assert sentence == sentence.strip(), (name, given)
        assert "  " not in sentence, (name, given)
        assert "None" not in sentence, (name, given)
        assert not set(sentence) & set("*`|~{}"), (name, given)


@pytest.mark.parametrize("words", LANGUAGES, ids=lambda words: words.code)
def test_discords_limits_hold(words: Words) -> None:
    for part, name, text in texts(words):
        if part == "commands":
            assert len(text) <= (32 if name == "FIND_MENU" else 100), name
        elif part == "buttons" and name in BUTTONS:
            assert len(text) <= 38, "what a phone shows of a label"
        elif name.endswith("_LABEL"):
            assert len(text) <= 80, name
    labels = (
        words.buttons.in_context(120),
        words.buttons.all_quotations(12_345),
        words.setup.threads_label(True),
        words.setup.private_label(False),
        words.setup.gaps_label(True),
        words.setup.digest_label(True),
        words.gaps.BUTTON_LABEL,
        words.setup.rate_label(60),
    )
    assert all(len(label) <= 38 for label in labels)
    assert len(words.answers.THREAD_NAME) <= 100
    assert len(words.gaps.MODAL_TITLE) <= 45
    assert len(words.gaps.QUESTION_LABEL) <= 45
    assert len(words.gaps.KEPT) <= 100


@pytest.mark.parametrize("words", LANGUAGES, ids=lambda words: words.code)
def test_every_kind_of_answer_has_a_denial_of_its_own(words: Words) -> None:
    said = [words.answers.declined(kind) for kind in (None, *AnswerKind)]
    assert len(set(said)) == len(AnswerKind) + 1
    assert ENGLISH.answers.declined(AnswerKind.FREQUENCY) == "The articles don't say how often."


@pytest.mark.parametrize("words", LANGUAGES, ids=lambda words: words.code)
def test_each_kind_of_small_talk_has_a_line_of_its_own(words: Words) -> None:
    themes = (ROOT / "retrieval/english/data/small_talk.txt").read_text(encoding="utf-8")
    topics = [line[3:].strip() for line in themes.splitlines() if line.startswith("## ") and line != "## help"]
    lines = [words.answers.small_talk(topic) for topic in topics]
    assert len(set(lines)) == len(topics) > 5
    assert words.answers.small_talk("weather") == words.answers.small_talk(None) not in lines


@pytest.mark.parametrize(
    ("locale", "code"),
    [
        (discord.Locale.german, "de"),
        ("de-AT", "de"),
        ("de_DE.UTF-8", "de"),
        (discord.Locale.american_english, "en"),
        (discord.Locale.thai, "en"),
        ("den", "en"),
        ("C.UTF-8", "en"),
        ("", "en"),
        (None, "en"),
    ],
)
def test_words_are_chosen_by_locale(locale: object, code: str) -> None:
    assert words_for(locale).code == code


@pytest.mark.parametrize(
    ("code", "one", "two", "many", "minutes"),
    [
        ("en", "in 1 second", "in 2 seconds", "in 89 seconds", "in 2 minutes"),
        ("de", "in 1 Sekunde", "in 2 Sekunden", "in 89 Sekunden", "in 2 Minuten"),
    ],
)
def test_a_wait_is_told_in_whole_seconds_or_minutes_and_never_too_short(
    code: str, one: str, two: str, many: str, minutes: str
) -> None:
    in_time = words_for(code).numbers.in_time
    assert [in_time(seconds) for seconds in (-3, 0.2, 1.2, 89, 90.5)] == [one, one, two, many, minutes]


@pytest.mark.parametrize(
    ("code", "number", "day", "counted", "took"),
    [
        ("en", "1,234,567", "3 Jun 2025", ("1 passage", "1,200 passages"), "Loaded in 1.3 s"),
        ("de", "1.234.567", "3. Juni 2025", ("1 Textstelle", "1.200 Textstellen"), "Geladen in 1,3 s"),
    ],
)
def test_numbers_dates_and_counts_are_each_languages_own(
    code: str, number: str, day: str, counted: tuple[str, str], took: str
) -> None:
    words = words_for(code)
    assert words.numbers.number(1_234_567) == number
    assert words.numbers.day(date(2025, 6, 3)) == day
    assert (words.numbers.passages(1), words.numbers.passages(1_200)) == counted
    assert words.reload.took(1.26) == took


def test_german_counts_in_the_case_that_it_needs() -> None:
    assert GERMAN.answers.paragraph(1_900) == "Abs. 1.900"
    assert GERMAN.quotations.said_count(2, 3) == "2 Zitate in 3 Artikeln"


def test_german_quotes_names_with_its_own_marks() -> None:
    said = GERMAN.quotations.said_by("Kim Kardashian West", "she", "Van Jones", None)
    assert said == "Kim Kardashian West (im Artikel „she“), zu Van Jones"
    for words, marks in ((GERMAN, "„x“"), (ENGLISH, "“x”")):
        assert marks in words.quotations.unknown_person("x", (), 0)
        assert marks in words.quotations.several("x", ("a", "b"), 1)


def test_the_promises_are_in_the_about_text() -> None:
    assert "No message text is stored" in ENGLISH.about.PRIVACY
    assert "Kein Nachrichtentext wird gespeichert" in GERMAN.about.PRIVACY
    assert "No language model writes a word" in ENGLISH.about.method(4)
    assert "Kein Sprachmodell schreibt ein Wort" in GERMAN.about.method(4)


def test_permissions_are_called_what_discord_calls_them() -> None:
    assert ENGLISH.errors.needs(["manage_guild"]) == "You need this permission for that: Manage Server."
    assert ENGLISH.permissions.name("view_channel") == "View Channels"
    assert "„Server verwalten“" in GERMAN.errors.needs(["manage_guild"])


@pytest.mark.parametrize("words", LANGUAGES, ids=lambda words: words.code)
def test_every_permission_that_is_asked_for_has_a_name_and_a_purpose(words: Words) -> None:
    for flag in (*NEEDS, "create_public_threads"):
        asked = words.permissions.allow_here(flag)
        assert words.permissions.name(flag) in asked
        assert asked.count(" ") > words.permissions.name(flag).count(" ") + 4, "it says what for"
