"""/gaps: what people left for the host, looked through one group at a time in a message that only its reader sees.

Who manages a server sees what was left there, puts it aside, deletes it, and tells the host which passage answers. Into
the story's files writes the host alone, who is shown what was left anywhere: the story is told in other servers too.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import discord
from discord import app_commands

from bot.asking.gap_groups import OpenGap, holding, open_gaps, seen
from bot.cards.addresses import AddressBook, address_of
from bot.cards.button_ids import PassageAddress
from bot.cards.cutting import shortened
from bot.cards.gaps import gap_card, no_gaps_card
from bot.connection.client import Handler, Interaction, custom_id_of
from bot.errors import BadChoiceError
from bot.features.feature import Feature
from bot.features.guards import is_host, managers_only, refuse_unless_manager, tell_privately
from bot.responding.interaction import InteractionResponder, show_alone, working_alone
from bot.store.gaps import NOT_TOLD
from bot.words.catalogue import Words
from bot.words.descriptions import Described
from bot.words.languages import words_for
from retrieval import Change, Filled, Finding, WorkshopError, filled, make_change, plan_answer, plan_not_told

PAGE, ANSWER, DISMISS, DELETE = "gaps:page", "gaps:answer", "gaps:dismiss", "gaps:delete"
"""What stands behind "|" in a custom_id is a page, from 0, or what names the group, and its page."""
NONE_OF_THEM = "none"
DESCRIPTION = 100
"""Characters that Discord takes under a choice."""
_DOING = "running /gaps"


@dataclass(frozen=True, slots=True)
class _Viewer:
    """Who looks: the story as far as they may see it, and the server whose questions they see; the host sees all.

    The questions are those about the story that is told where they look.
    """

    interaction: Interaction
    book: AddressBook
    words: Words
    host: bool

    @property
    def guild(self) -> int | None:
        return None if self.host else self.interaction.guild_id

    async def gaps(self) -> tuple[OpenGap, ...]:
        client = self.interaction.client
        known_as = client.stories.known_as(self.book.name)
        kept = [gap for gap in await client.store.gaps(self.guild) if gap.story in known_as]
        return await asyncio.to_thread(open_gaps, self.book.story, kept)


_Action = Callable[[_Viewer, OpenGap], Awaitable[str]]
"""Does something with a group, and returns what is said of it."""


@app_commands.command(name="gaps", description=Described(lambda words: words.GAPS))
@managers_only
async def gaps(interaction: Interaction) -> None:
    """Show what people left for the host, the most asked first."""
    await _serve(interaction, 0)


async def _serve(interaction: Interaction, at: int, number: int | None = None, action: _Action | None = None) -> None:
    """Do something with the group that a question is in, and show the one at a place."""
    words = words_for(interaction.locale)
    async with working_alone(interaction):
        viewer = await _viewer(interaction, words)
        if viewer is None:
            return
        remark = None
        if number is not None and action is not None:
            gap = holding(await viewer.gaps(), number)
            remark = words.gaps.GONE if gap is None else await action(viewer, gap)
            viewer = await _viewer(interaction, words) or viewer  # the story may be another by now
        await _show(viewer, at, remark)


async def _viewer(interaction: Interaction, words: Words) -> _Viewer | None:
    """Return who looks; None where they may not, which they were told."""
    client = interaction.client
    place = InteractionResponder(interaction, _DOING, client.hints).place
    if await is_host(interaction):
        current = await client.stories.opened(client.answers.story_at(place))
        return _Viewer(interaction, current.addresses, words, host=True)
    if await refuse_unless_manager(interaction, _DOING):
        return None
    return _Viewer(interaction, await client.answers.book_at(place), words, host=False)


async def _show(viewer: _Viewer, at: int, remark: str | None) -> None:
    story, words = viewer.book.story, viewer.words
    shown = await asyncio.to_thread(seen, story, await viewer.gaps(), at)
    if shown is None:
        await show_alone(viewer.interaction, no_gaps_card(words, remark, viewer.book.title), None)
        return
    card = gap_card(
        story,
        words,
        wordings=shown.gap.group.wordings,
        count=shown.gap.group.count,
        near=shown.near,
        told=shown.told,
        recommended=shown.gap.recommended,
        host=viewer.host,
        at=shown.at,
        of=shown.of,
        remark=remark,
        title=viewer.book.title,
    )
    await show_alone(viewer.interaction, card, controls(shown.gap.id, shown.near, shown.at, shown.of, words))


def controls(number: int, near: tuple[Finding, ...], at: int, of: int, words: Words) -> discord.ui.View:
    """Return what stands under a group: which passage answers it, and what else may be done with it."""
    say, view = words.gaps, discord.ui.View(timeout=None)
    options = [
        discord.SelectOption(
            label=say.choice(place),
            value=f"{(address := address_of(finding.passage)).key:x}.{address.near}",
            description=shortened(say.passage(finding.passage.source.headline, finding.passage.paragraph), DESCRIPTION),
        )
        for place, finding in enumerate(near, start=1)
    ]
    options.append(
        discord.SelectOption(label=say.NOT_TOLD_LABEL, value=NONE_OF_THEM, description=say.NOT_TOLD_WHY_LABEL)
    )
    this = f"{number}.{at}"
    view.add_item(discord.ui.Select(custom_id=f"{ANSWER}|{this}", placeholder=say.CHOOSE_LABEL, options=options))
    for label, custom_id in ((say.DISMISS_LABEL, f"{DISMISS}|{this}"), (say.DELETE_LABEL, f"{DELETE}|{this}")):
        view.add_item(discord.ui.Button(label=label, custom_id=custom_id))
    for label, page in ((words.buttons.BACK, at - 1), (words.buttons.NEXT, at + 1)):
        if 0 <= page < of:
            view.add_item(discord.ui.Button(label=label, custom_id=f"{PAGE}|{page}"))
    # discord.py keeps every view until it ends; COMPONENTS answers a press of any of them, before a restart and after.
    view.stop()
    return view


async def _dismiss(viewer: _Viewer, gap: OpenGap) -> str:
    await viewer.interaction.client.store.dismiss_gaps(gap.group.ids, "host" if viewer.host else "server")
    return viewer.words.gaps.DISMISSED


async def _delete(viewer: _Viewer, gap: OpenGap) -> str:
    await viewer.interaction.client.store.delete_gaps(gap.group.ids)
    return viewer.words.gaps.DELETED


async def _answer(viewer: _Viewer, gap: OpenGap, chosen: PassageAddress | None) -> str:
    """Write what was chosen into the story's files, or note it for the host; None: the story does not tell."""
    passage = None if chosen is None else viewer.book.passage(chosen)
    words, client = viewer.words, viewer.interaction.client
    if chosen is not None and passage is None:
        return words.answers.passage_gone()
    file, paragraph = ("", NOT_TOLD) if passage is None else (passage.file, passage.paragraph)
    if not viewer.host:
        await client.store.recommend_gaps(gap.group.ids, file, paragraph)
        return words.gaps.NOTED
    try:
        change, outcome = await _write(viewer, gap, file, paragraph)
    except WorkshopError as error:
        return words.gaps.not_written(str(error))
    if paragraph:
        # What is answered from now on need not be kept any longer.
        await client.store.delete_gaps(outcome.done)
    else:
        await client.store.dismiss_gaps(outcome.done, "host")
    if outcome.reason:
        return words.gaps.not_found(change.name, outcome.reason)
    return words.gaps.written(change.name) if paragraph else words.gaps.NOT_TOLD_WRITTEN


