"""TeX → a MathML element without layout hints of one program."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any

from docutils.utils.math import MathError, latex2mathml
from lxml import etree

from pamphleteer.maths.linear import ACCENTS, PARTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.config import Config

    from pamphleteer.epub.xhtml import Element

SETS = r"align|alignat|split|gather|gathered|eqnarray|multline|flalign"
DEFINITION = re.compile(r"\\(?:re)?newcommand\*?\s*\{?(\\[A-Za-z]+)\}?\s*(?:\[(\d)\])?\s*(?=\{)|"
                        r"\\DeclareMathOperator\*?\s*\{?(\\[A-Za-z]+)\}?\s*(?=\{)")  # fmt: skip
DEEPEST = 20
"""Rounds of expansion before macros count as circular."""
Macros = dict[str, tuple[str, int]]
"""`\\R` → its body, with `#1` for the first argument, and the number of arguments."""


class UnreadableTexError(ValueError):
    """TeX that neither reader understands; says which part."""


def mathml(tex: str, *, block: bool, macros: Mapping[str, tuple[str, int]] | None = None) -> Element:
    """The formula as a `math` element; raises UnreadableTexError."""
    tex = simpler(expanded(tex, dict(macros or {})))
    try:
        return by_docutils(tex, block=block)
    except UnreadableTexError as error:
        try:
            return by_latex2mathml(tex, block=block)
        except UnreadableTexError:
            raise error from None


def by_docutils(tex: str, *, block: bool) -> Element:
    """The better MathML, of fewer commands."""
    try:
        text = latex2mathml.tex2mathml(tex, as_block=block)
    except (MathError, SyntaxError, KeyError, IndexError, ValueError, AttributeError) as error:
        raise UnreadableTexError(str(error).split("\n", maxsplit=1)[0]) from None
    return checked(re.sub(r">\s+<", "><", text))


def by_latex2mathml(tex: str, *, block: bool) -> Element:
    """The MathML of more commands."""
    from latex2mathml.converter import convert  # loads slowly, and is seldom asked

    tex = re.sub(r"\\(begin|end)\{aligned\}", r"\\\1{align}", tex)
    try:
        text = convert(tex, display="block" if block else "inline")
    except Exception as error:  # noqa: BLE001 - it raises whatever its parser meets
        raise UnreadableTexError(str(error) or type(error).__name__) from None
    return checked(re.sub(r"&(?!#?\w+;)", "&amp;", text))


def checked(text: str) -> Element:
    """MathML as a tree; a command that was passed through is none."""
    named = re.compile(r"&(?!amp;|lt;|gt;|quot;|apos;)[A-Za-z]\w*;")  # names of HTML, which XML does not know
    try:
        root = etree.fromstring(named.sub(lambda name: unescape(name.group()), text))
    except etree.XMLSyntaxError as error:
        raise UnreadableTexError(str(error)) from None
    for element in root.iter(etree.Element):
        if found := re.search(r"\\[A-Za-z]+|\\,", element.text or ""):
            raise UnreadableTexError(f"unknown command “{found.group()}”")
        name = etree.QName(element).localname
        if len(element) != PARTS.get(name, len(element)):
            raise UnreadableTexError("a command lacks its argument")
    for element in list(root.iter("{*}munderover")):
        part_accent(element)
    return root


def part_accent(element: Element) -> None:
    r"""An index of a letter with an accent → an index beside it: docutils puts that of `\bar x_n` under the letter, as a limit."""
    base, low, high = element
    above = high if (high.text or "").strip() in ACCENTS and not len(high) else None
    below = low if (low.text or "").strip() == "_" and not len(low) else None
    sign = below if above is None else above
    if sign is None:
        return
    script = low if sign is high else high
    accented = etree.Element(
        element.tag.replace("munderover", "mover" if sign is high else "munder"), accent="true"
    )
    accented.extend([base, sign])
    element.tag = element.tag.replace("munderover", "msub" if sign is high else "msup")
    element.attrib.clear()
    element[:] = [accented, script]


def simpler(tex: str) -> str:
    """TeX in the environments that both know: `align`, `split` and the like become `aligned`; numbers are Sphinx's."""
    tex = re.sub(r"\\label\{[^}]*\}|\\(?:no)?number\b|\\nonumber\b|\\tag\*?\{[^}]*\}", "", tex)
    tex = re.sub(r"\\(?:begin|end)\{(?:equation|displaymath|math)\*?\}", "", tex)
    tex = re.sub(rf"\\(begin|end)\{{(?:{SETS})\*?\}}", r"\\\1{aligned}", tex)
    tex = re.sub(r"(?<!\\)%.*", "", tex)
    tex = re.sub(r"\\ce\s*\{((?:[^{}]|\{[^{}]*\})*)\}", lambda found: chemical(found.group(1)), tex)
    tex = re.sub(
        r"\\operatorname\*?\{([^{}]*)\}",
        lambda name: f"\\operatorname{{{name[1].replace(chr(92) + ',', ' ')}}}",
        tex,
    )
    if re.search(r"\\\\|(?<!\\)&", tex) and "\\begin" not in tex:
        tex = f"\\begin{{aligned}}{tex}\\end{{aligned}}"
    return tex.strip()


