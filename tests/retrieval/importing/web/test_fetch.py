from __future__ import annotations

import ssl

import pytest

from retrieval.importing.errors import ImportingError, RefusedAddressError
from retrieval.importing.material import FileKind
from retrieval.importing.web.fetch import Limits, fetch
from retrieval.importing.web.web_address import without_tracking
from tests.retrieval.importing.servers import CERTIFICATE, LOOPBACK, Names, here, redirect, response, serving

PAGE = response("<html><p>“Caf\u00e9”</p></html>".encode())


def test_a_page_is_fetched_from_the_address_that_was_checked() -> None:
    names = here()
    with serving(PAGE) as site:
        raw = fetch(site.url("/a b".replace(" ", "%20") + "?q=1#part"), policy=LOOPBACK, resolve=names)
    assert raw.data.decode() == "<html><p>“Caf\u00e9”</p></html>"
    assert (raw.kind, raw.charset, raw.url) == (FileKind.HTML, "utf-8", site.url("/a%20b?q=1"))
    assert names.asked == ["news.test"]
    assert site.requests[0].startswith("GET /a%20b?q=1 HTTP/1.1\r\n")
    assert f"Host: news.test:{site.port}\r\n" in site.requests[0]
    assert "User-Agent: Mozilla/5.0 (compatible; Verbatim" in site.requests[0]


def test_the_default_policy_refuses_this_machine_before_any_connection() -> None:
    with serving(PAGE) as site:
        for host in ("127.0.0.1", "localhost", "[::1]", "0x7f.1", "2130706433", "127.1"):
            with pytest.raises(RefusedAddressError):
                fetch(site.url(host=host))
    assert site.requests == []


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f.1", "127.1", "[::ffff:127.0.0.1]"]
)
def test_this_machine_is_refused_by_its_address_and_not_only_by_its_port(host: str) -> None:
    with pytest.raises(RefusedAddressError, match="public internet"):
        fetch(f"http://{host}/")


def test_a_name_of_public_and_private_addresses_is_asked_only_at_the_public_one() -> None:
    with serving(PAGE) as site:
        raw = fetch(site.url(), policy=LOOPBACK, resolve=Names(["10.0.0.1", "169.254.169.254", "127.0.0.1"]))
    assert raw.kind is FileKind.HTML


def test_a_name_is_resolved_once_so_rebinding_changes_nothing() -> None:
    names = Names(["127.0.0.1"], ["10.0.0.1"])
    with serving(PAGE) as site:
        fetch(site.url(), policy=LOOPBACK, resolve=names)
    assert names.asked == ["news.test"]


def test_a_name_that_means_another_address_at_the_next_hop_is_refused() -> None:
    names = Names(["127.0.0.1"], ["10.0.0.1"])
    with serving({"/story": redirect("/next"), "/next": PAGE}) as site, pytest.raises(RefusedAddressError):
        fetch(site.url(), policy=LOOPBACK, resolve=names)
    assert len(site.requests) == 1


@pytest.mark.parametrize(
    "target",
    [
        "http://10.0.0.1/", "http://169.254.169.254/latest/meta-data/", "http://[::ffff:10.0.0.1]/", "http://127.0.0.2/",
        "http://user@news.test/", "ftp://news.test/", "file:///etc/passwd", "gopher://news.test/",
        "javascript:alert(1)",
        "//10.0.0.1/", "http://[::1", "http://a b/",
    ],
)  # fmt: skip
def test_a_redirect_is_checked_like_the_address_itself(target: str) -> None:
    asked: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if host == "news.test" else [host.strip("[]")]

    with serving(redirect(target)) as site, pytest.raises(ImportingError):
        fetch(site.url(), policy=LOOPBACK, resolve=resolve)
    assert len(site.requests) == 1


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"])
def test_redirects_are_followed_and_the_last_address_kept(status: str) -> None:
    with serving({"/story": redirect("/caf\u00e9?x=1", status), "/caf%C3%A9?x=1": PAGE}) as site:
        raw = fetch(site.url(), policy=LOOPBACK, resolve=here())
    assert raw.url == site.url("/caf%C3%A9?x=1")


def test_redirects_end() -> None:
    with serving(redirect("/story")) as site, pytest.raises(ImportingError, match="more than 5 times"):
        fetch(site.url(), policy=LOOPBACK, resolve=here())
    assert len(site.requests) == 6


@pytest.mark.parametrize(
    "address",
    [
        "http://", "http:///a", "http://news.test:22/", "http://news.test:99999/", "http://news.test:x/",
        "http://u:p@news.test/", "http://@news.test/", "http://news.test\\@10.0.0.1/", "http://a..b/", "http://\u2024/",
        "http://news.test/\r\nX: y", "http://news.test/a b", "ftp://news.test/", "http://[fe80::1%25eth0]/",
        "http://" + "a" * 300 + "/", "http://news.test/" + "a" * 3000, "http://exa<mple/",
    ],
)  # fmt: skip
def test_an_odd_address_is_refused_without_asking_anyone(address: str) -> None:
    names = here()
    with pytest.raises(RefusedAddressError):
        fetch(address, resolve=names)
    assert names.asked == []


