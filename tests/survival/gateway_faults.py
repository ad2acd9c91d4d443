"""What goes wrong between the bot and the gateway."""

import asyncio
from collections.abc import Awaitable, Callable

from tests.survival.stage import Stage

Act = Callable[[Stage], Awaitable[None]]


def closed_with(code: int) -> Act:
    """Close the gateway while questions are on their way, and ask again at once."""

    async def act(stage: Stage) -> None:
        await stage.ask(3)
        await stage.discord.gateway.close(code)
        await stage.ask(3)

    return act


async def cut(stage: Stage) -> None:
    """Break the connection without a word: the bot sees 1006."""
    await stage.ask(3)
    stage.discord.gateway.cut()
    await stage.ask(3)


async def asked_to_reconnect(stage: Stage) -> None:
    """Send op 7."""
    await stage.ask(3)
    await stage.discord.gateway.request_reconnect()
    await stage.ask(3)


async def resumable(stage: Stage) -> None:
    """Send op 9, true: the session may be resumed."""
    await stage.ask(3)
    await stage.discord.gateway.invalidate(resumable=True)
    await stage.ask(3)


async def invalidated(stage: Stage) -> None:
    """Send op 9, false: the session is gone, and with it what is asked until there is another."""
    await stage.ask(3)
    await stage.settled(5)
    await stage.discord.gateway.invalidate(resumable=False)
    await stage.ask(3)
    await stage.connected()
    await stage.ask(3)


async def silent(stage: Stage) -> None:
    """Leave heartbeats without their acknowledgement, and deliver nothing: a connection that only looks alive."""
    sessions = stage.discord.gateway.connected()
    stage.discord.gateway.acknowledge_heartbeats = False
    held = [(session, session.connection) for session in sessions]
    for session, _ in held:
        session.connection = None  # what is sent now is kept for a resumed connection, and goes nowhere
    await stage.ask(6)
    await stage.discord.wait_until(lambda: stage.discord.gateway.resumes, 20, "the silence was not noticed")
    stage.discord.gateway.acknowledge_heartbeats = True


async def refused_for_a_while(stage: Stage) -> None:
    """Close the gateway, and refuse whoever comes back for a while."""
    stage.discord.gateway.refusing = True
    await stage.discord.gateway.close(4000)
    await stage.ask(6)
    await asyncio.sleep(2)
    stage.discord.gateway.refusing = False


async def network_gone(stage: Stage) -> None:
    """Ask, and take the network away before the answers are out; ask on while it is gone."""
    stage.discord.faults.delay(1.0, "POST", times=6)
    await stage.ask(6)
    await asyncio.sleep(0.3)
    await stage.discord.network_down()
    await stage.ask(3, ("mention", "direct"))
    await asyncio.sleep(4)
    stage.discord.faults.clear()
    await stage.discord.network_up()


async def delivered_twice(stage: Stage) -> None:
    """Deliver each event a second time."""
    await stage.ask(6)
    for session in stage.discord.gateway.connected():
        questions = [each for each in session.events if each["t"] in ("MESSAGE_CREATE", "INTERACTION_CREATE")]
        for event in questions[-6:]:
            await session.dispatch(event["t"], event["d"])
