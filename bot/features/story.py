"""/story add: the owner of the application adds a file or a web page to a story, after a look, and may take it back."""

from __future__ import annotations

from dataclasses import replace

import discord
from discord import app_commands

from bot.asking.story_reading import beside
from bot.cards.additions import ADD, CANCEL, UNDO, added_card, addition_card, not_added_card
from bot.cards.blocks import Card
from bot.cards.notices import notice
from bot.connection.client import Handler, Interaction
from bot.features.feature import Feature
from bot.features.guards import refuse_unless_host, tell_privately
from bot.features.lookups import MOST_TYPED, stories_like, story_named
from bot.features.reload import reload_card
from bot.hosting.additions import Waiting
from bot.responding.interaction import InteractionResponder, UpdatingResponder
from bot.settings import Origin
from bot.words.catalogue import Words
from bot.words.descriptions import Described
from retrieval import MOST_BYTES, Addition, ImportingError, take_back

MOST_ADDRESS = 2_000
"""Characters of a web address."""
_DOING = "running /story add"

story = app_commands.Group(
    name="story",
    description=Described(lambda words: words.STORY),
    # Discord lists it for administrators only; whose bot it is, is checked here.
    default_permissions=discord.Permissions.none(),
    allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
    allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=False),
)


@story.command(name="add", description=Described(lambda words: words.STORY_ADD))
@app_commands.describe(
    file=Described(lambda words: words.STORY_ADD_FILE),
    link=Described(lambda words: words.STORY_ADD_LINK),
    story=Described(lambda words: words.STORY_ADD_STORY),
)
async def add(
    interaction: Interaction,
    file: discord.Attachment | None = None,
    link: app_commands.Range[str, 1, MOST_ADDRESS] | None = None,
    story: app_commands.Range[str, 1, MOST_TYPED] | None = None,
) -> None:
    """Read what is to be added, and show the owner alone what would be taken of it."""
    client = interaction.client
    responder = InteractionResponder(interaction, _DOING, client.hints)
    words = responder.words
    async with responder.working():
        if await refuse_unless_host(interaction, responder):
            return
        name = client.answers.story_at(responder.place) if story is None else story_named(client, story)
        if name is None:
            await responder.decline(notice(words.stories.no_such(story or ""), words))
        elif not client.stories.several and client.settings.origins.get("ARTICLES_DIR", None) is Origin.DEFAULT:
            await responder.decline(notice(words.additions.SAMPLE, words))
        else:
            found = await _read(interaction, file, link, words)
            if isinstance(found, Card):
                await responder.decline(found)
                return
            shown = await responder.send(addition_card(found, client.stories.title(name), words))
            if shown is not None:
                client.additions.show(shown, Waiting(name, found))


@add.autocomplete("story")
async def _stories(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=name, value=value) for name, value in stories_like(interaction.client, typed)]


async def _read(
    interaction: Interaction, file: discord.Attachment | None, link: str | None, words: Words
) -> Addition | Card:
    """Read an attachment or a web page; return what to say where that is not possible."""
    additions, say = interaction.client.additions, words.additions
    if (file is None) == (link is None):
        return notice(say.ONE_OF_THEM, words)
    try:
        if file is None:
            assert link is not None
            if not link.casefold().startswith(("https://", "http://")):
                return notice(say.NO_ADDRESS, words)
            return await additions.read(link)
        if file.size > MOST_BYTES or len(data := await file.read()) > MOST_BYTES:
            return notice(say.too_large(MOST_BYTES // 1_000_000), words)
        return await additions.read_file(file.filename, data)
    except ImportingError as error:
        return not_added_card(str(error), words)
    except TimeoutError:
        return notice(say.TOO_SLOW, words)


async def _added(interaction: Interaction, waiting: Waiting, responder: UpdatingResponder) -> Card:
    """Write an addition and read the story again; what keeps the story from being read is taken back at once."""
    client, words = interaction.client, responder.words
    folder = client.stories.folder(waiting.story)
    added = await beside(lambda: waiting.addition.add(folder))
    outcome = await client.reloader.reload(waiting.story)
    card = reload_card(outcome, words)
    if outcome.after is None:
        await beside(lambda: take_back(folder, added))
        return card
    if interaction.message is not None:
        client.additions.show(interaction.message.id, replace(waiting, added=added))
    return added_card(card, len(added), words)


async def _undone(interaction: Interaction, waiting: Waiting, responder: UpdatingResponder) -> Card:
    """Take an addition back and read the story again."""
    client = interaction.client
    folder = client.stories.folder(waiting.story)
    await beside(lambda: take_back(folder, waiting.added))
    return reload_card(await client.reloader.reload(waiting.story), responder.words)


async def _cancelled(_interaction: Interaction, _waiting: Waiting, responder: UpdatingResponder) -> Card:
    return notice(responder.words.additions.CANCELLED, responder.words)


def _handler(custom_id: str) -> Handler:
    """Return what answers a press, by the owner alone, and once."""
    work = {ADD: _added, CANCEL: _cancelled, UNDO: _undone}[custom_id]

    async def pressed(interaction: Interaction) -> None:
        client = interaction.client
        responder = UpdatingResponder(interaction, _DOING, client.hints)
        words = responder.words
        try:
            async with responder.working():
                if await refuse_unless_host(interaction, responder):
                    return
                waiting = client.additions.take(interaction.message.id) if interaction.message else None
                if waiting is None or bool(waiting.added) is not (custom_id == UNDO):
                    await responder.decline(notice(words.buttons.EXPIRED, words))
                    return
                try:
                    card = await work(interaction, waiting, responder)
                except ImportingError as error:
                    card = not_added_card(str(error), words)
                await responder.send(card)
        except Exception as error:
            await tell_privately(interaction, error, _DOING)

    return pressed


FEATURE = Feature(commands=(story,), components={custom_id: _handler(custom_id) for custom_id in (ADD, CANCEL, UNDO)})
