"""Measured figures as pages and machines read them; the same formatter as papers and mails."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from shared.events.evaluated import DataFinding
from shared.events.parts import MeasuredIndicator
from shared.numbers import format_id

_DASH = "–"


def measured_json(rows: Iterable[MeasuredIndicator], findings: Iterable[DataFinding]) -> list[dict[str, Any]]:
    """Figures with decimals as strings, null where there is none, each with what was found in it."""
    of_row: dict[tuple[str, str], list[dict[str, str]]] = {}
    for each in findings:
        told = {name: getattr(each, name) for name in ("kind", "severity", "column", "sentence")}
        of_row.setdefault((each.unit, each.code), []).append(told)
    return [
        {
            "unit": row.unit,
            "row": row.row,
            "code": row.code,
            "sasaran": row.sasaran,
            "indikator": row.indikator,
            "satuan": row.satuan,
            "target": _text(row.target),
            "target_text": row.target_text,
            "realisasi": _text(row.realisasi),
            "capaian": _text(row.capaian),
            "capaian_exact": _text(row.capaian_exact),
            "predikat": row.predikat,
            "reason": row.reason,
            "findings": of_row.get((row.unit, row.code), []),
        }
        for row in rows
    ]


def _text(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")


def by_sasaran(rows: Iterable[MeasuredIndicator]) -> list[tuple[str, list[list[str]]]]:
    """Table rows grouped by sasaran, in the order in which the sasaran first come."""
    groups: dict[str, list[list[str]]] = {}
    for row in rows:
        groups.setdefault(row.sasaran, []).append(table_row(row))
    return list(groups.items())


def table_row(row: MeasuredIndicator) -> list[str]:
    """Indicator, unit, target, realisasi, capaian, predikat (or why there is none), as people read them."""
    target = format_id(row.target) if row.target is not None else row.target_text or _DASH
    realisasi = format_id(row.realisasi) if row.realisasi is not None else _DASH
    mark = "*" if row.provisional else ""
    capaian = format_id(row.capaian) if row.capaian is not None else _DASH
    words = row.predikat or f"Tidak dapat diukur: {row.reason_text or ''}"
    return [row.indikator, row.unit, f"{target} {row.satuan}".strip(), realisasi + mark, capaian, words]
