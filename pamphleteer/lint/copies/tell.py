"""A `Cluster` in a `Book` → what is said of it: both places with their lines, how much they are alike, and what to do."""

from __future__ import annotations

from dataclasses import replace
from hashlib import blake2b
from typing import TYPE_CHECKING

from pamphleteer.languages import base_language
from pamphleteer.lint.book import relative
from pamphleteer.lint.copies.clusters import same
from pamphleteer.lint.copies.disagree import Difference, differences
from pamphleteer.lint.copies.judge import Place
from pamphleteer.lint.copies.sections import copied_sections
from pamphleteer.lint.copies.sentences import paired
from pamphleteer.lint.page import Match
from pamphleteer.lint.prose import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pamphleteer.lint.book import Book
    from pamphleteer.lint.copies.clusters import Cluster
    from pamphleteer.lint.copies.judge import Copy

SHOWN = 3
"""Pairs of sentences that are shown side by side."""
LONG = 6
"""Words of a sentence that is worth showing."""
FEW = 3
"""Places of a passage that are told one by one."""
PARTS = 30
"""Parts of a copied article that are listed."""
KINDS = {"exact": "a word-for-word copy", "near": "a near copy", "reworded": "a reworded copy"}
INCLUDES = {
    ".md": "```{include} NAME.md```",
    ".rst": ".. include:: NAME.rst",
}


def told(book: Book, rule: str, clusters: Iterable[Cluster], what: str) -> Iterator[Match]:
    """The findings on some clusters, which are copies of a “section” or of a “passage”."""
    for cluster in clusters:
        key = key_of(book, cluster)
        for copy in cluster.copies:
            yield from contradictions(book, copy, key)
        yield from on_cluster(book, cluster, rule, key, what)


def on_cluster(book: Book, cluster: Cluster, rule: str, key: str, what: str) -> Iterator[Match]:
    """A finding for each later place of a few; one finding for all places of many."""
    may = f"if it is meant to stand twice, write `allow {rule}: {key}` and why"
    if len(cluster.places) > FEW:
        found = on_many(book, cluster, what, may, key)
        if found:
            yield found
        return
    for place in cluster.places:
        made = [copy for copy in cluster.copies if same(copy.right, place)]
        if made and book.texts[place.text].own:
            found = on_copy(book, max(made, key=lambda copy: copy.alike), what, may, key)
            if found:
                yield found


def on_copy(book: Book, copy: Copy, what: str, may: str, key: str) -> Match | None:
    """The finding on a copy: at the later place, with the sections that were copied whole as its parts."""
    said = (
        f"this {what} is {KINDS[copy.kind]} of {named(book, copy.left, copy.right)}, {copy.alike:.0%} alike: "
        f"keep one of them, or write it once and include it"
    )
    found = book.match(copy.right, said, f"{summary(book, copy)}{may}")
    if found is None:
        return None
    related = [book.match(copy.left, f"the other place, {lines(book, copy.left)}"), *parts(book, copy)]
    return with_(found, related, beside(book, copy), key)


def on_many(book: Book, cluster: Cluster, what: str, may: str, key: str) -> Match | None:
    """The finding on a passage that stands in many places: at the second of them."""
    own = [place for place in cluster.places if book.texts[place.text].own]
    here = own[min(1, len(own) - 1)]
    said = f"this {what} stands in {len(cluster.places)} places: write it once and include it in each"
    found = book.match(here, said, f"{include(book, here)}{may}")
    if found is None:
        return None
    others = [place for place in cluster.places if place != here]
    related = [book.match(other, f"it stands here too, {lines(book, other)}") for other in others]
    return with_(found, related, (), key)


def with_(match: Match, related: list[Match | None], shown: tuple[tuple[str, str], ...], key: str) -> Match:
    """The match with its other places."""
    return replace(match, related=tuple(other for other in related if other), beside=shown, key=key)


