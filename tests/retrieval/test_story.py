"""The whole of it: any text gets an answer or is declined, in bounded work, with the promises kept."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retrieval import AnswerKind, Exchange, Outcome, Story, StoryError
from retrieval.answer import UNANSWERABLE
from retrieval.articles.article import make_article
from retrieval.evaluation.question_files import read_rows
from tests.evaluation_files import QUESTION_FILES
from tests.scaling import linear

COMET = "The comet\n\nThe comet fell into the sea near Brest in March.\n\nNobody was hurt, the mayor said."
HOSTILE = {
    "nothing": "",
    "white space": " \t\n\r\u00a0\u2003",
    "emoji": "🙂👩‍👩‍👧‍👦🏳️‍🌈",
    "arabic": "متى أطلق سراح أليس جونسون؟",
    "chinese": "爱丽丝是什么时候被释放的",
    "control characters": "who\x00is\x1b[31m\x7falice\x85\u200b\u202e",
    "lone surrogate": "who is \ud800 alice \udfff",
    "combining": "a\u0301" * 300,
    "one letter": "a",
    "marks": "?!.,;:" * 200,
    "stop words": "what is it that they do to them " * 20,
    "digits": "1,234.5 " * 200,
    "4,000 characters": "why did kim kardashian help alice johnson " * 96,
    "one word of 100 KB": "a" * 100_000,
    "names of 100 KB": "kim kardashian west " * 5_000,
    "capitals of 100 KB": "Kim K " * 17_000,
    "apostrophes of 100 KB": "a'b’" * 25_000,
    "hyphens of 100 KB": "twenty-" * 14_000,
    "marks of 100 KB": '“‘"(' * 25_000,
    "digits of 100 KB": "1,1." * 25_000,
    "newlines of 100 KB": "\n" * 100_000,
    "regular expression": "(a+)+$ .* [^ \\",
}


@pytest.fixture(scope="module")
def comet() -> Story:
    return Story.build([make_article("comet.txt", COMET)])


def check(story: Story, question: str, previous: Exchange | None = None) -> None:
    answer = story.ask(question, previous)
    assert answer.question == question
    assert 0 <= answer.confidence <= 1
    assert math.isfinite(answer.confidence)
    scores = [finding.score for finding in answer.ranked]
    assert scores == sorted(scores, reverse=True)
    assert all(math.isfinite(score) for score in scores)
    rows = [finding.passage.row for finding in answer.ranked]
    assert len(set(rows)) == len(rows)
    assert answer.topic is None or answer.outcome in UNANSWERABLE
    assert answer.missing is None or answer.outcome is Outcome.DECLINED
    for finding in answer.ranked:
        passage = finding.passage
        assert passage.article.text[passage.start : passage.end] == passage.text
        assert passage.row not in {other.row for other in finding.also_in}
        at = 0
        for start, end in finding.highlights:
            assert at <= start < end <= len(passage.text)
            at = end


@pytest.mark.parametrize("question", HOSTILE.values(), ids=HOSTILE.keys())
def test_any_text_is_answered_or_declined(story: Story, question: str) -> None:
    check(story, question)
    check(story, question, Exchange("who is alice", story.articles[0].file, 3))
    check(story, "why?", Exchange(question, story.articles[0].file, 3))


@pytest.mark.parametrize("name", ["nothing", "white space", "emoji", "arabic", "one letter", "marks", "stop words"])
def test_what_asks_nothing_is_declined(story: Story, name: str) -> None:
    assert not story.ask(HOSTILE[name]).answered


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=80)
@given(
    st.one_of(
        st.text(),
        st.text(st.characters(), max_size=400),
        st.lists(st.sampled_from("who is kim alice ?! 🙂 why trump's @cnn ’s".split())).map(" ".join),
    )
)
def test_every_text_keeps_the_promises(story: Story, question: str) -> None:
    check(story, question)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(st.text())
def test_a_small_story_keeps_them_too(comet: Story, question: str) -> None:
    check(comet, question)


def test_the_same_question_has_the_same_answer(story: Story) -> None:
    for row in read_rows(QUESTION_FILES["questions"])[:40]:
        assert story.ask(row["question"]) == story.ask(row["question"])


@pytest.mark.parametrize(
    "piece",
    [
        "why did kim help alice ",
        "kim kardashian west, ",
        "what did she say about that ",
        "' ’ ` ",
        "twenty-",
        "Aa'",
        "hiii",
    ],
)
def test_the_work_grows_with_the_question_and_not_with_its_square(story: Story, piece: str) -> None:
    linear(story.ask, piece)


def answering_from(story: Story, confidence: float) -> Story:
    weights = replace(story.ranker.weights, answer_from=confidence)
    return replace(story, ranker=replace(story.ranker, weights=weights))


def test_a_declined_question_names_what_is_missing(comet: Story) -> None:
    never = answering_from(comet, 2.0)
    assert never.ask("how much money did the comet cost").missing is AnswerKind.MONEY
    assert never.ask("how tall is the mayor").missing is AnswerKind.MEASURE
    assert never.ask("when did the comet fall").missing is None
    always = answering_from(comet, 0.0)
    assert always.ask("how tall is the mayor").missing is None
    assert not always.ask("what is it").answered  # no word of it counts


def test_a_story_of_one_headline_answers_too() -> None:
    story = Story.build([make_article("x.txt", "The comet fell into the sea")])
    check(story, "where did the comet fall")
    check(story, "🙂")
    assert story.problems == ()


def test_a_story_of_marks_and_emoji_is_a_story() -> None:
    story = Story.build([make_article("x.txt", "🙂\n\n…\n\n---\n\n\ud83d\n\n?")])
    for question in ("who", "🙂", "what is ---"):
        check(story, question)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StoryError, match="there is no such folder"):
        Story.load(tmp_path / "gone")


def test_where_a_passage_stands(story: Story) -> None:
    article = story.articles[0]
    assert story.article(article.file) is article
    assert story.article("gone.txt") is None
    passage = story.passage(article.file, 3)
    assert passage is not None
    assert passage.text == article.paragraph(3).text
    assert story.passage(article.file, 300) is None
    assert story.passage("gone.txt", 1) is None
    before, after = story.around(passage)
    assert before is not None
    assert after is not None
    assert (before.number, after.number) == (2, 4)
    first, last = story.passages[0], story.passages[-1]
    assert story.around(first)[0] is None
    assert story.around(last)[1] is None


def test_the_part_of_a_long_paragraph_is_found_by_its_offset() -> None:
    story = Story.build([make_article("x.txt", "Long\n\n" + "This is a sentence about the long comet. " * 100)])
    parts = [passage for passage in story.passages if passage.paragraph == 2]
    assert len(parts) > 1
    for part in parts:
        assert story.passage("x.txt", 2, part.start) == part
    assert story.passage("x.txt", 2, 10**9) == parts[0]


def test_a_tweet_is_not_around_itself(story: Story) -> None:
    tweet = next(passage for passage in story.passages if passage.signature is not None)
    assert tweet.signature is not None
    after = story.around(tweet)[1]
    assert after is not None
    assert after.number == tweet.signature.number + 1


def test_the_questions_are_answered_as_well_as_promised(story: Story) -> None:
    # A floor under what was measured when this was written: 0.9 right first on both files.
    for path in QUESTION_FILES.values():
        right = asked = 0
        for row in read_rows(path):
            if row["answerable"]:
                asked += 1
                found = story.ask(row["question"]).ranked[:1]
                gold = {(place["file"], place["para"]) for place in row["gold"]}
                right += any((finding.passage.file, finding.passage.paragraph) in gold for finding in found)
        assert right / asked > 0.75
