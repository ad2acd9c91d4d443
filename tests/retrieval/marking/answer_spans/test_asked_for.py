"""What a question asks for: its kind, its noun, the preposition the answer may stand after."""

from __future__ import annotations

import pytest

from retrieval import Story
from retrieval.marking.answer_spans.asked_for import Asked, AskedFor
from tests.retrieval.queries import query


def asked(story: Story, text: str) -> Asked:
    read = query(story, text)
    return Asked.of(read.text, read.wanted, lambda _: 1.0)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("who helped Alice", AskedFor.PERSON),
        ("where did they meet", AskedFor.PLACE),
        ("which city did they meet in", AskedFor.PLACE),
        ("in which century was it built", AskedFor.DATE),
        ("when was she freed", AskedFor.DATE),
        ("how long was she in prison", AskedFor.DURATION),
        ("how old is Kim", AskedFor.AMOUNT),
        ("how many teams helped", AskedFor.COUNT),
        ("why did Kim help her", AskedFor.REASON),
        ("what did Kim say about it", AskedFor.SPEECH),
        ("how did Kim get a meeting", AskedFor.MANNER),
        ("how did Alice feel", AskedFor.FEELING),
        ("what did Kim do", AskedFor.ACTION),
        ("what is the show called", AskedFor.NAME),
        ("what colour was the door", AskedFor.NOUN),
        ("what does Alice want", AskedFor.THING),
        ("was Alice freed", AskedFor.WHETHER),
    ],
)
def test_what_sort_of_words_answer(story: Story, text: str, kind: AskedFor) -> None:
    assert asked(story, text).kind is kind


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("how many teams helped", {"team"}),
        ("which mitigating circumstances were told", {"mitig", "circumst"}),
        ("what kind of crime was it", {"crime"}),
        ("what did Kim do", set()),
        ("who helped", set()),
    ],
)
def test_the_noun_that_is_asked_for(story: Story, text: str, noun: set[str]) -> None:
    assert asked(story, text).noun == noun


def test_the_preposition_that_the_answer_may_stand_after(story: Story) -> None:
    assert asked(story, "in which town was it").preposition == "in"
    assert asked(story, "who did she pass her on to").preposition == "to"
    assert asked(story, "who helped").preposition is None


def test_the_words_weigh_one_together(story: Story) -> None:
    assert asked(story, "how long was Alice in prison").weights.sum() == pytest.approx(1.0)
    assert len(asked(story, "what was it").weights) == 0
