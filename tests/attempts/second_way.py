"""Pictures by other roads: pages of a drawing, graphs, cards, links within the project → no secret, and no drawing that runs."""

from __future__ import annotations

import base64
import re
from pathlib import Path

from attempt import Attempt

GRAPHS = """
extensions = ["myst_parser", "sphinx.ext.graphviz", "pamphleteer"]
project = "B"
html_theme = "alabaster"
graphviz_output_format = "png"
"""

EVIL = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 90"><title>t</title>'
    "<script>console.log('the drawing ran')</script><path d='M0 0h90v90z'/></svg>"
)


def no_page_of_a_drawing(folder: Path) -> str:
    """Whether the site leads, by a link, to a drawing that still has its script: opened by itself, it runs."""
    for page in (folder / "_build/html").rglob("*.html"):
        for href in re.findall(r'<a[^>]*\shref="([^"]+\.svgz?)"(?![^>]*\sdownload)', page.read_text("utf-8")):
            drawing = page.parent / href
            if drawing.is_file() and "the drawing ran" in drawing.read_text("utf-8", errors="replace"):
                return f"{page.name} leads to {href}, which runs a script"
    return ""


def red_picture(folder: Path) -> None:
    """A hidden picture among the chapters, beside one that may be seen."""
    from PIL import Image

    place = folder / "book/graphs"
    Image.new("RGB", (40, 40), (254, 1, 3)).save(place / ".secret.png")
    Image.new("RGB", (40, 40), "white").save(place / "seen.png")


def no_red(folder: Path) -> str:
    """Whether a graph of the site shows it."""
    from PIL import Image

    for path in (folder / "_build").rglob("graphviz-*.png"):
        with Image.open(path) as picture:
            if (254, 1, 3) in [colour for _count, colour in picture.convert("RGB").getcolors(1 << 20) or []]:
                return f"{path.name} shows the hidden picture"
    return ""


CONF = """
project = author = "B"
extensions = ["myst_parser", "sphinx.ext.graphviz", "pamphleteer"]
html_theme = "alabaster"
exclude_patterns = ["_build"]
graphviz_output_format = "%s"
"""

HTML = """# A

Words of attributes.

<div style="background:\\75rl({SERVER}/a)" background="{SERVER}/b">
<img src="own.png" alt="x" srcset="../../../outside/secret.png 2x, {SERVER}/c 3x" longdesc="{OUTSIDE}/secret.txt" lowsrc="{SERVER}/d" dynsrc="{SERVER}/e" usemap="#m">
<map name="m"><area href="javascript:alert(1)" shape="rect" coords="0,0,1,1" alt="x"><area href="file:///etc/passwd" alt="y"></map>
<p style="list-style:image-set('{SERVER}/f' 1x);content:u\\72l({SERVER}/g);cursor:url({SERVER}/h),auto">p</p>
<table background="{SERVER}/i"><tr><td background="{SERVER}/j" style="border-image:url({SERVER}/k)">cell</td></tr></table>
<blockquote cite="javascript:alert(1)"><p>b</p></blockquote><q cite="file:///etc/passwd">q</q><ins cite="{SERVER}/l">i</ins>
<a href="own.png" ping="{SERVER}/m" attributionsrc="{SERVER}/n" download="x">a</a><input type="image" src="{SERVER}/o" alt="i">
<video controls poster="../../../outside/secret.png"><track src="../../../outside/secret.txt" kind="captions"><source src="{OUTSIDE}/secret.png" srcset="{SERVER}/p"></video>
<picture><source srcset="{SERVER}/q 1x, .hidden/secret.png 2x"><img src="../.hidden/secret.png" alt="z"></picture>
<html manifest="{SERVER}/r"><body background="{SERVER}/s" vlink="red"><bgsound src="{SERVER}/t"><isindex action="{SERVER}/u"><image src="{SERVER}/v" alt="w">
<svg><text style="fill:url({SERVER}/w#x)" xlink:href="{SERVER}/x">t</text><image href="own.png?{SERVER}/y" xlink:href="{SERVER}/z" width="9" height="9"/></svg>
</div>

The end of attributes.
"""

