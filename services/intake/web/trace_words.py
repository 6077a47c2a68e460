"""The trace of a capaian in the words of its page: policies, classes of the scale, sources with their addresses."""

import re
from collections.abc import Mapping
from typing import Final

from markupsafe import Markup, escape

from shared.events.parts import MeasuredIndicator
from shared.events.traces import PolicyUsed, ScaleClassUsed, ScaleUsed
from shared.numbers import format_id

_ADDRESS = re.compile(r"https?://[^\s;]+")
_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "zero_target": {
        "tidak_diukur": "tidak dapat diukur",
        "tercapai_atau_nol": "100 bila tercapai, 0 bila tidak",
    },
    "zero_realisasi": {"tidak_diukur": "tidak dapat diukur", "seratus": "dihitung 100"},
    "negative": {
        "apa_adanya": "dicetak apa adanya",
        "nol": "dihitung 0",
        "tidak_diukur": "realisasi negatif tidak diukur",
    },
    "limit": {"lulus": "100 bila terpenuhi, 0 bila tidak", "pada_batas": "rumus dihitung pada batasnya"},
    "rounding": {"setengah_ke_atas": "setengah ke atas", "dipotong": "dipotong"},
}


def policy_rows(policy: PolicyUsed) -> list[tuple[str, str]]:
    """(name, words) of every policy, for a summary list. An unknown word stands as it is."""
    cap = "tidak ada" if policy.cap is None else f"{format_id(policy.cap)} persen"
    return [
        ("Pembulatan", f"{policy.places} desimal, {_word('rounding', policy.rounding)}"),
        ("Batas atas capaian", cap),
        ("Target nol", _word("zero_target", policy.zero_target)),
        ("Realisasi nol sebagai pembagi", _word("zero_realisasi", policy.zero_realisasi)),
        ("Nilai negatif", _word("negative", policy.negative)),
        ("Target berupa batas", _word("limit", policy.limit)),
    ]


def _word(policy: str, value: str) -> str:
    return _WORDS[policy].get(value, value)


def scale_rows(scale: ScaleUsed) -> list[list[str]]:
    """Predikat and the capaian it begins at, the highest first."""
    return [[each.predikat, _bound(each)] for each in scale.classes]


def _bound(each: ScaleClassUsed) -> str:
    if each.bound is None:
        return "di bawahnya"
    return f"{'≥' if each.is_inclusive else '>'} {format_id(each.bound)}"


def source_markup(text: str) -> Markup:
    """A source whose addresses can be followed; they are public documents."""
    parts: list[Markup] = []
    at = 0
    for found in _ADDRESS.finditer(text):
        link = Markup('<a class="govuk-link" href="{}" rel="noreferrer">dokumen sumber</a>')
        parts += [escape(text[at : found.start()]), link.format(found.group())]
        at = found.end()
    return Markup("").join([*parts, escape(text[at:])])


def question(row: MeasuredIndicator) -> str:
    """What the page of a capaian answers."""
    return "Mengapa tidak dapat diukur?" if row.capaian is None else f"Mengapa {format_id(row.capaian)}?"
