"""A `Glossary` ↔ CSV with one row a term: concept, language, term, status, definition, note.

Written: UTF-8 with a byte-order mark, for without it Excel takes the text for another encoding, and commas.
Read: commas, semicolons or tabs, whichever the header shows; UTF-8, or UTF-16 with its mark.

A cell that a spreadsheet would compute (it begins with `=`, `+`, `-` or `@`) is written with an apostrophe before it,
which is taken off when it is read; a cell that begins so itself gets one more.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from typing import TYPE_CHECKING

from pamphleteer.lint.terms.exchange.entry import ExchangeError, Left
from pamphleteer.lint.terms.exchange.glossary import Glossary, Group, Term, code

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pamphleteer.lint.terms.exchange.glossary import Status

COLUMNS = ("concept", "language", "term", "status", "definition", "note")
NEEDED = ("concept", "language", "term")
STATUSES: dict[str, Status] = {
    "preferred": "preferred", "admitted": "admitted", "deprecated": "deprecated", "": "",
}  # fmt: skip
CLASS = "class"
COMPUTED = re.compile(r"'*[=+\-@＝＋－＠\t\r\n]")
"""Cells that spreadsheets take for formulas, and those that begin with the mark against it."""
DELIMITERS = (",", ";", "\t")


def write_table(glossary: Glossary) -> bytes:
    """The glossary as CSV."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(COLUMNS)
    for group in glossary.groups:
        for number, term in enumerate(group.terms):
            notes = [*group.notes, *term.notes] if number == 0 else term.notes
            definition = group.definition if number == 0 else ""
            row = (group.name, term.language, term.word, term.status, definition, "\n".join(notes))
            writer.writerow([guarded(cell) for cell in row])
    for name, words in glossary.classes.items():
        writer.writerows([guarded(cell) for cell in (name, "", word, CLASS, "", "")] for word in words)
    return codecs.BOM_UTF8 + stream.getvalue().encode()


def guarded(cell: str) -> str:
    """A cell that no spreadsheet computes."""
    return f"'{cell}" if COMPUTED.match(cell) else cell


def unguarded(cell: str) -> str:
    """The cell as it was before."""
    return cell[1:] if cell.startswith("'") and COMPUTED.match(cell) else cell


def read_table(data: bytes) -> Glossary:
    """The glossary of a CSV file; ExchangeError when it is none."""
    rows = numbered_rows(decoded(data))
    line, header = next(rows, (1, []))
    names = [" ".join(name.split()).casefold() for name in header]
    if missing := [name for name in NEEDED if name not in names]:
        raise ExchangeError(f"the header has no column {listed(missing)}: add it to this line", line)
    if twice := {name for name in names if name in COLUMNS and names.count(name) > 1}:
        raise ExchangeError(f"the header has two columns {listed(sorted(twice))}: keep one", line)
    left = [
        Left(line, f"the column “{name}” is not taken over") for name in names if name and name not in COLUMNS
    ]
    groups: dict[str, Group] = {}
    classes: dict[str, tuple[str, ...]] = {}
    for number, row in rows:
        if len(row) > len(names) and any(row[len(names) :]):
            raise ExchangeError(
                f"this row has {len(row)} cells, the header {len(names)}: put quotes round the text", number
            )
        cells = {name: unguarded(cell) for name, cell in zip(names, row, strict=False)}
        if any(cells.values()):
            add_row(cells, number, groups, classes)
    return Glossary(tuple(groups.values()), classes, left=tuple(left))


def decoded(data: bytes) -> str:
    """The text of a file; ExchangeError with the line at which it is none."""
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = 1 if wide else data.count(b"\n", 0, error.start) + 1
        raise ExchangeError("this is no UTF-8: save the table as “CSV UTF-8”", line) from error
    return text


def numbered_rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """The rows with the lines that they begin on; a first line `sep=;` as Excel writes it is none."""
    skipped = 0
    if text.startswith("sep="):
        _first, _end, text = text.partition("\n")
        skipped = 1
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text), strict=True)
    line = skipped + 1
    try:
        for row in reader:
            yield line, row
            line = reader.line_num + skipped + 1
    except csv.Error as error:
        raise ExchangeError(f"this row is no CSV: {error}", line) from error


def delimiter_of(text: str) -> str:
    """What stands between the columns: the sign that parts the header into most of the known names."""
    header = text.partition("\n")[0]
    return max(
        DELIMITERS,
        key=lambda sign: sum(name.strip(' "\r').casefold() in COLUMNS for name in header.split(sign)),
    )


def add_row(
    cells: dict[str, str], line: int, groups: dict[str, Group], classes: dict[str, tuple[str, ...]]
) -> None:
    """Put a row where it belongs."""
    texts = {name: " ".join(cells.get(name, "").split()) for name in COLUMNS}
    concept, status = texts["concept"], texts["status"].casefold()
    for name in NEEDED:
        if not texts[name] and not (status == CLASS and name == "language"):
            raise ExchangeError(f"this row has no {name}: fill in the column “{name}”", line)
    if status == CLASS:
        classes[concept] = (*classes.get(concept, ()), texts["term"])
        return
    if status not in STATUSES:
        said = f"the status “{texts['status']}” is not known: write preferred, admitted or deprecated"
        raise ExchangeError(said, line)
    notes = tuple(" ".join(note.split()) for note in cells.get("note", "").splitlines() if note.strip())
    group = groups.setdefault(concept, Group(concept, line=line))
    language = code(texts["language"], line)
    group.terms.append(Term(language, texts["term"], STATUSES[status], texts["definition"], notes, line))


def listed(names: list[str]) -> str:
    """Names in quotation marks."""
    return ", ".join(f"“{name}”" for name in names)
