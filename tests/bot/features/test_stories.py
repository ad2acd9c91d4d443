"""Several stories in SimCord's Discord: who chooses, every door, and what goes wrong."""

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.asking.place import Place
from bot.cards.button_ids import story_tag
from bot.features import setup as setup_command
from bot.store.server_settings import MOST_LIMITS, ChannelLimit
from bot.words.english import ENGLISH
from bot.words.german import GERMAN
from retrieval import ReadUpTo
from tests.bot.features.test_reload import administrator, owned_by
from tests.moderators import COMMAND, forged_command, moderator
from tests.pressing import labels, latest, rows
from tests.shelves import ASKS_HARBOUR, ASKS_MARKET, TELLS_HARBOUR, TELLS_MARKET, TITLE, shelf
from tests.simulated import Simulated, simulated, text_of
from tests.spoilers import LIMIT, spoilt

TAKEN = "who took the forty crowns"


async def choose(world: Simulated, story: str, channel: Any = None) -> None:
    before = world.client.settings_for(world.guild.id)
    chosen = before.with_story(None if channel is None else channel.id, story)
    await world.client.store.save(world.guild.id, chosen)


async def ask(world: Simulated, question: str, channel: Any = None, **how: Any) -> str:
    channel = channel or world.channel
    await world.alice.send(channel, f"{world.me} {question}", **how)
    return text_of(latest(world, channel)).replace("*", "")


async def test_a_moderator_chooses_for_the_server_and_for_a_channel_and_takes_it_back(tmp_path: Path) -> None:
    async with shelf(tmp_path) as world:
        mod, other = moderator(world), world.guild.create_text_channel("fair")
        assert TELLS_HARBOUR in await ask(world, ASKS_HARBOUR), "the first by name, where nobody chose"
        shown = text_of((await mod.slash(world.channel, "setup")).response)
        assert ENGLISH.stories.STORY_HEADING in shown
        assert ENGLISH.stories.in_server("harbour") in shown
        assert ENGLISH.stories.how_to_choose(2) in shown
        offered = await mod.autocomplete(world.channel, "setup", "story", "")
        assert [(each["name"], each["value"]) for each in offered] == [
            ("harbour", "harbour"), (TITLE, "market"), (ENGLISH.stories.SERVERS_LABEL, setup_command.BY_SERVER),
        ]  # fmt: skip
        assert [each["value"] for each in await mod.autocomplete(world.channel, "setup", "story", "LUND")] == ["market"]

        shown = text_of((await mod.slash(world.channel, "setup", story="market", channel=other)).response)
        assert f"<#{other.id}>: “{TITLE}”" in shown
        assert ENGLISH.stories.in_server("harbour") in shown
        assert TELLS_MARKET in await ask(world, ASKS_MARKET, other)
        assert TELLS_HARBOUR in await ask(world, ASKS_HARBOUR)

        shown = text_of((await mod.slash(world.channel, "setup", story=TITLE.lower())).response)
        assert ENGLISH.stories.in_server(TITLE) in shown
        assert TELLS_MARKET in await ask(world, ASKS_MARKET)
        for channel in (other, None):
            there = {} if channel is None else {"channel": channel}
            await mod.slash(world.channel, "setup", story=setup_command.BY_SERVER, **there)
        settings = world.client.settings_for(world.guild.id)
        assert (settings.story, settings.channel_stories) == ("", ())
        assert TELLS_HARBOUR in await ask(world, ASKS_HARBOUR, other)


async def test_every_door_tells_the_story_of_its_channel(tmp_path: Path) -> None:
    async with shelf(tmp_path) as world:
        alice, fair = world.alice, world.guild.create_text_channel("fair")
        await choose(world, "market", fair)
        for channel, names, title in ((world.channel, "Lindqvist", "harbour"), (fair, "Berg", TITLE)):
            about = text_of((await alice.slash(channel, "about")).response)
            assert ENGLISH.stories.among(2, title) in about
            listed = text_of((await alice.slash(channel, "articles")).response)
            assert ENGLISH.stories.told_here(title) in listed
            assert names in text_of((await alice.slash(channel, "quote")).response)
            assert names in text_of((await alice.slash(channel, "who", person=names)).response)
            assert [each["name"] for each in await alice.autocomplete(channel, "who", "person", names)] != []
            assert ENGLISH.stories.told_here(title) in await ask(world, "", channel)
        question = await alice.send(fair, f"{world.me} {ASKS_HARBOUR}")
        assert TELLS_HARBOUR not in text_of(latest(world, fair)), "the other story is not told there"
        await alice.edit(question, f"{world.me} {ASKS_MARKET}")
        assert TELLS_MARKET in text_of(latest(world, fair))
        found = await alice.context_menu(fair, ENGLISH.commands.FIND_MENU, question)
        assert "Lund" in text_of(found.response) or TELLS_MARKET in text_of(found.response)
        world.env.backend.create_thread(fair.id, "a thread", alice.id)
        (thread,) = fair.threads
        assert TELLS_MARKET in await ask(world, ASKS_MARKET, thread)
        forum = world.guild.create_forum_channel("readers")
        await choose(world, "market", forum)
        world.env.backend.create_thread(forum.id, "a post", alice.id)
        assert TELLS_MARKET in await ask(world, ASKS_MARKET, forum.threads[0])


