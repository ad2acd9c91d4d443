"""An HTML page -> a picture, by headless Chromium."""

from __future__ import annotations

import re
import shutil
import struct
import subprocess
import tempfile
import zlib
from pathlib import Path

SCALE = 2
TALLER = 200
"""CSS pixels that the window is higher than the page: a headless window keeps some of its height for itself."""

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync --hide-scrollbars --default-background-color=00000000"
).split()
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_CHANNELS = {0: 1, 2: 3, 4: 2, 6: 4}


class NoBrowserError(Exception):
    """There is no Chromium to draw with."""

    def __init__(self) -> None:
        super().__init__("Chromium is not installed: apt-get install chromium fonts-noto-core")


def browser() -> str:
    """Return the path of Chromium; NoBrowserError where there is none."""
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        raise NoBrowserError
    return found


def shoot(html: str, width: int) -> bytes:
    """Return a picture (PNG) of a page as high as it is; the page says how high in `data-height`."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source, picture = folder / "page.html", folder / "page.png"
        source.write_text(html, encoding="utf-8")
        common = [browser(), *_FLAGS, f"--force-device-scale-factor={SCALE}"]
        dom = _run(common, f"--user-data-dir={folder / 'first'}", f"--window-size={width},1000", "--dump-dom", source)
        found = re.search(r'data-height="(\d+)"', dom)
        assert found is not None, "The page does not say how high it is."
        height = int(found[1])
        size = f"--window-size={width},{height + TALLER}"
        _run(common, f"--user-data-dir={folder / 'second'}", size, f"--screenshot={picture}", source)
        return cropped(picture.read_bytes(), height * SCALE)


def _run(common: list[str], *more: str | Path) -> str:
    command = [*common, *map(str, more)]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout


def cropped(png: bytes, rows: int) -> bytes:
    """Return the first rows of a picture, as small as zlib makes them; a row of a PNG needs none that follows it.

    Layout: https://www.w3.org/TR/png-3/#5DataRep
    """
    chunks = _chunks(png)
    header = next(data for kind, data in chunks if kind == b"IHDR")
    width, height, depth, colour, *rest = struct.unpack(">IIBBBBB", header)
    assert depth == 8, "Chromium writes eight bits a channel."
    assert rows <= height, "The picture is lower than its page."
    data = zlib.decompress(b"".join(data for kind, data in chunks if kind == b"IDAT"))
    kept = zlib.compress(data[: rows * (1 + width * _CHANNELS[colour])], 9)
    new = struct.pack(">IIBBBBB", width, rows, depth, colour, *rest)
    return _SIGNATURE + _chunk(b"IHDR", new) + _chunk(b"IDAT", kept) + _chunk(b"IEND", b"")


def _chunks(png: bytes) -> list[tuple[bytes, bytes]]:
    assert png.startswith(_SIGNATURE)
    chunks = []
    at = len(_SIGNATURE)
    while at < len(png):
        size, kind = struct.unpack_from(">I4s", png, at)
        chunks.append((kind, png[at + 8 : at + 8 + size]))
        at += 12 + size
    return chunks


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
