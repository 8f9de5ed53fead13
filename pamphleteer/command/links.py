"""A finished site → its local links and anchors that lead nowhere, each with the nearest right target."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from lxml import etree, html

if TYPE_CHECKING:
    import argparse

LINKS = ("href", "src")
NO_PAGES = {"_static", "_sources", "_downloads"}  # templates and files of others, not pages of the site
# Sphinx writes this page for its script; its links are made when it runs.
NO_READER_PAGES = {"search.html"}


def broken_links(site: Path) -> Iterator[tuple[str, str, str]]:
    """(page, link, nearest target) for each link inside the site that leads nowhere; page names below the site."""
    found = sorted(p for p in site.rglob("*.html") if p.relative_to(site).parts[0] not in NO_PAGES)
    pages = {path: html.parse(str(path), html.HTMLParser(encoding="utf-8")) for path in found}
    anchors = {path: anchors_of(tree) for path, tree in pages.items()}
    for path, tree in pages.items():
        if path.name in NO_READER_PAGES:
            continue
        for link in dict.fromkeys(local_links(tree)):
            if (nearest := missing(site, path, link, anchors)) is not None:
                yield str(path.relative_to(site)), link, nearest


def anchors_of(tree: etree._ElementTree) -> set[str]:
    """What a fragment may name on this page."""
    return {value for element in tree.iter() for value in (element.get("id"), element.get("name")) if value}


def local_links(tree: etree._ElementTree) -> Iterator[str]:
    """The targets that stay inside the site, in document order."""
    for element in tree.iter():
        for name in LINKS:
            link = element.get(name) if isinstance(element.tag, str) else None
            if link and not urlsplit(link).scheme and not link.startswith("//"):
                yield link


def missing(site: Path, page: Path, link: str, anchors: dict[Path, set[str]]) -> str | None:
    """None for a good link; else the nearest right target, or an empty string when none is near."""
    path, _hash, fragment = link.partition("#")
    path = unquote(path.partition("?")[0])
    target = (
        (site / path.lstrip("/") if path.startswith("/") else page.parent / path).resolve() if path else page
    )
    if target.is_dir():
        target /= "index.html"
    if not target.is_file():
        names = [str(p.relative_to(site)) for p in site.rglob("*") if p.is_file()]
        return next(iter(get_close_matches(path, names, 1)), "")
    fragment = unquote(fragment)
    if not fragment or target not in anchors or fragment in anchors[target]:
        return None
    return next((f"{path}#{near}" for near in get_close_matches(fragment, anchors[target], 1)), "")


def add_linkcheck_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `linkcheck`, beside those of `build`."""
    parser.add_argument("--internal", action="store_true", help="leave out links to other sites")


def run_linkcheck(args: argparse.Namespace) -> int:
    """Check the site that has just been built, then the links that lead out of it."""
    from pamphleteer.command.build import run_build  # a command of its own, loaded when asked for
    from pamphleteer.command.project import find_project
    from pamphleteer.command.run import run_builder

    args.editions = ["html"]
    if status := run_build(args):
        return status
    project = find_project(args.source, args.out)
    broken = list(broken_links(project.out / "html"))
    for page, link, nearest in broken:
        print(f"{page}: nothing at “{link}”" + (f"; perhaps {nearest}" if nearest else ""), file=sys.stderr)
    print(f"links inside the site: {len(broken)} broken")
    if broken or args.internal:
        return 1 if broken else 0
    app = run_builder(project, "linkcheck", {}, show_traceback=args.traceback, verbose=args.verbose)
    dead = list(dead_links(project.work / "linkcheck" / "output.json"))
    for place, address, reason in dead:
        print(f"{place}: {address} does not answer as it should: {reason}", file=sys.stderr)
    print(f"links to other sites: {len(dead)} broken")
    return 0 if app and not dead else 1


def dead_links(report: Path) -> Iterator[tuple[str, str, str]]:
    """(file:line, address, reason) for each link that Sphinx's link checker calls broken or too slow."""
    for line in report.read_text(encoding="utf-8").splitlines() if report.is_file() else ():
        found = json.loads(line)
        if found["status"] in {"broken", "timeout"}:
            yield f"{found['filename']}:{found['lineno']}", found["uri"], found["info"]
