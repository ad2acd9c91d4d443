"""Faults on order: the next requests that match are refused, delayed or dropped."""

import json
import re
from dataclasses import dataclass, field
from enum import Enum

from tests.loopback.errors import DiscordError, Payload
from tests.loopback.recording import RecordedRequest


class Drop(Enum):
    """When the connection is cut: before Discord saw the request, or after it did but before it answered."""

    BEFORE = "before"
    AFTER = "after"


@dataclass
class Fault:
    """One rule. With no ``status`` and no ``drop`` a delayed request is then answered as usual."""

    method: str = ".*"
    path: str = ".*"
    times: int = 1
    status: int | None = None
    body: Payload | str = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0
    drop: Drop | None = None
    used: int = 0

    def matches(self, request: RecordedRequest) -> bool:
        return bool(
            self.used < self.times and re.fullmatch(self.method, request.method) and re.search(self.path, request.path)
        )

    def body_bytes(self) -> bytes:
        return (self.body if isinstance(self.body, str) else json.dumps(self.body)).encode()

    def content_type(self) -> str:
        return "text/html" if isinstance(self.body, str) else "application/json"


class FaultQueue:
    """The rules waiting for their requests, in the order they were added; the first that matches is used."""

    def __init__(self) -> None:
        self.rules: list[Fault] = []

    def take(self, request: RecordedRequest) -> Fault | None:
        """Use up one turn of the first rule that matches."""
        for rule in self.rules:
            if rule.matches(request):
                rule.used += 1
                return rule
        return None

    def add(self, fault: Fault) -> Fault:
        """Queue a rule; the rule returned counts its uses in ``used``."""
        self.rules.append(fault)
        return fault

    def clear(self) -> None:
        """Forget every rule: Discord is well again."""
        self.rules.clear()

    def fail(
        self, method: str = ".*", path: str = ".*", *, status: int = 500, times: int = 1, html: bool = False
    ) -> Fault:
        """Answer 5xx a number of times, as JSON or as the HTML page of Discord's proxy."""
        page = f"<html><head><title>{status}</title></head></html>"
        body: Payload | str = page if html else {"message": f"{status}: Server Error", "code": 0}
        return self.add(Fault(method, path, times=times, status=status, body=body))

    def refuse(self, error: DiscordError, method: str = ".*", path: str = ".*", *, times: int = 1) -> Fault:
        """Answer with one of the refusals of ``tests.loopback.errors``."""
        return self.add(Fault(method, path, times=times, status=error.status, body=error.payload()))

    def rate_limit(
        self,
        method: str = ".*",
        path: str = ".*",
        *,
        retry_after: float = 0.05,
        everywhere: bool = False,
        scope: str = "user",
        times: int = 1,
    ) -> Fault:
        """Answer 429; ``everywhere`` makes it the global limit. The Via header tells it from a Cloudflare ban."""
        headers = {
            "Via": "1.1 google",
            "Retry-After": str(max(1, round(retry_after))),
            "X-RateLimit-Scope": "global" if everywhere else scope,
        }
        if everywhere:
            headers["X-RateLimit-Global"] = "true"
        else:
            headers |= {
                "X-RateLimit-Limit": "5",
                "X-RateLimit-Remaining": "0",
                "X-RateLimit-Reset-After": str(retry_after),
                "X-RateLimit-Bucket": "loopback",
            }
        body = {"message": "You are being rate limited.", "retry_after": retry_after, "global": everywhere}
        return self.add(Fault(method, path, times=times, status=429, body=body, headers=headers))

    def cloudflare_ban(self, method: str = ".*", path: str = ".*", *, times: int = 1) -> Fault:
        """Answer 429 the way Cloudflare does after too many bad requests: HTML, no Via header."""
        page = "<html><head><title>Access denied</title></head><body>error code: 1015</body></html>"
        return self.add(Fault(method, path, times=times, status=429, body=page, headers={"Retry-After": "60"}))

    def delay(self, seconds: float, method: str = ".*", path: str = ".*", *, times: int = 1) -> Fault:
        """Answer late."""
        return self.add(Fault(method, path, times=times, delay=seconds))

    def drop(self, method: str = ".*", path: str = ".*", *, when: Drop = Drop.BEFORE, times: int = 1) -> Fault:
        """Cut the connection instead of answering."""
        return self.add(Fault(method, path, times=times, drop=when))
