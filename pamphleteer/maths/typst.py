"""MathML → the formula in Typst's math mode.

Every character of the formula is escaped or quoted, so that whatever an author wrote stays a sign and is never code.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from pamphleteer.maths.linear import ACCENTS, INVISIBLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pamphleteer.epub.xhtml import Element

OPEN, CLOSE = frozenset("([{⟨⌊⌈|‖"), frozenset(")]}⟩⌋⌉|‖")
BRACES = {"⏞": "overbrace", "⏟": "underbrace", "⎴": "overbracket", "⎵": "underbracket"}
SILENT = frozenset({"annotation", "annotation-xml", "none", "mprescripts", "maligngroup", "malignmark"})
# Names that templates use for other things are asked of Typst itself.
ROWS = frozenset({"math", "mrow", "mstyle", "semantics"})
"""What sets its parts side by side."""
SLASH = 'class("binary", \\/)'
"""Of a fraction that is set on the line."""
BREAKING = re.compile(r"\\?[=<>+\-*:·†‡~±×÷←-⇿∈-∍−-∙∝∣-∨∩∪∴-⊣⊦-⊿⋄-⋿⟰-⟿⤀-⥿⧀-⧯⨊-⫿]")
"""A relation or a binary operator, as it is written: after it, Typst may break the line."""
LINES = frozenset({"_", "¯", "‾", "―", "̲"})


def typeset(element: Element) -> str:
    """The source between two dollar signs."""
    return " ".join(part for part in map(piece, element) if part)


def piece(element: Element) -> str:
    """One element."""
    if not isinstance(element.tag, str):
        return ""
    name = etree.QName(element).localname
    writer = WRITERS.get(name)
    if name in SILENT:
        return ""
    return writer(element) if writer else row(element)


def children(element: Element) -> list[str]:
    """Its parts; an empty one keeps its place."""
    return [piece(child) or '""' for child in shown(element)]


def row(element: Element) -> str:
    """Things side by side, brackets at both ends as high as what they hold."""
    inner = [child for child in element if isinstance(child.tag, str)]
    parts = [piece(child) for child in inner]
    source = " ".join(filter(None, parts))
    ends = [
        (child.text or "").strip() if etree.QName(child).localname == "mo" else ""
        for child in (inner[:1] + inner[-1:])
    ]
    if len(inner) > 1 and (ends[0] in OPEN or ends[1] in CLOSE):
        return f"lr({source})"
    return source


def escaped(text: str) -> str:
    """Signs as signs."""
    return " ".join(
        f"\\{letter}" if (letter.isascii() and not letter.isalnum()) or letter in OPEN | CLOSE else letter
        for letter in text
        if not letter.isspace()
    )


def quoted(text: str) -> str:
    """Words as words."""
    return '"' + re.sub(r'(["\\])', r"\\\1", text) + '"'


def identifier(element: Element) -> str:
    """A letter in italics, or a name set upright."""
    text = (element.text or "").strip()
    if len(text) > 1:
        return f"op({quoted(text)})" if text.isalpha() and text.islower() else f"upright({quoted(text)})"
    letter = text if text.isalpha() else escaped(text)
    return f"upright({letter})" if element.get("mathvariant") == "normal" and letter else letter


def number(element: Element) -> str:
    """Digits."""
    return quoted((element.text or "").strip())


def operator(element: Element) -> str:
    """A sign, or a name such as “lim”."""
    text = (element.text or "").strip()
    if text in INVISIBLE:
        return ""
    if len(text) > 1 and text.isalpha():
        return f"op({quoted(text)}, limits: #true)"
    return f'class("normal", {escaped(text)})' if text in {"|", "‖"} else escaped(text)


def words(element: Element) -> str:
    """Text within a formula, its blanks kept."""
    return quoted(element.text or "")


def space(element: Element) -> str:
    """White space of a width."""
    found = re.fullmatch(r"(-?\d*\.?\d+)em", element.get("width") or "")
    return f"#h({float(found[1]):g}em)" if found else ""


def fraction(element: Element) -> str:
    """A fraction; without a line, one thing over the other."""
    top, bottom = padded(children(element), 2)
    if re.fullmatch(r"0(\.0*)?[a-z%]*", element.get("linethickness") or ""):
        return f"mat(delim: #none, {top}; {bottom})"
    return f"frac({top}, {bottom})"


def padded(parts: list[str], count: int) -> list[str]:
    """As many parts as the layout needs; too many stand side by side in the last."""
    parts = parts + ['""'] * (count - len(parts))
    return [*parts[: count - 1], " ".join(parts[count - 1 :])]


def root(element: Element) -> str:
    """A root with its index."""
    base, index = padded(children(element), 2)
    return f"root({index}, {base})"


def square_root(element: Element) -> str:
    """A root of all that is inside."""
    return f"sqrt({row(element) or quoted('')})"


def scripts(places: str) -> Callable[[Element], str]:
    """Indices and powers; `places` says which come after the base: `b` below, `t` above."""

    def writer(element: Element) -> str:
        base, *others = padded(children(element), len(places) + 1)
        if base.startswith(tuple(BRACES.values())):
            base = f"limits({base})"
        return f"attach({base}, {', '.join(f'{place}: {part}' for place, part in zip(places, others, strict=True))})"

    return writer


def limits(places: str) -> Callable[[Element], str]:
    """What stands under or over its base: a limit, an accent, a brace, a line."""
    attached = scripts(places)

    def writer(element: Element) -> str:
        inner = [child for child in element if isinstance(child.tag, str)]
        if len(inner) != len(places) + 1:
            return row(element)
        sign, base = (inner[1].text or "").strip(), piece(inner[0]) or '""'
        if len(places) == 1 and sign in BRACES:
            return f"{BRACES[sign]}({base})"
        if len(places) == 1 and sign in LINES:
            return f"{'overline' if places == 't' else 'underline'}({base})"
        if places == "t" and sign in ACCENTS:
            return f"std.math.accent({base}, {quoted(ACCENTS[sign])})"
        if etree.QName(inner[0]).localname == "mo" and inner[0].get("movablelimits") == "true":
            return attached(element)
        others = (
            f"{place}: {piece(child) or quoted('')}" for place, child in zip(places, inner[1:], strict=True)
        )
        return f"attach(limits({base}), {', '.join(others)})"

    return writer


def table(element: Element) -> str:
    """Rows and cells; columns that turn from right to left aligned are an equation over several lines."""
    rows = [
        [piece(cell) or '""' for cell in line]
        for line in element
        if etree.QName(line).localname in {"mtr", "mlabeledtr"}
    ]
    aligned = [cell.get("columnalign") for line in element for cell in line][:2] == ["right", "left"]
    if "align" in (element.get("class") or "") or aligned:
        lines = (
            " ".join(f"{cell} {'&' if n % 2 == 0 else '& #h(1.5em) &'}" for n, cell in enumerate(cells))
            for cells in rows
        )
        source = " \\ ".join(line.removesuffix("& #h(1.5em) &").rstrip("& ") for line in lines)
        return f"std.math.display({source or quoted('')})"
    left = element.get("columnalign") == "left" or element.get("class") == "cases"
    cells = "; ".join(", ".join(cells) for cells in rows)
    return f"mat(delim: #none, {'align: #left, ' if left else ''}{cells})"


def enclosed(element: Element) -> str:
    """A frame; other notations keep what they hold."""
    inside = row(element)
    return (
        f"#box(stroke: 0.5pt, inset: 0.2em, baseline: 0.2em, ${inside}$)"
        if "box" in (element.get("notation") or "")
        else inside
    )


def hidden(element: Element) -> str:
    """Room without ink."""
    return f"#hide(${row(element)}$)"


def first(element: Element) -> str:
    """The presentation, without annotations."""
    return next(iter(children(element)), "")


WRITERS: dict[str, Callable[[Element], str]] = {
    "mi": identifier, "mn": number, "mo": operator, "mtext": words, "ms": words, "mspace": space, "mfrac": fraction,
    "msqrt": square_root, "mroot": root, "msub": scripts("b"), "msup": scripts("t"), "msubsup": scripts("bt"),
    "munder": limits("b"), "mover": limits("t"), "munderover": limits("bt"), "mtable": table, "menclose": enclosed,
    "mphantom": hidden, "semantics": first,
}  # fmt: skip


def unbroken(element: Element) -> list[str]:
    """Of a formula that is set over several lines, the parts that each stay on one: what is more than a letter or sign."""
    inner = [element]
    while len(inner) == 1 and etree.QName(inner[0]).localname in ROWS:
        element = inner[0]
        inner = shown(element)
    if not inner or piece(element).startswith("lr("):
        return [piece(element) or quoted("")]
    return joined([piece(child) or quoted("") for child in inner])


def joined(parts: list[str]) -> list[str]:
    """Neighbours that stay on one line, for Typst breaks it only after relations and binary operators."""
    found, is_new = [], True
    for part in parts:
        if is_new:
            found.append(part)
        else:
            found[-1] += f" {part}"
        is_new = part == SLASH or bool(BREAKING.fullmatch(part))
    return found


def opened(element: Element) -> list[str]:
    """The same where brackets and fractions keep nothing together: brackets no higher than a line, fractions with a slash."""
    return joined(list(loose(element)))


def loose(element: Element) -> Iterator[str]:
    """The pieces of a formula without what keeps them together."""
    name, inner = etree.QName(element).localname, shown(element)
    if name in ROWS:
        yield from (part for child in inner for part in loose(child))
    elif name == "mfrac" and len(inner) == 2 and not element.get("linethickness"):
        top, bottom = (list(loose(child)) for child in inner)
        yield from [*bracketed(top), SLASH, *bracketed(bottom)]
    else:
        yield piece(element) or quoted("")


def bracketed(parts: list[str]) -> list[str]:
    """Side by side, in brackets where there is more than one."""
    return parts if len(parts) == 1 else ["\\(", *parts, "\\)"]


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
