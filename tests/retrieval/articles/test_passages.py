"""Passages are slices that leave nothing out, and page furniture is known for what it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval import SEEDS, Story
from retrieval.articles.article import Article, make_article
from retrieval.articles.files import load_articles
from retrieval.articles.library import Library
from retrieval.articles.page_furniture import Tweet, is_furniture, tweet_signature
from retrieval.articles.passages import MAX_PASSAGE_CHARACTERS, PassageKind, make_passages
from retrieval.people.people import People
from retrieval.quotations.attribution import attribute

SIGNATURE = "— CNN (@CNN) June 8, 2018"

FURNITURE = """
Share This Post
Latest in Pop Culture
Check out the video below.
Source: Read Full Article
via People:
You can check out clips from the interview above and below.
Read more
READ MORE: Kim meets Trump
Related Articles
More from HuffPost
Next article
Leave a comment
Advertisement
Sponsored
Follow us on Twitter
Follow @Complex on Instagram for more.
Sign up for our newsletter.
Click here to subscribe.
Watch the full video here!
Watch Kim’s interview with Van Jones below.
Photo: Getty Images
Photo by Kevin Winter/Getty Images
Image via Reuters
Image credit: Reuters
Courtesy of CNN
Scroll down for video
Trending now
Photo gallery
Skip to main content
3 Comments
Story continues below
Take a look at the clip below!
See photos of the wedding below.
Tell us what you think in the comments below.
Read the rest here.
***
""".strip().splitlines()

STORY = """
Share prices fell below 3 dollars today.
Images taken from above show the damage.
More people live here than in Boston.
Credit card rates fell below 20%.
Photos of the missing hang on a wall here.
You could see the pictures hanging above the bed.
The video was posted here.
You are here.
He said nothing.
They read the page here.
Find a way out of here.
Kim made a video.
Let us know the truth.
Watch out below!
Next steps for Johnson
More than 3,000 prisoners remain
More on the line
Share prices fall
Video shows police beating
Video: Trump signs the order at the White House in front of reporters
Source: police found her here
Follow the money
Story of a life
A full picture
Post Office scandal
Watch this space
Search continues
Next on the menu
Sign of the times
News travels fast
No comment
Trump
2018
“Watch the video below,” she said.
"Share this post"
""".strip().splitlines()


@pytest.mark.parametrize("line", FURNITURE)
def test_page_furniture_is_known(line: str) -> None:
    assert is_furniture(line)
    assert is_furniture(f"  {line} ")


@pytest.mark.parametrize("line", STORY)
def test_the_story_is_no_furniture(line: str) -> None:
    assert not is_furniture(line)


def test_the_furniture_of_the_four_articles() -> None:
    passages = make_passages(load_articles(SEEDS))
    assert [passage.text for passage in passages if passage.kind is PassageKind.FURNITURE] == [
        "You can check out clips from the interview above and below.",
        "Latest in Pop Culture",
        "Source: Read Full Article",
        "via People:",
        "Check out the video below.",
        "Share This Post",
    ]


@given(
    st.sampled_from(["Kim", "Johnson", "The president", "A video", "More people", "The post", "Her story"]),
    st.sampled_from(["said", "watched", "shared", "was", "saw"]),
    st.sampled_from(["the video", "her", "a photo of it", "nothing", "more"]),
    st.sampled_from(["here", "below", "above", "in court", "on Twitter", "today"]),
)
def test_a_statement_is_never_furniture(subject: str, verb: str, thing: str, place: str) -> None:
    assert not is_furniture(f"{subject} {verb} {thing} {place}.")


@pytest.mark.parametrize(
    "line",
    [
        SIGNATURE,
        "— CNN Tonight (@CNNTonight) June 8, 2018",
        "-- Kim (KKW) West (@Kim_K) 8 juin 2018",
        " —Kim Kardashian West (@KimKardashian)",
        "A post shared by Kim (@kim.k) on Jun 8, 2018 at 1:00pm PDT",
    ],
)
def test_the_signature_of_a_post(line: str) -> None:
    assert tweet_signature(line) is not None


@pytest.mark.parametrize(
    "line",
    [
        "CNN (@CNN) June 8, 2018",
        "— CNN, June 8, 2018",
        "— Kim (@KimKardashian) said on the phone that she would go on with it, whatever anybody said.",
        "— Who is she (@her)?",
        "— " + "x" * 160 + " (@CNN)",
    ],
)
def test_no_signature_of_a_post(line: str) -> None:
    assert tweet_signature(line) is None


@pytest.mark.parametrize(
    ("line", "tweet"),
    [
        ("— CNN (@CNN) June 8, 2018", Tweet("CNN", "@CNN", "June 8, 2018")),
        ("A photo shared by Kim (@kim) on Jun 8", Tweet("Kim", "@kim", "Jun 8")),
        ("— Kanye (@kanye.west) June 8", Tweet("Kanye", "@kanye.west", "June 8")),
        ("— CNN (@CNN) what happened? look", None),
    ],
)
def test_passages_and_speakers_agree_on_what_a_tweet_is(line: str, tweet: Tweet | None) -> None:
    article = make_article("a.txt", f"Headline\n“It is done,” Kim said.\n{line}")
    assert (make_passages((article,))[1].kind is PassageKind.TWEET) == (tweet is not None)
    (quotation,) = attribute(article, People())
    assert quotation.tweet == tweet


def test_a_signature_goes_with_its_tweet() -> None:
    article = make_article("a.txt", f"Headline\nJust to know.\n{SIGNATURE}\nJones asked.")
    headline, tweet, body = make_passages((article,))
    assert (headline.kind, tweet.kind, body.kind) == (PassageKind.HEADLINE, PassageKind.TWEET, PassageKind.BODY)
    assert tweet.text == "Just to know."
    assert tweet.signature == article.paragraph(3)
    assert (body.paragraph, body.signature) == (4, None)


def test_a_signature_without_a_tweet_is_furniture() -> None:
    article = make_article("a.txt", f"Headline\nJust to know.\n{SIGNATURE}\n{SIGNATURE}")
    assert [passage.kind for passage in make_passages((article,))] == [
        PassageKind.HEADLINE,
        PassageKind.TWEET,
        PassageKind.FURNITURE,
    ]


def check_cover(articles: tuple[Article, ...]) -> None:
    """Every paragraph stands in passages once and whole, or is one signature; rows count up."""
    passages = make_passages(articles)
    assert [passage.row for passage in passages] == list(range(len(passages)))
    for article in articles:
        own = [passage for passage in passages if passage.article is article]
        for passage in own:
            assert passage.text == article.text[passage.start : passage.end]
        signatures = {p.signature.number for p in own if p.signature is not None}
        for paragraph in article.paragraphs:
            text = "".join(passage.text for passage in own if passage.paragraph == paragraph.number)
            assert text == ("" if paragraph.number in signatures else paragraph.text)


def test_the_four_articles_are_covered() -> None:
    check_cover(load_articles(SEEDS))


SENTENCE = st.sampled_from(
    [
        "Mr. Smith met Dr. Jones at 3.30 p.m. in the U.S. on Friday. ",
        "“Thank you is not big enough,” Johnson said. ",
        "“I was dancing. I was screaming.” ",
        "Why would I stop that? ",
        "No stop here ",
        "[…] she said … ",
        "日本。",
        "(He did.) ",
        "a long list of words, " * 40,
        "\\1 *[( ",
    ]
)
PARAGRAPHS = st.lists(
    st.one_of(
        st.lists(SENTENCE, min_size=1, max_size=30).map("".join),
        st.sampled_from([SIGNATURE, "Share This Post", " Check out the video below."]),
    ),
    min_size=1,
    max_size=6,
).filter(lambda lines: any(line.strip() for line in lines))


@given(PARAGRAPHS, st.sampled_from(["\n", "\r\n\r\n"]))
def test_any_article_is_covered(lines: list[str], end: str) -> None:
    check_cover((make_article("a.txt", end.join(lines)), make_article("b.txt", "Headline")))


def test_a_long_paragraph_is_cut_at_sentence_ends() -> None:
    sentence = "Mr. Jones then asked Kim Kardashian West what she made of it all. "
    article = make_article("a.txt", f"Headline\n\n{sentence * 100}")
    parts = make_passages((article,))[1:]
    assert len(parts) > 4
    for part in parts:
        assert len(part.text) <= MAX_PASSAGE_CHARACTERS
        assert len(part.text) % len(sentence) == 0
        assert part.text == sentence * (len(part.text) // len(sentence))


def test_one_long_sentence_is_not_cut() -> None:
    article = make_article("a.txt", "Headline\n\n" + "and so on and on " * 200 + "it ended.")
    assert len(make_passages((article,))) == 2


def test_a_passage_is_found_by_its_paragraph(story: Story) -> None:
    """As by looking at every passage, for every paragraph, those that are not there, and signature lines."""
    tweets = [
        make_article("t.txt", f"Head\nFirst\n{SIGNATURE}\n{SIGNATURE}\nLast"),
        make_article("u.txt", "Head\nBody"),
    ]
    for library in (story.library, Library.build(tweets), Library.unpack(Library.build(tweets).pack())):
        passages = make_passages(library.articles)
        assert list(library.passages) == list(passages)
        for file in (*(article.file for article in library.articles), "none.txt"):
            for paragraph in range(-1, 40):
                expected = [
                    each.row
                    for each in passages
                    if each.file == file
                    and paragraph in (each.paragraph, each.signature.number if each.signature else None)
                ]
                assert list(library.rows(file, paragraph)) == expected
