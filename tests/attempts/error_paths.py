"""Damaged sources, numbers, dates and translations → a message each, with its place, and never a traceback."""

from __future__ import annotations

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
)
