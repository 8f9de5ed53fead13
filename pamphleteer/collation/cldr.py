"""A copy of CLDR → the data of this package: `python -m pamphleteer.collation.cldr FOLDER/common`.

Debian has such a copy in its package `unicode-cldr-core`. The data change once a year, and only where a language does.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

HERE = Path(__file__).parent / "data"
NOTE = "# From the Unicode Common Locale Data Repository; see LICENSE in this folder.\n"
ELEMENT = re.compile(r"\[[.*]([0-9A-F]+)\.([0-9A-F]+)\.([0-9A-F]+)\]")
LINE = re.compile(r"([0-9A-F ]+?)\s*;\s*((?:\[[^\]]*\])+) # (\S+)")
FIRST_LETTER = "a"
SCRIPTS = {
    "LATIN": "Latn", "GREEK": "Grek", "COPTIC": "Copt", "CYRILLIC": "Cyrl", "GLAGOLITIC": "Glag", "GEORGIAN": "Geor",
    "ARMENIAN": "Armn", "HEBREW": "Hebr", "PHOENICIAN": "Phnx", "ARABIC": "Arab", "SYRIAC": "Syrc", "THAANA": "Thaa",
    "NKO": "Nkoo", "TIFINAGH": "Tfng", "ETHIOPIC": "Ethi", "DEVANAGARI": "Deva", "BENGALI": "Beng", "GURMUKHI": "Guru",
    "GUJARATI": "Gujr", "ORIYA": "Orya", "TAMIL": "Taml", "TELUGU": "Telu", "KANNADA": "Knda", "MALAYALAM": "Mlym",
    "SINHALA": "Sinh", "MEETEI": "Mtei", "THAI": "Thai", "LAO": "Laoo", "TAI": "Tale", "TIBETAN": "Tibt", "LEPCHA": "Lepc",
    "MYANMAR": "Mymr", "HANIFI": "Rohg", "CHAKMA": "Cakm", "KHMER": "Khmr", "MONGOLIAN": "Mong", "OL": "Olck",
    "CHEROKEE": "Cher", "OSAGE": "Osge", "CANADIAN": "Cans", "OGHAM": "Ogam", "VAI": "Vaii", "ADLAM": "Adlm",
    "HANGUL": "Hang", "HIRAGANA": "Kana", "BOPOMOFO": "Bopo", "YI": "Yiii", "LISU": "Lisu",
}  # fmt: skip
"""The first word of the names of a script's letters → its code; scripts without books in them share `Zzzz`."""
WITHIN = frozenset("MODIFIER VERTICAL CARON TURNED VEDIC KATAKANA HENTAIGANA".split())
"""First words of names of letters that stand among those of a script."""


def table(path: Path) -> Iterator[tuple[str, list[tuple[str, ...]], str]]:
    """The lines of the root order: letters, elements, first word of the name."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if found := LINE.match(line):
            text = "".join(chr(int(code, 16)) for code in found[1].split())
            yield text, ELEMENT.findall(found[2]), found[3]


def write_root(folder: Path) -> None:
    """The root order without what normal forms answer, and where its scripts begin."""
    lines: list[str] = []
    names: dict[int, str] = {}
    first = 0
    for text, elements, name in table(folder / "uca" / "allkeys_CLDR.txt"):
        letter = int(elements[0][0], 16)
        if text == FIRST_LETTER:
            first = letter
        if (
            len(text) == 1
            and unicodedata.category(text)[0] == "L"
            and unicodedata.normalize("NFKD", text) == text
        ):
            names.setdefault(letter, name)
        if text == unicodedata.normalize("NFD", text):
            codes = " ".join(f"{ord(character):X}" for character in text)
            weights = ",".join(".".join(f"{int(part, 16)}" for part in element) for element in elements)
            lines.append(f"{codes};{weights}")
    lines.sort(key=lambda line: line.partition(";")[0])  # so that one is found by halving
    (HERE / "root.txt").write_text(NOTE + "\n".join(lines) + "\n", encoding="utf-8")
    starts, last = [], ""
    for letter in sorted(found for found in names if found >= first):
        script = last if names[letter] in WITHIN else SCRIPTS.get(names[letter], "Zzzz")
        if script != last:
            starts.append(f"{letter:X} {script}")
        last = script
    (HERE / "scripts.txt").write_text(NOTE + "\n".join(starts) + "\n", encoding="utf-8")


def write_rules(folder: Path) -> None:
    """The usual tailoring of each language, and those that they import."""
    (HERE / "rules").mkdir(exist_ok=True)
    for path in sorted((folder / "collation").glob("*.xml")):
        tree = etree.parse(str(path))
        usual = tree.findtext(".//defaultCollation") or "standard"
        kinds = [element.get("type", "") for element in tree.iter("collation")]
        for kind in (usual, *(kind for kind in kinds if kind.startswith("private-"))):
            rules = rules_in(tree, kind) or rules_in(
                etree.parse(str(path.with_stem(path.stem.partition("_")[0]))), kind
            )
            name = path.stem if kind == usual else f"{path.stem}@{kind}"
            if rules and path.stem != "root":
                (HERE / "rules" / f"{name}.txt").write_text(NOTE + rules + "\n", encoding="utf-8")


def rules_in(tree: etree._ElementTree, kind: str) -> str:
    """The rules of a kind, the short ones of two; empty where there are none."""
    found = [element for element in tree.iter("collation") if element.get("type") == kind]
    found.sort(key=lambda element: element.get("alt", "long"), reverse=True)
    lines = (found[0].findtext("cr") or "").splitlines() if found else []
    return "\n".join(line.strip() for line in lines if line.strip() and not line.strip().startswith("#"))


def write_letters(folder: Path) -> None:
    """The letters that head the groups of an index in each language."""
    lines = []
    for path in sorted((folder / "main").glob("*.xml")):
        found = etree.parse(str(path)).findtext(".//exemplarCharacters[@type='index']")
        if found and path.stem != "root":
            letters = re.findall(r"\{([^}]*)\}|\\?(\S)", found.strip()[1:-1])
            lines.append(" ".join([path.stem, *(several or one for several, one in letters)]))
    (HERE / "letters.txt").write_text(NOTE + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    HERE.mkdir(exist_ok=True)
    write_root(Path(sys.argv[1]))
    write_rules(Path(sys.argv[1]))
    write_letters(Path(sys.argv[1]))
