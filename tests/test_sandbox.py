"""A stranger's chapters: nothing of the machine gets into an edition, nothing of theirs runs, each try has file and line."""

from __future__ import annotations

import os
import shutil
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from conftest import Build
from pdf_text import pages
from PIL import Image
from sphinx.errors import SphinxError
from test_epub_package import PNG
from tools import need

from pamphleteer.__main__ import main
from pamphleteer.sandbox.values import NoValueError, value_of

Write = Callable[..., Path]
WORDS = "Topsecretwords"
CONF = """
extensions += ["sphinx.ext.graphviz", "sphinx_design", "sphinxcontrib.bibtex"]
bibtex_bibfiles = ["own.bib"]
myst_enable_extensions = ["substitution", "html_image"]
"""
TRIES = {
    "include": "```{include} PATH.txt\n```",
    "include as it is": "```{include} PATH.txt\n:literal:\n```",
    "literalinclude": "```{literalinclude} PATH.txt\n```",
    "literalinclude of changes": "```{literalinclude} own.txt\n:diff: PATH.txt\n```",
    "csv-table": "```{csv-table}\n:file: PATH.txt\n```",
    "raw": "```{raw} html\n:file: PATH.txt\n```",
    "raw typst": "```{raw} typst\n:file: PATH.txt\n```",
    "image": "![x](PATH.png)",
    "HTML image": '<img src="PATH.png" alt="x">',
    "HTML image of Sphinx": '<img src="../_images/.secret.png" alt="x"><img src="_images/../.git/secret.png" alt="x">',
    "HTML object": '<object data="PATH.png">x</object><embed src="PATH.png"><video poster="PATH.png" src="PATH.txt">x</video>',
    "SVG image": '<svg viewBox="0 0 9 9"><title>x</title><image href="PATH.png" width="9" height="9"/><use href="PATH.txt#a"/></svg>',
    "figure": "```{figure} PATH.png\n:alt: x\n\nx\n```",
    "card": "```{card} A card\n:img-top: PATH.png\n```",
    "include over lines": "```{eval-rst}\n.. include:: x/\n   ../\n   PATH.txt\n```",
    "width of a figure": "```{figure} PATH.png\n:alt: x\n:figwidth: image\n\nx\n```",
    "reST width of a figure": "```{eval-rst}\n.. figure:: PATH.png\n   :alt: x\n   :figwidth: image\n```",
    "link": "[x](PATH.txt)",
    "link to a path": "<path:PATH.txt>",
    "link in the project": "[x](project:PATH.txt)",
    "download": "{download}`PATH.txt`",
    "graphviz": "```{graphviz} PATH.txt\n:alt: x\n```",
    "bibliography": "```{bibliography} PATH.txt\n```",
    "reST include": "```{eval-rst}\n.. include:: PATH.txt\n```",
    "reST include as it is": "```{eval-rst}\n.. include:: PATH.txt\n   :literal:\n```",
    "reST raw": "```{eval-rst}\n.. raw:: html\n   :file: PATH.txt\n```",
    "reST table": "```{eval-rst}\n.. csv-table::\n   :file: PATH.txt\n```",
    "standard include": "```{include} <ABSOLUTE.txt>\n```",
    "reST standard include": "```{eval-rst}\n.. include:: <ABSOLUTE.txt>\n```",
    "address of raw": "```{raw} html\n:url: file://ABSOLUTE.txt\n```",
    "address of a table": "```{csv-table}\n:url: file://ABSOLUTE.txt\n```",
    "substitution": "{{ env.srcdir.parent.joinpath('secret.txt').read_text() }}",
    "Typst": '```{raw} typst\n#read("ABSOLUTE.txt")\n```',
    "Typst by dots": '```{raw} typst\n#read("../../../../../secret.txt")\n```',
}
WAYS = {"dots": "../secret", "absolute": "ABSOLUTE", "slash and dots": "/../secret", "hidden": ".git/secret"}


