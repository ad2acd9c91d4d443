"""What the bot needs of this machine: a folder it may write, some space, a free port."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import tempfile
from pathlib import Path

from bot.doctor.verdicts import Verdict, advise, well, wrong
from bot.hosting import probe
from retrieval import cache_folder

LEAST_SPACE = 20 * 2**20
LITTLE_SPACE = 200 * 2**20
"""Bytes. What is kept is small; a disk this full is about to stop everything else too."""


def check_data_folder(folder: Path) -> list[Verdict]:
    """Look whether the bot can keep there what it must remember. Makes nothing that stays."""
    place = folder.absolute()
    if reason := _not_writable(place):
        return [wrong(f"DATA_DIR {place} cannot be written ({reason}).", "Give it to the account that runs the bot.")]
    foreign = [file.name for file in _files(place) if not os.access(file, os.W_OK)]
    if foreign:
        return [
            wrong(
                f"In DATA_DIR, {', '.join(foreign)} cannot be written: another account made it.",
                f"Run chown -R to the account that runs the bot, on {place}",
            )
        ]
    try:
        free = shutil.disk_usage(_nearest(place)).free
    except OSError as error:
        return [wrong(f"DATA_DIR {place} cannot be looked at ({error.strerror}).", "Check the disk.")]
    shown = f"{free / 2**20:,.0f} MB free"
    if free < LEAST_SPACE:
        return [wrong(f"The disk of DATA_DIR is full: {shown}.", "Free some space.")]
    if free < LITTLE_SPACE:
        return [advise(f"The disk of DATA_DIR is nearly full: {shown}.", "Free some space.")]
    there = "can be written" if place.is_dir() else "is made at the first start"
    return [well(f"DATA_DIR {place} {there}, {shown}")]


def check_cache() -> list[Verdict]:
    """Look at the folder that saves the bot some seconds at each start."""
    try:
        folder = cache_folder()
    except RuntimeError:
        return [_slow("this account has no home folder")]
    if folder.is_dir() and any(folder.glob("*.npz")):
        return [well(f"What was learnt at an earlier start is kept in {folder}")]
    if reason := _not_writable(folder):
        return [_slow(reason)]
    return [well(f"What is learnt at a start is kept in {folder}")]


def _slow(reason: str) -> Verdict:
    return advise(
        f"The cache folder cannot be written ({reason}), so each start takes seconds longer.",
        "Set XDG_CACHE_HOME to a folder that can be.",
    )


def check_port(port: int) -> list[Verdict]:
    """Look whether HEALTH_PORT is free, or already the bot's own."""
    if not port:
        return [well("HEALTH_PORT is off")]
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((probe.LOOPBACK, port))
        except OSError as error:
            refused = error.strerror
        else:
            return [well(f"HEALTH_PORT {port} is free: the bot is not running, or without it")]
    healthy, sentence = probe.ask(port)
    if healthy:
        return [well(f"The bot is running. {sentence}")]
    if sentence.startswith("Not healthy"):
        return [wrong(f"The bot is running. {sentence}", "Look into its log.")]
    return [wrong(f"HEALTH_PORT {port} cannot be used ({refused}).", "Write another, or 0 to leave it off.")]


def _nearest(place: Path) -> Path:
    """Return the nearest folder above that exists, or the place itself."""
    return next(each for each in (place, *place.parents) if each.exists())


def _not_writable(place: Path) -> str | None:
    """Return why nothing can be written there; None where it can, or where the folder can be made."""
    nearest = _nearest(place)
    if not nearest.is_dir():
        return f"{nearest} is a file"
    if nearest != place:
        return None if os.access(nearest, os.W_OK | os.X_OK) else f"it cannot be made in {nearest}"
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
