"""What tests of buttons share: what a message offers to press, and a server's choices set beforehand."""

from typing import Any

from tests.simulated import Simulated

QUESTION = "Who is Lindqvist?"
ANSWER = "We heard it go like a gun"


def rows(message: Any) -> list[list[dict[str, Any]]]:
    """Return the buttons of a message, row by row, as they went over the wire."""
    raw = [each if isinstance(each, dict) else each.to_dict() for each in message.components]
    return [list(row["components"]) for row in raw]


def labels(message: Any) -> list[str]:
    return [button["label"] for row in rows(message) for button in row]


def button(message: Any, label: str) -> dict[str, Any]:
    (found,) = [each for row in rows(message) for each in row if each["label"] == label]
    return found


async def ask(world: Simulated, question: str = QUESTION) -> Any:
    """Ask by mention and give the answer's message."""
    before = len(world.shown())
    await world.alice.send(world.channel, f"{world.me} {question}")
    return world.shown()[before]


def latest(world: Simulated, channel: Any = None) -> Any:
    return world.shown(channel)[-1]
