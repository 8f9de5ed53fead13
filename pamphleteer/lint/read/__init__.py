"""Documents of every kind → the same `Page`s: doctrees, MyST, reStructuredText, plain text, e-books, catalogues."""
