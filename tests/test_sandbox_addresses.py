"""Links to what a reader's machine would run: their words stay in every edition, with file and line."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Build
from sphinx.errors import SphinxError
from tools import need

from pamphleteer.__main__ import main
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
    "c:/windows/calc.exe",
    "\\\\host\\share",
    "/\\host/share",
    "\\/host/share",
    "///\\host",
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


OTHER_HOSTS = "```{eval-rst}\n`a <//x.org/y>`__ `b <///x.org/y>`__\n```\n"


@pytest.mark.parametrize("edition", ["html", "epub", "pdf"])
def test_other_hosts_have_a_scheme(edition: str, build: Build, write_book: Write) -> None:
    """What a browser would add no e-book and no PDF has: there `//x.org` is a folder of another machine."""
    out = build(write_book({"index.md": f"# B\n\n{OTHER_HOSTS}"}, ""), edition).out
    found = b"".join(everything(out))
    assert found.count(b"https://x.org/y") >= 2
    assert found.count(b"//x.org/y") == found.count(b"https://x.org/y")


FORMULAS = (
    r"$\href{javascript:alert(1)}{x}$ and $\href {data:text/html,x} {y} \href{https://x.org}{z}$",
    r"$$\href{c:/x.exe}{w} + \href{\evil}{v}$$",
    "```{math}\n\\href{ java\tscript:x}{u}\n```",
)


@pytest.mark.parametrize("edition", ["html", "epub"])
def test_links_in_formulas(edition: str, build: Build, write_book: Write) -> None:
    """TeX has a command for them, which MathJax obeys; the signs stay, with a warning at the line."""
    settings = 'myst_enable_extensions = ["dollarmath"]'
    book = write_book({"index.md": "# B\n\n" + "\n\n".join(FORMULAS) + "\n"}, settings)
    built = build(book, edition, faults=True)
    assert built.warnings.count("is no address that a formula may lead to") == 4
    assert "index.md:3: WARNING: “javascript:alert(1)” is no address" in built.warnings
    found = b"".join(everything(built.out))
    for address in (b"javascript:", b"data:text", b"c:/x", b"evil", b"script:x"):
        assert address not in found, address
    assert b"https://x.org" in found


@pytest.mark.parametrize(
    "stated", ["", 'mathjax3_config = {"loader": {"load": ["[tex]/color"]}, "tex": {"tags": "ams"}}']
)
def test_mathjax_judges_links_itself(stated: str, build: Build, write_book: Write) -> None:
    """For TeX can build them from parts; what conf.py says of MathJax stays."""
    settings = f'myst_enable_extensions = ["dollarmath"]\n{stated}'
    built = build(write_book({"index.md": "# B\n\n$x$\n"}, settings), "html")
    page = (built.out / "index.html").read_text("utf-8")
    told = json.loads(page.partition("window.MathJax = ")[2].partition("</script>")[0])
    assert told["loader"]["load"][-1] == "ui/safe"
    assert told["options"]["safeOptions"] == {"safeProtocols": {"file": False}}
    if stated:
        assert told["loader"]["load"] == ["[tex]/color", "ui/safe"]
        assert told["tex"] == {"tags": "ams"}


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


OTHER_WAYS = (
    "```{toctree}\nWords of an entry <javascript://%0aalert(1)>\nsmb://x/y\nGood <https://x.example>\n```",
    "```{eval-rst}\n.. meta::\n   :http-equiv=refresh: 0; url=javascript:alert(1)\n   :http-equiv=Set-Cookie: a=b\n   :keywords: good\n```",
    "![words](ms-msdt:/id) ![words](vbscript://x) ![words](smb://x/y.png)",
    "```{figure} smb://x/y.png\n:alt: words\n:target: smb://x\n\nA caption\n```",
    "```{card} A card\n:img-top: file:///x.png\n:img-alt: words\nMore\n```",
    '```{graphviz}\n:alt: a graph "><script>\ndigraph { a [URL="javascript:alert(1)"]; b [href="ms-msdt:/id"]; c [URL="https://x.example"]; a->b [edgeURL="file:///x"] }\n```',
)


@pytest.mark.parametrize("drawn", ["png", "svg"])
def test_other_addresses(drawn: str, write_book: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """Toctrees, `meta`, pictures and graphs: all editions are made, and lead to nothing of the kind."""
    need("dot")
    front = "---\nmyst:\n  html_meta:\n    'http-equiv=refresh': '0; url=javascript:alert(1)'\n---\n"
    book = write_book(
        {"index.md": front + "# B\n\nFirst words.\n\n" + "\n\n".join(OTHER_WAYS) + "\n"},
        f'extensions += ["sphinx_design", "sphinx.ext.graphviz"]\ngraphviz_output_format = "{drawn}"\n',
    )
    monkeypatch.chdir(book)
    assert main(["build", "html", "pdf", "epub"]) == 0
    site = book / "_build/html"
    page = (site / "index.html").read_text("utf-8")
    drawings = "".join(path.read_text("utf-8") for path in site.glob("_images/*.svg"))
    assert not re.findall(
        r"""(?:href|src|content)=["'][^"']*(?:javascript|vbscript|ms-msdt|smb|file):""", page + drawings
    )
    assert "refresh" not in page
    assert "Set-Cookie" not in page
    assert "<script>" not in page.partition("<body")[2].partition("First words")[2].partition("</section>")[0]
    for good in ("https://x.example", 'content="good"'):
        assert good in page + drawings
    report = json.loads((book / "_build/report.json").read_text("utf-8"))
    told = [one["message"] for one in report["messages"]]
    for part in (
        "javascript://",
        "smb://x/y”",
        "http-equiv=refresh",
        "http-equiv=set-cookie",
        "ms-msdt",
        "file:///x.png",
        "javascript:",
    ):
        assert any(part in message for message in told), (part, told)
