"""Copies: which passages of a book, or of several, were made from one another; word for word, changed, or translated back.

The flow:

1. `texts` makes a `Text` of each file: its sentences, and the stems of their content words, as numbers.
2. `corpus` puts all texts in one row and weighs each word where it stands.
3. `exact` finds what stands twice word for word; `candidates` finds windows that share words in the same order;
   `chains` finds in them the longest stretches that do.
4. `find` puts stretches together that lie side by side; `judge` says whether they are a `Copy`, or chance.
   `memory` keeps what was found, so that only changed texts are compared again.
5. `sentences` pairs the sentences of a copy; `disagree` finds pairs that say different numbers, sides or the opposite.
6. `clusters` puts the copies of one passage together.
"""
