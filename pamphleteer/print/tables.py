"""Tables → Typst tables that fill the line and repeat their head on each page."""

from __future__ import annotations

from itertools import zip_longest
from typing import Any, TypeVar

from docutils import nodes

from pamphleteer.print.figures import numbered
from pamphleteer.print.page import Page, Renderer

Node = TypeVar("Node", bound=nodes.Element)
SIDES = {"text-left": "start", "text-center": "center", "text-right": "end"}
LONGEST = 40
"""A cell of more letters than this is a passage of text, and wraps anyway."""
NARROWEST = 4
SHORTEST = 12
"""A column whose cells have no more letters than this, or words of half as many, cannot be narrowed."""


def parts(node: nodes.Element, kind: type[Node]) -> list[Node]:
    """The children of one class."""
    return [child for child in node.children if isinstance(child, kind)]


def columns(group: nodes.tgroup, given: bool) -> str:
    """The widths that the author gave, else shared out by the longest cell of each column."""
    widths = [spec["colwidth"] for spec in parts(group, nodes.colspec)]
    if not given:
        rows = [row.children for row in group.findall(nodes.row) if len(row.children) == len(widths)]
        longest = [
            max([NARROWEST, *(min(LONGEST, reach(cell)) for cell in column)]) for column in zip_longest(*rows)
        ]
        widths = [round(letters**0.7, 2) for letters in longest] or widths
        if longest and max(longest) > SHORTEST:  # beside passages of text, a short column is as wide as it is
            return "".join(
                "auto, " if letters <= SHORTEST else f"{width}fr, "
                for letters, width in zip(longest, widths, strict=True)
            )
    return "".join(f"{max(width, 0.01)}fr, " for width in widths)


def reach(cell: nodes.Node | None) -> int:
    """Letters in a cell; at least those of its longest word count twice, since words are not broken."""
    text = cell.astext() if cell is not None else ""
    return max(len(text), 2 * max((len(word) for word in text.split()), default=0))


def cell(entry: Any, page: Page, *, head: bool) -> str:
    """One cell; `head` marks one that names its row or its column."""
    spans = (("morecols", "colspan"), ("morerows", "rowspan"))
    options = [f"{span}: {entry[name] + 1}" for name, span in spans if entry.get(name)]
    options += [f"align: {side}" for name, side in SIDES.items() if name in entry["classes"]]
    body = ("headcell" if head else "") + page.item(entry)
    return f"table.cell({', '.join(options)}, {body})" if options else body


def first_columns(part: nodes.Element) -> list[list[int]]:
    """For each row, the column in which each of its cells begins; cells that span rows push later ones aside."""
    taken: dict[int, int] = {}
    """Column → rows that a cell from above still covers."""
    places = []
    for row in part.children:
        column, found = 0, []
        covered = {place for place, rows in taken.items() if rows}
        taken = {place: rows - 1 for place, rows in taken.items() if rows}
        entry: Any
        for entry in row.children:
            while column in covered:
                column += 1
            found.append(column)
            width = entry.get("morecols", 0) + 1
            taken.update(dict.fromkeys(range(column, column + width), entry.get("morerows", 0)))
            column += width
        places.append(found)
    return places


def rows(part: nodes.Element, page: Page, heads: list[list[bool]]) -> str:
    """The rows of a head or body; `heads` tells which cells name their row or column."""
    lines = []
    for row, flags in zip(part.children, heads, strict=True):
        lines.append(
            ", ".join(cell(entry, page, head=flag) for entry, flag in zip(row.children, flags, strict=True))
        )
    return "".join(f"{line},\n" for line in lines)


def grid(group: nodes.tgroup, page: Page, *, given: bool) -> str:
    """The table itself."""
    stubs = {n for n, spec in enumerate(parts(group, nodes.colspec)) if spec.get("stub")}
    flags: list[list[bool]] = []
    page.press.row_heads.append(
        flags
    )  # before the cells: a table within them comes later in the document too
    source = ""
    for part in (*parts(group, nodes.thead), *parts(group, nodes.tbody)):
        head = isinstance(part, nodes.thead)
        own = [[head or column in stubs for column in row] for row in first_columns(part)]
        # Those of the table's head, Typst tags itself.
        flags += [[not head and flag for flag in row] for row in own]
        lines = rows(part, page, own)
        source += f"table.header({lines}),\n" if head else lines
    return f"#table(columns: ({columns(group, given)}), {source})"


def table(node: nodes.table, page: Page) -> str:
    """A table, with its number and caption when it has one."""
    # Widths are given for type of the usual size; larger type or a narrow panel needs widths of its own.
    given = "colwidths-given" in node["classes"] and page.press.kind == "pdf"
    body = "".join(grid(group, page, given=given) for group in parts(node, nodes.tgroup))
    titles = parts(node, nodes.title)
    if titles:
        return numbered("table", "table", body, page.all(c for t in titles for c in t.children), node, page)
    return f"\n{page.anchor(node)}#plaintable[{body}]\n"


TABLES: dict[type[nodes.Node], Renderer] = {nodes.table: table}
