"""Who reads what in which language: a person's own in private, the server's where everybody reads."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import discord
import pytest
from simcord import interactions

from bot.asking.cooldowns import Cooldowns, Rate
from bot.connection.command_sync import payloads_of
from bot.terminal import words_of_terminal
from bot.words.english import ENGLISH
from bot.words.german import GERMAN
from bot.words.languages import words_for
from tests.moderators import moderator
from tests.pressing import labels
from tests.simulated import Simulated, simulated, text_of

QUESTION = "Who is Lindqvist?"
QUOTED = "said Maria Lindqvist, the harbour master."


@contextmanager
def locales(person: str, server: str) -> Iterator[None]:
    """Let every interaction come from a person with one locale, on a server with another."""
    plain = interactions.base_payload

    def payload(*arguments: Any, **named: Any) -> Any:
        record, found = plain(*arguments, **named)
        return record, found | {"locale": person} | ({"guild_locale": server} if "guild_locale" in found else {})

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(interactions, "base_payload", payload)
        yield


async def setup_of(world: Simulated, mod: Any) -> Any:
    return (await mod.slash(world.channel, "setup")).response


async def test_a_german_reader_gets_german_and_an_english_one_english_of_the_same_answer(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        with locales("de", "en-US"):
            german = (await world.alice.slash(world.channel, "ask", question=QUESTION, hide=True)).response
            declined = (await world.alice.slash(world.channel, "ask", question="so?", hide=True)).response
        with locales("en-GB", "de"):
            english = (await world.alice.slash(world.channel, "ask", question=QUESTION, hide=True)).response

        assert GERMAN.buttons.IN_CONTEXT in labels(german)
        assert "**Coast Gazette**, Abs. 3" in text_of(german)
        assert GERMAN.answers.declined(None) in text_of(declined)
        assert GERMAN.answers.RELATED in text_of(declined)
        assert ENGLISH.buttons.IN_CONTEXT in labels(english)
        assert "**Coast Gazette**, ¶ 3" in text_of(english)
        # The article's own words are the same to the letter.
        assert QUOTED in text_of(german).replace("**", "")
        assert [line for line in text_of(german).split("\n") if line.startswith("> ")] == [
            line for line in text_of(english).split("\n") if line.startswith("> ")
        ]


async def test_what_everybody_reads_is_in_the_servers_language_and_what_one_presses_in_their_own(
    tmp_path: Path,
) -> None:
    async with simulated(tmp_path) as world:
        with locales("de", "en-US"):
            public = (await world.alice.slash(world.channel, "ask", question=QUESTION)).response
            context = (await world.alice.click(public, label=ENGLISH.buttons.IN_CONTEXT)).response
            rated = await world.alice.click(public, label=ENGLISH.buttons.NOT_HELPFUL)

        assert "▸ Abs. 3" in text_of(context)
        assert GERMAN.buttons.in_context(2) in labels(rated.followups[0])
        assert labels(public)[-1] == ENGLISH.buttons.RATED_NOT_HELPFUL


async def test_what_is_shared_is_in_the_servers_language(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        with locales("en-US", "de"):
            hidden = (await world.alice.slash(world.channel, "ask", question=QUESTION, hide=True)).response
            shared = await world.alice.click(hidden, label=ENGLISH.buttons.SHARE)

        assert GERMAN.answers.shared_by("alice") in text_of(shared.followups[0])
        assert GERMAN.buttons.SOURCE in labels(shared.followups[0])
        assert ENGLISH.buttons.SHARED in labels(hidden)


async def test_a_mention_is_answered_in_the_servers_language(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        german = world.env.create_guild("Bücherei", preferred_locale="de")
        channel = german.create_text_channel("fragen")
        berta = german.add_member(world.env.create_user("berta"))
        await berta.send(channel, f"{world.me} {QUESTION}")
        await world.alice.send(world.channel, f"{world.me} {QUESTION}")

        assert GERMAN.buttons.IN_CONTEXT in labels(world.only(channel))
        assert ENGLISH.buttons.IN_CONTEXT in labels(world.only())


async def test_setup_and_its_refusal_speak_german(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        mod = moderator(world)
        with locales("de", "en-US"):
            shown = await setup_of(world, mod)
            changed = await mod.click(shown, label=GERMAN.setup.private_label(False))
            stats = await mod.slash(world.channel, "stats")

        assert GERMAN.setup.TITLE in text_of(shown)
        assert GERMAN.setup.rate(10, by_host=True) in text_of(shown)
        assert GERMAN.setup.PRIVATE in text_of(changed.response)
        assert GERMAN.setup.CHECK_LABEL in str(changed.response.components)
        assert GERMAN.stats.NOTHING in text_of(stats.response)


async def test_help_about_and_articles_speak_german(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        with locales("de", "en-US"):
            about = await world.alice.slash(world.channel, "about")
            listed = await world.alice.slash(world.channel, "articles")
            gone = await world.alice.slash(world.channel, "articles", article="no such article")

        assert GERMAN.about.SUMMARY in text_of(about.response)
        assert GERMAN.about.ARTICLES_TITLE in text_of(listed.response)
        assert text_of(gone.response) == GERMAN.answers.no_such_article()


async def test_an_error_is_told_in_the_askers_language(tmp_path: Path) -> None:
    async with simulated(tmp_path, ZeroDivisionError("secret")) as world:
        with locales("de", "en-US"):
            result = await world.alice.slash(world.channel, "ask", question=QUESTION)

        assert text_of(result.response).startswith(GERMAN.errors.unexpected("")[:30])


async def test_a_refusal_is_told_in_the_askers_language(tmp_path: Path) -> None:
    async with simulated(tmp_path, cooldowns=Cooldowns(Rate(1, 60), None)) as world:
        with locales("de", "en-US"):
            await world.alice.slash(world.channel, "ask", question=QUESTION)
            refused = await world.alice.slash(world.channel, "ask", question=QUESTION)

        assert text_of(refused.response).startswith(GERMAN.refusals.wait("<t:").split("<t:")[0])


async def test_what_is_told_in_a_direct_message_names_the_channel(tmp_path: Path) -> None:
    async with simulated(tmp_path, cooldowns=Cooldowns(None, Rate(1, 60))) as world:
        for _ in range(2):
            await world.alice.send(world.channel, f"{world.me} {QUESTION}")

        told = text_of(world.only(world.alice.user.dm_channel)).replace("\\", "")
        assert told.startswith("#general has been very busy. You can ask there again <t:")


async def test_every_command_and_option_is_described_in_every_language(tmp_path: Path) -> None:
    others = {str(locale) for locale in discord.Locale if words_for(locale) is not ENGLISH}
    async with simulated(tmp_path) as world:
        described = 0
        for payload in await payloads_of(world.client.tree):
            if payload.get("type", 1) != discord.AppCommandType.chat_input.value:
                assert payload["name_localizations"].keys() == others
                continue
            for node in (payload, *payload["options"]):
                assert node["description_localizations"].keys() == others, node["name"]
                assert all(1 <= len(text) <= 100 for text in node["description_localizations"].values())
                assert not node.get("name_localizations"), "names stay as they are"
                described += 1
        assert described > 12


async def test_discord_is_sent_the_translations(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        sent = [each.json for each in world.env.http_requests if each.method == "PUT" and "commands" in each.path]
        (commands,) = sent
        (ask,) = [each for each in commands if each["name"] == "ask"]
        assert ask["description"] == ENGLISH.commands.ASK
        assert ask["description_localizations"]["de"] == GERMAN.commands.ASK


@pytest.mark.parametrize(
    ("environment", "code"),
    [
        ({"LANG": "de_DE.UTF-8"}, "de"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "de_AT.UTF-8"}, "de"),
        ({"LANG": ""}, "en"),
        ({}, "en"),
    ],
)
def test_the_terminal_speaks_the_language_of_the_environment(environment: dict[str, str], code: str) -> None:
    assert words_of_terminal(environment).code == code
