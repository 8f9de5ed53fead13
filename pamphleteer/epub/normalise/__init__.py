"""HTML as any translator or extension wrote it → the body of an EPUB page, in one pass.

The markup becomes a tree once (`markup`), then each family of transforms mends its part, in this order:
safety first, then what a web page does with scripts or the network, then the meaning of notes, lists and boxes,
then links, and at last the vocabulary itself. A transform changes the tree of the `Sheet` and reports what it drops.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pamphleteer.epub.normalise import (
    bibliography,
    bidirectional,
    boxes,
    code,
    design,
    formulas,
    glossary,
    headings,
    identifiers,
    images,
    links,
    markup,
    media,
    nesting,
    notes,
    pages,
    panels,
    safety,
    tables,
    toctree,
    vocabulary,
)

if TYPE_CHECKING:
    from pamphleteer.epub.normalise.sheet import Sheet

TRANSFORMS = (
    safety.remove_active_content,
    panels.lay_out_tabs,
    panels.lay_out_dropdowns,
    media.link_to_remote_media,
    media.write_out_form_fields,
    design.lay_out_cards,
    notes.mark_notes,
    bibliography.mark_citations,
    glossary.mark_terms,
    boxes.mark_boxes,
    code.simplify_code,
    tables.order_parts,
    tables.join_columns,
    tables.write_out_inner,
    tables.mark_headers,
    formulas.mend_formulas,
    formulas.name_formulas,
    images.check_alternatives,
    images.place_images,
    toctree.drop_contents,
    headings.order_headings,
    pages.place_breaks,
    links.resolve_links,
    vocabulary.keep_known,
    nesting.repair_nesting,
    bidirectional.turn_blocks,
)
LAST = (
    identifiers.make_unique,
    identifiers.keep_places,
    markup.separate_namespaces,
)


def normalise(sheet: Sheet) -> None:
    """Turn the body of the sheet into one that every reading system opens."""
    places = identifiers.note_places(sheet)
    for transform in TRANSFORMS:
        transform(sheet)
    identifiers.restore_places(sheet, places)
    for transform in LAST:
        transform(sheet)
