"""The refusals of Discord's API, with the codes that it documents."""

import json
from dataclasses import dataclass, field
from typing import Any

Payload = dict[str, Any]


@dataclass
class DiscordError(Exception):
    """An answer that refuses: an HTTP status with Discord's own JSON code beside it."""

    status: int
    code: int
    message: str
    errors: Payload = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.status} {self.code}: {self.message}"

    def body(self) -> bytes:
        """Write the JSON that Discord sends with a refusal."""
        return json.dumps(self.payload()).encode()

    def payload(self) -> Payload:
        """Return the refusal as a dictionary; ``errors`` only when a field is to blame."""
        payload: Payload = {"message": self.message, "code": self.code}
        if self.errors:
            payload["errors"] = self.errors
        return payload


def unauthorized() -> DiscordError:
    return DiscordError(401, 0, "401: Unauthorized")


def not_found() -> DiscordError:
    return DiscordError(404, 0, "404: Not Found")


def unknown_channel() -> DiscordError:
    return DiscordError(404, 10003, "Unknown Channel")


def unknown_guild() -> DiscordError:
    return DiscordError(404, 10004, "Unknown Guild")


def unknown_member() -> DiscordError:
    return DiscordError(404, 10007, "Unknown Member")


def unknown_message() -> DiscordError:
    return DiscordError(404, 10008, "Unknown Message")


def unknown_user() -> DiscordError:
    return DiscordError(404, 10013, "Unknown User")


def unknown_webhook() -> DiscordError:
    return DiscordError(404, 10015, "Unknown Webhook")


def unknown_interaction() -> DiscordError:
    return DiscordError(404, 10062, "Unknown interaction")


def unknown_command() -> DiscordError:
    return DiscordError(404, 10063, "Unknown application command")


def already_acknowledged() -> DiscordError:
    return DiscordError(400, 40060, "Interaction has already been acknowledged.")


def too_many_followups() -> DiscordError:
    return DiscordError(400, 40094, "This interaction has reached the maximum number of follow-up messages.")


def missing_access() -> DiscordError:
    return DiscordError(403, 50001, "Missing Access")


def not_your_message() -> DiscordError:
    return DiscordError(403, 50005, "Cannot edit a message authored by another user")


def empty_message() -> DiscordError:
    return DiscordError(400, 50006, "Cannot send an empty message")


def cannot_dm() -> DiscordError:
    return DiscordError(403, 50007, "Cannot send messages to this user")


def missing_permissions() -> DiscordError:
    return DiscordError(403, 50013, "Missing Permissions")


def invalid_webhook_token() -> DiscordError:
    return DiscordError(401, 50027, "Invalid Webhook Token")


def thread_archived() -> DiscordError:
    return DiscordError(400, 50083, "Thread is archived")


def cannot_reply_without_history() -> DiscordError:
    return DiscordError(403, 160002, "Cannot reply without permission to read message history")


def thread_already_created() -> DiscordError:
    return DiscordError(400, 160004, "A thread has already been created for this message")


def invalid_form(path: str, code: str, message: str) -> DiscordError:
    """Refuse a body, blaming the field at a dotted ``path`` (Discord nests ``errors`` that way)."""
    leaf: Payload = {"_errors": [{"code": code, "message": message}]}
    for key in reversed(path.split(".")):
        leaf = {key: leaf}
    return DiscordError(400, 50035, "Invalid Form Body", leaf)
