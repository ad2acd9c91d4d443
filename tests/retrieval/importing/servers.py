"""Web servers on this machine that send exactly the bytes a test gives them, and say what they were asked."""

from __future__ import annotations

import socketserver
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path

from retrieval.importing.web.addresses import AddressPolicy

CERTIFICATE = Path(__file__).with_name("news_test.pem")  # for news.test only, signed by itself, made for these tests
LOOPBACK = AddressPolicy(also=frozenset({ip_address("127.0.0.1")}), ports=None)

Write = Callable[[bytes], object]
Handler = Callable[[str, Write], None]


def response(body: bytes, *headers: str, status: str = "200 OK", kind: str = "text/html; charset=utf-8") -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


def redirect(location: str, status: str = "302 Found") -> bytes:
    return response(b"", f"Location: {location}", status=status)


@dataclass
class Site:
    """A running server: its port, and every request as it came."""

    port: int
    requests: list[str] = field(default_factory=list)

    def url(self, path: str = "/story", host: str = "news.test", scheme: str = "http") -> str:
        return f"{scheme}://{host}:{self.port}{path}"


@contextmanager
def serving(answer: bytes | dict[str, bytes] | Handler, tls: bool = False) -> Iterator[Site]:
    """Serve bytes: the same for every path, one answer a path, or whatever a function writes."""

    class Handle(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            try:
                request = self.rfile.readline()
                while (line := self.rfile.readline()).strip():
                    request += line
                if not request.strip():
                    return
                site.requests.append(request.decode("latin-1"))
                path = request.split(b" ")[1].decode("latin-1")
                if callable(answer):
                    answer(path, self.wfile.write)
                elif isinstance(answer, dict):
                    self.wfile.write(answer.get(path, response(b"", status="404 Not Found")))
                else:
                    self.wfile.write(answer)
            except OSError:
                pass  # the other side hung up, as some tests want it to

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        allow_reuse_address = True

        def get_request(self) -> tuple[object, object]:  # type: ignore[override]
            connected, address = super().get_request()
            if not tls:
                return connected, address
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(CERTIFICATE)
            connected.settimeout(5)
            return context.wrap_socket(connected, server_side=True), address

        def handle_error(self, request: object, client_address: object) -> None:
            pass

    with Server(("127.0.0.1", 0), Handle) as server:
        site = Site(server.server_address[1])
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield site
        finally:
            server.shutdown()
            thread.join(5)


class Names:
    """A name server that tells what the test says, once each, and counts; afterwards it lies."""

    def __init__(self, *answers: list[str]) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []

    def __call__(self, host: str, port: int) -> list[str]:
        self.asked.append(host)
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


def here() -> Names:
    return Names(["127.0.0.1"])
