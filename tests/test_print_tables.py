"""Tables of every shape stay readable on every paper: no word lies on another, none leaves the page, none is lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Build
from pdf_text import Piece, pages
from print_tags import tags
from tools import need

from pamphleteer.print.page_faults import page_faults

Write = Callable[..., Path]
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October")
LONG = "Electroencephalography"


def pipe(head: tuple[str, ...], *rows: tuple[str, ...]) -> str:
    """A table in Markdown."""
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines) + "\n"


WEEK = pipe(("Week", *DAYS), ("1", *("rest", "walk ten minutes") * 3, "rest"))
NUMBERS = pipe(
    ("Year", *MONTHS, "November"), *((f"{2000 + n}", *(f"{n}{m}48" for m in range(11))) for n in range(3))
)
WORDS = pipe(
    MONTHS, ("strengthening", "[a link](#there)", "`function_of_a_name`", "physiotherapist", "1") * 2
)
GIVEN = f"```{{list-table}} Given\n:widths: 10 90\n:header-rows: 1\n\n* - {LONG}\n  - Use\n* - x\n  - {'words ' * 30}\n```\n"
STUBS = (
    f"```{{list-table}}\n:stub-columns: 1\n\n* - {LONG}\n  - {LONG}\n  - {LONG}\n* - b\n  - c\n  - d\n```\n"
)
NESTED = """```{list-table} Nested
:header-rows: 1
:stub-columns: 1

* - Kind
  - What
* - Table
  -
    | Week | Monday | Tuesday | Wednesday | Thursday |
    |---|---|---|---|---|
    | 1 | rest | walk | strengthening | physiotherapist |
* - List
  - - one physiotherapist
      - two
        - three electroencephalography
```
"""
SCRIPTS = pipe(
    ("名前", "الاسم", "Name"),
    ("日本語のとても長い文章がここにあります。" * 2, "مرحبا بالعالم هذا نص طويل", "words"),
)
ADDRESSES = pipe(
    ("Name", "Address", "Call"),
    (
        "A",
        "https://www.example.org/a/very/long/path/that/goes/on?query=string",
        "`module.function_of_a_name(one)`",
    ),
    ("Donaudampfschifffahrtsgesellschaftskapitän", "b", "$a^2+b^2+c^2+d^2+e^2$"),
)
INSIDE = f"- A point:\n\n  {WEEK.strip().replace(chr(10), chr(10) + '  ')}\n\n:::{{note}}\n{WEEK}:::\n"
UNPARTED = pipe(
    ("Code", "Indicators", "Dimension", "Status", "Answer", "Remarks", "Result"),
    (
        "P10",
        "number of\u00a0claims remunerated international",
        "Time, health facility understanding",
        "amounts strengths internationally departmental considerations insurance particular",
        "through thoughts remunerations understandings electroencephalography product",
        "Schwarz remuneration internationals informationen organisationen",
        "screeched generation understanding informational administrations",
    ),
)
"""In narrow columns: beside long words that hyphens part, short ones that none does."""
CAPTIONS = """```{list-table} Signs
:widths: 1 1 1 1

* - ```{figure} a.svg
    :alt: add
    Enregistrer
    ```
  - ```{figure} a.svg
    :alt: save
    Imprimer
    ```
  - ```{figure} a.svg
    :alt: back
    Retourner
    ```
  - ```{figure} a.svg
    :alt: print
    Imprimeries
    ```
```
"""
TABLES = {
    "week": WEEK,
    "numbers": NUMBERS,
    "words": WORDS,
    "given": GIVEN,
    "stubs": STUBS,
    "nested": NESTED,
    "scripts": SCRIPTS,
    "addresses": ADDRESSES,
    "inside": INSIDE,
    "unparted": UNPARTED,
    "captions": CAPTIONS,
}
SPANS = """```{eval-rst}
+-----------------+-----------------+-----------------+-----------------+
| Physiotherapist | Physiotherapist | Physiotherapist | Physiotherapist |
+=================+=================+=================+=================+
| row 1           | rows below      | x               | y               |
+-----------------+                 +-----------------+-----------------+
| row 2           |                 | electroencephalography            |
+-----------------+-----------------+-----------------------------------+
```
"""
TALL = (
    "```{list-table} Tall\n:header-rows: 1\n\n* - A\n  - B\n* - short\n  - "
    + "\n\n    ".join(f"Paragraph {n}." for n in range(60))
    + "\n* - c\n  - d\n```\n"
)
BOOK = "# Tables\n\n(there)=\n" + "".join(
    f"## {name.title()}\n\n{text}\n" for name, text in {**TABLES, "spans": SPANS, "tall": TALL}.items()
)
CONF = 'myst_enable_extensions = ["colon_fence", "dollarmath"]\nnumfig = True'
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><rect width="20" height="20"/></svg>'
)


@pytest.fixture
def made(build: Build, write_book: Write) -> Callable[..., Path]:
    """The PDF of a book with these tables."""

    def make(text: str, builder: str = "pdf", **settings: str) -> Path:
        folder = write_book({"index.md": text, "a.svg": DRAWING}, CONF)
        return build(folder, builder, **settings).file("*.pdf")

    return make


def words_of(pdf: Path) -> str:
    """All letters of a PDF, without white space and hyphens."""
    text = "".join("".join(piece.text for page in pages(pdf) for piece in page).split())
    return text.replace("\u00ad", "").replace("-", "").replace("‐", "")


@pytest.mark.parametrize(
    ("builder", "paper"), [("pdf", "a5"), ("pdf", "a4"), ("large-print", "a4")], ids=["a5", "a4", "large"]
)
def test_no_word_lies_on_another(made: Callable[..., Path], builder: str, paper: str) -> None:
    """On every paper, and each word of each table is there."""
    need("cjk")
    pdf = made(BOOK, builder, pamphleteer_paper=paper)
    assert page_faults(pdf) == []
    text = words_of(pdf)
    wanted = [*DAYS, *MONTHS, LONG, "Donaudampfschifffahrtsgesellschaftskapitän", "rowsbelow", "Paragraph59."]
    assert [word for word in wanted if word not in text] == []
    smallest = min(piece.size for page in pages(pdf)[3:] for piece in page if len(piece.text.split()) > 1)
    assert smallest >= (18 if builder == "large-print" else 8)


def places(pdf: Path) -> dict[str, Piece]:
    """Where each piece of text is, the last of several equal ones."""
    return {piece.text.strip(): piece for page in pages(pdf) for piece in page}


def test_heads_have_hyphens_before_a_table_is_stacked(made: Callable[..., Path]) -> None:
    """A week with eight columns fits on A5 in upright rows."""
    found = places(made(f"# Week\n\n{WEEK}"))
    assert found["Week"].y == found["Monday"].y == found["Sunday"].y
    assert found["Monday"].x < found["Sunday"].x
    assert [text for text in found if text.startswith("Wednes") and "day" not in text]


def test_a_wide_table_of_numbers_lies_on_its_side(made: Callable[..., Path]) -> None:
    """Its rows are read from below; it keeps its rows and columns."""
    pdf = made(f"# Year\n\n{NUMBERS}")
    found = places(pdf)
    assert found["2000"].x < found["2001"].x < found["2002"].x
    assert found["2000"].y == pytest.approx(found["2002"].y, abs=1)
    (table,) = [tag for tag in tags(pdf) if tag.kind == "Table"]
    assert table


def test_what_has_no_room_is_stacked(made: Callable[..., Path]) -> None:
    """In large print each cell of a week stands beside the name of its day, which is the heading of its row."""
    pdf = made(f"# Week\n\n{WEEK}", "large-print")
    found = places(pdf)
    ys = [found[day].y for day in DAYS]
    assert ys == sorted(ys, reverse=True)
    heads = [tag for tag in tags(pdf) if tag.kind == "TH"]
    assert [tag.scope for tag in heads] == ["Row"] * 8


def test_a_cell_that_spans_rows_is_said_again_where_they_are_stacked(made: Callable[..., Path]) -> None:
    """Else the second row would not tell what it belongs to."""
    text = words_of(made(f"# Spans\n\n{SPANS}", "large-print"))
    assert text.count("rowsbelow") == 2


@pytest.mark.parametrize("rows", [6, 40])
def test_a_table_of_less_than_half_a_page_is_not_parted(made: Callable[..., Path], rows: int) -> None:
    """A longer one goes on over the page and says its head again."""
    filler = "Words that fill the page before the table stands on it.\n\n" * 24
    table = pipe(("Name", "What it is"), *((f"Row {n}", "words") for n in range(rows)))
    shown = ["".join(piece.text for piece in page) for page in pages(made(f"# Book\n\n{filler}{table}"))]
    on = [page for page in shown if "Row " in page]
    assert len(on) == 1 if rows == 6 else len(on) > 1
    assert ("Row 0" in next(page for page in shown if "Words that" in page)) == (rows == 40)
    assert all("What it is" in page for page in on)
    assert sum(page.count("words") for page in on) == rows


COMPOUND = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
NOTED = f"""::::{{warning}}
A box.

