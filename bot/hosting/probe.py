"""`python -m bot health`: asks the running bot on this machine how it is. For containers and supervisors.

They ask every few seconds, so this reads one variable and imports neither the story nor Discord.
"""

from __future__ import annotations

import http.client
import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dotenv import dotenv_values

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
        raise ValueError(f'HEALTH_PORT is "{text[:20]}": write a whole number from 0 to 65,535.')
    return int(text or 0)


def ask(port: int) -> tuple[bool, str]:
    """Ask a bot for its health; return whether it is well, and one sentence."""
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=PATIENCE)
    try:
        connection.request("GET", "/health")
        return _understand(json.loads(connection.getresponse().read(MOST_BYTES)))
    except ConnectionRefusedError:
        return False, f"Nothing answers on port {port}: the bot is not running, or has just begun to."
    except OSError as error:
        return False, f"The bot does not answer on port {port} ({error.strerror or 'it takes too long'})."
    except (http.client.HTTPException, ValueError, KeyError, TypeError):
        return False, f"What answers on port {port} is not Verbatim: write another HEALTH_PORT."
    finally:
        connection.close()


def _understand(answer: Any) -> tuple[bool, str]:
    """Read the body of an answer; any error means that something else wrote it."""
    if answer["program"] != PROGRAM:
        raise ValueError("another program")
    if answer["healthy"] is True:
        return True, f"Healthy: {answer['servers']} servers, {answer['articles']} articles."
    return False, f"Not healthy: {'; '.join(map(str, answer['reasons']))}."


def main(_options: object = None) -> int:
    """Print how the bot is and return 0 where it is well, else 1."""
    try:
        port = port_of(os.environ)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    if not port:
        print("HEALTH_PORT is not set, so nobody can be asked: set it in .env, such as HEALTH_PORT=8099.")
        return 1
    healthy, sentence = ask(port)
    print(sentence)
    return 0 if healthy else 1
