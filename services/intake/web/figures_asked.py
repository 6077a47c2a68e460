"""What the form of a unit's figures asks for, indicator by indicator."""

from itertools import groupby
from typing import Any

from services.intake.asked_realisasi import Asked, asked_of
from services.intake.asked_triwulan import AskedTriwulan, asked_triwulan
from services.intake.figures_form import TEXTS, field_name
from services.intake.indicator_details import pagu_of
from services.intake.models import CycleIndicatorRecord
from shared.budget_words import rupiah
from shared.choices.asked import Choices
from shared.numbers import format_id
from shared.triwulan import triwulan_name


def by_sasaran(
    indicators: list[CycleIndicatorRecord],
    files: list[dict[str, Any]],
    typed: dict[str, str],
    errors: dict[str, list[str]],
) -> list[tuple[str, list[dict[str, Any]]]]:
    """(sasaran, its indicators) in the form's order; each with what it asks for, its files and its messages."""
    groups = groupby(enumerate(indicators, start=1), key=lambda pair: pair[1].sasaran)
    return [
        (sasaran, [_shown(number, row, files, typed, errors) for number, row in group]) for sasaran, group in groups
    ]


def _shown(
    number: int,
    row: CycleIndicatorRecord,
    files: list[dict[str, Any]],
    typed: dict[str, str],
    errors: dict[str, list[str]],
) -> dict[str, Any]:
    about = {"Definisi": row.definition, "Rumus": row.formula, "Sumber data": row.data_source}
    words = [field_name(part, row.code) for part in TEXTS]
    asked, by_triwulan = asked_of(row), asked_triwulan(row)
    return {
        "number": number,
        "code": row.code,
        "indikator": row.indikator,
        "satuan": row.satuan,
        "target": format_id(row.target) if row.target is not None else row.target_text or "–",
        "last_value": row.last_value,
        "choices": _options(asked.choices, typed.get(field_name("realisasi", row.code), "")) if asked.choices else [],
        "triwulan": _triwulan(by_triwulan),
        "hint": _hint(asked, by_triwulan),
        "pagu": _pagu(row),
        "numerator": row.numerator,
        "denominator": row.denominator,
        "details": [(name, text) for name, text in about.items() if text],
        "files": [file for file in files if file["code"] == row.code],
        "words": sum(bool(typed.get(name)) for name in words),
        "has_wrong_words": any(name in errors for name in words),
    }


def _pagu(row: CycleIndicatorRecord) -> str | None:
    pagu = pagu_of(row.details or {})
    return None if pagu is None else rupiah(pagu)


def _triwulan(asked: AskedTriwulan) -> list[tuple[str, str, str]]:
    """(field, name, target) of each."""
    return [(f"tw{each.number}", triwulan_name(each.number), format_id(each.target)) for each in asked.figures]


def _hint(asked: Asked, triwulan: AskedTriwulan) -> str | None:
    if triwulan.summary:
        return f"Boleh dikosongkan: dihitung dari triwulan ({triwulan.summary.words}) bila triwulannya sudah diisi."
    if triwulan.figures:
        return "Diisi tersendiri; tidak dihitung dari triwulan."
    return "Bila hanya batasnya yang diketahui, tulis misalnya > 125." if asked.is_limit else None


def _options(choices: Choices, typed: str) -> list[tuple[str, str]]:
    """The answers of a select; what was typed and is none of them stays, so that its message has its field."""
    words = choices.words if not typed or typed in choices.words else (*choices.words, typed)
    return [("", "Pilih"), *((word, word) for word in words)]
