"""One Typst file → one PDF, in a process of its own: Typst keeps all that it ever compiled in memory.

`python -m pamphleteer.print.compile main.typ out.pdf --root FOLDER --fonts FOLDER --input key=value`
Diagnostics go to standard error as Typst writes them; exit status 1 when no PDF could be made.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

STANDARDS = ["ua-1", "a-2a"]


def main() -> int:
    """Compile, then repack."""
    parser = argparse.ArgumentParser(description="compile one Typst file to an accessible PDF")
    parser.add_argument("source", type=Path)
    parser.add_argument("pdf", type=Path)
    parser.add_argument("--root", type=Path, required=True, help="folder that absolute Typst paths start from")
    parser.add_argument("--fonts", action="append", default=[], help="folder of TTF and OTF files")
    parser.add_argument("--input", action="append", default=[], metavar="KEY=VALUE", help="sys.inputs")
    parser.add_argument("--time", type=int, required=True, help="seconds since 1970, the date of the document")
    return compile_file(parser.parse_args())


def compile_file(args: argparse.Namespace) -> int:
    """Write the PDF, or nothing."""
    import typst  # 34 MB: loaded only where a compile is certain

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=args.fonts)
    compiler = typst.Compiler(root=str(args.root), font_paths=fonts)
    try:
        pdf, warnings = compiler.compile_with_warnings(
            str(args.source),
            format="pdf",
            sys_inputs=dict(pair.split("=", 1) for pair in args.input),
            pdf_standards=STANDARDS,
            timestamp=args.time,
        )
    except typst.TypstError as error:
        print(error.diagnostic or f"error: {error.message}", file=sys.stderr)
        return 1
    for warning in warnings:
        print(warning.diagnostic or f"warning: {warning.message}", file=sys.stderr)
    args.pdf.write_bytes(pdf)
    repack(args.pdf)
    return 0


def repack(path: Path) -> None:
    """Gather small objects in streams: the file shrinks by a third, and its identifier depends on nothing but it."""
    import pikepdf

    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.save(path, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)


if __name__ == "__main__":
    sys.exit(main())
