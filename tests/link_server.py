"""A web server on this machine that behaves as it is told, and settings to ask it with; no test goes to the network."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self

from pamphleteer.links.answer import Answer
from pamphleteer.links.patience import ask_all
from pamphleteer.links.settings import LinkSettings
from pamphleteer.links.turns import Turns

HERE = "127.0.0.1"
SETTINGS = LinkSettings(
    ignore=(),
    exclude_documents=(),
    auth=(),
    headers={},
    timeout=20,
    tries=2,
    workers=4,
    anchors=True,
    anchors_ignore=(),
    anchors_ignore_for_url=(),
    longest_wait=300,
    allow_unauthorized=False,
    timeouts_are_dead=False,
    any_case=(),
    allowed_redirects=None,
    agent="test",
    verify=True,
    cacerts=None,
    private=True,
    patience=30,
)
"""What a project has that sets nothing, but for private hosts, which are those of the tests."""

Page = Callable[["Visitor"], None]


class Visitor(BaseHTTPRequestHandler):
    """One request."""

    server: LinkServer

    def do_GET(self) -> None:
        """Remember the request, then do what the page does."""
        self.server.asked.append((self.command, self.path, dict(self.headers)))
        self.server.pages.get(self.path, status(404))(self)

    do_HEAD = do_CONNECT = do_GET  # noqa: N815 - the name that http.server calls

    def answer(self, code: int, body: bytes = b"", **headers: str) -> None:
        """Send a response; `Retry_After` stands for `Retry-After`."""
        self.send_response(code)
        for name, value in {"Content_Type": "text/html", "Content_Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name that http.server gives
        """Say nothing."""


class LinkServer(ThreadingHTTPServer):
    """Serves `pages` until the end of a `with`; `asked` holds (method, path, headers)."""

    daemon_threads = True

    def __init__(self, certificate: Path | None = None) -> None:
        super().__init__((HERE, 0), Visitor)
        self.pages: dict[str, Page] = {}
        self.asked: list[tuple[str, str, dict[str, str]]] = []
        self.over = threading.Event()
        self.scheme = "http"
        if certificate:
            self.scheme, context = "https", ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self.socket = context.wrap_socket(self.socket, server_side=True)

    def __enter__(self) -> Self:
        """Begin to serve."""
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(self, *_error: object) -> None:
        """Let every page that hangs go, and stop."""
        self.over.set()
        self.shutdown()
        self.server_close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A visitor who goes in the middle is no fault here."""

    def url(self, path: str, host: str = HERE) -> str:
        """The address of a page, under any name for this machine."""
        return f"{self.scheme}://{host}:{self.server_port}{path}"


def status(code: int, body: bytes = b"", **headers: str) -> Page:
    """A page that always says the same."""
    return lambda visitor: visitor.answer(code, body, **headers)


def html(body: str) -> Page:
    """A page of the web."""
    return status(
        200, f"<!doctype html><html><head><title>T</title></head><body>{body}</body></html>".encode()
    )


def leads_to(place: str, code: int = 302) -> Page:
    """A page that sends its visitors on."""
    return status(code, Location=place)


def in_turn(*pages: Page) -> Page:
    """A page that is another one at each visit; the last one stays."""
    left = list(pages)

    def page(visitor: Visitor) -> None:
        (left.pop(0) if len(left) > 1 else left[0])(visitor)

    return page


def one_machine(_host: str, _port: int) -> list[str]:
    """Every name means this machine."""
    return [HERE]


def answers(*addresses: str, slept: list[float] | None = None, **settings: Any) -> list[Answer]:
    """The answers for some addresses; nobody waits, but `slept` holds how long it would have been."""
    turns = Turns((slept if slept is not None else []).append, settings.pop("resolve", one_machine))
    found = ask_all(addresses, replace(SETTINGS, **settings), turns)
    return [found[address] for address in addresses]


def answer(address: str, **settings: Any) -> Answer:
    """The answer for one address."""
    return answers(address, **settings)[0]
