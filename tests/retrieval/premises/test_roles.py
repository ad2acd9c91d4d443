"""Who does what to whom."""

from __future__ import annotations

from retrieval import Story
from retrieval.premises.roles import RoleCounts, after_key, before_key, sides, triple_key

KIM, ALICE = "@Kim Kardashian West", "@Alice Marie Johnson"


def triples(story: Story, question: str) -> list[tuple[str, str]]:
    return [(doer, done_to) for doer, _, done_to in sides(story.reader.read_question(question)).triples]


def test_the_doer_stands_before_what_is_done(story: Story) -> None:
    assert triples(story, "why did kim thank alice") == [(KIM, ALICE)]
    assert triples(story, "why did alice thank kim") == [(ALICE, KIM)]


def test_by_turns_them_round(story: Story) -> None:
    assert triples(story, "why was alice thanked by kim") == [(KIM, ALICE)]


def test_far_words_do_not_belong_together(story: Story) -> None:
    assert triples(story, "kim was there and on the very same long and sunny day someone thanked alice") == []


def test_what_is_counted_is_what_was_kept(story: Story) -> None:
    texts = [story.reader.read_question(text) for text in ("why did kim thank alice", "did kim thank alice")]
    counts = RoleCounts.build(texts)
    word = sides(texts[0]).triples[0][1]
    keys = (before_key(KIM, word), after_key(word, ALICE), triple_key(KIM, word, ALICE), before_key(ALICE, word))
    assert [counts.count(key) for key in keys] == [2, 2, 2, 0]
    kept = RoleCounts.unpack(counts.pack())
    assert [kept.count(key) for key in keys] == [2, 2, 2, 0]
    assert kept.people == [ALICE, KIM]
