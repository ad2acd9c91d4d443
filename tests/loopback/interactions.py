"""An interaction from its dispatch to its last follow-up, and the handle a test holds on it."""

# ruff: noqa: ASYNC109  (a test says how long it waits, in one argument)

import secrets
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TypeVar

from tests.loopback.errors import Payload
from tests.loopback.messages import StoredMessage
from tests.loopback.world import Channel, User

PATIENCE = 30.0
"""Seconds that a test waits for what has to come: a busy machine is no failure."""

Found = TypeVar("Found")
Waiter = Callable[[Callable[[], Found | None], float, str], Awaitable[Found]]


class InteractionType(IntEnum):
    """What kind of thing a person did."""

    COMMAND = 2
    COMPONENT = 3
    AUTOCOMPLETE = 4
    MODAL = 5


class CallbackType(IntEnum):
    """How a bot may acknowledge."""

    MESSAGE = 4
    DEFERRED_MESSAGE = 5
    DEFERRED_UPDATE = 6
    UPDATE = 7
    CHOICES = 8
    MODAL = 9


@dataclass
class Interaction:
    """One interaction; the bot's answers are filled in as they come."""

    id: int
    type: InteractionType
    channel: Channel
    user: User
    wait: "Waiter[StoredMessage]"
    wait_payload: "Waiter[Payload]"
    token: str = field(default_factory=lambda: "loopback" + secrets.token_urlsafe(48))
    dispatched: float = field(default_factory=time.monotonic)
    payload: Payload = field(default_factory=dict)
    metadata: Payload = field(default_factory=dict)
    user_install_only: bool = False
    source: StoredMessage | None = None
    callback: CallbackType | None = None
    acknowledged_after: float | None = None
    callback_body: Payload = field(default_factory=dict)
    original: StoredMessage | None = None
    originals_edits: int = 0
    followups: list[StoredMessage] = field(default_factory=list)
    expired: bool = False
    refused: bool = False

    @property
    def acknowledged(self) -> bool:
        return self.callback is not None

    async def response(self, timeout: float = PATIENCE) -> StoredMessage:
        """Wait until the person sees the answer, and give that message.

        It is the message sent at once, the deferred one once it no longer says "is thinking…", or for a
        component the message it sits on, once updated. After a bare DEFERRED_UPDATE a follow-up counts too.

        Raises:
            TimeoutError: nothing was shown in time.
        """
        return await self.wait(self._shown, timeout, f"no response to {self.describe()}")

    async def followup(self, timeout: float = PATIENCE, *, at: int = 0) -> StoredMessage:
        """Wait for a follow-up message, the first or the one at an index."""

        def found() -> StoredMessage | None:
            return self.followups[at] if len(self.followups) > at else None

        return await self.wait(found, timeout, f"no follow-up {at} to {self.describe()}")

    async def choices(self, timeout: float = 3.0) -> list[Payload]:
        """Wait for autocomplete choices: ``[{"name": …, "value": …}]``."""

        def found() -> Payload | None:
            return self.callback_body if self.callback is CallbackType.CHOICES else None

        body = await self.wait_payload(found, timeout, f"no choices for {self.describe()}")
        return list(body["data"]["choices"])

    async def modal(self, timeout: float = PATIENCE) -> Payload:
        """Wait for a modal, and give its data: custom_id, title, components."""

        def found() -> Payload | None:
            return self.callback_body if self.callback is CallbackType.MODAL else None

        body = await self.wait_payload(found, timeout, f"no modal for {self.describe()}")
        return dict(body["data"])

    def describe(self) -> str:
        """Name the interaction in an error message, with how far the bot got."""
        data = self.payload.get("data", {})
        name = data.get("name") or data.get("custom_id")
        state = "never acknowledged" if self.callback is None else f"acknowledged as {self.callback.name}"
        return f"{self.type.name} {name!r} ({state})"

    def _shown(self) -> StoredMessage | None:
        if self.callback is CallbackType.DEFERRED_UPDATE:
            if self.originals_edits:
                return self.original
            return self.followups[0] if self.followups else None
        if self.callback in (CallbackType.MESSAGE, CallbackType.DEFERRED_MESSAGE, CallbackType.UPDATE):
            original = self.original
            return original if original is not None and not (original.loading or original.deleted) else None
        return None
