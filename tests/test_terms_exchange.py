"""`pamphleteer terms`: a terms file as TBX and CSV and back, with nothing lost in silence and nothing loaded."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from pamphleteer.__main__ import main
from pamphleteer.lint.terms import Concept, read_terms, shipped_terms
from pamphleteer.lint.terms import exchange as ex
from pamphleteer.lint.terms.concept import SCOPES, Target
from pamphleteer.lint.terms.exchange.glossary import UNFIT

Captured = pytest.CaptureFixture[str]
FULL = """\
- {class: limb, words: [leg, Achilles tendon]}
- preferred: cramp
  definition: 'a muscle that tightens: it hurts'
  synonyms: [spasm]
  avoid:
    - {word: seizure, means: a fit, reason: in Spanish, write: muscle cramp, right_when: [epilepsy]}
    - word: freeze|chill [the] <limb>
  only_when: {section: [calf], title: [<limb>]}
  right_when: [epileptic]
  translations: {es: {say: [calambre, tirón], avoid: [convulsión]}, no: {say: [krampe]}}
  wrong: ['# Your leg | A seizure: it hurts.']
  right: [An epileptic seizure.]
- {preferred: =Krampf, language: de, avoid: [{word: Anfall}]}
"""
OLD_TBX = """\
<?xml version="1.0"?><!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd"><martif type="TBX-Basic" xml:lang="en-US"><text><body>
 <termEntry><descrip type="subjectField">health</descrip><descripGrp><descrip type="definition">tight <hi>muscle</hi></descrip>
 </descripGrp><langSet xml:lang="fr"><ntig><termGrp><term>crampe</term></termGrp></ntig></langSet>
 <langSet xml:lang="en-US"><tig><term>spasm</term><termNote type="partOfSpeech">noun</termNote></tig>
  <tig><term>cramp</term><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></tig>
  <ntig><termGrp><term>seizure</term><termNote type="administrativeStatus">supersededTerm-admn-sts</termNote></termGrp>
   <note>an old word</note></ntig></langSet></termEntry></body></text></martif>
"""
DCT = """\
<tbx type="TBX-Basic" style="dct" xmlns="urn:iso:std:iso:30042:ed-2" xmlns:m="http://www.tbxinfo.net/ns/min"
 xmlns:b="http://www.tbxinfo.net/ns/basic"><text><body><conceptEntry id="c1"><langSec xml:lang="en">
 <descripGrp><b:definition>tight muscle</b:definition></descripGrp>
 <termSec><term>cramp</term><m:administrativeStatus>preferredTerm-admn-sts</m:administrativeStatus></termSec>
 <termSec><term>fit</term><m:administrativeStatus>deprecatedTerm-admn-sts</m:administrativeStatus></termSec>
 </langSec></conceptEntry></body></text></tbx>
