"""Cards and grids of the web → plain boxes in reading order; badges and icons of sphinx-design."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pamphleteer.epub.xhtml import (
    classes,
    drop,
    find,
    having,
    new,
    rename,
    set_classes,
    text_of,
    unwrap,
    wrap,
)

if TYPE_CHECKING:
    from pamphleteer.epub.normalise.sheet import Sheet
    from pamphleteer.epub.xhtml import Element


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
            title.text = (title.text or "").lstrip()
            around = new("a", title.text, href=address)
            title.text = None
            for child in list(title):
                around.append(child)
            title.append(around)
        drop(link)
    elif text_of(link):
        set_classes(link)
        wrap(link, new("p"))
    else:
        drop(link)
