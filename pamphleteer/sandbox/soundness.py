r"""Words and numbers of chapters and settings → those that every edition can hold.

YAML, reStructuredText and Python can all write half a letter (a lone surrogate, such as `\ud800`), which no file can be
written with, and numbers of any length, with which no page can be laid out. Each edition would fail on them in a way of its
own, so they are mended, with a warning, where all chapters pass: once a chapter has been read.
"""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.errors import ConfigError
from sphinx.util import logging

from pamphleteer.xml_characters import NOT_IN_XML

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.config import Config

logger = logging.getLogger(__name__)
HALF = re.compile("[\ud800-\udfff]")
"""What no XML, and so no e-book, can hold."""
PRINTED = frozenset(
    "project author copyright project_copyright version release language html_title html_short_title html_baseurl root_doc master_doc suppress_warnings".split()
)
"""Settings of Sphinx that stand in editions as they are, or that nothing can be read without."""
LENGTHS = ("width", "height")
NUMBER = re.compile(r"[0-9]+\.?[0-9]*|\.[0-9]+|inf")
"""docutils gives a length of thousands of figures as infinite."""
MOST = 1_000_000_000
"""No length, scale, column or line of a book is beyond it, and all that lay out pages can count so far."""
BEFORE_ALL = 1
"""Before anything is made of settings."""
OWN = "pamphleteer_"
FIRST = 50
"""Before anything takes what it needs from a chapter that has been read."""


def setup_soundness(app: Sphinx) -> None:
    """Look at settings at once, and at chapters once they have been read."""
    app.connect("config-inited", default_settings, priority=BEFORE_ALL)
    app.connect("config-inited", refuse_settings, priority=BEFORE_ALL)
    app.connect("doctree-read", mend, priority=FIRST)


def stated(config: Config) -> Iterator[tuple[str, Any]]:
    """The settings that conf.py or the command line states; others are made of these, each in its turn."""
    yield from ((name, vars(config)[name]) for name in config.values if name in vars(config))


def default_settings(_app: Sphinx, config: Config) -> None:
    """Take the default where a setting of ours, or one that stands in editions, is of another type, and say so as Sphinx does."""
    for name, value in list(stated(config)):
        option = config.values[name]
        wanted = frozenset(option.valid_types if isinstance(option.valid_types, frozenset) else ())
        allowed = wanted | {str if callable(option.default) else type(option.default)}
        if not (name in PRINTED or name.startswith(OWN)) or type(value) in allowed:
            continue
        names = " or ".join(sorted(kind.__name__ for kind in allowed - {type(None)}))
        logger.warning(
            "The config value `%s' has type `%s'; expected `%s'.", name, type(value).__name__, names
        )
        config[name] = option.default(config) if callable(option.default) else option.default


def refuse_settings(_app: Sphinx, config: Config) -> None:
    """Stop at a setting that no edition could be written with."""
    for name, value in stated(config):
        if any(map(HALF.search, texts_in(value))):
            raise ConfigError(
                f"`{name}` holds half a letter (a lone surrogate, such as \\ud800): write the whole letter"
            )
        named = name in PRINTED or name.startswith(OWN)
        if named and any(map(NOT_IN_XML.search, texts_in(value))):
            raise ConfigError(f"`{name}` holds a control character, which no e-book can hold: take it out")


def texts_in(value: object) -> Iterator[str]:
    """All texts in a value of plain Python."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for pair in value.items():
            yield from texts_in(pair)
    elif isinstance(value, list | tuple | set | frozenset):
        for item in value:
            yield from texts_in(item)


def mend(_app: Sphinx, doctree: nodes.document) -> None:
    """Mend texts and numbers of a chapter."""
    for node in list(doctree.findall()):
        if isinstance(node, nodes.Text):
            if not node.isascii() and HALF.search(node):
                tell_of_half(node.parent)
                node.parent.replace(node, nodes.Text(HALF.sub("\ufffd", node)))
        elif isinstance(node, nodes.Element):
            mend_attributes(node)


def mend_attributes(node: nodes.Element) -> None:
    """Mend what a directive was told."""
    for name, value in list(node.attributes.items()):
        if not value or isinstance(value, bool):
            continue
        if name in LENGTHS and isinstance(value, str) and is_beyond(value):
            tell_of_number(node, name)
            del node[name]
        elif (mended := sound(value)) != value:
            if any(map(HALF.search, texts_in(value))):
                tell_of_half(node)
            else:
                tell_of_number(node, name)
            node[name] = mended


def sound(value: Any) -> Any:
    """A value with whole letters and numbers that can be counted."""
    if isinstance(value, str):
        return value if value.isascii() else HALF.sub("\ufffd", value)
    if (
        isinstance(value, int) and not isinstance(value, bool) and value != sys.maxsize
    ):  # for which docutils means “none”
        return max(-MOST, min(value, MOST))
    if isinstance(value, list | tuple):
        return type(value)(map(sound, value)) if type(value) in {list, tuple} else value
    if type(value) is dict:
        return {sound(name): sound(item) for name, item in value.items()}
    return value


def is_beyond(length: str) -> bool:
    """Whether a length is longer than any paper."""
    found = NUMBER.match(length)
    return found is not None and float(found[0]) > MOST


def tell_of_half(node: nodes.Node) -> None:
    """Say what is written in place of what cannot be."""
    logger.warning(
        "half a letter (a lone surrogate, such as \\ud800) is printed as �: write the whole letter",
        location=node,
        type="book",
        subtype="text",
    )


def tell_of_number(node: nodes.Node, name: str) -> None:
    """Say which number was not taken."""
    logger.warning(
        "no page has room for the number of “%s”: write a smaller one",
        name,
        location=node,
        type="book",
        subtype="number",
    )
