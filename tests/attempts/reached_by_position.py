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
)
