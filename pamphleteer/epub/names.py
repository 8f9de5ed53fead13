"""Names in the source → names in the package: ASCII, lower case, the same in every build.

Each function depends on its argument only, so that a link needs no table to find the page it leads to.
"""

from __future__ import annotations

import re
import zlib
from functools import cache

PAGES = "text"


def tag(name: str) -> str:
    """Eight letters that tell apart names which look alike in ASCII."""
    return f"{zlib.crc32(name.encode()):08x}"


def plain(part: str) -> str:
    """One part of a path in lower-case ASCII: EPUB file names must differ by more than case (OPF-060)."""
    safe = re.sub(r"[^a-z0-9._-]+", "-", part.lower()).strip("-.")
    return part if safe == part else f"{safe or 'page'}-{tag(part)}"


@cache
def page_name(docname: str) -> str:
    """Path of a page in the package: `Über uns/index` → `text/ber-uns-1a2b3c4d/index.xhtml`."""
    return "/".join([PAGES, *map(plain, docname.split("/"))]) + ".xhtml"


def anchor(identifier: str) -> str:
    """An id that is valid in XML too and free of colons, at which some readers stumble."""
    safe = re.sub(r"[^A-Za-z0-9_.-]+", "-", identifier)
    if safe != identifier:
        safe = f"{safe}-{tag(identifier)}"
    return safe if re.match("[A-Za-z_]", safe) else f"i{safe}"


def item_id(href: str) -> str:
    """Identifier of a file in the manifest."""
    return "f-" + re.sub(r"[^A-Za-z0-9_.-]", "-", href)
