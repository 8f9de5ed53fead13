"""`terms.yml` → the concepts of a book, and what is wrong with the file itself.

The file is a list of concepts:

```yaml
- preferred: cramp
  avoid:
    - word: seizure
      means: an epileptic fit
      reason: both words are one word in some languages that guides are translated from
  right_when: [epilepsy, epileptic]
  wrong: [A seizure in the calf wakes you at night.]
  right: [Epilepsy is an illness with seizures.]
```

Every sentence under `wrong` must hold a word to avoid, and no sentence under `right` may;
they are the tests of the file and are run whenever it is read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import yaml

from pamphleteer.lint.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

RULE = "mistranslated-term"
CONCEPT_KEYS = ("preferred", "avoid", "right_when", "wrong", "right")
WORD_KEYS = ("word", "means", "reason")
VOWELS = "aeiou"


@dataclass(frozen=True)
class Avoided:
    """A word that is not to be used for a concept."""

    word: str
    means: str = ""
    """What a reader takes it for."""
    reason: str = ""

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Finds the word in each of its forms."""
        return inflected(self.word)


@dataclass(frozen=True)
class Concept:
    """One thing that the book speaks of, and the words for it."""

    preferred: str
    avoid: tuple[Avoided, ...]
    right_when: tuple[str, ...] = ()
    """Words that show, in the same paragraph, that an avoided word is meant as it stands."""
    examples: tuple[tuple[str, bool, int, int], ...] = field(default=(), repr=False)
    """Sentence, whether it is wrong, and its line and column in the file."""

    @cached_property
    def excuse(self) -> re.Pattern[str] | None:
        """Finds a word of `right_when`."""
        patterns = [inflected(word).pattern for word in self.right_when]
        return re.compile("|".join(patterns), re.IGNORECASE) if patterns else None

    def faults(self, text: str) -> Iterator[tuple[int, int, Avoided]]:
        """Start, end and entry of each word to avoid in a paragraph."""
        if self.excuse and self.excuse.search(text):
            return
        for avoided in self.avoid:
            for found in avoided.pattern.finditer(text):
                yield found.start(), found.end(), avoided


def inflected(words: str) -> re.Pattern[str]:
    """A pattern for a word or phrase of which each word may take the endings of English nouns and verbs."""
    parts = [forms(re.escape(word)) for word in words.split()]
    return re.compile(rf"(?<![\w-]){r'[ ]+'.join(parts)}(?![\w-])", re.IGNORECASE)


def forms(word: str) -> str:
    """A pattern for a word and its endings: seize, seizes, seized, seizing; rub, rubbing; injury, injuries."""
    possessive = "(?:[’']s?)?"
    if len(word) < 3 or not word[-1].isalpha():
        return word + possessive
    if word.endswith("e"):
        return rf"{word[:-1]}(?:e|es|ed|er|ers|ing){possessive}"
    if word.endswith("y") and word[-2] not in VOWELS:
        return rf"{word[:-1]}(?:y|ies|ied|ying){possessive}"
    doubled = f"{word[-1]}?" if word[-2] in VOWELS and word[-1] not in VOWELS else ""
    return rf"{word}(?:s|es|{doubled}ed|{doubled}ing)?{possessive}"


class TermsError(Exception):
    """What is wrong with the file, at a line and column."""

    def __init__(self, message: str, mark: Any) -> None:
        super().__init__(message)
        self.line = mark.line + 1 if mark else 1
        self.column = mark.column + 1 if mark else 1


def read_terms(path: str, text: str) -> tuple[tuple[Concept, ...], list[Finding]]:
    """The concepts of a file, and findings on it: its one fault of form, or examples that fail."""
    try:
        root = yaml.compose(text, yaml.SafeLoader)
        concepts = tuple(concept(node) for node in sequence(root, "the file")) if root else ()
    except TermsError as error:
        return (), [fault(path, error.line, error.column, str(error))]
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = TermsError("", mark)
        said = f"this is no YAML: {error.problem or error.context}"
        return (), [fault(path, place.line, place.column, said)]
    except yaml.YAMLError as error:
        return (), [fault(path, 1, 1, f"this is no YAML: {str(error).splitlines()[0]}")]
    return concepts, list(failing_examples(path, concepts))


def fault(path: str, line: int, column: int, message: str, text: str = "") -> Finding:
    """A finding on the terms file."""
    return Finding(path, line, column, line, column + max(len(text), 1), RULE, "error", message, "", text)


def failing_examples(path: str, concepts: Iterable[Concept]) -> Iterator[Finding]:
    """A finding for each example that does not hold."""
    for entry in concepts:
        for sentence, wrong, line, column in entry.examples:
            found = next((sentence[a:b] for a, b, _avoided in entry.faults(sentence)), "")
            if wrong and not found:
                said = f"this example under `wrong` holds no word to avoid for “{entry.preferred}”: correct it or `right_when`"
                yield fault(path, line, column, said, sentence)
            if found and not wrong:
                said = f"this example under `right` is reported for “{found}”: correct it, or add the word to `right_when`"
                yield fault(path, line, column, said, sentence)


def concept(node: yaml.Node) -> Concept:
    """One entry of the file."""
    fields = mapping(node, CONCEPT_KEYS, "a concept")
    for needed in ("preferred", "avoid"):
        if needed not in fields:
            raise TermsError(f"this concept has no `{needed}`: add it", node.start_mark)
    avoid = tuple(avoided(item) for item in sequence(fields["avoid"], "`avoid`"))
    right_when = tuple(scalar(item) for item in sequence(fields.get("right_when"), "`right_when`"))
    examples = [
        (scalar(item), key == "wrong", item.start_mark.line + 1, item.start_mark.column + 1)
        for key in ("wrong", "right")
        for item in sequence(fields.get(key), f"`{key}`")
    ]
    return Concept(scalar(fields["preferred"]), avoid, right_when, tuple(examples))


def avoided(node: yaml.Node) -> Avoided:
    """One entry of `avoid`."""
    fields = mapping(node, WORD_KEYS, "an entry of `avoid`")
    if "word" not in fields:
        raise TermsError("this entry of `avoid` has no `word`: add it", node.start_mark)
    return Avoided(**{key: scalar(value) for key, value in fields.items()})


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


def scalar(node: yaml.Node) -> str:
    """The text of a value."""
    if not isinstance(node, yaml.ScalarNode) or not node.value.strip():
        raise TermsError("a text is wanted here: put quotes round one that holds a colon", node.start_mark)
    return " ".join(str(node.value).split())
