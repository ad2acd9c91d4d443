from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.importing.readers.markdown import read_markdown
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
        "a; b",
        "c; b: d",
        "Some HTML",
        "here",
    ]
    assert found.left_out == ["picture: pic", "note: a note", "[REF]: https://x.example"]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("2 * 3 * 4 and a_b_c", "2 * 3 * 4 and a_b_c"),
        ("***both*** and **bold *and* more**", "both and bold and more"),
        ("__bold__ _it_ ~~no~~", "bold it no"),
        ("`*code*` and ``a`b``", "*code* and a`b"),
        (r"\# \[not\](a link) \\", r"# [not](a link) \\".replace("\\\\", "\\")),
        ("[text][1] [1][] <https://a.test/x_y>\n\n[1]: https://b.test", "text 1 https://a.test/x_y"),
        ("a [![alt](a.png)](b), c", "a, c"),
        ("a < b and c > d", "a < b and c > d"),
        ("&lt;b&gt; &quot;x&quot; &#8217;", '<b> "x" ’'),
        ("[sic] and [he] said", "[sic] and [he] said"),
        ("“It’s” — 100%", "“It’s” — 100%"),
        ("5 * a", "5 * a"),
    ],
)
def test_signs_in_a_line(written: str, shown: str) -> None:
    assert read_markdown(written).paragraphs == [shown]


def test_the_year_at_a_sentence_begin_stays() -> None:
    assert read_markdown("# H\n\n1986. A great year.").paragraphs == ["1986. A great year."]


NOTE = """\
---
aliases: [Bob]
author: "[[Ann Bee]]"
---
#npc #place/mill
The miller of [[Rye#History|Rye]] is married to [[Alice Moore]]. ^intro

See [[Rye#History]], [[Rye#^intro]] and [[#Family]], ==marked *here*==. ![[map.png]]

> [!note]- A warning
> Do not eat
> the flour.

> [!quote]
> He said nothing.

%% hidden

words %%

| Name | Age | Town |
|---|---|---|
| Bob | 34 | [[Rye\\|the town]] |
| Ann |  | Hastings |

```dataview
TABLE age FROM #npc
```

Flour
: ground wheat
: or rye

He paid $5 and then $6 for it.[^1] The law $E = mc^2$ holds.^[inside] x^2

[^1]: In *1820*.

    More of it.

[^2]: Nothing refers to it.

1. one
   - nested
     - deeper
2. two

$$
a_1 + b_1
$$

The end. ^block-1
"""


def test_a_note_of_obsidian_is_read_as_it_is_shown() -> None:
    found = read_markdown(NOTE)
    assert found.is_note
    assert found.fields == {"author": "Ann Bee"}
    assert found.paragraphs == [
        "The miller of Rye is married to Alice Moore.",
        "See Rye > History, Rye and Family, marked here.",
        "A warning",
        "Do not eat the flour.",
        "He said nothing.",
        "Name; Age; Town",
        "Bob; Age: 34; Town: the town",
        "Ann; Town: Hastings",
        "Flour: ground wheat",
        "Flour: or rye",
        "He paid $5 and then $6 for it. The law E = mc^2 holds. x^2",
        "1. one",
        "nested",
        "deeper",
        "2. two",
        "a_1 + b_1",
        "The end.",
    ]
    assert found.left_out == [
        "comment: hidden",
        "comment: words",
        "#npc #place/mill",
        "embedded: map.png",
        "dataview: TABLE age FROM #npc",
        "note: inside",
        "note: In 1820.",
        "note: More of it.",
        "note: Nothing refers to it.",
    ]


MARKS = st.sampled_from(
    ["*", "**", "_", "`", "==", "[[", "]]", "![[", "[", "]", "!", "\n", "\n\n", "> ", "- ", "1. ", "    ", "# ", "$",
     "$$", "%%", " ^", "[^a]", "[^a]: ", "^[", "\n---\n", "\n```\n", "\n: ", "\n- [ ] ", "> [!note] ", "#", " ", "\\",
     "&amp;", "> " * 40, "- " * 40]
)  # fmt: skip
WORDS = st.from_regex(r"[a-z]{4,7}", fullmatch=True)


@given(st.lists(st.one_of(WORDS, MARKS), max_size=40))
def test_no_word_of_a_text_is_lost(pieces: list[str]) -> None:
    text = " ".join(pieces)
    found = read_markdown(text)
    shown = " ".join([found.heading or "", *found.paragraphs, *found.left_out, *found.fields.values()]).lower()
    for word in pieces:
        if word.isalpha():
            assert word in shown or word in "".join(shown.split()), text


@given(st.lists(st.lists(WORDS, min_size=2, max_size=2), min_size=1, max_size=9))
def test_no_cell_of_a_table_is_lost(rows: list[list[str]]) -> None:
    text = "\n".join(f"| {' | '.join(row)} |" for row in (rows[0], ["---", "---"], *rows[1:]))
    found = read_markdown(text)
    assert [line.split("; ")[0] for line in found.paragraphs] == [first for first, _ in rows]
    assert [line.split("; ")[1].split(": ")[-1] for line in found.paragraphs] == [second for _, second in rows]


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
     "[a][", " #", "~~a", "[[", "![[a", "%%", "$a ", "^[", "[^a]: b\n", "a\n: b\n", "| a ", "|a|\n|-|\n", "==a",
     "> [!a] ", "[a]: b\n", "#a ", "a ^b", "- " * 9 + "\n"],
)  # fmt: skip
def test_a_text_made_to_be_slow_is_not(piece: str) -> None:
    linear(lambda text: read_markdown("x " + text), piece)


@pytest.mark.parametrize("indent", ["  ", "    ", "\t", "> ", "- "])
def test_what_is_nested_deep_is_not_lost(indent: str) -> None:
    found = read_markdown("\n".join(f"{indent * depth}- word{depth}" for depth in range(60)))
    assert [f"word{depth}" in " ".join(found.paragraphs).split() for depth in range(60)] == [True] * 60


def test_text_between_two_rules_is_no_front_matter() -> None:
    found = read_markdown("---\nA night of storm\n---\nMorning came.")
    assert (found.heading, found.paragraphs) == ("A night of storm", ["Morning came."])
    assert read_markdown("---\nauthor: Anna\n---\nMorning came.").fields == {"author": "Anna"}
