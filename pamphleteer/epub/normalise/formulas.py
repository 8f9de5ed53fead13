"""Formulas from any hand → MathML 3 as checkers know it, with words for those who cannot see them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from pamphleteer.epub.xhtml import MATHML, attributes, drop, find, names, text_of, unwrap, wrap
from pamphleteer.maths.linear import PARTS, linear

if TYPE_CHECKING:
    from pamphleteer.epub.normalise.sheet import Sheet
    from pamphleteer.epub.xhtml import Element

M = f"{{{MATHML}}}"
TOKENS = names("mi mn mo mtext ms")
ROWS = names("math mrow mstyle merror mpadded mphantom msqrt menclose mtd maction mfenced")
KNOWN = (
    TOKENS
    | ROWS
    | PARTS.keys()
    | names(
        "mspace mtable mtr mlabeledtr mmultiscripts mprescripts none semantics annotation maligngroup malignmark"
    )
)
INSTEAD = {"ci": "mi", "cn": "mn", "csymbol": "mi", "apply": "mrow", "mstack": "mrow", "mlongdiv": "mrow", "msrow": "mrow",
           "msgroup": "mrow", "mscarries": "mrow", "mscarry": "mrow"}  # fmt: skip
"""Elements of contents and of sums on paper, which no reader lays out: what they hold stands in a row."""
LENGTH = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:e[mx]|in|cm|mm|p[xtc]|%)?|(?:negative)?(?:very){0,2}(?:thin|thick)mathspace|(?:negative)?mediummathspace"
LENGTHS = rf"(?:{LENGTH})(?:\s+(?:{LENGTH}))*"
SIDES, LINES, BOOLEAN = r"left|center|right", r"none|solid|dashed", r"true|false"
VERTICAL = r"top|bottom|center|baseline|axis"
ALL = {"id": r"\S+", "class": ".+", "style": ".+", "href": ".+", "mathcolor": r"#[0-9a-fA-F]{3,6}|[a-z]+",
       "mathbackground": r"#[0-9a-fA-F]{3,6}|[a-z]+", "data-at": ".*"}  # fmt: skip
TOKEN = {"mathvariant": r"[a-z-]+", "mathsize": rf"small|normal|big|{LENGTH}", "dir": "ltr|rtl"}
AROUND = {"displaystyle": BOOLEAN, "scriptlevel": r"[+-]?\d+"}
"""What is stated around an element that does not have it, later."""
STYLE = {**AROUND, "dir": "ltr|rtl"}
CELLS = {
    "rowalign": rf"(?:{VERTICAL})(?:\s+(?:{VERTICAL}))*",
    "columnalign": rf"(?:{SIDES})(?:\s+(?:{SIDES}))*",
}
SIZE = {"width": LENGTH, "height": LENGTH, "depth": LENGTH}
LOW, HIGH = {"subscriptshift": LENGTH}, {"superscriptshift": LENGTH}
OWN: dict[str, dict[str, str]] = {
    "math": {**STYLE, "display": "block|inline", "alttext": ".*", "overflow": "linebreak|scroll|elide|truncate|scale"},
    "mi": TOKEN, "mn": TOKEN, "mtext": TOKEN, "ms": {**TOKEN, "lquote": ".*", "rquote": ".*"},
    "mo": {**TOKEN, "form": "prefix|infix|postfix", "fence": BOOLEAN, "separator": BOOLEAN, "lspace": LENGTH, "rspace": LENGTH,
           "stretchy": BOOLEAN, "symmetric": BOOLEAN, "maxsize": f"infinity|{LENGTH}", "minsize": LENGTH, "largeop": BOOLEAN,
           "movablelimits": BOOLEAN, "accent": BOOLEAN},
    "mspace": SIZE, "mrow": {"dir": "ltr|rtl"}, "mstyle": STYLE | TOKEN,
    "mfrac": {"linethickness": f"thin|medium|thick|{LENGTH}", "numalign": SIDES, "denomalign": SIDES, "bevelled": BOOLEAN},
    "mpadded": {**SIZE, "lspace": LENGTH, "voffset": LENGTH}, "mfenced": {"open": ".*", "close": ".*", "separators": ".*"},
    "menclose": {"notation": r"[a-z\s]+"}, "msub": LOW, "msup": HIGH, "msubsup": LOW | HIGH, "mmultiscripts": LOW | HIGH,
    "munder": {"accentunder": BOOLEAN, "align": SIDES}, "mover": {"accent": BOOLEAN, "align": SIDES},
    "munderover": {"accent": BOOLEAN, "accentunder": BOOLEAN, "align": SIDES},
    "mtable": {**CELLS, "align": rf"(?:{VERTICAL})(?:\s+-?\d+)?", "rowspacing": LENGTHS, "columnspacing": LENGTHS,
               "rowlines": rf"(?:{LINES})(?:\s+(?:{LINES}))*", "columnlines": rf"(?:{LINES})(?:\s+(?:{LINES}))*", "frame": LINES,
               "framespacing": LENGTHS, "equalrows": BOOLEAN, "equalcolumns": BOOLEAN, "displaystyle": BOOLEAN, "width": LENGTH,
               "side": "left|right|leftoverlap|rightoverlap"},
    "mtr": CELLS, "mlabeledtr": CELLS, "mtd": {**CELLS, "rowspan": r"[1-9]\d*", "columnspan": r"[1-9]\d*"},
    "maction": {"actiontype": r"\S+", "selection": r"[1-9]\d*"}, "annotation": {"encoding": ".*"},
}  # fmt: skip
"""Element → its attributes, beside those that all have, and what each may hold."""


def mend_formulas(sheet: Sheet) -> None:
    """Elements, attributes and their number, as MathML 3 has them; a formula of nothing goes."""
    for formula in find(sheet.body, "//m:math"):
        keep_elements(formula)
        for element in formula.iter(f"{M}*"):
            keep_attributes(element)
        if not len(formula):
            drop(formula)


def keep_elements(formula: Element) -> None:
    """Unwrap or rename what no reader lays out, and put what stands loose into elements."""
    etree.strip_tags(formula, etree.Comment, etree.ProcessingInstruction)
    for element in list(formula.iter(etree.Element)):
        name = etree.QName(element).localname if str(element.tag).startswith(M) else ""
        if element is formula or element.getparent() is None:
            continue
        if name == "mglyph":
            element.tag, element.text = f"{M}mtext", element.get("alt")
        elif name in INSTEAD:
            element.tag = f"{M}{INSTEAD[name]}"
        elif name == "annotation-xml" or (name not in KNOWN and not text_of(element)):
            drop(element)
        elif name not in KNOWN:
            unwrap(element)
    for element in list(formula.iter(f"{M}*")):
        name = etree.QName(element).localname
        if name in TOKENS | {"annotation"}:
            flatten(element)
        else:
            wrap_words(element, name)
    for element in list(formula.iter(f"{M}*")):
        fill_up(element, etree.QName(element).localname)


def flatten(token: Element) -> None:
    """Only words stand in a token."""
    if len(token):
        token.text = "".join(map(str, token.itertext()))
        for child in list(token):
            token.remove(child)


def wrap_words(element: Element, name: str) -> None:
    """Words that stand loose in a formula are text; only rows stand in a table, and only cells in a row."""
    if (element.text or "").strip():
        words = etree.Element(f"{M}mtext")
        words.text, element.text = element.text, None
        element.insert(0, words)
    for child in list(element):
        if (child.tail or "").strip():
            words = etree.Element(f"{M}mtext")
            words.text, child.tail = child.tail, None
            child.addnext(words)
    inner = {"mtable": "mtr", "mtr": "mtd", "mlabeledtr": "mtd"}.get(name, "")
    for child in list(element) if inner else ():
        if etree.QName(child).localname not in {inner, "mlabeledtr"}:
            wrap(child, etree.Element(f"{M}{inner}"))


def fill_up(element: Element, name: str) -> None:
    """A fraction without a part, an index without a base: the missing one is an empty row; too many stand in a row."""
    count = PARTS.get(name)
    if count is None or name == "mphantom" or len(element) == count:
        return
    while len(element) < count:
        element.append(etree.Element(f"{M}mrow"))
    if len(element) > count:
        row = etree.Element(f"{M}mrow")
        row.extend(list(element)[count - 1 :])
        element.append(row)


def keep_attributes(element: Element) -> None:
    """Drop what the element does not have, or what it cannot hold; lengths of TeX become those of MathML."""
    own = OWN.get(etree.QName(element).localname, {})
    for key, value in attributes(element):
        if found := re.fullmatch(r"\s*(-?[\d.]+)mu\s*", value):
            value = f"{float(found[1]) / 18:.3g}em"  # noqa: PLW2901 # the same length
            element.set(key, value)
        if key.startswith(("{http://www.w3.org/XML/", "aria-")):
            continue
        pattern = own.get(key) or ALL.get(key) or AROUND.get(key)
        if not pattern or not re.fullmatch(pattern, value.strip(), re.DOTALL):
            del element.attrib[key]


def name_formulas(sheet: Sheet) -> None:
    """A formula without `alttext` gets its TeX, where it is noted, or its signs in one line: (a + b)/2."""
    for formula in find(sheet.body, "//m:math[not(normalize-space(@alttext))]"):
        notes = find(formula, ".//m:annotation[contains(@encoding,'tex')]")
        words = text_of(notes[0]) if notes else linear(formula)
        if words or text_of(formula):
            formula.set("alttext", words or text_of(formula))
        else:
            drop(formula)
