"""MathML → the formula in Typst's math mode, of whose parts whatever an author wrote stays a sign."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from pamphleteer.maths.linear import ACCENTS, INVISIBLE
from pamphleteer.print.modes import (
    FormulaFunction,
    Math,
    applied,
    call,
    code,
    embedded,
    equation,
    joined,
    length,
    math,
    signs,
    words,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pamphleteer.epub.xhtml import Element

OPEN, CLOSE = frozenset("([{⟨⌊⌈|‖"), frozenset(")]}⟩⌋⌉|‖")
BRACES: dict[str, FormulaFunction] = {
    "⏞": "overbrace",
    "⏟": "underbrace",
    "⎴": "overbracket",
    "⎵": "underbracket",
}
SILENT = frozenset({"annotation", "annotation-xml", "none", "mprescripts", "maligngroup", "malignmark"})
# Names that templates use for other things are asked of Typst itself.
ROWS = frozenset({"math", "mrow", "mstyle", "semantics"})
"""What sets its parts side by side."""
SLASH = math('class("binary", \\/)')
"""Of a fraction that is set on the line."""
BREAKING = re.compile(r"\\?[=<>+\-*:·†‡~±×÷←-⇿∈-∍−-∙∝∣-∨∩∪∴-⊣⊦-⊿⋄-⋿⟰-⟿⤀-⥿⧀-⧯⨊-⫿]")
"""A relation or a binary operator, as it is written: after it, Typst may break the line."""
LINES = frozenset({"_", "¯", "‾", "―", "̲"})
NOTHING, EMPTY, SPACE = math(""), math('""'), math(" ")
NO_BRACKETS = math("delim: #none")
FRAME = code("stroke: 0.5pt, inset: 0.2em, baseline: 0.2em")
NEXT_COLUMN = math("& #h(1.5em) &")
"""Between the equations of a row."""


def typeset(element: Element) -> Math:
    """The source between two dollar signs."""
    return joined(filter(None, map(piece, element)), SPACE)


def piece(element: Element) -> Math:
    """One element."""
    if not isinstance(element.tag, str):
        return NOTHING
    name = etree.QName(element).localname
    writer = WRITERS.get(name)
    if name in SILENT:
        return NOTHING
    return writer(element) if writer else row(element)


def children(element: Element) -> list[Math]:
    """Its parts; an empty one keeps its place."""
    return [piece(child) or EMPTY for child in shown(element)]


def row(element: Element) -> Math:
    """Things side by side, brackets at both ends as high as what they hold."""
    inner = [child for child in element if isinstance(child.tag, str)]
    parts = [piece(child) for child in inner]
    source = joined(filter(None, parts), SPACE)
    ends = [
        (child.text or "").strip() if etree.QName(child).localname == "mo" else ""
        for child in (inner[:1] + inner[-1:])
    ]
    if len(inner) > 1 and (ends[0] in OPEN or ends[1] in CLOSE):
        return applied("lr", source)
    return source


def identifier(element: Element) -> Math:
    """A letter in italics, or a name set upright."""
    text = (element.text or "").strip()
    if len(text) > 1:
        return applied("op" if text.isalpha() and text.islower() else "upright", words(text))
    letter = signs(text)
    return applied("upright", letter) if element.get("mathvariant") == "normal" and letter else letter


def number(element: Element) -> Math:
    """Digits."""
    return words((element.text or "").strip())


def operator(element: Element) -> Math:
    """A sign, or a name such as “lim”."""
    text = (element.text or "").strip()
    if text in INVISIBLE:
        return NOTHING
    if len(text) > 1 and text.isalpha():
        return applied("op", words(text), limits=math("#true"))
    return applied("class", words("normal"), signs(text)) if text in {"|", "‖"} else signs(text)


def passage(element: Element) -> Math:
    """Text within a formula, its blanks kept."""
    return words(element.text or "")


def space(element: Element) -> Math:
    """White space of a width."""
    found = re.fullmatch(r"(-?\d*\.?\d+)em", element.get("width") or "")
    return embedded(call("h", length(float(found[1]), "em"))) if found else NOTHING


def fraction(element: Element) -> Math:
    """A fraction; without a line, one thing over the other."""
    top, bottom = padded(children(element), 2)
    if re.fullmatch(r"0(\.0*)?[a-z%]*", element.get("linethickness") or ""):
        return applied("mat", NO_BRACKETS, joined([top, bottom], math("; ")))
    return applied("frac", top, bottom)


def padded(parts: list[Math], count: int) -> list[Math]:
    """As many parts as the layout needs; too many stand side by side in the last."""
    parts = parts + [EMPTY] * (count - len(parts))
    return [*parts[: count - 1], joined(parts[count - 1 :], SPACE)]


def root(element: Element) -> Math:
    """A root with its index."""
    base, index = padded(children(element), 2)
    return applied("root", index, base)


def square_root(element: Element) -> Math:
    """A root of all that is inside."""
    return applied("sqrt", row(element) or EMPTY)


def scripts(places: str) -> Callable[[Element], Math]:
    """Indices and powers; `places` says which come after the base: `b` below, `t` above."""

    def writer(element: Element) -> Math:
        base, *others = padded(children(element), len(places) + 1)
        if base.source.startswith(tuple(BRACES.values())):
            base = applied("limits", base)
        return applied("attach", base, **dict(zip(places, others, strict=True)))

    return writer


def limits(places: str) -> Callable[[Element], Math]:
    """What stands under or over its base: a limit, an accent, a brace, a line."""
    attached = scripts(places)

    def writer(element: Element) -> Math:
        inner = [child for child in element if isinstance(child.tag, str)]
        if len(inner) != len(places) + 1:
            return row(element)
        sign, base = (inner[1].text or "").strip(), piece(inner[0]) or EMPTY
        if len(places) == 1 and sign in BRACES:
            return applied(BRACES[sign], base)
        if len(places) == 1 and sign in LINES:
            return applied("overline" if places == "t" else "underline", base)
        if places == "t" and sign in ACCENTS:
            return applied("std.math.accent", base, words(ACCENTS[sign]))
        if etree.QName(inner[0]).localname == "mo" and inner[0].get("movablelimits") == "true":
            return attached(element)
        others = {place: piece(child) or EMPTY for place, child in zip(places, inner[1:], strict=True)}
        return applied("attach", applied("limits", base), **others)

    return writer


def table(element: Element) -> Math:
    """Rows and cells; columns that turn from right to left aligned are an equation over several lines."""
    rows = [
        [piece(cell) or EMPTY for cell in line]
        for line in element
        if etree.QName(line).localname in {"mtr", "mlabeledtr"}
    ]
    aligned = [cell.get("columnalign") for line in element for cell in line][:2] == ["right", "left"]
    if "align" in (element.get("class") or "") or aligned:
        source = joined(map(aligned_line, rows), math(" \\ "))
        return applied("std.math.display", source or EMPTY)
    left = element.get("columnalign") == "left" or element.get("class") == "cases"
    cells = joined((joined(cells, math(", ")) for cells in rows), math("; "))
    return applied("mat", NO_BRACKETS, *([math("align: #left")] if left else []), cells)


def aligned_line(cells: list[Math]) -> Math:
    """The cells of a line, in pairs of a right and a left side."""
    found: list[Math] = []
    for number, cell in enumerate(cells):
        before = [] if not number else [math("&")] if number % 2 else [NEXT_COLUMN]
        found += [*before, cell]
    return joined(found, SPACE)


def enclosed(element: Element) -> Math:
    """A frame; other notations keep what they hold."""
    inside = row(element)
    if "box" not in (element.get("notation") or ""):
        return inside
    return embedded(call("box", FRAME, equation(inside, block=False)))


def hidden(element: Element) -> Math:
    """Room without ink."""
    return embedded(call("hide", equation(row(element), block=False)))


def first(element: Element) -> Math:
    """The presentation, without annotations."""
    return next(iter(children(element)), NOTHING)


WRITERS: dict[str, Callable[[Element], Math]] = {
    "mi": identifier, "mn": number, "mo": operator, "mtext": passage, "ms": passage, "mspace": space, "mfrac": fraction,
    "msqrt": square_root, "mroot": root, "msub": scripts("b"), "msup": scripts("t"), "msubsup": scripts("bt"),
    "munder": limits("b"), "mover": limits("t"), "munderover": limits("bt"), "mtable": table, "menclose": enclosed,
    "mphantom": hidden, "semantics": first,
}  # fmt: skip


def unbroken(element: Element) -> list[Math]:
    """Of a formula that is set over several lines, the parts that each stay on one: what is more than a letter or sign."""
    inner = [element]
    while len(inner) == 1 and etree.QName(inner[0]).localname in ROWS:
        element = inner[0]
        inner = shown(element)
    if not inner or piece(element).source.startswith("lr("):
        return [piece(element) or EMPTY]
    return kept_together([piece(child) or EMPTY for child in inner])


def kept_together(parts: list[Math]) -> list[Math]:
    """Neighbours that stay on one line, for Typst breaks it only after relations and binary operators."""
    found: list[Math] = []
    is_new = True
    for part in parts:
        if is_new:
            found.append(part)
        else:
            found[-1] = joined([found[-1], part], SPACE)
        is_new = part == SLASH or bool(BREAKING.fullmatch(part.source))
    return found


def opened(element: Element) -> list[Math]:
    """The same where brackets and fractions keep nothing together: brackets no higher than a line, fractions with a slash."""
    return kept_together(list(loose(element)))


def loose(element: Element) -> Iterator[Math]:
    """The pieces of a formula without what keeps them together."""
    name, inner = etree.QName(element).localname, shown(element)
    if name in ROWS:
        yield from (part for child in inner for part in loose(child))
    elif name == "mfrac" and len(inner) == 2 and not element.get("linethickness"):
        top, bottom = (list(loose(child)) for child in inner)
        yield from [*bracketed(top), SLASH, *bracketed(bottom)]
    else:
        yield piece(element) or EMPTY


def bracketed(parts: list[Math]) -> list[Math]:
    """Side by side, in brackets where there is more than one."""
    return parts if len(parts) == 1 else [signs("("), *parts, signs(")")]


def shown(element: Element) -> list[Element]:
    """Its parts that are seen."""
    return [c for c in element if isinstance(c.tag, str) and etree.QName(c).localname not in SILENT]


def smallest(element: Element, *, block: bool) -> float:
    """The size of its smallest signs, in em: indices are set in 0.7, their indices in 0.5 (fonts' MATH tables say so)."""
    return (1.0, 0.7, 0.5)[min(depth(element, fractions=0 if block else 1), 2)]


def depth(element: Element, fractions: int) -> int:
    """How many steps smaller the smallest sign is; a displayed fraction costs no step, one within it does."""
    name = etree.QName(element).localname if isinstance(element.tag, str) else ""
    inner = [child for child in element if isinstance(child.tag, str)]
    if name == "mfrac":
        return max((fractions + depth(child, 1) for child in inner), default=0)
    steps = [depth(child, fractions) for child in inner]
    if name in {"msub", "msup", "msubsup", "munder", "mover", "munderover"}:
        steps = [step + (n > 0) for n, step in enumerate(steps)]
    elif name == "mroot" and steps:
        steps[-1] += 2
    return max(steps, default=0)
