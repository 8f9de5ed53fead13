"""Tables → Typst tables that fill the line and repeat their head on each page."""

from __future__ import annotations

from itertools import zip_longest

from docutils import nodes

from pamphleteer.print.figures import numbered
from pamphleteer.print.page import Page, Renderer

SIDES = {"text-left": "start", "text-center": "center", "text-right": "end"}
LONGEST = 40
"""A cell of more letters than this is a passage of text, and wraps anyway."""
NARROWEST = 4


def parts(node: nodes.Element, kind: type[nodes.Element]) -> list[nodes.Element]:
    """The children of one class."""
    return [child for child in node.children if isinstance(child, kind)]


def columns(group: nodes.tgroup, given: bool) -> str:
    """The widths that the author gave, else shared out by the longest cell of each column."""
    widths = [spec["colwidth"] for spec in parts(group, nodes.colspec)]
    if not given:
        rows = [row.children for row in group.findall(nodes.row) if len(row.children) == len(widths)]
        longest = [max([NARROWEST, *(min(LONGEST, reach(cell)) for cell in column)]) for column in zip_longest(*rows)]
        widths = [round(letters**0.7, 2) for letters in longest] or widths
    return "".join(f"{max(width, 0.01)}fr, " for width in widths)


def reach(cell: nodes.Element | None) -> int:
    """Letters in a cell; at least those of its longest word count twice, since words are not broken."""
    text = cell.astext() if cell is not None else ""
    return max(len(text), 2 * max((len(word) for word in text.split()), default=0))


def cell(entry: nodes.entry, page: Page, *, head: bool) -> str:
    """One cell; `head` marks one that names its row or its column."""
    options = [f"{span}: {entry[name] + 1}" for name, span in (("morecols", "colspan"), ("morerows", "rowspan")) if entry.get(name)]
    options += [f"align: {side}" for name, side in SIDES.items() if name in entry["classes"]]
    body = page.item(entry)
    if head:
        body = f"headcell{body}"
    return f"table.cell({', '.join(options)}, {body})" if options else body


def rows(part: nodes.Element, page: Page, stubs: int) -> str:
    """The rows of a head or body."""
    lines = []
    for row in part.children:
        cells = [cell(entry, page, head=n < stubs) for n, entry in enumerate(row.children)]
        lines.append(", ".join(cells))
    return "".join(f"{line},\n" for line in lines)


def grid(group: nodes.tgroup, page: Page, *, given: bool) -> str:
    """The table itself."""
    stubs = sum(1 for spec in parts(group, nodes.colspec) if spec.get("stub"))
    head = "".join(f"table.header({rows(part, page, len(part.children[0].children))}),\n" for part in parts(group, nodes.thead))
    body = "".join(rows(part, page, stubs) for part in parts(group, nodes.tbody))
    return f"#table(columns: ({columns(group, given)}), {head}{body})"


def table(node: nodes.table, page: Page) -> str:
    """A table, with its number and caption when it has one."""
    given = "colwidths-given" in node["classes"]
    body = "".join(grid(group, page, given=given) for group in parts(node, nodes.tgroup))
    titles = parts(node, nodes.title)
    if titles:
        return numbered("table", "table", body, page.all(c for t in titles for c in t.children), node, page)
    return f"\n{page.anchor(node)}#plaintable[{body}]\n"


TABLES: dict[type[nodes.Node], Renderer] = {nodes.table: table}
