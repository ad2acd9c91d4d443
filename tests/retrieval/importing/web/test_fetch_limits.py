from __future__ import annotations

import gzip
import time
import tracemalloc
import zlib

import pytest

from retrieval.importing.errors import ImportingError
from retrieval.importing.web.fetch import Limits, fetch
from tests.retrieval.importing.servers import LOOPBACK, Handler, Write, here, response, serving

SMALL = Limits(bytes=100_000, seconds=5)
HASTY = Limits(bytes=100_000, seconds=0.5)


def drip(first: bytes, drop: bytes, pause: float = 0.05) -> Handler:
    def answer(path: str, write: Write) -> None:
        write(first)
        for _ in range(100):
            time.sleep(pause)
            write(drop)

    return answer


@pytest.mark.parametrize(
    ("first", "drop"),
    [
        (b"", b""),
        (b"", b"H"),
        (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n", b"X: y\r\n"),
        (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", b"x"),
        (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 90000\r\n\r\n", b"x"),
        (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    ],
    ids=["silence", "status", "headers", "endless", "length", "chunks", "continue"],
)
def test_a_slow_server_is_left_when_the_time_is_up(first: bytes, drop: bytes) -> None:
    with serving(drip(first, drop)) as site, pytest.raises(ImportingError, match=r"not here within 0\.5 seconds"):
        fetch(site.url(), policy=LOOPBACK, resolve=here(), limits=HASTY)


def test_slow_redirects_share_one_time() -> None:
    def answer(path: str, write: Write) -> None:
        time.sleep(0.2)
        write(b"HTTP/1.1 302 Found\r\nLocation: /more\r\nContent-Length: 0\r\n\r\n")

    with serving(answer) as site, pytest.raises(ImportingError, match="not here within"):
        fetch(site.url(), policy=LOOPBACK, resolve=here(), limits=HASTY)


def test_a_name_server_that_never_answers_is_left() -> None:
    def never(host: str, port: int) -> list[str]:
        time.sleep(1)
        return ["127.0.0.1"]

    with pytest.raises(ImportingError, match="not here within"):
        fetch("https://news.test/", resolve=never, limits=Limits(seconds=0.2))


def endless(path: str, write: Write) -> None:
    write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    for _ in range(1000):
        write(b"x" * 10_000)


def test_a_body_without_end_is_left_at_the_limit() -> None:
    with serving(endless) as site, pytest.raises(ImportingError, match="larger than 100,000 bytes"):
        fetch(site.url(), policy=LOOPBACK, resolve=here(), limits=SMALL)


def test_a_body_that_says_it_is_too_large_is_not_read() -> None:
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 200000\r\n\r\n"
    with serving(answer) as site, pytest.raises(ImportingError, match="larger than"):
        fetch(site.url(), policy=LOOPBACK, resolve=here(), limits=SMALL)


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_a_bomb_is_not_unpacked(encoding: str) -> None:
    bomb = gzip.compress(bytes(60_000_000)) if encoding == "gzip" else zlib.compress(bytes(60_000_000))
    assert len(bomb) < SMALL.bytes
    with serving(response(bomb, f"Content-Encoding: {encoding}")) as site:
        tracemalloc.start()
        try:
            with pytest.raises(ImportingError, match="larger than 100,000 bytes"):
                fetch(site.url(), policy=LOOPBACK, resolve=here(), limits=SMALL)
            assert tracemalloc.get_traced_memory()[1] < 10_000_000
        finally:
            tracemalloc.stop()


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", gzip.compress(b"<p>hello</p>", mtime=0)),
        ("x-gzip", gzip.compress(b"<p>hello</p>", mtime=0)),
        ("deflate", zlib.compress(b"<p>hello</p>")),
        ("deflate", raw_deflate(b"<p>hello</p>")),
        ("identity", b"<p>hello</p>"),
    ],
)
def test_packed_pages_are_unpacked(encoding: str, packed: bytes) -> None:
    with serving(response(packed, f"Content-Encoding: {encoding}")) as site:
        assert fetch(site.url(), policy=LOOPBACK, resolve=here()).data == b"<p>hello</p>"


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (response(b"x", "Content-Encoding: br"), "packed as br"),
        (response(b"x", "Content-Encoding: gzip, gzip"), "packed as gzip, gzip"),
        (response(b"not gzip at all", "Content-Encoding: gzip"), "cannot be unpacked"),
        (response(gzip.compress(b"hello" * 100, mtime=0)[:-12], "Content-Encoding: gzip"), "ended before its end"),
        (
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 500\r\n\r\nshort",
            "before its end|not be asked",
        ),
        (
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            "could not be asked",
        ),
    ],
)
def test_a_broken_body_is_told(answer: bytes, words: str) -> None:
    with serving(answer) as site, pytest.raises(ImportingError, match=words):
        fetch(site.url(), policy=LOOPBACK, resolve=here(), limits=SMALL)


def test_progress_is_told_with_the_whole_where_it_is_known() -> None:
    seen: list[tuple[int, int | None]] = []
    with serving(response(b"x" * 50_000)) as site:
        fetch(
            site.url(),
            policy=LOOPBACK,
            resolve=here(),
            progress=lambda done, total: seen.append((done, total)),
        )
    assert seen[-1] == (50_000, 50_000)
