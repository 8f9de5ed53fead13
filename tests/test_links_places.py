"""A link to a place on a page of another site: there, missing, or not to be seen from here."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from link_server import LinkServer, answer, answers, html, status

LONG = "<p>" + "Rest the leg, then move it slowly. " * 30 + "</p>"


@pytest.fixture
def server() -> Iterator[LinkServer]:
    """A server with no page."""
    with LinkServer() as made:
        yield made


def test_places_on_a_page(server: LinkServer) -> None:
    """One request for all places on a page; a missing one is named with the nearest."""
    server.pages["/a"] = html(f'<h1 id="stretching">S</h1><a name="b"></a><i id="user-content-x"></i>{LONG}')
    links = [server.url(f"/a#{name}") for name in ("stretching", "x", "b", "streching", "qqq", ":~:text=leg")]
    found = answers(*links)
    assert [a.state for a in found] == ["alive", "alive", "alive", "anchor", "anchor", "alive"]
    assert found[3].reason == "the page has no “streching”; perhaps #stretching"
    assert found[4].reason == "the page has no “qqq”"
    assert [method for method, _path, _headers in server.asked] == ["GET"]


@pytest.mark.parametrize(
    "body",
    [
        '<div id="root"></div><script src="x.js"></script><p>You need to enable scripts.</p>' + LONG,
        "<script>start()</script><p>Loading</p>",
        '<script>start()</script><app-root ng-version="17"></app-root>' + LONG,
    ],
)
def test_places_on_a_page_that_a_script_makes_cannot_be_seen(server: LinkServer, body: str) -> None:
    """Nobody could tell; without the script the same page lacks the place."""
    server.pages["/a"] = html(body)
    server.pages["/b"] = html(re.sub("<script.*?</script>", "", body))
    found = answers(server.url("/a#rest"), server.url("/b#rest"))
    assert [a.state for a in found] == ["unknown", "anchor"]
    assert "a script makes it" in found[0].reason


def test_a_page_with_words_and_a_script_is_still_read(server: LinkServer) -> None:
    """Nearly every page has a script."""
    server.pages["/a"] = html(f"<script>count()</script>{LONG}")
    assert answer(server.url("/a#rest")).state == "anchor"


def test_places_that_are_not_looked_for(server: LinkServer) -> None:
    """Sphinx's settings for anchors, and files that are no pages."""
    server.pages["/a"] = html(LONG)
    server.pages["/b.pdf"] = status(200, b"%PDF", Content_Type="application/pdf")
    assert answer(server.url("/a#top")).state == "alive"
    assert answer(server.url("/a#x"), anchors=False).state == "alive"
    assert answer(server.url("/a#!x"), anchors_ignore=(re.compile("^!"),)).state == "alive"
    assert answer(server.url("/a#x"), anchors_ignore_for_url=(re.compile(".*/a$"),)).state == "alive"
    assert answer(server.url("/b.pdf#page=2")).state == "alive"


@pytest.mark.parametrize(("kind", "code"), [("text/html; charset=koi8-r", "koi8-r"), ("text/html", "utf-8")])
def test_places_with_letters_of_other_languages(server: LinkServer, kind: str, code: str) -> None:
    """Escaped in the link, written out on the page, in the charset that the server or the page names."""
    meta = "" if "charset" in kind else f'<meta charset="{code}">'
    page = f'<html><head>{meta}</head><body><h1 id="вот">x</h1></body></html>'
    server.pages["/a"] = status(200, page.encode(code), Content_Type=kind)
    found = answers(server.url("/a#%D0%B2%D0%BE%D1%82"), server.url("/a#вот"), server.url("/a#во"))
    assert [a.state for a in found] == ["alive", "alive", "anchor"]
    assert "perhaps #вот" in found[2].reason
