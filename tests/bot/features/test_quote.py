"""/quote as a reader uses it, in SimCord's Discord: options, pages, context, and what is hostile."""

from __future__ import annotations

import re
from pathlib import Path

import discord
import pytest

from bot.asking.cooldowns import Cooldowns, Rate
from bot.cards.answers import HERE
from bot.words.english import ENGLISH
from retrieval import Story
from tests.pressing import button, labels, rows
from tests.quoting import ALICE, DANCE, HUFFPOST, KIM, LOVEBSCOTT, offered, quoted, told
from tests.simulated import client_for, text_of

# --- each option, and any together


async def test_half_remembered_words_show_the_quotation_whole_and_large_with_who_said_it_and_where(
    story: Story, tmp_path: Path
) -> None:
    async with told(story, tmp_path) as world:
        result = await quoted(world, words="holy dance")

        shown = text_of(result.response)
        assert not result.ephemeral
        assert f"> ## “{DANCE}”\n— {ALICE}\n**HuffPost**, ¶ 10\n[" in shown
        assert "https://www.huffpost.com/" in shown
        assert "holy dance" in result.response.embeds[0].author.name
        assert "LoveBScott ¶ 17" in shown, "the other article's wording"
        assert labels(result.response) == [ENGLISH.buttons.IN_CONTEXT, ENGLISH.buttons.SOURCE]


@pytest.mark.parametrize(
    ("words", "begins"),
    [
        ("thank you isn't enough", "Thank you is not big enough,"),
        ("big of her to say it was bigger than me", "When I got the meeting"),
        ("Pentecostel holly dance", "went into a full-fledged"),
    ],
)
async def test_a_half_remembered_wording_finds_it(story: Story, tmp_path: Path, words: str, begins: str) -> None:
    async with told(story, tmp_path) as world:
        assert begins in text_of((await quoted(world, words=words)).response).split("\n—")[0]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"speaker": "kim"}, KIM),
        ({"article": HUFFPOST}, "HuffPost"),
        ({"speaker": ALICE, "article": LOVEBSCOTT}, ALICE),
        ({"words": "fulfilled my heart", "speaker": KIM}, "fulfilled my heart"),
        ({"words": "holy dance", "article": LOVEBSCOTT}, "jumping"),
        ({"words": "holy dance", "speaker": "alice", "article": "LoveBScott"}, "jumping"),
        ({}, "Kanye’s already given him legitimacy"),
    ],
)
async def test_every_combination_of_options(
    story: Story, tmp_path: Path, options: dict[str, str], expected: str
) -> None:
    async with told(story, tmp_path) as world:
        result = await quoted(world, **options)

        shown = text_of(result.response)
        assert expected in shown
        assert result.response.embeds[0].description.startswith(("**1**", "> ")), "something is quoted"
        if "article" in options:
            own = [line for line in shown.split("\n") if line.startswith("**") and ", ¶" in line]
            assert len({line.split(",")[0] for line in own}) == 1


async def test_hidden_it_is_for_the_asker_alone_and_may_be_shared(story: Story, tmp_path: Path) -> None:
    async with told(story, tmp_path) as world:
        result = await quoted(world, words="holy dance", hide=True)
        assert result.ephemeral
        assert ENGLISH.buttons.SHARE in labels(result.response)

        shared = await world.alice.click(result.response, label=ENGLISH.buttons.SHARE)
        assert "Pentecostal holy dance" in text_of(shared.followups[0])
        assert f"-# Said by {ALICE}" in text_of(shared.followups[0])


async def test_in_a_direct_message(story: Story, tmp_path: Path) -> None:
    async with told(story, tmp_path) as world:
        assert DANCE in text_of((await world.alice.user.slash("quote", words="holy dance")).response)


async def test_without_embed_links_it_is_plain_text(story: Story, tmp_path: Path) -> None:
    async with told(story, tmp_path) as world:
        overwrites = {world.guild.default_role: discord.PermissionOverwrite(embed_links=False)}
        strict = world.guild.create_text_channel("strict", overwrites=overwrites)
        result = await world.alice.slash(strict, "quote", words="holy dance")

        assert result.response.embeds == []
        assert DANCE in result.response.content
        assert labels(result.response) == [ENGLISH.buttons.IN_CONTEXT, ENGLISH.buttons.SOURCE]


async def test_looking_up_counts_as_asking(story: Story, tmp_path: Path) -> None:
    async with told(story, tmp_path, cooldowns=Cooldowns(Rate(1, 60), None)) as world:
        await quoted(world, words="holy dance")
        again = await quoted(world, words="holy dance")

        assert again.ephemeral
        assert "<t:" in text_of(again.response)


