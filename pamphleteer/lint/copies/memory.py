"""What was found in the last run, kept beside the work files → only changed texts are compared again.

Kept are the texts as numbers, and of both passes (before and after the copies have told which sections have one source)
a signature of each text (its words and their weights) and the copies. A text whose signature is the same has the same copies with all others that are the same.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from zlib import crc32

import numpy as np

from pamphleteer.cached import read_cache, write_cache
from pamphleteer.lint.copies.chains import Run
from pamphleteer.lint.copies.corpus import Corpus, corpus_of
from pamphleteer.lint.copies.exact import exact_runs
from pamphleteer.lint.copies.find import ordered, search, with_sources
from pamphleteer.lint.copies.judge import Copy, Place
from pamphleteer.lint.copies.texts import ARRAYS, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray


class Memory:
    """The state of the last run in a folder: `copies.json`, and `texts.npz` for the texts."""

    def __init__(self, folder: Path, mark: str) -> None:
        self.mark = mark
        """What is kept is of no use to another version of the package, which has another mark."""
        self.path = folder / "copies.json"
        self.store = folder / "texts.npz"
        kept = read_cache(self.path) or {}
        self.kept: dict[str, Any] = kept if kept.get("mark") == mark else {}

    def find(self, texts: Sequence[Text]) -> tuple[Corpus, list[Copy]]:
        """All copies, as `find_copies` finds them."""
        corpus = corpus_of(texts)
        if not len(corpus.words):
            return corpus, []
        own = np.array([text.own for text in texts], np.bool_)
        copies = self.search("first", corpus, own)
        better, found = with_sources(texts, corpus, copies, lambda c, wanted: self.search("again", c, wanted))
        return better, ordered(found)

    def search(self, name: str, corpus: Corpus, wanted: NDArray[np.bool_]) -> list[Copy]:
        """The copies of which one side is in a wanted text, as `search` finds them in the first or the second pass.

        Texts are compared again that are not the same, or were not wanted before.
        """
        exact = exact_runs(corpus)
        texts, signs = corpus.texts, signatures(corpus, exact)
        before = self.kept.get(name, {"signatures": {}, "wanted": (), "copies": ()})
        number = {text.path: n for n, text in enumerate(texts)}
        same = np.array([before["signatures"].get(text.path) == signs[text.path] for text in texts], np.bool_)
        was = set(before["wanted"])
        asked = ~same | (wanted & np.array([text.path not in was for text in texts], np.bool_))
        known = [
            copy_of(fields_, number, corpus)
            for fields_ in before["copies"]
            for sides in [[number.get(fields_[side], -1) for side in ("left", "right")]]
            if min(sides) >= 0 and not asked[sides].any() and wanted[sides].any()
        ]
        found = search(corpus, asked, exact) if asked.any() else []
        copies = known + [c for c in found if wanted[c.left.text] or wanted[c.right.text]]
        self.kept["mark"] = self.mark
        self.kept[name] = {
            "signatures": signs,
            "wanted": [text.path for text, is_wanted in zip(texts, wanted, strict=True) if is_wanted],
            "copies": [fields_of(c, texts, corpus) for c in copies],
        }
        return copies

    def write(self) -> None:
        """Keep what is known now for the next run."""
        write_cache(self.path, self.kept)

    def texts(self, known: dict[str, str]) -> dict[str, list[Text]]:
        """The texts of pages whose keys are what they were, by the path of the page."""
        try:
            with np.load(self.store) as kept:
                heads = json.loads(bytes(kept["heads"]).decode())
                arrays = {name: kept[name] for name in ARRAYS}
        except (OSError, ValueError, KeyError):
            return {}
        found: dict[str, list[Text]] = {}
        if heads.get("mark") != self.mark:
            return {}
        for head in heads["texts"]:
            if known.get(head["page"]) == head["key"]:
                parts = {name: arrays[name][low:high] for name, (low, high) in head["parts"].items()}
                text = Text(path=head["path"], titles=tuple(head["titles"]), **parts)
                found.setdefault(head["page"], []).append(text)
        for page in heads["pages"]:
            if known.get(page) == heads["pages"][page]:
                found.setdefault(page, [])
        return found

    def keep_texts(self, pages: Iterable[tuple[str, str, Iterable[Text]]]) -> None:
        """Keep (page, key, texts) for the next run."""
        heads: dict[str, Any] = {"mark": self.mark, "texts": [], "pages": {}}
        columns: dict[str, list[Any]] = {name: [np.zeros(0, np.int64)] for name in ARRAYS}
        at = dict.fromkeys(ARRAYS, 0)
        for page, key, texts in pages:
            heads["pages"][page] = key
            for text in texts:
                parts = {}
                for name in ARRAYS:
                    values = getattr(text, name)
                    columns[name].append(values)
                    parts[name] = (at[name], at[name] + len(values))
                    at[name] += len(values)
                heads["texts"].append(
                    {"page": page, "key": key, "path": text.path, "titles": text.titles, "parts": parts}
                )
        arrays: dict[str, Any] = {name: np.concatenate(parts) for name, parts in columns.items()}
        beside = self.store.with_suffix(".tmp.npz")
        arrays["heads"] = np.frombuffer(json.dumps(heads).encode(), np.uint8)
        np.savez(beside, allow_pickle=False, **arrays)
        beside.replace(self.store)


def signatures(corpus: Corpus, exact: tuple[list[Run], NDArray[np.bool_]]) -> dict[str, int]:
    """Of each text, a number that changes with its words, their weights, its sections, and what it says word for word."""
    bounds = corpus.first[corpus.sentence]
    runs, copied = exact
    found = {}
    for n, text in enumerate(corpus.texts):
        weights = corpus.weights[bounds[n] : bounds[n + 1]]
        sign = crc32(weights.tobytes(), crc32(text.stems.tobytes(), crc32(text.mark.tobytes())))
        sign = crc32(copied[corpus.sentence[n] : corpus.sentence[n + 1]].tobytes(), sign)
        found[text.path] = crc32(text.section.tobytes(), crc32(text.first.tobytes(), sign))
    of_word = np.repeat(corpus.text, np.diff(corpus.first))
    for run in runs:
        texts = [int(of_word[low]) for low, _high in (run.left, run.right)]
        ends = [
            (low - int(bounds[t]), high - int(bounds[t]))
            for t, (low, high) in zip(texts, (run.left, run.right), strict=True)
        ]
        both = [corpus.texts[t].path for t in texts]
        for path in set(both):
            found[path] = crc32(repr((both, ends)).encode(), found[path])
    return found


def fields_of(copy: Copy, texts: Sequence[Text], corpus: Corpus) -> dict[str, Any]:
    """A copy as JSON, with words and sentences counted from the start of their texts."""
    left, right = (int(corpus.first[corpus.sentence[place.text]]) for place in (copy.left, copy.right))
    runs = [
        [
            run.gain,
            [[a - left, b - right] for a, b in run.anchors],
            moved(run.left, -left),
            moved(run.right, -right),
        ]
        for run in copy.runs
    ]
    base = [int(corpus.sentence[place.text]) for place in (copy.left, copy.right)]
    places = [
        (place.low - start, place.high - start)
        for place, start in zip((copy.left, copy.right), base, strict=True)
    ]
    return {
        "left": texts[copy.left.text].path, "right": texts[copy.right.text].path, "places": places,
        "kind": copy.kind, "alike": copy.alike, "score": copy.score, "runs": runs,
    }  # fmt: skip


def copy_of(kept: dict[str, Any], number: dict[str, int], corpus: Corpus) -> Copy:
    """The copy that some JSON stands for."""
    texts = number[kept["left"]], number[kept["right"]]
    left, right = (int(corpus.first[corpus.sentence[text]]) for text in texts)
    runs = tuple(
        Run(moved(one, left), moved(other, right), gain, tuple((a + left, b + right) for a, b in anchors))
        for gain, anchors, one, other in kept["runs"]
    )
    places = [
        Place(text, low + int(corpus.sentence[text]), high + int(corpus.sentence[text]))
        for text, (low, high) in zip(texts, kept["places"], strict=True)
    ]
    return Copy(places[0], places[1], kept["kind"], kept["alike"], runs, kept["score"])


def moved(stretch: Sequence[int], by: int) -> tuple[int, int]:
    """A stretch of words, counted from elsewhere."""
    return stretch[0] + by, stretch[1] + by
