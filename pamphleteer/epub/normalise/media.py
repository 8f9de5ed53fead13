"""Video, sound, frames and remote pictures → links; tick boxes and form fields → signs and words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pamphleteer.epub.xhtml import (
    X,
    address_key,
    classes,
    drop,
    find,
    local,
    new,
    parent_of,
    replace,
    set_classes,
    text_of,
    unwrap,
    values,
)
from pamphleteer.sandbox.addresses import scheme

if TYPE_CHECKING:
    from pamphleteer.epub.normalise.sheet import Sheet
    from pamphleteer.epub.xhtml import Element

PLAYERS = "//h:iframe|//h:embed|//h:object|//h:video|//h:audio"
PICTURE = re.compile(r"\.(svg|png|jpe?g|gif|webp)$", re.IGNORECASE)
REMOTE = frozenset({"http", "https", "ftp"})


def link_to_remote_media(sheet: Sheet) -> None:
    """A link stands in place of all that has to be fetched or played."""
    for source in find(sheet.body, "//h:picture/h:source"):
        drop(source)
    for element in find(sheet.body, PLAYERS):
        if element.getparent() is not None:
            address = player_address(element)
            if scheme(address) not in REMOTE and PICTURE.search(address):
                put_picture(element, address)
            else:
                put_link(sheet, element, address, name_of(element))
    for image in find(sheet.body, "//h:img[@src]|//s:image"):
        address = image.get(address_key(image)) or ""
        if scheme(address) in REMOTE or address.startswith("//"):
            if local(image):
                put_link(sheet, image, address, image.get("alt") or "")
            else:
                sheet.warn(
                    f"a drawing shows a remote picture ({address}): save it in the book's folder",
                    image,
                    "remote",
                )
                drop(image)


def player_address(element: Element) -> str:
    """What a player shows."""
    sources = [element.get("src"), element.get("data"), *values(element, ".//h:source/@src")]
    return next((source for source in sources if source), "")


def name_of(element: Element) -> str:
    """What a player is called."""
    return next(
        (name for key in ("title", "aria-label", "alt") if (name := element.get(key, "").strip())), ""
    )


def put_picture(element: Element, address: str) -> None:
    """A drawing in an `object`, such as one of Graphviz, is a picture; the words for those who cannot see it stay."""
    words = name_of(element) or text_of(element)
    image = new("img", src=address, alt=words or None)
    set_classes(image, *classes(element))
    replace(element, image)


def put_link(sheet: Sheet, element: Element, address: str, words: str) -> None:
    """Replace an element by a link to what it shows, in a paragraph of its own where it stood alone."""
    kind = local(element)
    if address.startswith("//"):
        address = "https:" + address
    if scheme(address) not in REMOTE:
        sheet.warn(f"<{kind}> with “{address}” cannot be part of an e-book: it is left out", element, "media")
        return leave_content(element, words)
    inside = bool(find(element, "ancestor::h:a[@href]"))  # that link leads on: only the words are wanted
    became = "words" if inside else "a link"
    if kind == "img":
        sheet.warn(
            f"remote picture {address} became {became}: save it in the book's folder to show it",
            element,
            "remote",
        )
    else:
        sheet.warn(f"<{kind}> became {became if inside else f'a link to {address}'}", element, "media")
    shown = " ".join(words.split()) or f"{sheet.words.medium(kind)}: {address}"
    if inside:
        return replace(element, new("span", shown, cls="media"))
    link = new("a", shown, href=address, cls="media")
    replace(element, link)
    if local(parent_of(link)) in {"body", "section", "div", "figure", "blockquote"}:
        paragraph = new("p")
        replace(link, paragraph)
        paragraph.append(link)
    return None


def leave_content(element: Element, words: str) -> None:
    """Keep what a player offers to those who cannot play it, its name and the picture it starts with, or nothing."""
    poster = element.get("poster")
    if not text_of(element) and not poster and not words:
        return drop(element)
    for child in find(element, "./h:source|./h:track|./h:param"):
        drop(child)
    element.tag = X + "div"
    element.attrib.clear()
    if poster:
        element.insert(0, new("img", src=poster, alt=words or ("" if text_of(element) else None)))
    elif words and words not in text_of(element):
        element.insert(0, new("p", words))
    return None


def write_out_form_fields(sheet: Sheet) -> None:
    """☐ and ☑ for tick boxes; other fields have no use on a page that is only read."""
    for box in find(sheet.body, '//h:input[@type="checkbox"]'):
        done = "checked" in box.attrib
        label = sheet.words.done if done else sheet.words.to_do
        sign = new("span", "☑" if done else "☐", cls="task", role="img", aria_label=label)
        tail = box.tail
        replace(box, sign)
        sign.tail = "\u00a0" + (tail or "").lstrip()
    for form in find(sheet.body, "//h:form|//h:fieldset"):
        sheet.warn("a form cannot be filled in an e-book: its fields are left out", form, "form")
        unwrap(form)
    for name in ("button", "label", "output", "legend"):
        for element in find(sheet.body, f"//h:{name}"):
            element.tag = X + "span"
    fields = "//h:input|//h:select|//h:textarea|//h:progress|//h:meter|//h:datalist"
    for field in find(sheet.body, fields):
        words = [text_of(part) for part in find(field, "./h:option|./h:optgroup/h:option")] or [
            text_of(field)
        ]
        if any(words):
            replace(field, new("span", " / ".join(words)))
        else:
            drop(field)
    for item in find(sheet.body, '//h:li[h:span[@class="task"] or h:p/h:span[@class="task"]]'):
        item.set("class", "task-item")
    for canvas in find(sheet.body, "//h:canvas|//h:noscript|//h:picture"):
        unwrap(canvas)
