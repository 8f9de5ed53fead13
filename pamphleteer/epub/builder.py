"""Sphinx's side: which documents are written, as what, and how the package is put together from them."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from lxml import etree
from sphinx.builders.epub3 import Epub3Builder
from sphinx.errors import SphinxError
from sphinx.util.display import progress_message
from sphinx.util.osutil import relative_uri

from pamphleteer.book import book_of
from pamphleteer.epub import publication
from pamphleteer.epub.contents import Contents
from pamphleteer.epub.cover import static_folders
from pamphleteer.epub.frontmatter import put_title_page, says_more, title_page
from pamphleteer.epub.kept import KeptPages
from pamphleteer.epub.kinds import kind_of, kinds
from pamphleteer.epub.names import page_name, plain, tag
from pamphleteer.epub.normalise import normalise
from pamphleteer.epub.normalise.headings import mark_section
from pamphleteer.epub.normalise.markup import MarkupError, parse
from pamphleteer.epub.normalise.sheet import Frame, Sheet
from pamphleteer.epub.settings import settings_of, warn, warn_of_the_impossible
from pamphleteer.epub.styles import OWN, VERTICAL, cleaned, find_file, shown_classes
from pamphleteer.epub.translator import PageTranslator
from pamphleteer.epub.words import words_in
from pamphleteer.epub.xhtml import Element, new, page, serialise
from pamphleteer.firstpage import drop_index_links
from pamphleteer.languages import LANGUAGE_TAG, bcp47, direction
from pamphleteer.maths.mathml import macros_of
from pamphleteer.pagination import pages_of
from pamphleteer.sandbox.opener import OPENER
from pamphleteer.titles import words_of
from pamphleteer.xml_characters import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from collections.abc import Set as AbstractSet

    from docutils import nodes

ONLY_ON_THE_WEB = ("search", "genindex", "modindex", "py-modindex")
"""Pages that Sphinx knows by itself, and that are no fault of the author's where the book has none."""
OTHER_TEXT = "printed-text-differs"
"""A file of this name in the work folder says that the PDF was made from another text; processes share it."""


