"""A link to another site: what each behaviour of a server means for it. The server is on this machine."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator

import pytest
from link_server import LinkServer, Visitor, answer, answers, html, in_turn, leads_to, status


@pytest.fixture
def server() -> Iterator[LinkServer]:
    """A server with no page."""
    with LinkServer() as made:
        yield made


def methods(server: LinkServer, path: str) -> list[str]:
    """How a page was asked."""
    return [method for method, asked, _headers in server.asked if asked == path]


def test_a_working_page_is_asked_once_and_without_its_body(server: LinkServer) -> None:
    """One HEAD."""
    server.pages["/a"] = html("x")
    assert answer(server.url("/a")).state == "alive"
    assert methods(server, "/a") == ["HEAD"]


def test_a_page_that_refuses_head_is_asked_with_get(server: LinkServer) -> None:
    """403 to HEAD, 200 to GET: it works, and nobody waits before the second request but for the pause."""
    server.pages["/a"] = lambda v: v.answer(403 if v.command == "HEAD" else 200)
    slept: list[float] = []
    assert answer(server.url("/a"), slept=slept).state == "alive"
    assert methods(server, "/a") == ["HEAD", "GET"]
    assert slept == [0.5]


@pytest.mark.parametrize("code", [404, 410])
def test_a_page_that_is_gone_is_dead_after_two_tries(server: LinkServer, code: int) -> None:
    """The server itself says so, twice, with a pause between."""
    server.pages["/a"] = status(code)
    slept: list[float] = []
    found = answer(server.url("/a"), slept=slept)
    assert (found.state, found.sure, found.code) == ("dead", True, code)
    assert methods(server, "/a") == ["HEAD", "GET", "GET"]
    assert 2.0 in slept


@pytest.mark.parametrize("first", [404, 500, 503])
def test_a_flapping_page_is_alive(server: LinkServer, first: int) -> None:
    """What fails once and works at the second try works."""
    server.pages["/a"] = in_turn(status(first), status(first), status(200))
    assert answer(server.url("/a")).state == "alive"


def test_gone_once_and_silent_then_is_not_dead(server: LinkServer) -> None:
    """Two tries must agree."""
    server.pages["/a"] = in_turn(status(404), status(404), status(500))
    assert answer(server.url("/a")).state == "unknown"


@pytest.mark.parametrize("code", [400, 401, 403, 418, 429, 451, 500, 503, 999])
def test_a_server_that_will_not_tell_leaves_the_link_open(server: LinkServer, code: int) -> None:
    """Neither alive nor dead, and the status is given."""
    server.pages["/a"] = status(code)
    found = answer(server.url("/a"))
    assert (found.state, found.code) == ("unknown", code)
    assert str(code) in found.reason


def test_unauthorized_pages_may_count_as_working(server: LinkServer) -> None:
    """With `linkcheck_allow_unauthorized`, as in Sphinx."""
    server.pages["/a"] = status(401)
    assert answer(server.url("/a"), allow_unauthorized=True).state == "alive"


def test_a_slow_server_ends_in_time(server: LinkServer) -> None:
    """One byte of a head that never ends, again and again: the limit is for the whole request."""

    def drip(visitor: Visitor) -> None:
        visitor.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while not server.over.wait(0.05):
            visitor.wfile.write(b"X: y\r\n")

    server.pages["/a"] = drip
    found = answer(server.url("/a"), timeout=0.4)
    assert (found.state, found.reason) == ("unknown", "no answer within 0.4 seconds")
    assert answer(server.url("/a"), timeout=0.4, timeouts_are_dead=True).state == "dead"


def test_a_server_that_says_nothing(server: LinkServer) -> None:
    """No byte at all, and a connection that is closed at once."""
    server.pages["/a"] = lambda _visitor: server.over.wait()  # type: ignore[assignment] # nothing is sent
    server.pages["/b"] = lambda visitor: visitor.connection.close()
    found = answers(server.url("/a"), server.url("/b"), timeout=0.4)
    assert [a.state for a in found] == ["unknown", "unknown"]


def test_too_many_requests_wait_as_long_as_the_server_asks(server: LinkServer) -> None:
    """Retry-After in seconds; HEAD is not followed by GET at once."""
    server.pages["/a"] = in_turn(status(429, Retry_After="17"), status(200))
    slept: list[float] = []
    assert answer(server.url("/a"), slept=slept).state == "alive"
    assert slept == [17.0, 0.5]
    assert methods(server, "/a") == ["HEAD", "GET"]


def test_too_long_a_wait_is_not_waited_for(server: LinkServer) -> None:
    """Beyond `linkcheck_rate_limit_timeout` nobody could tell; the store of patience is that of the host."""
    for name in "abc":
        server.pages[f"/{name}"] = status(429, Retry_After="200")
    slept: list[float] = []
    found = answers(*(server.url(f"/{name}") for name in "abc"), slept=slept, longest_wait=300)
    assert [a.state for a in found] == ["unknown"] * 3
    assert [seconds for seconds in slept if seconds > 1] == [200.0]
    assert answer(
        server.url("/gone"), longest_wait=0
    ).sure  # waits of our own are no matter of the host's patience
    assert methods(server, "/gone") == ["HEAD", "GET", "GET"]


def test_a_wait_until_a_date(server: LinkServer) -> None:
    """Retry-After may be a date; one that has passed costs nothing."""
    server.pages["/a"] = in_turn(
        status(503, Retry_After="Wed, 21 Oct 2015 07:28:00 GMT"),
        status(503, Retry_After="Wed, 21 Oct 2015 07:28:00 GMT"),
        status(200),
    )
    slept: list[float] = []
    assert answer(server.url("/a"), slept=slept).state == "alive"
    assert max(slept) == 0.5


def test_one_request_at_a_time_for_each_host(server: LinkServer) -> None:
    """Many links and many workers, and links that lead here from elsewhere: never two requests at once."""
    at_once: list[int] = []
    now: list[str] = []

    def page(visitor: Visitor) -> None:
        now.append(visitor.path)
        at_once.append(len(now))
        server.over.wait(0.02)
        now.remove(visitor.path)
        visitor.answer(200)

    with LinkServer() as other:
        for number in range(6):
            server.pages[f"/{number}"] = page
            other.pages[f"/{number}"] = leads_to(server.url(f"/{number}"))
        links = [s.url(f"/{number}") for number in range(6) for s in (server, other)]
        assert {a.state for a in answers(*links, workers=8)} == {"alive"}
    assert set(at_once) == {1}


@pytest.mark.parametrize("code", [301, 308])
def test_a_page_that_moved_for_good_is_alive_with_its_new_address(server: LinkServer, code: int) -> None:
    """Through as many steps as are for good; what comes after a step for now is not the new address."""
    server.pages |= {"/a": leads_to("/b", code), "/b": leads_to("/c", 302), "/c": html("x")}
    found = answer(server.url("/a"))
    assert (found.state, found.moved) == ("alive", server.url("/b"))


@pytest.mark.parametrize("code", [302, 303, 307])
def test_a_page_that_leads_elsewhere_for_now_is_fine(server: LinkServer, code: int) -> None:
    """Nothing is said of its new address."""
    server.pages |= {"/a": leads_to("/b", code), "/b": leads_to("/c", 301), "/c": html("x")}
    found = answer(server.url("/a"))
    assert (found.state, found.moved) == ("alive", "")


def test_a_page_that_leads_to_one_that_is_gone_is_dead(server: LinkServer) -> None:
    """The last page counts, and is named."""
    server.pages["/a"] = leads_to("/b", 301)
    found = answer(server.url("/a"))
    assert (found.sure, found.reason) == (True, f"{server.url('/b')} says 404, not there")


def test_a_circle_is_dead_but_not_surely(server: LinkServer) -> None:
    """Two pages that send each other visitors, and one that leads ever further."""
    server.pages |= {"/a": leads_to("/b"), "/b": leads_to("/a")}
    server.pages |= {f"/{n}": leads_to(f"/{n + 1}") for n in range(30)}
    both = answers(server.url("/a"), server.url("/0"))
    assert len(both) == 2
    for found in both:
        assert (found.state, found.sure) == ("dead", False)
        assert "circle" in found.reason
    assert len(server.asked) < 60


def test_a_page_that_sets_a_cookie_and_leads_to_itself_is_alive(server: LinkServer) -> None:
    """Many sites ask for a cookie first; that is no circle."""
    server.pages["/a"] = lambda v: (
        v.answer(200) if "Cookie" in v.headers else v.answer(302, Location="/a", Set_Cookie="seen=1")
    )
    assert answer(server.url("/a")).state == "alive"
    assert methods(server, "/a") == ["HEAD", "HEAD"]


def test_a_page_that_leads_where_nobody_is_to_ask(server: LinkServer) -> None:
    """`linkcheck_ignore` holds for each step, as in Sphinx."""
    server.pages |= {"/a": leads_to("/b"), "/b": html("x")}
    assert answer(server.url("/a"), ignore=(re.compile(".*/b$"),)).state == "unasked"
    assert methods(server, "/b") == []


def test_allowed_redirects_keep_their_meaning(server: LinkServer) -> None:
    """Allowed ones are not mentioned; with the setting, others are unwanted, for good or not."""
    server.pages |= {"/a": leads_to("/b", 301), "/b": html("x"), "/c": leads_to("/b", 302)}
    allowed = {re.compile(".*/a$"): re.compile(".*/b$")}
    first, second = answers(server.url("/a"), server.url("/c"), allowed_redirects=allowed)
    assert (first.moved, first.unwanted) == ("", "")
    assert second.unwanted == server.url("/b")


def test_case_that_does_not_count(server: LinkServer) -> None:
    """With `linkcheck_case_insensitive_urls`, a redirection that changes the case alone is none."""
    server.pages |= {"/A": leads_to("/a", 301), "/a": html("x")}
    assert answer(server.url("/A")).moved == server.url("/a")
    assert answer(server.url("/A"), any_case=(re.compile(".*"),)).moved == ""


def no_host(_host: str, _port: int) -> list[str]:
    """A name that nobody knows."""
    raise socket.gaierror(socket.EAI_NONAME, "unknown")


def test_a_host_that_nobody_knows_is_dead_when_others_answer(server: LinkServer) -> None:
    """But when no host answers at all, this machine has no connection, and nothing is called dead."""
    server.pages["/a"] = html("x")

    def resolve(host: str, port: int) -> list[str]:
        return no_host(host, port) if host == "gone.test" else ["127.0.0.1"]

    gone, _alive = answers("http://gone.test/", server.url("/a"), resolve=resolve)
    assert (gone.state, gone.reason, gone.sure) == ("dead", "no host has this name", False)
    assert answer("http://gone.test/", resolve=no_host).state == "unknown"


def test_a_name_server_that_does_not_answer_tells_nothing(server: LinkServer) -> None:
    """A passing failure of the name server is no death."""
    server.pages["/a"] = html("x")

    def resolve(host: str, _port: int) -> list[str]:
        if host == "a.test":
            raise socket.gaierror(socket.EAI_AGAIN, "later")
        return ["127.0.0.1"]

    assert [a.state for a in answers("http://a.test/", server.url("/a"), resolve=resolve)] == [
        "unknown",
        "alive",
    ]


def test_what_is_no_address_is_dead_without_a_request() -> None:
    """Nobody can ask it."""
    wrong = answers("http://", "http://[1", "https:///x", "http://a b/")
    assert {(a.state, a.reason) for a in wrong} == {("dead", "it is no address of the web")}


def test_a_host_that_says_nothing_is_left_alone(server: LinkServer) -> None:
    """After three pages; one that speaks between begins the count anew."""
    for number in range(8):
        server.pages[f"/{number}"] = lambda visitor: visitor.connection.close()
    server.pages["/2"] = html("x")
    found = answers(*(server.url(f"/{number}") for number in range(8)))
    assert [a.state for a in found] == [*["unknown"] * 2, "alive", *["unknown"] * 5]
    assert {path for _method, path, _headers in server.asked} == {f"/{number}" for number in range(6)}


def test_a_page_that_leads_to_a_host_that_nobody_knows(server: LinkServer) -> None:
    """The reason names the address it leads to; its own host was heard."""
    server.pages["/a"] = leads_to("http://gone.test/x")

    def resolve(host: str, port: int) -> list[str]:
        return no_host(host, port) if host == "gone.test" else ["127.0.0.1"]

    found = answer(server.url("/a"), resolve=resolve)
    assert (found.state, found.heard) == ("dead", True)
    assert found.reason == "it leads to http://gone.test/x, and no host has this name"
