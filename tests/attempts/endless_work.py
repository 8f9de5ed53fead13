"""Short inputs that come to very much work, or to waiting → the command ends by itself, soon."""

from __future__ import annotations

import os
from pathlib import Path

from attempt import Attempt

CONF = 'extensions = ["myst_parser", "pamphleteer"]\nproject = "B"\nhtml_theme = "alabaster"\npamphleteer_chapter_seconds = 5\n'

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 900"><title>t</title>'

BENDS = " ".join(f"L{n * 37 % 900} {n * 53 % 900}" for n in range(12))

MARKERS = "".join(
    f'<marker id="m{n}" markerWidth="9" markerHeight="9" viewBox="0 0 900 900"><g><path d="M0 0 {BENDS}" fill="none" stroke="#{n}0{n}" '
    f'marker-start="url(#m{n + 1})" marker-mid="url(#m{n + 1})" marker-end="url(#m{n + 1})"/></g></marker>'
    for n in range(9)
)

PATTERNS = "".join(
    f'<pattern id="p{n}" width="0.01" height="0.01" patternUnits="userSpaceOnUse"><rect width="9" height="9" fill="url(#p{n + 1})"/>'
    f'<circle r="9" stroke="url(#p{n + 1})" mask="url(#k{n + 1})"/></pattern><mask id="k{n}"><rect width="9" height="9" fill="url(#p{n + 1})" '
    f'mask="url(#k{n + 1})"/><rect width="5" height="5" mask="url(#k{n + 1})"/></mask>'
    for n in range(24)
)


def size_of_pages(folder: Path) -> str:
    """A page of more than ten megabytes from a chapter of a few lines."""
    pages = [path for path in (folder / "_build/html").rglob("*.html") if path.stat().st_size > 10_000_000]
    return f"{pages[0].name} has {pages[0].stat().st_size} bytes" if pages else ""


DOUBLINGS = 26

OTHER_MARKERS = 7

MARKED = (
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 99 99'><defs>"
    + "".join(
        f"<marker id='m{n}' viewBox='0 0 9 9' markerWidth='9' markerHeight='9'><path d='M0 0{'h1v1' * 30}' fill='none' stroke='red' "
        f"marker-mid='url(#m{n + 1})'/></marker><pattern id='p{n}' width='.02' height='.02' viewBox='0 0 9 9'>"
        f"<rect width='9' height='9' fill='url(#p{n + 1})'/></pattern><mask id='k{n}'><g mask='url(#k{n + 1})'>"
        f"<rect width='99' height='99' fill='white' mask='url(#k{n + 1})'/></g></mask><clipPath id='c{n}' clip-path='url(#c{n + 1})'>"
        f"<rect width='99' height='99' clip-path='url(#c{n + 1})'/><circle r='9' clip-path='url(#c{n + 1})'/></clipPath>"
        for n in range(OTHER_MARKERS)
    )
    + f"<marker id='m{OTHER_MARKERS}'><path d='M0 0h1'/></marker><pattern id='p{OTHER_MARKERS}' width='.1' height='.1'><path d='M0 0h9'/></pattern>"
    f"<mask id='k{OTHER_MARKERS}'><rect width='9' height='9' fill='white'/></mask><clipPath id='c{OTHER_MARKERS}'><rect width='9' height='9'/></clipPath></defs>"
)

DRAWINGS = {
    "markers.svg": f"{MARKED}<path d='M0 0{'h1v1' * 30}' marker-mid='url(#m0)' stroke='red'/></svg>",
    "patterns.svg": f"{MARKED}<rect width='99' height='99' fill='url(#p0)'/></svg>",
    "masks.svg": f"{MARKED}<rect width='99' height='99' mask='url(#k0)'/></svg>",
    "clips.svg": f"{MARKED}<rect width='99' height='99' clip-path='url(#c0)'/></svg>",
    "dashes.svg": f"{MARKED}<path d='M0 0h1e6v1e6' stroke='red' stroke-width='1e-6' stroke-dasharray='1e-6 1e-6'/></svg>",
    "filters.svg": f"{MARKED}<filter id='f' x='-1e4' y='-1e4' width='2e4' height='2e4'><feMorphology operator='dilate' radius='500'/>"
    "<feTurbulence baseFrequency='9' numOctaves='900000'/><feGaussianBlur stdDeviation='9999'/></filter><rect width='9' height='9' filter='url(#f)'/></svg>",
}

