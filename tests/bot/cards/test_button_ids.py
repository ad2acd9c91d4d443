"""The state of a button, there and back, inside Discord's 100 characters, and nothing else is taken for one."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cards.addresses import AddressBook, address_of, article_key
from bot.cards.button_ids import (
    LIMIT,
    MOST_ADDRESSES,
    MOST_MARKS,
    AskInstead,
    Feedback,
    PassageAddress,
    Press,
    Share,
    ShowArticles,
    ShowContext,
    ShowMore,
    ShowOutline,
    custom_id,
    parse,
    story_tag,
    tag_of,
)
from retrieval import Span, Story
from retrieval.articles.article import make_article
from tests.sample import sample_story
from tests.simulated import scripted_story

KEYS = st.integers(0, (1 << 30) - 1)
MARKS = st.builds(lambda start, length: Span(start, start + length), st.integers(0, 2_047), st.integers(1, 511))


def book(most_marks: int) -> st.SearchStrategy[PassageAddress]:
    return st.builds(PassageAddress, KEYS, st.integers(0, 1_023), st.lists(MARKS, max_size=most_marks).map(tuple))


LISTS = st.lists(book(1), max_size=MOST_ADDRESSES).map(tuple)
PAGES = st.integers(0, 1_023)
PRESSES: st.SearchStrategy[Press] = st.one_of(
    st.builds(ShowContext, book(MOST_MARKS)),
    st.builds(Share, book(MOST_MARKS)),
    st.builds(ShowMore, LISTS, st.booleans(), PAGES, st.booleans(), st.booleans()),
    st.builds(AskInstead, KEYS),
    st.builds(Feedback, st.booleans(), st.integers(0, (1 << 64) - 1), KEYS, LISTS),
    st.builds(ShowArticles, PAGES),
    st.builds(ShowOutline, KEYS, PAGES),
)


@given(PRESSES)
def test_a_state_comes_back_from_its_custom_id(press: Press) -> None:
    text = custom_id(press)
    assert len(text) <= LIMIT
    assert parse(text) == press


@given(PRESSES, st.text(min_size=1, max_size=80))
def test_the_tag_of_a_story_stands_before_it_and_what_has_no_room_is_left_out(press: Press, name: str) -> None:
    text = custom_id(press, story_tag(name))
    assert len(text) <= LIMIT
    assert tag_of(text) == story_tag(name) != ""
    back = parse(text)
    if isinstance(press, Feedback) and isinstance(back, Feedback):
        assert len(press.addresses) - len(back.addresses) in (0, 1)
        assert replace(press, addresses=press.addresses[: len(back.addresses)]) == back
    else:
        assert back == press
    assert tag_of(custom_id(press)) == story_tag("") == ""


@given(st.one_of(st.text(max_size=110), st.from_regex(r"(v1|v2....)[acfgimnosty][A-Za-z0-9_-]{0,97}", fullmatch=True)))
def test_what_is_not_written_by_us_is_never_taken_for_ours(text: str) -> None:
    press = parse(text)
    assert press is None or custom_id(press, tag_of(text)) == text


@pytest.mark.parametrize(
    "text", ["", "v1", "v1c", "v1q", "v2cAAAAAAAAAAAA", "V1aAA", "v1aAA\n", "v1aAA=", "v1a" + "A" * 98, "v1aAB"]
)
def test_what_does_not_fit_to_the_last_bit_is_refused(text: str) -> None:
    assert parse(text) is None


def test_more_than_there_is_room_for_is_left_out() -> None:
    mark = Span(5, 9)
    full = custom_id(Feedback(False, 1 << 60, 7, tuple(PassageAddress(at, at, (mark, mark)) for at in range(20))))
    assert len(full) <= LIMIT
    back = parse(full)
    assert isinstance(back, Feedback)
    assert back.addresses == tuple(PassageAddress(at, at, (mark,)) for at in range(MOST_ADDRESSES))
    late = parse(custom_id(ShowContext(PassageAddress(1, 1, (Span(5_000, 5_010), Span(3, 900), *[mark] * 40)))))
    assert isinstance(late, ShowContext)
    assert late.address.marks[:2] == (Span(3, 514), mark)
    assert len(late.address.marks) == MOST_MARKS


STORY = sample_story()


@pytest.mark.parametrize("story", [STORY, scripted_story()], ids=["seeds", "harbour"])
def test_every_passage_is_found_again(story: Story) -> None:
    found = AddressBook(story)
    for passage in story.passages:
        assert found.passage(address_of(passage, [Span(0, 3)])) == passage
    for article in story.articles:
        assert found.article(article_key(article.file)) == article
    assert found.passage(PassageAddress(1, 1)) is None
    assert found.article(1) is None


def test_passages_of_equal_words_are_told_apart_by_their_paragraphs() -> None:
    again = "The bells rang over the harbour."
    story = Story.build([make_article("bells.txt", f"Bells\n{again}\nA storm came up.\n{again}\n")])
    first, second = (passage for passage in story.passages if passage.text == again)
    assert address_of(first).key == address_of(second).key
    assert AddressBook(story).passage(address_of(first)) == first
    assert AddressBook(story).passage(address_of(second)) == second


def test_a_passage_that_moved_is_found_and_one_that_changed_is_gone() -> None:
    before = Story.build([make_article("bells.txt", "Bells\nThe bells rang.\nA storm came up.\n")])
    after = Story.build([make_article("bells.txt", "Bells\nNew.\nThe bells rang.\nA storm came.\n")])
    rang, storm = before.passages[1:]
    found = AddressBook(after).passage(address_of(rang))
    assert found is not None
    assert (found.text, found.paragraph) == ("The bells rang.", 3)
    assert AddressBook(after).passage(address_of(storm)) is None