INNER = b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9' onload='alert(1)'><script>alert(1)</script><a href='javascript:alert(1)'><text y='9'>x</text></a><image href='file:///etc/passwd' width='9' height='9'/></svg>"

DATA = "data:image/svg+xml;base64," + base64.b64encode(INNER).decode()

PAGE = "data:text/html;base64," + base64.b64encode(b"<script>alert(1)</script>").decode()

HELD = f"""# A

Words of data.

![x]({DATA}) ![y](<data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'%3E%3Cscript%3Ealert(1)%3C/script%3E%3C/svg%3E>)

```{{image}} {DATA}
:alt: z
:loading: embed
```

![u]({PAGE}) ![w](data:image/../../../../x.svg;base64,{base64.b64encode(INNER).decode()}) ![v](data:application/xhtml+xml;base64,AAAA)

<img alt="a" src="{DATA}"><img alt="b" src="{PAGE}"><object data="{DATA}">o</object><embed src="{PAGE}"><iframe srcdoc="<script>alert(1)</script>" src="{PAGE}"></iframe>

<svg><image href="{DATA}" width="9" height="9"/><use href="{DATA}#x"/><text>t</text></svg>

The end of data.
"""

COVER = """<?xml version="1.0"?><?xml-stylesheet href="{SERVER}/s.css"?>
<!DOCTYPE svg [<!ATTLIST svg onload CDATA "alert(1)"><!ENTITY f SYSTEM "{OUTSIDE}/secret.txt">]>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 60 90">
<script>alert(1)</script><image xlink:href="{OUTSIDE}/secret.png" width="9" height="9"/><image href="{SERVER}/i.png" width="9" height="9"/>
<image href="book/.hidden/secret.txt" width="9" height="9"/><use href="{OUTSIDE}/secret.svg#a"/><style>@import "{SERVER}/c.css"; text{fill:url({SERVER}/p)}</style>
<a xlink:href="javascript:alert(1)"><text x="1" y="20" font-size="9">Coverwords &f;</text></a><foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><iframe src="{SERVER}/f"/></body></foreignObject></svg>
"""


def no_bytes_of_the_secret(folder: Path) -> str:
    """Whether a page holds the picture from outside, packed into its address."""
    secret = (folder.parent / "outside/secret.png").read_bytes()
    packed = base64.b64encode(secret)[:40].decode("ascii")
    pages = (folder / "_build/html").rglob("*.html")
    return next(
        (f"{page.name} holds it" for page in pages if packed in page.read_text("utf-8", errors="replace")), ""
    )


def links_to_hidden_files(folder: Path) -> None:
    """Let pictures and texts of the book be links to what is hidden in the project."""
    (folder / "book/own.md").symlink_to("../.env")
    (folder / "book/own.svg").symlink_to("../.git/config")
    (folder / "book/own").symlink_to(".hidden")


GRAPH = """# A

Words of graphs.

```{graphviz}
:alt: x
digraph {
  graph [imagepath="{OUTSIDE}", stylesheet="{SERVER}/s.css", fontpath="{OUTSIDE}", URL="javascript:alert(1)", _background="c 7 -#ff0000 p 4 4 4 36 4 36 36 4 36 I 0 0 9 9 10 -secret.png"]
  node [shapefile="{OUTSIDE}/secret.svg", image="{OUTSIDE}/secret.svg", href="file:///etc/passwd", target="_top"]
  a [label=<<TABLE HREF="javascript:alert(1)"><TR><TD><IMG SRC="{OUTSIDE}/secret.svg"/></TD><TD>Graphwords</TD></TR></TABLE>>]
  b [image="../../outside/secret.svg", shape=custom, label="<script>alert(1)</script>", tooltip="\\"><script>alert(1)</script>"]
  a -> b [edgeURL="{SERVER}/e", headURL="vbscript:x", labelURL="data:text/html,x", tailtooltip="x\\" onload=\\"alert(1)"]
}
```

```{graphviz}
:alt: y
digraph { imagepath="../../outside:{OUTSIDE}"; c [image="secret.png" label="More graphwords"]; d [image="{SERVER}/i.png"] }
```

The end of graphs.
"""

