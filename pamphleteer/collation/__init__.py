"""Words of any language → the order in which its readers look for them, and the letters of an index.

The Unicode Collation Algorithm (UTS #10) with the root order and the tailorings of CLDR (UTS #35, part 5).
No library of Python does this from wheels for every system: those that wrap ICU have none for some, and the others
know no tailorings.

`rules` reads the tailorings, `elements` applies them to the root order, `collator` compares words and finds headings,
`entries` sorts the index and the glossaries of Sphinx; `cldr` makes the data out of a copy of CLDR.
"""
