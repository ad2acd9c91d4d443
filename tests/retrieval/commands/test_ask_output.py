"""An answer as an object and as text: `verbatim ask` without running it."""

from __future__ import annotations

import pytest

from retrieval import Answer, AnswerKind, Finding, Outcome, Span
from retrieval.articles.article import make_article
from retrieval.articles.passages import make_passages
from retrieval.commands.ask import as_json, as_text

LONG = "Mr. Jones then asked Kim Kardashian West what she made of it all. "


def test_a_long_paragraph_is_one_row_and_whole() -> None:
    article = make_article("a.txt", f"Headline\n\n  {LONG * 60}\n\nThe third.")
    passages = make_passages((article,))
    parts = [passage for passage in passages if passage.paragraph == 2]
    start = parts[1].text.index("Kim")
    ranked = (
        Finding(parts[1], 3.0, (Span(start, start + 3),), also_in=(passages[-1],)),
        Finding(parts[0], 2.0),
        Finding(passages[-1], 1.0),
    )
    rows = as_json(Answer("?", Outcome.ANSWERED, 0.5, ranked), 10)["passages"]
    assert [(row["paragraph"], row["score"]) for row in rows] == [(2, 3.0), (3, 1.0)]
    assert rows[0]["text"] == article.paragraph(2).text
    ((begin, end),) = rows[0]["highlights"]
    assert begin > 1_000
    assert rows[0]["text"][begin:end] == "Kim"
    assert rows[0]["also_in"] == [{"article": "a.txt", "paragraph": 3}]


def test_grouped_passages_each_have_a_row_in_json_and_one_in_text() -> None:
    passages = make_passages((make_article("a.txt", "Headline\n\nShe was freed.\n\nShe was let go.\n\nOther."),))
    ranked = (
        Finding(passages[1], 3.0, (Span(8, 13),), also_in=(passages[2],)),
        Finding(passages[2], 2.0, also_in=(passages[1],)),
        Finding(passages[3], 1.0),
    )
    answer = Answer("?", Outcome.ANSWERED, 0.9, ranked)
    assert [row["paragraph"] for row in as_json(answer, 10)["passages"]] == [2, 3, 4]
    text = as_text(answer, 5)
    assert text.startswith("> She was freed.\n  “Headline” (a.txt, paragraph 2)\n  Also in: Headline, paragraph 3\n")
    assert "> She was let go." not in text
    assert "> Other." in text
    assert "How sure: 90%" in text
    assert "\x1b" not in text
    assert "\x1b[1mfreed\x1b[0m" in as_text(answer, 5, colour=True)


@pytest.mark.parametrize(
    ("outcome", "missing", "sentence"),
    [
        (Outcome.DECLINED, None, "The articles don't say."),
        (Outcome.DECLINED, AnswerKind.MONEY, "The articles don't mention an amount of money."),
        (Outcome.DECLINED, AnswerKind.FREQUENCY, "The articles don't say how often."),
        (Outcome.SMALL_TALK, None, "That is no question about the articles."),
    ],
)
def test_what_is_declined_is_said_and_the_nearest_are_related(
    outcome: Outcome, missing: AnswerKind | None, sentence: str
) -> None:
    passages = make_passages((make_article("a.txt", "Headline\n\nBody."),))
    text = as_text(Answer("?", outcome, 0.1, (Finding(passages[1], 1.0),), missing), 5)
    assert text.startswith(sentence)
    assert text.index("The closest passages:") < text.index("> Body.")


def test_an_article_cannot_steer_the_terminal() -> None:
    passages = make_passages((make_article("a.txt", "Head\x1b]0;x\x07line\n\nRed \x1b[31m\x9b1m\u202eand\tso on."),))
    text = as_text(Answer("?", Outcome.ANSWERED, 0.9, (Finding(passages[1], 1.0),)), 5)
    assert "> Red ␛[31m\ufffd1m\ufffdand\tso on." in text
    assert "“Head␛]0;x␇line”" in text
    assert "\x1b" not in text