"""
HEAD = "concept,language,term,status,definition,note\n"
ROWS = """\
a,en,a,preferred,"b, c",right: a\r\na,en,d,deprecated,,"means: e\nreason: f"\r\na,es,á,preferred,,\r\na,es,à,admitted,,\r
'@a,en,'@a,preferred,,\r\n'@a,en,''@a,admitted,,\r\n'@a,en,'a,admitted,,\r\n'@a,en,'-a,admitted,,\r\nlimb,,leg,class,,\r
"""
LEFT = HEAD + """\
cramp,en,cramp,,pain,hm\ncramp,en,ache,admitted\ncramp,en,seizure,deprecated\ncramp,es,rampa,\nlimb,,arm,class
a,en,a|b,\nb,en,<no class>,\nc,en,c,preferred,,"wrong: d"\nd,en,d,deprecated
e,en,e,preferred\ne,en,f,preferred,more\ne,de,g,,mehr,hm\ne,en,h,deprecated,,"only_when: [&a x, *a]"\ny,de,y,
"""  # fmt: skip
SAID = """n.csv:2: “cramp”: the note “hm” is not taken over
n.csv:7: “a”: “a|b” is read as a pattern, for it holds one of < > [ ] | … =
n.csv:8: “b”: “<no class>” is read as a pattern, for it holds one of < > [ ] | … =
n.csv:10: “d”: it has no term to prefer in “en”\nn.csv:12: “e”: “f” is preferred too: taken as a synonym
n.csv:13: “e”: the note “hm” is not taken over\nn.csv:13: “e”: the definition “mehr” is not taken over
n.csv:14: “e”: the note “only_when: [&a x, *a]” is not taken over
n.csv:8: “<no class>” is left out: there is no class <no class>: choose from
n.csv:9: “c”: its examples are left out: this example under `wrong` holds no word to avoid for “c”: correct it or `right_when`
n.csv: class <limb> has other words already: not taken over\nn.csv:2: “cramp” is there already; add by hand what you want of its definition, synonym “ache”, what it says of “seizure”, translation into “es”
t.yml: 4 concepts added, 0 with new translations
"""
UNTOLD = """a.yml:3: “a”: its translation into “en” is left out, for it is in “en” itself
a.yml:3: “a”: its translation into “de” is left out, for it has no words
a.yml: class <x> is left out, for it has no words\na.tbx: 1 concept
"""
UNFIT_FILES = [
    ('- preferred: "a\\x01"\n  avoid: []\n', "a.yml:1: “a?” holds the character U+0001: take it out"),
    ("- preferred: a\n  translations: {el Greco: {say: [b]}}\n", "a.yml:1: “el Greco” is no language code"),
    ("- preferred: <none>\n  avoid: []\n", "there is no class <none>"), ("[" * 5000, "lists stand in lists"),
    ("- preferred: a\n", "a.yml:1:3: this concept has no"), ("# none\n", "a.yml: there is no concept to export"),
]  # fmt: skip


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test in a folder of its own."""
    monkeypatch.chdir(tmp_path)


def ran(*arguments: str) -> int:
    """The exit status of `pamphleteer terms …`."""
    return main(["terms", *arguments])


def write(name: str, text: str | bytes) -> str:
    """Write a file; its name."""
    Path(name).write_bytes(text.encode() if isinstance(text, str) else text)
    return name


def concepts(text: str) -> list[Concept]:
    """The concepts of a terms file as the lint sees them, without the places of their examples."""
    base, faults = read_terms("terms.yml", text)
    assert faults == []
    return [replace(c, examples=tuple(replace(e, line=0, column=0) for e in c.examples)) for c in base]


@pytest.mark.parametrize("name", ["a.tbx", "a.csv"])
def test_the_lint_sees_the_same_concepts_after_a_round_trip(name: str, capsys: Captured) -> None:
    """Words, patterns, conditions, translations and examples, through files and commands."""
    assert ran("export", name, "--from", write("a.yml", FULL)) == 0
    assert ran("import", name, "--into", "b.yml") == 0
    assert concepts(Path("b.yml").read_text("utf-8")) == concepts(FULL)
    assert '    "no": {say: [krampe]}\n' in Path("b.yml").read_text("utf-8")  # for YAML, no is false
    assert capsys.readouterr().err.endswith("\nb.yml: 2 concepts added, 0 with new translations\n")
    first = Path(name).read_bytes()
    assert ran("export", name, "--from", "b.yml") == 0
    assert Path(name).read_bytes() == first


def test_tbx_has_the_elements_of_its_dialect_in_their_order() -> None:
    """As the schema of TBX-Basic wants them."""
    ran("export", "a.tbx", "--from", write("a.yml", FULL))
    root = etree.parse("a.tbx").getroot()
    assert (root.tag, root.get("style")) == ("{urn:iso:std:iso:30042:ed-2}tbx", "dca")
    first = next(root.iter("{*}conceptEntry"))
    assert [etree.QName(e).localname for e in first] == ["descripGrp", *["note"] * 4, *["langSec"] * 3]
    assert [(e.get("type"), e.text) for e in first[0]] == [("definition", "a muscle that tightens: it hurts")]
    terms = [[e.text or "" for e in section] for section in first.iter("{*}termSec")]
    assert {section[1].get("type") for section in first.iter("{*}termSec")} == {"administrativeStatus"}
    assert [" ".join(term[:2]).removesuffix("Term-admn-sts") for term in terms] == [
        "cramp preferred", "spasm admitted", "seizure deprecated", "freeze|chill [the] <limb> deprecated",
        "calambre preferred", "tirón admitted", "convulsión deprecated", "krampe preferred",
    ]  # fmt: skip
    assert terms[2][2:] == [
        "write: muscle cramp",
        "means: a fit",
        "reason: in Spanish",
        "right_when: [epilepsy]",
    ]
    assert terms[3][2:] == ["pattern: < > [ ] | … = stand for several wordings"]


