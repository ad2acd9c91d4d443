"""What is offered is a whole English question that makes sense by itself."""

from __future__ import annotations

import pytest

from retrieval.offering.well_formed import asks_whole, reads_alone
from tests.sample import sample_story

READER = sample_story().reader


@pytest.mark.parametrize(
    "text",
    [
        "Who freed Alice Johnson?",
        "Why did Kim want to help?",
        "How many years did Ms Johnson do?",
        "What did Kim tell Alice?",
        "Was the sentence commuted?",
        "What will the repairs cost?",
        "Does the star have political ambitions?",
    ],
)
def test_good_questions_are_whole(text: str) -> None:
    assert reads_alone(text, READER)
    assert asks_whole(READER.read_question(text))


@pytest.mark.parametrize(
    "text",
    [
        "Kim has gave lawyers to Alice?",
        "Kim K on CNN???",
        "Why did she want to help?",
        "Why did Kim want to hlep Alice?",
        "Why do ppl say Trump did it?",
        "Who?",
        "What did Kim Kardashian West say about all that Alice Johnson did in prison in those long years?",
        "Alice's middle name please?",
        "Did you read how Alice came out?",
    ],
)
def test_what_leans_or_has_slips_does_not_read_alone(text: str) -> None:
    assert not reads_alone(text, READER)


@pytest.mark.parametrize(
    "text",
    [
        "Why Kim is crying in the interview?",
        "What Kim say about Kanye and Trump?",
        "Did Alice have heard about Kim?",
        "Did Trump went to the prison?",
        "Who has gave Alice a second chance?",
    ],
)
def test_questions_in_another_order_or_with_verbs_that_do_not_go_together_are_not_whole(text: str) -> None:
    assert not asks_whole(READER.read_question(text))
