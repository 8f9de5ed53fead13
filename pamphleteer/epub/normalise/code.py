"""Highlighted code → one `pre`, with the few marks that also work in black and white."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

from pamphleteer.epub.xhtml import (
    AT,
    X,
    classes,
    drop,
    find,
    having,
    local,
    parent_of,
    rename,
    set_classes,
    unwrap,
)

if TYPE_CHECKING:
    from pamphleteer.epub.normalise.sheet import Sheet
    from pamphleteer.epub.xhtml import Element

# Pygments' short names, told apart by weight and slant only: no colour to fail in the dark or on grey paper.
WEIGHTY = frozenset({"k", "kc", "kd", "kn", "kp", "kr", "kt", "nf", "nc", "nt", "gh", "gu", "fm"})
QUIET = frozenset({"c", "c1", "ch", "cm", "cp", "cpf", "cs", "sd", "gd"})


def simplify_code(sheet: Sheet) -> None:
    """Flatten the boxes around code, keep captions, tell computers' words from the language of the page."""
    for numbers in find(
        sheet.body,
        f"//h:td[{having('linenos')}]|//h:span[{having('linenos')}]|//h:div[{having('linenodiv')}]",
    ):
        drop(numbers)
    for table in find(sheet.body, f"//h:table[{having('highlighttable')}]"):
        for pre in find(table, ".//h:pre"):
            parent_of(table).insert(parent_of(table).index(table), pre)
        drop(table)
    for diagram in find(sheet.body, f"//*[{having('mermaid')}][self::h:pre or self::h:div][not(h:*)]"):
        show_source(sheet, diagram)
    for pre in find(sheet.body, "//h:pre"):
        lift(pre)
        pre.set("dir", "ltr")
        for span in find(pre, ".//h:span"):
            mark_token(span)
    for wrapper in find(sheet.body, f"//h:div[{having('literal-block-wrapper')}]"):
        mark_listing(wrapper)
    for literal in find(sheet.body, "//h:code|//h:kbd|//h:samp"):
        literal.set("dir", "ltr")


def show_source(sheet: Sheet, diagram: Element) -> None:
    """A diagram that only a script could draw: its source, as code."""
    message = "a Mermaid diagram is shown as its source: set mermaid_output_format to “svg” or “png” to have it drawn"
    sheet.warn(message, diagram, "media")
    diagram.tag = X + "pre"
    diagram.text = inspect.cleandoc(diagram.text or "") + "\n"


def lift(pre: Element) -> None:
    """Take `pre` out of the boxes that highlighting puts around it."""
    while True:
        box = pre.getparent()
        if (
            box is None
            or local(box) != "div"
            or len(box) != 1
            or not any(c.startswith("highlight") for c in classes(box))
        ):
            return
        if box.get("id") and not pre.get("id"):
            pre.set("id", box.get("id", ""))
        if box.get(AT):
            pre.set(AT, box.get(AT, ""))
        unwrap(box)


def mark_token(span: Element) -> None:
    """Keep a token's mark when it shows."""
    names = set(classes(span))
    if names & WEIGHTY or "hll" in names:
        span.tag = X + "b"
    elif names & QUIET:
        span.tag = X + "i"
    elif not span.get("id"):
        unwrap(span)
        return
    set_classes(span)


def mark_listing(wrapper: Element) -> None:
    """Code with a caption is a figure."""
    rename(wrapper, "figure", "listing")
    for caption in find(wrapper, f"./h:div[{having('code-block-caption')}]"):
        rename(caption, "figcaption")
