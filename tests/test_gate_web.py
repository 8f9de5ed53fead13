"""The site of the guide, before the judges: axe-core on every page, the Nu checker, search, downloads."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tools import PLACES, ROOT, browser_check, missing, need, run

from pamphleteer.links.inside import broken_links
from pamphleteer.links.shelf import shelf_of_site

SITE = ROOT / "_build" / "html"
PICTURES = ROOT / "_build" / "ci"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.fixture(scope="module")
def pages() -> list[str]:
    """The pages of the site, below its folder."""
    found = sorted(str(p.relative_to(SITE)) for p in SITE.glob("*.html"))
    if not found:
        missing("no site in _build/html: run make all first")
    return found


def test_axe_finds_no_violation(pages: list[str]) -> None:
    """WCAG 2.2 A and AA on every page, wide and narrow, light and dark; nothing loads from other hosts."""
    wish = {"folder": SITE, "pages": pages, "widths": [1280, 360], "themes": ["light", "dark"], "tags": WCAG}
    result = browser_check("axe", wish)
    assert result["checks"] == 4 * len(pages)
    assert result["findings"] == []


def test_nu_checker_passes_the_html(pages: list[str]) -> None:
    """No error in any page."""
    need("java", "vnu")
    done = run(
        ["java", "-jar", PLACES["vnu"], "--format", "json", "--errors-only", *(SITE / p for p in pages)]
    )
    said = json.loads(done.stderr or done.stdout)["messages"]
    found = [f"{Path(m['url']).name}:{m.get('lastLine')}: {m['message']}" for m in said]
    assert found == []


def test_search_finds_a_word(pages: list[str]) -> None:
    """A reader who looks for “bandage” comes to the right chapter."""
    assert "search.html" in pages
    found = browser_check("search", {"folder": SITE, "page": "search.html", "word": "bandage"})
    assert found["trouble"] == []
    assert [hit for hit in found["results"] if hit["address"].startswith("first-three-days.html")]


def test_forms_print_on_one_sheet() -> None:
    """The plan, the diary and the log, on A4 and US Letter; a chapter takes more."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    forms = ["action-plan.html", "cramp-diary.html", "exercise-log.html"]
    wish = {"folder": SITE, "pages": [*forms, "exercises.html"], "sizes": ["A4", "Letter"], "keep": PICTURES}
    counts = browser_check("paper", wish)
    assert counts[:6] == [1] * 6
    assert min(counts[6:]) > 1


def test_every_link_inside_the_site_leads_somewhere(pages: list[str]) -> None:
    """Pages, anchors, pictures and downloads are there."""
    assert pages
    assert list(broken_links(shelf_of_site(SITE))) == []


def test_pictures_of_the_pages_for_people(pages: list[str]) -> None:
    """Screenshots as artefacts of the run: somebody should look at them."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    shots = [
        {
            "page": p,
            "width": w,
            "height": 900,
            "theme": t,
            "full": False,
            "file": PICTURES / f"{p[:-5]}-{w}-{t}.png",
        }
        for p in ("index.html", "relieving-a-cramp.html")
        for w in (1280, 360)
        for t in ("light", "dark")
        if p in pages
    ]
    assert browser_check("shots", {"folder": SITE, "shots": shots}) == 8
    assert all(Path(shot["file"]).stat().st_size > 5000 for shot in shots)  # type: ignore[arg-type]  # the file
