"""Programs that a build needs → started so that nothing a book holds can change what they do.

`run` starts every program; `git` asks for the history of a book; `variables` are what both are told.
"""