def named(book: Book, place: Place, seen_from: Place) -> str:
    """A place in words: its heading, its file where that is another, its lines."""
    text = book.texts[place.text]
    title = plain(title_of(book, place))
    file = "" if place.text == seen_from.text else f"{relative(text.path, book.texts[seen_from.text].path)}, "
    where = f"{file}{lines(book, place)}"
    return f"“{title}” ({where})" if title else where


def lines(book: Book, place: Place) -> str:
    """The lines of a place, in words."""
    first, last = book.lines(place)
    return f"line {first}" if first == last else f"lines {first}–{last}"


def summary(book: Book, copy: Copy) -> str:
    """How many sentences of both sides belong together."""
    pairs = paired(book.corpus, copy)
    number = max(copy.right.high - copy.right.low, copy.left.high - copy.left.low)
    return f"{len(pairs)} of {number} sentences have their like there; " if copy.kind != "exact" else ""


def include(book: Book, place: Place) -> str:
    """The line that puts a passage into a page, for files that know one."""
    path = book.texts[place.text].path
    directive = next((line for suffix, line in INCLUDES.items() if path.endswith(suffix)), "")
    return f"put it into a file of its own and write {directive} in its places; " if directive else ""


def parts(book: Book, copy: Copy) -> list[Match | None]:
    """The sections that were copied whole, each with the lines of its like, where there are several."""
    sections = copied_sections(book.corpus, copy)[:PARTS]
    return [
        book.match(
            there, f"part “{title_of(book, here)}”, {lines(book, here)}, stands here, {lines(book, there)}"
        )
        for here, there in (sections if len(sections) > 1 else ())
    ]


def title_of(book: Book, place: Place) -> str:
    """The heading above a place, as it is written."""
    text = book.texts[place.text]
    return text.titles[int(text.section[place.low - int(book.corpus.sentence[place.text])])]


def beside(book: Book, copy: Copy) -> tuple[tuple[str, str], ...]:
    """The first sentences that are not the same, to be read side by side."""
    shown = []
    for left, right in paired(book.corpus, copy):
        if book.corpus.mark[left] != book.corpus.mark[right] and book.corpus.words[right] >= LONG:
            here, there = book.said(right), book.said(left)
            if here and there:
                shown.append((here[0].text[here[1] : here[2]], there[0].text[there[1] : there[2]]))
        if len(shown) == SHOWN:
            break
    return tuple(shown)


def contradictions(book: Book, copy: Copy, key: str) -> Iterator[Match]:
    """Where the sentences of a copy contradict those that they were made from."""
    if copy.kind == "exact" or not book.texts[copy.right.text].own:
        return
    for left, right in paired(book.corpus, copy):
        if book.corpus.mark[left] == book.corpus.mark[right]:
            continue
        here, there = book.said(right), book.said(left)
        if here is None or there is None:
            continue
        mine, theirs = here[0].text[here[1] : here[2]], there[0].text[there[1] : there[2]]
        for difference in differences(mine, theirs, base_language(here[0].language)):
            place = named(book, Place(copy.left.text, left, left + 1), copy.right)
            start, end = here[1] + difference.start, here[1] + difference.end
            other = Match(there[0], there[1], there[2], "the other copy")
            yield Match(
                here[0], start, end, worded(difference, place), "one of the two is wrong, or both must change",
                severity="error", related=(other,), beside=((mine, theirs),), key=key,
            )  # fmt: skip


def worded(difference: Difference, place: str) -> str:
    """A difference in words."""
    if difference.kind == "negation":
        says, not_ = ("this copy", "the other") if difference.here else ("the other copy", "this one")
        word = difference.here or difference.there
        return f"{says} says “{word}” and {not_} does not ({place}): make them agree"
    return (
        f"the copies disagree, “{difference.here}” here and “{difference.there}” in {place}: make them agree"
    )


def key_of(book: Book, cluster: Cluster) -> str:
    """Six characters that stand for the words of all places: an allowance holds for these words only."""
    marks = sorted(book.corpus.mark[place.low : place.high].tobytes() for place in cluster.places)
    return blake2b(b"\0".join(marks), digest_size=3).hexdigest()
