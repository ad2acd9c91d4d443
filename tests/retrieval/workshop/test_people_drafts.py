"""Who is suggested for people.toml: people, under the names that the articles use, and nothing that is none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from retrieval.articles.article import make_article
from retrieval.knowledge.people_file import DeclaredPerson
from retrieval.people.people import People, Person
from retrieval.story import Story
from retrieval.workshop.people_drafts import OnePerson, PersonDraft, joined, may_be_one, people_drafts
from retrieval.workshop.pronouns_told import pronouns_told

TALE = """The mill at Rye

Anna went down to the mill, and she was afraid of the dark.

“I shall wait,” said Anna. “Poor Anna,” said the miller, Thomas Reed, a stout man of sixty.

Chapter and verse were read by Thomas Reed, and Anna sat on her stool.

Poor children came. Chapter houses were built. Poor roofs leaked. Chapter by chapter they listened.

When Anna had eaten, she took her basket. Then Anna saw that her dog had gone, and she called it.

Anna put on her coat. Later Anna sold her horse. At last Anna closed her door.
"""

SCENE = """The coffee house

Phoebe Marsh: Here is your tea, Ross.

Ross Hale: Thank you, Phoebe.

(“No,” said Phoebe. Phoebe, who is tired, goes to the window. Ross stays.)

Phoebe Marsh: It is raining.

Ross Hale: It is.

Phoebe Marsh: Phoebe never minds, as Phoebe says.

Big Bully: That is my hat.

Big Bully: Give it back.

Big Bully: My hat!

All: Goodbye!

All: Goodbye, Phoebe!

All: Goodbye, Ross!
"""


def drafts(text: str) -> dict[str, PersonDraft]:
    return {draft.name: draft for draft in people_drafts(Story.build([make_article("a.txt", text)]))}


def test_people_are_drafted_and_words_that_are_no_people_are_not() -> None:
    found = drafts(TALE)
    assert set(found) == {"Anna", "Thomas Reed"}
    assert found["Anna"].pronoun == "she"
    assert found["Anna"].paragraphs > found["Thomas Reed"].paragraphs == 2
    assert found["Thomas Reed"].names == ("Reed", "Thomas")
    assert found["Thomas Reed"].introduced == "a stout man of sixty"


def test_who_speaks_the_lines_of_a_scene_is_somebody_and_everybody_is_nobody() -> None:
    found = drafts(SCENE)
    assert "Phoebe" in found["Phoebe Marsh"].names
    assert "Phoebe" not in found, "she is one person"
    assert "All" not in found
    assert "Big Bully" not in found, "as one name, the bully would not be found by “bully” any more"


def test_whom_people_toml_has_is_not_suggested_again() -> None:
    story = Story.build([make_article("a.txt", TALE)])
    known = replace(story.knowledge, people=(DeclaredPerson("Anna"),))
    assert [draft.name for draft in people_drafts(Story.build(story.articles, known))] == ["Thomas Reed"]


@pytest.mark.parametrize(
    ("text", "pronoun"),
    [
        ("Kari put on her coat.", "she"),
        ("Kari saw the woman who had lost her coat.", None),
        ("Kari saw Ebe, and he ran.", None),
        ("Kari put on the coat.", None),
    ],
)
def test_a_pronoun_counts_where_nobody_else_can_be_meant(text: str, pronoun: str | None) -> None:
    people = People([Person("Kari", ("Kari",)), Person("Ebe", ("Ebe",))])
    assert pronouns_told([text] * 6, people).get("Kari") == pronoun
    assert not pronouns_told([text] * 5, people), "five are too few"


def test_a_pronoun_that_is_not_plain_is_not_told() -> None:
    people = People([Person("Kari", ("Kari",))])
    assert pronouns_told(["Kari lost her coat."] * 8 + ["Kari lost his coat."] * 2, people) == {"Kari": "she"}
    assert pronouns_told(["Kari lost her coat."] * 7 + ["Kari lost his coat."] * 2, people) == {}


def test_two_names_are_joined_under_the_first() -> None:
    one, other = PersonDraft("Joseph Reed", ("Reed",), None, 3), PersonDraft("Joe Reed", ("Joe",), "he", 2)
    (pair,) = may_be_one([one, other], [])
    assert (pair.first, pair.second) == ("Joseph Reed", "Joe Reed")
    (both,) = joined([one, other], [pair])
    assert both == PersonDraft("Joseph Reed", ("Reed", "Joe Reed", "Joe"), "he", 5)


def test_of_two_names_the_one_that_stands_in_people_toml_comes_first() -> None:
    other = PersonDraft("Joseph Reed", (), None, 3)
    (pair,) = may_be_one([other], ["Joe Reed"])
    assert (pair.first, pair.second) == ("Joe Reed", "Joseph Reed")
    assert not list(may_be_one([], ["Joe Reed", "Joseph Reed"])), "the host has told them apart"
    assert joined([other], [OnePerson("Joe Reed", "Joseph Reed", "")]) == (other,)