@pytest.fixture
def book(write_book: Write, tmp_path: Path) -> Path:
    """A book in a repository, with secrets beside it and in its hidden folder."""
    folder = write_book({"index.md": "# B\n", "own.txt": "Own.\n", "own.bib": ""}, CONF)
    (folder / ".git").mkdir()
    (folder / ".secret.png").write_bytes(PNG)
    for place in (tmp_path, folder / ".git"):
        (place / "secret.txt").write_text(f"{WORDS}\n")
        (place / "secret.png").write_bytes(PNG)
    return folder


def texts(out: Path) -> str:
    """All that an edition holds, also packed."""
    found = []
    for path in out.rglob("*"):
        if path.suffix == ".epub":
            with zipfile.ZipFile(path) as archive:
                found += [archive.read(name) for name in archive.namelist()]
        elif path.suffix == ".pdf":
            found.append("".join(piece.text for page in pages(path) for piece in page).encode())
        elif path.is_file():
            found.append(path.read_bytes())
    assert found
    assert PNG not in found
    return b"\n".join(found).decode(errors="replace")


def chapter(tries: dict[str, str], way: str, folder: Path) -> tuple[str, list[int]]:
    """A chapter with one try after the other, and the line that each begins at."""
    text, lines = "# B\n\n", []
    for name, markup in tries.items():
        text += f"Try: {name}.\n\n"
        lines.append(text.count("\n") + 1)
        text += markup.replace("PATH", WAYS[way]).replace("ABSOLUTE", str(folder.parent / "secret")) + "\n\n"
    return text, lines


@pytest.mark.parametrize("edition", ["html", "epub", "pdf"])
@pytest.mark.parametrize("way", WAYS)
def test_no_file_beyond_the_project(build: Build, book: Path, way: str, edition: str) -> None:
    """Each construct that names a file is refused at its line, and no edition holds a word of it."""
    tries = {name: markup for name, markup in TRIES.items() if not name.startswith("Typst")}
    text, lines = chapter(tries, way, book)
    (book / "index.md").write_text(text)
    built = build(book, edition, faults=True)
    assert WORDS not in texts(built.out)
    told = {
        int(n) for part in built.warnings.split("index.md:")[1:] if (n := part.partition(":")[0]).isdigit()
    }
    ends = [*lines[1:], len(text)]
    missed = [
        n for n, line, end in zip(tries, lines, ends, strict=True) if not told & set(range(line, end - 1))
    ]
    as_written = {"HTML image of Sphinx", "HTML object", "SVG image"} if edition == "html" else set()
    assert set(missed) <= {
        "card",
        *as_written,
    }  # sphinx-design gives its picture no line; the command looks for the name
    assert "card" not in missed or built.warnings.count("index.md:: WARNING: image file not readable") == 1


@pytest.mark.parametrize("name", ["Typst", "Typst by dots"])
def test_typst_reads_its_work_folder_only(build: Build, book: Path, name: str) -> None:
    """The compiler refuses the path, the message leads to the chapter, and no PDF is made."""
    text, lines = chapter({name: TRIES[name]}, "dots", book)
    (book / "index.md").write_text(text)
    built = build(book, "pdf", faults=True)
    assert f"index.md:{lines[0]}: ERROR: " in built.warnings
    assert not list(built.out.glob("*.pdf"))


@pytest.mark.parametrize(
    "link", ["chapter.md", "picture.png", "_static/leak.txt", "folder", "_templates/page.html"]
)
def test_links_out_of_the_project(build: Build, book: Path, tmp_path: Path, link: str) -> None:
    """A symbolic link to a file or a folder elsewhere stops the build before anything is read."""
    conf = book / "conf.py"
    conf.write_text(conf.read_text() + 'html_static_path = ["_static"]\ntemplates_path = ["_templates"]\n')
    target = tmp_path / "elsewhere"
    target.mkdir()
    shutil.copy(tmp_path / "secret.txt", target / "secret.md")
    (book / link).parent.mkdir(exist_ok=True)
    (book / link).symlink_to(target if link == "folder" else target / "secret.md")
    with pytest.raises(SphinxError, match="this symbolic link leads out of the project"):
        build(book, "html")


