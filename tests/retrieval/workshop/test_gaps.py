"""Questions asked in vain: which of them ask alike, and which passages are near them."""

import random
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retrieval import Story
from retrieval.workshop import gaps
from retrieval.workshop.gaps import AskedInVain, GapGroup, asked_now, grouped, nearest_passages
from tests.sample import sample_story

WORDS = (
    "kim alice trump how much did the lawyers cost is there a dog cat where why prison jail live now @everyone 0170 ß"
)
PHRASE = st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=7).map(" ".join)
QUESTION = st.one_of(PHRASE, st.text(min_size=1, max_size=40))
ASKED = st.lists(st.tuples(QUESTION, st.integers(1, 9)), max_size=12).map(
    lambda rows: [AskedInVain(number, words, count) for number, (words, count) in enumerate(rows)]
)


def groups(story: Story, *questions: str) -> list[tuple[str, ...]]:
    return [group.wordings for group in grouped(story, [AskedInVain(at, each) for at, each in enumerate(questions)])]


def test_questions_that_ask_the_same_in_other_words_are_together(story: Story) -> None:
    found = groups(
        story,
        "what did the lawyers cost?",
        "does alice have a dog",
        "how much did the lawyers cost",
        "has alice johnson got a dog?",
        "wat did the lawers cost",
    )
    assert [set(wordings) for wordings in found] == [
        {"what did the lawyers cost?", "how much did the lawyers cost", "wat did the lawers cost"},
        {"does alice have a dog", "has alice johnson got a dog?"},
    ]


def test_the_same_asked_of_other_people_is_something_else(story: Story) -> None:
    assert len(groups(story, "how tall is kim", "how tall is trump", "how tall is alice johnson")) == 3


def test_what_shares_only_its_little_words_is_apart(story: Story) -> None:
    assert len(groups(story, "what did trump eat", "what did trump wear", "where is the dog")) == 3


def test_questions_without_a_word_that_says_what_is_asked_are_no_error(story: Story) -> None:
    assert groups(story, "why", "why?", "?!", "") == [("why", "why?"), ("",), ("?!",)]


def test_the_most_asked_comes_first_and_leads_its_group(story: Story) -> None:
    asked = [
        AskedInVain(7, "is there a dog", 2),
        AskedInVain(8, "what did the lawyers cost", 1),
        AskedInVain(9, "WHAT did the  lawyers cost", 1),
        AskedInVain(10, "how much did the lawyers cost", 3),
    ]
    first, second = grouped(story, asked)
    assert (first.count, first.ids, first.wordings) == (
        5, (10, 9, 8), ("how much did the lawyers cost", "WHAT did the  lawyers cost"),
    )  # fmt: skip
    assert (second.count, second.ids) == (2, (7,))


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(ASKED, st.randoms())
def test_each_question_is_in_one_group_whatever_the_order(asked: list[AskedInVain], chance: random.Random) -> None:
    story = sample_story()
    found = grouped(story, asked)
    assert Counter(each for group in found for each in group.asked) == Counter(asked)
    assert [group.count for group in found] == sorted((group.count for group in found), reverse=True)
    shuffled = asked[:]
    chance.shuffle(shuffled)
    assert grouped(story, shuffled) == found
    same = Counter(" ".join(each.words.lower().split()) for each in asked if each.words.isascii())
    for words in same:
        holding = [g for g in found if any(" ".join(each.words.lower().split()) == words for each in g.asked)]
        assert len(holding) == 1, "the same words are never apart"


def test_a_word_that_all_have_has_not_all_compared_with_all(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    compared = 0
    real = gaps._Wording.is_like

    def is_like(self: gaps._Wording, other: gaps._Wording) -> bool:
        nonlocal compared
        compared += 1
        return real(self, other)

    monkeypatch.setattr(gaps._Wording, "is_like", is_like)
    grown = []
    for size in (200, 400):
        compared = 0
        grouped(story, [AskedInVain(n, f"zorblax q{n}a q{n}b q{n}c q{n}d q{n}e q{n}f") for n in range(size)])
        grown.append(compared)
    assert grown[1] - grown[0] <= 200 * gaps.COMPARED, "each further one is compared with so many at most"


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(QUESTION)
def test_what_is_near_is_at_most_three_other_passages(words: str) -> None:
    story = sample_story()
    group = GapGroup((AskedInVain(1, words),))
    near = nearest_passages(story, group)
    assert len({finding.passage.row for finding in near}) == len(near) <= 3
    best = asked_now(story, group)
    assert best is None or best.passage.row in {finding.passage.row for finding in story.ask(words).ranked}


def test_the_passage_that_several_wordings_find_is_nearer_than_what_one_does(story: Story) -> None:
    wordings = ("in which prison was she", "which prison was alice in", "where was alice johnson locked up")
    near = nearest_passages(story, GapGroup(tuple(AskedInVain(at, each) for at, each in enumerate(wordings))))
    firsts = Counter(story.ask(each).ranked[0].passage.row for each in wordings)
    assert near[0].passage.row == firsts.most_common(1)[0][0]
