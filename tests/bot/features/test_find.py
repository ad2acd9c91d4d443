"""The menu of a message, "Find it in the story", in SimCord's Discord."""

from pathlib import Path

import discord

from bot.asking.cooldowns import Cooldowns, Rate
from bot.words.english import ENGLISH
from tests.pressing import ANSWER, QUESTION, labels
from tests.simulated import simulated, text_of


async def test_any_message_is_looked_up_for_the_presser_alone_without_the_privileged_intent(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        assert not world.client.intents.message_content
        bob = world.guild.add_member(world.env.create_user("bob"))
        message = await bob.send(world.channel, QUESTION)
        result = await world.alice.context_menu(world.channel, ENGLISH.commands.FIND_MENU, message)

        assert result.ephemeral
        assert ANSWER in text_of(result.response)
        assert QUESTION in text_of(result.response), "it says what it looked up"
        assert ENGLISH.buttons.SHARE in labels(result.response)
        assert world.shown() == []


async def test_our_own_name_is_no_part_of_what_is_looked_up(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        message = await world.alice.send(world.channel, f"@everyone and {QUESTION} <:wave:12345678901234567>")
        await world.alice.context_menu(world.channel, ENGLISH.commands.FIND_MENU, message)

        assert [question for question, _ in world.story.asked] == [f"@everyone and {QUESTION}"]


async def test_what_a_webhook_shows_in_an_embed_is_looked_up(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        webhook = world.guild.create_webhook(world.channel)
        message = await webhook.send("", embed=discord.Embed(title="News", description=QUESTION))
        result = await world.alice.context_menu(world.channel, ENGLISH.commands.FIND_MENU, message)

        assert ANSWER in text_of(result.response)


async def test_a_forwarded_message_is_looked_up_by_what_was_forwarded(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        elsewhere = world.guild.create_text_channel("elsewhere")
        forwarded = await world.alice.forward(await world.alice.send(elsewhere, QUESTION), world.channel)
        result = await world.alice.context_menu(world.channel, ENGLISH.commands.FIND_MENU, forwarded)

        assert ANSWER in text_of(result.response)


async def test_a_message_without_words_costs_nothing_and_is_said_to_have_none(tmp_path: Path) -> None:
    async with simulated(tmp_path, cooldowns=Cooldowns(Rate(1, 60), None)) as world:
        empty = await world.alice.send(world.channel, "<:wave:12345678901234567>")
        told = await world.alice.context_menu(world.channel, ENGLISH.commands.FIND_MENU, empty)
        assert told.ephemeral
        assert text_of(told.response) == ENGLISH.answers.NOTHING_TO_FIND

        message = await world.alice.send(world.channel, QUESTION)
        found = await world.alice.context_menu(world.channel, ENGLISH.commands.FIND_MENU, message)
        assert ANSWER in text_of(found.response)
        waits = await world.alice.context_menu(world.channel, ENGLISH.commands.FIND_MENU, message)
        assert "<t:" in text_of(waits.response)
