"""Drawings and pages that fetch or run behind what a cleaner reads → nothing of it is in the e-book, nor run by the site."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

from attempt import Attempt

FAR = "http://tracker.example"

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9"><title>t</title>'


def not_in_ebook(*words: str) -> Callable[[Path], str]:
    """A fact: no file of the e-book holds one of the words."""

    def look(folder: Path) -> str:
        for book in (folder / "_build/epub").glob("*.epub"):
            with zipfile.ZipFile(book) as archive:
                for name in archive.namelist():
                    text = archive.read(name).decode("utf-8", errors="replace")
                    if found := next((word for word in words if word in text), ""):
                        return f"“{found}” is in {name}"
        return ""

    return look


DISAGREE = (
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;"></table></mtext></math>',
    '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>"></svg>',
    '<xmp><p title="</xmp><img src=x onerror=alert(1)>"></xmp>',
    "<!-- a --!><img src=x onerror=alert(1)><script>alert(1)</script> -->",
    "<svg><![CDATA[><img src=x onerror=alert(1)>]]></svg>",
    "<?php ><img src=x onerror=alert(1)>?>",
    "<template><img src=x onerror=alert(1)><script>alert(1)</script></template>",
    '<select><template><style><!--</style><a rel="--></style></template></select><img id=x src=1 onerror=alert(1)>"></a>',
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)></style></mglyph></form></mtext></math>",
    '<noembed><img title="</noembed><img src=x onerror=alert(1)>"></noembed>',
    '<noframes><p title="</noframes><script>alert(1)</script>"></noframes>',
    '<svg><desc><script>alert(1)</script></desc><title><img src=x onerror=alert(1)></title><foreignObject><p onclick="a()">x</p></foreignObject></svg>',
    '<math><annotation-xml encoding="text/html"><p onclick=alert(1)>x</p></annotation-xml><mi>x</mi></math>',
    "<svg><style>&lt;/style&gt;&lt;script&gt;alert(1)&lt;/script&gt;</style><text>t</text></svg>",
    '<textarea><img title="</textarea><img src=x onerror=alert(1)>"></textarea>',
    "<table><svg onload=alert(1)><tr><td><script>alert(1)</script></td></tr></table>",
    '<p on<x>click="alert(1)" /onclick=alert(1)//>x</p>',
    '<img src=x onerror\n=\n"alert(1)"><img/src="x"/onerror="alert(1)"><img src=x ONERROR=alert(1)>',
    '<a href="&#x6a;avascript:alert(1)" xlink:href="javascript:alert(1)" xml:base="javascript:alert(1)//">x</a>',
    "<plaintext><script>alert(1)</script>",
)

DRAWING = """<?xml version="1.0"?>
<?xml-stylesheet href="{SERVER}/s.css" type="text/css"?>
<!DOCTYPE svg [
<!ATTLIST svg onload CDATA "alert(1)">
<!ATTLIST text onclick CDATA "alert(1)" xlink:href CDATA "javascript:alert(1)" xmlns:xlink CDATA #FIXED "http://www.w3.org/1999/xlink">
<!ATTLIST image href CDATA "{SERVER}/i.png">
<!ENTITY s "<script>alert(1)</script>"> <!ENTITY j "javascript:alert(1)"> <!ENTITY % p SYSTEM "{SERVER}/p.dtd">
]>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:y="http://www.w3.org/1999/xlink" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:xi="http://www.w3.org/2001/XInclude" viewBox="0 0 99 99">
<a y:href="&j;"><text x="1" y="20">Words &s;</text></a><image width="9" height="9"/>
<h:script>alert(1)</h:script><h:iframe src="{SERVER}/f"/><h:body onload="alert(1)"/><xi:include href="{OUTSIDE}/secret.txt" parse="text"/>
<handler type="application/ecmascript" ev:event="load" xmlns:ev="http://www.w3.org/2001/xml-events">alert(1)</handler>
<animation y:href="{SERVER}/a.svg"/><prefetch y:href="{SERVER}/p"/><discard begin="0s"/><tref y:href="{OUTSIDE}/secret.svg#a"/>
<font><font-face font-family="F"><font-face-src><font-face-uri y:href="{SERVER}/f.svg#F"/></font-face-src></font-face></font>
<color-profile y:href="{SERVER}/c.icc" name="c"/><cursor id="k" y:href="{SERVER}/k.png"/><text x="1" y="40" cursor="url(#k)">More</text>
<style type="text/css"><![CDATA[ @namespace x url({SERVER}/n); text { behavior: url({SERVER}/b.htc); -moz-binding: url({SERVER}/m.xml#x); background: image("{SERVER}/g") } ]]></style>
<style media="url({SERVER}/q)" href="{SERVER}/z.css" y:href="{SERVER}/y.css">@layer x { @import "{SERVER}/l.css" layer(x); } @font-face{src:url({SERVER}/w)format("woff")}</style>
</svg>
"""

ICONS = """# A

Words of icons.

{octicon}`report;1em;x"onload="alert(1)"y="z` {octicon}`report;1em;x"><script>icon(1)</script><svg/class="`
{octicon}`report;1em;x"><iframe/src={SERVER}/f></iframe>` {material-regular}`home;2em;x"onclick="alert(1)"y="z`
{material-outlined}`home;2em;x"><script>icon(1)</script>` {fas}`x"onload="alert(1)` {fab}`y;z"><script>icon(1)</script>`

The end of icons.
"""


def unwritten(folder: Path) -> str:
    """Whether a role for icons, which writes no HTML of the author's, put any into the site."""
    page = folder / "_build/html/icons-that-bring-attributes/a.html"
    text = page.read_text("utf-8") if page.is_file() else ""
    signs = ('"onload="alert(1)"', "<script>icon(1)</script>", '"onclick="alert(1)"', "<iframe/src=")
    found = [sign for sign in signs if sign in text]
    return f"an icon brought {found[0]} into the site" if found else ""


def not_inline(folder: Path) -> str:
    """Whether a script of a drawing stands in a page of the site."""
    pages = (folder / "_build/html").rglob("*.html")
    return next(
        (
            f"{page.name} runs it"
            for page in pages
            if re.search("embedded-drawing-ran", page.read_text("utf-8"))
        ),
        "",
    )


PREFIXES = """# A

Words of prefixes.

<div xmlns:x="http://www.w3.org/1999/xhtml" xmlns:s="http://www.w3.org/2000/svg" xmlns:l="http://www.w3.org/1999/xlink">
<x:script>alert(1)</x:script><x:iframe src="{SERVER}/f"></x:iframe><x:img src="{SERVER}/i" onerror="alert(1)"/>
<x:a href="javascript:alert(1)">x</x:a><s:svg><s:script>alert(1)</s:script><s:a l:href="javascript:alert(1)"><s:text>y</s:text></s:a></s:svg>
<svg xmlns:h="http://www.w3.org/1999/xhtml"><h:script>alert(1)</h:script><h:iframe src="{SERVER}/g"/><text>t</text></svg>
<math xmlns:h="http://www.w3.org/1999/xhtml"><h:script>alert(1)</h:script><h:object data="{SERVER}/o"/><mi>x</mi></math>
<epub:switch xmlns:epub="http://www.idpf.org/2007/ops"><epub:case><script>alert(1)</script></epub:case></epub:switch>
<epub:trigger xmlns:epub="http://www.idpf.org/2007/ops" xmlns:ev="http://www.w3.org/2001/xml-events" ev:observer="a" ev:event="click" action="show" ref="b"/>
</div>

The end of prefixes.
"""

ROLES = """# A

Words of roles.

```{eval-rst}
.. role:: h(raw)
   :format: html

.. role:: e(raw)
   :format: epub html xhtml

.. role:: c(code)
   :language: html

A :h:`<scr`\\ :h:`ipt>alert(1)</scr`\\ :h:`ipt>` and :e:`<img src="x" onerr`\\ :e:`or="alert(1)"/>` and
:h:`<a href="java`\\ :e:`script:alert(1)">x</a>` and :h:`<p title="`\\ words\\ :h:`" onclick="alert(1)">x</p>` and :h:`<!--`\\ x\\ :h:`--!><script>alert(1)</script>`.

.. raw:: html

   <div title="

Words between.

.. raw:: html

   " onmouseover="alert(1)"><script

.. raw:: html

   >alert(1)</script></div>

.. |s| raw:: html

   <iframe src="{SERVER}/f"></iframe><object data="data:text/html,<script>alert(1)</script>"></object>

A |s| substitution.
```

The end of roles.
"""

ATTEMPTS: tuple[Attempt, ...] = (
    Attempt(
        "comment-signs-in-strings-of-css",
        "active-content",
        "hides an address between two strings that look like the ends of a comment of CSS, in a drawing's style sheet",
        {
            "book/comment-signs-in-strings-of-css/index.md": "# Strings\n\n![a drawing](a.svg) ![another](b.svg)\n\nWords of strings.\n",
            "book/comment-signs-in-strings-of-css/a.svg": f"{SVG}<style>.a{{content:'/*'}}\n.b{{fill:red;filter:url('{FAR}/one#f')}}\n"
            ".c{content:'*/'}</style><path class='b' d='M0 0h9v9z'/></svg>",
            "book/comment-signs-in-strings-of-css/b.svg": f"{SVG}<style>.a{{content:'/*'}}\n@import '{FAR}/two';\n"
            f"@font-face{{font-family:x;src:url({FAR}/three)}}.c{{content:'*/'}}</style><path d='M0 0h9'/></svg>",
        },
        keeps=("Words of strings.",),
        holds=not_in_ebook(f"{FAR}/one", f"{FAR}/two", f"{FAR}/three"),
    ),
    Attempt(
        "comment-signs-in-an-attribute-of-style",
        "active-content",
        "does the same in the attribute of a shape, in a page and in a file",
        {
            "book/comment-signs-in-an-attribute-of-style/index.md": "# Attributes\n\n![a drawing](a.svg)\n\n"
            f"<div><svg viewBox='0 0 9 9'><title>t</title><path d='M0 0h9' style=\"fill:url('#a/*');filter:url('{FAR}/four*/#b')\"/></svg></div>\n\n"
            f"<div><math alttext='x'><mi style=\"color:red;--a:'/*';background:url('{FAR}/five');--b:'*/'\">x</mi></math></div>\n\nWords of attributes.\n",
            "book/comment-signs-in-an-attribute-of-style/a.svg": f"{SVG}<path d='M0 0h9' style=\"fill:url('#a/*');mask:url('{FAR}/six*/#b')\"/></svg>",
        },
        keeps=("Words of attributes.",),
        holds=not_in_ebook(f"{FAR}/four", f"{FAR}/five", f"{FAR}/six"),
    ),
    Attempt(
        "escapes-of-css-with-two-ends",
        "active-content",
        "parts the name of a function of CSS by an escape that ends with the two signs of a line end of Windows",
        {
            "book/escapes-of-css-with-two-ends/index.md": "# Escapes\n\n![a drawing](a.svg)\n\nWords of escapes.\n",
            "book/escapes-of-css-with-two-ends/a.svg": f"{SVG}<style>.a{{fill:u\\72&#13;&#10;l({FAR}/ten#x)}}\n"
            f"@\\69&#13;&#10;mport '{FAR}/eleven';.b{{fill:ur\\&#10;l({FAR}/twelve)}}</style><path class='a' d='M0 0h9'/></svg>",
        },
        keeps=("Words of escapes.",),
        holds=not_in_ebook(f"{FAR}/ten", f"{FAR}/eleven", f"{FAR}/twelve"),
    ),
    Attempt(
        name="parsers-that-disagree",
        kind="active-content",
        tries="HTML that is harmless for one parser has scripts and handlers once it is written and parsed again.",
        files={
            f"book/parsers-that-disagree/p{number}.md": f"# P{number}\n\nWords of part {number}.\n\n<div>\n{html}\n</div>\n"
            for number, html in enumerate(DISAGREE)
        },
        keeps=("Words of part 0.", f"Words of part {len(DISAGREE) - 1}."),
    ),
    Attempt(
        name="drawing-whose-doctype-acts",
        kind="active-content",
        tries="Attributes that the document type gives, entities with markup, elements of other namespaces and of SVG 1.2 run or fetch.",
        files={
            "book/drawing-whose-doctype-acts/a.md": "# A\n\nWords of a drawing.\n\n![Drawn words](d.svg)\n\n```{figure} d.svg\n:alt: x\n\nCaption.\n```\n",
            "book/drawing-whose-doctype-acts/d.svg": DRAWING,
        },
        keeps=("Words of a drawing.",),
    ),
    Attempt(
        name="icons-that-bring-attributes",
        kind="active-content",
        tries="The classes of an icon end its attribute: handlers and scripts stand in the site and in the e-book, and no raw HTML in the chapter.",
        files={"book/icons-that-bring-attributes/a.md": ICONS},
        keeps=("Words of icons.", "The end of icons."),
        holds=unwritten,
    ),
    Attempt(
        "two-addresses-of-one-picture",
        "active-content",
        "gives a picture in a drawing a harmless address, and a second one in the old spelling",
        {
            "book/two-addresses-of-one-picture/index.md": "# Two\n\n<div><svg viewBox='0 0 9 9'><title>t</title>"
            f"<image width='9' height='9' href='data:image/gif;base64,R0lGODlhAQABAAAAACw=' xlink:href='{FAR}/seven.png'/>"
            f"<image width='9' height='9' href='own.svg' xlink:href='{FAR}/eight.png'/>"
            f"<image width='9' height='9' href='' xlink:href='{FAR}/nine.png'/></svg></div>\n\nWords of two.\n",
            "book/two-addresses-of-one-picture/own.svg": f"{SVG}<path d='M0 0h9'/></svg>",
        },
        keeps=("Words of two.",),
        holds=not_in_ebook(f"{FAR}/seven", f"{FAR}/eight", f"{FAR}/nine"),
    ),
    Attempt(
        "drawing-embedded-in-the-site",
        "active-content",
        "has the writer of HTML put a drawing with a script into the page itself, where browsers run it",
        {
            "book/drawing-embedded-in-the-site/index.md": "# Embedded\n\n"
            "```{image} book/drawing-embedded-in-the-site/evil.svg#://x.svg\n:alt: x\n:loading: embed\n```\n\n"
            "```{image} evil.svg\n:alt: x\n:loading: embed\n```\n\nWords of the embedded.\n",
            "book/drawing-embedded-in-the-site/evil.svg": f"{SVG}<script>console.log('embedded-drawing-ran')</script><path d='M0 0h9'/></svg>",
        },
        keeps=("Words of the embedded.",),
        holds=lambda folder: not_inline(folder) or not_in_ebook("embedded-drawing-ran")(folder),
    ),
    Attempt(
        name="namespaces-behind-prefixes",
        kind="active-content",
        tries="In HTML a prefix is a part of the name; in the XHTML of the e-book it is the namespace of scripts and frames.",
        files={"book/namespaces-behind-prefixes/a.md": PREFIXES},
        keeps=("Words of prefixes.", "The end of prefixes."),
    ),
    Attempt(
        name="raw-pieces-that-join",
        kind="active-content",
        tries="Roles and directives write raw HTML piece by piece: no piece is a script, all together are.",
        files={"book/raw-pieces-that-join/a.md": ROLES},
        keeps=("Words of roles.", "The end of roles."),
    ),
)