async def _write(viewer: _Viewer, gap: OpenGap, file: str, paragraph: int) -> tuple[Change, Filled]:
    """Write a line, have the story read again, and ask the questions of it. Raises WorkshopError."""
    client, group, story, name = viewer.interaction.client, gap.group, viewer.book.story, viewer.book.name
    folder = client.stories.folder(name)
    planned = (
        partial(plan_answer, story, folder, group, file, paragraph)
        if paragraph
        else partial(plan_not_told, folder, group)
    )
    change = await asyncio.to_thread(planned)
    await asyncio.to_thread(make_change, change)
    reloaded = await client.reloader.reload(name)
    if reloaded.after is None:
        raise WorkshopError("; ".join(map(str, reloaded.problems)) or viewer.words.reload.UNEXPECTED)
    told = await client.stories.opened(name)
    return change, await asyncio.to_thread(filled, told.story, group, file, paragraph)


def _numbers(interaction: Interaction, count: int) -> list[int]:
    """Return what stands behind "|" in a custom_id; a modified client may send anything there."""
    parts = custom_id_of(interaction).partition("|")[2].split(".")
    if len(parts) != count or not all(part.isascii() and part.isdecimal() and len(part) < 19 for part in parts):
        raise BadChoiceError
    return list(map(int, parts))


def _chosen(interaction: Interaction) -> PassageAddress | None:
    """Return the passage that was chosen; None for the choice that there is none."""
    data: Mapping[str, object] = interaction.data or {}
    match data.get("values"):
        case [str(value)] if value == NONE_OF_THEM:
            return None
        case [str(value)]:
            key, _, near = value.partition(".")
            try:
                return PassageAddress(int(key[:16], 16), int(near[:8]))
            except ValueError:
                raise BadChoiceError from None
    raise BadChoiceError


def _handler(press: Callable[[Interaction], Awaitable[None]]) -> Handler:
    async def pressed(interaction: Interaction) -> None:
        try:
            await press(interaction)
        except Exception as error:
            await tell_privately(interaction, error, _DOING)

    return pressed


async def _turn(interaction: Interaction) -> None:
    (page,) = _numbers(interaction, 1)
    await _serve(interaction, page)


def _acting(read: Callable[[Interaction], _Action]) -> Handler:
    async def act(interaction: Interaction) -> None:
        number, at = _numbers(interaction, 2)
        await _serve(interaction, at, number, read(interaction))

    return _handler(act)


def _answering(interaction: Interaction) -> _Action:
    return partial(_answer, chosen=_chosen(interaction))


COMPONENTS: dict[str, Any] = {
    PAGE: _handler(_turn),
    ANSWER: _acting(_answering),
    DISMISS: _acting(lambda _interaction: _dismiss),
    DELETE: _acting(lambda _interaction: _delete),
}

FEATURE = Feature(commands=(gaps,), components=COMPONENTS)
