"""/setup as a moderator uses it, in SimCord's Discord: every choice, its effect, and who is refused."""

from pathlib import Path
from typing import Any

import discord
import pytest

from bot.asking.cooldowns import Cooldowns, Rate
from bot.errors import BadChoiceError, explain
from bot.features import setup_message
from bot.store.server_settings import DEFAULTS, GuildSettings
from bot.words.english import ENGLISH
from tests.moderators import (
    BUTTON,
    CHANNEL_SELECT,
    ROLE_SELECT,
    STRING_SELECT,
    forged_command,
    forged_press,
    moderator,
)
from tests.simulated import Simulated, client_for, simulated, text_of

QUESTION = "Who is Lindqvist?"
ANSWER = "We heard it go like a gun"


def chosen(world: Simulated) -> GuildSettings:
    return world.client.settings_for(world.guild.id)


def labels(response: Any) -> list[str]:
    return [each["label"] for row in response.components for each in row["components"] if "label" in each]


async def test_setup_shows_how_everything_stands_to_the_moderator_alone(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        result = await moderator(world).slash(world.channel, "setup")

        shown = text_of(result.response)
        assert result.ephemeral
        for sentence in (
            ENGLISH.setup.NOWHERE,
            ENGLISH.setup.EVERYONE,
            ENGLISH.setup.PUBLIC,
        ):
            assert sentence in shown
        assert ENGLISH.setup.rate(10, by_host=True) in shown
        assert labels(result.response) == [
            ENGLISH.setup.threads_label(False), ENGLISH.setup.private_label(False), ENGLISH.setup.gaps_label(True),
            ENGLISH.setup.digest_label(False), ENGLISH.setup.CHECK_LABEL,
        ]  # fmt: skip
        assert chosen(world) == DEFAULTS


async def test_a_chosen_channel_needs_no_mention_and_others_still_do(tmp_path: Path) -> None:
    async with simulated(tmp_path, message_content=True) as world:
        mod, elsewhere = moderator(world), world.guild.create_text_channel("elsewhere")
        forum = world.guild.create_forum_channel("questions")
        shown = (await mod.slash(world.channel, "setup")).response
        changed = await mod.select(shown, [world.channel, forum], custom_id=setup_message.PLACES)
        for channel in (world.channel, elsewhere):
            await world.alice.send(channel, QUESTION)

        links = f"<#{world.channel.id}>: every question\n<#{forum.id}>: every new post"
        assert links in text_of(changed.response), "channels are links"
        assert changed.response.id == shown.id, "the same message shows the new state"
        assert chosen(world).ask_channels == {world.channel.id}
        assert chosen(world).forum_channels == {forum.id}
        assert ANSWER in text_of(world.only())
        assert world.shown(elsewhere) == []

        await mod.select(changed.response, [], custom_id=setup_message.PLACES)
        await world.alice.send(world.channel, QUESTION)
        assert chosen(world) == DEFAULTS
        assert len(world.shown()) == 1


async def test_private_by_default_hides_ask_unless_the_asker_says_otherwise(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        mod = moderator(world)
        shown = (await mod.slash(world.channel, "setup")).response
        changed = await mod.click(shown, label=ENGLISH.setup.private_label(False))

        assert ENGLISH.setup.PRIVATE in text_of(changed.response)
        assert (await world.alice.slash(world.channel, "ask", question=QUESTION)).ephemeral
        assert not (await world.alice.slash(world.channel, "ask", question=QUESTION, hide=False)).ephemeral
        await mod.click(changed.response, label=ENGLISH.setup.private_label(True))
        assert not (await world.alice.slash(world.channel, "ask", question=QUESTION)).ephemeral


async def test_threads_are_switched_on_and_off_and_a_press_delivered_twice_counts_once(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        mod = moderator(world)
        shown = (await mod.slash(world.channel, "setup")).response
        for _ in range(2):
            changed = await forged_press(mod, shown, BUTTON, setup_message.THREADS_ON)
            assert chosen(world).answers_in_threads
        await mod.click(changed.response or shown, label=ENGLISH.setup.threads_label(True))
        assert not chosen(world).answers_in_threads


async def test_only_the_chosen_roles_may_ask_on_every_surface(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        mod, readers = moderator(world), world.guild.create_role("Readers")
        reader = world.guild.add_member(world.env.create_user("reader"), roles=[readers])
        shown = (await mod.slash(world.channel, "setup")).response
        changed = await mod.select(shown, [readers], custom_id=setup_message.ROLES)
        assert "Readers" in text_of(changed.response)

        for _ in range(2):
            await world.alice.send(world.channel, f"{world.me} {QUESTION}")
            refused = await world.alice.slash(world.channel, "ask", question=QUESTION)
            assert refused.ephemeral
            assert text_of(refused.response) == ENGLISH.refusals.role_may_not_ask(world.guild.name)
        assert world.story.asked == []
        assert world.shown() == []
        assert text_of(world.only(world.alice.user.dm_channel)) == ENGLISH.refusals.role_may_not_ask(
            world.guild.name
        ), "told once"

        await reader.send(world.channel, f"{world.me} {QUESTION}")
        await mod.send(world.channel, f"{world.me} {QUESTION}")
        await world.alice.send_dm(QUESTION)
        assert len(world.story.asked) == 3


async def test_a_server_says_how_many_questions_a_person_may_ask_a_minute(tmp_path: Path) -> None:
    async with simulated(tmp_path, cooldowns=Cooldowns(Rate(3), None)) as world:
        mod = moderator(world)
        shown = (await mod.slash(world.channel, "setup")).response
        changed = await mod.select(shown, ["1"], custom_id=setup_message.RATE)
        assert ENGLISH.setup.rate(1, by_host=False) in text_of(changed.response)

        results = [await world.alice.slash(world.channel, "ask", question=QUESTION) for _ in range(2)]
        assert ["<t:" in text_of(each.response) for each in results] == [False, True]
        for _ in range(3):
            await world.alice.send_dm(QUESTION)
        assert len(world.story.asked) == 4, "what is asked elsewhere is counted apart"

        await mod.select(changed.response, [setup_message.HOSTS_RATE], custom_id=setup_message.RATE)
        assert chosen(world) == DEFAULTS


async def test_after_a_restart_everything_is_kept_and_the_old_message_still_works(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        mod = moderator(world)
        shown = (await mod.slash(world.channel, "setup")).response
        await mod.click(shown, label=ENGLISH.setup.private_label(False))
        await world.client.store.close()
        client = client_for(tmp_path, world.story)
        await world.env.restart_bot(client)
        world.client = client

        assert chosen(world).private_by_default
        changed = await forged_press(mod, shown, BUTTON, setup_message.THREADS_ON)
        assert changed.acknowledged
        assert chosen(world) == GuildSettings(private_by_default=True, answers_in_threads=True)


async def test_removed_from_a_server_the_bot_forgets_it(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        mod = moderator(world)
        await mod.click((await mod.slash(world.channel, "setup")).response, custom_id=setup_message.PRIVATE_ON)
        guild = world.client.get_guild(world.guild.id)
        assert guild is not None
        world.client.dispatch("guild_unavailable", guild)
        await world.env.settle()
        assert chosen(world).private_by_default

        await guild.leave()
        await world.env.settle()
        assert chosen(world) == DEFAULTS


@pytest.mark.parametrize("name", ["setup", "stats"])
async def test_others_do_not_see_the_command_and_are_refused_when_they_send_it(tmp_path: Path, name: str) -> None:
    async with simulated(tmp_path) as world:
        assert name in moderator(world).available_commands(world.channel)
        assert name not in world.alice.available_commands(world.channel)
        result = await forged_command(world.alice, world.channel, name)

        assert result.ephemeral
        assert text_of(result.response) == ENGLISH.errors.needs(["manage_guild"])


@pytest.mark.parametrize("name", ["setup", "stats"])
async def test_a_payload_that_claims_more_than_the_persons_roles_give_is_refused(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(discord.Interaction, "permissions", discord.Permissions.all())
    async with simulated(tmp_path) as world:
        result = await forged_command(world.alice, world.channel, name)

        assert text_of(result.response) == ENGLISH.errors.needs(["manage_guild"])


async def test_others_may_press_nothing_of_a_moderators_message(tmp_path: Path) -> None:
    async with simulated(tmp_path, message_content=True) as world:
        shown = (await moderator(world).slash(world.channel, "setup")).response
        for kind, custom_id, values in (
            (BUTTON, setup_message.PRIVATE_ON, None),
            (CHANNEL_SELECT, setup_message.PLACES, [str(world.channel.id)]),
            (ROLE_SELECT, setup_message.ROLES, [str(world.guild.default_role.id)]),
            (STRING_SELECT, setup_message.RATE, ["60"]),
        ):
            result = await forged_press(world.alice, shown, kind, custom_id, values)
            assert result.ephemeral
            assert text_of(result.response) == ENGLISH.errors.needs(["manage_guild"])
        assert chosen(world) == DEFAULTS


async def test_what_no_menu_offers_is_refused_or_left_out(tmp_path: Path) -> None:
    async with simulated(tmp_path, message_content=True) as world:
        mod = moderator(world)
        shown = (await mod.slash(world.channel, "setup")).response
        voice = world.guild.create_voice_channel("voice")
        for kind, custom_id, values in (
            (STRING_SELECT, setup_message.RATE, ["100000"]),
            (STRING_SELECT, setup_message.RATE, ["one"]),
            (CHANNEL_SELECT, setup_message.PLACES, [str(world.channel.id)] * 26),
        ):
            result = await forged_press(mod, shown, kind, custom_id, values)
            assert text_of(result.response) == explain(BadChoiceError(), ENGLISH)
        for custom_id, kind in ((setup_message.PLACES, CHANNEL_SELECT), (setup_message.ROLES, ROLE_SELECT)):
            await forged_press(mod, shown, kind, custom_id, ["1", "²", "x", "9" * 30, str(voice.id)])
        await forged_press(mod, shown, ROLE_SELECT, setup_message.ROLES, [str(world.guild.default_role.id)])

        assert chosen(world) == DEFAULTS


async def test_with_the_portals_switch_off_setup_says_what_to_do(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        world.client.message_content_allowed = _no  # type: ignore[method-assign]
        mod = moderator(world)
        shown = (await mod.slash(world.channel, "setup")).response
        assert ENGLISH.setup.NO_CONTENT not in text_of(shown), "nothing is chosen that needs it"
        changed = await mod.select(shown, [world.channel], custom_id=setup_message.PLACES)

        assert ENGLISH.setup.NO_CONTENT in text_of(changed.response)
        assert ENGLISH.setup.NO_CONTENT in text_of((await mod.slash(world.channel, "setup")).response)
        assert not world.client.content_wanted.is_set()

        world.client.message_content_allowed = _yes  # type: ignore[method-assign]
        again = await mod.click(changed.response, label=ENGLISH.setup.CHECK_LABEL)
        assert ENGLISH.setup.CONTENT_COMING in text_of(again.response)
        assert world.client.content_wanted.is_set()


async def _no() -> bool:
    return False


async def _yes() -> bool:
    return True


async def test_where_nothing_can_be_saved_the_moderator_is_told_and_the_choice_holds(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file in place of the folder")
    async with simulated(tmp_path) as world:
        mod = moderator(world)
        shown = (await mod.slash(world.channel, "setup")).response
        assert ENGLISH.setup.NOT_SAVED in text_of(shown)
        changed = await mod.click(shown, label=ENGLISH.setup.private_label(False))

        assert ENGLISH.setup.NOT_SAVED in text_of(changed.response)
        assert (await world.alice.slash(world.channel, "ask", question=QUESTION)).ephemeral

        (tmp_path / "data").unlink()
        mended = await mod.click(changed.response, label=ENGLISH.setup.threads_label(False))
        assert ENGLISH.setup.NOT_SAVED not in text_of(mended.response)


async def test_without_embed_links_setup_is_plain_text(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        overwrites = {world.guild.default_role: discord.PermissionOverwrite(embed_links=False)}
        strict = world.guild.create_text_channel("strict", overwrites=overwrites)
        mod = moderator(world)
        await world.client.store.save(world.guild.id, GuildSettings(ask_channels=frozenset({strict.id})))
        shown = (await mod.slash(strict, "setup")).response
        assert shown.embeds == []
        assert f"<#{strict.id}>: every question" in shown.content
        changed = await mod.select(shown, [], custom_id=setup_message.PLACES)
        shown = changed.response
        assert ENGLISH.setup.NOWHERE in shown.content
        changed = await mod.click(shown, label=ENGLISH.setup.private_label(False))
        assert ENGLISH.setup.PRIVATE in changed.response.content


async def test_channels_and_roles_that_are_gone_are_left_out(tmp_path: Path) -> None:
    async with simulated(tmp_path, message_content=True) as world:
        mod = moderator(world)
        await world.client.store.save(
            world.guild.id, GuildSettings(ask_channels=frozenset({5, world.channel.id}), asker_roles=frozenset({6}))
        )
        shown = (await mod.slash(world.channel, "setup")).response

        places, roles = (row["components"][0] for row in shown.components[:2])
        assert [str(each["id"]) for each in places["default_values"]] == [str(world.channel.id)]
        assert not roles.get("default_values")
