"""Drawings of a few lines that come to millions of shapes or pixels."""

from __future__ import annotations

import pytest
from lxml import etree

from pamphleteer.drawing import clean
from pamphleteer.drawing_work import COPIES, calm_filters, copies

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>t</title>'
PATH = f"M0 0{'h1v1' * 30}"
DEFINED = "".join(
    f'<marker id="m{n}"><path d="{PATH}" stroke="red" {{how}}="{{to}}{n + 1})"/></marker>' for n in range(6)
)


@pytest.mark.parametrize(
    ("how", "to"),
    [
        ("marker-mid", "url(#m"),
        ("marker-end", "url(#m"),
        ("style", "marker-mid: url( #m"),
        ("fill", "url(#m"),
        ("mask", "url(#m"),
    ],
)
def test_parts_within_parts(how: str, to: str) -> None:
    """Markers at each corner of each other are refused; parts that are used once are as many as they are."""
    text = f"{HEAD}{DEFINED.replace('{how}', how).replace('{to}', to)}</svg>"
    found = copies(etree.fromstring(text))
    assert (found > COPIES) is ("marker" in how or "marker" in to)
    assert (clean(text.encode()) is None) is (found > COPIES)


def test_markers_of_a_style_sheet() -> None:
    """They are drawn wherever there are corners."""
    sheet = f"<style>path {{ marker-mid: url(#m0) }}</style><marker id='m0'><path d='{PATH}'/></marker>"
    paths = f"<path d='{PATH * 9}'/>" * 20
    text = f"{HEAD}{sheet}{paths}</svg>"
    assert copies(etree.fromstring(text)) > 5000


def test_a_chart_with_markers_stays() -> None:
    """A line of a thousand points, each with a circle."""
    points = " ".join(f"{n},{n % 7}" for n in range(1000))
    text = f'{HEAD}<marker id="m"><circle r="1"/></marker><polyline points="{points}" marker-mid="url(#m)"/></svg>'
    assert 2000 < copies(etree.fromstring(text)) < COPIES
    assert clean(text.encode()) is not None


def test_filters() -> None:
    """What reaches farther than any picture needs goes, and is told; what pictures have stays."""
    good = '<filter id="a" x="-0.5" y="-50%" width="2" height="200%"><feGaussianBlur stdDeviation="3 2"/><feTurbulence numOctaves="3"/></filter>'
    root = etree.fromstring(f"{HEAD}{good}</svg>")
    assert calm_filters(root) == []
    bad = '<filter id="a" x="-1e4" width="2e4" height="9999999%"><feMorphology radius="500"/><feTurbulence numOctaves="900000"/></filter>'
    root = etree.fromstring(f"{HEAD}{bad}</svg>")
    assert calm_filters(root) == [
        "x of <filter>", "width of <filter>", "height of <filter>", "radius of <feMorphology>", "numOctaves of <feTurbulence>"
    ]  # fmt: skip
    assert [*root[1].attrib] == ["id"]
