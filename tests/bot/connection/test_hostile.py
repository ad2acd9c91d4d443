"""A modified client, a broken gateway: the real process refuses politely, and answers the next question."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.forged import DATA, FRAMES, OPTIONS, WORDS, forge
from tests.loopback import Channel, User
from tests.survival.questions import Fate
from tests.survival.stage import Stage, staged

EVERYTHING = str((1 << 53) - 1)
FEW = settings(
    max_examples=60, deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@dataclass
class Target:
    """The running bot, with a channel and a reader for whom a modified client speaks."""

    runner: asyncio.Runner
    stage: Stage
    channel: Channel
    mallory: User

    def forge(self, kind: int, data: dict[str, Any]) -> None:
        self.runner.run(forge(self.stage.discord, self.channel, self.mallory, kind, data))

    def still_answers(self) -> None:
        """Check that the bot is well: one process, one session, and questions of every kind answered."""
        self.runner.run(self._still_answers())

    async def _still_answers(self) -> None:
        self.stage.asked = []
        await self.stage.ask(3)
        await self.stage.settled(10)
        assert [each.fate for each in self.stage.asked] == [Fate.ANSWERED] * 3, self.stage.bot.output[-3000:]
        assert self.stage.bot.running
        assert self.stage.world.token not in self.stage.bot.output


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    with asyncio.Runner() as runner, _running(runner, tmp_path_factory.mktemp("hostile")) as stage:
        guild = next(iter(stage.world.guilds.values()))
        mallory = stage.world.add_user("mallory")
        stage.world.add_member(guild, mallory)
        yield Target(runner, stage, stage.world.add_channel(guild, "general"), mallory)


@contextmanager
def _running(runner: asyncio.Runner, folder: Path) -> Iterator[Stage]:
    context = staged(folder)
    yield runner.run(context.__aenter__())
    runner.run(context.__aexit__(None, None, None))


def test_a_custom_id_that_nobody_made_is_refused_politely(target: Target) -> None:
    @FEW
    @given(
        st.text(min_size=1, max_size=100) | WORDS | st.from_regex(r"v[0-9]?[:.|/][a-z0-9:.|/-]{0,60}", fullmatch=True)
    )
    def press(custom_id: str) -> None:
        target.forge(3, {"custom_id": custom_id, "component_type": 2})

    press()
    target.still_answers()
    forged = target.runner.run(
        forge(target.stage.discord, target.channel, target.mallory, 3, {"custom_id": "nobody", "component_type": 2})
    )
    told = target.runner.run(forged.response(6))
    assert told.ephemeral


@pytest.mark.parametrize("kind", [2, 3, 4, 5, 77], ids=["command", "component", "autocomplete", "modal", "unknown"])
def test_the_data_of_a_modified_client_ends_nothing(target: Target, kind: int) -> None:
    @FEW
    @given(DATA)
    def send(data: dict[str, Any]) -> None:
        target.forge(kind, data)

    send()
    target.still_answers()


@pytest.mark.parametrize("kind", [2, 4], ids=["command", "autocomplete"])
def test_options_that_no_command_has_end_nothing(target: Target, kind: int) -> None:
    @FEW
    @given(WORDS, OPTIONS)
    def send(name: str, options: list[dict[str, Any]]) -> None:
        target.forge(kind, {"id": "1", "name": name, "type": 1, "options": options})

    send()
    target.still_answers()


def test_frames_that_no_gateway_sends_end_nothing(target: Target) -> None:
    @FEW
    @given(FRAMES)
    def send(frame: dict[str, Any]) -> None:
        target.runner.run(target.stage.discord.gateway.send(frame))

    send()
    target.still_answers()


@pytest.mark.parametrize("name", ["setup", "stats", "reload"])
def test_a_moderators_command_is_refused_whatever_the_payload_claims(target: Target, name: str) -> None:
    def claim_everything(payload: dict[str, Any]) -> None:
        payload["member"]["permissions"] = payload["app_permissions"] = EVERYTHING

    async def refused() -> str:
        discord = target.stage.discord
        data = {"id": "1", "name": name, "type": 1}
        forged = await forge(discord, target.channel, target.mallory, 2, data, claim_everything)
        response = await forged.response(6)
        assert response.ephemeral
        assert response.components == []
        return response.text

    said = target.runner.run(refused())
    assert len(said) < 200, "one sentence, and nothing of what the command shows"
