"""A book with every kind of node that print must render."""

project = "A guide with everything"
author = "Ada Example and Ben Sample"
copyright = "2026, the authors"
version = release = "1.2"
language = "en-GB"
extensions = ["myst_parser", "sphinx_design", "sphinxcontrib.bibtex", "sphinx.ext.todo", "pamphleteer"]
myst_enable_extensions = ["attrs_block", "attrs_inline", "colon_fence", "deflist", "dollarmath", "fieldlist"]
myst_enable_extensions += ["smartquotes", "tasklist"]
numfig = True
todo_include_todos = True
bibtex_bibfiles = ["sources.bib"]
bibtex_default_style = "plain"
pamphleteer_subtitle = "What to do, and when to get help"
pamphleteer_description = "A sample of everything that a chapter may hold."
pamphleteer_licence = "Creative Commons Attribution 4.0 International (CC BY 4.0)"
pamphleteer_address = "example.org/guide"
pamphleteer_cover = "square.svg"
suppress_warnings = ["design.card_legacy"]
