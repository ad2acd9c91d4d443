"""Cards of quotations: whole, to the letter, with every other wording, inside Discord's limits whatever the length."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cards.addresses import AddressBook, chosen_quotation, chosen_speaker, key_in
from bot.cards.blocks import AlsoIn, Card, Note, Quote, SourceLine, Spoken, Text, Wording
from bot.cards.button_ids import MOST_QUOTATIONS, ShowContext, ShowList, ShowMatches, custom_id, parse
from bot.cards.choices import people, quotations, speakers
from bot.cards.cutting import ELLIPSIS
from bot.cards.escaping import length
from bot.cards.people import who_card
from bot.cards.quotation_blocks import LARGE, quote_of, quotes_of, who_said
from bot.cards.quotations import Sought, every_page, found_card, quote_card, sought_in, stretches, turned_to
from bot.painting.embed import to_embed
from bot.painting.markdown import to_text
from bot.painting.terminal import to_terminal
from bot.words.english import ENGLISH
from retrieval import Span, Story
from retrieval.articles.article import make_article
from retrieval.quotations.index import QuotationIndex
from retrieval.quotations.keys import speaker_key
from retrieval.quotations.quotation import Quotation
from tests.answer_cards import within_limits
from tests.discord_markdown import read
from tests.sample import sample_story

STORY = sample_story()
KIM, ALICE = "Kim Kardashian West", "Alice Marie Johnson"


def card_of(**sought: str) -> Card:
    return quote_card(AddressBook(STORY), Sought(**sought), ENGLISH)


def blocks(card: Card, kind: type) -> list:  # type: ignore[type-arg]
    return [block for block in card.blocks if isinstance(block, kind)]


def one(file: str, begins: str) -> Quotation:
    (found,) = [q for q in STORY.quotations.all if q.article.startswith(file) and q.text.startswith(begins)]
    return found


def shown_by(quotation: Quotation) -> Card:
    return card_of(words=chosen_quotation(AddressBook(STORY).quotation_key(quotation)))


# --- what is quoted


def parts_of(*paragraphs: str) -> tuple[Quote, ...]:
    story = Story.build([make_article("town.txt", "\n\n".join(("The Flood", *paragraphs)) + "\n")])
    return quotes_of(story, story.quotations.utterances.holding(story.quotations.all[0]))


def test_between_two_parts_of_what_was_said_stands_a_sign_where_the_article_says_something() -> None:
    parts = parts_of("“The bridge is gone,” Anna Berg said. “We have only the ferry now.”")
    assert [(part.follows, part.after_narration) for part in parts] == [(False, False), (True, True)]
    for painted in (to_text, to_terminal):
        assert f"bridge is gone,”\n{ELLIPSIS}\n" in painted(Card(parts, ENGLISH))


def test_between_two_paragraphs_of_what_was_said_stands_none() -> None:
    parts = parts_of("Anna Berg said: “The bridge is gone.", "“We have only the ferry now.”")
    assert [(part.follows, part.after_narration) for part in parts] == [(False, False), (True, False)]
    assert ELLIPSIS not in to_text(Card(parts, ENGLISH))


def test_every_quotation_is_shown_whole_to_the_letter_with_its_marks() -> None:
    for quotation in STORY.quotations.all:
        article = STORY.article(quotation.article)
        assert article is not None
        quote = quote_of(article, quotation)
        assert article.text[quote.start : quote.start + len(quote.text)] == quote.text
        assert quotation.text in quote.text
        assert quote.text[0] in "\"“'‘"
        assert quote.text[-1] in "\"”'’"
        assert len(quote.text) - len(quotation.text) in (2, 3)


def test_every_quotation_stands_in_its_card_as_discord_shows_it() -> None:
    for quotation in STORY.quotations.spoken:
        card = shown_by(quotation)
        for painted in (to_embed(card).description or "", to_text(card)):
            quoted = "".join(
                "".join(piece.text for piece in read(line[2:].removeprefix("## ")))
                for line in painted.split("\n\n")[0].split("\n")
                if line.startswith("> ")
            )
            assert quotation.text in quoted


def test_short_ones_are_in_large_letters_and_long_ones_are_not() -> None:
    assert [quote.large for quote in blocks(card_of(words="holy dance"), Quote)] == [True]
    long = blocks(card_of(words="very open dialogue with Jared"), Quote)
    assert sum(len(quote.text) for quote in long) > LARGE
    assert [quote.large for quote in long] == [False, False]
    assert not any(quote.large for quote in blocks(card_of(speaker="kim"), Quote))


@pytest.mark.parametrize(
    ("file", "begins", "who"),
    [
        ("000", "For me, I was very", "Kim Kardashian West (“she” in the article), to Van Jones"),
        ("002", "a unanimous feeling", "Donald Trump, quoted by Kim Kardashian West"),
        ("004", "I’m still doing me", "Kim Kardashian West, to Hoda Kotb"),
        ("004", "You can go home now", "Kim Kardashian West, quoted by Alice Marie Johnson"),
        ("004", "Okay, Kim made", "speaker unclear, quoted by Kim Kardashian West"),
        ("003", "Thank you is not big", "Alice Marie Johnson"),
    ],
)
def test_who_said_it_to_whom_as_far_as_the_article_tells(file: str, begins: str, who: str) -> None:
    assert who_said(STORY, one(file, begins), ENGLISH) == who


def story_of(*quotations: Quotation) -> Story:
    return replace(STORY, quotations=QuotationIndex.of(quotations, STORY.people))


def test_a_source_that_is_no_person_and_a_phrase_that_does_not_tell() -> None:
    quotation = replace(one("003", "Thank you is not big"), person=None, speaker="the campaign")
    assert who_said(story_of(quotation), quotation, ENGLISH) == "the campaign"
    untold = replace(quotation, speaker=None, speaker_as_written="they")
    assert who_said(story_of(untold), untold, ENGLISH) == "“they” (speaker unclear)"


# --- the same words elsewhere


def test_the_same_words_elsewhere_are_one_line() -> None:
    (also,) = blocks(shown_by(one("002", "I was working on this")), AlsoIn)
    assert [(source.publisher, source.paragraph) for source in also.sources] == [
        ("Complex", 16),
        ("LoveBScott", 22),
    ]


def test_other_wordings_say_how_they_differ_word_by_word() -> None:
    (wording,) = blocks(shown_by(one("003", "I think I have to live")), Wording)
    assert wording.label == ENGLISH.quotations.DIFFERENT
    (bold,) = wording.quote.bold
    assert wording.quote.text[bold.start : bold.end] == "I have to walk my thank you out."
    assert wording.changes == ("adds “I have to walk my thank you out.”",)
    (back,) = blocks(shown_by(one("004", "I think I have to walk")), Wording)
    assert back.changes == ("leaves out “I have to walk my thank you out.”",)
    assert back.quote.bold == ()


def test_a_wording_that_is_only_longer_or_shorter_says_that_and_marks_nothing() -> None:
    (longer,) = blocks(shown_by(one("000", "At the end of the day")), Wording)[:1]
    assert (longer.label, longer.quote.bold, longer.changes) == (ENGLISH.quotations.LONGER, (), ())
    shorter = blocks(shown_by(one("000", "Just to know")), Wording)[-1]
    assert (shorter.label, shorter.quote.text[:10]) == (ENGLISH.quotations.SHORTER, "“We cried,")


def test_differences_are_readable_without_colour_or_bold() -> None:
    text = to_terminal(shown_by(one("003", "I think I have to live")))
    assert "Worded differently in LoveBScott ¶ 19\n│ “I think I have to walk my thank you out." in text
    assert "\nadds “I have to walk my thank you out.”" in text
    assert "\x1b" not in text
    assert "-# adds “I have to walk my thank you out.”" in to_text(shown_by(one("003", "I think I have to live")))


def two_wordings(ours: str, theirs: str) -> Story:
    return Story.build(
        [
            make_article("one.txt", f"One\n\n“{ours},” said Ann Lee."),
            make_article("two.txt", f"Two\n\n“{theirs},” said Ann Lee."),
        ]
    )


def test_a_changed_word_is_named_with_the_one_it_stands_for() -> None:
    story = two_wordings(
        "The old harbour wall will never be rebuilt here", "The old harbour wall must never be rebuilt here"
    )
    (wording,) = blocks(quote_card(AddressBook(story), Sought(words="harbour wall will never"), ENGLISH), Wording)
    assert wording.changes == ("“must” instead of “will”",)
    assert [wording.quote.text[span.start : span.end] for span in wording.quote.bold] == ["must"]


# --- pages


def test_pages_of_a_list_hold_everything_once_and_turn_both_ways() -> None:
    first = card_of(speaker="kim")
    book = AddressBook(STORY)
    pages = [
        turned_to(book, ShowList(speaker_key(KIM), None, at, True), ENGLISH, shares=False) for at in range(first.pages)
    ]
    assert pages[0] == first
    shown = [quote.text for page in pages for quote in blocks(page, Quote)]
    assert len(shown) == len(set(shown))
    said = {q.text for q in STORY.quotations.store.by_speaker(KIM)}
    assert all(any(text in quote for quote in shown) for text in said if one_of_a_kind(text))
    assert [len(page.buttons) > 3 for page in pages[1:-1]] == [True] * (first.pages - 2)
    assert turned_to(book, ShowList(speaker_key(KIM), None, 60_000), ENGLISH, shares=False) == pages[-1]


def one_of_a_kind(text: str) -> bool:
    holding = [each for each in STORY.quotations.store.wordings if any(q.text == text for q in each.quotations)]
    return len(holding) == 1 and len(holding[0].quotations) == 1


def test_more_than_a_button_can_name_says_that_the_best_are_shown() -> None:
    said = "\n\n".join(f"“Boat a{n} b{n} c{n} d{n} in storm e{n} f{n} g{n},” said Ann Lee." for n in range(40))
    story = Story.build([make_article("boats.txt", f"Boats\n\n{said}")])
    card = quote_card(AddressBook(story), Sought(words="boat storm"), ENGLISH)
    assert card.pages == MOST_QUOTATIONS
    assert blocks(card, Note)[-1].text == ENGLISH.quotations.best_of(MOST_QUOTATIONS, 40)
    assert all(len(each.custom_id or "") <= 100 for each in card.buttons)


def test_a_very_long_quotation_goes_on_on_further_pages_and_nothing_of_it_is_lost() -> None:
    words = " ".join(f"word{number}" for number in range(900))
    story = Story.build([make_article("long.txt", f"Long\n\n“{words},” said Ann Lee.")])
    first = quote_card(AddressBook(story), Sought(words="word17 word18"), ENGLISH)
    assert first.pages > 3
    press = next(each.press for each in first.buttons if isinstance(each.press, ShowMatches))
    pages = [turned_to(AddressBook(story), replace(press, page=at), ENGLISH, shares=False) for at in range(first.pages)]
    assert "".join(quote.text for page in pages for quote in blocks(page, Quote)) == f"“{words},”"
    goes_on = [Note(ENGLISH.quotations.CONTINUED) in page.blocks for page in pages]
    assert goes_on == [True] * (len(pages) - 1) + [False]
    for page in pages:
        assert blocks(page, Spoken) == [Spoken("Ann Lee")]
        assert ELLIPSIS not in to_text(page)
        assert len(blocks(page, SourceLine)) == 1


@given(st.text(st.characters(exclude_categories=["Cs", "Zl", "Zp", "Cc"]), max_size=9_000))
@settings(max_examples=60)
def test_stretches_put_together_are_the_whole(text: str) -> None:
    parts = stretches(Quote(text, "a.txt", 7, 1))
    assert "".join(part.text for part in parts) == text
    assert [part.start for part in parts] == [7 + sum(len(p.text) for p in parts[:n]) for n in range(len(parts))]


WORDS = st.sampled_from(
    ["boat", "@everyone", "**storm**", "<@1>", "# one", "||x||", "¡olé!", "日本語", "🦊", "w" * 60, "[a](b)"]
)


@given(
    st.lists(WORDS, min_size=3, max_size=1_500), st.sampled_from(["said Ann Lee", "she said", "Ann Lee told Bob Ray"])
)
@settings(max_examples=40)
def test_any_quotation_of_any_length_keeps_discords_limits(words: list[str], cue: str) -> None:
    text = " ".join(words)
    story = Story.build(
        [
            make_article("a.txt", f"Ann Lee speaks\n\n“{text},” {cue}. “{text[:300]} more.”"),
            make_article("b.txt", f"Bee\n\n“{text} too,” {cue}."),
        ]
    )
    cards = [
        quote_card(AddressBook(story), Sought(words=" ".join(words[:4])), ENGLISH),
        quote_card(AddressBook(story), Sought(), ENGLISH),
        quote_card(AddressBook(story), Sought(words="xyzzy"), ENGLISH),
        who_card(AddressBook(story), "Ann Lee", ENGLISH),
    ]
    press = next((each.press for each in cards[0].buttons if isinstance(each.press, ShowMatches)), None)
    if press is not None:
        cards += [
            turned_to(AddressBook(story), replace(press, page=at), ENGLISH, shares=True) for at in range(cards[0].pages)
        ]
    for card in cards:
        within_limits(to_embed(card))
        assert length(to_text(card)) <= 2_000
        assert to_terminal(card, width=40)
        assert to_text(card).strip()
        assert all(parse(each.custom_id) for each in card.buttons if each.custom_id)
        assert len({each.custom_id or each.url for each in card.buttons}) == len(card.buttons)
        for painted in (to_embed(card).description or "", to_text(card)):
            assert not [piece for piece in read(painted) if piece.kind in {"mention", "everyone", "spoiler"}]
    for choice in (
        *quotations(AddressBook(story), words[0]),
        *speakers(story, "", ENGLISH),
        *people(story, "", ENGLISH),
    ):
        assert all(1 <= length(each) <= 100 for each in choice)


# --- the state of buttons and choices


def test_a_button_of_a_page_says_everything_in_its_custom_id() -> None:
    presses = (
        ShowMatches(tuple(range(MOST_QUOTATIONS)), 65_535, 65_535),
        ShowMatches((), 0, 0),
        ShowList(None, None, 0),
        ShowList(0, (1 << 30) - 1, 65_535, True),
    )
    for press in presses:
        assert len(custom_id(press)) <= 100
        assert parse(custom_id(press)) == press


def test_quotations_of_the_same_words_have_keys_of_their_own() -> None:
    there = STORY.quotations.all
    file, length = there[0].article, len(there[0].text)
    alike = [
        replace(there[0], id=f"{file}:{start}", span=Span(start, start + length), utterance=f"{file}:{start}")
        for start in range(900_000, 900_005)
    ]
    book = AddressBook(story_of(*there, *alike))
    assert len({book.quotation_key(quotation) for quotation in (*there, *alike)}) == len(there) + 5
    assert all(book.quotation(book.quotation_key(quotation)) == quotation for quotation in alike)


def test_what_a_choice_hands_back_is_read_strictly() -> None:
    assert key_in(chosen_quotation(255), "quotation") == 255
    assert key_in(chosen_quotation(255), "speaker") is None
    assert key_in("quotation:ff", "quotation") is None
    assert key_in("quotation:000000FF", "quotation") is None
    assert chosen_speaker("Ann Lee", 100) == "Ann Lee"
    long = "the president of the " + "very " * 30 + "long association"
    assert key_in(chosen_speaker(long, 100), "speaker") == speaker_key(long)


def test_a_speaker_with_a_very_long_name_is_chosen_by_key() -> None:
    name = "the spokeswoman of the " + "very " * 30 + "long association"
    spoken = [replace(quotation, speaker=name, person=None) for quotation in STORY.quotations.spoken[:3]]
    story = story_of(*spoken)
    ((shown, value),) = speakers(story, "", ENGLISH)
    assert len(shown) <= 100
    assert shown.endswith("… · 3")
    assert quote_card(AddressBook(story), Sought(speaker=value), ENGLISH).title == name


def test_in_context_of_a_split_utterance_marks_all_its_parts() -> None:
    (press,) = [
        each.press for each in card_of(words="very open dialogue").buttons if isinstance(each.press, ShowContext)
    ]
    assert len(press.address.marks) == 2


# --- lists without buttons, and what is typed in a terminal


@pytest.mark.parametrize(
    ("line", "sought"),
    [
        ("holy dance", Sought("holy dance")),
        ("holy dance speaker:Alice Johnson article:HuffPost", Sought("holy dance", "Alice Johnson", "HuffPost")),
        ("speaker:kim words:big of her", Sought("big of her", "kim", None)),
        ("", Sought()),
        ("she said: words:", Sought("she said:")),
    ],
)
def test_options_are_read_from_a_line(line: str, sought: Sought) -> None:
    assert sought_in(line) == sought


def test_without_buttons_all_pages_stand_in_one_card() -> None:
    card = every_page(AddressBook(STORY), Sought(speaker="alice"), ENGLISH)
    labels = [quote.label for quote in blocks(card, Quote) if quote.label]
    assert labels == [str(number) for number in range(1, len(labels) + 1)]
    assert len(labels) == len(blocks(card, Spoken)) > 6
    assert card.buttons == ()


# --- an ordinary question


def test_a_notice_is_one_sentence() -> None:
    assert card_of(speaker="ivanka").blocks == (Text("The articles don't quote Ivanka Trump."),)


def test_where_nobody_is_quoted_it_says_so() -> None:
    story = Story.build([make_article("a.txt", "Quiet\n\nNobody spoke all day.")])
    for sought in (Sought(), Sought(words="loud words")):
        assert quote_card(AddressBook(story), sought, ENGLISH).blocks == (
            Text(ENGLISH.quotations.not_quoted(None, None)),
        )
    assert to_text(quote_card(AddressBook(story), Sought(article="a.txt"), ENGLISH)) == "“Quiet” doesn't quote anyone."
    assert to_text(quote_card(AddressBook(story), Sought(speaker="Ann"), ENGLISH)) == "The articles don't quote anyone."
    assert found_card(AddressBook(story), ShowMatches((), 0, 0), ENGLISH).blocks == (Text(ENGLISH.quotations.gone()),)
