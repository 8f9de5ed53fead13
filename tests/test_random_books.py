"""Generated books in every edition, and generated edits: what comes out, and that it is what comes out of nothing.

`make fuzz SEED=… COUNT=…` looks at more of them.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from conftest import Build
from hypothesis import HealthCheck, Phase, given, settings
from random_book import CONF, FILES
from random_checks import differences, faults_of, lay_out
from random_edits import histories
from random_pages import Made, books
from tools import epubcheck, made_once, need

FEW = settings(
    max_examples=3,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
"""Without search for the smallest: `make fuzz` does that."""


@pytest.fixture
def generated(shared: Path) -> Path:
    """A folder with the faults of some books, and with their e-books."""
    need("pdftotext")

    def make(folder: Path) -> None:
        faults: list[str] = []

        @FEW
        @given(made=books())
        def look(made: Made) -> None:
            faults.extend(faults_of(made, folder / "book", ("html", "epub", "pdf")))
            (ebook,) = (folder / "book" / "out" / "epub").glob("*.epub")
            shutil.copy(ebook, folder / f"{len(list(folder.glob('*.epub')))}.epub")

        look()
        shutil.rmtree(folder / "book")
        (folder / "faults.txt").write_text("\n".join(faults), encoding="utf-8")

    return made_once(shared, "random-books", make)


def test_every_edition_comes_out_whole(generated: Path) -> None:
    """No traceback, no word lost or on another, no message without a place."""
    assert (generated / "faults.txt").read_text(encoding="utf-8") == ""


def test_epubcheck_has_nothing_to_say(generated: Path) -> None:
    """On the e-books of the same books."""
    need("java", "epubcheck")
    ebooks = sorted(generated.glob("*.epub"))
    assert len(ebooks) == 3
    assert [epubcheck(ebook) for ebook in ebooks] == [[], [], []]


@FEW
@given(history=histories(3))
def test_edits_in_any_order(
    history: list[Mapping[str, str | bytes]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """After each edit the site and the e-book are those of a build from nothing."""
    assert list(differences(history, tmp_path_factory.mktemp("book"))) == []


def test_edits_that_leave_traces(tmp_path: Path) -> None:
    """Numbers go, the order changes where there are none, a page of terms gets a picture for title, the index goes."""
    history: list[dict[str, str | bytes]] = [
        {
            **FILES,
            "conf.py": CONF,
            "index.md": "# Start\n\n```{toctree}\n:numbered:\none\ntwo\n```\n",
            "one.md": "# One\n\n:::{glossary}\nleg\n  A leg\n:::\n\n## More\n",
            "two.md": "# Two\n\n{index}`Words`.\n",
        }
    ]
    edits: tuple[dict[str, str | bytes], ...] = (
        {"index.md": "# Start\n\n```{toctree}\none\ntwo\n```\n"},
        {"index.md": "# Start\n\n```{toctree}\ntwo\none\n```\n"},
        {"one.md": "# One\n\n{index}`Words` again.\n"},
        {"one.md": "# ![](pics/plain.png)\n\nWords.\n"},
        {"conf.py": CONF + "html_use_index = False\n"},
    )
    for edit in edits:
        history.append({**history[-1], **edit})
    assert list(differences(history, tmp_path / "book", ("html",))) == []


def test_formulas_without_a_name_keep_their_place(build: Build, tmp_path: Path) -> None:
    """MyST draws a label by lot for each: two builds would differ."""
    page = "# A\n\n\\begin{align}\na &= b\n\\end{align}\n\n\\begin{align}\nc &= d\n\\end{align}\n"
    (tmp_path / "source").mkdir()
    lay_out({**FILES, "conf.py": CONF, "index.md": page}, tmp_path / "source")
    text = build(tmp_path / "source").file("index.html").read_text("utf-8")
    assert [f'id="equation-index-{n}"' in text for n in (1, 2, 3)] == [True, True, False]
    assert [f'href="#equation-index-{n}"' in text for n in (1, 2, 3)] == [True, True, False]


def test_the_checks_find_what_is_wrong(tmp_path: Path) -> None:
    """A word that is nowhere, and a message without a place, are told."""
    made = Made(
        {**FILES, "conf.py": CONF, "index.md": "# A\n\nzq1x\n"},
        {"zq1x": frozenset({"html"}), "zq2x": frozenset({"html"})},
    )
    assert list(faults_of(made, tmp_path / "one", ("html",))) == ["html: lost: zq2x"]
    loud = 'import sphinx.util.logging\nsphinx.util.logging.getLogger("x").warning("somewhere")\n'
    made = Made({**FILES, "conf.py": CONF + loud, "index.md": "# A\n"}, {})
    assert [fault for fault in faults_of(made, tmp_path / "two", ("html",)) if "no place" in fault]
    made = Made(
        {
            **FILES,
            "conf.py": CONF,
            "index.md": "# A\n\nB.\n\n```{raw} typst\n#place[Monday]#place[Tuesday]\n```\n",
        },
        {},
    )
    found = [fault for fault in faults_of(made, tmp_path / "three", ("pdf",)) if "lies on" in fault]
    assert found == ["pdf: page 5: “Monday” lies on “Tuesday”"]
