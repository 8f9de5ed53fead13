"""A stranger's drawing runs nothing and fetches nothing, however that is written; what is harmless stays."""

from __future__ import annotations

import pytest

from pamphleteer.drawing import clean, written

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'
FETCHES = {
    "import behind a comment": '<style>@imp<!-- -->ort "http://h/q";</style>',
    "import behind an element": '<style>@imp<a xmlns=""/>ort "http://h/q";</style>',
    "import with an escape": '<style>@im\\port "http://h/q";</style>',
    "import behind a comment of CSS": '<style>@import/* */"http://h/q";</style>',
    "escaped address": "<style>p{fill:u\\72l(http://h/q)}</style>",
    "address without end": "<style>p{fill:url(http://h/q</style>",
    "address in an address": "<style>p{fill:uurl(http://x/)rl(http://h/q)}</style>",
    "addresses in each other": "<style>p{fill:" + "uurl(x)rl(" * 3 + "http://h/q</style>",
    "set of images": "<style>p{fill:image-set('http://h/q' 1x)}</style>",
    "address between strings like comments": "<style>.a{content:'/*'} p{fill:url(http://h/q)} .b{content:'*/'}</style>",
    "import between strings like comments": "<style>.a{content:\"\\\"/*\"} @import 'http://h/q'; .b{content:'*/'}</style>",
    "address after a quoted one like a comment": "<path style=\"fill:url('#a/*');filter:url('http://h/q*/#b')\"/>",
    "address after a bare one like a comment": "<style>p{fill:url(#a/*);filter:url(http://h/q*/#b)}</style>",
    "address after a string without end": "<style>p{content:'/*\n;fill:url(http://h/q)} .b{content:'*/'}</style>",
    "escape that ends with two signs": "<style>p{fill:u\\72&#13;&#10;l(http://h/q)}</style>",
    "escape that ends with a new page": "<style>p{fill:u\\72&#9;l(http://h/q)}</style>",
    "escape of a plain letter": "<style>p{fill:\\u\\rl(http://h/q)}</style>",
    "escape of many digits": "<style>p{fill:\\000075\\000072\\00006C(http://h/q)}</style>",
    "import with an escape of two signs": "<style>@\\69&#13;&#10;mport 'http://h/q';</style>",
    "import in a layer": "<style>@layer x { @import 'http://h/q'; }</style>",
    "namespace": "<style>@namespace x url(http://h/q);</style>",
    "rule that brings a rule": "<style>@use 'http://h/q';</style>",
    "address in pieces": "<style>p{fill:url@import 'x';(http://h/q)}</style>",
    "address in pieces of functions": "<style>p{fill:urpaint(x)l(http://h/q)}</style>",
    "address in a variable": "<style>p{--x:url(http://h/q);fill:var(--x)}</style>",
    "source by a variable": "<style>p{fill:src(var(--x,'http://h/q'))}</style>",
    "address in an attribute": '<path style="fill:url( //h/q)"/>',
    "quoted address in an attribute": "<path fill=\"url('//h/q#a')\"/>",
    "address of a file": '<path fill="url(q.svg#h/q)"/>',
    "script by animation": '<a><set attributeName="href" to="javascript:h/q"/></a>',
    "address by animation": '<image><animate attributeName="xlink:href" values="http://h/q"/></image>',
    "drawing in a drawing": '<image href="data:image/svg+xml;base64,h/q"/>',
    "use": '<use href="http://h/q#a"/>',
    "gradient": '<linearGradient xlink:href="http://h/q#a"/>',
    "pattern of a file": '<pattern href="h/q.svg#a"/>',
    "marker": "<path marker-end=\"url('http://h/q#m')\"/>",
    "second address": '<image href="data:image/png;base64,AAAA" xlink:href="http://h/q"/>',
    "second address of nothing": '<image href="" xlink:href="http://h/q"/>',
    "filter": '<filter><feImage href="http://h/q"/></filter>',
    "escaped function": '<path style="fill:u\\72l(http://h/q)"/>',
    "unknown function": "<path style=\"fill:paint-from('http://h/q')\"/>",
    "animated values": '<a><animate attributeName="href" values="javascript:h/q;x"/></a>',
    "animated in other letters": '<a><ANIMATE attributeName="HREF" values="javascript:h/q"/></a>',
    "animated handler": '<g><set attributeName="onclick" to="h/q"/></g>',
    "animated style": '<g><set attributeName="style" to="fill:url(http://h/q)"/></g>',
    "animated to an address": '<g><animate attributeName="fill" to="url(http://h/q)"/></g>',
    "audio": '<audio src="http://h/q"/>',
    "style sheet": '<link rel="stylesheet" href="http://h/q"/>',
    "base": '<g xml:base="http://h/q"/>',
    "picture": '<image xlink:href="http://h/q"/>',
    "handler": '<g ONload="h/q"/>',
    "script": "<script>h/q</script>",
    "HTML": '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">h/q</p></foreignObject>',
}
HARMLESS = (
    '<linearGradient id="g"/>',
    '<path fill="url( #g)" stroke="url( \'#g\')"/>',
    '<path fill="url(#g)" style="stroke:url(\'#g\')"/>',
    "<style>.a{fill:url(#g)} .b &gt; .c{content:'\\201C'}</style>",
    "<style>.a{content:'/* url(x) @import */'} .b{content:\"\\\\\"}</style>",
    "<style>@media print and (min-width:1px){.a{fill:red}} @keyframes b{to{opacity:1}}</style>",
    "<style>.a\\:b{fill:red} .url\\28 x{fill:red} .\\40 import{fill:red}</style>",
    '<image href="data:image/png;base64,AAAA"/>',
    '<use href="#g"/>',
    '<animate attributeName="r" to="3"/>',
    '<g aria-label="see (x) @import" data-name="url(x)"/>',
    '<path transform="rotate(3) scale(2)" style="fill:rgb(1,2,3);filter:drop-shadow(0 0 1px red)"/>',
    '<path d="M0 0h9" paint-order="stroke" vector-effect="non-scaling-stroke"/>',
)


