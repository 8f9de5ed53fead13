"""Answers of other sites to the link check → an answer for each link, in the time that is allowed, and nothing that acts."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Mapping
from pathlib import Path

from attempt import Attempt

CONF = """
extensions = ["myst_parser", "pamphleteer"]
project = "B"
html_theme = "alabaster"
pamphleteer_link_private = True
linkcheck_timeout = 10
linkcheck_retries = 0
"""

COMMANDS = (
    ("linkcheck", "html"),
    ("linkcheck", "html", "--format", "json", "--output", "_build/links-report.json"),
)


def answer(body: bytes, *headers: bytes, status: bytes = b"200 OK") -> bytes:
    """A whole response."""
    head = [b"HTTP/1.1 " + status, b"Content-Length: %d" % len(body), b"Connection: close", *headers]
    return b"\r\n".join(head) + b"\r\n\r\n" + body


def page(body: bytes) -> bytes:
    """A page of HTML."""
    return answer(body, b"Content-Type: text/html; charset=utf-8")


def chapter(*addresses: str) -> str:
    """A chapter with links."""
    return "# B\n\n" + "".join(f"[word {n}](<{address}>)\n\n" for n, address in enumerate(addresses))


NESTED = (
    b"<html><body><script>x</script>"
    + b'<div id="root">' * 200
    + b"<b>x</b>" * 40_000
    + b"</div>" * 200
    + b"</body></html>"
)

SETTINGS = (
    "pamphleteer_link_private=1",
    "linkcheck_retries=1",
    "linkcheck_timeout=5",
    "linkcheck_rate_limit_timeout=1",
)

OTHER_COMMANDS = (("linkcheck", *(word for setting in SETTINGS for word in ("-D", setting)), "html"),)

LAST = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 26\r\nConnection: close\r\n\r\n<p id='here'>Words</p>    "


def other_answer(body: bytes = b"", status: bytes = b"200 OK", **headers: bytes) -> bytes:
    """A whole response; `Content_Type` stands for `Content-Type`."""
    told = {
        "Content_Type": b"text/html",
        "Content_Length": str(len(body)).encode(),
        "Connection": b"close",
    } | headers
    lines = b"".join(
        name.replace("_", "-").encode() + b": " + value + b"\r\n" for name, value in told.items()
    )
    return b"HTTP/1.1 " + status + b"\r\n" + lines + b"\r\n" + body


def pages(name: str, answers: Mapping[str, bytes], place: str = "") -> dict[str, str | bytes]:
    """A chapter that links to each answer, with a sound one behind, and the answers."""
    links = "\n\n".join(f"[{key}]({{SERVER}}/{name}-{key}{place})" for key in [*answers, "last"])
    chapter: dict[str, str | bytes] = {f"book/{name}/a.md": f"# A\n\n{links}\n"}
    return chapter | {f"peer/{name}-{key}": data for key, data in {**answers, "last": LAST}.items()}


LEADING = {
    f"to{number}": other_answer(status=b"302 Found", Location=place)
    for number, place in enumerate(
        (
            b"//[", b"http://[::1", b"http://a\xe2\x84\x80b.test/", b"http://127.0.0.1:99999/", b"http://:80/", b"http:///x", b"http://%5b::1%5d/",
            b"http://127.0.0.1:-1/", b"\x1b]0;x\x07\x9b2J", b"/\xff\xfe\x85\xe2\x80\xa8::error::x", b"javascript:alert(1)", b"file:///etc/passwd",
            b"http://user:secret@[fe80::1%25eth0]/", b"http://" + b"a" * 300 + b".test/", b"?" * 60_000, b"http://0x7f.1/\x00",
            b"//\\\\x/y", b"gopher://127.0.0.1:25/_x", b"http://127.0.0.1:00000000000000000080/", b"HTTP:///", b"http://\xd8\xa0.\xd8\xa0/", b"..;/" * 999,
        )
    )
}  # fmt: skip

FORMS = {
    "empty": b"",
    "old": b"<html><p id='here'>no status line",
    "number": b"HTTP/1.1 99999999999999999999 OK\r\n\r\n",
    "zero": b"HTTP/1.1 000 \r\n\r\n",
    "version": b"HTTP/9.9 200 OK\r\n\r\n",
    "reason": b"HTTP/1.1 500 \x1b]0;x\x07\xe2\x80\xae::error::x\r\nContent-Length: 0\r\n\r\n",
    "switch": b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n\x81\x00",
    "goon": b"HTTP/1.1 100 Continue\r\n\r\n" * 20_000 + LAST,
    "many": b"HTTP/1.1 200 OK\r\n" + b"X-A: b\r\n" * 200 + b"\r\n",
    "long": b"HTTP/1.1 200 OK\r\nX-A: " + b"b" * 200_000 + b"\r\n\r\n",
    "folded": b"HTTP/1.1 200 OK\r\nContent-Type:\r\n text/html;\r\n\tcharset=x\r\n: none\r\nno colon\r\n \r\n\r\nx",
    "lengths": b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 7\r\n\r\nabcdefgh",
    "negative": b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nabc",
    "digits": b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: " + b"9" * 5000 + b"\r\n\r\nabc",
    "chunks": b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\nabc\r\nffffffffffffffffff\r\nx",
    "extension": b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n1;" + b"x" * 200_000 + b"\r\na\r\n0\r\n\r\n",
    "cookies": b"HTTP/1.1 302 Found\r\nLocation: ?again\r\n" + b"Set-Cookie: a=\x01\x7f\xff; expires=Thu, 99 Jan 99999 99:99:99 GMT; max-age=" + b"9" * 400 + b'; path="\\\r\n\r\n',
    "realm": b'HTTP/1.1 401 No\r\nWWW-Authenticate: Digest realm="\\\r\nWWW-Authenticate: \xff\r\nContent-Length: 0\r\n\r\n',
}  # fmt: skip

BODIES = {
    "codes": other_answer(b"<p id='her\x1b]0;x\x07'>x</p><p id='hare\n::stop-commands::y'>y</p><p id='h\xc3\xa9re\xe2\x80\xae'>z</p>"),
    "roots": other_answer(b"<script></script>" + b"<div id=app><b>x</b>" * 240 + b"<i>x</i>" * 150_000),
    "near": other_answer(b"".join(b"<p id='" + str(n).encode() + b"here' name=" + b"her" * 30 + b">" for n in range(12_000))),
    "deep": other_answer(b"<a>" * 500_000 + b"<p id=x>"),
    "entities": other_answer(b"<!DOCTYPE html [<!ENTITY a 'x'><!ENTITY b '&a;&a;'><!ENTITY c SYSTEM 'file:///etc/passwd'>]><p id='&c;'>&b;&c;</p>"),
    "attributes": other_answer(b"<p " + b"".join(b"a%d=x " % n for n in range(60_000)) + b">"),
    "nothing": other_answer(b"<!--"),
    "instruction": other_answer(b"<?xml version='1.0' encoding='x'?><?x <p id='y'>"),
    "zeros": other_answer(bytes(300_000)),
    "frames": other_answer(b"<frameset><frame src=x>" * 30_000),
}  # fmt: skip


def every(name: str, keys: Mapping[str, bytes]) -> Attempt:
    """An attempt that links to all of these answers, and to a place on each."""
    return Attempt(
        name=name,
        kind="peers",
        tries=TRIES[name],
        files=pages(name, keys, "#here"),
        commands=OTHER_COMMANDS,
        says="links to other sites",
        holds=reached,
    )


def reached(folder: Path) -> str:
    """Whether the check came to its end and kept what it knows; the listener is asked on purpose."""
    return "" if list((folder / "_build").rglob("link*.json")) else "nothing is remembered of the links"


TRIES = {
    "packed-many-times": "Bodies packed in forty layers, in nine thousand names, to 400 MB, cut short, or not packed at all.",
    "leading-nowhere": "Redirections to what no library takes for an address, or to what is no web.",
    "no-answers": "Responses without end of their head, with odd status, lengths, chunks and cookies.",
    "later-than-never": "The site asks to come again after no number, a negative one, or beyond the calendar.",
    "charsets-of-python": "The page says that it is in an encoding that only Python knows, that is none, or that breaks a header.",
    "bodies-that-choke": "Places with codes in their names, and pages on which looking for a place takes longer than the page is long.",
}

BOMB = gzip.compress(bytes(1_000_000), 9) * 400
"""400 MB in as many parts as there are."""


def packed(rounds: int) -> bytes:
    """Nothing much, packed many times."""
    body = b"<p id='here'>Words</p>"
    for _round in range(rounds):
        body = gzip.compress(body, 1)
    return body


PACKED = {
    "chain": other_answer(packed(40), Content_Encoding=b", ".join([b"gzip"] * 40)),
    "names": other_answer(b"x", Content_Encoding=b",".join([b"gzip"] * 9000)),
    "bomb": other_answer(BOMB, Content_Encoding=b"gzip"),
    "twice": other_answer(gzip.compress(BOMB), Content_Encoding=b"gzip, gzip"),
    "cut": other_answer(gzip.compress(b"<p>x</p>")[:-9], Content_Encoding=b"gzip"),
    "lies": other_answer(b"<p id='here'>", Content_Encoding=b"deflate"),
    "unknown": other_answer(b"\x00\xff", Content_Encoding=b"zstd, br, compress, x-\xff"),
    "raw": other_answer(
        zlib.compress(b"<p id='here'>", 9) * 9, Content_Encoding=b"deflate, identity, deflate"
    ),
}

LATER = {
    f"wait{number}": other_answer(status=status, Retry_After=value)
    for status in (b"429 Later",)
    for number, value in enumerate(
        (
            b"1e999", b"nan", b"-5", b"0x10", "²".encode("latin-1"), b"Fri, 31 Dec 9999 23:59:59 -2359", b"Mon, 01 Jan 0001 00:00:00 +2359", b"Thu, 01 Jan 99999 00:00:00 GMT",
            b"Fri, 31 Dec 1969 23:59:60 GMT", b"Thu, 01 Jan 1970 00:00:00 +99999999999999999999", b"0", b" ", b"\x00", b"0" * 5000,
        )
    )
}  # fmt: skip

CHARSETS = {
    f"charset{number}": other_answer(b"<p id='here'>\xff\xfe\x00W\x80rds</p>", Content_Type=b"text/html; charset=" + name)
    for number, name in enumerate(
        (
            b"undefined", b"idna", b"punycode", b"unicode_escape", b"raw_unicode_escape", b"zlib_codec", b"rot13", b"utf-7", b"utf-16", b"utf-32-be", b"x\x00y",
            b"\xff\xfe", b"'", b'"utf-8', b"ebcdic-cp-us", b"hz", b"iso-2022-kr", b"UCS-4", b"a" * 5000, b"../../x", b"", b";charset=utf-8;charset=x", b"mbcs", b"oem",
        )
    )
}  # fmt: skip

ATTEMPTS: tuple[Attempt, ...] = (
    Attempt(
        "pages-of-nothing",
        "peers",
        "answers with pages that hold a declaration, a mark, a zero or nothing that a parser makes a tree of",
        {
            "conf.py": CONF,
            "book/index.md": chapter(
                *(
                    f"{{SERVER}}/{name}#place"
                    for name in ("doctype", "bom", "zero", "comment", "instruction", "odd", "wide")
                )
            ),
            "peer/doctype": page(b"<!DOCTYPE html>"),
            "peer/bom": page(b"\xef\xbb\xbf"),
            "peer/zero": page(b"\0" * 40),
            "peer/comment": page(b"<!-- x "),
            "peer/instruction": page(b"<?xml version='1.0'?>"),
            "peer/odd": answer(b"<p id=x>x", b"Content-Type: text/html; charset"),
            "peer/wide": answer(b"<p id=x>x</p>", b"Content-Type: text/html; charset=utf-16le"),
        },
        COMMANDS,
        shares=False,
    ),
    Attempt(
        "places-within-each-other",
        "peers",
        "has each of hundreds of places of one name searched through for words, all of which lie in the innermost",
        {"conf.py": CONF, "book/index.md": chapter("{SERVER}/nested#none"), "peer/nested": page(NESTED)},
        COMMANDS[:1],
        shares=False,
    ),
    Attempt(
        "moved-to-what-hides",
        "peers",
        "moves for good to addresses with codes of terminals, of logs and of no address at all",
        {
            "conf.py": CONF,
            "book/index.md": chapter(
                *(f"{{SERVER}}/{name}" for name in ("gone", "away", "off", "there", "then"))
            ),
            "peer/gone": answer(b"", b"Location: /there?\x1b[8mhidden\x1b[30;40m", status=b"301 Moved"),
            "peer/away": answer(b"", b"Location: http://[::1/\x1b[8m", status=b"308 Moved"),
            "peer/off": answer(
                b"", b"Location: javascript:alert(1)//\xe2\x80\xae\x9b", status=b"301 \x1b[8m"
            ),
            "peer/there": page(b"<p>Words</p>"),
            "peer/then": answer(b"", "Retry-After: ²".encode("latin-1"), status=b"503 ::add-mask::x"),
        },
        COMMANDS,
        shares=False,
    ),
    every("leading-nowhere", LEADING),
    every("no-answers", FORMS),
    every("bodies-that-choke", BODIES),
    Attempt(
        "places-that-hide",
        "peers",
        "names a place of its page so that the suggestion of it conceals the rest of a line",
        {
            "conf.py": CONF,
            "book/index.md": chapter(
                "{SERVER}/hide#section-one", "{SERVER}/command#section-two", "{SERVER}/turn#section-three"
            ),
            "peer/hide": page(b"<p id='section-one\x1b[8m'>Words</p>" + b"<p>words and words</p>" * 40),
            "peer/command": page(
                b"<p id='section-two&#10;::add-mask::x&#13;##[x]'>Words</p>" + b"<p>words and words</p>" * 40
            ),
            "peer/turn": page(
                "<p name='section-three\u202e\x9b8m\x1b[30;40m'>Words</p>".encode()
                + b"<p>words and words</p>" * 40
            ),
        },
        COMMANDS,
        shares=False,
    ),
    Attempt(
        "patience-of-the-check",
        "peers",
        "asks the check to come back so late that a job hangs for minutes at the wish of one page",
        {
            "conf.py": CONF,
            "book/index.md": chapter("{SERVER}/later"),
            "peer/later": answer(b"", b"Retry-After: 290", status=b"429 Too Many Requests"),
        },
        COMMANDS[:1],
        shares=False,
    ),
    every("packed-many-times", PACKED),
    every("later-than-never", LATER),
    every("charsets-of-python", CHARSETS),
)
