"""Where a printed page begins: a mark that readers can go to, before the outermost thing that begins there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pamphleteer.epub.normalise.headings import LEVELS
from pamphleteer.epub.xhtml import classes, find, local, names, new, parent_of, text_of, unwrap

if TYPE_CHECKING:
    from pamphleteer.epub.normalise.sheet import Sheet
    from pamphleteer.epub.xhtml import Element

PAGES = "data-pages"
"""On a `span` of the translator: the numbers of the printed pages that begin here, with blanks between."""
PREFIX = "printed-page-"
FLOW = names("section div aside blockquote figure li dd td")
"""What may hold a mark between its blocks."""


def place_breaks(sheet: Sheet) -> None:
    """Turn each mark of the translator into page breaks; an author cannot make any."""
    for pretender in find(sheet.body, "//*[@role='doc-pagebreak']"):
        del pretender.attrib["role"]
    for mark in find(sheet.body, f"//h:span[@{PAGES}]"):
        place = outermost(mark)
        for label in filter(sheet.frame.printed.__contains__, mark.get(PAGES, "").split()):
            fresh = new("span", "", id=PREFIX + label, kind="pagebreak", role="doc-pagebreak",
                        aria_label=sheet.words.page.format(label))  # fmt: skip
            place.addprevious(fresh)
        unwrap(mark)  # empty, unless an author wrote it


def outermost(mark: Element) -> Element:
    """What the page begins with: the paragraph, the list, the figure, the heading above it."""
    best = place = mark
    while begins(place) and local(parent_of(place)) not in {"body", ""}:
        place = parent_of(place)
        if local(parent_of(place)) in FLOW:
            best = place
    while (
        (earlier := best.getprevious()) is not None and leads_in(earlier) and not (earlier.tail or "").strip()
    ):
        best = earlier
    return best


def begins(place: Element) -> bool:
    """Whether nothing but what leads in to it stands before an element in its parent; a caption speaks for all of its figure."""
    if local(place) in {"figcaption", "caption"}:
        return True
    parent = parent_of(place)
    earlier = list(place.itersiblings(preceding=True))
    texts = [parent.text, *(element.tail for element in earlier)]
    return not any((text or "").strip() for text in texts) and all(map(leads_in, earlier))


def leads_in(element: Element) -> bool:
    """Whether print keeps an element together with what follows: a heading, a caption above, the title of a box, a mark, a comment."""
    if not isinstance(element.tag, str) or local(element) in LEVELS | {"caption", "figcaption"}:
        return True
    if any(name.endswith("-title") for name in classes(element)):
        return True
    shown = "descendant-or-self::*[self::h:img or self::h:hr or self::s:svg or self::m:math]"
    return not text_of(element) and not find(element, shown)