def test_files_of_the_project_are_read(build: Build, book: Path) -> None:
    """Beside the source folder too, by a link within the project, and from folders that conf.py names."""
    source = book / "book"
    source.mkdir()
    (book / "README.md").write_text("Words of the readme.\n")
    (book / "linked.md").symlink_to("README.md")
    tries = ("../README.md", "../linked.md", "../../secret.txt", "<isonum.txt>")
    rst = "```{eval-rst}\n.. include:: ../README.md\n   :parser: myst_parser.sphinx_\n```\n"
    (source / "index.md").write_text(
        "# B\n\n" + rst + "".join(f"```{{include}} {name}\n```\n\n" for name in tries)
    )
    (source / "conf.py").write_text((book / "conf.py").read_text() + 'pamphleteer_reads = ["../.."]\n')
    (source / "own.bib").touch()
    page = build(source, "html").file("index.html").read_text("utf-8")
    assert page.count("Words of the readme.") == 3
    assert WORDS in page


def test_no_program_and_no_module_of_a_chapter_runs(
    build: Build, book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A script named as layout of a graph and a module named as parser are left alone."""
    ran = tmp_path / "ran"
    script = book / "script.sh"
    script.write_text(f"#!/bin/sh\ntouch {ran}\n")
    script.chmod(0o755)
    (book / "strange_parser.py").write_text(f"open({str(ran)!r}, 'w')\n")
    monkeypatch.syspath_prepend(book)
    (book / "index.md").write_text(
        "# B\n\n```{graphviz}\n:layout: ./script.sh\n:alt: x\ndigraph { a }\n```\n\n"
        "```{eval-rst}\n.. include:: own.txt\n   :parser: strange_parser\n```\n"
    )
    said = build(book, "html", faults=True).warnings
    assert not ran.exists()
    assert "index.md:3: WARNING: “./script.sh” is no layout of a graph: write one of circo, dot" in said
    assert "index.md:10: ERROR" in said
    assert "no parser “strange_parser” for included files" in said


NAMES = {
    "name": "Ann",
    "map": {"b": "c", "items": "inner"},
    "x": [1, "two"],
    "day": date(2026, 11, 28),
    "number": 3,
    "a": "a",
}


@pytest.mark.parametrize(
    "expression",
    [
        "''.__class__", "''['__class__']", "''|attr('__class__')", "cycler.__init__", "env", "env.config", "env.srcdir",
        "env.docname.__class__", "lipsum()", "[x]|map(attribute='__class__')", "'%9999999999d'|format(1)", "'a'*9999999999",
        "x['_'~'_class__']", "range(9)", "x.y()", "'a'|join('', '__class__.__mro__')", "'a'|join(attribute='__class__')",
        "'a'|join(*x)", "'a'|upper(1)", "x|default('', true, '__class__')", "x|first('__class__')",
        "self", "self.blocks", "lipsum", "cycler", "range", "dict", "namespace", "joiner", "loop", "caller", "varargs", "super",
        "name.upper", "name.format", "name['format']", "'a'.format", "x.append", "map.keys", "number.to_bytes", "day.strftime",
        "day.today", "env.docname.join", "(1.5).hex", "none|default(lipsum)", "nothing|default(name.format)", "name and range",
        "x|join(name.format)", "lipsum if name else name", "number|round(lipsum)",
        "name }}{{ name", "name }}{% for a in range(99) %}x{% endfor %}{{ name", "name }} words {{ name", "x|map('upper')|first",
        "x + x", "name * 9", "x|sort", "name|replace('A', 'B')", "(name, name)", "{'a': name}", "x[0:1]", "1 / 0", "x[9]", "nothing",
    ],
)  # fmt: skip
def test_substitutions_reach_no_python(expression: str) -> None:
    """Calls, hidden attributes, Sphinx's environment and all that grows are no values."""
    with pytest.raises(NoValueError):
        value_of(expression, NAMES)


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("name", "Ann"), ("name|upper", "ANN"), ("env.docname", "part/a"), ("'a' + name", "aAnn"), ("name ~ 1", "Ann1"),
        ("map.b", "c"), ("map['b']", "c"), ("map.b if name else none", "c"), ("none if name else map.b", None),
        ("nothing|default('b')", "b"), ("map.nothing|default('b')", "b"), ("none|default('b')", None), ("x|join(', ')", "1, two"),
        ("x[1]", "two"), ("x|first", 1), ("x|last", "two"), ("x|length", 2), ("day.year", 2026), ("day", date(2026, 11, 28)),
        ("2.567|round(1)", 2.6), ("'3'|int", 3), ("'a<b'|escape", "a&lt;b"), ("name == 'Ann' and 1 < 2 <= 2", True),
        ("'two' in x and not nothing|default('')", True), ("map.items", "inner"), ("'it is' |title", "It Is"),
    ],
)  # fmt: skip
def test_substitutions_are_values(expression: str, value: object) -> None:
    """What the manual of MyST shows is filled in, as Jinja would."""
    assert value_of(expression, NAMES, "part/a") == value


