"""TeX → MathML → Typst and a line of text: what is understood, what is refused, and that nothing becomes code."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from pamphleteer.epub.draw import drawn
from pamphleteer.epub.formulas import MARKUP, PICTURE, drawings, size_pictures
from pamphleteer.epub.xhtml import MATHML, XHTML
from pamphleteer.maths.linear import linear
from pamphleteer.maths.mathml import UnreadableTexError, mathml
from pamphleteer.maths.typst import opened, smallest, typeset, unbroken
from pamphleteer.print.modes import equation, markup

LINES = {
    r"\frac{a+b}{2}": "(a + b)/2",
    r"\text{BMI} = \frac{\text{weight}}{\text{height}^2}": "BMI = weight/(height^2)",
    r"\sqrt{x+1} + \sqrt[3]{x}": "√(x + 1) + 3√x",
    r"\sum_{i=1}^n x_i^2 y": "∑_(i = 1)^n x_i^2 y",
    r"\begin{align} x &= 1 \\ y &= 2 \end{align}": "x = 1; y = 2",
    r"\hat\beta + \overline{x}": "β̂ + x̅",
    r"\bar x_n + \hat y_1^2": "x̄_n + ŷ_1^2",
    r"\overline{AB}_n \bar{CD}": "A̅B̅_n C̄D̄",
    r"\underline{x}^2 \underbrace{a+b}_n": "x̲^2 (a + b)_n",
    r"a \times 10^{-3}": "a × 10^(−3)",
    r"\begin{split} a &= b \end{split}": "a = b",
    r"\begin{array}{c|c} 1 & 2 \\ 3 & 4 \end{array}": "1 2; 3 4",
    r"\stackrel{a}{=}": "= ^a",
    r"\operatorname{arg\,max}_x f": "arg max_x f",
    r"\newcommand{\R}[1]{\mathbb{R}^{#1}} \R{3} + \R4": "ℝ^3 + ℝ^4",
    r"\DeclareMathOperator{\dose}{dose} \dose x": "dose x",
    r"\ce{2 H2 + O2 -> 2 H2O}": "2 H_2 + O_2 → 2 H_2 O",
    r"\ce{SO4^2-}": "S O_4^(2−)",
    "10\\% % a comment": "10%",
    r"x \label{one} \nonumber": "x",
}


@pytest.mark.parametrize("tex", LINES)
def test_line(tex: str) -> None:
    """What is read aloud or shown where no formula can be."""
    assert linear(mathml(tex, block=True)) == LINES[tex]


def test_macros_of_the_project() -> None:
    """The macros that conf.py gives to MathJax work here too."""
    found = mathml(
        r"\half + \pair{a}{b}", block=False, macros={r"\half": (r"\frac12", 0), r"\pair": ("(#1,#2)", 2)}
    )
    assert linear(found) == "1/2 + (a, b)"


def test_macros_with_a_common_beginning() -> None:
    """A macro whose body begins as its own name does is not taken for one that is defined by itself."""
    assert linear(mathml(r"\R x", block=False, macros={r"\R": (r"\Rightarrow", 0)})) == "⇒ x"


REFUSED = {
    r"\nosuch{x}": r"\nosuch",
    r"\newcommand{\a}{\a b}\a": "defined by itself",
    r"\newcommand{\a}{\b}\newcommand{\b}{\a}\a": r"circle|by itself",
    r"\newcommand{\a}[1]{#1}\a": "lacks its argument",
}


@pytest.mark.parametrize("tex", REFUSED)
def test_refused(tex: str) -> None:
    """What nobody understands is refused with a reason, and never passed through as words."""
    with pytest.raises(
        UnreadableTexError,
        match=REFUSED[tex].replace("\\", "\\\\") if "|" not in REFUSED[tex] else REFUSED[tex],
    ):
        mathml(tex, block=False)


def leaf(name: str, text: str) -> etree._Element:
    """A token of MathML."""
    element = etree.Element(f"{{{MATHML}}}{name}")
    element.text = text
    return element


TEXT = st.text(st.characters(min_codepoint=32, max_codepoint=0x7E), min_size=1, max_size=6)
TOKENS = st.builds(leaf, st.sampled_from(["mi", "mn", "mo", "mtext"]), TEXT)


def parent(children: list[etree._Element], name: str) -> etree._Element:
    """An element with these children, which may be too few or too many for it."""
    element = etree.Element(f"{{{MATHML}}}{name}")
    element.extend(children)
    return element


NAMES = st.sampled_from(
    "mrow mfrac msqrt mroot msub msup msubsup munder mover munderover menclose mphantom mstyle unknown".split()
)
FORMULAS = st.recursive(
    TOKENS, lambda inner: st.builds(parent, st.lists(inner, max_size=3), NAMES), max_leaves=8
)


@settings(max_examples=40, deadline=None)
@given(st.lists(FORMULAS, min_size=1, max_size=4))
def test_any_mathml_can_be_set(formulas: list[etree._Element]) -> None:
    """Whatever signs and however wrong the nesting, Typst takes the source; signs of Typst stay signs."""
    root = etree.Element(f"{{{MATHML}}}math")
    root.extend(formulas)
    assert len(drawn(equation(typeset(root)).markup, "svg")) == 1


def test_one_bad_formula_does_not_stop_the_others(tmp_path: Path) -> None:
    """The pictures of all others are drawn."""
    found = drawings(
        {f"{name}.svg": markup(f"${name}$") for name in ("x", "nosuch", "y")},
        tmp_path,
        {"nosuch.svg": "a.md:3"},
    )
    assert set(found) == {"x.svg", "y.svg"}


def test_drawings_are_kept_while_nothing_is_new(tmp_path: Path) -> None:
    """What is kept is taken, a damaged file is drawn anew, and only the last few stay."""
    first = drawn(markup("$x$"), "svg", kept=tmp_path)
    (file,) = tmp_path.iterdir()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("1", b"kept")
    assert drawn(markup("$x$"), "svg", kept=tmp_path) == [b"kept"]
    file.write_bytes(b"PK")
    assert drawn(markup("$x$"), "svg", kept=tmp_path) == first
    for number in range(9):
        drawn(markup(f"${number}$"), "svg", kept=tmp_path)
    assert len(list(tmp_path.iterdir())) == 8


def test_smallest_signs() -> None:
    """How small the smallest sign of a formula is, in em, so that large print can make up for it."""
    sizes = {"x + 1": 1.0, "x^2": 0.7, "x^{2^3}": 0.5, r"\frac{a}{b}": 1.0, r"\frac{\frac{a}{b}}{c}": 0.7}
    assert {tex: smallest(mathml(tex, block=True), block=True) for tex in sizes} == sizes
    assert smallest(mathml(r"\frac{a}{b}", block=False), block=False) == 0.7


def test_a_formula_that_could_not_be_drawn_is_shown_as_markup() -> None:
    """Its picture goes, the markup is no longer hidden, and the words behind stay."""
    root = etree.fromstring(
        f'<p xmlns="{XHTML}">a <span class="{MARKUP}"><math xmlns="{MATHML}"/></span><img class="{PICTURE}" src="../images/x.svg"/> b</p>'
    )
    size_pictures(root, {})
    assert [etree.QName(child).localname for child in root] == ["math"]
    assert "".join(map(str, root.itertext())) == "a  b"


@pytest.mark.parametrize(
    ("tex", "parts"),
    [
        (r"a + b = c", 3), (r"\max\sup\inf\operatorname{sgn} x", 1), (r"a b c d \to e f", 2), (r"x_1 \le y_2 < z \in A \cup B", 5),
        (r"\sum_i x_i y_i - \int f \partial g", 2), (r"\left(a + b\right) c", 1), ("a, b, c; d!", 1), (r"a \cdot b \times c", 3),
    ],
)  # fmt: skip
def test_parts_of_a_line_end_with_relations_and_operators(tex: str, parts: int) -> None:
    """There alone Typst breaks a formula: what stands between is as wide as all of it together."""
    assert len(unbroken(mathml(tex, block=True))) == parts
    assert len(opened(mathml(tex, block=True))) >= parts
