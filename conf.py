"""What is true of this book only; everything else is Pamphleteer's business."""

project = "Hamstring cramps and hamstring injury"
author = "The Pamphleteer contributors"
copyright = "2026, the Pamphleteer contributors. Text and figures: CC BY 4.0"
version = release = "0.1"
language = "en"

pamphleteer_subtitle = "A guide for patients"
pamphleteer_description = (
    "What to do about a hamstring cramp or a hamstring injury: first aid, exercises, and when to get help."
)
pamphleteer_licence = "Text and figures: CC BY 4.0"
pamphleteer_cover = "figures/cover.svg"
pamphleteer_booklet_signature = 16  # no stapler goes through the whole guide

extensions = ["myst_parser", "sphinx_design", "sphinxcontrib.bibtex", "pamphleteer"]
exclude_patterns = ["references-to-check.md"]
myst_enable_extensions = [
    "attrs_block",
    "attrs_inline",
    "colon_fence",
    "deflist",
    "dollarmath",
    "fieldlist",
    "smartquotes",
    "substitution",
    "tasklist",
]
myst_substitutions = {
    # Where a local number or address belongs: a clinic that prints the guide puts its own here.
    "emergency": "911 in the US, 999 in the UK, 112 in the EU, or your local number",
    "emergency_short": "911\u00a0(US), 999\u00a0(UK), 112\u00a0(EU) or your local number",
    "contact": "Tell the person or the clinic who gave you this guide.",
}
numfig = True
numfig_format = {"figure": "Figure %s", "table": "Table %s"}
bibtex_bibfiles = ["book/sources.bib"]
bibtex_default_style = "plain"

html_theme = "sphinx_book_theme"
html_title = project
html_static_path = ["_static"]
html_css_files = ["guide.css"]
html_theme_options = {"use_download_button": False, "home_page_in_toc": True, "navbar_persistent": []}
html_context = {"default_mode": "auto"}  # light or dark, as the reader's device is set
html_copy_source = False
