"""Files of every kind → pages: what is heading, item and paragraph, and where each character stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pamphleteer.lint.engine import run
from pamphleteer.lint.page import OPAQUE, Page
from pamphleteer.lint.read.catalogue import entries
from pamphleteer.lint.read.files import files_below, read_file
from pamphleteer.lint.read.metadata import UnreadableError
from pamphleteer.lint.rules import RULES
from pamphleteer.lint.source import Source

ANY_TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=200) | st.lists(
    st.sampled_from('# * - 1. ` [ ] ( ) { } : \n | > < & \\ " a b % $ = \t'.split(" ")), max_size=60
).map("".join)
QUIET = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


def read(folder: Path, name: str, text: str | bytes) -> list[Page]:
    """The pages of a file with this content."""
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_file(path, "en")


def kinds(page: Page) -> list[tuple[str, str]]:
    """Kind and text of each block."""
    return [(block.kind, block.text) for block in page.blocks]


PLAIN = """A guide to rest

Rest the leg
for two days.

WHAT YOU NEED

  • a towel
  • a chair, if
    you have one
    1) sit

Is it better?

1. Walk.
2. Run.
"""


def test_plain_text_is_read_as_a_person_sees_it(tmp_path: Path) -> None:
    """Headings, wrapped paragraphs, lists in lists."""
    (page,) = read(tmp_path, "guide.txt", PLAIN)
    assert kinds(page) == [
        ("heading", "A guide to rest"),
        ("paragraph", "Rest the leg for two days."),
        ("heading", "WHAT YOU NEED"),
        ("marker", "•"),
        ("item", "a towel"),
        ("marker", "•"),
        ("item", "a chair, if you have one"),
        ("marker", "1)"),
        ("item", "sit"),
        ("heading", "Is it better?"),
        ("marker", "1."),
        ("item", "Walk."),
        ("marker", "2."),
        ("item", "Run."),
    ]
    assert [b.level for b in page.blocks if b.kind == "heading"] == [1, 2, 2]
    assert [b.level for b in page.blocks if b.kind == "marker"] == [1, 1, 2, 1, 1]


def test_findings_in_plain_text_have_their_place(tmp_path: Path) -> None:
    """Over a line break, with the indentation between."""
    read(tmp_path, "a.txt", "Rest the\n   the leg for two days.\n")
    (page,) = read_file(tmp_path / "a.txt", "en")
    (found,) = [f for f in run(page, RULES) if f.rule == "repeated-word"]
    assert (found.line, found.column, found.end_line, found.end_column) == (1, 6, 2, 7)


RST = """
Rest
====

.. note:: Take the the towel.

   And a chair.

.. tab-set::

   .. tab-item:: Day one

      Rest :ref:`more <rest>` and :doc:`x`, says :abbr:`WHO (World Health Organization)` :cite:`a`.

.. code-block:: python

   the the

.. autofunction:: nothing

- item
"""


def test_restructuredtext_without_sphinx(tmp_path: Path) -> None:
    """Directives and roles of Sphinx are known or tolerated; code is not read."""
    (page,) = read(tmp_path, "a.rst", RST)
    prose = [(b.kind, b.text) for b in page.prose]
    assert prose == [
        ("heading", "Rest"),
        ("paragraph", "Take the the towel."),
        ("paragraph", "And a chair."),
        ("caption", "Day one"),
        ("paragraph", f"Rest more and {OPAQUE}, says WHO {OPAQUE}."),
        ("item", "item"),
    ]
    marks = {(m.kind, b.text[m.start : m.end]) for b in page.blocks for m in b.marks}
    assert {("link", "more"), ("explained", "WHO"), ("cite", OPAQUE)} <= marks
    (found,) = [f for f in run(page, RULES) if f.rule == "repeated-word"]
    assert (found.line, found.column) == (5, 16)


PO = r"""# a comment
msgid ""
msgstr "Language: es\n"

#, fuzzy
msgid "Rest the **leg** for"
" two \"days\"."
msgstr ""
"Descanse la la **pierna**\t"
"dos días."

