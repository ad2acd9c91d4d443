"""A question that leans on the one before takes its missing words; a full one stands alone."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retrieval import Exchange, Outcome, Story
from retrieval.answer import UNANSWERABLE
from retrieval.evaluation.conversations import JudgedTurn, judge_conversations, read_conversations
from retrieval.evaluation.question_files import read_rows
from retrieval.questions.follow_ups import Leaning, asks_back, leaning
from retrieval.questions.message import Part
from retrieval.questions.understand import Understood, understand
from tests.evaluation_files import CONVERSATIONS, QUESTION_FILES


@pytest.fixture(scope="module")
def turns(story: Story) -> list[JudgedTurn]:
    """Every turn of the conversations as it is answered."""
    return judge_conversations(story.ask, read_conversations(CONVERSATIONS, read_rows(CONVERSATIONS), story))


def share(values: list[bool]) -> float:
    return sum(values) / len(values)


def asked(story: Story, question: str, previous: Exchange | None = None) -> Understood:
    return understand(story.reader, story.library, Part(question), previous)


@pytest.mark.parametrize(
    ("question", "how"),
    [
        ("why?", Leaning.SURELY),
        ("and when was that?", Leaning.SURELY),
        ("what did she say then?", Leaning.SURELY),
        ("how old is she?", Leaning.SURELY),
        ("where", Leaning.SURELY),
        ("who else?", Leaning.SURELY),
        ("for how long?", Leaning.SURELY),
        ("tell me", Leaning.SURELY),
        ("and Kim?", Leaning.SAME_OF_ANOTHER),
        ("what about alice", Leaning.SAME_OF_ANOTHER),
        ("did she expect it?", Leaning.PERHAPS),
        ("and her kids?", Leaning.PERHAPS),
        ("who is alice johnson", Leaning.ALONE),
        ("how old is kim", Leaning.ALONE),
        ("why did Kim want to help Alice?", Leaning.ALONE),
        ("who hosted the interview on CNN?", Leaning.ALONE),
        ("and when did Trump grant clemency to Johnson?", Leaning.ALONE),
    ],
)
def test_how_a_question_leans(story: Story, question: str, how: Leaning) -> None:
    assert leaning(story.reader.read_question(question)) is how


@pytest.mark.parametrize("text", ["really?", "Really??", "are you sure", "for real?", "so?"])
def test_asking_back_is_a_follow_up_and_no_small_talk(story: Story, text: str) -> None:
    assert asks_back(text)
    before = Exchange("Does Kim want to go into politics?", "003_7544e19da446d4cf.txt", 8)
    assert story.ask(text, before).outcome is Outcome.ANSWERED
    assert story.ask(text).outcome in UNANSWERABLE


@pytest.mark.parametrize("text", ["really", "thanks", "thanks?", "lol", "hi", "ok", "cool?"])
def test_other_small_talk_stays_small_talk(story: Story, text: str) -> None:
    assert not asks_back(text)
    assert story.ask(text, Exchange("Did Kim cry?", "002_039dcc4ba17e706a.txt", 3)).outcome in UNANSWERABLE


def test_the_same_question_of_another_person(story: Story) -> None:
    before = Exchange("How old is Alice?", "000_eb346c45827f0cbc.txt", 3)
    understood = asked(story, "and Kim?", before)
    assert [person.name for person in understood.text.persons] == ["Kim Kardashian West"]
    assert understood.wanted == asked(story, "How old is Kim?").wanted


def test_the_answers_place_counts(story: Story) -> None:
    understood = asked(story, "why?", Exchange("Did Alice get involved in drugs?", "004_db8ac20673118af8.txt", 11))
    passages = [story.passages[row] for row in sorted(understood.bonus, key=lambda row: -understood.bonus[row])]
    assert {passage.file for passage in passages} == {"004_db8ac20673118af8.txt"}
    assert [passage.paragraph for passage in passages] == [11, 10, 12]


def test_a_question_that_may_lean_has_both_readings(story: Story) -> None:
    understood = asked(story, "did she expect it?", Exchange("Did Trump call Alice?", "004_db8ac20673118af8.txt", 8))
    assert understood.leaning is not None
    assert not understood.bonus
    assert understood.leaning.bonus
    assert set(understood.text.content_terms) < set(understood.leaning.text.content_terms)
    assert asked(story, "did she expect it?").leaning is None


@pytest.mark.parametrize(
    "before",
    [Exchange("why?"), Exchange(""), Exchange("🙂"), Exchange("gone", "gone.txt", 3), Exchange("x", None, 3)],
)
def test_an_exchange_without_a_place_or_words_does_no_harm(story: Story, before: Exchange) -> None:
    assert 0 <= story.ask("and then?", before).confidence <= 1


def test_a_topic_shift_is_not_pulled_to_the_old_topic(turns: list[JudgedTurn]) -> None:
    shifts = [turn for turn in turns if turn.number > 1 and not turn.turn.leans and turn.verdict.told]
    assert len(shifts) == 20
    assert [turn.verdict.right_first for turn in shifts] == [turn.alone.right_first for turn in shifts]


def test_an_echo_does_not_pass_the_conversations(turns: list[JudgedTurn]) -> None:
    leaning = [turn for turn in turns if turn.turn.leans]
    assert len(leaning) == 213
    assert share([turn.echo for turn in leaning]) < 0.2


def test_follow_ups_are_understood(turns: list[JudgedTurn]) -> None:
    # Measured when this was written: 0.57 right first, 0.50 shown, 0.76 in the first three.
    leaning = [turn.verdict for turn in turns if turn.turn.leans and turn.verdict.told]
    assert share([verdict.right_first for verdict in leaning]) > 0.5
    assert share([verdict.shown for verdict in leaning]) > 0.45
    assert share([verdict.in_first_3 for verdict in leaning]) > 0.7


def test_an_unrelated_exchange_costs_next_to_nothing(story: Story) -> None:
    before = Exchange("Did Kim cry?", "002_039dcc4ba17e706a.txt", 3)
    changed = asked = 0
    for row in read_rows(QUESTION_FILES["questions"]):
        if row["answerable"]:
            asked += 1
            alone, after = story.ask(row["question"]).ranked, story.ask(row["question"], before).ranked
            changed += bool(alone) and alone[0].passage.row != after[0].passage.row
    assert changed / asked < 0.1


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_two_messages_make_a_conversation(story: Story, first: str, second: str) -> None:
    answer = story.ask(second, Exchange(first, story.articles[0].file, 3))
    assert 0 <= answer.confidence <= 1
