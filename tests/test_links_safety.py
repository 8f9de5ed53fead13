"""What a link check must not do: give names and passwords away, knock at the own network, fetch without end."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from link_server import HERE, LinkServer, Visitor, answer, answers, html, in_turn, leads_to, status
from requests.auth import HTTPDigestAuth
from tools import need
from urllib3.exceptions import InsecureRequestWarning

from pamphleteer.links.door import MOST_BYTES, guard_name, is_public

SENT_ALONG = "Basic dXNlcjpwYXNz"  # user:pass
AUTH = ((re.compile(r"http://mine\.test(:\d+)?"), ("user", "pass")),)


@pytest.fixture
def server() -> Iterator[LinkServer]:
    """The host that is configured."""
    with LinkServer() as made:
        yield made


@pytest.fixture
def other() -> Iterator[LinkServer]:
    """The host of somebody else."""
    with LinkServer() as made:
        made.pages["/b"] = html("x")
        yield made


def test_a_password_goes_to_its_own_host_alone(server: LinkServer, other: LinkServer) -> None:
    """Sent where it belongs, also after a step on the same host; not after a step to another name or port."""
    server.pages |= {"/a": leads_to("/on"), "/on": leads_to(other.url("/b", "theirs.test"))}
    assert answer(server.url("/a", "mine.test"), auth=AUTH).state == "alive"
    assert [headers.get("Authorization") for _m, _p, headers in server.asked] == [SENT_ALONG, SENT_ALONG]
    assert [headers.get("Authorization") for _m, _p, headers in other.asked] == [None]


@pytest.mark.parametrize(
    "host",
    ["mine.test.evil.test", "mine.testing.test", "user:pw@evil.test", "mine.test@evil.test", "theirs.test"],
)
def test_a_host_whose_name_begins_alike_gets_no_password(other: LinkServer, host: str) -> None:
    """A pattern must take in the whole host, and what stands before an @ is no host."""
    assert answer(other.url("/b", host), auth=AUTH).state == "alive"
    assert [headers.get("Authorization") for _m, _p, headers in other.asked] == [None]


def test_headers_go_to_their_own_host_alone(server: LinkServer, other: LinkServer) -> None:
    """`linkcheck_request_headers` of a host stay with it when it leads elsewhere; those for all go to all."""
    mine = server.url("", "mine.test")
    server.pages["/a"] = leads_to(other.url("/b", "theirs.test"))
    headers = {mine: {"X-Token": "secret", "Cookie": "key=1"}, "*": {"X-All": "yes"}}
    assert answer(server.url("/a", "mine.test"), headers=headers).state == "alive"
    assert [(h.get("X-Token"), h.get("Cookie")) for _m, _p, h in server.asked] == [("secret", "key=1")]
    assert [(h.get("X-Token"), h.get("Cookie"), h.get("X-All")) for _m, _p, h in other.asked] == [
        (None, None, "yes")
    ]


def test_cookies_stay_with_their_host(server: LinkServer, other: LinkServer) -> None:
    """What one host sets is not sent to another."""
    server.pages["/a"] = status(302, Location=other.url("/b", "theirs.test"), Set_Cookie="key=1")
    assert answer(server.url("/a", "mine.test")).state == "alive"
    assert [headers.get("Cookie") for _m, _p, headers in other.asked] == [None]


def test_digest_is_not_answered_to_another_host(server: LinkServer, other: LinkServer) -> None:
    """A host that one is led to asks for the password in its turn, and gets nothing."""
    asks = 'Digest realm="r", nonce="n", qop="auth"'
    other.pages["/b"] = status(401, WWW_Authenticate=asks)
    server.pages["/a"] = in_turn(status(401, WWW_Authenticate=asks), leads_to(other.url("/b", "theirs.test")))
    auth = ((AUTH[0][0], HTTPDigestAuth("user", "pass")),)
    assert answer(server.url("/a", "mine.test"), auth=auth).code == 401
    assert any("Digest" in headers.get("Authorization", "") for _m, _p, headers in server.asked)
    assert other.asked
    assert not any("Authorization" in headers for _m, _p, headers in other.asked)


def test_netrc_is_not_read(other: LinkServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what conf.py says is sent."""
    (tmp_path / "netrc").write_text("machine theirs.test login user password pass\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    assert answer(other.url("/b", "theirs.test")).state == "alive"
    assert [headers.get("Authorization") for _m, _p, headers in other.asked] == [None]


@pytest.mark.parametrize("host", [HERE, "localhost", "inside.test"])
def test_the_own_network_is_not_asked(server: LinkServer, host: str) -> None:
    """Whether it is named by number or by a name that leads there; the link is neither dead nor alive."""
    server.pages["/a"] = html("x")
    found = answer(server.url("/a", host), private=False)
    assert (found.state, server.asked) == ("unasked", [])


def test_nobody_is_led_into_the_own_network(server: LinkServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each step is judged as the first one was; a file is no step at all. The server stands in for a proxy."""
    monkeypatch.setenv("http_proxy", server.url(""))
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    for path, place in {
        "a": "http://localhost/b",
        "c": "file:///etc/passwd",
        "d": "http://10.0.0.1/",
    }.items():
        server.pages[f"http://open.test/{path}"] = leads_to(place)
        assert answer(f"http://open.test/{path}", private=False).state == "unasked"
    assert [path for _m, path, _h in server.asked] == [f"http://open.test/{path}" for path in "acd"]


@pytest.mark.parametrize(
    ("number", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),  # noqa: S104 - judged, not bound to
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("64:ff9b::a01:203", False),
        ("64:ff9b::5db8:d822", True),
        ("2002:7f00:1::", False),
    ],
)
def test_numbers_of_the_own_network(number: str, public: bool) -> None:
    """Also those that are wrapped into others."""
    assert is_public(number) is public


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "x.localhost", "nas.local", "db.internal"])
def test_a_proxy_is_not_sent_into_the_own_network(host: str) -> None:
    """As far as the name tells."""
    with pytest.raises(Exception, match="own network"):
        guard_name(host, private=False)
    guard_name("example.org", private=False)
    guard_name(host, private=True)


def test_a_name_is_looked_up_once_for_each_request(server: LinkServer) -> None:
    """The connection goes to the number that was judged, though the name means another one a moment later."""
    server.pages["/a"] = html("x")
    looked: list[str] = []

    def resolve(host: str, _port: int) -> list[str]:
        looked.append(host)
        return [HERE]

    assert answer(server.url("/a", "no-such-name.test"), resolve=resolve).state == "alive"
    assert looked == ["no-such-name.test"]
    assert server.asked[0][2]["Host"] == f"no-such-name.test:{server.server_port}"


def test_a_host_with_several_numbers_is_tried_at_each(server: LinkServer) -> None:
    """The first one may be dead."""
    server.pages["/a"] = html("x")
    found = answer(server.url("/a", "two.test"), resolve=lambda _host, _port: ["127.0.0.9", HERE])
    assert found.state == "alive"


def endless(visitor: Visitor) -> None:
    """A page that never ends."""
    visitor.send_response(200)
    visitor.send_header("Content-Type", "text/html")
    visitor.end_headers()
    sent = 0
    while visitor.command != "HEAD" and not visitor.server.over.is_set() and sent < 40 * MOST_BYTES:
        visitor.wfile.write(b"<p>Rest the leg.</p>" * 5000)
        sent += 100_000
        SENT[0] = sent


SENT = [0]
"""Bytes that the endless page could send."""


def test_a_huge_page_is_not_read_to_its_end(server: LinkServer) -> None:
    """For its places only the first part is read; without a place nothing is. Redirections that go on do not matter."""
    server.pages["/a"] = endless
    found = answers(server.url("/a#rest"), server.url("/a"))
    assert [a.state for a in found] == ["unknown", "alive"]
    assert "too long" in found[0].reason
    assert SENT[0] < 10 * MOST_BYTES


def test_the_body_of_a_redirection_is_not_read(server: LinkServer) -> None:
    """It may be endless too."""

    def page(visitor: Visitor) -> None:
        if visitor.command == "HEAD":
            visitor.answer(405)
            return
        visitor.send_response(302)
        visitor.send_header("Location", "/b")
        visitor.end_headers()
        SENT[0] = 0
        while not visitor.server.over.is_set() and SENT[0] < 40 * MOST_BYTES:
            visitor.wfile.write(b"x" * 100_000)
            SENT[0] += 100_000

    server.pages |= {"/a": page, "/b": html("x")}
    assert answer(server.url("/a")).state == "alive"
    assert SENT[0] < 10 * MOST_BYTES


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for mine.test that nobody has signed, with its key."""
    need("openssl")
    path = tmp_path_factory.mktemp("tls") / "mine.pem"
    command = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=mine.test -addext subjectAltName=DNS:mine.test"
    made = subprocess.run(
        [*command.split(), "-keyout", path, "-out", f"{path}.crt"], check=True, capture_output=True
    )
    assert made.returncode == 0
    path.write_bytes(path.read_bytes() + Path(f"{path}.crt").read_bytes())
    return path


def test_certificates(certificate: Path) -> None:
    """One that is not trusted tells nothing; a trusted one counts for its own name alone, whatever number is behind."""
    with LinkServer(certificate) as server:
        server.pages["/a"] = html("x")
        mine, wrong = server.url("/a", "mine.test"), server.url("/a", "wrong.test")
        found = answer(mine)
        assert (found.state, found.reason) == ("unknown", "no connection that can be trusted (TLS)")
        trusted = answers(mine, wrong, cacerts=str(certificate))
        assert [a.state for a in trusted] == ["alive", "unknown"]
        assert answer(mine, cacerts={"mine.test": str(certificate)}).state == "alive"
        assert answer(mine, cacerts={"wrong.test": str(certificate)}).state == "unknown"
        with pytest.warns(InsecureRequestWarning):
            assert answer(mine, verify=False).state == "alive"


def test_a_step_behind_a_proxy_leaves_the_door_before(
    certificate: Path, other: LinkServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One host is asked at once, the next through a proxy, which gets its name and not the number of the first."""
    monkeypatch.setenv("https_proxy", other.url(""))
    monkeypatch.setenv("no_proxy", "mine.test")
    with LinkServer(certificate) as server:
        server.pages["/a"] = leads_to("https://far.test/b")
        answer(server.url("/a", "mine.test"), cacerts=str(certificate))
    assert {(method, path) for method, path, _headers in other.asked} == {("CONNECT", "far.test:443")}
