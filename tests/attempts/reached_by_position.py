"""Substitutions that name what a template engine brings, or methods of values → values alone, and no Python behind them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from attempt import Attempt

PYTHON = re.compile(
    r"(?:&lt;|<)(?:function|class '|built-in|bound method|method|TemplateReference|generator|jinja2)| at 0x[0-9a-f]{6}"
)

HEAD = (
    "---\nmyst:\n  enable_extensions: [substitution]\n  substitutions:\n    word: plain\n    day: 2026-01-02\n    number: 3.5\n"
    "    table: {a: 1, items: 2}\n    words: [one, two]\n    nested: 'so {{ lipsum }} and {{ cycler }}'\n    deeper: '{{ nested }} {{ \"{{ dict }}\" }}'\n---\n"
)


def no_python_in(name: str) -> Callable[[Path], str]:
    """A fact: no page in a folder shows a Python object."""

    def look(folder: Path) -> str:
        for path in (folder / "_build/html" / name).rglob("*.html"):
            if found := PYTHON.search(path.read_text("utf-8", errors="replace")):
                return f"{path.name} shows {found[0]!r}"
        return ""

    return look


def chapter(*expressions: str, last: str) -> str:
    """A chapter with substitutions, each in a paragraph and in a line."""
    return (
        HEAD
        + "# Values\n\n"
        + "".join(f"{{{{ {e} }}}}\n\nIn line: {{{{ {e} }}}}.\n\n" for e in expressions)
        + f"{last}\n"
    )


SIGNS = re.compile(
    r"(?:&lt;|<|\\u003c)(?:function|class '|built-in|bound method|method-wrapper|module|TemplateReference|slot wrapper|generator|sphinx\.|jinja2\.)"
    r"|\bat 0x[0-9a-f]{6,}|__globals__|__builtins__"
)
"""What Python prints of its own."""

OTHER_HEAD = "---\nmyst:\n  enable_extensions: [substitution]\n  substitutions:\n    word: value\n    day: 2026-11-28\n    list: [a, b]\n    map: {k: v}\n    number: 5\n%s---\n# A\n\nWords.\n\n%s\n\nThe end.\n"


def python(folder: Path) -> str:
    """Whether any edition shows an object of Python."""
    for page in (folder / "_build/html").rglob("a.html"):
        text = page.read_text("utf-8")
        body = text[text.find("<h1>A") : text.find("The end.")]
        if found := SIGNS.search(body):
            return f"{page.relative_to(folder)} shows {body[found.start() : found.end() + 30]!r}"
    return ""


def other_chapter(
    name: str, *expressions: str, more: str = "", braces: tuple[str, str] = ("{{", "}}")
) -> dict[str, str | bytes]:
    """A chapter with these between braces."""
    text = "\n\n".join(f"{braces[0]} {expression} {braces[1]}" for expression in expressions)
    return {f"book/{name}/a.md": OTHER_HEAD % (more, text)}


CONF = """
project = author = "B"
extensions = ["myst_parser", "sphinxcontrib.bibtex", "pamphleteer"]
bibtex_bibfiles = ["book/own.bib"]
html_theme = "alabaster"
exclude_patterns = ["_build"]
"""

FILTERS = (
    '__import__("os").system("touch {RAN}")',
    "(lambda: open('{RAN}', 'w'))()",
    "[x for x in ().__class__.__base__.__subclasses__()]",
    "docname.__class__",
    'author % "(?P<x>.)" or key == key.__doc__',
    'f"{title!r:{docname}>99999999}"',
    "docnames & {1, 2} | key % docnames",
    "title % 5 and 1 < 2 < 3 and not -1",
    "(" * 90 + "cited" + ")" * 90,
    "(yield)",
    "x := cited",
)

ATTEMPTS: tuple[Attempt, ...] = (
    Attempt(
        "template-itself",
        "reached-by-position",
        "prints the template that a substitution is, and what belongs to it",
        {
            "book/template-itself/index.md": chapter(
                "self",
                "self.blocks",
                "self|default('x')",
                "self ~ word",
                "caller",
                "loop.index",
                "varargs",
                "super",
                last="Words after itself.",
            )
        },
        keeps=("Words after itself.",),
        holds=no_python_in("template-itself"),
    ),
    Attempt(
        "objects-as-arguments-of-filters",
        "reached-by-position",
        "hands functions and methods to filters as their one argument, and lets a condition or a comparison choose them",
        {
            "book/objects-as-arguments-of-filters/index.md": chapter(
                "none|default(lipsum)",
                "nothing|default(cycler)",
                "words|join(word.format)",
                "words|join(joiner)",
                "lipsum if word else word",
                "word and range",
                "nothing or dict",
                "lipsum|title",
                "cycler|upper",
                "range|first",
                "number|round(lipsum)",
                "lipsum|length",
                "words|first|default(x) ~ dict.items",
                last="Words after filters.",
            )
        },
        keeps=("Words after filters.",),
        holds=no_python_in("objects-as-arguments-of-filters"),
    ),
    Attempt(
        "values-that-are-templates",
        "reached-by-position",
        "has the value of one substitution hold others, which are read when the first has been judged",
        {
            "book/values-that-are-templates/index.md": chapter(
                "nested",
                "deeper",
                "nested|upper|lower",
                "'{{ lipsum }}'",
                "'{' ~ '{ lipsum }' ~ '}'",
                "nested[0]",
                "'{%' ~ ' if x %}'",
                last="Words after templates.",
            )
        },
        keeps=("Words after templates.",),
        holds=no_python_in("values-that-are-templates"),
    ),
    Attempt(
        name="names-that-jinja-brings",
        kind="reached-by-position",
        tries="Names that nobody set mean objects of Jinja and of Python, which are printed with their addresses in memory.",
        files=other_chapter(
            "names-that-jinja-brings",
            *(
                "self",
                "lipsum",
                "cycler",
                "range",
                "dict",
                "namespace",
                "joiner",
                "loop",
                "caller",
                "varargs",
                "kwargs",
                "super",
                "True",
                "none",
            ),
            *(
                "lipsum ~ range",
                "dict if true",
                "[lipsum][0]",
                "word|default(lipsum)",
                "nosuch|default(cycler)",
                "dict|join",
                "lipsum|string",
                "range|first",
            ),
        ),
        keeps=("Words.", "The end."),
        holds=python,
    ),
    Attempt(
        name="methods-of-values",
        kind="reached-by-position",
        tries="Attributes without an underscore are methods, whose names print what they are bound to.",
        files=other_chapter(
            "methods-of-values",
            *(
                "word.upper",
                "'a'.format",
                "map.items",
                "list.append",
                "number.real",
                "number.to_bytes",
                "day.today",
                "day.strftime",
                "env.docname.join",
            ),
            *(
                "env.docname.format",
                "range.count",
                "dict.fromkeys",
                "dict.mro",
                "lipsum.func_globals",
                "cycler.next",
                "joiner.mro",
                "self.blocks",
                "map['items']",
            ),
            *(
                "word['format']",
                "word|default(word.format)",
                "word.format_map ~ ''",
                "(1.5).hex",
                "none.real",
                "true.numerator.conjugate",
                "undefined.x.y",
            ),
        ),
        keeps=("Words.", "The end."),
        holds=python,
    ),
    Attempt(
        name="other-braces-of-a-chapter",
        kind="reached-by-position",
        tries="The chapter says what its braces are: what stands between them ends those of Jinja and begins a statement.",
        files={
            **other_chapter(
                "other-braces-of-a-chapter",
                "word }}{% set x = cycler.__init__.__globals__ %}{{ x",
                "word }}{{ cycler.__init__.__globals__ }}{{ word",
                "word }}{% include 'x' %}{% for a in range(99999999) %}x{% endfor %}{{ word",
                "word #}{{ lipsum.__globals__ }}{#",
                "word }}{% raw %}{{ '{%' }} macro x() %}{% endraw %}{{ word",
                "word }}{%- print cycler.__init__ -%}{{ word",
                "word }}\n# for x in cycler.__init__.__globals__\n{{ word",
                more='  sub_delimiters: ["|", "|"]\n',
                braces=("||", "||"),
            ),
            **{
                path.replace("/a.md", "/b/a.md"): text
                for path, text in other_chapter(
                    "other-braces-of-a-chapter",
                    "cycler.__init__.__globals__",
                    "word %>{{ lipsum.__globals__ }}",
                    more='  sub_delimiters: ["<", ">"]\n',
                    braces=("<<", ">>"),
                ).items()
            },
        },
        keeps=("Words.", "The end."),
        holds=python,
    ),
    Attempt(
        "globals-of-the-template-engine",
        "reached-by-position",
        "prints the functions and classes that a template engine brings along",
        {
            "book/globals-of-the-template-engine/index.md": chapter(
                "lipsum",
                "cycler",
                "joiner",
                "namespace",
                "dict",
                "range",
                "dict.fromkeys",
                "namespace.mro",
                "[lipsum]",
                last="Words after globals.",
            )
        },
        keeps=("Words after globals.",),
        holds=no_python_in("globals-of-the-template-engine"),
    ),
    Attempt(
        "methods-of-values-2",
        "reached-by-position",
        "names the methods of texts, numbers, days and tables without calling them",
        {
            "book/methods-of-values/index.md": chapter(
                "word.format",
                "word['upper']",
                "day.today",
                "day.strftime",
                "number.as_integer_ratio",
                "table.keys",
                "table.items",
                "words.append",
                "env.docname.format",
                "env.docname.encode",
                "'a'.join",
                "(word ~ 'b').split",
                last="Words after methods.",
            )
        },
        keeps=("Words after methods.",),
        holds=no_python_in("methods-of-values"),
    ),
    Attempt(
        name="values-that-take-other-names",
        kind="reached-by-position",
        tries="Values have the names of what is asked for, are of types that YAML makes, and name attributes by other letters.",
        files=other_chapter(
            "values-that-take-other-names",
            *(
                "env.docname",
                "env.docname.docname",
                "binary",
                "set",
                "omap",
                "pairs",
                "time",
                "big",
                "float",
                "range",
                "key",
                "binary.decode",
                "time.tzinfo",
                "time.min",
            ),
            *(
                "word['\\x5f\\x5fclass\\x5f\\x5f']",
                "word['__cla' 'ss__']",
                "word['__cla' ~ 'ss__']",
                "word['＿＿class＿＿']",
                "word.＿＿class＿＿",
                "word.__class__",
            ),
            *(
                "map['__class__']",
                "word[0]",
                "word[-1]",
                "word[0:2]",
                "word[1.5]",
                "word[true]",
                "word[none]",
                "word[list]",
                "list[0].title",
                "map[('k','v')]",
                "(word,)[0]",
            ),
            more="    env: {docname: {docname: x}, __class__: y}\n    binary: !!binary AAAA\n    set: !!set {a, b}\n    omap: !!omap [a: 1]\n    pairs: !!pairs [a: 1]\n"
            "    time: 2026-11-28T00:00:00+23:59\n    big: 0xffffffffffffffffffffffff\n    float: .nan\n    range: x\n    key: {1: 2, null: 3}\n",
        ),
        keeps=("Words.", "The end."),
        holds=python,
    ),
    Attempt(
        name="filters-of-sources",
        kind="reached-by-position",
        tries="The filter of a list of sources is an expression of Python: it calls, looks into objects, or ends the build with one.",
        files={
            "conf.py": CONF,
            "book/own.bib": "@misc{x, author={A, B}, title={T}, year={2020}}\n",
            **{
                f"book/f{n}.md": f"# A{n}\n\nWords.\n\n```{{bibliography}}\n:filter: {expression}\n:keyprefix: k{n}\n```\n"
                for n, expression in enumerate(FILTERS)
            },
        },
        commands=(("build", "html", "epub", "pdf"), ("lint",)),
        shares=False,
        keeps=("Words.",),
    ),
)
