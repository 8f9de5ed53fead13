"""Chinese, Japanese or Korean in the Typst source → a font of this machine that has it.

Such fonts take 20 MB a weight, so none is shipped; Noto CJK is used where it is installed (OFL; Debian: `fonts-noto-cjk`).
No other font of the machine can get into a book: it would look otherwise on the next machine.
"""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

LETTERS = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
KANA, HANGUL = re.compile("[\u3040-\u30ff]"), re.compile("[\uac00-\ud7af]")
TRADITIONAL = re.compile(r'lang: "zh"[^)]*script: "Hant"')
FILE = re.compile(r"Noto(Sans|Serif)CJK.*\.(ttc|otf|ttf)", re.IGNORECASE)
HOW_TO_GET = "install Noto CJK (Debian: apt install fonts-noto-cjk)"


def has_letters(text: str) -> bool:
    """Whether any letter is one that our own fonts lack."""
    return bool(LETTERS.search(text))


def fonts_for(folder: Path) -> dict[str, str]:
    """Typst's `sys.inputs` that name the fonts for the sources in a work folder, which gets the files in `cjk/`.

    Empty where no source needs one, or none is installed.
    """
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.typ")))
    files = installed() if has_letters(text) else []
    if not files:
        return {}
    (folder / "cjk").mkdir(exist_ok=True)
    for path in files:
        target = folder / "cjk" / path.name
        if not target.exists():
            link(path, target)
    variant = (
        "JP"
        if KANA.search(text)
        else "KR"
        if HANGUL.search(text)
        else "TC"
        if TRADITIONAL.search(text)
        else "SC"
    )
    kinds = {"serif" if "serif" in path.name.lower() else "sans" for path in files}
    serif, sans = ("serif", "sans") if len(kinds) == 2 else (next(iter(kinds)),) * 2
    return {
        "cjk-serif": f"Noto {serif.title()} CJK {variant}",
        "cjk-sans": f"Noto {sans.title()} CJK {variant}",
    }


def link(path: Path, target: Path) -> None:
    """A font in the work folder; copied where links are not allowed."""
    try:
        target.symlink_to(path)
    except OSError:
        shutil.copyfile(path, target)


def installed() -> list[Path]:
    """The regular and bold files of Noto CJK on this machine."""
    home = Path.home()
    places = {
        "darwin": [Path("/Library/Fonts"), home / "Library/Fonts"],
        "win32": [Path("C:/Windows/Fonts"), home / "AppData/Local/Microsoft/Windows/Fonts"],
    }
    unix = [
        Path("/usr/share/fonts"),
        Path("/usr/local/share/fonts"),
        home / ".local/share/fonts",
        home / ".fonts",
    ]
    found = {
        path.name: path
        for place in places.get(sys.platform, unix)
        if place.is_dir()
        for path in sorted(place.rglob("Noto*"))
        if FILE.fullmatch(path.name) and re.search("regular|bold", path.name, re.IGNORECASE)
    }
    return list(found.values())
