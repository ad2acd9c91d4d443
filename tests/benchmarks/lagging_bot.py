"""The bot as its host runs it, and beside it a watch on its event loop: its longest lag is printed at the end."""

import asyncio
import sys
import time
from collections.abc import Coroutine
from typing import Any

TICK = 0.01


async def watched(main: Coroutine[Any, Any, int]) -> int:
    """Run the bot; print how much later than asked the loop came back, at worst and for one tick in a hundred."""
    lags: list[float] = []

    async def watch() -> None:
        while True:
            before = time.perf_counter()
            await asyncio.sleep(TICK)
            lags.append(time.perf_counter() - before - TICK)

    watching = asyncio.create_task(watch())
    try:
        return await main
    finally:
        watching.cancel()
        lags.sort()
        print(f"LAG {1000 * lags[len(lags) * 99 // 100]:.1f} {1000 * lags[-1]:.1f}", flush=True)


if __name__ == "__main__":
    from bot import __main__ as entry
    from bot import application

    serve = application._serve
    application._serve = lambda *arguments: watched(serve(*arguments))
    sys.argv[0] = "bot"
    sys.exit(entry.main())
