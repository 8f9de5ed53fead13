"""Tables → Typst tables that fill the line and repeat their head on each page; the template gives columns their room."""

from __future__ import annotations

import math
from itertools import zip_longest
from typing import Any, TypeVar

from docutils import nodes

from pamphleteer.print.columns import first_columns, widest_words
from pamphleteer.print.figures import numbered
from pamphleteer.print.markup import broken_parts, prose
from pamphleteer.print.modes import (
    LINE,
    NOTHING,
    Code,
    Markup,
    Value,
    call,
    code,
    dictionary,
    joined,
    label,
    named,
    over_lines,
    statement,
    value,
    within_line,
)
from pamphleteer.print.page import Page, Renderer
from pamphleteer.titles import styled, words_of

Node = TypeVar("Node", bound=nodes.Element)
SIDES = {"text-left": code("start"), "text-center": code("center"), "text-right": code("end")}
LONGEST = 40
"""A cell of more letters than this is a passage of text, and wraps anyway."""
NARROWEST = 4
TO_WRITE_IN = 20
"""Letters for which a column that is left blank has room."""
SHORTEST = 12
"""A column whose cells have no more letters than this, or words of half as many, cannot be narrowed."""
MOST = 6
"""So many of the longest cells of a short column are measured."""
PER_LINE = {"usual": 60, "large": 42}
"""Letters of a table that stand side by side."""
MANY_LINES = 10
TALL = 250
"""A cell of fewer letters, without blocks of other kinds, is never as tall as half a page."""


def parts(node: nodes.Element, kind: type[Node]) -> list[Node]:
    """The children of one class."""
    return [child for child in node.children if isinstance(child, kind)]


def reach(cell: nodes.Node | None) -> int:
    """Letters in a cell; at least those of its longest word count twice, since words are not broken."""
    text = cell.astext() if cell is not None else ""
    return max(len(text), 2 * max((len(word) for word in text.split()), default=0))


def shares(group: nodes.tgroup, given: bool) -> tuple[list[float], list[bool]]:
    """How the columns share the line: by the widths that the author gave, else by the longest cell of each.

    Beside passages of text, a short column, which the second list marks, is as wide as it is.
    """
    widths = [float(spec["colwidth"]) for spec in parts(group, nodes.colspec)]
    short = [False] * len(widths)
    if not given:
        rows = [row.children for row in group.findall(nodes.row) if len(row.children) == len(widths)]
        blank = blank_columns(group)
        longest = [
            max(
                [
                    TO_WRITE_IN if number in blank else NARROWEST,
                    *(min(LONGEST, reach(cell)) for cell in column),
                ]
            )
            for number, column in enumerate(zip_longest(*rows))
        ]
        widths = [round(letters**0.7, 2) for letters in longest] or widths
        if longest and max(longest) > SHORTEST:
            short = [letters <= SHORTEST for letters in longest]
    return [max(width, 0.01) for width in widths], short


def blank_columns(group: nodes.tgroup) -> set[int]:
    """The columns of a form in which readers write: below their head, nothing stands in them."""
    blank, filled = set[int](), set[int]()
    for part in parts(group, nodes.tbody):
        for row, places in zip(part.children, first_columns(part), strict=True):
            for entry, place in zip(row.children, places, strict=True):
                silent = not words_of(entry) and not any(entry.findall(nodes.image))
                (blank if silent else filled).update(range(place, place + span(entry) + 1))
    return blank - filled


def span(entry: Any) -> int:
    """The columns that a cell has beyond its first."""
    columns: int = entry.get("morecols", 0)
    return columns


def longest_cells(group: nodes.tgroup, column: int) -> list[tuple[int, int, int]]:
    """Where the longest cells of a column are: of the head (0) or the body (1), row, place in the row."""
    places = [
        (reach(row.children[at[column]]), (part_number, number, at[column]))
        for part_number, kind in enumerate((nodes.thead, nodes.tbody))
        for part in parts(group, kind)
        for number, (row, found) in enumerate(zip(part.children, first_columns(part), strict=True))
        if column in (at := {place: n for n, place in enumerate(found)})
        and not span(row.children[at[column]])
    ]
    places.sort(key=lambda place: -place[0])
    return [place for _letters, place in places[:MOST]]