def test_csv_has_a_row_for_each_term_and_no_formula() -> None:
    """With a mark that tells Excel the encoding; an apostrophe before a formula's sign is taken off again."""
    word = ex.Word("d", means="e", reason="f")
    first = ex.Entry("a", "b, c", avoid=(word,), translations={"es": Target(("á", "à"))}, right=("a",))
    terms = ex.Terms((first, ex.Entry("@a", synonyms=("'@a", "'a", "-a"))), {"limb": ("leg",)})
    data = ex.write_table(ex.glossary_of(terms))
    assert data.decode() == "\ufeff" + HEAD.replace("\n", "\r\n") + ROWS
    assert ex.terms_in(ex.read_table(data)) == terms


TRICKY = '=1+1\n\'=a\na: b\n- a\n# a | b\nno\n~\n{a}\n“a”\n<b> & c\n"a"\nmeans: a\na,;b\n…'
anything = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12)
texts = st.one_of(anything, st.sampled_from(TRICKY.split("\n"))).map(lambda text: " ".join(text.split()))
texts = texts.filter(lambda text: text and not UNFIT.search(text))
lists = st.lists(texts, max_size=2).map(tuple)
full = st.lists(texts, min_size=1, max_size=2).map(tuple)
plain = lists.map(lambda words: {"": words} if words else {})
signs = st.one_of(plain, st.dictionaries(st.sampled_from(SCOPES), lists, max_size=2))
maybe = st.one_of(st.just(""), texts)
avoided = st.builds(ex.Word, texts, write=maybe, means=maybe, reason=maybe, only_when=signs, right_when=signs)
targets = st.dictionaries(st.sampled_from(["es", "no", "pt-BR"]), st.builds(Target, full, lists), max_size=2)
entries = st.builds(
    ex.Entry, texts, maybe, st.sampled_from(["en", "de", "en-GB"]), lists, st.lists(avoided, max_size=2).map(tuple),
    signs, signs, maybe, targets, lists, lists,
)  # fmt: skip
everything = st.builds(ex.Terms, st.lists(entries, min_size=1).map(tuple), st.dictionaries(texts, full, max_size=2))  # fmt: skip


@settings(deadline=None)
@given(everything)
def test_any_termbase_comes_back(terms: ex.Terms) -> None:
    """Through TBX, through CSV and through YAML."""
    glossary = ex.glossary_of(terms)
    assert glossary.left == ()
    assert ex.terms_in(ex.read_tbx(ex.write_tbx(glossary))) == terms
    assert ex.terms_in(ex.read_table(ex.write_table(glossary))) == terms
    assert ex.terms_of(ex.yaml_of(terms)) == terms


def test_other_tbx_is_read(capsys: Captured) -> None:
    """Of 2008: no DTD is loaded, what has no place is counted, a stray note is the reason. Of 2019: elements (DCT)."""
    write("TBXBasiccoreStructV02.dtd", "<!ENTITY")
    assert ran("import", write("old.tbx", OLD_TBX)) == 0
    out, err = capsys.readouterr()
    old = ex.Entry("cramp", "tight muscle", "en", ("spasm",), (ex.Word("seizure", reason="an old word"),))
    assert ex.terms_of(out).entries == (replace(old, translations={"fr": Target(("crampe",))}),)
    assert err == "old.tbx: not taken over: 1 partOfSpeech, 1 subjectField\n"
    assert ran("import", "old.tbx", "--language", "fr") == 0
    assert "- preferred: crampe\n  definition: tight muscle\n  language: fr\n" in capsys.readouterr().out
    assert ex.terms_in(ex.read_tbx(DCT.encode())).entries == (ex.Entry("cramp", "tight muscle", avoid=(ex.Word("fit"),)),)  # fmt: skip