def test_substitutions_that_name_each_other(build: Build, book: Path) -> None:
    """Ten values of ten each end in one warning, not in ten thousand million words."""
    values = "".join(f'    v{n}: "{f"{{{{ v{n + 1} }}}} " * 10}"\n' for n in range(10))
    (book / "index.md").write_text(
        f"---\nmyst:\n  substitutions:\n{values}    v10: x\n---\n# B\n\n{{{{ v0 }}}}\n"
    )
    said = build(book, "html", faults=True).warnings
    assert said.count("WARNING") == 1
    assert "the chapter has more than 10000 substitutions" in said


def test_the_command_says_what_to_do(
    book: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """File, line, and the two ways out."""
    monkeypatch.chdir(book)
    (book / "index.md").write_text("# B\n\n```{literalinclude} ../secret.txt\n```\n")
    assert main(["build", "html"]) == 0
    said = capsys.readouterr().err
    assert "index.md:3: " in said
    assert "put the file there, or name its folder in `pamphleteer_reads` of conf.py" in said
    assert "Traceback" not in said


@pytest.mark.parametrize("form", ["png", "svg"])
def test_graphs_show_pictures_of_the_book_only(build: Build, book: Path, tmp_path: Path, form: str) -> None:
    """A node with a picture of the book is drawn with it; one with a picture from elsewhere as if there were none."""
    need("dot")
    conf = book / "conf.py"
    conf.write_text(conf.read_text() + f'graphviz_output_format = "{form}"\n')
    elsewhere = tmp_path / "elsewhere.png"
    for path in (book / "red.png", book / ".hidden.png", elsewhere):
        Image.new("RGB", (40, 40), "red").save(path)
    shown = {}
    for picture in ("red.png", str(elsewhere), ".hidden.png"):
        graph = f'digraph {{ a [image="{picture}" label="" shape=none] }}'
        (book / "index.md").write_text(f"# B\n\n```{{graphviz}}\n:alt: x\n{graph}\n```\n")
        built = build(book, "html", faults=True)
        drawn = built.file(f"_images/graphviz-*.{form}")
        if form == "svg":
            shown[picture] = "href" in drawn.read_text("utf-8")
        else:
            colours = Image.open(drawn).convert("RGB").getcolors() or []
            shown[picture] = (255, 0, 0) in [colour for _count, colour in colours]
        shutil.rmtree(built.out)
    assert list(shown.values()) == [True, False, False]


@pytest.mark.parametrize("before", [None, "mine"])
def test_the_process_stays_as_it_was(
    build: Build, book: Path, monkeypatch: pytest.MonkeyPatch, before: str | None
) -> None:
    """What Graphviz is told of one book is not left for what the process does next."""
    monkeypatch.delenv("SERVER_NAME", raising=False)
    monkeypatch.delenv("GV_FILE_PATH", raising=False)
    if before:
        monkeypatch.setenv("SERVER_NAME", before)
    (book / "index.md").write_text("# B\n\nWords.\n")
    build(book, "html", faults=True)
    assert os.environ.get("SERVER_NAME") == before
    assert "GV_FILE_PATH" not in os.environ