@pytest.mark.parametrize("name", FETCHES)
def test_nothing_is_fetched_and_nothing_runs(name: str) -> None:
    """It is taken out, and its author is told."""
    found = clean(f"{HEAD}{FETCHES[name]}<path d='M0 0h9'/></svg>".encode())
    assert found
    text = written(found[0]).decode()
    assert "h/q" not in text
    assert "M0 0h9" in text
    assert found[1]


@pytest.mark.parametrize("part", HARMLESS)
def test_what_is_harmless_stays(part: str) -> None:
    """To the letter, and without a word."""
    found = clean(f"{HEAD}{part}<g id='g'/></svg>".encode())
    assert found
    assert found[1] == ()
    assert part.replace("'#g'", "'#g'") in written(found[0]).decode().replace("&#8220;", "“")


@pytest.mark.parametrize(("levels", "drawn"), [(4, True), (6, False), (300, False)])
def test_drawings_that_use_each_other(levels: int, drawn: bool) -> None:
    """A few lines can come to millions of shapes: that is no drawing."""
    groups = "".join(f'<g id="g{n + 1}">' + f'<use xlink:href="#g{n}"/>' * 10 + "</g>" for n in range(levels))
    found = clean(f'{HEAD}<path id="g0" d="M0 0"/>{groups}<use href="#g{levels}"/></svg>'.encode())
    assert (found is not None) is drawn


def test_a_drawing_that_uses_itself() -> None:
    """It is drawn once, as browsers do."""
    assert clean(f'{HEAD}<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g></svg>'.encode())


@pytest.mark.parametrize(
    ("part", "left"),
    [
        ('<path fill="url(#none)"/>', '<path fill="none"/>'),
        ('<path fill="url(#none) red"/>', '<path fill="red"/>'),
        (
            "<path style=\"stroke: url('#none'); fill: url(#g)\"/>",
            '<path style="stroke: none; fill: url(#g)"/>',
        ),
        ('<use href="#none"/>', ""),
        ('<use xlink:href="#g"/>', '<use xlink:href="#g"/>'),
        ('<linearGradient xlink:href="#none"/>', "<linearGradient/>"),
        (
            "<style>@font-face { font-family: X; src: url(http://h/q); } .a { fill: red }</style>",
            "<style> .a { fill: red }</style>",
        ),
        ("<style>.a { cursor: url(http://h/q); fill: red }</style>", "<style>.a {  fill: red }</style>"),
    ],
)
def test_what_leads_nowhere_goes(part: str, left: str) -> None:
    """A reference to no part of the drawing, a property without its value, a font without its file."""
    found = clean(f'{HEAD}<linearGradient id="g"/>{part}</svg>'.encode())
    assert found
    text = written(found[0]).decode()
    assert left in text
    assert "#none" not in text
    assert "h/q" not in text