BOMB = "<!DOCTYPE t [<!ENTITY a 'aaaaaaaaaa'>" + "".join(f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefg", "bcdefgh", strict=True))  # fmt: skip
DECLARED = "this file declares entities"
HOSTILE = [
    ("a.tbx", f"{BOMB}]>\n<tbx>&h;</tbx>", 1, DECLARED), ("a.tbx", f'{BOMB}]><tbx x="&h;"/>', 1, DECLARED),
    ("a.tbx", "<!DOCTYPE t [<!ENTITY x SYSTEM 'terms.yml'>]><tbx>&x;</tbx>", 1, DECLARED), ("a.tbx", "<!DOCTYPE t [<!ENTITY % x SYSTEM 'terms.yml'> %x;]><tbx/>", 1, DECLARED),
    ("a.tbx", "<!DOCTYPE t SYSTEM 'x.dtd'>\n<tbx>\n&x;</tbx>", 3, "&x; is not known: write the character itself"),
    ("a.tbx", "<tbx>\n<text></tbx>", 2, "this is no XML: Opening and ending"), ("a.tbx", "", 1, "this is no XML"), ("a.tbx", "<a/>", 1, "this is no TBX"), ("a.tbx", "<tbx><text><conceptEntry>\n<langSec/></conceptEntry></text></tbx>", 2, "this `langSec` has no language"), ("a.tbx", DCT.replace('c xml:lang="en"', 'c xml:lang="el Greco"'), 2, "“el Greco” is no language code"),
    ("a.csv", "concept,term\n", 1, "the header has no column “language”"), ("a.csv", "", 1, "the header has no column"), ("a.csv", HEAD.replace("status", "term"), 1, "the header has two columns “term”"),
    ("a.csv", HEAD + "\n,,\na,en,\n", 4, "this row has no term"), ("a.csv", HEAD + 'a,en,"b\n', 2, "this row is no CSV"),
    ("a.csv", HEAD + 'a,en,b,,,"x\ny"\na,en,b,,,c,d\n', 4, "this row has 7 cells, the header 6"), ("a.csv", HEAD + "a,en,b,bad\n", 2, "the status “bad” is not known"),
    ("a.csv", HEAD.encode() + b"\xfc", 2, "this is no UTF-8"), ("a.csv", HEAD + "b" * 200_000, 2, "this row is no CSV"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "line", "said"), HOSTILE)
def test_bad_files_are_refused(name: str, text: str | bytes, line: int, said: str, capsys: Captured) -> None:
    """With their line; the terms file stays as it is, and nothing is left beside it."""
    assert ran("import", write(name, text), "--into", write("terms.yml", FULL)) == 2
    assert f"{name}:{line}: {said}" in capsys.readouterr().err
    assert Path("terms.yml").read_bytes() == FULL.encode()
    assert sorted(path.name for path in Path().iterdir()) == [name, "terms.yml"]


def test_tables_of_any_spreadsheet_are_read() -> None:
    """Semicolons, tabs, byte-order marks, Excel's first line, columns in any order, no statuses."""
    semicolons, tabs = "concept;language;term\r\na;en;b, c\r\n", '"Term"\tLanguage\tConcept\n"b, c"\ten\ta\n'
    excel = f"sep=;\r\n{semicolons}".encode()
    for data in (semicolons.encode(), excel, tabs.encode("utf-8-sig"), tabs.encode("utf-16")):
        assert ex.terms_in(ex.read_table(data)).entries == (ex.Entry("b, c"),)


FRENCH = "fr: {say: [crampe], avoid: [fit]}"
PLACES = (  # what is to be added stands between `+`, or behind one on a line of its own
    "# mine\n- preferred: Cramp # hurts\n  avoid: []\n+  translations: {F}\n\n# next\n- {preferred: b, avoid: []}",
    "# mine\n- {preferred: cramp, avoid: []+, translations: {F}+}",
    "- preferred: cramp\n  translations: {es: {say: [a]}+, F+}\n  definition: |\n    b",
    "- preferred: cramp\n  translations:\n      es:\n        say:\n        - a\n+      F\n  definition: b # no end of line",
    "  # further in\n  - preferred: cramp\n    translations: {es: {say: [a]},}",
    "- preferred: cramp\n  translations: &a {es: {say: [a]}}\n- {preferred: b, translations: *a}",
)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("place", PLACES)
def test_merging_touches_nothing_that_is_there(place: str, newline: str, capsys: Captured) -> None:
    """Where there is no safe place for a translation, that is said. Twice is once."""
    before = re.sub(r"(?m)^\+.*\n|\+.*?\+", "", place)
    indent = " " * (len(place) - len(place.lstrip()))
    place = place.replace("+", "").replace("F", FRENCH)
    after = f"{place}\n\n{indent}- preferred: ice\n{indent}  avoid: []\n"
    write("t.yml", before.replace("\n", newline))
    write("n.csv", f"{HEAD}c,en,cramp\nc,fr,crampe\nc,fr,fit,deprecated\ni,en,ice\n")
    for _time in range(2):
        assert ran("import", "n.csv", "--into", "t.yml") == 0
        assert Path("t.yml").read_bytes().decode() == after.replace("\n", newline)
    said = "“cramp”: add its translations into “fr” by hand" in capsys.readouterr().err
    assert said is (FRENCH not in after)


def test_what_is_not_taken_over_is_said(capsys: Captured) -> None:
    """Each with its line; the rest is imported, and nothing that a person wrote is changed."""
    assert ran("import", write("n.csv", LEFT), "--into", write("t.yml", FULL)) == 0
    text = Path("t.yml").read_text("utf-8")
    assert text.startswith(FULL)
    assert " ".join(f"{c.preferred}/{c.language}" for c in concepts(text)[2:]) == "a|b/en c/en e/en y/de"
    assert re.sub(r" <body part>.*", "", capsys.readouterr().err) == SAID
    assert ran("import", "n.csv", "--into", write("t.yml", "[{preferred: a, avoid: []}]")) == 2
    assert "t.yml:1: there is no safe way to add to this file" in capsys.readouterr().err
    assert Path("t.yml").read_text("utf-8") == "[{preferred: a, avoid: []}]"


def test_what_is_not_exported_is_said(capsys: Captured) -> None:
    """And what no file can carry is refused before anything is written."""
    text = "- class: x\n  words: []\n- preferred: a\n  translations: {en: {say: [b]}, de: {say: []}}\n"
    assert ran("export", "a.tbx", "--from", write("a.yml", text)) == 0
    assert capsys.readouterr().err == UNTOLD
    first = Path("a.tbx").read_bytes()
    for bad, message in UNFIT_FILES:
        assert ran("export", "a.tbx", "--from", write("a.yml", bad)) == 2
        assert message in capsys.readouterr().err
    assert Path("a.tbx").read_bytes() == first
    assert ran("export", "a.xlsx", "--from", write("a.yml", FULL)) == 2
    assert ran("export", "no/a.tbx", "--from", "a.yml") == 2
    assert "name it a.tbx or a.csv\npamphleteer: cannot write no/a.tbx" in capsys.readouterr().err
    assert sorted(path.name for path in Path().iterdir()) == ["a.tbx", "a.yml"]


def test_check_counts_what_holds_and_names_what_does_not(capsys: Captured) -> None:
    """The book's own file when none is named; with the terms of the package, an export has more concepts."""
    Path("book").mkdir()
    write("conf.py", "")
    write("book/terms.yml", FULL)
    assert ran("check") == 0
    assert capsys.readouterr().out == "book/terms.yml: 2 concepts, 3 words to avoid; 2 examples hold\n"
    assert ran("check", write("a.yml", FULL.replace("An epileptic", "In your calf a"))) == 1
    out = capsys.readouterr().out
    assert out.startswith("a.yml:12:11: this example under `right` is reported for “seizure”: correct it")
    assert out.endswith("\na.yml: 2 concepts, 3 words to avoid; 1 of 2 examples hold\n")
    assert ran("check", write("a.yml", "- a: b\n")) == 1
    assert capsys.readouterr().out.startswith("a.yml:1:3: `a` is not known here")
    assert ran("export", "a.csv", "--with-shipped") == 0
    more = [concept for concept in shipped_terms() if concept.preferred != "cramp"]
    assert len(ex.read_table(Path("a.csv").read_bytes()).groups) == 2 + len(more)
