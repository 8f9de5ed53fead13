"""Names of files and chapters → addresses and scripts of a page in which they are no markup.

Templates of Sphinx and of themes write them as they are, and a stranger names the files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

MARKUP = "<>\"'`\\&"
"""What ends an attribute, begins an element, or ends a string of a script."""
IN_SCRIPTS = {ord(letter): f"\\u{ord(letter):04x}" for letter in (*MARKUP, "\u2028", "\u2029", "\n", "\r")}
IN_ADDRESSES = {ord(letter): quote(letter) for letter in MARKUP if letter != "&"}
"""An ampersand parts what follows a question mark; alone it does nothing."""


def quote_addresses(
    _app: Sphinx, _pagename: str, _template: str, context: dict[str, Any], _doctree: nodes.document | None
) -> None:
    """Let every address that a theme or a template asks for hold names as names."""
    address_of = context.get("pathto")
    if callable(address_of):
        context["pathto"] = lambda *names, **more: address_of(*names, **more).translate(IN_ADDRESSES)


def quote_names(
    _app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: nodes.document | None
) -> None:
    """Let every script that holds the name of its page hold it as a text, and every button of a theme lead to it as a name."""
    quote_buttons(context.get("header_buttons", ()))
    if pagename.translate(IN_SCRIPTS) == pagename:
        return
    for script in context.get("script_files", ()):
        body = getattr(script, "attributes", {}).get("body", "")
        if pagename in body:
            script.attributes["body"] = body.replace(pagename, pagename.translate(IN_SCRIPTS))


def quote_buttons(buttons: Any) -> None:
    """Look at the addresses in a list of buttons, some of which hold others."""
    for button in buttons if isinstance(buttons, (list, tuple)) else ():
        if isinstance(button, dict):
            if isinstance(button.get("url"), str):
                button["url"] = button["url"].translate(IN_ADDRESSES)
            quote_buttons(button.get("buttons", ()))
