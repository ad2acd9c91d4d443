"""Finding quotations: every stretch of the four articles, every mark, and any text at all."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.articles.article import make_article
from retrieval.articles.files import load_articles
from retrieval.articles.page_furniture import tweet_of
from retrieval.people.finding import find_people
from retrieval.people.people import People
from retrieval.quotations.attribution import attribute
from retrieval.quotations.marks import scan
from retrieval.quotations.quotation import Quotation, QuotationKind

SEEDS = Path(__file__).parents[3] / "seeds"
GOLD = Path(__file__).parents[2] / "evaluation" / "quotations.jsonl"

MARKS = st.text(alphabet="ab. ,'\"“”‘’«»„「」『』<>\n1s—:", max_size=80)


def quoted(text: str, following: str = "") -> list[str]:
    return [text[stretch.start : stretch.end] for stretch in scan(text, following)]


def read(text: str) -> tuple[Quotation, ...]:
    return attribute(make_article("a.txt", text), People())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("“I did,” she said. “Twice.”", ["I did,", "Twice."]),
        ('"I did", she said.', ["I did"]),
        ('He said "no."', ["no."]),
        ("Says Clemency 'Fulfilled My Heart'", ["Fulfilled My Heart"]),
        ("“I was like ‘you’re going home,’” she said.", ["I was like ‘you’re going home,’", "you’re going home,"]),
        (
            "“They’d said: ‘Dogs’ names don’t matter.’ OK.”",
            ["They’d said: ‘Dogs’ names don’t matter.’ OK.", "Dogs’ names don’t matter."],
        ),
        ("“She said […] and ... so on”", ["She said […] and ... so on"]),
        ("The workers' union isn't the '90s Trump's", []),
        ("He is 6'3\" tall and 5'2\" wide", []),
        ("«Oui», dit-il.", ["Oui"]),
        ("„Ja“, sagte sie. „Nein.“", ["Ja", "Nein."]),
        ("彼は「はい」と言った。", ["はい"]),
        ('הוא אמר "כן" ויצא', ["כן"]),
        ("“One. “Two,” he said.", ["Two,"]),
        ("”Fear,” she said.", ["Fear,"]),
        ("it was “Mostly False.“", ["Mostly False."]),
        ('<tweet author="someone">“Yes,” he said.</tweet>', ["Yes,"]),
        ('“ ” “…” ""', []),
        ('“The "big" one,” he said.', ['The "big" one,', "big"]),
    ],
)
def test_the_marks_of_a_paragraph(text: str, found: list[str]) -> None:
    assert quoted(text) == found


def test_speech_goes_on_only_where_the_next_paragraph_opens_with_the_same_mark() -> None:
    assert quoted("“It goes on.", "“And on.”") == ["It goes on."]
    assert quoted("“It goes on.", "And on.") == []
    assert quoted('"It goes on.', "“And on.”") == []


def test_a_stretch_knows_the_one_it_stands_in() -> None:
    outer, inner = scan("“I said, ‘No,’ to her.”")
    assert outer.parent is None
    assert inner.parent == 0


def test_gold_stretches_are_found_exactly_and_no_others() -> None:
    gold = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    articles = load_articles(SEEDS)
    people = find_people(articles)
    files = {row["file"] for row in gold}
    found = {
        (q.article, q.span.start, q.span.end, q.kind is QuotationKind.NESTED, q.is_speech)
        for article in articles
        if article.file in files
        for q in attribute(article, people)
    }
    assert found == {(r["file"], r["start"], r["end"], r["kind"] == "nested", r["is_speech"]) for r in gold}


def test_forty_four_stretches_are_spoken_in_the_four_articles() -> None:
    articles = load_articles(SEEDS)
    people = find_people(articles)
    spoken = [q for a in articles for q in attribute(a, people) if q.is_speech and q.kind is not QuotationKind.NESTED]
    assert len(spoken) == 44


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("News\n“I did it,” Kim said.", [QuotationKind.DIRECT]),
        ("News\nKim said she “did it.”", [QuotationKind.MIXED]),
        ("Kim Says She 'Did It' Again In The End", [QuotationKind.HEADLINE]),
        ("News\n“I said, ‘No,’” Kim said.", [QuotationKind.DIRECT, QuotationKind.NESTED]),
        ("News\nShe was on the “Today” show.", [QuotationKind.NOT_SPEECH]),
        ("News\nIs he a “political pawn,” and who is to say?", [QuotationKind.NOT_SPEECH]),
        ("News\nRobert C. “Bobby” Scott left.", [QuotationKind.NOT_SPEECH]),
        ("News\nKim said on NBC’s “Meet the Press” that it was over.", [QuotationKind.NOT_SPEECH]),
        ("News\nA spot titled “Arrogant,” says little.", [QuotationKind.NOT_SPEECH]),
        ("News\n“Legend in the Coal Fields”\nIt rained.", [QuotationKind.NOT_SPEECH]),
    ],
)
def test_kinds(text: str, kinds: list[QuotationKind]) -> None:
    assert [quotation.kind for quotation in read(text)] == kinds


def test_a_split_quotation_is_one_utterance() -> None:
    first, second = read("News\n“I did,” Kim said. “Twice.”")
    assert first.utterance == second.utterance == first.id


def test_two_attributions_are_two_utterances() -> None:
    first, second = read("News\n“I did,” Kim said. Later she said, “Twice.”")
    assert first.utterance != second.utterance


def test_a_quotation_over_paragraphs_is_one_utterance_of_one_speaker() -> None:
    first, second = read("News\nKim Lee said, “It begins.\n“It ends.”")
    assert (first.utterance, first.speaker) == (second.utterance, second.speaker)
    assert second.rule == "continued paragraph"


def test_a_tweet_has_its_account_and_date() -> None:
    article = make_article("a.txt", "News\n“So it is.” Kim Lee tells us.\n— CNN (@CNN) June 8, 2018")
    (quotation,) = attribute(article, find_people([article]))
    assert quotation.tweet is not None
    assert (quotation.tweet.account, quotation.tweet.handle, quotation.tweet.date) == ("CNN", "@CNN", "June 8, 2018")
    assert tweet_of(article, 1) is None


@given(MARKS, MARKS)
def test_stretches_are_slices_that_nest_and_never_cross(text: str, following: str) -> None:
    stretches = scan(text, following)
    for number, stretch in enumerate(stretches):
        assert stretch.opened < stretch.start < stretch.end <= len(text)
        if stretch.parent is not None:
            parent = stretches[stretch.parent]
            assert stretch.parent < number
            assert parent.start <= stretch.opened
            assert stretch.end <= parent.end
    tops = [stretch for stretch in stretches if stretch.parent is None]
    assert all(a.end < b.start for a, b in pairwise(tops))


@given(MARKS | st.text(max_size=200))
def test_every_quotation_of_any_text_is_a_slice_of_it(text: str) -> None:
    article = make_article("a.txt", "News\n" + text)
    for quotation in attribute(article, find_people([article])):
        assert article.text[quotation.span.start : quotation.span.end] == quotation.text
        if quotation.speaker_at is not None:
            at = quotation.speaker_at
            assert article.text[at.start : at.end] == quotation.speaker_as_written


@given(st.lists(st.sampled_from(["Yes", "no, no", "it isn’t"]), min_size=1, max_size=6))
def test_nothing_that_is_quoted_is_lost(parts: list[str]) -> None:
    text = " and ".join(f"“{part}”" for part in parts)
    assert quoted(text) == parts


class CountingText(str):
    """A text that counts how often a character of it is looked at."""

    __slots__ = ("looks",)
    looks: int

    def __getitem__(self, key: object) -> str:
        self.looks = getattr(self, "looks", 0) + 1
        return str.__getitem__(self, key)  # type: ignore[index]


@pytest.mark.parametrize("unit", ['"', "“", "“”", "‘a ", "'a' ", "“a b” ", "„x“ ", "”", "’ "])
def test_the_scanner_s_work_grows_with_the_text_and_no_faster(unit: str) -> None:
    looks = []
    for count in (500, 2000):
        text = CountingText(unit * count)
        scan(text)
        looks.append(text.looks)
    assert looks[1] <= 4.5 * looks[0] + 100


def test_a_megabyte_without_a_closing_mark_and_ten_thousand_marks_are_read() -> None:
    assert scan("“" + "word " * 200_000) == ()
    assert scan('"' * 10_000) == ()
    assert scan("“" * 10_000 + "”") == ()
