"""What strangers name and draw → a site in which it is a name and a picture, and nothing that runs."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from pathlib import Path

from conftest import Build
from test_epub_package import PNG

Write = Callable[..., Path]
ACTIVE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" onload="x()"><title>t</title><script>x()</script><path d="M0 0h9"/></svg>'
PAGE = base64.b64encode(b"<script>x()</script>").decode()
PICTURES = f"""# A

```{{image}} active.svg
:alt: small
:width: 30%
```

```{{image}} still.svg
:alt: still
:width: 30%
```

```{{image}} active.svg
:alt: embedded
:loading: embed
```

![one](file:///etc/hostname.svg) ![two](javascript:x) ![three](data:text/html;base64,{PAGE})
![four](data:image/../x.svg;base64,AAAA) ![five](https://example.org/five.png) ![six](data:image/png;base64,{base64.b64encode(PNG).decode()})

<img src="data:text/html;base64,{PAGE}" alt="seven">
"""


def test_pictures(build: Build, write_book: Write) -> None:
    """What no picture is leaves its words; drawings run nothing when they are opened; one in which nothing runs stays to the letter."""
    still = ACTIVE.replace(' onload="x()"', "").replace("<script>x()</script>", "<!-- to the letter -->")
    book = write_book(
        {"index.md": PICTURES, "active.svg": ACTIVE, "still.svg": still},
        'myst_enable_extensions = ["html_image"]',
    )
    built = build(book, faults=True)
    page = built.file("index.html").read_text("utf-8")
    assert re.findall(r'<img [^>]*alt="(\w+)"', page) == ["small", "still", "embedded", "five", "six"]
    for words in ("one", "two", "three", "four", "seven"):
        assert words in re.sub("<[^>]*>", "", page)
    assert "x()" not in re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)
    assert built.file("_images/still.svg").read_text("utf-8") == still
    drawing = built.file("_images/active.svg").read_text("utf-8")
    assert "x()" not in drawing
    assert "M0 0h9" in drawing
    assert built.warnings.count("is no address that a picture is shown from") == 1
    assert (
        "index.md: WARNING: <script>, onload=“x()” is left out of the drawing “active.svg”" in built.warnings
    )


def test_names_of_chapters(build: Build, write_book: Write) -> None:
    """They end no attribute, no element, and no string of a script, whatever the theme."""
    names = (
        "a'-x()-'",
        'a" onclick="x()',
        "a--><img src=x onerror=x()><!--",
        "l'été & l'hiver",
        "a\\u0027-x()-\\u0027",
    )
    files = {f"{name}.md": f"# T{number}\n\nWords.\n" for number, name in enumerate(names)}
    index = "# B\n\n```{toctree}\n:glob:\n\n*\n```\n"
    for theme in ("sphinx_book_theme", "alabaster"):
        built = build(write_book({"index.md": index, **files}, f'html_theme = "{theme}"'), faults=True)
        pages = [built.out / f"{name}.html" for name in names]
        assert all(page.is_file() for page in pages)
        text = "\n".join(page.read_text("utf-8") for page in pages)
        assert not re.findall(r"<img src=x|\sonclick=\"x", text)
        assert "'-x()-'" not in re.sub(r"<title>.*?</title>", "", text)
        assert theme == "alabaster" or "pagename = 'l\\u0027été \\u0026 l\\u0027hiver';" in text


def test_icons_take_no_markup(build: Build, write_book: Write) -> None:
    """Their classes are written into HTML as they are."""
    icons = (
        'octicon}`report;1em;x"onload="x()`',
        "fas}`x\"onload='x()`",
        "material-round}`home;2em;<script>x()</script>`",
    )
    text = (
        "# B\n\n"
        + "\n\n".join(f"{{{icon}" for icon in icons)
        + "\n\n{octicon}`report;1em;sd-text-info` {fas}`heart`\n"
    )
    built = build(write_book({"index.md": text}, 'extensions += ["sphinx_design"]'), faults=True)
    page = built.file("index.html").read_text("utf-8")
    assert built.warnings.count("is no icon: write its name, size and classes") == 3
    assert not re.findall(r"<\w[^>]*\sonload=", page)
    assert "<script>x()" not in page
    assert "sd-octicon-report sd-text-info" in page
    assert "fa-heart" in page
