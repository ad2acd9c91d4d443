"""Messages with marks, and messages made up of them: what is learned from says what its marks say."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.evaluation.made_up_messages import Chatter, bare_message, made_up_messages
from retrieval.evaluation.marked_messages import MARKS, MarkedMessage, marked_message, read_marked_messages
from retrieval.evaluation.question_files import read_rows
from retrieval.questions.acts.model import DialogueAct
from retrieval.questions.discourse_units import discourse_units
from retrieval.questions.markup import read_lines
from tests.evaluation_files import FOLDER, QUESTION_FILES

ASKS, GOES_ON, TALKS = DialogueAct.ASKS, DialogueAct.GOES_ON, DialogueAct.TALKS
SOCIAL, HELP = DialogueAct.SOCIAL, DialogueAct.HELP
QUESTIONS = [str(row["question"]) for row in read_rows(QUESTION_FILES["questions"])]
CLOSING = dict(zip(MARKS, "⟧⟫»", strict=True))
SENTENCES = st.lists(
    st.sampled_from("the wolf ate Kim. 1,5 kg! why? who was it and how old is he … lol, she-wolf thanks".split()),
    min_size=1,
    max_size=8,
).map(" ".join)


def units_of(message: MarkedMessage) -> list[tuple[str, DialogueAct]]:
    return [(unit.text.strip(" ,.?!"), act) for unit, act in zip(message.units, message.acts, strict=True)]


def test_each_mark_says_what_its_stretch_does() -> None:
    message = marked_message("hello there. my cat died. ⟦how old is kim⟧ «which articles do you have?» ⟪are you real?⟫")
    assert units_of(message) == [
        ("hello there", SOCIAL),
        ("my cat died", TALKS),
        ("how old is kim", ASKS),
        ("which articles do you have", HELP),
        ("are you real", SOCIAL),
    ]
    assert message.text == "hello there. my cat died. how old is kim which articles do you have? are you real?"


def test_a_stretch_asks_once_and_goes_on_over_its_units_and_lines() -> None:
    one = marked_message("⟦kim was there, and why did she come?⟧")
    assert [act for _, act in units_of(one)] == [ASKS, GOES_ON]
    two = marked_message("⟦who came?⟧ ⟦who left?⟧")
    assert [act for _, act in units_of(two)] == [ASKS, ASKS]
    lines = marked_message("- ⟦who came?⟧\n- she left.\n- ⟦who stayed?⟧")
    assert [act for _, act in units_of(lines)] == [ASKS, TALKS, ASKS]


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("⟦where was the key⟧ can you look it up", [ASKS]),
        ("⟦they lost the first game⟧ yes?", [ASKS]),
        ("⟦who paid for it all⟧ just wondering", [ASKS]),
    ],
)
def test_a_question_that_runs_into_chatter_asks_all_the_same(text: str, acts: list[DialogueAct]) -> None:
    assert [*marked_message(text).acts] == acts


def test_a_file_is_read_with_its_families_line_breaks_and_notes(tmp_path: Path) -> None:
    path = tmp_path / "own.txt"
    path.write_text("// a note\n⟦who came?⟧\n\n## lists\n- ⟦who came?⟧\\n- ⟦who left?⟧\n", encoding="utf-8")
    first, second = read_marked_messages(path)
    assert (first.family, first.text) == ("own", "who came?")
    assert (second.family, second.text) == ("lists", "- who came?\n- who left?")


@given(SENTENCES)
def test_without_marks_nothing_asks_and_the_units_are_those_of_the_message(text: str) -> None:
    message = marked_message(text, "f")
    assert (message.family, message.text) == ("f", text)
    assert message.units == discourse_units(read_lines(text))
    assert set(message.acts) <= {TALKS, SOCIAL}
    assert len(message.acts) == len(message.units)


@given(SENTENCES, SENTENCES, SENTENCES, st.sampled_from(sorted(MARKS)))
def test_marks_change_no_word_and_say_what_stands_within(before: str, within: str, after: str, mark: str) -> None:
    plain = f"{before}. {within}. {after}"
    message = marked_message(f"{before}. {mark}{within}.{CLOSING[mark]} {after}")
    assert message.text == plain
    assert [word for unit in message.units for word in unit.words] == [
        word for unit in discourse_units(read_lines(plain)) for word in unit.words
    ]
    begin, end = len(before) + 2, len(before) + 2 + len(within)
    for unit, act in zip(message.units, message.acts, strict=True):
        inside = any(begin <= token.start < end for token in unit.tokens)
        asked = {ASKS, GOES_ON} if MARKS[mark] is ASKS else {MARKS[mark]}
        assert act in (asked if inside else {TALKS, SOCIAL}), unit.text
    assert message.acts.count(ASKS) <= 1


@given(st.sampled_from(QUESTIONS))
def test_a_bare_question_asks_once_and_only_what_leads_to_it_talks(question: str) -> None:
    message = bare_message(question, "bare")
    assert (message.family, message.text) == ("bare", question)
    asked = message.acts.index(ASKS)
    assert set(message.acts[:asked]) <= {TALKS}
    assert set(message.acts[asked + 1 :]) <= {GOES_ON}


def test_what_leads_to_a_question_is_told_from_it() -> None:
    assert bare_message("the house of alice, what happened to it?", "bare").acts[-1] in {ASKS, GOES_ON}
    led = bare_message("kim came and then she left. why did she leave?", "bare")
    assert led.acts == (*[TALKS] * (len(led.acts) - 1), ASKS)
    assert set(bare_message("are you a robot?", "bare", social=True).acts) == {SOCIAL}


def test_chatter_is_what_stands_around_questions_and_what_asks_nothing() -> None:
    chatter = Chatter.of(
        [
            marked_message("hi all, my dog barks. ⟦who came?⟧ thanks a lot"),
            marked_message("⟦who left?⟧"),
            marked_message("what a   day"),
            marked_message("«list all quotes by kim»"),
            marked_message("so long a story " * 20),
        ]
    )
    assert chatter.before == ["hi all, my dog barks.", "what a day."]
    assert chatter.after == ["thanks a lot", "what a day"]


CHATTER = Chatter(["hi all.", "my dog barks, so"], ["thanks!", "my boss is coming"])


@settings(deadline=None)
@given(st.integers(0, 10_000), st.lists(st.sampled_from(QUESTIONS), min_size=1, max_size=6, unique=True))
def test_what_is_made_up_asks_what_it_was_made_of(seed: int, questions: list[str]) -> None:
    made = [*made_up_messages(CHATTER, questions, 12, seed)]
    assert len(made) == 12
    assert made == [*made_up_messages(CHATTER, questions, 12, seed)], "the same seed makes the same messages"
    plain = [" ".join(question.split()).rstrip("?.!,") for question in questions]
    for message in made:
        assert message.family == "made up"
        assert not set(message.text) & {*MARKS, *CLOSING.values()}
        held = sum(message.text.count(question) for question in plain)
        assert 1 <= message.acts.count(ASKS) <= 3
        assert held >= message.acts.count(ASKS)
        for act, before in zip(message.acts, (None, *message.acts), strict=False):
            assert act is not GOES_ON or before in {ASKS, GOES_ON}


def test_chance_makes_messages_of_every_kind() -> None:
    counts = [message.acts.count(ASKS) for message in made_up_messages(CHATTER, QUESTIONS, 300, 1)]
    assert set(counts) == {1, 2, 3}
    texts = [message.text for message in made_up_messages(CHATTER, QUESTIONS, 300, 1)]
    assert any(text.startswith("hi all.") for text in texts)
    assert any(text.endswith("thanks!") for text in texts)
    assert any(text.startswith("1) ") for text in texts)
    assert any(text.startswith("- ") for text in texts)
    assert texts != [message.text for message in made_up_messages(CHATTER, QUESTIONS, 300, 2)]


@pytest.mark.parametrize("chatter", [Chatter([], []), Chatter(["hi."], []), Chatter([], ["thx"])])
@pytest.mark.parametrize("questions", [["alice"], ["who came?"], ["who came?", "who left?"]])
def test_little_to_make_messages_of_is_enough(chatter: Chatter, questions: list[str]) -> None:
    made = [*made_up_messages(chatter, questions, 60, random.Random(0).randrange(100))]
    assert all(message.acts.count(ASKS) >= 1 for message in made)
    assert all(message.text == message.text.strip() for message in made)


def test_the_marked_files_are_whole() -> None:
    for path in sorted((FOLDER / "marked").glob("*.txt")):
        for message in read_marked_messages(path):
            assert message.units, message.text
            assert not set(message.text) & {*MARKS, *CLOSING.values()}
