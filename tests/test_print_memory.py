"""What a printed book takes in memory grows with its pages, whatever they hold."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bench.cost import Cost
from pamphleteer.print.setting import lay_out_template, options

NAMES = 400
KINDS = {
    "code": '#code("{}");',
    "listing": '#codeblock("{}", lang: "txt")',
    "python": '#codeblock("import {}", lang: "python")',
    "signature": "#signature[{}]",
}


def megabytes(folder: Path, call: str, name: str) -> float:
    """What Typst takes for a few pages of names that differ."""
    lay_out_template(folder)
    lines = "\n\n".join(f"Word {call.format(name.format(number))}" for number in range(NAMES))
    (folder / "main.typ").write_text(
        f'#import "/template/book.typ": *\n#show: book.with(title: [A], information: (title: "A"))\n= A\n\n{lines}\n',
        encoding="utf-8",
    )
    cost = Cost()
    arguments = ["main.typ", "out.pdf", *options(folder, {"edition": "book", "paper": "a5"}, 0)]
    cost.run([sys.executable, "-m", "pamphleteer.print.compile", *arguments], folder)
    return cost.megabytes


@pytest.mark.parametrize("kind", KINDS)
def test_long_names_take_little_more_than_short_ones(tmp_path: Path, kind: str) -> None:
    """Names that may break in the middle; what they are compared with has as many letters, and blanks."""
    short = megabytes(tmp_path / "short", KINDS[kind], "a book of a few names {}")
    long = megabytes(tmp_path / "long", KINDS[kind], "a.book_of_many_names.with{}")
    assert long < 1.4 * short
