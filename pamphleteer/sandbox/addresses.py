"""Addresses that chapters link to → those that lead somewhere, in every edition; the words of others stay.

What opens an address is the reader's machine: a browser runs `javascript:`, and Windows hands `ms-msdt:` or `file:` to programs.
Which ones are safe cannot be known by listing the others, so schemes are allowed by name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging

if TYPE_CHECKING:
    from collections.abc import Collection

    from sphinx.application import Sphinx

SCHEMES = frozenset(
    "http https mailto tel ftp urn news irc sip xmpp "  # registered with IANA, as EPUBCheck asks
    "ftps ircs nntp sms geo matrix magnet "
    "doi info hdl arxiv pmid isbn".split()  # which become web addresses
)
"""Schemes that a chapter may link to; an address without one leads to a page or a file of the book."""
BLANKS = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029]")
"""Browsers skip these, and they hide what an address begins with."""
SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
SLASHES = re.compile(r"[\\/]{2,}")
"""What the name of another machine follows."""
PICTURE_DATA = re.compile(r"\s*data:image/", re.IGNORECASE)
AFTER_REFERENCES = 900
logger = logging.getLogger(__name__)


def scheme(address: str) -> str:
    """What an address begins with, as a browser sees it; empty when it leads to a place in the book or beside it."""
    found = SCHEME.match(BLANKS.sub("", address))
    return found[1].lower() if found else ""


def leads_somewhere(address: str, own: Collection[str] = ()) -> bool:
    """Whether an address may be a link; `own` are further schemes that a project allows."""
    start = SLASHES.match(BLANKS.sub("", address))
    if start and "\\" in start[0]:
        return False  # Windows opens a folder of another machine
    found = scheme(address)
    return not found or found in SCHEMES or found in own


def with_scheme(address: str) -> str:
    """An address of another host, with the scheme that a site would add and no e-book or PDF has."""
    start = SLASHES.match(address)
    return f"https://{address[start.end() :]}" if start else address


class AllowedAddresses(SphinxPostTransform):
    """Takes the link from words whose address is not allowed, and pictures that are not shown from where they are."""

    default_priority = AFTER_REFERENCES

    def run(self, **_: Any) -> None:
        """Look at all links and pictures of a chapter, whatever made them."""
        own = getattr(self.config, "myst_url_schemes", None) or ()
        for link in list(self.document.findall(nodes.reference)):
            address = link.get("refuri", "")
            if leads_somewhere(address, own):
                if address:
                    link["refuri"] = with_scheme(address)
                continue
            told = "a link may lead to: its words stay; write https:, mailto: or tel:"
            warn(f"{told}, or allow it with `myst_url_schemes` in conf.py", address, link)
            if len(link) == 1 and isinstance(link[0], nodes.image):  # a figure knows its picture by its place
                link[0]["ids"] += link["ids"]
                link.replace_self(link[0])
                continue
            words = nodes.inline("", "", *link.children, ids=link["ids"], classes=link["classes"])
            link.replace_self(words)
        for picture in list(self.document.findall(nodes.image)):
            if picture.get("loading") == "embed":
                del picture[
                    "loading"
                ]  # docutils would open it when the page is written, and put its scripts into the page
            if not shows(picture["uri"]) and not isinstance(picture.parent, nodes.substitution_definition):
                warn(
                    "a picture is shown from: its words stay; put it beside the chapter",
                    picture["uri"],
                    picture,
                )
                picture.replace_self(nodes.inline("", picture.get("alt", ""), ids=picture["ids"]))


def shows(address: str) -> bool:
    """Whether a picture may be shown from an address: of the web, of the book, or of its own data."""
    found = scheme(address)
    if found == "data":
        return bool(PICTURE_DATA.match(address))
    return found in {"", "http", "https"} and leads_somewhere(address)


def warn(why: str, address: str, node: nodes.Node) -> None:
    """Say at its line that an address is not allowed."""
    logger.warning(
        "“%s” is no address that %s", address[:80], why, location=node, type="link", subtype="scheme"
    )


def setup_addresses(app: Sphinx) -> None:
    """Look at links once they are resolved."""
    app.add_post_transform(AllowedAddresses)
