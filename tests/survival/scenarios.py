"""Every fault by its name, and the table of what became of the questions."""

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.survival import gateway_faults, host_faults, rest_faults
from tests.survival.gateway_faults import Act, closed_with
from tests.survival.questions import Fate
from tests.survival.rest_faults import failing, limited
from tests.survival.stage import HEARTBEAT, Stage, staged

COLUMNS = (Fate.ANSWERED, Fate.TOLD, Fate.UNDELIVERED, Fate.LOST)


@dataclass(frozen=True)
class Scenario:
    """One fault. `alone` gives it a process of its own; `heartbeat` is the interval that Discord asks for."""

    name: str
    act: Act
    alone: bool = False
    heartbeat: float = HEARTBEAT
    within: float = 30.0


@dataclass(frozen=True)
class Outcome:
    """What became of the questions asked in one scenario; `twice` is how many were answered more than once."""

    name: str
    fates: Counter[Fate]
    twice: int

    @property
    def row(self) -> str:
        """The row of the table."""
        counts = [self.fates.total(), *(self.fates[fate] for fate in COLUMNS)]
        return f"| {self.name} | {' | '.join(map(str, counts))} |"


SCENARIOS = (
    Scenario("gateway closed with 4000", closed_with(4000)),
    Scenario("gateway closed with 4009", closed_with(4009)),
    Scenario("connection cut (1006)", gateway_faults.cut),
    Scenario("op 7, reconnect", gateway_faults.asked_to_reconnect),
    Scenario("op 9, true", gateway_faults.resumable),
    Scenario("op 9, false", gateway_faults.invalidated),
    Scenario("gateway refuses for 2 s", gateway_faults.refused_for_a_while),
    Scenario("heartbeats not acknowledged", gateway_faults.silent, alone=True, heartbeat=1.0),
    Scenario("network gone for 4 s", gateway_faults.network_gone),
    Scenario("429 with retry_after", limited(everywhere=False)),
    Scenario("429, global", limited(everywhere=True)),
    Scenario("500, 502, 503 in a row", failing(500, 502, 503)),
    Scenario("acknowledged too late (10062)", rest_faults.acknowledged_too_late),
    Scenario("each event delivered twice", gateway_faults.delivered_twice),
    Scenario("message deleted before its answer (10008)", rest_faults.message_deleted),
    Scenario("channel gone (10003)", rest_faults.channel_gone),
    Scenario("permission taken away (50013)", rest_faults.permission_taken_away),
    Scenario("token revoked while running (4004)", host_faults.token_revoked, alone=True),
    Scenario("disk full", host_faults.disk_full, alone=True),
    Scenario("data folder read-only", host_faults.read_only, alone=True),
    Scenario("SQLite locked by another process", host_faults.store_locked),
    Scenario("SIGTERM with 20 answers in flight", host_faults.told_to_stop, alone=True),
)

HEADING = f"| fault | asked | {' | '.join(fate.value for fate in COLUMNS)} |\n|---|{'--:|' * (len(COLUMNS) + 1)}"


async def play(scenario: Scenario, stage: Stage) -> Outcome:
    """Play a scenario, and count."""
    await stage.begin()
    await scenario.act(stage)
    await stage.settled(scenario.within)
    fates = Counter(question.fate for question in stage.asked)
    return Outcome(scenario.name, fates, sum(question.answers > 1 for question in stage.asked))


@asynccontextmanager
async def stage_for(scenario: Scenario, shared: Stage) -> AsyncIterator[Stage]:
    """Yield the shared stage, or one of the scenario's own."""
    if not scenario.alone:
        yield shared
        return
    with TemporaryDirectory() as folder:
        async with staged(Path(folder), heartbeat=scenario.heartbeat) as stage:
            yield stage
