"""A `Finding`: what a rule found, at its place in a file, ready to be reported."""

from __future__ import annotations

from dataclasses import dataclass

from pamphleteer.lint.settings import Severity


@dataclass(frozen=True, order=True)
class Related:
    """Another place that a finding speaks of: the other copy, the first mention."""

    path: str
    line: int
    column: int
    """0 when only the line is known."""
    end_line: int
    end_column: int
    message: str = ""
    text: str = ""


@dataclass(frozen=True, order=True)
class Finding:
    """One fault. Lines and columns count from 1, columns in code points; the end is the first column behind."""

    path: str
    line: int
    column: int
    """0 when only the line is known."""
    end_line: int
    end_column: int
    rule: str
    severity: Severity
    message: str
    hint: str = ""
    text: str = ""
    """The words that were found, as a reader sees them."""
    fix: str | None = None
    """What to write in the place of the found characters, where that is safe without asking; only for an exact place."""
    related: tuple[Related, ...] = ()
    beside: tuple[tuple[str, str], ...] = ()
    """Sentences to be read side by side: what stands here, and what stands in the other place."""

    @property
    def exact(self) -> bool:
        """Whether the characters are known, not the line alone."""
        return self.column > 0

    @property
    def place(self) -> str:
        """`path:line:column`, or `path:line` when no column is known."""
        return f"{self.path}:{self.line}:{self.column}" if self.exact else f"{self.path}:{self.line}"