def columns(group: nodes.tgroup, page: Page, *, given: bool) -> Code:
    """What the template needs to know of the columns."""
    widths, short = shares(group, given)
    found = []
    for number, (share, is_short, words) in enumerate(
        zip(widths, short, widest_words(group, page), strict=True)
    ):
        listed = [word.typst() for word in words]
        widest = longest_cells(group, number) if is_short else None
        found.append(dictionary({"words": listed, "widest": widest, "share": share}))
    return over_lines(found)


def is_long(entry: nodes.Element) -> bool:
    """Whether a cell may be taller than half a page."""
    plain = all(isinstance(child, nodes.paragraph | nodes.Invisible) for child in entry.children)
    others = (nodes.image, nodes.table, nodes.math_block, nodes.literal_block)
    return (
        len(entry.astext()) > TALL
        or len(entry.children) > 3
        or not plain
        or any(isinstance(node, others) for node in entry.findall(nodes.Element))
    )


def cell(entry: Any, page: Page, place: int, moved: bool, *, head: bool) -> Code:
    """One cell, which begins in the column `place`; `head` marks one that names its row or its column."""
    options: dict[str, Value] = {"head": True} if head else {}
    for name, span in (("morecols", "colspan"), ("morerows", "rowspan")):
        if entry.get(name):
            options[span] = entry[name] + 1
    for name, side in SIDES.items():
        if name in entry["classes"]:
            options["align"] = side
    if is_long(entry):
        options["long"] = True
    if in_head(entry) and next(entry.findall(nodes.table), None):
        options["single"] = True
    if options or moved:
        options["place"] = place
    body = repeated(entry, page) if in_head(entry) else page.item(entry)
    return dictionary({**options, "body": body}) if options else value(body)


def in_head(entry: nodes.Element) -> bool:
    """Whether a cell belongs to the head of a table, which is repeated on each page."""
    return isinstance(entry.parent.parent, nodes.thead)


def repeated(entry: nodes.Element, page: Page) -> Markup:
    """A cell of a head: in full where the table begins, without notes and links on later pages."""
    first, plain = page.item(entry), styled(entry, pictures=True)
    if plain is entry or next(entry.findall(nodes.table), None):  # a head that holds a table is not repeated
        return first
    again, mark = page.item(plain), label((page.docname, f"head-{page.heads}"))
    page.heads += 1
    return within_line(call("once", mark, first, again))


def rows(part: nodes.Element, page: Page, heads: list[list[bool]]) -> list[list[Code]]:
    """The rows of a head or body; `heads` tells which cells name their row or column."""
    found = []
    for row, flags, places in zip(part.children, heads, first_columns(part), strict=True):
        cells = zip(row.children, flags, places, strict=True)
        found.append(
            [
                cell(entry, page, place, place != number, head=flag)
                for number, (entry, flag, place) in enumerate(cells)
            ]
        )
    return found


def names(group: nodes.tgroup, page: Page) -> list[Value]:
    """The words above each column."""
    found: list[dict[str, None]] = [{} for _ in parts(group, nodes.colspec)]
    for part in parts(group, nodes.thead):
        for row, places in zip(part.children, first_columns(part), strict=True):
            for entry, place in zip(row.children, places, strict=True):
                for column in found[place : place + span(entry) + 1]:
                    column[words_of(entry, page.press.macros)] = None
    heads = (" – ".join(filter(None, column)) for column in found)
    return [head if len(broken_parts(head)) == 1 else prose(head) for head in heads]


