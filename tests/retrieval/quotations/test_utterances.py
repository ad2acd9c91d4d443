"""What is shown as one: parts together, each wording once, and whom a typed name means."""

from dataclasses import replace

import pytest

from retrieval import Story
from retrieval.quotations.quotation import Quotation
from retrieval.quotations.search import Quotations
from retrieval.quotations.utterances import Utterances

KIM, ALICE = "Kim Kardashian West", "Alice Marie Johnson"
QUOTATIONS = Story.load().quotations
UTTERANCES = Utterances.of(QUOTATIONS)


def found(words: str) -> Quotation:
    return QUOTATIONS.search(words).matches[0].quotation


def test_a_split_utterance_is_one_whichever_part_was_found() -> None:
    first, second = found("all the policies I don't agree with"), found("very open dialogue with Jared")
    assert UTTERANCES.holding(first).parts == UTTERANCES.holding(second).parts == (first, second)
    assert UTTERANCES.holding(second).lead is second
    assert UTTERANCES.each_once([second, first]) == (UTTERANCES.holding(second),)


def test_a_quotation_inside_another_stands_alone() -> None:
    inner = next(q for q in QUOTATIONS.all if q.text.startswith("Look, Trump"))
    assert UTTERANCES.holding(inner).parts == (inner,)


def test_the_same_words_elsewhere_are_named_once_beside_the_part_they_are_of() -> None:
    utterance = UTTERANCES.holding(next(q for q in QUOTATIONS.all if q.article[:3] == "004" and q.paragraph == 19))
    assert [(part.text[:9], other.article[:3], other.paragraph) for part, other in utterance.elsewhere] == [
        ("Thank you", "003", 11),
        ("I think I", "003", 11),
    ]


def test_a_list_holds_every_wording_once_where_most_of_it_is_quoted() -> None:
    listed = UTTERANCES.listed()
    said = [part for utterance in listed for part in utterance.parts]
    families = {id(QUOTATIONS.family(part)) for part in said}
    assert families == {id(family) for family in QUOTATIONS.families}
    openings = [utterance.parts[0].text[:20] for utterance in listed]
    assert len(set(openings)) == len(openings)
    assert [u.lead.paragraph for u in listed if "Kanye’s already given" in u.parts[0].text] == [16]


def test_a_list_of_one_speaker_in_one_article() -> None:
    file = "003_7544e19da446d4cf.txt"
    listed = UTTERANCES.listed(ALICE, file)
    assert [utterance.parts[0].text[:9] for utterance in listed] == ["went into", "Thank you", "I plan on"]
    assert {(part.speaker, part.article) for utterance in listed for part in utterance.parts} == {(ALICE, file)}


def test_speakers_are_counted_as_they_are_listed() -> None:
    assert dict(UTTERANCES.speakers) == {name: len(UTTERANCES.listed(name)) for name in (KIM, ALICE, "Donald Trump")}
    assert UTTERANCES.speakers[0][0] == KIM


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("kim", [KIM]),
        ("Alice Marie Johnson", [ALICE]),
        ("the president", ["Donald Trump"]),
        ("ivanka", ["Ivanka Trump"]),
        ("van", ["Van Jones"]),
        ("Kardashan", [KIM]),
        ("the pope", []),
        ("", []),
        ("!?", []),
        ("x" * 6_000, []),
    ],
)
def test_whom_a_typed_name_means(typed: str, names: list[str]) -> None:
    assert list(UTTERANCES.called(typed)) == names


def test_a_source_that_is_no_person_is_called_by_its_phrase_or_a_part_of_it() -> None:
    spoken = QUOTATIONS.spoken
    campaign = replace(spoken[0], speaker="the Trump campaign", person=None)
    officials = replace(spoken[1], speaker="campaign officials", person=None)
    utterances = Utterances(Quotations([campaign, officials], QUOTATIONS.people))
    assert utterances.called("The trump CAMPAIGN") == ("the Trump campaign",)
    assert utterances.called("officials") == ("campaign officials",)
    assert utterances.called("campaign") == ("the Trump campaign", "campaign officials")


def test_they_are_kept_for_a_story() -> None:
    assert Utterances.of(QUOTATIONS) is Utterances.of(QUOTATIONS)
