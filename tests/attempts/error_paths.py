"""Damaged sources, numbers, dates and translations → a message each, with its place, and never a traceback."""

from __future__ import annotations

from pathlib import Path

from attempt import Attempt

MANY = "9" * 400

LONG = "9" * 5000

STOPPING = {
    "hexadecimal": f"x: 0x{'f' * 5000}",
    "sexagesimal": f"x: {'1' + ':59' * 3000}",
    "reviewer": "clinical_review: '" + "[" * 3000 + "'",
}
"""Each by itself takes the whole book away."""

TOML: dict[str, str | bytes] = {
    "digits": f"[tool.pamphleteer.lint]\nreading-grade = {LONG}\n",
    "deep": f"x = {'[' * 4000}{']' * 4000}\n[tool.pamphleteer.lint]\n",
    "float": "[tool.pamphleteer.lint]\nreading-grade = nan\nlongest-sentence = inf\n",
    "types": "[tool]\npamphleteer = [1]\n",
    "severity": '[tool.pamphleteer.lint]\nseverity = { a = ["error"] }\n',
    "allow": '[tool.pamphleteer.lint]\nallow = [{ path = "[!", rule = "x", reason = "y" }, { path = "**/**/**/**/**/*.md", rule = "*", reason = "y" }]\n',
    "language": '[tool.pamphleteer.lint]\nlanguage = "../../x\\u0000"\n',
    "bytes": b'[tool.pamphleteer.lint]\nlanguage = "\xff"\n',
    "times": "[tool.pamphleteer.lint]\nignore = [1979-05-27T07:32:00+23:59, 2026-02-30]\n",
}  # fmt: skip

CONF = 'extensions = ["myst_parser", "sphinxcontrib.bibtex", "pamphleteer"]\nproject = "B"\nhtml_theme = "alabaster"\n'

BOOKS = f'{CONF}bibtex_bibfiles = ["book/own.bib", "book/other.bib"]\n'

SPANISH = f'{CONF}language = "es"\nlocale_dirs = ["../locales"]\ngettext_auto_build = False\nbibtex_bibfiles = []\n'.replace(
    '"sphinxcontrib.bibtex", ', ""
)


def odd_words_of_sphinx(folder: Path) -> None:
    """Translate words of Sphinx itself so that their blanks do not fit what is filled in."""
    from babel.messages.catalog import Catalog
    from babel.messages.mofile import write_mo

    catalog = Catalog("es")
    for words in (
        "see %s", "see also %s", "Fig. %s", "Table %s", "Listing %s", "Section %s", "%b %d, %Y", "Symbols", "Index",
        "Welcome! This is", "Copyright", "&#169; %(copyright_prefix)s %(copyright)s.", '&#169; <a href="%(path)s">Copyright</a> %(copyright)s.',
        "Last updated on %(last_updated)s.", "Permanent link to this definition", "Link to this heading", "image: %s", "[figure: %s]",
    ):  # fmt: skip
        catalog.add(words, "%d %(none)s %999999999s %", flags=[])
    place = folder / "locales/es/LC_MESSAGES"
    place.mkdir(parents=True)
    with (place / "sphinx.mo").open("wb") as file:
        write_mo(file, catalog)
    (place / "index.mo").write_bytes(b"\xde\x12\x04\x95\xff\xff\xff\xff" + b"\xff" * 60)