MERGED = "a0: &a0 {k: v}\n" + "".join(f"a{n + 1}: &a{n + 1} {{<<: [*a{n}, *a{n}]}}\n" for n in range(27))

BODY = "x" * 20_000


def pipe_for_a_chapter(folder: Path) -> None:
    """Let a chapter be a pipe that nobody writes into."""
    os.mkfifo(folder / "book/pipe.md")


OTHER_CONF = """
project = author = "B"
extensions = ["myst_parser", "sphinxcontrib.bibtex", "pamphleteer"]
bibtex_bibfiles = ["book/own.bib"]
html_theme = "alabaster"
exclude_patterns = ["_build"]
pamphleteer_chapter_seconds = 3
"""

BIB = "@misc{x, author={A, B}, title={" + "a" * 60 + "!}, year={2020}}\n"


def wait(folder: Path) -> None:
    """A chapter, an included file, a picture and a bibliography are pipes to which nobody writes."""
    for name in ("pipe.md", "inc.txt", "pic.png", "pic.svg", "terms.yml"):
        os.mkfifo(folder / "book" / name)


def go_round(folder: Path) -> None:
    """Links to folders above, as `latest` and `current` are made: each folder holds all of them again."""
    for name in ("current", "latest"):
        (folder / "book/part" / name).symlink_to("..")


def small(folder: Path) -> str:
    """Whether the editions are as small as their chapters."""
    size = sum(path.stat().st_size for path in (folder / "_build").rglob("*") if path.is_file())
    return f"the editions have {size // 1_000_000} MB" if size > 60_000_000 else ""


