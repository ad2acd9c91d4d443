"""Print what the bot survives, as a table: `python -m tests.survival [part of a fault's name]`."""

import asyncio
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.survival.questions import Fate
from tests.survival.scenarios import HEADING, SCENARIOS, play, stage_for
from tests.survival.stage import staged


async def main(wanted: str) -> int:
    """Play the scenarios whose name holds `wanted`; return 1 where a question was lost or answered twice."""
    failed = False
    print(HEADING, flush=True)
    with TemporaryDirectory() as folder:
        async with staged(Path(folder)) as shared:
            for scenario in (each for each in SCENARIOS if wanted in each.name):
                started = time.monotonic()
                async with stage_for(scenario, shared) as stage:
                    outcome = await play(scenario, stage)
                print(outcome.row, flush=True)
                print(f"{scenario.name}: {time.monotonic() - started:.1f} s", file=sys.stderr)
                wrong = bool(outcome.fates[Fate.LOST] or outcome.twice)
                if wrong:
                    print(f"{outcome.twice} answered twice\n" + "\n".join(stage.bot.lines[-30:]), file=sys.stderr)
                failed = failed or wrong
    return int(failed)


if __name__ == "__main__":
    sys.exit(asyncio.run(main(" ".join(sys.argv[1:]))))
