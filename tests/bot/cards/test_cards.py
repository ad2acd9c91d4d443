from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace

import discord
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cards.answers import answer_card, context_card, further, in_a_list
from bot.cards.articles import articles
from bot.cards.blocks import (
    Accent,
    AlsoIn,
    Card,
    Excerpts,
    Listing,
    Note,
    Quote,
    SourceLine,
    Text,
    quote,
)
from bot.cards.escaping import length
from bot.cards.notices import about_card, busy_notice, help_card, notice, wait_notice
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
from tests.discord_markdown import quotations, read
from tests.sample import sample_story
from tests.scaling import linear

STORY = sample_story()


def of_file(prefix: str, paragraph: int) -> Passage:
    return next(p for p in STORY.passages if p.file.startswith(prefix) and p.paragraph == paragraph)


def found(passage: Passage, *words: str, also_in: tuple[Passage, ...] = ()) -> Finding:
    starts = [(passage.text.index(word), len(word)) for word in words]
    return Finding(passage, 1.0, tuple(Span(start, start + size) for start, size in starts), also_in)


def answered(*findings: Finding, confidence: float = 0.95, question: str = "did her marriage break up") -> Answer:
    return Answer(question, Outcome.ANSWERED, confidence, findings)


def every_card(answer: Answer, words: Words = ENGLISH) -> Iterator[Card]:
    """Give the card of an answer and the pages of "More" under it."""
    yield answer_card(answer, words, show_question=True)
    findings = further(answer)
    for first in range(0, len(findings), 3):
        page = findings[first : first + 3]
        yield Card(
            (*in_a_list(page, first + 2, words, related=not answer.answered), Note(words.numbers.page(1, 2))),
            words,
        )


DIVORCE = of_file("000", 9)
TWEET = of_file("000", 6)
DANCE = of_file("003", 7)
OTHERS = tuple(p for p in STORY.passages if p.kind is PassageKind.BODY and p not in {DIVORCE, TWEET, DANCE})


def within_limits(embed: discord.Embed) -> None:
    """Discord's limits, counted as its clients count; the sum also as discord.py does."""
    parts = embed.to_dict()
    title, description = parts.get("title", ""), parts.get("description", "")
    author, footer = parts.get("author", {}).get("name", ""), parts.get("footer", {}).get("text", "")
    assert length(title) <= 256
    assert length(description) <= 4_096
    assert length(author) <= 256
    assert length(footer) <= 2_048
    assert not embed.fields
    assert len(embed) <= length(title) + length(description) + length(author) + length(footer) <= 6_000
    json.dumps(parts).encode("utf-8")


# --- what a reader sees


def test_an_answer_is_a_quotation_with_its_source() -> None:
    embed = to_embed(answer_card(answered(found(DIVORCE, "got a divorce")), ENGLISH))
    assert embed.description is not None
    quotation, source, headline = embed.description.split("\n")
    assert quotation.startswith("> “I really felt for her.")
    assert "She lost her longtime job, **got a divorce**, her son died" in quotation
    assert source == "**Complex**, ¶ 9"
    assert headline == f"[{DIVORCE.source.headline}]({DIVORCE.source.url})"
    assert embed.title is None
    assert not embed.author
    assert not embed.footer


def test_the_question_stands_above_only_where_it_is_asked_for() -> None:
    answer = answered(found(DIVORCE), question="  **did** her\nmarriage <@1> break up ")
    assert (
        to_embed(answer_card(answer, ENGLISH, show_question=True)).author.name == "**did** her marriage <@1> break up"
    )
    assert to_text(answer_card(answer, ENGLISH, show_question=True)).startswith(
        r"-# \*\*did\*\* her marriage \<\@1\> break up"
    )
    assert answer_card(answer, ENGLISH).question is None


def test_a_tweet_carries_its_signature_inside_the_quotation() -> None:
    assert TWEET.signature is not None
    description = to_embed(answer_card(answered(found(TWEET)), ENGLISH)).description or ""
    assert quotations(description) == [TWEET.text, TWEET.signature.text]


