"""Tables: every header cell says what it heads; wide tables can be laid out line by line on a narrow screen."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from pamphleteer.epub.xhtml import (
    X,
    add,
    classes,
    drop,
    find,
    having,
    local,
    new,
    parent_of,
    remove,
    rename,
    replace,
    set_classes,
    text_of,
    wrap,
)

if TYPE_CHECKING:
    from pamphleteer.epub.normalise.sheet import Sheet
    from pamphleteer.epub.xhtml import Element

SCOPES = frozenset({"row", "col", "rowgroup", "colgroup"})
NO_WIDTH = "\u200b"
WIDE = 4
"""Columns from which on a table is likely to be too wide for a page of 60 letters."""

LONG = 18
"""A word of more letters may be broken anywhere, lest its column push others off the page."""
LINE = 46
"""Letters that stand side by side in a wide table on a telephone."""
BESIDE = 1.5
"""Letters for which there would be room between two columns."""


def mark_headers(sheet: Sheet) -> None:
    """Scopes for header cells, and a box that holds each table."""
    for table in find(sheet.body, "//h:table"):
        rows = find(table, "./h:tr|./h:thead/h:tr|./h:tbody/h:tr|./h:tfoot/h:tr")
        if drop_empty(table, rows):
            continue
        for cell in find(table, "./h:thead/h:tr/h:th"):
            cell.set("scope", "col")
        for cell in find(table, "./h:tbody/h:tr/h:th"):
            stated = cell.get("scope", "").lower()
            cell.set("scope", stated if stated in SCOPES else "row" if cell.getnext() is not None else "col")
        for cell in find(table, "./*/h:tr/h:th"):
            if not text_of(cell) and not find(cell, ".//h:img"):  # an empty header cell heads nothing
                cell.tag = X + "td"
                remove(cell, "scope")
        mark_long_words(table)
        show_formulas(table)
        set_classes(table, *(name for name in classes(table) if name != "wide"))
        if max((len(row) for row in rows), default=0) >= WIDE:
            set_classes(table, *classes(table), "wide")
        for paragraph in find(table, ".//h:td/h:p[count(../*)=1]|.//h:th/h:p[count(../*)=1]"):
            free(paragraph)
        if local(parent_of(table)) not in {"td", "th"}:
            wrap(table, new("div", cls="table"))


def drop_empty(table: Element, rows: list[Element]) -> bool:
    """Drop a table that holds nothing, whatever its caption says, which stays; whether it was one."""
    if any(text_of(row) or find(row, ".//h:img|.//s:svg|.//m:math") for row in rows):
        return False
    for caption in find(table, "./h:caption"):
        rename(caption, "div", "rubric")
        table.addprevious(caption)
    drop(table)
    return True


def order_parts(sheet: Sheet) -> None:
    """The caption first, then columns, one head, the rows, one foot: as browsers show them, wherever they are written."""
    for table in find(sheet.body, "//h:table"):
        captions, heads, feet = (find(table, f"./h:{name}") for name in ("caption", "thead", "tfoot"))
        for more in captions[1:]:
            more.tag = X + "div"
            captions[0].append(more)
        for more in [*heads[1:], *feet[1:]]:
            more.tag = X + "tbody"
        groups = find(table, "./h:colgroup")
        if columns := find(table, "./h:col"):
            group = new("colgroup")
            group.extend(columns)
            groups.insert(0, group)
        for part in reversed([*captions[:1], *groups, *heads[:1]]):
            table.insert(0, part)
        table.extend(feet[:1])


def join_columns(sheet: Sheet) -> None:
    """A list that is laid out in columns by a table is one list."""
    for table in find(sheet.body, f"//h:table[{having('hlist')}]"):
        whole = new("ul")
        whole.extend(find(table, ".//h:td/h:ul/h:li"))
        replace(table, whole)


def write_out_inner(sheet: Sheet) -> None:
    """A table in a cell becomes a list of its rows: no phone has room for it, and MuPDF loses its words."""
    for table in reversed(find(sheet.body, "//h:table//h:table")):
        heads = [text_of(cell) for cell in find(table, "./h:thead/h:tr[1]/*")]
        rows = find(table, "./h:tr|./h:tbody/h:tr|./h:tfoot/h:tr") or find(table, "./h:thead/h:tr")
        single = all(len(row) == 1 for row in rows)
        whole = new("div" if single else "ul", id=table.get("id"))
        for row in rows:
            item = add(whole, "div" if single else "li", id=row.get("id"))
            for count, cell in enumerate(list(row)):
                rename(cell, "div")
                item.append(cell)
                if (head := "".join(heads[count : count + 1])) and local(parent_of(row)) != "thead":
                    title = new("b", head)
                    title.tail, cell.text = f": {(cell.text or '').lstrip()}", None
                    cell.insert(0, title)
        for caption in find(table, "./h:caption"):
            rename(caption, "div", "rubric")
            table.addprevious(caption)
        replace(table, whole)


def mark_long_words(table: Element) -> None:
    """Cells with words that could push others off the page."""
    most = longest_whole(table)
    for cell in find(table, "./*/h:tr/*"):
        letters = longest_word(cell)
        kind = ["long"] if letters > LONG else ["parted"] if letters > most else []
        set_classes(cell, *(name for name in classes(cell) if name not in {"long", "parted"}), *kind)


def longest_word(cell: Element) -> int:
    """Letters of the longest word of a cell."""
    return max(map(len, text_of(cell).split()), default=0)


def longest_whole(table: Element) -> int:
    """How long a word may be that is kept whole: as long as all columns have room on a narrow screen, where they can."""
    rows = find(table, "./*/h:tr")
    columns = list(
        zip_longest(
            *(map(longest_word, find(row, "./*")) for row in rows if not find(row, "./*[@colspan]")),
            fillvalue=0,
        )
    )
    if len(columns) < WIDE:
        return LONG
    widest = [max(column) for column in columns]
    room = LINE - BESIDE * len(columns)
    return next((most for most in range(LONG, 0, -1) if sum(min(most, word) for word in widest) <= room), 1)


def show_formulas(table: Element) -> None:
    """Text of no width behind the formulas of header cells: Ace sees none in MathML and would call the cell empty."""
    for formula in find(table, "./*/h:tr/h:th//m:math"):
        formula.tail = (formula.tail or "") + NO_WIDTH


def free(paragraph: Element) -> None:
    """The only paragraph of a cell needs no box of its own."""
    cell = parent_of(paragraph)
    if (cell.text or "").strip() or (paragraph.tail or "").strip() or paragraph.get("id"):
        return
    cell.text = paragraph.text
    for child in list(paragraph):
        cell.append(child)
    cell.remove(paragraph)
