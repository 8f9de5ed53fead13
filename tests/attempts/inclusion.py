"""Pictures, wildcards and translations that name files elsewhere → no word of them in any edition."""

from __future__ import annotations

from pathlib import Path

from attempt import Attempt

CONF = """
project = author = "B"
extensions = ["myst_parser", "pamphleteer"]
html_theme = "alabaster"
exclude_patterns = ["_build"]
language = "de"
locale_dirs = ["../_build/locales"]
"""

INCLUDED = """```{raw} html
:file: ../../../outside/secret.txt
```

```{csv-table}
:file: ../../../outside/secret.csv
```

```{literalinclude} ../../../outside/secret.txt
```

```{include} ../../../outside/secret.md
```

```{eval-rst}
.. include:: ../../../outside/secret.txt
.. raw:: html
   :file: ../../../outside/secret.txt
```
"""


def translate(folder: Path) -> None:
    """Catalogues where the editions go, so that compiling them changes nothing else."""
    place = folder / "_build/locales/de/LC_MESSAGES"
    place.mkdir(parents=True)
    outside = folder.parent / "outside"
    texts = {
        "Words of one.": f".. include:: {outside}/secret.txt",
        "Words of two.": f"```{{include}} {outside}/secret.md\\n```",
        "Words of three.": f"```{{literalinclude}} {outside}/secret.txt\\n```",
        "Words of four.": f"x\\n\\n```{{eval-rst}}\\n.. include:: {outside}/secret.txt\\n```",
        "Words of five.": f"![secret]({outside}/secret.svg) {{download}}`{outside}/secret.txt`",
    }
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    entries = "".join(f'\nmsgid "{there}"\nmsgstr "{here}"\n' for there, here in texts.items())
    (place / "a.po").write_text(head + entries, "utf-8")


SPANISH = """
extensions = ["myst_parser", "pamphleteer"]
project = "B"
language = "es"
locale_dirs = ["../locales"]
gettext_compact = False
gettext_auto_build = False
"""

TRANSLATED = {
    "Words of the chapter.": "x\n\n.. include:: ../../outside/secret.txt\n   :literal:\n\n.. raw:: html\n   :file: {OUTSIDE}/secret.txt",
    "More of it.": "```{literalinclude} ../../outside/secret.txt\n```\n\n```{csv-table}\n:file: {OUTSIDE}/secret.csv\n```",
    "The last of it.": "![x](../../outside/secret.svg)\n\n```{image} {OUTSIDE}/secret.svg#://x.svg\n:loading: embed\n```",
}


def other_translate(folder: Path) -> None:
    """Compile translations in which directives stand, as a translator's program would."""
    from babel.messages.catalog import Catalog
    from babel.messages.mofile import write_mo

    outside = str(folder.parent / "outside")
    for name in ("index", "second"):
        catalog = Catalog("es")
        for text, said in TRANSLATED.items():
            catalog.add(text, said.replace("{OUTSIDE}", outside))
        path = folder / "locales/es/LC_MESSAGES" / f"{name}.mo"
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_mo(file, catalog)


TEXT = "Words of the chapter.\n\nMore of it.\n\nThe last of it.\n"

RST = "# A\n\nWords.\n\n```{eval-rst}\n%s\n```\n"

WAYS = """# A

Words of honest text.

```{include} up/../../outside/secret.md
```

```{literalinclude} up/../../outside/secret.txt
```

```{raw} html
:file: up/../../outside/secret.txt
```

```{csv-table}
:file: up/../../outside/secret.csv
```

```{eval-rst}
.. include:: up/../../outside/secret.txt
   :literal:

.. raw:: html
   :file: up/../../outside/secret.txt

.. csv-table::
   :file: up/../../outside/secret.csv
```

![x](up/../../outside/secret.svg) {download}`up/../../outside/secret.txt` [y](up/../../outside/secret.txt)
"""


def lead_up(folder: Path) -> None:
    """A symbolic link to a folder higher up in the project: two steps back from it lead further than by its letters."""
    (folder / "tools").mkdir()
    (folder / "book/link-that-leads-up/up").symlink_to("../../tools")


