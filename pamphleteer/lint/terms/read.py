"""`terms.yml` → a `Termbase`, and findings on the file itself.

The file is a list of concepts and of word classes:

```yaml
- class: body part
  words: [ankle, calf, knee]

- preferred: cramp
  definition: a muscle that tightens by itself and hurts
  synonyms: [spasm]
  avoid:
    - word: seizure
      means: an epileptic fit
      reason: both words are one word in some languages that guides are translated from
      write: cramp
  only_when: {section: [muscle, <body part>]}
  right_when: [epilepsy, epileptic]
  translations:
    es: {say: [calambre], avoid: [convulsión]}
  wrong: [A seizure in the calf wakes you at night.]
  right: [Epilepsy is an illness with seizures.]
```

`only_when` and `right_when` are lists of words in the same paragraph or in a title above,
or say where to look: `sentence`, `paragraph`, `section`, `title`.
Both may stand in an entry of `avoid` too, for that word alone.
Every sentence under `wrong` must hold a word to avoid, and none under `right` may; they are the tests of the file
and are run whenever it is read. A sentence that needs a title is written `# Title | Sentence.`
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

from pamphleteer.bounded_yaml import compose
from pamphleteer.lint.finding import Finding
from pamphleteer.lint.terms.concept import Avoided, Concept, Example, Scope, Signs, Target, Termbase
from pamphleteer.lint.terms.pattern import PatternError, keys, pattern
from pamphleteer.lint.terms.sense import SENSES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

RULE = "mistranslated-term"
CONCEPT_KEYS = (
    "preferred", "definition", "language", "synonyms", "avoid", "only_when", "right_when", "sense", "translations",
    "wrong", "right",
)  # fmt: skip
CLASS_KEYS = ("class", "words")
WORD_KEYS = ("word", "write", "means", "reason", "only_when", "right_when")
TARGET_KEYS = ("say", "avoid")
SCOPE_KEYS: tuple[Scope, ...] = ("sentence", "paragraph", "section", "title")
Classes = dict[str, tuple[str, ...]]


class TermsError(Exception):
    """What is wrong with the file, at a line and column."""

    def __init__(self, message: str, mark: Any) -> None:
        super().__init__(message)
        self.line = mark.line + 1 if mark else 1
        self.column = mark.column + 1 if mark else 1


def read_terms(
    path: str, text: str, classes: Mapping[str, tuple[str, ...]] | None = None
) -> tuple[Termbase, list[Finding]]:
    """The termbase of a file, and findings on it: its one fault of form, or examples that fail.

    `classes` are word classes that the file may use besides its own.
    """
    try:
        root = compose(text)
        base = termbase(root, dict(classes or {})) if root else Termbase()
    except TermsError as error:
        return Termbase(), [fault(path, error.line, error.column, str(error))]
    except yaml.MarkedYAMLError as error:
        place = TermsError("", error.problem_mark or error.context_mark)
        said = f"this is no YAML: {error.problem or error.context}"
        return Termbase(), [fault(path, place.line, place.column, said)]
    except yaml.YAMLError as error:
        return Termbase(), [fault(path, 1, 1, f"this is no YAML: {str(error).splitlines()[0]}")]
    return base, list(failing_examples(path, base))


def fault(path: str, line: int, column: int, message: str, text: str = "") -> Finding:
    """A finding on the terms file."""
    return Finding(path, line, column, line, column + max(len(text), 1), RULE, "error", message, "", text)


def failing_examples(path: str, concepts: Iterable[Concept]) -> Iterator[Finding]:
    """A finding for each example that does not hold."""
    for entry in concepts:
        for example in entry.examples:
            found = next((example.sentence[f.start : f.end] for f in entry.faults(example.context)), "")
            if example.wrong and not found:
                said = f"this example under `wrong` holds no word to avoid for “{entry.preferred}”: correct it or `right_when`"
                yield fault(path, example.line, example.column, said, example.sentence)
            if found and not example.wrong:
                said = f"this example under `right` is reported for “{found}”: correct it, or add the word to `right_when`"
                yield fault(path, example.line, example.column, said, example.sentence)


def termbase(root: yaml.Node, classes: Classes) -> Termbase:
    """All entries of the file; classes may stand behind the concepts that use them."""
    entries = sequence(root, "the file")
    own: Classes = {}
    for node in entries:
        if named(node, "class"):
            fields = mapping(node, CLASS_KEYS, "a class")
            own[scalar(fields["class"])] = words_of(fields.get("words"), "`words`")
    known = {**classes, **own}
    return Termbase(tuple(concept(node, known) for node in entries if not named(node, "class")), own)


def named(node: yaml.Node, key: str) -> bool:
    """Whether a mapping has a key."""
    return isinstance(node, yaml.MappingNode) and any(k.value == key for k, _value in node.value)


def concept(node: yaml.Node, classes: Classes) -> Concept:
    """One entry of the file."""
    fields = mapping(node, CONCEPT_KEYS, "a concept")
    if "preferred" not in fields:
        raise TermsError("this concept has no `preferred`: add it", node.start_mark)
    if not {"avoid", "synonyms", "translations"} & set(fields):
        raise TermsError("this concept has no `avoid`: add it", node.start_mark)
    language = scalar(fields["language"]) if "language" in fields else "en"
    preferred = scalar(fields["preferred"])
    synonyms = words_of(fields.get("synonyms"), "`synonyms`")
    sense = scalar(fields["sense"]) if "sense" in fields else ""
    if sense and sense not in SENSES:
        known = ", ".join(SENSES)
        raise TermsError(f"there is no sense “{sense}”: choose from {known}", fields["sense"].start_mark)
    return Concept(
        preferred=preferred,
        avoid=tuple(avoided(item, classes, language) for item in sequence(fields.get("avoid"), "`avoid`")),
        synonyms=synonyms,
        definition=scalar(fields["definition"]) if "definition" in fields else "",
        only_when=signs(fields.get("only_when"), "`only_when`", classes, language),
        right_when=signs(fields.get("right_when"), "`right_when`", classes, language),
        sense=sense,
        translations=targets(fields.get("translations")),
        language=language,
        examples=tuple(examples(fields)),
        forms=compiled(fields["preferred"], classes, language),
        other_forms=tuple(
            (scalar(item), compiled(item, classes, language))
            for item in sequence(fields.get("synonyms"), "`synonyms`")
        ),
    )


def avoided(node: yaml.Node, classes: Classes, language: str) -> Avoided:
    """One entry of `avoid`."""
    fields = mapping(node, WORD_KEYS, "an entry of `avoid`")
    if "word" not in fields:
        raise TermsError("this entry of `avoid` has no `word`: add it", node.start_mark)
    texts = {key: scalar(fields[key]) for key in ("write", "means", "reason") if key in fields}
    return Avoided(
        word=scalar(fields["word"]),
        pattern=compiled(fields["word"], classes, language),
        keys=keys(scalar(fields["word"]), classes) if language == "en" else frozenset({""}),
        only_when=signs(fields.get("only_when"), "`only_when`", classes, language),
        right_when=signs(fields.get("right_when"), "`right_when`", classes, language),
        **texts,
    )


def compiled(node: yaml.Node, classes: Classes, language: str) -> Any:
    """The pattern that a value holds."""
    try:
        return pattern(scalar(node), classes, language)
    except PatternError as error:
        raise TermsError(str(error), node.start_mark) from error


def signs(node: yaml.Node | None, what: str, classes: Classes, language: str) -> tuple[Signs, ...]:
    """Words that decide, by where they are looked for."""
    if node is None:
        return ()
    if isinstance(node, yaml.MappingNode):
        fields = mapping(node, SCOPE_KEYS, what)
        return tuple(
            Signs(
                scope,
                tuple(compiled(item, classes, language) for item in sequence(fields[scope], f"`{scope}`")),
            )
            for scope in SCOPE_KEYS
            if scope in fields
        )
    words = tuple(compiled(item, classes, language) for item in sequence(node, what))
    return (Signs("paragraph", words), Signs("title", words)) if words else ()


def targets(node: yaml.Node | None) -> dict[str, Target]:
    """The words in other languages."""
    if node is None:
        return {}
    if not isinstance(node, yaml.MappingNode):
        raise TermsError("`translations` is written as `es: {say: […], avoid: […]}`", node.start_mark)
    found = {}
    for language, value in node.value:
        fields = mapping(value, TARGET_KEYS, "a translation")
        if "say" not in fields:
            raise TermsError("this translation has no `say`: add it", value.start_mark)
        say, avoid = words_of(fields["say"], "`say`"), words_of(fields.get("avoid"), "`avoid`")
        found[scalar(language)] = Target(say, avoid)
    return found


def examples(fields: Mapping[str, yaml.Node]) -> Iterator[Example]:
    """The sentences under `wrong` and `right`."""
    for key in ("wrong", "right"):
        for item in sequence(fields.get(key), f"`{key}`"):
            title, bar, sentence = scalar(item).partition(" | ")
            if not (bar and title.startswith("# ")):
                title, sentence = "", scalar(item)
            mark = item.start_mark
            yield Example(sentence, key == "wrong", mark.line + 1, mark.column + 1, title.removeprefix("# "))


def mapping(node: yaml.Node, keys: Iterable[str], what: str) -> dict[str, yaml.Node]:
    """The fields of a mapping, every key of which must be known."""
    if not isinstance(node, yaml.MappingNode):
        raise TermsError(f"{what} is written as `{next(iter(keys))}: …`", node.start_mark)
    fields = {}
    for key, value in node.value:
        if key.value not in keys:
            known = ", ".join(f"`{known}`" for known in keys)
            raise TermsError(f"`{key.value}` is not known here: write one of {known}", key.start_mark)
        if key.value in fields:
            raise TermsError(f"`{key.value}` stands twice: keep one", key.start_mark)
        fields[str(key.value)] = value
    return fields


def sequence(node: yaml.Node | None, what: str) -> list[yaml.Node]:
    """The items of a list; an absent one has none."""
    if node is None:
        return []
    if not isinstance(node, yaml.SequenceNode):
        raise TermsError(f"{what} is a list: begin each item with `-`", node.start_mark)
    return list(node.value)


def words_of(node: yaml.Node | None, what: str) -> tuple[str, ...]:
    """The words of a list."""
    return tuple(scalar(item) for item in sequence(node, what))


def scalar(node: yaml.Node) -> str:
    """The text of a value."""
    if not isinstance(node, yaml.ScalarNode) or not node.value.strip():
        raise TermsError("a text is wanted here: put quotes round one that holds a colon", node.start_mark)
    return " ".join(str(node.value).split())
