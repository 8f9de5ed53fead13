"""Links to what a reader's machine would run: their words stay in every edition, with file and line."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Build
from sphinx.errors import SphinxError

from pamphleteer.sandbox.addresses import leads_somewhere, scheme

Write = Callable[..., Path]
CONF = """
extensions += ["sphinx_design", "sphinxcontrib.bibtex"]
bibtex_bibfiles = ["own.bib"]
myst_enable_extensions = ["colon_fence", "attrs_inline", "linkify"]
"""
BAD = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "vbscript:x",
    "data:text/html,x",
    "file:///etc/passwd",
    "ms-msdt:/id",
    "smb://x/y",
    "blob:x",
)
WAYS = {
    "MyST": "[words](<ADDRESS>)",
    "autolink": "<ADDRESS>",
    "defined": "[words][a]\n\n[a]: <ADDRESS>",
    "reST": "```{eval-rst}\n`words <ADDRESS>`__\n```",
    "target": "```{image} a.png\n:alt: words\n:target: ADDRESS\n```",
    "button": "```{button-link} ADDRESS\nwords\n```",
    "card": "```{card} words\n:link: ADDRESS\n```",
    "reST substitution": "```{eval-rst}\n|x|\n\n.. |x| image:: a.png\n   :alt: words\n   :target: ADDRESS\n```",
}


@pytest.mark.parametrize("address", BAD)
def test_schemes(address: str) -> None:
    """As a browser reads them."""
    assert not leads_somewhere(address)
    assert not leads_somewhere(f" \t{address[:2]}\n{address[2:]}")


@pytest.mark.parametrize(
    "address",
    [
        "https://x.org",
        "mailto:a@x.org",
        "tel:112",
        "a.html",
        "#x",
        "/a:b",
        "//x.org/",
        "doi:10.1/x",
        "?a:b",
        "",
    ],
)
def test_addresses_that_lead_somewhere(address: str) -> None:
    """Pages, people, telephones, and names that become web addresses."""
    assert leads_somewhere(address)


def test_a_scheme_that_a_project_allows() -> None:
    """By name."""
    assert leads_somewhere("vscode:extension/x", ["vscode"])
    assert scheme("vscode:extension/x") == "vscode"


@pytest.mark.parametrize("edition", ["html", "epub", "pdf"])
def test_no_edition_links_to_them(edition: str, build: Build, write_book: Write) -> None:
    """Whatever made the link: each is told at its line."""
    text, lines = "# B\n\n", []
    for address in (BAD[0], BAD[3], BAD[4], BAD[5]):
        for name, markup in WAYS.items():
            if name == "autolink" and ":alert" not in address:
                continue
            lines.append(text.count("\n") + 1)
            text += (
                markup.replace("ADDRESS", address)
                .replace("[a]", f"[a{len(lines)}]")
                .replace("|x|", f"|x{len(lines)}|")
                + "\n\n"
            )
    book = write_book(
        {
            "index.md": text + "```{bibliography}\n:all:\n```\n",
            "a.png": (Path(__file__).parent / "books/print-small/boat.png").read_bytes()
            if (Path(__file__).parent / "books/print-small/boat.png").exists()
            else b"",
            "own.bib": "@misc{x, author={A, B}, title={T}, year={2020}, url={javascript:alert(1)}}\n",
        },
        CONF,
    )
    built = build(book, edition, faults=True)
    found = b"".join(everything(built.out)).lower()
    for address in BAD:
        for quoted in ('href="%s', "href='%s", "(%s", "<%s"):
            assert (quoted % address).lower().encode() not in found
    told = {
        int(part.partition(":")[0])
        for part in built.warnings.split("index.md:")[1:]
        if "no address" in part.partition("\n")[0]
    }
    assert len(told) >= len(lines) * 3 // 4, (sorted(told), lines)


def everything(out: Path) -> list[bytes]:
    """What an edition holds, unpacked."""
    found: list[bytes] = []
    for path in out.rglob("*"):
        if path.suffix == ".epub":
            with zipfile.ZipFile(path) as archive:
                found += [archive.read(name) for name in archive.namelist()]
        elif path.suffix == ".pdf":
            import pikepdf

            with pikepdf.open(path) as pdf:
                for page in pdf.pages:
                    found += [
                        bytes(note.A.URI)
                        for note in page.get("/Annots", [])
                        if "/A" in note and "/URI" in note.A
                    ]
                    found.append(b"<" + b"<".join(found[-1:]))
        elif path.suffix == ".html":
            found.append(path.read_bytes())
    assert found
    return found


def test_a_name_with_a_colon(build: Build, write_book: Write) -> None:
    """A folder that is called like a scheme would be one in the results of a search."""
    book = write_book(
        {"index.md": "# B\n\n```{toctree}\n:glob:\n*/*\n```\n", "javascript:alert(1)/a.md": "# A\n"}
    )
    with pytest.raises(SphinxError, match="a name with a colon begins an address"):
        build(book, "html")
