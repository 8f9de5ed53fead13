"""Language tags (BCP 47) → what the editions ask of them."""

from __future__ import annotations


def base_language(tag: str) -> str:
    """The language of a tag without script and region: `pt` for `pt-BR`."""
    return tag.replace("_", "-").partition("-")[0].lower()
