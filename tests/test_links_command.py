"""`pamphleteer linkcheck` as it is typed: exit status, words, reports, and what is kept between runs."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from link_server import LinkServer, html, status

from pamphleteer.__main__ import main
from pamphleteer.links.door import look_up

PRIVATE = "pamphleteer_link_private = True"
Write = Callable[..., Path]


@pytest.fixture
def server() -> Iterator[LinkServer]:
    """A server with one page."""
    with LinkServer() as made:
        made.pages["/a"] = html("x")
        yield made


@pytest.fixture
def book(write_book: Write, monkeypatch: pytest.MonkeyPatch) -> Write:
    """`book(text, conf)`: a book of one page, in the current folder."""

    def write(text: str, conf: str = PRIVATE) -> Path:
        folder = write_book({"index.md": f"# Start\n\n{text}\n"}, conf)
        monkeypatch.chdir(folder)
        return folder

    return write


def test_a_dead_link_fails_and_a_good_one_does_not(
    server: LinkServer, book: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    """The report is on standard output, all else on the other; the second run asks only what it must."""
    book(f"[x]({server.url('/a')}) [y]({server.url('/gone')})")
    assert main(["linkcheck", "html"]) == 1
    out, err = capsys.readouterr()
    assert out.startswith(f"index.md:3:{len(server.url('/a')) + 11}: error: {server.url('/gone')} is gone")
    assert out.endswith(f"there may be a copy at https://web.archive.org/web/*/{server.url('/gone')}\n")
    assert "links inside the book: 0 broken" in err
    assert "links to other sites: 1 alive, 1 dead\n" in err
    book(f"[x]({server.url('/a')})")
    assert main(["linkcheck", "html"]) == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert "links to other sites: 1 alive (1 known from an earlier run)\n" in err
    assert [path for _method, path, _headers in server.asked].count("/a") == 1


def test_a_report_is_written_to_a_file(
    server: LinkServer, book: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    """JSON alone on standard output, or a whole report in a file; notes do not fail the run."""
    server.pages["/b"] = status(403)
    folder = book(f"[x]({server.url('/a')}) [y]({server.url('/b')})")
    assert main(["linkcheck", "html", "--format", "json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert [link["state"] for link in report["links"]] == ["alive", "unknown"]
    assert main(["linkcheck", "html", "--output", "out/links.txt"]) == 0
    assert capsys.readouterr().out == ""
    text = (folder / "out/links.txt").read_text(encoding="utf-8")
    assert "note: could not tell whether" in text
    assert "\nalive    last alive 20" in text


def test_without_a_connection_nothing_is_called_dead(book: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """A port at which nobody listens: the run says that no host answered, does not fail, and the next one asks again."""
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        book(f"[x](http://127.0.0.1:{silent.getsockname()[1]}/)")
        assert main(["linkcheck", "html"]) == 0
        out, err = capsys.readouterr()
        assert main(["linkcheck", "html"]) == 0
        assert "known from an earlier run" not in capsys.readouterr().err
    assert "note: could not tell whether" in out
    assert "1 of which nobody could tell" in err
    assert "no host answered: this machine seems to have no connection" in err


def test_internal_asks_nobody(server: LinkServer, book: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """And says nothing of other sites."""
    book(f"[x]({server.url('/gone')})")
    assert main(["linkcheck", "--internal", "html"]) == 0
    assert "other sites" not in capsys.readouterr().err
    assert server.asked == []


def test_what_cannot_be_checked_is_refused(book: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """An edition without links, and a ref without git."""
    book("[x](http://127.0.0.1:9/)")
    assert main(["linkcheck", "pdf"]) == 2
    assert "choose from html, epub" in capsys.readouterr().err
    assert main(["linkcheck", "html", "--new-since", "main"]) == 2
    assert "git knows no “main”" in capsys.readouterr().err


def test_numbers_of_this_machine() -> None:
    """Found without a name server, those of IPv4 first."""
    assert look_up("127.0.0.1", 80) == ["127.0.0.1"]
    assert look_up("localhost", 80)[0] in {"127.0.0.1", "::1"}


def test_an_e_book_keeps_its_page_numbers(book: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """Editions that stand are followed as they are, not made anew without their print."""
    book("Text.")
    assert main(["build", "pdf", "epub", "html"]) == 0
    capsys.readouterr()
    assert main(["linkcheck", "--internal"]) == 0
    err = capsys.readouterr().err
    assert [f"{name}: nothing has changed" in err for name in ("pdf", "epub", "html")] == [True] * 3


def test_what_another_command_forgot_is_read_again(book: Write) -> None:
    """After a failure Sphinx's memory is taken away, though the editions stand."""
    folder = book("Text.")
    assert main(["linkcheck", "--internal", "html"]) == 0
    (folder / "_build/.work/doctrees/environment.pickle").unlink()
    assert main(["linkcheck", "--internal", "html"]) == 0
