"""Links of a book → which of them lead nowhere, where they were written, and what to write instead.

Inside the book:

1. `shelf` reads a finished site or e-book: files, links, anchors.
2. `inside` finds the links that lead nowhere, and the nearest right target of each.
3. `origin` finds the line of the chapter that wrote a link; `editions` makes findings of all this.
4. `nearest` adds the nearest name to what Sphinx says of cross-references.
"""
