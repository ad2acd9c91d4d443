from __future__ import annotations

import pytest

from retrieval.importing.errors import ImportingError
from retrieval.importing.extract import extract
from retrieval.importing.material import Extracted, FileKind, Raw
from retrieval.importing.readers.decode import decode

HEAD = """<title>A Bridge Too Long | The Daily News</title><meta property="og:title" content="A Bridge Too Long">
<meta property="og:site_name" content="The Daily News"><meta name="author" content="Ann Bee">
<meta property="article:published_time" content="2020-03-04T10:00:00Z">
<link rel="canonical" href="https://daily.example/bridge?utm_source=x&amp;id=1">"""
BODY = """<nav><ul><li><a href="/">Home</a></li><li><a href="/s">Sports</a></li></ul></nav>
<article><h1>A Bridge Too Long</h1>
<p>The “bridge”&nbsp;over the <a href="/r">river</a>, opened on <em>Monday</em> after eleven years of build&shy;ing,
it’s said, was <b>over</b>due.</p>
<blockquote><p>“It is done,” he said, and nobody could remember why it had taken so long to do it.</p></blockquote>
<ul><li>One thing that was said of it at the time.</li><li>Another thing that was said of it at the time.</li></ul>
<figure><img src="x.jpg"><figcaption>The bridge on its first day</figcaption></figure>
<p>Others were less kind about it, for the ferry and all that belonged to it was now to be sold.</p></article>
<footer>Copyright 2020. All rights reserved.</footer><script>alert("x")</script>"""


def page(head: str = HEAD, body: str = BODY, url: str | None = "https://daily.example/bridge") -> Extracted:
    html = f"<!doctype html><html><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>"
    (found,) = extract(Raw("x", html.encode(), FileKind.HTML, url=url, charset="utf-8")).articles
    return found


def test_the_article_is_taken_and_the_rest_of_the_page_is_named() -> None:
    found = page()
    assert found.headline == "A Bridge Too Long"
    assert found.paragraphs == (
        "The “bridge” over the river, opened on Monday after eleven years of building, it’s said, was overdue.",
        "“It is done,” he said, and nobody could remember why it had taken so long to do it.",
        "One thing that was said of it at the time.",
        "Another thing that was said of it at the time.",
        "Others were less kind about it, for the ferry and all that belonged to it was now to be sold.",
    )
    assert found.left_out == ("The bridge on its first day",)
    assert (found.publisher, found.author, found.date) == ("The Daily News", "Ann Bee", "2020-03-04")
    assert found.url == "https://daily.example/bridge?id=1"
    assert found.notes == ()


@pytest.mark.parametrize(
    ("canonical", "fetched", "source"),
    [
        ("https://evil.example/x", "https://daily.example/a?utm_medium=m#f", "https://daily.example/a"),
        ("https://daily.example/", "https://daily.example/a", "https://daily.example/a"),
        ("/b", "https://www.daily.example/a", "https://www.daily.example/b"),
        ("https://daily.example/b", "https://www.daily.example/a", "https://daily.example/b"),
        ("javascript:alert(1)", "https://daily.example/a", "https://daily.example/a"),
        ("http://[::1", "https://daily.example/a", "https://daily.example/a"),
        ("https://daily.example/b", None, "https://daily.example/b"),
        ("/b", None, None),
    ],
)
def test_the_address_is_the_pages_own_only_on_its_own_site(
    canonical: str, fetched: str | None, source: str | None
) -> None:
    assert page(f'<link rel="canonical" href="{canonical}">', url=fetched).url == source


@pytest.mark.parametrize(
    ("head", "date"),
    [
        ("", "2016-05-05"),
        ('<meta name="date" content="last week">', "2016-05-05"),
        ('<meta name="date" content="2018-02-30"><meta name="pubdate" content="2018-02-03">', "2018-02-03"),
        ('<meta name="date" content="2999-01-01">', "2016-05-05"),
        ('<meta itemprop="datePublished" content="2019-05-06">', "2019-05-06"),
        (
            '<script type="application/ld+json">{"@graph": [{"datePublished": "2018-01-02T03:04:05Z"}]}</script>',
            "2018-01-02",
        ),
        ('<script type="application/ld+json">{broken</script>', "2016-05-05"),
    ],
)
def test_a_date_is_read_and_never_guessed(head: str, date: str | None) -> None:
    assert page(head, BODY + "<p>Posted 12 May 2017</p>", url="https://a.test/2016/05/05/x").date == date


@pytest.mark.parametrize(
    ("address", "date"),
    [
        ("https://a.test/2018/06/14/politics/x", "2018-06-14"),
        ("https://a.test/news/2018/6/4/x.html", "2018-06-04"),
        ("https://a.test/2018/06/x", "2018-06"),
        ("https://a.test/story-2018-06-14", "2018-06-14"),
        ("https://a.test/20180614/x", "2018-06-14"),
        ("https://a.test/2018/13/14/x", None),
        ("https://a.test/2999/01/01/x", None),
        ("https://a.test/us-2018-election", None),
        ("https://a.test/id-19991234567", None),
        ("https://2018.test/x?d=/2018/06/14/", None),
    ],
)
def test_an_address_may_tell_the_date(address: str, date: str | None) -> None:
    assert page("", url=address).date == date


