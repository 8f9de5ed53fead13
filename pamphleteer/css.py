"""CSS that a stranger wrote → the same, without what fetches.

An address can hide behind escapes, strings and comments, and no pattern sees through all of them at once. So CSS is read token by
token, as CSS Syntax 3 says, and what is written is made of the tokens that were read. Functions and rules are allowed by name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

HEX = r"[0-9a-fA-F]{1,6}[ \t\n]?"
ESCAPE = rf"\\(?:{HEX}|[^\n0-9a-fA-F])"
TOKEN = re.compile(
    rf"""
    (?P<comment> /\*.*?(?:\*/|\Z) )
  | (?P<text> "(?:[^"\\\n]|\\\n|{ESCAPE})*+(?:"|\\?\Z)? | '(?:[^'\\\n]|\\\n|{ESCAPE})*+(?:'|\\?\Z)? )
  | (?P<address> (?:[uU]|\\0{{0,4}}[57]5[ \t\n]?)(?:[rR]|\\0{{0,4}}[57]2[ \t\n]?)(?:[lL]|\\0{{0,4}}[46][cC][ \t\n]?)\(\s*+
      (?: (?P<quoted> "(?:[^"\\\n]|\\\n|{ESCAPE})*+" | '(?:[^'\\\n]|\\\n|{ESCAPE})*+' )\s*+(?:\)|\Z)
        | (?P<bare> (?:[^)\\]|{ESCAPE}|\\)*+ )\)? ) )
  | (?P<name> [@\#]?(?:[-\w]|[^\x00-\x7f]|{ESCAPE})++\(? )
  | (?P<sign> . )
    """,
    re.VERBOSE | re.DOTALL,
)
FUNCTIONS = frozenset(
    "rgb rgba hsl hsla hwb lab lch oklab oklch color color-mix calc min max clamp var env "
    "matrix matrix3d translate translatex translatey translatez translate3d rotate rotatex rotatey rotatez rotate3d scale scalex "
    "scaley scalez scale3d skew skewx skewy perspective cubic-bezier steps linear linear-gradient radial-gradient "
    "conic-gradient repeating-linear-gradient repeating-radial-gradient blur brightness contrast drop-shadow grayscale "
    "hue-rotate invert opacity saturate sepia circle ellipse inset polygon path rect xywh local format not is where has lang "
    "nth-child nth-of-type nth-last-child nth-last-of-type icc-color".split()
)
"""Functions of CSS and SVG that draw."""
RULES = frozenset(
    "media supports keyframes -webkit-keyframes -moz-keyframes layer container page font-face counter-style property "
    "font-feature-values font-palette-values scope starting-style".split()
)
"""Rules with an @ that bring nothing from elsewhere, when no address stands in them."""
VALUELESS = re.compile(r"[\w-]+\s*:\s*(?:;|(?=\}))")
"""What an address leaves of a property that had no other value."""
FONT = re.compile(r"@font-face\s*\{[^{}]*\}", re.IGNORECASE)
LINE_ENDS = re.compile(r"\r\n?|\f")
CLOSES = {"(": ")", "[": "]", "{": "}"}


def fetches(value: str) -> bool:
    """Whether a value names anything beyond its page or drawing, or uses a function that is not known to be harmless."""
    return any(sign in value for sign in "(\\@") and clean(value)[1]


def clean(text: str) -> tuple[str, bool]:
    """The style without what fetches, and whether there was any."""
    found, dropped = cleaned(text)
    if not dropped:
        return found, False
    found, _more = cleaned(FONT.sub(without_address, LINE_ENDS.sub("\n", text)))
    found = VALUELESS.sub("", found)
    return ("" if cleaned(found)[1] else found), True


def without_address(font: re.Match[str]) -> str:
    """A font that is not fetched; without its address it is none."""
    return "" if cleaned(font[0])[1] else font[0]


def cleaned(text: str) -> tuple[str, bool]:
    """Write the tokens that may stay."""
    text = LINE_ENDS.sub("\n", text)
    tokens = TOKEN.finditer(text)
    kept, dropped = [], False
    for token in tokens:
        written = harmless(token)
        if written is not None:
            kept.append(written)
            continue
        dropped = True
        if token["name"]:
            skip(tokens, rule=token["name"].startswith("@"))
    return "".join(kept), dropped


def harmless(token: re.Match[str]) -> str | None:
    """A token as it may stand; None for one that may not."""
    if token["comment"]:
        return "/**/"
    if token["address"]:
        address = unescaped((token["quoted"] or "")[1:-1] or token["bare"] or "")
        return token["address"] if address.strip().startswith("#") else None
    name = token["name"]
    if not name:
        return token[0]
    sign = name[0] if name[0] in "@#" else ""
    opens = "(" if name.endswith("(") else ""
    body = name[len(sign) : len(name) - len(opens)]
    plain = unescaped(body)
    if (sign == "@" and plain.lower() not in RULES) or (opens and plain.lower() not in FUNCTIONS):
        return None
    return sign + (plain if re.fullmatch(r"[-\w]+", plain) else body) + opens


def skip(tokens: Iterator[re.Match[str]], *, rule: bool) -> None:
    """Pass over what belongs to a function, up to its parenthesis, or to a rule, up to its semicolon or the end of its block."""
    depth = 0 if rule else 1
    for token in tokens:
        opens = token[0] in CLOSES or (token["name"] or "").endswith("(")
        closes = token[0] in CLOSES.values()
        depth += opens - closes
        if depth <= 0 and (closes or (rule and token[0] == ";")):
            return


def unescaped(text: str) -> str:
    """A name or an address as it is meant."""
    return re.sub(ESCAPE, letter, text.replace("\\\n", ""))


def letter(found: re.Match[str]) -> str:
    """What an escape stands for."""
    code = found[0][1:].strip(" \t\n")
    if not re.fullmatch("[0-9a-fA-F]+", code):
        return found[0][1:]
    number = int(code, 16)
    return chr(number) if 0 < number < 0x110000 and not 0xD800 <= number < 0xE000 else "\ufffd"
