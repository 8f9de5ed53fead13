"""Language tags (BCP 47) → what the editions ask of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeVar

Words = TypeVar("Words")
LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
"""The form of a tag."""
TRADITIONAL = frozenset({"zh-tw", "zh-hk", "zh-mo", "zh-hant"})
"""Tags of Chinese in traditional characters, which stands in tables as `zh-hant`."""


def base_language(tag: str) -> str:
    """The language of a tag without script and region: `pt` for `pt-BR`."""
    return tag.replace("_", "-").partition("-")[0].lower()


def in_language(table: Mapping[str, Words], tag: str) -> Words:
    """The entry of a table for a language (BCP 47 tag); English where the language is missing."""
    whole = tag.replace("_", "-").lower()
    script = "zh-hant" if whole in TRADITIONAL or whole.startswith("zh-hant") else ""
    return next(table[key] for key in (script, base_language(tag), "en") if key in table)