async def test_direct_messages_are_about_the_default(tmp_path: Path) -> None:
    async with shelf(tmp_path, default_story="market") as world:
        await choose(world, "harbour")
        await world.alice.send_dm(ASKS_MARKET)
        assert TELLS_MARKET in text_of(latest(world, world.alice.user.dm_channel))
        assert TELLS_HARBOUR in await ask(world, ASKS_HARBOUR)


async def test_a_button_is_about_the_story_that_it_was_made_for(tmp_path: Path) -> None:
    """Both stories have a file of the same name: an outline of one.txt could be either's."""
    async with shelf(tmp_path) as world:
        alice = world.alice
        await ask(world, ASKS_HARBOUR)
        answer = latest(world)
        listed = (await alice.slash(world.channel, "articles", article="one.txt")).response
        hidden = (await alice.slash(world.channel, "ask", question=ASKS_HARBOUR, hide=True)).response
        quoted = (await alice.slash(world.channel, "quote", words="gun")).response
        custom_ids = [each["custom_id"] for row in rows(answer) for each in row if "custom_id" in each]
        assert all(each.startswith(f"v2{story_tag('harbour')}") for each in custom_ids)
        await choose(world, "market")

        context = await alice.click(answer, label=ENGLISH.buttons.IN_CONTEXT)
        assert "Ystad" in text_of(context.response)
        shared = await alice.click(hidden, label=ENGLISH.buttons.SHARE)
        assert TELLS_HARBOUR in text_of(shared.followups[0])
        rated = await alice.click(answer, label=ENGLISH.buttons.NOT_HELPFUL)
        assert "Ystad" in text_of(rated.followups[0])
        turned = await alice.click(listed, label=next(iter(labels(listed)))) if labels(listed) else None
        assert turned is None or "Ystad" in text_of(turned.response)
        said = await alice.click(quoted, label=ENGLISH.buttons.IN_CONTEXT)
        assert "Ystad" in text_of(said.response)
        assert TELLS_MARKET in await ask(world, ASKS_MARKET)


async def test_a_button_of_a_story_that_is_gone_says_that_it_has_expired(tmp_path: Path) -> None:
    async with shelf(tmp_path) as world:
        await choose(world, "market")
        await ask(world, ASKS_MARKET)
        answer = latest(world)
        await choose(world, "harbour")
        shutil.rmtree(tmp_path / "stories" / "market")
        await world.client.stories.look_again()
        pressed = await world.alice.click(answer, label=ENGLISH.buttons.IN_CONTEXT)
        assert text_of(pressed.response) == ENGLISH.buttons.EXPIRED


async def test_a_follow_up_leans_on_nothing_of_another_story(tmp_path: Path) -> None:
    async with shelf(tmp_path) as world:
        await ask(world, "how much will the repairs of the wall cost?")
        before = latest(world)
        assert "four million" in text_of(before).replace("*", "")
        await choose(world, "market")
        told = await ask(world, "and why?", reply_to=before)
        assert "Repairs" not in told
        assert "repairs" not in told
        await choose(world, "harbour")
        seen = world.client.answers.conversations
        assert seen.answered_by(before.id, "harbour") is not None
        assert seen.answered_by(before.id, "market") is None


