"""Front matter `clinical_review`, `last_reviewed`, `next_review` → the review notice that every edition shows.

A book none of whose pages has `clinical_review` is no health book: nothing is shown.
A health book counts as reviewed only when every page that has the field names a clinician with role and date.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pamphleteer.languages import FULL_STOPS, in_language

NOTICES = {
    "en": (
        "Not yet clinically reviewed",
        "No clinician has checked this guide yet. Ask a doctor, nurse or pharmacist before you act on it.",
        "Clinically reviewed by {names}",
    ),
    "es": (
        "Aún sin revisión clínica",
        "Ningún profesional sanitario ha revisado todavía esta guía. "
        "Consulte a su médico, enfermera o farmacéutico antes de seguirla.",
        "Revisión clínica: {names}",
    ),
    "de": (
        "Noch nicht fachlich geprüft",
        "Noch keine medizinische Fachperson hat diesen Ratgeber geprüft. "
        "Fragen Sie ärztlich, in der Pflege oder in der Apotheke nach, bevor Sie danach handeln.",
        "Fachlich geprüft von {names}",
    ),
    "fr": (
        "Pas encore relu par un soignant",
        "Aucun professionnel de santé n’a encore vérifié ce guide. "
        "Demandez conseil à un médecin, un infirmier ou un pharmacien avant de le suivre.",
        "Relecture clinique : {names}",
    ),
    "ru": (
        "Ещё не проверено врачом",
        "Медицинский специалист ещё не проверил это руководство. "
        "Посоветуйтесь с врачом, медсестрой или фармацевтом, прежде чем следовать ему.",
        "Проверено: {names}",
    ),
    "el": (
        "Δεν έχει ελεγχθεί ακόμη κλινικά",
        "Κανένας επαγγελματίας υγείας δεν έχει ελέγξει ακόμη αυτόν τον οδηγό. "
        "Ρωτήστε γιατρό, νοσηλευτή ή φαρμακοποιό πριν τον εφαρμόσετε.",
        "Κλινικός έλεγχος: {names}",
    ),
    "ar": (
        "لم يراجعه مختص طبي بعد",
        "لم يراجع أي مختص طبي هذا الدليل بعد. اسأل طبيباً أو ممرضاً أو صيدلياً قبل العمل بما فيه.",
        "المراجعة الطبية: {names}",
    ),
    "he": (
        "טרם נבדק בידי איש מקצוע רפואי",
        "אף איש מקצוע רפואי לא בדק עדיין את המדריך הזה. יש לשאול רופא, אח או רוקח לפני שפועלים לפיו.",
        "בדיקה רפואית: {names}",
    ),
    "zh": (
        "尚未经临床审阅",
        "尚无医务人员审阅过本指南。照着做之前，请先咨询医生、护士或药师。",
        "临床审阅：{names}",
    ),
    "zh-hant": (
        "尚未經臨床審閱",
        "尚無醫護人員審閱過本指南。照著做之前，請先諮詢醫師、護理師或藥師。",
        "臨床審閱：{names}",
    ),
    "ja": (
        "医療専門家による確認はまだ行われていません",
        "このガイドはまだ医療専門家の確認を受けていません。実行する前に、医師、看護師または薬剤師に相談してください。",
        "医療専門家による確認：{names}",
    ),
    "ko": (
        "아직 임상 검토를 받지 않았습니다",
        "아직 이 안내서를 검토한 의료인이 없습니다. 따라 하기 전에 의사, 간호사 또는 약사와 상의하세요.",
        "임상 검토: {names}",
    ),
}


@dataclass(frozen=True)
class Review:
    """What a reader is told about the review; all fields are empty for a book that is no health book."""

    signed: bool
    """Every page with `clinical_review` names who checked it."""
    notice: str
    """A few words: “Not yet clinically reviewed”."""
    detail: str
    """One or two sentences for the colophon."""
    last_reviewed: date | None
    """The oldest `last_reviewed` of the pages."""
    next_review: date | None
    """The earliest `next_review` of the pages."""
    full_stop: str = "."
    """The one of the language of the words."""

    @property
    def sentence(self) -> str:
        """The notice with the full stop of its language."""
        return self.notice and self.notice + self.full_stop

    @property
    def gap(self) -> str:
        """What stands between two sentences: a full stop that is as wide as a letter brings its own space."""
        return "" if self.full_stop == "。" else " "


NO_REVIEW = Review(signed=False, notice="", detail="", last_reviewed=None, next_review=None)


def clinician(value: str) -> str | None:
    """“Name, role, date” of a signed review, or None where nobody has signed.

    Sphinx keeps a mapping of the front matter as JSON text.
    """
    try:
        signature = json.loads(value)
    except (ValueError, RecursionError):
        return None
    if not isinstance(signature, dict):
        return None
    parts = [str(signature.get(key, "")).strip() for key in ("name", "role", "date")]
    return ", ".join(parts) if all(parts) else None


def iso_date(value: Any) -> date | None:
    """A date written as 2026-11-24, or None."""
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def review_of(pages: Iterable[Mapping[str, Any]], language: str = "en") -> Review:
    """The status of the whole book, or of one page, from the metadata of its pages."""
    pages = [page for page in pages if "clinical_review" in page]
    if not pages:
        return NO_REVIEW
    signatures = [clinician(str(page["clinical_review"])) for page in pages]
    signed = all(signatures)
    pending, detail, reviewed = in_language(NOTICES, language)
    names = "; ".join(dict.fromkeys(name for name in signatures if name))
    return Review(
        signed=signed,
        notice=reviewed.format(names=names) if signed else pending,
        detail="" if signed else detail,
        last_reviewed=min(filter(None, (iso_date(p.get("last_reviewed")) for p in pages)), default=None),
        next_review=min(filter(None, (iso_date(p.get("next_review")) for p in pages)), default=None),
        full_stop=in_language(FULL_STOPS, language),
    )
