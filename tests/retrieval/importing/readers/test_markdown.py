from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.importing.readers.markdown import inline, read_markdown
from tests.scaling import linear

TEXT = """\
---
title: "The Big One: a story"
author: Ann Bee
tags: [a, b]
date: 2020-03-04T00:00Z
---
# The *Big* One

A *first* paragraph with [a link](https://x.example/a_(b)) and **bold**, snake_case_word,
wrapped \\*here\\* &amp; so on ![pic](a.png).[^1]

## A heading ##

* item _one_
* item two
  goes on
- [x] done

1. first
2) second

> quoted “text”
> goes on

Setext
------

First verse  
second verse

```python
if a_b * c: pass
```

***

| a | b |
|---|:-:|
| c | d |

<!-- a comment -->
<p>Some <b>HTML</b><br>here</p>

[^1]: a note
[ref]: https://x.example
"""  # noqa: W291


def test_the_signs_go_and_the_words_stay() -> None:
    found = read_markdown(TEXT)
    assert found.fields == {"title": "The Big One: a story", "author": "Ann Bee", "date": "2020-03-04T00:00Z"}
    assert found.heading == "The Big One"
    assert found.paragraphs == [
        "A first paragraph with a link and bold, snake_case_word, wrapped *here* & so on.",
        "A heading",
        "item one",
        "item two goes on",
        "done",
        "1. first",
        "2) second",
        "quoted “text” goes on",
        "Setext",
        "First verse",
        "second verse",
        "if a_b * c: pass",
        "a",
        "b",
        "c",
        "d",
        "Some HTML",
        "here",
    ]
    assert found.left_out == ["picture: pic", "[^1]: a note", "[ref]: https://x.example"]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("2 * 3 * 4 and a_b_c", "2 * 3 * 4 and a_b_c"),
        ("***both*** and **bold *and* more**", "both and bold and more"),
        ("__bold__ _it_ ~~no~~", "bold it no"),
        ("`*code*` and ``a`b``", "*code* and a`b"),
        (r"\# \[not\](a link) \\", r"# [not](a link) \\".replace("\\\\", "\\")),
        ("[text][1] [text][] <https://a.test/x_y>", "text text https://a.test/x_y"),
        ("[![alt](a.png)](b)", "[](b)"),
        ("a < b and c > d", "a < b and c > d"),
        ("&lt;b&gt; &quot;x&quot; &#8217;", '<b> "x" ’'),
        ("[sic] and [he] said", "[sic] and [he] said"),
        ("“It’s” — 100%", "“It’s” — 100%"),
        ("5 * a", "5 * a"),
    ],
)
def test_signs_in_a_line(written: str, shown: str) -> None:
    assert inline(written, []).strip() == shown


def test_the_year_at_a_sentence_begin_stays() -> None:
    assert read_markdown("# H\n\n1986. A great year.").paragraphs == ["1986. A great year."]


@given(st.text(st.sampled_from("ab*_`[]()!<>#-=|~\\&;\n \t>1.:^"), max_size=300))
def test_no_sign_makes_it_fail(text: str) -> None:
    read_markdown(text)


@given(st.text(st.sampled_from("ab*_ \n"), max_size=200))
def test_no_letter_is_lost(text: str) -> None:
    found = read_markdown(text)
    shown = "".join([found.heading or "", *found.paragraphs])
    assert [letter for letter in shown if letter in "ab"] == [letter for letter in text if letter in "ab"]


@pytest.mark.parametrize(
    "piece",
    ["*", "[", "![", "[a](", "`", "<a ", "<!--", "_a ", "**a", "|-", "> ", "# ", "\\", "---\n", "&", "[^a", "a\n",
     "[a][", " #", "~~a"],
)  # fmt: skip
def test_a_text_made_to_be_slow_is_not(piece: str) -> None:
    linear(lambda text: (read_markdown(text), read_markdown("x " + text), read_markdown("# a" + text)), piece)