ATTEMPTS: tuple[Attempt, ...] = (
    Attempt(
        "markers-and-patterns-in-each-other",
        "endless-work",
        "has a drawing of two pages come to endless shapes by markers, patterns and masks, of which no `use` tells",
        {
            "conf.py": CONF,
            "book/index.md": "# B\n\n![markers](markers.svg)\n\n![patterns](patterns.svg)\n",
            "book/markers.svg": f'{SVG}<defs>{MARKERS}</defs><path d="M0 0 {BENDS}" stroke="red" marker-mid="url(#m0)"/></svg>',
            "book/patterns.svg": f'{SVG}<defs>{PATTERNS}</defs><rect width="900" height="900" fill="url(#p0)" mask="url(#k0)"/></svg>',
        },
        (("build", "epub", "pdf"),),
        shares=False,
    ),
    Attempt(
        "tabs-as-wide-as-a-library",
        "endless-work",
        "has a tab of an included file become two hundred million spaces",
        {
            "conf.py": CONF,
            "book/index.md": "# B\n\n```{include} tab.txt\n:literal:\n:tab-width: 200000000\n```\n\n"
            "```{literalinclude} tab.txt\n:tab-width: 200000000\n```\n\n"
            "```{eval-rst}\n.. include:: tab.txt\n   :code: text\n   :tab-width: 200000000\n```\n",
            "book/tab.txt": "a\tb\n",
        },
        (("build", "html"),),
        shares=False,
        holds=size_of_pages,
    ),
    Attempt(
        name="pattern-of-a-toctree-without-end",
        kind="endless-work",
        tries="A toctree with twenty stars is held against a name of two hundred letters.",
        files={
            "conf.py": OTHER_CONF,
            "book/own.bib": "",
            f"book/{'a' * 200}.md": "# Long\n",
            "book/a.md": f"# A\n\n```{{toctree}}\n:glob:\n\n{'*a' * 20}*b\n```\n",
        },
        commands=(("build", "html"), ("lint",)),
        shares=False,
    ),
    Attempt(
        name="inclusions-that-double",
        kind="endless-work",
        tries="Each of twenty-six small files includes the next one twice; none includes itself.",
        files={
            "conf.py": OTHER_CONF,
            "book/own.bib": "",
            "book/a.md": "# A\n\n```{include} f0.txt\n```\n",
            **{
                f"book/f{n}.txt": f"```{{include}} f{n + 1}.txt\n```\n\n```{{include}} f{n + 1}.txt\n```\n"
                for n in range(DOUBLINGS)
            },
            f"book/f{DOUBLINGS}.txt": "x\n",
        },
        commands=(("build", "html"), ("lint",)),
        shares=False,
    ),
    Attempt(
        name="markers-in-markers",
        kind="endless-work",
        tries="Markers, patterns, masks and clips that use each other, dashes without number and filters without end, which no count of `use` sees.",
        files={
            "conf.py": OTHER_CONF,
            "book/own.bib": "",
            "book/a.md": "# A\n\nWords.\n\n" + "".join(f"![{name} drawn]({name})\n\n" for name in DRAWINGS),
            **{f"book/{name}": text for name, text in DRAWINGS.items()},
        },
        shares=False,
        keeps=("Words.",),
    ),
    Attempt(
        "chapter-that-is-a-pipe",
        "endless-work",
        "lets a chapter be a pipe, which is opened before any limit holds",
        {"conf.py": OTHER_CONF, "book/index.md": "# B\n\n```{toctree}\npipe\n```\n"},
        (("build", "html"), ("lint",)),
        prepare=pipe_for_a_chapter,
        shares=False,
    ),
    Attempt(
        "macro-that-is-long-and-often-used",
        "endless-work",
        "writes out a macro of TeX thousands of times before its length is looked at, where print has no alarm",
        {
            "conf.py": OTHER_CONF + 'myst_enable_extensions = ["dollarmath"]\n',
            "book/index.md": f"# B\n\n$$\\newcommand{{\\a}}{{{BODY}}} {'{a} '.replace('{a}', chr(92) + 'a') * 6_000}$$\n",
        },
        (("build", "pdf"), ("build", "epub")),
        shares=False,
    ),
    Attempt(
        "front-matter-that-merges-itself",
        "endless-work",
        "doubles a mapping on each line of the front matter, by keys that merge others",
        {"conf.py": OTHER_CONF, "book/index.md": f"---\n{MERGED}---\n# B\n\nWords.\n"},
        (("build", "html"), ("lint",)),
        shares=False,
    ),
    Attempt(
        name="filter-of-sources-without-end",
        kind="endless-work",
        tries="The filter of a list of sources is a pattern of the chapter, which tries its letters in more ways than there is time for.",
        files={
            "conf.py": OTHER_CONF,
            "book/own.bib": BIB,
            "book/a.md": '# A\n\n```{bibliography}\n:filter: title % "^(a+)+$"\n```\n',
        },
        commands=(("build", "html"), ("lint",)),
        shares=False,
    ),
    Attempt(
        name="tabs-of-a-hundred-million-blanks",
        kind="endless-work",
        tries="An option says how many blanks a tab is, and how many a line loses or a heading sinks.",
        files={
            "book/tabs-of-a-hundred-million-blanks/a.md": "# A\n\nWords.\n\n"
            "```{include} t.txt\n:literal:\n:tab-width: 100000000\n```\n\n```{include} t.txt\n:code: python\n:tab-width: 100000000\n:number-lines: 100000000000000000000\n```\n\n"
            "```{literalinclude} t.txt\n:tab-width: 100000000\n:lineno-start: 100000000000000000000\n```\n\n"
            "```{eval-rst}\n.. include:: t.txt\n   :tab-width: 100000000\n\n.. include:: t.txt\n   :literal:\n   :tab-width: 100000000\n```\n\n"
            "```{include} h.txt\n:heading-offset: 100000000\n```\n\nThe end of tabs.\n",
            "book/tabs-of-a-hundred-million-blanks/t.txt": "a\tb\n",
            "book/tabs-of-a-hundred-million-blanks/h.txt": "# Heading\n\nWords.\n",
        },
        shares=False,
        holds=small,
    ),
    Attempt(
        name="folders-that-hold-themselves",
        kind="endless-work",
        tries="Two links lead to the folder above: who follows links finds each chapter again in every order of the two, forty deep.",
        files={"book/part/a.md": "# A\n\nWords.\n"},
        commands=(("build", "html"), ("lint",), ("preview", "part/a")),
        prepare=go_round,
        shares=False,
    ),
    Attempt(
        name="chapter-that-waits-in-a-pipe",
        kind="endless-work",
        tries="A chapter, a text, pictures and the terms file are pipes: who opens one waits for ever.",
        files={"book/a.md": "# A\n\n```{literalinclude} inc.txt\n```\n\n![x](pic.png) ![y](pic.svg)\n"},
        commands=(("build", "html", "epub", "pdf"), ("lint",), ("terms", "check")),
        prepare=wait,
        shares=False,
    ),
)
