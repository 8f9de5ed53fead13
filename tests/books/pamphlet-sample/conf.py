"""A small health book with a tri-fold pamphlet."""

project = "Leg cramps"
author = "The ward on the hill"
language = "en"
version = release = "1.2"
html_baseurl = "https://cramps.example.org/guide/"
pamphleteer_subtitle = "What to do when a muscle will not let go"
pamphleteer_description = "A pamphlet to test with."
pamphleteer_licence = "Text and pictures: CC BY 4.0"
extensions = ["myst_parser", "pamphleteer"]
myst_enable_extensions = ["attrs_block", "attrs_inline", "colon_fence", "deflist", "smartquotes"]
numfig = True
