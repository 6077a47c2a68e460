"""What Excel and LibreOffice check while someone types, with messages in Indonesian.

A convenience only: pasting goes around it, and the uploaded form is checked again.
"""

from collections.abc import Sequence
from typing import Any

from services.documents.data_forms.form import LONGEST_TEXT, REASONS
from services.documents.data_forms.layout import NUMBER_FIELDS, TITLES

_LONGEST_NUMBER = 40


def validation(field: str, choices: Sequence[str] = ()) -> dict[str, Any]:
    """The options of xlsxwriter's data_validation for an input column; a realisasi may be one of `choices`."""
    if field == "realisasi" and choices:
        return _choice(choices)
    if field in NUMBER_FIELDS:
        return _number(field)
    return _reason() if field == "alasan" else _text(field)


def _number(field: str) -> dict[str, Any]:
    return {
        "validate": "length",
        "criteria": "<=",
        "value": _LONGEST_NUMBER,
        "input_title": TITLES[field],
        "input_message": "Ketik angkanya saja. Koma untuk desimal (87,5), titik untuk ribuan (1.234)."
        " Angka sementara boleh diberi tanda *.",
        "error_title": "Terlalu panjang",
        "error_message": "Ketik angkanya saja, misalnya 87,5 atau 1.234.",
    }


def _reason() -> dict[str, Any]:
    return {
        "validate": "list",
        "source": list(REASONS),
        "input_title": "Bila tidak ada angkanya",
        "input_message": "Kosongkan Realisasi, lalu pilih: nol, belum ada data, atau tidak berlaku.",
        "error_title": "Pilih dari daftar",
        "error_message": "Pilih salah satu: nol, belum ada data, tidak berlaku.",
    }


def _choice(choices: Sequence[str]) -> dict[str, Any]:
    return {
        "validate": "list",
        "source": list(choices),
        "input_title": TITLES["realisasi"],
        "input_message": "Pilih dari daftar. Bila belum ada, kosongkan, lalu pilih alasannya.",
        "error_title": "Pilih dari daftar",
        "error_message": "Pilih salah satu jawaban dari daftar.",
    }


def _text(field: str) -> dict[str, Any]:
    return {
        "validate": "length",
        "criteria": "<=",
        "value": LONGEST_TEXT,
        "error_title": TITLES[field],
        "error_message": "Paling banyak 2.000 huruf. Mohon diringkas.",
    }
