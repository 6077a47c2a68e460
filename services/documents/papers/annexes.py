"""The annexes of an LKjIP: what each unit reported, in full."""

from collections.abc import Iterable
from typing import Any

from services.documents.domain.lkjip import Figure
from services.documents.papers.figures import row
from services.documents.papers.furniture import printed


def by_unit(figures: Iterable[Figure]) -> list[dict[str, Any]]:
    """Every unit with all that it reported, in the order of first appearance."""
    units: dict[str, list[Figure]] = {}
    for figure in figures:
        units.setdefault(figure.unit, []).append(figure)
    return [
        {"name": unit, "rows": [_reported(number, figure) for number, figure in enumerate(rows, start=1)]}
        for unit, rows in units.items()
    ]


def _reported(number: int, figure: Figure) -> dict[str, Any]:
    notes = {
        "Tidak dapat diukur": "" if figure.capaian is not None else row(number, figure)["reason"],
        "Penjelasan": figure.explanation,
        "Faktor pendukung": figure.supporting,
        "Faktor penghambat": figure.hindering,
        "Tindak lanjut": figure.follow_up,
        "Bukti": f"{figure.evidence} berkas" if figure.evidence else "",
    }
    return {
        **row(number, figure),
        "numerator": printed(figure.numerator),
        "denominator": printed(figure.denominator),
        "notes": [[name, text.strip()] for name, text in notes.items() if text.strip()],
    }
