"""A connection to an address that was already checked, with one deadline for all of it.

`http.client` of the standard library, and not aiohttp, urllib3 or trafilatura's own downloads: it is the smallest
client at hand, it follows no redirect and reads no proxy or netrc on its own, and its socket is made in one place,
here, from the very address that was checked. So a name that means another address a moment later (DNS rebinding)
is never asked for twice, while TLS still verifies the name that the host typed.
"""

from __future__ import annotations

import http.client
import io
import socket
import ssl
import time
from typing import Any

from retrieval.importing.errors import ImportingError


class Deadline:
    """The moment by which everything must be done; made from seconds from now."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._end = time.monotonic() + seconds

    def remaining(self) -> float:
        """Return the seconds left. Raises ImportingError if there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise self.missed()
        return left

    def missed(self) -> ImportingError:
        """Return the error to raise when the time is up."""
        return ImportingError(
            f"the page was not here within {self.seconds:g} seconds; try again later, or save it from the browser."
        )


class _Reader(io.RawIOBase):
    """Reads a socket. Every read gets only the time left of the whole, so that a slow trickle ends too."""

    def __init__(self, connected: socket.socket, deadline: Deadline) -> None:
        self._socket = connected
        self._deadline = deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._socket.settimeout(self._deadline.remaining())
        return self._socket.recv_into(buffer)


class _Timed:
    """The part of a socket's interface that `http.client` uses."""

    def __init__(self, connected: socket.socket, deadline: Deadline) -> None:
        self._socket = connected
        self._deadline = deadline

    def makefile(self, mode: str) -> io.BufferedReader:
        """Return the stream that the response is read from."""
        return io.BufferedReader(_Reader(self._socket, self._deadline))

    def sendall(self, data: bytes) -> None:
        """Send the request."""
        self._socket.settimeout(self._deadline.remaining())
        self._socket.sendall(data)

    def close(self) -> None:
        """Do nothing: the response is read after `http.client` closes; `hang_up` closes the socket."""


class CheckedConnection(http.client.HTTPConnection):
    """An HTTP connection to the first of `addresses` that answers; `host` is used only in the request and for TLS."""

    def __init__(
        self, host: str, port: int, addresses: tuple[str, ...], deadline: Deadline, tls: ssl.SSLContext | None
    ) -> None:
        super().__init__(host, port)
        self._addresses = addresses
        self._deadline = deadline
        self._tls = tls
        self._connected: socket.socket | None = None
        if tls is not None:
            self.default_port = 443  # or the Host header would name the port

    def connect(self) -> None:
        """Connect to the first address that answers. Raises the last OSError if none does."""
        failure: OSError = OSError("no address")
        for number, address in enumerate(self._addresses, start=1):
            share = self._deadline.remaining() / (len(self._addresses) - number + 1)
            try:
                self._connected = socket.create_connection((address, self.port), timeout=share)
                break
            except OSError as error:
                failure = error
        if self._connected is None:
            raise failure
        if self._tls is not None:
            self._connected.settimeout(self._deadline.remaining())
            self._connected = self._tls.wrap_socket(self._connected, server_hostname=self.host)
        self.sock = _Timed(self._connected, self._deadline)

    def hang_up(self) -> None:
        """Close the socket. `close` doesn't, since `http.client` calls it before a body without length is read."""
        self.close()
        if self._connected is not None:
            self._connected.close()
            self._connected = None