msgctxt "menu"
msgid "one"
msgid_plural "many"
msgstr[0] "uno"
msgstr[1] "muchos"

#~ msgid "old"
#~ msgstr "viejo"
"""


def test_catalogues_have_two_sides(tmp_path: Path) -> None:
    """Each in its language; obsolete entries are left out."""
    (page,) = read(tmp_path, "es.po", PO)
    assert [(b.language, b.text) for b in page.blocks] == [
        ("en", 'Rest the leg for two "days".'),
        ("es", "Descanse la la pierna\tdos días."),
        ("en", "one"),
        ("en", "many"),
        ("es", "uno"),
        ("es", "muchos"),
    ]
    (found,) = [f for f in run(page, RULES) if f.rule == "repeated-word"]
    assert (found.line, found.column, found.end_column) == (9, 11, 16)
    first = entries(Source(PO), "es.po")[1]
    assert first.fuzzy
    assert Source(PO).text[slice(*first.source.spans[first.source.text.index('"')])] == '\\"'


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ('msgid "a\nmsgstr ""\n', 1, "the string does not end"),
        ('msgid "a"\nmsgstr "\\q"\n', 2, "is no escape"),
        ('msgstr "a"\n', 1, "without a msgid"),
        ('"a"\n', 1, "a string without"),
        ('msgid "a"\nmsgstr "b"\nhello\n', 3, "is no part of a catalogue"),
    ],
)
def test_broken_catalogues_are_refused_with_their_line(
    tmp_path: Path, text: str, line: int, message: str
) -> None:
    """One message that says where and what."""
    with pytest.raises(UnreadableError, match=rf"es\.po:{line}: .*{message}"):
        read(tmp_path, "es.po", text)


@pytest.mark.parametrize("suffix", [".md", ".txt", ".po", ".rst"])
@QUIET
@given(text=ANY_TEXT)
def test_any_text_is_read_or_refused(tmp_path: Path, suffix: str, text: str) -> None:
    """And all rules run over what was read."""
    try:
        pages = read(tmp_path, f"any{suffix}", text)
    except UnreadableError as error:
        assert str(error).startswith(str(tmp_path))  # noqa: PT017 - either is right
        return
    for page in pages:
        run(page, RULES)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"Rest\n\xff\xfa", r"a\.md:2: byte 0xff is not UTF-8: save the file as UTF-8"),
        (b"Rest\n\0", r"a\.md:2: holds a NUL"),
        (b"---\na: [\n---\nRest", r"a\.md:\d: the front matter is not YAML"),
        (b"---\n- a\n---\nRest", r"a\.md:2: the front matter has no fields"),
    ],
)
def test_files_that_are_no_text_are_refused(tmp_path: Path, data: bytes, message: str) -> None:
    """With the line and what to do."""
    with pytest.raises(UnreadableError, match=message):
        read(tmp_path, "a.md", data)


def test_a_very_long_line_is_refused(tmp_path: Path) -> None:
    """Fifty megabytes without a line end are no text; half a megabyte may be one."""
    with pytest.raises(UnreadableError, match=r"long\.txt:2: a line of 52000000 characters"):
        read(tmp_path, "long.txt", b"Rest\n" + b"rest the leg " * 4_000_000)
    (page,) = read(tmp_path, "long.txt", b"rest the leg " * 40_000)
    assert len(page.blocks) == 1


def test_folders_are_searched_in_order_and_not_left(tmp_path: Path) -> None:
    """Built and hidden folders are left out, as are links to files elsewhere."""
    inside = tmp_path / "in"
    for name in ("b.md", "a/c.txt", "_build/x.md", ".git/y.md", "node_modules/z.md", "d.png"):
        (inside / name).parent.mkdir(parents=True, exist_ok=True)
        (inside / name).write_text("x", encoding="utf-8")
    (tmp_path / "out.md").write_text("x", encoding="utf-8")
    (inside / "link.md").symlink_to(tmp_path / "out.md")
    assert [str(p.relative_to(inside)) for p in files_below(inside)] == ["b.md", "a/c.txt"]
