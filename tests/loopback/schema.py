"""Checks what a bot sends against Discord's own OpenAPI description."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

from tests.loopback.errors import Payload

SCHEMA_PATH = Path(__file__).resolve().parents[2].parent / "shared/discord/openapi.json"


@dataclass(frozen=True)
class SchemaViolation:
    """A body Discord's description does not allow; ``reason`` names the place and the rule."""

    method: str
    path: str
    reason: str


@dataclass(frozen=True)
class _Operation:
    method: str
    pattern: re.Pattern[str]
    literals: int
    content: Payload
    responses: Payload


class DiscordSchema:
    """The description, with a validator compiled once for each operation."""

    def __init__(self, description: Payload) -> None:
        # discord.py sends ids in bodies as integers (a message_reference, for one), and Discord accepts
        # both forms; so does this check, for snowflakes only.
        snowflake = description["components"]["schemas"]["SnowflakeType"]
        snowflake["type"] = ["string", "integer"]
        self._components = description["components"]
        self._operations = sorted(
            _operations(description["paths"]), key=lambda operation: operation.literals, reverse=True
        )
        self._validators: dict[str, Any] = {}

    def check_request(self, method: str, path: str, body: Any, *, multipart: bool = False) -> str | None:
        """Say what is wrong with a request body, or nothing. ``path`` is without the ``/api/v10`` prefix."""
        found = self._find(method, path)
        if found is None:
            return "no such operation in Discord's description"
        if not found.content:
            return "this operation takes no body" if body else None
        kind = "multipart/form-data" if multipart and "multipart/form-data" in found.content else "application/json"
        if kind not in found.content:
            return f"this operation takes {', '.join(found.content)}, not {kind}"
        return self._explain(f"{method} {found.pattern.pattern} {kind}", found.content[kind]["schema"], body)

    def check_response(self, method: str, path: str, status: int, body: Any) -> str | None:
        """Say what is wrong with an answer of the loopback's own, or nothing; for its own tests."""
        found = self._find(method, path)
        if found is None:
            return "no such operation in Discord's description"
        described = found.responses.get(str(status))
        if described is None:
            return f"this operation does not answer {status}"
        schema = described.get("content", {}).get("application/json", {}).get("schema")
        if schema is None:
            return "this answer has no body" if body else None
        return self._explain(f"{method} {found.pattern.pattern} answers {status}", schema, body)

    def _find(self, method: str, path: str) -> _Operation | None:
        for operation in self._operations:
            if operation.method == method and operation.pattern.fullmatch(path):
                return operation
        return None

    def check_component(self, name: str, value: Any) -> str | None:
        """Say what is wrong with a value that should be the named schema, as ``MessageResponse``, or nothing."""
        return self._explain(f"component {name}", {"$ref": f"#/components/schemas/{name}"}, value)

    def _explain(self, key: str, schema: Payload, value: Any) -> str | None:
        if key not in self._validators:
            self._validators[key] = Draft202012Validator({**schema, "components": self._components})
        error = best_match(self._validators[key].iter_errors(value))
        return None if error is None else f"{error.json_path}: {error.message[:500]}"


def _operations(paths: Payload) -> Iterator[_Operation]:
    for template, item in paths.items():
        parts = re.split(r"\{[^}]+\}", template)
        pattern = re.compile("[^/]+".join(re.escape(part) for part in parts))
        literals = sum(len(part) for part in parts)
        for method, operation in item.items():
            if method != "parameters":
                content = operation.get("requestBody", {}).get("content", {})
                yield _Operation(method.upper(), pattern, literals, content, operation["responses"])


@cache
def load_schema(path: Path = SCHEMA_PATH) -> DiscordSchema | None:
    """Read Discord's description, once for a whole test run; nothing when the file is not there."""
    if not path.is_file():
        return None
    return DiscordSchema(json.loads(path.read_text(encoding="utf-8")))