def trusting() -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(CERTIFICATE))


def test_tls_verifies_the_name_although_the_connection_goes_to_an_address() -> None:
    with serving(PAGE, tls=True) as site:
        raw = fetch(site.url(scheme="https"), policy=LOOPBACK, resolve=here(), tls=trusting())
        assert raw.url == site.url(scheme="https")
        with pytest.raises(ImportingError, match=r"cannot prove that it is other\.test"):
            fetch(site.url(scheme="https", host="other.test"), policy=LOOPBACK, resolve=here(), tls=trusting())
        with pytest.raises(ImportingError, match=r"cannot prove that it is news\.test"):
            fetch(site.url(scheme="https"), policy=LOOPBACK, resolve=here())
    assert len(site.requests) == 1


def test_a_redirect_from_https_to_http_is_refused() -> None:
    with (
        serving(PAGE) as plain,
        serving(redirect(plain.url()), tls=True) as site,
        pytest.raises(ImportingError, match="from https to http"),
    ):
        fetch(site.url(scheme="https"), policy=LOOPBACK, resolve=here(), tls=trusting())
    assert plain.requests == []


@pytest.mark.parametrize(
    ("kind", "body", "expected"),
    [
        ("text/html", b"x", FileKind.HTML),
        ("application/xhtml+xml", b"x", FileKind.HTML),
        ("text/plain", b"x", FileKind.TEXT),
        ("text/markdown", b"x", FileKind.MARKDOWN),
        ("application/pdf", b"x", FileKind.PDF),
        ("application/octet-stream", b"%PDF-1.4", FileKind.PDF),
        ("application/octet-stream", b"PK\x03\x04", FileKind.WORD),
        ("", b"\n<!DOCTYPE html>", FileKind.HTML),
    ],
)
def test_the_kind_is_what_the_server_says_or_how_it_begins(kind: str, body: bytes, expected: FileKind) -> None:
    answer = response(body, kind=kind) if kind else b"HTTP/1.1 200 OK\r\n\r\n" + body
    with serving(answer) as site:
        assert fetch(site.url(), policy=LOOPBACK, resolve=here()).kind is expected


def test_markdown_sent_as_plain_text_is_markdown() -> None:
    with serving(response(b"# x", kind="text/plain")) as site:
        assert fetch(site.url("/a/story.md?x=1"), policy=LOOPBACK, resolve=here()).kind is FileKind.MARKDOWN


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (response(b"x", kind="video/mp4"), "sent video/mp4"),
        (response(b"x", kind="application/json"), "sent application/json"),
        (response(b"\x00\x01", kind="application/octet-stream"), "neither text"),
        (response(b"", status="404 Not Found"), "answered 404"),
        (response(b"", status="403 Forbidden"), "does not let programs in"),
        (response(b"", status="429 Slow Down"), "does not let programs in"),
        (response(b"", status="500 Oops\x1b[31m"), "answered 500"),
        (redirect("").replace(b"Location: \r\n", b""), "answered 302"),
        (b"", "could not be asked"),
        (b"SSH-2.0-OpenSSH\r\n\r\n", "could not be asked"),
        (b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 200 + b"\r\n", "could not be asked"),
        (b"HTTP/1.1 200 OK\r\nA: " + b"b" * 100_000 + b"\r\n\r\n", "could not be asked"),
    ],
)
def test_an_answer_that_is_no_page_is_told_in_one_line(answer: bytes, words: str) -> None:
    with serving(answer) as site, pytest.raises(ImportingError, match=words) as caught:
        fetch(site.url(), policy=LOOPBACK, resolve=here())
    assert str(caught.value).isprintable()


def test_a_server_that_is_not_there_is_told() -> None:
    with serving(PAGE) as site:
        pass
    with pytest.raises(ImportingError, match="could not be asked"):
        fetch(site.url(), policy=LOOPBACK, resolve=here(), limits=Limits(seconds=2))


def test_an_unknown_name_is_told() -> None:
    def unknown(host: str, port: int) -> list[str]:
        raise OSError("no such name")

    with pytest.raises(ImportingError, match=r"no server called nowhere\.test"):
        fetch("https://nowhere.test/", resolve=unknown)


def test_what_only_says_where_a_reader_came_from_is_no_part_of_an_address() -> None:
    assert without_tracking("https://a.test/x?utm_source=t&id=5&fbclid=1#top") == "https://a.test/x?id=5"
    assert without_tracking("https://a.test/x?b=%20&c") == "https://a.test/x?b=%20&c"