def test_other_articles_that_say_the_same_stand_below_with_links() -> None:
    card = answer_card(answered(found(DIVORCE, also_in=(DANCE, OTHERS[-1]))), ENGLISH)
    assert isinstance(card.blocks[2], AlsoIn)
    last = (to_embed(card).description or "").split("\n")[-1]
    assert last.startswith(f"Also in [HuffPost ¶ 7]({DANCE.source.url}) · [")
    assert "(<https://" in to_text(card).split("\n")[-1]


def test_links_in_plain_text_never_unfurl() -> None:
    for card in (
        answer_card(answered(found(DIVORCE), *map(found, OTHERS), confidence=0.3), ENGLISH),
        articles(STORY, ENGLISH),
    ):
        text = to_text(card)
        assert text.count("https://") == len(re.findall(r"\]\(<https://[^>\s]+>\)", text)) > 0


def test_a_sure_answer_stands_alone_and_an_unsure_one_offers_the_next_best() -> None:
    findings = tuple(map(found, (DIVORCE, *OTHERS[:6])))
    assert not [
        b for b in answer_card(answered(*findings, confidence=0.97), ENGLISH).blocks if isinstance(b, Excerpts | Note)
    ]
    unsure = answer_card(answered(*findings, confidence=0.4), ENGLISH)
    (offered,) = [block for block in unsure.blocks if isinstance(block, Excerpts)]
    assert [item.file for item, _ in offered.items] == [passage.file for passage in OTHERS[:2]]
    assert to_embed(unsure).footer.text == ENGLISH.answers.UNSURE
    assert to_text(unsure).endswith(f"\n\n-# {ENGLISH.answers.UNSURE}")


def test_a_declined_answer_offers_related_passages_that_do_not_look_like_sources() -> None:
    answer = Answer("net worth?", Outcome.DECLINED, 0.1, tuple(map(found, OTHERS[:6])), missing=AnswerKind.MONEY)
    card = answer_card(answer, ENGLISH)
    assert card.accent is Accent.RELATED
    assert not [block for block in card.blocks if isinstance(block, Quote | SourceLine | AlsoIn)]
    description = to_embed(card).description or ""
    assert description.startswith("The articles don't give an amount.\n\n**The closest passages**")
    assert description.count("• ") == 3
    assert not quotations(description)
    assert "](" not in description
    assert "http" not in description


def test_a_declined_answer_with_nothing_near() -> None:
    card = answer_card(Answer("x", Outcome.DECLINED, 0.0, ()), ENGLISH)
    assert to_text(card) == to_embed(card).description == ENGLISH.answers.declined(None)
    assert further(Answer("x", Outcome.DECLINED, 0.0, ())) == ()


def test_page_furniture_is_offered_only_where_it_was_asked_for() -> None:
    furniture = next(p for p in STORY.passages if p.kind is PassageKind.FURNITURE)
    ranked = tuple(map(found, (DIVORCE, furniture, OTHERS[0])))
    for answer in (answered(*ranked, confidence=0.4), Answer("x", Outcome.DECLINED, 0.1, ranked)):
        shown = [block for card in every_card(answer) for block in card.blocks]
        assert furniture.text not in str(shown)
    asked_for = answered(found(furniture), found(DIVORCE), found(furniture), confidence=0.4)
    assert to_text(answer_card(asked_for, ENGLISH)).count(furniture.text) == 1
    assert isinstance(answer_card(asked_for, ENGLISH).blocks[-2], Excerpts)


def test_small_talk_gets_its_line_and_no_passage() -> None:
    answer = Answer("hi", Outcome.SMALL_TALK, 1.0, tuple(map(found, OTHERS)), topic="greeting")
    assert answer_card(answer, ENGLISH).blocks == (Text(ENGLISH.answers.small_talk("greeting")),)


