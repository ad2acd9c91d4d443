"""The words that answer: slices of the passage, few, and the right ones."""

from __future__ import annotations

from statistics import mean

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retrieval import Story
from retrieval.articles.article import make_article
from retrieval.evaluation.marks import compare, compare_given
from retrieval.evaluation.question_files import read_questions, read_rows
from retrieval.marking.clauses import trim, without_speaker
from retrieval.spans import Span
from tests.evaluation_files import QUESTION_FILES
from tests.retrieval.queries import query

LOOSE = set(' \u00a0,;:—–-“"')


def small(*paragraphs: str) -> Story:
    return Story.build([make_article("x.txt", "\n\n".join(("The comet", *paragraphs)))])


def marked(story: Story, question: str, paragraph: int = 2) -> list[str]:
    for finding in story.ask(question).ranked:
        if finding.passage.paragraph == paragraph:
            return [finding.passage.text[start:end] for start, end in finding.highlights]
    return []


@pytest.mark.parametrize(
    ("sentence", "question", "words"),
    [
        ("Ann Lee, a 63-year-old baker, fell into the sea.", "how old is the baker", "63-year-old"),
        ("The comet fell into the sea near Brest on March 3, 2019.", "when did the comet fall", "March 3, 2019"),
        ("The fire burned for nearly 7 months, the town said.", "how long did the fire burn", "nearly 7 months"),
        ("The comet made 14 holes in the harbour wall.", "how many holes did the comet make", "14"),
        ("The harbour was mended for $1,200,000 last year.", "how much money did the harbour cost", "$1,200,000"),
        ("The comet fell in October 1996, the mayor said.", "when did the comet fall", "October 1996"),
    ],
)
def test_an_answer_with_a_shape_is_marked_and_not_all_else(sentence: str, question: str, words: str) -> None:
    (found,) = marked(small(sentence, "Nobody was hurt."), question)
    assert words in found
    assert len(found.split()) < len(sentence.split())


def test_a_name_is_marked_where_one_is_wanted() -> None:
    story = small("The comet was seen by Mary Lane, and the harbour was closed.", "Mary Lane went home.")
    assert marked(story, "who saw the comet") == ["Mary Lane"]


def test_a_place_is_marked_where_one_is_wanted(story: Story) -> None:
    passage = story.passage("004_db8ac20673118af8.txt", 8)
    assert passage is not None
    asked = query(story, "where was alice imprisoned")
    spans = story.marker.highlighter.marks_for(asked.text, asked.wanted).mark(passage.row).spans
    (found,) = (passage.text[start:end] for start, end in spans)
    assert "a federal prison in Aliceville, Alabama".endswith(found)
    assert "Aliceville" in found


def test_one_clause_of_several_is_marked() -> None:
    text = "She lost her job, her house was sold, and her son moved to another town."
    assert marked(small(text, "Nobody was hurt."), "where did her son move to") in (
        ["moved to another town"],
        ["another town"],
    )


def test_what_was_said_is_marked_rather_than_who_says_it() -> None:
    text = "“The harbour will be open by the summer,” Mary Lane said of the works."
    (found,) = marked(small(text, "Nobody was hurt."), "what did mary say of the works")
    assert found in text[1 : text.index("”")]


def test_who_says_so_is_left_out() -> None:
    text = "Johnson said that she plans to help."
    assert text[slice(*without_speaker(text, Span(0, len(text))))] == "she plans to help."
    assert without_speaker("Trump granted it.", Span(0, 17)) == Span(0, 17)


def test_loose_marks_are_no_part_of_a_mark() -> None:
    text = ", “we cried,” — "
    assert text[slice(*trim(text, Span(0, len(text))))] == "we cried"
    assert trim("…!?", Span(0, 3)) == Span(0, 3)


def test_a_foreign_passage_has_no_mark_without_words() -> None:
    story = small("🙂 🙂 🙂", "Nobody was hurt.")
    assert all(len(finding.highlights) <= 1 for finding in story.ask("was nobody hurt").ranked)


