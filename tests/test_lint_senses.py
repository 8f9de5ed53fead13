"""The words around “seizure” and “convulsion” tell a cramp that was mistranslated from an epileptic fit."""

from __future__ import annotations

from math import isfinite

import pytest

from pamphleteer.lint.terms.concept import Concept, Context, Fault
from pamphleteer.lint.terms.read import read_terms
from pamphleteer.lint.terms.sense import SCOPES, TABLES, read_table, table

TERMS = "- {preferred: cramp, sense: cramp, avoid: [{word: seizure}, {word: convulsion}]}"

WRONG = """
Leg cramps at night | A leg seizure at night can wake you from sleep.
Leg cramps at night | Stretch the calf gently until the seizure passes.
Leg cramps at night | They last from seconds to minutes. ¶ Ask how often the seizures come and what helps.
Leg seizures | Older people have seizures more often. ¶ Pull your toes towards you when a seizure begins.
Night-time leg seizures | The cause of these seizures is often unknown.
Hamstring seizures: causes and relief | If you often have seizures at night, do these stretches before bed.
Hamstring seizures: causes and relief | Athletes who lose much water may have more convulsions.
Hamstring injuries | In the acute phase of the convulsions, warmth helps the muscle.
Running a marathon | A seizure in the calf forces you to stop and stretch.
Running a marathon | Muscle seizures come late in the race, when the legs are tired.
Heat illness | Heat seizures are painful and follow heavy sweating.
Heat illness | Sip water with salt when muscle seizures begin in the heat.
Working in hot weather | The first signs are thirst, sweating and seizures in the legs or the abdomen.
Haemodialysis | Many patients have muscle seizures towards the end of dialysis.
Haemodialysis | Taking off too much fluid too fast leads to seizures in the legs.
Cirrhosis of the liver | Muscle seizures trouble two of three people with cirrhosis.
Pregnancy: the last three months | Leg seizures are common now; massage the calf and flex your foot.
Pregnancy: the first weeks | Slight spotting and abdominal seizures may occur.
Painful periods | Menstrual seizures are felt in the lower abdomen.
Painful periods | A hot-water bottle on the belly eases the seizures.
Painful periods | Take the tablet as soon as the bleeding or the seizures begin.
Endometriosis | Pelvic pain and seizures get worse before a period.
Irritable bowel | Abdominal seizures and bloating get better after a bowel movement.
Crohn's disease | Common signs are diarrhea, stomach seizures, loss of appetite and loss of weight.
Food poisoning | Stomach convulsions, nausea and watery diarrhoea start within a day.
Giardia | You may have greasy stools, gas and stomach seizures.
Laxatives | They may cause gas, stomach seizures or diarrhea.
Colonoscopy | The air may cause bloating or seizures in the belly.
McArdle disease | Exercise brings muscle pain, stiffness and seizures.
Motor neurone disease | Twitches and muscle seizures may come before the weakness.
Writer's cramp | The seizure of the hand comes only with writing.
Playing the violin | An occupational seizure makes the fingers curl while playing.
Statins | Tell your doctor about muscle pain, tenderness or seizures in the legs.
Water tablets | Low potassium may cause weak muscles and seizures in the calves.
Narrow arteries of the leg | Pain or seizure in the calf on walking goes away with rest.
Lumbar stenosis | Numbness, pain and seizures in the legs get worse on walking.
"""
"""Titles, and paragraphs parted by ¶; every “seizure” and “convulsion” was a cramp."""

RIGHT = """
Epilepsy | People with epilepsy have seizures that come back.
Epilepsy | Take your medicine every day to prevent seizures.
Epilepsy | Ask your doctor whether you may drive after a seizure.
Living with epilepsy | Exercise is safe for most people, even if they have seizures.
Seizures | A seizure is a burst of electrical activity in the brain.
Febrile seizures | A febrile seizure is a convulsion in a small child with a fever.
Fever in children | Call an ambulance if a convulsion lasts more than five minutes.
First aid | During a seizure, turn the person on the side and do not hold the arms or legs.
First aid | After the seizure the person may be confused and tired, with sore muscles.
Meningitis | Fever, a stiff neck, headache and seizures need a doctor at once.
Brain tumours | A first seizure in an adult may be the sign of a brain tumour.
Stroke | Seizures may start months after a stroke.
Head injury | Vomiting, confusion or a seizure after a blow to the head is an emergency.
Eclampsia | Eclampsia means seizures in a woman with high blood pressure in pregnancy.
Pre-eclampsia | Magnesium is given to prevent seizures during labour.
Alcohol withdrawal | Shaking and sweating come first, seizures and confusion later.
Low blood sugar | A severe hypo can cause a seizure or loss of consciousness.
Low sodium | Late signs are confusion, seizures and coma.
Heat stroke | In heat stroke there are confusion, seizures and unconsciousness, and the skin is hot.
Lead poisoning | High levels cause vomiting, stomach pain, seizures and coma in children.
Bupropion | This medicine lowers the seizure threshold; do not take it if you have epilepsy.
Tramadol: side effects | Stomach pain ¶ Muscle stiffness ¶ Seizures ¶ Swelling of the legs
Metronidazole: side effects | Nausea ¶ Tingling in hands or feet ¶ Convulsions (seizures) ¶ Stomach cramps
Low calcium | Muscle cramps come first; very low calcium brings on seizures.
Low magnesium | Weakness, muscle cramps, tremor and seizures are late signs.
Hypoparathyroidism | In babies, the first sign may be a seizure.
Rett syndrome | Girls lose speech and the use of their hands, and most have seizures.
Tay-Sachs disease | Signs are an increased startle response, muscle weakness, loss of motor skills, seizures and loss of vision.
A rare syndrome | Signs and symptoms include low muscle tone (hypotonia), intellectual disability, seizures and a small head.
Mitochondrial disease | Features may be muscle weakness, hearing loss, seizures and stroke-like episodes.
Muscular dystrophy with brain disease | Babies have weak muscles, delayed development and seizures.
Cerebral palsy | Tight muscles are stretched every day, and seizures are treated with anticonvulsants.
Newborn screening | Untreated, the baby becomes sleepy, feeds badly and has seizures.
Malaria | Severe malaria causes high fever, convulsions and coma.
Rabies | Fear of water, hallucinations, convulsions and paralysis follow.
Sleep | Too little sleep can set off seizures in people with epilepsy.
Leg cramps | A leg cramp hurts, but it is not a seizure.
Leg cramps | Do not take more than one tablet: an overdose may cause seizures and coma.
"""
"""Titles, and paragraphs parted by ¶; every “seizure” and “convulsion” is one."""


