"""The first page of a project → the same without what only a web site needs, for e-book and print.

Sphinx begins a project with a toctree whose caption is “Contents:” and with links to its index and its search: a book has
contents of its own, its index is found from there, and it cannot be searched by a page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.locale import _

if TYPE_CHECKING:
    from sphinx import addnodes
    from sphinx.builders import Builder


CONTENTS = {
    "contents", "table of contents", "contenido", "contenidos", "índice", "índice general", "inhalt", "inhaltsverzeichnis",
    "sommaire", "table des matières", "conteúdo", "sumário", "indice", "sommario", "inhoud", "inhoudsopgave", "innehåll",
    "innhold", "indhold", "sisällys", "spis treści", "obsah", "içindekiler", "содержание", "оглавление", "зміст", "περιεχόμενα",
    "المحتويات", "فهرس المحتويات", "فهرست", "فهرست مطالب", "תוכן", "תוכן העניינים", "目录", "目錄", "目次", "차례", "목차",
}  # fmt: skip
"""What contents are called, in small letters."""


def drop_index_links(tree: nodes.document, docname: str, builder: Builder) -> None:
    """Take out lists of nothing but links to pages that Sphinx makes by itself, and the sections that hold nothing else."""
    env = builder.env
    made = {place[0] for place in env.domains.standard_domain.anonlabels.values()} - env.found_docs
    addresses = {builder.get_relative_uri(docname, name) for name in made if name}
    for links in list(tree.findall(nodes.bullet_list)):
        texts = [text for text in links.findall(nodes.Text) if text.strip()]
        if texts and all(leads_to(text, addresses) for text in texts):
            section = links.parent
            section.remove(links)
            silent = (nodes.title, nodes.Invisible)
            if isinstance(section, nodes.section) and all(isinstance(child, silent) for child in section):
                section.parent.remove(section)


def leads_to(text: nodes.Text, addresses: set[str]) -> bool:
    """Whether words are those of a link to one of these addresses."""
    node: nodes.Node | None = text
    while node is not None and not isinstance(node, nodes.reference):
        node = node.parent
    return node is not None and node.get("refuri", "") in addresses


def caption_of(toctree: addnodes.toctree) -> str:
    """The caption of a toctree; empty where it only says “Contents”, which names no part of a book."""
    caption = str(toctree.get("caption") or "")
    plain = CONTENTS | {_("Contents").lower(), _("Table of Contents").lower()}
    return "" if caption.strip(" :：").lower() in plain else caption
