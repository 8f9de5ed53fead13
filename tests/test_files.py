"""Files where strangers can write: pipes, links and folders in their places."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pamphleteer.files import read_whole, write_whole


def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    """A pipe, a folder, a link to a pipe, nothing."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("pipe")
    (tmp_path / "file").write_bytes(b"words")
    assert read_whole(tmp_path / "file") == b"words"
    for name in ("pipe", "link", ".", "none"):
        with pytest.raises(OSError, match=r"\[Errno"):
            read_whole(tmp_path / name)


def test_links_are_replaced_and_not_followed(tmp_path: Path) -> None:
    """What they lead to stays, and nothing is left beside."""
    (tmp_path / "other").write_bytes(b"kept")
    (tmp_path / "link").symlink_to("other")
    write_whole(tmp_path / "link", b"new")
    assert (tmp_path / "other").read_bytes() == b"kept"
    assert not (tmp_path / "link").is_symlink()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link", "other"]


def test_rights_stay(tmp_path: Path) -> None:
    """Of the file that stood there; a new one has those that are asked for."""
    path = tmp_path / "file"
    write_whole(path, b"one", rights=0o600)
    assert path.stat().st_mode & 0o777 == 0o600
    path.chmod(0o640)
    write_whole(path, b"two")
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_folder_in_its_place(tmp_path: Path) -> None:
    """It stays, and nothing is left beside."""
    (tmp_path / "file" / "kept").mkdir(parents=True)
    with pytest.raises(IsADirectoryError):
        write_whole(tmp_path / "file", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
