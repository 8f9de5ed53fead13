"""A small book, whose print is kept in `expected/`."""

project = "A small book"
author = "Ada Example"
version = release = "1"
language = "en"
extensions = ["myst_parser", "pamphleteer"]
myst_enable_extensions = ["attrs_inline", "colon_fence", "deflist", "dollarmath", "tasklist"]
numfig = True
pamphleteer_subtitle = "With one of each"
