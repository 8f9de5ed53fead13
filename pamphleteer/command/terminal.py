"""What a command prints → text that a terminal and the log of a CI job show and do not obey.

Names of files, words of chapters, messages of Typst and answers of web servers are printed, and strangers write them all. An
escape sequence among them would change the terminal; a line that begins with `::`, or holds `##[`, is a command to the runner
of GitHub Actions. So both streams of a command go through one encoder; only reports that machines read are written past it.
"""

from __future__ import annotations

import io
import os
import re
import secrets
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, TextIO, cast

if TYPE_CHECKING:
    from collections.abc import Iterator

UNSEEN = re.compile(
    r"\r(?!\n)|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
"""Control characters but for line ends and tabs; line ends that only some programs know; turns of direction."""
COLOUR = f"\ue000{secrets.token_hex(8)}:"
"""Begins a colour of ours (`COLOUR` + `1;31m`) in what is printed: no book can know it, so no book can conceal its words."""
COLOURED = re.compile(re.escape(COLOUR) + r"([0-9;]{0,8}m)")
COMMAND = re.compile(r"^(\s*)(?=::)", re.MULTILINE)
"""Where the runner of GitHub Actions looks for a command; it skips white space."""
OTHER_COMMAND = re.compile(r"##(?=\w*\[)")
"""Where older runners of GitHub, Azure Pipelines (`##vso[`) and TeamCity (`##teamcity[`) look for one."""


def encoded(text: str) -> str:
    r"""The text with what acts made visible: ESC becomes `\x1b`."""
    text = UNSEEN.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)
    text = OTHER_COMMAND.sub("#\\#", COMMAND.sub(r"\1\\", text))
    return COLOURED.sub("\x1b[\\1", text)


def coloured(text: str, colour: str) -> str:
    """The text in a colour of the terminal, such as `1;31`, for an `Encoder` to print."""
    return f"{COLOUR}{colour}m{text}{COLOUR}0m"


class Encoder(io.TextIOBase):
    """A stream that encodes what is printed on another."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.line = ""
        """What was written of the line that is not at its end, as far as a command could begin with it."""
        self.held = ""

    def write(self, text: str) -> int:
        """Print a text; how a line began counts for what follows."""
        whole, self.held = self.held + text, ""
        if whole.endswith("\r"):  # a line end of Windows, or one that would write over the line
            whole, self.held = whole[:-1], "\r"
        joined = encoded(self.line + whole)
        start = encoded(self.line)
        put(self.stream, joined.removeprefix(start) if joined.startswith(start) else f"\\{encoded(whole)}")
        self.line = (self.line + whole).rpartition("\n")[2][-40:]
        return len(text)

    def flush(self) -> None:
        """Pass everything on; a stream may have been closed before Python takes this one away."""
        if not self.stream.closed:
            with heard_or_not(self.stream):
                self.stream.flush()

    def isatty(self) -> bool:
        """Whether somebody is watching."""
        return self.stream.isatty()

    def fileno(self) -> int:
        """Of the stream itself."""
        return self.stream.fileno()

    @property
    def buffer(self) -> object:
        """Of the stream itself, for protocols that are not read by people."""
        return self.stream.buffer

    @property
    def encoding(self) -> str:  # type: ignore[override]  # the stream decides
        """Of the stream itself."""
        return self.stream.encoding


def put(stream: TextIO, text: str) -> None:
    """Write a text; letters that the stream has no code for become escapes.

    Who reads may have gone, such as `head`: then nobody hears the rest, and the work that was asked for goes on.
    """
    code = getattr(stream, "encoding", None) or "utf-8"
    with heard_or_not(stream):
        stream.write(text.encode(code, "backslashreplace").decode(code))


@contextmanager
def heard_or_not(stream: TextIO) -> Iterator[None]:
    """Turn a stream whose reader has gone to where nobody listens."""
    try:
        yield
    except BrokenPipeError:
        silence(stream)


def silence(stream: TextIO) -> None:
    """Let a stream end nowhere; what it still holds would else be an error when Python ends."""
    with suppress(OSError, ValueError):  # a stream of Python's own has no number
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def past_the_encoder(stream: TextIO) -> TextIO:
    """The stream itself, for what moves the cursor on purpose."""
    return stream.stream if isinstance(stream, Encoder) else stream


def write_for_machines(text: str) -> None:
    r"""Write a report on standard output: what would act on a terminal as `\u202e`, which JSON and YAML read as the same."""
    shown = UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
    put(past_the_encoder(sys.stdout), shown)


@contextmanager
def encoding_streams() -> Iterator[None]:
    """Let all that is printed go through encoders."""
    open_all()
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = (cast("TextIO", Encoder(stream)) for stream in before)
    try:
        yield
    finally:
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except OSError:  # such as a full disk, which has been told where it could be
                silence(stream)
        sys.stdout, sys.stderr = before


def open_all() -> None:
    """Give streams that were closed before we began (`>&-`) a place: else the next file that is opened takes their number."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free
    sys.stdin = sys.stdin or open(os.devnull, encoding="utf-8")  # noqa: SIM115 - open until the end
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - open until the end
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - open until the end
