"""The manual: its pages on rules are the docstrings of the rules."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pamphleteer.lint.engine import name_of
from pamphleteer.lint.rules import RULES

if TYPE_CHECKING:
    from sphinx.application import Sphinx

project = "Pamphleteer: the manual"
author = "The Pamphleteer contributors"
extensions = ["myst_parser"]
html_theme = "sphinx_book_theme"
html_title = project
html_copy_source = False
html_static_path = ["_static"]
html_css_files = ["manual.css"]
html_theme_options = {"use_download_button": False, "navbar_persistent": []}
myst_heading_anchors = 2
suppress_warnings = ["misc.highlighting_failure"]  # examples with carets are no valid YAML

PLACE = "<!-- rules -->"


def write_out_rules(app: Sphinx, docname: str, source: list[str]) -> None:
    """Put the docstring of each rule, one section each, where the page asks for it."""
    if docname == "rules":
        for rule in RULES:
            app.env.note_dependency(str(rule.__file__))
        source[0] = source[0].replace(PLACE, "\n\n".join(page(name_of(rule), rule) for rule in RULES))


def page(name: str, rule: object) -> str:
    """A rule's section: its headings one level down, its weight below the title."""
    text = (rule.__doc__ or "").strip()
    lowered = re.sub(r"^## (Wrong|Right|Terms)$", r"### \1", text, flags=re.MULTILINE)
    return f"## {name}\n\n*{getattr(rule, 'SEVERITY', '').capitalize()}.* {lowered}"


def setup(app: Sphinx) -> None:
    """Hook into the reading of pages."""
    app.connect("source-read", write_out_rules)
