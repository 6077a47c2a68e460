"""Policies and predicate scales of a trace in words: the same on pages and papers."""

from collections.abc import Mapping
from typing import Final

from shared.events.traces import OrdinalUsed, PolicyUsed, ScaleClassUsed, ScaleUsed
from shared.numbers import format_id

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


def ordinal_words(ordinal: OrdinalUsed) -> str:
    """The scale of a predicate with its source and its levels, in a sentence without its full stop."""
    return f"{ordinal.name}, dari yang terendah: {', '.join(ordinal.levels)}; {ordinal.source}"


def _bound(each: ScaleClassUsed) -> str:
    if each.bound is None:
        return "di bawahnya"
    return f"{'≥' if each.is_inclusive else '>'} {format_id(each.bound)}"
