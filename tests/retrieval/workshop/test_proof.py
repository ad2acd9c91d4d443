"""A question is judged by what it finds without itself, and by whether anybody would ask it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from retrieval import Story
from retrieval.knowledge.files import Knowledge, ReaderQuestion, ReaderQuestions
from retrieval.questions.understood import Understood
from retrieval.workshop.left_out import LeftOut
from retrieval.workshop.proof import Fault, Proof, Verdict

SECOND = Path(__file__).parents[2] / "second_story"
ASKED = (
    ReaderQuestion("which lifeboat did beasley get into", "beasley.txt", 29),
    ReaderQuestion("who was made captain of the lifeboat", "beasley.txt", 42),
    ReaderQuestion("what is the purple elephant called", "beasley.txt", 3),
)


@cache
def titanic() -> Story:
    story = Story.load(SECOND)
    return Story.build(story.articles, Knowledge(questions=ReaderQuestions(ASKED)))


def judged(text: str, paragraph: int = 29, file: str = "beasley.txt") -> Verdict:
    return Proof(titanic()).judge(text, file, paragraph)


def test_a_question_that_finds_its_passage_helps() -> None:
    verdict = judged("what number was the boat that swung half full of ladies")
    assert verdict.helps
    assert (verdict.rank, verdict.reason) == (1, "")


@pytest.mark.parametrize(
    ("text", "fault", "says"),
    [
        ("how much did the marconi operators earn", Fault.FINDS_ANOTHER, "name in it what only paragraph 29 tells."),
        ("Which lifeboat did Beasly get into?", Fault.ASKED_ALREADY, "“which lifeboat did beasley get into”"),
        ("looking over the side of the ship, I saw the boat?", Fault.COPIED, "words of your own"),
        ("en qué bote salvavidas estaba el señor", Fault.NOT_ENGLISH, "not in English"),
        ("The boat was swinging level with the deck.", Fault.ASKS_NOTHING, "It asks nothing."),
        ("thank you so much", Fault.ASKS_NOTHING, "It asks nothing."),
        ("which boat was it? who was in it? why did they row?", Fault.SEVERAL, "several things"),
        ("?!", Fault.EMPTY, "no words"),
        ("which boat " * 20, Fault.TOO_LONG, "in a few words"),
    ],
)
def test_what_does_not_help_is_told_in_one_sentence(text: str, fault: Fault, says: str) -> None:
    verdict = judged(text)
    assert verdict.fault is fault
    assert says in verdict.reason
    assert verdict.reason.endswith(".")


def test_a_passage_that_is_not_there_is_told() -> None:
    assert judged("which boat", 999).reason == "beasley.txt has no paragraph 999."
    assert judged("which boat", 1, "no.txt").fault is Fault.NO_PASSAGE
    assert Proof(titanic()).find("which boat", "no.txt", 1).fault is Fault.NO_PASSAGE


def test_of_two_alike_only_the_first_helps() -> None:
    proof = Proof(titanic())
    text = "what number was the boat that swung half full of ladies"
    assert proof.judge(text, "beasley.txt", 29).helps
    again = proof.judge(text.replace("was", "were") + "?", "beasley.txt", 29)
    assert again.fault is Fault.ASKED_ALREADY
    assert again.like is not None
    assert again.like.text == text


def test_a_kept_question_is_found_with_itself_and_not_without() -> None:
    proof = Proof(titanic(), within=20)
    assert proof.find(ASKED[2].text, "beasley.txt", 3).rank == 1
    verdict = proof.judge_kept(2)
    assert verdict.fault is Fault.FINDS_ANOTHER
    assert proof.judge_kept(1).helps, "the text tells enough"


def test_leaving_out_is_building_without() -> None:
    """What is learned again without some questions ranks as a story does that never had them."""
    story = titanic()
    without = Story.build(story.articles, Knowledge(questions=ReaderQuestions(ASKED[:2])))
    ranker, question = LeftOut(story).ranker_without((2,)), story.reader.read_question("who was the captain")
    understood = Understood(question, question.wanted)
    one, other = ranker.rank(understood), without.ranker.rank(understood)
    assert one.order.tolist() == other.order.tolist()
    assert one.scores == pytest.approx(other.scores, abs=1e-4)


def test_every_question_is_left_out_once() -> None:
    ranks = dict(LeftOut(titanic()).ranks(parts=2))
    assert set(ranks) == set(ASKED)
    assert ranks[ASKED[2]] != 1
    assert not dict(LeftOut(replace(titanic(), knowledge=Knowledge())).ranks())