def test_every_answer_of_the_story_is_quoted_to_the_letter() -> None:
    for passage in STORY.passages:
        card = answer_card(answered(Finding(passage, 1.0, (Span(0, 4), Span(9, 30)))), ENGLISH)
        for painted in (to_embed(card).description or "", to_text(card)):
            assert quotations(painted)[0] == passage.text
        block = card.blocks[0]
        assert isinstance(block, Quote)
        assert passage.article.text[block.start :].startswith(block.text)


def test_more_shows_the_passages_after_the_answer_and_related_ones_after_those_shown() -> None:
    findings = tuple(map(found, (DIVORCE, *OTHERS[:7])))
    assert further(answered(*findings)) == findings[1:]
    assert further(Answer("x", Outcome.DECLINED, 0.1, findings)) == findings[3:]


def test_later_pages_of_a_declined_answer_stay_related() -> None:
    answer = Answer("x", Outcome.DECLINED, 0.1, tuple(map(found, OTHERS[:8])))
    for card in every_card(answer):
        assert not [block for block in card.blocks if isinstance(block, Quote | SourceLine)]
        assert {block.related for block in card.blocks if isinstance(block, Excerpts)} == {True}


def test_context_is_the_paragraphs_around_with_the_passage_marked() -> None:
    card = context_card(STORY, DIVORCE, ENGLISH, (Span(0, 9),))
    quotes = [block for block in card.blocks if isinstance(block, Quote)]
    assert [block.label for block in quotes] == ["¶ 8", "▸ ¶ 9", "¶ 10"]
    assert [block.lead for block in quotes] == [False, True, False]
    text = DIVORCE.article.text
    assert [text[block.start : block.start + len(block.text)] for block in quotes] == [block.text for block in quotes]
    assert "**▸ ¶ 9**\n> **" in to_text(card)


def test_context_at_the_ends_of_an_article() -> None:
    first, last = STORY.passages[0], next(p for p in reversed(STORY.passages) if p.file == DIVORCE.file)
    assert [b.label for b in context_card(STORY, first, ENGLISH).blocks if isinstance(b, Quote)] == ["▸ ¶ 1", "¶ 2"]
    assert len([b for b in context_card(STORY, last, ENGLISH).blocks if isinstance(b, Quote)]) == 2


def test_articles_are_listed_with_what_there_is_to_know_of_each() -> None:
    description = to_embed(articles(STORY, ENGLISH)).description or ""
    for number, article in enumerate(STORY.articles, start=1):
        assert f"**{number}** · [" in description
        assert article.source.url
        assert article.source.url in description
        assert f"{article.source.publisher}, " in description
    assert re.findall(r"\d+ passages", description)


def test_many_articles_page() -> None:
    story = replace(STORY, library=replace(STORY.library, articles=STORY.articles * 5))
    assert articles(story, ENGLISH).pages == 3
    shown = [
        b.number for page in range(3) for b in articles(story, ENGLISH, page=page).blocks if isinstance(b, Listing)
    ]
    assert shown == list(range(1, 21))
    assert articles(story, ENGLISH, page=2).blocks[-1] == Note("Page 3 of 3")


def test_about_and_help_say_what_they_must() -> None:
    about = to_text(about_card(STORY, ENGLISH))
    assert "4 articles" in about
    assert "No message text is stored" in about
    assert "No language model" in about
    help_text = to_text(help_card(STORY, ENGLISH))
    assert "/ask" in help_text
    assert "Mention me" in help_text


def test_a_wait_counts_down_in_discord() -> None:
    assert "You can ask again <t:1800000000:R>." in (to_embed(wait_notice(1_800_000_000, ENGLISH)).description or "")
    assert "This channel" in to_text(busy_notice(1_800_000_000, ENGLISH))


def test_a_notice_is_shown_and_not_obeyed() -> None:
    card = notice("Hello <@1> <t:1:R> {when} **you**", ENGLISH, problem=True)
    assert {piece.kind for piece in read(to_embed(card).description or "")} == {"text"}
    assert card.accent is Accent.PROBLEM


# --- limits, for any article and any question

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
        assert "… Shortened to fit. The full text is paragraph 123,456 of the article.\n**The Paper**" in painted
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