# --- pages and context


async def test_many_matches_are_pages_with_a_count(story: Story, tmp_path: Path) -> None:
    async with told(story, tmp_path) as world:
        result = await quoted(world, speaker=KIM, hide=True)
        pages = re.search(r"Page 1 of (\d+) · (\d+) quotations", text_of(result.response))
        assert pages
        assert int(pages[1]) == -(-int(pages[2]) // 3) > 2
        seen = [text_of(result.response)]
        for _ in range(int(pages[1]) - 1):
            await world.alice.click(result.response, label=ENGLISH.buttons.NEXT)
            seen.append(text_of(result.response))

        assert [f"Page {number} of {pages[1]}" in text for number, text in enumerate(seen, 1)] == [True] * len(seen)
        assert "".join(seen).count(f"{KIM}\n") + "".join(seen).count(f"{KIM}, to") >= int(pages[2])
        assert labels(result.response)[0] == ENGLISH.buttons.BACK
        assert ENGLISH.buttons.NEXT not in labels(result.response)


async def test_a_page_of_a_message_that_all_see_is_turned_for_the_presser_alone(story: Story, tmp_path: Path) -> None:
    async with told(story, tmp_path) as world:
        result = await quoted(world, speaker=ALICE)
        before = text_of(result.response)
        turned = await world.alice.click(result.response, label=ENGLISH.buttons.NEXT)

        assert turned.ephemeral
        assert "Page 2 of" in text_of(turned.response)
        assert text_of(result.response) == before


async def test_several_that_fit_the_words_stand_one_a_page_best_first(story: Story, tmp_path: Path) -> None:
    async with told(story, tmp_path) as world:
        result = await quoted(world, words="people", hide=True)
        first = text_of(result.response)
        count = re.search(r"Page 1 of (\d+) · (\d+) matching quotations", first)
        assert count
        assert count[1] == count[2] != "1"
        await world.alice.click(result.response, label=ENGLISH.buttons.NEXT)
        assert "Page 2 of" in text_of(result.response)
        assert text_of(result.response).split("\n")[0] != first.split("\n")[0]


async def test_a_split_utterance_is_shown_as_one_with_its_parts(story: Story, tmp_path: Path) -> None:
    async with told(story, tmp_path) as world:
        shown = text_of((await quoted(world, words="very open dialogue with Jared")).response)

        assert "> “For me, I was very focused." in shown
        assert "agree with,”\n…\n> “I’ve always had just a very open dialogue" in shown
        assert "— Kim Kardashian West (“she” in the article), to Van Jones\n**Complex**, ¶ 11" in shown


async def test_in_context_shows_the_paragraph_before_and_after_even_after_a_restart(
    story: Story, tmp_path: Path
) -> None:
    async with told(story, tmp_path) as world:
        result = await quoted(world, words="holy dance")
        listed = await quoted(world, speaker=ALICE, hide=True)
        await world.env.restart_bot(client_for(tmp_path, story))

        context = await world.alice.click(result.response, label=ENGLISH.buttons.IN_CONTEXT)
        shown = text_of(context.response)
        assert context.ephemeral
        assert "**went into a full-fledged, Pentecostal holy dance" in shown, "the quotation is marked"
        assert f"{HERE} ¶ 10" in shown
        assert "had no idea who Kardashian West was" in shown
        assert "Thank you is not big enough" in shown
        await world.alice.click(listed.response, label=ENGLISH.buttons.NEXT)
        assert "Page 2 of" in text_of(listed.response)
        other = await world.alice.click(listed.response, label=ENGLISH.buttons.in_context(4))
        assert HERE in text_of(other.response)


async def test_what_is_gone_since_is_said_to_be_gone(story: Story, tmp_path: Path) -> None:
    async with told(story, tmp_path) as world:
        found = await quoted(world, words="people", hide=True)
        listed = await quoted(world, speaker=ALICE, hide=True)
        (choice, *_) = await offered(world, "words", "holy dance")
        world.client.current.story = world.story  # the harbour

        await world.alice.click(found.response, label=ENGLISH.buttons.NEXT)
        assert ENGLISH.quotations.gone() in text_of(found.response)
        await world.alice.click(listed.response, label=ENGLISH.buttons.NEXT)
        assert ENGLISH.quotations.gone() in text_of(listed.response)
        assert ENGLISH.quotations.gone() in text_of((await quoted(world, words=choice["value"])).response)


# --- nothing that fits


async def test_no_match_is_the_nearest_three_and_said_to_be_so(story: Story, tmp_path: Path) -> None:
    async with told(story, tmp_path) as world:
        result = await quoted(world, words="quantum chromodynamics lecture")

        shown = text_of(result.response)
        assert shown.split("\n")[1] == f"{ENGLISH.quotations.not_close()} {ENGLISH.quotations.NEAREST}"
        assert re.findall(r"^\*\*(\d)\*\*$", shown, re.MULTILINE) == ["1", "2", "3"]
        assert labels(result.response) == [ENGLISH.buttons.in_context(number) for number in (1, 2, 3)]


async def test_somebody_who_is_not_quoted_is_said_so_and_the_words_are_looked_for_elsewhere(
    story: Story, tmp_path: Path
) -> None:
    async with told(story, tmp_path) as world:
        alone = text_of((await quoted(world, speaker="ivanka")).response)
        assert alone == ENGLISH.quotations.not_quoted("Ivanka Trump", None)
        both = text_of((await quoted(world, words="holy dance", speaker="Ivanka Trump")).response)
        assert f"{alone} {ENGLISH.quotations.NEAREST}" in both
        assert DANCE in both


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"speaker": "Zaphod"}, "The articles don't quote anyone called “Zaphod”. They do quote Kim Kardashian West, "),
        ({"speaker": "Zaphod", "words": "holy dance"}, "The articles don't quote anyone called “Zaphod”."),
        ({"article": "no such headline"}, ENGLISH.answers.no_such_article()),
        ({"words": "   "}, ENGLISH.quotations.NO_WORDS),
        ({"words": "!?… “”"}, ENGLISH.quotations.NO_WORDS),
        ({"words": "quotation:00000000"}, ENGLISH.quotations.gone()),
        ({"speaker": "speaker:00000000"}, "The articles don't quote anyone called “speaker:00000000”"),
    ],
)
async def test_what_cannot_be_looked_up_is_told_in_one_sentence(
    story: Story, tmp_path: Path, options: dict[str, str], said: str
) -> None:
    async with told(story, tmp_path) as world:
        result = await quoted(world, **options)

        shown = result.response.embeds[0].description.replace("\\", "")
        assert shown.startswith(said)
        assert labels(result.response) == []