SPELLINGS = (
    "..%2f..%2f..%2foutside%2fsecret.svg",
    "%2e%2e/%2e%2e/%2e%2e/outside/secret.svg",
    "..%252f..%252f..%252foutside/secret.svg",
    "..\\\\..\\\\..\\\\outside\\\\secret.svg",
    "file://{OUTSIDE}/secret.svg",
    "file:///proc/self/cwd/../outside/secret.svg",
    "{OUTSIDE}/secret.*",
    "../../../outside/secret.*",
    "../../../outside/secre[t].svg",
    "[.]./[.]./[.]./outside/secret.*",
    "..//..//..///outside/./secret.svg?a=b#c",
    "/../../outside/secret.svg",
    "//../outside/secret.svg",
    "/proc/self/root{OUTSIDE}/secret.svg",
    "../../../outside/secret.svg\u200b",
    "\uff0e\uff0e/\uff0e\uff0e/\uff0e\uff0e/outside/secret.svg",
    "../[.]hidden/secret.*",
    "..&#47;..&#47;..&#47;outside&#x2f;secret.svg",
    "..%c0%af..%c0%af..%c0%afoutside/secret.svg",
)

ATTEMPTS: tuple[Attempt, ...] = (
    Attempt(
        "drawing-that-is-scaled",
        "second-way",
        "has Sphinx link a picture that is shown smaller to the drawing itself, which a browser opens and runs",
        {
            "book/drawing-that-is-scaled/index.md": "# Scaled\n\n```{image} evil.svg\n:alt: x\n:width: 30%\n```\n\n"
            "```{figure} evil.svg\n:alt: x\n:scale: 40\n\nCaption.\n```\n\n```{image} evil.svg\n:alt: x\n:target: evil.svg\n```\n\nWords of the scaled.\n",
            "book/drawing-that-is-scaled/evil.svg": EVIL,
        },
        keeps=("Words of the scaled.",),
        holds=no_page_of_a_drawing,
    ),
    Attempt(
        "hidden-picture-in-a-graph",
        "second-way",
        "has Graphviz draw a hidden picture that lies in a folder with pictures of the book",
        {
            "conf.py": GRAPHS,
            "book/index.md": "# B\n\n```{toctree}\ngraphs/index\n```\n",
            "book/graphs/index.md": "# Graphs\n\n![seen](seen.png)\n\n```{graphviz}\n:alt: x\n"
            'digraph { a [image=".secret.png" label="" shape=none width=1 height=1] '
            'b [label=<<TABLE><TR><TD><IMG SRC=".secret.png"/></TD></TR></TABLE>> shape=none] }\n```\n',
        },
        prepare=red_picture,
        shares=False,
        holds=no_red,
    ),
    Attempt(
        "cards-and-avatars-from-elsewhere",
        "second-way",
        "names pictures from elsewhere as portrait, as ground and as foot of a card",
        {
            "book/cards-and-avatars-from-elsewhere/index.md": "# Cards\n\n"
            "```{article-info}\n:avatar: {OUTSIDE}/secret.svg\n:avatar-link: file://{OUTSIDE}/secret.txt\n:author: A\n```\n\n"
            "```{card} One\n:img-background: ../../../outside/secret.svg\nBody of one.\n```\n\n"
            "```{card} Two\n:img-bottom: /../../outside/secret.png\n:img-top: {OUTSIDE}/secret.svg\nBody of two.\n```\n\n"
            "````{grid} 1\n```{grid-item-card} Three\n:img-top: ../.hidden/secret.txt\n:img-background: ../../.env\nBody of three.\n```\n````\n\n"
            "Words of the cards.\n"
        },
        keeps=("Words of the cards.", "Body of one."),
    ),
    Attempt(
        name="attributes-that-fetch",
        kind="second-way",
        tries="Attributes that few know fetch a picture, a style, a map or a page, or name a file beyond the project.",
        files={
            "book/attributes-that-fetch/a.md": HTML,
            "book/attributes-that-fetch/own.png": bytes.fromhex(
                "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c626001000000050001"
                "0d0a2db40000000049454e44ae426082"
            ),
        },
        keeps=("Words of attributes.", "The end of attributes."),
    ),
    Attempt(
        name="data-that-holds-a-page",
        kind="second-way",
        tries="Pictures that are data hold drawings with scripts, pages, and a kind that is a path.",
        files={"book/data-that-holds-a-page/a.md": HELD},
        keeps=("Words of data.", "The end of data."),
    ),
    Attempt(
        name="cover-that-fetches",
        kind="second-way",
        tries="The cover, which takes another way than pictures of chapters, runs scripts and shows what lies elsewhere.",
        files={
            "conf.py": CONF % "svg" + 'pamphleteer_cover = "cover.svg"\n',
            "book/cover.svg": COVER,
            "book/a.md": "# A\n\nWords.\n",
        },
        commands=(("build", "html", "epub", "pdf", "large-print"),),
        shares=False,
    ),
    Attempt(
        "picture-packed-into-a-page",
        "second-way",
        "has the writer of HTML pack a picture from elsewhere into the page",
        {
            "book/picture-packed-into-a-page/index.rst": "Packed\n======\n\n"
            ".. image:: {OUTSIDE}/secret.png#://x.png\n   :alt: x\n   :loading: embed\n\n"
            ".. figure:: ../outside/secret.png?://x.png\n   :alt: y\n   :loading: embed\n\n   Caption.\n\nWords of the packed.\n"
        },
        keeps=("Words of the packed.",),
        holds=no_bytes_of_the_secret,
    ),
    Attempt(
        "links-to-what-is-hidden",
        "second-way",
        "gives what is hidden within the project a second name, which a symbolic link in the checkout brings",
        {
            "book/index.md": "# B\n\n```{toctree}\nown\n```\n\n![x](own.svg)\n\n```{include} own/secret.txt\n```\n\n{download}`own/secret.txt`\n"
        },
        prepare=links_to_hidden_files,
        shares=False,
    ),
    Attempt(
        name="graph-with-files-and-addresses",
        kind="second-way",
        tries="Attributes of Graphviz name pictures, shapes, fonts, styles and addresses, and put scripts into what is drawn.",
        files={"conf.py": CONF % "svg", "book/a.md": GRAPH},
        shares=False,
        keeps=("Words of graphs.", "The end of graphs."),
    ),
    Attempt(
        name="spellings-of-a-picture",
        kind="second-way",
        tries="The path of a picture beyond the project, in percent signs, backslashes, patterns, addresses, entities and other letters.",
        files={
            "book/spellings-of-a-picture/a.md": "# A\n\nWords of spellings.\n\n"
            + "".join(
                f'![p{n}](<{path}>)\n\n<img src="{path}" alt="q{n}">\n\n<object data="{path}"></object>\n\n'
                f"```{{figure}} {path}\n:alt: f{n}\n:figwidth: image\n\nCaption.\n```\n\n[l{n}](<{path}>) {{download}}`{path}`\n\n"
                for n, path in enumerate(SPELLINGS)
            )
            + "The end of spellings.\n"
        },
        keeps=("Words of spellings.", "The end of spellings."),
    ),
)
