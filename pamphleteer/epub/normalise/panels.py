"""What a click would bring to view → boxes that stand open, one after the other, each under its title.

The markup is read by its structure: a switch (`input`), its `label` and what they show; ARIA's tabs and panels;
`<details>`. That is how sphinx-design, sphinx-inline-tabs, sphinx-tabs, sphinx-collapse, sphinx-togglebutton,
MyST-NB and Bootstrap write it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from pamphleteer.epub.xhtml import (
    X,
    classes,
    drop,
    find,
    having,
    local,
    parent_of,
    rename,
    text_of,
    unwrap,
)

if TYPE_CHECKING:
    from pamphleteer.epub.normalise.sheet import Sheet
    from pamphleteer.epub.xhtml import Element

SWITCH = re.compile("collaps|toggle|accordion|spoiler|fold")
"""In the classes of a tick box: it opens and closes something, it is none that a reader fills in."""
MARKERS = ("sd-summary-icon", "sd-summary-state-marker", "collapsed", "expanded")
"""Parts of a title that say in signs or words that it can be opened."""
TABS = "//*[@role='tab' or @data-toggle='tab' or @data-bs-toggle='tab' or @data-toggle='pill' or @data-bs-toggle='pill']"


def lay_out_tabs(sheet: Sheet) -> None:
    """Each tab becomes a box under its title, one after the other."""
    for switch in find(sheet.body, "//h:input[@type='radio']"):
        open_pair(switch, "tab")
    for tab in find(sheet.body, TABS):
        open_panel(sheet.body, tab)
    for tab in find(sheet.body, f"//h:div[{having('sphinx-tabs')}]/h:div"):
        if (title := only_words(tab)) is not None:
            put_title(tab, title, "tab")


def open_pair(switch: Element, kind: str) -> None:
    """A switch, its label and the box behind them → the box, under the words of the label."""
    label = following(switch, "label")
    box = following(label, "div") if label is not None else None
    if label is not None and box is not None:
        drop(switch)
        put_title(box, label, kind)


def following(element: Element, tag: str) -> Element | None:
    """The element right behind another, if it is of this kind."""
    behind = next(element.itersiblings(etree.Element), None)
    return behind if behind is not None and local(behind) == tag else None


def put_title(box: Element, title: Element, kind: str) -> None:
    """Make `title` the first paragraph of a box."""
    rename(box, "div", kind)
    rename(title, "p", f"{kind}-title")
    title.text = (title.text or "").lstrip()
    holder = parent_of(title)
    drop(title)
    title.tail, box.text = box.text, None
    box.insert(0, title)
    while holder is not box and not len(holder) and not text_of(holder):
        empty, holder = holder, parent_of(holder)
        drop(empty)


def open_panel(body: Element, tab: Element) -> None:
    """A tab that names its panel (ARIA, Bootstrap) → the title of that panel."""
    named = [tab.get(name, "") for name in ("aria-controls", "data-bs-target", "data-target", "href")]
    targets = [name.removeprefix("#") for name in named if name.removeprefix("#")]
    panels = [e for e in body.iter(X + "div", X + "section") if targets and e.get("id") == targets[0]]
    if panels and tab not in panels[0].iter():
        put_title(panels[0], tab, "tab")


def only_words(tab: Element) -> Element | None:
    """The paragraph in the first box of a tab, if it is all there is in it."""
    head = next(tab.iterchildren(etree.Element), None)
    while head is not None and local(head) == "div" and len(head) == 1:
        head = head[0]
    return head if head is not None and local(head) == "p" and parent_of(head) is not tab else None


def lay_out_dropdowns(sheet: Sheet) -> None:
    """What a click would open stands open."""
    for switch in find(sheet.body, "//h:input[@type='checkbox']"):
        label = following(switch, "label")
        around = " ".join(str(e.get("class")) for e in (switch, label, parent_of(switch)) if e is not None)
        if label is not None and SWITCH.search(around):
            open_pair(switch, "dropdown")
    for details in find(sheet.body, "//h:details"):
        open_details(details)
    for toggle in find(sheet.body, f"//h:div[{having('toggle')} and not({having('admonition')})]"):
        titles = find(toggle, f"./h:div[{having('header')}]")
        rename(toggle, "div", "dropdown")
        if titles:
            put_title(toggle, flat(titles[0]), "dropdown")
    for stray in find(sheet.body, "//h:summary"):
        rename(stray, "p", "dropdown-title")
    for control in find(
        sheet.body, "//h:span[contains(@class,'collapse')][.//s:svg][not(normalize-space(.))]"
    ):
        if control.getparent() is not None:
            drop(control)


def open_details(details: Element) -> None:
    """The summary is the title; without words of its own there is no box."""
    summary = details.find(X + "summary")
    signs = [] if summary is None else find(summary, f".//*[{' or '.join(map(having, MARKERS))}]")
    told = any(text_of(sign) for sign in signs)
    for sign in signs:
        if sign.getparent() is not None:
            drop(sign)
    for inner in find(details, f"./h:div[{having('sd-summary-content')}]"):
        unwrap(inner)
    if summary is not None and (text_of(summary) or find(summary, ".//h:img|.//m:math")):
        put_title(details, flat(summary), "dropdown")
        return
    if summary is not None:
        drop(summary)
    rename(details, "div", *([] if told else ["dropdown"]))


def flat(title: Element) -> Element:
    """A title whose only paragraph needs no box of its own."""
    for paragraph in find(title, "./h:p[count(../*)=1]|./h:span[not(@id) and count(../*)=1]"):
        if "guilabel" not in classes(paragraph):
            unwrap(paragraph)
    return title
