"""What is offered while somebody types: reader questions for /ask, articles for /articles."""

import string
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cards import choices
from bot.cards.articles import find_article
from bot.cards.cutting import ELLIPSIS
from retrieval import Story
from retrieval.articles.article import make_article
from retrieval.knowledge.files import ReaderQuestion
from retrieval.questions.suggestions import Suggestions
from tests.sample import sample_story
from tests.simulated import simulated, text_of, write_story

STORY = sample_story()
ASKED = [STORY.knowledge.questions.answered[number] for number in STORY.suggestions.numbers]
QUESTIONS = {
    text: (question.file, question.paragraph) for text, question in zip(STORY.suggestions.texts, ASKED, strict=True)
}


def offered(*texts: str, typed: str, limit: int = 25) -> tuple[str, ...]:
    """Offer made questions, each of a paragraph of its own."""
    questions = [ReaderQuestion(text, "a.txt", number) for number, text in enumerate(texts, start=1)]
    return Suggestions.of(questions).offer(typed, limit)


def test_words_are_found_anywhere_by_how_they_begin() -> None:
    assert offered("Who broke the wall?", "When was it?", typed="wal") == ("Who broke the wall?",)
    assert offered("Who broke the wall?", "When was it?", typed="  WALL who ") == ("Who broke the wall?",)


def test_a_question_that_begins_as_typed_comes_first() -> None:
    found = offered("Does anyone know who won?", "Who won?", typed="who wo")
    assert found == ("Who won?", "Does anyone know who won?")


@pytest.mark.parametrize("typed", ["harbuor", "harbor m", "harbourr", "habrour master"])
def test_a_slip_is_forgiven(typed: str) -> None:
    assert offered("Who is the harbour master?", "When was the storm?", typed=typed) == ("Who is the harbour master?",)


def test_what_fits_nothing_is_offered_nothing() -> None:
    assert offered("Who is the harbour master?", typed="zzzz") == ()
    assert offered("Who is the harbour master?", typed="?!") == ()
    assert offered(typed="who") == ()
    assert offered(typed="") == ()


def test_a_paragraphs_second_question_comes_after_all_others_and_equal_words_once() -> None:
    questions = [
        ReaderQuestion("who came first", "a.txt", 1),
        ReaderQuestion("who came first of all", "a.txt", 1),
        ReaderQuestion("First who came?", "a.txt", 1),
        ReaderQuestion("who came last", "a.txt", 2),
    ]
    assert Suggestions.of(questions).offer("who came", 25) == (
        "who came first of all",
        "who came last",
        "who came first",
    )


def test_before_anything_is_typed_the_articles_take_turns() -> None:
    first = [QUESTIONS[text][0] for text in STORY.suggest("", len(STORY.articles))]
    assert sorted(first) == sorted(article.file for article in STORY.articles)
    shown = STORY.suggest("", 25)
    assert len({QUESTIONS[text] for text in shown}) == len(shown) == 25


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=40), st.text(string.ascii_lowercase + " '?", max_size=60)), st.integers(0, 30))
def test_whatever_is_typed_gets_at_most_so_many_short_questions_of_the_story(typed: str, limit: int) -> None:
    found = STORY.suggest(typed, limit)
    assert len(found) == len(set(found)) <= limit
    assert all(text in QUESTIONS and len(text) <= 100 for text in found)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([text for text in QUESTIONS if 12 < len(text) <= 100]))
def test_a_question_typed_out_is_offered(text: str) -> None:
    folded = {frozenset(word.strip("?.,!'\"").casefold() for word in each.split()) for each in STORY.suggest(text)}
    assert frozenset(word.strip("?.,!'\"").casefold() for word in text.split()) in folded


def with_reader_questions(folder: Path) -> Story:
    write_story(folder)
    (folder / "reader-questions").mkdir()
    (folder / "reader-questions" / "harbour.md").write_text(
        "## 3\nWho is the harbour master?\nwho heard it go\n## 5\nWhat will the repairs cost?\n", encoding="utf-8"
    )
    return Story.load(folder)


async def test_ask_offers_reader_questions_and_takes_the_one_chosen(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        world.client.current.story = with_reader_questions(tmp_path / "story")
        found = await world.alice.autocomplete(world.channel, "ask", "question", "harb")
        assert found == [{"name": "Who is the harbour master?", "value": "Who is the harbour master?"}]
        everything = await world.alice.user.autocomplete("ask", "question", "")
        assert len(everything) == 2, "one of each paragraph"

        result = await world.alice.slash(world.channel, "ask", question=found[0]["value"])
        assert "We heard it go like a gun" in text_of(result.response)


def test_choices_keep_discords_limits_however_long_a_headline_is() -> None:
    story = Story.build(
        [make_article("x" * 300 + ".txt", "🦊 word " * 60 + "\ntext\n"), make_article("b.txt", "B\nx\n")]
    )
    (name, value), (_, second) = choices.articles(story, "")
    assert 1 <= len(name.encode("utf-16-le")) // 2 <= 100
    assert name.endswith(ELLIPSIS)
    assert (value, second) == ("1", "b.txt")
    assert find_article(story, value) is story.articles[0]