def test_the_clauses_of_a_story_are_whole(story: Story) -> None:
    for passage in story.passages:
        cut = story.marker.cutter.cut(passage.row)
        assert cut.passage == passage
        at = 0
        for clause in cut.clauses:
            sentence = cut.sentences[clause.sentence]
            assert clause.row == passage.row
            assert sentence.start <= clause.span.start < clause.span.end <= sentence.end
            assert clause.span.start >= at
            between = passage.text[at : clause.span.start]
            assert not any(character.isalnum() for character in between), between
            at = clause.span.end
        assert at


@pytest.mark.parametrize("name", QUESTION_FILES)
def test_marks_of_real_questions_are_clean_slices(story: Story, name: str) -> None:
    for row in read_rows(QUESTION_FILES[name]):
        answer = story.ask(row["question"])
        for finding in answer.ranked:
            text = finding.passage.text
            at = 0
            for start, end in finding.highlights:
                assert at <= start < end <= len(text)
                assert text[start] not in LOOSE
                assert text[end - 1] not in LOOSE
                assert start == 0 or not (text[start - 1].isalnum() and text[start].isalnum())
                assert end == len(text) or not (text[end - 1].isalnum() and text[end].isalnum())
                at = end


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=30)
@given(st.text(max_size=300))
def test_any_question_gets_slices_and_the_same_ones_again(story: Story, question: str) -> None:
    first, second = story.ask(question), story.ask(question)
    assert first == second
    for finding in first.ranked:
        for start, end in finding.highlights:
            assert 0 <= start < end <= len(finding.passage.text)


@settings(deadline=None, max_examples=25)
@given(st.lists(st.text(alphabet="aB c.,;:—-“”\"'’?!…\u00a0[]$1%", min_size=1, max_size=80), min_size=1, max_size=4))
def test_any_text_is_cut_and_marked(paragraphs: list[str]) -> None:
    story = small(*(paragraph for paragraph in paragraphs if not paragraph.isspace()))
    for question in ("what is a b", "who said c", "how much", "when"):
        for finding in story.ask(question).ranked:
            for start, end in finding.highlights:
                assert 0 <= start < end <= len(finding.passage.text)


def test_a_long_passage_is_not_marked_as_a_whole(story: Story) -> None:
    for row in read_rows(QUESTION_FILES["questions"]):
        for finding in story.ask(row["question"]).ranked[:10]:
            if len(finding.passage.text) > 400:
                assert sum(end - start for start, end in finding.highlights) <= 300


def test_the_marks_meet_the_words_that_a_reader_would_mark(story: Story) -> None:
    # A floor under what was measured when this was written: touched 0.85 and 0.85, F1 0.63 and 0.56.
    for path in QUESTION_FILES.values():
        found = [compare_given(story, question) for question in read_questions(path, read_rows(path), story)]
        compared = [each for each in found if each is not None]
        assert len(compared) > 60
        assert mean(each.touched for each in compared) > 0.75
        assert mean(each.f1 for each in compared) > 0.48
        assert mean(each.marked for each in compared) < 0.4


def test_the_comparison_counts_letters_and_digits() -> None:
    text = "She lost her job. Her son died."
    exact = compare(text, [Span(18, 30)], "her son died")
    assert exact is not None
    assert (exact.precision, exact.recall, exact.f1) == (1.0, 1.0, 1.0)
    none = compare(text, [Span(0, 17)], "her son died")
    assert none is not None
    assert (none.precision, none.recall, none.f1) == (0.0, 0.0, 0.0)
    assert compare(text, [], "her son died") is not None
    assert compare(text, [Span(0, 4)], "her daughter") is None
    assert compare(text, [Span(0, 4)], "") is None
    assert compare(text, [Span(0, 4)], "…") is None


def test_the_best_of_several_places_counts() -> None:
    found = compare("Trump met Kim. Trump agreed.", [Span(15, 20)], "trump")
    assert found is not None
    assert found.f1 == 1.0
