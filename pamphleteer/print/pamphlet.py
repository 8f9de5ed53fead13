"""Pages with `pamphlet:` in their front matter → a sheet to fold, on A4 and Letter, and the same to read on screen.

1. `pamphlet_panels` takes a page apart, one `##` section a panel, and frees it of citations and references.
2. `pamphlet_back` adds the foot of the last panel: address with QR code, review, version, licence.
3. `pamphlet_fit` measures each panel on each sheet; what does not fit is an error, and nothing is written.
4. `template/pamphlet.typ` sets three files: two for printers, one in reading order for everybody else.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from pathlib import Path

from sphinx.util.display import progress_message

from pamphleteer.book import book_of, is_pamphlet
from pamphleteer.frontmatter import line_of
from pamphleteer.print.builder import BookBuilder
from pamphleteer.print.page import Page, Press
from pamphleteer.print.pamphlet_back import information, print_note
from pamphleteer.print.pamphlet_fit import SHEETS, largest, text_sizes
from pamphleteer.print.pamphlet_panels import Panel, panels_of, simplify, sources
from pamphleteer.print.setting import PrintError, faults_reported, lay_out_template, make_pdf
from pamphleteer.print.translate import press_for, resolved

MARKS = 7.0
"""Millimetres beyond the bleed in which crop marks and fold ticks stand, as in the template."""
POINTS = 72 / 25.4
TOO_LONG = re.compile(r"panel (\d) is (\d+) mm too long")
"""What the template says of a panel that does not fit after all."""
LAYOUTS = {"tri-fold": 6}
"""Layouts and the number of their panels."""


class PamphletBuilder(BookBuilder):
    """Every pamphlet of the project."""

    name = "pamphlet"
    epilog = "The pamphlets are in %(outdir)s."

    def get_outdated_docs(self) -> str:
        """A pamphlet is made of passages of other pages: all are written anew."""
        return "all pamphlets"

    def write_documents(self, _docnames: AbstractSet[str]) -> None:
        """Write each pamphlet; the faults of one do not hide those of the next."""
        for docname in sorted(self.env.found_docs):
            if is_pamphlet(self.env, docname):
                with progress_message(f"folding {docname}"), faults_reported(self.sphinx, self.name):
                    if faults := Pamphlet(docname, self).write():
                        raise PrintError("\n".join(faults))


class Pamphlet:
    """One page on its way to paper."""

    def __init__(self, docname: str, builder: BookBuilder) -> None:
        self.docname = docname
        self.builder = builder
        self.name = docname.replace("/", "-")
        self.folder = Path(builder.outdir) / ".typst" / self.name
        self.book = book_of(builder.env)
        self.bleed = float(builder.config.pamphleteer_bleed)
        self.path = Path(builder.env.doc2path(docname))

    def write(self) -> list[str]:
        """Make the three files, or none; what was wrong, each with file and line."""
        tree = resolved(self.docname, self.builder)
        simplify(tree)
        panels = self.panels = panels_of(tree)
        if faults := list(self.layout_faults(panels)):
            return faults
        shutil.rmtree(self.folder, ignore_errors=True)
        lay_out_template(self.folder)
        press = press_for(self.builder, {self.docname: tree}, self.folder, "pamphlet")
        main = self.typeset(press, panels)
        sizes, misfits = self.fit(main)
        if misfits:
            return [self.place(panels[number - 1]) + message for number, message in misfits]
        editions = [*((sheet, "print") for sheet in SHEETS), ("a4", "screen")]
        editions += [(sheet, "bleed") for sheet in SHEETS] if self.bleed else []
        for pdf in [self.make(main, press, sheet, mode, sizes) for sheet, mode in editions]:
            pdf.replace(Path(self.builder.outdir) / pdf.name)
        return []

    def layout_faults(self, panels: list[Panel]) -> Iterator[str]:
        """An unknown layout, or a wrong number of panels."""
        layout = str(self.builder.env.metadata[self.docname]["pamphlet"])
        if layout not in LAYOUTS:
            line = line_of("pamphlet", self.path.read_text(encoding="utf-8"))
            known = " or ".join(f"“pamphlet: {name}”" for name in LAYOUTS)
            yield f"{self.path}:{line}: “{layout}” is no layout of a pamphlet: write {known}"
        elif len(panels) != (wanted := LAYOUTS[layout]):
            surplus = panels[wanted] if len(panels) > wanted else panels[-1] if panels else None
            line = (surplus.heading.line or 1) if surplus else 1
            does = "take away or join some" if len(panels) > wanted else "add some"
            yield (
                f"{self.path}:{line}: a {layout} pamphlet has {wanted} panels, one for each “##” heading, "
                f"and this page has {len(panels)}: {does}"
            )

    def typeset(self, press: Press, panels: list[Panel]) -> Path:
        """Write the Typst source; the path of the file to compile."""
        page = Page(press, self.docname)
        title = self.builder.env.titles[self.docname].astext()
        book = information(self.book, title, str(self.builder.config.html_baseurl), self.folder)
        main = self.folder / "main.typ"
        main.write_text(
            '#import "/template/pamphlet.typ": *\n'
            f"#let panels = (\n{''.join(sources(panels, page, self.book.subtitle))})\n"
            f"#pamphlet(panels, {book})\n",
            encoding="utf-8",
        )
        return main

    def fit(self, main: Path) -> tuple[dict[str, float], list[tuple[int, str]]]:
        """The size of the text on each side, and the panels that do not fit."""
        import typst

        try:
            return largest(main)
        except (typst.TypstError, RuntimeError):
            return {}, []  # the source has faults: the compiler, run next, says where

    def place(self, panel: Panel) -> str:
        """What a message about a panel begins with."""
        return f"{self.path}:{panel.heading.line or 1}: panel {panel.number} “{panel.title}” "

    def make(self, main: Path, press: Press, sheet: str, mode: str, sizes: dict[str, float]) -> Path:
        """Compile one file in the work folder."""
        names = {"screen": "screen", "print": sheet, "bleed": f"{sheet}-bleed"}
        pdf = self.folder / f"{self.name}-{names[mode]}.pdf"
        note = "" if mode == "screen" else print_note(self.book, SHEETS[sheet])
        bleed = self.bleed if mode == "bleed" else 0
        laid = "screen" if mode == "screen" else "print"
        inputs = {
            "edition": "large",
            "sheet": sheet,
            "mode": laid,
            "note": note,
            "bleed": str(bleed),
            **text_sizes(sizes),
        }
        time = int(self.book.date.timestamp())
        srcdir, heads = Path(self.builder.srcdir), press.row_heads
        try:
            make_pdf(main, pdf, inputs, time=time, srcdir=srcdir, kind="pamphlet", row_heads=heads)
        except (
            PrintError
        ) as error:  # lines that break otherwise than they did when the panel was measured alone
            if not (found := TOO_LONG.search(str(error))):
                raise
            place = self.place(self.panels[int(found[1]) - 1])
            raise PrintError(
                f"{place}is {found[2]} mm too long on {SHEETS[sheet]}; shorten it by about a line"
            ) from None
        if mode != "screen":
            prepare_for_printer(pdf, bleed)
        return pdf


def prepare_for_printer(path: Path, bleed: float) -> None:
    """Tell the print dialogue: both sides, flip on the short edge, at full size; tell a print shop where to trim."""
    import pikepdf  # loaded only for this edition

    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        preferences = pdf.Root.get("/ViewerPreferences", pikepdf.Dictionary())
        preferences.Duplex = pikepdf.Name.DuplexFlipShortEdge
        preferences.PrintScaling = pikepdf.Name("/None")
        pdf.Root.ViewerPreferences = preferences
        for page in pdf.pages if bleed else ():
            left, low, right, high = map(float, page.mediabox)
            for box, inset in (("/TrimBox", (bleed + MARKS) * POINTS), ("/BleedBox", MARKS * POINTS)):
                page[box] = pikepdf.Array([left + inset, low + inset, right - inset, high - inset])
        pdf.save(path, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