HOSTILE = {
    "six thousand characters": "w" * 6_000,
    "many words": "why " * 1_500,
    "pings and markdown": "@everyone <@1> <@&1> **b** ||s|| [x](https://a.example) `c` discord.gg/abc",
    "control characters": "what\x00 is\x1b[31m this\u202e?\n\r",
    "Arabic": "ماذا حدث للجدار؟",
    "emoji": "🦊🔥❓",
    "a choice that was tampered with": "quotation:zzzzzzzz",
    "a lone surrogate's stand-in": "\ufffd\ufffe",
}


@pytest.mark.parametrize("typed", HOSTILE.values(), ids=HOSTILE.keys())
async def test_whatever_is_typed_gets_a_card_and_pings_nobody(story: Story, tmp_path: Path, typed: str) -> None:
    async with told(story, tmp_path) as world:
        for option in ("words", "speaker", "article"):
            result = await quoted(world, **{option: typed})

            assert text_of(result.response)
            assert not result.response.message.mentions
            assert "Something went wrong" not in text_of(result.response)
            assert len(await offered(world, option, typed)) <= 25


async def test_every_button_keeps_within_a_custom_id(story: Story, tmp_path: Path) -> None:
    async with told(story, tmp_path) as world:
        for options in ({}, {"speaker": KIM}, {"words": "I was"}, {"words": "xyzzy"}):
            result = await quoted(world, **options)
            assert rows(result.response)
            assert all(len(each.get("custom_id", "")) <= 100 for row in rows(result.response) for each in row)
            assert all(len(row) <= 5 for row in rows(result.response))


async def test_the_source_button_opens_the_article(story: Story, tmp_path: Path) -> None:
    async with told(story, tmp_path) as world:
        result = await quoted(world, words="holy dance")
        assert button(result.response, ENGLISH.buttons.SOURCE)["url"].startswith("https://www.huffpost.com/")


async def test_an_ordinary_question_says_who_is_speaking_where_the_marked_words_are_somebodys(
    story: Story, tmp_path: Path
) -> None:
    async with told(story, tmp_path) as world:
        said = await world.alice.slash(world.channel, "ask", question="What did Kim say about Kanye?")
        assert f"-# Said by {KIM}" in text_of(said.response)
        assert "legitimacy" in text_of(said.response)
        told_by_the_article = await world.alice.slash(world.channel, "ask", question="When was Johnson released?")
        assert "Speaking:" not in text_of(told_by_the_article.response)
