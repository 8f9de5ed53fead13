"""A book with every construct that an e-book must carry."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
project = "A demanding book: code & figures <1>"
author = "Ada Example"
copyright = "2026, Ada Example"
version = release = "2.1"
language = "en"
extensions = ["myst_parser", "sphinx_design", "sphinxcontrib.bibtex", "sphinx.ext.autodoc", "pamphleteer"]
myst_enable_extensions = [
    "attrs_block",
    "attrs_inline",
    "colon_fence",
    "deflist",
    "dollarmath",
    "fieldlist",
    "substitution",
    "tasklist",
    "smartquotes",
]
numfig = True
bibtex_bibfiles = ["sources.bib"]
pamphleteer_subtitle = "Everything that breaks an e-book"
pamphleteer_description = "A sample that holds what real books hold."
pamphleteer_licence = "Creative Commons Attribution 4.0"
pamphleteer_address = "example.org/demanding"
pamphleteer_cover = "_images_src/chart.svg"
html_baseurl = ""
suppress_warnings = [
    "epub.script",
    "epub.remote",
    "epub.media",
    "epub.element",
    "epub.form",
    "epub.link",
    "epub.image",
    "epub.path",
]
