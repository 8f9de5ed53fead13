"""Two hundred snippets of HTML that people write, a hundred formulas, and listings."""

project = "Snippets"
author = "Ada Example"
extensions = ["myst_parser", "pamphleteer"]
myst_enable_extensions = ["dollarmath", "amsmath"]
math_number_all = True
html_codeblock_linenos_style = "table"
