"""Configuration and front matter → what is true of the book as a whole.

Every edition (web, e-book, print, pamphlet) takes its title, file name, dates and review status from `book_of`,
so that no two editions can say different things.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pamphleteer.edition_dates import edition_date
from pamphleteer.languages import bcp47
from pamphleteer.maths.mathml import macros_of
from pamphleteer.review import Review, review_of
from pamphleteer.titles import words_of

if TYPE_CHECKING:
    from datetime import datetime

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

PRINTED_PAGES = "printed-pages.json"
"""Beside the doctrees: on which page of the printed book each sentence begins (`pagination`)."""
LONGEST_NAME = 200
"""Letters of the name of an edition; systems allow 255 with all that is put before and behind it."""
PAPERS = ("a5", "a4", "us-letter", "us-trade")


@dataclass(frozen=True)
class Book:
    """What an edition says about the book it belongs to."""

    title: str
    """The project's name, or the title of its first page when `project` is not set."""
    subtitle: str
    author: str
    language: str
    """A BCP 47 tag such as `en` or `pt-BR`."""
    version: str
    description: str
    licence: str
    address: str
    """Where the web edition is, short enough to be typed from paper; may be empty."""
    name: str
    """File name of the editions, without suffix."""
    date: datetime
    """Day of this edition, in UTC."""
    review: Review


def slug(title: str) -> str:
    """The title as an ASCII file name: “Crème & Café” becomes `creme-cafe`; `book` when no letter is left."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:LONGEST_NAME].strip("-") or "book"


def book_of(env: BuildEnvironment) -> Book:
    """The book that this environment holds."""
    config = env.config
    language = bcp47(config.language or "en")
    title = title_of(env)
    return Book(
        title=title,
        subtitle=config.pamphleteer_subtitle,
        author=config.author if config.author != "Author name not set" else "",
        language=language,
        version=config.release or config.version,
        description=config.pamphleteer_description,
        licence=config.pamphleteer_licence,
        address=config.pamphleteer_address or config.html_baseurl.removeprefix("https://").rstrip("/"),
        name=slug(title),
        date=edition_date(env.srcdir),
        review=review_of((env.metadata[name] for name in sorted(env.found_docs)), language),
    )


def title_of(env: BuildEnvironment) -> str:
    """`project` of conf.py, else the title of the first page."""
    if env.config.project and env.config.project != "Project name not set":
        return str(env.config.project)
    first = env.titles.get(env.config.root_doc)
    return words_of(first, macros_of(env.config)) if first else ""


def is_pamphlet(env: BuildEnvironment, docname: str) -> bool:
    """Whether the page has `pamphlet:` in its front matter: made of passages that the chapters hold already."""
    return "pamphlet" in env.metadata.get(docname, {})


def check_paper(_app: Sphinx, config: Config) -> None:
    """Refuse a paper size that no template knows, before anything is read."""
    from sphinx.errors import ConfigError

    if config.pamphleteer_paper not in PAPERS:
        known = ", ".join(PAPERS)
        raise ConfigError(f"pamphleteer_paper is “{config.pamphleteer_paper}”: write one of {known}")


def setup_book(app: Sphinx) -> None:
    """The settings that several editions share."""
    for name in ("subtitle", "licence", "address", "cover"):
        app.add_config_value(f"pamphleteer_{name}", "", "", types=frozenset({str}))
    app.add_config_value("pamphleteer_description", "", "html", types=frozenset({str}))
    app.add_config_value("pamphleteer_paper", "a5", "", types=frozenset({str}))
    app.connect("config-inited", check_paper)
