"""Measured figures as pages and machines read them; the same formatter as papers and mails."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any
from uuid import UUID

from flask import url_for
from markupsafe import Markup

from services.intake.web.trace_words import question
from shared.events.budgets import MeasuredBudget
from shared.events.evaluated import DataFinding
from shared.events.parts import MeasuredIndicator
from shared.events.periods import MeasuredTriwulan
from shared.events.traces import FigureSource, Trace
from shared.events.wire import schema_of
from shared.numbers import format_id
from shared.trace_steps import steps_of

_DASH = "–"


def measured_json(
    rows: Iterable[MeasuredIndicator], findings: Iterable[DataFinding], sources: Iterable[FigureSource] = ()
) -> list[dict[str, Any]]:
    """Figures with decimals as strings, null where there is none, each with what was found in it and its trace.

    `submitted` says who sent a unit's figures and when, null where it is not known; `trace` is null for the oldest.
    `summary` says how `triwulan` become the year, null where that is not set.
    """
    sent = {each.unit: schema_of(FigureSource).dump(each) for each in sources}
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
            "realisasi_text": row.realisasi_text,
            "capaian": _text(row.capaian),
            "capaian_exact": _text(row.capaian_exact),
            "predikat": row.predikat,
            "reason": row.reason,
            "findings": of_row.get((row.unit, row.code), []),
            "direction": row.direction,
            "numerator": _text(row.numerator),
            "denominator": _text(row.denominator),
            "provisional": row.provisional,
            "evidence": row.evidence,
            "reason_text": row.reason_text,
            "submitted": sent.get(row.unit),
            "trace": _trace(row.trace) if row.trace else None,
            "triwulan": schema_of(MeasuredTriwulan).dump(row.triwulan, many=True),
            "summary": row.summary or None,
            "budget": schema_of(MeasuredBudget).dump(row.budget) if row.budget else None,
        }
        for row in rows
    ]


def _trace(trace: Trace) -> dict[str, Any]:
    """The trace as it was told, its calculation written out."""
    return {**schema_of(Trace).dump(trace), "steps": list(steps_of(trace))}


def _text(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")


def by_sasaran(rows: Iterable[MeasuredIndicator], cycle_id: UUID) -> list[tuple[str, list[list[Any]]]]:
    """Table rows grouped by sasaran, in the order in which the sasaran first come; each capaian leads to its trace."""
    groups: dict[str, list[list[Any]]] = {}
    for row in rows:
        *before, capaian, words = table_row(row)
        groups.setdefault(row.sasaran, []).append([*before, _with_trace(capaian, row, cycle_id), words])
    return list(groups.items())


def _with_trace(capaian: str, row: MeasuredIndicator, cycle_id: UUID) -> Markup:
    link = Markup(
        '{}<br><a class="govuk-link kinerja-why" href="{}">{}<span class="govuk-visually-hidden"> {}</span></a>'
    )
    return link.format(capaian, url_for("traces.page", cycle_id=cycle_id, code=row.code), question(row), row.indikator)


def table_row(row: MeasuredIndicator) -> list[str]:
    """Indicator, unit, target, realisasi, capaian, predikat (or why there is none), as people read them."""
    target = format_id(row.target) if row.target is not None else row.target_text or _DASH
    realisasi = format_id(row.realisasi) if row.realisasi is not None else row.realisasi_text or _DASH
    mark = "*" if row.provisional else ""
    capaian = format_id(row.capaian) if row.capaian is not None else _DASH
    words = row.predikat or f"Tidak dapat diukur: {row.reason_text or ''}"
    return [row.indikator, row.unit, f"{target} {row.satuan}".strip(), realisasi + mark, capaian, words]
