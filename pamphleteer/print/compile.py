"""One Typst file → one PDF, in a process of its own: Typst keeps all that it ever compiled in memory.

`python -m pamphleteer.print.compile main.typ out.pdf --root FOLDER --fonts FOLDER --input key=value`
Diagnostics go to standard error as Typst writes them; exit status 1 when no PDF could be made.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path


def main() -> int:
    """Compile, then repack."""
    parser = argparse.ArgumentParser(description="compile one Typst file to an accessible PDF")
    parser.add_argument("source", type=Path)
    parser.add_argument("pdf", type=Path)
    parser.add_argument(
        "--root", type=Path, required=True, help="folder that absolute Typst paths start from"
    )
    parser.add_argument("--fonts", action="append", default=[], help="folder of TTF and OTF files")
    parser.add_argument("--input", action="append", default=[], metavar="KEY=VALUE", help="sys.inputs")
    parser.add_argument(
        "--row-heads", type=Path, help="JSON: for each table, row and cell, whether it is a heading"
    )
    parser.add_argument("--page-map", type=Path, help="JSON to write: for each sentence its page")
    parser.add_argument(
        "--time", type=int, required=True, help="seconds since 1970, the date of the document"
    )
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
            pdf_standards=["ua-1", "a-2a"],
            timestamp=args.time,
        )
    except typst.TypstError as error:
        print(error.diagnostic or f"error: {error.message}", file=sys.stderr)
        return 1
    for warning in warnings:
        print(warning.diagnostic or f"warning: {warning.message}", file=sys.stderr)
    args.pdf.write_bytes(pdf)
    if args.page_map:  # what was compiled is remembered, so that the question costs little
        args.page_map.write_text(compiler.query("<page-map>", field="value", one=True), encoding="utf-8")
    finish(args.pdf, json.loads(args.row_heads.read_text()) if args.row_heads else [])
    return 0


def finish(path: Path, row_heads: list[list[list[bool]]]) -> None:
    """Tag the headings of rows, then gather small objects in streams, which makes the file smaller by a third.

    The identifier of the file depends on nothing but what is in it.
    """
    import pikepdf

    from pamphleteer.print.tags import mark_row_heads

    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        mark_row_heads(pdf, row_heads)
        pdf.save(path, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)


if __name__ == "__main__":
    sys.exit(main())
