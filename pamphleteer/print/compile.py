"""One Typst file → one PDF, in a process of its own: Typst keeps all that it ever compiled in memory.

`python -m pamphleteer.print.compile main.typ out.pdf --root FOLDER --fonts FOLDER --input key=value`
Diagnostics go to standard error as Typst writes them; exit status 1 when no PDF could be made.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import typst

FONTS = Path(__file__).parent / "fonts"
"""Those of every edition that Typst lays out or draws."""
NO_PACKAGES = "no-packages"
"""A folder that is not there: packages of Typst that lie on this machine are no part of the book."""


def main() -> int:
    """Compile one file."""
    parser = argparse.ArgumentParser(description="compile one Typst file to an accessible PDF")
    parser.add_argument("source", type=Path)
    parser.add_argument("pdf", type=Path)
    parser.add_argument(
        "--root", type=Path, required=True, help="folder that absolute Typst paths start from"
    )
    parser.add_argument("--fonts", action="append", default=[], help="folder of TTF and OTF files")
    parser.add_argument("--input", action="append", default=[], metavar="KEY=VALUE", help="sys.inputs")
    parser.add_argument("--answer", type=Path, help="JSON to write: what the source says about its layout")
    parser.add_argument("--ask", default="answer", help="the label of what the source says")
    parser.add_argument("--measuring", action="store_true", help="only the answer is wanted, no PDF")
    parser.add_argument(
        "--time", type=int, required=True, help="seconds since 1970, the date of the document"
    )
    args = parser.parse_args()
    return compile_file(args)


def compile_file(args: argparse.Namespace) -> int:
    """Write the PDF, or nothing."""
    import typst  # 34 MB: loaded only where a compile is certain

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=args.fonts)
    inputs = dict(pair.split("=", 1) for pair in args.input)
    compiler = typst.Compiler(
        str(args.source),
        root=str(args.root),
        font_paths=fonts,
        sys_inputs=inputs,
        package_path=NO_PACKAGES,
        package_cache_path=NO_PACKAGES,
    )
    try:
        if not args.measuring or not answered(compiler, args):
            pdf, warnings = compiler.compile_with_warnings(
                format="pdf", pdf_standards=["ua-1", "a-2a"], timestamp=args.time
            )
            for warning in warnings:
                print(warning.diagnostic or f"warning: {warning.message}", file=sys.stderr)
            args.pdf.write_bytes(pdf)
            if args.answer:  # what was compiled is remembered, so that the question costs little
                answered(compiler, args)
    except typst.TypstError as error:
        print(error.diagnostic or f"error: {error.message}", file=sys.stderr)
        return 1
    return 0


def answered(compiler: typst.Compiler, args: argparse.Namespace) -> bool:
    """Ask the source about its layout; False when it has faults, of which only a real compile tells the place."""
    try:
        answer = compiler.query(f"<{args.ask}>", field="value", one=True)
    except RuntimeError:
        return False
    args.answer.write_text(answer, encoding="utf-8")
    return True


if __name__ == "__main__":
    sys.exit(main())
