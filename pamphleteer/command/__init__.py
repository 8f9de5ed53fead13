"""Command line → editions.

`build` finds the book (`project`), asks whether anything changed (`stamp`), has Sphinx write the edition in a work
folder (`run`, whose warnings `messages` turns into plain sentences), and moves it into place when all went well
(`publish`).
`links` checks where the links of a finished site and e-book lead, `new` lays down a first book.
"""
