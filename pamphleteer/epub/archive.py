"""Files → the `.epub`: `mimetype` first and stored, the rest in a fixed order with fixed dates and modes."""

from __future__ import annotations

import shutil
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FOLDER = "EPUB"
CONTAINER = f"""<?xml version="1.0" encoding="UTF-8"?>
<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">
<rootfiles><rootfile full-path="{FOLDER}/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
""".encode()
FIRST = ("package.opf", "nav.xhtml", "toc.ncx")
OLDEST, LATEST = datetime(1980, 1, 1, tzinfo=UTC), datetime(2107, 12, 31, tzinfo=UTC)
"""The zip format knows no date beyond these."""
PACKED = frozenset({"png", "jpg", "gif", "webp", "woff2"})  # compressed already


def write_archive(target: Path, files: Mapping[str, bytes | Path], date: datetime) -> None:
    """Write beside the target, then rename: whoever reads sees the old book or the new one."""
    stamp = min(max(date, OLDEST), LATEST).timetuple()[:6]
    names = [*(name for name in FIRST if name in files), *sorted(set(files) - set(FIRST))]
    members: list[tuple[str, bytes | Path]] = [
        ("mimetype", b"application/epub+zip"),
        ("META-INF/container.xml", CONTAINER),
    ]
    members += [(f"{FOLDER}/{name}", files[name]) for name in names]
    beside = target.with_name(f".{target.name}.tmp")
    with zipfile.ZipFile(beside, "w") as archive:
        for name, data in members:
            info = zipfile.ZipInfo(name, stamp)
            info.create_system, info.external_attr = 3, 0o100644 << 16
            stored = name == "mimetype" or name.rpartition(".")[2] in PACKED
            info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            if isinstance(data, bytes):
                archive.writestr(info, data, compresslevel=None if stored else 9)
                continue
            info.file_size = data.stat().st_size
            with data.open("rb") as source, archive.open(info, "w") as member:
                shutil.copyfileobj(source, member, 1 << 16)  # a photo may be larger than all the text
    beside.replace(target)
