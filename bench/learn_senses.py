"""Texts with cramps and seizures → the weights of a table in `pamphleteer/lint/data/senses/`.

    python -m bench.learn_senses FOLDER [--write]

FOLDER is that of `bench.senses`; what lies in `medquad/held-out/` is not read.

1. Only the words listed below are looked at, by stem and scope: what a health editor knows to speak for a cramp,
   for epilepsy, or for one of the two. So no word gets a weight by accident, such as the name of a disease.
2. Logistic regression finds the weights. Each is drawn towards what the editor expects, the more so the rarer the word.
3. The groups of texts get a fixed share of the whole, whatever their size; lists of symptoms would prevail otherwise.
4. The threshold is the one that reports `ALLOWED` of the genuine uses while five parts of the documents are, in turn,
   left out of learning. The figures printed are those of the same parts.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from bench.senses import CRAMP, Use, all_uses
from pamphleteer.lint.terms.sense import BESIDE, SCOPES, TABLES, stemmed

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]

CRAMP_WORDS = """
leg calf calves hamstring thigh foot feet toe hand finger quadriceps groin buttock shoulder forearm stretch massage rub flex
swim shoe exercise exertion strenuous athlete sport training workout overuse overexertion marathon warm runner dehydration
dehydrated sweat salt salty electrolyte fluid drink magnesium potassium hydrate hydration thirst night nighttime bed diuretic
statin dialysis haemodialysis hemodialysis cirrhosis quinine tight tightness tighten knot stiff stiffness sore soreness ache
aching relax ease soothe heat hot bath abdominal abdomen belly stomach tummy bowel intestine intestinal gut gas bloat bloating
diarrhoea diarrhea constipation stool faeces feces poop greasy indigestion heartburn nausea appetite food milk lactose watery
colon rectal laxative enema menstrual menstruation premenstrual pelvic uterus uterine womb ovary vaginal miscarriage ovulation
endometriosis fibroid dysmenorrhea dysmenorrhoea intrauterine cervix colitis crohn celiac coeliac giardia giardiasis parasite
worm tapeworm hookworm salmonella norovirus cholera writer musician writing muscle myotonia glycogen mcardle myoglobin
fasciculation twitch tingling neuromuscular claudication varicose rhabdomyolysis pain painful antispasmodic tired trimester
weather overexert pregnant hypothyroidism thyroid creatine
"""
SEIZURE_WORDS = """
epilepsy epileptic epilepticus eeg electroencephalogram anticonvulsant antiepileptic antiseizure brain cerebral cortex tonic
clonic petit grand mal myoclonic myoclonus focal generalized generalised febrile afebrile infantile neonatal intractable
refractory uncontrolled unprovoked newborn infant infancy baby babies child childhood neonate developmental delay delayed
intellectual disability retardation mental cognitive learning speech autism behavior behaviour milestone regression conscious
consciousness unconscious unconsciousness awareness unresponsive confusion hallucination coma lethargy lethargic encephalitis
encephalopathy meningitis stroke tumor tumour hydrocephalus hemorrhage haemorrhage head skull lobe temporal frontal hemisphere
electrical discharge aura ictal postictal hypotonia microcephaly ataxia tremor spastic spasticity nystagmus vision blindness
deafness hearing eclampsia preeclampsia overdose poisoning toxicity withdrawal alcohol cocaine hypoglycemia hypoglycaemia hypoglycemic hypocalcemic fever
valproate phenytoin carbamazepine levetiracetam lamotrigine phenobarbital vagus ketogenic diazepam lorazepam midazolam jerk
jerking shake shaking stare staring collapse driving licence ambulance restrain tongue helmet degeneration neurodegenerative
leukodystrophy porphyria malformation mitochondrial rabies dementia memory psychosis psychiatric hemiplegia paralysis swallow
swallowing breathing
"""
BESIDE_WORDS = """
simple complex disorder medication drug medicine activity type threshold free frequency control cluster general anti case
clinical absence partial status onset recurrent
"""
"""Words that speak for a seizure beside it; elsewhere they mean nothing."""
CLOSE = frozenset(stemmed(word) for word in BESIDE_WORDS.split())
OPEN_WORDS = """
cramp spasm contraction bleeding occupational water period nocturnal labour labor walk nerve muscular myopathy dystrophy
neuropathy magnesium calcium hypocalcemia hypocalcaemia tetany hypoparathyroidism sodium hyponatremia hyponatraemia vitamin
weakness weak fatigue person injury vomiting headache dizziness involuntary rigidity mild sudden people arm limb face facial
body movement children symptom kidney liver heart pregnancy frequent minute second doctor home relieve prevent bite spider sleep
asleep wake back lower
"""
ASIDE = {
    ("near", "cramp"): -1.5, ("item", "cramp"): -3.0, ("list", "cramp"): -2.5, ("sentence", "cramp"): -1.5,
    ("item", "spasm"): -0.8, ("list", "spasm"): -0.5, ("item", "tetani"): -1.0, ("item", "muscl"): -0.6,
}  # fmt: skip
"""What an editor expects of a word in one scope: who names cramps and seizures in one breath knows both."""
SHARES = {
    "before": 1.6, "after": 1.0, "place": 1.4, "near": 1.0, "item": 0.6, "sentence": 0.6, "list": 0.3, "section": 0.35,
    "title": 0.6, "again": 0.8,
}  # fmt: skip
"""How much a word says in a scope, before anything is learned."""
CAPS = {
    "before": 6.0, "after": 2.5, "place": 4.0, "near": 4.0, "item": 2.5, "sentence": 3.0, "list": 1.2, "section": 1.3,
    "title": 3.0, "again": 2.5,
}  # fmt: skip
LIMITS = np.array([CAPS[scope] for scope in SCOPES])
GROUPS = {
    "genuine-seizures-dev": 300.0, "clean-health-dev": 80.0, "dup-dev": 40.0, "page": 350.0,
    "abstract": 200.0, "list": 120.0, "dictionary": 40.0,
}  # fmt: skip
OTHER_GROUP = 60.0
"""How much each group of texts counts, and any that is not named."""
FIRM, FIRM_ALONE, FIRM_SHARE = 5.0, 6.0, 100.0
"""How firmly a weight stays where it is expected, against one document of weight 1: of a word, of a word in one scope, and of a share."""
RUNNING = ("genuine-seizures-dev", "dup-dev", "page")
ALLOWED = 0.004
"""How many of the genuine uses of these groups may be reported."""
PARTS = 5
SMALLEST, SMALLEST_ALONE = 0.2, 0.4
"""Weights below these are left out."""


def learnable(use: Use) -> bool:
    """Whether a use may be learned from: not where one of two cramps of a sentence was turned, which nobody would write."""
    both = use.alone and CRAMP.search(use.context.text, *use.context.sentence(use.start))
    return not use.group.startswith("held-out") and not both


def expectations() -> dict[str, float]:
    """By stem, what an editor expects of a word."""
    kinds = {CRAMP_WORDS: 1.0, SEIZURE_WORDS: -1.0, BESIDE_WORDS: -1.0, OPEN_WORDS: 0.0}
    return {stemmed(word): weight for words, weight in kinds.items() for word in words.split()}


@dataclass(frozen=True)
class Data:
    """Uses as numbers."""

    words: list[str]
    columns: list[tuple[int, int]]
    """Scope and word of a column, by their numbers."""
    rows: Any
    """A sparse matrix: by use, the columns that stand around it."""
    wrong: Numbers
    weights: Numbers
    documents: list[str]
    groups: list[str]

    def part(self, chosen: Flags) -> Data:
        """Some of the uses."""
        kept = np.flatnonzero(chosen)
        documents, groups = ([of[k] for k in kept] for of in (self.documents, self.groups))
        wrong, weights = self.wrong[kept], self.weights[kept]
        return Data(self.words, self.columns, self.rows[kept], wrong, weights, documents, groups)


def numbered(uses: list[Use]) -> Data:
    """Uses as a matrix over the words that are looked at."""
    words = sorted(expectations())
    columns = [(scope, word) for scope in SCOPES for word in words if word not in CLOSE or scope in BESIDE]
    index = {column: number for number, column in enumerate(columns)}
    cells = [(row, index[key]) for row, use in enumerate(uses) for key in use.features if key in index]
    at = np.array(cells).T
    rows: Any = csr_matrix((np.ones(len(cells)), (at[0], at[1])), shape=(len(uses), len(columns)))
    numbers = [(SCOPES.index(scope), words.index(word)) for scope, word in columns]
    wrong = np.array([float(use.wrong) for use in uses])
    documents, groups = [use.document for use in uses], [use.group for use in uses]
    return Data(words, numbers, rows, wrong, weighted(uses), documents, groups)


def weighted(uses: list[Use]) -> Numbers:
    """How much each use counts: the uses of one document share, and so do the documents of a group."""
    variants = Counter((use.document, use.wrong) for use in uses)
    own = np.array([variants[use.document, use.wrong] ** -0.5 for use in uses])
    totals: dict[tuple[str, bool], float] = defaultdict(float)
    for use, weight in zip(uses, own, strict=True):
        totals[use.group, use.wrong] += weight
    return own * [GROUPS.get(use.group, OTHER_GROUP) / totals[use.group, use.wrong] for use in uses]


@dataclass(frozen=True)
class Weights:
    """What is learned."""

    bias: float
    shares: Numbers
    words: Numbers
    alone: Numbers
    """By column, what a word says in one scope besides its share."""

    @classmethod
    def of(cls, values: Numbers, count: int) -> Weights:
        """From all numbers in a row."""
        first = 1 + len(SCOPES)
        return cls(float(values[0]), values[1:first], values[first : first + count], values[first + count :])

    @property
    def row(self) -> Numbers:
        """All numbers in a row."""
        return np.concatenate([[self.bias], self.shares, self.words, self.alone])

    def sums(self, data: Data) -> Numbers:
        """By use and scope, what the words say before the cap."""
        scope, word = np.array(data.columns).T
        by_scope = np.zeros((len(scope), len(SCOPES)))
        by_scope[np.arange(len(scope)), scope] = self.shares[scope] * self.words[word] + self.alone
        return np.asarray(data.rows @ by_scope)

    def scores(self, data: Data) -> Numbers:
        """By use, what all words say, as `Table.score` adds it up."""
        return np.asarray((LIMITS * np.tanh(self.sums(data) / LIMITS)).sum(axis=1))


def aside(data: Data) -> Numbers:
    """By column, what is expected of a word in one scope besides its share."""
    return np.array([ASIDE.get((SCOPES[scope], data.words[word]), 0.0) for scope, word in data.columns])


def learned(data: Data, kept: Flags | None = None) -> Weights:
    """The weights that tell the uses apart best, near what is expected; `alone` only where it is kept."""
    scope, word = np.array(data.columns).T
    count, signs, known = len(data.words), 2 * data.wrong - 1, expectations()
    mask = np.ones(len(scope)) if kept is None else kept.astype(float)
    expected = [known[name] for name in data.words]
    start = Weights(0.0, np.array([SHARES[s] for s in SCOPES]), np.array(expected), aside(data)).row
    firm = Weights(
        0.0, np.full(len(SCOPES), FIRM_SHARE), np.full(count, FIRM), np.full(len(scope), FIRM_ALONE)
    ).row
    columns = data.rows.T.tocsr()

    def loss(values: Numbers) -> tuple[float, Numbers]:
        now = Weights.of(values, count)
        level = np.tanh(now.sums(data) / LIMITS)
        margin = signs * ((LIMITS * level).sum(axis=1) + now.bias)
        slope = -signs * data.weights / (1 + np.exp(np.clip(margin, -30, 30)))
        each = np.asarray(columns @ (slope[:, None] * (1 - level**2)))[np.arange(len(scope)), scope]
        shares = np.bincount(scope, each * now.words[word], len(SCOPES)).astype(float)
        words = np.bincount(word, each * now.shares[scope], count).astype(float)
        away = values - start
        total = (data.weights * np.logaddexp(0, -margin)).sum() + (firm * away**2).sum() / 2
        return float(total), Weights(float(slope.sum()), shares, words, each * mask).row + firm * away

    best = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 150})
    return Weights.of(np.asarray(best.x), count)


def pruned(data: Data) -> Weights:
    """Weights learned twice: the second time with those alone that said enough in one scope."""
    return learned(data, np.abs(learned(data).alone) >= SMALLEST_ALONE)


def left_out(data: Data) -> Numbers:
    """The scores of uses by weights that were learned without their part of the documents."""
    parts = np.array([crc32(document.encode()) % PARTS for document in data.documents])
    found = np.zeros(len(parts))
    for part in range(PARTS):
        chosen = parts == part
        found[chosen] = pruned(data.part(~chosen)).scores(data.part(chosen))
    return found


def threshold(data: Data, found: Numbers) -> float:
    """The score that no more than `ALLOWED` of the genuine uses in running text reach."""
    judged = (data.wrong == 0) & np.isin(data.groups, RUNNING)
    genuine = np.sort(found[judged])[::-1]
    return float(genuine[int(len(genuine) * ALLOWED)]) + 0.005


def lines_of(weights: Weights, data: Data, least: float) -> list[str]:
    """The table, sorted."""
    rows = [("report", "from", least)]
    rows += [("cap", scope, CAPS[scope]) for scope in SCOPES]
    rows += [("share", scope, share) for scope, share in zip(SCOPES, weights.shares, strict=True)]
    known = zip(data.words, weights.words, strict=True)
    rows += [("beside" if word in CLOSE else "any", word, w) for word, w in known if abs(w) >= SMALLEST]
    for (scope, word), weight in zip(data.columns, weights.alone, strict=True):
        if abs(weight) >= SMALLEST_ALONE:
            rows.append((SCOPES[scope], data.words[word], float(weight)))
    return sorted(f"{scope}\t{word}\t{weight:.2f}" for scope, word, weight in rows)


def report(data: Data, found: Numbers, least: float) -> None:
    """Print, by group, what would be reported."""
    print("| group | cramps turned | found | genuine | reported |\n| --- | --- | --- | --- | --- |")
    for group in sorted(set(data.groups)):
        own = np.array(data.groups) == group
        wrong, genuine = own & (data.wrong == 1), own & (data.wrong == 0)
        seen = found >= least
        print(
            f"| {group} | {wrong.sum()} | {(wrong & seen).sum()} | {genuine.sum()} | {(genuine & seen).sum()} |"
        )


def main() -> int:
    """Learn, print what the parts left out would give, and write the table if that is wanted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true", help="write the table of cramps")
    args = parser.parse_args()
    data = numbered([use for use in all_uses(args.folder) if learnable(use)])
    found = left_out(data)
    least = threshold(data, found)
    report(data, found, least)
    rows = lines_of(pruned(data), data, least)
    print(f"\n{len(rows)} lines, reported from {least:.2f}")
    if args.write:
        path = TABLES / "cramp.txt"
        head = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
        path.write_text("\n".join([*head, *rows, ""]), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
