"""Sphinx's `epub_*` settings → what this builder does with them; a warning where it cannot."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx.util import logging
from sphinx.util.osutil import make_filename

from pamphleteer.languages import LANGUAGE_TAG, bcp47

if TYPE_CHECKING:
    from sphinx.config import Config

    from pamphleteer.book import Book

logger = logging.getLogger(__name__)
UNSET = frozenset({"", "unknown", "Author name not set", "Project name not set"})
NO_EFFECT = {
    "epub_theme": "the e-book has its own style sheet: add yours with epub_css_files",
    "epub_theme_options": "the e-book has its own style sheet: add yours with epub_css_files",
    "epub_tocdup": "an entry stands once in the contents: readers open and close its branches",
    "epub_fix_images": "pictures are converted where a reader needs it",
}


@dataclass(frozen=True)
class Settings:
    """The settings as this builder takes them."""

    name: str
    """File name without suffix."""
    title: str
    author: str
    language: str
    publisher: str
    rights: str
    identifier: str
    identifier_id: str
    description: str
    contributor: str
    vertical: bool
    show_urls: str
    styles: tuple[str, ...]


def stated(config: Config, name: str) -> bool:
    """Whether conf.py or the command line says something, be it the default."""
    return name in config.overrides or name in config._raw_config  # noqa: SLF001  # Sphinx offers no other way to ask


def known(value: str) -> str:
    """The value, or nothing where Sphinx's default says that it is not known."""
    return "" if value in UNSET else value


def settings_of(config: Config, book: Book) -> Settings:
    """The settings of a project."""
    language = bcp47(config.epub_language or book.language)
    return Settings(
        name=config.epub_basename if config.epub_basename != make_filename(config.project) else book.name,
        title=config.epub_title if stated(config, "epub_title") and config.epub_title else book.title,
        author=known(config.epub_author) or book.author,
        language=language if LANGUAGE_TAG.fullmatch(language) else "en",
        publisher=known(config.epub_publisher) if stated(config, "epub_publisher") else "",
        rights=str(known(config.epub_copyright) or ""),
        identifier=identifier(config),
        identifier_id=config.epub_uid if re.fullmatch(r"[A-Za-z_][\w.-]*", config.epub_uid, re.ASCII)
        and config.epub_uid != "unknown" else "publication-id",
        description=known(config.epub_description) or book.description,
        contributor=known(config.epub_contributor),
        vertical=config.epub_writing_mode == "vertical",
        show_urls=config.epub_show_urls if stated(config, "epub_show_urls") else "no",
        styles=tuple(name for name, _attributes in config.epub_css_files) if stated(config, "epub_css_files") else (),
    )  # fmt: skip


def identifier(config: Config) -> str:
    """The identifier as a URN or URL: the stated one, else one that follows from address, project and author."""
    value = known(config.epub_identifier).strip()
    digits = re.sub(r"[^0-9Xx]", "", value)
    if value and config.epub_scheme.upper() == "ISBN" and len(digits) in {10, 13}:
        return f"urn:isbn:{digits.upper()}"
    if value:
        return value
    seed = "\n".join((config.html_baseurl or "", config.project, config.author))
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, seed)}"


def warn_of_the_impossible(config: Config) -> None:
    """Say which settings have no effect, and why."""
    for name, reason in NO_EFFECT.items():
        if stated(config, name):
            warn(f"{name} has no effect: {reason}")
    if (
        config.epub_cover
        and len(config.epub_cover) > 1
        and config.epub_cover[1] not in {"", None, "epub-cover.html"}
    ):
        warn(
            f"the template “{config.epub_cover[1]}” of epub_cover has no effect: the image fills the cover page"
        )
    if config.epub_version != 3.0:
        warn("epub_version has no effect: the e-book is EPUB 3.3")
    for name in ("epub_pre_files", "epub_post_files"):
        if getattr(config, name):
            warn(f"{name} has no effect: make the page a document of a toctree")
    language = bcp47(config.epub_language or config.language or "en")
    if not LANGUAGE_TAG.fullmatch(language):
        warn(f"language “{language}” is no language tag: write one such as “en” or “pt-BR”")


def warn(message: str) -> None:
    """A warning about conf.py."""
    logger.warning(message, location="conf.py:1", type="epub", subtype="config")
