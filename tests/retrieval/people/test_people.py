"""One person, many names: found in the text alone, declared by the host, recognised in articles and in chat."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.articles.article import make_article
from retrieval.articles.files import load_articles
from retrieval.knowledge.people_file import load_declared
from retrieval.people.finding import find_people
from retrieval.people.people import People, Person
from retrieval.spans import Span

SEEDS = Path(__file__).parents[3] / "seeds"


def people_of(*texts: str) -> People:
    return find_people([make_article(f"{number}.txt", text) for number, text in enumerate(texts)])


@pytest.fixture(scope="module")
def story() -> People:
    declared, problems = load_declared(SEEDS / "people.toml")
    assert problems == ()
    return find_people(load_articles(SEEDS), declared)


@pytest.fixture(scope="module")
def text_alone() -> People:
    return find_people(load_articles(SEEDS))


def test_the_text_alone_names_the_eight_people_of_the_story(text_alone: People) -> None:
    pronouns = {person.name: person.pronoun for person in text_alone.persons}
    assert pronouns == {
        "Alice Marie Johnson": "she",
        "Kim Kardashian West": "she",
        "Donald Trump": "he",
        "Van Jones": "he",
        "Ivanka Trump": "she",
        "Jared Kushner": "he",
        "Kanye": "he",
        "Hoda Kotb": "she",
    }


def test_the_host_s_people_come_first_and_swallow_what_the_text_finds(story: People) -> None:
    assert [person.name for person in story.persons] == [
        "Kim Kardashian West",
        "Alice Marie Johnson",
        "Donald Trump",
        "Ivanka Trump",
        "Jared Kushner",
        "Kanye",
        "Van Jones",
        "Hoda Kotb",
    ]


@pytest.mark.parametrize(
    ("name", "person"),
    [
        ("Alice Johnson", "Alice Marie Johnson"),
        ("Johnson", "Alice Marie Johnson"),
        ("Kardashian West", "Kim Kardashian West"),
        ("@KimKardashian", "Kim Kardashian West"),
        ("Trump", "Donald Trump"),
        ("Ivanka", "Ivanka Trump"),
        ("@VanJones68", "Van Jones"),
    ],
)
def test_one_person_has_many_names(text_alone: People, name: str, person: str) -> None:
    assert [mention.person.name for mention in text_alone.mentions(f"Then {name} said so.")] == [person]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("what did kim k say", [("kim k", "Kim Kardashian West")]),
        ("kims kids", [("kims", "Kim Kardashian West")]),
        ("whats Kim's job", [("Kim", "Kim Kardashian West")]),
        ("who is boris johnson", []),
        ("did the van come", []),
        ("is van there", [("van", "Van Jones")]),
        ("what did trump's daughter do", [("trump's daughter", "Ivanka Trump")]),
        ("TRUMP and IVANKA TRUMP", [("TRUMP", "Donald Trump"), ("IVANKA TRUMP", "Ivanka Trump")]),
        ("why did the reality star help", [("reality star", "Kim Kardashian West")]),
    ],
)
def test_names_in_chat(story: People, question: str, found: list[tuple[str, str]]) -> None:
    assert [(m.text, m.person.name) for m in story.mentions(question, fold_case=True)] == found


def test_another_s_name_is_no_mention(story: People) -> None:
    assert story.mentions("Boris Johnson went to Trump Tower.") == ()


def test_a_common_word_is_no_name_where_articles_write_it_small() -> None:
    people = people_of("Story\nMark Twain said so. Will Smith agreed.")
    assert [m.text for m in people.mentions("will mark win? Will said no.")] == ["Will"]


@pytest.mark.parametrize(
    ("typed", "person"),
    [
        ("kardashian", "Kim Kardashian West"),
        ("Kim Kardashan", "Kim Kardashian West"),
        ("jonson", "Alice Marie Johnson"),
        ("trmp", "Donald Trump"),
        ("hod", "Hoda Kotb"),
        ("obama", None),
        ("", None),
        ("?!", None),
    ],
)
def test_finding_a_person_by_what_someone_types(story: People, typed: str, person: str | None) -> None:
    found = story.find(typed)
    assert (found.name if found else None) == person


def test_two_of_one_surname_stay_two() -> None:
    people = people_of("Story\nBill Clinton met Hillary Clinton. Clinton said it was fine.")
    assert {person.name for person in people.persons} == {"Bill Clinton", "Hillary Clinton"}
    assert people.mentions("Clinton said it.") == ()


def test_places_organisations_and_months_are_nobody() -> None:
    text = (
        "Story\nOn Monday the New York Times said the White House in Washington had called. The Supreme Court met in "
        "June. Fox News and CNN reported it. American voters in South Carolina agreed."
    )
    assert people_of(text).persons == ()


def test_titles_and_appositions_make_a_person() -> None:
    people = people_of("Story\nSen. Sherrod Vance said no. Khizr Malouf, who lost a son, said yes. Malouf said so.")
    assert {person.name for person in people.persons} == {"Sherrod Vance", "Khizr Malouf"}


def test_what_stands_before_a_name_is_no_part_of_it() -> None:
    people = people_of("Story\nHillary Clinton won. Crooked Hillary Clinton, he said. Rival Hillary Clinton left.")
    assert [person.name for person in people.persons] == ["Hillary Clinton"]


@pytest.mark.parametrize(
    ("content", "line", "part"),
    [
        ("", None, "names nobody"),
        ('["Kim"\nnames = []', 1, "not valid TOML"),
        ('["Kim"]\nnames = "Kimmy"', 2, "must be a list"),
        ('["Kim"]\nnames = ["Kimmy"]\n["Alice"]\nnames = ["kimmy"]', 4, "stands under Kim and under Alice"),
        ('["Kim"]\npronoun = "xe"', 2, "pronoun"),
        ('["Kim"]\nnames = [3]', 2, "which is no text"),
        ('["Kim"]\nage = 3', 2, "no field of a person"),
        ("kim = 3", 1, "is no table"),
        ('[""]\nnames = ["x"]', 1, "has no name"),
    ],
)
def test_what_is_wrong_in_people_toml_is_named_with_its_line(
    tmp_path: Path, content: str, line: int | None, part: str
) -> None:
    path = tmp_path / "people.toml"
    path.write_text(content, encoding="utf-8")
    _, problems = load_declared(path)
    assert [(problem.file, problem.line) for problem in problems] == [("people.toml", line)]
    assert part in problems[0].message


def test_the_rest_of_a_faulty_file_is_used(tmp_path: Path) -> None:
    path = tmp_path / "people.toml"
    path.write_text('["Kim"]\nnames = ["Kimmy"]\n["Alice"]\nnames = ["Kimmy", "Ali"]', encoding="utf-8")
    declared, problems = load_declared(path)
    assert [(person.name, person.names) for person in declared] == [("Kim", ("Kimmy",)), ("Alice", ("Ali",))]
    assert len(problems) == 1


def test_no_file_is_no_problem(tmp_path: Path) -> None:
    assert load_declared(tmp_path / "people.toml") == ((), ())


def test_bytes_that_are_no_text_are_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "people.toml"
    path.write_bytes(b"\xff\xfe")
    declared, problems = load_declared(path)
    assert declared == ()
    assert "UTF-8" in problems[0].message


@given(st.text(max_size=200), st.booleans())
def test_mentions_are_slices_in_order_that_never_overlap(text: str, fold: bool) -> None:
    people = people_of("Story\nKim Kardashian said so. Alice Johnson, who left, agreed.")
    at = 0
    for mention in people.mentions(text + " Kim Kardashian's Alice " + text, fold_case=fold):
        assert mention.span.start >= at
        assert (text + " Kim Kardashian's Alice " + text)[mention.span.start : mention.span.end] == mention.text
        at = mention.span.end


@given(st.text(min_size=1, max_size=300))
def test_any_text_has_people_or_none(text: str) -> None:
    article = make_article("a.txt", "Story\n" + text)
    for person in find_people([article]).persons:
        assert person.name == person.names[0]


def test_how_each_article_introduces_a_person(story: People) -> None:
    texts = {article.file: article.text for article in load_articles(SEEDS)}
    said = {
        person.name: {file[:3]: texts[file][span.start : span.end] for file, span in person.introductions}
        for person in story.persons
    }
    assert said["Alice Marie Johnson"]["000"].startswith("a 63-year-old grandmother who had already served")
    assert said["Alice Marie Johnson"]["002"] == "first-time drug offender Alice Marie Johnson"
    assert said["Ivanka Trump"]["003"] == "the president’s daughter"
    assert said["Van Jones"]["000"] == "CNN’s Van Jones"
    assert said["Jared Kushner"]["002"] == "her husband Jared Kushner"
    assert said["Donald Trump"]["000"] == "President Donald Trump"


_SPANS = st.tuples(st.integers(0, 9), st.integers(0, 9)).map(lambda pair: Span(*pair))
_PERSONS = st.builds(
    Person,
    st.text(),
    st.lists(st.text()).map(tuple),
    st.sampled_from(("she", None)),
    st.lists(st.text()).map(tuple),
    st.lists(st.tuples(st.text(), _SPANS)).map(tuple),
    st.lists(st.tuples(st.text(), st.integers(0, 99))).map(tuple),
)


@given(st.lists(_PERSONS))
def test_people_are_the_same_when_they_have_been_kept(persons: list[Person]) -> None:
    assert People.unpack(People(persons).pack()).persons == tuple(persons)


def names_of(people: People) -> list[str]:
    return [person.name for person in people.persons]


def test_titles_tell_people_of_one_surname_apart() -> None:
    people = people_of(
        "The Millers\n\nMiss Daisy Miller came first. Mrs. Miller came after her, and Mr. Miller stayed at home. "
        "Mrs. Miller said nothing. “It is late,” said Mrs. Miller to Daisy. Miss Miller laughed."
    )
    assert {"Daisy Miller", "Mrs. Miller", "Mr. Miller"} <= set(names_of(people))
    mother, daughter = people.find("Mrs. Miller"), people.find("Miss Miller")
    assert mother is not None
    assert daughter is not None
    assert (mother.name, mother.pronoun) == ("Mrs. Miller", "she")
    assert (daughter.name, daughter.pronoun) == ("Daisy Miller", "she")
    assert [each.person.name for each in people.mentions("Mrs. Miller and Miss Daisy Miller")] == [
        "Mrs. Miller",
        "Daisy Miller",
    ]


def test_a_title_is_the_other_bearers_where_the_first_cannot_have_it() -> None:
    people = people_of(
        "The Clintons\n\nHillary Clinton said so. Hillary Clinton went on. Hillary Clinton left. Bill Clinton stayed. "
        "Mr. Clinton said no. Mrs. Clinton said yes."
    )
    assert {"Hillary Clinton", "Bill Clinton"} == set(names_of(people))
    bill = people.find("Mr. Clinton")
    assert bill is not None
    assert (bill.name, bill.pronoun) == ("Bill Clinton", "he")


def test_an_office_without_a_pronoun_makes_nobody_new() -> None:
    people = people_of("Today\n\nMr. Obama said so. President Obama left. Mr. Obama wept. Mr. Obama smiled.")
    assert names_of(people) == ["Mr. Obama"]
    assert people.find("President Obama") is people.find("Obama")


@pytest.mark.parametrize("called", ["Poor", "Dear", "Old", "Little", "Young", "O", "However"])
def test_what_is_said_before_a_name_is_no_part_of_it(called: str) -> None:
    people = people_of(
        f"A tale\n\n{called} Winterbourne sat down. “Well,” said Winterbourne. {called} Winterbourne said no."
    )
    assert names_of(people) == ["Winterbourne"]


def test_whoever_speaks_behind_the_is_somebody() -> None:
    people = people_of(
        "A tale\n\n“Tea,” said the Hatter. “More tea,” said the Hatter. “No,” said the Mock Turtle. “Yes,” said the"
        " Mock Turtle. The Hatter slept, and the Garden was green. “Off,” said the Queen. “Off!” said the Queen."
    )
    assert {"The Hatter", "The Mock Turtle", "The Queen"} == set(names_of(people))
    queen = people.find("the queen")
    assert queen is not None
    assert queen.pronoun == "she"


def test_what_speaks_once_or_is_an_office_is_nobody() -> None:
    people = people_of("News\n\n“No,” said the Pentagon. “Never,” said the Pentagon. “Perhaps,” said the Stranger.")
    assert names_of(people) == []


def test_a_rank_and_a_marriage_are_two_people() -> None:
    people = people_of(
        "The regiment\n\nColonel Forster said no. Mrs. Forster said yes. Colonel Forster left, as Mrs. Forster said."
    )
    colonel = people.find("Colonel Forster")
    assert set(names_of(people)) == {"Colonel Forster", "Mrs. Forster"}
    assert colonel is not None
    assert colonel.pronoun is None


def test_his_wifes_title_makes_nobody_a_woman() -> None:
    people = people_of("The Dashwoods\n\nJohn Dashwood came. Mrs. John Dashwood came, and Mrs. John Dashwood said no.")
    john = people.find("John Dashwood")
    assert john is not None
    assert john.pronoun == "he"


def test_an_everyday_word_before_a_name_that_stands_alone_is_no_part_of_it() -> None:
    alone = " ".join(["Maria said no."] * 12)
    people = people_of(
        f"A house\n\nThen unhappy Maria left. It was Unhappy Maria. A Cold-hearted Maria stayed. {alone}"
    )
    assert names_of(people) == ["Maria"]
