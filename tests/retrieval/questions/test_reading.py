"""One reading for passages and questions: names merged, words stemmed, slips corrected, costs bounded."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retrieval import Story
from retrieval.knowledge.phrases import NO_PHRASES
from retrieval.knowledge.vocabulary import Vocabulary
from retrieval.people.people import People
from retrieval.questions.reading import MAX_WORDS, ReadText, TextReader


def persons(reading: ReadText) -> list[str]:
    return [person.name for person in reading.persons]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("kim", "Kim Kardashian West"),
        ("kims", "Kim Kardashian West"),
        ("kim k", "Kim Kardashian West"),
        ("Kardashian West", "Kim Kardashian West"),
        ("kardashan", "Kim Kardashian West"),
        ("the president", "Donald Trump"),
        ("POTUS", "Donald Trump"),
        ("the prez", "Donald Trump"),
        ("trump's", "Donald Trump"),
        ("alice", "Alice Marie Johnson"),
        ("Miss Alice", "Alice Marie Johnson"),
        ("ms johnson", "Alice Marie Johnson"),
        ("ivonka", "Ivanka Trump"),
        ("the president's daughter", "Ivanka Trump"),
        ("ivanka's husband", "Jared Kushner"),
        ("van jones", "Van Jones"),
    ],
)
def test_one_person_is_one_term(story: Story, typed: str, name: str) -> None:
    reading = story.reader.read_question(f"what did {typed} do")
    assert persons(reading) == [name]
    assert reading.content_terms == [f"@{name}"]


def test_articles_and_questions_meet(story: Story) -> None:
    passage = story.reader.read_passage("Kardashian West thanked the president for his clemency.")
    question = story.reader.read_question("did kim thank trump 4 the clemancy")
    assert set(question.content_terms) - {"4"} == set(passage.content_terms)


def test_numbers_in_words_and_digits_meet(story: Story) -> None:
    one, other = (story.reader.read_question(f"{number} minutes") for number in ("three", "3"))
    assert one.content_terms == other.content_terms


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("u kno wat happend", "you know what happened"),
        ("was kardashan thru with the clemancy", "was kardashian through with the clemency"),
        ("Did Kim cry?", "Did Kim cry?"),
    ],
)
def test_what_was_typed_is_spelled_out(story: Story, typed: str, normal: str) -> None:
    assert story.reader.normalize(typed).casefold() == normal.casefold()


@pytest.fixture(scope="module")
def ship() -> TextReader:
    texts = [
        "The life-boats were lowered; one life-boat was half full. The Lifeboats stood on the upper deck.",
        "A steamship came. The steam-ship stopped; another steamship did not. The ice-cold men lay on ice, and cold.",
        "A well-to-do lady and her step-mother waited.",
    ]
    return TextReader.build(People(), Vocabulary(NO_PHRASES), texts)


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("how many lifeboats were there", "how many life-boats were there"),
        ("which lifeboat was full", "which life-boats was full"),
        ("life-boats", "life-boats"),
        ("which steam-ship stopped", "which steamship stopped"),
        ("which steam‐ship stopped", "which steamship stopped"),
        ("the steamships", "the steamships"),
        ("her stepmother", "her step-mother"),
        ("ice cold men", "ice cold men"),
        ("a well-to-do lady", "a well-to-do lady"),
        ("", ""),
        ("lifeboats", "life-boats"),
    ],
)
def test_a_compound_is_asked_for_as_the_story_writes_it(ship: TextReader, typed: str, normal: str) -> None:
    assert ship.normalize(typed) == normal


def test_two_words_are_one_where_the_story_lacks_one_of_them() -> None:
    reader = TextReader.build(
        People(), Vocabulary(NO_PHRASES), ["The lighthouse stood by the house. A light burned in a lifebuoy."]
    )
    assert reader.normalize("a life buoy") == "a lifebuoy"
    assert reader.normalize("a light house") == "a light house"
    assert reader.normalize("a light-house") == "a lighthouse"


@given(st.text(alphabet="abe -‐'é1", max_size=40))
def test_any_text_is_read(ship: TextReader, typed: str) -> None:
    assert ship.read_question(typed).text == ship.normalize(typed)


def test_of_a_long_question_both_ends_are_read(story: Story) -> None:
    reading = story.reader.read_question("prison " + "zebra " * 10_000 + "clemency")
    assert len(reading.tokens) <= MAX_WORDS
    assert reading.content_terms[0] == "prison"
    assert reading.content_terms[-1] == "clemenc"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=80)
@given(st.text(max_size=400))
def test_tokens_are_slices_of_what_was_read(story: Story, text: str) -> None:
    for reading in (story.reader.read_question(text), story.reader.read_passage(text)):
        at = 0
        for token in reading.tokens:
            assert at <= token.start < token.end <= len(reading.text)
            at = token.start
            assert (token.person is not None) == token.term.startswith("@")
        for match in reading.matches:
            assert 0 <= match.first < match.last <= len(reading.tokens)
            assert match.concepts
    assert story.reader.read_passage(text).text == text


def test_a_passage_is_read_as_it_stands(story: Story) -> None:
    for passage in story.passages:
        assert story.reader.read_passage(passage.text).text == passage.text


@pytest.mark.parametrize("typed", ["was kardashan thru with the clemancy", "who paied for it", "zebra", ""])
def test_a_reader_that_was_packed_reads_as_before(story: Story, typed: str) -> None:
    kept = TextReader.unpack(story.reader.pack(), story.people, story.reader.vocabulary)
    assert kept.read_question(typed) == story.reader.read_question(typed)
