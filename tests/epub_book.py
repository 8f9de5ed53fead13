"""A finished `.epub` → its pages as lxml trees; ebooklib reads the package, as any other program would."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import cast

from ebooklib import epub
from lxml import etree

NAMES = {
    "h": "http://www.w3.org/1999/xhtml",
    "epub": "http://www.idpf.org/2007/ops",
    "s": "http://www.w3.org/2000/svg",
    "m": "http://www.w3.org/1998/Math/MathML",
    "opf": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
    "ncx": "http://www.daisy.org/z3986/2005/ncx/",
    "xml": "http://www.w3.org/XML/1998/namespace",
}


class Epub:
    """An e-book that is read back."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with zipfile.ZipFile(path) as archive:
            self.members = archive.infolist()
            self.files = {info.filename.removeprefix("EPUB/"): archive.read(info) for info in self.members}
        self.book = epub.read_epub(str(path))

    @property
    def spine(self) -> list[str]:
        """Paths of the pages in reading order, as ebooklib finds them."""
        return [self.book.get_item_with_id(item).get_name() for item, _linear in self.book.spine]

    def find(self, name: str, query: str) -> list[etree._Element]:
        """What an XPath query finds in a file of the package."""
        root = etree.fromstring(self.files[name])
        return cast("list[etree._Element]", root.xpath(query, namespaces=NAMES))

    def values(self, name: str, query: str) -> list[str]:
        """Attribute values, or texts of elements, that a query finds, blanks run together."""
        found = self.find(name, query)
        return [
            " ".join((e if isinstance(e, str) else "".join(map(str, e.itertext()))).split()) for e in found
        ]

    def page(self, name: str) -> str:
        """The words of a page."""
        return " ".join(self.values(name, "//h:body"))

    def contents(self) -> list[str]:
        """The lines of the contents, indented by two blanks a level."""
        lines = []
        for label in self.find("nav.xhtml", "//h:nav[@epub:type='toc']//h:li/*[self::h:a or self::h:span]"):
            depth = sum(1 for parent in label.iterancestors() if str(parent.tag).endswith("}ol")) - 1
            lines.append("  " * depth + "".join(map(str, label.itertext())))
        return lines

    def metadata(self, name: str) -> list[str]:
        """Values of a Dublin Core element (`dc:title`) or of a `meta` property."""
        if name.startswith("dc:"):
            return self.values("package.opf", f"//{name}")
        return self.values("package.opf", f"//opf:meta[@property='{name}']")
