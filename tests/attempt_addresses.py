"""Finished editions → what in them runs, fetches, or leads to what a reader's machine would run."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Collection, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pikepdf
from lxml import etree

SCHEMES = frozenset(
    "http https mailto tel sms geo doi ftp ftps urn news nntp irc ircs sip xmpp matrix magnet info hdl arxiv pmid isbn".split()
)
"""What a link may begin with."""
BLANKS = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029]")
SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
RUNS = frozenset(
    "script iframe frame frameset object embed applet form input select textarea button base style handler listener "
    "foreignobject video audio source track portal marquee dialog template slot noscript".split()
)
"""Elements that run, ask or show something of others in an e-book."""
FETCHED = frozenset(
    "src data poster background srcset lowsrc dynsrc code classid codebase archive manifest altimg".split()
)
LINKS = frozenset("href action formaction ping cite longdesc definitionurl cdgroup from to values by".split())
"""Attributes that hold an address; those of animations hold what another attribute becomes."""
WORDS = frozenset("alt alttext title id class name content d style".split())
BRING = frozenset(
    "image use feimage img link mglyph script textpath pattern lineargradient radialgradient filter mpath cursor "
    "font-face-uri tref opf:item".split()
)
"""Elements that show what their address leads to."""
ANIMATE = frozenset("animate set animatetransform animatemotion animatecolor discard".split())
PAGES = (".xhtml", ".html", ".htm", ".svg", ".opf", ".ncx", ".xml", ".smil")
ESCAPE = re.compile(r"\\([0-9a-fA-F]{1,6})\s?|\\(.)")
URL = re.compile(r"url\(\s*[\"']?\s*([^)\"']*)", re.IGNORECASE)
ACTS = re.compile(r"@import|expression\(|-moz-binding|behavior\s*:|image-set\(|javascript:", re.IGNORECASE)
ACTIONS = frozenset(
    "/JavaScript /Launch /GoToR /GoToE /SubmitForm /ImportData /Rendition /Movie /Sound /RichMediaExecute /Hide /Trans".split()
)
PACKAGE = {"http://www.idpf.org/2007/opf": "opf", "http://purl.org/dc/elements/1.1/": "dc"}
"""Vocabularies of the package, whose elements are never shown."""
ADDRESS = frozenset("href src action formaction data poster background ping cite longdesc xlink:href".split())


def scheme(address: str) -> str:
    """What an address begins with, as a browser sees it."""
    found = SCHEME.match(BLANKS.sub("", address))
    return found[1].lower() if found else ""


def is_refused(address: str, *, shown: bool = False) -> bool:
    """Whether an address may not stand; `shown` for pictures, which may be written out in the page."""
    if shown and BLANKS.sub("", address).lower().startswith("data:image/"):
        return False
    found = scheme(address)
    return bool(found) and found not in SCHEMES


def is_foreign(address: str) -> bool:
    """Whether something lies outside the e-book."""
    plain = BLANKS.sub("", address).replace("\\", "/").lower()
    return plain.startswith("//") or (bool(scheme(plain)) and not plain.startswith("data:image/"))


def faults_of_ebook(path: Path) -> Iterator[str]:
    """What an e-book holds that it should not."""
    with zipfile.ZipFile(path) as book:
        for name in book.namelist():
            if name.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", name) or re.match(r"\w:", name):
                yield f"a file is named “{name}”"
            if name.lower().endswith(PAGES):
                yield from (f"{name}: {fault}" for fault in faults_of_page(book.read(name)))
            elif name.lower().endswith((".css", ".js", ".mjs")):
                if not name.lower().endswith(".css"):
                    yield f"{name}: a script"
                yield from (
                    f"{name}: {fault}" for fault in faults_of_style(book.read(name).decode(errors="replace"))
                )


def faults_of_page(source: bytes) -> Iterator[str]:
    """What a page, a drawing or the package of an e-book holds."""
    try:
        root = etree.fromstring(
            source, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
        )
    except etree.XMLSyntaxError as error:
        yield f"it is no XML: {error}"
        return
    for element in (*root.itersiblings(preceding=True), *root.iter()):
        if element.tag is etree.ProcessingInstruction:
            yield f"an instruction: {str(element)[:80]}"
        if not isinstance(element.tag, str):
            if element.tag is etree.Entity:
                yield f"an entity: {str(element.text)[:80]}"
            continue
        yield from faults_of_element(element)


def faults_of_element(element: etree._Element) -> Iterator[str]:
    """What one element does."""
    found = etree.QName(element)
    prefix = PACKAGE.get(found.namespace or "")
    name = f"{prefix}:{found.localname}" if prefix else found.localname.lower()
    if name == "style" and found.namespace == "http://www.w3.org/2000/svg":
        yield from faults_of_style("".join(map(str, element.itertext())))
    elif name in RUNS:
        yield f"<{name}>"
    for key, value in element.attrib.items():
        yield from (
            f"{fault} on <{name}>"
            for fault in faults_of_attribute(name, etree.QName(key).localname.lower(), str(value))
        )
    if name == "meta" and (element.get("http-equiv") or "").lower() in {"refresh", "set-cookie"}:
        yield "<meta> acts"


def faults_of_attribute(element: str, name: str, value: str) -> Iterator[str]:
    """What one attribute does."""
    if name.startswith("on"):
        yield f"“{name}”"
    if name == "srcdoc":
        yield "“srcdoc”"
    if (
        element in ANIMATE
        and name == "attributename"
        and re.match(r"(.*:)?(href|src|on.*|style|class)$", value.strip(), re.IGNORECASE)
    ):
        yield f"“{value}” is animated"
    if name in FETCHED or (name == "href" and element in BRING):
        if is_foreign(value):
            yield f"{name}=“{value[:80]}” is foreign"
    elif name in LINKS and is_refused(value):
        yield f"{name}=“{value[:80]}”"
    if name == "base":
        yield f"base=“{value[:80]}”"
    if name not in WORDS - {"style"}:
        yield from (f"{name}: {fault}" for fault in faults_of_style(value, whole=name == "style"))


def faults_of_style(text: str, *, whole: bool = True) -> Iterator[str]:
    """What a style fetches; `whole` for one that is nothing but a style."""
    plain = ESCAPE.sub(letter, re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL))
    for found in URL.finditer(plain):
        if is_foreign(found[1]):
            yield f"fetches “{found[1][:80]}”"
    if whole and (acts := ACTS.search(plain)):
        yield f"“{acts[0]}”"


def letter(found: re.Match[str]) -> str:
    """The letter that an escape of CSS stands for."""
    code = int(found[1], 16) if found[1] else 0
    return chr(code) if 0 < code < 0x110000 else found[2] or ""


def faults_of_pdf(path: Path) -> Iterator[str]:
    """Actions and addresses of a PDF that no reader should follow."""
    with pikepdf.open(path) as pdf:
        for item in pdf.objects:
            yield from faults_of_object(item)


def faults_of_object(item: Any) -> Iterator[str]:
    """The same below one of its objects."""
    if isinstance(item, pikepdf.Array):
        for part in item:
            if isinstance(part, pikepdf.Object) and not part.is_indirect:
                yield from faults_of_object(part)
    if not isinstance(item, (pikepdf.Dictionary, pikepdf.Stream)):
        return
    if str(item.get("/S", "")) in ACTIONS and "/P" not in item:
        yield f"an action {item['/S']}"
    yield from (
        f"{key}" for key in ("/JS", "/JavaScript", "/AA", "/XFA", "/AcroForm", "/RichMedia") if key in item
    )
    if "/URI" in item and isinstance(item["/URI"], pikepdf.String) and is_refused(str(item["/URI"])):
        yield f"a link to “{str(item['/URI'])[:80]}”"
    for part in item.values():
        if isinstance(part, pikepdf.Object) and not part.is_indirect:
            yield from faults_of_object(part)


class SitePage(HTMLParser):
    """A page of the site → addresses of other schemes; what stands in a source word by word is raw HTML, kept as written."""

    def __init__(self, sources: Collection[str]) -> None:
        super().__init__()
        self.sources = sources
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at an element."""
        written = self.get_starttag_text() or ""
        for name, value in attrs:
            address = value or ""
            if name == "content" and ("http-equiv", "refresh") in [
                (key, (one or "").lower()) for key, one in attrs
            ]:
                address = re.sub(r"^[\d.\s;,]*(url\s*=)?[\s'\"]*", "", address, flags=re.IGNORECASE)
            elif name not in ADDRESS:
                continue
            shown = tag in {"img", "link", "source", "image"}
            if is_refused(address, shown=shown) and not any(written in source for source in self.sources):
                self.faults.append(f"{name}=“{address[:80]}” on <{tag}>")


def faults_of_site(folder: Path, sources: Collection[str]) -> Iterator[str]:
    """Addresses on a site that are not the writer's raw HTML; `sources` are the texts of the book."""
    for path in sorted(found for found in folder.rglob("*.html") if found.is_file()):
        page = SitePage(sources)
        page.feed(path.read_text(encoding="utf-8"))
        yield from (f"{path.relative_to(folder).as_posix()}: {fault}" for fault in page.faults)
