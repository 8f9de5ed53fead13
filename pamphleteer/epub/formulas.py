"""MathML of the pages → pictures of the formulas that are more than signs in a row, for readers that know no MathML.

The style sheet shows either the one or the other: `@supports (math-style: normal)` is true in engines that set MathML
(Chromium from 109, WebKit from 14.1, Gecko from 117); all others would run the signs of a fraction together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree
from sphinx.util import logging

from pamphleteer.epub.draw import DrawingError, drawn
from pamphleteer.epub.names import tag
from pamphleteer.epub.xhtml import AT, drop, find, new, remove, unwrap, wrap
from pamphleteer.maths.typst import typeset
from pamphleteer.print.modes import Markup, equation, joined, markup

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from pamphleteer.epub.xhtml import Element

logger = logging.getLogger(__name__)
SIZE = 10.0
"""Size of the type in a drawing by `TEMPLATE`, in points: what one em is."""
TEMPLATE = markup("""#set page(width: auto, height: auto, margin: (x: 0.5pt, y: 1pt), fill: white)
#set text(size: 10.0pt, top-edge: "bounds", bottom-edge: "bounds")
""")
NEXT_PAGE = markup("\n#pagebreak()\n")
PLAIN = " or ".join(
    f"self::m:{name}" for name in "mrow mi mn mo mtext mspace mstyle semantics annotation".split()
)
"""XPath test: an element that is nothing but its signs."""
MARKUP, PICTURE = "formula-markup", "formula-picture"


@dataclass
class Formulas:
    """The formulas of a book while it is bound: each is drawn once, all in one go."""

    sources: dict[str, Markup] = field(default_factory=dict)
    """Path in the package → Typst source."""
    places: dict[str, str] = field(default_factory=dict)
    """The same → where in the chapters the formula stands first."""
    pages: set[str] = field(default_factory=set)
    """Those with formulas."""

    def take(self, root: Element, href: str) -> None:
        """Put pictures beside the formulas of a page."""
        for formula in find(root, "//m:math"):
            place = str(formula.attrib.pop(AT, ""))
            if is_row(formula):
                continue
            block = formula.get("display") == "block"
            source = equation(typeset(formula), block=block).markup
            name = f"images/formula-{tag(source.source)}.svg"
            self.sources[name] = source
            self.places.setdefault(name, place)
            address = "../" * href.count("/") + name
            wrapper = new("span", cls=MARKUP)
            wrap(formula, wrapper)
            wrapper.addnext(new("img", src=address, alt=formula.get("alttext") or "", cls=PICTURE))
            self.pages.add(href)


def is_row(formula: Element) -> bool:
    """Whether a formula is signs in a row, such as x ≤ 5: so they stand too where a reader knows no MathML."""
    return not find(
        formula, f".//m:*[not({PLAIN})]|.//m:*[@mathvariant!='normal' and @mathvariant!='italic']"
    )


def size_pictures(root: Element, pictures: Mapping[str, bytes]) -> None:
    """Let a page say how large its pictures are, or do without those that could not be drawn."""
    for span in find(root, f"//h:span[@class='{MARKUP}']"):
        image = next(span.itersiblings(etree.Element))
        picture = pictures.get((image.get("src") or "").replace("../", ""))
        if picture:
            image.set("style", style(picture))
        else:
            drop(image)
            unwrap(span)  # shown everywhere


def style(picture: bytes) -> str:
    """Its size in em."""
    found = re.search(rb'viewBox="0 0 ([\d.]+) ([\d.]+)"', picture)
    width, height = (float(found[1]) / SIZE, float(found[2]) / SIZE) if found else (1, 1)
    return f"width: {width:.2f}em; height: {height:.2f}em"


def drawings(sources: Mapping[str, Markup], kept: Path, places: Mapping[str, str]) -> dict[str, bytes]:
    """The pictures, from those that are kept where nothing is new; when one of many cannot be drawn, the halves are tried, so that it alone is missing."""
    if not sources:
        return {}
    try:
        source = TEMPLATE + joined(sources.values(), NEXT_PAGE)
        pages = drawn(source, "svg", kept=kept)
    except DrawingError as error:
        if len(sources) == 1:
            ((name, source),) = sources.items()
            logger.warning("formula %s has no picture (%s): readers without MathML show its signs in a row", source.source, error,
                           location=places.get(name), type="epub", subtype="math")  # fmt: skip
            return {}
        names = list(sources)
        half = len(names) // 2
        parts = [{n: sources[n] for n in names[:half]}, {n: sources[n] for n in names[half:]}]
        return {name: page for part in parts for name, page in drawings(part, kept, places).items()}
    return {name: clean(page) for name, page in zip(sources, taken(pages), strict=True)}


def taken(pages: list[bytes]) -> Iterator[bytes]:
    """The pages one by one, each taken off the list: a book may have thousands of formulas."""
    while pages:
        yield pages.pop(0)


def clean(picture: bytes) -> bytes:
    """A drawing as a file of the package."""
    root = etree.fromstring(picture)
    remove(root, "class", "width", "height")
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)
