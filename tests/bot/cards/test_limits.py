"""Cards inside Discord's limits, and to the letter, for any article and any question."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cards.answers import answer_card
from bot.cards.blocks import (
    Accent,
    AlsoIn,
    Card,
    Excerpts,
    Listing,
    Quote,
    SourceLine,
    Text,
    quote,
)
from bot.cards.escaping import length
from bot.cards.several import MOST
from bot.painting.embed import to_embed
from bot.painting.markdown import to_text
from bot.words.catalogue import Words
from bot.words.english import ENGLISH
from bot.words.languages import LANGUAGES
from retrieval import (
    Answer,
    AnswerKind,
    Article,
    Finding,
    Outcome,
    Paragraph,
    Passage,
    PassageKind,
    Source,
    Span,
)
from tests.answer_cards import DIVORCE, answered, every_card, within_limits
from tests.discord_markdown import quotations, read
from tests.scaling import linear

HOSTILE = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=60),
    st.lists(
        st.sampled_from(
            [*"*_~|`[]()<>#@:-> ", "word ", "**", "<@1>", "discord.gg/a", "https://x.y", "👩‍👩‍👧", "[Video]"]
        ),
        max_size=30,
    ).map("".join),
)
LONG = st.builds(lambda text, times: (text or "x") * times, HOSTILE, st.sampled_from([1, 3, 40, 400, 3_000]))
NAMES = st.one_of(st.none(), LONG)
URLS = st.one_of(
    st.none(), st.sampled_from(["https://a.example/b_(c)", "https://ü.example/*|`~", "https://a.example/" + "y" * 480])
)


def passage_of(text: str, source: Source, signature: str | None, row: int) -> Passage:
    body = "".join(" " if character in "\r\n" else character for character in text).strip() or "x"
    sign = Paragraph(3, 0, len(signature), signature) if signature else None
    article = Article(f"{row}.txt", f"headline\n{body}\n", (), source)
    return Passage(row, article, 123_456, 9, 9 + len(body), PassageKind.BODY, sign)


PASSAGES = st.builds(
    passage_of,
    LONG,
    st.builds(Source, LONG.map(lambda text: text.strip() or "headline"), NAMES, URLS),
    NAMES.map(lambda text: " ".join(text.split()) or None if text else None),
    st.integers(0, 10_000),
)
SPANS = st.lists(
    st.builds(lambda start, size: Span(start, start + size), st.integers(0, 9_000), st.integers(0, 30)), max_size=8
).map(lambda spans: tuple(sorted(spans)))
FINDINGS = st.builds(Finding, PASSAGES, st.just(1.0), SPANS, st.lists(PASSAGES, max_size=3).map(tuple))
ANSWERS = st.builds(
    Answer,
    LONG,
    st.sampled_from(Outcome),
    st.sampled_from([0.1, 0.7, 1.0]),
    st.lists(FINDINGS, max_size=6).map(tuple),
    st.one_of(st.none(), st.sampled_from(AnswerKind)),
    st.one_of(st.none(), st.just("greeting")),
)


@settings(max_examples=60, deadline=None)
@given(ANSWERS, st.sampled_from(LANGUAGES))
def test_every_page_of_any_answer_fits_and_is_quoted_to_the_letter(answer: Answer, words: Words) -> None:
    passages = [finding.passage for finding in answer.ranked]
    signatures = [passage.signature.text.strip() for passage in passages if passage.signature]
    for card in every_card(answer, words):
        embed, text = to_embed(card), to_text(card)
        within_limits(embed)
        assert 0 < length(text) <= 2_000
        quotes = sum(isinstance(block, Quote) for block in card.blocks)
        for painted in (embed.description or "", text):
            assert len(quotations(painted)) >= quotes, "a lead quotation is never dropped"
            for shown in quotations(painted):
                assert shown
                assert any(shown in passage.text for passage in passages) or any(
                    sign.startswith(shown.removesuffix(" …")) for sign in signatures
                ), shown


@settings(max_examples=60, deadline=None)
@given(st.lists(ANSWERS, min_size=2, max_size=9), st.sampled_from(LANGUAGES))
def test_several_answers_fit_and_are_quoted_to_the_letter(answers: list[Answer], words: Words) -> None:
    card = answer_card(Answer.of_parts("x" * 300, answers), words, show_question=True)
    embed, text = to_embed(card), to_text(card)
    within_limits(embed)
    assert 0 < length(text) <= 2_000
    shown = [answer for answer in answers[:MOST] if answer.best]
    for painted in (embed.description or "", text):
        assert len(quotations(painted)) == len(shown), "no answer is dropped"
        for answer, quotation in zip(shown, quotations(painted), strict=True):
            assert answer.best is not None
            assert quotation
            assert quotation in answer.best.passage.text


def _has_links(card: Card) -> bool:
    sources = [block for block in card.blocks if isinstance(block, SourceLine)]
    sources += [source for block in card.blocks if isinstance(block, AlsoIn) for source in block.sources]
    sources += [source for block in card.blocks if isinstance(block, Excerpts) for _, source in block.items]
    return any(source.url for source in sources)


@settings(max_examples=40, deadline=None)
@given(ANSWERS, st.sampled_from(LANGUAGES))
def test_nothing_of_an_article_or_a_question_is_obeyed(answer: Answer, words: Words) -> None:
    for card in every_card(answer, words):
        for painted in (to_embed(card).description or "", to_text(card)):
            pieces = read(painted)
            allowed = {"text", "bold", "quote", "subtext"} | ({"link"} if _has_links(card) else set())
            assert {piece.kind for piece in pieces} <= allowed
            assert sum(piece.kind == "quote" for piece in pieces) == len(re.findall(r"^> ", painted, re.MULTILINE))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.builds(Source, LONG.map(lambda text: text.strip() or "x"), NAMES, URLS), min_size=1, max_size=9))
def test_any_list_of_articles_fits(sources: list[Source]) -> None:
    card = Card(
        tuple(
            Listing(number, source.headline, source.publisher, source.url, "12 passages")
            for number, source in enumerate(sources, start=1)
        ),
        ENGLISH,
        title=sources[0].headline,
    )
    within_limits(to_embed(card))
    assert length(to_text(card)) <= 2_000


def test_a_long_passage_is_cut_at_a_word_and_says_where_the_rest_is() -> None:
    text = "The story goes on and on without any stop " * 300
    passage = passage_of(text, Source("A headline", "The Paper", "https://a.example/"), None, 0)
    for painted in (to_embed(answer_card(answered(Finding(passage, 1.0)), ENGLISH)).description or "", to_text(
        answer_card(answered(Finding(passage, 1.0)), ENGLISH)
    )):  # fmt: skip
        (shown,) = quotations(painted)
        assert passage.text.startswith(shown)
        assert passage.text[len(shown)] == " "
        assert len(shown) > 1_400
        assert "… Shortened. The full text is paragraph 123,456 of the article.\n**The Paper**" in painted
        assert "…" not in shown


def test_where_the_answer_stands_late_in_a_long_passage_that_part_is_shown() -> None:
    text = "The story goes on and on without any stop " * 300 + "until she got a divorce " + "and it goes on " * 100
    passage = passage_of(text, Source("A headline"), None, 0)
    start = passage.text.index("got a divorce")
    card = answer_card(answered(Finding(passage, 1.0, (Span(start, start + 13),))), ENGLISH)
    painted = to_text(card)
    assert painted.startswith("…\n> ")
    assert "until she **got a divorce** and it" in painted
    assert quotations(painted)[0] in passage.text


def test_bold_survives_a_cut() -> None:
    block = quote(DIVORCE, (Span(5, 15), Span(30, 50)))
    part = block.part(10, 40)
    text = DIVORCE.text
    assert part.text == text[10:40]
    assert [part.text[start:end] for start, end in part.bold] == [text[10:15].strip(), text[30:40].strip()]
    assert part.cut_before
    assert part.cut_after
    assert part.start == block.start + 10


@pytest.mark.parametrize("fragment", ["*", "\\", ": :", "word ", "\u2028- ", "漢", "<@1>"])
def test_a_hostile_article_of_a_hundred_kilobytes_does_not_hold_the_loop(fragment: str) -> None:
    def paint(text: str) -> None:
        passage = passage_of(text, Source("[" * 9_000, "_" * 9_000), None, 0)
        spans = tuple(Span(start, start + 1) for start in range(0, len(text), 10))
        card = answer_card(answered(*(Finding(passage, 1.0, spans) for _ in range(3)), confidence=0.1), ENGLISH)
        within_limits(to_embed(card))
        to_text(card)

    linear(paint, fragment)


@pytest.mark.parametrize("accent", Accent)
def test_no_accent_is_told_by_colour_alone(accent: Accent) -> None:
    """Only an answer is set off as a quotation; only related passages have their label; problems are sentences."""
    assert to_embed(Card((Text("x"),), ENGLISH, accent=accent)).colour is not None
    assert to_text(Card((Text("x"),), ENGLISH, accent=accent)) == "x"
