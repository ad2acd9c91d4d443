"""Every request that reached the loopback Discord, for a test to look at."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.loopback.messages import Attachment


@dataclass
class RecordedRequest:
    """One HTTP request: ``path`` is without the ``/api/v10`` prefix; ``body`` is parsed JSON (or payload_json)."""

    method: str
    path: str
    query: Mapping[str, str]
    body: Any
    headers: Mapping[str, str]
    time: float
    files: list[Attachment] = field(default_factory=list)
    status: int | None = None
    answer: Any = None
