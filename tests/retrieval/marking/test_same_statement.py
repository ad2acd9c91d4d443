"""What several paragraphs say is grouped; different facts are not."""

from __future__ import annotations

import pytest

from retrieval import Story
from retrieval.articles.article import make_article
from retrieval.marking.clauses import Clause

FILES = {
    "0": "000_eb346c45827f0cbc",
    "2": "002_039dcc4ba17e706a",
    "3": "003_7544e19da446d4cf",
    "4": "004_db8ac20673118af8",
}

# Written down by reading the four articles: the words, and every paragraph that says so ("0:16" is article 000's 16th).
SAME = {
    "already given him legitimacy": "0:2 0:16 2:5",
    "I was working on this before": "0:16 2:5 4:22",
    "I would be used": "0:16 2:5 4:22",
    "he heard me out": "0:16 0:18 2:5 4:22",
    "We got the job done": "0:16 0:18 2:5 4:22",
    "What could he really use me for": "0:16 2:5 4:22",
    "on the phone for like": "0:13 2:3",
    "June 6": "2:3 3:6 4:8",
    "Trump granted clemency": "0:5 3:6",
    "This has fulfilled my heart": "3:8 4:9",
    "when she first learned": "3:9 4:14",
    "Pentecostal holy dance": "3:10 4:17",
    "Thank you is not big enough": "3:11 4:19",
    "for my family, for the supporters": "3:11 4:19",
}
# What tells the same event in another way, and may be named too.
NEAR = {"June 6": "0:5", "Trump granted clemency": "2:3 4:8"}
# Told in one paragraph only, however many names and words it shares with others.
ALONE = {
    "got a divorce": "0:9",
    "daily phone calls": "0:4",
    "In late May": "0:5",
    "some believed it was risky": "0:10",
    "this is bigger than me": "0:12",
    "the joy of how she called": "0:13",
    "unanimous feeling": "2:4",
    "one week": "2:4",
    "vehemently slammed": "2:5",
    "wanting to help each other": "3:5",
    "multimillion-dollar cocaine ring": "3:6",
    "opposed Trump’s policies": "3:7",
    "advocate for other prisoners": "3:12",
    "forever with those": "3:13",
    "seven months": "4:6",
    "facilitate communications": "4:7",
    "October 1996": "4:10",
    "foreclosed": "4:11",
    "bankruptcy": "4:11",
    "such a minor thing": "4:12",
    "inspires more people": "4:20",
    "as a political pawn": "4:21",
    "air on June 9": "2:3",
}


def place(story: Story, name: str) -> int:
    file, paragraph = name.split(":")
    passage = story.passage(f"{FILES[file]}.txt", int(paragraph))
    assert passage is not None
    return passage.row


def repeats_of(story: Story, row: int, words: str) -> set[int]:
    at = story.passages[row].text.index(words)
    return {passage.row for passage in story.repeated(story.passages[row], at)}


def repeats(story: Story) -> list[tuple[Clause, tuple[int, ...]]]:
    """Return every clause with the rows of the passages that say the same."""
    every = [clause for row in range(len(story.passages)) for clause in story.marker.cutter.cut(row).clauses]
    return [(clause, story.marker.same_statements.of(clause)) for clause in every]


@pytest.mark.parametrize("words", SAME)
def test_the_same_words_and_facts_are_grouped(story: Story, words: str) -> None:
    rows = {place(story, name) for name in SAME[words].split()}
    near = {place(story, name) for name in NEAR.get(words, "").split()}
    for row in rows:
        if words in story.passages[row].text:
            assert rows - {row} <= repeats_of(story, row, words) <= rows | near


@pytest.mark.parametrize("words", ALONE)
def test_other_facts_are_not_grouped(story: Story, words: str) -> None:
    assert repeats_of(story, place(story, ALONE[words]), words) == set()


def test_saying_the_same_goes_both_ways(story: Story) -> None:
    pairs = {(clause.row, other) for clause, rows in repeats(story) for other in rows}
    assert pairs
    assert {(other, row) for row, other in pairs} == pairs
    assert all(row != other for row, other in pairs)


def test_only_passages_that_tell_the_marked_words_are_named(story: Story) -> None:
    best = story.ask("how long did kim fight for alice").ranked
    told = next(finding for finding in best if finding.passage.row == place(story, "2:3"))
    (words,) = (told.passage.text[start:end] for start, end in told.highlights)
    assert "a little under a year" in words
    assert "pardon" not in words
    assert told.also_in == ()


def test_a_description_that_is_marked_is_what_it_tells_and_not_whom(story: Story) -> None:
    told = story.ask("is it true that Ms Johnson had no prior record?").ranked[0]
    words = [told.passage.text[start:end] for start, end in told.highlights]
    assert words == ["first-time drug offender"]
    assert told.also_in == (), "others tell of her and of the day, and not that"


def test_an_answer_names_the_other_articles_that_quote_it(story: Story) -> None:
    best = story.ask("what could he really use me for").best
    assert best is not None
    rows = {place(story, name) for name in "0:16 2:5 4:22".split()}
    assert {passage.row for passage in best.also_in} | {best.passage.row} == rows


def test_nothing_that_is_also_in_is_listed_again(story: Story) -> None:
    answer = story.ask("what could he really use me for")
    assert answer.best is not None
    also = {passage.row for passage in answer.best.also_in}
    assert also.isdisjoint(finding.passage.row for finding in answer.grouped[1:])


def build(*articles: str) -> Story:
    return Story.build([make_article(f"{number}.txt", text) for number, text in enumerate(articles)])


def test_one_story_without_any_repeat() -> None:
    story = build("The comet\n\nThe comet fell.", "The harbour\n\nThe harbour was closed.")
    assert repeats(story)
    assert [rows for _, rows in repeats(story) if rows] == []


def test_short_sayings_and_names_do_not_make_a_repeat() -> None:
    story = build(
        "Mary Lane\n\nMary Lane went home. At the end of the day, she slept.",
        "Mary Lane again\n\nMary Lane went to sea. At the end of the day, the harbour was closed.",
    )
    assert [rows for _, rows in repeats(story) if rows] == []


def test_an_article_twice_repeats_itself_whole(story: Story) -> None:
    text = story.articles[2].text
    twice = build(text, text)
    half = len(twice.passages) // 2
    for clause, rows in repeats(twice):
        cut = twice.marker.cutter.cut(clause.row)
        words = sum(token.content for token in cut.tokens_within(*cut.sentences[clause.sentence]))
        if words > 4 and not clause.said:
            assert (clause.row + half) % len(twice.passages) in rows