@pytest.mark.parametrize(
    ("author", "told"),
    [
        ("Ann Bee", "Ann Bee"),
        ("By Ann Bee and Bob Cee", "Ann Bee, Bob Cee"),
        ("Élodie du Pré", "Élodie du Pré"),
        ("Username", None),
        ("Follow Author", None),
        ("Anonymous", None),
        ("anonymous", None),
        ("admin", None),
        ("The Daily News", None),
        ("Daily News Staff", None),
        ("daily.example", None),
        ("Daily.example", None),
        ("1", None),
        ("ann@daily.example", None),
        ("@annbee", None),
        ("https://daily.example/ann", None),
        ("Get Our Letter", None),
        ("Ann Bee; Daily News Staff", "Ann Bee"),
    ],
)
def test_an_author_is_somebody(author: str, told: str | None) -> None:
    head = f'''<title>A</title><meta property="og:site_name" content="The Daily News">
<meta name="author" content="{author}">'''
    found = page(head, f"<button>Get our letter</button>{BODY}")
    assert found.author == told


def test_an_author_who_stands_beside_a_button_is_not_the_button() -> None:
    byline = '<div class="author"><a href="#" role="button">Follow Author</a></div>'
    assert page("<title>A</title>", byline + BODY).author is None


@pytest.mark.parametrize(
    ("head", "headline"),
    [
        ("<title>War - the end | The Daily News</title>", "War - the end"),
        ("<title>The Daily News: War - the end</title>", "The Daily News: War - the end"),
        ("<title>The Daily News | War is over</title>", "War is over"),
        ("<title>War is over - Daily</title>", "War is over"),
        ("<title>War is over · Nobody Knows</title><meta property='og:title' content='War is over'>", "War is over"),
        ("<title>War is over - and won</title>", "War is over - and won"),
        (
            "<title>The Daily News</title><meta property='og:title' content='War is over | The Daily News'>",
            "War is over",
        ),
    ],
)
def test_a_headline_is_without_the_sites_name(head: str, headline: str) -> None:
    name = '<meta property="og:site_name" content="The Daily News">'
    assert page(head + name, BODY.replace("h1", "h2")).headline == headline


def test_what_was_left_out_is_shown_where_it_was_text() -> None:
    beside = """<div><span>Share</span> <button>Share this story with all of your friends</button></div>
<p><a href="/a">Ten more things that you have to read</a> <a href="/b">And eleven others that you need not</a></p>
<form><label>Your address for our letter, please.</label></form><div role="navigation">All our pages</div>
<aside><p>Correction: the <a href="/r">river</a> was named wrongly in an earlier version.</p></aside>"""
    assert page(body=beside + BODY).left_out == (
        "Correction: the river was named wrongly in an earlier version.",
        "The bridge on its first day",
    )


def test_a_headline_is_found_without_any_metadata() -> None:
    assert page("").headline == "A Bridge Too Long"
    assert page("<title>A Bridge Too Long - News - The Daily</title>").headline == "A Bridge Too Long"


@pytest.mark.parametrize("body", ["", "<script>x</script>", "<nav><a href='/'>Home</a></nav>", "<div id=root></div>"])
def test_a_page_without_an_article_is_told(body: str) -> None:
    with pytest.raises(ImportingError):
        page(HEAD, body)


@pytest.mark.parametrize(
    ("data", "charset", "text", "noted"),
    [
        ("“é”".encode(), None, "“é”", False),
        ("“é”".encode(), "iso-8859-1", "â€œÃ©â€\x9d", True),
        ("“é”".encode("cp1252"), "iso-8859-1", "“é”", False),
        ("“é”".encode("cp1252"), "utf-8", "“é”", True),
        ("“é”".encode("cp1252"), None, "“é”", True),
        ("\ufeff“é”".encode("utf-16"), None, "\ufeff“é”", False),
        ("\ufeff“é”".encode(), "shift_jis", "“é”", False),
        ("日本".encode("shift_jis"), "Shift_JIS", "日本", False),
        ("привет".encode("koi8-r"), "koi8-r", "привет", False),
        (b"hello", "zlib", "hello", False),
        (b"\\u0041", "unicode_escape", "\\u0041", False),
        (b"+AGE-", "utf-7", "+AGE-", False),
        (b"hello", "\0no such", "hello", False),
        (b'<meta charset="koi8-r">\xd0', None, '<meta charset="koi8-r">п', False),
        (b"<meta http-equiv=x content='text/html; charset=windows-1251'>\xef", None, "п", False),
        (b'<meta charset="utf-16">x', None, "x", False),
    ],
)
def test_bytes_are_read_as_what_they_are(data: bytes, charset: str | None, text: str, noted: bool) -> None:
    decoded = decode(Raw("x", data, FileKind.HTML, charset=charset))
    if charset != "iso-8859-1" or not noted:
        assert decoded.text.lstrip("\ufeff").endswith(text.lstrip("\ufeff"))
        assert (decoded.note is not None) is noted


def test_what_is_no_text_is_told() -> None:
    with pytest.raises(ImportingError, match="NUL"):
        decode(Raw("x", b"a\0b", FileKind.TEXT))
