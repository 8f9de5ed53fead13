"""An address → one response of its host, within limits of time, size and place.

A book by a stranger must not make a machine knock at its own network.
So the name of a host is looked up here, once, its numbers are judged, and the connection goes to the number that was
judged, whatever the name means a moment later.
Names are not looked up when a proxy stands between: that is the proxy's to judge.
"""

from __future__ import annotations

import ipaddress
import socket
import threading
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from requests.utils import select_proxy

from pamphleteer.links.settings import LinkSettings

MOST_BYTES = 2_000_000
"""Of a page in which an anchor is looked for."""
OWN_NETWORK = ("localhost", ".localhost", ".local", ".internal")
TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
"""IPv6 numbers that stand for those of IPv4 (RFC 6052)."""
Resolve = Callable[[str, int], list[str]]
Result = TypeVar("Result")


class RefusedError(Exception):
    """The address leads to the own network, or is no web address."""


class NoSuchHostError(Exception):
    """Nobody knows the name of the host."""


class OverdueError(Exception):
    """The request took longer than it may."""


@dataclass(frozen=True)
class Response:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    whole: bool
    """Whether the body was read to its end."""


class Door(HTTPAdapter):
    """Connects to one number, and speaks to the host by its name."""

    def __init__(self, number: str) -> None:
        self.number = number
        super().__init__()

    def build_connection_pool_key_attributes(
        self, request: requests.PreparedRequest, verify: Any, cert: Any = None
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """The number in place of the name; certificates are still those of the name."""
        host, pool = super().build_connection_pool_key_attributes(request, verify, cert)
        if host["scheme"] == "https":
            pool["server_hostname"] = host["host"]
        host["host"] = self.number
        return host, pool


class Visit(requests.Session):
    """Keeps the cookies of one visit and never goes on by itself: each step is looked at before it is taken."""

    def get_redirect_target(self, resp: requests.Response) -> str | None:  # noqa: ARG002 - theirs
        """Nowhere."""
        return None


def look_up(host: str, port: int) -> list[str]:
    """The numbers of a host, those of IPv4 first: not every machine can reach the others."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(where[0]) for *_kind, where in sorted(found, key=lambda entry: entry[0])))


def fetch(
    visit: Visit, method: str, address: str, settings: LinkSettings, resolve: Resolve, *, body: bool
) -> Response:
    """One response, its body when it is wanted, without following where it leads; raises when there is none."""
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise RefusedError("it is no web address")
    request = requests.Request(
        method,
        address.partition("#")[0],
        headers=settings.headers_for(address),
        auth=settings.auth_for(address) or nobody,
    )
    ready = visit.prepare_request(request)
    whole = ready.url or address
    bundle = settings.bundle_for(parts.hostname)
    surroundings = visit.merge_environment_settings(whole, {}, True, bundle, None)
    surroundings |= {"timeout": settings.timeout, "allow_redirects": False}
    if select_proxy(whole, surroundings["proxies"]):
        guard_name(parts.hostname, private=settings.private)
        visit.mount(f"{parts.scheme}://", HTTPAdapter())  # not the door of the step before
        return read(visit, ready, surroundings, body=body)
    ready.headers["Host"] = urlsplit(whole).netloc.rpartition("@")[2]
    numbers = numbers_of(whole, private=settings.private, resolve=resolve)
    for left, number in reversed(list(enumerate(reversed(numbers)))):
        with closing(Door(number)) as door:
            visit.mount(f"{parts.scheme}://", door)
            try:
                return read(visit, ready, surroundings, body=body)
            except requests.ConnectionError:
                if not left:
                    raise
    raise NoSuchHostError


def nobody(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """No name and password: neither those of `.netrc` nor those that stand in an address."""
    return request


def read(
    visit: Visit, ready: requests.PreparedRequest, surroundings: dict[str, Any], *, body: bool
) -> Response:
    """Send the request and read as much as is wanted of the answer."""
    with visit.send(ready, **surroundings) as response:
        held, whole = bytearray(), True
        if body and response.ok and "html" in response.headers.get("Content-Type", "html"):
            for chunk in response.iter_content(65536):
                held += chunk
                if len(held) >= MOST_BYTES:
                    whole = False
                    break
        return Response(response.status_code, response.headers, bytes(held), whole)


def numbers_of(address: str, *, private: bool, resolve: Resolve) -> list[str]:
    """The numbers behind an address, all of them public unless others are allowed."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    try:
        numbers = resolve(host, parts.port or (443 if parts.scheme == "https" else 80))
    except socket.gaierror as error:
        if error.errno in {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}:
            raise NoSuchHostError from error
        raise requests.ConnectionError from error
    if not private and not all(map(is_public, numbers)):
        raise RefusedError("it leads into the own network")
    return numbers


def guard_name(host: str, *, private: bool) -> None:
    """Refuse what a proxy could take for its own network, as far as the name tells."""
    try:
        own = not is_public(host)
    except ValueError:
        own = host == OWN_NETWORK[0] or host.endswith(OWN_NETWORK[1:])
    if own and not private:
        raise RefusedError("it leads into the own network")


def is_public(number: str) -> bool:
    """Whether a number belongs to the open internet, also when it is wrapped into another."""
    found = ipaddress.ip_address(number.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo or (None, None))[1]
        if found in TRANSLATED:
            inner = ipaddress.IPv4Address(found.packed[-4:])
        if inner:
            return inner.is_global and not inner.is_multicast
    return found.is_global and not found.is_multicast


def within(seconds: float, call: Callable[[], Result]) -> Result:
    """The result of a call that must end in time; a timeout of sockets begins anew with each byte.

    A call that does not end is left behind on a thread that ends with the program.
    """
    results: list[Result] = []
    errors: list[Exception] = []

    def run() -> None:
        try:
            results.append(call())
        except Exception as error:  # noqa: BLE001 - raised again where the result is waited for
            errors.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    if errors:
        raise errors[0]
    if not results:
        raise OverdueError
    return results[0]
