"""The site of the guide, before the judges: axe-core on every page, the Nu checker, search, downloads."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import Tell
from tools import JVM, PLACES, ROOT, browser_check, missing, need, run

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


def test_axe_finds_no_violation(pages: list[str], tell: Tell) -> None:
    """WCAG 2.2 A and AA on every page, wide and narrow, light and dark; nothing loads from other hosts."""
    wish = {"folder": SITE, "pages": pages, "widths": [1280, 360], "themes": ["light", "dark"], "tags": WCAG}
    result = browser_check("axe", wish)
    tell(
        f"axe-core, WCAG 2.2 A and AA: {len(result['findings'])} violations in {result['checks']} looks at {len(pages)} pages"
    )
    assert result["checks"] == 4 * len(pages)
    assert result["findings"] == []


def test_nu_checker_passes_the_html(pages: list[str], tell: Tell) -> None:
    """No error in any page."""
    need("java", "vnu")
    done = run([*JVM, "-jar", PLACES["vnu"], "--format", "json", "--errors-only", *(SITE / p for p in pages)])
    said = json.loads(done.stderr or done.stdout)["messages"]
    found = [f"{Path(m['url']).name}:{m.get('lastLine')}: {m['message']}" for m in said]
    tell(f"Nu checker: {len(found)} errors in {len(pages)} pages")
    assert found == []


def test_search_finds_a_word(pages: list[str], tell: Tell) -> None:
    """A reader who looks for “bandage” comes to the right chapter."""
    assert "search.html" in pages
    found = browser_check("search", {"folder": SITE, "page": "search.html", "word": "bandage"})
    tell(f"search for “bandage”: {len(found['results'])} results, {len(found['trouble'])} faults")
    assert found["trouble"] == []
    assert [hit for hit in found["results"] if hit["address"].startswith("first-three-days.html")]


def test_keyboard_alone(pages: list[str], tell: Tell) -> None:
    """Whatever a pointer can use the Tab key reaches, and shows it; the text, a chapter and the search open by keys."""
    wish = {
        "folder": SITE,
        "pages": pages,
        "widths": [1280, 360],
        "start": "index.html",
        "search": "search.html",
    }
    walked = browser_check("keyboard", wish)
    tell(f"keyboard alone: {len(walked['findings'])} faults at {walked['stops']} stops on {len(pages)} pages")
    assert walked["stops"] > 20 * len(pages)
    assert walked["findings"] == []


def test_without_javascript(pages: list[str], tell: Tell) -> None:
    """Visible links lead from the first page to every chapter, and all of its text is there."""
    result = browser_check("plain", {"folder": SITE, "start": "index.html", "widths": [1280, 360]})
    made = {"search.html", "genindex.html"}
    lost = {width: sorted({*pages} - made - {*reached}) for width, reached in result["reached"].items()}
    tell(
        f"without JavaScript: {len(result['findings'])} faults, {sum(map(len, lost.values()))} pages out of reach"
    )
    assert lost == {"1280": [], "360": []}
    assert result["findings"] == []


def test_paper_is_clean(pages: list[str], tell: Tell) -> None:
    """What a browser prints has no navigation and no buttons, stays on the sheet, and is dark on white in a dark theme too."""
    text = [page for page in pages if page != "search.html"]
    result = browser_check("ink", {"folder": SITE, "pages": text, "themes": ["light", "dark"]})
    tell(f"print style: {len(result['findings'])} faults in {result['checks']} looks at {len(text)} pages")
    assert result["checks"] == 2 * len(text)
    assert result["findings"] == []


def test_forms_print_on_one_sheet(pages: list[str], tell: Tell) -> None:
    """The plan, the diary and the log, on A4 and US Letter; a chapter takes more."""
    assert pages
    PICTURES.mkdir(parents=True, exist_ok=True)
    forms = ["action-plan.html", "cramp-diary.html", "exercise-log.html"]
    wish = {"folder": SITE, "pages": [*forms, "exercises.html"], "sizes": ["A4", "Letter"], "keep": PICTURES}
    counts = browser_check("paper", wish)
    tell(f"forms on one sheet: {counts[:6].count(1)} of 6")
    assert counts[:6] == [1] * 6
    assert min(counts[6:]) > 1


def test_every_link_inside_the_site_leads_somewhere(pages: list[str], tell: Tell) -> None:
    """Pages, anchors, pictures and downloads are there."""
    assert pages
    broken = list(broken_links(shelf_of_site(SITE)))
    tell(f"links inside the site: {len(broken)} broken")
    assert broken == []


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
