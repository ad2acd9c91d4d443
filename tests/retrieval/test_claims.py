"""A claim is looked up: what each article says that speaks to it, in the order of relevance, and no verdict."""

from __future__ import annotations

import json
from dataclasses import fields, replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retrieval import Outcome, Story
from retrieval.articles.article import make_article
from retrieval.commands.ask import as_json, as_text
from retrieval.ranking.ranker import Ranker, Ranking
from tests.evaluation_files import MESSAGES
from tests.sample import sample_story

STORY = sample_story()
CRIED = "they cried for three minutes on the phone, right?"


def spoken(story: Story, message: str, *, claim: bool = False) -> list[tuple[str, int]]:
    answer = story.ask(message, claim=claim)
    return [(finding.passage.file[:3], finding.passage.paragraph) for finding in answer.speaking]


@pytest.mark.parametrize(
    ("claim", "places"),
    [
        (CRIED, [("000", 13), ("002", 3)]),
        ("is it true that Ms Johnson had no prior record?", [("002", 3), ("004", 7)]),
        ("he was just using her, right?", [("000", 16), ("002", 5), ("004", 22)]),
        ("fact check: it only took kim a week to get her meeting with trump", [("002", 4)]),
    ],
)
def test_each_article_that_speaks_to_it_does_so_by_its_best_passage(claim: str, places: list[tuple[str, int]]) -> None:
    assert spoken(STORY, claim) == places


def test_what_the_articles_deny_is_shown_without_a_verdict() -> None:
    denied = STORY.ask("kim never liked trumps policies, correct?")
    assert denied.outcome is Outcome.ANSWERED
    assert denied.best in denied.speaking


def test_what_somebody_else_wrote_is_a_claim_though_it_asks_nothing() -> None:
    said = "Kim and Alice cried on the phone for 3 minutes straight."
    assert spoken(STORY, said) == []
    assert spoken(STORY, said, claim=True)[0] == ("000", 13)
    asked = STORY.ask("how old is alice johnson?", claim=True)
    assert (asked.outcome, asked.speaking) == (Outcome.ANSWERED, ()), "a question is answered as one"


@pytest.mark.parametrize("claim", ["no way kanye paid for all this??", "trump loves pizza, true?", "xyzzy, right?"])
def test_what_only_shares_a_word_speaks_to_no_claim(claim: str) -> None:
    answer = STORY.ask(claim)
    assert (answer.outcome, answer.speaking) == (Outcome.DECLINED, ())


def test_most_of_what_is_listed_answers_by_itself() -> None:
    right = listed = found = told = 0
    for line in MESSAGES.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["kind"] != "claim":
            continue
        gold = {(place["file"][:3], place["para"]) for place in row["parts"][0]["gold"]}
        places = spoken(STORY, row["message"])
        listed, right = listed + len(places), right + len(gold.intersection(places))
        told, found = (
            told + len({file for file, _ in gold}),
            found + len({file for file, _ in gold.intersection(places)}),
        )
    assert right / listed > 0.85
    assert found / told > 0.5


def test_an_article_that_says_the_same_in_other_words_is_listed_and_one_beside_the_point_is_not() -> None:
    story = Story.build(
        [
            make_article("a.txt", "The fire\n\nThe mayor of Brest sold the harbour to a bank in March, she said."),
            make_article("b.txt", "The bank\n\nIn March the harbour of Brest was sold to a bank by the mayor."),
            make_article("c.txt", "The storm\n\nA storm broke three boats in the harbour while people slept."),
        ]
    )
    answer = story.ask("the mayor sold the harbour of brest to a bank in march, right?")
    assert {finding.passage.file for finding in answer.speaking} == {"a.txt", "b.txt"}


def test_a_claim_that_goes_on_from_an_answer_is_looked_up_as_it_is_meant() -> None:
    answer = STORY.ask("she was 63, true?", STORY.ask("how old is alice johnson?").exchange)
    assert answer.understood == "alice johnson was 63"
    assert answer.speaking[0].passage.file.startswith("004")


class Choosy(Ranker):
    """Of the articles it is asked for, only the best one and the one that comes last speak to a claim."""

    def speaking(self, ranking: Ranking) -> list[int]:
        articles = self.corpus.layout.article[ranking.order].tolist()
        last = max(set(articles), key=articles.index)
        return [int(ranking.order[0]), int(ranking.order[articles.index(last)])]


def test_what_says_the_same_as_the_best_stands_at_its_own_place() -> None:
    ranker = Choosy(**{each.name: getattr(STORY.ranker, each.name) for each in fields(Ranker)})
    speaking = replace(STORY, ranker=ranker).ask(CRIED).speaking
    assert [finding.passage.file[:3] for finding in speaking[:2]] == ["000", "002"]
    assert len(speaking) == 3


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=25)
@given(st.lists(st.sampled_from("kim alice trump prison cried paid never 21 years the in to phone".split())))
def test_the_first_is_the_answer_and_no_article_speaks_twice(words: list[str]) -> None:
    answer = STORY.ask(" ".join(words), claim=True)
    files = [finding.passage.file for finding in answer.speaking]
    assert len(set(files)) == len(files)
    assert not files or answer.speaking[0] == answer.best
    scores = [finding.score for finding in answer.speaking[1:]]
    assert scores == sorted(scores, reverse=True)
    assert all(finding in answer.ranked for finding in answer.speaking)


def test_the_json_is_that_of_any_answer_and_the_text_says_that_it_judges_nothing() -> None:
    answer, plain = STORY.ask(CRIED), STORY.ask("how old is alice?")
    assert as_json(answer, 3).keys() == as_json(plain, 3).keys()
    assert as_json(answer, 3)["outcome"] == "answered"
    text = as_text(answer, 5)
    assert text.startswith("Whether that is true is for you to judge.")
    assert text.count("\n\n> ") == len(answer.speaking) == 2
    assert "How sure" not in text, "it would be taken for a verdict"
    assert "Also in" not in text