class EpubBuilder(Epub3Builder):
    """Writes NAME.epub. Its format is `html`, so that extensions write what they write for the web; that is mended."""

    name = "epub"
    epilog = "The e-book is in %(outdir)s."
    default_translator_class = PageTranslator  # type: ignore[assignment] # inferred too narrowly in Sphinx
    supported_image_types: ClassVar[list[str]] = [
        "image/svg+xml",
        "image/png",
        "image/jpeg",
        "image/gif",
        "image/webp",
    ]
    supported_remote_images = True  # Sphinx would fetch them; they become links instead
    supported_data_uri_images = True

    def init(self) -> None:
        """Make the work folder ready."""
        super().init()
        self.pages = Path(self.outdir) / ".pages"
        self.kept = KeptPages(self, self.pages)
        self.offer_room_for_web_files()
        self.read_extensions_as_for_the_web()
        warn_of_the_impossible(self.config)

    def offer_room_for_web_files(self) -> None:
        """Extensions copy files into `_static` until the very end of a build; a folder made for them goes then."""
        folder = Path(self.outdir) / "_static"
        if not folder.exists():
            folder.mkdir(parents=True)
            self.events.connect(
                "build-finished", lambda _app, _error: shutil.rmtree(folder, ignore_errors=True), 999
            )

    def read_extensions_as_for_the_web(self) -> None:
        """Take what extensions write for HTML; what they write for EPUB only where they have nothing else.

        Sphinx drops all the former once a single extension has the latter, and the latter are often mere warnings.
        """
        handlers = self._registry.translation_handlers
        handlers[self.name] = handlers.get(self.name, {}) | handlers.get(self.format, {})

    def get_theme_config(self) -> tuple[str, dict[str, Any]]:
        """The plainest theme: no template of it is used."""
        return "basic", {}

    def get_outdated_docs(self) -> Iterator[str]:
        """All documents: numbers, links and languages of a page depend on every other."""
        yield from self.env.found_docs

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:  # noqa: ARG002  # Sphinx's signature
        """Path of a page in the package."""
        return page_name(docname)

    def prepare_writing(self, docnames: AbstractSet[str]) -> None:
        """Settle what belongs to the book before its pages are written, maybe in several processes."""
        super().prepare_writing(docnames)
        config = self.config
        self.book = book_of(self.env)
        self.settings = settings_of(config, self.book)
        self.words = words_in(self.settings.language)
        without = frozenset(name.removesuffix(".xhtml") for name in config.epub_exclude_files)
        self.contents = Contents(self, self.settings.language, without)
        self.kinds = kinds(self.contents.entries, config.root_doc)
        titles = {page_name(name): self.title_of(name) for name in self.contents.seen}
        self.indices = publication.indices(self, titles, self.words) if self.use_index else []
        self.read_styles()
        self.printed = pages_of(self.env)
        self.breaks = self.printed.breaks() if self.printed else {}
        written = {
            name: page_name(name)
            for name in [*self.contents.seen, *(index.docname for index in self.indices)]
        }
        self.frame = Frame(
            pages=written,
            known=frozenset(written.values()),
            elsewhere={
                page_name(name): self.web_address(name) if name in self.env.found_docs else ""
                for name in {*self.env.found_docs, *ONLY_ON_THE_WEB} - {*written}
            },
            source_folder=str(self.srcdir),
            shown_classes=shown_classes(
                data.decode() for name, data in self.styles.items() if name.endswith(".css")
            ),
            language=self.settings.language,
            printed=frozenset(
                label for page in self.breaks.values() for found in page.values() for label in found
            ),
        )

    def read_styles(self) -> None:
        """Our style sheet, then those of the project, with the files that they show."""
        css = OWN.read_text(encoding="utf-8") + (VERTICAL if self.settings.vertical else "")
        self.styles = {publication.STYLE: css.encode()}
        self.style_names = [publication.STYLE]
        for name in self.settings.styles:
            file = find_file(name, [Path(self.confdir), Path(self.srcdir), *static_folders(self)])
            if file is None:
                warn(f"epub_css_files names “{name}”, which is in no folder of html_static_path")
                continue
            text, files = cleaned(file.read_text(encoding="utf-8-sig"), file)
            href = f"styles/{plain(file.stem)}.css"
            href = href if href not in self.styles else f"styles/{plain(file.stem)}-{tag(name)}.css"
            self.styles |= files | {href: text.encode()}
            self.style_names.append(href)

    def title_of(self, docname: str) -> str:
        """Title of a page without markup."""
        title = self.env.titles.get(docname)
        words = words_of(title, macros_of(self.config)) if title else ""
        return words if words and words != "<no title>" else printable(docname.rpartition("/")[2])

    def language_of(self, docname: str) -> str:
        """Language of a page: `lang` in its front matter, else that of the book."""
        stated = bcp47(str(self.env.metadata.get(docname, {}).get("lang", "")))
        return stated if LANGUAGE_TAG.fullmatch(stated) else self.settings.language

    def web_address(self, docname: str) -> str:
        """Where the web edition has a page that the book leaves out; empty when nobody knows."""
        base = self.config.html_baseurl
        return f"{base.rstrip('/')}/{docname}{self.config.html_file_suffix or '.html'}" if base else ""

    def copy_assets(self) -> None:
        """Nothing of the web site is copied."""

    def write_documents(self, docnames: AbstractSet[str]) -> None:
        """Write the pages that the contents lead to."""
        wanted = set(docnames) & set(self.contents.seen)
        super().write_documents(wanted - self.kept.of(wanted))

    def write_doc_serialized(self, docname: str, doctree: nodes.document) -> None:
        """Choose a form of each picture, and note which page shows it."""
        super().write_doc_serialized(docname, doctree)
        self.kept.note_images(docname, doctree)

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Write one page into the work folder; called in several processes with `-j`."""
        doctree.settings = self.docsettings
        self.secnumbers = self.env.toc_secnumbers.get(docname, {})
        self.fignumbers = self.env.toc_fignumbers.get(docname, {})
        self.imgpath = relative_uri(page_name(docname), self.imagedir)
        self.dlpath = ""
        self.current_docname = docname
        if docname == self.config.root_doc:
            drop_index_links(doctree, docname, self)
        self.add_visible_links(doctree, self.settings.show_urls)
        source = str(self.env.doc2path(docname))
        visitor: Any = self.create_translator(doctree, self)
        with placed(lambda: visitor.where(visitor.at) if hasattr(visitor, "at") else f"{source}:1"):
            doctree.walkabout(visitor)
        OPENER.end()  # what follows opens files of the e-book, not of the chapter
        with placed(lambda: f"{source}:1"):
            self.write_fragment(docname, doctree, visitor)

    def write_fragment(self, docname: str, doctree: nodes.document, visitor: Any) -> None:
        """Make a page of what a translator has written."""
        source = str(self.env.doc2path(docname))
        try:
            body = parse("".join(visitor.fragment), raw=getattr(visitor, "raw", True))
        except MarkupError as fault:
            raise SphinxError(f"{source}:1: {fault}") from None
        sheet = Sheet(
            body=body,
            docname=docname,
            href=page_name(docname),
            source=source,
            frame=self.frame,
            language=self.language_of(docname),
            is_first=docname == self.config.root_doc,
            labels=frozenset(doctree.ids),
        )
        normalise(sheet)
        self.write_sheet(sheet)
        if self.printed and doctree.get("sentences", "") != self.printed.texts.get(docname, ""):
            (self.pages / OTHER_TEXT).touch()

    def write_sheet(self, sheet: Sheet) -> None:
        """Say what the page is, and keep it until the book is bound; the first one makes way for the title page."""
        metadata = self.env.metadata.get(sheet.docname, {})
        if sheet.is_first:
            front = title_page(self.book, self.settings.title, self.settings.author)
            if says_more(sheet.body):
                body = new("body")
                body.append(front)
                self.write_page(publication.TITLE, body, self.settings.title, self.settings.language)
            else:
                put_title_page(sheet.body, front)
        else:
            mark_section(sheet.body, *kind_of(sheet, self.kinds, str(metadata.get("epub_type", ""))))
        self.write_page(
            sheet.href, sheet.body, self.title_of(sheet.docname), sheet.language, metadata.get("dir", "")
        )

    def write_page(self, href: str, body: Element, title: str, language: str, turn: str = "") -> None:
        """Keep a page in the work folder."""
        styles = [relative_uri(href, name) for name in self.style_names]
        turned = direction(language) != direction(self.settings.language)
        root = page(body, title, language, styles, turned=turned)
        if turn in {"ltr", "rtl"}:
            root.set("dir", turn)
        target = self.pages / href
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(serialise(root))

    def read_page(self, href: str) -> Element | None:
        """A page that has been written, or None."""
        path = self.pages / href
        return etree.fromstring(path.read_bytes()) if path.is_file() else None

    @property
    def is_paged(self) -> bool:
        """Whether the pages of the printed book are known, and made from this text."""
        return bool(self.breaks) and not (self.pages / OTHER_TEXT).exists()

    def sphinx_images(self) -> dict[str, Path]:
        """Name that Sphinx gave a picture → its file; also those that extensions have drawn."""
        found = {path.name: path for path in sorted((Path(self.outdir) / self.imagedir).glob("*"))}
        return found | {name: Path(self.srcdir) / source for source, name in self.images.items()}

    @progress_message("binding the e-book")
    def finish(self) -> None:
        """Put the package together."""
        try:
            publication.publish(self)
        except Exception:
            shutil.rmtree(self.pages, ignore_errors=True)
            raise
        self.kept.finish()


@contextmanager
def placed(place: Callable[[], str]) -> Iterator[None]:
    """Say in which chapter, and at which line, an error came up that nobody foresaw."""
    try:
        yield
    except (SphinxError, OSError, RecursionError):  # the first names its place, the others are told elsewhere
        raise
    except Exception as fault:
        what = f"{type(fault).__name__}: {' '.join(str(fault).split())}"
        raise SphinxError(
            f"{place()}: this chapter cannot be written ({what}): look at what stands there; -T shows where the error came up"
        ) from fault