:::{{list-table}} Notes **and more**
:header-rows: 1

* - zq751x **zq752x** zq755x[^head]
  - zq756x zq757x {COMPOUND}
  - zq758x zq759x {COMPOUND}
* - zq760x zq761x zq762x [**zq763x**](https://example.org)
  - zq764x zq765x&nbsp;&copy; 1 < 2 [(1)](/other.md)
  - zq766x zq769x[^cell]
* - zq770x [zq771x](https://example.org/a_b?c=1&d=(e))
  - zq772x **zq773x** [Table 2](/other.md)
  - | zq774x **zq775x** | zq776x zq777x нога πόδι zq780x[^below] |
    |:-:|---|
    | zq781x zq784x[^inner] | zq785x zq786x été zq744x |
    | zq787x zq788x | zq789x zq748x |
    | zq790x [zq791x](/other.md) | zq792x zq793x $x$zq794x `zq795x` |
:::
::::

[^head]: Note of the head.

[^cell]: Note of a cell.

[^below]: Note of the inner head.

[^inner]: Note of an inner cell.
"""


def test_notes_in_a_repeated_head_come_to_an_end(build: Build, write_book: Write) -> None:
    """Heads are set before anybody knows which is the first: a note in each could fill page after page."""
    files = {
        "index.md": "# Book\n\n```{toctree}\nnotes\nother\n```\n",
        "notes.md": f"# Notes\n\n{NOTED}",
        "other.md": "# Other\n\nWords.\n",
    }
    pdf = build(write_book(files, CONF), "large-print").file("*.pdf")
    assert page_faults(pdf) == []
    text = words_of(pdf)
    for note in ("thehead", "acell", "theinnerhead", "aninnercell"):
        assert text.count(f"Noteof{note}.") == 1


REFERENCES = """| a (zq514x) | b | c | d |
|---|---|---|---|
| zq515x zq516x | zq517x [zq518x](/other.md) zq519x | [zq520x](/other.md)zq521x[^note] | zq522x zq525x[^note] |
| {command}`zq526x` | zq527x[^note] | zq528x[^second], | `zq529x`[^second] |

```{list-table}
:widths: 4 12 38 38 8

* - 1
  - [zq530x](/other.md)
  - [Strengthening](/other.md), [zq531x](/other.md), words
  - words [zq532x](/other.md) words {menuselection}`zq533x --> zq534x`
  - [zq535x](/other.md)
```

| {guilabel}`zq540x` | [zq541x](/other.md) | [zq542x](/other.md) | `zq543x` | `zq544x` | zq545x |
|---|---|---|---|---|---|
| [zq546x](/other.md) | [zq547x](/other.md) | **[zq548x](/other.md)** | {abbr}`zq549x (zq550x_explained)` | 5 | 6 |

[^note]: A note.

[^second]: A note.
"""


@pytest.mark.parametrize(("builder", "paper"), [("pdf", "a5"), ("large-print", "a4")], ids=["a5", "large"])
def test_page_references_and_note_marks_have_room(
    build: Build, write_book: Write, builder: str, paper: str
) -> None:
    """A column is as wide as what print adds to the words of a link."""
    files = {
        "index.md": "# Book\n\n```{toctree}\ntables\nother\n```\n",
        "tables.md": f"# Tables\n\n{REFERENCES}\n\n{NOTED}",
        "other.md": "# Other\n\nWords.\n",
    }
    pdf = build(write_book(files, CONF), builder, pamphleteer_paper=paper).file("*.pdf")
    assert page_faults(pdf) == []
    text = words_of(pdf)
    assert [n for n in (*range(514, 523), *range(525, 536), *range(540, 551)) if f"zq{n}x" not in text] == []


def test_spaces_after_brackets_of_code_break(made: Callable[..., Path]) -> None:
    """No line of text ends after an opening bracket and a space; one of code does."""
    lines = (
        "report_data = generate_report( model( clean( load( data_path ))))",
        '            <field name="email_from">{{ user.email_formatted }}</field>',
        "report_data = generated_reports[ models[ cleaned[ loads[ paths ]]]]",
        'settings = {"some_setting": { "other_setting": { "another_setting": { 1 }}}}',
    )
    pdf = made("# Code\n\n" + "".join(f"```text\n{line}\n```\n\nThen.\n\n" for line in lines), "large-print")
    assert page_faults(pdf) == []
    assert [line for line in lines if line.replace(" ", "") not in words_of(pdf)] == []


FORM = """```{list-table} Whom I call
:header-rows: 1
:stub-columns: 1
:widths: 36 34 30

* - Who
  - Name
  - Phone
* - Physiotherapist\\
    &nbsp;
  -
  -
* - Doctor
  -
  -
```

"""
BLANK = pipe(
    ("Date", "What I did today, in a few words", "Pain"), *((f"{n} May", "", "") for n in range(1, 4))
)


@pytest.mark.parametrize("builder", ["pdf", "large-print"])
def test_columns_to_write_in_have_room(build: Build, write_book: Write, builder: str) -> None:
    """Those of a form are as wide as its writer said, else as wide as a few words; never as narrow as their head."""
    files = {"index.md": "# Book\n\n```{toctree}\nchapter\n```\n", "chapter.md": f"# C\n\n{FORM}{BLANK}"}
    pdf = build(write_book(files), builder).file("*.pdf")
    (page,) = [page for page in pages(pdf) if any("Phone" in piece.text for piece in page)]
    left = {
        word: next(piece.x for piece in page if word in piece.text)
        for word in ("Who", "Name", "Phone", "Date", "Pain")
    }
    line = 419.5 if builder == "pdf" else 595.3
    assert left["Name"] - left["Who"] < 0.4 * line
    assert left["Phone"] - left["Name"] > 0.2 * line
    assert line - left["Phone"] > 0.3 * line  # with the margin
    assert line - left["Pain"] > 0.3 * line


@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_line_ends_before_quotes_and_what_closes(language: str, build: Build, write_book: Write) -> None:
    """A column is as wide as what no line parts: an empty box before a quote parts nothing."""
    formula = (
        "count(instance('monitoring')/root/ data[monitoring/participant_id = current()/../participant_id])"
    )
    rows = (
        ("type", "name", "label", "calculation"),
        ("text", "participant_id", "Who is it?", ""),
        ("calculate", "count", "", formula),
    )
    book = write_book({"index.md": f"# Book\n\n{pipe(*rows)}"}, f'language = "{language}"')
    assert page_faults(build(book, "large-print").file("*.pdf")) == []


@pytest.mark.parametrize("builder", ["pdf", "large-print"])
def test_names_with_hyphens_and_digits_have_room(builder: str, build: Build, write_book: Write) -> None:
    """No line ends between a hyphen and a digit of itself: identifiers, side by side and in a sentence."""
    names = ("e3c07f34-1810-4eed-b845-4d9f4d97f9d5", "a2b485be-e3b6-4fd7-8a6a-930e46cf9957")
    rows = (
        ("statementId", "recordId", "recordType", "recordDetails/identifiers/0/scheme", "id"),
        (*names, "relationship", "GB-COH", "07444723"),
    )
    nbsp = "\u00a0"
    joined = nbsp.join(
        "words that are held together by spaces which hold together over much more than a line".split()
    )
    code = f"`python{nbsp}manage.py{nbsp}makemigrations`{nbsp}and{nbsp}`python{nbsp}manage.py{nbsp}migrate`"
    listing = nbsp.join(
        "code that was copied from a page with spaces which hold together over much more than a line".split()
    )
    text = f"# Book\n\n{pipe(*rows)}\n\nSee {names[0]}, {names[1]}.\n\n{joined}\n\nMigrate by running{nbsp}{code}.\n\n```text\n{listing}\n```\n"
    pdf = build(write_book({"index.md": text}), builder).file("*.pdf")
    assert page_faults(pdf) == []
    assert names[0].replace("-", "") in words_of(pdf).replace("-", "")  # a reader joins what a line parts


def spanned(rows: int, words: str) -> str:
    """A table of reStructuredText whose first cell spans all rows, and whose second spans the half of them."""
    line, half = "+-----+-----+------------------+", rows // 2
    body = [line]
    for n in range(rows):
        texts = ("all" if n == 0 else "", f"part{n}" if n in {0, half} else "", f"zq{n}x {words}"[:16])
        body.append(f"| {texts[0]:<3} | {texts[1][:3]:<3} | {texts[2]:<16} |")
        last = n + 1 == rows
        body.append(
            line
            if last
            else "+     +-----+------------------+"
            if n + 1 == half
            else "+     +     +------------------+"
        )
    return "```{eval-rst}\n" + "\n".join(body) + "\n```\n"


@pytest.mark.parametrize("builder", ["pdf", "large-print"])
@pytest.mark.parametrize("rows", [8, 30, 90])
def test_rows_that_share_a_cell_go_on_over_pages(
    rows: int, builder: str, build: Build, write_book: Write
) -> None:
    """A cell that spans more rows than a page holds: none of them leaves the paper."""
    pdf = build(write_book({"index.md": f"# Book\n\nWords.\n\n{spanned(rows, 'and words')}"}), builder).file(
        "*.pdf"
    )
    assert page_faults(pdf) == []
    text = words_of(pdf)
    assert [n for n in range(rows) if f"zq{n}x" not in text] == []
