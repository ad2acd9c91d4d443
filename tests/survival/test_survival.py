"""No question is lost and none is answered twice, whatever happens to the bot: see `python -m tests.survival`."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.survival.questions import Fate
from tests.survival.scenarios import SCENARIOS, Scenario, play, stage_for
from tests.survival.stage import Stage, staged


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shared(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    folder: Path = tmp_path_factory.mktemp("survival")
    async with staged(folder) as stage:
        yield stage


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
async def test_nothing_is_lost(scenario: Scenario, shared: Stage) -> None:
    async with stage_for(scenario, shared) as stage:
        outcome = await play(scenario, stage)
        wrong = bool(outcome.fates[Fate.LOST] or outcome.twice)
        assert not wrong, f"{outcome}\n" + "\n".join(stage.bot.lines[-30:])
        assert token_hidden(stage)


def token_hidden(stage: Stage) -> bool:
    return stage.world.token not in stage.bot.output
