"""Checks and resolves web addresses that the host types or a site redirects to."""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from retrieval.importing.errors import ImportingError, RefusedAddressError
from retrieval.importing.web.addresses import AddressPolicy
from retrieval.importing.web.connection import Deadline
from retrieval.printable import printable_line

Resolver = Callable[[str, int], list[str]]
"""Resolves a host name and port to addresses. Raises OSError if the name is unknown."""

MAX_ADDRESS_CHARACTERS = 2_000
_PORTS = {"http": 80, "https": 443}
_TRACKING = re.compile(r"^(?:utm_\w+|fbclid|gclid|mc_cid|mc_eid|igshid)$", re.I)


@dataclass(frozen=True, slots=True)
class WebAddress:
    """The parts of a checked address: `host` in ASCII, `target` as in the request line."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def url(self) -> str:
        """The whole address, without a default port."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == _PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}{self.target}"


def is_web_address(text: str) -> bool:
    """Return whether an argument is meant as a web address, not as a file."""
    return re.match(r"[A-Za-z][A-Za-z0-9+.-]*://", text) is not None


def parse_address(text: str, policy: AddressPolicy) -> WebAddress:
    """Return the parts of an address. Raises RefusedAddressError if it is not http(s), or has a user or an odd port."""
    shown = printable_line(text)
    if len(text) > MAX_ADDRESS_CHARACTERS or re.search(r"[\x00-\x20\x7f\\]", text):
        raise RefusedAddressError(f"{shown} is no web address: it is too long, or has spaces in it; copy it again.")
    try:
        parts = urlsplit(text)
        port = parts.port
        host = (parts.hostname or "").rstrip(".")
        if ":" not in host:
            host = host.encode("idna").decode("ascii") if len(host) <= 253 else ""
    except ValueError as error:  # UnicodeError is one
        raise RefusedAddressError(f"{shown} is no web address; copy it again from the browser.") from error
    scheme = parts.scheme.lower()
    if scheme not in _PORTS:
        raise RefusedAddressError(f"{shown} is refused: only http and https addresses are fetched.")
    if "@" in parts.netloc:
        raise RefusedAddressError("the address has a user name in it; such pages are not fetched, take it out.")
    if not re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9._-]*|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*", host):
        raise RefusedAddressError(f"{shown} names no host; copy it again from the browser.")
    port = _PORTS[scheme] if port is None else port
    if not policy.allows_port(port):
        raise RefusedAddressError(f"{shown} is refused: port {port} is not one of a public web page (80, 443).")
    target = quote(parts.path or "/", safe="/%:=~!$&'()*+,;@")
    if not target.startswith("/"):
        target = "/" + target
    if parts.query:
        target += "?" + quote(parts.query, safe="/%:=~!$&'()*+,;@?[]")
    return WebAddress(scheme, host.lower(), port, target)


def without_tracking(url: str) -> str:
    """Return an address without its fragment and tracking parameters."""
    parts = urlsplit(url)
    query = parse_qsl(parts.query, keep_blank_values=True)
    kept = [(name, value) for name, value in query if not _TRACKING.match(name)]
    return urlunsplit((*parts[:3], parts.query if len(kept) == len(query) else urlencode(kept), ""))


def ask_system(host: str, port: int) -> list[str]:
    """Resolve a name as the system does; numbers in any spelling (0x7f.1) become plain addresses."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def checked_addresses(
    address: WebAddress, policy: AddressPolicy, resolve: Resolver, deadline: Deadline
) -> tuple[str, ...]:
    """Resolve a host once and return its allowed addresses. Raises RefusedAddressError if there are none."""
    found: list[str] = []
    failures: list[Exception] = []

    def ask() -> None:
        try:
            found.extend(resolve(address.host, address.port))
        except (OSError, UnicodeError) as error:
            failures.append(error)

    # getaddrinfo has no timeout; if the name server does not answer, its thread is left behind.
    thread = threading.Thread(target=ask, name="resolve", daemon=True)
    thread.start()
    thread.join(deadline.remaining())
    if thread.is_alive():
        raise deadline.missed()
    if failures or not found:
        raise ImportingError(f"there is no server called {address.host}; check the address and the network.")
    allowed = tuple(one for one in found if policy.allows(one))
    if not allowed:
        raise RefusedAddressError(
            f"{address.host} is at {printable_line(', '.join(found), 80)}, which is not on the public internet; "
            "pages are fetched only from there. Save the page from the browser and add the file."
        )
    return allowed
