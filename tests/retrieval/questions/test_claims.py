"""Claims told from questions: what is stated and is to be confirmed, whatever stands around it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.evaluation.question_files import read_rows
from retrieval.questions.claims import claim_in
from retrieval.questions.message import Part, read_message
from tests.evaluation_files import QUESTION_FILES

STATED = ("Kim paid for the lawyers", "alice was locked up for 21 years", "Kim was on her side")


def parts(message: str) -> tuple[Part, ...]:
    return read_message(message).parts


@pytest.mark.parametrize("stated", STATED)
@pytest.mark.parametrize(
    "around",
    [
        "{}, right?",
        "{}. true or false",
        "true or false: {}",
        "fact check: {}",
        "{}, can you confirm",
        "{}, isn't it",
        "is it true that {}?",
        "Is it correct that {}",
        "my buddy says {}. true?",
        "{}, i read it somewhere",
    ],
)
def test_what_is_to_be_confirmed_is_a_claim_without_what_asks_to(stated: str, around: str) -> None:
    (part,) = parts(around.format(stated))
    assert part.claim
    assert part.text.rstrip(".?") == stated


@pytest.mark.parametrize(
    "message",
    ["no way kanye paid for all this??", "omg one of alices kids passed away??", "Alice served 21 years, right?"],
)
def test_a_statement_that_is_asked_is_a_claim(message: str) -> None:
    assert [part.claim for part in parts(message)] == [True]


@pytest.mark.parametrize(
    "message",
    [
        "did kim pay for the lawyers?",
        "who paid the lawyers, right?",
        "is it right to free her from prison",
        "is it true what kim said about trump",
        "tell me who paid the lawyers, true?",
        "my buddy says it was seven months. how long was it?",
        "alice cooper, how many years of the life sentence did she serve?",
        "and why she did it?",
        "alice's age?",
        "kim's lawyers?",
        "i want to know who paid for all this?",
    ],
)
def test_what_asks_for_more_than_yes_or_no_is_no_claim(message: str) -> None:
    assert not any(part.claim for part in parts(message))


def test_hardly_a_question_of_the_files_is_taken_for_a_claim() -> None:
    for path in QUESTION_FILES.values():
        questions = [str(row["question"]) for row in read_rows(path)]
        taken = [question for question in questions if any(part.claim for part in parts(question))]
        assert len(taken) <= len(questions) / 50, taken


def test_what_is_stated_and_not_to_be_confirmed_has_the_form_of_a_claim_only() -> None:
    (part,) = parts("alice free now")
    assert (part.states, part.claim) == (True, False)


@given(
    st.text(max_size=80)
    | st.lists(st.sampled_from("is it true that false right correct or she won kim".split())).map(" ".join)
)
def test_what_is_claimed_is_the_end_of_what_was_asked(question: str) -> None:
    claimed = claim_in(question)
    assert claimed is None or (claimed and question.endswith(claimed) and claimed != question)