FRONT = {
    "digits": f"x: {LONG}",
    "day": "date: 2026-13-45",
    "hour": "date: 2026-11-28T99:99:99",
    "offset": "date: 2026-11-28T00:00:00+99:99",
    "value": "x: =",
    "key": "? [a, {b: c}]\n: d",
    "itself": "x: &x [*x]",
    "itself-below": "x: &x {y: *x}",
    "merge": "<<: [1, 2]",
    "merge-itself": "x: &x\n  <<: *x",
    "tag": 'x: !!python/object/apply:os.system ["touch {RAN}"]',
    "unknown-tag": "x: !nosuch y",
    "binary": 'x: !!binary "ä"',
    "map": "x: !!map [a]",
    "null-key": "null: x\n1: y\ntrue: z\n2026-11-28: w\n1.5: v",
    "float": "x: 1" + "0" * 400 + ".0\ny: .inf\nlast_reviewed: .nan",
    "surrogate": 'title: "\\ud800"\ndescription: "\\udfff\\0"',
    "nul": 'title: "a\\0b"\nlang: "e\\0n"',
    "deep": "x: " + "[" * 3000 + "]" * 3000,
    "directive": "%YAML 9.9\n--- x",
    "myst": "myst: [1]",
    "myst-values": "myst: {substitutions: 5, html_meta: [x], enable_extensions: {a: b}, url_schemes: 7, heading_anchors: x, sub_delimiters: 3, title_to_header: y}",
    "fields": "title: {a: [b]}\nlang: [1]\ndir: {x: y}\npamphlet: 5\nlast_reviewed: [2026]\nnext_review: {}\nclinical_review: {name: [], role: 5, date: {}}\norphan: [x]\ntocdepth: x\nnocomments: {}",
    "dates": 'last_reviewed: 0001-01-01\nnext_review: 9999-12-31\nclinical_review: {name: "{names}", role: "%s", date: "{0.__class__}"}',
    "reviewer-digits": f"clinical_review: '{{\"name\": {LONG}}}'",
}  # fmt: skip

UNICODE = "".join(
    f".. |u{n:x}| unicode:: 0x{n:X}\n"
    for n in (0xD800, 0xDFFF, 0x0, 0x1, 0x8, 0xB, 0x1B, 0x7F, 0xFFFE, 0xFFFF, 0x1FFFF, 0x10FFFF)
)

USED = " ".join(
    f"|u{n:x}|" for n in (0xD800, 0xDFFF, 0x0, 0x1, 0x8, 0xB, 0x1B, 0x7F, 0xFFFE, 0xFFFF, 0x1FFFF, 0x10FFFF)
)

CONDITIONS = (
    "(" * 400 + "html" + ")" * 400,
    "not " * 4000 + "html",
    " and ".join(["html"] * 4000),
    "html.x",
    "html()",
    "html[0]",
    "'html'",
    "html if epub else pdf",
    "html | upper",
    "{{ html }}",
    "__class__",
    "5 > 3",
    "h\u0442ml",
    "not",
    ") or (",
)

CODE: dict[str, str | bytes] = {
    "deep.py": "x = " + "(" * 3000 + ")" * 3000 + "\n",
    "nul.py": "def x():\n    '\0'\n",
    "coding.py": "# -*- coding: undefined -*-\ndef x(): pass\n",
    "minus.py": "x = " + "-" * 90_000 + "1\n",
    "digits.py": f"x = {LONG}\n",
    "bytes.py": b"\xff\xfed\x00e\x00f\x00",
    "tabs.py": "def x():\n\tif 1:\n        pass\n",
    "empty.py": "",
}

SHOWING = (
    *("```{{literalinclude}} {name}\n:pyobject: x\n```", "```{{literalinclude}} {name}\n:pyobject: x.y.z\n:dedent: 99999999999999999999\n```"),
    *("```{{literalinclude}} {name}\n:lines: 5-1,,-,999999\n:emphasize-lines: 1\n```", "```{{literalinclude}} {name}\n:encoding: idna\n:start-after: x\n:end-before: x\n```"),
    *("```{{literalinclude}} {name}\n:language: none\n:force:\n:prepend: \\0\n:lineno-match:\n:lines: 3,1\n```", "```{{include}} {name}\n:start-line: -99999999999999999999\n:end-line: 99999999999999999999\n:literal:\n```"),
)  # fmt: skip

