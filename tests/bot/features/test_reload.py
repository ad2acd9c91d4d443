"""/reload: who may, and what they are told."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import discord
import pytest
import simcord

from bot.connection.command_sync import payloads_of
from bot.features.guards import runs_the_bot
from bot.features.reload import SHOWN, reload_card
from bot.hosting.reload import Reloaded, StorySize
from bot.words.english import ENGLISH
from retrieval import Problem
from tests.bot.hosting.test_reload import add, folder
from tests.simulated import simulated, text_of

__all__ = ["folder"]


def application_of(owner: int, *members: tuple[int, discord.TeamMembershipState], team_owner: int = 0) -> Any:
    team = None
    if members:
        people = [SimpleNamespace(id=person, membership_state=state) for person, state in members]
        team = SimpleNamespace(owner_id=team_owner, members=people)
    return SimpleNamespace(owner=SimpleNamespace(id=owner), team=team)


ACCEPTED, INVITED = discord.TeamMembershipState.accepted, discord.TeamMembershipState.invited


@pytest.mark.parametrize(
    ("application", "person", "expected"),
    [
        (application_of(1), 1, True),
        (application_of(1), 2, False),
        (application_of(9, (1, ACCEPTED), (2, INVITED), team_owner=1), 1, True),
        (application_of(9, (1, ACCEPTED), (3, ACCEPTED), team_owner=1), 3, True),
        (application_of(9, (1, ACCEPTED), (2, INVITED), team_owner=1), 2, False),
        (application_of(9, (1, ACCEPTED), team_owner=1), 9, False),
    ],
)
def test_whose_bot_it_is(application: Any, person: int, expected: bool) -> None:
    assert runs_the_bot(application, person) is expected


def administrator(world: Any) -> Any:
    """Add somebody whom Discord shows every command."""
    role = world.guild.create_role("administrators", permissions=discord.Permissions(administrator=True))
    return world.guild.add_member(world.env.create_user("olga"), roles=[role])


def owned_by(world: Any, person: int, monkeypatch: pytest.MonkeyPatch) -> None:
    async def application_info() -> Any:
        return application_of(person)

    monkeypatch.setattr(world.client, "application_info", application_info)


async def test_the_owner_is_told_what_changed(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with simulated(tmp_path, articles_dir=folder) as world:
        olga = administrator(world)
        owned_by(world, olga.id, monkeypatch)
        add(folder, "second.txt", "A second headline\n\nAnd its text.\n")
        result = await olga.slash(world.channel, "reload")

        shown = text_of(result.response)
        assert result.ephemeral
        assert ENGLISH.reload.DONE_TITLE in shown
        assert "Articles: 1 → 2" in shown
        assert "Passages: 5 → 7" in shown
        assert "Reader questions: 0" in shown
        assert "Quotations: 1" in shown
        assert "Loaded in " in shown
        assert len(world.client.story.articles) == 2


async def test_the_owner_is_told_what_is_wrong(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with simulated(tmp_path, articles_dir=folder) as world:
        olga = administrator(world)
        owned_by(world, olga.id, monkeypatch)
        add(folder, "second.txt", "  ")
        add(folder, "sources.toml", '["harbour.txt"]\npublisher = \n')
        result = await olga.slash(world.channel, "reload")

        shown = text_of(result.response)
        assert ENGLISH.reload.FAILED_TITLE in shown
        assert "second.txt: the file is empty" in shown
        assert "sources.toml, line 2: this is not valid TOML" in shown
        assert world.client.story is world.story


async def test_nobody_else_may_reload(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with simulated(tmp_path, articles_dir=folder) as world:
        olga = administrator(world)
        owned_by(world, world.alice.id, monkeypatch)
        result = await olga.slash(world.channel, "reload")

        assert result.ephemeral
        assert text_of(result.response) == ENGLISH.errors.NOT_FOR_YOU
        assert world.client.story is world.story


async def test_reload_is_listed_for_administrators_of_servers_only(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        (payload,) = [each for each in await payloads_of(world.client.tree) if each["name"] == "reload"]
        assert int(payload["default_member_permissions"]) == 0
        assert payload["contexts"] == [0]
        assert payload["integration_types"] == [0]
        with pytest.raises(simcord.SetupError, match="not visible to this user"):
            await world.alice.slash(world.channel, "reload")


def test_a_long_list_of_problems_is_cut_and_says_so() -> None:
    problems = tuple(Problem("a.txt", number, "it is wrong; mend it.") for number in range(1, 31))
    card = reload_card(Reloaded(StorySize(1, 1, 0, 0), None, problems), ENGLISH)
    shown = [getattr(block, "text", "") for block in card.blocks]
    assert shown[: SHOWN + 1] == [*(f"• {problem}" for problem in problems[:SHOWN]), ENGLISH.reload.more(30 - SHOWN)]


def test_an_error_of_ours_is_not_blamed_on_a_file() -> None:
    card = reload_card(Reloaded(StorySize(1, 1, 0, 0), None, (), ValueError("secret")), ENGLISH)
    assert [getattr(block, "text", "") for block in card.blocks] == [ENGLISH.reload.UNEXPECTED]
