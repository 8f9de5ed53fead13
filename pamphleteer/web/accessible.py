"""What docutils and MyST write into a page → the same with roles that are current and names for tick boxes.

docutils marks an entry of a bibliography with a role that ARIA 1.1 for digital publishing has deprecated (an entry is
a `listitem`), and MyST's task lists are tick boxes without a name: a screen reader says “check box, unavailable”
(WCAG 2.2, criterion 4.1.2).
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Any

from pamphleteer.epub.words import words_in

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

ENTRY = re.compile(r'(<div class="citation"[^<>]*) role="doc-biblioentry">')
TICK_BOX = re.compile(r'<input class="task-list-item-checkbox"(?P<checked> checked="checked")?')


def mend_body(
    app: Sphinx, _pagename: str, _template: str, context: dict[str, Any], _doctree: nodes.document | None
) -> None:
    """Mend the page's text as it was written; the theme's own parts are not ours."""
    if app.builder.name == "epub" or "body" not in context:
        return
    words = words_in(app.config.language or "en")

    def named(box: re.Match[str]) -> str:
        return f'{box[0]} aria-label="{escape(words.done if box["checked"] else words.to_do)}"'

    body = ENTRY.sub(r'\1 role="listitem">', context["body"])
    context["body"] = TICK_BOX.sub(named, body)
