"""How far the story is told in a channel, in SimCord's Discord: every door, who may choose, and what goes wrong."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import discord
import pytest

from bot.asking.place import Place
from bot.features import setup as setup_command
from bot.store.server_settings import DEFAULTS, MOST_LIMITS
from bot.words.english import ENGLISH
from bot.words.german import GERMAN
from retrieval import ReadUpTo, Story
from tests.moderators import forged_command, moderator
from tests.pressing import labels, latest
from tests.quoting import AUTOCOMPLETE
from tests.simulated import Simulated, simulated, text_of
from tests.spoilers import ASKED, CHAPTERS, LIMIT, book, spoilt, write_book

FOUR = "Chapter 4: The storm"
TAKEN = "who took the forty crowns"
TOLD = "when did the lamp go out"


@asynccontextmanager
async def limited(folder: Path, limit: ReadUpTo = LIMIT, **chosen: Any) -> AsyncIterator[Simulated]:
    """Run the bot with the book, which is told up to a limit in the channel."""
    async with simulated(folder, questions_per_minute=0, channel_questions_per_minute=0, **chosen) as world:
        world.client.current.story = book()
        await set_limit(world, world.channel, limit)
        assert await world.client.answers.ready_at(Place(world.guild.id, world.channel.id), 60)
        yield world


async def set_limit(world: Simulated, channel: Any, limit: ReadUpTo | None) -> None:
    settings = world.client.settings_for(world.guild.id).with_limit(channel.id, limit)
    await world.client.store.save(world.guild.id, settings)


def limits_of(world: Simulated) -> dict[int, ReadUpTo]:
    return {each.channel: each.up_to for each in world.client.settings_for(world.guild.id).limits}


def clean(text: str, asked: str = "") -> bool:
    assert spoilt(text, asked) == [], text
    return True


async def walk(world: Simulated, response: Any, asked: str, depth: int = 2) -> None:
    """Press every button under an answer, and those under what they show."""
    for label in labels(response):
        # A private message is changed by some of its buttons, and the others are gone then.
        if depth and label in labels(response) and label not in (ENGLISH.buttons.SOURCE, *RATED):
            pressed = await world.alice.click(response, label=label)
            for shown in (pressed.response, *pressed.followups):
                if shown is not None:
                    assert clean(text_of(shown), asked)
                    if shown is not response:
                        await walk(world, shown, asked, depth - 1)


RATED = (ENGLISH.buttons.SHARED, ENGLISH.buttons.RATED_HELPFUL, ENGLISH.buttons.RATED_NOT_HELPFUL)


async def test_no_question_by_any_door_gets_a_spoiler_out_of_the_channel(tmp_path: Path) -> None:
    async with limited(tmp_path) as world:
        for asked in ASKED:
            await world.alice.send(world.channel, f"{world.me} {asked}")
            assert clean(text_of(latest(world)), asked), "a mention"
            await world.alice.send(world.channel, "and why?", reply_to=latest(world))
            assert clean(text_of(latest(world)), asked), "a follow-up"
            slash = await world.alice.slash(world.channel, "ask", question=asked)
            assert clean(text_of(slash.response), asked)
        for asked in ASKED[::6]:
            slash = await world.alice.slash(world.channel, "ask", question=asked, hide=True)
            await walk(world, slash.response, asked)


async def test_look_ups_lists_and_choices_know_nothing_of_the_later_chapters(tmp_path: Path) -> None:
    async with limited(tmp_path) as world:
        alice, here = world.alice, world.channel
        for typed in ("ottoline", "Ottoline Quist", "barnaby", "the grey lady", "the stranger", "ferrant", "Shaw"):
            shown = await alice.slash(here, "who", person=typed)
            assert clean(text_of(shown.response), typed)
            shown = await alice.slash(here, "quote", speaker=typed)
            assert clean(text_of(shown.response), typed)
            await walk(world, shown.response, typed)
        for words in ("I took the forty crowns", "you are all thieves", "bread", "lamp", None):
            shown = await alice.slash(here, "quote", **({} if words is None else {"words": words}))
            assert clean(text_of(shown.response), words or "")
            await walk(world, shown.response, words or "")
        for article in ("chapter 5", "ch6.txt", "6", "4", None):
            shown = await alice.slash(here, "articles", **({} if article is None else {"article": article}))
            assert clean(text_of(shown.response), article or "")
            await walk(world, shown.response, article or "")
        about = await alice.slash(here, "about")
        assert "I search 4 articles" in text_of(about.response)
        assert ENGLISH.answers.told_up_to(FOUR) in text_of(about.response)
        for typed in ("", "o", "ott", "quist", "c", "t", "f", "b", "chapter 5", "verdict", "who", "what did"):
            for command, option in (
                ("ask", "question"), ("quote", "words"), ("quote", "speaker"), ("quote", "article"), ("who", "person"),
                ("articles", "article"),
            ):  # fmt: skip
                offered = await alice.autocomplete(here, command, option, typed)
                assert clean(" ".join(f"{each['name']} {each['value']}" for each in offered)), (command, typed)
        assert await alice.autocomplete(here, "articles", "article", "chapter") != []


async def test_a_message_menu_an_edit_and_an_old_answer_follow_the_limit(tmp_path: Path) -> None:
    async with limited(tmp_path) as world:
        await set_limit(world, world.channel, None)
        question = await world.alice.send(world.channel, f"{world.me} {TAKEN}")
        old = world.only()
        assert "Ottoline" in text_of(old), "without a limit it is told"
        await set_limit(world, world.channel, LIMIT)

        gone = await world.alice.click(old, label=ENGLISH.buttons.IN_CONTEXT)
        assert text_of(gone.response) == ENGLISH.answers.passage_gone(FOUR)
        await world.alice.send(world.channel, "and why did she do it?", reply_to=old)
        assert clean(text_of(latest(world)))
        found = await world.alice.context_menu(world.channel, ENGLISH.commands.FIND_MENU, question)
        assert clean(text_of(found.response))
        await world.alice.edit(question, f"{world.me} {TAKEN}, please")
        assert clean(text_of(world.shown()[0])), "the old answer is gone"


async def test_threads_and_posts_follow_their_channel_and_other_places_are_told_all(tmp_path: Path) -> None:
    async with limited(tmp_path) as world:
        backend, forum = world.env.backend, world.guild.create_forum_channel("readers")
        await set_limit(world, forum, LIMIT)
        for channel in (world.channel, forum):
            backend.create_thread(channel.id, "a thread", world.alice.id)
            (place,) = channel.threads
            await world.alice.send(place, f"{world.me} {TAKEN}")
            assert clean(text_of(latest(world, place)))
            slash = await world.alice.slash(place, "ask", question=TAKEN)
            assert clean(text_of(slash.response), TAKEN)

        elsewhere = world.guild.create_text_channel("spoilers")
        await world.alice.send(elsewhere, f"{world.me} {TAKEN}")
        assert "Ottoline" in text_of(latest(world, elsewhere))
        await world.alice.send_dm(TAKEN)
        assert "Ottoline" in text_of(latest(world, world.alice.user.dm_channel))


def test_where_the_channel_is_not_known_the_least_of_all_limits_holds() -> None:
    settings = DEFAULTS.with_limit(1, ReadUpTo("ch4.txt")).with_limit(2, ReadUpTo("ch2.txt", 3))
    assert settings.limits_at(1) == (ReadUpTo("ch4.txt"),)
    assert settings.limits_at(3) == ()
    assert set(settings.limits_at(None)) == {ReadUpTo("ch4.txt"), ReadUpTo("ch2.txt", 3)}
    assert settings.with_limit(1, None).with_limit(2, None) == DEFAULTS
    unknown = discord.Object(5)
    assert Place.of(7, unknown) == Place(7, None)
    assert Place.of(None, unknown) == Place(None, None)


async def test_a_thread_that_discord_told_us_nothing_of_is_told_least(tmp_path: Path) -> None:
    async with limited(tmp_path) as world:
        other = world.guild.create_text_channel("slow-readers")
        await set_limit(world, other, ReadUpTo("ch2.txt", 3))
        book_there = await world.client.answers.book_at(Place(world.guild.id, None))
        assert book_there.story.limit == ReadUpTo("ch2.txt", 3)


async def test_a_denial_says_how_far_it_goes_in_both_languages(tmp_path: Path) -> None:
    async with limited(tmp_path) as world:
        await world.alice.send(world.channel, f"{world.me} how old is tobias?")
        assert "The articles up to “Chapter 4: The storm” don't give an age." in text_of(latest(world))
        unknown = await world.alice.slash(world.channel, "who", person="Casimir")
        assert "There's no “Casimir” in the articles up to “Chapter 4: The storm”." in text_of(unknown.response)
    assert GERMAN.answers.declined(None, "Kapitel 4") == "Dazu sagen die Artikel bis „Kapitel 4“ nichts."
    assert ENGLISH.answers.declined(None) == "The articles don't say."


async def test_a_moderator_chooses_and_takes_it_back(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        world.client.current.story = book()
        mod, other = moderator(world), world.guild.create_text_channel("second-book-club")
        offered = await mod.autocomplete(world.channel, "setup", "read_up_to", "")
        assert [each["value"] for each in offered] == ["everything", *CHAPTERS]
        (paragraph,) = await mod.autocomplete(world.channel, "setup", "read_up_to", "chapter 2 ¶ 3")
        assert (paragraph["name"], paragraph["value"]) == ("Chapter 2: A stranger, ¶ 3", "ch2.txt:3")

        shown = (await mod.slash(world.channel, "setup", read_up_to="ch4.txt")).response
        assert f"<#{world.channel.id}>: up to “{FOUR}”" in text_of(shown)
        shown = (await mod.slash(world.channel, "setup", read_up_to="ch2.txt:3", channel=other)).response
        assert f"<#{other.id}>: up to “Chapter 2: A stranger, ¶ 3”" in text_of(shown)
        assert limits_of(world) == {
            world.channel.id: LIMIT,
            other.id: ReadUpTo("ch2.txt", 3),
        }
        assert ENGLISH.setup.CHECK_LABEL in str(shown.components), "everything else can be changed below"
        await world.alice.send(world.channel, f"{world.me} {TAKEN}")
        assert clean(text_of(latest(world)))

        for channel, everything in ((world.channel, "everything"), (other, ENGLISH.setup.EVERYTHING_LABEL)):
            shown = (await mod.slash(world.channel, "setup", read_up_to=everything, channel=channel)).response
        assert ENGLISH.setup.TOLD_EVERYWHERE in text_of(shown).replace("\\", "")
        assert world.client.settings_for(world.guild.id) == DEFAULTS
        await world.alice.send(world.channel, f"{world.me} {TAKEN}")
        assert "Ottoline" in text_of(latest(world))


async def test_used_in_a_thread_it_is_for_the_threads_channel(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        world.client.current.story = book()
        world.env.backend.create_thread(world.channel.id, "a thread", world.alice.id)
        (thread,) = world.channel.threads
        await moderator(world).slash(thread, "setup", read_up_to="ch4.txt")
        assert limits_of(world) == {world.channel.id: LIMIT}


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("chapter", ENGLISH.answers.which_article("chapter", 6)),
        ("chapter 9", ENGLISH.answers.no_such_article()),
        ("ch1.txt:99", ENGLISH.answers.no_such_article()),
    ],
)
async def test_what_names_no_limit_changes_nothing(tmp_path: Path, typed: str, sentence: str) -> None:
    async with limited(tmp_path) as world:
        said = await moderator(world).slash(world.channel, "setup", read_up_to=typed)
        assert text_of(said.response) == sentence
        assert limits_of(world) == {world.channel.id: LIMIT}


async def test_who_manages_a_channel_chooses_for_it_and_nothing_else(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        world.client.current.story = book()
        keeper = moderator(world, manage_channels=True)
        said = await forged_command(keeper, world.channel, "setup", option("read_up_to", "ch4.txt"))
        assert f"<#{world.channel.id}>: up to “{FOUR}”" in text_of(said.response)
        assert ENGLISH.setup.ROLES_HEADING not in text_of(said.response)
        assert said.ephemeral
        refused = await forged_command(keeper, world.channel, "setup")
        assert text_of(refused.response) == ENGLISH.errors.needs(["manage_guild"])
        said = await forged_command(keeper, world.channel, "setup", option("read_up_to", "everything"))
        assert f"<#{world.channel.id}>: to its end" in text_of(said.response)
        assert world.client.settings_for(world.guild.id) == DEFAULTS


async def test_who_manages_neither_is_refused_and_offered_no_title(tmp_path: Path) -> None:
    async with limited(tmp_path) as world:
        refused = await forged_command(world.alice, world.channel, "setup", option("read_up_to", "everything"))
        assert text_of(refused.response) == ENGLISH.errors.needs(["manage_guild"])
        assert limits_of(world) == {world.channel.id: LIMIT}
        typed = option("read_up_to", "") | {"focused": True}
        data = {"id": "1", "name": "setup", "type": 1, "options": [typed]}
        forged = await world.alice._dispatch_interaction(AUTOCOMPLETE, world.channel, data)
        assert forged.autocomplete_choices == []


def option(name: str, value: str) -> dict[str, Any]:
    return {"name": name, "type": 3, "value": value}


async def test_where_the_limits_article_is_gone_nothing_is_told_and_moderators_are_told_so(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with limited(tmp_path) as world:
        folder = write_book(tmp_path / "book")
        (folder / "ch4.txt").rename(folder / "chapter-4.txt")
        (folder / "reader-questions" / "ch4.md").unlink(missing_ok=True)
        (folder / "sources.toml").unlink()
        async with world.client.current.building:
            await world.client.current.replace(Story.load(folder))

        await world.alice.send(world.channel, f"{world.me} {TOLD}")
        assert text_of(latest(world)) == ENGLISH.refusals.LIMIT_GONE
        doors: tuple[tuple[str, dict[str, Any]], ...] = (
            ("ask", {"question": TOLD}), ("quote", {}), ("who", {"person": "Marr"}), ("articles", {}), ("about", {}),
        )  # fmt: skip
        for command, options in doors:
            said = await world.alice.slash(world.channel, command, **options)
            assert text_of(said.response) == ENGLISH.refusals.LIMIT_GONE
            assert said.ephemeral
        assert await world.alice.autocomplete(world.channel, "who", "person", "") == []
        mod = moderator(world)
        shown = (await mod.slash(world.channel, "setup")).response
        assert ENGLISH.setup.limit_gone(f"<#{world.channel.id}>") in text_of(shown)
        assert "ch4.txt" in caplog.text

        await mod.slash(world.channel, "setup", read_up_to="chapter 4")
        await world.alice.send(world.channel, f"{world.me} {TOLD}")
        assert "forty years" in text_of(latest(world))


async def test_a_reload_prepares_the_limits_in_use_before_anybody_is_told(tmp_path: Path) -> None:
    async with limited(tmp_path) as world:
        folder = write_book(tmp_path / "book", knowledge=False)
        chapter = folder / "ch1.txt"
        chapter.write_text(chapter.read_text("utf-8").replace("forty years", "ninety years"), encoding="utf-8")
        before = world.client.answers.book_held_at(Place(world.guild.id, world.channel.id))
        async with world.client.current.building:
            await world.client.current.replace(Story.load(folder))
        after = world.client.answers.book_held_at(Place(world.guild.id, world.channel.id))
        assert before is not None
        assert after is not None
        assert after.story.limit == before.story.limit
        await world.alice.send(world.channel, f"{world.me} {TOLD}")
        assert "ninety years" in text_of(latest(world))


async def test_a_channel_made_for_asking_answers_chat_no_more_than_elsewhere(tmp_path: Path) -> None:
    async with limited(tmp_path, message_content=True) as world:
        settings = world.client.settings_for(world.guild.id)
        chosen = replace(settings, ask_channels=frozenset({world.channel.id}))
        await world.client.store.save(world.guild.id, chosen)
        await world.alice.send(world.channel, TAKEN + "?")
        assert clean(text_of(world.only()))
        await set_limit(world, world.channel, ReadUpTo("ch9.txt"))
        await world.alice.send(world.channel, "nice weather today")
        world.only()
        await world.alice.send(world.channel, TOLD + "?")
        assert text_of(latest(world)) == ENGLISH.refusals.LIMIT_GONE


async def test_stats_name_no_later_article_there(tmp_path: Path) -> None:
    async with limited(tmp_path) as world:
        elsewhere = world.guild.create_text_channel("spoilers")
        await world.alice.send(elsewhere, f"{world.me} {TAKEN}")
        mod = moderator(world)
        assert "Ottoline Quist confesses" in text_of((await mod.slash(elsewhere, "stats")).response)
        shown = text_of((await mod.slash(world.channel, "stats")).response)
        assert clean(shown)
        assert ENGLISH.stats.ARTICLE_GONE not in shown


async def test_no_more_limits_than_anybody_reads(tmp_path: Path) -> None:
    async with limited(tmp_path) as world:
        mod = moderator(world)
        channels = [world.guild.create_text_channel(f"c{number}") for number in range(MOST_LIMITS)]
        for channel in channels[1:]:
            await set_limit(world, channel, LIMIT)
        said = await mod.slash(channels[0], "setup", read_up_to="ch4.txt")
        assert text_of(said.response) == ENGLISH.setup.NO_MORE_LIMITS
        shown = (await mod.slash(world.channel, "setup")).response
        assert len(text_of(shown)) < 6_000


async def test_a_limit_outlives_a_restart(tmp_path: Path) -> None:
    async with limited(tmp_path) as world:
        settings, guild = world.client.settings_for(world.guild.id), world.guild.id
        await world.client.store.close()
    async with simulated(tmp_path) as world:
        await world.client.store.open()
        assert world.client.settings_for(guild) == settings
        assert settings.limits


def test_no_door_asks_for_the_story_but_by_its_place() -> None:
    """What is shown comes from `Answers`, which knows the limit; moderators choose among all articles.

    The host sees all of the story in /gaps: it is theirs, and nobody else is shown that message.
    """
    bot = Path(setup_command.__file__).parents[1]
    around = re.compile(r"client\.(story|current)\b|_current\b|\bcurrent\.(story|addresses)|CurrentStory")
    doors = [path for wing in ("features", "connection", "responding") for path in (bot / wing).glob("*.py")]
    assert len(doors) > 30
    found = {path.name for path in doors if around.search(path.read_text(encoding="utf-8"))}
    assert found == {"setup.py", "client.py", "gaps.py"}
