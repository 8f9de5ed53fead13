"""The finished site or e-book → findings on the links in it, at the lines of the chapters where they were written."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from pamphleteer.links.inside import Broken, broken_links
from pamphleteer.links.kinds import BROKEN, found_at
from pamphleteer.links.origin import Place, Sources
from pamphleteer.links.shelf import shelf_of_book, shelf_of_site
from pamphleteer.lint.finding import Finding


def check_edition(built: Path, sources: Sources) -> list[Finding]:
    """The broken links of a site (a folder) or of an EPUB (a file).

    A link that no chapter wrote comes from a template: it is named once, on the first page that has it.
    """
    shelf = shelf_of_site(built) if built.is_dir() else shelf_of_book(built)
    found: list[Finding] = []
    unwritten: defaultdict[tuple[str, str], list[Broken]] = defaultdict(list)
    for broken in broken_links(shelf):
        link = broken.link
        if place := sources.of_link(link.page, link.target):
            found.append(found_at(place, BROKEN, broken.message))
        else:
            unwritten[link.target, broken.message].append(broken)
    for first, *others in unwritten.values():
        place = Place(str(built / first.link.page), first.link.line, 0)
        hint = f"and on {len(others)} more page{'s' * (len(others) > 1)}" if others else ""
        found.append(found_at(place, BROKEN, first.message, hint))
    return found
