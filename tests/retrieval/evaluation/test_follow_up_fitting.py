"""What follow-ups are learned from, and what is held out."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from retrieval import Story
from retrieval.articles.article import make_article
from retrieval.evaluation import follow_up_fitting
from retrieval.evaluation.conversations import Conversation, Turn
from retrieval.evaluation.follow_up_fitting import Asked, Example, authors_left_out, conversations_left_out
from retrieval.evaluation.question_files import Place
from retrieval.ranking.follow_ups.weights import FollowUpWeights, load_follow_up_weights
from retrieval.ranking.weights import TEXT_ALONE

LINES = ("A village", "The baker baked bread in the night.", "The mayor fled to Rome.", "The miller sold a cow.")


def conversation(number: int, first: str, then: str) -> Conversation:
    gold = (Place("a.txt", 2 + number % 3),)
    return Conversation(f"C{number}", (Turn(first, gold, meant=first), Turn(then, gold, leans=True, meant=first)))


@pytest.fixture
def asked() -> Asked:
    story = Story.build((make_article("a.txt", "\n\n".join(LINES)),))
    written = ("when was bread baked", "who baked"), ("who fled", "to where"), ("who sold a cow", "what else")
    found = [conversation(number, first, then) for number, (first, then) in enumerate(written)]
    return Asked(story, found, ["anna", "ben", "anna"], [])


@pytest.fixture
def taught(monkeypatch: pytest.MonkeyPatch) -> list[set[str]]:
    """The follow-ups of each set of weights that was learned."""
    learned: list[set[str]] = []

    def fit(examples: Sequence[Example], _: object) -> FollowUpWeights:
        learned.append({each.asked.follow_up.new.text.text for each in examples if each.leans})
        return load_follow_up_weights(TEXT_ALONE)

    monkeypatch.setattr(follow_up_fitting, "fit_follow_ups", fit)
    return learned


def test_an_author_is_held_with_what_the_others_teach(asked: Asked, taught: list[set[str]]) -> None:
    judged = authors_left_out([asked])
    held = {name: [turn.case.id for turn in turns] for name, (turns,) in judged.items()}
    assert held == {"anna": ["C0.1", "C0.2", "C2.1", "C2.2"], "ben": ["C1.1", "C1.2"]}
    assert taught == [{"to where"}] * 2 + [{"who baked", "what else"}] * 2


def test_a_conversation_is_held_with_what_the_others_teach(asked: Asked, taught: list[set[str]]) -> None:
    (judged,) = conversations_left_out([asked], 3)
    assert [turn.case.id for turn in judged] == ["C0.1", "C0.2", "C1.1", "C1.2", "C2.1", "C2.2"]
    assert taught[::2] == [{"to where", "what else"}, {"who baked", "what else"}, {"who baked", "to where"}]
