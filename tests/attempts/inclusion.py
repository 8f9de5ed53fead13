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
)
