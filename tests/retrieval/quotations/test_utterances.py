"""What is shown as one: parts together, each wording once, and who said it."""

import pytest

from retrieval.quotations.quotation import Quotation
from retrieval.quotations.utterances import Attribution
from tests.sample import sample_story

KIM, ALICE = "Kim Kardashian West", "Alice Marie Johnson"
QUOTATIONS = sample_story().quotations
UTTERANCES = QUOTATIONS.utterances


def found(words: str) -> Quotation:
    return QUOTATIONS.search(words).matches[0].quotation


def test_a_split_utterance_is_one_whichever_part_was_found() -> None:
    first, second = found("all the policies I don't agree with"), found("very open dialogue with Jared")
    assert UTTERANCES.holding(first).parts == UTTERANCES.holding(second).parts == (first, second)
    assert UTTERANCES.holding(second).lead == second
    assert tuple(UTTERANCES.each_once([second, first])) == (UTTERANCES.holding(second),)


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
    wordings = {QUOTATIONS.store.wordings_of(part) for part in said}
    assert wordings == set(QUOTATIONS.store.wordings)
    openings = [utterance.parts[0].text[:20] for utterance in listed]
    assert len(set(openings)) == len(openings)
    assert [u.lead.paragraph for u in listed if "Kanye’s already given" in u.parts[0].text] == [16]


def test_a_list_of_one_speaker_in_one_article() -> None:
    file = "003_7544e19da446d4cf.txt"
    listed = UTTERANCES.listed(ALICE, file)
    assert [utterance.parts[0].text[:9] for utterance in listed] == ["went into", "Thank you", "I plan on"]
    assert {(part.speaker, part.article) for utterance in listed for part in utterance.parts} == {(ALICE, file)}


def test_speakers_are_counted_as_they_are_listed() -> None:
    counted = UTTERANCES.counted()
    assert counted == {name: len(UTTERANCES.listed(name)) for name in (KIM, ALICE, "Donald Trump")}
    assert next(iter(counted)) == KIM


@pytest.mark.parametrize(
    ("begins", "said"),
    [
        ("For me, I was very", Attribution(KIM, "she", "Van Jones")),
        ("a unanimous feeling", Attribution("Donald Trump", via=KIM)),
        ("You can go home now", Attribution(KIM, via=ALICE)),
        ("Okay, Kim made", Attribution(None, via=KIM)),
        ("Thank you is not big", Attribution(ALICE)),
    ],
)
def test_who_said_it_to_whom_and_who_reports_it(begins: str, said: Attribution) -> None:
    quotation = next(each for each in QUOTATIONS.all if each.text.startswith(begins))
    assert UTTERANCES.said_by(quotation) == said
