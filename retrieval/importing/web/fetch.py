"""Fetches a web page: from public addresses only, every redirect checked again, within fixed limits.

`connection.py` says why `http.client` is used. No proxy from the environment is used, no cookie kept, no script run.
robots.txt is not read, since a page is fetched once and because its host asks for it.
"""

from __future__ import annotations

import contextlib
import http.client
import ssl
import zlib
from dataclasses import dataclass, replace
from urllib.parse import urljoin

from retrieval.importing.errors import ImportingError, MissingExtraError
from retrieval.importing.material import EPUB_MEDIA_TYPE, FileKind, Progress, Raw, load_extra, no_progress, sniff
from retrieval.importing.web.addresses import PUBLIC_ONLY, AddressPolicy
from retrieval.importing.web.connection import CheckedConnection, Deadline
from retrieval.importing.web.web_address import (
    Resolver,
    WebAddress,
    ask_system,
    checked_addresses,
    is_web_address,
    parse_address,
)
from retrieval.printable import printable_line

USER_AGENT = "Mozilla/5.0 (compatible; Verbatim/1.0; one page at its reader's request)"
_CHUNK = 16_384
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_KINDS = {
    "text/html": FileKind.HTML,
    "application/xhtml+xml": FileKind.HTML,
    "text/plain": FileKind.TEXT,
    "text/markdown": FileKind.MARKDOWN,
    "text/x-markdown": FileKind.MARKDOWN,
    "application/pdf": FileKind.PDF,
    "application/x-pdf": FileKind.PDF,
    _WORD: FileKind.WORD,
    EPUB_MEDIA_TYPE.decode(): FileKind.EPUB,
}


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one page: `bytes` (both packed and unpacked), and `seconds` in all, redirects included."""

    bytes: int = 10_000_000
    seconds: float = 30.0
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class _Visit:
    """What all hops of one fetch share."""

    policy: AddressPolicy
    limits: Limits
    resolve: Resolver
    tls: ssl.SSLContext
    deadline: Deadline
    progress: Progress


def fetch(
    text: str,
    *,
    policy: AddressPolicy = PUBLIC_ONLY,
    limits: Limits = Limits(),
    resolve: Resolver = ask_system,
    tls: ssl.SSLContext | None = None,
    progress: Progress = no_progress,
) -> Raw:
    """Fetch a page, following redirects. Raises ImportingError if it cannot or may not be fetched.

    Each host name is resolved once, and the connection goes to the very address that was checked.
    """
    visit = _Visit(policy, limits, resolve, tls or default_tls(), Deadline(limits.seconds), progress)
    address = parse_address(text, policy)
    for _ in range(limits.redirects + 1):
        hop = _ask(address, visit)
        if isinstance(hop, Raw):
            return hop
        following = parse_address(hop, policy)
        if address.scheme == "https" and following.scheme == "http":
            raise ImportingError(f"{address.host} leads from https to http, where anyone may change the page; refused.")
        address = following
    raise ImportingError(f"the page leads on more than {limits.redirects} times; give the address where it ends.")


def default_tls() -> ssl.SSLContext:
    """Return a TLS context that trusts the machine's authorities, and certifi's if installed."""
    context = ssl.create_default_context()
    with contextlib.suppress(MissingExtraError):
        context.load_verify_locations(load_extra("certifi").where())
    return context


def _ask(address: WebAddress, visit: _Visit) -> Raw | str:
    """Make one request. Returns the page, or the address that it redirects to."""
    addresses = checked_addresses(address, visit.policy, visit.resolve, visit.deadline)
    secure = visit.tls if address.scheme == "https" else None
    connection = CheckedConnection(address.host, address.port, addresses, visit.deadline, secure)
    try:
        connection.request("GET", address.target, headers=_headers())
        with connection.getresponse() as response:
            location = response.getheader("Location")
            if response.status in _REDIRECTS and location:
                return _leads_to(address, location)
            return _page(address, response, visit.limits, visit.progress)
    except ssl.SSLCertVerificationError as error:
        raise ImportingError(
            f"{address.host} cannot prove that it is {address.host} ({printable_line(error.verify_message, 80)}); "
            "the page is not taken."
        ) from error
    except TimeoutError as error:
        raise visit.deadline.missed() from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise ImportingError(
            f"{address.host} could not be asked ({_reason(error)}); try again later, "
            "or save the page from the browser and add the file."
        ) from error
    finally:
        connection.hang_up()


def _headers() -> dict[str, str]:
    return {
        "User-Agent": USER_AGENT,
        "Accept": "text/html,application/xhtml+xml,application/pdf,text/plain,text/markdown;q=0.9,*/*;q=0.1",
        "Accept-Encoding": "gzip, deflate",
        "Accept-Language": "en,*;q=0.5",
        "Connection": "close",
    }


def _leads_to(address: WebAddress, location: str) -> str:
    with contextlib.suppress(UnicodeError):  # http.client reads headers as Latin-1, and servers write them as UTF-8
        location = location.encode("latin-1").decode("utf-8")
    try:
        target = urljoin(address.url, location.strip())
    except ValueError as error:
        raise ImportingError(f"{address.host} leads to {printable_line(location)}, which is no address.") from error
    if not is_web_address(target):
        raise ImportingError(f"{address.host} leads to {printable_line(location)}, which is no web address.")
    return target


def _page(address: WebAddress, response: http.client.HTTPResponse, limits: Limits, progress: Progress) -> Raw:
    """Read a response that is no redirect."""
    if response.status != 200:
        advice = (
            "the site does not let programs in; save the page from the browser and add the file"
            if response.status in {401, 403, 406, 429, 451, 503}
            else "check the address in a browser"
        )
        reason = http.client.responses.get(response.status, "no page")
        raise ImportingError(f"{address.host} answered {response.status} ({reason}); {advice}.")
    media = response.headers.get_content_type() if "Content-Type" in response.headers else ""
    kind = _KINDS.get(media)
    if kind is None and media not in {"", "application/octet-stream", "binary/octet-stream"}:
        raise ImportingError(
            f"{address.host} sent {printable_line(media, 60)}, and no article; text, Markdown, HTML, PDF, Word "
            "and epub are read."
        )
    data = _body(response, limits, progress)
    if kind is None:
        kind = sniff(data)
        if kind is None:
            raise ImportingError(f"{address.host} sent something that is neither text, HTML, PDF, Word nor epub.")
    page = Raw(address.url, data, kind, address.url, response.headers.get_content_charset())
    # Servers send Markdown as plain text.
    if kind is FileKind.TEXT and address.target.partition("?")[0].endswith((".md", ".markdown")):
        return replace(page, kind=FileKind.MARKDOWN)
    return page


def _body(response: http.client.HTTPResponse, limits: Limits, progress: Progress) -> bytes:
    """Read and unpack the body in pieces, never holding more than the limit."""
    total = response.length
    if total is not None and total > limits.bytes:
        raise _too_large(limits)
    unpack = _unpacker(response.headers.get("Content-Encoding", ""), limits)
    taken = 0
    pieces: list[bytes] = []
    size = 0
    while piece := response.read(_CHUNK):
        taken += len(piece)
        progress(taken, total)
        if taken > limits.bytes:
            raise _too_large(limits)
        unpacked = unpack.feed(piece, limits.bytes - size)
        size += len(unpacked)
        pieces.append(unpacked)
    if response.length or not unpack.complete:
        raise ImportingError("the page ended before its end; try again later.")
    return b"".join(pieces)


def _too_large(limits: Limits) -> ImportingError:
    return ImportingError(f"the page is larger than {limits.bytes:,} bytes; save its article as text and add the file.")


class _Unpacker:
    """Passes a body on, or unpacks gzip or deflate; it never unpacks more than the limit."""

    def __init__(self, packed: bool, limits: Limits) -> None:
        self._packed = packed
        self._limits = limits
        self._inflater = zlib.decompressobj(zlib.MAX_WBITS | 32)  # the header tells gzip from zlib
        self._begun = False

    @property
    def complete(self) -> bool:
        """Whether the packed stream is complete."""
        return not self._packed or not self._begun or self._inflater.eof

    def feed(self, piece: bytes, room: int) -> bytes:
        """Return an unpacked piece. Raises ImportingError if it unpacks to more than `room` bytes, or not at all."""
        if not self._packed:
            return piece
        try:
            unpacked = self._inflate(piece, room + 1)
        except zlib.error as error:
            raise ImportingError("the page is packed in a way that cannot be unpacked; try again later.") from error
        if len(unpacked) > room:
            raise _too_large(self._limits)
        return unpacked

    def _inflate(self, piece: bytes, most: int) -> bytes:
        if not self._begun:
            self._begun = True
            try:
                return self._inflater.decompress(piece, most)
            except zlib.error:  # some servers send deflate without its zlib header
                self._inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        return b"" if self._inflater.eof else self._inflater.decompress(piece, most)


def _unpacker(encoding: str, limits: Limits) -> _Unpacker:
    name = encoding.strip().lower()
    if name not in {"", "identity", "gzip", "x-gzip", "deflate"}:
        raise ImportingError(
            f"the page is packed as {printable_line(name, 40)}, which was not asked for; try again later."
        )
    return _Unpacker(name not in {"", "identity"}, limits)


def _reason(error: Exception) -> str:
    """Return an error's message as a short, printable line."""
    text = (error.strerror or str(error)) if isinstance(error, OSError) else str(error)
    return printable_line(" ".join(text.split()) or type(error).__name__, 100)
