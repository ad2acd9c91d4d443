"""The kind of answer a question wants, and where a sentence holds one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.english.answer_kinds import AnswerKind, held_kinds, held_spans, wanted_kinds
from tests.scaling import linear

K = AnswerKind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How old is Alice?", K.AGE),
        ("what is kims age", K.AGE),
        ("when was she released", K.DATE),
        ("what day did it air", K.DATE),
        ("where was she held", K.PLACE),
        ("which prison was it", K.PLACE),
        ("how long was she inside", K.DURATION),
        ("how many years did she serve", K.DURATION),
        ("how many kids does she have", K.COUNT),
        ("how often did she call", K.FREQUENCY),
        ("how many times did they meet", K.FREQUENCY),
        ("why did she do it", K.REASON),
        ("how come", K.REASON),
        ("what did she say about the meeting", K.SPEECH),
        ("who paid for it", K.PERSON),
        ("what is the name of her husband", K.PERSON),
        ("how tall is he", K.MEASURE),
        ("what is her net worth", K.MONEY),
        ("how much did it cost", K.MONEY),
    ],
)
def test_what_a_question_wants(question: str, kind: AnswerKind) -> None:
    assert kind in wanted_kinds(question)


@pytest.mark.parametrize("question", ["was it risky", "", "?", "kim white house meeting", "did her son die"])
def test_some_questions_want_no_kind(question: str) -> None:
    assert wanted_kinds(question) == frozenset()


@pytest.mark.parametrize(
    ("sentence", "kind", "marked"),
    [
        ("A 63-year-old grandmother.", K.AGE, ["63-year-old"]),
        ("Ann, 54, went home.", K.AGE, [", 54,"]),
        ("It ended on June 6.", K.DATE, ["June 6"]),
        ("It began in October 1996.", K.DATE, ["October 1996"]),
        ("On June 8, 2018 it rained.", K.DATE, ["June 8, 2018"]),
        ("They met last week.", K.DATE, ["last week"]),
        ("She served 21 years.", K.DURATION, ["21 years"]),
        ("It took seven months.", K.DURATION, ["seven months"]),
        ("It cost $1,200 to mend.", K.MONEY, ["$1,200"]),
        ("It cost $3.5 million.", K.MONEY, ["$3.5 million"]),
        ("63% came.", K.COUNT, ["63%"]),
        ("She made daily calls.", K.FREQUENCY, ["daily"]),
    ],
)
def test_where_an_answer_stands(sentence: str, kind: AnswerKind, marked: list[str]) -> None:
    assert kind in held_kinds(sentence)
    assert [sentence[start:end] for start, end in held_spans(sentence, kind)][: len(marked)] == marked


def test_an_age_is_no_length_of_time() -> None:
    assert K.DURATION not in held_kinds("She is a 63-year-old grandmother.")


@given(st.text(), st.sampled_from(AnswerKind))
def test_spans_are_slices_and_agree_with_the_kinds(sentence: str, kind: AnswerKind) -> None:
    spans = held_spans(sentence, kind)
    assert (kind in held_kinds(sentence)) == bool(spans)
    assert all(0 <= start < end <= len(sentence) for start, end in spans)
    assert list(spans) == sorted(spans)


@given(st.text())
def test_any_text_wants_something_or_nothing(question: str) -> None:
    assert wanted_kinds(question) <= frozenset(AnswerKind)


@pytest.mark.parametrize(
    "unit", ["what did ", "what is ", "when ", "a ", "in the ", "1", "three two ", "Aa ", "how much did "]
)
def test_time_grows_with_the_text_and_not_with_its_square(unit: str) -> None:
    linear(lambda text: (wanted_kinds(text), held_kinds(text)), unit)


PIECES = (
    "Once aged 42, TWO years ago ſince İn the Teens said K m $5 million Daily because ıf had to % percent LIFE sentence"
)


@given(st.lists(st.one_of(st.sampled_from([*PIECES.split(), " ", "\n"]), st.text(max_size=4)), max_size=8))
def test_a_sentence_holds_the_kinds_of_its_spans(pieces: list[str]) -> None:
    sentence = " ".join(pieces)
    assert held_kinds(sentence) == {kind for kind in AnswerKind if held_spans(sentence, kind)}
