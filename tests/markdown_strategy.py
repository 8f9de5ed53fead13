"""Generated Markdown of which it is known where each rendered character was written."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import strategies as st

from pamphleteer.lint.page import OPAQUE

Span = tuple[int, int] | None

WORDS = ("leg", "rest", "a1", "é", "e\u0301te", "нога", "😀", "naïve", "the", "x", "Muskel", "脚")
ESCAPES = ("\\*", "\\_", "\\#", "\\[", "\\`", "\\&", "\\<", "\\\\")
ENTITIES = {"&amp;": "&", "&copy;": "©", "&#233;": "é", "&lt;": "<", "&nbsp;": "\u00a0"}


@dataclass
class Written:
    """A piece of source, and what it shows: each character with its span in the piece."""

    source: str = ""
    shown: list[tuple[str, Span]] = field(default_factory=list)

    def add(self, source: str, shown: str = "", *, each: bool = False) -> Written:
        """Append source; what it shows stands for all of it, or (`each`) character for character."""
        start, end = len(self.source), len(self.source) + len(source)
        self.source += source
        for number, character in enumerate(shown):
            self.shown.append((character, (start + number, start + number + 1) if each else (start, end)))
        return self

    def hide(self, source: str, shown: str) -> Written:
        """Append source whose words stand elsewhere."""
        self.source += source
        self.shown += [(character, None) for character in shown]
        return self

    def join(self, other: Written) -> Written:
        """Append another piece."""
        offset = len(self.source)
        self.source += other.source
        self.shown += [(c, (s[0] + offset, s[1] + offset) if s else None) for c, s in other.shown]
        return self


def text(word: str) -> Written:
    """A word as it stands."""
    return Written().add(word, word, each=True)


def around(before: str, inner: Written, after: str) -> Written:
    """Markup around a piece."""
    return Written().add(before).join(inner).add(after)


words = st.sampled_from(WORDS).map(text)
wrapped = st.one_of(
    st.tuples(words, st.sampled_from([("*", "*"), ("**", "**"), ("[", "](http://a.b/c_d 'Ti (t)')"), ("[", "]{.big}")])).map(
        lambda pair: around(pair[1][0], pair[0], pair[1][1])
    ),
    st.sampled_from(["leg", "rest"]).map(lambda w: around("{abbr}`", text(w), " (what it means)`")),
    st.sampled_from(["leg", "rest"]).map(lambda w: text("un").join(around("**", text(w), "**")).join(text("able"))),
)  # fmt: skip
signs = st.one_of(
    st.sampled_from(ESCAPES).map(lambda e: Written().add(e, e[1])),
    st.sampled_from(sorted(ENTITIES)).map(lambda e: Written().add(e, ENTITIES[e])),
    st.sampled_from(["leg", "rest"]).map(lambda w: Written().add('"', "“").join(text(w)).add('"', "”")),
    st.just("n't").map(lambda _t: text("do").join(text("n")).add("'", "’").join(text("t"))),
    st.just("").map(lambda _t: text("leg").join(Written().add("...", "…"))),
)
no_prose = st.sampled_from(
    ["`leg *x*`", "``a ` b``", "$x_1$", "{math}`a*b`", "![leg rest](a.png)", "<span>", "<!-- leg -->"]
).map(lambda source: Written().add(source, OPAQUE))
elsewhere = st.just("{{ clinic }}").map(lambda source: Written().hide(source, "the Ash clinic"))
pieces = st.one_of(words, words, wrapped, signs, no_prose, elsewhere)
breaks = st.sampled_from([" ", " ", " ", "\n", "\\\n", "  "])


@st.composite
def lines(draw: st.DrawFn, *, wrap: str | None) -> Written:
    """Pieces with spaces between; `wrap` is what a further line begins with, None for no further line."""
    line = text(draw(st.sampled_from(["Leg", "Rest", "Нога"])))
    for piece in draw(st.lists(pieces, min_size=1, max_size=7)):
        if piece.source in line.source and piece.source.startswith("{{"):
            continue  # the words of two substitutions can be shared out between them in many ways
        gap = draw(breaks)
        if gap.endswith("\n"):
            gap = " " if wrap is None or piece.source.startswith("<!--") else gap + wrap
        if gap == "  ":
            line.add("  ", "  ", each=True)
        else:
            line.add(gap, " ")
        line.join(piece)
    return line.add(" ", " ").join(text(draw(st.sampled_from(["end", "fin", "😀z"]))))


HOLDERS = [
    ("", "", ""), ("# ", None, ""), ("- ", "  ", ""), ("2. ", "   ", ""), ("- - ", "    ", ""), ("> ", "> ", ""),
    ("> > ", "> > ", ""), ("> - ", ">   ", ""), (":::{note}\n", "", "\n:::"), ("```{tip}\n", "", "\n```"),
    ("Term\n: ", "  ", ""), ("| h | |\n|---|---|\n| ", None, " | cell |"), ("1. x\n   - ", "     ", ""),
    ("```{figure} a.png\n:alt: leg rest\n\n", "", "\n```"), ("- x\n\n\t", "\t", ""), ("[^n]: ", "  ", "\n\nSee [^n]"),
]  # fmt: skip


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, list[list[tuple[str, Span]]]]:
    """A document, and the characters with their spans of each generated block."""
    whole, blocks = Written(), []
    notes = 0
    for before, wrap, after in draw(st.lists(st.sampled_from(HOLDERS), min_size=1, max_size=5)):
        line = draw(lines(wrap=wrap))
        if "[^n]" in before:
            notes += 1
        name = f"[^n{notes}]"
        whole.add(before.replace("[^n]", name))
        start = len(whole.source)
        blocks.append([(c, (s[0] + start, s[1] + start) if s else None) for c, s in line.shown])
        whole.add(line.source + after.replace("[^n]", name) + "\n\n<!-- -->\n\n")
    return whole.source, blocks
