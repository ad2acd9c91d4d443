"""What bots write is passed over before anything is made of it; what people write is not."""

from pathlib import Path
from typing import Any

import pytest

from bot.connection.people_only import hear_people_only
from tests.simulated import client_for

PERSON = {"id": "1", "author": {"id": "2", "username": "alice"}}
BOT = {"id": "1", "author": {"id": "3", "username": "other", "bot": True}}
WEBHOOK = {"id": "1", "webhook_id": "4", "author": {"id": "4", "username": "news"}}
WITHOUT_AUTHOR = {"id": "1"}


@pytest.mark.parametrize("event", ["MESSAGE_CREATE", "MESSAGE_UPDATE", "MESSAGE_DELETE"])
@pytest.mark.parametrize(("data", "person"), [(PERSON, True), (WITHOUT_AUTHOR, True), (BOT, False), (WEBHOOK, False)])
def test_what_bots_and_webhooks_write_is_passed_over_and_what_they_delete_is_not(
    event: str, data: Any, person: bool
) -> None:
    parsed: list[Any] = []
    parsers = dict.fromkeys(("MESSAGE_CREATE", "MESSAGE_UPDATE", "MESSAGE_DELETE"), parsed.append)
    hear_people_only(parsers)
    parsers[event](data)
    assert parsed == ([data] if person or event == "MESSAGE_DELETE" else [])


async def test_the_client_hears_people_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    client = client_for(tmp_path)
    dispatched: list[str] = []
    monkeypatch.setattr(client._connection, "dispatch", lambda event, *_: dispatched.append(event))
    message = {"channel_id": "9", "type": 0, "content": "hello", "mentions": [], "attachments": [], "embeds": []}
    for author in (BOT, PERSON):
        client._connection.parsers["MESSAGE_CREATE"]({**message, **author})
    assert dispatched == ["message"]
