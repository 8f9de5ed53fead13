"""Every message has a file and a line: of the chapter, of conf.py for settings, of the module for a docstring."""

from __future__ import annotations

from pathlib import Path

import pytest

from pamphleteer.command.messages import Messages
from pamphleteer.command.project import Project

CONF = """project = "A book"
html_favicon = "no.ico"
rst_prolog = "|x|"
intersphinx_mapping = {"python": ("https://docs.python.org/3/", None)}
html_theme_options: dict = {
    "logo_only": True,
}
"""
CHAPTER = "# One\n\nWords.\n\nMore words about boats.\n"
MODULE = 'class Boat:\n\n    def sail(self):\n        """Go.\n\n        |x|\n        """\n'
PLACES = {
    "{book}/chapter.md:3: WARNING: odd words [docutils]": ("chapter.md", 3, 0, "docutils"),
    "{book}/chapter.md:3: WARNING: no such name: boats [ref.term]": ("chapter.md", 5, 0, "ref.term"),
    "{book}/chapter.md:3:7: WARNING: no such name: boats [ref.term]": ("chapter.md", 3, 7, "ref.term"),
    "{book}/chapter.md: WARNING: document isn't included in any toctree": ("chapter.md", 1, 0, "other"),
    "{book}/chapter.md:3:<translated>:1: ERROR: a role of a translation [docutils]": (
        "chapter.md",
        3,
        0,
        "docutils",
    ),
    "chapter.md:3: WARNING: relative": ("chapter.md", 3, 0, "other"),
    "WARNING: the chapter in hand": ("chapter.md", 1, 0, "other"),
    ":1:1: WARNING: a line of nothing": ("chapter.md", 1, 0, "other"),
    "<string>:3: WARNING: text in no file": ("chapter.md", 1, 0, "other"),
    "<rst_prolog>:1: WARNING: Undefined substitution": ("conf.py", 3, 0, "other"),
    "conf.py:1: WARNING: html_theme_options has no “logo”": ("conf.py", 5, 0, "other"),
    "conf.py: WARNING: unsupported theme option 'logo_only' given": ("conf.py", 6, 0, "other"),
    "conf.py: WARNING: favicon file 'no.ico' does not exist": ("conf.py", 2, 0, "other"),
    "conf.py: WARNING: intersphinx inventory 'https://example.org/objects.inv' not fetchable": (
        "conf.py",
        4,
        0,
        "other",
    ),
    "{book}/boats.py:docstring of boats.Boat.sail:2: WARNING: Undefined substitution": (
        "boats.py",
        5,
        0,
        "other",
    ),
}


@pytest.mark.parametrize("text", PLACES)
def test_each_message_has_its_place(tmp_path: Path, text: str) -> None:
    """As Sphinx writes it → file, line, column, kind."""
    files = {"conf.py": CONF, "chapter.md": CHAPTER, "boats.py": MODULE}
    for name, words in files.items():
        (tmp_path / name).write_text(words, encoding="utf-8")
    messages = Messages(Project(tmp_path, tmp_path, tmp_path / "_build"), at=lambda: "chapter.md")
    messages.write(text.replace("{book}", str(tmp_path)) + "\n")
    (said,) = messages.taken
    assert (said.file, said.line, said.column, said.kind) == PLACES[text]
    assert ":1:1" not in said.text
