"""Tabs, dropdowns, cards and grids of the web → plain boxes in reading order.

The markup is that of sphinx-design, sphinx-tabs-like input/label pairs, sphinx-togglebutton and `<details>`.
"""

from __future__ import annotations

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
    rename,
    replace,
    set_classes,
    text_of,
    unwrap,
)

if TYPE_CHECKING:
    from pamphleteer.epub.normalise.sheet import Sheet
    from pamphleteer.epub.xhtml import Element


def lay_out_tabs(sheet: Sheet) -> None:
    """Each tab becomes a box under its title, one after the other."""
    for tabs in find(sheet.body, f"//h:div[{having('sd-tab-set')}]"):
        rename(tabs, "div", "tabs")
        for child in list(tabs):
            if local(child) == "input":
                drop(child)
            elif local(child) == "label":
                rename(child, "p", "tab-title")
                child.text = (child.text or "").strip()
            elif local(child) == "div":
                rename(child, "div", "tab")
                title = child.getprevious()
                if title is not None and "tab-title" in classes(title):
                    child.insert(0, title)
                    title.tail = "\n"


def lay_out_dropdowns(sheet: Sheet) -> None:
    """What a click would open stands open."""
    for details in find(sheet.body, "//h:details"):
        summary = details.find(X + "summary")
        rename(details, "div", "dropdown")
        for icon in find(
            details, f".//h:span[{having('sd-summary-icon')} or {having('sd-summary-state-marker')}]"
        ):
            drop(icon)
        if summary is not None:
            title = new("p", text_of(summary), cls="dropdown-title")
            replace(summary, title)
            if not title.text:
                drop(title)
        for inner in find(details, f"./h:div[{having('sd-summary-content')}]"):
            unwrap(inner)
    for stray in find(sheet.body, "//h:summary"):
        rename(stray, "p", "dropdown-title")


def lay_out_cards(sheet: Sheet) -> None:
    """A card is a box; its link, which covers the whole card on the web, becomes the link of its title."""
    for card in find(sheet.body, f"//h:div[{having('sd-card')}]"):
        titles = find(card, f".//*[{having('sd-card-title')}]")
        for title in titles:
            rename(title, "p", "card-title")
        for link in find(
            card, f"./h:a[{having('sd-stretched-link')}]|./*/h:a[{having('sd-stretched-link')}]"
        ):
            move_link(link, titles)
        set_classes(card, "card")
    for image in find(sheet.body, f"//h:img[{having('sd-card-img-top')} or {having('sd-card-img-bottom')}]"):
        set_classes(image, *(name for name in classes(image) if name in {"no-alt", "decorative"}))
    layouts = ("sd-row", "sd-col", "sd-card-body", "sd-card-hover", "sd-card-header", "sd-card-footer")
    for layout in find(sheet.body, f"//h:div[{' or '.join(map(having, layouts))}]"):
        if "card" not in classes(layout):
            unwrap(layout)
    for grid in find(sheet.body, f"//h:div[{having('sd-container-fluid')}]"):
        rename(grid, "div", "cards")
    for icon in find(
        sheet.body, f"//h:span[not(node())][{having('fas')} or {having('fab')} or {having('far')}]"
    ):
        drop(icon)
    for badge in find(sheet.body, f"//h:span[{having('sd-badge')}]"):
        set_classes(badge, "badge")


def move_link(link: Element, titles: list[Element]) -> None:
    """Put the link of a card around its title; keep its words only where there is no title."""
    address = link.get("href")
    if titles and address:
        title = titles[0]
        if not find(title, ".//h:a"):
            words = text_of(title)
            for child in list(title):
                title.remove(child)
            title.text = None
            add(title, "a", words, href=address)
        drop(link)
    elif text_of(link):
        set_classes(link)
    else:
        drop(link)
