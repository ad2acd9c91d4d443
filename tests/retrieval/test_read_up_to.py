"""A story that is told up to a limit: nothing that comes later can be seen in it, whatever that is."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval import Exchange, LimitGoneError, ReadUpTo, Story, earliest, limits_called
from retrieval.articles.article import Article, make_article
from retrieval.articles.read_up_to import articles_up_to, texts_after
from retrieval.commands import ask, quote
from retrieval.english.stop_words import STOP_WORDS
from retrieval.english.terms import looked_up
from retrieval.evaluation.question_files import read_rows
from tests.retrieval.test_changed_story import TEXTS, assert_same
from tests.sample import sample_story
from tests.spoilers import ASKED, LIMIT, book, spoilt, write_book

FILES = ("a.txt", "b.txt", "c.txt", "d.txt")
EVALUATED = ("questions", "messages", "premises", "far")
LIMITS = (ReadUpTo("ch1.txt", 2), ReadUpTo("ch2.txt"), ReadUpTo("ch4.txt", 3), LIMIT)


def seen(story: Story, questions: Sequence[str] = ASKED) -> Iterator[tuple[str, str]]:
    """Yield all that a story shows of itself, each with what was asked."""
    previous: Exchange | None = None
    for question in questions:
        for before in (None, previous):
            answer = story.ask(question, before)
            shown = ask.as_json(answer, 100)
            for each in (shown, *shown["answers"]):
                del each["question"]
            yield question, json.dumps(shown)
            yield question, ask.as_text(answer, 100)
            yield question, " ".join([answer.about, answer.introduces or "", answer.topic or ""])
        previous = answer.exchange or previous
        yield question, " ".join(story.nearest(question, 25))
        yield question, " ".join(story.suggest(question, 25))
        yield question, " ".join(each.text for each in story.quotations.complete(question, limit=25))
        yield question, " ".join(name for name, _ in story.quotations.names.people_like(question))
        yield question, repr(story.quotations.people_called(question))
    yield "", " ".join(story.suggest("", 25))
    yield "", repr([(each.name, each.names_used, each.introductions) for each in story.people.persons])
    yield "", repr(story.articles) + repr([article.text for article in story.articles])
    for match in story.quotations.search(None).matches:
        yield "", json.dumps(quote.as_json(match, story.quotations))
    for passage in story.passages:
        yield "", repr(story.around(passage)) + repr(story.repeated(passage))


@pytest.mark.parametrize("limit", LIMITS, ids=str)
def test_nothing_of_the_later_chapters_is_named_quoted_or_offered(limit: ReadUpTo) -> None:
    story = book().up_to(limit)
    told = "".join(article.text for article in story.articles)
    for asked, text in seen(story):
        assert spoilt(text, asked) == [], (asked, text)
    assert spoilt(told) == []
    for passage in story.passages:
        assert passage.text in told


def test_the_whole_book_tells_all_of_it() -> None:
    """The test above would see it."""
    assert all(spoilt(" ".join(text for asked, text in seen(book()) if asked == each), each) for each in ASKED[:6])


@pytest.mark.parametrize("name", EVALUATED)
def test_every_question_of_the_evaluation_is_answered_in_words_that_were_told(name: str) -> None:
    whole = sample_story()
    limit = ReadUpTo(whole.articles[1].file, 4)
    story = whole.up_to(limit)
    told = {word for article in articles_up_to(whole.articles, limit) for word in looked_up(article.text)}
    later = {word for text in texts_after(whole.articles, limit) for word in looked_up(text)} - told - STOP_WORDS
    assert len(later) > 200
    for question in asked_in(name):
        shown = [passage["text"] for passage in ask.as_json(story.ask(question), 100)["passages"]]
        shown += story.nearest(question, 25) + story.suggest(question, 25)
        assert later.isdisjoint(word for text in shown for word in looked_up(text)), question


def asked_in(name: str) -> list[str]:
    path = Path(__file__).resolve().parents[1] / "evaluation" / f"{name}.jsonl"
    return [str(row.get("question") or row.get("message")) for row in read_rows(path)]


def chapter(file: str) -> st.SearchStrategy[Article]:
    return st.sampled_from(TEXTS).map(lambda text: make_article(file, text))


@settings(max_examples=40)
@given(
    st.tuples(*map(chapter, FILES[:2])),
    st.lists(chapter("later"), max_size=2),
    st.lists(chapter("later"), max_size=2),
    st.booleans(),
)
def test_what_comes_later_changes_nothing(
    told: tuple[Article, ...], later: list[Article], otherwise: list[Article], cut: bool
) -> None:
    limit = ReadUpTo(FILES[1], 1 if cut else None)
    with TemporaryDirectory() as cache, pytest.MonkeyPatch.context() as patch:
        stories = []
        for number, rest in enumerate((later, otherwise)):
            patch.setenv("XDG_CACHE_HOME", f"{cache}/{number}")
            named = [make_article(file, article.text) for file, article in zip(FILES[2:], rest, strict=False)]
            stories.append(Story.build([*told, *named]).up_to(limit))
    assert_same(*stories)
    assert_same(stories[0], Story.build(articles_up_to(told, limit)))


def test_a_limited_story_is_the_same_with_readings_without_and_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = write_book(tmp_path / "book")
    loaded = Story.load(folder)
    first, again = loaded.up_to(LIMIT), loaded.up_to(LIMIT)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "other"))
    fresh = book().up_to(LIMIT)
    assert_same(first, again)
    assert_same(first, fresh)
    assert first.limit == again.limit == LIMIT
    assert first.readings == loaded.readings


def test_while_later_chapters_are_written_what_was_kept_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = write_book(tmp_path / "book", knowledge=False)
    Story.load(folder).up_to(LIMIT)
    (folder / "ch7.txt").write_text("Chapter 7\nIlse came back.\n", encoding="utf-8")
    longer = Story.load(folder)
    monkeypatch.setattr(Story, "_build", None)
    assert [article.file for article in longer.up_to(LIMIT).articles] == ["ch1.txt", "ch2.txt", "ch3.txt", "ch4.txt"]


def test_what_a_host_wrote_counts_from_where_it_says_that_it_belongs() -> None:
    story = book().up_to(LIMIT)
    assert [each.text for each in story.knowledge.questions.answered] == [
        "when did the lamp go out",
        "what did the woman ask for",
    ]
    assert list(story.knowledge.questions.unanswerable) == ["how old is tobias"]
    assert story.ask("who is the thief").best is None
    assert len(book().up_to(ReadUpTo("ch6.txt")).knowledge.questions.answered) == 6


def known(folder: Path, limit: ReadUpTo) -> list[str]:
    return [question.text for question in Story.load(folder).up_to(limit).knowledge.questions.answered]


def test_a_name_that_is_told_later_from_now_on_is_asked_about_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = write_book(tmp_path / "book")
    limit = ReadUpTo("ch2.txt")
    (folder / "reader-questions" / "ch2.md").write_text("## 2\nwhat did ilse want\n", encoding="utf-8")
    assert "what did ilse want" in known(folder, limit)
    (folder / "ch7.txt").write_text("Chapter 7\nHer name was Ilse.\n", encoding="utf-8")
    assert "what did ilse want" not in known(folder, limit)


def test_up_to_the_last_article_is_everything_that_there_is_now() -> None:
    story = book().up_to(ReadUpTo("ch6.txt"))
    assert story.articles == book().articles
    assert story.limit == ReadUpTo("ch6.txt")
    assert book().up_to(ReadUpTo("ch6.txt", 99)).articles == book().articles
    assert book().up_to(None) is book()


def test_a_follow_up_does_not_lean_on_what_is_not_told() -> None:
    whole, story = book(), book().up_to(LIMIT)
    later = whole.ask("who took the forty crowns").exchange
    assert later is not None
    assert later.file == "ch5.txt"
    assert story.ask("why did she do it?", later) == story.ask("why did she do it?")
    twice = whole.ask("when did the storm break the jetty", later).exchange
    assert twice is not None
    assert twice.file == "ch4.txt"
    assert story.ask("and who was there?", twice) == story.ask("and who was there?")
    here = story.ask("who rowed to gull rock").exchange
    assert story.ask("why?", here).before == here


@pytest.mark.parametrize("limit", [ReadUpTo("ch9.txt"), ReadUpTo("ch1.txt", 0)])
def test_a_limit_that_is_not_there_is_no_limit_at_all(limit: ReadUpTo) -> None:
    with pytest.raises(LimitGoneError, match=limit.file):
        book().up_to(limit)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ch3.txt", ["ch3.txt"]),
        ("chapter 3", ["ch3.txt"]),
        ("3", ["ch3.txt"]),
        ("Chapter 3: The village", ["ch3.txt"]),
        ("ch3.txt:2", ["ch3.txt:2"]),
        ("chapter 3 ¶ 4", ["ch3.txt:4"]),
        ("Chapter 3: The village, ¶ 4", ["ch3.txt:4"]),
        ("3:4", ["ch3.txt:4"]),
        ("chapter 3:9", []),
        ("chapter 3:0", []),
        ("nowhere", []),
        ("", []),
        ("chapter", [f"ch{number}.txt" for number in range(1, 7)]),
    ],
)
def test_a_limit_is_named_as_an_article_is(typed: str, found: list[str]) -> None:
    assert [str(limit) for limit in limits_called(book().articles, typed)] == found


@pytest.mark.parametrize("limit", [ReadUpTo("a.txt"), ReadUpTo("a:3.txt"), ReadUpTo("a.txt", 12)])
def test_a_limit_is_read_as_it_was_written(limit: ReadUpTo) -> None:
    assert ReadUpTo.parse(str(limit)) == limit


def test_of_several_limits_the_earliest_allows_least() -> None:
    limits = [ReadUpTo("ch4.txt"), ReadUpTo("ch2.txt"), ReadUpTo("ch2.txt", 3), ReadUpTo("ch3.txt", 1)]
    assert earliest(book().articles, limits) == ReadUpTo("ch2.txt", 3)
    with pytest.raises(LimitGoneError):
        earliest(book().articles, [ReadUpTo("ch4.txt"), ReadUpTo("ch9.txt")])
