"""How articles introduce people: the four articles by hand, and what is an introduction elsewhere and what is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval import Story
from retrieval.articles.article import make_article
from retrieval.knowledge.people_file import DeclaredPerson
from retrieval.people.finding import find_people

# Read off the four articles by hand: the phrase that says what somebody is, where there is one.
BY_HAND = {
    "Kim Kardashian West": {
        "000": "The mother of three",
        "003": "the reality TV star",
        "004": "the 37-year-old mom of three",
    },
    "Alice Marie Johnson": {
        "000": "a 63-year-old grandmother who had already served 21 years of a life sentence over a non-violent drug"
        " crime",
        "002": "first-time drug offender Alice Marie Johnson",
        "003": "imprisoned 63-year-old drug offender Alice Marie Johnson",
        "004": "the\u00a063-year-old woman she\u00a0helped free\u00a0after 21 years in prison",
    },
    "Donald Trump": dict.fromkeys(("000", "002", "003", "004"), "President Donald Trump"),
    "Ivanka Trump": {
        "000": "POTUS’ daughter Ivanka Trump",
        "002": "his daughter Ivanka",
        "003": "the president’s daughter",
    },
    "Jared Kushner": {"000": "Ivanka’s husband, Jared Kushner", "002": "her husband Jared Kushner"},
    "Van Jones": {"000": "CNN’s Van Jones", "004": "CNN’s Van Jones"},
    "Kanye": {},
    "Hoda Kotb": {},
}


def test_the_four_articles_introduce_people_as_a_reader_would_say(story: Story) -> None:
    found = {
        person.name: {
            article.file[:3]: article.text[span.start : span.end]
            for file, span in person.introductions
            for article in story.articles
            if article.file == file
        }
        for person in story.people.persons
    }
    assert found == BY_HAND


def introduced(text: str, name: str, *described: str) -> str | None:
    """Give the phrase that introduces somebody in a text; a host may have declared what describes them."""
    article = make_article("a.txt", f"Headline\n\n{text}\n\n{name} waited.")
    people = find_people([article], [DeclaredPerson(name, (), None, described)])
    (person,) = [person for person in people.persons if person.name == name]
    return next((article.text[span.start : span.end] for _, span in person.introductions), None)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Then Tom Clarke, a nursing home owner, spoke.", "a nursing home owner"),
        ("Tom Clarke, 61-year-old captain of the boat, spoke.", "61-year-old captain of the boat"),
        ("We met Tom Clarke -- the town’s mayor -- on Friday.", "the town’s mayor"),
        ("He thanked Apple’s chief executive, Tom Clarke, twice.", "Apple’s chief executive, Tom Clarke"),
        ("NBC's Tom Clarke asked.", "NBC's Tom Clarke"),
        ("It was told to Vice President Tom Clarke.", "Vice President Tom Clarke"),
        ("The work of President Tom Clarke goes on.", "President Tom Clarke"),
        ("They asked to meet retired captain Tom Clarke.", "retired captain Tom Clarke"),
        ("She met actor Tom Clarke.", "actor Tom Clarke"),
        ("Soon afterward Captain Tom Clarke left.", "Captain Tom Clarke"),
        ("Tom Clarke, the son of Mr. and Mrs. A. Clarke, left.", "the son of Mr. and Mrs. A. Clarke"),
        ("The letter was from Tom Clarke, who built the boat.", "who built the boat"),
    ],
)
def test_what_says_who_somebody_is(text: str, phrase: str) -> None:
    assert introduced(text, "Tom Clarke") == phrase


@pytest.mark.parametrize(
    "text",
    [
        "For Tom Clarke, the day was long and the night longer.",
        "It cleared Tom Clarke, a week after the storm.",
        "To Tom Clarke, the president said nothing.",
        "With Tom Clarke, Alice had waited.",
        "Tom Clarke, another told us, had gone.",
        "Boats, Tom Clarke and the sea.",
        "About Tom Clarke, it’s been quiet.",
    ],
)
def test_what_follows_a_name_without_saying_who_it_is(text: str) -> None:
    assert introduced(text, "Tom Clarke") is None


def test_what_somebody_is_comes_before_what_they_did() -> None:
    text = "Tom Clarke, who built the boat, slept.\n\nLater Tom Clarke, the boat’s owner, woke."
    assert introduced(text, "Tom Clarke") == "the boat’s owner"


def test_a_phrase_that_the_host_declared_introduces_where_nothing_else_does() -> None:
    assert introduced("The 61-year-old boat owner slept.", "Tom Clarke", "61-year-old boat owner") == (
        "The 61-year-old boat owner"
    )
    assert introduced("The owner slept.", "Tom Clarke", "the owner") is None, "two words tell nothing new"


@given(st.text(max_size=200), st.text(max_size=200))
def test_whatever_the_text_an_introduction_is_a_slice_of_it(before: str, after: str) -> None:
    line = " ".join(f"{before} Tom Clarke{after}".split())
    phrase = introduced(line, "Tom Clarke")
    assert phrase is None or phrase in line


def test_a_courtesy_introduces_nobody() -> None:
    article = make_article("a.txt", "The Millers\n\nMrs. Miller came in. “It is late,” said Mrs. Miller.")
    introductions = {person.name: person.introductions for person in find_people([article]).persons}
    assert introductions["Mrs. Miller"] == ()
