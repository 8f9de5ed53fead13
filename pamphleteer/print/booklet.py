"""A finished book in PDF → the same pages two to a side, to print on both sides, fold and staple (saddle stitch).

Imposition loses tags and links, whatever the tool: the result is for paper only, and its title says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Matrix, Name, Rectangle, Stream

from pamphleteer.languages import in_language
from pamphleteer.print.tags import packed

SHEETS = {"a4": (841.89, 595.276), "letter": (792.0, 612.0)}
"""Width and height of a sheet that lies flat, in points."""
POINTS_PER_MM = 72 / 25.4
FOR_PRINTING = {
    "en": "for printing as a booklet",
    "es": "para imprimir como cuadernillo",
    "de": "zum Drucken als Heft",
    "fr": "à imprimer en livret",
    "ru": "для печати брошюрой",
    "el": "για εκτύπωση ως φυλλάδιο",
    "ar": "للطباعة على شكل كتيّب",
    "he": "להדפסה כחוברת",
    "zh": "供小册子打印",
    "zh-hant": "供小冊子列印",
    "ja": "小冊子印刷用",
    "ko": "소책자 인쇄용",
}
"""What the title adds, by language; English where a language is missing."""

THICKEST = 20
"""So many sheets, 80 pages, a stapler goes through and a fold holds."""

Side = tuple[int | None, int | None, int]
"""Page on the left and on the right, counted from 0, None for a blank; how many sheets lie around this one."""


def sides(pages: int, signature: int | None = None) -> Iterator[Side]:
    """The sides of all sheets, in printing order: front of the outermost sheet, its back, front of the next one.

    Blanks stand after the last page, so each page keeps its side of the book.
    `signature` is the number of pages that are folded together, a multiple of 4; the last signature takes no
    more sheets than it needs.  None folds the whole book together.
    Raises ValueError for a signature that is no multiple of 4.
    """
    if signature is not None and (signature < 4 or signature % 4):
        raise ValueError(f"a signature of {signature} pages cannot be folded: write a multiple of 4")
    whole = -(-pages // 4) * 4
    step = signature or max(whole, 4)
    for first in range(0, whole, step):
        last = min(first + step, whole) - 1
        for side in range((last - first + 1) // 2):
            outer, inner = (n if n < pages else None for n in (last - side, first + side))
            yield (outer, inner, side // 2) if side % 2 == 0 else (inner, outer, side // 2)


def impose(
    source: Path,
    target: Path,
    sheet: str = "a4",
    *,
    signature: int | None = None,
    creep: float = 0.0,
    right_bound: bool | None = None,
) -> None:
    """Write `target`, the booklet of the book `source`; pages are made smaller where they must, never larger.

    `creep`: millimetres by which each sheet further in moves its pages towards the fold (twice the paper's thickness
    for a thick booklet).  `right_bound`: for scripts that run from right to left; None takes it from the book.
    Raises ValueError for a `signature` that is no multiple of 4 and KeyError for an unknown `sheet`.
    """
    half = target.with_name(f".{target.name}.part")
    with pikepdf.open(source) as book, pikepdf.new() as out:
        forms = [out.copy_foreign(page.as_form_xobject()) for page in book.pages]
        turned = is_right_bound(book) if right_bound is None else right_bound
        for left, right, depth in sides(len(forms), signature):
            pair = (right, left) if turned else (left, right)
            shown = [None if n is None else forms[n] for n in pair]
            out.pages.append(spread(out, shown, creep * POINTS_PER_MM * depth, SHEETS[sheet]))
        describe(book, out, right_bound=turned)
        data = packed(out)
    half.write_bytes(data)
    half.replace(target)


def sheets_in_a_fold(source: Path, signature: int | None = None) -> int:
    """How many sheets lie in one another where the most do."""
    with pikepdf.open(source) as book:
        pages = len(book.pages)
    return -(-min(pages, signature or pages) // 4)


def spread(
    out: pikepdf.Pdf, forms: list[pikepdf.Object | None], shift: float, sheet: tuple[float, float]
) -> pikepdf.Page:
    """One side of a sheet: a page on either side of the fold, `shift` points nearer to it than on the outer sheet."""
    width, height = sheet
    named, drawn = Dictionary(), []
    for number, form in enumerate(forms):
        if form is None:
            continue
        place = placed(form, width / 2, height, shift, at_right=number == 1)
        # Own operators: Page.add_overlay gives its resources random names.
        named[f"/Page{number}"] = form
        clip = f"{number * width / 2:g} 0 {width / 2:g} {height:g} re W n"
        drawn.append(f"q {clip} {place.encode().decode()} cm /Page{number} Do Q")
    page = Dictionary(
        Type=Name.Page,
        MediaBox=Array([0, 0, width, height]),
        Resources=Dictionary(XObject=named),
        Contents=Stream(out, "\n".join(drawn).encode()),
    )
    return pikepdf.Page(out.make_indirect(page))


def placed(form: pikepdf.Object, width: float, height: float, shift: float, *, at_right: bool) -> Matrix:
    """Where a page goes: at the fold, `shift` points nearer to it than an outer page, half-way up."""
    turned = Matrix(form.get("/Matrix", Array([1, 0, 0, 1, 0, 0])))
    box: Rectangle = turned.transform(Rectangle(*map(float, form.BBox)))
    scale = min(1.0, width / box.width, height / box.height)
    x = width - shift if at_right else width - scale * box.width + shift
    y = (height - scale * box.height) / 2
    return Matrix(scale, 0, 0, scale, x - scale * box.llx, y - scale * box.lly)


def is_right_bound(book: pikepdf.Pdf) -> bool:
    """Whether the book says that it is read from right to left."""
    return book.Root.get("/ViewerPreferences", Dictionary()).get("/Direction") == Name.R2L


def describe(book: pikepdf.Pdf, out: pikepdf.Pdf, *, right_bound: bool) -> None:
    """Title, author and language of the book, and how the sheets go through a printer."""
    language = str(book.Root.get("/Lang", "en"))
    mark = in_language(FOR_PRINTING, language)
    title = str(book.docinfo.get("/Title", "")).strip()
    out.docinfo["/Title"] = f"{title} ({mark})" if title else mark
    if "/Author" in book.docinfo:
        out.docinfo["/Author"] = str(book.docinfo["/Author"])
    out.Root.Lang = pikepdf.String(language)
    out.Root.ViewerPreferences = Dictionary(
        DisplayDocTitle=True,
        Duplex=Name.DuplexFlipShortEdge,
        PrintScaling=Name("/None"),
        Direction=Name.R2L if right_bound else Name.L2R,
    )
