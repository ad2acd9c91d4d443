"""The same words of one speaker, wherever they are quoted; other words of the same moment stay apart."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.articles.article import make_article
from retrieval.articles.files import load_articles
from retrieval.english.stop_words import COMMON_IN_SPEECH
from retrieval.people.finding import find_people
from retrieval.people.people import People
from retrieval.quotations.index import QuotationIndex
from retrieval.quotations.wordings import Wordings, _aligned, comparable_words, differences, same_words

SEEDS = Path(__file__).parents[3] / "seeds"

WORDS = st.lists(st.sampled_from("we cried maybe three 3 holy dance on the phone it".split()), max_size=12)


def same(one: str, other: str) -> bool:
    return same_words(comparable_words(one), comparable_words(other))


def wordings_of(*bodies: str) -> tuple[Wordings, ...]:
    articles = [make_article(f"{number}.txt", "News\n" + body) for number, body in enumerate(bodies)]
    people = find_people(articles)
    return QuotationIndex.build(articles, people).store.wordings


def test_the_seven_wordings_across_the_four_articles_and_no_other() -> None:
    articles = load_articles(SEEDS)
    found = QuotationIndex.build(articles, find_people(articles)).store.wordings
    across = [
        [(q.article[:3], q.text.split()[0].strip("‘"), q.paragraph) for q in wordings.quotations]
        for wordings in found
        if len(wordings.articles) > 1
    ]
    assert across == [
        [("000", "I", 2), ("000", "I", 16), ("002", "I", 5)],
        [("000", "Just", 13), ("002", "Everyone", 1), ("002", "We", 3)],
        [("000", "I", 16), ("000", "At", 18), ("002", "I", 5), ("004", "I", 22)],
        [("003", "Fulfilled", 1), ("003", "This", 8), ("004", "I’m", 9)],
        [("003", "went", 10), ("004", "When", 17)],
        [("003", "Thank", 11), ("004", "Thank", 19)],
        [("003", "I", 11), ("004", "I", 19)],
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Thank you is not big enough,", "Thank you is not big enough."),
        ("for like three minutes straight", "We cried, on the phone for like 3 minutes straight. Everyone did"),
        ("Everyone Was Crying", "Everyone was just crying."),
        ("went into a full-fledged, Pentecostal holy dance", "I went into full-fledged Pentecostal holy dance"),
        (
            "I think I have to live it out for her, for my family",
            "I think I have to walk my thank you out. I have to live it out, for her, for my family",
        ),
        ("We can’t do it alone again", "We can't do it alone again"),
    ],
)
def test_the_same_words(one: str, other: str) -> None:
    assert same(one, other)
    assert same(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("I was like you’re going home", "You can go home now. Are you ready to go home?"),
        ("I said to her that I would", "She said to him that he would"),
        ("you know", "You know, it was a long day for all of us"),
        ("We won the House", "We won the Senate after a very long night and a short day"),
        ("", ""),
    ],
)
def test_other_words(one: str, other: str) -> None:
    assert not same(one, other)


def test_the_words_of_two_speakers_are_not_the_same_wordings() -> None:
    found = wordings_of("“We will win this election,” Ann Lee said.", "“We will win this election,” Bob Ray said.")
    assert [len(wordings.quotations) for wordings in found] == [1, 1]


def test_wordings_name_their_articles_once() -> None:
    (wordings,) = wordings_of(
        "“We will win,” Ann Lee said.\n“Surely we will win this great election,” Ann Lee said.",
        "“Surely we will win this great election,” said Ann Lee. “We will win this great election,” said Ann Lee.",
    )[1:]
    assert wordings.articles == ("0.txt", "1.txt")
    assert len(wordings.quotations) == 3


def test_what_nobody_says_and_what_stands_inside_another_has_no_wordings() -> None:
    found = wordings_of("She was on the “Today” show. “I said, ‘Go home now, please,’” Ann Lee said.")
    assert [q.text[:6] for wordings in found for q in wordings.quotations] == ["I said"]


def test_differences_word_by_word() -> None:
    found = differences("on the phone for 3 minutes straight", "on phone for three full minutes, straight!")
    assert [(step.kind, step.ours, step.theirs) for step in found] == [
        ("same", "on", "on"),
        ("dropped", "the", ""),
        ("same", "phone for 3", "phone for three"),
        ("added", "", "full"),
        ("same", "minutes straight", "minutes, straight!"),
    ]


@given(WORDS, WORDS)
def test_differences_give_both_wordings_back(ours: list[str], theirs: list[str]) -> None:
    steps = differences(" ".join(ours), " ".join(theirs))
    assert " ".join(step.ours for step in steps if step.ours).split() == ours
    assert " ".join(step.theirs for step in steps if step.theirs).split() == theirs


@given(WORDS, WORDS)
def test_being_the_same_has_no_direction(one: list[str], other: list[str]) -> None:
    assert same(" ".join(one), " ".join(other)) == same(" ".join(other), " ".join(one))


@given(
    st.lists(st.sampled_from(["“We cried on the phone,” Ann Lee said.", "“No.”", "“We cried,” she said."]), max_size=6)
)
def test_every_spoken_quotation_is_in_one_of_the_wordings(bodies: list[str]) -> None:
    article = make_article("a.txt", "\n".join(["News", *bodies]))
    store = QuotationIndex.build([article], People()).store
    members = [quotation.id for wordings in store.wordings for quotation in wordings.quotations]
    assert sorted(members) == sorted(quotation.id for quotation in store.all if quotation.is_speech)
    assert all(each in store.wordings_of(each).quotations for each in store.spoken)  # type: ignore[union-attr]


def test_a_word_that_everyone_uses_makes_no_pairs_of_all() -> None:
    body = "\n".join(f"“We talked about Whitewater {number} times {number}x,” Ann Lee said." for number in range(500))
    assert len(wordings_of(body)) == 500


_SAID = st.lists(st.sampled_from("never tell them water ship the and of to captain lost gone".split()), max_size=12)


@given(_SAID, _SAID)
def test_a_pair_is_put_aside_unaligned_only_where_its_alignment_would_not_do(one: list[str], other: list[str]) -> None:
    short, long = sorted((tuple(one), tuple(other)), key=lambda words: (len(words), words))
    distinctive = {word for word in short if word not in COMMON_IN_SPEECH}
    matched, spread = _aligned(short, long)
    kept = [word for word in matched if word not in COMMON_IN_SPEECH]
    enough = len(matched) >= 0.8 * len(short) and spread <= 1.6 * len(short) + 1 and len(kept) >= 0.8 * len(distinctive)
    same = short == long or (len(distinctive & set(long)) > 1 and enough)
    assert same_words(tuple(one), tuple(other)) == (len(short) > 2 and same)