def chemical(formula: str) -> str:
    """A formula of mhchem in plain TeX: `H2O`, `SO4^2-`, `2 H2 + O2 -> 2 H2O`."""
    formula = re.sub(r"<=>|<->", r" \\rightleftharpoons ", formula)
    formula = re.sub(r"->", r" \\rightarrow ", formula)
    formula = re.sub(r"\^\{?([0-9]*[+-])\}?", r"^{\1}", formula)
    formula = re.sub(r"(?<=[A-Za-z)\]])(\d+)", r"_{\1}", formula)
    return re.sub(r"(?<![\\A-Za-z])([A-Z][a-z]?|e)(?![a-z])", r"\\mathrm{\1}", formula)


def macros_of(config: Config) -> Macros:
    """The macros that conf.py gives to MathJax (`mathjax3_config` or `mathjax4_config`: tex, macros)."""
    found: Macros = {}
    for name in ("mathjax3_config", "mathjax4_config"):
        settings: Any = getattr(config, name, None) or {}
        macros = settings.get("tex", {}).get("macros", {}) if isinstance(settings, dict) else {}
        for macro, body in macros.items():
            parts: list[Any] = [body, 0] if isinstance(body, str) else list(body)
            found["\\" + macro] = (str(parts[0]), int(parts[1]) if len(parts) > 1 else 0)
    return found


def expanded(tex: str, macros: Macros) -> str:
    """TeX without macros: those of the formula itself are read, then all are written out."""
    tex = without_definitions(tex, macros)
    for _round in range(DEEPEST):
        name = next((name for name in macros if uses(tex, name)), None)
        if name is None:
            return tex
        tex = written_out(tex, name, *macros[name])
        if len(tex) > 100_000:
            break
    raise UnreadableTexError("its macros go round in a circle")


def without_definitions(tex: str, macros: Macros) -> str:
    """TeX after its own definitions, which are added to `macros`."""
    while found := DEFINITION.search(tex):
        body, end = argument(tex, found.end())
        if found.group(1):
            macros[found.group(1)] = (body, int(found.group(2) or 0))
        else:
            macros[found.group(3)] = (f"\\operatorname{{{body}}}", 0)
        tex = tex[: found.start()] + tex[end:]
    return tex


def uses(tex: str, name: str) -> bool:
    r"""Whether a macro stands in TeX; `\\R` does not stand in `\\Rightarrow`."""
    return bool(re.search(re.escape(name) + "(?![A-Za-z])", tex))


def written_out(tex: str, name: str, body: str, count: int) -> str:
    """TeX with one macro replaced wherever it stands."""
    while found := re.search(re.escape(name) + r"(?![A-Za-z])\s*", tex):
        end, filled = found.end(), body
        for number in range(1, count + 1):
            value, end = argument(tex, end)
            filled = filled.replace(f"#{number}", value)
        if uses(filled, name):
            raise UnreadableTexError(f"“{name}” is defined by itself")
        tex = f"{tex[: found.start()]}{{{filled}}}{tex[end:]}"
    return tex


def argument(tex: str, start: int) -> tuple[str, int]:
    """The argument that begins at `start`, without its braces, and where it ends."""
    while start < len(tex) and tex[start].isspace():
        start += 1
    if start >= len(tex):
        raise UnreadableTexError("a macro lacks its argument")
    if tex[start] != "{":
        found = re.compile(r"\\[A-Za-z]+|\\.|.", re.DOTALL).match(tex, start)
        return (found.group(), found.end()) if found else ("", start)
    depth = 0
    for at in range(start, len(tex)):
        depth += {"{": 1, "}": -1}.get(tex[at], 0) if at == 0 or tex[at - 1] != "\\" else 0
        if depth == 0:
            return tex[start + 1 : at], at + 1
    raise UnreadableTexError("a brace is not closed")
