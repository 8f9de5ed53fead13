"""TeX → MathML → what editions show.

1. `mathml` reads TeX, with the macros of the project, by docutils or, where that gives up, by latex2mathml.
2. `typst` sets MathML in Typst: for print, and for the pictures of e-readers that know no MathML.
3. `linear` writes MathML on one line, as the text alternative.

Each takes MathML from anywhere: what an author wrote as raw HTML is set and read like what came from TeX.
"""