async def test_a_limit_belongs_to_its_story(tmp_path: Path) -> None:
    async with shelf(tmp_path, with_book=True) as world:
        mod, here = moderator(world), world.channel
        offered = await mod.autocomplete(here, "setup", "read_up_to", "", story="quist")
        assert "ch4.txt" in [each["value"] for each in offered]
        shown = (await mod.slash(here, "setup", story="quist", channel=here, read_up_to="ch4.txt")).response
        assert "up to “Chapter 4: The storm”" in text_of(shown)
        assert world.client.settings_for(world.guild.id).limits == (ChannelLimit(here.id, LIMIT, "quist"),)
        assert await world.client.answers.ready_at(Place(world.guild.id, here.id), 60)
        assert spoilt(await ask(world, TAKEN), TAKEN) == []

        shown = (await mod.slash(here, "setup", story="harbour", channel=here)).response
        assert "Chapter 4" not in text_of(shown)
        assert TELLS_HARBOUR in await ask(world, ASKS_HARBOUR)
        await mod.slash(here, "setup", story="quist", channel=here)
        assert spoilt(await ask(world, TAKEN), TAKEN) == [], "its limit was kept"
        elsewhere = world.guild.create_text_channel("spoilers")
        await choose(world, "quist", elsewhere)
        assert "Ottoline" in await ask(world, TAKEN, elsewhere)


async def test_a_limit_of_the_only_story_holds_for_the_default_of_several(tmp_path: Path) -> None:
    async with shelf(tmp_path, with_book=True, default_story="quist") as world:
        settings = replace(world.client.settings_for(world.guild.id), limits=(ChannelLimit(world.channel.id, LIMIT),))
        await world.client.store.save(world.guild.id, settings)
        assert await world.client.answers.ready_at(Place(world.guild.id, world.channel.id), 60)
        assert spoilt(await ask(world, TAKEN), TAKEN) == []
        await moderator(world).slash(world.channel, "setup", read_up_to="ch2.txt")
        assert world.client.settings_for(world.guild.id).limits == (
            ChannelLimit(world.channel.id, ReadUpTo("ch2.txt"), "quist"),
        )


async def test_where_the_chosen_story_is_gone_nothing_is_told_and_moderators_are_told_so(tmp_path: Path) -> None:
    async with shelf(tmp_path) as world:
        fair = world.guild.create_text_channel("fair")
        await choose(world, "market", fair)
        await choose(world, "gone with the wind")
        doors: tuple[tuple[str, dict[str, Any]], ...] = (
            ("ask", {"question": ASKS_HARBOUR}),
            ("quote", {}),
            ("who", {"person": "Berg"}),
            ("articles", {}),
            ("about", {}),
        )
        assert await ask(world, ASKS_HARBOUR) == ENGLISH.stories.GONE
        for command, options in doors:
            said = await world.alice.slash(world.channel, command, **options)
            assert (text_of(said.response), said.ephemeral) == (ENGLISH.stories.GONE, True)
        assert await world.alice.autocomplete(world.channel, "who", "person", "") == []
        assert TELLS_MARKET in await ask(world, ASKS_MARKET, fair)

        mod = moderator(world)
        shown = text_of((await mod.slash(world.channel, "setup")).response)
        assert ENGLISH.stories.chosen_gone("gone with the wind") in shown
        said = await mod.slash(world.channel, "setup", read_up_to="one.txt")
        assert text_of(said.response) == ENGLISH.stories.GONE
        await mod.slash(world.channel, "setup", story="harbour")
        assert TELLS_HARBOUR in await ask(world, ASKS_HARBOUR)


async def test_a_broken_story_is_said_to_be_where_it_is_told_and_nowhere_else(tmp_path: Path) -> None:
    async with shelf(tmp_path) as world:
        (tmp_path / "stories" / "market" / "one.txt").write_bytes(b"\xff")
        fair = world.guild.create_text_channel("fair")
        await choose(world, "market", fair)
        assert await ask(world, ASKS_MARKET, fair) == ENGLISH.errors.STORY_UNREADABLE
        assert TELLS_HARBOUR in await ask(world, ASKS_HARBOUR)
        assert ENGLISH.setup.TITLE in text_of((await moderator(world).slash(fair, "setup")).response)


@pytest.mark.parametrize("typed", ["dracula", "", " ", "*@everyone*" + "x" * 150])
async def test_what_is_no_story_changes_nothing(tmp_path: Path, typed: str) -> None:
    async with shelf(tmp_path) as world:
        mod = moderator(world)
        said = await forged_command(mod, world.channel, "setup", option("story", typed))
        assert "I don't have a story called" in text_of(said.response) or typed == ""
        assert world.client.settings_for(world.guild.id).story == ""


def option(name: str, value: str) -> dict[str, Any]:
    return {"name": name, "type": 3, "value": value}


