"""Values of a chapter in generated Typst: whatever stands in them is text or a number, and never code."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Build
from pdf_text import pages

from pamphleteer.print.modes import comment, number

Write = Callable[..., Path]
CONF = 'myst_enable_extensions = ["attrs_block", "attrs_inline", "colon_fence", "deflist", "dollarmath", "amsmath"]\nextensions += ["sphinx_design"]\n'
CODE = '1, ..panic("ran")'
"""What would end the layout if it were run."""
ATTRIBUTES = ("start", "width", "height", "scale", "align", "id", "class", "enumtype", "prefix", "suffix", "lineno-start", "level", "cols",
              "colwidth", "morecols", "morerows", "language", "linenos", "number", "label", "explanation", "lang", "design_component")  # fmt: skip
BLOCKS = (
    "1. one\n2. two",
    "- one",
    "> quoted",
    "a paragraph",
    "```python\nx\n```",
    "| a |\n| - |\n| b |",
    "term\n: meaning",
    "$$x$$ (lab)",
    "![alt](a.png)",
)


@pytest.mark.parametrize("edition", ["pdf", "large-print", "pamphlet"])
def test_attributes_are_no_code(edition: str, build: Build, write_book: Write) -> None:
    """Each attribute before each kind of block and behind what stands in a line, with code in it."""
    text = "---\npamphlet: leaflet\n---\n# Book\n\n## Section\n\n" if edition == "pamphlet" else "# Book\n\n"
    few = ATTRIBUTES if edition == "pdf" else ATTRIBUTES[:6]
    for name in few:
        for block in BLOCKS if edition == "pdf" else BLOCKS[:2]:
            text += f"{{{name}='{CODE}'}}\n{block.replace('lab', f'l{len(text)}')}\n\n"
        text += f"[words]{{{name}='{CODE}'}} `code`{{{name}='{CODE}'}} ![alt](a.png){{{name}='{CODE}'}}\n\n"
    built = build(
        write_book({"index.md": text + "The end of it.\n", "a.png": PNG}, CONF), edition, faults=True
    )
    assert "panic" not in built.warnings.replace(CODE, "")
    pdf = sorted(built.out.glob("*.pdf"))
    if edition == "pdf":
        assert "The end of it." in "".join(piece.text for page in pages(pdf[0]) for piece in page)
    assert pdf or "mm too long" in built.warnings


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c626001000000050001"
    "0d0a2db40000000049454e44ae426082"
)
NAMES = [f"a{sign}#panic('ran').md" for sign in "\u2028\u2029\x85\x0b\x0c\r\x1c"]


@pytest.mark.parametrize("name", NAMES)
def test_names_of_files_are_no_code(name: str, build: Build, write_book: Write) -> None:
    """A line of a name would be a line of the source, if it were written as it is."""
    try:
        book = write_book(
            {"index.md": "# Book\n\n```{toctree}\n:glob:\n*\n```\n", name: "# Other\n\nThe end of it.\n"}
        )
    except OSError:
        pytest.skip("this file system has no such names")
    built = build(book, "pdf", faults=True)
    assert "panic" not in built.warnings.replace(name, "").replace("panic('ran')", "", 9)
    (pdf,) = built.out.glob("*.pdf")
    assert "The end of it." in "".join(piece.text for page in pages(pdf) for piece in page)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (3, "3"),
        ("4", "4"),
        (2.5, "2.5"),
        (CODE, "7"),
        (None, "7"),
        ([1], "7"),
        ("nan", "7"),
        ("inf", "7"),
        (10**400, "7"),
        ("1_000", "1000"),
        (-1, "-1"),
    ],
)
def test_numbers(value: object, written: str) -> None:
    """Digits, or what stands instead."""
    assert number(value, 7).source == written


@pytest.mark.parametrize("sign", "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")
def test_comments_are_one_line(sign: str) -> None:
    """Whatever ends a line in Typst or in Python."""
    assert len(comment(f"a{sign}#panic()", 3).source.splitlines()) == 1
