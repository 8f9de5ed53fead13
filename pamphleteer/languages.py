"""Language tags (BCP 47) → what the editions ask of them: script, region, direction of writing, words of a table."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import TypeVar
from unicodedata import bidirectional

from babel.core import get_global

Words = TypeVar("Words")
LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
"""The form of a tag."""
RIGHT_TO_LEFT = frozenset(
    "Adlm Arab Aran Armi Chrs Elym Hatr Hebr Hung Lydi Mand Mani Mend Merc Mero Narb Nbat Nkoo Orkh Ougr Palm Phli Phlp "
    "Phnx Prti Rohg Samr Sarb Sogd Sogo Syrc Thaa Yezi".split()
)
"""Scripts (ISO 15924) whose lines run from right to left, as Unicode's Bidi_Class has them."""
FULL_STOPS = {"en": ".", "zh": "。", "zh-hant": "。", "ja": "。"}
"""What ends a sentence, in the languages in which we have words; a full stop elsewhere."""
SCRIPTS = {"pnb": "Arab", "prs": "Arab", "kmr": "Latn"}
"""Scripts of languages that CLDR knows by the name of a larger one only."""
EVERYWHERE = {
    **dict.fromkeys("en de fr es it pt nl pl cs sv da nb fi hu ro tr vi id".split(), "Latn"),
    "ru": "Cyrl", "uk": "Cyrl", "el": "Grek", "he": "Hebr", "ar": "Arab", "fa": "Arab", "ja": "Jpan", "ko": "Kore",
}  # fmt: skip
"""Common languages that are written in one script in all regions; for others CLDR is asked, which takes 2 MB."""


def bcp47(name: str) -> str:
    """A language as Sphinx, gettext or a front matter names it → its tag: `pt_BR` → `pt-BR`, `sr@latin` → `sr-Latn`."""
    language, _at, variant = name.partition("@")
    tag = language.partition(".")[0].replace("_", "-")
    return f"{tag}-Latn" if variant == "latin" else tag


def subtags(tag: str) -> list[str]:
    """The parts of a tag in lower case, up to the first extension: `zh-Hant-TW-u-co-stroke` → zh, hant, tw."""
    parts = bcp47(tag).lower().split("-")
    return parts[: next((n for n, part in enumerate(parts) if n and len(part) == 1), None)]


def base_language(tag: str) -> str:
    """The language of a tag without script and region: `pt` for `pt-BR`."""
    return subtags(tag)[0]


def region_of(tag: str) -> str:
    """The region that a tag states (ISO 3166), else nothing: `GB` for `en-GB`."""
    rest = subtags(tag)[1:]
    return next((part.upper() for part in rest if re.fullmatch("[a-z]{2}", part)), "")


@lru_cache(maxsize=1000)
def script_of(tag: str) -> str:
    """The script that a language is written in (ISO 15924): what the tag states, else what CLDR holds for likely."""
    language, *rest = subtags(tag)
    for part in rest:
        if re.fullmatch("[a-z]{4}", part):
            return part.title()
    if known := SCRIPTS.get(language) or EVERYWHERE.get(language):
        return known
    likely: Mapping[str, str] = get_global("likely_subtags")
    region = region_of(tag)
    found = (f"{language}_{region}" in likely and likely[f"{language}_{region}"]) or likely.get(language, "")
    return found.split("_")[1] if found.count("_") > 1 else "Latn"


def region_by_script(tag: str) -> str:
    """For programs that know no scripts: where a language is written in the script of its tag, if that is not the usual one.

    TW for `zh-Hant`, IR for `az-Arab`; nothing for `zh-Hans`.
    """
    language = base_language(tag)
    if script_of(tag) == script_of(language):
        return ""
    likely: Mapping[str, str] = get_global("likely_subtags")
    return likely.get(f"{language}_{script_of(tag)}", "").rpartition("_")[2]


RIGHT_TO_LEFT_LETTERS = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
"""Where Unicode has the scripts that run from right to left."""


def first_strong(text: str) -> str:
    """`ltr` or `rtl`, by the first letter that has a direction (UAX #9, P2 and P3); empty when none has."""
    kinds = (bidirectional(letter) for letter in text)
    return next(("ltr" if kind == "L" else "rtl" for kind in kinds if kind in {"L", "R", "AL"}), "")


def disagrees(text: str, around: str) -> bool:
    """Whether a text runs against what is around it: it begins so, and most of its letters do.

    An English sentence that begins with a Hebrew word stays English.
    """
    begins = first_strong(text)
    if not begins or begins == around:
        return False
    kinds = [bidirectional(letter) for letter in text]
    left, right = kinds.count("L"), kinds.count("R") + kinds.count("AL")
    return left > right if begins == "ltr" else right > left


def direction(tag: str) -> str:
    """`rtl` for a language that is written from right to left, else `ltr`."""
    return "rtl" if script_of(tag) in RIGHT_TO_LEFT else "ltr"


def language_in(table: Mapping[str, object], tag: str) -> str:
    """The language in which `in_language` answers, so that dates between its words are in it too."""
    known = base_language(tag) == "en" or in_language(table, tag) is not table["en"]
    return tag if known else "en"


def in_language(table: Mapping[str, Words], tag: str) -> Words:
    """The entry of a table for a language; English where the language is missing.

    Chinese in traditional characters stands in tables as `zh-hant`.
    """
    language = base_language(tag)
    script = "zh-hant" if language == "zh" and script_of(tag) == "Hant" else ""
    return next(table[key] for key in (script, language, "en") if key in table)
