"""What the bot needs of this machine: a folder it may write, some space, a free port."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import tempfile
from pathlib import Path

from bot.doctor.results import CheckResult, advise, well, wrong
from bot.hosting import probe
from bot.words.host import checks as say
from retrieval import cache_folder

LEAST_SPACE = 20 * 2**20
LITTLE_SPACE = 200 * 2**20
"""Bytes. What is kept is small; a disk this full is about to stop everything else too."""


def check_data_folder(folder: Path) -> list[CheckResult]:
    """Look whether the bot can keep there what it must remember. Makes nothing that stays."""
    place = folder.absolute()
    if reason := _not_writable(place):
        return [wrong(*say.data_folder_not_writable(place, reason))]
    foreign = [file.name for file in _files(place) if not os.access(file, os.W_OK)]
    if foreign:
        return [wrong(*say.files_of_another_account(foreign, place))]
    try:
        free = shutil.disk_usage(_nearest(place)).free
    except OSError as error:
        return [wrong(*say.disk_unknown(place, error.strerror))]
    if free < LEAST_SPACE:
        return [wrong(*say.disk_full(free, nearly=False))]
    if free < LITTLE_SPACE:
        return [advise(*say.disk_full(free, nearly=True))]
    return [well(say.data_folder(place, free, exists=place.is_dir()))]


def check_cache() -> list[CheckResult]:
    """Look at the folder that saves the bot some seconds at each start."""
    try:
        folder = cache_folder()
    except RuntimeError:
        return [advise(*say.cache_not_writable(say.NO_HOME))]
    if folder.is_dir() and any(folder.glob("*.story")):
        return [well(say.cache(folder, filled=True))]
    if reason := _not_writable(folder):
        return [advise(*say.cache_not_writable(reason))]
    return [well(say.cache(folder, filled=False))]


def check_port(port: int) -> list[CheckResult]:
    """Look whether HEALTH_PORT is free, or already the bot's own."""
    if not port:
        return [well(say.PORT_OFF)]
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((probe.LOOPBACK, port))
        except OSError as error:
            refused = error.strerror
        else:
            return [well(say.port_free(port))]
    answer = probe.ask(port)
    if answer.healthy:
        return [well(say.running(answer.sentence))]
    if answer.healthy is False:
        return [wrong(say.running(answer.sentence), say.LOOK_INTO_LOG)]
    return [wrong(*say.port_taken(port, refused))]


def _nearest(place: Path) -> Path:
    """Return the nearest folder above that exists, or the place itself."""
    return next(each for each in (place, *place.parents) if each.exists())


def _not_writable(place: Path) -> str | None:
    """Return why nothing can be written there; None where it can, or where the folder can be made."""
    nearest = _nearest(place)
    if not nearest.is_dir():
        return say.is_a_file(nearest)
    if nearest != place:
        return None if os.access(nearest, os.W_OK | os.X_OK) else say.cannot_be_made(nearest)
    try:
        with tempfile.TemporaryFile(dir=place) as file:
            file.write(b"?")
    except OSError as error:
        return error.strerror or type(error).__name__
    return None


def _files(folder: Path) -> list[Path]:
    with contextlib.suppress(OSError):
        return sorted(path for path in folder.iterdir() if path.is_file())
    return []
