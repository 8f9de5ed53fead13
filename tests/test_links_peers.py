"""What a server may send in place of an answer: each link has its own outcome, and none loses those of the others."""

from __future__ import annotations

import gzip
import socket
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest
from link_server import HERE, answers

from pamphleteer.links.answer import UNREADABLE, Answer
from pamphleteer.links.ask import seconds_of

PAGE = b"<html><body><p id=x>Words</p></body></html>"
Sends = bytes | Callable[[socket.socket], None]


def page(body: bytes, kind: str = "text/html", coding: str = "") -> bytes:
    """A response."""
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n"
    return f"{head}{f'Content-Encoding: {coding}' if coding else 'X: y'}\r\n\r\n".encode() + body


def chunked(rest: bytes) -> bytes:
    """A response in pieces."""
    return b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: text/html\r\n\r\n" + rest


def endless(start: bytes, again: bytes) -> Callable[[socket.socket], None]:
    """A response that does not end by itself."""

    def send(visitor: socket.socket) -> None:
        visitor.sendall(start)
        while True:
            visitor.sendall(again)

    return send


def leads_to(place: str) -> bytes:
    """A redirection."""
    return b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " + place.encode() + b"\r\n\r\n"


BODIES = (b"<!-- -->", b"<!-- ", b"<?xml?>", b"<!DOCTYPE html>", b"<", b"<!", b"\0", b"\xff\xfe", b"<html/>", b"&#xD800;", b'<p id="\xff">', b"<div>" * 100_000)  # fmt: skip
CHARSETS = (
    "utf-32",
    "utf-16",
    "utf-7",
    "nosuch",
    "\0",
    "",
    "'",
    "idna",
    "base64",
    "zip",
    "undefined",
    "é",
    "x" * 5000,
)
LINES = (b"", b"\r\n", b"x", b"HTTP/1.1\r\n\r\n", b"HTTP/1.1 abc\r\n\r\n", b"HTTP/1.1 99999 X\r\n\r\n", b"HTTP/1.1 -5 X\r\n\r\n", b"SSH-2.0-x\r\n", b"\x16\x03\x01\x02", b"HTTP/1.1 200 \xff\0\r\n: x\r\n\r\n", b"PRI * HTTP/2.0\r\n\r\n")  # fmt: skip
PLACES = ("", "http://[", "http://[::1", "//", "http://", "javascript:alert(1)", "file:///etc/passwd", "http://a:b", "http://a:99999999/", "http://\0/", "http://a..b/", "data:,x", "\x1b]0;x\x07", "http://%zz/", "/x" * 20_000)  # fmt: skip
STRANGE: dict[str, Sends] = {
    **{f"body-{n}": page(body) for n, body in enumerate(BODIES)},
    **{f"charset-{n}": page(PAGE, f"text/html; charset={name}") for n, name in enumerate(CHARSETS)},
    **{f"line-{n}": line for n, line in enumerate(LINES)},
    **{f"place-{n}": leads_to(place) for n, place in enumerate(PLACES)},
    "cut": page(PAGE).replace(b"Length: ", b"Length: 9"),
    "length": page(PAGE).replace(b"Length: ", b"Length: many"),
    "negative": page(PAGE).replace(b"Length: ", b"Length: -"),
    "bomb": page(gzip.compress(b"<p>" * 20_000_000, 1), coding="gzip"),
    "twice": page(gzip.compress(gzip.compress(PAGE)), coding="gzip, gzip"),
    "half": page(gzip.compress(PAGE)[:-9], coding="gzip"),
    "plain": page(PAGE, coding="gzip"),
    "zlib": page(zlib.compress(PAGE)[:5], coding="deflate"),
    "coding": page(PAGE, coding="x-nosuch"),
    "codings": page(PAGE, coding=", ".join(["gzip"] * 1000)),
    "pieces": chunked(b"zz\r\nabc"),
    "piece": chunked(b"-5\r\nabc"),
    "many-pieces": endless(chunked(b""), b"5\r\nabcde\r\n"),
    "trailers": endless(chunked(b"0\r\n"), b"T: x\r\n" * 1000),
    "headers": endless(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n" * 1000),
    "header": endless(b"HTTP/1.1 200 OK\r\nX: ", b"y" * 60_000),
    "wait": endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 100),
    "body": endless(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", b"<p>" * 10_000),
    "circle": leads_to("/circle"),
}  # fmt: skip


def serve(visitor: socket.socket) -> None:
    """One request."""
    with visitor, suppress(OSError):
        visitor.settimeout(20)
        head = b""
        while b"\r\n\r\n" not in head and (more := visitor.recv(65536)):
            head += more
        sent = STRANGE.get(head.split(b" ")[1].decode()[1:].partition("/")[0], page(PAGE))
        visitor.sendall(sent) if isinstance(sent, bytes) else sent(visitor)


@pytest.fixture
def port() -> Iterator[int]:
    """A server that answers so."""
    with socket.create_server((HERE, 0)) as server:

        def listen() -> None:
            with suppress(OSError):
                while True:
                    threading.Thread(target=serve, args=server.accept()[:1], daemon=True).start()

        threading.Thread(target=listen, daemon=True).start()
        yield server.getsockname()[1]
        server.shutdown(socket.SHUT_RDWR)


def test_each_peer_by_itself(port: int) -> None:
    """All are asked at once, a page and a place on it; good pages among them are alive."""
    names = [*STRANGE, "good"]
    asked = [
        f"http://h{n}.example:{port}/{name}{place}" for n, name in enumerate(names) for place in ("", "#x")
    ]
    found = answers(*asked, timeout=2, workers=30)
    assert len(found) == len(asked)
    assert [answer.state for answer in found[-2:]] == ["alive", "alive"]
    assert all(len(answer.reason) < 1000 for answer in found)
    dead = {name for name, answer in zip(names, found[::2], strict=True) if answer.state == "dead"}
    assert "circle" in dead
    assert dead <= {"circle", *(name for name in STRANGE if name.startswith("place"))}


def test_what_nobody_foresaw(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error of our own about one page leaves those before and after it."""

    def fails(page: str, fragments: list[str], *_: object, **__: object) -> dict[str, Answer]:
        if page.endswith("/b"):
            raise RuntimeError
        return dict.fromkeys(fragments, Answer("alive", code=200, heard=True))

    monkeypatch.setattr("pamphleteer.links.patience.ask", fails)
    asked = [f"http://{HERE}:{port}/{name}" for name in "abc"]
    assert [found.state for found in answers(*asked)] == ["alive", "unknown", "alive"]
    assert answers(*asked)[1] == UNREADABLE


@pytest.mark.parametrize(
    "words", ["abc", "-1", "1e999", "9" * 400, "nan", "²", "1.5", ", , ,", "Wed, 99 Foo 2026 99:99:99 GMT", "Wed, 01 Jan 99999 00:00:00 GMT", "\0"]
)  # fmt: skip
def test_times_to_wait_that_are_none(words: str) -> None:
    """A `Retry-After` that says nothing is none."""
    assert seconds_of(words) is None
