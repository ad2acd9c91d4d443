"""/reload: the owner of the application has the story read again, and is told what changed or what is wrong."""

from __future__ import annotations

from discord import app_commands

from bot.cards.blocks import Accent, Block, Card, Note, Text
from bot.cards.notices import notice
from bot.connection.client import Interaction
from bot.features.feature import Feature, in_servers_only
from bot.features.guards import refuse_unless_host
from bot.features.lookups import MOST_TYPED, stories_like, story_named
from bot.hosting.reload import Reloaded
from bot.responding.interaction import InteractionResponder
from bot.words.catalogue import Words
from bot.words.descriptions import Described

SHOWN = 8
"""How many problems are shown; the log has all."""


@app_commands.command(name="reload", description=Described(lambda words: words.RELOAD))
@app_commands.describe(story=Described(lambda words: words.RELOAD_STORY))
@in_servers_only
@app_commands.default_permissions()  # Discord lists it for administrators only; whose bot it is, is checked here
async def reload(interaction: Interaction, story: app_commands.Range[str, 1, MOST_TYPED] | None = None) -> None:
    """Read a story again, that which is told here or another one, and tell the owner alone what came of it."""
    client = interaction.client
    responder = InteractionResponder(interaction, "running /reload", client.hints)
    words = responder.words
    async with responder.working():
        if await refuse_unless_host(interaction, responder):
            return
        chosen = client.answers.story_at(responder.place) if story is None else story_named(client, story)
        if chosen is None:
            await responder.decline(notice(words.stories.no_such(story or ""), words))
            return
        await responder.send(reload_card(await client.reloader.reload(chosen), words))


@reload.autocomplete("story")
async def _stories(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=name, value=value) for name, value in stories_like(interaction.client, typed)]


def reload_card(outcome: Reloaded, words: Words) -> Card:
    """Return the card that says what changed, or what is wrong, each problem with file and line."""
    say, before, after = words.reload, outcome.before, outcome.after
    blocks: list[Block] = []
    if after is not None:
        counts = (
            say.articles(before.articles, after.articles),
            say.passages(before.passages, after.passages),
            say.questions(before.questions, after.questions),
            say.quotations(before.quotations, after.quotations),
        )
        blocks.append(Text("\n".join(counts)))
    if outcome.failed is not None:
        blocks.append(Text(say.UNEXPECTED))
    if outcome.problems:
        lines = [f"• {problem}" for problem in outcome.problems[:SHOWN]]
        if len(outcome.problems) > SHOWN:
            lines.append(say.more(len(outcome.problems) - SHOWN))
        heading = say.TO_FIX_HEADING if after is None else say.LEFT_OUT_HEADING
        blocks += [Text(lines[0], heading=heading), *(Text(line) for line in lines[1:])]
    if after is not None:
        blocks.append(Note(say.took(outcome.seconds)))
    return Card(
        tuple(blocks),
        words,
        title=_titled(say.FAILED_TITLE if after is None else say.DONE_TITLE, outcome.title),
        accent=Accent.PLAIN if after is not None and not outcome.problems else Accent.PROBLEM,
    )


def _titled(title: str, story: str | None) -> str:
    return title if story is None else f"{story}: {title}"


FEATURE = Feature(commands=(reload,))