async def test_who_manages_a_channel_chooses_for_it_and_nobody_else_for_anything(tmp_path: Path) -> None:
    async with shelf(tmp_path) as world:
        keeper = moderator(world, manage_channels=True)

        async def for_this_channel(person: Any) -> Any:
            identifier = str(world.channel.id)
            resolved = {"channels": {identifier: {"id": identifier, "name": "general", "type": 0, "permissions": "0"}}}
            options = [option("story", "market"), {"name": "channel", "type": 7, "value": identifier}]
            data = {"id": "1", "name": "setup", "type": 1, "options": options, "resolved": resolved}
            return await person._dispatch_interaction(COMMAND, world.channel, data)

        refused = await forged_command(keeper, world.channel, "setup", option("story", "market"))
        assert text_of(refused.response) == ENGLISH.errors.needs(["manage_guild"])
        refused = await for_this_channel(world.alice)
        assert text_of(refused.response) == ENGLISH.errors.needs(["manage_guild"])
        said = await for_this_channel(keeper)
        assert f"<#{world.channel.id}>: “{TITLE}”" in text_of(said.response)
        assert ENGLISH.setup.ROLES_HEADING not in text_of(said.response)
        settings = world.client.settings_for(world.guild.id)
        assert (settings.story, settings.channel_stories) == ("", ((world.channel.id, "market"),))


async def test_with_one_story_nothing_speaks_of_several(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        mod = moderator(world)
        shown = text_of((await mod.slash(world.channel, "setup")).response)
        assert ENGLISH.stories.STORY_HEADING not in shown
        assert await mod.autocomplete(world.channel, "setup", "story", "") == []
        said = await mod.slash(world.channel, "setup", story="x")
        assert text_of(said.response) == ENGLISH.stories.ONLY_ONE
        assert ENGLISH.stories.STORY_HEADING not in text_of((await world.alice.slash(world.channel, "about")).response)


async def test_no_more_channels_with_a_story_of_their_own_than_anybody_reads(tmp_path: Path) -> None:
    async with shelf(tmp_path) as world:
        mod = moderator(world)
        channels = [world.guild.create_text_channel(f"c{number}") for number in range(MOST_LIMITS + 1)]
        for channel in channels[1:]:
            await choose(world, "market", channel)
        said = await mod.slash(channels[0], "setup", story="market", channel=channels[0])
        assert text_of(said.response) == ENGLISH.stories.NO_MORE
        assert len(text_of((await mod.slash(world.channel, "setup")).response)) < 6_000


async def test_what_is_counted_is_counted_by_story(tmp_path: Path) -> None:
    async with shelf(tmp_path) as world:
        fair = world.guild.create_text_channel("fair")
        await choose(world, "market", fair)
        mod = moderator(world)
        for _ in range(2):
            await ask(world, ASKS_HARBOUR)
        await ask(world, ASKS_MARKET, fair)
        for channel, title, count, headline in (
            (world.channel, "harbour", 2, "The storm"),
            (fair, TITLE, 1, "The fair"),
        ):
            shown = text_of((await mod.slash(channel, "stats")).response)
            assert ENGLISH.stories.counted_of(title) in shown
            assert f"{headline}: {count} answered" in shown
            assert ENGLISH.stats.ARTICLE_GONE not in shown


async def test_reload_reads_the_story_of_the_channel_or_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with shelf(tmp_path) as world:
        olga = administrator(world)
        owned_by(world, olga.id, monkeypatch)
        article = tmp_path / "stories" / "market" / "two.txt"
        article.write_text("Another day\nThe market was closed.\n", encoding="utf-8")
        shown = text_of((await olga.slash(world.channel, "reload")).response)
        assert f"harbour: {ENGLISH.reload.DONE_TITLE}" in shown
        assert "Articles: 1\n" in shown
        assert [each["value"] for each in await olga.autocomplete(world.channel, "reload", "story", "fair")] == [
            "market"
        ]
        shown = text_of((await olga.slash(world.channel, "reload", story="market")).response)
        assert f"{TITLE}: {ENGLISH.reload.DONE_TITLE}" in shown
        said = await olga.slash(world.channel, "reload", story="nothing")
        assert text_of(said.response) == ENGLISH.stories.no_such("nothing")


def test_both_languages_say_the_same() -> None:
    assert GERMAN.stories.among(3, "Emma") == "Ich kenne 3 Geschichten. Hier erzähle ich „Emma“."
    assert ENGLISH.stories.among(3, "Emma") == "I know 3 stories. Here I tell “Emma”."
