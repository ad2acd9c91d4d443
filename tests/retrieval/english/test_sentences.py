"""A stop ends a sentence unless an abbreviation stands before it or the sentence goes on after it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.english.sentences import sentence_ends, sentences

SENTENCES = """
Mr. and Mrs. Smith met Dr. Jones. | They spoke.
MR. BENNET sat by Mrs. Bennet. | He read.
He moved to the U.S. in 1999. | He stayed.
The U.S. Senate voted. | It passed.
They live in the U.S. | The house is small.
Johnson was freed in Washington, D.C. | On June 6, she left.
He woke at 5 a.m. and left. | It rained.
The doors open at 8 p.m. | The show begins later.
The doors open at 8 p.m. Sunday at the hall. | Bring food.
They closed at 8 p.m. | Police came.
It ran until 2 a.m. Eastern time. | Then it ended.
J. K. Rowling wrote it. | It sold.
By J. A. Hobson and W. E. B. Du Bois. | It is long.
Simple A to B. | He went.
It is 20 ft. long. | McDonald's. | Old Bob's. | Bye.
hello?? | anybody home
Use either 1.) the key or 2.) Bob's key.
Prisoner No. 5 escaped. | Guards ran.
Is it true? | No. | Guards ran.
It was called “No. 1.” | It sold.
He waited... | Then he left.
He waited . . . | Then he left.
It is more of... a question. | Yes!!! | Really?! | Yes.
He said “I am here.” | Then he left.
“I am here. I wait,” he said. | She left.
He said "I am here. I wait" twice. | She left.
"Why?" she asked. | He shrugged.
"Why?" Bob asked. | "Why not?" Mr. Smith replied.
“Stop!” | The king shouted in vain.
“Really?” | “Yes.” | He sat down.
1. Mix the flour. | 2. Add milk.
There are two: 1. Mix the flour. | He did.
It grew by 3.5 percent. | Prices fell 0.2 percent.
See https://example.com/a.b?c=d. | Then read it.
Write to a.b@example.com now. | Thanks!
He lives in St. Louis near Mt. Hood. | It is hot.
He lives on Main St. | It is hot.
Apple Inc. Chairman Cook spoke. | He works at Apple Inc. | The firm is big.
They sold apples, pears, etc. | John bought some.
Martin Luther King Jr. spoke. | Crowds came.
hello bot. | i have a question. | what is the boat called?
hi! | how old is alice johnson? | thx!!
Alas! alas! poor me. | He wept.
Lt. Col. Brown led Gen. Lee. | They fought.
Rep. John Lewis, D-Ga., spoke. | Sen. Tim Kaine of Va. spoke.
It cost $4.50 in Jan. 2010. | Now it is $5. | $6 is next.
He came (it rained. It poured.) and left. | (She stayed.) | They ate.
It was free.[1] | The next cost more.[citation needed] | It was [sic. It is] bad.
He holds a Ph.D. in physics, i.e. in mechanics. | She does not.
Compare Fig. 3 and p. 12. | That was a fig. | Both show it.
The case of Brown v. Board was big. | Dogs vs. Cats is a film.
Ross Geller: Hey! | What are you doing?
She was going to die […] I had to help. […] | When you see it, you help.
It was great! :) | Thanks. | Bye. :(
"""


@pytest.mark.parametrize("line", SENTENCES.strip().splitlines())
def test_sentences_end_where_a_reader_says(line: str) -> None:
    text = line.replace(" | ", " ")
    assert [text[span.start : span.end].strip() for span in sentences(text)] == line.split(" | ")


def test_a_quotation_is_whole_in_its_sentence_and_its_own_sentences_are_told_too() -> None:
    text = "He said: “I came. I saw.” They left. (Nobody cared. Not one.)"
    assert [text[span.start : span.end] for span in sentences(text)] == [
        "He said: “I came. I saw.” ",
        "They left. ",
        "(Nobody cared. Not one.)",
    ]
    assert [text[end:].split(" ", maxsplit=1)[0] for end in sentence_ends(text)] == ["I", "They", "(Nobody", "Not"]


def test_a_quotation_that_is_never_closed_does_not_hide_the_rest() -> None:
    text = "He said: “I came. I saw. I won."
    assert len(sentences(text)) == len(sentence_ends(text)) + 1 == 3


PIECES = st.one_of(
    st.sampled_from(
        [" ", "  ", "\n", "\u00a0", ". ", "! ", "? ", "…", " . . . ", "“", "”", '"', "'", "(", ")", "[…]", "[1]"]
    ),
    st.sampled_from(
        ["Mr", "U.S", "J", "No", "p.m", "she", "The", "Bob", "asked", "5", "2.5", "i", "Éva", "你好", "🙂", "\x01"]
    ),
    st.text(max_size=4),
)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_text_is_covered_in_order_without_gaps(text: str) -> None:
    spans = sentences(text)
    assert "".join(text[span.start : span.end] for span in spans) == text
    assert all(text[span.start : span.end].strip() for span in spans[1:])
    ends = sentence_ends(text)
    assert {span.start for span in spans[1:]} <= set(ends)
    assert list(ends) == sorted(set(ends))
    assert all(0 < end < len(text) and not text[end].isspace() for end in ends)
