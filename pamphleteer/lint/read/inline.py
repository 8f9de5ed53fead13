"""markdown-it's inline tokens → the text of a line with its marks, as a reader sees it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pamphleteer.lint.read.line import Line, MarkKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

    from pamphleteer.lint.page import Mark

TEXT_ROLES = frozenset(
    "abbr abbreviation sub subscript sup superscript strong emphasis kbd guilabel menuselection dfn term title-reference del u "
    "rubric small".split()
)
ABBREVIATING = ("abbr", "abbreviation")
TARGET = re.compile(r"^(?P<text>.+?)\s*<(?P<target>[^<>]*)>$", re.DOTALL)
EXPLAINED = re.compile(r"^(?P<text>.+?)\s*\((?P<target>.*)\)$", re.DOTALL)
CITING = re.compile(r"^(?:foot|full)?cite(?:$|:)|^footcite")
MARKS: dict[str, MarkKind] = {"link_open": "link", "strong_open": "strong"}
LINE_BREAK = re.compile(r"<br\b", re.IGNORECASE)


def line_of(children: Sequence[Token]) -> tuple[str, tuple[Mark, ...]]:
    """The text of an inline token, and its marks."""
    line = Line()
    write(children, line)
    return line.finish()


def write(children: Sequence[Token], line: Line) -> None:
    """Write each token of a line; an autolink shows its address, which is not prose."""
    autolink = False
    for token in children:
        name = token.type
        if name == "link_open":
            autolink = token.info == "auto" or token.markup in ("autolink", "linkify")
        if name in ("text", "text_special"):
            if autolink:
                line.write_opaque()
            else:
                line.write(token.content)
        elif name.endswith("_open"):
            if kind := MARKS.get(name):
                line.open(kind, str(token.attrs.get("href", "")))
        elif name.endswith("_close"):
            autolink = False
            if name.removesuffix("close") + "open" in MARKS:
                line.close()
        else:
            write_leaf(token, line)


def write_leaf(token: Token, line: Line) -> None:
    """Write what is one token: a line break, a role, a footnote mark, or something that is not prose."""
    if token.type in ("softbreak", "hardbreak") or (
        token.type == "html_inline" and LINE_BREAK.match(token.content)
    ):
        line.write(" ")
    elif token.type == "myst_role":
        write_role(token.meta["name"], token.content, line)
    elif token.type == "footnote_ref":
        line.write_opaque("cite", str(token.meta.get("label", "")))
    else:
        line.write_opaque()


def write_role(name: str, content: str, line: Line) -> None:
    """What a role shows, as far as the source tells."""
    content = " ".join(content.split())
    name = name.rpartition(":")[2] if not name.startswith("cite") else name
    if CITING.match(name):
        line.write_opaque("cite", content)
        return
    before = len(line.open_marks)
    found = (EXPLAINED if name in ABBREVIATING else TARGET).match(content)
    if name == "term" or (found and name in ABBREVIATING):
        line.open("explained", found["target"] if found else content)
    elif found:
        line.open("link", found["target"])
    if found or name in TEXT_ROLES:
        line.write(found["text"] if found else content)
    else:
        line.write_opaque()
    line.close_to(before)
