"""A question that leans on the one before takes its missing words; a full one stands alone."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retrieval import Exchange, Outcome, Story
from retrieval.answer import REMEMBERED, UNANSWERABLE
from retrieval.english.answer_kinds import AnswerKind
from retrieval.evaluation.conversations import JudgedTurn, judge_conversations, read_conversations
from retrieval.evaluation.question_files import read_rows
from retrieval.questions.follow_ups import asks_back
from retrieval.questions.message import CONTEXT_WORDS, Part, Purpose, read_message
from retrieval.questions.pronouns import chain
from retrieval.questions.understand import understand
from retrieval.questions.understood import Understood
from retrieval.ranking.follow_ups.leaning import STANDS_ALONE_BELOW, leaning
from retrieval.spans import Span
from tests.evaluation_files import CONVERSATIONS, QUESTION_FILES


@pytest.fixture(scope="module")
def turns(story: Story) -> list[JudgedTurn]:
    """Every turn of the conversations as it is answered."""
    return judge_conversations(story.ask, read_conversations(CONVERSATIONS, read_rows(CONVERSATIONS), story))


def share(values: list[bool]) -> float:
    return sum(values) / len(values)


def asked(story: Story, question: str, previous: Exchange | None = None) -> Understood:
    return understand(story.reader, story.library, Part(question), previous)


def leans(story: Story, question: str, before: Exchange) -> float:
    understood = asked(story, question, before)
    assert understood.follow_up is not None
    ranker = story.ranker
    return leaning(understood.follow_up.signs, ranker.score(understood), ranker.follow_up_weights.leaning)


CRIED = Exchange("Did Kim cry?", "002_039dcc4ba17e706a.txt", 3)
FREED = Exchange("Did Trump free Alice?", "003_7544e19da446d4cf.txt", 6)


@pytest.mark.parametrize(
    "question",
    """why?|and when was that?|what did she say then?|how old is she?|where|who else?|for how long?|tell me|and Kim?
    what about alice|did she expect it?|and her kids?|no, i mean the other one""".replace("\n", "|").split("|"),
)
def test_what_needs_the_question_before_leans(story: Story, question: str) -> None:
    assert leans(story, question.strip(), CRIED) > 0.5


@pytest.mark.parametrize(
    "question",
    [
        "who is alice johnson",
        "how old is kim",
        "why did Kim want to help Alice?",
        "who interviewed Kim on CNN?",
        "when did Trump grant clemency to Johnson?",
    ],
)
def test_a_full_question_stands_alone(story: Story, question: str) -> None:
    assert leans(story, question, CRIED) < STANDS_ALONE_BELOW
    alone, after = story.ask(question), story.ask(question, CRIED)
    assert alone.ranked == after.ranked
    assert alone.confidence == after.confidence


@pytest.mark.parametrize(
    ("question", "before", "meant"),
    [
        ("and kim?", "how old is alice", "how old is {Kim Kardashian West}"),
        ("no, not kim, alice", "how old is kim", "how old is {Alice Marie Johnson}"),
        ("and alice about kim?", "how did kim find out about alice", "how did {Alice} find out about {Kim}"),
        ("why?", "did alice know kim", "did {Alice} know {Kim}"),
        ("did she know who kim was", "what dance did alice do", "did {Alice} know who {Kim} was"),
        ("how candid was she with him", "did Kim meet Kushner", "how candid was {Kim} with {Jared}"),
        ("what about kim, will she stop?", "is alice writing a book", "what about {Kim}, will {Kim} stop?"),
        ("who is her husband", "how old is kim", "who is {Kanye}"),
        ("what did they talk about", "did kim call ivanka", "what did {Kim} and {Ivanka} talk about"),
        ("does she minimise what she did", "how old is alice", "does {Alice} minimise what she did"),
        ("how did he die", "did alice lose a child", "how did he die"),
        ("what did alice say about her own guilt", "did kim cry", "what did {Alice} say about {Alice} own guilt"),
    ],
)
def test_whom_a_follow_up_is_about(story: Story, question: str, before: str, meant: str) -> None:
    understood = asked(story, question, Exchange(before))
    assert understood.follow_up is not None
    whole = understood.follow_up.whole.text.tokens
    wanted = re.findall(r"{(.*?)}", meant)
    people = [story.people.find(name) for name in wanted]
    assert [token.person for token in whole if token.person is not None] == people


def test_a_third_turn_still_knows_the_first(story: Story) -> None:
    first = story.ask("who interviewed kim on cnn")
    second = story.ask("and when?", first.exchange)
    assert second.exchange is not None
    assert second.exchange.before == first.exchange
    third = asked(story, "and why?", second.exchange)
    assert third.follow_up is not None
    assert {"interview", "cnn"} <= set(third.follow_up.joined.text.content_terms)


def test_whom_the_card_shown_last_names_may_be_meant_after_a_declined_question(story: Story) -> None:
    shown = Exchange("How is the accusation put?", "000_eb346c45827f0cbc.txt", 2)
    declined = Exchange("Did the White House comment?").after(shown)
    understood = asked(story, "his response please", declined)
    assert understood.follow_up is not None
    assert understood.follow_up.resolved.text.persons == (story.people.find("Kanye"),)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("And Alice, what she said for thank her?", "thank"),
        ("and she is sorry about this or no", "sorri"),
        ("and the other heart one, fulfilled or smth, what was that about", "fulfil"),
    ],
)
def test_nothing_that_is_said_with_a_short_question_is_lost(story: Story, text: str, told: str) -> None:
    (part,) = read_message(text, CRIED).parts
    understood = understand(story.reader, story.library, part, CRIED)
    assert understood.follow_up is not None
    assert told in understood.follow_up.new.text.content_terms


def test_of_a_long_message_the_last_words_around_its_question_are_read(story: Story) -> None:
    text = f"{'I sat here with my tea and read of it. ' * 4}What congregation is she with, in the end?"
    (part,) = read_message(text, CRIED).parts
    assert "congregation" in part.said
    assert len(part.said.split()) <= 2 * CONTEXT_WORDS


def test_what_answered_is_read_with_the_next_question(story: Story) -> None:
    first = story.ask("where did kim first hear about the case")
    assert first.exchange is not None
    assert first.exchange.marks
    understood = asked(story, "and who had written it?", first.exchange)
    assert understood.follow_up is not None
    assert "tweet" in understood.follow_up.answered.text.content_terms
    assert "tweet" not in understood.follow_up.joined.text.content_terms


def test_the_other_one_is_told_apart_by_what_it_is_not(story: Story) -> None:
    understood = asked(story, "no, the other interview", Exchange("who interviewed kim on cnn"))
    assert understood.follow_up is not None
    assert "cnn" in understood.follow_up.excluded
    assert "cnn" not in understood.follow_up.joined.text.content_terms
    assert understood.follow_up.joined.wanted == {AnswerKind.PERSON}


@pytest.mark.parametrize(
    "text", ["No, I mean the lady who was freed, not Kim", "What about Kim, will she stop?", "When was it posted?"]
)
def test_after_an_answer_it_is_one_question(text: str) -> None:
    read = read_message(text, CRIED)
    assert read.purpose is Purpose.QUESTIONS
    assert [part.text for part in read.parts] == [text]


def test_a_request_for_help_stays_one_after_an_answer() -> None:
    for text in ("when was the article posted", "how does this bot work"):
        assert read_message(text, CRIED).purpose is Purpose.HELP


def test_a_chain_is_remembered_as_far_as_its_last_exchanges(story: Story) -> None:
    exchange = Exchange("who is kim")
    for number in range(20):
        exchange = Exchange(f"why {number}").after(exchange)
    assert len(list(chain(exchange))) == REMEMBERED + 1
    assert [each.question for each in chain(exchange)][:2] == ["why 19", "why 18"]


@pytest.mark.parametrize("text", ["source?", "says who?", "how do you know?", "according to whom?", "really?"])
def test_where_the_last_answer_stands_is_shown_again(story: Story, text: str) -> None:
    first = story.ask("how old is alice")
    assert first.best is not None
    again = story.ask(text, first.exchange)
    assert again.best == replace(first.best, score=again.ranked[0].score)


@pytest.mark.parametrize("text", ["what for?", "and what for?", "what about it?", "and then?", "why?", "so?"])
def test_what_only_asks_on_is_no_small_talk_after_an_answer(story: Story, text: str) -> None:
    assert story.ask(text, FREED).outcome in {Outcome.ANSWERED, Outcome.DECLINED}


@pytest.mark.parametrize(
    ("first", "then", "file", "paragraph"),
    [
        ("did kim go to the white house", "when was this", "000", 5),
        ("is kim going into politics", "why not", "004", 9),
        ("kim found out about alice", "how", "000", 3),
        ("when was alice freed", "where", "004", 8),
        ("who did kim call first", "then who?", "000", 10),
    ],
)
def test_a_bare_question_word_asks_on(story: Story, first: str, then: str, file: str, paragraph: int) -> None:
    answer = story.ask(then, story.ask(first).exchange)
    assert answer.answered
    assert answer.best is not None
    assert answer.best.passage.file.startswith(file)
    assert answer.best.passage.paragraph == paragraph


@pytest.mark.parametrize(("question", "told"), [("when was that?", True), ("how many were there?", False)])
def test_the_passage_shown_last_may_have_the_kind_of_answer_that_is_asked_for_next(
    story: Story, question: str, told: bool
) -> None:
    first = story.ask("did kim go to the white house")
    understood = asked(story, question, replace(first.exchange, marks=()) if first.exchange else None)
    assert understood.follow_up is not None
    assert story.ranker.leaning_with(understood.follow_up, 1.0).kind_unmarked is told


@pytest.mark.parametrize(
    ("then", "words"), [("when was this", "late May"), ("where was this", "the White House"), ("what else", None)]
)
def test_of_what_was_marked_the_kind_of_answer_asked_for_next_may_be_marked(
    story: Story, then: str, words: str | None
) -> None:
    text = story.ask("did kim go to the white house").ranked[0].passage.text
    sentence = text[: text.index("Commander in Chief") + len("Commander in Chief")]
    shown = Exchange("did kim go to the white house", "000_eb346c45827f0cbc.txt", 5, marks=(Span(0, len(sentence)),))
    best = story.ask(then, shown).best
    assert best is not None
    marked = [best.passage.text[span.start : span.end] for span in best.highlights]
    if words is None:
        assert all(span.start >= len(sentence) or best.passage.text != text for span in best.highlights)
    else:
        assert marked == [words]


def test_no_card_is_shown_twice(story: Story, turns: list[JudgedTurn]) -> None:
    assert [turn for turn in turns if turn.same_card and not turn.turn.source and turn.turn.leans] == []


@pytest.mark.parametrize("text", ["really?", "Really??", "are you sure", "for real?"])
def test_asking_back_is_a_follow_up_and_no_small_talk(story: Story, text: str) -> None:
    assert asks_back(text)
    before = Exchange("Does Kim want to go into politics?", "003_7544e19da446d4cf.txt", 8)
    assert story.ask(text, before).outcome is Outcome.ANSWERED
    assert story.ask(text).outcome in UNANSWERABLE


@pytest.mark.parametrize("text", ["really", "thanks", "thanks?", "lol", "hi", "ok", "cool?"])
def test_other_small_talk_stays_small_talk(story: Story, text: str) -> None:
    assert not asks_back(text)
    assert story.ask(text, Exchange("Did Kim cry?", "002_039dcc4ba17e706a.txt", 3)).outcome in UNANSWERABLE


def test_marks_that_are_not_remembered_are_found_again(story: Story) -> None:
    first = story.ask("how long was alice in prison").exchange
    assert first is not None
    assert first.marks
    for question in ("and why?", "how old is she?", "source?"):
        assert story.ask(question, first) == story.ask(question, replace(first, marks=(), start=None))


def test_a_new_word_that_nothing_holds_is_declined(story: Story) -> None:
    first = story.ask("how did kim find out about the case").exchange
    for question in ("was the pope there too?", "did she bring a parrot?", "and the sentencing judge's birthday?"):
        answer = story.ask(question, first)
        assert answer.outcome is Outcome.DECLINED
        assert answer.ranked


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
    # Measured when this was written: 0.72 right first, 0.66 shown, 0.93 in the first three.
    leaning = [turn.verdict for turn in turns if turn.turn.leans and turn.verdict.told]
    assert share([verdict.right_first for verdict in leaning]) > 0.66
    assert share([verdict.shown for verdict in leaning]) > 0.6
    assert share([verdict.in_first_3 for verdict in leaning]) > 0.85


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
