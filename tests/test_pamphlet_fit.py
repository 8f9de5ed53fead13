"""What fits a panel and what does not: sizes that grow with the room, and a plain message for all that is too much."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from conftest import BOOKS, Build
from pdf_text import pages
from test_pamphlet import MM, SIX, Write, pamphlet


def test_a_full_panel_keeps_its_side_at_12_points(build: Build, write_book: Write) -> None:
    """The other side of the sheet grows all the same."""
    full = SIX.replace("Text two.", "Many words that fill a panel but for one or two of its lines. " * 22)
    outside, inside = pages(build(write_book(pamphlet(full)), "pamphlet").file("index-a4.pdf"))
    assert {p.size for p in outside if p.text.startswith("Text")} == {14}
    assert {p.size for p in inside if p.text.startswith(("Text", "Many"))} == {12}


def test_nothing_runs_over_the_lower_edge(build: Build, tmp_path: Path) -> None:
    """The foot of the last panel stays below its text, and above the margin, however full the panel is."""
    source = tmp_path / "source"
    shutil.copytree(BOOKS / "pamphlet-sample", source)
    path = source / "relief.md"
    text = path.read_text(encoding="utf-8")
    for more in range(4, 40, 5):
        path.write_text(
            text.replace("four steps.", "four steps.\n" + "One more line that fills up.\n" * more), "utf-8"
        )
        built = build(source, "pamphlet", faults=True)
        if "too long" in built.warnings:
            break
        outside = pages(built.file("pamphlet-letter.pdf"))[0]
        assert min(p.y for p in outside) > 10 * MM - 1
        filling = [p.y for p in outside if "fills up" in p.text]
        foot = max(p.y for p in outside if p.text.startswith("Read the whole"))
        assert min(filling) - foot > 12 + 3.5 * MM  # a line, and the edge of the tinted box
    assert 5 < more < 39


def test_too_much_text_names_every_panel(build: Build, tmp_path: Path) -> None:
    """File, line of the heading, panel, millimetres and lines; and no PDF, not even a partial one."""
    source = tmp_path / "source"
    shutil.copytree(BOOKS / "pamphlet-sample", source)
    passage = source / "relief.md"
    text = passage.read_text(encoding="utf-8").replace(
        "Rub the muscle firmly.", "Rub it, and then rub it again. " * 30
    )
    passage.write_text(
        text.replace("Rest** from", "Rest** from Donaudampfschifffahrtsgesellschaftskapitän"), "utf-8"
    )
    long, wide = build(source, "pamphlet", faults=True).warnings.splitlines()
    line = (source / "pamphlet.md").read_text(encoding="utf-8").splitlines().index(
        "## Stop the cramp now"
    ) + 1
    found = re.fullmatch(
        rf"pamphlet.md:{line}: ERROR: panel 3 “Stop the cramp now” is (\d+) mm too long on A4 and "
        r"(\d+) mm too long on Letter; shorten it by about (\d+) lines \[pamphlet.typst\]",
        long,
    )
    assert found, long
    a4, letter, lines = map(int, found.groups())
    assert 0 < a4 < letter
    assert letter / 5.6 < lines < letter / 5.2 + 1  # a line of 12 pt type is 5.5 mm high
    assert (
        "panel 4 “The first three days” has no room for “Donaudampfschifffahrtsgesellschaftskapitän”" in wide
    )
    assert "mm on A4 and " in wide
    assert list(tmp_path.rglob("*.pdf")) == []


def test_the_last_good_pamphlet_stays(build: Build, write_book: Write) -> None:
    """A faulty run leaves the files of the one before."""
    folder = write_book(pamphlet(SIX))
    before = build(folder, "pamphlet").file("index-a4.pdf")
    kept = before.read_bytes()
    write_book(pamphlet(SIX.replace("Text two.", "Too much. " * 300)))
    faults = build(folder, "pamphlet", faults=True).warnings
    assert re.search(r"panel 2 “Panel two” is \d+ mm too long", faults)
    assert before.read_bytes() == kept


@pytest.mark.parametrize(
    ("body", "layout", "line", "message"),
    [
        (SIX.replace("## Panel six", "Panel six"), "tri-fold", 23, "has 6 panels, one for each “##” heading, and this page has 5: add some"),
        (SIX + "## Panel seven\n\nText.\n", "tri-fold", 31, "and this page has 7: take away or join some"),
        ("Nothing.\n", "tri-fold", 1, "and this page has 0: add some"),
        (SIX, "accordion", 2, "“accordion” is no layout of a pamphlet: write “pamphlet: tri-fold”"),
    ],
)  # fmt: skip
def test_a_page_of_another_shape_is_refused(
    build: Build, write_book: Write, body: str, layout: str, line: int, message: str
) -> None:
    """With file and line, and what to write instead."""
    folder = write_book(pamphlet(body, layout))
    faults = build(folder, "pamphlet", faults=True).warnings
    assert faults.startswith(f"index.md:{line}: ERROR: ")
    assert message in faults


def test_wide_pictures_shrink_to_their_panel(build: Build, write_book: Write) -> None:
    """A picture sized for the web is no fault."""
    picture = "```{image} a.svg\n:alt: A bar\n:width: 900px\n```"
    files = pamphlet(SIX.replace("Text two.", picture))
    files["a.svg"] = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="900" height="90"><rect width="900" height="90"/></svg>'
    )
    assert build(write_book(files), "pamphlet").file("index-a4.pdf").is_file()


def test_what_slips_through_the_measure_is_said_plainly(
    build: Build, write_book: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A panel that fitted when it was measured and does not when it is set: file, line, panel and excess; no PDF."""
    full = SIX.replace("Text four.", "\n\n".join(["A line."] * 60))
    monkeypatch.setattr(
        "pamphleteer.print.trifold.largest", lambda _main: ({"outside": 12.0, "inside": 12.0}, [])
    )
    built = build(write_book(pamphlet(full)), "pamphlet", faults=True)
    assert re.search(
        r"index\.md:\d+: ERROR: panel 4 “Panel four” is \d+ mm too long on A4; shorten it", built.warnings
    )
    assert not list(built.out.glob("*.pdf"))
