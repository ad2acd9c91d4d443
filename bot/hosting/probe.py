"""`python -m bot health`: asks the running bot on this machine how it is. For containers and supervisors.

They ask every few seconds, so this reads one variable and imports neither the story nor Discord.
"""

from __future__ import annotations

import http.client
import json
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dotenv import dotenv_values

from bot.words.host import health as say

LOOPBACK = "127.0.0.1"
PROGRAM = "verbatim"
PATIENCE = 4.0
"""Seconds that the bot may take to answer."""

MOST_BYTES = 1_000_000


def port_of(environment: Mapping[str, str], env_file: Path = Path(".env")) -> int:
    """Return HEALTH_PORT, from the environment or else from `.env`; 0 where it is off. Raises ValueError."""
    text = environment.get("HEALTH_PORT", "").strip()
    if not text and env_file.is_file():
        text = (dotenv_values(env_file, interpolate=False).get("HEALTH_PORT") or "").strip()
    if not text.isascii() or not (text or "0").isdigit() or int(text or 0) > 65_535:
        raise ValueError(say.bad_port(text[:20]))
    return int(text or 0)


@dataclass(frozen=True, slots=True)
class HealthReply:
    """What came of asking: one sentence. `healthy` is None where no bot answered."""

    healthy: bool | None
    sentence: str


def ask(port: int) -> HealthReply:
    """Ask the bot on this port for its health."""
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=PATIENCE)
    try:
        connection.request("GET", "/health")
        return _understand(json.loads(connection.getresponse().read(MOST_BYTES)))
    except ConnectionRefusedError:
        return HealthReply(None, say.nothing_answers(port))
    except OSError as error:
        return HealthReply(None, say.no_answer(port, error.strerror or say.TOO_SLOW))
    except (http.client.HTTPException, ValueError, KeyError, TypeError):
        return HealthReply(None, say.not_verbatim(port))
    finally:
        connection.close()


def _understand(answer: Any) -> HealthReply:
    """Read the body of an answer; any error means that something else wrote it."""
    if answer["program"] != PROGRAM:
        raise ValueError("another program")
    if answer["healthy"] is True and answer.get("reading") is not None:
        return HealthReply(True, say.reading(int(answer["reading"])))
    if answer["healthy"] is True:
        return HealthReply(
            True, say.healthy(int(answer["servers"]), int(answer["articles"]), int(answer.get("stories", 1)))
        )
    return HealthReply(False, say.not_healthy(answer["reasons"]))


def main(_options: object = None) -> int:
    """Print how the bot is and return 0 where it is well, else 1."""
    try:
        port = port_of(os.environ)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    if not port:
        print(say.PORT_NOT_SET)
        return 1
    answer = ask(port)
    print(answer.sentence)
    return 0 if answer.healthy else 1
