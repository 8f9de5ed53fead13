"""Pages: the meaning of notes, terms, sources, boxes and tables; repairs of what extensions and authors write."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from conftest import Build
from epub_book import Epub
from lxml import etree

Write = Callable[..., Path]
INDEX = "# A book\n\n```{toctree}\nchapter\n```\n"
MYST = 'myst_enable_extensions = ["dollarmath", "tasklist"]\n'


def chapter(build: Build, write_book: Write, text: str, conf: str = "", *, faults: bool = False) -> Epub:
    """A book of one chapter with this text."""
    folder = write_book({"index.md": INDEX, "chapter.md": "# Chapter\n\n" + text}, MYST + conf)
    return Epub(build(folder, "epub", faults=faults).file("*.epub"))


def body(book: Epub) -> str:
    """The chapter as XML, without namespaces."""
    (found,) = book.find("text/chapter.xhtml", "//h:body/h:section")
    text = etree.tostring(found, encoding="unicode", with_tail=False)
    return " ".join(text.replace(' xmlns="http://www.w3.org/1999/xhtml"', "").split())


def test_every_page_is_well_formed(build: Build) -> None:
    """Title, language, one style sheet, no script, no class that the style sheet does not know."""
    book = Epub(build("epub-demanding", "epub", faults=True).file("*.epub"))
    css = book.files["styles/book.css"].decode()
    assert len(book.spine) > 15
    assert [name for name in book.spine if book.values(name, "//h:p/@class")]
    for name in book.spine:
        assert book.values(name, "/h:html/h:head/h:title")[0]
        assert book.values(name, "/h:html/@lang") == book.values(name, "/h:html/@xml:lang")
        assert not book.find(name, "//h:script|//h:style|//h:iframe|//h:form|//h:input|//s:script")
        assert not book.values(name, "//@data-at")
        for names in book.values(name, "//@class[not(ancestor::m:math or ancestor::s:svg)]"):
            assert all(f".{word}" in css for word in names.split() if not word.startswith("ams")), (
                name,
                names,
            )


def test_ids_are_unique_and_links_lead_somewhere(build: Build) -> None:
    """No id twice on a page; each link inside the book has its target."""
    import posixpath
    from urllib.parse import unquote

    book = Epub(build("epub-demanding", "epub", faults=True).file("*.epub"))
    ids = {name: book.values(name, "//@id") for name in book.spine}
    assert "#" in "".join(link for name in book.spine for link in book.values(name, "//h:a/@href"))
    for name in book.spine:
        assert len(ids[name]) == len(set(ids[name])), name
        for link in book.values(name, "//h:a/@href"):
            if ":" in link:
                continue
            path, _sign, fragment = unquote(link).partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
            assert not fragment or fragment in ids[target], (name, link)


def test_footnotes(build: Build, write_book: Write) -> None:
    """A reference pops up a note; the note leads back, and reads as a list at the end of the chapter."""
    book = chapter(build, write_book, "One[^a], again[^a].\n\n[^a]: The *note*.\n")
    name = "text/chapter.xhtml"
    assert book.values(name, "//h:a[@epub:type='noteref'][@role='doc-noteref']") == ["1", "1"]
    (note,) = book.find(
        name, "//h:section[@epub:type='footnotes']/h:div[@epub:type='footnote'][@role='doc-footnote']"
    )
    assert book.values(name, "//h:a[@epub:type='noteref']/@href") == ["#" + str(note.get("id"))] * 2
    assert book.values(name, "//h:a[@role='doc-backlink']/@href") == [
        "#" + identifier for identifier in book.values(name, "//h:a[@epub:type='noteref']/@id")
    ]
    assert book.values(name, "//h:a[@role='doc-backlink']/@aria-label") == [
        "Back to reference 1",
        "Back to reference 1 (2)",
    ]
    assert not book.find(name, "//h:aside")  # Apple Books would hide it from the page


def test_glossary(build: Build) -> None:
    """Terms are definitions; links to them say so."""
    book = Epub(build("epub-demanding", "epub", faults=True).file("*.epub"))
    assert book.values("text/glossary.xhtml", "//h:dt[@epub:type='glossterm']/h:dfn") == [
        "hamstring", "quadriceps", "thigh muscle",
    ]  # fmt: skip
    links = "//h:a[@role='doc-glossref'][@epub:type='glossref']"
    assert book.values("text/part/notes.xhtml", links) == ["hamstring"]


def test_sources(build: Build) -> None:
    """Citations say that they are; the bibliography is a list; no role is deprecated."""
    book = Epub(build("epub-demanding", "epub", faults=True).file("*.epub"))
    assert book.values("text/part/notes.xhtml", "//h:a[@role='doc-biblioref']") == ["Smi20", "Jon21"]
    assert len(book.find("text/sources.xhtml", "//h:section[@role='doc-bibliography']//h:ul/h:li[@id]")) == 2
    roles = [role for name in book.spine for role in book.values(name, "//@role")]
    assert not {"doc-biblioentry", "doc-endnote"} & set(roles)


def test_boxes_in_reading_order(build: Build) -> None:
    """Tabs, dropdowns and cards stand open, one after the other."""
    name = "text/part/design.xhtml"
    book = Epub(build("epub-demanding", "epub", faults=True).file("*.epub"))
    assert book.values(name, "//h:div[@class='tab']/h:p[@class='tab-title']") == [
        "Linux", "Windows", "Outer", "Inner one", "Inner two",
    ]  # fmt: skip
    assert book.values(name, "//h:div[@class='dropdown']/h:p[1]")[0] == "Open me"
    assert book.values(name, "//h:div[@class='card']/h:p[@class='card-title']/h:a/@href") == ["notes.xhtml"]
    assert book.values(name, "//h:li//h:span[@role='img']/@aria-label") == ["Done", "To do"]
    assert book.values(name, "//h:aside[@role='note']/@aria-label") == [
        "Note",
        "Warning",
        "My own title",
        "A topic",
    ]
    assert book.values(name, "//s:svg/@aria-hidden") == ["true"]


def test_mathematics(build: Build, write_book: Write) -> None:
    """MathML with its TeX; what docutils cannot read stays TeX, with a warning at its line."""
    text = "$\\frac{1}{2}$\n\n$$\nx &= 1 \\\\\ny &= 2\n$$\n\n$\\nosuch{H2O}$\n"
    folder = write_book({"index.md": INDEX, "chapter.md": "# Chapter\n\n" + text}, MYST)
    built = build(folder, "epub", faults=True)
    book = Epub(built.file("*.epub"))
    assert book.values("text/chapter.xhtml", "//m:math/@alttext") == ["1/2", "x = 1; y = 2"]
    assert len(book.find("text/chapter.xhtml", "//m:math[@display='block']//m:mtr")) == 2
    assert book.values("text/chapter.xhtml", "//h:code") == ["\\nosuch{H2O}"]
    assert "chapter.md:10: WARNING: formula “\\nosuch{H2O}” has no MathML" in built.warnings
    assert "mathml" in book.values("package.opf", "//opf:item[@href='text/chapter.xhtml']/@properties")


def test_tables(build: Build, write_book: Write) -> None:
    """Header cells say what they head; an empty one heads nothing."""
    book = chapter(build, write_book, "|   | One |\n|---|----:|\n| a | 1 |\n")
    assert book.values("text/chapter.xhtml", "//h:th/@scope") == ["col"]
    assert book.values("text/chapter.xhtml", "//h:thead//h:td") == [""]
    assert book.values("text/chapter.xhtml", "//h:td[@class='text-right']") == ["1"]


def test_headings(build: Build, write_book: Write) -> None:
    """A page that starts at another level or skips one is put right."""
    folder = write_book(
        {"index.md": INDEX, "chapter.md": "## Starts at two\n\n#### Skips\n\n## Next\n"}, MYST
    )
    book = Epub(build(folder, "epub", faults=True).file("*.epub"))
    assert book.values("text/chapter.xhtml", "//h:h1") == ["Starts at two", "Next"]
    assert book.values("text/chapter.xhtml", "//h:h2") == ["Skips"]
    assert not book.find("text/chapter.xhtml", "//h:h3|//h:h4")


def test_code(build: Build, write_book: Write) -> None:
    """One `pre`, from left to right, marked by weight and slant."""
    book = chapter(build, write_book, '```python\ndef f():  # why\n    return "x"\n```\n')
    assert '<pre dir="ltr"><b>def</b> <b>f</b>(): <i># why</i> <b>return</b> "x" </pre>' in body(book)


REPAIRS = {
    "<p>one<p>two": "<p>one</p><p>two",
    "<div><br><hr></div>": "<div><br/><hr/></div>",
    "<center>old</center>": "<div>old</div>",
    "<div><font color=red>red</font> <tt>tt</tt></div>": "<div>red <code>tt</code></div>",
    "<table border=1><tr><td>a<td>b</table>": "<tbody><tr><td>a</td><td>b</td></tr></tbody>",
    "<div id=x>1</div><div id=x>2</div>": '<div id="x">1</div><div>2</div>',
    "<div id='a b:c'>x</div>": '<div id="a-b-c-',
    "<ul><p>no item</p></ul>": "<ul><li><p>no item</p></li></ul>",
    "<dl><dt>t</dl>": "<dl><dt>t</dt><dd/></dl>",
    "<div>a&nbsp;b &copy; &hellip;</div>": "<div>a\u00a0b © …</div>".replace("\u00a0", " "),
    "<div><span><div>block</div></span></div>": "<div><div>block</div></div>",
    "<h2><p>in heading</p></h2>": "<h2><span>in heading</span></h2>",
    "<li>stray</li>": "<div>stray</div>",
    "<details><summary>More</summary>in</details>": '<div class="dropdown"><p class="dropdown-title">More</p>in</div>',
    "<div style='width:300px; color:red; height: 4px'>x</div>": "<div>x</div>",
    "<p><time>noon</time></p>": "<p>noon</p>",
    "<div><a>no target</a></div>": "<div>no target</div>",
    "<div>a <!-- b -- c --> d</div>": "<div>a d</div>",
    "<div lang='not a tag'>x</div>": "<div>x</div>",
}


def test_repairs(build: Build, write_book: Write) -> None:
    """HTML as people and extensions write it becomes what EPUB allows, without a warning."""
    text = "\n\n".join(f"<section>\n{html}\n</section>\n" for html in REPAIRS)
    found = body(chapter(build, write_book, text, 'suppress_warnings = ["epub.element"]'))
    for expected in REPAIRS.values():
        assert expected in found, (expected, found[max(0, found.find(expected[:5]) - 50) :][:300])


def test_dead_links(build: Build, write_book: Write) -> None:
    """A link to nowhere keeps its words; the warning has its line."""
    text = 'Words.\n\n<p>See <a href="nowhere.html">this</a>,\n<a href="#nothing">that</a>,\n<a href="http://">empty</a>.</p>\n'
    folder = write_book({"index.md": INDEX, "chapter.md": "# Chapter\n\n" + text}, MYST)
    built = build(folder, "epub", faults=True)
    book = Epub(built.file("*.epub"))
    assert book.values("text/chapter.xhtml", "//h:p") == ["Words.", "See this, that, empty."]
    assert not book.find("text/chapter.xhtml", "//h:a")
    assert built.warnings.count("chapter.md:5: WARNING: ") == 3


def test_raw_links_to_documents(build: Build, write_book: Write) -> None:
    """A link that names a document by its source or its web page leads to its page."""
    text = '<a href="index.md">1</a> <a href="index.html#a-book">2</a> <a href="./index">3</a>\n'
    book = chapter(build, write_book, f"<p>{text}</p>\n")
    assert book.values("text/chapter.xhtml", "//h:a/@href") == [
        "index.xhtml",
        "index.xhtml#a-book",
        "index.xhtml",
    ]


def test_formulas_without_mathml(build: Build, write_book: Write) -> None:
    """Each formula has a picture with the same words; the style sheet shows one of the two; equal formulas share a file."""
    name = "text/chapter.xhtml"
    book = chapter(build, write_book, "$x^2$ and $x^2$.\n\n$$\n\\frac{1}{2}\n$$\n")
    assert len(book.find(name, "//h:span[@class='formula-markup']/m:math")) == 3
    pictures = book.values(name, "//h:span[@class='formula-markup']/following-sibling::*[1]/self::h:img/@src")
    assert len(pictures) == 3
    assert len(set(pictures)) == 2
    assert book.values(name, "//h:img[@class='formula-picture']/@alt") == book.values(
        name, "//m:math/@alttext"
    )
    for address in pictures:
        assert book.files[address.removeprefix("../")].startswith(b"<?xml")
    width, height = (
        float(value.split(":")[1].rstrip("em"))
        for value in book.values(name, "//h:img[@class='formula-picture']/@style")[0].split(";")
    )
    assert 0.5 < width < 2
    assert 0.7 < height < 1.6
    css = book.files["styles/book.css"].decode()
    assert ".formula-markup { display: none }" in css
    assert re.search(r"@supports \(math-style: normal\) \{\s*\.formula-markup \{ display: inline \}\s*\.formula-picture \{ display: none \}", css)  # fmt: skip
    assert book.metadata("schema:accessMode") == ["textual", "visual"]  # the cover; formulas are no pictures