def concept() -> Concept:
    """Cramp, with the words that it is taken for."""
    base, findings = read_terms("terms.yml", TERMS)
    assert not findings
    return base.concepts[0]


def judged(line: str) -> tuple[int, list[Fault]]:
    """How many seizures and convulsions a line holds, and those that are reported."""
    titles, _bar, text = line.partition(" | ")
    paragraphs = text.split(" ¶ ")
    entry = concept()
    count = sum(len(avoided.pattern.findall(text)) for avoided in entry.avoid)
    contexts = [Context(paragraph, "\n".join(paragraphs), titles) for paragraph in paragraphs]
    return count, [fault for context in contexts for fault in entry.faults(context)]


@pytest.mark.parametrize("line", WRONG.strip().splitlines())
def test_cramp_is_found(line: str) -> None:
    """A seizure that was a cramp is reported, each time."""
    count, faults = judged(line)
    assert count
    assert len(faults) == count, line


@pytest.mark.parametrize("line", RIGHT.strip().splitlines())
def test_seizure_is_left_alone(line: str) -> None:
    """A seizure that is one is not reported."""
    count, faults = judged(line)
    assert count
    assert not faults, line


SAID = [
    (
        "Calves | Stretch the leg until the seizure passes.",
        "leg and stretch beside it, calves in a title; nothing of epilepsy in the section",
    ),
    (
        "Bowels | Abdominal seizures are common. ¶ They stop by themselves.",
        "abdominal beside it, bowels in a title; nothing of epilepsy in the section",
    ),
    (
        "Pain | A painful leg seizure may come with a fever.",
        "leg and painful beside it, pain in a title; that outweighs fever beside it",
    ),
]


@pytest.mark.parametrize(("line", "expected"), SAID)
def test_decision_is_explained(line: str, expected: str) -> None:
    """Up to three words that decided, where they stand, and what spoke against them."""
    _count, faults = judged(line)
    assert [fault.because for fault in faults] == [expected]


def test_competing_word_in_one_breath_speaks_for_a_seizure() -> None:
    """Who lists cramps and seizures side by side knows both; a cramp elsewhere on the page is no such sign."""
    beside, apart = (
        "Legs: cramps, twitching and seizures.",
        "The leg hurts after a seizure. ¶ Cramps are harmless.",
    )
    assert judged(f"Muscles | {beside}") == (1, [])
    assert len(judged(f"Muscles | {apart}")[1]) == 1


def test_bare_item_of_a_list_is_no_evidence() -> None:
    """The other items of a list of side effects do not decide what an item means."""
    items = "Muscle pain ¶ Stomach pain ¶ Stiff legs ¶ Diarrhea ¶ {}"
    assert judged(f"Side effects | {items.format('Seizures')}") == (1, [])
    assert len(judged(f"Side effects | {items.format('Leg seizures')}")[1]) == 1


def test_long_section_does_not_outshout_the_sentence() -> None:
    """However much a section speaks of legs, a seizure with a loss of consciousness is one."""
    section = "Stretch the leg, the calf and the thigh. Massage the muscle. Drink water with salt. " * 40
    text = "Call an ambulance after a seizure with loss of consciousness."
    faults = concept().faults(Context(text, section + text, "First aid"))
    assert not list(faults)


def test_table_is_in_order() -> None:
    """Sorted lines of a known scope, a stem and a finite weight, none of them twice."""
    lines = (TABLES / "cramp.txt").read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if not line.startswith("#")]
    assert rows == sorted(rows)
    assert 150 <= len(rows) <= 400
    cells = [row.split("\t") for row in rows]
    assert {scope for scope, _word, _weight in cells} <= {*SCOPES, "any", "beside", "share", "cap", "report"}
    assert all(
        word.isalpha() and word.islower() and isfinite(float(weight)) for _scope, word, weight in cells
    )
    assert len({(scope, word) for scope, word, _weight in cells}) == len(rows)


def test_table_says_what_it_is() -> None:
    """The head names what was learned from, with its licence; every scope has a share and a cap."""
    text = (TABLES / "cramp.txt").read_text(encoding="utf-8")
    head = text[: text.index("\nany\t")]
    assert "MedQuAD" in head
    assert "CC BY 4.0" in head
    known = read_table(text)
    assert known == table("cramp")
    assert set(known.shares) == set(known.caps) == set(SCOPES)
    assert min(known.caps.values()) > 0
    assert known.caps["section"] < known.threshold, "a section alone must not decide"
    assert known.caps["list"] < known.threshold
