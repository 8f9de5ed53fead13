"""A PDF as Typst makes it → the same, smaller, with the headings of table rows tagged, which Typst cannot express."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name
from sphinx.util import logging

from pamphleteer.languages import direction
from pamphleteer.sandbox.addresses import leads_somewhere

logger = logging.getLogger(__name__)


def finish(path: Path, row_heads: list[list[list[bool]]]) -> None:
    """Tag the headings of rows, state the direction of turning pages, then gather small objects in streams, which makes the file smaller by a third.

    The identifier of the file depends on nothing but what is in it.
    """
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        mark_row_heads(pdf, row_heads)
        state_direction(pdf)
        check_links(pdf)
        data = packed(pdf)
    path.write_bytes(data)


def state_direction(pdf: pikepdf.Pdf) -> None:
    """Say which way pages are turned: Typst's list of languages from right to left lacks some, and has Punjabi."""
    if "/ViewerPreferences" in pdf.Root:
        turned = direction(str(pdf.Root.get("/Lang", "en"))) == "rtl"
        pdf.Root.ViewerPreferences.Direction = Name.R2L if turned else Name.L2R


def check_links(pdf: pikepdf.Pdf) -> None:
    """Take away what links do that lead where no link may: raw Typst writes them past all that looks at those of chapters."""
    for page in pdf.pages:
        for note in page.get("/Annots", ()):
            action = note.get("/A")
            address = str(action.get("/URI", "")) if isinstance(action, Dictionary) else ""
            if not leads_somewhere(address):
                del note["/A"]
                logger.warning(
                    "“%s” is no address that a link may lead to: its words stay; write https:, mailto: or tel: in your raw Typst",
                    address[:80],
                    type="link",
                    subtype="scheme",
                )


def packed(pdf: pikepdf.Pdf) -> bytes:
    """The file, made in memory: on a full disk qpdf would end the whole process."""
    out = BytesIO()
    pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def elements(node: Any, kind: str) -> Iterator[Dictionary]:
    """The structure elements of one kind below a node, in reading order."""
    if isinstance(node, Array):
        for child in node:
            yield from elements(child, kind)
    elif isinstance(node, Dictionary) and "/S" in node:
        if kind == node.S:
            yield node
        yield from elements(node.get("/K"), kind)


def rows_of(table: Dictionary) -> Iterator[Dictionary]:
    """The rows of a table, but not those of tables in its cells."""
    kids = table.get("/K")
    for child in kids if isinstance(kids, Array) else [kids]:
        if isinstance(child, Dictionary) and child.get("/S") in ("/THead", "/TBody", "/TFoot"):
            yield from rows_of(child)
        elif isinstance(child, Dictionary) and child.get("/S") == "/TR":
            yield child


def cells_of(row: Dictionary) -> list[Dictionary]:
    """The cells of a row."""
    kids = row.get("/K")
    return [kid for kid in (kids if isinstance(kids, Array) else [kids]) if isinstance(kid, Dictionary)]


def mark_row_heads(pdf: pikepdf.Pdf, row_heads: list[list[list[bool]]]) -> None:
    """Turn the data cells that `row_heads` names into headings of their rows.

    Raises ValueError when the tables of the file are not those of the list.
    """
    if not row_heads:
        return
    tables = list(elements(pdf.Root.StructTreeRoot.K, "/Table"))
    if len(tables) != len(row_heads):
        if not any(flag for table in row_heads for row in table for flag in row):
            return
        raise ValueError(f"{len(tables)} tables are tagged where {len(row_heads)} were written")
    for table, flags in zip(tables, row_heads, strict=True):
        rows = [cells_of(row) for row in rows_of(table)]
        is_stacked = list(map(len, rows)) != list(map(len, flags))  # it was too wide: head, cell
        stacked = [[len(row) == 2, False] for row in rows]
        for row, names in zip(rows, stacked if is_stacked else flags, strict=True):
            for cell, is_head in zip(row, names, strict=False):
                if is_head and cell.S == "/TD":
                    mark(pdf, cell)


def mark(pdf: pikepdf.Pdf, cell: Dictionary) -> None:
    """Make a cell the heading of its row."""
    cell.S = Name.TH
    known: Any = cell.get("/A")
    attributes = list(known) if isinstance(known, Array) else [known] if known is not None else []
    for owner in attributes:
        if isinstance(owner, Dictionary) and owner.get("/O") == "/Table":
            owner.Scope = Name.Row
            return
    cell.A = Array([*attributes, pdf.make_indirect(Dictionary(O=Name.Table, Scope=Name.Row))])
