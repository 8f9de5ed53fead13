"""Attempts → a project on the disk, with secrets inside and outside of it that no edition may hold."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from attempt import Attempt
from PIL import Image, PngImagePlugin

WIDTH, HEIGHT = 1039, 13
"""Pixels of the secret pictures: no other picture has them."""
COLOUR = (27, 43, 61)
"""Of the secret drawing."""
CONF = """project = "A book"
author = "Somebody"
extensions = ["myst_parser", "sphinx_design", "sphinxcontrib.bibtex", "sphinx.ext.graphviz", "pamphleteer"]
myst_enable_extensions = [
    "amsmath", "attrs_block", "attrs_inline", "colon_fence", "deflist", "dollarmath", "fieldlist", "html_admonition",
    "html_image", "replacements", "smartquotes", "strikethrough", "substitution", "tasklist",
]
myst_substitutions = {"name": "Value"}
bibtex_bibfiles = ["book/sources.bib"]
numfig = True
html_theme = "%s"
"""
INDEX = "# A book\n\n```{toctree}\n:glob:\n\n*\n**/*\n```\n"
SOURCES = "@book{own, title={Own}, author={A. Author}, year={2000}, publisher={P}}\n"
PYPROJECT = '[project]\nname = "a-book"\nversion = "1"\n'
HOME_OWN = (".cache", ".local/state")
"""Folders below HOME that programs keep things in."""


@dataclass(frozen=True)
class Place:
    """The folders of one project or of a book of several attempts."""

    base: Path
    server: str
    """Address of the listener that nobody may contact."""

    @property
    def project(self) -> Path:
        """What a stranger can write to."""
        return self.base / "project"

    @property
    def outside(self) -> Path:
        """What a stranger cannot."""
        return self.base / "outside"

    @property
    def home(self) -> Path:
        """The folder of the user."""
        return self.base / "home"

    @property
    def temporary(self) -> Path:
        """Where programs put what they need for a moment."""
        return self.base / "tmp"

    def ran(self, attempt: Attempt) -> Path:
        """What a program of this attempt creates when it runs."""
        return self.base / f"ran-{attempt.name}"

    @property
    def secret(self) -> str:
        """The words of all secret files here."""
        return f"zq{hashlib.sha256(str(self.base).encode()).hexdigest()[:12]}x"

    def filled(self, text: str, attempt: Attempt) -> str:
        """A text with the places of this project in it."""
        values = {"OUTSIDE": self.outside, "SERVER": self.server, "RAN": self.ran(attempt)}
        for name, value in values.items():
            text = text.replace(f"{{{name}}}", str(value))
        return text


def lay_out(attempts: Sequence[Attempt], place: Place, theme: str) -> None:
    """Make the project, and what lies around it."""
    own = (place.home / name for name in HOME_OWN)
    for folder in (place.project, place.outside, place.temporary, *own):
        folder.mkdir(parents=True)
    lay_secrets(place)
    common = {
        "conf.py": CONF % theme, "book/index.md": INDEX, "book/sources.bib": SOURCES, "pyproject.toml": PYPROJECT
    }  # fmt: skip
    named = {name for attempt in attempts for name in attempt.files}
    if "book/conf.py" in named:
        del common["conf.py"]
    for name, text in common.items():
        write(place.project / name, text)
    for attempt in attempts:
        for name, content in attempt.files.items():
            filled = place.filled(content, attempt) if isinstance(content, str) else content
            write(place.project / place.filled(name, attempt), filled)
    for attempt in attempts:
        if attempt.prepare:
            attempt.prepare(place.project)


def write(path: Path, content: str | bytes) -> None:
    """A file and the folders above it; line ends as they are given."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(
        content if isinstance(content, bytes) else content.encode("utf-8", errors="surrogateescape")
    )


def lay_secrets(place: Place) -> None:
    """Secrets outside, and those in the project and at home that tools leave there."""
    secret = place.secret
    size = f'width="{WIDTH}" height="{HEIGHT}"'
    paint = "#{:02x}{:02x}{:02x}".format(*COLOUR)
    files = {
        "outside/secret.txt": f"{secret}\n",
        "outside/secret.md": f"# {secret}\n\n{secret} words\n",
        "outside/secret.csv": f"{secret},two\n",
        "outside/secret.bib": f"@book{{secret, title={{{secret}}}, author={{{secret}}}, year={{2000}}, publisher={{P}}}}\n",
        "outside/secret.py": f'"""{secret}"""\n\nSECRET = "{secret}"\n',
        "outside/secret.svg": (
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="0 0 {WIDTH} {HEIGHT}"><title>{secret}</title>'
            f'<rect {size} fill="{paint}"/><text x="0" y="9">{secret}</text></svg>\n'
        ),
        "project/.env": f"TOKEN={secret}\n",
        "project/book/.hidden/secret.txt": f"{secret}\n",
        "project/.git/config": f'[http "https://example.org/"]\n\textraheader = AUTHORIZATION: basic {secret}\n',
        "home/.netrc": f"machine example.org login somebody password {secret}\n",
    }
    for name, text in files.items():
        write(place.base / name, text)
    words = PngImagePlugin.PngInfo()
    words.add_text("Comment", secret)
    Image.new("RGB", (WIDTH, HEIGHT), COLOUR).save(place.outside / "secret.png", pnginfo=words)


def outputs(place: Place, words: Sequence[str]) -> list[Path]:
    """The folders that editions are written to; `words` are those of the commands."""
    named = [place.project / words[n + 1] for n, word in enumerate(words[:-1]) if word == "--out"]
    walked = os.walk(place.project)
    return [
        *named,
        *(Path(path, name) for path, names, _files in walked for name in names if name == "_build"),
    ]


def state(place: Place, words: Sequence[str]) -> dict[str, str]:
    """Every file, folder and link that no command may touch → what it is."""
    found = {}
    spared = (
        {place.home / name for name in HOME_OWN} | set(outputs(place, words)) | {place.project / "_build"}
    )
    for top in (place.project, place.outside, place.home):
        for path in below(top, spared):
            found[path.relative_to(place.base).as_posix()] = look_of(path)
    return found


def below(folder: Path, spared: set[Path]) -> Iterator[Path]:
    """What lies in a folder, links not followed."""
    for path, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if Path(path, name) not in spared]
        yield from (Path(path, name) for name in (*folders, *files))


def look_of(path: Path) -> str:
    """Kind, rights and content of a file."""
    told = path.lstat()
    content = ""
    if stat.S_ISLNK(told.st_mode):
        content = str(path.readlink())
    elif stat.S_ISREG(told.st_mode):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
    return f"{told.st_mode:o} {content}"
