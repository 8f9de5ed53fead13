"""A project after its commands → which of the facts that hold for every attempt are broken.

1. No word and no picture of a secret file is in an output folder, nor in what was printed.
2. No program of the book ran.
3. Nothing outside the output folder was changed, made or deleted.
4. The listener was not contacted, but by a check of links.
5. What was printed has no control characters but line ends and tabs, no turns of direction, and no command for a runner of CI.
6. No traceback, no “should not happen”; the exit status is 0, 1 or 2.
7. Each command ends by itself, and leaves no process behind.
8. No edition holds what runs, nor leads to what a reader's machine would run (`attempt_addresses`).
9. Words that are to be kept stand in every edition that was asked for.
"""

from __future__ import annotations

import base64
import html
import io
import os
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
from attempt_place import COLOUR, HEIGHT, WIDTH

CONTROL = re.compile(
    r"\r(?!\n)|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
REPORT = re.compile(r"::(error|warning|notice) ")
"""What `--format github` prints on purpose."""
ENDS = {0, 1, 2}
TOUCHED = ("--output", "--baseline", "--out")
"""Options that name what a command writes."""
UNSEEN = re.compile(r"[\s\u00ad\u200b-\u200d\u2060\ufffe\x02‐‑-]+")
QUOTES = str.maketrans("‘’‚“”„", "'''\"\"\"")
PAINTED = {"rg", "RG", "sc", "SC", "scn", "SCN"}


@dataclass(frozen=True)
class Said:
    """What came of one command."""

    words: tuple[str, ...]
    status: int | None
    """None when it had to be ended."""
    out: bytes
    """All that it printed."""

    @property
    def text(self) -> str:
        """What was printed, with stray bytes."""
        return self.out.decode("utf-8", errors="surrogateescape")


def faults_of_command(said: Said) -> Iterator[str]:
    """Facts 5, 6 and 7."""
    name = " ".join(said.words)
    if said.status is None:
        yield f"{name}: did not end by itself"
    elif said.status not in ENDS:
        yield f"{name}: ended with {said.status}"
    text = said.text
    if found := CONTROL.search(text):
        yield f"{name}: printed {found[0]!r} in {text[max(0, found.start() - 60) : found.end() + 20]!r}"
    for line in text.splitlines():
        begins = line.lstrip()
        if (begins.startswith("::") and not (is_report(said.words) and REPORT.match(line))) or "##[" in line:
            yield f"{name}: printed a command: {line[:100]!r}"
    for words in ("Traceback (most recent call last)", "should not happen"):
        if words in text and "-T" not in said.words:
            yield f"{name}: {words}: {text[text.index(words) :][-300:]!r}"


def is_report(words: Sequence[str]) -> bool:
    """Whether a command was asked to speak to a runner of CI."""
    return "github" in words


def secret_in(blob: bytes, secret: str) -> str:
    """How a secret stands in some bytes; empty when it does not."""
    plain = secret.encode()
    lowered = blob.lower()
    if plain in lowered:
        return f"“{secret}”"
    if plain in bytes(reversed(lowered)) or plain in lowered.replace(b"\0", b""):
        return f"“{secret}” in other order or code"
    for start in range(3):
        coded = base64.b64encode(b"\0" * start + plain)
        inner = coded[4 if start else 0 : -4]
        if inner in blob:
            return f"“{secret}” in base 64"
    return ""


def secrets_in(folder: Path, secret: str) -> Iterator[str]:
    """Fact 1: where a secret stands in an output folder."""
    for path in files_below(folder):
        where = path.relative_to(folder.parent).as_posix()
        for name, blob in contents(path):
            if found := secret_in(blob, secret):
                yield f"{where}{name}: holds {found}"
            elif path.suffix in {".html", ".epub"} and re.search(rb"\b%d ?px|=\"%d\"" % (WIDTH, WIDTH), blob):
                yield f"{where}{name}: holds the width of a secret picture"
        if path.suffix == ".pdf":
            with suppress(pikepdf.PdfError):  # whether it is an edition is for others to say
                yield from (f"{where}: {fault}" for fault in pictures_in(path))


def files_below(folder: Path) -> Iterator[Path]:
    """The files of a folder, links not followed."""
    for path, _folders, names in os.walk(folder):
        yield from (
            found
            for name in sorted(names)
            if (found := Path(path, name)).is_file() and not found.is_symlink()
        )


def contents(path: Path) -> Iterator[tuple[str, bytes]]:
    """What a file holds, and what it holds unpacked: the name of the part, and its bytes."""
    blob = path.read_bytes()
    yield "", blob
    with suppress(zipfile.BadZipFile, zlib.error, pikepdf.PdfError, pypdfium2.PdfiumError):
        yield from unpacked(path, blob)


def unpacked(path: Path, blob: bytes) -> Iterator[tuple[str, bytes]]:
    """The parts of what is packed in some way."""
    if zipfile.is_zipfile(io.BytesIO(blob)):
        with zipfile.ZipFile(io.BytesIO(blob)) as archive:
            for name in archive.namelist():
                part = archive.read(name)
                yield f"!{name}", part
    elif path.suffix == ".inv":
        yield "!unpacked", zlib.decompress(blob.split(b"\n", 4)[-1])
    elif blob.startswith(b"%PDF"):
        yield "!text", UNSEEN.sub("", pdf_text(path)).encode()
        with pikepdf.open(path) as pdf:
            for item in pdf.objects:
                yield from (("!objects", part) for part in strings_in(item))


def pdf_text(path: Path) -> str:
    """The words of all pages."""
    with pypdfium2.PdfDocument(path) as pdf:
        return "\n".join(page.get_textpage().get_text_range() for page in pdf)


def strings_in(item: Any) -> Iterator[bytes]:
    """Strings and texts below an object of a PDF that are not objects of their own."""
    if isinstance(item, pikepdf.Stream) and item.get("/Subtype") != "/Image":
        with suppress(pikepdf.PdfError):
            yield item.read_bytes()
    if isinstance(item, pikepdf.String):
        yield bytes(item)
        yield str(item).encode(errors="replace")
    elif isinstance(item, pikepdf.Array):
        for part in item:
            yield from direct(part)
    elif isinstance(item, (pikepdf.Dictionary, pikepdf.Stream)):
        for part in item.values():
            yield from direct(part)


def direct(part: Any) -> Iterator[bytes]:
    """The strings of a part, unless it is an object that is looked at by itself."""
    if not isinstance(part, pikepdf.Object) or not part.is_indirect:
        yield from strings_in(part)


def pictures_in(path: Path) -> Iterator[str]:
    """The secret pictures in a PDF, by their size and their colour."""
    with pikepdf.open(path) as pdf:
        for item in pdf.objects:
            if not isinstance(item, pikepdf.Stream):
                continue
            if item.get("/Subtype") == "/Image":
                if [item.get("/Width"), item.get("/Height")] == [WIDTH, HEIGHT]:
                    yield "holds a secret picture"
            elif item.get("/Subtype") == "/Form" and paints(item):
                yield "holds a secret drawing"
        if any(paints(page) for page in pdf.pages):
            yield "holds a secret drawing"


def paints(stream: pikepdf.Page | pikepdf.Stream) -> bool:
    """Whether a page paints in the colour of the secret drawing."""
    wanted = [part / 255 for part in COLOUR]
    for instruction in pikepdf.parse_content_stream(stream):
        if str(instruction.operator) in PAINTED and len(instruction.operands) == 3:
            found = map(float, instruction.operands)
            if all(abs(one - other) < 0.002 for one, other in zip(found, wanted, strict=True)):
                return True
    return False


def changes(before: dict[str, str], after: dict[str, str], allowed: Iterable[str]) -> Iterator[str]:
    """Fact 3; `allowed` are the beginnings of paths that commands were asked to write to."""
    allowed = tuple(allowed)
    for name in sorted(before.keys() | after.keys()):
        if before.get(name) == after.get(name) or any(
            name == one or name.startswith(f"{one}/") for one in allowed
        ):
            continue
        what = "made" if name not in before else "deleted" if name not in after else "changed"
        yield f"{what} outside the output folder: {name}"


def may_write(commands: Iterable[Sequence[str]]) -> Iterator[str]:
    """What commands were asked to write to, below the base folder."""
    for words in commands:
        named = [words[n + 1] for n, word in enumerate(words[:-1]) if word in TOUCHED]
        if words[:1] == ("new",) or words[:2] == ("terms", "export"):
            named.append(words[-1])
        if "--fix" in words:
            named += ["book", *words[1:]]
        yield from (os.path.normpath(Path("project", name)) for name in named)


def lost(out: Path, commands: Iterable[Sequence[str]], keeps: Sequence[str]) -> Iterator[str]:
    """Fact 9."""
    asked = {word for words in commands if words[0] == "build" for word in words[1:]}
    texts = {
        "html": [text_of_pages(path.read_text("utf-8") for path in files_in(out / "html", "**/*.html"))],
        "epub": [text_of_epub(path) for path in files_in(out / "epub", "*.epub")],
        "pdf": [pdf_text(path) for path in files_in(out / "pdf", "*.pdf") if "booklet" not in path.name],
    }
    for edition, found in texts.items():
        if edition not in asked:
            continue
        squashed = [squash(text) for text in found] or [""]
        for words in keeps:
            if not all(squash(words) in text for text in squashed):
                yield f"{edition}: lost “{words}”"


def files_in(folder: Path, pattern: str) -> list[Path]:
    """The files of such names; a folder of such a name is none."""
    found = [path for path in folder.glob(pattern) if path.is_file()]
    return [path for path in found if path.suffix == ".html" or path.read_bytes()[:4] in {b"PK\3\4", b"%PDF"}]


def text_of_epub(path: Path) -> str:
    """The words of an e-book."""
    with zipfile.ZipFile(path) as book:
        return text_of_pages(book.read(name).decode() for name in book.namelist() if name.endswith(".xhtml"))


def text_of_pages(pages: Iterable[str]) -> str:
    """The words of pages of HTML."""
    return " ".join(html.unescape(re.sub("<[^>]*>", "", page)) for page in pages)


def squash(text: str) -> str:
    """A text without what editions set in ways of their own."""
    return UNSEEN.sub("", unicodedata.normalize("NFKC", text).translate(QUOTES))
