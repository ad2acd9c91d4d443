"""Slash commands are sent to Discord when they changed, not at every start.

What was sent last is kept as a fingerprint in the data folder. Registering commands is rate-limited, and a global
change makes every open Discord client fetch the list again.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import discord
from discord import app_commands

from bot.words.descriptions import CommandTranslator

FILE = "commands.json"
GLOBAL = "global"

_log = logging.getLogger(__name__)


def fingerprint(payloads: Sequence[dict[str, Any]], application_id: int, scope: str) -> str:
    """Return a hash that changes exactly when the commands, the application or the scope do."""
    ordered = sorted(payloads, key=lambda payload: (payload.get("type", 1), payload["name"]))
    text = json.dumps([application_id, scope, ordered], sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass
class Record:
    """What Discord was told last: the fingerprint of each scope, `global` or a server's id."""

    path: Path
    sent: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, folder: Path) -> Record:
        """Read the record; a missing or spoilt one is an empty one, and the commands are sent again."""
        path = folder / FILE
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            found = {}
        sent = found.get("sent") if isinstance(found, dict) else None
        return cls(path, {str(k): str(v) for k, v in sent.items()} if isinstance(sent, dict) else {})

    def write(self) -> None:
        """Keep the record; where the folder cannot be written, say so: nothing else depends on it."""
        temporary = self.path.with_suffix(".tmp")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_text(json.dumps({"sent": self.sent}, indent=1) + "\n", encoding="utf-8")
            temporary.replace(self.path)
        except OSError as error:
            _log.warning(
                "Could not write %s (%s): the commands will be sent to Discord again at the next start.",
                self.path,
                error.strerror,
            )


async def payloads_of(tree: app_commands.CommandTree[discord.Client]) -> list[dict[str, Any]]:
    """Return every command of a tree as Discord is sent it, in every language."""
    translator = CommandTranslator()
    return [await command.get_translated_payload(tree, translator) for command in tree.get_commands(type=None)]


async def is_synced(
    tree: app_commands.CommandTree[discord.Client], application_id: int, folder: Path, guild: int | None
) -> bool:
    """Tell whether Discord was sent these very commands for this scope."""
    scope = GLOBAL if guild is None else str(guild)
    return Record.read(folder).sent.get(scope) == fingerprint(await payloads_of(tree), application_id, scope)


async def sync(
    tree: app_commands.CommandTree[discord.Client], application_id: int, folder: Path, guild: int | None = None
) -> bool:
    """Send the commands to Discord if they changed: to one server while developing, else to all.

    Return whether they were sent. A server that had its own copy while developing is cleared of it once the
    commands go to all, so that nobody sees each of them twice. Raises discord.HTTPException where Discord refuses;
    the record then still says what Discord had before, and the next start tries again.
    """
    scope = GLOBAL if guild is None else str(guild)
    record = Record.read(folder)
    wanted = fingerprint(await payloads_of(tree), application_id, scope)
    changed = record.sent.get(scope) != wanted
    if changed:
        await tree.set_translator(CommandTranslator())
        if guild is None:
            await tree.sync()
        else:
            target = discord.Object(guild)
            tree.copy_global_to(guild=target)
            await tree.sync(guild=target)
        record.sent[scope] = wanted
        record.write()
    if guild is None:
        await _clear_development_copies(tree, record)
    return changed


async def _clear_development_copies(tree: app_commands.CommandTree[discord.Client], record: Record) -> None:
    for scope in [scope for scope in record.sent if scope != GLOBAL]:
        target = discord.Object(int(scope))
        tree.clear_commands(guild=target, type=None)
        try:
            await tree.sync(guild=target)
        except discord.Forbidden:
            _log.info("Server %s no longer has the bot; its copy of the commands went with it.", scope)
        del record.sent[scope]
        record.write()
