"""What the doctor looks at once the packages are there, in its order."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import discord

from bot.connection.endpoints import point_at
from bot.doctor.configuration import read_settings
from bot.doctor.machine import check_cache, check_data_folder, check_port
from bot.doctor.portal import check_gateway, check_invite, check_shape, check_switches, log_in
from bot.doctor.results import Mark, Section
from bot.doctor.servers import check_ask_channels, check_commands, look_at_servers
from bot.doctor.story import check_stories, check_story
from bot.words.host import checks as say


async def examine(
    environment: Mapping[str, str], env_file: Path, command_line: Mapping[str, str]
) -> AsyncIterator[Section]:
    """Look at the settings, the story and the machine, and then, with a token, at Discord."""
    settings, verdicts = read_settings(environment, env_file, command_line)
    yield Section(say.SETTINGS_TITLE, tuple(verdicts))
    found = settings.stories
    for story in found.stories:
        _, verdicts = check_story(story.folder)
        yield Section(say.story_title(story.name), tuple(verdicts))
    if settings.stories_dir is not None:
        yield Section(say.STORIES_TITLE, tuple(check_stories(found, settings.default_folder.name)))
    here = [*check_data_folder(settings.data_dir), *check_cache(), *check_port(settings.health_port)]
    yield Section(say.MACHINE_TITLE, tuple(here))
    shape = check_shape(settings.token.reveal())
    if shape[0].mark is Mark.WRONG:
        yield Section(say.DISCORD_TITLE, tuple(shape))
        return
    point_at(settings)
    client = discord.Client(intents=discord.Intents.none(), max_ratelimit_timeout=30.0)
    try:
        login = await log_in(client, settings)
        if login.mark is Mark.WRONG or client.application is None:
            yield Section(say.DISCORD_TITLE, (*shape, login))
            return
        switches = check_switches(client.application, settings)
        gateway = await check_gateway(client, settings)
        invitation = check_invite(client.application.id)
        yield Section(say.DISCORD_TITLE, (*shape, login, *switches, *gateway, *invitation))
        servers, verdicts = await look_at_servers(client, settings)
        verdicts.extend(await check_ask_channels(client, servers, settings))
        yield Section(say.SERVERS_TITLE, tuple(verdicts))
        yield Section(say.COMMANDS_TITLE, tuple(await check_commands(client, settings)))
    finally:
        await client.close()