ATTEMPTS: tuple[Attempt, ...] = (
    Attempt(
        "embedded-picture-of-a-file-address",
        "inclusion",
        "has the writer of HTML embed a drawing from a `file:` address",
        {
            "book/embedded-picture-of-a-file-address/index.rst": "Embedded\n========\n\n"
            ".. image:: file://{OUTSIDE}/secret.svg\n   :alt: x\n   :loading: embed\n\n"
            ".. |y| image:: file://localhost{OUTSIDE}/secret.svg\n   :alt: y\n   :loading: embed\n\nBefore |y| after.\n"
        },
        keeps=("Before",),
    ),
    Attempt(
        "wildcards-and-codes-of-per-cent",
        "inclusion",
        "reaches files by paths that are decoded once more, or that a wildcard completes",
        {
            "book/wildcards-and-codes-of-per-cent/index.md": "# Wild\n\n"
            "![a](../../../outside/secret.*) ![b](%2e%2e/%2e%2e/%2e%2e/outside/secret.*) ![c](../[.]hidden/secret.*)\n\n"
            "{download}`%252e%252e/%252e%252e/%252e%252e/outside/secret.txt` {download}`%2ehidden/../../.env`\n\n"
            "[d](%252e%252e/%252e%252e/%252e%252e/outside/secret.txt) [e](..%2f..%2f..%2foutside%2fsecret.csv)\n\n"
            "```{include} /proc/self/cwd/../outside/secret.md\n```\n\n"
            "```{literalinclude} /proc/self/root{OUTSIDE}/secret.py\n```\n\n"
            "```{csv-table}\n:file: /proc/thread-self/root{OUTSIDE}/secret.csv\n```\n\n"
            '<img src="%252e%252e/%252e%252e/%252e%252e/outside/secret.png" alt="f">\n\nWords behind them.\n'
        },
        keeps=("Words behind them.",),
    ),
    Attempt(
        name="translation-that-includes",
        kind="inclusion",
        tries="The translation of a paragraph is a directive that names a file of the machine.",
        files={
            "conf.py": CONF,
            "book/a.md": "# A\n\n" + "\n\n".join(f"Words of {n}." for n in "one two three four five".split()),
        },
        prepare=translate,
        shares=False,
    ),
    Attempt(
        name="path-that-counts-from-two-folders",
        kind="inclusion",
        tries="In a file that a chapter includes, a path is looked at from the one folder and opened from the other.",
        files={
            "book/path-that-counts-from-two-folders/a.md": "# A\n\nWords.\n\n```{include} deep/inc.md\n```\n\n"
            "```{eval-rst}\n.. include:: deep/inc.txt\n```\n",
            "book/path-that-counts-from-two-folders/deep/inc.md": INCLUDED,
            "book/path-that-counts-from-two-folders/deep/inc.txt": ".. raw:: html\n   :file: ../../../outside/secret.txt\n\n"
            ".. include:: ../../../outside/secret.txt\n\n.. csv-table::\n   :file: ../../../outside/secret.csv\n",
        },
        keeps=("Words.",),
    ),
    Attempt(
        "embedded-picture-with-a-fragment",
        "inclusion",
        "has the writer of HTML embed any text, by a picture that passes for remote and for SVG",
        {
            "book/embedded-picture-with-a-fragment/index.md": "# Embedded\n\n"
            "```{image} {OUTSIDE}/secret.txt#://x.svg\n:alt: x\n:loading: embed\n```\n\n"
            "```{figure} {OUTSIDE}/secret.md?q#://y.svg\n:alt: y\n:loading: embed\n\nCaption.\n```\n\nWords after it.\n"
        },
        keeps=("Words after it.",),
    ),
    Attempt(
        "embedded-picture-by-a-relative-path",
        "inclusion",
        "has hidden files of the project embedded, by paths from the folder that the command runs in",
        {
            "book/embedded-picture-by-a-relative-path/index.md": "# Embedded\n\n"
            "```{image} .env#://x.svg\n:alt: x\n:loading: embed\n```\n\n"
            "```{image} book/%2ehidden/secret.txt#://x.svg\n:alt: x\n:loading: embed\n```\n\n"
            "```{image} ../outside/secret.txt?x=://a/b.svg\n:alt: x\n:loading: embed\n```\n\n"
            "```{image} ../../../../../outside/secret.txt#://x.svg\n:alt: x\n:loading: embed\n```\n\nWords after all.\n"
        },
        keeps=("Words after all.",),
    ),
    Attempt(
        "directives-in-a-translation",
        "inclusion",
        "has a compiled catalogue bring directives and pictures that name files",
        {
            "conf.py": SPANISH,
            "book/index.md": "# B\n\n```{toctree}\nsecond\n```\n\n" + TEXT,
            "book/second.rst": "Second\n======\n\n" + TEXT,
        },
        prepare=other_translate,
        shares=False,
    ),
    Attempt(
        name="picture-embedded-by-file-address",
        kind="inclusion",
        tries="docutils embeds a picture that is named by a `file:` address when it is written, long after it was read.",
        files={
            "book/picture-embedded-by-file-address/a.md": RST
            % (
                ".. image:: file://{OUTSIDE}/secret.svg\n   :alt: x\n   :loading: embed\n\n"
                ".. image:: file://{OUTSIDE}/secret.png\n   :alt: y\n   :loading: embed"
            )
        },
        keeps=("Words.",),
    ),
    Attempt(
        name="figure-embedded-in-other-spellings",
        kind="inclusion",
        tries="The same in MyST, with a host, another case, percent signs, and paths that have no scheme.",
        files={
            "book/figure-embedded-in-other-spellings/a.md": "# A\n\nWords.\n\n"
            + "".join(
                f"```{{figure}} {place}\n:alt: x{number}\n:loading: embed\n\nCaption.\n```\n\n"
                for number, place in enumerate(
                    (
                        "FILE://{OUTSIDE}/secret.svg",
                        "file://localhost{OUTSIDE}/secret.svg",
                        "file:{OUTSIDE}/secret.svg",
                        "file://{OUTSIDE}/secret%2Esvg",
                        "{OUTSIDE}/secret.svg",
                        "../../../outside/secret.svg",
                        "/../../outside/secret.svg",
                        "file://{OUTSIDE}/../book/../outside/secret.svg",
                    )
                )
            )
        },
        keeps=("Words.",),
    ),
    Attempt(
        name="link-that-leads-up",
        kind="inclusion",
        tries="`up` is a link to a folder at the top: `up/../../outside` lies in the project by its letters, and beside it for the system.",
        files={"book/link-that-leads-up/a.md": WAYS},
        prepare=lead_up,
        shares=False,
        keeps=("Words of honest text.",),
    ),
)
