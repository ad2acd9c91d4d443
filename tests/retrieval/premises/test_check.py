"""Questions that rest on something false are corrected or declined, and true ones are not."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval import Story
from retrieval.answer import Outcome
from retrieval.premises.check import load_premise_weights
from retrieval.premises.signals import SIGNALS, may_speak, measure
from retrieval.questions.understood import understand_alone
from retrieval.ranking.weights import TEXT_ALONE, WITH_READER_QUESTIONS
from tests.sample import sample_story

STORY = sample_story()
KANYE_SAYS = "What are Kanye's words about Kim having already given Trump legitimacy?"
KIM_SAYS = "What are Kim's words about Kanye having already given Trump legitimacy?"
ALICE_CALLS = "so what did Kim do when Alice called her from prison with the good news?"
KIM_CALLS = "so what did Alice do when Kim called her in prison with the good news?"


def signals(story: Story, question: str) -> dict[str, float]:
    ranking = story.ranker.rank(understand_alone(story.reader, question))
    return measure(story.premises.compare(ranking))


@pytest.mark.parametrize(
    ("signal", "false", "true"),
    [
        ("alternative", "how was the white house visit in april", "how was the white house visit in may"),
        ("number", "why did they cry for 30 minutes", "why did they cry for 3 minutes"),
        ("name", "why has kim called melania first", "why has kim called ivanka first"),
        ("denied", "why did kim not get any lawyers involved", "why did kim get any lawyers involved"),
        ("turned", "why did alice want to help kim", "why did kim want to help alice"),
        ("refusal", "why did kim refuse to talk to cnn", "why did kim talk to cnn"),
        (
            "speaker",
            "why did trump say that thank you is not big enough",
            "why did alice say that thank you is not big enough",
        ),
        ("opposite_predicate", "how did alice escape from the prison", "how was alice freed from the prison"),
        ("another", KANYE_SAYS, KIM_SAYS),
        ("another_speaks", KANYE_SAYS, KIM_SAYS),
        ("nobody_so", KANYE_SAYS, KIM_SAYS),
        ("other_role", ALICE_CALLS, KIM_CALLS),
        ("denied_otherwise", "how come alice knew who kim was", "how come alice had no idea who kim was"),
        ("denied_told", "why does kim believe trump used her for a pr stunt", "why did trump use kim for a pr stunt"),
        ("counted", "how old is kim, the mom of five", "how old is kim, the mom of three"),
        ("other_person", "why did trump oppose the policies", "why did kim oppose the policies"),
    ],
)
def test_a_signal_tells_a_false_question_from_a_true_one(story: Story, signal: str, false: str, true: str) -> None:
    assert signals(story, false)[signal] > signals(story, true)[signal]


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("why was the white house visit in April", "late May"),
        ("why was johnson held in a prison in tennessee", "Alabama"),
        ("why did they cry for 30 minutes on the phone", "3 minutes"),
        ("why did kim not get any lawyers involved", "getting her legal team involved"),
    ],
)
def test_what_contradicts_is_shown_in_bold(story: Story, question: str, shown: str) -> None:
    answer = story.ask(question)
    assert answer.outcome is Outcome.CORRECTED
    assert answer.answered
    best = answer.ranked[0]
    assert shown in " ".join(best.passage.text[span.start : span.end] for span in best.highlights)


@pytest.mark.parametrize(
    "question", ["why did hillary clinton call kim back", "what did kim tell tucker carlson in the interview"]
)
def test_what_nothing_contradicts_is_declined(story: Story, question: str) -> None:
    answer = story.ask(question)
    assert answer.outcome is Outcome.DECLINED
    assert 0 <= answer.confidence < 0.5


@pytest.mark.parametrize(
    "question",
    [
        "why did kim want to help alice",
        "did alice refuse the clemency",
        "why did they cry for three minutes on the phone",
        "how old is alice johnson",
        "why does kim not want to go into politics",
    ],
)
def test_true_questions_are_not_corrected(story: Story, question: str) -> None:
    assert story.ask(question).outcome is not Outcome.CORRECTED


def test_the_corrected_passage_is_first_and_once(story: Story) -> None:
    ranked = story.ask("why was johnson held in a prison in tennessee").ranked
    rows = [finding.passage.row for finding in ranked]
    assert len(rows) == len(set(rows)) == len(story.passages)


@pytest.mark.parametrize("name", [WITH_READER_QUESTIONS, TEXT_ALONE])
def test_every_signal_has_a_weight_that_speaks_against(name: str) -> None:
    weights = load_premise_weights(name)
    assert list(weights.weights) == [*SIGNALS, "constant"]
    assert min(weights.weights[name] for name in SIGNALS) >= 0
    assert 0 < weights.false_from < weights.surely_from < 1


@given(st.text(max_size=300))
def test_signals_are_shares_of_any_text(story: Story, text: str) -> None:
    values = signals(story, text)
    assert list(values) == list(SIGNALS)
    assert all(math.isfinite(value) and 0 <= value <= 1 for value in values.values())


ASKED = "why did alice kim trump not refuse help say free her son may april 30 3 minutes Rover or who how".split()


@given(st.lists(st.sampled_from(ASKED), min_size=1, max_size=9).map(" ".join))
def test_a_signal_that_cannot_speak_is_silent_and_what_cannot_be_false_is_not(question: str) -> None:
    checked = STORY.premises.compare(STORY.ranker.rank(understand_alone(STORY.reader, question)))
    speaking, values = may_speak(checked), {name: each.value(checked) for name, each in SIGNALS.items()}
    assert not [name for name, value in values.items() if value and not speaking[name]]
    assert measure(checked) == values
    weights = STORY.premises.weights
    assert weights.may_be_false(speaking) or weights.probability(values) < weights.false_from


def test_a_sign_counts_as_its_word_does(tmp_path: Path) -> None:
    (tmp_path / "weather.txt").write_text(
        "The Weather\n\nIt was 31 degrees in the valley on Sunday.\n\nThe earth will pass 1.5°C of warming soon.\n",
        encoding="utf-8",
    )
    story = Story.load(tmp_path)
    assert signals(story, "when will we pass 1.5 degrees")["number"] == 0.0
    assert signals(story, "when will we pass 2.5 degrees")["number"] == 1.0


def test_one_reader_question_does_not_change_what_counts_as_false(tmp_path: Path) -> None:
    (tmp_path / "weather.txt").write_text("The Weather\n\nIt was 31 degrees in the valley.\n\nThe sea was calm.\n")
    (tmp_path / "reader-questions").mkdir()
    (tmp_path / "reader-questions" / "weather.md").write_text("## 2: It was\nhow hot was it\n", encoding="utf-8")
    story = Story.load(tmp_path)
    assert len(story.knowledge.questions.answered) == 1
    assert story.premises.weights == load_premise_weights(TEXT_ALONE)