ATTEMPTS: tuple[Attempt, ...] = (
    Attempt(
        "day-beyond-the-calendar",
        "error-paths",
        "states a day that no calendar has, in the variable that every edition is dated by",
        {"book/chapter.md": "# Chapter\n\nWords.\n"},
        (("build", "html", "epub", "pdf"), ("lint",)),
        {"SOURCE_DATE_EPOCH": "99999999999999"},
        shares=False,
    ),
    Attempt(
        "numbers-of-many-digits",
        "error-paths",
        "states widths, sizes, starts and shares of four hundred digits, or with several points",
        {
            "book/numbers-of-many-digits/index.md": "---\nmyst:\n  enable_extensions: [attrs_inline, attrs_block, dollarmath]\n---\n# Numbers\n\n"
            f"```{{list-table}}\n:widths: 1 {MANY}\n:header-rows: 1\n\n* - a\n  - b\n* - c\n  - d\n```\n\n"
            f"```{{csv-table}}\n:widths: {MANY} 1\n:delim: 9999999999999\n\na,b\n```\n\n"
            "![alt](a.svg){width=1.2.3} ![alt](a.svg){width=1..2px height=.} ![alt](a.svg){width=٣.٣.٣%} ![alt](a.svg){width=...%}\n\n"
            f"```{{image}} a.svg\n:alt: x\n:scale: {MANY}\n```\n\n```{{code-block}} text\n:lineno-start: {MANY}\n\nx\n```\n\n"
            f"{MANY}. item\n\n```{{toctree}}\n:maxdepth: {MANY}\n:numbered: {MANY}\n```\n\n$\\rule{{{MANY}em}}{{1em}} \\hspace{{{MANY}em}}$\n\n"
            f"{{width=1.2.3 start={MANY}}}\n1. one\n\nWords after numbers.\n",
            "book/numbers-of-many-digits/a.svg": f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1.2.3 9" width="1.2.3" height="{MANY}"><title>t</title></svg>',
        },
        keeps=("Words after numbers.",),
        shares=False,
    ),
    *(
        Attempt(
            name=f"front-matter-that-stops-the-book-{name}",
            kind="error-paths",
            tries="One value above one chapter, which YAML reads and Python cannot print or nest, keeps the whole book from being made.",
            files={
                f"book/front-matter-that-stops-the-book-{name}/a.md": f"---\n{text}\n---\n# A\n\nWords of {name}.\n"
            },
            shares=False,
            keeps=(f"Words of {name}.",),
        )
        for name, text in STOPPING.items()
    ),
    Attempt(
        name="filter-that-is-no-pattern",
        kind="error-paths",
        tries="The filter of a list of sources is no pattern: the chapter must be named, and not conf.py.",
        files={
            "conf.py": 'project = author = "B"\nextensions = ["myst_parser", "sphinxcontrib.bibtex", "pamphleteer"]\nbibtex_bibfiles = ["book/own.bib"]\nhtml_theme = "alabaster"\nexclude_patterns = ["_build"]\n',
            "book/own.bib": "@misc{x, author={A, B}, title={T}, year={2020}}\n",
            "book/a.md": '# A\n\nWords.\n\n```{bibliography}\n:filter: author % "(?P<x>."\n```\n',
        },
        shares=False,
        says="a.md:5",
    ),
    Attempt(
        name="settings-of-a-folder-below",
        kind="error-paths",
        tries="A `pyproject.toml` beside texts has numbers that Python does not turn, lists that are too deep, and values of other types.",
        files={
            **{f"texts/{name}/pyproject.toml": text for name, text in TOML.items()},
            **{f"texts/{name}/a.txt": "Rest the the leg. It takes for two days.\n" for name in TOML},
        },
        commands=tuple(("lint", f"texts/{name}") for name in TOML),
        shares=False,
    ),
    Attempt(
        "sources-that-no-reader-takes",
        "error-paths",
        "brings sources in another encoding, with names of many parts, and with parents that are their own children",
        {
            "conf.py": BOOKS,
            "book/index.md": "# B\n\n{cite}`a` {cite:t}`b` {cite}`c` {cite}`d`\n\n```{bibliography}\n:all:\n```\n\nWords of the book.\n",
            "book/own.bib": "@inbook{a, crossref={b}, title={A}}\n@inbook{b, crossref={a}, year={2020}}\n@book{c, author={A, B, C, D, E, F}, title={{{\\x}}}}\n"
            "@misc{d, author={ and and and}, year={\\'{}}, month={{}}, pages={--}, url={}, doi={{}}}\n@string{x = y # z}\n@misc{e, title=x # {\\href{}{}}}\n",
            "book/other.bib": b"@misc{f, author={Ren\xe9}, title={\xff\xfe}}\n",
        },
        shares=False,
        says="own.bib",
    ),
    Attempt(
        "words-of-sphinx-that-do-not-fit",
        "error-paths",
        "translates the words of Sphinx itself with blanks that nothing fits, and brings a damaged catalogue",
        {
            "conf.py": SPANISH,
            "book/index.md": "# B\n\n```{index} see: a; b\n```\n\n```{figure} a.svg\n:name: f\n:alt: x\n\nCaption.\n```\n\n{numref}`f` Words.\n",
            "book/a.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>',
        },
        prepare=odd_words_of_sphinx,
        shares=False,
    ),
    Attempt(
        "baselines-of-odd-numbers",
        "error-paths",
        "brings baselines of accepted findings whose counts are endless, negative or lists in each other",
        {
            "loose/in/a.txt": "Freeze your ankle. The the words.\n",
            "one.jsonl": '["a", "b", "c", Infinity]\n',
            "two.jsonl": '["a", "b", "c", -1e999]\n["a", "b", "c", NaN]\n',
            "three.jsonl": "[" * 100_000 + "\n",
            "four.jsonl": '["a", "b", "c", ' + "9" * 5000 + "]\n",
            "five.jsonl": '["loose/in/a\\u0000", "\\ud800", "c", 1]\n',
        },
        tuple(
            ("lint", "loose/in", "--baseline", f"{name}.jsonl")
            for name in ("one", "two", "three", "four", "five")
        ),
        shares=False,
    ),
    Attempt(
        name="front-matter-that-yaml-reads-and-python-does-not",
        kind="error-paths",
        tries="Front matter is well-formed, and no value of Python, or one that JSON, a date or a page has no room for.",
        files={
            f"book/front-matter-that-yaml-reads-and-python-does-not/{name}.md": f"---\n{text}\n---\n# {name.title()}\n\nWords of {name}.\n"
            for name, text in FRONT.items()
        },
        commands=(("build", "html", "epub", "pdf"), ("lint",), ("lint", "book/index.md")),
        shares=False,
        keeps=("Words of dates.",),
    ),
    Attempt(
        name="letters-that-xml-has-not",
        kind="error-paths",
        tries="Substitutions by number bring half letters and control signs into titles, captions, code, terms and alternatives.",
        files={
            "book/letters-that-xml-has-not/a.md": f"# A\n\nWords.\n\n```{{eval-rst}}\n{UNICODE}\n{USED}\n{'=' * len(USED)}\n\n{USED}\n\n"
            f".. topic:: {USED}\n\n   {USED}\n\n.. csv-table:: {USED}\n\n   {USED}\n\n{USED}\n   A term.\n\n.. index:: single: |u1|; |ud800|\n\n"
            f"`{USED} <https://example.org/>`__ [#f]_\n\n.. [#f] {USED}\n```\n\nThe end of letters.\n",
        },
        commands=(("build", "html", "epub", "pdf"), ("lint",)),
        keeps=("The end of letters.",),
    ),
    Attempt(
        name="conditions-that-are-none",
        kind="error-paths",
        tries="The condition of a passage is nested four hundred deep, denied four thousand times, or no condition at all.",
        files={
            f"book/conditions-that-are-none/c{n}.md": f"# C{n}\n\nWords of {n}.\n\n```{{only}} {condition}\nInside.\n```\n"
            for n, condition in enumerate(CONDITIONS)
        },
        commands=(("build", "html", "epub", "pdf"), ("lint",)),
        keeps=("Words of 0.",),
    ),
    Attempt(
        name="code-that-no-reader-takes",
        kind="error-paths",
        tries="Files of code are shown in part: they nest too deeply, hold zeros, name an encoding that is none; lines count below zero.",
        files={
            "book/code-that-no-reader-takes/a.md": "# A\n\nWords.\n\n"
            + "\n\n".join(form.format(name=name) for name in CODE for form in SHOWING)
            + "\n\nThe end of code.\n",
            **{f"book/code-that-no-reader-takes/{name}": text for name, text in CODE.items()},
        },
        keeps=("The end of code.",),
    ),
    *(
        Attempt(
            name=f"job-with-{name}",
            kind="error-paths",
            tries="A variable of the job makes Python stricter, silent, narrow or foreign: commands do as always, or say why not.",
            files={"book/a.md": "# A\n\nRest the the leg. “Words” {nosuchrole}`x`\n"},
            variables=variables,
            commands=(("build", "html", "epub", "pdf"), ("lint",), ("explain", "unsafe-dose")),
            shares=False,
        )
        for name, variables in {
            "optimised-python": {"PYTHONOPTIMIZE": "2"},
        }.items()
    ),
)
