"""A question that was asked in vain, written into the host's files: what is written, and what is found then."""

from pathlib import Path

import pytest

from retrieval import Story
from retrieval.workshop.change import make_change
from retrieval.workshop.errors import WorkshopError
from retrieval.workshop.filling import filled, plan_answer, plan_not_told
from retrieval.workshop.gaps import AskedInVain, GapGroup
from tests.retrieval.workshop.harbour import NAME, harbour

BILL = "what was the bill for mending it?"


def group_of(*questions: str) -> GapGroup:
    return GapGroup(tuple(AskedInVain(number, words) for number, words in enumerate(questions, start=1)))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    harbour(tmp_path)
    return tmp_path


def test_the_most_asked_wording_that_is_a_question_is_written_and_found(folder: Path) -> None:
    story = Story.load(folder)
    group = group_of("you idiots!", BILL, "what was the bill for mending it")
    assert filled(story, group, NAME, 4).done != (1, 2, 3)
    change = plan_answer(story, folder, group, NAME, 4)
    make_change(change)
    assert change.name == "reader-questions/harbour.md"
    assert BILL in change.after.decode()
    assert "idiots" not in change.after.decode(), "what is offered to people comes from there"
    outcome = filled(Story.load(folder), group, NAME, 4)
    assert {2, 3} <= set(outcome.done)
    assert outcome.reason == ""
    assert sorted(outcome.done + outcome.left) == [1, 2, 3]


@pytest.mark.parametrize(
    ("questions", "reason"),
    [
        (("the storm tore a hole into the harbour wall on tuesday?",), "copies the article"),
        (("?!",), "no words"),
        (("qui a construit le mur du port et pourquoi ?",), "not in English"),
    ],
)
def test_what_is_no_question_is_not_written_and_it_is_said_why(
    folder: Path, questions: tuple[str, ...], reason: str
) -> None:
    with pytest.raises(WorkshopError, match=reason):
        plan_answer(Story.load(folder), folder, group_of(*questions), NAME, 2)


def test_an_article_that_is_gone_is_said_to_be(folder: Path) -> None:
    with pytest.raises(WorkshopError, match="not in the story any more"):
        plan_answer(Story.load(folder), folder, group_of(BILL), "gone.txt", 2)


def test_a_question_that_does_not_find_its_passage_tells_which_it_finds(folder: Path) -> None:
    outcome = filled(Story.load(folder), group_of("who heard it go like a gun?"), NAME, 4)
    assert (outcome.done, outcome.left) == ((), (1,))
    assert "finds paragraph 3 first" in outcome.reason


def test_what_the_story_does_not_tell_is_declined_then_or_it_is_said_what_it_finds(folder: Path) -> None:
    story = Story.load(folder)
    group = group_of("how many trombones did the mayor own?")
    make_change(plan_not_told(folder, group))
    assert filled(Story.load(folder), group).done == (1,)
    told = filled(story, group_of("who heard it go like a gun?"))
    assert (told.done, told.reason) == ((), f"It still finds paragraph 3 of {NAME}.")
