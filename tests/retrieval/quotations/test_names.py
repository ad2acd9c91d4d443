"""Whom a typed name means, for the command line and for Discord alike."""

from __future__ import annotations

from dataclasses import replace

import pytest

from retrieval.quotations.index import QuotationIndex
from retrieval.quotations.names import Known, Nobody, Several
from tests.sample import sample_story

KIM, ALICE = "Kim Kardashian West", "Alice Marie Johnson"
QUOTATIONS = sample_story().quotations


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("kim", KIM),
        ("Alice Marie Johnson", ALICE),
        ("the president", "Donald Trump"),
        ("ivanka", "Ivanka Trump"),
        ("van", "Van Jones"),
        ("Kardashan", KIM),
    ],
)
def test_whom_a_typed_name_means(typed: str, name: str) -> None:
    called = QUOTATIONS.people_called(typed)
    assert isinstance(called, Known)
    assert called.name == name
    assert called.person is QUOTATIONS.people.find(name)


@pytest.mark.parametrize("typed", ["the pope", "arda", "", "!?", "x" * 6_000])
def test_who_is_nobody(typed: str) -> None:
    assert QUOTATIONS.people_called(typed) == Nobody()


def test_a_source_that_is_no_person_is_called_by_its_phrase_or_a_part_of_it() -> None:
    spoken = QUOTATIONS.spoken
    campaign = replace(spoken[0], speaker="the Trump campaign", person=None)
    officials = replace(spoken[1], speaker="campaign officials", person=None)
    quotations = QuotationIndex.of([campaign, officials], QUOTATIONS.people)
    assert quotations.people_called("The trump CAMPAIGN") == Known("the Trump campaign", None)
    assert quotations.people_called("officials") == Known("campaign officials", None)
    assert quotations.people_called("campaign") == Several(("the Trump campaign", "campaign officials"))


def test_speakers_are_offered_by_any_of_their_names_the_most_quoted_first() -> None:
    names = QUOTATIONS.names
    assert [name for name, _ in names.speakers_like("")] == [KIM, ALICE, "Donald Trump"]
    assert names.speakers_like("") == tuple(QUOTATIONS.utterances.counted().items())
    assert [name for name, _ in names.speakers_like("kardash")] == [KIM]
    assert names.speakers_like("arda") == ()
    assert dict(names.speakers_like("", "003_7544e19da446d4cf.txt")) == {ALICE: 3, KIM: 2}


def test_people_are_offered_whether_or_not_they_are_quoted() -> None:
    offered = QUOTATIONS.names.people_like("")
    assert {name for name, _ in offered} == {person.name for person in QUOTATIONS.people.persons}
    assert offered[0][0] == KIM
    assert ("Ivanka Trump", 0) in offered
    (described,) = [person for person in QUOTATIONS.people.persons if "rapper" in " ".join(person.described)][:1]
    assert described.name in dict(QUOTATIONS.names.people_like("rapper"))
