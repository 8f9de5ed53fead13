"""Links inside a finished site: the good ones pass, the others are named with the nearest right target."""

from __future__ import annotations

from pathlib import Path

from pamphleteer.command.links import broken_links


def site(tmp_path: Path, body: str) -> Path:
    """A site of two pages."""
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "two words.html").write_text(
        '<h1 id="stretch">Two</h1><a href="../index.html">up</a>'
    )
    (tmp_path / "index.html").write_text(f'<h1 id="top">One</h1><img src="a.png">{body}')
    (tmp_path / "a.png").write_bytes(b"")
    return tmp_path


def test_good_links_pass(tmp_path: Path) -> None:
    """Escaped names, fragments, folders, other sites and mail addresses are all right."""
    body = (
        '<a href="sub/two%20words.html#stretch">x</a><a href="#top">x</a><a href="https://example.org/no">x</a>'
        '<a href="mailto:a@example.org">x</a><a href="?q=1">x</a><a href="index.html?v=2#top">x</a><a href="./">x</a>'
    )
    assert list(broken_links(site(tmp_path, body))) == []


def test_broken_links_are_named_with_the_nearest_target(tmp_path: Path) -> None:
    """A missing page, a missing anchor and a missing picture."""
    body = '<a href="sub/two-words.html">x</a><a href="sub/two%20words.html#strech">x</a><img src="zzzz.svg">'
    assert list(broken_links(site(tmp_path, body))) == [
        ("index.html", "sub/two-words.html", "sub/two words.html"),
        ("index.html", "sub/two%20words.html#strech", "sub/two words.html#stretch"),
        ("index.html", "zzzz.svg", ""),
    ]
