"""What stands in a directive: prose, a title, a picture, or something that is not to be read.

A directive that is not known here is read when it is fenced with colons, which MyST means for prose,
and left alone when it is fenced with backticks, which are for code.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

PROSE = frozenset(
    "admonition attention caution danger error hint important note seealso tip warning todo versionadded "
    "versionchanged deprecated versionremoved sidebar topic margin epigraph highlights pull-quote compound container "
    "div only parsed-text dropdown card card-carousel grid grid-item grid-item-card tab-set tab-item details "
    "figure table list-table glossary exercise solution proof theorem definition lemma example remark rubric "
    "centered line-block class aside".split()
)
NOT_PROSE = frozenset(
    "code code-block sourcecode code-cell literalinclude highlight math eval-rst toctree include image raw csv-table "
    "bibliography index contents tableofcontents mermaid graphviz plantuml figure-md iframe video only-code "
    "tabularcolumns sectionauthor codeauthor default-role role meta currentmodule module".split()
)
TITLED = frozenset(
    "admonition sidebar topic dropdown card grid-item-card tab-item table list-table rubric centered exercise proof "
    "theorem definition lemma example versionadded versionchanged deprecated details seealso".split()
)
"""Directives whose argument is read as a title."""
PICTURES = frozenset({"figure", "image"})

NAME = re.compile(r"^\{(?P<name>[^{}\s]+)\}[ \t]*(?P<argument>.*)$")
OPTION = re.compile(r"^[ \t]*:(?P<name>[\w-]+):(?:[ \t]+(?P<value>.*))?$")
CONTINUED = re.compile(r"^[ \t]+\S")


@dataclass
class Directive:
    """A fence that names a directive, taken apart."""

    name: str
    argument: str
    options: dict[str, str] = field(default_factory=dict)
    body: str = ""
    body_line: int = 0
    """Lines of options before the body."""

    def is_prose(self, *, colons: bool) -> bool:
        """Whether its body is to be read."""
        return self.name in PROSE or (colons and self.name not in NOT_PROSE)


def directive(info: str, content: str) -> Directive | None:
    """The directive that a fence holds; None for a fence of code."""
    found = NAME.match(info.strip())
    if not found:
        return None
    name = found["name"].rpartition(":")[2]
    made = Directive(name, found["argument"].strip())
    lines = content.split("\n")
    taken = block_of_options(lines, made.options) if lines[0].strip() == "---" else 0
    while not taken and made.body_line < len(lines) and (option := OPTION.match(lines[made.body_line])):
        made.body_line += 1
        value = [option["value"] or ""]
        while made.body_line < len(lines) and CONTINUED.match(lines[made.body_line]):
            value.append(lines[made.body_line].strip())
            made.body_line += 1
        made.options[option["name"]] = " ".join(value).strip(" \"'>|")
    made.body_line = taken or made.body_line
    made.body = "\n".join(lines[made.body_line :])
    return made


def block_of_options(lines: list[str], options: dict[str, str]) -> int:
    """Read options between two lines of dashes; how many lines they take, 0 when they do not end."""
    for number, line in enumerate(lines[1:], 1):
        if line.strip() == "---":
            return number + 1
        name, _colon, value = line.partition(":")
        options[name.strip()] = value.strip(" \"'")
    options.clear()
    return 0
