"""Generated chapters → generated books: their front matter, which lists which, and the sources."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import strategies as st
from random_book import ALL, CONF, FILES, Draft, Draw, Lines, blocks, heading

FRONT = (
    "",
    "",
    "",
    "---\nlang: he\n---\n",
    "---\ndescription: Something\n---\n",
    "---\nclinical_review: none\n---\n",
    "---\ntitle: Stated\n---\n",
)
UNLISTED = "---\norphan: true\n---\n"
OPTIONS = (
    *(
        "",
        ":numbered:",
        ":numbered: 1",
        ":caption: Part",
        ":maxdepth: 1",
        ":hidden:",
        ":titlesonly:",
        ":reversed:",
    ),
    *(
        ":glob:",
        ":caption: Part\n:numbered:",
        ":hidden:\n:caption: *Part* & more",
        ":glob:\n:hidden:\n:numbered:",
    ),
)
LANGUAGES = ("", "", "", "", "en_GB", "de", "ar", "ja", "pt_BR")


def page(draw: Draw, d: Draft, most: int = 5, front: str | None = None) -> str:
    """A chapter: a title, blocks, sections with blocks; now and then sections alone below a title in the front matter."""
    d.notes = []
    front = draw(st.sampled_from(FRONT)) if front is None else front
    lines = [front, *heading(draw, d, 2 if "title:" in front else 1), *blocks(draw, d, most=most)]
    for _ in range(draw(st.integers(0, 2))):
        lines += [*heading(draw, d, 2), *blocks(draw, d, most=2)]
    text = "\n".join([*lines, "", *d.notes]).lstrip("\n") + "\n"
    return text + ("\n```{footbibliography}\n```\n" if "{footcite" in text else "")


def toctree(draw: Draw, names: list[str]) -> Lines:
    """Pages that a page lists, in one of the ways in which that is written."""
    options = draw(st.sampled_from(OPTIONS))
    forms = ("/{0}", "/{0}.md", "Called *so* </{0}>") if ":glob:" not in options else ("/{0}*",)
    listed = [draw(st.sampled_from(forms)).format(name) for name in names]
    more = draw(st.sampled_from(([], [], [], ["A site <https://example.org/>"], ["self"])))
    return ["```{toctree}", *options.splitlines(), "", *listed, *more, "```", ""]


@dataclass(frozen=True)
class Made:
    """A generated book."""

    files: dict[str, str | bytes]
    words: dict[str, frozenset[str]]


@st.composite
def books(draw: Draw, pages: int = 3, least: int = 1) -> Made:
    """A book of a few chapters, some of them below others, and now and then one that only a link leads to."""
    d, texts = Draft(), dict[str, str]()
    below: dict[str, list[str]] = {"": []}
    for number in range(draw(st.integers(least, pages))):
        name = draw(st.sampled_from(("page", "part/page", "Größe", "a b"))) + f"-{number}"
        texts[name] = page(draw, d)
        d.pages.append(name)
        below[draw(st.sampled_from(("", "", *below)))].append(name)
        below[name] = []
    start = ["# Start", "", d.word(), "", *toctree(draw, below[""])]
    for name, names in below.items():
        if name and names:
            texts[name] += "\n" + "\n".join(toctree(draw, names))
    if draw(st.integers(0, 3)) == 0:
        texts["unlisted"] = page(draw, d, most=2, front=UNLISTED)
        start += [f"[{d.word()}](/unlisted.md)", ""]
    start += ["```{bibliography}", ":all:", "```", "", "{ref}`genindex`", ""]
    language = draw(st.sampled_from(LANGUAGES))
    files: dict[str, str | bytes] = {
        **FILES,
        "conf.py": f"{CONF}language = {language!r}\n" if language else CONF,
    }
    files |= {f"{name}.md": text for name, text in texts.items()} | {"index.md": "\n".join(start)}
    return Made(files, d.words | {f"zqsource{n}x": ALL for n in range(1, 5)})
