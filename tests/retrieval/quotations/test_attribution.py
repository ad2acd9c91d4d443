"""Who said it: the four articles as read by hand, the rules one by one, and the pronouns."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from retrieval.articles.article import Article, make_article
from retrieval.articles.files import load_articles
from retrieval.knowledge.people_file import load_declared
from retrieval.people.finding import find_people
from retrieval.people.people import People
from retrieval.quotations.attribution import attribute
from retrieval.quotations.quotation import Quotation, QuotationKind
from retrieval.quotations.reliability import RELIABILITY

SEEDS = Path(__file__).parents[3] / "seeds"
GOLD = Path(__file__).parents[2] / "evaluation" / "quotations.jsonl"

KIM, ALICE, TRUMP = "Kim Kardashian West", "Alice Marie Johnson", "Donald Trump"

#: Articles 002 and 004, read by hand before any rule was tried on them: how each quotation begins, its kind, who
#: says it, the words that tell, and to whom it is said.
READ_BY_HAND: dict[str, list[tuple[str, str, str | None, str | None, str | None]]] = {
    "002": [
        ("Everyone Was Crying", "headline", KIM, "Kim Kardashian", None),
        ("I was like ‘you", "direct", KIM, "Kim", "Van Jones"),
        ("you’re going home,", "nested", KIM, "I", None),
        ("We cried, maybe,", "direct", KIM, "Kim", None),
        ("a unanimous feeling", "mixed", TRUMP, "Trump", None),
        ("I think Kanye’s", "direct", KIM, "Kim", None),
        ("I was working on this", "direct", KIM, "Kim", None),
    ],
    "004": [
        ("It became this mission", "direct", KIM, "Kardashian West", None),
        ("I think to some people", "direct", KIM, "Kardashian West", None),
        ("Okay, Kim made a phone", "nested", None, None, None),
        ("We had been in talks", "direct", KIM, "She", None),
        ("I’m still doing me,", "direct", KIM, "the 37-year-old mom of three", "Hoda Kotb"),
        ("I know that many people", "direct", ALICE, "Johnson", None),
        ("I couldn’t really even", "direct", ALICE, "Johnson", None),
        ("knew what was going on,", "mixed", ALICE, "Johnson", None),
        ("such a minor thing,", "mixed", ALICE, "Johnson", None),
        ("I’m not trying to", "direct", ALICE, "Johnson", None),
        ("I did make that choice", "direct", ALICE, "Johnson", None),
        ("did not know", "mixed", ALICE, "Johnson", None),
        ("As soon as I found out", "direct", ALICE, "she", None),
        ("I believe she said,", "direct", ALICE, "Johnson", None),
        ("You can go home now.", "nested", KIM, "she", None),
        ("When she said that", "direct", ALICE, "Johnson", None),
        ("Thank you is not big", "direct", ALICE, "Johnson", None),
        ("I think I have to walk", "direct", ALICE, "Johnson", None),
        ("I hope maybe this", "direct", KIM, "she", None),
        ("I was working on this", "direct", KIM, "the Keeping Up with the Kardashians star", "Van Jones"),
    ],
}


@pytest.fixture(scope="module")
def articles() -> tuple[Article, ...]:
    return load_articles(SEEDS)


@pytest.fixture(scope="module")
def people(articles: tuple[Article, ...]) -> People:
    return find_people(articles, load_declared(SEEDS / "people.toml")[0])


@pytest.mark.parametrize("number", ["002", "004"])
def test_the_articles_read_by_hand(articles: tuple[Article, ...], people: People, number: str) -> None:
    (article,) = (article for article in articles if article.file.startswith(number))
    found = attribute(article, people)
    assert len(found) == len(READ_BY_HAND[number])
    for quotation, (begins, kind, speaker, written, addressee) in zip(found, READ_BY_HAND[number], strict=True):
        assert quotation.text.startswith(begins)
        as_written = quotation.speaker_as_written and " ".join(quotation.speaker_as_written.split())
        seen = (str(quotation.kind), quotation.speaker, as_written, quotation.addressee)
        assert seen == (kind, speaker, written, addressee), quotation.text


def test_gold_speakers_and_explicit_addressees(articles: tuple[Article, ...], people: People) -> None:
    gold = {(r["file"], r["start"]): r for r in map(json.loads, GOLD.read_text(encoding="utf-8").splitlines())}
    checked = 0
    for article in articles:
        for quotation in attribute(article, people):
            row = gold.get((article.file, quotation.span.start))
            if row is None:
                continue
            checked += 1
            assert quotation.speaker == row["speaker"], quotation.text
            if row["addressee_basis"].startswith("explicit"):
                assert quotation.addressee == row["addressee"], quotation.text
            elif row["kind"] != "nested":
                assert quotation.addressee in (None, row["addressee"]), quotation.text
    assert checked == len(gold)


def test_reported_speech_shows_two_people(articles: tuple[Article, ...], people: People) -> None:
    (told,) = (q for article in articles for q in attribute(article, people) if q.via is not None)
    assert (told.speaker, told.via) == (TRUMP, KIM)


def read(body: str) -> list[Quotation]:
    article = make_article("a.txt", "Some news\n" + body)
    return list(attribute(article, find_people([article])))


@pytest.mark.parametrize(
    ("text", "written", "rule"),
    [
        ("“I did it,” said Ann Lee.", "Ann Lee", "said X"),
        ("“I did it,” added Rep. Jim Clay (D-S.C.), head of it.", "Rep. Jim Clay (D-S.C.)", "said X"),
        ("“I did it,” Ann Lee said.", "Ann Lee", "X said"),
        ("“Did I?” he had also asked.", "he", "X said"),
        ("“I did it,” a narrator in the Clinton ad says.", "a narrator in the Clinton ad", "X said"),
        ("“I did it,” Ann Lee, a former official who runs it, said.", "Ann Lee", "X, the Y, said"),
        ("“Yes it is,” the letter reads.", "the letter", "X said"),
        ("“Yes it is,” the IMF report stated.", "the IMF report", "X said"),
        ("Ann Lee said, “I did it.”", "Ann Lee", "said just before"),
        ("Ann Lee told them on Monday: “I did it.”", "Ann Lee", "colon"),
        ("In a statement, the campaign said that “it is over.”", "the campaign", "said just before"),
        ("Ann Lee, who had left, said she was “done with it.”", "Ann Lee", "said before"),
        ("Ann Lee left early, adding that “it was late.”", "Ann Lee", "said just before"),
        ("Ann Lee left and said she was “done with it all.”", "Ann Lee", "said before"),
        ("Ann Lee called him “a con.”", "Ann Lee", "called before"),
        ("According to Ann Lee, it was “rather good work.”", "Ann Lee", "according to X"),
        ("“It was rather good,” according to officials.", "officials", "according to X"),
        ("“It was rather good.” ― Ann Lee", "Ann Lee", "dash"),
        ("Ann Lee: “It was good.”", "Ann Lee", "colon"),
        ("He’s claiming that it is “a big problem.”", "He", "said before"),
        ("The clip shows Ann Lee asking, “Why me?”", "Ann Lee", "said just before"),
        ("Trump’s claim that there are “thousands of them” is bold.", "Trump’s", "X’s words"),
        ("Ann Lee has gone after Bob as a “human leech” there.", "Ann Lee", "called before"),
        ("Ann Lee said Bob Ray favors a “strongman approach.”", "Ann Lee", "said before"),
    ],
)
def test_each_rule(text: str, written: str, rule: str) -> None:
    (quotation,) = read(text)
    assert (quotation.speaker_as_written, quotation.rule) == (written, rule)
    assert quotation.reliability == RELIABILITY[rule]


def test_the_line_above_a_colon_names_the_speaker_of_the_block() -> None:
    first, second = read("Ann Lee continued:\n“One thing.”\n“Another thing.”")
    assert (first.rule, second.rule) == ("colon above", "paragraph above")
    assert first.speaker == second.speaker == "Ann Lee"


@pytest.mark.parametrize(
    "text",
    [
        "“It was good.”",
        "Bob Ray left.\n“It was good.”",
        "Bob Ray met Ann Lee. Nobody knows why. “It was good.”",
        "The door was open. “Who would do that to a man?”",
    ],
)
def test_where_the_text_does_not_tell_the_speaker_is_not_stated(text: str) -> None:
    (quotation,) = read(text)
    assert (quotation.speaker, quotation.speaker_at, quotation.rule) == (None, None, None)


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Ann Lee met Bob Ray. “Yes,” she said.", "Ann Lee"),
        ("Ann Lee met Bob Ray. “Yes,” he said.", "Bob Ray"),
        ("Ann Lee won. She thanked Mary Dole. “Yes,” she said.", "Ann Lee"),
        ("Mary Dole said no. And for Ann Lee, she said, “I hope so.”", "Ann Lee"),
        ("It rained. “Yes,” she said.", None),
        ("Ann Lee left. “Yes,” they said.", None),
    ],
)
def test_a_pronoun_means_the_last_subject_that_fits(text: str, person: str | None) -> None:
    quotation = read(text)[-1]
    assert quotation.speaker == person
    assert quotation.by_pronoun


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“Yes,” the Clinton campaign said. Hillary Clinton left.", "the Clinton campaign"),
        ("“Yes,” Hillary Clinton’s doctor said.", "Hillary Clinton’s doctor"),
        ("“Yes,” Clinton spokesman Brian Fallon said. Hillary Clinton left.", "Brian Fallon"),
    ],
)
def test_whose_office_speaks_is_not_the_person(text: str, speaker: str) -> None:
    assert read(text)[0].speaker == speaker


@pytest.mark.parametrize(
    ("text", "addressee"),
    [
        ("“Yes,” Ann Lee told Bob Ray.", "Bob Ray"),
        ("“Yes,” Ann Lee told CNN’s Bob Ray on Monday.", "Bob Ray"),
        ("“Yes,” Ann Lee told USA Today.", "USA"),
        ("Speaking with Bob Ray, Ann Lee said, “Yes.”", "Bob Ray"),
        ("“Yes,” Ann Lee said.", None),
    ],
)
def test_the_addressee_is_told_only_where_the_text_does(text: str, addressee: str | None) -> None:
    assert read(text)[0].addressee == addressee


def test_inside_a_quotation_i_is_the_speaker_and_she_is_another() -> None:
    outer, inner = read("Ann Lee met Mary Dole. “I said, ‘Come in at once, please.’” Ann Lee said.")
    assert inner.kind is QuotationKind.NESTED
    assert (inner.nested_in, inner.speaker) == (outer.id, "Ann Lee")
    _, other = read("Mary Dole came. Ann Lee came too. “She said, ‘Come in at once, please,’” Ann Lee said.")
    assert other.speaker == "Mary Dole"


def test_every_rule_has_a_reliability() -> None:
    assert all(0.5 < value <= 1.0 for value in RELIABILITY.values())


def test_the_lines_of_a_conversation_are_said_by_whom_their_label_names() -> None:
    chat = make_article(
        "chat.txt",
        """#mill, Bridge Club

Alice Moore: i think we should meet on "tuesday" at the old mill

bob_the_builder: no way. she said "never" to me, it's 6" deep

Nobody has been there since.

xX_Dragon_Xx: “the key is 'under' the mat”

bob_the_builder: ok

Alice Moore: said bob_the_builder
""",
    )
    found = attribute(chat, find_people([chat]))
    assert [(quotation.speaker, quotation.text) for quotation in found if not quotation.nested_in] == [
        ("Alice Moore", 'i think we should meet on "tuesday" at the old mill'),
        ("bob_the_builder", """no way. she said "never" to me, it's 6" deep"""),
        ("xX_Dragon_Xx", "the key is 'under' the mat"),
        ("bob_the_builder", "ok"),
        ("Alice Moore", "said bob_the_builder"),
    ]
    assert all(chat.text[one.span.start : one.span.end] == one.text for one in found)
    assert len({one.id for one in found}) == len(found)
    assert found[0].person is not None
    nested = {quotation.text: quotation.nested_in for quotation in found if quotation.nested_in}
    assert nested == {"tuesday": found[0].id, "never": found[2].id, "under": found[4].id}
    assert len(found) == 5 + len(nested)
