"""Generated edits of a generated book: what a writer, or a merge, may do between two builds."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from hypothesis import strategies as st
from random_book import CONF, FILES, PICTURES, TITLES, Draft, filled, heading
from random_pages import OPTIONS, page

Draw = st.DrawFn
Files = dict[str, str | bytes]
SETTINGS = (
    'language = "sv"', 'language = "de"', "numfig = False", 'project = "Another"', 'html_title = "On the site"', 'release = "2.0"',
    "numfig_secnum_depth = 0", 'pamphleteer_subtitle = "Below"', "html_show_sourcelink = False", 'myst_substitutions = {"clinic": "the Oak clinic"}',
    'exclude_patterns = ["data", "_build", "**page*"]', 'html_theme = "sphinx_book_theme"', 'author = "Somebody"', "epub_show_urls = 'no'",
    'pamphleteer_description = "What it is about"', "html_split_index = True", 'numfig_format = {"figure": "Picture %s"}', "html_permalinks = False",
    'rst_epilog = "epilog"', "toc_object_entries = False", "html_copy_source = False", 'html_last_updated_fmt = ""', "pamphleteer_fast_navigation = False",
    'html_theme_options = {"description": "x"}', "smartquotes = False", 'tags.add("draft")', "modindex_common_prefix = ['a']", "html_use_index = False",
)  # fmt: skip


@dataclass(frozen=True)
class State:
    """A book between two edits."""

    pages: dict[str, str]
    order: tuple[str, ...]
    """What the first page lists."""
    below: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """What other pages list."""
    options: str = ""
    settings: tuple[str, ...] = ()
    other: Files = field(default_factory=dict)
    start: str = "Words."

    def files(self) -> Files:
        """All files of the book."""
        listed = "\n".join(self.order)
        first = f"# Start\n\n{self.start}\n\n```{{toctree}}\n{self.options}\n{listed}\n```\n\n```{{bibliography}}\n:all:\n```\n"
        chapters = {
            f"{name}.md": text
            + (
                f"\n```{{toctree}}\n{chr(10).join('/' + one for one in self.below[name])}\n```\n"
                if name in self.below
                else ""
            )
            for name, text in self.pages.items()
        }
        return {
            **FILES,
            **self.other,
            "conf.py": CONF + "\n".join(self.settings),
            "index.md": first,
            **chapters,
        }


Edit = Callable[[Draw, State, Draft], State]


def some(draw: Draw, state: State) -> str:
    """The name of a page."""
    return draw(st.sampled_from(sorted(state.pages)))


def rewrite(draw: Draw, state: State, d: Draft) -> State:
    """A page with other text."""
    return replace(state, pages={**state.pages, some(draw, state): page(draw, d, most=2)})


def retitle(draw: Draw, state: State, d: Draft) -> State:
    """A page with another title."""
    name = some(draw, state)
    title = filled(draw(st.sampled_from(TITLES)), d).replace("{term}`genindex`", "")
    text = re.sub(r"^# .*$", lambda _found: f"# {title}", state.pages[name], count=1, flags=re.MULTILINE)
    return replace(state, pages={**state.pages, name: text})


def insert(draw: Draw, state: State, d: Draft) -> State:
    """A new section in a page, before what stands there."""
    name = some(draw, state)
    d.notes = []
    lines = [*heading(draw, d, 2), d.word(), "", *d.notes]
    return replace(state, pages={**state.pages, name: f"{state.pages[name]}\n" + "\n".join(lines) + "\n"})


def add(draw: Draw, state: State, d: Draft) -> State:
    """A new page, listed or not."""
    name = f"{draw(st.sampled_from(('new', 'part/new', 'ö')))}-{d.new()}"
    order = (name, *state.order) if draw(st.booleans()) else (*state.order, name)
    listed = draw(st.integers(0, 4)) > 0
    return replace(
        state, pages={**state.pages, name: page(draw, d, most=2)}, order=order if listed else state.order
    )


def delete(draw: Draw, state: State, _d: Draft) -> State:
    """A page less; now and then what lists it still does."""
    if len(state.pages) < 2:
        return state
    name = some(draw, state)
    order = state.order if draw(st.integers(0, 3)) == 0 else tuple(one for one in state.order if one != name)
    return replace(state, pages={key: text for key, text in state.pages.items() if key != name}, order=order)


def rename(draw: Draw, state: State, d: Draft) -> State:
    """A page under another name."""
    old, new = some(draw, state), f"renamed-{d.new()}"
    pages = {new if key == old else key: text for key, text in state.pages.items()}
    return replace(state, pages=pages, order=tuple(new if one == old else one for one in state.order))


def move(draw: Draw, state: State, _d: Draft) -> State:
    """Pages in another order."""
    return replace(state, order=tuple(draw(st.permutations(state.order))))


def nest(draw: Draw, state: State, _d: Draft) -> State:
    """A page below another, or out from there."""
    outer, inner = some(draw, state), some(draw, state)
    if outer == inner or outer in state.below or inner in state.below:
        return replace(state, below={}, order=tuple(sorted(state.pages)))
    return replace(
        state, below={**state.below, outer: (inner,)}, order=tuple(one for one in state.order if one != inner)
    )


def repaint(draw: Draw, state: State, _d: Draft) -> State:
    """A file with the bytes of another of its kind."""
    name = draw(st.sampled_from(sorted(PICTURES)))
    twins = [other for other in sorted(PICTURES) if other.rpartition(".")[2] == name.rpartition(".")[2]]
    return replace(state, other={**state.other, name: PICTURES[draw(st.sampled_from(twins))]})


def include(draw: Draw, state: State, d: Draft) -> State:
    """Other text in what pages include."""
    name = draw(st.sampled_from(("data/included.txt", "data/table.csv", "data/code.py", "data/sheet.pdf")))
    return replace(state, other={**state.other, name: f"{d.word()}, {d.word()}\n"})


def configure(draw: Draw, state: State, _d: Draft) -> State:
    """Another setting, or one less."""
    setting = draw(st.sampled_from(SETTINGS))
    kept = tuple(one for one in state.settings if one != setting)
    return replace(state, settings=kept if len(kept) < len(state.settings) else (*kept, setting))


def relist(draw: Draw, state: State, d: Draft) -> State:
    """Other options of the toctree, or other words on the first page."""
    options = draw(st.sampled_from(OPTIONS)) + "\n"
    return replace(state, options=options, start=draw(st.sampled_from((state.start, d.word(), ""))))


EDITS: tuple[Edit, ...] = (
    rewrite,
    rewrite,
    retitle,
    retitle,
    insert,
    add,
    delete,
    rename,
    move,
    nest,
    repaint,
    include,
    configure,
    relist,
)


@st.composite
def histories(draw: Draw, most: int = 6) -> list[Files]:
    """A book before and after each of some edits."""
    d = Draft()
    pages = {}
    for number in range(draw(st.integers(1, 3))):
        name = f"{draw(st.sampled_from(('page', 'part/page')))}-{number}"
        pages[name] = page(draw, d, most=3)
        d.pages.append(name)
    state = State(pages, tuple(pages))
    found = [state.files()]
    for _ in range(draw(st.integers(1, most))):
        state = draw(st.sampled_from(EDITS))(draw, state, d)
        d.pages = list(state.pages)
        found.append(state.files())
    return found
