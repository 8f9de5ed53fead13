"""What every layout of a pamphlet does with its page: take it apart, measure it, set its files, or say what is wrong."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from pamphleteer.book import book_of
from pamphleteer.maths.mathml import macros_of
from pamphleteer.print.modes import Markup, Value, comment, save
from pamphleteer.print.page import Page, Press
from pamphleteer.print.pamphlet_back import information, print_note
from pamphleteer.print.pamphlet_panels import Panel, panels_of, simplify
from pamphleteer.print.setting import MeasuringError, PrintError, in_time, lay_out_template, make_pdf
from pamphleteer.print.translate import press_for, resolved
from pamphleteer.titles import words_of

if TYPE_CHECKING:
    from pamphleteer.print.builder import BookBuilder

MARKS = 7.0
"""Millimetres beyond the bleed in which crop marks and fold ticks stand, as in the template."""
POINTS = 72 / 25.4


@dataclass(frozen=True)
class Sheet:
    """A file to make."""

    suffix: str
    """What its name ends with: `a4`, `screen`."""
    inputs: dict[str, str] = field(default_factory=dict)
    """Typst's `sys.inputs`."""
    paper: str = ""
    """Name of the paper; empty for a file that is not meant to be printed."""
    bleed: float = 0
    """Millimetres of colour beyond the trim."""


class PamphletPage:
    """One page on its way to paper."""

    long_edge: ClassVar[bool] = False
    """Whether sheets are turned over their long edge."""

    def __init__(self, docname: str, builder: BookBuilder) -> None:
        self.docname = docname
        self.builder = builder
        self.name = docname.replace("/", "-")
        self.folder = Path(builder.outdir) / ".typst" / self.name
        self.book = book_of(builder.env)
        if own := str(builder.env.metadata.get(docname, {}).get("description", "")):
            self.book = replace(self.book, description=own)
        self.title = words_of(builder.env.titles[docname], macros_of(builder.config))
        self.path = Path(builder.env.doc2path(docname))
        self.panels: list[Panel] = []

    def source(self, page: Page, book: Mapping[str, Value]) -> Markup:
        """The Typst source of the pamphlet; `book` is what the template is told of the book."""
        raise NotImplementedError

    def panel_faults(self) -> Iterator[str]:
        """What is wrong with the sections of the page."""
        raise NotImplementedError

    def fit(self, main: Path) -> tuple[list[Sheet], list[str]]:
        """The files to make, in type that fits; or what does not fit. Raises MeasuringError for faulty source."""
        raise NotImplementedError

    def write(self) -> list[str]:
        """Make the files, or none; what was wrong, each with file and line."""
        tree = resolved(self.docname, self.builder)
        with in_time(self.builder.env, self.docname):
            simplify(tree)
            self.panels = panels_of(tree)
        if faults := list(self.panel_faults()):
            return faults
        shutil.rmtree(self.folder, ignore_errors=True)
        lay_out_template(self.folder)
        press = press_for(self.builder, {self.docname: tree}, self.folder, "pamphlet")
        book = information(self.book, self.title, str(self.builder.config.html_baseurl), self.folder)
        main = self.folder / "main.typ"
        page = Page(press, self.docname)
        with in_time(self.builder.env, self.docname):
            save(main, comment(page.source(tree), 1).markup + self.source(page, book))
        sheets, misfits = self.measured(main, press)
        if misfits:
            return misfits
        for pdf in [self.make(main, press, sheet) for sheet in sheets]:
            pdf.replace(Path(self.builder.outdir) / pdf.name)
        return []

    def measured(self, main: Path, press: Press) -> tuple[list[Sheet], list[str]]:
        """What `fit` says; where the source has faults, the compiler says in which line."""
        try:
            return self.fit(main)
        except MeasuringError as error:
            self.make(main, press, Sheet("faulty"))  # raises PrintError with the places
            raise PrintError(f"{self.path}:1: the pamphlet could not be measured: {error}") from None

    def make(self, main: Path, press: Press, sheet: Sheet) -> Path:
        """Compile one file in the work folder."""
        pdf = self.folder / f"{self.name}-{sheet.suffix}.pdf"
        note = print_note(self.book, sheet.paper, long_edge=self.long_edge) if sheet.paper else ""
        inputs = {"edition": "large", "note": note, **sheet.inputs}
        time = int(self.book.date.timestamp())
        srcdir, heads = Path(self.builder.srcdir), press.row_heads
        make_pdf(main, pdf, inputs, time=time, srcdir=srcdir, kind="pamphlet", row_heads=heads)
        if sheet.paper:
            prepare_for_printer(pdf, sheet.bleed, long_edge=self.long_edge)
        return pdf


def prepare_for_printer(path: Path, bleed: float, *, long_edge: bool) -> None:
    """Tell the print dialogue: both sides, over which edge, at full size; tell a print shop where to trim."""
    import pikepdf  # loaded only for this edition

    from pamphleteer.print.tags import packed

    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        preferences = pdf.Root.get("/ViewerPreferences", pikepdf.Dictionary())
        preferences.Duplex = (
            pikepdf.Name.DuplexFlipLongEdge if long_edge else pikepdf.Name.DuplexFlipShortEdge
        )
        preferences.PrintScaling = pikepdf.Name("/None")
        pdf.Root.ViewerPreferences = preferences
        for page in pdf.pages if bleed else ():
            left, low, right, high = map(float, page.mediabox)
            for box, inset in (("/TrimBox", (bleed + MARKS) * POINTS), ("/BleedBox", MARKS * POINTS)):
                page[box] = pikepdf.Array([left + inset, low + inset, right - inset, high - inset])
        data = packed(pdf)
    path.write_bytes(data)
