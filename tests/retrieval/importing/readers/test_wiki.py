from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.importing.errors import ImportingError
from retrieval.importing.extract import extract
from retrieval.importing.material import FileKind, Raw
from retrieval.importing.readers.wiki import read_wiki

PAGE = """\
{{Infobox building|name=Old Mill|built=1820}}
'''The Old Mill''' is a ''[[windmill|wind mill]]'' in [[Rye]], built in&nbsp;1820.<ref>Smith, p. 5</ref> It burned in
1920.

[[File:Mill.jpg|thumb|The mill in 1900]]
== History ==
It was built by [https://a.example Bob Miller]. <!-- hidden -->
* First the ''tower''
* Then the sails
** of cloth
{| class="wikitable"
! Year !! Owner
|-
| 1820 || [[Bob Miller|Bob]]
|-
| 1900 || Ann
|}
See [[:Category:Mills]]. <math>x^2</math>
__NOTOC__
[[Category:Mills]]
"""


def test_a_page_is_read_as_it_is_shown() -> None:
    found = read_wiki(PAGE, "Old_mill.mediawiki")
    assert found.headline == "Old mill"
    assert found.paragraphs == (
        "The Old Mill is a wind mill in Rye, built in 1820. It burned in 1920.",
        "History",
        "It was built by Bob Miller.",
        "First the tower",
        "Then the sails",
        "of cloth",
        "Year; Owner",
        "1820; Owner: Bob",
        "1900; Owner: Ann",
        "See Category:Mills.",
    )
    assert found.left_out == (
        "{{Infobox building|name=Old Mill|built=1820}}",
        "note: Smith, p. 5",
        "[[File:Mill.jpg|thumb|The mill in 1900]]",
        "<math>x^2</math>",
        "[[Category:Mills]]",
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("#REDIRECT [[Rye]]", "leads to another page"),
        ("word " * 30_000, "split it by headings"),
        ("", "no headline with text"),
        ("{{only|a=template}}", "no headline with text"),
    ],
)
def test_a_page_without_an_article_is_told(text: str, told: str) -> None:
    with pytest.raises(ImportingError, match=told):
        extract(Raw("a.wiki", text.encode(), FileKind.WIKI))


WORDS = st.from_regex(r"[a-z]{4,7}", fullmatch=True)
MARKS = st.sampled_from(
    ["'''", "''", "[[", "]]", "\n", "\n\n", "\n* ", "\n# ", "\n== ", " ==\n", "{", "}", "\n|-\n", "[", "]", "&", "<b>"]
)


@given(st.lists(WORDS | MARKS, max_size=30))
def test_no_word_is_lost(pieces: list[str]) -> None:
    found = read_wiki(" ".join(pieces), "a.wiki")
    shown = "".join("".join((*found.paragraphs, *found.left_out)).split())
    assert all(word in shown for word in pieces if word.isalpha()), pieces
