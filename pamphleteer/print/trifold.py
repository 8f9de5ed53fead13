"""A page with `pamphlet: tri-fold` → six panels on A4 and US Letter, and the same to read on screen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from pamphleteer.print.modes import (
    Markup,
    Value,
    call,
    code,
    definition,
    dictionary,
    imported,
    over_lines,
    statement,
)
from pamphleteer.print.pamphlet_fit import SHEETS, largest, text_sizes
from pamphleteer.print.pamphlet_page import PamphletPage, Sheet
from pamphleteer.print.pamphlet_panels import Panel, sources
from pamphleteer.print.setting import PrintError

if TYPE_CHECKING:
    from pamphleteer.print.page import Page, Press

PANELS = 6
TOO_LONG = re.compile(r"panel (\d) is (\d+) mm too long")
"""What the template says of a panel that does not fit after all."""


class TriFold(PamphletPage):
    """A sheet that is folded twice, the flap inwards."""

    def panel_faults(self) -> Iterator[str]:
        """A wrong number of panels."""
        panels = self.panels
        if len(panels) != PANELS:
            surplus = panels[PANELS] if len(panels) > PANELS else panels[-1] if panels else None
            line = (surplus.heading.line or 1) if surplus else 1
            does = "take away or join some" if len(panels) > PANELS else "add some"
            yield (
                f"{self.path}:{line}: a tri-fold pamphlet has {PANELS} panels, one for each “##” heading, "
                f"and this page has {len(panels)}: {does}"
            )

    def source(self, page: Page, book: Mapping[str, Value]) -> Markup:
        """The panels in the order in which they are read."""
        panels = over_lines(sources(self.panels, page, self.book.subtitle))
        shown = statement(call("pamphlet", code("panels"), dictionary(book)))
        return imported("pamphlet") + definition("panels", panels) + shown

    def fit(self, main: Path) -> tuple[list[Sheet], list[str]]:
        """Two sheets with type as large as each side allows, with bleed if that is asked for, and the screen."""
        sizes, misfits = largest(main)
        if misfits:
            return [], [self.place(self.panels[number - 1]) + message for number, message in misfits]
        type_ = text_sizes(sizes)
        bleed = float(self.builder.config.pamphleteer_bleed)
        sheets = [
            Sheet(name, {"sheet": name, "mode": "print", **type_}, paper) for name, paper in SHEETS.items()
        ]
        sheets.append(Sheet("screen", {"sheet": "a4", "mode": "screen", **type_}))
        if bleed:
            told = {"mode": "print", "bleed": str(bleed), **type_}
            sheets += [
                Sheet(f"{name}-bleed", {"sheet": name, **told}, paper, bleed)
                for name, paper in SHEETS.items()
            ]
        return sheets, []

    def place(self, panel: Panel) -> str:
        """What a message about a panel begins with."""
        return f"{self.path}:{panel.heading.line or 1}: panel {panel.number} “{panel.title}” "

    def make(self, main: Path, press: Press, sheet: Sheet) -> Path:
        """Compile one file; lines may break otherwise than they did when a panel was measured alone."""
        try:
            return super().make(main, press, sheet)
        except PrintError as error:
            if not (found := TOO_LONG.search(str(error))):
                raise
            place = self.place(self.panels[int(found[1]) - 1])
            on = f" on {sheet.paper}" if sheet.paper else ""
            raise PrintError(f"{place}is {found[2]} mm too long{on}; shorten it by about a line") from None
