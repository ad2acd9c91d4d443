"""Who speaks in a dialogue that names nobody: by turns, by address, by pronoun; never in an article that is none."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.articles.article import make_article
from retrieval.articles.files import load_articles
from retrieval.people.finding import find_people
from retrieval.quotations.attribution import attribute, narrated_paragraphs
from retrieval.quotations.dialogue.candidates import FEATURES, is_address, known_voices, polite_pronoun, scene_of
from retrieval.quotations.dialogue.model import is_dialogue, turn_model
from retrieval.quotations.dialogue.turns import Cue, turns_of
from retrieval.quotations.quotation import Quotation
from retrieval.quotations.reliability import BY_TURN
from retrieval.spans import Span

ROOT = Path(__file__).parents[4]
STORY = """The Lamp in the Boathouse

Mr. Harding came down to the boathouse at dusk, where Miss Ellen Ward was mending a net.

“You are late,” said Ellen.

“The lamp would not burn,” said Mr. Harding.

“It burned yesterday,” said Ellen.

“Yesterday it had oil,” said Mr. Harding.

“And who took the oil?”

“I should like to know that myself.”

“Have you asked my brother?” returned Ellen.

“He says that he knows nothing.”

Ellen put the net down. She looked at the water for a long time.

“He never knows anything,” she said.

“Then we must go and ask him again, Ellen.”

“Must we go tonight, sir?”

Just then Tom Ward came up the steps with a can in his hand.

“What are you two whispering about?” said Tom.

“About you,” said Ellen.
"""


def said(text: str) -> dict[str, Quotation]:
    article = make_article("story.txt", text)
    return {each.text.rstrip(",.?!"): each for each in attribute(article, find_people([article]))}


def scene_lines(text: str) -> list[tuple[str, str | None]]:
    return [(words, each.speaker) for words, each in said(text).items()]


def test_turns_go_to_and_fro() -> None:
    quotations = said(STORY)
    assert quotations["And who took the oil"].speaker == "Ellen Ward"
    assert quotations["I should like to know that myself"].speaker == "Mr. Harding"
    assert quotations["He says that he knows nothing"].speaker == "Mr. Harding"
    assert quotations["He says that he knows nothing"].rule == BY_TURN
    assert quotations["He says that he knows nothing"].speaker_as_written is None


def test_a_pronoun_and_an_address_tell_who_speaks() -> None:
    quotations = said(STORY)
    assert quotations["He never knows anything"].speaker == "Ellen Ward"
    assert quotations["He never knows anything"].speaker_as_written == "she"
    assert quotations["Then we must go and ask him again, Ellen"].speaker != "Ellen Ward"
    assert quotations["Must we go tonight, sir"].speaker == "Ellen Ward"


def test_who_is_named_beside_the_words_keeps_them() -> None:
    quotations = said(STORY)
    assert quotations["Have you asked my brother"].speaker == "Ellen Ward"  # "returned" is in no list of verbs
    assert quotations["Have you asked my brother"].rule == "said X"
    assert quotations["What are you two whispering about"].speaker == "Tom Ward"


def test_all_that_a_paragraph_says_is_one_persons() -> None:
    story = STORY + "\n“Out with it,” said Tom. He laughed, and shook the can. “There is oil enough.”\n"
    assert said(story)["There is oil enough"].speaker == "Tom Ward"


def test_a_narrator_is_nobody_by_name() -> None:
    story = STORY + "\n“I saw it all,” I said.\n\n“You see too much,” said Tom.\n"
    assert said(story)["I saw it all"].speaker is None


@pytest.mark.parametrize("folder", ["seeds", "tests/second_story"])
def test_news_and_testimony_are_no_dialogue(folder: str) -> None:
    articles = load_articles(ROOT / folder)
    people = find_people(articles)
    for article in articles:
        assert not is_dialogue(turns_of(narrated_paragraphs(article, people)))
        assert all(each.rule != BY_TURN for each in attribute(article, people))


def test_every_open_turn_has_features_for_every_candidate() -> None:
    article = make_article("story.txt", STORY)
    paragraphs = narrated_paragraphs(article, find_people([article]))
    turns = turns_of(paragraphs)
    assert [turn.cue for turn in turns[:6]] == [Cue.NAME] * 4 + [Cue.NONE] * 2
    scene, voices = scene_of(paragraphs, turns), known_voices(turns)
    names = scene.candidates(4, voices)
    assert {"Ellen Ward", "Mr. Harding"} <= set(names)
    rows = scene.observe(4, names, voices)
    assert [len(row) for row in rows] == [len(FEATURES)] * len(names)
    two_ago = FEATURES.index("spoke two turns ago, without a break")
    assert {name: row[two_ago] for name, row in zip(names, rows, strict=True)}["Ellen Ward"] == 1.0


def test_a_pronoun_rules_out_whom_it_cannot_mean() -> None:
    article = make_article("story.txt", STORY)
    paragraphs = narrated_paragraphs(article, find_people([article]))
    turns = turns_of(paragraphs)
    scene, voices = scene_of(paragraphs, turns), known_voices(turns)
    number = next(number for number, turn in enumerate(turns) if turn.cue is Cue.PRONOUN)
    assert "Mr. Harding" not in scene.candidates(number, voices)


@pytest.mark.parametrize(
    ("text", "addressed"),
    [
        ("“Must we go, Ellen?”", True),
        ("“Ellen, come here.”", True),
        ("“My dear Ellen, come here.”", True),
        ("“I saw Ellen yesterday.”", False),
        ("“Ellen took the oil.”", False),
    ],
)
def test_a_name_between_stops_is_an_address(text: str, addressed: bool) -> None:
    at = text.index("Ellen")
    assert is_address(text, Span(at, at + 5)) is addressed


def test_sir_and_madam_tell_a_pronoun() -> None:
    assert polite_pronoun("“Yes, sir,” said Tom.") == "he"
    assert polite_pronoun("“No, ma'am.”") == "she"
    assert polite_pronoun("“The sirens sang.”") is None


WORDS = st.sampled_from(
    ["“Yes,” said Ellen.", "“No.”", "“Why, Tom?” he said.", "Ellen sat down.", "“So,” I said. “Well."]
)


@given(st.lists(WORDS, max_size=30))
def test_any_order_of_paragraphs_names_only_people_of_the_story(lines: list[str]) -> None:
    article = make_article("story.txt", STORY + "\n" + "\n\n".join(lines))
    people = find_people([article])
    names = {person.name for person in people.persons}
    by_turn = [each for each in attribute(article, people) if each.rule == BY_TURN]
    assert all(each.speaker in names and each.person is not None for each in by_turn)


def test_the_weights_know_every_feature() -> None:
    weights = turn_model().weights
    assert all(len(column) == len(FEATURES) and column.any() for column in weights.values())
    assert 0.5 < turn_model().named_from < 1


def test_a_chapter_is_dialogue_sooner_than_an_article() -> None:
    article = make_article(
        "one.txt", "One\n\n“Yes,” said Ellen.\n\n“No,” said Tom.\n\n“Why?”\n\nEllen and Tom sat down."
    )
    turns = turns_of(narrated_paragraphs(article, find_people([article])))
    assert is_dialogue(turns, of_book=True)
    assert not is_dialogue(turns)