def grid(group: nodes.tgroup, page: Page, *, given: bool) -> Markup:
    """The table itself."""
    stubs = {n for n, spec in enumerate(parts(group, nodes.colspec)) if spec.get("stub")}
    flags: list[list[bool]] = []
    page.press.row_heads.append(
        flags
    )  # before the cells: a table within them comes later in the document too
    found: dict[str, list[list[Code]]] = {"head": [], "rows": []}
    for part in (*parts(group, nodes.thead), *parts(group, nodes.tbody)):
        head = isinstance(part, nodes.thead)
        own = [[head or column in stubs for column in row] for row in first_columns(part)]
        # Those of the table's head, Typst tags itself.
        flags += [[not head and flag for flag in row] for row in own]
        found["head" if head else "rows"] += rows(part, page, own)
    options: dict[str, Value] = {"columns": columns(group, page, given=given), "heads": names(group, page)}
    options |= {name: over_lines(listed) for name, listed in found.items()}
    options |= {"lines": lines(group, page, given=given), **surroundings(group, page)}
    return within_line(call("fitted", named(options)))


def lines(group: nodes.tgroup, page: Page, *, given: bool) -> int:
    """About how many lines a table has; what is no text counts as many."""
    widths, _short = shares(group, given)
    whole = PER_LINE["large" if page.press.kind == "large-print" else "usual"] / sum(widths)
    count = 0
    for part in (*parts(group, nodes.thead), *parts(group, nodes.tbody)):
        for row, places in zip(part.children, first_columns(part), strict=True):
            entry: Any
            tallest = 1
            for entry, place in zip(row.children, places, strict=True):
                room = max(NARROWEST, whole * sum(widths[place : place + span(entry) + 1]))
                text, breaks = entry.astext(), sum(map(line_ends, entry.findall(nodes.Element)))
                tallest = max(tallest, math.ceil(len(text) / room) + text.count("\n") + breaks)
            count += tallest
    return count


def line_ends(node: nodes.Element) -> int:
    """Lines that a node takes and its letters do not tell."""
    if isinstance(node, nodes.image | nodes.table | nodes.math_block):
        return MANY_LINES
    return int(isinstance(node, nodes.raw))  # a break


def carried(group: nodes.tgroup, page: Page) -> dict[str, list[tuple[int, str]]]:
    """For each row of the body that cells from above reach into, their columns and words."""
    found: dict[int, list[tuple[int, str]]] = {}
    for part in parts(group, nodes.tbody):
        for number, (row, places) in enumerate(zip(part.children, first_columns(part), strict=True)):
            entry: Any
            for entry, place in zip(row.children, places, strict=True):
                for below in range(1, entry.get("morerows", 0) + 1):
                    found.setdefault(number + below, []).append((place, words_of(entry, page.press.macros)))
    return {str(row): cells for row, cells in sorted(found.items())}


def surroundings(group: nodes.tgroup, page: Page) -> dict[str, Value]:
    """More arguments: what reaches into rows, whether the table stands in another, whether it may take a page of its own."""
    spans = carried(group, page)
    around: nodes.Node | None = group.parent.parent
    open_page = isinstance(around, nodes.section | nodes.document)
    while around is not None and not isinstance(around, nodes.entry):
        around = around.parent
    options: dict[str, Value] = {"carried": dictionary(spans)} if spans else {}
    options |= {"nested": True} if around is not None else {}
    return options | ({"turns": True} if open_page else {})


def table(node: nodes.table, page: Page) -> Markup:
    """A table, with its number and caption when it has one."""
    # Widths are given for type of the usual size; larger type or a narrow panel needs widths of its own, but not what readers write.
    given = "colwidths-given" in node["classes"]
    usual = page.press.kind == "pdf"
    grids = (
        grid(group, page, given=given and (usual or bool(blank_columns(group))))
        for group in parts(node, nodes.tgroup)
    )
    body = joined(grids, NOTHING)
    titles = parts(node, nodes.title)
    if titles:
        return numbered("table", "table", body, page.all(c for t in titles for c in t.children), node, page)
    return LINE + page.anchor(node) + statement(call("plaintable", body=body))


TABLES: dict[type[nodes.Node], Renderer] = {nodes.table: table}
